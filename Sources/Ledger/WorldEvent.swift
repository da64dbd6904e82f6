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
    /// - Complexity: O(*n*²) in the events that share parties and kind.
    public init(_ documents: [LedgerDocument], joined: [[(document: Int, event: Int)]] = []) {
        self.documents = documents
        var groups: [[Attestation]] = []
        var byKey: [String: [Int]] = [:]
        for (index, document) in documents.enumerated() {
            for (position, event) in document.events.enumerated() {
                let attestation = Attestation(
                    document: index, event: position, range: event.evidence.first ?? event.trigger)
                let key = WorldLedger.key(event)
                if let found = byKey[key]?.first(where: { group in
                    fits(event, index, groups[group])
                }) {
                    groups[found].append(attestation)
                } else {
                    groups.append([attestation])
                    byKey[key, default: []].append(groups.count - 1)
                }
            }
        }
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
        events = groups.filter { !$0.isEmpty }.map(world)
        events.sort { left, right in
            let a = left.report.when?.bounds.from ?? left.report.when?.bounds.to ?? CivilDay(number: 1 << 30)
            let b = right.report.when?.bounds.from ?? right.report.when?.bounds.to ?? CivilDay(number: 1 << 30)
            if a != b { return a < b }
            return (left.attestations[0].document, left.attestations[0].event) < (
                right.attestations[0].document, right.attestations[0].event
            )
        }
        for index in events.indices { events[index].id = "E\(index + 1)" }
        linkParts()
        linkDenials()
    }

    /// Parties, kind and what is said of it: only reports of one key can tell of one event.
    private static func key(_ event: Event) -> String {
        let parties = event.countries.sorted().joined(separator: "-")
        let direction = event.type == "visit" ? event.actors.first?.country ?? "" : ""
        let told = ["asserted", "planned"].contains(event.polarity) ? event.polarity : "open"
        return "\(parties)|\(EventKey.family(event) == "visit" ? "visit" : event.type)|\(direction)|\(told)"
    }

    /// Whether a report tells of the event that others tell; a copy that gives no day says nothing against its text's days.
    private func fits(_ event: Event, _ document: Int, _ group: [Attestation]) -> Bool {
        let dated = Set(
            group.filter { days(documents[$0.document].events[$0.event]) != nil }.map { documents[$0.document].text })
        let isUndatedCopy = days(event) == nil && dated.contains(documents[document].text)
        return group.allSatisfy { attestation in
            if isUndatedCopy, documents[attestation.document].text != documents[document].text { return true }
            let other = documents[attestation.document].events[attestation.event]
            if days(other) == nil, document != attestation.document,
                documents[attestation.document].text != documents[document].text,
                dated.contains(documents[attestation.document].text)
            {
                return true
            }
            return same(event, other, document, attestation.document)
        }
    }

    private func same(_ left: Event, _ right: Event, _ a: Int, _ b: Int) -> Bool {
        if documents[a].text == documents[b].text, a != b {
            // Copies of one text: the same event stands in the same words.
            guard left.type == right.type else { return false }
            guard let x = days(left), let y = days(right) else { return true }
            return x.overlaps(y)
        }
        guard left.place?.country == nil || right.place?.country == nil || left.place?.country == right.place?.country
        else { return false }
        let (x, y) = (left.when, right.when)
        guard let x, let y else { return x == nil && y == nil }
        // A bound that only the tense gives says too little to join two texts.
        if x.basis == "tense" || y.basis == "tense" {
            if a == b { return x.basis == y.basis }
            if x.basis == y.basis { return isNewsOfOneWeek(a, b) }
            return x.basis == "tense" ? isNews(a, y) : isNews(b, x)
        }
        guard x.bounds.overlaps(y.bounds) else { return false }
        guard let lengthX = x.bounds.length, let lengthY = y.bounds.length else { return a == b }
        return min(lengthX, lengthY) <= 366
    }

    /// Whether two pages were published within three days of each other.
    private func isNewsOfOneWeek(_ a: Int, _ b: Int) -> Bool {
        guard let x = documents[a].published, let y = documents[b].published, x.length == 1, y.length == 1,
            let left = x.from, let right = y.from
        else { return false }
        return abs(left.number - right.number) <= 3
    }

    /// Whether days fall into the week before a page was published: what it tells without a day is news of that week.
    private func isNews(_ document: Int, _ when: EventDate) -> Bool {
        guard let from = documents[document].published?.from, let to = documents[document].published?.to,
            documents[document].published?.length == 1, when.basis != "tense", when.bounds.length ?? 8 <= 7,
            let first = when.bounds.from, let last = when.bounds.to
        else { return false }
        return first <= to && last >= from.adding(days: -7)
    }

    private func days(_ event: Event) -> DayBounds? { event.when?.basis == "tense" ? nil : event.when?.bounds }

    private func world(_ group: [Attestation]) -> WorldEvent {
        let reports = group.map { documents[$0.document].events[$0.event] }
        // The report that tells most: the finest dates, then the most parties with names.
        let best =
            reports.enumerated().min { left, right in
                let a = left.element.when.flatMap { $0.basis == "tense" ? nil : $0.bounds.length } ?? Int.max
                let b = right.element.when.flatMap { $0.basis == "tense" ? nil : $0.bounds.length } ?? Int.max
                let named: (Event) -> Int = { -($0.actors + $0.recipients).count { $0.kind == .person } }
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
        event.remembrances = zip(group, reports).compactMap { attestation, report in
            report.remembered.map { ($0, attestation.document) }
        }
        return event
    }

    /// Puts parts under their visit, as their own texts do.
    private mutating func linkParts() {
        var owner: [String: Int] = [:]
        for (index, event) in events.enumerated() {
            for attestation in event.attestations {
                owner["\(attestation.document)#\(documents[attestation.document].events[attestation.event].id)"] = index
            }
        }
        for index in events.indices {
            for attestation in events[index].attestations {
                guard let part = documents[attestation.document].events[attestation.event].partOf,
                    let whole = owner["\(attestation.document)#\(part)"], whole != index
                else { continue }
                events[index].partOf = events[whole].id
                if !events[whole].parts.contains(events[index].id) { events[whole].parts.append(events[index].id) }
                break
            }
        }
    }

    private mutating func linkDenials() {
        for (number, document) in documents.enumerated() {
            for claim in document.claims where claim.isDenial {
                guard let target = claim.target else { continue }
                var events: [String] = [target]
                if let other = document.claims.first(where: { $0.id == target }) { events += other.events }
                for index in self.events.indices
                where self.events[index].attestations.contains(where: {
                    $0.document == number && events.contains(document.events[$0.event].id)
                }) {
                    self.events[index].deniedBy.append("\(document.id)#\(claim.id)")
                }
            }
        }
    }

    /// The events between two countries (ISO 3166 alpha-3).
    public func events(between first: String, and second: String) -> [WorldEvent] {
        events.filter { $0.report.countries.contains(first) && $0.report.countries.contains(second) }
    }
}
