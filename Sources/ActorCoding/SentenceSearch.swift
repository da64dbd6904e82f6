public import DocumentModel

/// Finding sentences by offset: they stand in text order and share no byte.
extension [CodedSentence] {
    /// The index of the sentence that holds a whole range, or nil.
    ///
    /// - Complexity: O(log *n*).
    public func index(holding range: TextRange) -> Int? {
        let index = firstEnding(after: range.start)
        return index < count && self[index].range.contains(range) ? index : nil
    }

    /// The index of the first sentence that shares a byte with a range, or nil.
    ///
    /// - Complexity: O(log *n*).
    public func index(touching range: TextRange) -> Int? {
        let index = firstEnding(after: range.start)
        return index < count && self[index].range.overlaps(range) ? index : nil
    }

    /// The index of the first sentence that ends behind an offset; `count` when none does.
    private func firstEnding(after offset: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].range.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
