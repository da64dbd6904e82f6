public import DocumentModel

/// Builds events of the world from the reports of a collection.
///
/// Reports are joined when parties, kind and days fit; copies of one text are one attestation more, never one count more.
/// An affirmation and a denial of the same event are linked, never joined.
public struct WorldLedger: Sendable {
    /// The pages.
    public let documents: OnDemand<LedgerDocument>
    /// The events, by first day; those without a day last.
    public let events: OnDemand<WorldEvent>
    private let groups: EventGroups

    /// Where pages come from that are not held.
    public struct Source: Sendable {
        let document: @Sendable (Int) -> LedgerDocument
        let report: @Sendable (Int, Int) -> Event
        let prepare: @Sendable (_ now: [Int], _ next: [Int]) -> Void

        /// Makes a source.
        ///
        /// - Parameters:
        ///   - document: Gives the page at an index.
        ///   - report: Gives a report by the index of its page and its place there.
        ///   - prepare: Told which pages the events to come ask for, and which those behind them.
        public init(
            document: @escaping @Sendable (Int) -> LedgerDocument,
            report: @escaping @Sendable (_ document: Int, _ event: Int) -> Event,
            prepare: @escaping @Sendable (_ now: [Int], _ next: [Int]) -> Void
        ) {
            self.document = document
            self.report = report
            self.prepare = prepare
        }
    }

    /// Builds the ledger of pages that are held.
    ///
    /// - Parameters:
    ///   - documents: The pages.
    ///   - joined: Reports that a person said tell of one event, as indexes of pages and of their events.
    /// - Complexity: O(*n*) in events, times those between the same states in the same weeks.
    public init(_ documents: [LedgerDocument], joined: [[(document: Int, event: Int)]] = []) {
        var copies: [String: Int] = [:]
        for document in documents { copies[document.text, default: 0] += 1 }
        var table = ReportTable()
        for document in documents { table.append(document, isAlone: copies[document.text] == 1) }
        let groups = EventGroups(table, joined: joined)
        self.groups = groups
        self.documents = OnDemand(documents)
        events = OnDemand(groups.indices.map { groups.event($0) { documents[$0].events[$1] } })
    }

    /// Builds the ledger of pages that are not held: their events are made each time they are asked for.
    ///
    /// - Parameters:
    ///   - table: The reports of the pages.
    ///   - joined: Reports that a person said tell of one event, as indexes of pages and of their events.
    ///   - source: Where the pages come from.
    /// - Complexity: O(*n*) in events, times those between the same states in the same weeks; about two hundred bytes a report are held.
    public init(_ table: ReportTable, joined: [[(document: Int, event: Int)]] = [], _ source: Source) {
        self.init(EventGroups(table, joined: joined), source)
    }

    private init(_ groups: EventGroups, _ source: Source) {
        self.groups = groups
        documents = OnDemand(count: groups.table.pages.count, source.document)
        events = OnDemand(count: groups.indices.count) { index in
            if index % WorldLedger.ahead == 0 {
                let pages = { (start: Int) in
                    (start..<max(start, min(start + WorldLedger.ahead, groups.indices.count))).flatMap {
                        groups.pages($0)
                    }
                }
                source.prepare(pages(index), pages(index + WorldLedger.ahead))
            }
            return groups.event(index, source.report)
        }
    }

    /// The same ledger with its pages from another source.
    public func reading(_ source: Source) -> WorldLedger { WorldLedger(groups, source) }

    /// How many events are prepared at once.
    private static let ahead = 64

    /// The events between two countries (ISO 3166 alpha-3).
    public func events(between first: String, and second: String) -> [WorldEvent] {
        events.filter { $0.report.concerns([first, second]) }
    }

    /// The indexes of the events of a kind.
    func indices(ofType type: String) -> [Int] { groups.indices.filter { groups.type($0) == type } }

    /// The event that a report tells of.
    ///
    /// - Complexity: O(1).
    public func event(of document: Int, _ event: Int) -> WorldEvent? {
        groups.group(of: document, event).map { events[$0] }
    }

    /// The sides that are heard (ISO 3166 alpha-3).
    var sides: Set<String> { groups.table.sides }
}
