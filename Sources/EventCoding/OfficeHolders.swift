internal import DocumentModel
internal import TextPrimitives

/// Who held an office when, from `actors/persons.tsv`: "the Iranian president" of an event of 1985 is not today's.
struct OfficeHolders: Sendable {
    private struct Holder: Sendable {
        var id: String
        var name: String
        /// The office, folded.
        var office: String
        var from: CivilDay
        var to: CivilDay?
    }

    private var holders: [String: [Holder]] = [:]
    /// The last day on which a person can have lived, by id.
    private var died: [String: CivilDay] = [:]

    /// The table that is compiled in.
    static let shared = OfficeHolders()

    private init() {
        for fields in Resource.rows("actors/persons.tsv", columns: 5) {
            let id = fields[0].lowercased().split(separator: " ").joined(separator: "-")
            if fields.count > 6, let day = CivilDay(iso: fields[6]) ?? CivilDay(iso: "\(fields[6])-12-31") {
                died[Folding.fold(fields[0]).split(separator: " ").joined(separator: "-")] = day
            }
            guard let from = CivilDay(iso: fields[4]), !fields[3].isEmpty else { continue }
            holders[fields[2], default: []].append(
                Holder(
                    id: id, name: fields[0], office: Folding.fold(fields[3]), from: from,
                    to: fields.count > 5 ? CivilDay(iso: fields[5]) : nil))
        }
    }

    /// Names the holders of offices that an event mentions without a name.
    ///
    /// Only an event whose days are known on both sides, and lie in one holder's time, names anybody; whom the text names beside the
    /// office, it names itself.
    func settle(_ event: inout Event, _ text: [UInt8]) {
        guard let when = event.when, when.basis != .tense, let from = when.bounds.from, let to = when.bounds.to else {
            return
        }
        var isSettled = false
        for index in event.actors.indices { isSettled = settle(&event.actors[index], from, to, text) || isSettled }
        for index in event.recipients.indices {
            isSettled = settle(&event.recipients[index], from, to, text) || isSettled
        }
        if isSettled { event.rules.append("office.at-date") }
    }

    /// The rule that puts the deeds of the dead before their death.
    private static let died = "office.died"

    /// Whether an event was moved before its actor's death, and only the order of the words makes him one.
    static func isOfTheDead(_ event: Event) -> Bool {
        event.rules.contains(died) && event.rules.contains(EventCoder.linearRule)
    }

    /// Nobody acts after his death: what a dead man did happened before it, whatever day stands beside it.
    func endLives(_ event: inout Event) {
        guard event.polarity != .planned else { return }
        // A day that the words of the act give, or a pronoun, tells of somebody else.
        if let when = event.when, when.range != nil, [.explicit, .weekday, .relative].contains(when.basis) { return }
        if event.rules.contains("party.pronoun") { return }
        for party in event.actors where party.kind.isPerson {
            guard let day = died[party.id] else { continue }
            // Days that end before it stay what they are.
            if let last = event.when?.bounds.to, last <= day { continue }
            if let first = event.when?.bounds.from, first <= day { continue }
            let bounds = DayBounds(from: nil, to: day)
            guard let edtf = bounds.edtf else { continue }
            event.when = EventDate(edtf: edtf, bounds: bounds, precision: .before, basis: .tense, range: nil)
            event.rules.append(OfficeHolders.died)
            return
        }
    }

    /// Whether a capital stands behind some words, or behind a comma before or after them: "president Raul Ortega".
    private func isNamed(_ range: TextRange?, _ text: [UInt8]) -> Bool {
        guard let range else { return false }
        var next = range.end
        if next < text.count, text[next] == UInt8(ascii: ",") { next += 1 }
        if next + 1 < text.count, text[next] == UInt8(ascii: " "), text[next + 1].isASCIIUpper { return true }
        // "Raul Ortega, the president".
        guard range.start > 2, !text[range.start].isASCIIUpper, text[range.start - 1] == UInt8(ascii: " "),
            text[range.start - 2] == UInt8(ascii: ",")
        else { return false }
        let word = text[..<(range.start - 2)].lastIndex { !($0.isASCIILetter || $0 >= 0x80) }.map { $0 + 1 } ?? 0
        return text[word].isASCIIUpper
    }

    /// Whether a name stands right behind some words, with hyphens or without.
    private func isNamed(_ name: String, behind range: TextRange?, _ text: [UInt8]) -> Bool {
        guard let start = range?.end, start < text.count else { return false }
        let words = UTF8Text.string(text, start, min(text.count, start + name.utf8.count + 3))
        let folded = Folding.fold(words).split { $0 == "-" || $0 == " " || $0 == "," }.joined(separator: " ")
        return folded.hasPrefix(Folding.fold(name).split { $0 == "-" || $0 == " " }.joined(separator: " "))
    }

    private func settle(_ party: inout Party, _ from: CivilDay, _ to: CivilDay, _ text: [UInt8]) -> Bool {
        guard party.kind == .office, let country = party.country else { return false }
        let mention = Folding.fold(party.name)
        let fitting = (holders[country] ?? []).filter { holder in
            mention.hasSuffix(holder.office) && holder.from <= from && holder.to.map { to <= $0 } ?? true
        }
        // A deputy's title ends like that of his chief.
        let isDeputy = ["vice", "deputy", "former", "ex-", "acting"].contains { mention.contains($0) }
        guard fitting.count == 1, let holder = fitting.first, !isDeputy else { return false }
        // Whom the text names beside the office is the holder or somebody else.
        if isNamed(party.range, text), !isNamed(holder.name, behind: party.range, text) { return false }
        party.office = party.name
        party.id = holder.id
        party.name = holder.name
        party.kind = .person
        return true
    }
}
