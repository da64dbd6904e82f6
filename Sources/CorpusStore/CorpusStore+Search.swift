internal import GRDB
internal import GRDBSQLite
internal import TextPrimitives

extension CorpusStore {
    /// The numbers of the pages whose title or text holds what is asked for, in no order.
    ///
    /// - Throws: A database error.
    /// - Complexity: in proportion to the pages that hold the words; no text is read.
    public func matches(_ pattern: WordPattern) throws -> [Int] {
        guard let text = pattern.text else { return [] }
        return try pool.read { db in
            try CorpusStore.numbers(db.cachedStatement(sql: Statements.matches), text)
        }
    }

    /// Forms of a word that some page has, by what they share; at most sixty.
    public func forms(_ stem: String) throws -> [String] {
        try pool.read { db in try String.fetchAll(db.cachedStatement(sql: Statements.forms), arguments: [stem]) }
    }

    /// The first column of all rows: a common word has as many as there are pages, so that each row's cost counts.
    private static func numbers(_ statement: Statement, _ pattern: String) throws -> [Int] {
        try statement.setArguments([pattern])
        let handle = unsafe statement.sqliteStatement
        var result: [Int] = []
        defer { unsafe sqlite3_reset(handle) }
        while true {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_DONE { return result }
            guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            unsafe result.append(Int(sqlite3_column_int64(handle, 0)))
        }
    }

    /// As ``matches(_:)``, the best first (BM25, then the order in which they were added).
    ///
    /// - Complexity: O(*n* log *n*) in the pages that hold the words; each one's length is looked up.
    public func ranked(_ pattern: WordPattern) throws -> [Int] {
        guard let text = pattern.text else { return [] }
        return try pool.read { db in
            try CorpusStore.numbers(db.cachedStatement(sql: Statements.ranked), text)
        }
    }

    /// The text of a page as UTF-8; empty when there is no such page.
    public func body(_ number: Int) throws -> [UInt8] {
        try pool.read { db in
            let statement = try db.cachedStatement(sql: Statements.body)
            return try String.fetchOne(statement, arguments: [number]).map { Array($0.utf8) } ?? []
        }
    }

    /// What every article is counted by, in the order in which they were added.
    public func facets() throws -> [StoredFacets] {
        try pool.read { db in
            try Row.fetchAll(db, sql: Statements.facets).map { row in
                let stances: String = row.held("stances")
                return StoredFacets(
                    member: TextMember(page: row.held("number"), text: row.held("text"), isRoot: row.held("root")),
                    published: row.held("published"), publishedFrom: row.held("published_from"),
                    publishedTo: row.held("published_to"), outlet: row.held("outlet"), language: row.held("language"),
                    side: row.held("side"), stances: stances.split(separator: " ").map(String.init))
            }
        }
    }

    /// Which texts some pages carry.
    public func members(_ numbers: [Int]) throws -> [TextMember] {
        try pool.read { db in
            try CorpusStore.rows(numbers, Statements.member, db) { row in
                TextMember(page: row.held(0), text: row.held(1), isRoot: row.held(2))
            }
        }
    }

    /// The numbers of the pages that carry a text.
    public func pages(ofText text: Int) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(db.cachedStatement(sql: Statements.ofText), arguments: [text])
        }
    }

    /// What lists show of some pages, in the order of the numbers given.
    public func headings(_ numbers: [Int]) throws -> [PageHeading] {
        try pool.read { db in
            try CorpusStore.rows(numbers, Statements.heading, db) { row in
                PageHeading(
                    number: row.held(0), id: row.held(1), sha256: row.held(2), title: row.held(3), outlet: row.held(4),
                    published: row.held(5), language: row.held(6), rejected: row.held(7))
            }
        }
    }

    /// The numbers of the pages that are in another language than English, and of those that are no articles, the first ones.
    public func unreadPages(limit: Int) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(db.cachedStatement(sql: Statements.unread), arguments: [limit])
        }
    }

    /// The articles of some numbers, in the order given.
    ///
    /// - Parameter isWhole: Whether with what only the view of a capture shows: lines left out, how fields were found; if
    ///   not, ``StoredArticle/line`` has no text where ``StoredArticle/text`` has it.
    public func articles(_ numbers: [Int], isWhole: Bool = true) throws -> [StoredArticle] {
        try pool.read { db in try CorpusStore.articles(numbers, isWhole: isWhole, db) }
    }

    static func articles(_ numbers: [Int], isWhole: Bool, _ db: Database) throws -> [StoredArticle] {
        try rows(numbers, Statements.article, db) { CorpusStore.article($0, isWhole: isWhole) }
    }

    /// What is made of the rows of some numbers, in the order given, by one statement: its first column is the number, its argument the
    /// numbers as a list of JSON.
    static func rows<Output>(_ numbers: [Int], _ sql: String, _ db: Database, _ make: (Row) -> Output) throws
        -> [Output]
    {
        if numbers.isEmpty { return [] }
        let list = "[\(numbers.map(String.init).joined(separator: ","))]"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [list])
        var made: [Int: Output] = [:]
        made.reserveCapacity(numbers.count)
        while let row = try rows.next() { made[row.held(0)] = make(row) }
        return numbers.compactMap { made[$0] }
    }

    /// The numbers of the pages whose events or claims name a state.
    ///
    /// - Parameter code: Three letters.
    public func pages(about code: String) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(db.cachedStatement(sql: Statements.about), arguments: [code])
        }
    }

    /// The numbers of the pages that carry a text of which some page names two states, ascending.
    ///
    /// - Parameters:
    ///   - first: Three letters.
    ///   - second: Three letters.
    public func pages(aboutBoth first: String, _ second: String) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(db.cachedStatement(sql: Statements.aboutBoth), arguments: [first, second])
        }
    }

    /// The numbers of the pages that remember an old event, the newest capture first.
    ///
    /// - Parameter limit: The most that are returned.
    public func pagesWithAnniversaries(limit: Int) throws -> [Int] {
        try pool.read { db in
            try Int.fetchAll(db.cachedStatement(sql: Statements.anniversaries), arguments: [limit])
        }
    }

    /// The states that pages name, with the number of pages, the most first.
    public func countries() throws -> [(code: String, pages: Int)] {
        try pool.read { db in
            try Row.fetchAll(db, sql: Statements.countries).map { (code: $0.held("code"), pages: $0.held("pages")) }
        }
    }

    /// The links whose copy is one of some pages, best first within a copy.
    public func links(ofCopies ids: [String]) throws -> [StoredLink] {
        try pool.read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: Statements.links), arguments: [JSONValue.strings(ids).text])
            var result = Array(repeating: [StoredLink](), count: ids.count)
            while let row = try rows.next() {
                let place: Int = row.held(8)
                if result.indices.contains(place) { result[place].append(CorpusStore.link(row)) }
            }
            return result.flatMap { links in
                links.sorted {
                    ($0.numbers.copy, $0.place, $0.numbers.origin) < ($1.numbers.copy, $1.place, $1.numbers.origin)
                }
            }
        }
    }

    /// The pairs of texts that links of a kind join, each by the pages at their heads where these are linked.
    ///
    /// - Parameter kind: The kind, as ``StoredLink/kind`` has it.
    /// - Returns: The numbers of the pages, in the order of the texts.
    /// - Complexity: O(*n*) in all links.
    public func pairs(ofKind kind: String) throws -> [(copy: Int, origin: Int)] {
        try pool.read { db in
            var result: [(copy: Int, origin: Int)] = []
            var last: (Int, Int) = (0, 0)
            let rows = try Row.fetchCursor(db, sql: Statements.pairs, arguments: [kind])
            while let row = try rows.next() {
                let pair: (Int, Int) = (row.held("low"), row.held("high"))
                if pair == last { continue }
                last = pair
                result.append((copy: row.held("copy"), origin: row.held("origin")))
            }
            return result
        }
    }

    /// A link with what the two pages' outlets and days are.
    public struct Flow: Sendable {
        /// The digest of the copy's bytes.
        public var copy: String
        /// The digest of the origin's bytes.
        public var origin: String
        /// The copy's outlet.
        public var copyOutlet: String?
        /// The origin's outlet.
        public var originOutlet: String?
        /// The copy's day (ISO), where it is one day.
        public var copyDay: String?
        /// The origin's day.
        public var originDay: String?
    }

    /// Links in the order in which they were found, with the outlets and days of both pages.
    ///
    /// - Parameter limit: The most that are returned.
    public func flows(limit: Int) throws -> [Flow] {
        try pool.read { db in
            try Row.fetchAll(db.cachedStatement(sql: Statements.flows), arguments: [limit]).map { row in
                Flow(
                    copy: row.held("copy"), origin: row.held("origin"), copyOutlet: row.held("copy_outlet"),
                    originOutlet: row.held("origin_outlet"), copyDay: row.held("copy_day"),
                    originDay: row.held("origin_day"))
            }
        }
    }

    /// The number of the page of an id or a digest; nil when there is none.
    public func number(of name: String) throws -> Int? {
        try pool.read { db in
            try Int.fetchOne(db.cachedStatement(sql: Statements.byID), arguments: [name])
                ?? Int.fetchOne(db.cachedStatement(sql: Statements.byDigest), arguments: [name])
        }
    }

    /// The number of the page of an id; nil when there is none.
    public func number(ofID id: String) throws -> Int? {
        try pool.read { db in try Int.fetchOne(db.cachedStatement(sql: Statements.byID), arguments: [id]) }
    }

    /// Of each head some ids that are it alone or go on with a sign that ends a short name, at most eight.
    public func ids(withHeads heads: [String]) throws -> [[String]] {
        try pool.read { db in
            let list = JSONValue.strings(heads).text
            let rows = try Row.fetchCursor(db.cachedStatement(sql: Statements.withHeads), arguments: [list])
            var result = Array(repeating: [String](), count: heads.count)
            while let row = try rows.next() {
                let place: Int = row.held(0)
                guard result.indices.contains(place) else { continue }
                result[place] = (1..<row.count).compactMap { row.held($0) as String? }
            }
            return result
        }
    }

    /// The numbers of the pages whose id or digest begins so, ascending, at most fifty of each.
    public func numbers(beginning name: String) throws -> [Int] {
        if name.isEmpty { return [] }
        return try pool.read { db in
            let range: StatementArguments = [name, name + "\u{10FFFF}"]
            var result = Set(try Int.fetchAll(db.cachedStatement(sql: Statements.idsFrom), arguments: range))
            result.formUnion(try Int.fetchAll(db.cachedStatement(sql: Statements.digestsFrom), arguments: range))
            return result.sorted()
        }
    }

    /// The ids of all articles, in the order in which they were added.
    public func ids() throws -> [String] {
        try pool.read { db in
            try String.fetchAll(db, sql: "SELECT id FROM article WHERE rejected IS NULL ORDER BY number")
        }
    }

    /// How the database would run each statement of a page view: `EXPLAIN QUERY PLAN`, for tests that no large table is scanned.
    public func queryPlans() throws -> [(statement: String, plan: [String])] {
        try pool.read { db in
            try Statements.ofPageViews.map { sql in
                let count = sql.count { $0 == "?" }
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                let values = (0..<count).map { $0 == 0 && sql.contains("MATCH") ? "word" : "1" }
                return (
                    sql, try Row.fetchAll(statement, arguments: StatementArguments(values)).map { $0.held("detail") }
                )
            }
        }
    }

    /// The statements, so that their plans can be checked.
    enum Statements {
        static let matches = "SELECT rowid FROM article_ft WHERE article_ft MATCH ?"
        static let ranked = "SELECT rowid FROM article_ft WHERE article_ft MATCH ? ORDER BY rank, rowid"
        static let forms = "SELECT word FROM form WHERE stem = ? ORDER BY word LIMIT 60"
        static let body = "SELECT body FROM article WHERE number = ?"
        static let facets = "SELECT * FROM facet ORDER BY number"
        /// The rows of the numbers in a list, in its order.
        private static func listed(_ columns: String, _ table: String) -> String {
            "SELECT \(columns) FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN \(table) ON number = wanted"
        }

        static let heading = listed("number, id, sha256, title, outlet, published, language, rejected", "article")
        static let article = listed(CorpusStore.columns, "article")
        static let anniversaries =
            "SELECT number FROM facet INDEXED BY facet_anniversaries WHERE anniversaries > 0 ORDER BY number DESC LIMIT ?"
        static let member = listed("number, text, root", "facet")
        static let ofText = "SELECT number FROM facet WHERE text = ? ORDER BY number"
        static let about = "SELECT number FROM country WHERE code = ? ORDER BY number"
        static let aboutBoth = """
            SELECT number FROM facet WHERE text IN (
                SELECT text FROM facet WHERE number IN (
                    SELECT number FROM country WHERE code = ? INTERSECT SELECT number FROM country WHERE code = ?))
            ORDER BY number
            """
        /// Written as the partial indexes are, so that these are used.
        static let unread = """
            SELECT number FROM facet WHERE language IS NOT NULL AND substr(language, 1, 2) <> 'en'
            UNION SELECT number FROM article WHERE rejected IS NOT NULL AND state != 2 ORDER BY number LIMIT ?
            """
        static let countries =
            "SELECT code, count(*) AS pages FROM country GROUP BY code ORDER BY count(*) DESC, code"
        static let links =
            "SELECT \(CorpusStore.linkColumns), wanted.key FROM json_each(?) AS wanted CROSS JOIN link ON copy = wanted.value"
        static let pairs = """
            SELECT l.copy_number AS copy, l.origin_number AS origin, min(a.text, b.text) AS low, max(a.text, b.text) AS high
            FROM link AS l JOIN facet AS a ON a.number = l.copy_number JOIN facet AS b ON b.number = l.origin_number
            WHERE l.kind = ? AND a.text <> b.text
            ORDER BY low, high, a.root + b.root DESC, l.copy_number, l.place, l.origin_number
            """
        static let flows = """
            SELECT a.sha256 AS copy, b.sha256 AS origin, a.outlet AS copy_outlet, b.outlet AS origin_outlet,
            iif(a.published_from = a.published_to, a.published_from, NULL) AS copy_day,
            iif(b.published_from = b.published_to, b.published_from, NULL) AS origin_day
            FROM link AS l CROSS JOIN article AS a ON a.number = l.copy_number
            CROSS JOIN article AS b ON b.number = l.origin_number
            WHERE l.copy_number > 0 ORDER BY l.copy_number, l.place, l.origin_number LIMIT ?
            """
        static let byID = "SELECT number FROM article WHERE id = ?"
        /// For each head in a list, with its place: two ids at most that go on with each sign, and the head itself where it is an id.
        static let withHeads: String = {
            // What goes on with a sign lies between it and the next one.
            let found = [("_", "`"), (".", "/"), ("~", "\u{7F}")].flatMap { first, next in
                (0..<2).map {
                    """
                    (SELECT id FROM article WHERE id >= wanted.value || '\(first)' AND id < wanted.value || '\(next)'
                    ORDER BY id LIMIT 1 OFFSET \($0))
                    """
                }
            }
            return "SELECT wanted.key, \(found.joined(separator: ", ")), "
                + "(SELECT id FROM article WHERE id = wanted.value) FROM json_each(?) AS wanted"
        }()
        static let idsFrom = "SELECT number FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT 50"
        static let digestsFrom = "SELECT number FROM article WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT 50"
        static let byDigest = "SELECT number FROM article WHERE sha256 = ?"

        /// All that a page view may run; `facets`, `countries` and `numbers` run once, when the program starts or the project changes.
        static let ofPageViews = [
            matches, ranked, body, heading, article, about, links, byID, byDigest, member, ofText, anniversaries,
            flows, withHeads, idsFrom, digestsFrom, forms,
        ]
    }
}
