/// Reports joined to those that tell of one event of the world.
///
/// A report joins the first group of its key that it fits. Which groups can fit is looked up by their days and by their texts, so
/// that a collection of years does not compare every report with all others between the same states.
struct ReportGroups {
    /// The reports of a group, and what is known of them together.
    private struct Group {
        var reports: [Int32] = []
        /// The texts that give days.
        var dated: Set<Int32> = []
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
        var byText: [Int32: [Int]] = [:]
    }

    private let table: ReportTable
    private var groups: [Group] = []
    private var byKey: [Int32: Places] = [:]
    /// The days beyond which a group is looked up without them.
    private static let longest = 400

    /// Joins the reports of some pages.
    ///
    /// - Returns: The places of the reports of each group in the table.
    /// - Complexity: O(*n*) in reports, times those between the same states in the same weeks.
    static func of(_ table: ReportTable) -> [[Int32]] {
        let copies = CopiedReports(table)
        var joiner = ReportGroups(table: table)
        for place in table.reports.indices where !copies.isCopy(place) { joiner.add(place) }
        var groups = joiner.groups.map(\.reports)
        copies.join(&groups)
        return groups
    }

    private init(table: ReportTable) { self.table = table }

    private func published(_ report: Report) -> Int? { table.pages[Int(report.document)].published }

    private mutating func add(_ place: Int) {
        let report = table.reports[place]
        var places = byKey.removeValue(forKey: report.key) ?? Places()
        defer { byKey[report.key] = places }
        let reach = report.reach(published(report))
        let found = ReportGroups.candidates(report, reach, places).first { fits(report, groups[$0]) }
        let number = found ?? groups.count
        if found == nil {
            groups.append(Group())
            places.all.append(number)
        }
        // The days of a group are those of its first date; of its first report as long as it has none.
        if found == nil || report.day == .date && groups[number].dated.isEmpty {
            ReportGroups.note(number, report, reach, &places)
        }
        if report.day == .date { groups[number].dated.insert(report.text) }
        groups[number].reports.append(Int32(place))
        if places.byText[report.text]?.last != number { places.byText[report.text, default: []].append(number) }
    }

    /// Makes a group found by the days of one of its reports.
    private static func note(_ group: Int, _ report: Report, _ reach: ClosedRange<Int>?, _ places: inout Places) {
        if report.day == .none { places.undated.append(group) }
        // Where no days follow, only a copy can fit.
        guard let reach else { return }
        if reach.count > longest {
            places.long.append(group)
            return
        }
        for span in (reach.lowerBound >> 5)...(reach.upperBound >> 5) { places.bySpan[span, default: []].append(group) }
    }

    /// The groups that a report may fit, the first ones first.
    private static func candidates(_ report: Report, _ reach: ClosedRange<Int>?, _ places: Places) -> [Int] {
        var result = places.byText[report.text] ?? []
        if report.day == .none { result += places.undated }
        if let reach {
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
        return group.reports.allSatisfy { place in
            let other = table.reports[Int(place)]
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
        guard let a = published(left), let b = published(right) else { return false }
        return abs(a - b) <= (left.isFrequent ? 3 : Report.longestReach)
    }

    /// Whether the days of one report fall into the weeks before the other's page was published: what that tells without a day is news of
    /// the last week, or of the weeks before when the act is one that is told again.
    private func isNews(_ report: Report, _ dated: Report) -> Bool {
        guard let published = published(report), let length = dated.length, length <= 7 else { return false }
        let reach = isOneAct(report, dated) ? Report.longestReach : 7
        return dated.from <= published && dated.to >= published - reach
    }
}
