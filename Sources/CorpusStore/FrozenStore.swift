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
            return try numbers.compactMap {
                try Row.fetchOne(statement, arguments: [$0]).map { CorpusStore.article($0, isWhole: false) }
            }
        }
    }

    private static let page = "SELECT \(CorpusStore.columnsWithoutCapture) FROM article WHERE number = ?"

    /// All links, best first within a copy.
    public func links() throws -> [StoredLink] { try reader.read { db in try CorpusStore.links(db) } }

    /// The values that the analyst set and has not taken back.
    public func analystValues() throws -> [AnalystValue] {
        try reader.read { db in try CorpusStore.analystValues(db) }
    }
}
