internal import GRDB

extension CorpusStore {
    /// The ids of which each is the only one that begins with its head, among all pages of the project.
    ///
    /// - Parameter heads: The ids up to their first underscore, dot or tilde, by id.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n* log *m*) in the heads and all pages.
    public func idsAlone(heads: [String: String]) throws -> Set<String> {
        try pool.read { db in
            let statement = try db.cachedStatement(sql: CorpusStore.idsOfHead)
            var result: Set<String> = []
            for (id, head) in heads {
                if try Int.fetchOne(statement, arguments: ["head": head]) == 1 { result.insert(id) }
            }
            return result
        }
    }

    /// Ids that are a head, or go on with one of the signs that end one.
    static let idsOfHead = """
        SELECT count(*) FROM (
            SELECT 1 FROM article WHERE id = :head
            UNION ALL SELECT 1 FROM article WHERE id >= :head || '.' AND id < :head || '/'
            UNION ALL SELECT 1 FROM article WHERE id >= :head || '_' AND id < :head || '`'
            UNION ALL SELECT 1 FROM article WHERE id >= :head || '~' AND id < :head || char(127)
            LIMIT 2)
        """
}
