internal import HTMLParsing
internal import TextPrimitives

/// What a page holds but hides until a script shows it.
extension BlockReader {
    /// Hidden elements with paragraphs of their own that neither their names nor their kind call anything but text.
    ///
    /// - Parameter container: The element that holds the visible article; nil when there is none, then every element counts.
    /// - Complexity: O(*n*) in hidden elements and in the bytes below them.
    static func hiddenText(of index: PageIndex, in container: Int?) -> Set<Int32> {
        let tree = index.tree
        let reader = BlockReader(index)
        let range = container.map { tree.subtree(of: $0) } ?? 0..<tree.count
        var result: Set<Int32> = []
        var next = range.lowerBound
        for node in index.hidden where range.contains(node) && node >= next {
            let tag = Int(tree.tags[node])
            guard tag > 0, blockTags[tag], !skipped[tag], !out[tag],
                tree.has(node, .hidden)
                    || container != nil && tree.attribute(node, .ariaHidden, is: "true"),
                !tree.attribute(node, .role, is: "dialog"), !reader.marks(node).contains(.drop)
            else { continue }
            var words = 0
            var links = 0
            for inner in tree.subtree(of: node) where tree.tags[inner] == 0 {
                let count = BlockReader.words(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
                words += count
                if tree.tags[Int(tree.parents[inner])] == a { links += count }
            }
            if words >= (container == nil ? 60 : 12), links * 3 < words { result.insert(Int32(node)) }
            next = tree.subtree(of: node).upperBound
        }
        return result
    }
}
