internal import GRDB
internal import GRDBSQLite
public import TextReuse

extension CorpusStore {
    /// Changes the links and what is kept to find more of them, all in one transaction.
    ///
    /// - Parameter work: What it throws undoes everything.
    /// - Throws: A database error, or what `work` throws.
    public func changeLinks<Result>(_ work: (KinTables) throws -> Result) throws -> Result {
        try pool.write { db in try work(KinTables(db: db)) }
    }

    /// Whether there are pages whose links have not been looked for.
    public func hasUnlinkedPages() throws -> Bool {
        try pool.read { db in
            let tables = KinTables(db: db)
            return try tables.linked() < tables.highest()
        }
    }
}

/// What is kept of the collection as a whole to find kin.
public enum KinState: Int64, Sendable {
    /// The highest number of a page whose links have been found, as decimal digits.
    case linked = 1
    /// The lines of boilerplate, eight bytes each, the lowest first.
    case boilerplate
    /// The counts of words.
    case statistics
    /// Of how many pages they were taken, as decimal digits.
    case background
    /// By which way of finding links what is kept was found, as decimal digits.
    case method
}

/// A page's row among those that are kept to find kin.
public struct KinPage: Sendable {
    /// The page's number.
    public var number: Int
    /// The hash of its lines.
    public var lines: UInt64
    /// The hash by which equal texts are known, nil when it has no words.
    public var words: UInt64?

    /// Makes a row.
    public init(number: Int, lines: UInt64, words: UInt64?) {
        self.number = number
        self.lines = lines
        self.words = words
    }
}

/// A line's record with the page that it is of.
public struct KinLine: Hashable, Sendable {
    /// The record.
    public var record: LineRecord
    /// The number of the page.
    public var page: Int

    /// Makes a record.
    public init(_ record: LineRecord, page: Int) {
        self.record = record
        self.page = page
    }
}

/// The row that a statement stands at.
@safe private struct CurrentRow {
    let handle: OpaquePointer

    func integer(_ column: Int32) -> Int { unsafe Int(sqlite3_column_int64(handle, column)) }
    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The bytes of a blob.
    func bytes(_ column: Int32) -> [UInt8] {
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: count))
    }
}

/// The tables of links and of what finds more of them, within a transaction.
///
/// The statements run on the bare handles: there are a hundred rows for every page.
public struct KinTables {
    let db: Database

    /// Runs a statement with integers as its arguments, and gives each row to a function.
    private func run(_ sql: String, _ values: [Int64?] = [], _ take: (CurrentRow) -> Void = { _ in }) throws {
        let statement = try db.cachedStatement(sql: sql)
        let handle = unsafe statement.sqliteStatement
        defer { unsafe sqlite3_reset(handle) }
        for (index, value) in values.enumerated() {
            if let value {
                unsafe sqlite3_bind_int64(handle, Int32(index + 1), value)
            } else {
                unsafe sqlite3_bind_null(handle, Int32(index + 1))
            }
        }
        while true {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            unsafe take(CurrentRow(handle: handle))
        }
    }

    private func integers(_ sql: String, _ values: [Int64]) throws -> [Int] {
        var result: [Int] = []
        try run(sql, values) { result.append($0.integer(0)) }
        return result
    }

    // MARK: State

    /// Bytes that are kept under a name.
    public func state(_ name: KinState) throws -> [UInt8]? {
        var result: [UInt8]?
        try run("SELECT value FROM kin_state WHERE name = ?", [name.rawValue]) { row in
            result = row.bytes(0)
        }
        return result
    }

    /// Keeps bytes under a name.
    public func setState(_ name: KinState, _ value: [UInt8]) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO kin_state(name, value) VALUES (?, ?)")
        let handle = unsafe statement.sqliteStatement
        unsafe sqlite3_bind_int64(handle, 1, name.rawValue)
        let code = unsafe value.withUnsafeBytes { bytes in
            unsafe sqlite3_bind_blob(handle, 2, bytes.baseAddress, Int32(bytes.count), nil)
            return unsafe sqlite3_step(handle)
        }
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// The highest number of a page whose links have been found; 0 before that.
    public func linked() throws -> Int {
        try state(.linked).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    }

    /// The highest number of a page, 0 without any.
    public func highest() throws -> Int { try integers("SELECT max(number) FROM article", []).first ?? 0 }

    /// Notes the highest number of a page whose links have been found.
    public func setLinked(_ number: Int) throws { try setState(.linked, Array(String(number).utf8)) }

    /// Forgets what is kept to find links, all of it.
    public func forget() throws {
        for table in ["kin_state", "kin_page", "kin_line", "kin_shingle"] {
            try db.execute(sql: "DELETE FROM \(table)")
        }
    }

    // MARK: Pages

    /// A page's row.
    public func page(_ number: Int) throws -> KinPage? {
        var result: KinPage?
        try run("SELECT lines, words FROM kin_page WHERE number = ?", [Int64(number)]) { row in
            result = KinPage(
                number: number, lines: UInt64(bitPattern: Int64(row.integer(0))),
                words: row.isNull(1)
                    ? nil : UInt64(bitPattern: Int64(row.integer(1))))
        }
        return result
    }

    /// Writes a page's row.
    public func set(_ page: KinPage) throws {
        try run(
            "INSERT OR REPLACE INTO kin_page(number, lines, words) VALUES (?, ?, ?)",
            [Int64(page.number), Int64(bitPattern: page.lines), page.words.map { Int64(bitPattern: $0) }])
    }

    /// The number of pages that have been linked.
    public func pages() throws -> Int { try integers("SELECT count(*) FROM kin_page", []).first ?? 0 }

    /// The pages with the same lines, ascending.
    public func pages(lines: UInt64) throws -> [Int] {
        try integers("SELECT number FROM kin_page WHERE lines = ? ORDER BY number", [Int64(bitPattern: lines)])
    }

    /// The pages with the same words, ascending.
    public func pages(words: UInt64) throws -> [Int] {
        try integers("SELECT number FROM kin_page WHERE words = ? ORDER BY number", [Int64(bitPattern: words)])
    }

    /// The texts of pages with the whole lines of their analyses, in the order of their numbers.
    public func articles(_ numbers: [Int]) throws -> [StoredArticle] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM article WHERE number = ?")
        return try numbers.sorted().compactMap {
            try Row.fetchOne(statement, arguments: [$0]).map { CorpusStore.article($0) }
        }
    }

    /// Gives each article to a function, in the order in which they were added; only one is held at a time.
    public func visitArticles(_ take: (StoredArticle) -> Void) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM article ORDER BY number")
        while let row = try rows.next() { take(CorpusStore.article(row)) }
    }

    /// The numbers of the articles behind a number, ascending.
    public func articles(behind number: Int) throws -> [Int] {
        try integers(
            "SELECT number FROM article WHERE number > ? AND rejected IS NULL AND body <> '' ORDER BY number",
            [Int64(number)])
    }

    // MARK: Lines and shingles

    /// The records of a line.
    public func lines(_ line: UInt64) throws -> [KinLine] {
        var result: [KinLine] = []
        try run(
            "SELECT place, before, after, number FROM kin_line WHERE line = ? ORDER BY place, before, after",
            [Int64(bitPattern: line)]
        ) { row in
            let record = LineRecord(
                line: line, order: UInt32(truncatingIfNeeded: row.integer(0)),
                before: UInt32(truncatingIfNeeded: row.integer(1)), after: UInt32(truncatingIfNeeded: row.integer(2)))
            result.append(KinLine(record, page: row.integer(3)))
        }
        return result
    }

    /// Writes a line's record.
    public func insert(_ line: KinLine) throws {
        try run(
            "INSERT OR IGNORE INTO kin_line(line, place, before, after, number) VALUES (?, ?, ?, ?, ?)",
            KinTables.key(line.record) + [Int64(line.page)])
    }

    /// Takes a line's record away.
    public func remove(_ line: KinLine) throws {
        try run(
            "DELETE FROM kin_line WHERE line = ? AND place = ? AND before = ? AND after = ?",
            KinTables.key(line.record))
    }

    private static func key(_ record: LineRecord) -> [Int64] {
        [Int64(bitPattern: record.line), Int64(record.order), Int64(record.before), Int64(record.after)]
    }

    /// The pages of a shingle, ascending, so many at most.
    public func posting(_ shingle: UInt64, limit: Int = Int.max) throws -> [Int] {
        try integers(
            "SELECT number FROM kin_shingle WHERE hash = ? ORDER BY number LIMIT ?", [Int64(shingle), Int64(limit)])
    }

    /// Adds a page to a shingle.
    public func insert(shingle: UInt64, page: Int) throws {
        try run("INSERT OR IGNORE INTO kin_shingle(hash, number) VALUES (?, ?)", [Int64(shingle), Int64(page)])
    }

    /// Takes a page from a shingle.
    public func remove(shingle: UInt64, page: Int) throws {
        try run("DELETE FROM kin_shingle WHERE hash = ? AND number = ?", [Int64(shingle), Int64(page)])
    }

    // MARK: Links

    /// Takes all links away.
    public func removeLinks() throws { try db.execute(sql: "DELETE FROM link") }

    /// Takes the links of a page away, at either end.
    public func removeLinks(of page: Int) throws {
        try run("DELETE FROM link WHERE copy_number = ?", [Int64(page)])
        try run("DELETE FROM link WHERE origin_number = ?", [Int64(page)])
    }

    /// Writes a link; one that is there already stays as it is, so that a link given twice stops nothing.
    public func insert(_ link: StoredLink) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO link(copy_number, place, origin_number, copy, origin, kind, score, line)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            link.numbers.copy, link.place, link.numbers.origin, link.copy, link.origin, link.kind, link.score,
            link.line,
        ])
    }

    /// The pages joined by links of two kinds, in the order of the copies.
    public func joined(_ first: String, _ second: String) throws -> [(copy: Int, origin: Int)] {
        var result: [(copy: Int, origin: Int)] = []
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT copy_number, origin_number FROM link WHERE kind IN (?, ?) ORDER BY copy_number, place, origin_number",
            arguments: [first, second])
        while let row = try rows.next() { result.append((row.held("copy_number"), row.held("origin_number"))) }
        return result
    }

    // MARK: Texts

    /// Which text every page carries, in the order of the pages.
    public func members() throws -> [TextMember] {
        var result: [TextMember] = []
        try run("SELECT number, text, root FROM facet ORDER BY number") { row in
            result.append(
                TextMember(
                    page: row.integer(0), text: row.integer(1),
                    isRoot: row.integer(2) != 0))
        }
        return result
    }

    /// Says which text a page carries.
    public func set(_ member: TextMember) throws {
        try run(
            "UPDATE facet SET text = ?, root = ? WHERE number = ?",
            [Int64(member.text), member.isRoot ? 1 : 0, Int64(member.page)])
    }
}
