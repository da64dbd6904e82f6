internal import HTMLParsing
internal import TextPrimitives

/// Where a page may name its authors, the surest place first.
struct PageAuthors {
    private let tree: HTMLTree
    private let metadata: PageMetadata
    private let blocks: [PageBlock]
    /// The article's blocks, as indexes.
    private let body: [Int]
    /// The elements that hold the article: what their classes say of side columns and comments is said of the page.
    private let holders: Set<Int32>

    init(_ tree: HTMLTree, _ metadata: PageMetadata, _ blocks: [PageBlock], body: [Int]) {
        self.tree = tree
        self.metadata = metadata
        self.blocks = blocks
        self.body = body
        var holders: Set<Int32> = []
        var node = body.first.map { Int32(blocks[$0].node) } ?? -1
        while node > 0 {
            holders.insert(node)
            node = tree.parents[Int(node)]
        }
        self.holders = holders
    }

    /// Names as they stand, with the rule and the place.
    struct Candidate {
        var names: [String]
        var rule: String
        var node: String
    }

    /// The first candidate from which something is made, the surest place first; a place is looked at when those before gave nothing.
    func first<Result>(_ make: (Candidate) -> Result?) -> Result? {
        func attempt(_ names: [String], _ rule: String, _ node: String) -> Result? {
            names.isEmpty ? nil : make(Candidate(names: names, rule: rule, node: node))
        }
        if let found = attempt(metadata.declaredNames("author"), "declared by the page's data", "json-ld author") {
            return found
        }
        let elements = marked()
        if let found = attempt(Array(elements.related.prefix(1)), "link to the author", "rel=author") { return found }
        for name in [
            "author", "article:author", "dc.creator", "dc:creator", "parsely-author", "sailthru.author",
            "citation_author",
        ] {
            guard let value = metadata.meta[name], !value.hasPrefix("http") else { continue }
            if let found = attempt([value], "declared by the page's head", "meta \(name)") { return found }
            break
        }
        if let label = metadata.meta["twitter:label1"].map(Folding.fold),
            ["written by", "geschrieben von", "verfasst von", "ecrit par", "escrito por", "scritto da"].contains(label),
            let value = metadata.meta["twitter:data1"],
            let found = attempt([value], "declared by the page's head", "meta twitter:data1")
        {
            return found
        }
        if let found = attempt(elements.property, "marked as the author", "itemprop=author") { return found }
        if let found = attempt(elements.card, "marked as the author", "class of an author") { return found }
        if let found = attempt(elements.address, "link to an author's page", "address of an author") { return found }
        if let block = blocks.first(where: {
            $0.marks.contains(.byline) && $0.words >= 2 && $0.words <= 12 && !$0.endsSentence
        }),
            let found = attempt(
                [String(decoding: block.text, as: UTF8.self)], "marked as by-line", "element of class byline")
        {
            return found
        }
        if let name = datedName(), let found = attempt([name], "name beside the date above the article", "short line") {
            return found
        }
        if let name = labelledName(), let found = attempt([name], "label of an author", "short line") { return found }
        if let line = leadingByline(), let found = attempt([line], "line that begins as a by-line", "short line") {
            return found
        }
        return scriptName().flatMap { attempt([$0], "named by the data of the page's script", "script") }
    }

    /// "Von Ama Owusu" alone on a line.
    private func leadingByline() -> String? {
        for block in blocks where (2...7).contains(block.words) && !block.endsSentence && !block.isMarkedOut {
            let line = String(decoding: block.text, as: UTF8.self)
            let small = line.lowercased()
            guard let lead = PageAuthors.leads.first(where: { small.hasPrefix($0) }) else { continue }
            let rest = line.dropFirst(lead.count).split(separator: " ")
            if rest.count >= (lead.hasPrefix("posted by") ? 1 : 2),
                rest.allSatisfy({
                    $0.first.map { $0.isUppercase || !$0.isLetter } ?? false
                        || PageAuthors.particles.contains(String($0))
                })
            {
                return line
            }
        }
        return nil
    }

    /// "04.02.2022 | Ama Owusu": the part of a line with a date, close above the article, that reads as a person's name.
    private func datedName() -> String? {
        guard let first = body.first else { return nil }
        let lines = LineDates(language: metadata.language)
        for index in max(0, first - 6)..<first where blocks[index].words <= 14 && !blocks[index].isMarkedOut {
            guard !lines.dates(blocks[index].text).isEmpty else { continue }
            var parts = [String(decoding: blocks[index].text, as: UTF8.self)]
            for separator in [" | ", " - ", " – ", " · ", " • ", " / "] {
                parts = parts.flatMap { $0.components(separator) }
            }
            guard parts.count > 1 else { continue }
            if let name = parts.map(\.trimmingSpaces).first(where: PageAuthors.isName) { return name }
        }
        return nil
    }

    private static let labels = ["autor: ", "autorin: ", "author: ", "auteur : ", "auteur: ", "autore: "].map {
        Array($0.utf8)
    }

    /// "Datum: … Autor: Ama Owusu": a label inside a short line that is no part of the article.
    private func labelledName() -> String? {
        let inside = Set(body)
        for index in blocks.indices where blocks[index].words <= 25 && !inside.contains(index) {
            let text = blocks[index].text
            guard text.contains(UInt8(ascii: ":")) else { continue }
            let small = text.map(\.asciiLowercased)
            for label in PageAuthors.labels {
                guard let place = UTF8Text.index(small, of: label) else { continue }
                let rest = UTF8Text.string(text, place + label.count, text.count).split(separator: " ").prefix {
                    ($0.first?.isUppercase ?? false) && !$0.contains(":")
                }
                let name = rest.prefix(4).joined(separator: " ")
                if PageAuthors.isName(name) { return name }
            }
        }
        return nil
    }

    /// The keys under which the data of a page's own script give its author.
    private static let scriptKeys = ["\"author\"", "'author'", "\"authors\"", "\"authorName\""].map { Array($0.utf8) }

    /// A name that a script gives as a string under such a key.
    private func scriptName() -> String? {
        for node in 0..<tree.count where tree.tags[node] == PageAuthors.script {
            guard let raw = tree.rawContents[Int32(node)], raw.end - raw.start > 40 else { continue }
            let script = Array(tree.bytes[Int(raw.start)..<Int(raw.end)])
            for key in PageAuthors.scriptKeys {
                guard let place = UTF8Text.index(script, of: key) else { continue }
                var offset = place + key.count
                let limit = min(script.count, offset + 4)
                while offset < limit, script[offset] != UInt8(ascii: "\""), script[offset] != UInt8(ascii: "'") {
                    offset += 1
                }
                guard offset < limit else { continue }
                let quote = script[offset]
                let start = offset + 1
                guard let end = script[start...].prefix(60).firstIndex(of: quote) else { continue }
                let name = UTF8Text.string(script, start, end).trimmingSpaces
                if PageAuthors.isName(name) { return name }
            }
        }
        return nil
    }

    private static let script = HTMLTag.number("script")

    /// Whether words read as a person's name: two to four, each with a capital, no digits.
    private static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return (2...4).contains(words.count) && text.utf8.count <= 40
            && words.allSatisfy { word in
                (word.first?.isUppercase ?? false) && !word.contains { $0.isNumber || $0 == ":" || $0 == "," }
                    && word.contains(where: \.isLowercase) || particles.contains(String(word))
            }
    }

    private static let leads = [
        "posted by ", "by ", "von ", "von: ", "par ", "por ", "autor: ", "autorin: ", "author: ", "text: ", "auteur : ",
        "auteur: ",
    ]
    private static let particles: Set<String> = [
        "von", "van", "de", "der", "und", "and", "et", "y", "la", "del", "da", "di", "&", "zu", "v.",
    ]

    private struct Marked {
        var related: [String] = []
        var property: [String] = []
        var card: [String] = []
        var address: [String] = []
    }

    private static let link = HTMLTag.number("a")
    private static let frames = HTMLTag.flags("nav footer aside")

    /// Short texts of elements that are marked as an author's; those of comments do not count.
    private func marked() -> Marked {
        var result = Marked()
        var known = HashIndex(capacity: 128)
        for node in 0..<tree.count where tree.tags[node] > 0 && tree.starts[node] < tree.ends[node] {
            if tree.tags[node] == PageAuthors.link, let rel = tree.attribute(node, "rel"),
                rel.lowercased().split(separator: " ").contains("author"), result.related.count < 4,
                let text = text(node)
            {
                result.related.append(text)
            }
            if result.property.isEmpty, let value = tree.attribute(node, "itemprop"), value.lowercased() == "author",
                let text = name(in: node) ?? text(node)
            {
                result.property.append(text)
            }
            if result.card.isEmpty, let (start, end) = tree.attributeRange(node, "class"), end - start < 200,
                isAuthorClass(start, end, &known), !isInComments(node), let text = text(node)
            {
                result.card.append(text)
            }
            if result.address.isEmpty, tree.tags[node] == PageAuthors.link,
                let (start, end) = tree.attributeRange(node, "href"),
                hasAuthorPath(start, end), !isInComments(node), let text = text(node)
            {
                result.address.append(text)
            }
        }
        return result
    }

    /// Whether a class names an author; the same few classes stand on most elements.
    private func isAuthorClass(_ start: Int, _ end: Int, _ known: inout HashIndex) -> Bool {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for offset in start..<end { hash = (hash ^ UInt64(tree.bytes[offset])) &* 0x100_0000_01b3 }
        let found = known.value(hash)
        if found >= 0 { return found == 1 }
        guard mayNameAuthor(start, end) else {
            known.set(hash, 0)
            return false
        }
        let names = String(decoding: tree.bytes[start..<end], as: UTF8.self).lowercased().split(separator: " ")
        let isAuthor =
            names.contains { name in
                ["author", "vcard", "fn", "username"].contains(name)
                    || ["author", "author-name", "author__name", "authorname"].contains { name.hasSuffix($0) }
            } && !names.contains { $0.contains("comment") || $0.contains("avatar") || $0.contains("image") }
        known.set(hash, isAuthor ? 1 : 0)
        return isAuthor
    }

    /// Whether a class holds "author", "vcard" or "username", or is "fn" somewhere.
    private func mayNameAuthor(_ start: Int, _ end: Int) -> Bool {
        for offset in start..<end {
            switch tree.bytes[offset] | 0x20 {
            case UInt8(ascii: "u") where offset + 4 < end:
                // "uthor" or "ser".
                if tree.bytes[offset + 1] | 0x20 == UInt8(ascii: "t"),
                    tree.bytes[offset + 2] | 0x20 == UInt8(ascii: "h")
                {
                    return true
                }
                if tree.bytes[offset + 1] | 0x20 == UInt8(ascii: "s"),
                    tree.bytes[offset + 2] | 0x20 == UInt8(ascii: "e")
                {
                    return true
                }
            case UInt8(ascii: "v") where offset + 1 < end:
                if tree.bytes[offset + 1] | 0x20 == UInt8(ascii: "c") { return true }
            case UInt8(ascii: "f") where offset + 1 < end:
                if tree.bytes[offset + 1] | 0x20 == UInt8(ascii: "n"),
                    offset + 2 == end || tree.bytes[offset + 2] == 0x20
                {
                    return true
                }
            default: break
            }
        }
        return false
    }

    private static let paths = [
        "author/", "authors/", "autor/", "autoren/", "auteur/", "autore/", "writers/", "journalist/",
    ].map { Array($0.utf8) }

    /// Whether an address has a step such as "/author/".
    private func hasAuthorPath(_ start: Int, _ end: Int) -> Bool {
        var offset = start
        while offset < end {
            if tree.bytes[offset] == UInt8(ascii: "/") {
                let next = offset + 1 < end ? tree.bytes[offset + 1] | 0x20 : 0
                if next == UInt8(ascii: "a") || next == UInt8(ascii: "w") || next == UInt8(ascii: "j") {
                    for path in PageAuthors.paths where offset + path.count < end {
                        var same = 0
                        while same < path.count, tree.bytes[offset + 1 + same].asciiLowercased == path[same] {
                            same += 1
                        }
                        if same == path.count { return true }
                    }
                }
            }
            offset += 1
        }
        return false
    }

    /// The text of a property "name" inside an element.
    private func name(in node: Int) -> String? {
        for inner in tree.subtree(of: node).prefix(40).dropFirst() where tree.tags[inner] > 0 {
            if tree.attribute(inner, "itemprop") == "name" { return text(inner) ?? tree.attribute(inner, "content") }
        }
        return nil
    }

    private static let sideMarks = ["comment", "related", "sidebar"].map { Array($0.utf8) }

    private func isInComments(_ node: Int) -> Bool {
        var current = tree.parents[node]
        var steps = 0
        while current > 0, steps < 30, !holders.contains(current) {
            if PageAuthors.frames[Int(tree.tags[Int(current)])] { return true }
            for name in ["class", "id"] as [StaticString] {
                if let (start, end) = tree.attributeRange(Int(current), name), end - start < 200 {
                    let value = tree.bytes[start..<end].map(\.asciiLowercased)
                    if PageAuthors.sideMarks.contains(where: { UTF8Text.contains(value, $0) }) { return true }
                }
            }
            current = tree.parents[Int(current)]
            steps += 1
        }
        return false
    }

    /// The text of an element when it is as short as a name: at most eight words.
    private func text(_ node: Int) -> String? {
        var bytes: [UInt8] = []
        for inner in tree.subtree(of: node).prefix(40) where tree.tags[inner] == 0 {
            bytes += HTMLText.decoded(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
            bytes.append(0x20)
            if bytes.count > 300 { return nil }
        }
        let result = PageMetadata.collapsed(bytes)
        let words = result.split(separator: " ").count
        return (1...8).contains(words) ? result : nil
    }
}

/// Names of authors without what pages put around them.
enum AuthorNames {
    private static let leads = [
        "by ", "von ", "von: ", "par ", "por ", "di ", "da ", "door ", "av ", "text: ", "text ", "author: ",
        "authors: ",
        "written by ", "posted by ", "published by ", "by: ", "autor: ", "autorin: ", "autor:in: ", "auteur: ",
        "autore: ",
        "veröffentlicht von ", "geschrieben von ", "verfasst von ", "erstellt von ", "eingestellt von ",
        "ein beitrag von ",
        "beitrag von ", "über ", "about ", "more posts by ", "view all posts by ", "alle artikel von ",
        "alle beiträge von ", "beiträge von ", "all posts by ", "posts by ", "tous les articles de ",
    ]

    /// Words that stand where a name could and are none.
    private static let nobodies: Set<String> = [
        "admin", "staff", "editor", "the editors", "name", "more posts", "author", "autor", "phd", "ph.d.", "md",
        "m.d.", "rd",
        "jr.", "bsc", "weiter", "weitere artikel", "view my complete profile", "jobs", "redaktion,", "wordpressadmin",
        "msc", "gast", "guest", "anonymous", "website", "email",
    ]

    /// A by-line without the outlet's name and a dash before it.
    static func withoutOutlet(_ text: String, _ outlet: String?) -> String {
        guard let outlet, !outlet.isEmpty else { return text }
        for dash in [" - ", " – ", " | ", ": "] {
            guard let range = text.range(ofFirst: dash), Folding.fold(String(text[..<range.lowerBound])) == outlet
            else {
                continue
            }
            return String(text[range.upperBound...])
        }
        return text
    }

    /// A name that a page gives twice, once.
    private static func once(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard words.count >= 2, words.count % 2 == 0, words.prefix(words.count / 2) == words.suffix(words.count / 2)
        else {
            return name
        }
        return words.prefix(words.count / 2).joined(separator: " ")
    }

    /// Whether words name a company or an address of the web.
    private static func isOrganisation(_ words: [Substring]) -> Bool {
        words.contains {
            ["GmbH", "AG", "e.V.", "Ltd", "Inc.", "LLC", "GbR"].contains(String($0)) || $0.hasPrefix("www.")
        }
            || words.count == 1 && words[0].utf8.contains(UInt8(ascii: "."))
                && words[0].split(separator: ".").last.map {
                    (2...3).contains($0.utf8.count) && $0.allSatisfy(\.isLowercase)
                }
                    ?? false
    }

    /// The names in a by-line.
    static func split(_ text: String) -> [String] {
        var line = String(text.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.first ?? "").trimmingSpaces
        while let first = line.first, !first.isLetter, !first.isNumber {
            line = String(line.dropFirst()).trimmingSpaces
        }
        var changed = true
        while changed {
            changed = false
            for lead in leads where line.lowercased().hasPrefix(lead) {
                line = String(line.dropFirst(lead.count)).trimmingSpaces
                changed = true
            }
        }
        for stop in ["|", "•", "·", "(", "–", "~", "/", " am ", " on ", "  "] {
            if let range = line.range(ofFirst: stop), range.lowerBound > line.startIndex {
                line = String(line[..<range.lowerBound]).trimmingSpaces
            }
        }
        var parts = [line]
        for separator in [" and ", " und ", " et ", " y ", ", ", "; ", " & "] {
            parts = parts.flatMap { $0.components(separator) }
        }
        return parts.map { once($0.trimmingSpaces) }.filter { name in
            let words = name.split(separator: " ")
            // A digit is part of a nickname, never of two words.
            let isNickname = words.count == 1 && name.first?.isLetter ?? false
            return (1...5).contains(words.count) && name.utf8.count >= 3
                && (isNickname || !name.utf8.contains(where: \.isASCIIDigit)) && !isOrganisation(words)
                && !name.contains("@") && !name.hasPrefix("http")
                && !nobodies.contains(name.lowercased()) && !name.contains("://")
        }
    }
}
