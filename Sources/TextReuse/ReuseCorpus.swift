internal import CByteBlocks
internal import DocumentModel
internal import TextPrimitives

/// The texts that are compared, with what helps to tell which came first.
///
/// All texts lie in one buffer, each followed by zero bytes; a document costs its text and 48 bytes.
public struct ReuseCorpus: Sendable {
    /// What is known of a document beside its words.
    public struct Metadata: Sendable {
        /// The moment of publication in seconds since 1970, nil when not known.
        public var published: Int?
        /// Whether the moment is a day only.
        public var isDayOnly: Bool
        /// The outlet and the sources that the page names, folded.
        public var outlet: String?
        /// The sources that the page says it takes the text from, folded.
        public var via: [String]

        /// Makes metadata.
        public init(published: Int? = nil, isDayOnly: Bool = false, outlet: String? = nil, via: [String] = []) {
            self.published = published
            self.isDayOnly = isDayOnly
            self.outlet = outlet
            self.via = via
        }

        /// Makes metadata from a publication date in EDTF, also with a time of day.
        ///
        /// An interval of more than a day counts as not known.
        public init(edtf: String?, outlet: String?, via: [String]) {
            self.init(outlet: outlet.map(Folding.fold), via: via.map(Folding.fold))
            guard let edtf, let bounds = DayBounds(edtf: edtf), bounds.length == 1, let day = bounds.from else {
                return
            }
            var seconds = day.number * 86_400
            let text = Array(edtf.utf8)
            isDayOnly = true
            if text.count >= 16, text[10] == UInt8(ascii: "T"),
                let hour = Int(String(decoding: text[11..<13], as: UTF8.self)),
                let minute = Int(String(decoding: text[14..<16], as: UTF8.self))
            {
                seconds += hour * 3600 + minute * 60
                if text.count >= 19, let second = Int(String(decoding: text[17..<19], as: UTF8.self)) {
                    seconds += second
                }
                isDayOnly = false
            }
            published = seconds
        }
    }

    /// All texts, one after the other, each with ``WordScanner/gap`` zero bytes behind it, the last with
    /// ``WordScanner/padding``.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins; one more than there are texts.
    private(set) var offsets: [Int] = [0]
    /// How many bytes that continue a code point stand before each ``block`` of the buffer, in 32 bits: differences count.
    private var continuations: [UInt32] = []
    private static let block = 512
    /// What is known of each text.
    private(set) var metadata: [Metadata] = []

    /// Makes an empty corpus.
    public init() {}

    /// Makes room for texts of so many bytes in all, so that the buffer need not move.
    public mutating func reserve(bytes count: Int) { bytes.reserveCapacity(count) }

    /// The number of documents.
    public var count: Int { metadata.count }

    /// Adds a document.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - metadata: What is known beside the words.
    public mutating func append(_ text: [UInt8], _ metadata: Metadata) {
        append(metadata) { bytes in
            bytes.append(contentsOf: text)
            return true
        }
    }

    /// Adds a document whose text a function writes.
    ///
    /// - Parameters:
    ///   - metadata: What is known beside the words.
    ///   - write: Appends UTF-8 to the buffer; when it gives false, there is no document.
    /// - Returns: What `write` gave.
    @discardableResult
    public mutating func append(_ metadata: Metadata, writing write: (inout [UInt8]) -> Bool) -> Bool {
        // What follows the last text is there for its readers only.
        bytes.removeLast(bytes.count - end)
        let isWritten = write(&bytes)
        if isWritten {
            bytes.append(contentsOf: repeatElement(0, count: WordScanner.gap))
            offsets.append(bytes.count)
        } else {
            bytes.removeLast(bytes.count - end)
        }
        bytes.append(contentsOf: repeatElement(0, count: WordScanner.padding - WordScanner.gap))
        guard isWritten else { return false }
        countContinuations()
        self.metadata.append(metadata)
        return true
    }

    /// The end of the last text and its gap.
    private var end: Int { offsets.last ?? 0 }

    /// The text of a document.
    public func text(_ document: Int) -> [UInt8] { Array(bytes[range(document)]) }

    /// Whether two texts have the same bytes.
    ///
    /// - Complexity: O(*n*) in bytes, eight at a time.
    func isEqual(_ first: Int, _ second: Int) -> Bool {
        let (one, two) = (range(first), range(second))
        if one.count != two.count { return false }
        let raw = unsafe bytes.span.bytes
        // Eight zero bytes stand behind either.
        for offset in stride(from: 0, to: one.count, by: 8) {
            let left = unsafe raw.unsafeLoadUnaligned(fromByteOffset: one.lowerBound + offset, as: UInt64.self)
            let right = unsafe raw.unsafeLoadUnaligned(fromByteOffset: two.lowerBound + offset, as: UInt64.self)
            if left != right { return false }
        }
        return true
    }

    /// The byte range of a document in the buffer.
    func range(_ document: Int) -> Range<Int> {
        offsets[document]..<(offsets[document + 1] - WordScanner.gap)
    }

    /// The places of a document in code points instead of bytes.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - offsets: Byte offsets in it.
    /// - Complexity: O(1) for each offset.
    func codePoints(_ document: Int, _ offsets: [Int]) -> [Int] {
        let range = range(document)
        let before = continuations(before: range.lowerBound)
        return offsets.map { offset in
            let place = min(range.lowerBound + offset, range.upperBound)
            return place - range.lowerBound - Int(continuations(before: place) &- before)
        }
    }

    /// Counts the bytes that continue a code point in the blocks that have become full.
    private mutating func countContinuations() {
        if continuations.isEmpty { continuations.append(0) }
        while continuations.count * ReuseCorpus.block <= end {
            let start = (continuations.count - 1) * ReuseCorpus.block
            continuations.append(
                (continuations.last ?? 0) &+ count(start..<start + ReuseCorpus.block))
        }
    }

    /// The number of bytes of the buffer before an offset that continue a code point.
    private func continuations(before offset: Int) -> UInt32 {
        let block = offset / ReuseCorpus.block
        return continuations[block] &+ count(block * ReuseCorpus.block..<offset)
    }

    /// The number of bytes in a range that continue a code point.
    private func count(_ range: Range<Int>) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return 0 }
            var result: UInt32 = 0
            var place = range.lowerBound
            while place < range.upperBound {
                var found = unsafe cbyteblocks_continuations(bytes + place)
                let left = range.upperBound &- place
                if left < 64 { found &= (1 &<< UInt64(truncatingIfNeeded: left)) &- 1 }
                result &+= UInt32(truncatingIfNeeded: found.nonzeroBitCount)
                place &+= 64
            }
            return result
        }
    }
}
