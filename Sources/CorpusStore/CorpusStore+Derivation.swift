internal import GRDB

/// How far the rows are what the log and the captures give.
extension CorpusStore {
    /// Notes that rows are being written, and are not what any entry of the log gives until ``setDerived(entries:hash:)``.
    ///
    /// - Throws: A database error, such as a full disk.
    public func setDeriving() throws {
        try pool.write { db in
            try db.execute(sql: "INSERT OR REPLACE INTO state(name, value) VALUES ('deriving', 'yes')")
        }
    }

    /// Notes up to which entry of the log everything has been derived.
    ///
    /// - Throws: A database error, such as a full disk.
    public func setDerived(entries: Int, hash: String) throws {
        try pool.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO state(name, value) VALUES ('log_entries', ?), ('log_hash', ?)",
                arguments: [String(entries), hash])
            try db.execute(sql: "DELETE FROM state WHERE name = 'deriving'")
        }
    }

    /// Whether rows are being written, or a run was stopped while it wrote them.
    ///
    /// - Throws: A database error.
    public func isBeingDerived() throws -> Bool { try states()["deriving"] != nil }

    /// Up to which entry of the log everything has been derived: its number and its hash; zero and none before that.
    ///
    /// - Throws: A database error.
    public func derived() throws -> (entries: Int, hash: String) {
        let values = try states()
        return (values["log_entries"].flatMap(Int.init) ?? 0, values["log_hash"] ?? "")
    }

    private func states() throws -> [String: String] {
        try pool.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM state")
            return Dictionary(rows.map { ($0.held("name") as String, $0.held("value") as String) }) { first, _ in first
            }
        }
    }
}
