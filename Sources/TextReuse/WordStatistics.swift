internal import TextPrimitives

/// In how many documents each word stands, in a fixed table: words that fall together share a count.
struct WordStatistics: Sendable {
    private static let bits: UInt32 = 20
    private var counts = [UInt32](repeating: 0, count: 1 << 20)
    private var stamps = [Int32](repeating: -1, count: 1 << 20)
    /// The number of documents counted.
    private(set) var documents = 0

    private static func slot(_ hash: UInt32) -> Int { Int((hash &* 0x9e37_79b1) >> (32 - bits)) }

    /// Counts the words of a document.
    mutating func add(_ words: WordBuffer, document: Int32) {
        documents += 1
        for hash in words.hashes {
            let slot = WordStatistics.slot(hash)
            if stamps[slot] != document {
                stamps[slot] = document
                counts[slot] &+= 1
            }
        }
    }

    /// In how many documents a word stands.
    func count(_ hash: UInt32) -> Int { Int(counts[WordStatistics.slot(hash)]) }
}

/// How much of the ordinary vocabulary two documents share beyond what chance gives.
///
/// A rewrite keeps many words that are neither rare names nor everyday words; an article on the same event keeps the
/// names, the numbers and perhaps one quotation. So only words of middling frequency count, and none that stands in a
/// shared passage.
struct VocabularyOverlap {
    /// Standard deviations above what two unrelated texts share.
    var surprise: Double
    /// The number of words shared.
    var shared: Int

    /// Compares two documents.
    ///
    /// - Parameters:
    ///   - left: One document's words.
    ///   - right: The other's.
    ///   - excluded: The word ranges of the second that stand in shared passages.
    ///   - statistics: Document counts of the collection.
    /// - Complexity: O(*n* log *n*) in words.
    init(_ left: WordBuffer, _ right: WordBuffer, excluded: [Range<Int>], statistics: WordStatistics) {
        let total = Double(max(1, statistics.documents))
        let low = max(3.0, total * 0.0005)
        let high = total * 0.2
        func middling(_ words: WordBuffer, _ skip: [Range<Int>]) -> [UInt32] {
            var result: [UInt32] = []
            for index in 0..<words.count {
                if skip.contains(where: { $0.contains(index) }) { continue }
                let count = Double(statistics.count(words.hashes[index]))
                if count >= low, count <= high { result.append(words.hashes[index]) }
            }
            result.sort()
            var unique: [UInt32] = []
            for hash in result where hash != unique.last { unique.append(hash) }
            return unique
        }
        let a = middling(left, [])
        let b = middling(right, excluded)
        var expected = 0.0
        var variance = 0.0
        var found = 0.0
        var position = 0
        var sharedCount = 0
        for hash in b {
            let chance = Double(statistics.count(hash)) / total
            let weight = -naturalLogarithm(chance)
            expected += weight * chance
            variance += weight * weight * chance * (1 - chance)
            while position < a.count, a[position] < hash { position += 1 }
            if position < a.count, a[position] == hash {
                found += weight
                sharedCount += 1
            }
        }
        // Long documents share more by chance: the expectation grows with the other's vocabulary.
        surprise = (found - expected) / max(1, variance.squareRoot())
        shared = sharedCount
    }
}

/// The natural logarithm of a number in (0, 1], by its bits and a short series, the same on every machine.
func naturalLogarithm(_ value: Double) -> Double {
    guard value > 0 else { return -50 }
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    return exponent * 0.693_147_180_559_945 + 2 * ratio
        * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))))
}
