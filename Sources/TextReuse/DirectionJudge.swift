internal import DocumentModel
internal import TextPrimitives

/// Decides which of two kindred texts came first, with reasons.
///
/// Every piece of evidence adds to a balance in natural log-odds; the weights follow how often each kind misleads: one
/// outlet's clock may be wrong, a credit line seldom is.
struct DirectionJudge {
    /// What a document shows about its own place in a line of copies.
    private struct Traits: Sendable {
        /// A source named in brackets, alone on a line or in the dateline.
        var hasCredit = false
        /// A name alone on a line below the headline.
        var hasByline = false
        /// The number of lines that its outlet puts around articles.
        var boilerplate = 0
        /// Whether they have been read.
        var isRead = false
    }

    /// A judgement: positive when the second document is the copy.
    struct Balance {
        var value: Double
        /// Whether the second document is the copy; where nothing tells, that is the one that comes later.
        var isForward: Bool
        var reasons: [String]
    }

    /// Evidence in log-odds with its reason; positive when the second document is the copy.
    struct Evidence {
        var weight: Double
        /// Told of the copy, where it speaks for that.
        var reason: String
        /// Told of the other, where it speaks against that.
        var contrary: String
    }

    let pages: PageJudge
    let statistics: WordStatistics
    private var corpus: ReuseCorpus { pages.corpus }
    private let boilerplate: Boilerplate
    private var traits: [Traits]

    /// Makes a judge over a collection.
    init(_ corpus: ReuseCorpus, _ ids: [String], _ boilerplate: Boilerplate, _ statistics: WordStatistics) {
        pages = PageJudge(corpus, ids)
        self.boilerplate = boilerplate
        self.statistics = statistics
        traits = Array(repeating: Traits(), count: corpus.count)
    }

    /// What the words of a pair say, whatever pages they stand on; `shape.right` is the first document, `left` the second.
    func textual(_ kind: KinKind, _ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer) -> [Evidence] {
        var result: [Evidence] = []
        switch kind {
        case .same: break
        case .reprint:
            // The cut copy lies inside the whole text, not the other way round.
            let gap = shape.leftCover - shape.rightCover
            if abs(gap) > 0.2 {
                result.append(
                    Evidence(
                        weight: gap > 0 ? 3.2 : -3.2, reason: "lies inside the other, which goes on",
                        contrary: "the other lies inside this one, which goes on"))
            }
            addUsage(shape, runs, words, &result)
        case .rewrite, .rewording: addUsage(shape, runs, words, &result)
        case .excerpt:
            let owned = belonging(shape, words)
            if abs(owned) >= 1 {
                result.append(
                    Evidence(
                        weight: max(-3, min(3, owned * 0.8)),
                        reason: "the names of the shared passage run through the other's own text",
                        contrary: "the names of the shared passage run through this one's own text"))
            }
        }
        return result
    }

    /// Which side words the differing places as others do: changes by machine or in haste leave unusual neighbours.
    private func addUsage(_ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, _ result: inout [Evidence]) {
        // Runs come in the order of the right side, mostly that of the left side too.
        let isSorted = zip(runs, runs.dropFirst()).allSatisfy { $0.left <= $1.left }
        let byLeft = isSorted ? runs : runs.sorted { $0.left < $1.left }
        let left = usage(shape.left, byLeft, \.left, words)
        let right = usage(shape.right, runs, \.right, words)
        guard left.count >= 8, right.count >= 8 else { return }
        let (n, m) = (Double(left.count), Double(right.count))
        let (p, q) = (Double(left.usual) / n, Double(right.usual) / m)
        let pooled = Double(left.usual + right.usual) / (n + m)
        let deviation = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
        guard deviation > 0 else { return }
        let score = (q - p) / deviation
        if abs(score) >= 2 {
            result.append(
                Evidence(
                    weight: max(-3, min(3, score * 0.6)),
                    reason: "has less usual wording where the two differ",
                    contrary: "the other has less usual wording where the two differ"))
        }
    }

    /// The pairs of neighbouring words outside the runs, and how many of them are usual in the collection.
    private func usage(_ range: Range<Int>, _ runs: [WordRun], _ side: (WordRun) -> Int32, _ words: WordBuffer)
        -> (count: Int, usual: Int)
    {
        var count = 0
        var usual = 0
        var covered = 0
        let hashes = words.hashes.span.extracting(range)
        for number in 0...runs.count {
            let start = number < runs.count ? Int(side(runs[number])) : range.count
            let end = number < runs.count ? start + Int(runs[number].length) : range.count
            // From the last word of one run to the first of the next.
            var index = max(1, covered)
            let last = min(start, range.count - 1)
            // Long stretches are text of its own, not a changed place.
            if start - covered <= 60 {
                count += max(0, last - index + 1)
                while index <= last {
                    usual &+= statistics.isUsual(hashes[index - 1], hashes[index]) ? 1 : 0
                    index &+= 1
                }
            }
            covered = max(covered, end)
        }
        return (count, usual)
    }

    /// How many more of the rarer words of the longest passage the first document has outside it than the second.
    private func belonging(_ shape: PairShape, _ words: WordBuffer) -> Double {
        guard let passage = shape.passages.first else { return 0 }
        let rare = max(30, statistics.documents / 200)
        var wanted: [UInt32] = []
        for index in passage.leftStart..<passage.leftEnd {
            let hash = words.vocabulary(shape.left.lowerBound + index)
            if statistics.count(hash) <= rare { wanted.append(hash) }
        }
        if wanted.isEmpty { return 0 }
        wanted.sort()
        // Most words are not among them, which a few bits tell.
        var filter = [UInt64](repeating: 0, count: 64)
        for hash in wanted { filter[Int(hash >> 26)] |= 1 << UInt64(hash >> 20 & 63) }
        var isSeen = [Bool](repeating: false, count: wanted.count)
        func seen(_ range: Range<Int>, _ passage: Range<Int>) -> Int {
            var found = 0
            for index in isSeen.indices { isSeen[index] = false }
            for index in 0..<range.count where !passage.contains(index) {
                let hash = words.vocabulary(range.lowerBound + index)
                guard filter[Int(hash >> 26)] >> UInt64(hash >> 20 & 63) & 1 != 0 else { continue }
                var (low, high) = (0, wanted.count)
                while low < high {
                    let middle = (low + high) / 2
                    if wanted[middle] < hash { low = middle + 1 } else { high = middle }
                }
                if low < wanted.count, wanted[low] == hash, !isSeen[low] {
                    isSeen[low] = true
                    found += 1
                }
            }
            return found
        }
        return Double(
            seen(shape.right, passage.rightStart..<passage.rightEnd)
                - seen(shape.left, passage.leftStart..<passage.leftEnd))
    }

    /// Weighs a pair.
    ///
    /// - Parameters:
    ///   - first: A document.
    ///   - second: Another.
    ///   - kind: How they are kin.
    ///   - inText: What ``textual(_:_:_:_:)`` gave.
    ///   - cache: Gives the texts.
    /// - Returns: The balance; the reasons speak of the copy.
    mutating func weigh(_ first: Int, _ second: Int, _ kind: KinKind, _ inText: [Evidence], _ cache: inout WordCache)
        -> Balance
    {
        read(first, &cache)
        read(second, &cache)
        var items = inText
        func add(_ weight: Double, _ reason: String, _ contrary: String) {
            items.append(Evidence(weight: weight, reason: reason, contrary: contrary))
        }
        let (a, b) = (corpus.metadata[first], corpus.metadata[second])
        if let dated = pages.dates(first, second) { items.append(dated) }
        let (ta, tb) = (traits[first], traits[second])
        if ta.hasCredit != tb.hasCredit {
            add(
                tb.hasCredit ? 1.5 : -1.5, "carries a credit line, the other does not",
                "the other carries a credit line, this one does not")
        }
        // An excerpt stands in a text of its own, which may well be signed.
        if kind != .excerpt, ta.hasByline != tb.hasByline {
            add(
                ta.hasByline ? 2 : -2, "lacks the by-line that the other has",
                "the other lacks the by-line that this one has")
        }
        // What an outlet puts around its articles says which of two equal bodies was wrapped.
        if kind == .reprint, ta.boilerplate != tb.boilerplate {
            add(
                tb.boilerplate > ta.boilerplate ? 0.5 : -0.5, "is wrapped in more lines of its outlet",
                "the other is wrapped in more lines of its outlet")
        }
        let namesOutlet = "names the other's outlet as its source"
        let namedOutlet = "the other names this one's outlet as its source"
        if let outlet = a.outlet, b.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            add(4, namesOutlet, namedOutlet)
        }
        if let outlet = b.outlet, a.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            add(-4, namesOutlet, namedOutlet)
        }
        if a.via.isEmpty != b.via.isEmpty {
            add(
                b.via.isEmpty ? -1.2 : 1.2, "names a source for its text, the other names none",
                "the other names a source for its text, this one names none")
        }
        items.sort { abs($0.weight) > abs($1.weight) }
        let value = items.reduce(0) { $0 + $1.weight }
        let isForward = value > 0 || value == 0 && pages.isBefore(first, second)
        return Balance(
            value: value, isForward: isForward,
            reasons: items.map { ($0.weight > 0) == isForward ? $0.reason : "against it: \($0.contrary)" })
    }

    /// Reads the traits of a document from its lines, once.
    private mutating func read(_ document: Int, _ cache: inout WordCache) {
        if traits[document].isRead { return }
        var result = Traits()
        result.isRead = true
        let base = cache.texts.range(of: document).lowerBound
        let text = cache.texts.bytes.span
        var line = 0
        boilerplate.forEachLine(of: document) { place, isMasked in
            let range = base + place.lowerBound..<base + place.upperBound
            defer { line += 1 }
            if range.count > 40, isMasked { result.boilerplate += 1 }
            let first = text[range.lowerBound]
            let last = text[range.upperBound - 1]
            if first == UInt8(ascii: "("), last == UInt8(ascii: ")"), range.count < 80 { result.hasCredit = true }
            if !result.hasCredit, range.count > 20 { result.hasCredit = DirectionJudge.hasDatelineCredit(text, range) }
            if line == 1, range.count < 48, DirectionJudge.isName(text, range) { result.hasByline = true }
        }
        traits[document] = result
    }

    /// "PLACE (Agency) — …" at the beginning of a line.
    private static func hasDatelineCredit(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let limit = min(range.upperBound, range.lowerBound + 120)
        // Most lines have no bracket there.
        if !LineScanner.contains(UInt8(ascii: ")"), text, range.lowerBound..<limit) { return false }
        var offset = range.lowerBound
        var closed = -1
        while offset < limit {
            let byte = text[offset]
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") && closed >= 0 { return false }
            if byte == UInt8(ascii: ")") { closed = offset }
            if closed >= 0, offset > closed + 4 { return false }
            if closed >= 0,
                byte == UInt8(ascii: "-") || (byte == 0xE2 && offset + 1 < limit && text[offset + 1] == 0x80)
            {
                return true
            }
            offset += 1
        }
        return false
    }

    /// A short line without a stop at its end and without digits.
    private static func isName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var words = 1
        for offset in range {
            let byte = text[offset]
            if byte == 0x20 { words += 1 }
            if byte.isASCIIDigit || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ":") { return false }
        }
        let last = text[range.upperBound - 1]
        if last == UInt8(ascii: ".") || last == 0x82 { return false }
        return words <= 5
    }
}
