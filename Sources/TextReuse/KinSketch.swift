internal import TextPrimitives

/// What is kept of a document of a growing collection, to find its kin among those that come later.
public struct KinSketch: Sendable {
    /// A hash of its words and its lines of boilerplate, by which equal texts are known; nil when it has no words.
    public let words: UInt64?
    /// The hashes of its sampled shingles, and those by its letters when it is short, 40 bits each, ascending, each once.
    public let shingles: [UInt64]
    /// The number of its words outside of boilerplate.
    public let count: Int
    /// Whether it is compared by its letters too.
    public let isShort: Bool

    /// Makes the sketch of a document.
    ///
    /// - Complexity: O(*n*) in bytes.
    public init(of document: Int, in corpus: ReuseCorpus, _ boilerplate: Boilerplate) {
        var buffer = WordBuffer()
        var texts = TextReader(corpus)
        let lines = boilerplate.words(of: document, in: &texts, into: &buffer)
        count = buffer.count
        guard buffer.count > 0 else {
            words = nil
            shingles = []
            isShort = false
            return
        }
        isShort = ShortText(buffer, 0..<buffer.count, in: texts.bytes.span, base: texts.start(document)) != nil
        words = EqualTexts.hash(buffer, lines: lines)
        var entries: [UInt64] = []
        var scratch: [UInt64] = []
        ShingleIndex.appendEntries(
            buffer, texts.bytes.span, base: texts.start(document), document: 0, &scratch, to: &entries)
        entries.sort()
        var kept: [UInt64] = []
        for entry in entries where kept.last != entry >> 24 { kept.append(entry >> 24) }
        shingles = kept
    }
}

/// The documents that share a shingle, as far as they decide what the shingle says of two of them.
public struct Posting: Hashable, Sendable {
    /// The weight of the shingle, in tenths.
    let weight: Int32
    /// In a long posting the only document that the others are compared with, else nil.
    let first: Int?

    /// The number of documents beyond which a posting's length says nothing more.
    public static let limit = 65

    /// Reads a posting.
    ///
    /// - Parameter documents: The first ``limit`` of its documents, ascending.
    public init(_ documents: ArraySlice<Int>) {
        weight = CandidatePairs.weight(documents.count)
        first = documents.count > ShingleIndex.longPosting ? documents.first : nil
    }

    /// Whether the shingle, by its length, pairs a document with all others of it.
    public func isHead(_ document: Int) -> Bool { first == document }
}

/// Adds up what documents share with one document, shingle by shingle.
public struct PartnerCount: Sendable {
    private let document: Int
    private var weights: [Int: Int32] = [:]

    /// Begins to count for a document.
    public init(of document: Int) { self.document = document }

    /// Counts a shingle.
    ///
    /// - Parameters:
    ///   - posting: What its length says.
    ///   - documents: Its documents, ascending: all of them when the document is the posting's head, else
    ///     ``Posting/limit`` are enough.
    public mutating func add(_ posting: Posting, _ documents: [Int]) {
        if let first = posting.first, first != document {
            weights[first, default: 0] += posting.weight
            return
        }
        for other in documents where other != document { weights[other, default: 0] += posting.weight }
    }

    /// The documents that share enough to be compared with it, ascending.
    public var partners: [Int] {
        weights.filter { $0.value >= CandidatePairs.leastWeight }.keys.sorted()
    }
}
