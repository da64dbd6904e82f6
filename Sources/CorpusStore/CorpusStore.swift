internal import CDatabaseSettings
internal import GRDB
internal import Synchronization
internal import TextPrimitives

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
    public static let schemaVersion = 7

    /// What a store is opened for.
    public enum Access: Sendable {
        /// Nothing is written, not even beside the database.
        case reading
        /// By the one who holds the project's lock.
        case writing
    }

    struct Opened {
        var pool: DatabasePool
        var access: Access
        var file: DatabaseFile.Identity?
        /// What the file looked like, where it is read as one that does not change.
        var stamp: DatabaseFile.Stamp?
        /// Keeps the file still while it is read as one that does not change.
        var hold: DatabaseFile?
        /// The copy that is read, where nothing can be written beside the file.
        var copy: DatabaseCopy?
    }

    private let path: String
    private let opened: Mutex<Opened>
    /// Words whose forms are in their table: each is written once a run.
    let knownForms = Mutex<Set<String>>([])

    /// The database as it is open now.
    var pool: DatabasePool { opened.withLock { $0.pool } }

    /// Opens the database; for writing it is made when it is not there.
    ///
    /// - Parameters:
    ///   - path: Its file.
    ///   - access: What for.
    /// - Throws: ``StoreError`` when the file is missing, damaged, of another version, or cannot be written.
    public init(path: String, access: Access = .writing) throws {
        self.path = path
        opened = Mutex(try CorpusStore.open(path, access))
    }

    /// A store of a copy, as on a disk that cannot be written to.
    init(copyOf path: String) throws {
        self.path = path
        opened = Mutex(try CorpusStore.openCopy(path))
    }

    /// What the database is open for.
    public var access: Access { opened.withLock { $0.access } }

    /// Opens the file anew when another has taken its place (after a rebuild), or when it is to be written to and was open for
    /// reading.
    ///
    /// - Returns: Whether it was opened anew.
    /// - Throws: As when it is opened first; then the one before stays open.
    @discardableResult
    public func follow(_ access: Access? = nil) throws -> Bool {
        let (now, file, stamp) = opened.withLock { ($0.access, $0.file, $0.stamp) }
        let wanted = access ?? now
        let isSame = file == DatabaseFile.identity(path) && (stamp == nil || stamp == DatabaseFile.stamp(path))
        if isSame, wanted == now || wanted == .reading { return false }
        let next = try CorpusStore.open(path, wanted)
        opened.withLock { $0 = next }
        return true
    }

    /// Moves what was written to the file itself, unless somebody reads it as one that does not change.
    public func settle() {
        guard access == .writing, let alone = DatabaseFile(path, isAlone: true, waiting: 0) else { return }
        withExtendedLifetime(alone) {
            _ = try? pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        }
    }

    /// `search_text(TEXT)`: the words of a text as the index holds them.
    static let searchText = DatabaseFunction("search_text", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { SearchText.indexed($0) }
    }

    private static func configuration(_ access: Access) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.readonly = access == .reading
        configuration.prepareDatabase { db in
            db.add(function: searchText)
            if access == .writing, !db.configuration.readonly {
                // Pages move to the file itself in `settle()` only, when no reader takes it for one that does not change.
                try db.execute(sql: "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0")
            }
            if let connection = unsafe db.sqliteConnection {
                unsafe _ = cdatabasesettings_keep_log(UnsafeMutableRawPointer(connection))
            }
            // What is mapped counts for each connection as memory of the process; the system keeps the file's pages anyway.
            try db.execute(sql: "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cache_size=-8192")
        }
        return configuration
    }

    private static func open(_ path: String, _ access: Access) throws -> Opened {
        do {
            switch access {
            case .writing: return try openForWriting(path)
            case .reading: return try openForReading(path)
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

    private static func openForWriting(_ path: String) throws -> Opened {
        let pool = try DatabasePool(path: path, configuration: configuration(.writing))
        try pool.write { db in
            if try check(db, path) < schemaVersion { try createSchema(db) }
        }
        return Opened(pool: pool, access: .writing, file: DatabaseFile.identity(path), hold: nil)
    }

    private static func openForReading(_ path: String) throws -> Opened {
        while true {
            guard DatabaseFile.identity(path) != nil, DatabaseFile.size(path) + DatabaseFile.size(path + "-wal") > 0
            else {
                throw StoreError(
                    description:
                        "\(path) is not there yet; run `wirekin rebuild` to make it from the captures, or `wirekin add`.",
                    isNewer: false)
            }
            let isStill = DatabaseFile.size(path + "-wal") == 0
            if !isStill, !DatabaseFile.isWritable(beside: path) { return try openCopy(path) }
            let stamp = DatabaseFile.stamp(path)
            let hold = isStill ? DatabaseFile(path, isAlone: false, waiting: 5) : nil
            // What has come to the log since then is not in the file; it is read with its log.
            let isUnchanging = hold != nil && DatabaseFile.size(path + "-wal") == 0
            let pool = try DatabasePool(
                path: isUnchanging ? DatabaseFile.unchanging(path) : path, configuration: configuration(.reading))
            let version = try pool.read { db in try check(db, path) }
            let now = DatabaseFile.identity(path)
            if isUnchanging, now != hold?.identity { continue }
            if version < schemaVersion {
                throw StoreError(
                    description:
                        "\(path) was made by an older wirekin (schema \(version), this one reads \(schemaVersion)); run `wirekin rebuild` to make it anew from the captures.",
                    isNewer: false)
            }
            return Opened(
                pool: pool, access: .reading, file: now, stamp: isUnchanging ? stamp : nil,
                hold: isUnchanging ? hold : nil)
        }
    }

    /// Opens a copy of a database that a stopped run left with a log, on a disk that cannot be written to: SQLite joins the log to
    /// the file, and needs a place for that.
    static func openCopy(_ path: String) throws -> Opened {
        guard let copy = DatabaseCopy(path) else {
            throw StoreError(
                description:
                    "\(path) was left by a run that was stopped, and cannot be copied to a folder for temporary files; free some space there, or name another with TMPDIR.",
                isNewer: false)
        }
        let pool = try DatabasePool(path: copy.path, configuration: configuration(.reading))
        if try pool.read({ db in try check(db, path) }) < schemaVersion {
            throw StoreError(
                description: "\(path) was made by an older wirekin; copy the project and run `wirekin rebuild` there.",
                isNewer: false)
        }
        return Opened(
            pool: pool, access: .reading, file: DatabaseFile.identity(path), stamp: DatabaseFile.stamp(path), copy: copy
        )
    }

    /// The version of the schema; one that is newer is refused.
    private static func check(_ db: Database, _ path: String) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if version > schemaVersion {
            throw StoreError(
                description:
                    "\(path) was made by a newer wirekin (schema \(version), this one reads \(schemaVersion)); update wirekin, or run `wirekin rebuild` to make it anew.",
                isNewer: true)
        }
        return version
    }

    /// The version of the schema of a database file; 0 when there is none or it cannot be read.
    public static func version(of path: String) -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        guard DatabaseFile.identity(path) != nil,
            let queue = try? DatabaseQueue(path: path, configuration: configuration)
        else { return 0 }
        return (try? queue.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") }) ?? 0
    }

    private static func createSchema(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE article(
                    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, title TEXT, outlet TEXT,
                    language TEXT, url TEXT, body TEXT NOT NULL, text_sha256 TEXT NOT NULL, published TEXT, published_from TEXT, published_to TEXT,
                    rejected TEXT, line TEXT NOT NULL, segments TEXT NOT NULL, left_out TEXT NOT NULL, provenance TEXT NOT NULL,
                    analyser INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, reason TEXT);
                CREATE INDEX article_state ON article(state) WHERE state > 0;
                CREATE INDEX article_analyser ON article(analyser);
                CREATE INDEX article_rejected ON article(number) WHERE rejected IS NOT NULL;
                CREATE TABLE facet(
                    number INTEGER PRIMARY KEY, text INTEGER NOT NULL DEFAULT 0, root INTEGER NOT NULL DEFAULT 0, published TEXT,
                    published_from TEXT, published_to TEXT, outlet TEXT, language TEXT, side TEXT, stances TEXT NOT NULL,
                    anniversaries INTEGER NOT NULL DEFAULT 0);
                CREATE INDEX facet_anniversaries ON facet(number) WHERE anniversaries > 0;
                CREATE INDEX facet_text ON facet(text);
                CREATE INDEX facet_unread ON facet(number) WHERE language IS NOT NULL AND substr(language, 1, 2) <> 'en';
                CREATE VIEW searched(number, title, body) AS SELECT number, search_text(title), search_text(body) FROM article;
                CREATE VIRTUAL TABLE article_ft USING fts5(title, body, content='searched', content_rowid='number', tokenize='unicode61 remove_diacritics 0');
                CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
                    INSERT INTO article_ft(rowid, title, body) VALUES (new.number, search_text(new.title), search_text(new.body)); END;
                CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
                    INSERT INTO article_ft(article_ft, rowid, title, body)
                    VALUES ('delete', old.number, search_text(old.title), search_text(old.body)); END;
                CREATE TABLE form(stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(stem, word)) WITHOUT ROWID;
                CREATE TABLE told(
                    number INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, polarity TEXT NOT NULL, status TEXT NOT NULL,
                    day_from INTEGER, day_to INTEGER, actors TEXT NOT NULL, recipients TEXT NOT NULL, PRIMARY KEY(number, place)) WITHOUT ROWID;
                CREATE TABLE said(
                    number INTEGER NOT NULL, place INTEGER NOT NULL, stance TEXT NOT NULL, speakers TEXT NOT NULL, about TEXT NOT NULL,
                    PRIMARY KEY(number, place)) WITHOUT ROWID;
                CREATE TABLE party(
                    id TEXT NOT NULL, number INTEGER NOT NULL, role TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
                    PRIMARY KEY(id, number, role, place)) WITHOUT ROWID;
                CREATE INDEX party_number ON party(number);
                CREATE INDEX told_kind ON told(kind);
                CREATE TABLE party_name(folded TEXT NOT NULL, id TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
                    PRIMARY KEY(folded, id, role)) WITHOUT ROWID;
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
                CREATE INDEX country_number ON country(number);
                CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE analyst(
                    id TEXT NOT NULL, key TEXT NOT NULL, field TEXT NOT NULL, value TEXT, anchor TEXT NOT NULL, entry INTEGER NOT NULL,
                    time TEXT NOT NULL, why TEXT, PRIMARY KEY(id, key));
                PRAGMA user_version = \(schemaVersion);
                """)
    }

    // MARK: Reading

    /// The page of a row.
    ///
    /// - Parameter isWhole: Whether with the text in its line and what the view of a capture shows.
    /// The columns of an article that ``article(_:isWhole:)`` reads by place: a look-up by name costs more than the value. The last three
    /// are what only the view of a capture shows.
    static let columns = columnsWithoutCapture + ", segments, left_out, provenance"
    static let columnsWithoutCapture =
        "number, id, sha256, size, title, outlet, language, url, body, text_sha256, published, published_from, "
        + "published_to, rejected, line, analyser, state, reason"

    /// An article from a row of ``columns``, or of those without the capture.
    ///
    /// - Parameter isWhole: Whether with its text in the line, and what only the view of a capture shows.
    static func article(_ row: Row, isWhole: Bool = true) -> StoredArticle {
        let (text, line): (String, String) = (row.held(8), row.held(14))
        return StoredArticle(
            id: row.held(1), number: row.held(0), sha256: row.held(2), size: row.held(3), title: row.held(4),
            outlet: row.held(5),
            language: row.held(6), url: row.held(7), text: text, textSHA256: row.held(9), published: row.held(10),
            publishedFrom: row.held(11), publishedTo: row.held(12), rejected: row.held(13),
            line: isWhole ? StoredLine.whole(line, text: text) : line,
            segments: row.count > 18 ? Codec.numbers(row.held(18)) : [],
            leftOut: isWhole ? Codec.strings(row.held(19)) : [], provenance: isWhole ? Codec.strings(row.held(20)) : [],
            analyser: row.held(15), state: PageState(number: row.held(16), reason: row.held(17)))
    }

    /// The pages that were left out or not read to the end, in the order in which they were added.
    public func unread() throws -> [(number: Int, id: String, state: PageState)] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT number, id, state, reason FROM article WHERE state > 0 ORDER BY number")
                .map {
                    ($0.held("number"), $0.held("id"), PageState(number: $0.held("state"), reason: $0.held("reason")))
                }
        }
    }

    /// How many pages were read by an analyser older than one.
    public func pages(readBefore analyser: Int) throws -> Int {
        try pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM article WHERE analyser < ?", arguments: [analyser]) ?? 0
        }
    }

    /// The columns of a link that ``link(_:)`` reads by place.
    static let linkColumns = "copy, origin, kind, score, line, copy_number, origin_number, place"

    static func link(_ row: Row) -> StoredLink {
        StoredLink(
            copy: row.held(0), origin: row.held(1), kind: row.held(2), score: row.held(3), line: row.held(4),
            numbers: (row.held(5), row.held(6)), place: row.held(7))
    }

    /// The numbers of all pages, articles or not, in the order in which they were added.
    public func numbers() throws -> [Int] {
        try pool.read { db in try Int.fetchAll(db, sql: "SELECT number FROM article").sorted() }
    }

    /// All articles in the order in which they were added.
    public func articles() throws -> [StoredArticle] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT \(CorpusStore.columns) FROM article ORDER BY number").map {
                CorpusStore.article($0)
            }
        }
    }

    /// Gives each article to a function, in the order in which they were added; only one is held at a time.
    public func visitArticles(_ take: (StoredArticle) -> Void) throws {
        try pool.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT \(CorpusStore.columns) FROM article ORDER BY number")
            while let row = try rows.next() { take(CorpusStore.article(row)) }
        }
    }

    /// All links, best first within a copy.
    public func links() throws -> [StoredLink] { try pool.read { db in try CorpusStore.links(db) } }

    static func links(_ db: Database) throws -> [StoredLink] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(CorpusStore.linkColumns) FROM link ORDER BY copy_number, place, origin_number")
        var result: [StoredLink] = []
        while let row = try rows.next() { result.append(CorpusStore.link(row)) }
        return result
    }

    /// The values that the analyst set and has not taken back.
    public func analystValues() throws -> [AnalystValue] {
        try pool.read { db in try CorpusStore.analystValues(db) }
    }

    static func analystValues(_ db: Database) throws -> [AnalystValue] {
        try Row.fetchAll(db, sql: "SELECT * FROM analyst WHERE value IS NOT NULL ORDER BY entry").map { row in
            AnalystValue(
                id: row.held("id"), key: row.held("key"), field: row.held("field"), value: row.held("value"),
                anchor: row.held("anchor"),
                entry: row.held("entry"), time: row.held("time"), why: row.held("why"))
        }
    }

    /// The text's digest, the text and the analysis of some pages of a database of any schema; empty when it cannot be read.
    ///
    /// - Parameters:
    ///   - ids: The pages.
    ///   - path: The database's file.
    public static func analyses(_ ids: [String], ofDatabaseAt path: String) -> [String: (
        digest: String, text: String, line: String
    )] {
        var configuration = Configuration()
        configuration.readonly = true
        guard !ids.isEmpty, DatabaseFile.identity(path) != nil,
            let queue = try? DatabaseQueue(path: path, configuration: configuration)
        else { return [:] }
        let rows = try? queue.read { db in
            try ids.compactMap { id in
                try Row.fetchOne(
                    db, sql: "SELECT id, text_sha256, body, line FROM article WHERE id = ?", arguments: [id])
            }
        }
        return Dictionary(
            (rows ?? []).map {
                (
                    $0.held("id") as String,
                    ($0.held("text_sha256") as String, $0.held("body") as String, $0.held("line") as String)
                )
            }
        ) { first, _ in first }
    }

    /// Closes the database; its file is whole afterwards.
    public func close() throws {
        settle()
        try pool.close()
    }
}
