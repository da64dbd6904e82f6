internal import TextPrimitives

/// Finds the lines that outlets repeat around their articles, by the diversity of their neighbours.
///
/// A line that stands in four or more documents between ever different lines is boilerplate; inside a text that many
/// outlets carry, the neighbours repeat with it. A threshold on frequency alone fails both ways.
struct Boilerplate: Sendable {
    private var masked = HashIndex(capacity: 64)

    /// A line in a document, with its neighbours.
    private struct Record {
        var line: UInt64
        var before: UInt32
        var after: UInt32
    }

    /// Learns the boilerplate of a collection.
    ///
    /// - Parameters:
    ///   - corpus: The texts.
    ///   - documents: Those that count: of equal texts only one.
    /// - Complexity: O(*n*) in bytes plus a sort of the lines.
    init(_ corpus: ReuseCorpus, documents: [Int32]) {
        var records: [Record] = []
        records.reserveCapacity(documents.count * 12)
        let text = corpus.bytes.span
        for document in documents {
            var previous: UInt32 = 1
            let first = records.count
            Boilerplate.forEachLine(text, corpus.range(Int(document))) { range in
                let hash = Boilerplate.hash(text, range)
                if records.count > first { records[records.count - 1].after = UInt32(truncatingIfNeeded: hash) }
                records.append(Record(line: hash, before: previous, after: 2))
                previous = UInt32(truncatingIfNeeded: hash)
            }
            // The ends of a text are no neighbours: there every document is alike.
            if records.count > first {
                records[first].before = UInt32(truncatingIfNeeded: document) &* 2 &+ 0x8000_0000
                records[records.count - 1].after = UInt32(truncatingIfNeeded: document) &* 2 &+ 0x8000_0001
            }
        }
        records.sort { $0.line < $1.line }
        var start = 0
        var before: [UInt32] = []
        var after: [UInt32] = []
        while start < records.count {
            var end = start
            while end < records.count, records[end].line == records[start].line { end += 1 }
            let count = end - start
            if count >= 4 {
                before.removeAll(keepingCapacity: true)
                after.removeAll(keepingCapacity: true)
                for index in start..<end {
                    before.append(records[index].before)
                    after.append(records[index].after)
                }
                if Boilerplate.distinct(&before) * 10 >= count * 6, Boilerplate.distinct(&after) * 10 >= count * 6 {
                    masked.set(records[start].line, 1)
                }
            }
            start = end
        }
    }

    private static func distinct(_ values: inout [UInt32]) -> Int {
        values.sort()
        var result = 0
        for index in values.indices where index == 0 || values[index] != values[index - 1] { result += 1 }
        return result
    }

    /// The number of lines learnt.
    var count: Int { masked.count }

    /// Whether a line is boilerplate.
    func masks(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        masked.count > 0 && masked.value(Boilerplate.hash(text, range)) >= 0
    }

    /// Calls a function with the range of every line that holds more than white space.
    static func forEachLine(_ text: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, text[end] != 10 { end += 1 }
            var first = start
            var last = end
            while first < last, text[first].isASCIISpace { first += 1 }
            while last > first, text[last - 1].isASCIISpace { last -= 1 }
            if last > first { body(first..<last) }
            start = end + 1
        }
    }

    /// A hash of a line's bytes, eight at a time.
    static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(range.count)
        var offset = range.lowerBound
        while offset + 8 <= range.upperBound {
            let raw = text.extracting(offset..<offset + 8)
            var word: UInt64 = 0
            for index in 0..<8 { word |= UInt64(raw[index]) << UInt64(index * 8) }
            hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 29
            offset += 8
        }
        while offset < range.upperBound {
            hash = (hash ^ UInt64(text[offset])) &* 0x100_0000_01b3
            offset += 1
        }
        return StableHash.mix(hash)
    }

    /// Appends the words of a document's unmasked lines.
    func words(of document: Int, in corpus: ReuseCorpus, into words: inout WordBuffer) {
        words.removeAll()
        let range = corpus.range(document)
        let text = corpus.bytes.span
        if masked.count == 0 {
            WordScanner.scan(text, range, base: range.lowerBound, into: &words)
            return
        }
        var start = range.lowerBound
        var runStart = -1
        // Runs of unmasked lines are scanned in one go.
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, text[end] != 10 { end += 1 }
            var first = start
            var last = end
            while first < last, text[first].isASCIISpace { first += 1 }
            while last > first, text[last - 1].isASCIISpace { last -= 1 }
            if last > first, masked.value(Boilerplate.hash(text, first..<last)) >= 0 {
                if runStart >= 0 { WordScanner.scan(text, runStart..<start, base: range.lowerBound, into: &words) }
                runStart = -1
            } else if runStart < 0 {
                runStart = start
            }
            start = end + 1
        }
        if runStart >= 0 { WordScanner.scan(text, runStart..<range.upperBound, base: range.lowerBound, into: &words) }
    }
}
