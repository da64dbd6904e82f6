public import TextPrimitives

/// One attribution: who says what, in which words, through whom.
public struct Claim: Hashable, Sendable {
    /// The id within the document: `c1`, `c2` and so on.
    public var id = ""
    /// Who speaks; empty when the page names nobody.
    public var speaker: [Party] = []
    /// The verb's class.
    public var stance: Stance
    /// Whether the page's own verb takes sides ("refuted", "laid bare", "confirmed").
    public var endorses = false
    /// The sources that relay the speaker, nearest the page first.
    public var via: [Party] = []
    /// Who is spoken to.
    public var addressee: [Party] = []
    /// What the claim is about: countries of the parties in its content.
    public var about: [String] = []
    /// The words of the content; several when it is split.
    public var contentSpans: [TextRange]
    /// The words that name the speaker.
    public var sourceSpan: TextRange?
    /// The words that say that somebody speaks.
    public var cueSpan: TextRange?
    /// The sentences it rests on.
    public var evidence: [TextRange]
    /// Ids of the events that the content tells.
    public var events: [String] = []
    /// For a denial: the claim or event that it denies; nil when unresolved.
    public var target: String?
    /// For an unresolved denial: what it could deny.
    public var targetCandidates: [String] = []
    /// The rule that made it.
    public var rule: String

    /// Makes a claim.
    public init(stance: Stance, contentSpans: [TextRange], evidence: [TextRange], rule: String) {
        self.stance = stance
        self.contentSpans = contentSpans
        self.evidence = evidence
        self.rule = rule
    }

    /// Whether the stance denies something.
    public var isDenial: Bool { stance.isDenial }

    /// The claim in the form of the `code` filter.
    public func json(in text: IndexedText) -> JSONValue {
        .pairs([
            "id": .string(id), "speaker": .array(speaker.map { $0.json(in: text) }), "stance": .string(stance.rawValue),
            "endorses": .bool(endorses), "via": .array(via.map { $0.json(in: text) }),
            "addressee": .array(addressee.map { $0.json(in: text) }), "about": .strings(about),
            "content_spans": .array(contentSpans.map { text.json($0) }), "source_span": text.json(sourceSpan),
            "cue_span": text.json(cueSpan), "evidence": .array(evidence.map { text.json($0) }),
            "events": .strings(events), "target": .optional(target), "target_candidates": .strings(targetCandidates),
            "rule": .string(rule),
        ])
    }

    /// Reads a claim back from the form of the `code` filter; nil when it has no content or a stance that is none of ours.
    public init?(json: JSONValue, in text: IndexedText) {
        let spans = (json["content_spans"]?.array ?? []).compactMap { text.range($0) }
        guard let stance = json["stance"]?.string.flatMap(Stance.init(rawValue:)), !spans.isEmpty else { return nil }
        self.init(
            stance: stance, contentSpans: spans,
            evidence: (json["evidence"]?.array ?? []).compactMap { text.range($0) },
            rule: json["rule"]?.string ?? "unknown")
        id = json["id"]?.string ?? ""
        speaker = (json["speaker"]?.array ?? []).compactMap { Party(json: $0, in: text) }
        endorses = json["endorses"]?.bool ?? false
        via = (json["via"]?.array ?? []).compactMap { Party(json: $0, in: text) }
        addressee = (json["addressee"]?.array ?? []).compactMap { Party(json: $0, in: text) }
        about = json["about"]?.array.compactMap(\.string) ?? []
        sourceSpan = text.range(json["source_span"])
        cueSpan = text.range(json["cue_span"])
        events = json["events"]?.array.compactMap(\.string) ?? []
        target = json["target"]?.string
        targetCandidates = json["target_candidates"]?.array.compactMap(\.string) ?? []
    }
}
