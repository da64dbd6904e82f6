internal import TextPrimitives

/// Names of authors without what pages put around them.
enum AuthorNames {
    private static var lexicon: AuthorLexicon { AuthorLexicon.shared }

    /// The names in a by-line, in order, each once.
    ///
    /// - Parameters:
    ///   - text: The by-line as the page has it.
    ///   - outlet: The outlet's name, which is nobody's.
    /// - Returns: Names of one to five words; none where a template was not filled or nobody is named.
    /// - Complexity: O(*n*) in bytes, times the words of the table.
    static func names(in text: String, outlet: String?) -> [String] {
        var line = plain(text)
        guard !isPlaceholder(line) else { return [] }
        line = withoutOutlet(line, outlet)
        line = withoutLeads(behindDate(line))
        let folded = Folding.fold(line)
        if lexicon.all(.picture).contains(where: folded.hasPrefix) { return [] }
        line = cut(line)
        var seen: Set<String> = []
        let parts = split(line).map(trimmed).filter { isTaken($0, outlet) }
        // "Ama Owusu, Accra": a word alone behind a whole name is a place or an agency.
        let hasWhole = parts.contains { $0.words.count > 1 }
        return parts.filter { part in
            let isWhole = part.words.count > 1 || isUncased(part)
            return (isWhole || !hasWhole) && seen.insert(Folding.fold(part)).inserted
        }
    }

    /// Whether words read as a person's name: two to five, each with a capital or a particle, none of an organisation; or two
    /// to twelve letters of a script without capitals.
    static func isPerson(_ name: String) -> Bool {
        let words = name.words
        if isUncased(name) { return (2...12).contains(name.unicodeScalars.count) && words.count <= 4 }
        guard (2...5).contains(words.count), name.utf8.count <= 60, !name.utf8.contains(where: \.isASCIIDigit) else {
            return false
        }
        var capitals = 0
        for word in words {
            let folded = Folding.fold(String(word))
            if lexicon.has(folded, .body) { return false }
            if word.first?.isUppercase ?? false || word.first == "(" {
                capitals += 1
            } else if !lexicon.has(folded, .particle) {
                return false
            }
            if word.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }) { return false }
        }
        return capitals >= 2
    }

    private static let givenNames: Set<String> = Set(
        Resource.table("actors/given-names.tsv").flatMap { row in
            row.count > 1 && row[1] == "given" ? row[0].split(separator: "|").map { Folding.fold(String($0)) } : []
        })

    /// Cities of several words: what stands before the date of a dateline.
    private static let cities: Set<String> = {
        let cities = Resource.table("places/cities.tsv").compactMap(\.last)
        let seats = Resource.table("actors/states.tsv").compactMap { $0.count > 5 ? $0[5] : nil }
        var result: Set<String> = []
        for names in cities + seats where names.utf8.contains(0x20) {
            for name in names.utf8.split(separator: UInt8(ascii: "|")) where name.contains(0x20) {
                result.insert(Folding.fold(String(Substring(name))))
            }
        }
        return result
    }()

    /// Whether a word is a given name.
    static func isGivenName(_ word: some StringProtocol) -> Bool { givenNames.contains(Folding.fold(String(word))) }

    /// Whether a name may be that of a body, of a machine or of the outlet, and so comes after any person's.
    static func isDoubtful(_ name: String, _ outlet: String?) -> Bool {
        isOutlet(name, outlet)
            || name.split { $0 == " " || $0 == "-" }.contains { lexicon.has(Folding.fold(String($0)), .body) }
    }

    /// Whether a name is the outlet's in another spelling: the letters of one stand in the other.
    static func isOutlet(_ name: String, _ outlet: String?) -> Bool {
        guard let outlet else { return false }
        let (left, right) = (letters(name), letters(outlet))
        guard left.count >= 3, right.count >= 3 else { return left == right }
        return UTF8Text.contains(left, right) || UTF8Text.contains(right, left)
    }

    private static func letters(_ text: String) -> [UInt8] {
        Folding.fold(text).utf8.filter { $0.isASCIILetter || $0.isASCIIDigit || $0 >= 0x80 }
    }

    /// A text in one line, with single spaces.
    private static func plain(_ text: String) -> String {
        let lines = Array(text.utf8).split { $0 == 0x0A || $0 == 0x0D }
        return PageMetadata.collapsed(lines.first { !$0.allSatisfy(\.isASCIISpace) }.map(Array.init) ?? [])
    }

    private static let templateSigns = Array("%{}[]".utf8)

    /// Whether a template was not filled: its signs are still there, or the word that stands for nothing.
    private static func isPlaceholder(_ text: String) -> Bool {
        text.utf8.contains { AuthorNames.templateSigns.contains($0) }
            && ["<%", "%>", "{{", "}}", "[[", "]]", "%%", "${", "#{"].contains(where: text.holds)
            || ["null", "undefined", "none", "nan", "false", "true"].contains(text.lowercased())
    }

    /// A by-line without the outlet's name and a dash before it.
    private static func withoutOutlet(_ text: String, _ outlet: String?) -> String {
        guard let outlet, !outlet.isEmpty else { return text }
        for dash in [" - ", " – ", " | ", ": "] {
            guard let range = text.range(ofFirst: dash),
                Folding.fold(String(text[..<range.lowerBound])) == Folding.fold(outlet)
            else { continue }
            return String(text[range.upperBound...])
        }
        return text
    }

    /// "Monday August 27, 2018 10:05 am by Ama Owusu": what follows the "by" behind a date.
    private static func behindDate(_ text: String) -> String {
        guard text.utf8.contains(where: \.isASCIIDigit) else { return text }
        for lead in [" by ", " von ", " par ", " por "] {
            guard let range = text.range(ofFirst: lead), text[..<range.lowerBound].utf8.contains(where: \.isASCIIDigit)
            else {
                continue
            }
            return String(text[range.upperBound...])
        }
        return text
    }

    /// A by-line without "By", "Written by" and small words before the name.
    private static func withoutLeads(_ text: String) -> String {
        var line = text
        var changed = true
        while changed {
            changed = false
            while let first = line.first, !first.isLetter, !first.isNumber { line.removeFirst() }
            let folded = Array(Folding.fold(line).utf8)
            if let lead = lexicon.lead(of: folded) {
                let words = lead.count { $0 == 0x20 }
                line = line.words.dropFirst(words).joined(separator: " ")
                changed = true
            }
        }
        // "defence correspondent Ama Owusu", "Harbour-Redakteurin Ama Owusu"
        var words = line.words
        func isSmall(_ word: Substring) -> Bool {
            let folded = Folding.fold(String(word))
            let isRole = lexicon.has(folded, .role) || lexicon.endsWithRole(folded)
            return isRole || (word.first?.isLowercase ?? false) && !lexicon.has(folded, .particle)
        }
        while words.count > 2, isSmall(words[0]), words.dropFirst().contains(where: { $0.first?.isUppercase ?? false })
        {
            words.removeFirst()
        }
        return words.joined(separator: " ")
    }

    /// A by-line up to the first sign that ends it; a bracket inside of a name is a part of it.
    private static func cut(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let small = bytes.map(\.asciiLowercased)
        for stop in lexicon.stops {
            if let place = UTF8Text.index(small, of: stop, in: bytes.indices), place > 0 {
                bytes.removeSubrange(place...)
            }
        }
        var line = String(decoding: bytes, as: UTF8.self)
        if let open = line.firstIndex(of: "("), open > line.startIndex {
            let close = line[open...].firstIndex(of: ")")
            let goesOn = close.map { line[line.index(after: $0)...].contains { $0.isLetter } } ?? false
            if !goesOn { line = String(line[..<open]) }
        }
        // A date behind the name.
        if let digit = line.firstIndex(where: \.isNumber), line[..<digit].words.count >= 2 {
            line = String(line[..<digit])
        }
        return line.trimmingSpaces
    }

    private static let separators = [", ", "; ", "、", "，", "；", ",", " / "]

    private static func split(_ line: String) -> [String] {
        var parts = [line]
        if line.utf8.contains(where: { $0 >= 0xE3 || $0 == 0x2C || $0 == 0x3B || $0 == 0x2F }) {
            for separator in AuthorNames.separators { parts = parts.flatMap { $0.components(separator) } }
        }
        return parts.flatMap { part -> [String] in
            var names: [[Substring]] = [[]]
            for word in part.words {
                if lexicon.has(Folding.fold(String(word)), .joiner), word.first?.isLowercase ?? true,
                    !(names.last?.isEmpty ?? true)
                {
                    names.append([])
                } else {
                    names[names.count - 1].append(word)
                }
            }
            // "Ortega y Gasset": what is joined to a word alone is one name.
            if names.count == 2, names[0].count + names[1].count <= 3, names.contains(where: { $0.count == 1 }),
                names[0].count > 1
            {
                return [part]
            }
            return names.map { $0.joined(separator: " ") }
        }
    }

    /// A name without the roles and signs behind it, and given once.
    private static func trimmed(_ text: String) -> String {
        var words = text.words.map(String.init)
        while let last = words.last {
            let folded = Folding.fold(last)
            let isMark = !last.contains { $0.isLetter || $0.isNumber }
            guard isMark || words.count > 1 && (lexicon.has(folded, .role) || lexicon.has(folded, .joiner)) else {
                break
            }
            words.removeLast()
        }
        // Small words behind a name tell of it: "Ama Owusu reports from".
        let isNamed = words.prefix(2).allSatisfy { $0.first?.isUppercase ?? false }
        if isNamed,
            let small = words.indices.dropFirst(2).first(where: { index in
                (words[index].first?.isLowercase ?? false) && !lexicon.has(Folding.fold(words[index]), .particle)
            })
        {
            words.removeSubrange(small...)
        }
        if words.count >= 2, words.count % 2 == 0, words.prefix(words.count / 2) == words.suffix(words.count / 2) {
            words.removeLast(words.count / 2)
        }
        var name = words.joined(separator: " ")
        while let last = name.last, !last.isLetter, !last.isNumber, last != ".", last != ")" { name.removeLast() }
        while let first = name.first, !first.isLetter, !first.isNumber { name.removeFirst() }
        return lexicon.withoutRole(name)
    }

    /// Whether a name is written in a script without capitals.
    private static func isUncased(_ name: String) -> Bool {
        name.unicodeScalars.first.map {
            $0.value >= 0x590 && !(0x10A0...0x10FF).contains($0.value) && !(0x1E00...0x2BFF).contains($0.value)
        } ?? false
    }

    private static func isTaken(_ name: String, _ outlet: String?) -> Bool {
        let words = name.words
        // A digit is part of a nickname, never of two words.
        let isNickname = words.count == 1 && name.first?.isLetter ?? false
        let folded = Folding.fold(name)
        return (1...5).contains(words.count) && name.utf8.count >= 3
            && (isNickname || !name.utf8.contains(where: \.isASCIIDigit)) && !isAddress(words)
            && !name.contains("@") && !name.hasPrefix("http") && !name.holds("://")
            && !lexicon.has(folded, .nobody) && folded != outlet.map(Folding.fold)
            && !(words.count > 1 && cities.contains(folded) && !isGivenName(words[0]))
            && !(words.count > 1 && folded.words.contains { lexicon.has($0, .noname) })
    }

    /// Whether words name a company or an address of the web.
    private static func isAddress(_ words: [Substring]) -> Bool {
        words.contains {
            ["GmbH", "AG", "e.V.", "Ltd", "Inc.", "LLC", "GbR"].contains(String($0)) || $0.hasPrefix("www.")
        }
            || words.count == 1 && words[0].utf8.contains(UInt8(ascii: "."))
                && words[0].split(separator: ".").last.map {
                    (2...3).contains($0.utf8.count) && $0.allSatisfy(\.isLowercase)
                } ?? false
    }
}
