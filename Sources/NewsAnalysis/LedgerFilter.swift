internal import ActorCoding
public import DocumentModel
internal import Ledger
public import TextPrimitives
internal import TextReuse

/// The `ledger` stage: a whole collection in, one line an event of the world out.
///
/// Copies are found here too, so that they count once whatever came before.
public struct LedgerFilter: CollectionStage {
    /// It has no switches.
    public typealias Flag = NoFlag

    /// Its name.
    public static let name = "ledger"
    /// What it does.
    public static let abstract = "Join what many texts tell of one event."
    /// How it is called.
    public static let example = "wirekin read pages/* | wirekin time | wirekin code | wirekin ledger"
    /// Its version.
    public static let version = 1
    /// Its steps.
    public static let steps: [any StageStep.Type] = [
        LedgerSplitStep.self, LedgerWorldStep.self, LedgerEventsStep.self,
    ]

    private var kin = KinFilter()
    private var documents: [Document] = []

    /// Makes an empty collection.
    public init(_ flags: Set<NoFlag> = []) {}

    /// Takes the output of `read`, `time` and `code`.
    ///
    /// - Returns: Whether it was taken; a line without `id` or `text` is not.
    public mutating func add(_ line: JSONLine) -> Bool {
        guard line.string("id") != nil, let document = try? Document(line, [.article, .time, .coding]) else {
            return false
        }
        return add(document)
    }

    /// Takes a document.
    ///
    /// - Returns: Whether it was taken.
    public mutating func add(_ document: Document) -> Bool {
        guard kin.add(document) else { return false }
        documents.append(document)
        return true
    }

    /// Writes the events of the world, one line each.
    public func write(to output: inout [UInt8]) {
        for line in lines() {
            output += line.text.utf8
            output.append(10)
        }
    }

    /// The events of the world, one line each.
    ///
    /// - Complexity: that of the kin stage, plus O(*n*²) in the events that share parties and kind.
    public func lines() -> [JSONValue] {
        let ledger = world()
        return ledger.events.map { line($0, ledger) }
    }

    /// The events and claims of all documents in the form of the gold ledgers, one line an item; `cluster` is the event of the
    /// world that an event's report belongs to.
    ///
    /// - Complexity: as for ``lines()``.
    public func itemLines() -> [UInt8] {
        let ledger = world()
        var clusters: [[String: String]] = Array(repeating: [:], count: documents.count)
        for event in ledger.events {
            for attestation in event.attestations {
                let id = ledger.documents[attestation.document].events[attestation.event].id
                clusters[attestation.document][id] = event.id
            }
        }
        var output: [UInt8] = []
        for (index, document) in ledger.documents.enumerated() {
            let events = document.events.enumerated().map { dated($1, index, $0, ledger) }
            let lines = LedgerLines.lines(
                events, document.claims, document: document.id, text: document.body, clusters: clusters[index])
            output += lines
            if !lines.isEmpty { output.append(10) }
        }
        return output
    }

    /// A copy that lost its dateline has the days of its own text: what another copy says of the same event.
    private func dated(_ event: Event, _ index: Int, _ place: Int, _ ledger: WorldLedger) -> Event {
        guard event.when == nil else { return event }
        let page = ledger.documents[index]
        let copy = ledger.event(of: index, place)?.attestations.first {
            let other = ledger.documents[$0.document]
            return other.text == page.text && other.events[$0.event].when.map { $0.basis != .tense } ?? false
        }
        guard let copy, var when = ledger.documents[copy.document].events[copy.event].when else { return event }
        when.basis = .copy
        when.range = nil
        var result = event
        result.when = when
        result.rules.append("date.of-copy")
        return result
    }

    private func world() -> WorldLedger {
        let links = kin.links()
        var text = Array(repeating: "", count: documents.count)
        for (number, family) in Families.build(count: documents.count, links: links).enumerated() {
            for member in family.documents { text[member] = "T\(number + 1)" }
        }
        return WorldLedger(
            documents.enumerated().map { index, document in LedgerFilter.page(document, text: text[index]) })
    }

    /// A document as the ledger needs it.
    static func page(_ document: Document, text: String) -> LedgerDocument {
        let voice = TextVoice.voice(document.article, document.claims)
        return LedgerDocument(
            id: document.id, text: text, voice: voice?.name, side: voice?.side, through: voice?.through,
            body: document.body, published: document.published, events: document.events, claims: document.claims,
            timexes: document.timexes)
    }

    private func line(_ event: WorldEvent, _ ledger: WorldLedger) -> JSONValue {
        .object(
            [JSONMember(name: "event", value: .string(event.id))] + LedgerFilter.members(event, ledger)
                + LedgerFilter.links(event.partOf, event.deniedBy, event.flags))
    }

    /// What links an event to others, as it is printed behind its own members.
    static func links(_ partOf: String?, _ deniedBy: [String], _ flags: [String]) -> [JSONMember] {
        [
            JSONMember(name: "part_of", value: .optional(partOf)),
            JSONMember(name: "denied_by", value: .strings(deniedBy)),
            JSONMember(name: "flags", value: .strings(flags)),
        ]
    }

    /// What is printed of an event between its id and its links.
    static func members(_ event: WorldEvent, _ ledger: WorldLedger) -> [JSONMember] {
        let best = event.report
        let home =
            event.attestations.first { ledger.documents[$0.document].events[$0.event] == best } ?? event.attestations[0]
        let body = ledger.documents[home.document].body
        var members = best.json(in: body).members.filter {
            !["id", "evidence", "trigger", "part_of"].contains($0.name)
        }
        members.append(
            JSONMember(
                name: "attestations",
                value: .array(
                    event.attestations.map { attestation in
                        let page = ledger.documents[attestation.document]
                        return .object(
                            [JSONMember(name: "id", value: .string(page.id))]
                                + page.body.json(attestation.range).members)
                    })))
        members.append(
            JSONMember(
                name: "counts",
                value: .pairs([
                    "pages": .int(event.counts.pages), "texts": .int(event.counts.texts),
                    "voices": .int(event.counts.voices),
                    "sides": .int(event.counts.sides.count),
                ])))
        members.append(JSONMember(name: "sides", value: .strings(event.counts.sides)))
        return members
    }
}
