internal import DocumentModel
internal import Ledger
internal import TextPrimitives

/// `ledger split`: documents to their reports, by what states they are about.
struct LedgerSplitStep: StageStep {
    static let name = "ledger split"
    static let abstract =
        "Coded documents, all of a family together, to their reports by parties, and to what they deny."
    static let parameters: [StepParameter] = [.number("RANGES")]

    private let ranges: HashRanges
    private var pages: [(family: [UInt8], id: [UInt8], line: [UInt8])] = []

    init(_ values: [StepValue]) throws(StepFault) { ranges = HashRanges(count: try values[0].count()) }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let line = StepLine(bytes, range, "text", 3), let id = try line.json(2).utf8("id") else {
            throw .broken("lines of a channel `text`, each the name of a family and a document, are expected")
        }
        pages.append((Array(line.fields[1]), id, Array(line.fields[2])))
    }

    mutating func finish(_ output: inout StepOutput) throws(StepFault) {
        pages.sort { left, right in
            left.family == right.family
                ? left.id.lexicographicallyPrecedes(right.id) : left.family.lexicographicallyPrecedes(right.family)
        }
        var headed: [UInt8]?
        for page in pages {
            let document: Document
            do {
                document = try Document(try JSONLine(page.line), [.article, .coding])
            } catch {
                throw .broken("\(String(decoding: page.id, as: UTF8.self)): \(error)")
            }
            // Others of a family tell again what the first of it tells that tells anything.
            let isHead = !document.events.isEmpty && headed != page.family
            if isHead { headed = page.family }
            write(document, String(decoding: page.family, as: UTF8.self), isHead, &output)
        }
        pages = []
    }

    private func write(_ document: Document, _ family: String, _ isHead: Bool, _ output: inout StepOutput) {
        for (place, denial) in WorldDenial.all(document.id, document.claims).enumerated() {
            let value = JSONValue.pairs([
                "id": .string(document.id), "claim": .string(denial.claim), "denied": .strings(denial.denied),
                "place": .int(place),
            ])
            output.put("denial\t\(value.text)".utf8)
        }
        var positions: [String: [Int]] = [:]
        for (position, event) in document.events.enumerated() {
            positions[event.countries.sorted().joined(separator: "-"), default: []].append(position)
        }
        if positions.isEmpty { return }
        let page = LedgerFilter.page(document, text: family)
        for parties in positions.keys.sorted() {
            let places = positions[parties] ?? []
            let value = JSONValue.pairs([
                "id": .string(document.id), "text": .string(String(decoding: document.article.text, as: UTF8.self)),
                "published": .optional(document.article.published), "family": .string(family), "head": .bool(isHead),
                "voice": .optional(page.voice), "side": .optional(page.side), "through": .optional(page.through),
                "positions": .array(places.map { .int($0) }),
                "events": .array(places.map { document.events[$0].json(in: document.body) }), "claims": .array([]),
            ])
            output.put("report\t\(ranges.range(of: StableHash.of(parties)))\t\(parties)\t\(value.text)".utf8)
        }
    }
}

/// `ledger world`: the reports of parties to events of the world.
struct LedgerWorldStep: StageStep {
    static let name = "ledger world"
    static let abstract = "The reports of a range of parties to events of the world, not numbered yet."
    static let parameters: [StepParameter] = []

    private var reports: [String: [(id: [UInt8], line: JSONLine)]] = [:]

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        if StepLine(bytes, range, "denial", 2) != nil { return }
        guard let line = StepLine(bytes, range, "report", 4) else {
            throw .broken("lines of `ledger split` are expected")
        }
        let json = try line.json(3)
        guard let id = json.utf8("id") else { throw .broken("a report has no id") }
        reports[String(decoding: line.fields[2], as: UTF8.self), default: []].append((id, json))
    }

    mutating func finish(_ output: inout StepOutput) throws(StepFault) {
        for parties in reports.keys.sorted() {
            let lines = (reports.removeValue(forKey: parties) ?? []).sorted { $0.id.lexicographicallyPrecedes($1.id) }
            var pages: [LedgerDocument] = []
            var positions: [[Int]] = []
            for (_, line) in lines {
                let document: Document
                do throws(DocumentError) { document = try Document(line, [.coding]) } catch {
                    throw .broken(error.description)
                }
                let places = line.value("positions")?.array.compactMap(\.int) ?? []
                guard places.count == document.events.count, let family = line.string("family") else {
                    throw .broken("the reports of \(document.id) are broken")
                }
                pages.append(
                    LedgerDocument(
                        id: document.id, text: family, voice: line.string("voice"), side: line.string("side"),
                        through: line.string("through"), body: document.body, published: document.published,
                        events: document.events, claims: [], timexes: [], isHead: line.value("head")?.bool ?? false))
                positions.append(places)
            }
            let ledger = WorldLedger(pages)
            for event in ledger.events { write(event, ledger, positions, &output) }
        }
    }

    private func write(_ event: WorldEvent, _ ledger: WorldLedger, _ positions: [[Int]], _ output: inout StepOutput) {
        let day = event.report.when?.bounds.from ?? event.report.when?.bounds.to
        let value = JSONValue.pairs([
            "day": day.map { .int($0.number) } ?? .null,
            "reports": .array(
                event.attestations.map { attestation in
                    let page = ledger.documents[attestation.document]
                    let report = page.events[attestation.event]
                    return .array([
                        .string(page.id), .int(positions[attestation.document][attestation.event]), .string(report.id),
                        .optional(report.partOf),
                    ])
                }),
            "members": .object(LedgerFilter.members(event, ledger)),
        ])
        output.put("event\t\(value.text)".utf8)
    }
}

/// `ledger events`: all events of the world, numbered and linked.
struct LedgerEventsStep: StageStep {
    static let name = "ledger events"
    static let abstract = "All events and denials to the lines of the ledger, as the whole run prints them."
    static let parameters: [StepParameter] = []

    private struct Report {
        var page: [UInt8]
        var position: Int
        var id: String
        var partOf: String?
    }

    private struct Event {
        var day: Int?
        var reports: [Report]
        var members: [UInt8]
    }

    private var events: [Event] = []
    private var denials: [(page: [UInt8], place: Int, claim: String, denied: [String])] = []

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        if let line = StepLine(bytes, range, "denial", 2) {
            let json = try line.json(1)
            guard let page = json.utf8("id"), let claim = json.string("claim") else {
                throw .broken("a denial is broken")
            }
            denials.append(
                (page, json.value("place")?.int ?? 0, claim, json.value("denied")?.array.compactMap(\.string) ?? []))
            return
        }
        if StepLine(bytes, range, "report", 4) != nil { return }
        guard let line = StepLine(bytes, range, "event", 2) else {
            throw .broken("lines of `ledger world` and `ledger split` are expected")
        }
        let json = try line.json(1)
        guard let members = json.range("members"), let list = json.value("reports")?.array, members.count > 2 else {
            throw .broken("an event is broken")
        }
        var reports: [Report] = []
        for item in list {
            let parts = item.array
            guard parts.count == 4, let page = parts[0].string, let position = parts[1].int, let id = parts[2].string
            else { throw .broken("a report of an event is broken") }
            reports.append(Report(page: Array(page.utf8), position: position, id: id, partOf: parts[3].string))
        }
        events.append(
            Event(
                day: json.value("day")?.int, reports: reports,
                members: Array(json.bytes[members].dropFirst().dropLast())))
    }

    mutating func finish(_ output: inout StepOutput) {
        // Reports are numbered as the pages and their places in them stand.
        var all: [(page: [UInt8], position: Int, id: String, partOf: String?)] = []
        for report in events.flatMap(\.reports) { all.append((report.page, report.position, report.id, report.partOf)) }
        all.sort { left, right in
            left.page == right.page
                ? left.position < right.position : left.page.lexicographicallyPrecedes(right.page)
        }
        var places: [ReportName: Int32] = [:]
        for (place, report) in all.enumerated() {
            places[ReportName(page: report.page, id: report.id)] = Int32(truncatingIfNeeded: place)
        }
        func place(_ page: [UInt8], _ id: String?) -> Int32? { id.flatMap { places[ReportName(page: page, id: $0)] } }
        let outlines = events.map { event in
            WorldOrder.Outline(day: event.day, reports: event.reports.compactMap { place($0.page, $0.id) })
        }
        let world = WorldOrder(outlines, parts: all.map { place($0.page, $0.partOf) ?? -1 })
        denials.sort { left, right in
            left.page == right.page ? left.place < right.place : left.page.lexicographicallyPrecedes(right.page)
        }
        let denied = world.denials(denials.lazy.map { denial in denial.denied.compactMap { place(denial.page, $0) } })
        for (number, index) in world.order.enumerated() {
            let whole = world.wholes[number] < 0 ? nil : "E\(world.wholes[number] + 1)"
            var writer = JSONWriter(capacity: events[index].members.count + 128)
            writer.write(raw: "{\"event\":\"E\(number + 1)\",".utf8)
            writer.write(raw: events[index].members)
            for member in LedgerFilter.links(whole, denied[number].map { denials[Int($0)].claim }, []) {
                writer.write(raw: ",")
                writer.write(member)
            }
            writer.write(raw: "}")
            output.put(writer.bytes)
        }
    }
}

/// A report by its page and its id there.
private struct ReportName: Hashable {
    var page: [UInt8]
    var id: String
}
