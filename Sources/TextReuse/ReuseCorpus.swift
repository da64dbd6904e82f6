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

    /// All texts, one after the other, each with ``WordScanner/padding`` zero bytes behind it.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins; one more than there are texts.
    private(set) var offsets: [Int] = [0]
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
        guard write(&bytes) else {
            bytes.removeSubrange((offsets.last ?? 0)...)
            return false
        }
        for _ in 0..<WordScanner.padding { bytes.append(0) }
        offsets.append(bytes.count)
        self.metadata.append(metadata)
        return true
    }

    /// The text of a document.
    public func text(_ document: Int) -> [UInt8] { Array(bytes[range(document)]) }

    /// The byte range of a document in the buffer.
    func range(_ document: Int) -> Range<Int> {
        offsets[document]..<(offsets[document + 1] - WordScanner.padding)
    }

    /// The places of a document in code points instead of bytes.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - offsets: Byte offsets in it, in any order.
    /// - Complexity: O(*n*) in the document's bytes, eight at a time, for each offset that stands before the one given
    ///   before it; for a text in ASCII once.
    func codePoints(_ document: Int, _ offsets: [Int]) -> [Int] {
        let range = range(document)
        if continuations(range) == 0 { return offsets.map { min($0, range.count) } }
        var (known, count) = (range.lowerBound, 0)
        return offsets.map { offset in
            let place = min(range.lowerBound + offset, range.upperBound)
            if place < known { (known, count) = (range.lowerBound, 0) }
            count += place - known - continuations(known..<place)
            known = place
            return count
        }
    }

    /// The number of bytes in a range that continue a code point.
    private func continuations(_ range: Range<Int>) -> Int {
        let raw = unsafe bytes.span.bytes
        var result = 0
        var place = range.lowerBound
        while place < range.upperBound {
            // Eight counts side by side, each of a byte.
            var counts: UInt64 = 0
            let limit = min(range.upperBound, place + 8 * 255)
            while place + 8 <= limit {
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
                counts &+= word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101
                place &+= 8
            }
            if place < limit {
                // Zero bytes stand behind every text.
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
                let kept = (1 &<< UInt64(truncatingIfNeeded: (limit - place) * 8)) &- 1
                result += (word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101 & kept).nonzeroBitCount
                place = limit
            }
            for shift in 0..<8 { result += Int(truncatingIfNeeded: counts >> UInt64(8 * shift) & 0xFF) }
        }
        return result
    }
}
