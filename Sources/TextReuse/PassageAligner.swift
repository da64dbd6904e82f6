internal import TextPrimitives

/// A run of equal words in two documents.
struct WordRun: Sendable {
    /// The first word in the first document.
    var left: Int32
    /// The first word in the second document.
    var right: Int32
    /// The number of words.
    var length: Int32
}

/// A passage that stands in two documents, perhaps edited, in words of each.
struct WordPassage: Sendable {
    var leftStart: Int
    var leftEnd: Int
    var rightStart: Int
    var rightEnd: Int
    /// The number of equal words in it.
    var matched: Int

    /// The share of equal words in the longer side.
    var density: Double { Double(matched) / Double(max(1, max(leftEnd - leftStart, rightEnd - rightStart))) }
}

/// Aligns documents with one document: seeds of three words, chained along diagonals.
///
/// The table of the fixed document is made once and used for all its candidates; the memory is used again.
struct PassageAligner {
    private var slots: [Int32] = []
    private var next: [Int32] = []
    private var mask = 0
    private var left: Range<Int> = 0..<0
    /// The widest gap, in words on either side, that an edited passage may have.
    static let widestGap = 24
    /// Seeds that stand oftener than this in a document are not followed: one word a million times stays linear.
    static let longestChain = 12

    /// Makes the table of a document.
    ///
    /// - Parameters:
    ///   - words: A buffer of words with their shingles.
    ///   - range: Where the document's words stand in it.
    /// - Complexity: O(*n*) in words.
    mutating func take(_ words: WordBuffer, _ range: Range<Int>) {
        left = range
        let size = max(64, (range.count * 2).nextPowerOfTwo)
        mask = size - 1
        if slots.count < size { slots = Array(repeating: -1, count: size) }
        if next.count < range.count { next = Array(repeating: -1, count: range.count) }
        var slotColumn = exchange(&self.slots, with: [])
        var nextColumn = exchange(&self.next, with: [])
        defer { (self.slots, self.next) = (slotColumn, nextColumn) }
        var slots = slotColumn.mutableSpan
        var next = nextColumn.mutableSpan
        for slot in 0..<size { unsafe slots[unchecked: slot] = -1 }
        guard range.count >= 3 else { return }
        let shingles = words.shingles.span.extracting(range)
        // From the last word, so that chains run upwards.
        var index = range.count - 3
        while index >= 0 {
            let slot = unsafe Int(shingles[unchecked: index]) & mask
            unsafe next[unchecked: index] = slots[unchecked: slot]
            unsafe slots[unchecked: slot] = Int32(truncatingIfNeeded: index)
            index -= 1
        }
    }

    /// Finds the runs of at least three equal words that another document shares, in its order.
    ///
    /// - Parameters:
    ///   - words: The buffer that was given to ``take(_:_:)``.
    ///   - right: Where the other document's words stand in it.
    ///   - result: The runs, in words from each document's start; what was there is dropped.
    /// - Complexity: O(*n*) in words, times ``longestChain`` at most.
    func findRuns(_ words: WordBuffer, _ right: Range<Int>, into result: inout [WordRun]) {
        result.removeAll(keepingCapacity: true)
        guard right.count >= 3, left.count >= 3 else { return }
        let leftHashes = words.hashes.span.extracting(left)
        let rightHashes = words.hashes.span.extracting(right)
        let shingles = words.shingles.span.extracting(right)
        let slots = slots.span
        let next = next.span
        var position = 0
        var expected = 0
        let (leftCount, rightCount) = (left.count, right.count)
        while position + 2 < rightCount {
            var candidate = unsafe slots[unchecked: Int(shingles[unchecked: position]) & mask]
            if candidate < 0 {
                position += 1
                expected += 1
                continue
            }
            let first = unsafe rightHashes[unchecked: position]
            let second = unsafe rightHashes[unchecked: position + 1]
            let third = unsafe rightHashes[unchecked: position + 2]
            var best = -1
            var bestGap = Int.max
            var steps = 0
            while candidate >= 0, steps < PassageAligner.longestChain {
                let index = Int(candidate)
                if unsafe leftHashes[unchecked: index] == first, unsafe leftHashes[unchecked: index + 1] == second,
                    unsafe leftHashes[unchecked: index + 2] == third
                {
                    let gap = abs(index - expected)
                    if gap < bestGap { (best, bestGap) = (index, gap) }
                }
                candidate = unsafe next[unchecked: index]
                steps += 1
            }
            guard best >= 0 else {
                position += 1
                expected += 1
                continue
            }
            var length = 3
            while best + length < leftCount, position + length < rightCount,
                unsafe leftHashes[unchecked: best + length] == rightHashes[unchecked: position + length]
            {
                length += 1
            }
            result.append(
                WordRun(
                    left: Int32(truncatingIfNeeded: best), right: Int32(truncatingIfNeeded: position),
                    length: Int32(truncatingIfNeeded: length)))
            position += length
            expected = best + length
        }
    }

    /// Joins runs that follow each other in both documents into passages.
    ///
    /// - Parameter runs: In the order of the second document.
    /// - Returns: The passages, in the same order.
    static func passages(_ runs: [WordRun]) -> [WordPassage] {
        var result: [WordPassage] = []
        for run in runs {
            let (left, right, length) = (Int(run.left), Int(run.right), Int(run.length))
            if let last = result.last {
                let leftGap = left - last.leftEnd
                let rightGap = right - last.rightEnd
                if leftGap >= 0, rightGap >= 0, leftGap <= widestGap, rightGap <= widestGap {
                    result[result.count - 1].leftEnd = left + length
                    result[result.count - 1].rightEnd = right + length
                    result[result.count - 1].matched += length
                    continue
                }
            }
            result.append(
                WordPassage(
                    leftStart: left, leftEnd: left + length, rightStart: right, rightEnd: right + length,
                    matched: length))
        }
        return result
    }
}
