internal import TextPrimitives

/// Finds the lines that outlets repeat around their articles, by the diversity of their neighbours.
///
/// A line that stands in four or more documents between ever different lines is boilerplate; inside a text that many
/// outlets carry, the neighbours repeat with it. A threshold on frequency alone fails both ways. Three documents are
/// enough for a line that always stands at the edge of its text.
struct Boilerplate: Sendable {
    private var masked = HashIndex(capacity: 64)

    /// A line in a document, with its neighbours.
    private struct Record {
        var line: UInt64
        var before: UInt32
        var after: UInt32
        /// Whether it stands at the end of its text, or among the first three lines.
        var isAtEdge: Bool
    }

    /// The hashes of all lines, document by document: lines are read once and known by their hash from then on.
    private var lines: [UInt64] = []
    /// Where each document's lines begin; one more than there are documents.
    private var lineStarts: [Int32] = [0]

    /// Learns the boilerplate of a collection.
    ///
    /// Of documents with equal lines only the first counts.
    ///
    /// - Complexity: O(*n*) in bytes plus a sort of the lines that may stand in three documents.
    init(_ corpus: ReuseCorpus) {
        var seen = HashIndex(capacity: corpus.count)
        // A slot holds up to three, which leaves out most lines that cannot stand in three documents.
        let slots = max(1 << 16, (corpus.bytes.count / 128).nextPowerOfTwo)
        var counts = [UInt8](repeating: 0, count: slots)
        let text = corpus.bytes.span
        let raw = unsafe text.bytes
        var isFirst = [Bool](repeating: true, count: corpus.count)
        var hashes: [UInt64] = []
        for document in 0..<corpus.count {
            let start = hashes.count
            LineScanner.forEachLine(text, corpus.range(document)) { hashes.append(LineScanner.hash(raw, $0)) }
            lineStarts.append(Int32(truncatingIfNeeded: hashes.count))
            var whole: UInt64 = UInt64(hashes.count - start)
            for index in start..<hashes.count {
                whole = (whole ^ hashes[index]) &* 0xff51_afd7_ed55_8ccd
                whole ^= whole >> 31
            }
            if seen.value(whole) >= 0 {
                isFirst[document] = false
                continue
            }
            seen.set(whole, 1)
            for index in start..<hashes.count {
                let slot = Int(truncatingIfNeeded: hashes[index] >> 20) & (slots - 1)
                if counts[slot] < 3 { counts[slot] += 1 }
            }
        }
        lines = hashes
        var records: [Record] = []
        for document in 0..<corpus.count where isFirst[document] {
            let (start, end) = (Int(lineStarts[document]), Int(lineStarts[document + 1]))
            for index in start..<end {
                let hash = lines[index]
                guard counts[Int(truncatingIfNeeded: hash >> 20) & (slots - 1)] >= 3 else { continue }
                // The ends of a text are no neighbours: there every document is alike.
                let edge = UInt32(truncatingIfNeeded: document) &* 2 &+ 0x8000_0000
                records.append(
                    Record(
                        line: hash, before: index > start ? UInt32(truncatingIfNeeded: lines[index - 1]) : edge,
                        after: index + 1 < end ? UInt32(truncatingIfNeeded: lines[index + 1]) : edge + 1,
                        isAtEdge: index + 1 == end || index < start + 3))
            }
        }
        records.sort { ($0.line, $0.before, $0.after) < ($1.line, $1.before, $1.after) }
        learn(records)
    }

    /// Keeps the lines whose neighbours on both sides are different, at least three in five of four and more.
    private mutating func learn(_ records: [Record]) {
        var start = 0
        var before: [UInt32] = []
        var after: [UInt32] = []
        while start < records.count {
            var end = start
            while end < records.count, records[end].line == records[start].line { end += 1 }
            let count = end - start
            let isAtEdge = count == 3 && records[start..<end].allSatisfy(\.isAtEdge)
            if count >= 4 || isAtEdge {
                before.removeAll(keepingCapacity: true)
                after.removeAll(keepingCapacity: true)
                for index in start..<end {
                    before.append(records[index].before)
                    after.append(records[index].after)
                }
                let needed = isAtEdge ? count * 10 : count * 6
                if Boilerplate.distinct(&before) * 10 >= needed, Boilerplate.distinct(&after) * 10 >= needed {
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

    /// Whether a line of a document is boilerplate.
    ///
    /// - Parameters:
    ///   - line: Counted among the lines that hold more than white space.
    ///   - document: The document.
    @inline(__always)
    func masks(line: Int, of document: Int) -> Bool {
        masked.count > 0 && masked.value(lines[Int(lineStarts[document]) + line]) >= 0
    }

    /// Appends the words of a document's unmasked lines.
    ///
    /// - Returns: A hash of the masked lines, in order.
    @discardableResult
    func words(of document: Int, in corpus: ReuseCorpus, into words: inout WordBuffer) -> UInt64 {
        let range = corpus.range(document)
        let text = corpus.bytes.span
        var hash: UInt64 = 0
        if masked.count > 0 {
            for index in Int(lineStarts[document])..<Int(lineStarts[document + 1])
            where masked.value(lines[index]) >= 0 {
                hash = (hash ^ lines[index]) &* 0x9e37_79b9_7f4a_7c15
            }
        }
        if hash == 0 {
            WordScanner.scan(text, range, base: range.lowerBound, into: &words)
            return 0
        }
        // Runs of unmasked lines are scanned in one go.
        var runStart = range.lowerBound
        var number = 0
        LineScanner.forEachLine(text, range) { line in
            defer { number += 1 }
            guard masks(line: number, of: document) else { return }
            if line.lowerBound > runStart {
                WordScanner.scan(text, runStart..<line.lowerBound, base: range.lowerBound, into: &words)
            }
            runStart = line.upperBound
        }
        if runStart < range.upperBound {
            WordScanner.scan(text, runStart..<range.upperBound, base: range.lowerBound, into: &words)
        }
        return hash
    }
}

extension Int {
    /// The least power of two that is not smaller.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
