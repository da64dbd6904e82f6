/// The lines of texts, each known by its hash: read once, as the texts come in.
struct LineTable: Sendable {
    /// The hashes of all lines that hold more than white space, document by document.
    private(set) var hashes: [UInt64] = []
    /// Where each line stands in its text: 32 bits of start, 32 of end.
    private var places: [UInt64] = []
    /// Where each document's lines begin; one more than there are documents.
    private var starts: [Int32] = [0]
    /// A hash of all lines of each document.
    private(set) var wholes: [UInt64] = []

    /// Makes room for so many lines.
    mutating func reserve(_ count: Int) {
        hashes.reserveCapacity(count)
        places.reserveCapacity(count)
    }

    /// Reads the lines of the next document.
    ///
    /// - Parameters:
    ///   - text: Bytes; 64 can be read at any offset of the range.
    ///   - range: Where the document stands in them.
    /// - Complexity: O(*n*) in bytes.
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let raw = unsafe text.bytes
        let start = hashes.count
        LineScanner.forEachLine(text, range) { line in
            hashes.append(LineScanner.hash(raw, line))
            places.append(
                UInt64(line.lowerBound - range.lowerBound) | UInt64(line.upperBound - range.lowerBound) << 32)
        }
        starts.append(Int32(truncatingIfNeeded: hashes.count))
        var whole: UInt64 = UInt64(hashes.count - start)
        for index in start..<hashes.count {
            whole = (whole ^ hashes[index]) &* 0xff51_afd7_ed55_8ccd
            whole ^= whole >> 31
        }
        wholes.append(whole)
    }

    /// The lines of a document.
    @inline(__always)
    func range(of document: Int) -> Range<Int> { Int(starts[document])..<Int(starts[document + 1]) }

    /// Where a line stands in its text.
    @inline(__always)
    func place(_ line: Int) -> (start: Int, end: Int) {
        (Int(places[line] & 0xFFFF_FFFF), Int(places[line] >> 32))
    }
}
