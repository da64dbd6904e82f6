internal import GRDB
internal import GRDBSQLite
internal import TextPrimitives

/// What a page tells and who says so, as rows to search and to count by.
public struct StoredCoding: Sendable, Hashable {
    /// An event.
    public struct Told: Sendable, Hashable {
        /// The number of its id: 3 for `e3`.
        public var place: Int
        /// The kind.
        public var kind: String
        /// Whether it is told as a fact.
        public var polarity: String
        /// How it stands to the day of its telling.
        public var status: String
        /// The first day, as the number of days since 1970; nil when open.
        public var from: Int?
        /// The last day.
        public var to: Int?
        /// The states of who acts, three letters, sorted, with blanks between.
        public var actors: String
        /// The states of who receives; those of all parties where they act on each other.
        public var recipients: String

        /// Makes a row.
        public init(
            place: Int, kind: String, polarity: String, status: String, from: Int?, to: Int?, actors: String,
            recipients: String
        ) {
            self.place = place
            self.kind = kind
            self.polarity = polarity
            self.status = status
            self.from = from
            self.to = to
            self.actors = actors
            self.recipients = recipients
        }
    }

    /// A claim.
    public struct Said: Sendable, Hashable {
        /// The number of its id: 3 for `c3`.
        public var place: Int
        /// The stance.
        public var stance: String
        /// The states of who speaks, three letters, sorted, with blanks between.
        public var speakers: String
        /// The states that it is about.
        public var about: String

        /// Makes a row.
        public init(place: Int, stance: String, speakers: String, about: String) {
            self.place = place
            self.stance = stance
            self.speakers = speakers
            self.about = about
        }
    }

    /// A person, an office or a body in its part.
    public struct Part: Sendable, Hashable {
        /// The party's id.
        public var id: String
        /// `acts`, `receives`, `says`, `relays` or `writes`.
        public var role: String
        /// The number of the event's or the claim's id; 0 for who writes.
        public var place: Int
        /// The name.
        public var name: String

        /// Makes a row.
        public init(id: String, role: String, place: Int, name: String) {
            self.id = id
            self.role = role
            self.place = place
            self.name = name
        }
    }

    /// What a party is looked up by.
    struct Name: Hashable {
        var id: String
        var role: String
        var name: String
    }

    /// The events.
    public var told: [Told] = []
    /// The claims.
    public var said: [Said] = []
    /// The parties.
    public var parties: [Part] = []

    /// Makes an empty coding.
    public init() {}
}

extension CorpusStore {
    static func insert(_ coding: StoredCoding, number: Int, _ db: Database) throws {
        for row in coding.told {
            try db.cachedStatement(
                sql:
                    "INSERT OR IGNORE INTO told(number, place, kind, polarity, status, day_from, day_to, actors, recipients) VALUES (?,?,?,?,?,?,?,?,?)"
            ).execute(arguments: [
                number, row.place, row.kind, row.polarity, row.status, row.from, row.to, row.actors, row.recipients,
            ])
        }
        for row in coding.said {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO said(number, place, stance, speakers, about) VALUES (?,?,?,?,?)"
            ).execute(arguments: [number, row.place, row.stance, row.speakers, row.about])
        }
        for row in coding.parties {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO party(id, number, role, place, name) VALUES (?,?,?,?,?)"
            ).execute(arguments: [row.id, number, row.role, row.place, row.name])
            // Names are what the rows above have, and no more, so that they can be made of them again.
            if db.changesCount == 0 { continue }
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO party_name(folded, id, role, name) VALUES (?,?,?,?)"
            ).execute(arguments: [SearchText.folded(row.name), row.id, row.role, row.name])
        }
    }

    /// Puts the rows of some pages in place of those before: what the analyst corrected.
    public func setCoding(_ codings: [(number: Int, coding: StoredCoding)]) throws {
        if codings.isEmpty { return }
        try pool.write { db in
            var names: Set<StoredCoding.Name> = []
            for (number, coding) in codings {
                names.formUnion(try CorpusStore.names(number, db))
                for table in ["told", "said", "party"] {
                    try db.cachedStatement(sql: "DELETE FROM \(table) WHERE number = ?").execute(arguments: [number])
                }
                try CorpusStore.insert(coding, number: number, db)
                names.formUnion(try CorpusStore.names(number, db))
            }
            try CorpusStore.nameAnew(names, db)
        }
    }

    /// The names of the parties of a page.
    static func names(_ number: Int, _ db: Database) throws -> [StoredCoding.Name] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT DISTINCT id, role, name FROM party WHERE number = ?"), arguments: [number]
        ).map { StoredCoding.Name(id: $0.held("id"), role: $0.held("role"), name: $0.held("name")) }
    }

    /// Makes the rows of some names anew: each as the first page gives it, none that no page gives any more.
    static func nameAnew(_ names: Set<StoredCoding.Name>, _ db: Database) throws {
        for name in names {
            // Several spellings fold to one.
            let folded = SearchText.folded(name.name)
            try db.cachedStatement(sql: "DELETE FROM party_name WHERE folded = ? AND id = ? AND role = ?").execute(
                arguments: [folded, name.id, name.role])
            let left = try String.fetchAll(
                db.cachedStatement(sql: "SELECT name FROM party WHERE id = ? AND role = ? ORDER BY number, place"),
                arguments: [name.id, name.role])
            guard let kept = left.first(where: { SearchText.folded($0) == folded }) else { continue }
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO party_name(folded, id, role, name) VALUES (?,?,?,?)"
            ).execute(arguments: [folded, name.id, name.role, kept])
        }
    }

    /// Gives every event of the pages at the head of their texts to a function, by page and place.
    public func visitTold(_ take: (Int, StoredCoding.Told) -> Void) throws {
        try visit(
            "SELECT t.number, t.place, t.kind, t.polarity, t.status, t.day_from, t.day_to, t.actors, t.recipients FROM told AS t JOIN facet AS f ON f.number = t.number WHERE f.root = 1 ORDER BY t.number, t.place"
        ) { row in
            take(
                row.int(0),
                StoredCoding.Told(
                    place: row.int(1), kind: row.text(2), polarity: row.text(3), status: row.text(4),
                    from: row.optional(5), to: row.optional(6), actors: row.text(7), recipients: row.text(8)))
        }
    }

    /// Gives every claim of the pages at the head of their texts to a function, by page and place.
    public func visitSaid(_ take: (Int, StoredCoding.Said) -> Void) throws {
        try visit(
            "SELECT s.number, s.place, s.stance, s.speakers, s.about FROM said AS s JOIN facet AS f ON f.number = s.number WHERE f.root = 1 ORDER BY s.number, s.place"
        ) { row in
            take(
                row.int(0),
                StoredCoding.Said(place: row.int(1), stance: row.text(2), speakers: row.text(3), about: row.text(4)))
        }
    }

    /// The kinds of events that pages tell, sorted.
    public func kinds() throws -> [String] {
        // One look-up a kind instead of one a row.
        try pool.read { db in
            var result: [String] = []
            let next = try db.cachedStatement(sql: "SELECT kind FROM told WHERE kind > ? ORDER BY kind LIMIT 1")
            while let kind = try String.fetchOne(next, arguments: [result.last ?? ""]) { result.append(kind) }
            return result
        }
    }

    /// The numbers of the pages that tell an event of a kind.
    public func pages(telling kind: String) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM told WHERE kind = ?"), arguments: [kind])
        }
    }

    /// The ids of the parties whose name holds some words at the beginning of a word, sorted, at most 500.
    ///
    /// - Parameters:
    ///   - words: Folded.
    ///   - role: In which part; nil for any.
    public func parties(named words: String, role: String?) throws -> [String] {
        let escaped = words.split(separator: " ").joined(separator: " ")
            .unicodeScalars.reduce(into: "") { text, scalar in
                if "%_\\".unicodeScalars.contains(scalar) { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        guard !escaped.isEmpty else { return [] }
        return try pool.read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql:
                        "SELECT DISTINCT id FROM party_name WHERE (folded LIKE ? ESCAPE '\\' OR folded LIKE ? ESCAPE '\\') AND (? IS NULL OR role = ?) ORDER BY id LIMIT 500"
                ), arguments: ["\(escaped)%", "% \(escaped)%", role, role])
        }
    }

    /// The name of a party that most pages give it; nil when there is none.
    public func name(ofParty id: String) throws -> String? {
        try pool.read { db in
            try String.fetchOne(
                db.cachedStatement(
                    sql: "SELECT name FROM party WHERE id = ? GROUP BY name ORDER BY count(*) DESC, name LIMIT 1"),
                arguments: [id])
        }
    }

    /// The parties with the most parts, those who write left out.
    public func frequentParties(limit: Int) throws -> [(id: String, parts: Int)] {
        try pool.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql:
                        "SELECT id, count(*) AS parts FROM party WHERE role != 'writes' AND id NOT LIKE 'state:%' GROUP BY id ORDER BY count(*) DESC, id LIMIT ?"
                ), arguments: [limit]
            ).map { ($0.held("id"), $0.held("parts")) }
        }
    }

    /// The parts of a party, by page, role and place.
    ///
    /// - Parameter limit: The most that are returned.
    public func parts(of id: String, limit: Int = 100_000) throws -> [(number: Int, role: String, place: Int)] {
        try pool.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT number, role, place FROM party WHERE id = ? ORDER BY number, role, place LIMIT ?"),
                arguments: [id, limit]
            ).map { ($0.held("number"), $0.held("role"), $0.held("place")) }
        }
    }

    /// A row that is read column by column, without a value of its own: tables of events are long.
    @safe struct RawRow {
        fileprivate let handle: OpaquePointer

        func int(_ column: Int32) -> Int { unsafe Int(sqlite3_column_int64(handle, column)) }
        func optional(_ column: Int32) -> Int? {
            unsafe sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : int(column)
        }
        func text(_ column: Int32) -> String {
            unsafe sqlite3_column_text(handle, column).map { unsafe String(cString: $0) } ?? ""
        }
    }

    private func visit(_ sql: String, _ take: (RawRow) -> Void) throws {
        try pool.read { db in
            let statement = try db.cachedStatement(sql: sql)
            let handle = unsafe statement.sqliteStatement
            defer { unsafe sqlite3_reset(handle) }
            while true {
                let code = unsafe sqlite3_step(handle)
                if code == SQLITE_DONE { return }
                guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
                unsafe take(RawRow(handle: handle))
            }
        }
    }
}
