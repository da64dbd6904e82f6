internal import HTMLParsing
internal import TextPrimitives

/// What a page holds but hides until a script shows it.
extension BlockReader {
    /// Hidden elements with paragraphs of their own that neither their names nor their kind call anything but text.
    ///
    /// - Parameter container: The element that holds the visible article; nil when there is none, then every element counts.
    /// - Complexity: O(*n*) in nodes and in the bytes below hidden elements.
    static func hiddenText(of tree: HTMLTree, in container: Int?) -> Set<Int32> {
        let reader = BlockReader(tree)
        let range = container.map { tree.subtree(of: $0) } ?? 0..<tree.count
        var result: Set<Int32> = []
        var node = range.lowerBound
        while node < range.upperBound {
            defer { node += 1 }
            let tag = Int(tree.tags[node])
            guard tag > 0, blockTags[tag], !skipped[tag], !out[tag],
                tree.attributeRange(node, "hidden") != nil
                    || container != nil && tree.attribute(node, "aria-hidden") == "true",
                tree.attribute(node, "role") != "dialog", !reader.marks(node).contains(.drop)
            else { continue }
            var words = 0
            var links = 0
            for inner in tree.subtree(of: node) where tree.tags[inner] == 0 {
                let count = BlockReader.words(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
                words += count
                if tree.tags[Int(tree.parents[inner])] == a { links += count }
            }
            if words >= (container == nil ? 60 : 12), links * 3 < words { result.insert(Int32(node)) }
            node = tree.subtree(of: node).upperBound - 1
        }
        return result
    }
}
