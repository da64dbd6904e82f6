public import CorpusStore
public import TextPrimitives

/// A text that a search found, with what a list shows of it.
public struct SearchHit: Sendable {
    /// The text's name: `T1` and so on.
    public var text: String
    /// The page that stands for it.
    public var head: PageHeading
    /// The other pages that were found and carry it.
    public var others: [PageHeading]
    /// Words around the match, each match between U+E000 and U+E001; empty where no words were asked for.
    public var snippet: String
}

/// The result of a search, ready to be shown.
public struct SearchView: Sendable {
    /// What was asked.
    public let query: SearchQuery
    /// The counts.
    public let result: SearchResult
    /// The texts of this part of the list.
    public let hits: [SearchHit]

    /// Searches.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public init(_ query: SearchQuery, _ index: ProjectIndex, _ store: CorpusStore) throws {
        self.query = query
        result = try index.search(query, in: store)
        let wanted = SearchExpression(query.words).root?.wanted ?? []
        hits = try result.found.compactMap { found in
            let headings = try store.headings(Array(found.pages.prefix(50)))
            guard let head = headings.first else { return nil }
            return SearchHit(
                text: "T\(found.text)", head: head, others: Array(headings.dropFirst()),
                snippet: wanted.isEmpty ? "" : Snippet.of(try store.body(head.number), wanted))
        }
    }

    /// The result as JSON: the four lists of counts say pages and texts.
    public var json: JSONValue {
        func counts(_ list: [FacetCount]) -> JSONValue {
            .array(
                list.map {
                    .pairs(["value": .string($0.value), "pages": .int($0.pages), "texts": .int($0.texts)])
                })
        }
        func plain(_ text: String) -> String {
            String(text.map { $0 == "\u{E000}" ? "[" : $0 == "\u{E001}" ? "]" : $0 == "\n" ? " " : $0 })
        }
        return .pairs([
            "query": .string(query.words), "notes": .strings(result.notes), "pages": .int(result.pages),
            "texts": .int(result.texts),
            "order": .string(result.order.rawValue),
            "hits": .array(
                hits.map { hit in
                    .pairs([
                        "text": .string(hit.text), "id": .string(hit.head.id), "sha256": .string(hit.head.sha256),
                        "title": .optional(hit.head.title), "published": .optional(hit.head.published),
                        "outlet": .optional(hit.head.outlet), "language": .optional(hit.head.language),
                        "snippet": .string(plain(hit.snippet)), "also_on": .strings(hit.others.map(\.id)),
                    ])
                }),
            "facets": .pairs([
                "outlet": counts(result.outlets), "language": counts(result.languages),
                "side": counts(result.sides), "stance": counts(result.stances), "day": counts(result.precisions),
                "year": counts(result.years),
            ]),
        ])
    }
}
