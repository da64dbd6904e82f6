public import CorpusStore
internal import DocumentModel

/// What is asked of the table of events.
public struct EventQuery: Sendable, Hashable {
    /// Kinds, any of them.
    public var kinds: [String] = []
    /// Two states, three letters, that both take part.
    public var pair: [String] = []
    /// States, any of which takes part.
    public var states: [String] = []
    /// How they are told, any of them.
    public var polarities: [String] = []
    /// That can lie on this day or later (EDTF).
    public var from: String?
    /// That can lie on this day or earlier.
    public var to: String?
    /// Sides that tell them, three letters, any of them; empty for a side that is not named.
    public var sides: [String] = []
    /// Whether the earliest come first.
    public var isEarliestFirst = false
    /// The rows that are passed over.
    public var offset = 0
    /// The most rows that are given.
    public var limit = 50

    /// Lets all pass.
    public init() {}
}

/// Rows of a table, each a page and the number of an event or a claim in it.
public struct RowSelection: Sendable {
    /// The rows of this part.
    public var rows: [(page: Int, place: Int)] = []
    /// All that pass.
    public var count = 0
    /// The texts that hold them.
    public var texts = 0
    /// The pages of those texts that hold one, copies included.
    public var pages = 0
    /// Counts of rows by column name; by year, rows of no known year stand under the empty string.
    public var facets: [String: [(value: String, count: Int)]] = [:]

    init() {}
}

/// The events, and the claims, of all texts in columns: some 30 bytes a row, so that a table counts its facets in milliseconds.
///
/// A text counts by the page at its head: copies add no rows.
public struct EventTable: Sendable {
    /// Small integers for strings.
    private struct Names: Sendable {
        var names: [String] = []
        private var ids: [String: UInt16] = [:]

        mutating func id(_ name: String) -> UInt16 {
            if let id = ids[name] { return id }
            let id = UInt16(truncatingIfNeeded: min(names.count, 65_535))
            if names.count < 65_535 {
                ids[name] = id
                names.append(name)
            }
            return id
        }

        func find(_ name: String) -> UInt16? { ids[name] }
    }

    /// One of the two tables.
    private struct Rows: Sendable {
        var page: [Int32] = []
        var place: [UInt16] = []
        /// The kind of an event, the stance of a claim.
        var kind: [UInt16] = []
        /// Polarity of an event.
        var how: [UInt16] = []
        var actors: [UInt16] = []
        var others: [UInt16] = []
        var from: [Int32] = []
        var to: [Int32] = []
        var newestFirst: [Int32] = []
    }

    private var told = Rows()
    private var said = Rows()
    private var kinds = Names()
    private var hows = Names()
    private var states = Names()
    private var sideNames = Names()
    private var sideOfPage: [Int32: UInt16] = [:]
    private var copies: [Int32: Int32] = [:]

    /// Reads the rows of a store.
    ///
    /// - Parameters:
    ///   - store: The derived data.
    ///   - index: The pages, for their days and sides.
    /// - Complexity: O(*n* log *n*) in events and claims.
    public init(_ store: CorpusStore, _ index: ProjectIndex) throws {
        var days: [Int32: (Int32, Int32)] = [:]
        for page in index.heads {
            sideOfPage[Int32(page.number)] = sideNames.id(page.side)
            copies[Int32(page.number)] = Int32(page.copies)
            days[Int32(page.number)] = (page.from, page.to)
        }
        var told = Rows()
        try store.visitTold { page, row in
            told.page.append(Int32(page))
            told.place.append(UInt16(clamping: row.place))
            told.kind.append(kinds.id(row.kind))
            told.how.append(hows.id(row.polarity))
            told.actors.append(states.id(row.actors))
            told.others.append(states.id(row.recipients))
            told.from.append(row.from.map { Int32(clamping: $0) } ?? Int32.min)
            told.to.append(row.to.map { Int32(clamping: $0) } ?? Int32.max)
        }
        var said = Rows()
        try store.visitSaid { page, row in
            said.page.append(Int32(page))
            said.place.append(UInt16(clamping: row.place))
            said.kind.append(kinds.id(row.stance))
            said.how.append(0)
            said.actors.append(states.id(row.speakers))
            said.others.append(states.id(row.about))
            let (from, to) = days[Int32(page)] ?? (Int32.min, Int32.max)
            said.from.append(from)
            said.to.append(to)
        }
        self.told = EventTable.sorted(told)
        self.said = EventTable.sorted(said)
    }

    /// Puts the newest first, what has no day last; what is only known to lie before a day counts by that day.
    private static func sorted(_ rows: Rows) -> Rows {
        var result = rows
        let keys = rows.from.indices.map { index -> Int32 in
            rows.from[index] != Int32.min ? rows.from[index] : rows.to[index] == Int32.max ? Int32.min : rows.to[index]
        }
        result.newestFirst = keys.indices.map { Int32($0) }
        result.newestFirst.sort { (keys[Int($1)], $0) < (keys[Int($0)], $1) }
        return result
    }

    /// The number of events and of claims.
    public var counts: (events: Int, claims: Int) { (told.page.count, said.page.count) }

    /// The events that pass.
    public func events(_ query: EventQuery) -> RowSelection { select(told, query) }

    /// The claims that pass; kinds are stances, and the first states are those of who speaks.
    public func claims(_ query: EventQuery) -> RowSelection { select(said, query) }

    private func select(_ rows: Rows, _ query: EventQuery) -> RowSelection {
        var result = RowSelection()
        let first = query.from.flatMap(DayBounds.init(edtf:))?.from.map { Int32(clamping: $0.number) } ?? Int32.min
        let last = query.to.flatMap(DayBounds.init(edtf:))?.to.map { Int32(clamping: $0.number) } ?? Int32.max
        let hasDays = query.from != nil || query.to != nil
        let wantedKinds = Set(query.kinds.map { kinds.find($0) ?? UInt16.max })
        let wantedHows = Set(query.polarities.map { hows.find($0) ?? UInt16.max })
        let wantedSides = Set(query.sides.map { sideNames.find($0) ?? UInt16.max })
        let members = states.names.map { Set($0.split(separator: " ").map(String.init)) }
        func holds(_ codes: [String], any: Bool) -> ((UInt16, UInt16) -> Bool)? {
            if codes.isEmpty { return nil }
            let masks = codes.map { code in members.map { $0.contains(code) } }
            return { a, b in
                any
                    ? masks.contains { $0[Int(a)] || $0[Int(b)] } : masks.allSatisfy { $0[Int(a)] || $0[Int(b)] }
            }
        }
        let ofPair = holds(query.pair, any: false)
        let ofStates = holds(query.states, any: true)
        var kindCounts = [Int](repeating: 0, count: kinds.names.count)
        var howCounts = [Int](repeating: 0, count: max(1, hows.names.count))
        var sideCounts = [Int](repeating: 0, count: max(1, sideNames.names.count))
        var pairCounts: [UInt32: Int] = [:]
        var years: [Int: Int] = [:]
        var yearOfDay: (Int32, Int) = (Int32.min, 0)
        var lastPage: Int32 = -1
        var chosen: Set<Int32> = []
        var isWanted = [Bool](repeating: false, count: rows.page.count)
        for index in rows.page.indices {
            let (from, to) = (rows.from[index], rows.to[index])
            if hasDays,
                from == Int32.min && to == Int32.max || to < first || from > last
                    || from == Int32.min && to > last && last != Int32.max
            {
                continue
            }
            if !wantedKinds.isEmpty, !wantedKinds.contains(rows.kind[index]) { continue }
            if !wantedHows.isEmpty, !wantedHows.contains(rows.how[index]) { continue }
            if let ofPair, !ofPair(rows.actors[index], rows.others[index]) { continue }
            if let ofStates, !ofStates(rows.actors[index], rows.others[index]) { continue }
            let page = rows.page[index]
            let side = sideOfPage[page] ?? 0
            if !wantedSides.isEmpty, !wantedSides.contains(side) { continue }
            isWanted[index] = true
            result.count += 1
            if page != lastPage, chosen.insert(page).inserted {
                result.texts += 1
                result.pages += Int(copies[page] ?? 1)
            }
            lastPage = page
            kindCounts[Int(rows.kind[index])] += 1
            howCounts[Int(rows.how[index])] += 1
            sideCounts[Int(side)] += 1
            pairCounts[UInt32(rows.actors[index]) << 16 | UInt32(rows.others[index]), default: 0] += 1
            let day = from != Int32.min ? from : to
            if day == Int32.min || day == Int32.max {
                years[Int.min, default: 0] += 1
            } else {
                if yearOfDay.0 != day { yearOfDay = (day, CivilDay(number: Int(day)).year) }
                years[yearOfDay.1, default: 0] += 1
            }
        }
        func sorted(_ names: [String], _ counts: [Int]) -> [(value: String, count: Int)] {
            zip(names, counts).filter { $0.1 > 0 }.map { (value: $0.0, count: $0.1) }.sorted {
                ($1.count, $0.value) < ($0.count, $1.value)
            }
        }
        result.facets["kind"] = sorted(kinds.names, kindCounts)
        result.facets["how"] = sorted(hows.names, howCounts)
        result.facets["side"] = sorted(sideNames.names, sideCounts)
        var pairs: [String: Int] = [:]
        var single: [String: Int] = [:]
        for (key, count) in pairCounts {
            let codes = members[Int(key >> 16)].union(members[Int(key & 0xFFFF)]).sorted()
            for (place, code) in codes.enumerated() {
                single[code, default: 0] += count
                for other in codes.dropFirst(place + 1) { pairs["\(code) \(other)", default: 0] += count }
            }
        }
        result.facets["pair"] = pairs.map { (value: $0.key, count: $0.value) }.sorted {
            ($1.count, $0.value) < ($0.count, $1.value)
        }
        result.facets["state"] = single.map { (value: $0.key, count: $0.value) }.sorted {
            ($1.count, $0.value) < ($0.count, $1.value)
        }
        result.facets["year"] = years.sorted { $0.key < $1.key }.map {
            (value: $0.key == Int.min ? "" : "\($0.key)", count: $0.value)
        }
        var passed = 0
        func take(_ index: Int32) -> Bool {
            guard isWanted[Int(index)] else { return true }
            passed += 1
            if passed > query.offset {
                result.rows.append((Int(rows.page[Int(index)]), Int(rows.place[Int(index)])))
            }
            return result.rows.count < query.limit
        }
        if query.isEarliestFirst {
            for index in rows.newestFirst.reversed() where !take(index) { break }
        } else {
            for index in rows.newestFirst where !take(index) { break }
        }
        return result
    }
}
