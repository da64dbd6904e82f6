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
        let site = metadata.meta["og:site_name"] ?? metadata.declaredNames("publisher").first
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
            for part in parts(of: Int(blocks[index].headingNode)) { add(part, weight * 0.7, "part of h1") }
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
            let isDeclared = declared.contains { $0 == key || key.utf8.count > 15 && $0.hasPrefix(key) }
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
            let isShown = HTMLPage.isShown(candidate.node)
            for (place, other) in candidates.enumerated() where other.node != candidate.node {
                let folded = keys[place]
                if folded == key {
                    score += other.weight
                } else if key.count > 15, folded.starts(with: key),
                    isShown || HTMLPage.isSeparator(folded[key.count...])
                {
                    // The other goes on with the name of the site or of a section, or with what a heading does not say.
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

    /// Whether a heading is the name of the site: it links to the front page, or says what the page declares as its name.
    private func isNameOfSite(_ index: Int, _ site: String?) -> Bool {
        let block = blocks[index]
        let text = Folding.fold(String(decoding: block.text, as: UTF8.self))
        if let site, Folding.fold(site) == text { return true }
        guard block.linkShare > 0.8 else {
            // A logo in the page's head, of few words, that the declared titles do not have.
            return false
        }
        let node = Int(block.headingNode >= 0 ? block.headingNode : Int32(block.node))
        let range = tree.subtree(of: node)
        let parent = Int(tree.parents[node])
        let links = range.filter { tree.tags[$0] == BlockReader.a } + (tree.tags[parent] == BlockReader.a ? [parent] : [])
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

    /// The texts of the elements inside a heading that stand side by side: a kicker and the headline.
    private func parts(of node: Int) -> [String] {
        guard node >= 0 else { return [] }
        var children: [Int] = []
        var child = tree.firstChildren[node]
        while child >= 0, children.count < 5 {
            if tree.tags[Int(child)] != 0 {
                children.append(Int(child))
            } else if tree.bytes[Int(tree.starts[Int(child)])..<Int(tree.ends[Int(child)])].contains(where: {
                !$0.isASCIISpace
            }) {
                return []
            }
            child = tree.nextSiblings[Int(child)]
        }
        guard (2...4).contains(children.count) else { return [] }
        return children.compactMap { child in
            var bytes: [UInt8] = []
            for inner in tree.subtree(of: child).prefix(20) where tree.tags[inner] == 0 {
                bytes += HTMLText.decoded(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
            }
            let text = PageMetadata.collapsed(bytes)
            return text.split(separator: " ").count >= 3 ? text : nil
        }
    }

    /// The heading that holds a node.
    func heading(_ node: Int) -> Int {
        var current = node
        while current > 0, !HTMLPage.headings[Int(tree.tags[current])] { current = Int(tree.parents[current]) }
        return max(0, current)
    }

    /// What parts a title from the name of the site.
    private static let separators = [" | ", " – ", " — ", " - ", " » ", " :: ", " · ", " • ", "ㅣ", "｜", "_"].map {
        (text: $0, bytes: Array($0.utf8))
    }

    /// A title without the site's name behind or before a bar, a dash or a point.
    static func withoutSite(_ title: String, _ site: String?) -> String {
        let site = site.map(Folding.fold)
        let bytes = Array(title.utf8)
        for (separator, sign) in HTMLPage.separators {
            guard let start = UTF8Text.lastIndex(bytes, of: sign) else { continue }
            let tail = String(decoding: bytes[(start + sign.count)...], as: UTF8.self)
            let head = String(decoding: bytes[..<start], as: UTF8.self)
            let folded = Folding.fold(tail)
            let isSite = site.map { folded.holds($0) || folded.utf8.count >= 3 && $0.holds(folded) } ?? false
            let (words, rest) = (tail.split(separator: " "), head.split(separator: " "))
            let isBar = [" | ", "ㅣ", "｜"].contains(separator)
            // Behind a dash a name: "The Tarnby Lantern", each of its few words with a capital, the first an article.
            let isName =
                (2...4).contains(words.count)
                && words.first.map { ["The", "Die", "Der", "Das", "La", "Le", "El", "Il"].contains($0) } ?? false
                && words.allSatisfy { $0.first?.isUppercase ?? false } && rest.count >= 4
            if isSite || isBar && words.count <= 4 && rest.count >= 3 || isName { return head }
            if let site, let first = title.range(ofFirst: separator),
                Folding.fold(String(title[..<first.lowerBound])) == site
            {
                return String(title[first.upperBound...])
            }
        }
        return title
    }
}
