/// How much of the ordinary vocabulary two documents share beyond what chance gives.
///
/// A rewrite keeps many words that are neither rare names nor everyday words; an article on the same event keeps the
/// names, the numbers and perhaps one quotation. So only words of middling frequency count, no names where the script
/// has capitals, and none that stands in a shared passage. Chance is that among the documents of the same language,
/// whose number the commonest words of a document tell.
struct VocabularyOverlap: Sendable {
    /// The words of the document taken, a bit for each slot of the counts, and those of the other that have been looked at.
    private var left = WordBits()
    private var seen = WordBits()
    /// The logarithms of counts.
    private let logarithms: [Double]
    /// The documents in the language of the one taken.
    private var total = 1.0
    private var low = 3
    private var high = 0
    private let statistics: WordStatistics
    /// Memory for slots that is used again and again, and how many are in use.
    private var slots: [UInt32] = []
    private var gathered = 0

    /// Prepares comparisons over a collection's counts.
    init(_ statistics: WordStatistics) {
        self.statistics = statistics
        logarithms = (0...max(1, statistics.documents)).map { $0 == 0 ? 0 : -naturalLogarithm(1 / Double($0)) }
    }

    /// Takes the document that others are compared with.
    mutating func take(_ words: WordBuffer, _ range: Range<Int>) {
        left.removeAll()
        // The fifth of the commonest words: a number or a foreign name may stand in more languages.
        var commonest = (0, 0, 0, 0, 0)
        for index in range where !words.has(WordBuffer.name, index) {
            let word = words.vocabulary(index)
            if !left.insert(WordStatistics.slot(word)) { continue }
            var count = statistics.count(word)
            if count <= commonest.4 { continue }
            if count > commonest.0 { swap(&count, &commonest.0) }
            if count > commonest.1 { swap(&count, &commonest.1) }
            if count > commonest.2 { swap(&count, &commonest.2) }
            if count > commonest.3 { swap(&count, &commonest.3) }
            commonest.4 = count
        }
        total = Double(max(1, commonest.4))
        low = Int(max(3, total * 0.0005))
        high = Int(total * 0.2)
    }

    /// Standard deviations above what two unrelated texts share.
    ///
    /// - Parameters:
    ///   - words: The other document's words.
    ///   - range: Where they stand in the buffer.
    ///   - excluded: The word ranges, from the start of `range`, that stand in shared passages.
    /// - Complexity: O(*n*) in words.
    mutating func surprise(_ words: WordBuffer, _ range: Range<Int>, excluded: [Range<Int>]) -> Double {
        seen.removeAll()
        for passage in excluded {
            for index in passage {
                _ = seen.insert(WordStatistics.slot(words.vocabulary(range.lowerBound + index)))
            }
        }
        gather(words, range)
        var expected = 0.0
        var variance = 0.0
        var found = 0.0
        let logarithm = logarithms[min(Int(total), logarithms.count - 1)]
        for place in 0..<gathered {
            let slot = Int(slots[place])
            if !seen.insert(slot) { continue }
            let count = statistics.count(slot: slot)
            let chance = Double(count) / total
            let weight = logarithm - logarithms[count]
            expected += weight * chance
            variance += weight * weight * chance * (1 - chance)
            if left.contains(slot) { found += weight }
        }
        // Pairs of signs overlap: where a word is shared, two or three pairs are.
        if words.isInSigns(range) { variance *= 3 }
        return (found - expected) / max(1, variance.squareRoot())
    }

    /// Puts the slots of a document's words of middling frequency that are no names into ``slots``.
    private mutating func gather(_ words: WordBuffer, _ range: Range<Int>) {
        if slots.count <= range.count { slots = Array(repeating: 0, count: 2 * range.count + 1) }
        // The column is taken out, so that it can be written while the counts are read.
        var column = exchange(&slots, with: [])
        defer { slots = column }
        var target = column.mutableSpan
        var used = 0
        for index in range {
            let slot = WordStatistics.slot(words.vocabulary(index))
            let count = statistics.count(slot: slot)
            // No branches: which words are kept cannot be foreseen.
            let isMiddling = (count >= low ? 1 : 0) & (count <= high ? 1 : 0)
            let isName = words.has(WordBuffer.name, index) ? 1 : 0
            unsafe target[unchecked: used] = UInt32(truncatingIfNeeded: slot)
            used &+= isMiddling & (1 &- isName)
        }
        gathered = used
    }
}

/// A set of slots of ``WordStatistics``, a bit for each: small enough to stay near the processor.
private struct WordBits: Sendable {
    private var bits = [UInt64](repeating: 0, count: WordStatistics.slots / 64)
    /// Which of them have been set.
    private var used: [Int32] = []

    /// Adds a slot.
    ///
    /// - Returns: Whether it was not there.
    @inline(__always)
    mutating func insert(_ slot: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(slot & 63)
        let known = bits[slot >> 6]
        if known & bit != 0 { return false }
        bits[slot >> 6] = known | bit
        used.append(Int32(truncatingIfNeeded: slot >> 6))
        return true
    }

    /// Whether a slot is there.
    @inline(__always)
    func contains(_ slot: Int) -> Bool { bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 }

    /// Removes all.
    ///
    /// - Complexity: O(*n*) in the slots that are there.
    mutating func removeAll() {
        for place in used { bits[Int(place)] = 0 }
        used.removeAll(keepingCapacity: true)
    }
}
