internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// The headline of a page: the heading or declared title on which most places agree.
extension HTMLPage {
    /// A form of the headline with what its place is worth.
    private struct HeadlineCandidate {
        var text: String
        var weight: Double
        var node: String
    }

    private static let headings = HTMLTag.flags("h1 h2 h3 h4 h5 h6")
    private static let lesserHeadings = HTMLTag.flags("h2 h3")
    private static let paths = HTMLTag.flags("li nav ol")

    /// The headline; nil when no place shows or declares one.
    ///
    /// - Complexity: O(*n*) in blocks, and O(*c*²) in the fifteen candidates.
    mutating func headline() -> String? {
        let site = metadata.siteName
        var candidates: [HeadlineCandidate] = []
        func add(_ text: String, _ weight: Double, _ node: String) {
            candidates.append(HeadlineCandidate(text: text, weight: weight, node: node))
        }
        let h1 = blocks.indices.filter {
            blocks[$0].isHeading && tree.tags[heading(blocks[$0].node)] == BlockReader.h1 && blocks[$0].words >= 2
        }
        // Behind the last paragraph a heading of the first rank is that of a pop-up, of a form, of another article.
        let end = blocks.indices.last { blocks[$0].words >= 20 && blocks[$0].endsSentence } ?? blocks.count
        for index in h1.prefix(h1.count == 1 ? 1 : 3) {
            let text = String(decoding: blocks[index].text, as: UTF8.self)
            var weight = h1.count == 1 ? 3.0 : 2.0
            if isNameOfSite(index, site) { weight = 0.3 }
            if index > end || isInPath(blocks[index].node) { weight = min(weight, 0.5) }
            add(text, weight, "h1")
            let parts = parts(of: Int(blocks[index].headingNode))
            // The longest is the headline; what stands before or behind it is a kicker or a deck.
            let longest = parts.map(\.utf8.count).max()
            for part in parts { add(part, weight * 0.7, part.utf8.count == longest ? "part of h1" : "kicker in h1") }
        }
        if let text = metadata.declared("headline") { add(text, 2.2, "json-ld headline") }
        if let text = metadata.meta["og:title"] { add(text, 1.6, "og:title") }
        if let text = metadata.meta["twitter:title"] { add(text, 1.2, "twitter:title") }
        if let text = metadata.title { add(HTMLPage.withoutSite(text, site), 1.2, "title") }
        let declared = candidates.filter { !$0.node.hasSuffix("h1") }.map {
            Folding.fold(HTMLPage.withoutSite($0.text, site).trimmingSpaces)
        }
        let hasHeadline = h1.contains { !isNameOfSite($0, site) && $0 <= end && !isInPath(blocks[$0].node) }
        for index in blocks.indices
        where blocks[index].isHeading && !blocks[index].isMarkedOut
            && HTMLPage.lesserHeadings[Int(tree.tags[heading(blocks[index].node)])]
        {
            let text = String(decoding: blocks[index].text, as: UTF8.self)
            let key = Folding.fold(text)
            // What the head of the page declares a heading shows, where none of the first rank is the article's.
            let isDeclared = declared.contains { title in
                title == key
                    || key.utf8.count > 15
                        && (title.hasPrefix(key) || HTMLPage.endsBehindSign(Array(title.utf8), Array(key.utf8)))
            }
            guard blocks[index].marks.contains(.article) || !hasHeadline else { continue }
            add(text, isDeclared && !hasHeadline ? 2 : 0.6, "heading")
            if candidates.count > 18 { break }
        }
        guard let best = agreed(candidates, site) else { return nil }
        article.provenance.append(
            FieldProvenance(field: "title", rule: "agreement of headings and declarations", node: best.node))
        return best.text
    }

    /// The candidate that has most weight behind it.
    private func agreed(_ candidates: [HeadlineCandidate], _ site: String?) -> HeadlineCandidate? {
        let texts = candidates.map { HTMLPage.withoutSite($0.text, site).trimmingSpaces }
        let keys = texts.map { Array(Folding.fold($0.components(" » ").joined(separator: " | ")).utf8) }
        var best: (candidate: HeadlineCandidate, score: Double)?
        for (index, candidate) in candidates.enumerated() {
            let key = keys[index]
            guard key.count >= 4 else { continue }
            var score = candidate.weight
            let isShown = HTMLPage.isShown(candidate.node) && candidate.node != "kicker in h1"
            let isPart = candidate.node.hasSuffix(" h1")
            for (place, other) in candidates.enumerated() where other.node != candidate.node {
                let folded = keys[place]
                if folded == key {
                    score += other.weight
                } else if key.count > 15, folded.starts(with: key), candidate.node != "kicker in h1",
                    isShown && !isPart || HTMLPage.isSeparator(folded[key.count...])
                {
                    // The other goes on with the name of the site or of a section, or with what a heading does not say.
                    score += other.weight * 0.8
                } else if key.count > 15, isShown, HTMLPage.endsBehindSign(folded, key) {
                    // The other has the name of the site or a kicker before what the page shows.
                    score += other.weight * 0.8
                } else if folded.count > 15, key.starts(with: folded), !HTMLPage.isShown(other.node),
                    !HTMLPage.isSeparator(key[folded.count...])
                {
                    // The other is this one cut short; what a page shows is whole.
                    score += other.weight * 0.9
                }
            }
            if score > (best?.score ?? 0) {
                var found = candidate
                found.text = texts[index]
                best = (found, score)
            }
        }
        return best?.candidate
    }

    /// Whether a place is one that readers see.
    private static func isShown(_ node: String) -> Bool { node.hasSuffix("h1") || node == "heading" }

    /// Whether some bytes begin with a sign that parts a title from the name of the site.
    private static func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first(where: { $0 != 0x20 }) else { return true }
        return [UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "/")].contains(
            first)
            || first >= 0x80
    }

    /// Whether a title ends with some words behind a sign that parts them from what stands before.
    private static func endsBehindSign(_ title: [UInt8], _ words: [UInt8]) -> Bool {
        guard title.count > words.count + 1, title.suffix(words.count).elementsEqual(words) else { return false }
        let before = title.dropLast(words.count)
        guard let sign = before.last(where: { $0 != 0x20 }) else { return false }
        // Behind a colon or a dash a kicker is of few words; the folded » is a quotation mark.
        if sign == UInt8(ascii: ":") || sign == UInt8(ascii: "-") { return before.split(separator: 0x20).count <= 5 }
        return "|/\"".utf8.contains(sign) || sign >= 0x80
    }

    /// Whether a heading is one of two parts of the page's title while a lower heading is the other: the name of the site.
    private func isPartBesideHeading(_ index: Int) -> Bool {
        guard let title = metadata.title else { return false }
        let own = blocks[index].folded
        let parts = [" » ", " | ", " – ", " — ", " - "].reduce([title]) { parts, sign in
            parts.flatMap { $0.components(sign) }
        }.map { Array(Folding.fold($0.trimmingSpaces).utf8) }
        guard parts.count >= 2, let other = [parts[0], parts[parts.count - 1]].first(where: { $0 != own }),
            parts[0] == own || parts[parts.count - 1] == own, other.count > own.count,
            other.count(where: { $0 == 0x20 }) >= 2
        else { return false }
        return blocks[index...].contains { block in
            block.isHeading && HTMLPage.lesserHeadings[Int(tree.tags[heading(block.node)])] && block.folded == other
        }
    }

    /// Whether a heading is the name of the site: it links to the front page, or says what the page declares as its name.
    private func isNameOfSite(_ index: Int, _ site: String?) -> Bool {
        let block = blocks[index]
        let text = Folding.fold(String(decoding: block.text, as: UTF8.self))
        if let site, Folding.fold(site) == text { return true }
        if block.words <= 4, ChromePhrases.shared.kind(of: block.folded) != nil { return true }
        if isPartBesideHeading(index) { return true }
        guard block.linkShare > 0.8 else {
            // A logo in the page's head, of few words, that the declared titles do not have.
            return false
        }
        let node = Int(block.headingNode >= 0 ? block.headingNode : Int32(block.node))
        let range = tree.subtree(of: node)
        let parent = Int(tree.parents[node])
        let links =
            range.filter { tree.tags[$0] == BlockReader.a } + (tree.tags[parent] == BlockReader.a ? [parent] : [])
        return links.contains { link in
            guard let target = tree.attribute(link, .href) else { return false }
            let path = target.hasPrefix("http") ? target.components("://").last.map(HTMLPage.path) ?? "" : target
            let steps = path.split { $0 == "/" || $0 == "?" || $0 == "#" }
            // The front page or the page of a section: no step, or one without a number or many words.
            return steps.count <= 1
                && steps.allSatisfy { step in
                    !step.utf8.contains(where: \.isASCIIDigit)
                        && step.utf8.count(where: { $0 == UInt8(ascii: "-") }) <= 2
                        && !step.utf8.contains(UInt8(ascii: "."))
                }
        }
    }

    /// What follows the host in an address without its scheme.
    private static func path(_ address: String) -> String {
        address.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(address[$0...]) } ?? "/"
    }

    /// Whether a node stands in a path of sections: an item of a list, a navigation.
    private func isInPath(_ node: Int) -> Bool {
        var current = Int(tree.parents[node])
        var steps = 0
        while current > 0, steps < 6 {
            if HTMLPage.paths[Int(tree.tags[current])] { return true }
            current = Int(tree.parents[current])
            steps += 1
        }
        return false
    }

    /// The texts that stand side by side inside a heading, each in an element of its own but for one: a kicker and the
    /// headline.
    private func parts(of node: Int) -> [String] {
        guard node >= 0 else { return [] }
        var texts: [String] = []
        var loose = 0
        var child = tree.firstChildren[node]
        while child >= 0, texts.count < 6 {
            let inside = tree.tags[Int(child)] == 0 ? Int(child)..<Int(child) + 1 : tree.subtree(of: Int(child))
            var bytes: [UInt8] = []
            for inner in inside.prefix(20) where tree.tags[inner] == 0 {
                bytes += HTMLText.decoded(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
            }
            let text = HTMLPage.withoutSoftHyphens(PageMetadata.collapsed(bytes))
            if !text.isEmpty {
                texts.append(text)
                if tree.tags[Int(child)] == 0 { loose += 1 }
            }
            child = tree.nextSiblings[Int(child)]
        }
        guard (2...4).contains(texts.count), loose <= 1 else { return [] }
        return texts.filter { $0.utf8.count { $0 == 0x20 } >= 2 }
    }

    /// Words without the places to break a line in them, as the text of a heading has none.
    private static func withoutSoftHyphens(_ text: String) -> String {
        text.holds("\u{AD}") ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0xAD })) : text
    }

    /// The heading that holds a node.
    func heading(_ node: Int) -> Int {
        var current = node
        while current > 0, !HTMLPage.headings[Int(tree.tags[current])] { current = Int(tree.parents[current]) }
        return max(0, current)
    }

    /// Whether words are a date in figures and nothing else.
    private static func isDate(_ words: String) -> Bool {
        (6...10).contains(words.utf8.count)
            && words.utf8.allSatisfy {
                $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") || $0 == 0x2D
            }
    }

    /// What parts a title from the name of the site.
    private static let separators: [(text: String, bytes: [UInt8], isExact: Bool, isBar: Bool)] =
        PageWords.all.compactMap { list, sign in
            [.titleBar, .titleSign, .titleExact].contains(list)
                ? (sign, Array(sign.utf8), list == .titleExact, list == .titleBar) : nil
        }
    private static let articles = PageWords.titleArticle.words

    /// A title without the site's name behind or before a bar, a dash or a point.
    static func withoutSite(_ title: String, _ site: String?) -> String {
        let bytes = Array(title.utf8)
        let signs = ByteSet(bytes)
        let site = site.map(Folding.fold)
        for (separator, sign, isExact, isBar) in HTMLPage.separators where sign.allSatisfy(signs.contains) {
            guard let start = UTF8Text.lastIndex(bytes, of: sign) else { continue }
            let tail = String(decoding: bytes[(start + sign.count)...], as: UTF8.self)
            let head = String(decoding: bytes[..<start], as: UTF8.self)
            let words = tail.words
            if HTMLPage.isDate(head), words.count >= 3 { return tail }
            let folded = Folding.fold(tail)
            let isSite =
                site.map {
                    isExact ? folded == $0 : folded.holds($0) || folded.utf8.count >= 3 && $0.holds(folded)
                } ?? false
            if isSite || isBar && words.count <= 4 && head.words.count >= 3 { return head }
            // Behind a dash a name: "The Tarnby Lantern", each of its few words with a capital, the first an article.
            if !isExact, (2...4).contains(words.count), HTMLPage.articles.contains(where: { $0 == words[0] }),
                words.allSatisfy({ $0.first?.isUppercase ?? false }), head.words.count >= 4
            {
                return head
            }
            if let site, let first = title.range(ofFirst: separator),
                Folding.fold(String(title[..<first.lowerBound])) == site
            {
                return String(title[first.upperBound...])
            }
        }
        return title
    }
}
