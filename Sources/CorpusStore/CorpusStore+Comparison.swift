internal import GRDB

/// A row that two stores do not have alike.
public struct RowDifference: Sendable {
    /// The table.
    public var table: String
    /// What names the row: the id of its page, or those of its two pages.
    public var name: String
    /// What is different.
    public var kind: Kind

    /// How rows differ.
    public enum Kind: Sendable {
        /// The row is only in the store that is checked.
        case extra
        /// The row is only in the store that it is checked against.
        case missing
        /// Values of columns are different.
        case changed([Column])
    }

    /// A column's two values as text.
    public struct Column: Sendable {
        /// The column.
        public var name: String
        /// The value in the store that is checked.
        public var found: String
        /// The value that it should have.
        public var expected: String
    }
}

extension CorpusStore {
    /// The tables that hold what is shown, with what orders their rows and what names them.
    private static let comparedTables: [(table: String, order: [String], name: String)] = [
        ("article", ["number"], "id"),
        ("facet", ["number"], "(SELECT id FROM article WHERE article.number = facet.number)"),
        ("link", ["copy_number", "place", "origin_number"], "copy || ' → ' || origin"),
        (
            "country", ["code", "number"],
            "(SELECT id FROM article WHERE article.number = country.number) || ' ' || code"
        ),
        ("told", ["number", "place"], "(SELECT id FROM article WHERE article.number = told.number) || '#e' || place"),
        ("said", ["number", "place"], "(SELECT id FROM article WHERE article.number = said.number) || '#c' || place"),
        (
            "party", ["id", "number", "role", "place"],
            "(SELECT id FROM article WHERE article.number = party.number) || ' ' || party.id"
        ),
        // What a search asks: words by their forms, parties by their names.
        ("form", ["stem", "word"], "word || ' (' || stem || ')'"),
        ("party_name", ["folded", "id", "role"], "id || ' ' || name"),
        ("analyst", ["id", "key"], "id || ' ' || field"),
    ]

    /// Compares everything that is shown with another store, row by row.
    ///
    /// - Parameters:
    ///   - expected: What the rows should be.
    ///   - limit: The most differences that are given.
    /// - Throws: A database error.
    /// - Complexity: O(*n*) in rows; one row of each is held.
    public func differences(from expected: CorpusStore, limit: Int = 1_000) throws -> [RowDifference] {
        var result: [RowDifference] = []
        try pool.read { found in
            try expected.pool.read { wanted in
                for (table, order, name) in CorpusStore.comparedTables {
                    let sql =
                        "SELECT *, \(name) AS row_name FROM \(table) ORDER BY \(order.joined(separator: ", "))"
                    let ours = try Row.fetchCursor(found, sql: sql)
                    let theirs = try Row.fetchCursor(wanted, sql: sql)
                    var (one, other) = (try ours.next()?.copy(), try theirs.next()?.copy())
                    while result.count < limit, one != nil || other != nil {
                        let place = CorpusStore.compare(one, other, order)
                        let named: String = (place <= 0 ? one : other)?.held("row_name") ?? "?"
                        if place < 0 {
                            result.append(RowDifference(table: table, name: named, kind: .extra))
                        } else if place > 0 {
                            result.append(RowDifference(table: table, name: named, kind: .missing))
                        } else if let one, let other {
                            let columns = CorpusStore.changed(one, other)
                            if !columns.isEmpty {
                                result.append(RowDifference(table: table, name: named, kind: .changed(columns)))
                            }
                        }
                        if place <= 0 { one = try ours.next()?.copy() }
                        if place >= 0 { other = try theirs.next()?.copy() }
                    }
                }
            }
        }
        return result
    }

    /// Which of two rows comes first by the columns of their order: less than 0 the one, more the other, 0 when they are the same row.
    private static func compare(_ one: Row?, _ other: Row?, _ order: [String]) -> Int {
        guard let one else { return 1 }
        guard let other else { return -1 }
        for column in order {
            let (a, b) = (one.stored(column), other.stored(column))
            guard let x = Int.fromDatabaseValue(a), let y = Int.fromDatabaseValue(b) else {
                let (x, y) = (text(a), text(b))
                // As SQLite orders texts: by their bytes.
                if x.utf8.elementsEqual(y.utf8) { continue }
                return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
            }
            if x != y { return x < y ? -1 : 1 }
        }
        return 0
    }

    private static func changed(_ one: Row, _ other: Row) -> [RowDifference.Column] {
        // A damaged schema names columns otherwise.
        let names = Array(one.columnNames)
        return (names + other.columnNames.filter { !names.contains($0) }).compactMap { column in
            let (found, wanted) = (one.stored(column), other.stored(column))
            // Texts that are canonically equal are other bytes all the same.
            if one.hasColumn(column), other.hasColumn(column), found == wanted,
                text(found).utf8.elementsEqual(text(wanted).utf8)
            {
                return nil
            }
            return RowDifference.Column(name: column, found: text(found), expected: text(wanted))
        }
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "null"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }

    /// Copies the database as it is at one moment, whoever writes to it meanwhile.
    ///
    /// - Parameter path: Where the copy is made; the caller removes it.
    /// - Throws: A database error when it cannot be copied.
    /// - Complexity: O(*n*) in the size of the database.
    public func copy(to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        defer { try? copy.close() }
        try pool.backup(to: copy)
    }

    /// Checks the structure of a copy of the database, and that the index of words holds the words of the pages.
    ///
    /// - Parameter path: The copy, which is written to.
    /// - Returns: What is wrong, in SQLite's words.
    /// - Throws: A database error when it cannot be read.
    /// - Complexity: O(*n*) in the size of the database.
    public static func faults(ofCopy path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.prepareDatabase { db in db.add(function: CorpusStore.searchText) }
        let copy = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? copy.close() }
        var result: [String] = []
        try copy.writeWithoutTransaction { db in
            result += try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            do {
                try db.execute(sql: "INSERT INTO article_ft(article_ft, rank) VALUES('integrity-check', 1)")
            } catch let error as DatabaseError {
                result.append("the index of words is not that of the pages (\(error.message ?? "SQLite error"))")
            }
        }
        return result
    }
}
