internal import GRDB

/// An error of the store.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// One sentence: what happened, where, what to do.
    public let description: String
    /// Whether the database was made by a newer version.
    public let isNewer: Bool
}

/// The derived database of a project: everything in it can be made again from the captures and the log.
///
/// This is the only module that knows the database.
public final class CorpusStore: Sendable {
    /// The schema's version; a database of another version is made anew, one of a newer version is refused.
    public static let schemaVersion = 3

    let pool: DatabasePool
    private let path: String

    /// Opens or makes the database.
    ///
    /// - Parameter path: Its file.
    /// - Throws: ``StoreError`` when the file is damaged, newer, or cannot be written.
    public init(path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql:
                    "PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-8192"
            )
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.write { db in
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if version > CorpusStore.schemaVersion {
                    throw StoreError(
                        description:
                            "\(path) was made by a newer wirekin (schema \(version), this one reads \(CorpusStore.schemaVersion)); update wirekin, or run `wirekin rebuild` to make it anew.",
                        isNewer: true)
                }
                if version < CorpusStore.schemaVersion {
                    if version > 0 { try CorpusStore.dropSchema(db) }
                    try CorpusStore.createSchema(db)
                }
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(
                description:
                    "\(path) cannot be opened: \(error); run `wirekin rebuild` to make it anew from the captures.",
                isNewer: false)
        }
    }

    /// Drops the tables of an older version: all of them can be made again.
    private static func dropSchema(_ db: Database) throws {
        for table in [
            "article_ft", "article", "facet", "link", "country", "analyst", "kin_state", "kin_page", "kin_line",
            "kin_shingle",
        ] {
            try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
        }
    }

    private static func createSchema(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE article(
                    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, title TEXT, outlet TEXT,
                    language TEXT, url TEXT, body TEXT NOT NULL, text_sha256 TEXT NOT NULL, published TEXT, published_from TEXT, published_to TEXT,
                    rejected TEXT, line TEXT NOT NULL, segments TEXT NOT NULL, left_out TEXT NOT NULL, provenance TEXT NOT NULL);
                CREATE TABLE facet(
                    number INTEGER PRIMARY KEY, text INTEGER NOT NULL DEFAULT 0, root INTEGER NOT NULL DEFAULT 0, published TEXT,
                    published_from TEXT, published_to TEXT, outlet TEXT, language TEXT, side TEXT, stances TEXT NOT NULL,
                    anniversaries INTEGER NOT NULL DEFAULT 0);
                CREATE INDEX facet_anniversaries ON facet(number) WHERE anniversaries > 0;
                CREATE INDEX facet_text ON facet(text);
                CREATE VIRTUAL TABLE article_ft USING fts5(title, body, content='article', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
                CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
                    INSERT INTO article_ft(rowid, title, body) VALUES (new.number, new.title, new.body); END;
                CREATE TABLE link(
                    copy_number INTEGER NOT NULL, place INTEGER NOT NULL, origin_number INTEGER NOT NULL, copy TEXT NOT NULL, origin TEXT NOT NULL,
                    kind TEXT NOT NULL, score REAL NOT NULL, line TEXT NOT NULL, PRIMARY KEY(copy_number, place, origin_number)) WITHOUT ROWID;
                CREATE INDEX link_copy ON link(copy);
                CREATE INDEX link_origin_number ON link(origin_number);
                CREATE TABLE kin_state(name INTEGER PRIMARY KEY, value BLOB NOT NULL);
                CREATE TABLE kin_page(number INTEGER PRIMARY KEY, lines INTEGER NOT NULL, words INTEGER);
                CREATE INDEX kin_page_lines ON kin_page(lines);
                CREATE INDEX kin_page_words ON kin_page(words);
                CREATE TABLE kin_line(
                    line INTEGER NOT NULL, place INTEGER NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL, number INTEGER NOT NULL,
                    PRIMARY KEY(line, place, before, after)) WITHOUT ROWID;
                CREATE TABLE kin_shingle(hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(hash, number)) WITHOUT ROWID;
                CREATE TABLE country(number INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY(code, number)) WITHOUT ROWID;
                CREATE TABLE analyst(id TEXT NOT NULL, field TEXT NOT NULL, value TEXT, entry INTEGER NOT NULL, time TEXT NOT NULL, why TEXT, PRIMARY KEY(id, field));
                PRAGMA user_version = \(schemaVersion);
                """)
    }

    // MARK: Writing

    /// Adds articles in one transaction.
    ///
    /// - Parameter articles: Each with the countries that its events and claims are about.
    /// - Throws: A database error, such as a full disk; then none of them is added.
    public func insert(_ articles: [(article: StoredArticle, countries: Set<String>)]) throws {
        try pool.write { db in
            // A page that comes between others is linked with all of them anew.
            let tables = KinTables(db: db)
            let linked = try tables.linked()
            if articles.contains(where: { $0.article.number <= linked }) { try tables.setLinked(0) }
            for (article, countries) in articles {
                let statement = try db.cachedStatement(
                    sql: """
                        INSERT OR REPLACE INTO article(number, id, sha256, size, title, outlet, language, url, body, text_sha256, published, published_from,
                        published_to, rejected, line, segments, left_out, provenance) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                        """)
                let values: [(any DatabaseValueConvertible)?] = [
                    article.number, article.id, article.sha256, article.size, article.title, article.outlet,
                    article.language, article.url, article.text,
                    article.textSHA256, article.published, article.publishedFrom, article.publishedTo, article.rejected,
                    article.line,
                    Codec.numbers(article.segments), Codec.strings(article.leftOut), Codec.strings(article.provenance),
                ]
                try statement.execute(arguments: StatementArguments(values))
                if article.rejected == nil {
                    try db.cachedStatement(
                        sql:
                            "INSERT OR REPLACE INTO facet(number, published, published_from, published_to, outlet, language, side, stances, anniversaries) VALUES (?,?,?,?,?,?,?,?,?)"
                    ).execute(arguments: [
                        article.number, article.published, article.publishedFrom, article.publishedTo, article.outlet,
                        article.language, article.side, article.stances.joined(separator: " "),
                        article.anniversaries,
                    ])
                }
                for code in countries.sorted() {
                    try db.cachedStatement(sql: "INSERT OR IGNORE INTO country(number, code) VALUES (?, ?)").execute(
                        arguments: [article.number, code])
                }
            }
        }
    }

    /// Replaces all values that the analyst set.
    public func replaceAnalyst(_ values: [AnalystValue]) throws {
        try pool.write { db in
            try db.execute(sql: "DELETE FROM analyst")
            for value in values {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO analyst(id, field, value, entry, time, why) VALUES (?,?,?,?,?,?)",
                    arguments: [value.id, value.field, value.value, value.entry, value.time, value.why])
            }
        }
    }

    // MARK: Reading

    static func article(_ row: Row) -> StoredArticle {
        StoredArticle(
            id: row["id"], number: row["number"], sha256: row["sha256"], size: row["size"], title: row["title"],
            outlet: row["outlet"], language: row["language"],
            url: row["url"], text: row["body"], textSHA256: row["text_sha256"], published: row["published"],
            publishedFrom: row["published_from"],
            publishedTo: row["published_to"], rejected: row["rejected"], line: row["line"],
            segments: Codec.numbers(row["segments"]),
            leftOut: Codec.strings(row["left_out"]), provenance: Codec.strings(row["provenance"]))
    }

    static func link(_ row: Row) -> StoredLink {
        StoredLink(
            copy: row["copy"], origin: row["origin"], kind: row["kind"], score: row["score"], line: row["line"],
            numbers: (row["copy_number"], row["origin_number"]), place: row["place"])
    }

    /// The numbers of all pages, articles or not, in the order in which they were added.
    public func numbers() throws -> [Int] {
        try pool.read { db in try Int.fetchAll(db, sql: "SELECT number FROM article").sorted() }
    }

    /// All articles in the order in which they were added.
    public func articles() throws -> [StoredArticle] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM article ORDER BY number").map(CorpusStore.article)
        }
    }

    /// Gives each article to a function, in the order in which they were added; only one is held at a time.
    public func visitArticles(_ take: (StoredArticle) -> Void) throws {
        try pool.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM article ORDER BY number")
            while let row = try rows.next() { take(CorpusStore.article(row)) }
        }
    }

    /// All links, best first within a copy.
    public func links() throws -> [StoredLink] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM link ORDER BY copy_number, place, origin_number").map(
                CorpusStore.link)
        }
    }

    /// The values that the analyst set and has not taken back.
    public func analystValues() throws -> [AnalystValue] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM analyst WHERE value IS NOT NULL ORDER BY entry").map { row in
                AnalystValue(
                    id: row["id"], field: row["field"], value: row["value"], entry: row["entry"], time: row["time"],
                    why: row["why"])
            }
        }
    }

    /// Closes the database; its file is whole afterwards.
    public func close() throws { try pool.close() }
}
