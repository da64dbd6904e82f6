internal import HTMLParsing
internal import TextPrimitives

/// Chooses the blocks that are the article: a container by the paragraphs it holds, then block by block.
struct BodySelection {
    let tree: HTMLTree
    let blocks: [PageBlock]
    private let reader: BlockReader
    /// Whether short paragraphs count: poems, lists of results, captions of a series of pictures.
    private let isForgiving: Bool
    private static let article = HTMLTag.number("article")
    private static let p = HTMLTag.number("p")
    private static let a = HTMLTag.number("a")
    private static let li = HTMLTag.number("li")
    private static let dd = HTMLTag.number("dd")
    private static let ofLists = HTMLTag.flags("dt dd")

    init(_ index: PageIndex, _ blocks: [PageBlock], isForgiving: Bool = false) {
        self.isForgiving = isForgiving
        tree = index.tree
        self.blocks = blocks
        reader = BlockReader(index)
    }

    /// A block that reads as a paragraph.
    private func weight(_ block: PageBlock) -> Double {
        let isShort = isLine(block)
        guard !block.isMarkedOut, !block.isHeading, block.words >= 6 || isShort, block.linkShare < 0.5 else { return 0 }
        var value = Double(min(block.words, 120)) * (1 - block.linkShare)
        if !block.endsSentence { value *= block.words >= 25 || isShort ? 0.6 : 0.15 }
        return value
    }

    /// The indexes of the article's blocks, in order, and how many of them are its lead; empty when no container holds paragraphs.
    func select(title: String?, outlet: String? = nil) -> (body: [Int], leads: Int) {
        let own = articleOfHeadline(title)
        var scores: [Int32: Double] = [:]
        for block in blocks {
            let weight = weight(block)
            guard weight > 0 else { continue }
            var node = Int32(block.node)
            var share = 1.0
            var steps = 0
            // The element itself is the paragraph; its ancestors are candidates, nearer ones more.
            while node > 0, steps < 5 {
                node = tree.parents[Int(node)]
                if node <= 0 { break }
                scores[node, default: 0] += weight * share
                share *= 0.72
                steps += 1
            }
        }
        var best: (node: Int32, score: Double)?
        for (node, score) in scores.sorted(by: { $0.key < $1.key }) {
            let marks = reader.marks(Int(node))
            var value = score
            if marks.contains(.body) {
                value *= 1.5
            } else if marks.contains(.article) || tree.tags[Int(node)] == BodySelection.article {
                value *= 1.15
            }
            if marks.contains(.drop) { value *= 0.4 }
            // Another article of the page may be longer: the one that holds the headline comes first.
            if let own, !own.contains(Int(node)), isInArticle(Int(node)) || hasOtherArticle(Int(node), beside: own) {
                value *= 0.4
            }
            if value > (best?.score ?? 0) { best = (node, value) }
        }
        guard var container = best?.node, (best?.score ?? 0) >= 12 else { return ([], 0) }
        container = widened(container, within: own.flatMap { $0.contains(Int(container)) ? $0 : nil })
        let inside = tree.subtree(of: Int(container))
        let within = blocks.indices.filter { inside.contains(blocks[$0].node) }
        var chosen = within.enumerated().filter { place, index in
            keeps(blocks[index]) || isLinkedSentence(within, at: place)
        }.map(\.element)
        chosen = trimmed(chosen, title: title, outlet: outlet)
        let leads = leads(before: chosen, title: title)
        return (leads + chosen, leads.count)
    }

    /// A sentence that is a link as a whole, between paragraphs that are none.
    private func isLinkedSentence(_ within: [Int], at place: Int) -> Bool {
        let block = blocks[within[place]]
        guard !block.isMarkedOut, !block.isHeading, block.tag == BodySelection.p || block.linkShare > 0.6,
            block.words >= 6,
            block.endsSentence, block.linkShare > 0.6, place > 0, place + 1 < within.count
        else { return false }
        func isParagraph(_ index: Int) -> Bool {
            blocks[index].words >= 12 && blocks[index].endsSentence && blocks[index].linkShare < 0.3
                && tree.parents[blocks[index].node] == tree.parents[paragraph(block)]
        }
        return isParagraph(within[place - 1]) && isParagraph(within[place + 1])
    }

    /// The element of a block's paragraph: that of its link, when the link is all of it.
    private func paragraph(_ block: PageBlock) -> Int {
        var node = block.node
        while tree.tags[node] == BodySelection.a, tree.parents[node] > 0 { node = Int(tree.parents[node]) }
        return node
    }

    /// The nodes of the article element that holds the headline of the first rank, when it has paragraphs of its own.
    private func articleOfHeadline(_ title: String?) -> Range<Int>? {
        let headline = title.map { Array(Folding.fold($0).words.joined(separator: " ").utf8) }
        let head = blocks.first { block in
            block.isHeading && block.headingNode >= 0 && tree.tags[Int(block.headingNode)] == BlockReader.h1
                && block.folded == headline
        }
        guard let head else { return nil }
        var node = Int(head.headingNode)
        while node > 0, tree.tags[node] != BodySelection.article { node = Int(tree.parents[node]) }
        guard node > 0 else { return nil }
        let range = tree.subtree(of: node)
        let words = blocks.reduce(0) { sum, block in
            sum
                + (range.contains(block.node) && block.endsSentence && block.words >= 12 && !block.isMarkedOut
                    ? block.words : 0)
        }
        return words >= 60 ? range : nil
    }

    /// Whether a node lies in an article element.
    private func isInArticle(_ node: Int) -> Bool {
        var current = node
        while current > 0 {
            if tree.tags[current] == BodySelection.article { return true }
            current = Int(tree.parents[current])
        }
        return false
    }

    /// Whether an element holds an article element of many words beside the one of the headline.
    private func hasOtherArticle(_ node: Int, beside own: Range<Int>) -> Bool {
        tree.subtree(of: node).contains { other in
            guard tree.tags[other] == BodySelection.article, !own.contains(other),
                !tree.subtree(of: other).contains(own.lowerBound)
            else { return false }
            let range = tree.subtree(of: other)
            return blocks.reduce(0) { $0 + (range.contains($1.node) && $1.endsSentence ? $1.words : 0) } >= 60
        }
    }

    /// The lead: paragraphs between the headline and the body that a page keeps in an element of their own.
    ///
    /// - Complexity: O(*n*) in the bytes of the body.
    private func leads(before body: [Int], title: String?) -> [Int] {
        guard let first = body.first, first > 0 else { return [] }
        let headline = title.map { Array(Folding.fold($0).words.joined(separator: " ").utf8) }
        let start = blocks.indices.prefix(first).last { index in
            blocks[index].isHeading && blocks[index].words >= 2
                && (headline.map { $0 == blocks[index].folded } ?? false
                    || blocks[index].headingNode >= 0 && tree.tags[Int(blocks[index].headingNode)] == BlockReader.h1)
        }
        var result: [Int] = []
        var words = 0
        for index in max(start.map { $0 + 1 } ?? 0, first - (start == nil ? 12 : 30))..<first {
            let block = blocks[index]
            let isLead = block.marks.contains(.lead)
            guard isLead || start != nil, block.linkShare < 0.3, (6...130).contains(block.words), words < 160 else {
                continue
            }
            if block.marks.contains(.byline) || block.marks.contains(.date) { continue }
            if block.isMarkedOut, !isLead || !isHeader(block.outNode) { continue }
            // A very short one says the headline again in other words.
            let isDeck = block.isHeading && index == (start ?? -2) + 1 && block.words >= 10
            guard block.words >= (isLead ? 8 : 14) || isDeck, block.endsSentence || isLead || isDeck else { continue }
            let text = block.folded
            if text == headline || ChromePhrases.shared.kind(of: text) != nil { continue }
            // What the body says again is no lead.
            if body.contains(where: { blocks[$0].text.count == block.text.count && blocks[$0].folded == text }) {
                continue
            }
            result.append(index)
            words += block.words
        }
        return result
    }

    /// Whether an element that is marked as no article may yet hold the head of one.
    private func isHeader(_ node: Int32) -> Bool {
        guard node >= 0 else { return false }
        let tag = tree.name(Int(node))
        return tag == "header"
            || !["nav", "footer", "aside", "form", "menu", "figure"].contains(tag)
                && reader.marks(Int(node)).contains(.lead)
    }

    /// Goes up while the parent holds a good deal more paragraphs: bodies that adverts cut into several containers.
    ///
    /// - Parameters:
    ///   - start: The container.
    ///   - home: The nodes of the article element that holds the headline; then other articles beside it are none of it.
    private func widened(_ start: Int32, within home: Range<Int>?) -> Int32 {
        let weights = blocks.map(weight)
        func total(_ node: Int32) -> Double {
            let inside = tree.subtree(of: Int(node))
            return blocks.indices.reduce(0) { $0 + (inside.contains(blocks[$1].node) ? weights[$1] : 0) }
        }
        var node = start
        var own = total(node)
        var gains = 0
        var current = node
        // Wrappers that hold nothing more are passed over.
        for _ in 0..<8 where gains < 3 {
            current = tree.parents[Int(current)]
            guard current > 0 else { break }
            if let home, !home.contains(Int(current)), hasOtherArticle(Int(current), beside: home) { break }
            let more = total(current)
            if more == own { continue }
            guard more > own * 1.35 || more - own > 250 else { break }
            node = current
            own = more
            gains += 1
        }
        return node
    }

    private func keeps(_ block: PageBlock) -> Bool {
        if block.isMarkedOut || block.words == 0 { return false }
        if block.linkShare > 0.6, block.words < 40 || block.linkShare > 0.9 { return false }
        if block.marks.contains(.byline) || block.marks.contains(.date), block.words <= 25, !block.endsSentence {
            return false
        }
        if block.words <= 9, !block.endsSentence, block.text.contains(where: \.isASCIIDigit),
            let role = LineLabels.shared.role(of: block.folded)?.role,
            role == "modified" || role == "published"
        {
            return false
        }
        if block.text.count <= 400 {
            if let kind = ChromePhrases.shared.kind(of: block.folded)?.kind, kind != .end {
                return false
            }
        }
        return true
    }

    /// Drops what stands before the first and behind the last paragraph without being one, and the repeated headline.
    private func trimmed(_ chosen: [Int], title: String?, outlet: String?) -> [Int] {
        var result = chosen
        let headline = title.map { Array(Folding.fold($0).words.joined(separator: " ").utf8) }
        if let headline {
            result = result.enumerated().filter { $0.offset > 4 || blocks[$0.element].folded != headline }.map(
                \.element)
        }
        // No article begins above its headline.
        let head = blocks.indices.first { index in
            blocks[index].isHeading && blocks[index].folded == headline
                && (chosen.contains(index)
                    || blocks[index].headingNode >= 0 && tree.tags[Int(blocks[index].headingNode)] == BlockReader.h1)
        }
        if let head {
            let below = result.reduce(0) { $0 + ($1 >= head ? blocks[$1].words : 0) }
            let above = result.reduce(0) { $0 + ($1 < head ? blocks[$1].words : 0) }
            if below > above * 2 { result.removeAll { $0 < head } }
        }
        // "More stories": what follows a heading of other articles, behind most of the text, is theirs.
        let total = result.reduce(0) { $0 + blocks[$1].words }
        var seen = 0
        let outlet = outlet.map { Array(Folding.fold($0).utf8) }
        for (place, index) in result.enumerated() {
            if blocks[index].words <= 8, !blocks[index].endsSentence,
                seen * 3 >= total * 2 && ChromePhrases.shared.kind(of: blocks[index].folded)?.kind == .end
                    || seen * 2 >= total && blocks[index].isHeading && isMoreOf(outlet, blocks[index].folded)
            {
                // Paragraphs that stand where those of the article do, and under no linked heading, go on with it.
                let rest = result[place...].enumerated().first { offset, other in
                    offset > 0 && hasLinks(index..<other)
                        && goesOn(other, after: result[place + offset - 1], like: result[..<place])
                }
                result.removeSubrange(place..<(rest.map { place + $0.offset } ?? result.count))
                break
            }
            seen += blocks[index].words
        }
        result.removeAll { blocks[$0].text.count <= 140 && ChromePhrases.shared.kind(of: blocks[$0].folded) != nil }
        // Facts in a list of names and words open an article; the few words of a by-line in such a list do not.
        let facts = result.prefix { BodySelection.ofLists[Int(blocks[$0].tag)] }.filter {
            blocks[$0].tag == BodySelection.dd
        }
        if facts.count < 2 || facts.reduce(0, { $0 + blocks[$1].words }) < facts.count * 6 {
            while let first = result.first, !opens(blocks[first]) { result.removeFirst() }
        }
        while let last = result.last, !closes(blocks[last]) { result.removeLast() }
        return result
    }

    private static let moreOf = PageWords.moreOf.words

    /// Whether a heading says "More", "Mehr" or "Plus" and the outlet's name, or the last word of it.
    private func isMoreOf(_ outlet: [UInt8]?, _ heading: [UInt8]) -> Bool {
        guard let outlet else { return false }
        let words = heading.split(separator: 0x20)
        guard words.count >= 2,
            BodySelection.moreOf.contains(String(decoding: words[0], as: UTF8.self))
        else {
            return false
        }
        let names = outlet.split(separator: 0x20)
        return words.dropFirst().allSatisfy { word in names.contains { $0.elementsEqual(word) } }
    }

    /// Whether one of some blocks is mostly links: what stands under a heading of other articles.
    private func hasLinks(_ range: Range<Int>) -> Bool { range.contains { blocks[$0].linkShare > 0.5 } }

    /// Whether a paragraph goes on with an article behind a box of other ones.
    private func goesOn(_ index: Int, after previous: Int, like body: ArraySlice<Int>) -> Bool {
        let block = blocks[index]
        guard !block.isHeading, block.words >= 12, block.endsSentence, block.linkShare < 0.3,
            !(blocks[previous].isHeading && blocks[previous].linkShare > 0.5)
        else { return false }
        let home = tree.parents[block.node]
        return body.count { tree.parents[blocks[$0].node] == home && blocks[$0].words >= 12 } * 2 >= body.count
    }

    /// Whether a block is a line of a text in short lines, where these count.
    private func isLine(_ block: PageBlock) -> Bool {
        isForgiving && block.tag == BodySelection.p && !block.isHeading && block.words >= 2 && block.linkShare < 0.5
    }

    /// Whether a block can be the first of an article: a sentence, a longer line, or a paragraph of some words without a date.
    private func opens(_ block: PageBlock) -> Bool {
        if block.endsSentence || block.words >= 16 || isLine(block) { return true }
        return block.tag == BodySelection.p && !block.isHeading && block.words >= 4
            && !block.text.contains(where: \.isASCIIDigit)
    }

    /// Whether a block can be the last of an article: a sentence, a longer line, or an item of a list that is no link.
    private func closes(_ block: PageBlock) -> Bool {
        if block.isHeading { return false }
        return block.endsSentence || block.words >= 12 || isLine(block)
            || block.tag == BodySelection.li && block.linkShare < 0.3
    }
}
