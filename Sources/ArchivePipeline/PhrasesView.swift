public import DocumentModel
internal import TextReuse

/// A stock phrase of a collection with the pages that use it.
public struct CollectionPhrase: Sendable {
    /// A use of it.
    public struct Use: Sendable {
        /// The index of the page.
        public var page: Int
        /// Where the words stand in the page's text, in bytes.
        public var range: TextRange
        /// The pieces of it, between which there are holes.
        public var pieces: [TextRange]
    }

    /// The words, as the earliest page has them, with “…” for the holes that every text fills otherwise.
    public var text: String
    /// The number of words.
    public var words: Int
    /// The number of texts; copies count once.
    public var texts: Int
    /// The pages, the earliest first, the undated last.
    public var uses: [Use]
    /// For each outlet that is named: the first and the last date (EDTF) at which it used the phrase, and how many pages did.
    public var outlets: [(outlet: String, first: String?, last: String?, pages: Int)]
    /// The first known date of publication, in EDTF.
    public var first: String?
    /// The last one.
    public var last: String?
}

extension Collection {
    /// The formulas of the collection's press.
    ///
    /// - Parameter least: In how many texts a phrase must stand.
    /// - Complexity: O(*n* log *n*) in words.
    public func phrases(least: Int = 3) -> [CollectionPhrase] {
        var corpus = ReuseCorpus()
        for page in pages {
            corpus.append(
                page.body.bytes,
                ReuseCorpus.Metadata(edtf: page.fields.published, outlet: page.fields.outlet, via: []))
        }
        let names = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1.name, $0) })
        let family = pages.map { names[$0.textName] ?? 0 }
        return StockPhrases.find(in: corpus, family: family, least: least).map(phrase)
    }

    private func phrase(_ found: StockPhrase) -> CollectionPhrase {
        func day(_ page: Int) -> Int {
            pages[page].fields.published.flatMap(DayBounds.init(edtf:))?.from?.number ?? Int.max
        }
        /// The first and the last date among pages, as the pages give them: a year stays a year.
        func span(_ members: [Int]) -> (String?, String?) {
            let dated = members.filter { day($0) < Int.max }.sorted { (day($0), $0) < (day($1), $1) }
            return (
                dated.first.flatMap { pages[$0].fields.published }, dated.last.flatMap { pages[$0].fields.published }
            )
        }
        let uses = found.places.map { CollectionPhrase.Use(page: $0.document, range: $0.range, pieces: $0.pieces) }
            .sorted { (day($0.page), $0.page) < (day($1.page), $1.page) }
        var byOutlet: [String: [Int]] = [:]
        for use in uses {
            if let outlet = pages[use.page].fields.outlet { byOutlet[outlet, default: []].append(use.page) }
        }
        let (first, last) = span(uses.map(\.page))
        return CollectionPhrase(
            text: uses.first.map { use in use.pieces.map { pages[use.page].body.quote($0) }.joined(separator: " … ") }
                ?? "",
            words: found.words,
            texts: found.families, uses: uses,
            outlets: byOutlet.keys.sorted().map { outlet in
                let members = byOutlet[outlet] ?? []
                let (first, last) = span(members)
                return (outlet, first, last, members.count)
            }, first: first, last: last)
    }
}
