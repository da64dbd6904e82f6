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
/// The table of the fixed document is made once and used for all its candidates.
struct PassageAligner {
    private var slots: [Int32] = []
    private var next: [Int32] = []
    private var mask = 0
    private let left: WordBuffer
    /// The widest gap, in words on either side, that an edited passage may have.
    static let widestGap = 24
    /// Seeds that stand oftener than this in a document are not followed: one word a million times stays linear.
    static let longestChain = 12

    /// Makes the table of a document.
    ///
    /// - Complexity: O(*n*) in words.
    init(_ words: WordBuffer) {
        left = words
        var size = 64
        while size < words.count * 2 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: -1, count: size)
        next = Array(repeating: -1, count: words.count)
        guard words.count >= 3 else { return }
        // From the last word, so that chains run upwards.
        for index in (0...(words.count - 3)).reversed() {
            let slot =
                Int(
                    truncatingIfNeeded: ShingleIndex.hash(
                        words.hashes[index], words.hashes[index + 1], words.hashes[index + 2]) >> 20) & mask
            next[index] = slots[slot]
            slots[slot] = Int32(index)
        }
    }

    /// The runs of at least three equal words that the other document shares, in its order.
    ///
    /// - Complexity: O(*n*) in words, times ``longestChain`` at most.
    func runs(with right: WordBuffer) -> [WordRun] {
        var result: [WordRun] = []
        guard right.count >= 3, left.count >= 3 else { return result }
        let leftHashes = left.hashes.span
        let rightHashes = right.hashes.span
        var position = 0
        var expected = 0
        while position + 2 < right.count {
            let (first, second, third) = (rightHashes[position], rightHashes[position + 1], rightHashes[position + 2])
            var candidate = slots[Int(truncatingIfNeeded: ShingleIndex.hash(first, second, third) >> 20) & mask]
            var best = -1
            var bestGap = Int.max
            var steps = 0
            while candidate >= 0, steps < PassageAligner.longestChain {
                let index = Int(candidate)
                if leftHashes[index] == first, leftHashes[index + 1] == second, leftHashes[index + 2] == third {
                    let gap = abs(index - expected)
                    if gap < bestGap { (best, bestGap) = (index, gap) }
                }
                candidate = next[index]
                steps += 1
            }
            guard best >= 0 else {
                position += 1
                expected += 1
                continue
            }
            var length = 3
            while best + length < left.count, position + length < right.count,
                leftHashes[best + length] == rightHashes[position + length]
            {
                length += 1
            }
            result.append(WordRun(left: Int32(best), right: Int32(position), length: Int32(length)))
            position += length
            expected = best + length
        }
        return result
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
