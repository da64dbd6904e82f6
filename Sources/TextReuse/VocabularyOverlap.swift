/// How much of the ordinary vocabulary two documents share beyond what chance gives.
///
/// A rewrite keeps many words that are neither rare names nor everyday words; an article on the same event keeps the
/// names, the numbers and perhaps one quotation. So only words of middling frequency count, no names where the script
/// has capitals, and none that stands in a shared passage. Chance is that among the documents of the same language,
/// whose number the commonest words of a document tell.
struct VocabularyOverlap: Sendable {
    /// The words of the document taken, and those of the other that have been looked at.
    private var left = SlotSet()
    private var seen = SlotSet()
    /// The logarithms of counts.
    private let logarithms: [Double]
    /// The documents in the language of the one taken.
    private var total = 1.0
    private var low = 3
    private var high = 0
    private let statistics: WordStatistics
    /// Memory for slots that is used again and again.
    private var slots: [UInt32] = []

    /// Prepares comparisons over a collection's counts.
    init(_ statistics: WordStatistics) {
        self.statistics = statistics
        logarithms = (0...max(1, statistics.documents)).map { $0 == 0 ? 0 : -naturalLogarithm(1 / Double($0)) }
    }

    /// Takes the document that others are compared with.
    mutating func take(_ words: WordBuffer, _ range: Range<Int>) {
        left.removeAll()
        var column = exchange(&slots, with: [])
        defer { slots = column }
        let gathered = gather(words, range, counts: 0...Int.max, into: &column)
        let added = left.insert(&column, gathered)
        // The fifth of the commonest words: a number or a foreign name may stand in more languages.
        var commonest = (0, 0, 0, 0, 0)
        for place in 0..<added {
            var count = statistics.count(slot: Int(column[place]))
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
        // In a collection of few documents no word is of middling frequency.
        if high < low { return 0 }
        seen.removeAll()
        var column = exchange(&slots, with: [])
        defer { slots = column }
        for passage in excluded {
            let place = range.lowerBound + passage.lowerBound..<range.lowerBound + passage.upperBound
            let gathered = gather(words, place, counts: 0...Int.max, withNames: true, into: &column)
            _ = seen.insert(&column, gathered)
        }
        let gathered = gather(words, range, counts: low...high, into: &column)
        let added = seen.insert(&column, gathered)
        var expected = 0.0
        var variance = 0.0
        var found = 0.0
        let logarithm = logarithms[min(Int(total), logarithms.count - 1)]
        for place in 0..<added {
            let slot = Int(column[place])
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

    /// Puts the slots of some words into a column, those of names only where they are asked for.
    ///
    /// - Returns: The number of slots.
    private func gather(
        _ words: WordBuffer, _ range: Range<Int>, counts: ClosedRange<Int>, withNames: Bool = false,
        into column: inout [UInt32]
    ) -> Int {
        if column.count <= range.count { column = Array(repeating: 0, count: 2 * range.count + 1) }
        var target = column.mutableSpan
        let (low, high) = (counts.lowerBound, counts.upperBound)
        let names = withNames ? 1 : 0
        var used = 0
        for index in range {
            let slot = WordStatistics.slot(words.vocabulary(index))
            let count = statistics.count(slot: slot)
            // No branches: which words are kept cannot be foreseen.
            let isInRange = (count >= low ? 1 : 0) & (count <= high ? 1 : 0)
            let isWanted = words.has(WordBuffer.name, index) ? names : 1
            unsafe target[unchecked: used] = UInt32(truncatingIfNeeded: slot)
            used &+= isInRange & isWanted
        }
        return used
    }
}

/// A set of slots of ``WordStatistics``, a bit for each: small enough to stay near the processor.
private struct SlotSet: Sendable {
    private var bits = [UInt64](repeating: 0, count: WordStatistics.slots / 64)
    /// Which of them have been set, and how many.
    private var used: [UInt32] = []
    private var count = 0

    /// Adds slots.
    ///
    /// - Parameters:
    ///   - slots: A column that begins with them; those that were not there are left at its beginning, in their order.
    ///   - number: How many they are.
    /// - Returns: The number of those that were not there.
    mutating func insert(_ slots: inout [UInt32], _ number: Int) -> Int {
        if used.count <= count + number {
            used.append(contentsOf: repeatElement(0, count: count + 2 * number + 1 - used.count))
        }
        var (bitColumn, usedColumn) = (exchange(&bits, with: []), exchange(&self.used, with: []))
        defer { (bits, self.used) = (bitColumn, usedColumn) }
        var bits = bitColumn.mutableSpan
        var used = usedColumn.mutableSpan
        var slots = slots.mutableSpan
        let held = count
        var added = 0
        for place in 0..<number {
            let slot = slots[place]
            let bit: UInt64 = 1 &<< UInt64(slot & 63)
            let known = bits[Int(slot >> 6)]
            bits[Int(slot >> 6)] = known | bit
            unsafe slots[unchecked: added] = slot
            unsafe used[unchecked: held &+ added] = slot >> 6
            added &+= known & bit == 0 ? 1 : 0
        }
        count += added
        return added
    }

    /// Whether a slot is there.
    @inline(__always)
    func contains(_ slot: Int) -> Bool { bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 }

    /// Removes all.
    ///
    /// - Complexity: O(*n*) in the slots that are there.
    mutating func removeAll() {
        for place in used[..<count] { bits[Int(place)] = 0 }
        count = 0
    }
}
