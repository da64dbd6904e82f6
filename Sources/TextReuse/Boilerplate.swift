internal import TextPrimitives

/// A line of a document with its neighbours: what tells boilerplate from text.
public struct LineRecord: Hashable, Sendable {
    /// The hash of the line.
    public var line: UInt64
    /// The place of the record among those of its line, from the document's lines; the lowest bit says that the line stands
    /// at the end of its text or among the first three.
    public var order: UInt32
    /// The hash of the line before it.
    public var before: UInt32
    /// The hash of the line behind it.
    public var after: UInt32

    /// Makes a record.
    public init(line: UInt64, order: UInt32, before: UInt32, after: UInt32) {
        self.line = line
        self.order = order
        self.before = before
        self.after = after
    }

    /// Whether the line stands at the end of its text, or among the first three lines.
    var isAtEdge: Bool { order & 1 != 0 }
    /// The lower half of the sort key.
    var neighbours: UInt64 { UInt64(before) << 32 | UInt64(after) }
}

extension LineRecord: Comparable {
    /// The order of records: by line, then by place, then by neighbours.
    public static func < (left: LineRecord, right: LineRecord) -> Bool {
        left.line != right.line
            ? left.line < right.line
            : left.order != right.order ? left.order < right.order : left.neighbours < right.neighbours
    }
}

/// Finds the lines that outlets repeat around their articles, by the diversity of their neighbours.
///
/// A line that stands in four or more documents between ever different lines is boilerplate; inside a text that many
/// outlets carry, the neighbours repeat with it. A threshold on frequency alone fails both ways. Three documents are
/// enough for a line that always stands at the edge of its text. Of a line that stands in many documents the
/// ``recordLimit`` with the lowest hashes are looked at, whatever their order.
public struct Boilerplate: Sendable {
    private var masked = HashIndex(capacity: 64)
    /// The hashes of the lines that are boilerplate, ascending.
    public private(set) var maskedLines: [UInt64] = []

    /// The hashes of all lines, document by document: lines are read once and known by their hash from then on.
    private var lines: [UInt64] = []
    /// Where each line stands in its text: 32 bits of start, 31 of end, and whether it is boilerplate.
    private var places: [UInt64] = []
    private static let maskedBit: UInt64 = 1 << 63
    /// Where each document's lines begin; one more than there are documents.
    private var lineStarts: [Int32] = [0]
    /// A hash of all lines of each document.
    public private(set) var wholes: [UInt64] = []
    /// Whether no document before it has the same lines.
    public private(set) var isFirst: [Bool] = []

    /// The most records of a line that are looked at.
    public static let recordLimit = 64

    /// Learns the boilerplate of a collection.
    ///
    /// Of documents with equal lines only the first counts.
    ///
    /// - Complexity: O(*n*) in bytes plus a sort of the lines that may stand in three documents.
    public init(_ corpus: ReuseCorpus) {
        read(corpus)
        // A slot holds up to three, which leaves out most lines that cannot stand in three documents.
        let slots = max(1 << 16, (corpus.bytes.count / 128).nextPowerOfTwo)
        var counts = [UInt8](repeating: 0, count: slots)
        for document in 0..<corpus.count where isFirst[document] {
            for hash in lines[Int(lineStarts[document])..<Int(lineStarts[document + 1])] {
                let slot = Int(truncatingIfNeeded: hash >> 20) & (slots - 1)
                if counts[slot] < 3 { counts[slot] += 1 }
            }
        }
        var records: [LineRecord] = []
        for document in 0..<corpus.count where isFirst[document] {
            appendRecords(of: document, to: &records) { counts[Int(truncatingIfNeeded: $0 >> 20) & (slots - 1)] >= 3 }
        }
        records.sort()
        var start = 0
        while start < records.count {
            var end = start + 1
            while end < records.count, records[end].line == records[start].line { end += 1 }
            if end - start >= 3, Boilerplate.isBoilerplate(records[start..<end]) {
                masked.set(records[start].line, 1)
                maskedLines.append(records[start].line)
            }
            start = end
        }
        mark()
    }

    /// Reads documents of a collection whose boilerplate is known.
    ///
    /// - Parameters:
    ///   - corpus: The documents.
    ///   - masked: The hashes of the collection's lines of boilerplate, ascending.
    /// - Complexity: O(*n*) in bytes.
    public init(_ corpus: ReuseCorpus, masked: [UInt64]) {
        maskedLines = masked
        for line in masked { self.masked.set(line, 1) }
        read(corpus)
        mark()
    }

    /// Marks the lines that are boilerplate.
    private mutating func mark() {
        if masked.count == 0 { return }
        for index in lines.indices where masked.value(lines[index]) >= 0 { places[index] |= Boilerplate.maskedBit }
    }

    /// Hashes the lines of all documents.
    private mutating func read(_ corpus: ReuseCorpus) {
        var seen = HashIndex(capacity: corpus.count)
        let text = corpus.bytes.span
        let raw = unsafe text.bytes
        var hashes: [UInt64] = []
        var places: [UInt64] = []
        // A page that is never written costs nothing, a column that moves is written twice.
        hashes.reserveCapacity(corpus.bytes.count / 64)
        places.reserveCapacity(corpus.bytes.count / 64)
        for document in 0..<corpus.count {
            let start = hashes.count
            let base = corpus.range(document).lowerBound
            LineScanner.forEachLine(text, corpus.range(document)) { line in
                hashes.append(LineScanner.hash(raw, line))
                places.append(UInt64(line.lowerBound - base) | UInt64(line.upperBound - base) << 32)
            }
            lineStarts.append(Int32(truncatingIfNeeded: hashes.count))
            var whole: UInt64 = UInt64(hashes.count - start)
            for index in start..<hashes.count {
                whole = (whole ^ hashes[index]) &* 0xff51_afd7_ed55_8ccd
                whole ^= whole >> 31
            }
            wholes.append(whole)
            isFirst.append(seen.value(whole) < 0)
            seen.set(whole, 1)
        }
        lines = hashes
        self.places = places
    }

    /// The records of a document's lines.
    public func records(of document: Int) -> [LineRecord] {
        var records: [LineRecord] = []
        appendRecords(of: document, to: &records) { _ in true }
        return records
    }

    private func appendRecords(of document: Int, to records: inout [LineRecord], where isWanted: (UInt64) -> Bool) {
        let (start, end) = (Int(lineStarts[document]), Int(lineStarts[document + 1]))
        let whole = wholes[document]
        let order = UInt32(truncatingIfNeeded: whole >> 32) & ~1
        // The ends of a text are no neighbours: there every document is different.
        let edge = UInt32(truncatingIfNeeded: whole)
        for index in start..<end where isWanted(lines[index]) {
            records.append(
                LineRecord(
                    line: lines[index], order: order | (index + 1 == end || index < start + 3 ? 1 : 0),
                    before: index > start ? UInt32(truncatingIfNeeded: lines[index - 1]) : edge,
                    after: index + 1 < end ? UInt32(truncatingIfNeeded: lines[index + 1]) : edge ^ 1))
        }
    }

    /// Whether a line is boilerplate: its neighbours on both sides are different, at least three in five of four and more.
    ///
    /// - Parameter records: All records of the line, ascending; equal ones count once.
    public static func isBoilerplate(_ records: ArraySlice<LineRecord>) -> Bool {
        var before: [UInt32] = []
        var after: [UInt32] = []
        var isAtEdge = true
        var previous: LineRecord?
        for record in records where record != previous {
            previous = record
            before.append(record.before)
            after.append(record.after)
            isAtEdge = isAtEdge && record.isAtEdge
            if before.count == recordLimit { break }
        }
        let count = before.count
        guard count >= 4 || count == 3 && isAtEdge else { return false }
        let needed = count == 3 ? count * 10 : count * 6
        return distinct(&before) * 10 >= needed && distinct(&after) * 10 >= needed
    }

    private static func distinct(_ values: inout [UInt32]) -> Int {
        values.sort()
        var result = 0
        for index in values.indices where index == 0 || values[index] != values[index - 1] { result += 1 }
        return result
    }

    /// The number of lines learnt.
    var count: Int { masked.count }

    /// Calls a function with every line of a document that holds more than white space, as a range of the corpus's bytes, and
    /// whether it is boilerplate.
    func forEachLine(of document: Int, in corpus: ReuseCorpus, _ body: (Range<Int>, Bool) -> Void) {
        let base = corpus.range(document).lowerBound
        for index in Int(lineStarts[document])..<Int(lineStarts[document + 1]) {
            let (start, end) = place(index)
            body(base + start..<base + end, isMasked(index))
        }
    }

    /// Where a line stands in its text.
    @inline(__always)
    private func place(_ line: Int) -> (start: Int, end: Int) {
        (Int(places[line] & 0xFFFF_FFFF), Int(places[line] >> 32 & 0x7FFF_FFFF))
    }

    /// Whether a line is boilerplate.
    @inline(__always)
    private func isMasked(_ line: Int) -> Bool { places[line] & Boilerplate.maskedBit != 0 }

    /// Appends the words of a document's unmasked lines.
    ///
    /// - Returns: A hash of the masked lines, in order.
    @discardableResult
    func words(of document: Int, in corpus: ReuseCorpus, into words: inout WordBuffer) -> UInt64 {
        let range = corpus.range(document)
        let text = corpus.bytes.span
        var hash: UInt64 = 0
        // Runs of unmasked lines are scanned in one go.
        var runStart = range.lowerBound
        for line in Int(lineStarts[document])..<Int(lineStarts[document + 1]) where isMasked(line) {
            hash = (hash ^ lines[line]) &* 0x9e37_79b9_7f4a_7c15
            let (start, end) = place(line)
            WordScanner.scan(text, runStart..<range.lowerBound + start, base: range.lowerBound, into: &words)
            runStart = range.lowerBound + end
        }
        WordScanner.scan(text, runStart..<range.upperBound, base: range.lowerBound, into: &words)
        return hash
    }
}

extension Int {
    /// The least power of two that is not smaller.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
