internal import GRDB
internal import Synchronization

/// Rows in: pages with what was derived of them, and the values that the analyst set.
extension CorpusStore {
    /// Adds articles in one transaction, each in place of one with its number, id or digest.
    ///
    /// - Parameters:
    ///   - articles: The rows.
    ///   - stem: What the forms of a word share.
    ///   - words: The words of a title and a text that can have other forms, asked of rows that are replaced.
    /// - Throws: A database error, such as a full disk; then none of them is added.
    public func insert(
        _ articles: [StoredArticle], stem: (String) -> String, words: (_ title: String?, _ text: String) -> [String]
    ) throws {
        if articles.isEmpty { return }
        var known = knownForms.withLock { $0 }
        // A run that fails has written none of them.
        knownForms.withLock { $0 = [] }
        try pool.write { db in
            // A page that comes between others is linked with all of them anew.
            let tables = KinTables(db: db)
            let linked = try tables.linked()
            if articles.contains(where: { $0.number <= linked }) { try tables.setLinked(0) }
            let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM article") ?? 0
            var removed: [String: String] = [:]
            var names: Set<StoredCoding.Name> = []
            for article in articles {
                for row in try CorpusStore.remove(article, db, &names) {
                    for word in words(row.title, row.text) { removed[word] = stem(word) }
                }
                try CorpusStore.insert(article, db, &known, stem)
                if article.number <= last { names.formUnion(try CorpusStore.names(article.number, db)) }
            }
            try CorpusStore.nameAnew(names, db)
            try CorpusStore.dropForms(removed, db)
            known.subtract(removed.keys)
        }
        knownForms.withLock { $0 = known }
    }

    /// Takes a row away with all that hangs on it; the index of words is told by a trigger.
    ///
    /// - Returns: The title and the text of each that there was.
    private static func remove(
        _ article: StoredArticle, _ db: Database, _ names: inout Set<StoredCoding.Name>
    ) throws -> [(title: String?, text: String)] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT number, title, body FROM article WHERE number = ? OR id = ? OR sha256 = ?"),
            arguments: [article.number, article.id, article.sha256])
        for row in rows {
            let number: Int = row.held("number")
            names.formUnion(try CorpusStore.names(number, db))
            for table in ["article", "facet", "country", "told", "said", "party"] {
                try db.cachedStatement(sql: "DELETE FROM \(table) WHERE number = ?").execute(arguments: [number])
            }
        }
        return rows.map { ($0.held("title"), $0.held("body")) }
    }

    /// Takes those of some words away that no page has any more, so that the same pages give the same table.
    ///
    /// - Complexity: One look-up in the index a word.
    private static func dropForms(_ words: [String: String], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                DELETE FROM form WHERE stem = ? AND word = ?
                AND NOT EXISTS (SELECT 1 FROM article_ft WHERE article_ft MATCH '"' || form.word || '"')
                """)
        for word in words.keys.sorted() { try statement.execute(arguments: [words[word], word]) }
    }

    private static func insert(
        _ article: StoredArticle, _ db: Database, _ known: inout Set<String>, _ stem: (String) -> String
    ) throws {
        let values: [(any DatabaseValueConvertible)?] = [
            article.number, article.id, article.sha256, article.size, article.title, article.outlet,
            article.language, article.url, article.text,
            article.textSHA256, article.published, article.publishedFrom, article.publishedTo, article.rejected,
            StoredLine.stripped(article.line, text: article.text, at: article.textInLine),
            Codec.numbers(article.segments), Codec.strings(article.leftOut), Codec.strings(article.provenance),
            article.analyser, article.state.number, article.state.reason,
        ]
        try db.cachedStatement(
            sql: """
                INSERT INTO article(number, id, sha256, size, title, outlet, language, url, body, text_sha256, published, published_from,
                published_to, rejected, line, segments, left_out, provenance, analyser, state, reason)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                """
        ).execute(arguments: StatementArguments(values))
        if article.rejected == nil {
            try db.cachedStatement(
                sql:
                    "INSERT INTO facet(number, published, published_from, published_to, outlet, language, side, stances, anniversaries) VALUES (?,?,?,?,?,?,?,?,?)"
            ).execute(arguments: [
                article.number, article.published, article.publishedFrom, article.publishedTo, article.outlet,
                article.language, article.side, article.stances.joined(separator: " "), article.anniversaries,
            ])
        }
        try insert(article.coding, number: article.number, db)
        for word in article.words where known.insert(word).inserted {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO form(stem, word) VALUES (?, ?)").execute(
                arguments: [stem(word), word])
        }
        for code in article.countries {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO country(number, code) VALUES (?, ?)").execute(
                arguments: [article.number, code])
        }
    }

    /// Replaces all values that the analyst set.
    public func replaceAnalyst(_ values: [AnalystValue]) throws {
        try pool.write { db in
            try db.execute(sql: "DELETE FROM analyst")
            for value in values {
                try db.execute(
                    sql:
                        "INSERT OR REPLACE INTO analyst(id, key, field, value, anchor, entry, time, why) VALUES (?,?,?,?,?,?,?,?)",
                    arguments: [
                        value.id, value.key, value.field, value.value, value.anchor, value.entry, value.time, value.why,
                    ])
            }
        }
    }
}
