extension RandomAccessCollection where Index == Int {
    /// The first index whose element does not stand before what is looked for; the end when all do.
    ///
    /// - Parameter isBefore: Whether an element stands before it: true for the first ones, false for all behind them.
    /// - Complexity: O(log *n*) in elements.
    @inlinable public func sortedIndex(behind isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
