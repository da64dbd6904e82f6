internal import HTMLParsing
internal import TextPrimitives

/// Chooses the blocks that are the article: a container by the paragraphs it holds, then block by block.
struct BodySelection {
    let tree: HTMLTree
    let blocks: [PageBlock]
    private let reader: BlockReader
    private static let article = HTMLTag.number("article")

    init(_ tree: HTMLTree, _ blocks: [PageBlock]) {
        self.tree = tree
        self.blocks = blocks
        reader = BlockReader(tree)
    }

    /// A block that reads as a paragraph.
    private func weight(_ block: PageBlock) -> Double {
        guard !block.isMarkedOut, !block.isHeading, block.words >= 6, block.linkShare < 0.5 else { return 0 }
        var value = Double(min(block.words, 120)) * (1 - block.linkShare)
        if !block.endsSentence { value *= block.words >= 25 ? 0.6 : 0.15 }
        return value
    }

    /// The indexes of the article's blocks, in order; empty when no container holds paragraphs.
    func select(title: String?) -> [Int] {
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
            if value > (best?.score ?? 0) { best = (node, value) }
        }
        guard var container = best?.node, (best?.score ?? 0) >= 12 else { return [] }
        container = widened(container)
        let inside = subtree(container)
        var chosen = blocks.indices.filter { inside.contains(Int32(blocks[$0].node)) && keeps(blocks[$0]) }
        chosen = trimmed(chosen, title: title)
        return chosen
    }

    /// Goes up while the parent holds a good deal more paragraphs: bodies that adverts cut into several containers.
    private func widened(_ start: Int32) -> Int32 {
        func total(_ node: Int32) -> Double {
            let inside = subtree(node)
            return blocks.reduce(0) { $0 + (inside.contains(Int32($1.node)) ? weight($1) : 0) }
        }
        var node = start
        var own = total(node)
        for _ in 0..<3 {
            let parent = tree.parents[Int(node)]
            guard parent > 0 else { break }
            let more = total(parent)
            guard more > own * 1.35 || more - own > 250 else {
                break
            }
            node = parent
            own = more
        }
        return node
    }

    private func subtree(_ node: Int32) -> Set<Int32> { Set(tree.descendants(of: Int(node)).map { Int32($0) }) }

    private func keeps(_ block: PageBlock) -> Bool {
        if block.isMarkedOut || block.words == 0 { return false }
        if block.linkShare > 0.6, block.words < 40 || block.linkShare > 0.9 { return false }
        if block.marks.contains(.byline) || block.marks.contains(.date), block.words <= 25, !block.endsSentence {
            return false
        }
        if block.text.count <= 140 {
            var folded: [UInt8] = []
            Folding.append(block.text, 0, block.text.count, to: &folded)
            if ChromePhrases.shared.kind(of: String(decoding: folded, as: UTF8.self)) != nil { return false }
        }
        return true
    }

    /// Drops what stands before the first and behind the last paragraph without being one, and the repeated headline.
    private func trimmed(_ chosen: [Int], title: String?) -> [Int] {
        var result = chosen
        let headline = title.map { Folding.fold($0).split(separator: " ").joined(separator: " ") }
        func folded(_ index: Int) -> String {
            var bytes: [UInt8] = []
            Folding.append(blocks[index].text, 0, blocks[index].text.count, to: &bytes)
            return String(decoding: bytes, as: UTF8.self).split(separator: " ").joined(separator: " ")
        }
        if let headline {
            result = result.enumerated().filter { $0.offset > 4 || folded($0.element) != headline }.map(\.element)
        }
        while let first = result.first, !blocks[first].endsSentence, blocks[first].words < 16 { result.removeFirst() }
        while let last = result.last, blocks[last].isHeading || (!blocks[last].endsSentence && blocks[last].words < 12)
        { result.removeLast() }
        return result
    }
}
