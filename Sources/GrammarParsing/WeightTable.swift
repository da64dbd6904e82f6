/// The weights of one classifier: for each row of a hash table that has any, labels with their weights.
///
/// A row is found by the bits of rows in use, 64 at a time, with the number of rows before them; most rows that are
/// asked for have no weights, and that is known from the bits alone.
struct WeightTable: Sendable {
    /// The number of labels.
    let labels: Int
    private let mask: UInt64
    /// Of each 64 rows: which have weights, and how many rows with weights come before; in turn, to lie together in memory.
    private let blocks: [UInt64]
    /// Of each row with weights, and behind the last: where its entries begin.
    private let starts: [UInt32]
    /// A label and the code of a weight, in turn.
    private let entries: [UInt8]

    /// The places that scores need: one for each label that a byte can hold, so that none has to be checked.
    static let places = 256
    /// The weight of each code, as a signed byte: it grows with the code's square, up to 8000.
    private static let weights: [Int32] = (0..<256).map { (byte: Int) -> Int32 in
        let code = Int(Int8(truncatingIfNeeded: byte))
        let value = (2 * 8000 * code * code + 127 * 127) / (2 * 127 * 127)
        return Int32(code < 0 ? -value : value)
    }

    /// Reads a table; nil when the bytes are none.
    init?(_ reader: inout ModelReader) {
        let bits = reader.number(1)
        labels = reader.number(2)
        let rows = reader.number(4)
        let count = reader.number(4)
        guard bits >= 6, bits <= 26, labels > 0, labels <= Self.places, rows <= 1 << bits else { return nil }
        mask = (1 << UInt64(bits)) - 1
        var blocks = [UInt64](repeating: 0, count: 2 << (bits - 6))
        var total = 0
        for index in stride(from: 0, to: blocks.count, by: 2) {
            if reader.hasFailed { return nil }
            blocks[index] = UInt64(truncatingIfNeeded: reader.number(8))
            blocks[index + 1] = UInt64(total)
            total += blocks[index].nonzeroBitCount
        }
        let counts = reader.bytes(rows)
        guard total == rows, counts.count == rows else { return nil }
        var starts = [UInt32](repeating: 0, count: rows + 1)
        var start: UInt32 = 0
        var row = 0
        for count in counts {
            row &+= 1
            start &+= UInt32(count)
            starts[row] = start
        }
        guard Int(start) == count else { return nil }
        entries = reader.bytes(2 * count)
        if reader.hasFailed { return nil }
        self.blocks = blocks
        self.starts = starts
    }

    /// The most features that are scored at once.
    static let mostFeatures = 160

    /// Writes the sum of the weights of some features into the scores of the labels.
    ///
    /// In three rounds, in each of which no feature waits for another's memory: which have a row, where its entries lie,
    /// and their sums. What a processor cannot foresee, whether there is a row, is counted and not branched on.
    ///
    /// - Parameters:
    ///   - hashes: The features.
    ///   - count: How many of them are read, ``mostFeatures`` at most.
    ///   - scores: ``places`` places.
    /// - Complexity: O(features + weights found).
    func score(_ hashes: [UInt64], _ count: Int, _ scores: inout [Int32]) {
        var sums = scores.mutableSpan
        let features = hashes.span
        let blocks = blocks.span
        let starts = starts.span
        let entries = entries.span
        let weights = Self.weights.span
        precondition(
            sums.count >= Self.places && count <= features.count && count <= Self.mostFeatures,
            "places for all labels and features")
        for label in 0..<labels { sums[label] = 0 }
        var ranks = InlineArray<160, UInt32>(repeating: 0)
        var ends = InlineArray<160, UInt32>(repeating: 0)
        var found = 0
        for feature in 0..<count {
            // Rows lie below the mask; that ranks and starts fit together was checked when the table was read.
            let row = unsafe FeatureHash.mix(features[unchecked: feature]) & mask
            let block = Int(truncatingIfNeeded: row >> 6) &* 2
            let bits = unsafe blocks[unchecked: block] << (63 &- (row & 63))
            let rank = unsafe Int(truncatingIfNeeded: blocks[unchecked: block &+ 1]) &+ bits.nonzeroBitCount
            unsafe ranks[unchecked: found] = UInt32(truncatingIfNeeded: rank)
            found &+= Int(truncatingIfNeeded: bits >> 63)
        }
        for index in 0..<found {
            let rank = unsafe Int(ranks[unchecked: index])
            unsafe ranks[unchecked: index] = starts[unchecked: rank &- 1]
            unsafe ends[unchecked: index] = starts[unchecked: rank]
        }
        for index in 0..<found {
            var entry = unsafe Int(ranks[unchecked: index]) &* 2
            let end = unsafe Int(ends[unchecked: index]) &* 2
            while entry < end {
                let label = unsafe Int(entries[unchecked: entry])
                let weight = unsafe weights[unchecked: Int(entries[unchecked: entry &+ 1])]
                unsafe sums[unchecked: label] &+= weight
                entry &+= 2
            }
        }
    }
}

/// Reads little-endian numbers and strings from bytes; past the end it gives zeros and says so.
struct ModelReader {
    private let source: [UInt8]
    private var offset = 0
    private(set) var hasFailed = false

    init(_ bytes: [UInt8]) { source = bytes }

    mutating func number(_ length: Int) -> Int {
        guard source.count - offset >= length else {
            hasFailed = true
            return 0
        }
        var value: UInt64 = 0
        for index in 0..<length { value |= UInt64(source[offset + index]) << UInt64(8 * index) }
        offset += length
        return Int(truncatingIfNeeded: value)
    }

    /// As many bytes; none when there are not so many.
    mutating func bytes(_ count: Int) -> [UInt8] {
        guard count >= 0, source.count - offset >= count else {
            hasFailed = true
            return []
        }
        defer { offset += count }
        return Array(source[offset..<(offset + count)])
    }

    /// A string: its length in one byte, then its bytes.
    mutating func text() -> [UInt8] { bytes(number(1)) }

    /// Strings: their number in two bytes, then each.
    mutating func texts() -> [[UInt8]] {
        let count = number(2)
        return (0..<count).map { _ in hasFailed ? [] : text() }
    }
}
