public import DocumentModel
internal import TextPrimitives

/// Finds which texts of a collection follow which, how, and which way.
///
/// Stages: boilerplate by the diversity of its neighbours; equal texts by hash; candidates by sampled shingles in an
/// inverted index; verification on the words; kind by the shape of the passages; direction by weighed reasons.
/// The order of input does not matter.
public struct KinEngine: Sendable {
    let corpus: ReuseCorpus
    let ids: [String]

    /// The number of the way in which links are found: what was kept by another is to be found anew.
    public static let method = 6

    /// Makes an engine over a corpus.
    ///
    /// - Parameters:
    ///   - corpus: The documents.
    ///   - ids: Their ids, by which two are put in order when nothing tells which came first; without them it is the order of the
    ///     documents.
    public init(_ corpus: ReuseCorpus, ids: [String] = []) {
        self.corpus = corpus
        self.ids = ids
    }

    /// Finds all links, whatever the order of the documents.
    ///
    /// - Returns: Links sorted by copy, the best evidence first.
    /// - Complexity: O(*n*) in bytes plus the verification of candidates; memory about 1.1 KB a document beside the texts.
    public func links() -> [KinLink] {
        let boilerplate = Boilerplate(corpus)
        var groups = EqualTexts(capacity: corpus.count)
        let pairs = candidates(boilerplate, &groups, inAnyOrder: true)
        return links(pairs, groups, boilerplate, WordStatistics(corpus, boilerplate, first: corpus.count))
    }

    /// Finds all links by counts that were taken of some of the documents, in an order that stays as documents are added.
    ///
    /// Of equal texts the first is compared, and the first of many that have a shingle stands for them.
    ///
    /// - Parameters:
    ///   - boilerplate: What was learnt of the corpus.
    ///   - statistics: The counts.
    /// - Returns: As ``links()``.
    /// - Complexity: As that of ``links()``.
    public func links(_ boilerplate: Boilerplate, _ statistics: WordStatistics) -> [KinLink] {
        var groups = EqualTexts(capacity: corpus.count)
        let pairs = candidates(boilerplate, &groups, inAnyOrder: false)
        return links(pairs, groups, boilerplate, statistics)
    }

    /// Finds the links of candidates, and those between texts that are equal.
    private func links(
        _ pairs: CandidatePairs, _ groups: EqualTexts, _ boilerplate: Boilerplate, _ statistics: WordStatistics
    ) -> [KinLink] {
        var judge = DirectionJudge(corpus, ids, boilerplate, statistics)
        var (links, nearest) = verify(pairs, groups, boilerplate, &judge)
        nearest.filter(&links)
        links.append(contentsOf: groups.links(judge.pages))
        KinOrder.sort(&links)
        return links
    }

    /// Finds the links of some pairs, and those between texts that are equal.
    ///
    /// - Parameters:
    ///   - pairs: Indexes of documents of which the first stands behind the second, each pair once.
    ///   - masked: The lines of boilerplate of the collection that the documents are part of, ascending.
    ///   - statistics: The counts of that collection.
    /// - Returns: What ``links()`` gives for the whole collection, if it were asked for these pairs only.
    /// - Complexity: O(*n*) in bytes plus the verification of the pairs.
    public func links(of pairs: [(Int, Int)], masked: [UInt64], statistics: WordStatistics) -> [KinLink] {
        let boilerplate = Boilerplate(corpus, masked: masked)
        var groups = EqualTexts(capacity: corpus.count)
        var texts = TextReader(corpus)
        var words = WordBuffer()
        for document in 0..<corpus.count {
            words.removeAll()
            texts.forget()
            let lines = boilerplate.words(of: document, in: &texts, into: &words)
            if words.count > 0 { _ = groups.add(Int32(document), words, lines: lines) }
        }
        let candidates = CandidatePairs(pairs, count: corpus.count).oriented(by: groups.hashes)
        return links(candidates, groups, boilerplate, statistics)
    }

    /// Finds the short texts that are near one another.
    ///
    /// Of two that are near ``links(of:masked:statistics:)`` says whether they are kin only if it is given all that are near
    /// either of them.
    ///
    /// - Parameters:
    ///   - pairs: As there.
    ///   - masked: As there.
    ///   - statistics: As there.
    /// - Returns: Those pairs whose letters are alike enough for kin.
    /// - Complexity: O(*n*) in bytes plus the comparison of the pairs.
    public func near(of pairs: [(Int, Int)], masked: [UInt64], statistics: WordStatistics) -> [(Int, Int)] {
        var cache = WordCache(corpus, Boilerplate(corpus, masked: masked))
        var letters = LetterLikeness(statistics)
        return pairs.filter { pair in
            cache.trim()
            let left = cache.range(of: pair.0)
            let right = cache.range(of: pair.1)
            let likeness = letters.likeness(Int32(pair.0), left, Int32(pair.1), right, cache)
            return (likeness ?? 0) >= NearestTexts.mutual
        }
    }

    /// Scans all documents once: groups equal ones, finds the pairs to compare, each with the document of the higher hash of words:
    /// which of two is looked for in the other can change what is found.
    ///
    /// - Parameters:
    ///   - boilerplate: What was learnt of the corpus.
    ///   - groups: The groups are made here.
    ///   - inAnyOrder: Whether texts decide where else the order of the documents would: which of equal texts is compared, and
    ///     which of many that have a shingle.
    private func candidates(
        _ boilerplate: Boilerplate, _ groups: inout EqualTexts, inAnyOrder: Bool
    ) -> CandidatePairs {
        var entries: [UInt64] = []
        // A page that is never written costs nothing, a second copy of the column would.
        entries.reserveCapacity(corpus.size / 5 / Int(ShingleIndex.rate) * 3 / 2 + corpus.count * 16)
        LargePages.advise(&entries)
        var scratch: [UInt64] = []
        var texts = TextReader(corpus)
        var words = WordBuffer()
        func read(_ document: Int) -> UInt64 {
            words.removeAll()
            texts.forget()
            return boilerplate.words(of: document, in: &texts, into: &words)
        }
        func append(_ document: Int) {
            ShingleIndex.appendEntries(
                words, texts.bytes.span, base: texts.start(document), document: Int32(document), &scratch, to: &entries)
        }
        for document in 0..<corpus.count {
            let lines = read(document)
            if words.count > 0, groups.add(Int32(document), words, lines: lines) { append(document) }
        }
        if !inAnyOrder {
            let index = ShingleIndex(entries: &entries, count: corpus.count)
            return CandidatePairs(index, count: corpus.count).oriented(by: groups.hashes)
        }
        let replaced = groups.elect(by: boilerplate.wholes)
        if !replaced.isEmpty {
            let old = Set(replaced.map { UInt64(UInt32(bitPattern: $0.old)) })
            entries.removeAll { old.contains($0 & 0xFF_FFFF) }
            for (_, document) in replaced {
                _ = read(Int(document))
                append(Int(document))
            }
        }
        return CandidatePairs(&entries, rankedBy: groups.hashes)
    }

    /// Compares every candidate pair on its words.
    ///
    /// - Returns: The links, and what says which of those between short texts stay.
    func verify(
        _ pairs: CandidatePairs, _ groups: EqualTexts, _ boilerplate: Boilerplate, _ judge: inout DirectionJudge
    ) -> (links: [KinLink], nearest: NearestTexts) {
        var groups = groups
        var links: [KinLink] = []
        var cache = WordCache(corpus, boilerplate, judge.statistics.formulas)
        var reader = ParticularsReader(judge.statistics)
        var aligner = PassageAligner()
        var story = StoryOrder()
        var texture = WordTexture()
        var runs: [WordRun] = []
        var letters = LetterLikeness(judge.statistics)
        var nearest = NearestTexts()
        for document in pairs.order() {
            cache.trim()
            let left = cache.range(of: Int(document))
            aligner.take(cache.words, left)
            var isTaken = false
            for other in pairs.partners(of: Int(document)) {
                let right = cache.range(of: Int(other))
                aligner.findRuns(cache.words, right, into: &runs)
                var shape = PairShape(
                    left: left, right: right, runs: runs, isInSigns: cache.words.isInSigns(left))
                shape.likeness = letters.likeness(document, left, other, right, cache)
                if let likeness = shape.likeness { nearest.note(document, other, likeness) }
                if shape.mayBeReworded { shape.isRetold = texture.isRetold(cache.words, shape, runs) }
                var kind = KinClassifier.kind(shape)
                if kind == nil || kind == .excerpt, shape.mayBeRetold {
                    if !isTaken { story.take(cache.words, left) }
                    isTaken = true
                    shape.order = story.agreement(cache.words, right, shape.passages)
                    kind = KinClassifier.kind(shape)
                }
                guard let form = kind else { continue }
                let owns = (cache.own(Int(document)), cache.own(Int(other)))
                let hasCapitals = cache.hasCapitals(Int(document)) && cache.hasCapitals(Int(other))
                var particulars = reader.read(
                    shape, runs, cache.words, owns, days: days(Int(document), Int(other)), hasCapitals: hasCapitals)
                particulars.isOneVoice = isOneVoice(Int(document), Int(other))
                guard let kind = particulars.kind(form, shape) else { continue }
                let start = links.count
                append(kind, shape, runs, &cache, Int(document), Int(other), &groups, &judge, &links)
                if kind == .rewrite || kind == .rewording, let likeness = shape.likeness {
                    nearest.note(document, other, likeness, links: start..<links.count)
                }
            }
        }
        return (links, nearest)
    }

    /// The days between two texts, nil when one has none.
    private func days(_ first: Int, _ second: Int) -> Int? {
        guard let one = corpus.metadata[first].published, let other = corpus.metadata[second].published else {
            return nil
        }
        return abs(one / 86_400 - other / 86_400)
    }

    /// Whether two texts are of one outlet, or name one agency for their text.
    private func isOneVoice(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (corpus.metadata[first], corpus.metadata[second])
        if let outlet = one.outlet, outlet == other.outlet { return true }
        return one.via.contains { other.via.contains($0) }
    }

    /// Adds the links of a pair, and of the texts that are equal to its ends.
    private func append(
        _ kind: KinKind, _ shape: PairShape, _ runs: [WordRun], _ cache: inout WordCache, _ document: Int, _ other: Int,
        _ groups: inout EqualTexts, _ judge: inout DirectionJudge, _ links: inout [KinLink]
    ) {
        let inText = judge.textual(kind, shape, runs, cache.words)
        // Large groups are joined by their earliest members only: their number would be squared.
        let isLarge = groups.size(of: document) * groups.size(of: other) > EqualTexts.pairLimit
        func members(_ representative: Int) -> [Int] {
            isLarge
                ? [groups.earliest(of: representative, judge.pages)]
                : groups.members(of: representative).map { Int($0) }
        }
        let (copies, origins) = (members(document), members(other))
        var (left, right) = ([Range<Int>](), [Range<Int>]())
        for passage in shape.passages.prefix(12) {
            left.append(passage.leftStart..<passage.leftEnd)
            right.append(passage.rightStart..<passage.rightEnd)
        }
        if left.isEmpty, kind == .rewrite || kind == .rewording {
            (left, right) = ([0..<shape.left.count], [0..<shape.right.count])
        }
        // Of equal texts the same words are at the same places, of those that only have the same words at others.
        func places(_ spans: [Range<Int>], _ document: Int, as representative: Int) -> [Range<Int>] {
            let isSame = document == representative || cache.isEqual(document, representative)
            return cache.codePoints(isSame ? representative : document, spans)
        }
        let lefts = copies.map { places(left, $0, as: document) }
        let rights = origins.map { places(right, $0, as: other) }
        let share = Double(shape.matched) / Double(max(1, min(shape.left.count, shape.right.count)))
        func rounded(_ value: Double) -> Double { (min(1, value) * 10_000).rounded() / 10_000 }
        let score = rounded(kind == .rewrite || kind == .rewording ? shape.likeness ?? share : share)
        let isRetold = kind == .rewrite || kind == .rewording
        let order = isRetold && shape.order?.isRetelling == true ? shape.order?.words : nil
        for (copy, left) in zip(copies, lefts) {
            for (origin, right) in zip(origins, rights) {
                let balance = judge.weigh(origin, copy, kind, inText, &cache)
                let passages = zip(left, right).map {
                    balance.isForward
                        ? SharedPassage(copy: $0, origin: $1) : SharedPassage(copy: $1, origin: $0)
                }
                links.append(
                    KinLink(
                        copy: balance.isForward ? copy : origin, origin: balance.isForward ? origin : copy, kind: kind,
                        score: score, likeness: shape.likeness.map(rounded), order: order, shared: shape.matched,
                        passages: passages.sorted { $0.copy.lowerBound < $1.copy.lowerBound },
                        direction: balance.reasons,
                        isConfident: abs(balance.value) >= 1.4))
            }
        }
    }
}

/// The order in which links are given.
public enum KinOrder {
    /// The place of a link among those of its copy: by kind, then the most shared words first.
    public static func place(_ link: KinLink) -> Int {
        let rank: Int =
            switch link.kind {
            case .same: 0
            case .reprint: 1
            case .rewording: 2
            case .excerpt: 3
            case .rewrite: 4
            }
        return rank << 32 | (1 << 32 - 1 - min(link.shared, 1 << 32 - 1))
    }

    /// By copy, then by place, then by origin.
    ///
    /// - Complexity: O(*n* log *n*); the links are not copied.
    static func sort(_ links: inout [KinLink]) {
        let keys = links.map { ($0.copy, place($0), $0.origin) }
        var order = links.indices.sorted { keys[$0] < keys[$1] }
        // Each cycle of the order is gone through once; a place that is settled stands for itself.
        for start in order.indices where order[start] != start {
            var place = start
            while order[place] != start {
                links.swapAt(place, order[place])
                (place, order[place]) = (order[place], place)
            }
            order[place] = place
        }
    }
}
