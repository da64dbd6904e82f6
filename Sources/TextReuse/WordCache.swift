/// The words of the documents that are being compared, scanned once for all their pairs.
struct WordCache {
    private(set) var words = WordBuffer()
    private var starts: [Int32]
    private var ends: [Int32]
    private var held: [Int32] = []
    private let corpus: ReuseCorpus
    private let boilerplate: Boilerplate
    /// The words held, beyond which the cache starts anew.
    static let limit = 1 << 20

    /// Makes an empty cache.
    init(_ corpus: ReuseCorpus, _ boilerplate: Boilerplate) {
        self.corpus = corpus
        self.boilerplate = boilerplate
        starts = Array(repeating: -1, count: corpus.count)
        ends = Array(repeating: 0, count: corpus.count)
    }

    /// Where a document's words stand in ``words``; valid until ``trim()``.
    mutating func range(of document: Int) -> Range<Int> {
        if starts[document] < 0 {
            starts[document] = Int32(words.count)
            boilerplate.words(of: document, in: corpus, into: &words)
            ends[document] = Int32(words.count)
            held.append(Int32(document))
        }
        return Int(starts[document])..<Int(ends[document])
    }

    /// Forgets the words when there are too many of them.
    mutating func trim() {
        if words.count < WordCache.limit { return }
        words.removeAll()
        for document in held { starts[Int(document)] = -1 }
        held.removeAll(keepingCapacity: true)
    }
}
