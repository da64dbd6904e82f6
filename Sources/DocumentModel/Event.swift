public import TextPrimitives

/// A party of an event or a speaker of a claim, as a mention resolved it.
public struct Party: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// A human being with a name.
        case person
        /// Whoever holds an office that the text names without a name.
        case office
        /// A state or its government.
        case state
        /// A body, an agency, an outlet, a group.
        case organisation

        /// The kind in JSON, where an office is a person.
        public var word: String { self == .office ? Kind.person.rawValue : rawValue }
        /// Whether it is a human being, named or by an office.
        public var isPerson: Bool { self == .person || self == .office }
    }

    /// An id that is stable over documents, such as `kim-il-sung` or `state:PRK`.
    public var id: String
    /// The fullest name the document gives.
    public var name: String
    /// ISO 3166 alpha-3, or `IGO`, `NGO`, `XXX`; nil when unknown.
    public var country: String?
    /// What it is.
    public var kind: Kind
    /// The office held, as the text names it.
    public var office: String?
    /// The words that name it, or the pronoun or phrase that stands for it.
    public var range: TextRange?
    /// The mention that a pronoun or phrase was resolved to; nil when the words themselves name it.
    public var resolvedFrom: TextRange?

    /// Makes a party.
    public init(
        id: String, name: String, country: String?, kind: Kind, office: String? = nil, range: TextRange? = nil,
        resolvedFrom: TextRange? = nil
    ) {
        self.id = id
        self.name = name
        self.country = country
        self.kind = kind
        self.office = office
        self.range = range
        self.resolvedFrom = resolvedFrom
    }

    /// The party as JSON.
    public func json(in text: IndexedText) -> JSONValue {
        var members = [
            JSONMember(name: "id", value: .string(id)), JSONMember(name: "name", value: .string(name)),
            JSONMember(name: "country", value: .optional(country)),
            JSONMember(name: "kind", value: .string(kind.word)), JSONMember(name: "office", value: .optional(office)),
            JSONMember(
                name: "start", value: range.map { .int(text.points.codePoint(atByte: $0.start)) } ?? .null),
            JSONMember(name: "end", value: range.map { .int(text.points.codePoint(atByte: $0.end)) } ?? .null),
        ]
        if let resolvedFrom { members.append(JSONMember(name: "resolved_from", value: text.json(resolvedFrom))) }
        return .object(members)
    }

    /// What the id of a party begins with whose kind is ``Kind/office``.
    public static let officePrefix = "office:"

    /// Reads a party back; nil when it has no id.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let id = json["id"]?.string else { return nil }
        var kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .organisation
        if kind == .person, id.hasPrefix(Party.officePrefix) { kind = .office }
        self.init(
            id: id, name: json["name"]?.string ?? id, country: json["country"]?.string, kind: kind,
            office: json["office"]?.string, range: text.range(json), resolvedFrom: text.range(json["resolved_from"]))
    }
}

/// When an event took place, as far as the text tells.
public struct EventDate: Hashable, Sendable {
    /// EDTF level 1.
    public var edtf: String
    /// The days.
    public var bounds: DayBounds
    /// How exactly it is known.
    public var precision: DatePrecision
    /// How it is known.
    public var basis: DateBasis
    /// The words it rests on.
    public var range: TextRange?
    /// The day on which an act was told that has no day of its own; nil for others.
    public var told: CivilDay?

    /// Makes a date.
    public init(
        edtf: String, bounds: DayBounds, precision: DatePrecision, basis: DateBasis, range: TextRange?,
        told: CivilDay? = nil
    ) {
        self.edtf = edtf
        self.bounds = bounds
        self.precision = precision
        self.basis = basis
        self.range = range
        self.told = told
    }
}

/// Where an event took place.
public struct Place: Hashable, Sendable {
    /// ISO 3166 alpha-3, nil when unknown.
    public var country: String?
    /// The place's name.
    public var name: String?
    /// The words it rests on.
    public var range: TextRange?

    /// Makes a place.
    public init(country: String?, name: String?, range: TextRange?) {
        self.country = country
        self.name = name
        self.range = range
    }

    fileprivate func json(in text: IndexedText) -> JSONValue {
        var members = [
            JSONMember(name: "country", value: .optional(country)), JSONMember(name: "place", value: .optional(name)),
            JSONMember(name: "text", value: .optional(range.map { text.quote($0) })),
        ]
        if let range {
            members.append(JSONMember(name: "start", value: .int(text.points.codePoint(atByte: range.start))))
            members.append(JSONMember(name: "end", value: .int(text.points.codePoint(atByte: range.end))))
        }
        return .object(members)
    }
}

/// One event that a document tells.
public struct Event: Hashable, Sendable {
    /// The id within the document: `e1`, `e2` and so on.
    public var id = ""
    /// Which of PLOVER's sixteen it is.
    public var root: Root
    /// The finer kind: `visit`, `talks`, `message` and so on.
    public var type: String
    /// PLOVER's mode, or nil.
    public var mode: Mode?
    /// PLOVER's contexts.
    public var contexts: [String] = []
    /// Who acts.
    public var actors: [Party] = []
    /// Who receives.
    public var recipients: [Party] = []
    /// Whether all parties act on each other; then all are actors.
    public var isReciprocal = false
    /// When.
    public var when: EventDate?
    /// Where.
    public var place: Place?
    /// Whether it is told as a fact.
    public var polarity = Polarity.asserted
    /// How it stands to the day of its telling.
    public var status = EventStatus.news
    /// The words that name the event.
    public var trigger: TextRange
    /// The sentences it rests on, the first first.
    public var evidence: [TextRange]
    /// The id of the larger event that it belongs to.
    public var partOf: String?
    /// The rules that made it, in order.
    public var rules: [String] = []
    /// The number of an anniversary that points to the event, when the text only remembers it.
    public var remembered: Int?

    /// Makes an event.
    public init(root: Root, type: String, trigger: TextRange, evidence: [TextRange]) {
        self.root = root
        self.type = type
        self.trigger = trigger
        self.evidence = evidence
    }

    /// The rule of an act that its words call another one than that before: "again", "another".
    public static let againRule = "event.again"

    /// Whether its words call it another one than that before.
    public var isAgain: Bool { rules.contains(Event.againRule) }

    /// The countries of all parties.
    public var countries: Set<String> { Set((actors + recipients).compactMap(\.country)) }

    /// Whether its parties are of all of some countries.
    public func concerns(_ countries: [String]) -> Bool {
        countries.allSatisfy { code in
            actors.contains { $0.country == code } || recipients.contains { $0.country == code }
        }
    }

    /// The event in the form of the `code` filter.
    public func json(in text: IndexedText) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember(name: "id", value: .string(id)), JSONMember(name: "root", value: .string(root.rawValue)),
            JSONMember(name: "type", value: .string(type)), JSONMember(name: "mode", value: .optional(mode?.rawValue)),
            JSONMember(name: "contexts", value: .strings(contexts)),
            JSONMember(name: "actors", value: .array(actors.map { $0.json(in: text) })),
            JSONMember(name: "recipients", value: .array(recipients.map { $0.json(in: text) })),
            JSONMember(name: "reciprocal", value: .bool(isReciprocal)),
            JSONMember(
                name: "when",
                value: when.map { date in
                    .pairs([
                        "edtf": .string(date.edtf), "from": .optional(date.bounds.from?.iso),
                        "to": .optional(date.bounds.to?.iso), "precision": .string(date.precision.rawValue),
                        "basis": .string(date.basis.rawValue), "text": .optional(date.range.map { text.quote($0) }),
                        "start": date.range.map { .int(text.points.codePoint(atByte: $0.start)) } ?? .null,
                        "end": date.range.map { .int(text.points.codePoint(atByte: $0.end)) } ?? .null,
                        "told": .optional(date.told?.iso),
                    ])
                } ?? .null),
            JSONMember(name: "where", value: place?.json(in: text) ?? .null),
            JSONMember(name: "polarity", value: .string(polarity.rawValue)),
            JSONMember(name: "status", value: .string(status.rawValue)),
            JSONMember(name: "trigger", value: text.json(trigger)),
            JSONMember(name: "evidence", value: .array(evidence.map { text.json($0) })),
            JSONMember(name: "part_of", value: .optional(partOf)), JSONMember(name: "rules", value: .strings(rules)),
        ]
        if let remembered { members.append(JSONMember(name: "remembered", value: .int(remembered))) }
        return .object(members)
    }

    /// Reads an event back from the form of the `code` filter; nil when it has no trigger, or a root that is none of PLOVER's.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let root = json["root"]?.string.flatMap(Root.init(rawValue:)), let trigger = text.range(json["trigger"])
        else { return nil }
        self.init(
            root: root, type: json["type"]?.string ?? root.rawValue.lowercased(), trigger: trigger,
            evidence: (json["evidence"]?.array ?? []).compactMap { text.range($0) })
        id = json["id"]?.string ?? ""
        mode = json["mode"]?.string.flatMap(Mode.init(rawValue:))
        contexts = json["contexts"]?.array.compactMap(\.string) ?? []
        actors = (json["actors"]?.array ?? []).compactMap { Party(json: $0, in: text) }
        recipients = (json["recipients"]?.array ?? []).compactMap { Party(json: $0, in: text) }
        isReciprocal = json["reciprocal"]?.bool ?? false
        if let date = json["when"], let edtf = date["edtf"]?.string {
            when = EventDate(
                edtf: edtf,
                bounds: DayBounds(
                    from: date["from"]?.string.flatMap(CivilDay.init(iso:)),
                    to: date["to"]?.string.flatMap(CivilDay.init(iso:))),
                precision: date["precision"]?.string.flatMap(DatePrecision.init(rawValue:)) ?? .vague,
                basis: date["basis"]?.string.flatMap(DateBasis.init(rawValue:)) ?? .notStated,
                range: text.range(date), told: date["told"]?.string.flatMap(CivilDay.init(iso:)))
        }
        if let place = json["where"], !place.isNull {
            self.place = Place(
                country: place["country"]?.string, name: place["place"]?.string, range: text.range(place))
        }
        polarity = json["polarity"]?.string.flatMap(Polarity.init(rawValue:)) ?? .asserted
        status = json["status"]?.string.flatMap(EventStatus.init(rawValue:)) ?? .news
        partOf = json["part_of"]?.string
        rules = json["rules"]?.array.compactMap(\.string) ?? []
        remembered = json["remembered"]?.int
    }
}
