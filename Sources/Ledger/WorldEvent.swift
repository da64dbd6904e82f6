public import DocumentModel

/// Where a page tells of an event.
public struct Attestation: Sendable {
    /// The page's index in the collection.
    public var document: Int
    /// The event's index in the page.
    public var event: Int
    /// The sentence.
    public var range: TextRange

    /// Makes an attestation.
    public init(document: Int, event: Int, range: TextRange) {
        self.document = document
        self.event = event
        self.range = range
    }
}

/// An event of the world: what several pages tell of one event, with every place where they tell it.
public struct WorldEvent: Sendable {
    /// The id in the collection: `E1`, `E2` and so on.
    public var id = ""
    /// The best report: the one that tells most.
    public var report: Event
    /// Where it is told, in the order of the pages.
    public var attestations: [Attestation]
    /// The four counts of its pages.
    public var counts: FourCounts
    /// The texts that tell it.
    public var texts: [String]
    /// Ids of claims that deny it, as `page#claim`.
    public var deniedBy: [String] = []
    /// The ids of the events that are parts of it.
    public var parts: [String] = []
    /// The event that it is a part of.
    public var partOf: String?
    /// Codes of flags that touch it.
    public var flags: [String] = []
    /// What the parties and the day of its surest report stand on.
    public var footing = Footing.possible
    /// The anniversaries that pages tell of it: number and page.
    public var remembrances: [(number: Int, document: Int)] = []
}

/// Builds events of the world from the reports of a collection.
///
/// Reports are joined when parties, kind and days fit; copies of one text are one attestation more, never one count more.
/// An affirmation and a denial of the same event are linked, never joined.
public struct WorldLedger: Sendable {
    /// The pages.
    public let documents: [LedgerDocument]
    /// The events, by first day; those without a day last.
    public private(set) var events: [WorldEvent] = []

    /// Builds the ledger.
    ///
    /// - Parameters:
    ///   - documents: The pages.
    ///   - joined: Reports that a person said tell of one event, as indexes of pages and of their events.
    /// - Complexity: O(*n*) in events, times those between the same states in the same weeks.
    public init(_ documents: [LedgerDocument], joined: [[(document: Int, event: Int)]] = []) {
        self.documents = documents
        var groups = ReportGroups(documents).attestations
        for reports in joined {
            let found = groups.indices.filter { group in
                groups[group].contains { attestation in
                    reports.contains { $0.document == attestation.document && $0.event == attestation.event }
                }
            }
            guard let first = found.first else { continue }
            for group in found.dropFirst() {
                groups[first] += groups[group]
                groups[group] = []
            }
        }
        let found = groups.filter { !$0.isEmpty }.map(world)
        let outlines = found.map(outline)
        let order = WorldOrder.order(outlines)
        events = order.map { found[$0] }
        for index in events.indices { events[index].id = "E\(index + 1)" }
        let links = WorldOrder.links(order.map { outlines[$0] }, denials())
        for index in events.indices {
            events[index].deniedBy = links.deniedBy[index]
            guard let whole = links.wholes[index] else { continue }
            events[index].partOf = events[whole].id
            if !events[whole].parts.contains(events[index].id) { events[whole].parts.append(events[index].id) }
        }
    }

    /// What decides the place of an event among the others, and its links to them.
    private func outline(_ event: WorldEvent) -> WorldOutline {
        WorldOutline(
            day: event.report.when?.bounds.from ?? event.report.when?.bounds.to,
            reports: event.attestations.map { attestation in
                let report = documents[attestation.document].events[attestation.event]
                return WorldOutline.Report(
                    page: attestation.document, position: attestation.event, id: report.id, partOf: report.partOf)
            })
    }

    /// What claims deny.
    private func denials() -> [WorldDenial] {
        documents.enumerated().flatMap { number, document in
            WorldDenial.all(document.id, document.claims).map { denial in
                var denial = denial
                denial.page = number
                return denial
            }
        }
    }

    private func world(_ group: [Attestation]) -> WorldEvent {
        let reports = group.map { documents[$0.document].events[$0.event] }
        // Where the earliest copy of a text tells it, its days count, not those that a later copy would give the same words.
        let early = Set(group.filter { documents[$0.document].isRoot }.map { documents[$0.document].text })
        let told = zip(group, reports).filter { attestation, report in
            let page = documents[attestation.document]
            if page.isRoot || !early.contains(page.text) { return true }
            // A day that a copy writes in full is a day of the text, too.
            let hangs: Set<DateBasis> = [.relative, .weekday, .tense, .notStated]
            return report.when.map { !hangs.contains($0.basis) } ?? false
        }.map(\.1)
        // The report that tells most: the finest dates, then the most parties with names.
        let best =
            told.enumerated().min { left, right in
                let a = left.element.when.flatMap { $0.basis == .tense ? nil : $0.bounds.length } ?? Int.max
                let b = right.element.when.flatMap { $0.basis == .tense ? nil : $0.bounds.length } ?? Int.max
                let named: (Event) -> Int = { -($0.actors + $0.recipients).count { $0.kind.isPerson } }
                // An event told as it happened comes before its remembrance.
                return (left.element.remembered == nil ? 0 : 1, named(left.element), a, left.offset) < (
                    right.element.remembered == nil ? 0 : 1, named(right.element), b, right.offset
                )
            }?.element ?? reports[0]
        let pages = group.map { documents[$0.document] }
        var seen: Set<String> = []
        var event = WorldEvent(
            report: best, attestations: group, counts: FourCounts(pages),
            texts: pages.map(\.text).filter { seen.insert($0).inserted })
        event.footing = reports.map(\.footing).min() ?? .possible
        event.remembrances = zip(group, reports).compactMap { attestation, report in
            report.remembered.map { ($0, attestation.document) }
        }
        return event
    }

    /// The events between two countries (ISO 3166 alpha-3).
    public func events(between first: String, and second: String) -> [WorldEvent] {
        events.filter { $0.report.countries.contains(first) && $0.report.countries.contains(second) }
    }
}
