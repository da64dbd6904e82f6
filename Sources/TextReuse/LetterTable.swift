/// The runs of letters of a short text with their weights, in an open table that is used again and again.
struct LetterTable: Sendable {
    private var keys = [UInt64](repeating: 0, count: LetterTable.slots)
    /// The weights in 65,536ths, so that a sum does not depend on its order.
    private var weights = [UInt64](repeating: 0, count: LetterTable.slots)
    /// The text that a run was last seen in.
    private var stamps = [UInt32](repeating: 0, count: LetterTable.slots)
    private var stamp: UInt32 = 0
    private var used: [Int] = []
    /// More than twice the runs that a short text can have.
    private static let slots = 1 << 13
    /// The sum of the weights of each length.
    private(set) var totals: [UInt64] = []

    /// Takes the runs of a text in place of those held.
    ///
    /// - Complexity: O(*n*) in letters.
    mutating func take(_ text: ShortText, _ statistics: WordStatistics) {
        for slot in used { keys[slot] = 0 }
        used.removeAll(keepingCapacity: true)
        stamp = 0
        totals = [UInt64](repeating: 0, count: ShortText.lengths.count)
        var (keyColumn, weightColumn) = (exchange(&self.keys, with: []), exchange(&self.weights, with: []))
        defer { (self.keys, self.weights) = (keyColumn, weightColumn) }
        var keys = keyColumn.mutableSpan
        var weights = weightColumn.mutableSpan
        text.forEachRun { place, hash in
            let slot = LetterTable.slot(hash, keys.span)
            if keys[slot] == hash { return }
            keys[slot] = hash
            weights[slot] = UInt64(statistics.weight(ofRun: hash, place) * 65_536)
            totals[place] += weights[slot]
            stamps[slot] = 0
            used.append(slot)
        }
    }

    /// The sum of the weights of the runs of each length that another text shares.
    ///
    /// - Complexity: O(*n*) in the other's letters.
    mutating func shared(with other: ShortText) -> [UInt64] {
        stamp += 1
        let stamp = stamp
        var stampColumn = exchange(&self.stamps, with: [])
        defer { self.stamps = stampColumn }
        var stamps = stampColumn.mutableSpan
        let keys = keys.span
        let weights = weights.span
        var sums = [UInt64](repeating: 0, count: ShortText.lengths.count)
        other.forEachRun { place, hash in
            let slot = LetterTable.slot(hash, keys)
            if unsafe keys[unchecked: slot] != hash || stamps[unchecked: slot] == stamp { return }
            unsafe stamps[unchecked: slot] = stamp
            sums[place] += unsafe weights[unchecked: slot]
        }
        return sums
    }

    /// Whether the text taken has a run.
    func has(_ hash: UInt64) -> Bool { keys[LetterTable.slot(hash, keys.span)] == hash }

    /// Whether the text taken shares a run of its own with the one that was given to ``shared(with:)`` last.
    func shares(_ hash: UInt64) -> Bool { stamps[LetterTable.slot(hash, keys.span)] == stamp }

    /// Where a run stands, or where it would.
    @inline(__always)
    private static func slot(_ hash: UInt64, _ keys: Span<UInt64>) -> Int {
        var slot = Int(hash >> 51)
        while true {
            let key = unsafe keys[unchecked: slot]
            if key == hash || key == 0 { return slot }
            slot = (slot + 1) & (slots - 1)
        }
    }
}
