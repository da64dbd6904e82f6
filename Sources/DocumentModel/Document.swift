public import TextPrimitives

/// A page after the stages that have run on it: what it says of itself, its text, its expressions of time, its events and claims.
///
/// Offsets are UTF-8 bytes of the text; code points exist in JSON only.
public struct Document: Hashable, Sendable {
    /// The id, unique in a run.
    public var id: String
    /// The digest of the bytes as received, nil when nobody took one.
    public var sha256: String?
    /// The page as read; its text is here and nowhere else.
    public let article: Article
    /// The text with the way to code points, made once.
    public let body: IndexedText
    /// What the `time` stage found; nil when it has not run.
    public var time: TimeAnnotations?
    /// What the `code` stage found; nil when it has not run.
    public var coding: Coding?
    /// What this version does not know: members that are passed along as the bytes they are.
    public var unknown: [JSONMember]

    /// Makes a document of a page as read.
    public init(
        id: String, sha256: String? = nil, article: Article, time: TimeAnnotations? = nil, coding: Coding? = nil,
        unknown: [JSONMember] = []
    ) {
        self.id = id
        self.sha256 = sha256
        self.article = article
        body = IndexedText(article.text)
        self.time = time
        self.coding = coding
        self.unknown = unknown
    }

    /// The days of publication that the page gives or the text allows; nil when nothing is known.
    public var published: DayBounds? { article.published.flatMap(DayBounds.init(edtf:)) }
    /// The events; none when the stage has not run.
    public var events: [Event] { coding?.events ?? [] }
    /// The claims; none when the stage has not run.
    public var claims: [Claim] { coding?.claims ?? [] }
    /// The temporal expressions; none when the stage has not run.
    public var timexes: [Timex] { time?.timexes ?? [] }

    /// The codes of the countries that its events and claims name.
    ///
    /// - Complexity: O(*n*) in parties.
    public var countries: Set<String> {
        var result: Set<String> = []
        for event in events { result.formUnion(event.countries) }
        for claim in claims {
            result.formUnion(claim.about)
            result.formUnion(claim.speaker.compactMap(\.country))
        }
        return result
    }

    /// Documents are the same when their values are; the text's index follows from the text.
    public static func == (left: Document, right: Document) -> Bool {
        left.id == right.id && left.sha256 == right.sha256 && left.article == right.article && left.time == right.time
            && left.coding == right.coding && left.unknown == right.unknown
    }

    /// Hashes the id and the text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(article.text)
    }
}

/// What the `code` stage found in a text.
public struct Coding: Hashable, Sendable {
    /// The events, in text order.
    public var events: [Event]
    /// The claims, in text order.
    public var claims: [Claim]
    /// The candidates that were not taken; nil when nobody asked for them.
    public var rejected: [RejectedCandidate]?

    /// Makes a coding.
    public init(events: [Event], claims: [Claim], rejected: [RejectedCandidate]? = nil) {
        self.events = events
        self.claims = claims
        self.rejected = rejected
    }
}

/// A candidate that was not taken as an event, with the reason.
public struct RejectedCandidate: Hashable, Sendable {
    /// The words that could have named an event.
    public var trigger: TextRange
    /// The rule that would have made it.
    public var rule: String
    /// Why it was not taken.
    public var reason: String

    /// Makes a candidate.
    public init(trigger: TextRange, rule: String, reason: String) {
        self.trigger = trigger
        self.rule = rule
        self.reason = reason
    }

    /// The candidate in the form of the `code` filter.
    public func json(in text: IndexedText) -> JSONValue {
        .pairs(["trigger": text.json(trigger), "rule": .string(rule), "reason": .string(reason)])
    }

    /// Reads a candidate back; nil when it has no trigger.
    public init?(json: JSONValue, in text: IndexedText) {
        guard let trigger = text.range(json["trigger"]) else { return nil }
        self.init(trigger: trigger, rule: json["rule"]?.string ?? "", reason: json["reason"]?.string ?? "")
    }
}

/// What the `time` stage found in a text.
public struct TimeAnnotations: Hashable, Sendable {
    /// The expressions, in text order.
    public var timexes: [Timex] = []
    /// The two ends of each range among them, which stand inside it: "14 May" and "17" of "14 May to 17".
    public var rangeEnds: [Timex] = []
    /// The bounds that the text sets to its own publication, when it does.
    public var publicationBounds: PublicationBounds?
    /// The contradictions between statements of time.
    public var clashes: [DateClash] = []

    /// Makes an empty result.
    public init() {}

    /// The expressions with the ends of ranges among them, each end beside its range.
    public var withEnds: [Timex] {
        guard !rangeEnds.isEmpty else { return timexes }
        return (timexes + rangeEnds).sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    }
}
