/// The texts and words of the documents that are being compared, read once for all their pairs.
struct WordCache {
    private(set) var words = WordBuffer()
    /// The texts; more can be asked for, and all are forgotten by ``trim()``.
    var texts: TextReader
    private var starts: [Int32]
    private var ends: [Int32]
    private var held: [Int32] = []
    private let boilerplate: Boilerplate
    /// The formulas of the collection.
    private let formulas: FormulaTable
    /// The words of each document that are its own, -1 where that was not asked.
    private var owns: [Int32]
    private var ownWords = OwnWords()
    /// Whether capitals tell names in each document of which that was asked.
    private var capitals: [Bool]
    /// The words held, beyond which the cache starts anew.
    static let limit = 1 << 20

    /// Makes an empty cache.
    init(_ corpus: ReuseCorpus, _ boilerplate: Boilerplate, _ formulas: FormulaTable = FormulaTable()) {
        self.boilerplate = boilerplate
        self.formulas = formulas
        owns = Array(repeating: -1, count: corpus.count)
        capitals = Array(repeating: false, count: corpus.count)
        texts = TextReader(corpus)
        starts = Array(repeating: -1, count: corpus.count)
        ends = Array(repeating: 0, count: corpus.count)
    }

    /// Where a document's words stand in ``words``; valid, as its text is, until ``trim()``.
    mutating func range(of document: Int) -> Range<Int> {
        if starts[document] < 0 {
            starts[document] = Int32(words.count)
            boilerplate.words(of: document, in: &texts, into: &words)
            words.hashShingles(from: Int(starts[document]))
            ends[document] = Int32(words.count)
            held.append(Int32(document))
        }
        return Int(starts[document])..<Int(ends[document])
    }

    /// Forgets what is there when it is too much.
    mutating func trim() {
        if words.count < WordCache.limit, !texts.isFull { return }
        words.removeAll()
        texts.forget()
        for document in held { (starts[Int(document)], owns[Int(document)]) = (-1, -1) }
        held.removeAll(keepingCapacity: true)
    }

    /// How many words of a document are its own: neither part of a formula, of a menu or a form, nor said before.
    ///
    /// The others are marked from now on.
    ///
    /// - Complexity: O(*n*) in words when it is asked for the first time, then O(1).
    mutating func own(_ document: Int) -> Int {
        if owns[document] < 0 {
            let range = range(of: document)
            let text = texts.range(of: document)
            var marker = exchange(&ownWords, with: OwnWords())
            let lines = boilerplate.lines(of: document).map { line, isMasked in
                let end = text.lowerBound + line.upperBound
                return (line, isMasked || !PageChrome.endsSentence(texts.bytes.span, end))
            }
            owns[document] = Int32(truncatingIfNeeded: marker.mark(&words, range, formulas, lines))
            ownWords = marker
            let bytes = texts.bytes
            capitals[document] = words.hasCapitals(range, bytes.span, base: text.lowerBound)
        }
        return Int(owns[document])
    }

    /// Whether capitals tell names in a document that ``own(_:)`` was asked of.
    func hasCapitals(_ document: Int) -> Bool { capitals[document] }

    /// Whether two texts have the same bytes.
    ///
    /// - Complexity: O(*n*) in bytes, eight at a time.
    mutating func isEqual(_ first: Int, _ second: Int) -> Bool {
        let (one, two) = (texts.range(of: first), texts.range(of: second))
        if one.count != two.count { return false }
        let raw = unsafe texts.bytes.span.bytes
        // Eight zero bytes stand behind either.
        for offset in stride(from: 0, to: one.count, by: 8) {
            let left = unsafe raw.unsafeLoadUnaligned(fromByteOffset: one.lowerBound + offset, as: UInt64.self)
            let right = unsafe raw.unsafeLoadUnaligned(fromByteOffset: two.lowerBound + offset, as: UInt64.self)
            if left != right { return false }
        }
        return true
    }

    /// Ranges of words, from a document's first, in code points of its text.
    ///
    /// - Complexity: O(*n*) in the bytes of the text.
    mutating func codePoints(_ document: Int, _ spans: [Range<Int>]) -> [Range<Int>] {
        let first = range(of: document).lowerBound
        let text = texts.range(of: document)
        // Ascending, so that the text is gone through once.
        let order = spans.indices.sorted { spans[$0].lowerBound < spans[$1].lowerBound }
        var result = spans
        var (place, continuations) = (text.lowerBound, 0)
        func codePoint(_ offset: Int) -> Int {
            let target = min(text.lowerBound + offset, text.upperBound)
            if target < place {
                continuations -= ReuseCorpus.continuations(texts.bytes.span, target..<place)
            } else {
                continuations += ReuseCorpus.continuations(texts.bytes.span, place..<target)
            }
            place = target
            return place - text.lowerBound - continuations
        }
        for index in order {
            let span = spans[index]
            let start = codePoint(words.start(first + span.lowerBound))
            result[index] = start..<codePoint(words.end(first + span.upperBound - 1))
        }
        return result
    }
}
