public import CorpusStore
internal import DocumentModel
public import Ledger
internal import TextPrimitives

/// Two wordings of one report: what a newsroom issued twice within days, the second time in other words.
public struct TwoWordings: Sendable {
    /// The page that came first, as far as the reasons tell.
    public var first: CollectionPage
    /// The page that tells it anew.
    public var second: CollectionPage
    /// The link between them.
    public var link: StoredLink
    /// What stands in one and not in the other, in reading order.
    public var pieces: [DiffPiece]

    /// The days between them; nil when one has no day.
    public var delay: DayDelay? { DayDelay(from: first.fields.published, to: second.fields.published) }

    /// The places where the words differ; a run that moved is one.
    public var changes: Int {
        pieces.count { $0.side == .first || $0.side == .second || $0.place == .first }
    }

    /// Some of the pairs that a store holds.
    public struct Part: Sendable {
        /// The pairs of this part, in the order of their texts.
        public var items: [TwoWordings]
        /// How many there are in all.
        public var count: Int
    }

    /// The pairs of a store, each text with each once.
    ///
    /// - Parameters:
    ///   - range: Which of them are read, from 0; what lies beyond the last is left out.
    ///   - store: The store.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the links of the store, and the comparison of the pairs of this part.
    public static func part(_ range: Range<Int>, of store: CorpusStore) throws -> Part {
        let pairs = try store.pairs(ofKind: "rewording")
        let wanted = pairs[min(range.lowerBound, pairs.count)..<min(range.upperBound, pairs.count)]
        let numbers = Set(wanted.flatMap { [$0.copy, $0.origin] }).sorted()
        let collection = try Collection(store, pages: numbers)
        let pages = Dictionary(collection.pages.map { ($0.article.number, $0) }) { first, _ in first }
        let items = try wanted.compactMap { pair -> TwoWordings? in
            guard let first = pages[pair.origin], let second = pages[pair.copy],
                let link = try store.links(ofCopies: [second.article.id]).first(where: {
                    $0.kind == "rewording" && $0.origin == first.article.id
                })
            else { return nil }
            return TwoWordings(
                first: first, second: second, link: link,
                pieces: WordDiff.compare(first.text, second.text) { Folding.fold($0) })
        }
        return Part(items: items, count: pairs.count)
    }
}
