internal import ActorCoding
public import CorpusStore
public import DocumentModel

/// The pages from which a pair's dossier is made: those that name both states, with all that carry the same texts.
public enum PairPages {
    /// The pages that are read at most, the newest captures.
    public static let limit = 5_000

    /// Reads the pages of a pair in an order of their own, whenever they were added; nil when the pair is none.
    ///
    /// Texts and events are numbered within the pair.
    ///
    /// - Parameters:
    ///   - store: The derived data.
    ///   - pair: Two codes of two letters, in any order, as `KP-IR`.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages that name one of the states, and in the analyses of those that name both.
    public static func collection(_ store: CorpusStore, pair: String, withStruck: Bool = false) throws -> Collection? {
        try numbers(store, pair: pair).map {
            try Collection(
                store, pages: Array($0.suffix(limit)), hasOwnOrder: true, withStruck: withStruck, withCaptures: false)
        }
    }

    /// The dossier of a pair with the pages of the project that were kept and not read for events; nil when the pair is none.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func dossier(_ collection: Collection, _ store: CorpusStore, pair: String, today: CivilDay = .today)
        throws
        -> Dossier?
    {
        guard var dossier = Dossier(collection, pair: pair, today: today) else { return nil }
        dossier.name(unread: try store.headings(try store.unreadPages(limit: 60)))
        return dossier
    }

    /// The numbers of the pages of a pair, ascending; nil when the pair is none.
    ///
    /// - Complexity: O(*n*) in the pages that name one of the states.
    public static func numbers(_ store: CorpusStore, pair: String) throws -> [Int]? {
        let codes = pair.uppercased().utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard codes.count == 2, codes[0] != codes[1], let first = Gazetteer.shared.alpha3[codes[0]],
            let second = Gazetteer.shared.alpha3[codes[1]]
        else { return nil }
        return try store.pages(aboutBoth: first, second)
    }
}
