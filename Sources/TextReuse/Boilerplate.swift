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

    private let lines: LineTable
    /// A bit for each line that says whether it is boilerplate; empty where none is.
    private var marks: [UInt64] = []
    /// A hash of all lines of each document.
    public var wholes: [UInt64] { lines.wholes }
    /// Whether no document before it has the same lines.
    public private(set) var isFirst: [Bool] = []

    /// The most records of a line that are looked at.
    public static let recordLimit = 64

    /// Learns the boilerplate of a collection.
    ///
    /// Of documents with equal lines only the first counts.
    ///
    /// - Complexity: O(*n*) in lines plus a sort of those that may stand in three documents.
    public init(_ corpus: ReuseCorpus) {
        lines = corpus.lines
        findFirsts()
        // A slot holds up to three, which leaves out most lines that cannot stand in three documents.
        let slots = max(1 << 16, (corpus.size / 128).nextPowerOfTwo)
        var counts = [UInt8](repeating: 0, count: slots)
        for document in 0..<corpus.count where isFirst[document] {
            for line in lines.range(of: document) {
                let slot = Int(truncatingIfNeeded: lines.hashes[line] >> 20) & (slots - 1)
                if counts[slot] < 3 { counts[slot] += 1 }
            }
        }
        var records: [LineRecord] = []
        for document in 0..<corpus.count where isFirst[document] {
            appendRecords(of: document, to: &records) { counts[Int(truncatingIfNeeded: $0 >> 20) & (slots - 1)] >= 3 }
        }
        maskedLines = Boilerplate.lines(among: &records)
        for line in maskedLines { masked.set(line, 1) }
        mark()
    }

    /// The lines that are boilerplate by their records.
    ///
    /// - Parameter records: All records of the lines that they are of, in any order; sorted.
    /// - Returns: The hashes of the lines, ascending.
    /// - Complexity: O(*n* log *n*) in records.
    public static func lines(among records: inout [LineRecord]) -> [UInt64] {
        records.sort()
        var result: [UInt64] = []
        var start = 0
        while start < records.count {
            var end = start + 1
            while end < records.count, records[end].line == records[start].line { end += 1 }
            if end - start >= 3, isBoilerplate(records[start..<end]) { result.append(records[start].line) }
            start = end
        }
        return result
    }

    /// Reads documents of a collection whose boilerplate is known.
    ///
    /// - Parameters:
    ///   - corpus: The documents.
    ///   - masked: The hashes of the collection's lines of boilerplate, ascending.
    /// - Complexity: O(*n*) in lines.
    public init(_ corpus: ReuseCorpus, masked: [UInt64]) {
        lines = corpus.lines
        maskedLines = masked
        for line in masked { self.masked.set(line, 1) }
        findFirsts()
        mark()
    }

    /// Reads other documents of a collection, of which some have been read.
    ///
    /// - Parameters:
    ///   - corpus: The documents.
    ///   - known: What is known of the collection.
    /// - Complexity: O(*n*) in lines, however many of them are boilerplate.
    public init(_ corpus: ReuseCorpus, like known: Boilerplate) {
        lines = corpus.lines
        (masked, maskedLines) = (known.masked, known.maskedLines)
        findFirsts()
        mark()
    }

    /// Marks the lines that are boilerplate.
    private mutating func mark() {
        if masked.count == 0 { return }
        let hashes = lines.hashes
        marks = Array(repeating: 0, count: hashes.count / 64 + 1)
        for index in hashes.indices where masked.value(hashes[index]) >= 0 {
            marks[index >> 6] |= 1 << UInt64(index & 63)
        }
    }

    /// Finds the documents whose lines no document before them has.
    private mutating func findFirsts() {
        var seen = HashIndex(capacity: wholes.count)
        isFirst.reserveCapacity(wholes.count)
        for whole in wholes {
            isFirst.append(seen.value(whole) < 0)
            seen.set(whole, 1)
        }
    }

    /// The records of a document's lines.
    public func records(of document: Int) -> [LineRecord] {
        var records: [LineRecord] = []
        appendRecords(of: document, to: &records) { _ in true }
        return records
    }

    private func appendRecords(of document: Int, to records: inout [LineRecord], where isWanted: (UInt64) -> Bool) {
        let range = lines.range(of: document)
        let hashes = lines.hashes
        let whole = wholes[document]
        let order = UInt32(truncatingIfNeeded: whole >> 32) & ~1
        // The ends of a text are no neighbours: there every document is different.
        let edge = UInt32(truncatingIfNeeded: whole)
        let (start, end) = (range.lowerBound, range.upperBound)
        for index in range where isWanted(hashes[index]) {
            records.append(
                LineRecord(
                    line: hashes[index], order: order | (index + 1 == end || index < start + 3 ? 1 : 0),
                    before: index > start ? UInt32(truncatingIfNeeded: hashes[index - 1]) : edge,
                    after: index + 1 < end ? UInt32(truncatingIfNeeded: hashes[index + 1]) : edge ^ 1))
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

    /// Calls a function with every line of a document that holds more than white space, from the text's start, and whether it
    /// is boilerplate.
    func forEachLine(of document: Int, _ body: (Range<Int>, Bool) -> Void) {
        for line in lines.range(of: document) {
            let (start, end) = lines.place(line)
            body(start..<end, isMasked(line))
        }
    }

    /// The lines of a document that hold more than white space, from the text's start, and whether each is boilerplate.
    func lines(of document: Int) -> [(place: Range<Int>, isMasked: Bool)] {
        lines.range(of: document).map { line in
            let (start, end) = lines.place(line)
            return (start..<end, isMasked(line))
        }
    }

    /// Whether a line is boilerplate.
    @inline(__always)
    private func isMasked(_ line: Int) -> Bool { !marks.isEmpty && marks[line >> 6] >> UInt64(line & 63) & 1 != 0 }

    /// Appends the words of a document's unmasked lines.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - texts: Gives its text, which can be asked for afterwards.
    ///   - words: The words are appended here.
    /// - Returns: A hash of the masked lines, in order.
    @discardableResult
    func words(of document: Int, in texts: inout TextReader, into words: inout WordBuffer) -> UInt64 {
        let range = texts.range(of: document)
        let text = texts.bytes.span
        var hash: UInt64 = 0
        // Runs of unmasked lines are scanned in one go.
        var runStart = range.lowerBound
        if !marks.isEmpty {
            for line in lines.range(of: document) where isMasked(line) {
                hash = (hash ^ lines.hashes[line]) &* 0x9e37_79b9_7f4a_7c15
                let (start, end) = lines.place(line)
                WordScanner.scan(text, runStart..<range.lowerBound + start, base: range.lowerBound, into: &words)
                runStart = range.lowerBound + end
            }
        }
        WordScanner.scan(text, runStart..<range.upperBound, base: range.lowerBound, into: &words)
        return hash
    }
}

extension Int {
    /// The least power of two that is not smaller.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
