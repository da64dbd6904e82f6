public import TextPrimitives

/// A party of an event or a speaker of a claim, as a mention resolved it.
public struct Party: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// A human being.
        case person
        /// A state or its government.
        case state
        /// A body, an agency, an outlet, a group.
        case organisation
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
    /// The mention.
    public var range: TextRange?

    /// Makes a party.
    public init(
        id: String, name: String, country: String?, kind: Kind, office: String? = nil, range: TextRange? = nil
    ) {
        self.id = id
        self.name = name
        self.country = country
        self.kind = kind
        self.office = office
        self.range = range
    }

    /// The party as JSON.
    public func json(in text: IndexedText) -> JSONValue {
        .pairs([
            "id": .string(id), "name": .string(name), "country": .optional(country), "kind": .string(kind.rawValue),
            "office": .optional(office),
            "start": range.map { .int(text.points.codePoint(atByte: $0.start)) } ?? .null,
            "end": range.map { .int(text.points.codePoint(atByte: $0.end)) } ?? .null,
        ])
    }

    /// Reads a party back; nil when it has no id.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let id = json["id"]?.string else { return nil }
        self.init(
            id: id, name: json["name"]?.string ?? id, country: json["country"]?.string,
            kind: json["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .organisation, office: json["office"]?.string,
            range: text.range(json))
    }
}

/// When an event took place, as far as the text tells.
public struct EventDate: Hashable, Sendable {
    /// EDTF level 1.
    public var edtf: String
    /// The days.
    public var bounds: DayBounds
    /// `day`, `range`, `week`, `month`, `year`, `decade`, `before`, `vague`, `ongoing`.
    public var precision: String
    /// How it is known: `explicit`, `relative`, `relative-to-event`, `weekday`, `anniversary`, `juche`, `tense` and so on.
    public var basis: String
    /// The words it rests on.
    public var range: TextRange?

    /// Makes a date.
    public init(edtf: String, bounds: DayBounds, precision: String, basis: String, range: TextRange?) {
        self.edtf = edtf
        self.bounds = bounds
        self.precision = precision
        self.basis = basis
        self.range = range
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
}

/// One event that a document tells.
public struct Event: Hashable, Sendable {
    /// The id within the document: `e1`, `e2` and so on.
    public var id = ""
    /// One of PLOVER's sixteen.
    public var root: String
    /// The finer kind: `visit`, `talks`, `message` and so on.
    public var type: String
    /// PLOVER's mode, or nil.
    public var mode: String?
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
    /// `asserted`, `denied`, `alleged`, `planned`, `negated`, `unverified`.
    public var polarity = "asserted"
    /// `news`, `background`, `ongoing`.
    public var status = "news"
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
    public init(root: String, type: String, trigger: TextRange, evidence: [TextRange]) {
        self.root = root
        self.type = type
        self.trigger = trigger
        self.evidence = evidence
    }

    /// The countries of all parties.
    public var countries: Set<String> { Set((actors + recipients).compactMap(\.country)) }

    /// The event in the form of the `code` filter.
    public func json(in text: IndexedText) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember(name: "id", value: .string(id)), JSONMember(name: "root", value: .string(root)),
            JSONMember(name: "type", value: .string(type)), JSONMember(name: "mode", value: .optional(mode)),
            JSONMember(name: "contexts", value: .strings(contexts)),
            JSONMember(name: "actors", value: .array(actors.map { $0.json(in: text) })),
            JSONMember(name: "recipients", value: .array(recipients.map { $0.json(in: text) })),
            JSONMember(name: "reciprocal", value: .bool(isReciprocal)),
            JSONMember(
                name: "when",
                value: when.map { date in
                    .pairs([
                        "edtf": .string(date.edtf), "from": .optional(date.bounds.from?.iso),
                        "to": .optional(date.bounds.to?.iso), "precision": .string(date.precision),
                        "basis": .string(date.basis), "text": .optional(date.range.map { text.quote($0) }),
                        "start": date.range.map { .int(text.points.codePoint(atByte: $0.start)) } ?? .null,
                        "end": date.range.map { .int(text.points.codePoint(atByte: $0.end)) } ?? .null,
                    ])
                } ?? .null),
            JSONMember(
                name: "where",
                value: place.map { place in
                    .pairs([
                        "country": .optional(place.country), "place": .optional(place.name),
                        "text": .optional(place.range.map { text.quote($0) }),
                    ])
                } ?? .null),
            JSONMember(name: "polarity", value: .string(polarity)), JSONMember(name: "status", value: .string(status)),
            JSONMember(name: "trigger", value: text.json(trigger)),
            JSONMember(name: "evidence", value: .array(evidence.map { text.json($0) })),
            JSONMember(name: "part_of", value: .optional(partOf)), JSONMember(name: "rules", value: .strings(rules)),
        ]
        if let remembered { members.append(JSONMember(name: "remembered", value: .int(remembered))) }
        return .object(members)
    }

    /// Reads an event back from the form of the `code` filter; nil when it has no root or no trigger.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let root = json["root"]?.string, let trigger = text.range(json["trigger"]) else { return nil }
        self.init(
            root: root, type: json["type"]?.string ?? root.lowercased(), trigger: trigger,
            evidence: (json["evidence"]?.array ?? []).compactMap { text.range($0) })
        id = json["id"]?.string ?? ""
        mode = json["mode"]?.string
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
                precision: date["precision"]?.string ?? "vague", basis: date["basis"]?.string ?? "none",
                range: text.range(date))
        }
        if let place = json["where"], !place.isNull {
            self.place = Place(country: place["country"]?.string, name: place["place"]?.string, range: nil)
        }
        polarity = json["polarity"]?.string ?? "asserted"
        status = json["status"]?.string ?? "news"
        partOf = json["part_of"]?.string
        rules = json["rules"]?.array.compactMap(\.string) ?? []
        remembered = json["remembered"]?.int
    }
}
