internal import TextPrimitives

/// The texts of a corpus as bytes: all of them where they are held, else those that were asked for.
struct TextReader: Sendable {
    private let corpus: ReuseCorpus
    /// Texts, each with ``WordScanner/gap`` zero bytes behind it, the last with ``WordScanner/padding``.
    private(set) var bytes: [UInt8]
    /// Where each text begins that has been read again, else -1; empty where all are held.
    private var starts: [Int] = []
    private var held: [Int] = []
    private var end = 0
    /// A piece of the source, and where it begins.
    private var window: [UInt8] = []
    private var windowStart = 0
    private var previous = -1
    /// The bytes that are read ahead of texts that are read one after the other.
    private static let ahead = 1 << 18

    init(_ corpus: ReuseCorpus) {
        self.corpus = corpus
        bytes = corpus.bytes
        if corpus.source != nil {
            starts = Array(repeating: -1, count: corpus.count)
            bytes = Array(repeating: 0, count: WordScanner.padding)
        }
    }

    /// The first byte of a text that has been asked for and not been forgotten.
    @inline(__always)
    func start(_ document: Int) -> Int { starts.isEmpty ? corpus.offsets[document] : starts[document] }

    /// Where a text stands in ``bytes``.
    ///
    /// - Complexity: O(*n*) in its bytes when it is read again, else O(1).
    mutating func range(of document: Int) -> Range<Int> {
        let count = corpus.byteCount(document)
        if !starts.isEmpty, starts[document] < 0 { read(document, count) }
        let start = start(document)
        return start..<start + count
    }

    /// Whether there are so many bytes that some should be forgotten.
    var isFull: Bool { end > 1 << 26 }

    /// Forgets the texts that were read again; what ``range(of:)`` gave holds no longer.
    mutating func forget() {
        for document in held { starts[document] = -1 }
        held.removeAll(keepingCapacity: true)
        end = 0
    }

    /// Reads a text again, behind those that are there.
    private mutating func read(_ document: Int, _ count: Int) {
        let place = corpus.places[document]
        if place.lowerBound < windowStart || place.upperBound > windowStart + window.count {
            // One after the other, or any.
            let size = document == previous + 1 ? max(place.count, TextReader.ahead) : place.count
            corpus.source?.fill(&window, from: place.lowerBound, count: size)
            windowStart = place.lowerBound
        }
        previous = document
        bytes.removeLast(bytes.count - end)
        let first = place.lowerBound - windowStart
        let last = min(place.upperBound - windowStart, window.count)
        let isRead = first < last && JSONString.unescape(window, first, end: last, into: &bytes) != nil
        if !isRead || bytes.count - end != count { corpus.source?.noteChange() }
        // Of a text that has changed as many bytes stand there as before: places in it stay inside.
        if bytes.count - end > count { bytes.removeLast(bytes.count - end - count) }
        bytes.append(contentsOf: repeatElement(0, count: end + count - bytes.count + WordScanner.padding))
        if isRead, LineScanner.hash(unsafe bytes.span.bytes, end..<end + count) != corpus.textHashes[document] {
            corpus.source?.noteChange()
        }
        starts[document] = end
        held.append(document)
        end += count + WordScanner.gap
    }
}
