internal import DocumentModel

/// The reports of each event of the world, and how the events hang together; all as places in the table.
struct EventGroups: Sendable {
    private struct Group: Sendable {
        var reports: [Int32]
        /// The report that tells most.
        var best: Int32
        var partOf: Int32 = -1
        var parts: [Int32] = []
        var denials: [Int32] = []
    }

    let table: ReportTable
    private var groups: [Group] = []
    /// The event of each report, -1 when of none.
    private var owner: [Int32] = []

    /// Joins the reports, sorts the events, links parts and denials.
    init(_ table: ReportTable, joined: [[(document: Int, event: Int)]]) {
        self.table = table
        var found = ReportGroups.of(table)
        for reports in joined {
            let wanted = Set(reports.map { Int32(table.place($0.document, $0.event)) })
            let same = found.indices.filter { found[$0].contains { wanted.contains($0) } }
            guard let first = same.first else { continue }
            for group in same.dropFirst() {
                found[first] += found[group]
                found[group] = []
            }
        }
        found.removeAll(where: \.isEmpty)
        let best = found.map { EventGroups.best($0, table) }
        let outlines = zip(found, best).map { reports, best in
            WorldOrder.Outline(day: table.reports[Int(best)].firstDay, reports: reports)
        }
        let parts = table.reports.map { report in
            report.partOf < 0 ? -1 : Int32(table.place(Int(report.document), Int(report.partOf)))
        }
        let world = WorldOrder(outlines, parts: parts)
        owner = world.owner
        groups = world.order.map { Group(reports: found[$0], best: best[$0]) }
        for (number, denials) in world.denials(table.denials.lazy.map(\.denied)).enumerated() {
            groups[number].denials = denials
        }
        for (number, whole) in world.wholes.enumerated() where whole >= 0 {
            groups[number].partOf = whole
            groups[Int(whole)].parts.append(Int32(number))
        }
    }

    /// The report that tells most: told as it happened, the most parties with names, the finest dates.
    private static func best(_ group: [Int32], _ table: ReportTable) -> Int32 {
        func isRoot(_ place: Int32) -> Bool { table.pages[Int(table.reports[Int(place)].document)].isRoot }
        // Where the earliest copy of a text tells it, its days count, not those that a later copy would give the same words.
        let early = Set(group.filter(isRoot).map { table.reports[Int($0)].text })
        let told = group.filter { place in
            let report = table.reports[Int(place)]
            // A day that a copy writes in full is a day of the text, too.
            return isRoot(place) || !early.contains(report.text) || report.hasOwnDay
        }
        return told.enumerated().min { left, right in
            func rank(_ item: (offset: Int, element: Int32)) -> (Int, Int, Int, Int) {
                let report = table.reports[Int(item.element)]
                return (
                    report.remembered == nil ? 0 : 1, -Int(report.named),
                    report.day == .date ? report.length ?? Int.max : Int.max, item.offset
                )
            }
            return rank(left) < rank(right)
        }?.element ?? group[0]
    }

    /// The numbers of the events.
    var indices: Range<Int> { groups.indices }

    /// The kind of an event.
    func type(_ index: Int) -> String { table.names[Int(table.reports[Int(groups[index].best)].type)] }

    /// The pages that tell an event.
    func pages(_ index: Int) -> [Int] { groups[index].reports.map { Int(table.reports[Int($0)].document) } }

    /// The event that a report tells of.
    func group(of document: Int, _ event: Int) -> Int? {
        let number = owner[table.place(document, event)]
        return number < 0 ? nil : Int(number)
    }

    /// An event as it is shown.
    ///
    /// - Parameter report: Gives a report by the index of its page and its place there.
    func event(_ index: Int, _ report: (Int, Int) -> Event) -> WorldEvent {
        let group = groups[index]
        let reports = group.reports.map { table.reports[Int($0)] }
        let best = table.reports[Int(group.best)]
        var seen: Set<Int32> = []
        var event = WorldEvent(
            id: EventGroups.name(index), report: report(Int(best.document), Int(best.event)),
            attestations: reports.map {
                Attestation(
                    document: Int($0.document), event: Int($0.event),
                    range: TextRange(Int($0.range.start), Int($0.range.end)))
            }, counts: table.counts(reports.lazy.map { Int($0.document) }),
            texts: reports.filter { seen.insert($0.text).inserted }.map { table.names[Int($0.text)] })
        event.deniedBy = group.denials.map { table.denials[Int($0)].name }
        event.parts = group.parts.map { EventGroups.name(Int($0)) }
        event.partOf = group.partOf < 0 ? nil : EventGroups.name(Int(group.partOf))
        event.footing = reports.map(\.footing).min() ?? .possible
        event.remembrances = reports.compactMap { report in
            report.remembered.map { (Int($0), Int(report.document)) }
        }
        return event
    }

    private static func name(_ index: Int) -> String { "E\(index + 1)" }
}
