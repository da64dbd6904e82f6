internal import HTMLParsing
internal import TextPrimitives

/// The lines around an article that may name its authors without a mark.
struct AuthorLines {
    private let authors: PageAuthors
    private let blocks: [PageBlock]
    private let tree: HTMLTree

    init(_ authors: PageAuthors) {
        self.authors = authors
        blocks = authors.blocks
        tree = authors.tree
    }

    private func text(_ index: Int) -> String { String(decoding: blocks[index].text, as: UTF8.self) }

    /// Lines of elements that are marked as by-lines, those above the end of the article first.
    func marked() -> [String] {
        let last = authors.body.last ?? blocks.count
        let found = blocks.indices.filter { index in
            let block = blocks[index]
            guard block.marks.contains(.byline), (1...25).contains(block.words), !authors.isElsewhere(block.node) else {
                return false
            }
            return AuthorNames.names(in: text(index), outlet: authors.outlet).contains(where: AuthorNames.isPerson)
                || namesInElements(block.node).count > 1
        }
        let near = found.filter { $0 <= last }
        if let first = near.first ?? found.first {
            let names = namesInElements(blocks[first].node)
            if names.count > 1 { return names }
        }
        return (near.isEmpty ? Array(found.prefix(1)) : Array(near.prefix(6))).map(text)
    }

    /// The names of a by-line that stand in elements of their own, side by side.
    private func namesInElements(_ node: Int) -> [String] {
        var home = node
        var steps = 0
        while home > 0, steps < 3, tree.name(home) == "span" || tree.name(home) == "a" {
            home = Int(tree.parents[home])
            steps += 1
        }
        let texts = tree.subtree(of: home).prefix(40).filter { tree.tags[$0] == 0 }.map { inner in
            PageMetadata.collapsed(HTMLText.decoded(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner])))
        }
        let words = texts.filter { !$0.isEmpty }
        return words.count <= 12 && words.allSatisfy(AuthorNames.isPerson) ? words : []
    }

    /// "04.02.2022 | Ama Owusu": the part of a line with a date, close above the article, that reads as a person's name.
    func dated() -> [String] {
        guard let first = authors.body.first else { return [] }
        let lines = LineDates(language: authors.metadata.language)
        for index in max(0, first - 6)...first where blocks[index].words <= 14 && !blocks[index].isMarkedOut {
            guard !lines.dates(blocks[index].text).isEmpty else { continue }
            var parts = [PageMetadata.collapsed(blocks[index].text)]
            for separator in ["|", " - ", " – ", " · ", " • ", " / ", ", "] {
                parts = parts.flatMap { $0.components(separator) }
            }
            guard parts.count > 1 else { continue }
            let name = parts.map(\.trimmingSpaces).first { part in
                AuthorNames.isPerson(part) && (2...4).contains(part.words.count)
            }
            if let name { return [name] }
        }
        return []
    }

    /// The labels of authors, each with the colons that may follow it.
    private static let labels: [[[UInt8]]] = AuthorLexicon.shared.all(.label).map { label in
        [":", " :", "\u{FF1A}"].map { Array((label + $0).utf8) }
    }

    /// "Datum: … Autor: Ama Owusu", "（责编：…、…）": a label inside a short line outside of the article, or its last.
    func labelled() -> [String] {
        let inside = Set(authors.body)
        let end = authors.body.last ?? -1
        // Inside of the article the label begins its first lines or its last.
        let edges = Set(authors.body.prefix(2) + authors.body.suffix(3))
        for index in blocks.indices
        where blocks[index].words <= 25 && (!inside.contains(index) || edges.contains(index)) {
            if let name = named(at: index) { return [name] }
            guard AuthorLines.hasColon(blocks[index].text) else { continue }
            let folded = blocks[index].folded
            let before = AuthorLines.signsBeforeColons(folded)
            for label in AuthorLines.labels where before.contains(label[0][label[0].count - 2]) {
                guard let place = labelPlace(folded, label) else { continue }
                if inside.contains(index), index != end, place > label[0].count + 1 { continue }
                var rest =
                    folded.count == blocks[index].text.count
                    ? Array(blocks[index].text[place...]) : Array(folded[place...])
                if folded.count != blocks[index].text.count, let own = ownPlace(blocks[index].text, label) {
                    rest = Array(blocks[index].text[own...])
                }
                let line = UTF8Text.string(rest, 0, rest.count).prefix { !"）)；;。".contains($0) }
                // A Latin name ends before the first small word that follows it.
                let words = line.words.prefix {
                    !$0.contains(":") && ($0.first.map { !$0.isLowercase } ?? false)
                }
                let name = words.prefix(6).joined(separator: " ")
                if !AuthorNames.names(in: name, outlet: authors.outlet).filter(AuthorNames.isPerson).isEmpty {
                    return [name]
                }
            }
        }
        return []
    }

    /// The name that follows a label which stands alone: "Autorin" in one element, "Ama Owusu" in the next.
    private func named(at index: Int) -> String? {
        guard blocks[index].words <= 3, index + 1 < blocks.count, (1...8).contains(blocks[index + 1].words),
            blocks[index].text.count <= AuthorLines.longestLabel, AuthorLines.isLabel(blocks[index].folded),
            !blocks[index + 1].endsSentence, !authors.isElsewhere(blocks[index + 1].node)
        else { return nil }
        let name = text(index + 1)
        let names = AuthorNames.names(in: name, outlet: authors.outlet)
        return !names.isEmpty && names.allSatisfy(AuthorNames.isPerson) ? name : nil
    }

    private static let labelHashes: HashIndex = {
        var table = HashIndex(capacity: 256)
        for label in AuthorLexicon.shared.all(.label) { table.set(StableHash.of(Array(label.utf8)), 1) }
        return table
    }()
    private static let longestLabel = (AuthorLexicon.shared.all(.label).map(\.utf8.count).max() ?? 0) + 8

    /// Whether some folded words are a label, with its colon or without.
    private static func isLabel(_ words: [UInt8]) -> Bool {
        let bare = words.last == UInt8(ascii: ":") ? Array(words.dropLast()) : words
        return labelHashes.value(StableHash.of(bare)) > 0
    }

    /// The bytes that stand before the colons of a line, with a blank between or without: the last bytes of its labels.
    private static func signsBeforeColons(_ line: [UInt8]) -> ByteSet {
        var result = ByteSet()
        for index in line.indices.dropFirst() {
            let byte = line[index]
            guard byte == UInt8(ascii: ":") || byte == 0xEF else { continue }
            result.insert(line[index - 1])
            if line[index - 1] == 0x20, index > 1 { result.insert(line[index - 2]) }
        }
        return result
    }

    private static func hasColon(_ text: [UInt8]) -> Bool {
        text.contains(UInt8(ascii: ":")) || UTF8Text.contains(text, [0xEF, 0xBC, 0x9A])
    }

    /// The byte behind a label and its colon.
    private func labelPlace(_ line: [UInt8], _ label: [[UInt8]]) -> Int? {
        for form in label {
            guard let place = UTF8Text.index(line, of: form) else { continue }
            // "Coauthor:" is no "author:".
            if place > 0, line[place - 1].isASCIILetter { continue }
            return place + form.count
        }
        return nil
    }

    private func ownPlace(_ line: [UInt8], _ label: [[UInt8]]) -> Int? {
        labelPlace(line.map(\.asciiLowercased), label)
    }

    /// What stands before a name in a box about the author, and before any other thing on a line.
    private static let notLeading = ["about ", "uber "].map { Array($0.utf8) }

    /// "Von Ama Owusu" alone on a line, "By Ama Owusu, 3 May 2021", close to the article.
    func leading() -> [String] {
        let first = authors.body.first ?? blocks.count
        let last = authors.body.last ?? blocks.count
        for index in blocks.indices where index <= first + 2 || (last...last + 3).contains(index) {
            let block = blocks[index]
            // A box of the author between the headline and the text is the article's.
            let isNear = (first - 4..<first).contains(index) && authors.body.first != nil
            guard (2...14).contains(block.words), !block.endsSentence, !block.isMarkedOut || isNear else { continue }
            guard let first = block.text.first, AuthorLexicon.shared.mayLead(first) else { continue }
            let folded = block.folded
            guard let lead = AuthorLexicon.shared.lead(of: folded),
                !AuthorLines.notLeading.contains(lead), !authors.isElsewhere(block.node)
            else { continue }
            let line = text(index)
            let names = AuthorNames.names(in: line, outlet: authors.outlet)
            // A nickname alone counts behind "posted by".
            if names.contains(where: AuthorNames.isPerson) || folded.starts(with: "posted by".utf8) && !names.isEmpty {
                return [line]
            }
        }
        return []
    }

    /// A name alone in bold, as the paragraph before the article, its first or the one behind its last.
    func bold() -> [String] {
        guard let first = authors.body.first, let last = authors.body.last else { return [] }
        for index in [first - 2, first - 1, first, last, last + 1, last + 2] where blocks.indices.contains(index) {
            let block = blocks[index]
            guard !block.isHeading, (2...5).contains(block.words), isBold(block.node), !authors.isElsewhere(block.node)
            else { continue }
            let line = text(index)
            if AuthorNames.names(in: line, outlet: authors.outlet).contains(where: AuthorNames.isPerson) {
                return [line]
            }
        }
        return []
    }

    /// Whether an element is bold, or leaning within bold or alone in its paragraph.
    private func isBold(_ node: Int) -> Bool {
        let tag = Int(tree.tags[node])
        if AuthorLines.boldTags[tag] { return true }
        guard AuthorLines.leaningTags[tag] else { return false }
        let parent = Int(tree.parents[node])
        return AuthorLines.boldTags[Int(tree.tags[parent])]
            || tree.tags[parent] == AuthorLines.paragraph && tree.firstChildren[parent] == Int32(node)
    }

    private static let boldTags = HTMLTag.flags("strong b")
    private static let leaningTags = HTMLTag.flags("em i")
    private static let paragraph = HTMLTag.number("p")

    /// The keys under which the data of a page's own script give its author.
    private static let scriptKeys = ["\"author\"", "'author'", "\"authors\"", "\"authorName\""].map { Array($0.utf8) }

    /// A name that a script gives as a string under such a key.
    func script() -> [String] {
        let page = tree.bytes
        for node in authors.index.scripts {
            guard let raw = tree.rawContents[Int32(node)], raw.end - raw.start > 40 else { continue }
            let script = Int(raw.start)..<Int(raw.end)
            for key in AuthorLines.scriptKeys {
                guard let place = UTF8Text.index(page, of: key, in: script) else { continue }
                var offset = place + key.count
                let limit = min(script.upperBound, offset + 4)
                while offset < limit, page[offset] != UInt8(ascii: "\""), page[offset] != UInt8(ascii: "'") {
                    offset += 1
                }
                guard offset < limit else { continue }
                let quote = page[offset]
                let start = offset + 1
                guard let end = page[start..<min(start + 60, script.upperBound)].firstIndex(of: quote) else { continue }
                let name = UTF8Text.string(page, start, end).trimmingSpaces
                if AuthorNames.isPerson(name) { return [name] }
            }
        }
        return []
    }
}
