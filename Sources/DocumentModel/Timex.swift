public import TextPrimitives

/// The kinds of temporal expression (TIMEX3, with INTERVAL for a closed range).
public enum TimexType: String, Hashable, Sendable {
    /// A calendar date of any grain.
    case date = "DATE"
    /// A time of day.
    case time = "TIME"
    /// A length of time.
    case duration = "DURATION"
    /// A recurring time.
    case set = "SET"
    /// A closed range of dates.
    case interval = "INTERVAL"
}

/// A temporal expression with its resolution.
public struct Timex: Hashable, Sendable {
    /// Where it stands in the text.
    public var range: TextRange
    /// Its kind.
    public var type: TimexType
    /// The TIMEX3 value, with EDTF `A/B` for closed ranges.
    public var value: String
    /// The EDTF level 1 value, nil when it names no days.
    public var edtf: String?
    /// The days it covers; nil when it names none.
    public var bounds: DayBounds?
    /// The calendar in which it is written: `gregorian`, `juche`, `solar-hijri` and so on.
    public var calendar: String
    /// What it was resolved against, such as `publication` or `text:1989-05-14`; nil for an absolute date.
    public var anchor: String?
    /// The id of the rule that found it.
    public var rule: String
    /// The number of an anniversary, when it is one: then value and bounds are those of the event.
    public var anniversary: Int?
    /// Whether the value is hedged ("nearly", "about").
    public var isApproximate: Bool

    /// Makes a temporal expression.
    public init(
        range: TextRange, type: TimexType, value: String, edtf: String? = nil, bounds: DayBounds? = nil,
        calendar: String = "gregorian", anchor: String? = nil, rule: String, anniversary: Int? = nil,
        isApproximate: Bool = false
    ) {
        self.range = range
        self.type = type
        self.value = value
        self.edtf = edtf
        self.bounds = bounds
        self.calendar = calendar
        self.anchor = anchor
        self.rule = rule
        self.anniversary = anniversary
        self.isApproximate = isApproximate
    }

    /// Writes the expression in the form of the `time` filter.
    public func write(to writer: inout JSONWriter, in text: IndexedText) {
        writer.write(raw: "{\"start\":")
        writer.write(integer: text.points.codePoint(atByte: range.start))
        writer.write(raw: ",\"end\":")
        writer.write(integer: text.points.codePoint(atByte: range.end))
        writer.write(raw: ",\"text\":")
        writer.write(utf8: text.bytes[range.start..<range.end])
        writer.write(raw: ",\"type\":")
        writer.write(string: type.rawValue)
        writer.write(raw: ",\"value\":")
        writer.write(string: value)
        writer.write(raw: ",\"edtf\":")
        writer.write(optional: edtf)
        writer.write(raw: ",\"from\":")
        writer.write(optional: bounds?.from?.iso)
        writer.write(raw: ",\"to\":")
        writer.write(optional: bounds?.to?.iso)
        writer.write(raw: ",\"calendar\":")
        writer.write(string: calendar)
        writer.write(raw: ",\"anchor\":")
        writer.write(optional: anchor)
        writer.write(raw: ",\"rule\":")
        writer.write(string: rule)
        if let anniversary {
            writer.write(raw: ",\"anniversary\":")
            writer.write(integer: anniversary)
        }
        writer.write(raw: isApproximate ? ",\"approximate\":true}" : "}")
    }

    /// What is added to a range's rule for its first end.
    public static let fromEnd = ".from"
    /// What is added to a range's rule for its last end.
    public static let toEnd = ".to"

    /// Reads an expression back from the form of the `time` filter; nil when a needed field is missing.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let range = text.range(json), let value = json["value"]?.string,
            let type = json["type"]?.string.flatMap(TimexType.init(rawValue:))
        else { return nil }
        let from = json["from"]?.string.flatMap(CivilDay.init(iso:))
        let to = json["to"]?.string.flatMap(CivilDay.init(iso:))
        self.init(
            range: range, type: type, value: value, edtf: json["edtf"]?.string,
            bounds: from == nil && to == nil ? nil : DayBounds(from: from, to: to),
            calendar: json["calendar"]?.string ?? "gregorian", anchor: json["anchor"]?.string,
            rule: json["rule"]?.string ?? "unknown", anniversary: json["anniversary"]?.int,
            isApproximate: json["approximate"]?.bool ?? false)
    }
}

/// A contradiction between two statements of time.
public struct DateClash: Hashable, Sendable {
    /// The kind: `weekday`, `era`, `dateline` or `anniversary`.
    public var kind: String
    /// Where it stands.
    public var range: TextRange
    /// One sentence that says what does not fit.
    public var note: String

    /// Makes a clash.
    public init(kind: String, range: TextRange, note: String) {
        self.kind = kind
        self.range = range
        self.note = note
    }

    /// The clash as JSON.
    public func json(in text: IndexedText) -> JSONValue {
        .pairs(["kind": .string(kind), "evidence": text.json(range), "note": .string(note)])
    }

    /// Reads a clash back; nil when it has no kind or no place.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let kind = json["kind"]?.string, let range = text.range(json["evidence"]) else { return nil }
        self.init(kind: kind, range: range, note: json["note"]?.string ?? "")
    }
}

/// The bounds that a text sets to its own day of publication.
public struct PublicationBounds: Hashable, Sendable {
    /// The days left.
    public var bounds: DayBounds
    /// Why, one sentence a constraint.
    public var reasons: [String]
    /// Where the constraints stand in the text, in the order of the reasons; nil for a reason from outside the text.
    public var evidence: [TextRange?]

    /// Makes bounds.
    public init(bounds: DayBounds, reasons: [String], evidence: [TextRange?]) {
        self.bounds = bounds
        self.reasons = reasons
        self.evidence = evidence
    }

    /// The bounds as JSON; in a form for this program alone with the places that they rest on.
    public func json(in text: IndexedText, _ form: Document.Form = .exchange) -> JSONValue {
        var members = [
            JSONMember(name: "edtf", value: .optional(bounds.edtf)),
            JSONMember(name: "reasons", value: .strings(reasons)),
        ]
        if form != .exchange {
            members.append(JSONMember(name: "evidence", value: .array(evidence.map { text.json($0) })))
        }
        return .object(members)
    }

    /// Reads bounds back; nil when they bound nothing.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let bounds = json["edtf"]?.string.flatMap(DayBounds.init(edtf:)) else { return nil }
        let reasons = json["reasons"]?.array.compactMap(\.string) ?? []
        let evidence = json["evidence"]?.array.map { text.range($0) }
        self.init(bounds: bounds, reasons: reasons, evidence: evidence ?? reasons.map { _ in nil })
    }
}
