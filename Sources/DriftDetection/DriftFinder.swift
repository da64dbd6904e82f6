public import DocumentModel
internal import TextPrimitives

/// Finds what a copy changed against its parent, statement by statement.
///
/// Sentences are aligned by their rarer words; then each kind of change has its own look at a pair: certainty (hedges,
/// negation, what is planned or done), sources (who says it and how), facts (numbers, dates, names, details), and
/// denials, which are read with the sentence that they answer. A whole sentence that is left out is no change, unless
/// a denial lands elsewhere or an allegation loses its only reply.
public struct DriftFinder {
    let parent: DriftText
    let child: DriftText
    let alignment: SentenceAlignment
    let lexicon = DriftLexicon.english
    var changes: [DriftChange] = []

    /// Prepares a pair.
    public init(parent: DriftText, child: DriftText) {
        self.parent = parent
        self.child = child
        alignment = SentenceAlignment(parent, child)
    }

    /// All changes, in the order of the parent.
    ///
    /// - Complexity: O(*n* · *m*) in sentences, times the square of a sentence's words.
    public mutating func find() -> [DriftChange] {
        changes = []
        // Other marks and lines are no change: where all words are the same, only what a day means can be another.
        let isSame = parent.hasWords(of: child)
        for pair in alignment.pairs {
            let (p, c) = (parent.sentences[pair.parent], child.sentences[pair.child])
            if isSame {
                findDates(p, c)
                continue
            }
            findPlans(p, c)
            findNegations(p, c)
            findHedges(p, c)
            findNumbers(p, c)
            findDates(p, c)
            findNames(p, c)
            findSwaps(p, c)
            findQuotations(p, c, pair.child)
            if pair.score >= 0.5 { findDetails(p, c) }
        }
        if isSame { return settled() }
        findSources()
        findDenials()
        findLostReplies()
        findNewSentences()
        return settled()
    }

    /// "reprint", "rewrite" or "excerpt", by how much of the parent's sentences stands in the child and how closely.
    public var relation: String {
        let aligned = alignment.childOf.count { $0 != nil }
        let own = alignment.parentOf.count { $0 == nil }
        if own > alignment.parentOf.count / 2, aligned < alignment.childOf.count { return "excerpt" }
        let close = alignment.pairs.count { pair in
            let (p, c) = (parent.sentences[pair.parent].words, child.sentences[pair.child].words)
            let common = DriftFinder.commonRun(p, c)
            return common * 4 >= max(p.count, c.count) * 3
        }
        return close * 2 > alignment.pairs.count ? "reprint" : "rewrite"
    }

    /// The words of the longest common subsequence of two sentences.
    static func commonRun(_ p: [DriftWord], _ c: [DriftWord]) -> Int {
        var row = [Int](repeating: 0, count: c.count + 1)
        for word in p.prefix(200) {
            var diagonal = 0
            for (index, other) in c.prefix(200).enumerated() {
                let above = row[index + 1]
                row[index + 1] = word.text == other.text ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[min(200, c.count)]
    }

    /// Adds a change.
    mutating func add(
        _ kind: DriftKind, _ parent: TextRange?, _ child: TextRange?, _ note: String, rule: String,
        targets: (parent: TextRange, child: TextRange)? = nil
    ) {
        changes.append(
            DriftChange(
                kind: kind, parent: parent, child: child, parentTarget: targets?.parent, childTarget: targets?.child,
                note: note, rule: rule))
    }

    /// One fact, one change: of changes that touch the same words the kind that weighs most stays.
    private func settled() -> [DriftChange] {
        let ranked = changes.enumerated().sorted {
            ($0.element.kind.weight, $0.offset) < ($1.element.kind.weight, $1.offset)
        }.map(\.element)
        var kept: [DriftChange] = []
        for change in ranked {
            let isTold = kept.contains { other in
                let onParent = change.parent.map { p in other.parent.map { p.overlaps($0) } ?? false } ?? false
                let onChild = change.child.map { c in other.child.map { c.overlaps($0) } ?? false } ?? false
                if other.kind == change.kind { return onParent || onChild }
                // What follows of itself from a change is no second change.
                let isShadow = DriftFinder.shadows[other.kind]?.contains(change.kind) ?? false
                return isShadow && (onParent || onChild)
            }
            if !isTold { kept.append(change) }
        }
        return kept.map(placed).sorted {
            ($0.parent?.start ?? Int.max, $0.child?.start ?? Int.max, $0.kind.rawValue)
                < ($1.parent?.start ?? Int.max, $1.child?.start ?? Int.max, $1.kind.rawValue)
        }
    }

    /// A change with the statement that it is about in either text.
    private func placed(_ change: DriftChange) -> DriftChange {
        var result = change
        let own = change.parent.flatMap { parent.sentence(at: $0.start) }
        let other = change.child.flatMap { child.sentence(at: $0.start) }
        let first = own ?? other.flatMap { alignment.parentOf[$0] }
        let second = other ?? own.flatMap { alignment.childOf[$0] }
        result.parentStatement = first.map { parent.sentences[$0].range }
        result.childStatement = second.map { child.sentences[$0].range }
        return result
    }

    /// The kinds that a change brings with it.
    private static let shadows: [DriftKind: Set<DriftKind>] = [
        .plannedToDone: [.hedgeDropped, .hedgeAdded, .dateChanged, .detailDropped, .detailAdded],
        .denialMoved: [.detailDropped, .detailAdded],
        .polarityFlipped: [.hedgeDropped, .hedgeAdded],
        .attributionChanged: [
            .stanceStrengthened, .stanceWeakened, .nameChanged, .detailDropped, .detailAdded,
        ],
        .attributionDropped: [.detailDropped, .nameChanged, .stanceWeakened, .stanceStrengthened],
        .stanceStrengthened: [.hedgeDropped, .hedgeAdded],
        .stanceWeakened: [.hedgeDropped, .hedgeAdded],
        .numberChanged: [.detailDropped, .detailAdded],
        .dateChanged: [.detailDropped, .detailAdded],
        .nameChanged: [.detailDropped, .detailAdded],
        .quoteToParaphrase: [.detailDropped, .detailAdded],
        .paraphraseToQuote: [.detailDropped, .detailAdded],
        .hedgeDropped: [.hedgeAdded],
    ]

    /// A stretch of words, cut to the sentence.
    func span(_ sentence: DriftSentence, _ from: Int, _ to: Int) -> TextRange {
        let first = max(0, min(from, sentence.words.count - 1))
        let last = max(first, min(to, sentence.words.count - 1))
        return TextRange(sentence.words[first].range.start, sentence.words[last].range.end)
    }
}
