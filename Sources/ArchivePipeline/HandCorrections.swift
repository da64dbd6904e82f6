internal import CorpusStore
internal import DocumentModel
internal import TextPrimitives

/// What the analyst corrects in the coding of a page: values of the analyst's layer whose field names an event.
///
/// `same-event:e3` with the value `PAGE#e1` joins two reports; `not-actor:e3:NAME` takes a party out of a report. The evidence and
/// the derived line stay as they are; corrections are applied whenever a collection is read.
public enum HandCorrections {
    /// The field that joins an event of a page to one of another.
    public static func sameEvent(_ event: String) -> String { "same-event:\(event)" }
    /// The field that takes a party out of an event.
    public static func notActor(_ event: String, _ name: String) -> String { "not-actor:\(event):\(name)" }

    /// The field that strikes an event out: it is told, and is none.
    public static func struck(_ event: String) -> String { "struck:\(event)" }
    /// The field that confirms an event.
    public static func confirmed(_ event: String) -> String { "confirmed:\(event)" }

    /// Whether a value strikes its event out.
    static func isStruck(_ value: AnalystValue) -> Bool { value.field.hasPrefix("struck:") && !value.isLost }

    /// Whether the analyst confirmed an event of a page.
    static func isConfirmed(_ event: String, _ page: CollectionPage) -> Bool {
        page.analyst.contains { $0.field == confirmed(event) && !$0.isLost }
    }

    /// The field that leaves a page out of the project.
    public static let leaveOut = "leave-out"

    /// The parts of a field, by bytes: a sign that combines with a colon before it does not hide it.
    private static func parts(_ field: String) -> [String] {
        field.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2).map { String(Substring($0)) }
    }

    /// A field as a reader says it: "e3: Syria takes no part".
    public static func inWords(_ field: String) -> String {
        let parts = Self.parts(field)
        guard parts.count > 1 else { return field }
        switch parts[0] {
        case "not-actor": return "\(parts[1]): \(parts.count > 2 ? parts[2] : "") takes no part"
        case "same-event": return "\(parts[1]): the same event as another report"
        case "struck": return "\(parts[1]): struck out"
        case "confirmed": return "\(parts[1]): confirmed"
        default: return field
        }
    }

    /// Whether a field corrects the coding.
    public static func isCorrection(_ field: String) -> Bool {
        ["same-event:", "not-actor:", "struck:", "confirmed:"].contains { field.hasPrefix($0) }
    }

    /// Why a correction cannot be made, or nil.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - value: The value, nil to take it back.
    ///   - page: The page.
    ///   - exists: Whether the collection has an event `PAGE#e1`.
    public static func problem(_ field: String, _ value: String?, _ page: CollectionPage, exists: (String) -> Bool)
        -> String?
    {
        if value == nil {
            return page.analyst.contains { $0.field == field } ? nil : "“\(field)” is not set on this page."
        }
        let parts = Self.parts(field)
        guard parts.count > 1, let event = page.events.first(where: { $0.id == parts[1] }) else {
            return "This page has no such event; its events are named e1 to e\(page.events.count)."
        }
        if parts[0] == "struck" || parts[0] == "confirmed" {
            return value == "yes" ? nil : "Only yes strikes out or confirms."
        }
        if parts[0] == "not-actor" {
            let names = (event.actors + event.recipients).map(\.name)
            return parts.count == 3 && names.contains(parts[2])
                ? nil
                : "“\(parts.last ?? "")” is no party of \(event.id); its parties are \(names.joined(separator: ", "))."
        }
        return value.map(exists) == true ? nil : "There is no event “\(value ?? "")”; write it as PAGE#e1."
    }

    /// The number of the event that a correction names: `e3`.
    static func event(_ field: String) -> String? {
        let parts = Self.parts(field)
        return parts.count > 1 ? parts[1] : nil
    }

    /// The field of a correction with another event.
    private static func field(_ field: String, event: String) -> String {
        var parts = Self.parts(field)
        if parts.count > 1 { parts[1] = event }
        return parts.joined(separator: ":")
    }

    /// What tells a correction apart: the words that it hangs on, and the party.
    static func key(_ field: String, _ anchor: EventAnchor?) -> String {
        guard isCorrection(field), let anchor else { return field }
        return self.field(field, event: anchor.key)
    }

    /// Values as they stand for the events that a page has now: those that hang on words name the event that these tell.
    static func settled(_ values: [AnalystValue], _ events: [Event], _ body: IndexedText, text: String)
        -> [AnalystValue]
    {
        values.map { value in
            guard isCorrection(value.field), let anchor = anchors(value)?.event else { return value }
            var settled = value
            if let event = anchor.event(among: events, in: body, text: text) {
                settled.field = field(value.field, event: event.id)
            } else {
                settled.isLost = true
            }
            return settled
        }
    }

    /// The words of a value.
    static func anchors(_ value: AnalystValue) -> (event: EventAnchor?, other: EventAnchor?)? {
        guard !value.anchor.isEmpty, let json = try? JSONParser.parse(Array(value.anchor.utf8)) else { return nil }
        return (EventAnchor(json["event"]), EventAnchor(json["other"]))
    }

    /// The corrections that find no event, or name theirs by its number only, in sentences.
    static func doubts(_ page: CollectionPage) -> [String] {
        page.analyst.filter { isCorrection($0.field) }.compactMap { value in
            if value.isLost {
                return
                    "\(value.id): the correction \(value.field) (log #\(value.entry)) hangs on words that tell no event any more; set it anew, or take it back."
            }
            if anchors(value)?.event == nil {
                return
                    "\(value.id): the correction \(value.field) (log #\(value.entry)) names its event by a number only, which another analyser may give to another; set it anew."
            }
            return nil
        }
    }

    /// The events of a page without the parties that the analyst took out, and without those that were struck out.
    ///
    /// - Parameters:
    ///   - values: What the analyst set.
    ///   - events: The events as they were coded.
    ///   - withStruck: Whether what was struck out stays, for who shows the mark.
    static func apply(_ values: [AnalystValue], to events: [Event], withStruck: Bool = false) -> [Event] {
        var result = events
        for value in values where value.field.hasPrefix("not-actor:") && !value.isLost {
            let parts = Self.parts(value.field)
            guard parts.count == 3, let index = result.firstIndex(where: { $0.id == parts[1] }) else { continue }
            result[index].actors.removeAll { $0.name == parts[2] }
            result[index].recipients.removeAll { $0.name == parts[2] }
        }
        if withStruck { return result }
        let struck = Set(values.filter(isStruck).compactMap { event($0.field) })
        if !struck.isEmpty { result.removeAll { struck.contains($0.id) } }
        return result
    }

    /// The reports that the analyst joined: page and event of each side, as indexes.
    ///
    /// - Parameters:
    ///   - corrected: The indexes of the pages on which the analyst set something.
    ///   - pageAt: Gives the page at an index.
    ///   - indexOf: The index of the page of an id.
    static func joined(
        _ corrected: [Int], _ pageAt: (Int) -> CollectionPage, _ indexOf: (String) -> Int?
    ) -> [[(document: Int, event: Int)]] {
        var result: [[(document: Int, event: Int)]] = []
        for number in corrected {
            let page = pageAt(number)
            for value in page.analyst where value.field.hasPrefix("same-event:") && !value.isLost {
                let own = Self.event(value.field)
                let other = (value.value ?? "").utf8.split(separator: UInt8(ascii: "#")).map { String(Substring($0)) }
                guard other.count == 2, let event = page.events.firstIndex(where: { $0.id == own }),
                    let second = indexOf(other[0]),
                    let match = Self.other(value, other[1], pageAt(second))
                else { continue }
                result.append([(number, event), (second, match)])
            }
        }
        return result
    }

    /// The event of another page that a correction joins to: the one that its words tell, or else the one of its number.
    private static func other(_ value: AnalystValue, _ id: String, _ page: CollectionPage) -> Int? {
        guard let anchor = anchors(value)?.other else { return page.events.firstIndex { $0.id == id } }
        let found = anchor.event(among: page.events, in: page.body, text: page.article.textSHA256)
        return found.flatMap { event in page.events.firstIndex { $0.id == event.id } }
    }

    /// What the analyst corrected in an event, in words.
    static func words(_ event: String, _ page: CollectionPage) -> [String] {
        page.analyst.compactMap { value in
            let why = value.why.map { ": \($0)" } ?? ""
            if value.field == sameEvent(event) {
                return "joined by hand to \(value.value ?? ""), log #\(value.entry)\(why)"
            }
            if value.field == confirmed(event) { return "confirmed by hand, log #\(value.entry)\(why)" }
            let head = notActor(event, "")
            guard value.field.hasPrefix(head) else { return nil }
            return "“\(value.field.dropFirst(head.count))” taken out by hand, log #\(value.entry)\(why)"
        }
    }
}
