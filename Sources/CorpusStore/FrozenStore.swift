internal import GRDB

/// The derived data as it was at one moment, whatever is added meanwhile, read page by page.
public final class FrozenStore: Sendable {
    private let reader: any DatabaseReader

    /// Holds the state of a store.
    public init(_ store: CorpusStore) {
        // A file that is read as one that does not change has no log to hold, and needs none.
        reader = (try? store.pool.makeSnapshot()) ?? store.pool
    }

    /// Which text each page carries, in the order in which they were added.
    public func members() throws -> [TextMember] {
        try reader.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT number, text, root FROM facet ORDER BY number")
            var result: [TextMember] = []
            while let row = try rows.next() {
                result.append(
                    TextMember(page: row.held("number"), text: row.held("text"), isRoot: row.held("root")))
            }
            return result
        }
    }

    /// The numbers of all pages, in the order in which they were added.
    public func numbers() throws -> [Int] {
        try reader.read { db in try Int.fetchAll(db, sql: "SELECT number FROM article ORDER BY number") }
    }

    /// Some pages in the order of the numbers given, with their analysis and without what only the view of a capture shows:
    /// where the text stands in it, lines left out, how fields were found.
    ///
    /// - Returns: The pages that there are; ``StoredArticle/line`` has no text where ``StoredArticle/text`` has it.
    /// - Throws: When the database cannot be read.
    public func pages(_ numbers: [Int]) throws -> [StoredArticle] {
        try reader.read { db in
            let statement = try db.cachedStatement(sql: FrozenStore.page)
            return try numbers.compactMap { try Row.fetchOne(statement, arguments: [$0]).map(FrozenStore.article) }
        }
    }

    /// The columns by place: a look-up by name costs more than the value, a hundred thousand times.
    private static let page =
        "SELECT number, id, sha256, size, title, outlet, language, url, body, text_sha256, published, published_from, "
        + "published_to, rejected, line, analyser, state, reason FROM article WHERE number = ?"

    private static func article(_ row: Row) -> StoredArticle {
        func optional<Value: HeldValue>(_ place: Int) -> Value? { Value.fromDatabaseValue(row[place]) }
        func held<Value: HeldValue>(_ place: Int) -> Value { optional(place) ?? Value.none }
        return StoredArticle(
            id: held(1), number: held(0), sha256: held(2), size: held(3), title: optional(4), outlet: optional(5),
            language: optional(6), url: optional(7), text: held(8), textSHA256: held(9), published: optional(10),
            publishedFrom: optional(11), publishedTo: optional(12), rejected: optional(13), line: held(14),
            segments: [], leftOut: [], provenance: [], analyser: held(15),
            state: PageState(number: held(16), reason: optional(17)))
    }

    /// All links, best first within a copy.
    public func links() throws -> [StoredLink] { try reader.read { db in try CorpusStore.links(db) } }

    /// The values that the analyst set and has not taken back.
    public func analystValues() throws -> [AnalystValue] {
        try reader.read { db in try CorpusStore.analystValues(db) }
    }
}
