internal import DocumentModel

/// What of a report decides which others tell of the same event, in numbers.
private struct Report: Sendable {
    /// Whether it gives a day: not at all, by its tense only, or as a date.
    enum Day: Sendable {
        case none, tense, date
    }

    var document: Int
    /// The text that its page carries.
    var text: Int
    var type: Int
    /// The country of the place, -1 when not told.
    var place: Int
    var day: Day
    /// The days, with ``Report/open`` for a side that is open.
    var from: Int
    var to: Int
    /// The day on which its page was published, if that is known to the day.
    var published: Int?
    /// The persons that it names as parties.
    var persons: [Int]
    /// Whether it can happen twice in a month without anybody saying so: meetings, messages, words.
    var isFrequent: Bool

    static let open = 1 << 40
    /// How many days before its telling an act may lie that is told without a day.
    static let longestReach = 45

    /// The number of days, nil when a side is open.
    var length: Int? { from == -Report.open || to == Report.open ? nil : to - from + 1 }

    func overlaps(_ other: Report) -> Bool { from <= other.to && other.from <= to }

    /// The days that those of another text must touch to tell of the same event; nil when nothing follows from them.
    var reach: ClosedRange<Int>? {
        switch day {
        case .none: return nil
        case .tense: return published.map { $0 - Report.longestReach...$0 }
        case .date: return length == nil || from > to ? nil : from...to
        }
    }
}

/// Reports joined to those that tell of one event of the world.
///
/// A report joins the first group of its key that it fits. Which groups can fit is looked up by their days and by their texts, so
/// that a collection of years does not compare every report with all others between the same states.
struct ReportGroups {
    /// The reports of a group, and what is known of them together.
    private struct Group {
        var reports: [Report] = []
        /// The texts that give days.
        var dated: Set<Int> = []
    }

    /// Where the groups of one key are found.
    private struct Places {
        var all: [Int] = []
        /// By spans of 32 days.
        var bySpan: [Int: [Int]] = [:]
        /// Those that span more days than are worth looking up.
        var long: [Int] = []
        /// Those that begin with a report without any day.
        var undated: [Int] = []
        /// By the texts of their reports.
        var byText: [Int: [Int]] = [:]
    }

    /// Where the reports of each group stand.
    private(set) var attestations: [[Attestation]] = []
    private var groups: [Group] = []
    private var byKey: [String: Places] = [:]
    private var numbers: [String: Int] = [:]
    /// The days beyond which a group is looked up without them.
    private static let longest = 400

    /// Joins the reports of some pages.
    ///
    /// - Complexity: O(*n*) in reports, times those between the same states in the same weeks.
    init(_ documents: [LedgerDocument]) {
        let twins = CopiedReports(documents)
        for (index, document) in documents.enumerated() {
            let text = number(document.text)
            let published = document.published.flatMap { $0.length == 1 ? $0.from?.number : nil }
            for (position, event) in document.events.enumerated() where !twins.isCopy(index, position) {
                let attestation = Attestation(
                    document: index, event: position, range: event.evidence.first ?? event.trigger)
                let report = Report(
                    document: index, text: text, type: number(event.type),
                    place: event.place?.country.map { number($0) } ?? -1,
                    day: event.when.map { $0.basis == .tense ? .tense : .date } ?? .none,
                    from: event.when?.bounds.from?.number ?? -Report.open,
                    to: event.when?.bounds.to?.number ?? Report.open, published: published,
                    persons: ReportGroups.persons(event).map { number($0) },
                    isFrequent: ReportGroups.frequent.contains(event.root))
                add(report, attestation, ReportGroups.key(event))
            }
        }
        twins.join(&attestations, documents)
    }

    /// Acts that two states repeat within weeks; others – bans, expulsions, accords – are told again and again.
    private static let frequent: Set<Root> = [
        .consult, .support, .accuse, .request, .reject, .threaten, .assault, .agree,
    ]

    /// The persons with names among the parties.
    private static func persons(_ event: Event) -> [String] {
        (event.actors + event.recipients).filter { $0.kind == .person && !$0.id.hasPrefix("office:") }.map(\.id)
    }

    /// Parties, kind and what is said of it: only reports of one key can tell of one event.
    private static func key(_ event: Event) -> String {
        let parties = event.countries.sorted().joined(separator: "-")
        let direction = event.type == "visit" ? event.actors.first?.country ?? "" : ""
        let told = [.asserted, .planned].contains(event.polarity) ? event.polarity.rawValue : "open"
        return
            "\(parties)|\(EventKey.family(event) == "visit" ? "visit" : event.type)|\(direction)|\(told)\(event.isAgain ? "|again" : "")"
    }

    private mutating func number(_ name: String) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = numbers.count
        return numbers.count - 1
    }

    private mutating func add(_ report: Report, _ attestation: Attestation, _ key: String) {
        var places = byKey.removeValue(forKey: key) ?? Places()
        defer { byKey[key] = places }
        let found = ReportGroups.candidates(report, places).first { fits(report, groups[$0]) }
        let number = found ?? groups.count
        if found == nil {
            groups.append(Group())
            attestations.append([])
            places.all.append(number)
        }
        // The days of a group are those of its first date; of its first report as long as it has none.
        if found == nil || report.day == .date && groups[number].dated.isEmpty {
            ReportGroups.note(number, report, &places)
        }
        if report.day == .date { groups[number].dated.insert(report.text) }
        groups[number].reports.append(report)
        attestations[number].append(attestation)
        if places.byText[report.text]?.last != number { places.byText[report.text, default: []].append(number) }
    }

    /// Makes a group found by the days of one of its reports.
    private static func note(_ group: Int, _ report: Report, _ places: inout Places) {
        if report.day == .none { places.undated.append(group) }
        // Where no days follow, only a copy can fit.
        guard let reach = report.reach else { return }
        if reach.count > longest {
            places.long.append(group)
            return
        }
        for span in (reach.lowerBound >> 5)...(reach.upperBound >> 5) { places.bySpan[span, default: []].append(group) }
    }

    /// The groups that a report may fit, the first ones first.
    private static func candidates(_ report: Report, _ places: Places) -> [Int] {
        var result = places.byText[report.text] ?? []
        if report.day == .none { result += places.undated }
        if let reach = report.reach {
            if reach.count > longest { return places.all }
            for span in (reach.lowerBound >> 5)...(reach.upperBound >> 5) { result += places.bySpan[span] ?? [] }
            result += places.long
        }
        result.sort()
        var previous = -1
        result.removeAll { number in
            defer { previous = number }
            return number == previous
        }
        return result
    }

    /// Whether a report tells of the event that others tell; a copy that gives no day says nothing against its text's days.
    private func fits(_ report: Report, _ group: Group) -> Bool {
        let isUndatedCopy = report.day != .date && group.dated.contains(report.text)
        return group.reports.allSatisfy { other in
            if isUndatedCopy, other.text != report.text { return true }
            if other.day != .date, other.document != report.document, other.text != report.text,
                group.dated.contains(other.text)
            {
                return true
            }
            return same(report, other)
        }
    }

    private func same(_ left: Report, _ right: Report) -> Bool {
        if left.text == right.text, left.document != right.document {
            // Copies of one text: the same event stands in the same words.
            guard left.type == right.type else { return false }
            return left.day != .date || right.day != .date || left.overlaps(right)
        }
        guard left.place < 0 || right.place < 0 || left.place == right.place else { return false }
        // What has no day at all is one act only in one text, or when the same persons act.
        guard left.day != .none, right.day != .none else {
            return left.day == right.day && (left.document == right.document || isOneAct(left, right))
        }
        // A bound that only the tense gives says too little to join two texts.
        if left.day == .tense || right.day == .tense {
            if left.document == right.document { return left.day == right.day }
            if left.day == right.day { return isNewsOfOneWeek(left, right) }
            return left.day == .tense ? isNews(left, right) : isNews(right, left)
        }
        guard left.overlaps(right) else { return false }
        guard let length = left.length, let other = right.length else { return left.document == right.document }
        return min(length, other) <= 366
    }

    /// Whether two reports may be of one act over weeks: of the same named persons, or of a kind that is not repeated.
    private func isOneAct(_ left: Report, _ right: Report) -> Bool {
        guard left.isFrequent else { return true }
        return !left.persons.isEmpty && left.persons.contains { right.persons.contains($0) }
    }

    /// Whether two pages were published within three days of each other, of one act within weeks.
    private func isNewsOfOneWeek(_ left: Report, _ right: Report) -> Bool {
        guard let a = left.published, let b = right.published else { return false }
        return abs(a - b) <= (left.isFrequent ? 3 : Report.longestReach)
    }

    /// Whether the days of one report fall into the weeks before the other's page was published: what that tells without a day is news of
    /// the last week, or of the weeks before when the act is one that is told again.
    private func isNews(_ report: Report, _ dated: Report) -> Bool {
        guard let published = report.published, let length = dated.length, length <= 7 else { return false }
        let reach = isOneAct(report, dated) ? Report.longestReach : 7
        return dated.from <= published && dated.to >= published - reach
    }
}
