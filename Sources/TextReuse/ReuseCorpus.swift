internal import CByteBlocks
internal import DocumentModel
internal import TextPrimitives

/// The texts that are compared, with what helps to tell which came first.
///
/// Texts that are held lie in one buffer, each followed by zero bytes. With a source they are not: each is read again when it is
/// wanted, and a collection of millions needs no more memory than its index.
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

    /// The most documents that can be compared: their numbers have 24 bits.
    public static let limit = 1 << 24

    /// Where the texts are read again; nil where they are held.
    let source: TextSource?
    /// All texts that are held, one after the other, each with ``WordScanner/gap`` zero bytes behind it, the last with
    /// ``WordScanner/padding``.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins in ``bytes``, or would if it were held; one more than there are texts.
    private(set) var offsets: [Int] = [0]
    /// Where each text stands in the source, as a string of JSON with its closing mark; empty where the texts are held.
    private(set) var places: [Range<Int>] = []
    /// A hash of each text that is not held, by which it is known again.
    private(set) var textHashes: [UInt64] = []
    /// The number of code points of each text.
    private(set) var codePointCounts: [UInt32] = []
    /// The lines of all texts.
    private(set) var lines = LineTable()
    /// What is known of each text.
    public private(set) var metadata: [Metadata] = []

    /// Makes an empty corpus.
    ///
    /// - Parameter source: Where the texts can be read again; without one they are held.
    public init(source: TextSource? = nil) { self.source = source }

    /// Makes room for texts of so many bytes in all, so that the columns need not move.
    public mutating func reserve(bytes count: Int) {
        if source == nil {
            bytes.reserveCapacity(count)
            LargePages.advise(&bytes)
        }
        // A page that is never written costs nothing, a column that moves is written twice.
        lines.reserve(count / 64)
    }

    /// The number of code points of a text.
    public func codePoints(_ document: Int) -> Int { Int(codePointCounts[document]) }

    /// The number of documents.
    public var count: Int { metadata.count }

    /// The bytes of all texts.
    var size: Int { offsets.last ?? 0 }

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
    ///   - place: Where the text stands in the source, as a string of JSON without its opening and with its closing mark.
    ///   - write: Appends UTF-8 to the buffer; when it gives false, there is no document.
    /// - Returns: What `write` gave.
    @discardableResult
    public mutating func append(
        _ metadata: Metadata, at place: Range<Int> = 0..<0, writing write: (inout [UInt8]) -> Bool
    ) -> Bool {
        // What follows the last text is there for its readers only; a text that can be read again is held just now.
        let start = source == nil ? size : 0
        bytes.removeLast(bytes.count - start)
        let isWritten = write(&bytes)
        if !isWritten { bytes.removeLast(bytes.count - start) }
        let range = start..<bytes.count
        bytes.append(contentsOf: repeatElement(0, count: WordScanner.padding))
        guard isWritten else { return false }
        offsets.append(size + range.count + WordScanner.gap)
        if source != nil {
            places.append(place)
            textHashes.append(LineScanner.hash(unsafe bytes.span.bytes, range))
        }
        codePointCounts.append(
            UInt32(truncatingIfNeeded: range.count - ReuseCorpus.continuations(bytes.span, range)))
        let text = bytes
        lines.append(text.span, range)
        self.metadata.append(metadata)
        return true
    }

    /// Adds a document of which nothing is known but its page.
    ///
    /// - Parameters:
    ///   - metadata: What the page says.
    ///   - codePoints: The number of code points of its text.
    public mutating func append(_ metadata: Metadata, codePoints: Int) {
        append([], metadata)
        codePointCounts[codePointCounts.count - 1] = UInt32(truncatingIfNeeded: codePoints)
    }

    /// The text of a document.
    public func text(_ document: Int) -> [UInt8] {
        var reader = TextReader(self)
        let range = reader.range(of: document)
        return Array(reader.bytes[range])
    }

    /// The number of bytes of a text.
    @inline(__always)
    func byteCount(_ document: Int) -> Int { offsets[document + 1] - offsets[document] - WordScanner.gap }

    /// The number of bytes in a range that continue a code point.
    ///
    /// - Complexity: O(*n*) in bytes, 64 at a time; 64 can be read at any offset of the range.
    static func continuations(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return 0 }
            var result = 0
            var place = range.lowerBound
            while place < range.upperBound {
                var found = unsafe cbyteblocks_continuations(bytes + place)
                let left = range.upperBound &- place
                if left < 64 { found &= (1 &<< UInt64(truncatingIfNeeded: left)) &- 1 }
                result &+= found.nonzeroBitCount
                place &+= 64
            }
            return result
        }
    }
}
