internal import CorpusStore
internal import DocumentModel

/// What the analyst corrects in the coding of a page: values of the analyst's layer whose field names an event.
///
/// `same-event:e3` with the value `PAGE#e1` joins two reports; `not-actor:e3:NAME` takes a party out of a report. The evidence and
/// the derived line stay as they are; corrections are applied whenever a collection is read.
public enum HandCorrections {
    /// The field that joins an event of a page to one of another.
    public static func sameEvent(_ event: String) -> String { "same-event:\(event)" }
    /// The field that takes a party out of an event.
    public static func notActor(_ event: String, _ name: String) -> String { "not-actor:\(event):\(name)" }

    /// The field that leaves a page out of the project.
    public static let leaveOut = "leave-out"

    /// The parts of a field, by bytes: a sign that combines with a colon before it does not hide it.
    private static func parts(_ field: String) -> [String] {
        field.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 2).map { String(Substring($0)) }
    }

    /// Whether a field corrects the coding.
    public static func isCorrection(_ field: String) -> Bool {
        field.hasPrefix("same-event:") || field.hasPrefix("not-actor:")
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
        let parts = parts(field)
        guard parts.count > 1, let event = page.events.first(where: { $0.id == parts[1] }) else {
            return "This page has no such event; its events are named e1 to e\(page.events.count)."
        }
        if parts[0] == "not-actor" {
            let names = (event.actors + event.recipients).map(\.name)
            return parts.count == 3 && names.contains(parts[2])
                ? nil
                : "“\(parts.last ?? "")” is no party of \(event.id); its parties are \(names.joined(separator: ", "))."
        }
        return value.map(exists) == true ? nil : "There is no event “\(value ?? "")”; write it as PAGE#e1."
    }

    /// The events of a page without the parties that the analyst took out.
    static func apply(_ values: [AnalystValue], to events: [Event]) -> [Event] {
        var result = events
        for value in values where value.field.hasPrefix("not-actor:") {
            let parts = parts(value.field)
            guard parts.count == 3, let index = result.firstIndex(where: { $0.id == parts[1] }) else { continue }
            result[index].actors.removeAll { $0.name == parts[2] }
            result[index].recipients.removeAll { $0.name == parts[2] }
        }
        return result
    }

    /// The reports that the analyst joined: page and event of each side, as indexes.
    static func joined(_ pages: [CollectionPage]) -> [[(document: Int, event: Int)]] {
        var result: [[(document: Int, event: Int)]] = []
        for (number, page) in pages.enumerated() {
            for value in page.analyst where value.field.hasPrefix("same-event:") {
                let own = String(value.field.dropFirst("same-event:".count))
                let other = (value.value ?? "").utf8.split(separator: UInt8(ascii: "#")).map { String(Substring($0)) }
                guard other.count == 2, let event = page.events.firstIndex(where: { $0.id == own }),
                    let second = pages.firstIndex(where: { $0.article.id == other[0] }),
                    let match = pages[second].events.firstIndex(where: { $0.id == other[1] })
                else { continue }
                result.append([(number, event), (second, match)])
            }
        }
        return result
    }

    /// What the analyst corrected in an event, in words.
    static func words(_ event: String, _ page: CollectionPage) -> [String] {
        page.analyst.compactMap { value in
            let why = value.why.map { ": \($0)" } ?? ""
            if value.field == sameEvent(event) {
                return "joined by hand to \(value.value ?? ""), log #\(value.entry)\(why)"
            }
            let head = notActor(event, "")
            guard value.field.hasPrefix(head) else { return nil }
            return "“\(value.field.dropFirst(head.count))” taken out by hand, log #\(value.entry)\(why)"
        }
    }
}
