internal import ActorCoding
public import CorpusStore
internal import DocumentModel

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
    public static func collection(_ store: CorpusStore, pair: String) throws -> Collection? {
        let codes = pair.uppercased().utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard codes.count == 2, codes[0] != codes[1], let first = Gazetteer.shared.alpha3[codes[0]],
            let second = Gazetteer.shared.alpha3[codes[1]]
        else { return nil }
        let both = Set(try store.pages(about: first)).intersection(try store.pages(about: second))
        let texts = Set(try store.members(both.sorted()).map(\.text))
        var numbers = Set<Int>()
        for text in texts.sorted() { numbers.formUnion(try store.pages(ofText: text)) }
        return try Collection(store, pages: numbers.sorted().suffix(limit), hasOwnOrder: true)
    }
}
