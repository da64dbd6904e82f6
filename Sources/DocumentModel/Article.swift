public import TextPrimitives

/// A source that a page names for its text.
public struct Via: Hashable, Sendable {
    /// The name as the page gives it.
    public var name: String
    /// `agency`, `outlet` or `aggregator`.
    public var kind: String
    /// The words that say so.
    public var quote: String
    /// Where they stand in the article's text, when they do.
    public var range: TextRange?

    /// Makes a source.
    public init(name: String, kind: String, quote: String, range: TextRange? = nil) {
        self.name = name
        self.kind = kind
        self.quote = quote
        self.range = range
    }
}

/// What a date on a page was taken for.
public enum DateRole: String, Hashable, Sendable {
    /// The day of publication.
    case published
    /// The day on which the text was first issued elsewhere.
    case issued
    /// The day of an update.
    case modified
    /// The moment at which the copy was made.
    case captured
    /// None of these.
    case rejected
}

/// A date that was considered for a page, with its evidence.
public struct DateCandidate: Hashable, Sendable {
    /// The value.
    public var edtf: String
    /// What it was taken for.
    public var role: DateRole
    /// Where it comes from: `json-ld`, `meta`, `time`, `url`, `dateline`, `text`, `masthead`, `teaser`, `inferred`.
    public var source: String
    /// The words or the attribute.
    public var evidence: String
    /// Why it was taken so, one sentence.
    public var reason: String

    /// Makes a candidate.
    public init(edtf: String, role: DateRole, source: String, evidence: String, reason: String) {
        self.edtf = edtf
        self.role = role
        self.source = source
        self.evidence = evidence
        self.reason = reason
    }
}

/// A run of article text that stands byte for byte in the page.
public struct SourceSegment: Hashable, Sendable {
    /// The offset in the article's text.
    public var textStart: Int
    /// The offset in the page's bytes, as UTF-8.
    public var pageStart: Int
    /// The length in bytes.
    public var length: Int

    /// Makes a run.
    public init(textStart: Int, pageStart: Int, length: Int) {
        self.textStart = textStart
        self.pageStart = pageStart
        self.length = length
    }
}

/// How a field of an article was found.
public struct FieldProvenance: Hashable, Sendable {
    /// The field.
    public var field: String
    /// The rule that gave it.
    public var rule: String
    /// The node, attribute or line it was read from.
    public var node: String

    /// Makes a record.
    public init(field: String, rule: String, node: String) {
        self.field = field
        self.rule = rule
        self.node = node
    }
}

/// A page as read: its article, what it says of itself, and where each value comes from.
public struct Article: Sendable {
    /// The headline.
    public var title: String?
    /// The authors that the page names.
    public var authors: [String] = []
    /// The by-line or signature with its office, when the page carries one.
    public var byline: String?
    /// The outlet that the page names.
    public var outlet: String?
    /// The language (BCP 47).
    public var language: String?
    /// The page's address.
    public var url: String?
    /// Whom the page takes the text from.
    public var via: [Via] = []
    /// The body as UTF-8: paragraphs with one blank line between.
    public var text: [UInt8] = []
    /// The day of publication (EDTF).
    public var published: String?
    /// The moment at which the copy was made (EDTF).
    public var captured: String?
    /// Every date considered.
    public var dates: [DateCandidate] = []
    /// Why the page is no article, or nil.
    public var rejected: String?
    /// Where the text stands in the page.
    public var segments: [SourceSegment] = []
    /// How each field was found.
    public var provenance: [FieldProvenance] = []
    /// What was left out of the page's text, with the reason; for people.
    public var leftOut: [(text: String, reason: String)] = []

    /// Makes an empty article.
    public init() {}

    /// The first-issue date, when the page carries one that differs from its own publication.
    public var issued: String? { dates.first { $0.role == .issued }?.edtf }

    /// The members that the `read` filter adds, in its order.
    public func members(sha256: String) -> [JSONMember] {
        let indexed = IndexedText(text)
        let via: [JSONValue] = via.map { source in
            var members: [JSONMember] = [
                JSONMember(name: "name", value: .string(source.name)),
                JSONMember(name: "kind", value: .string(source.kind)),
                JSONMember(name: "quote", value: .string(source.quote)),
            ]
            if let range = source.range {
                members.append(JSONMember(name: "start", value: .int(indexed.points.codePoint(atByte: range.start))))
                members.append(JSONMember(name: "end", value: .int(indexed.points.codePoint(atByte: range.end))))
            }
            return .object(members)
        }
        let dates: [JSONValue] = dates.map { date in
            .pairs([
                "edtf": .string(date.edtf), "role": .string(date.role.rawValue), "source": .string(date.source),
                "evidence": .string(date.evidence), "reason": .string(date.reason),
            ])
        }
        return [
            JSONMember(name: "sha256", value: .string(sha256)),
            JSONMember(name: "title", value: .optional(title)),
            JSONMember(name: "authors", value: .strings(authors)),
            JSONMember(name: "byline", value: .optional(byline)),
            JSONMember(name: "outlet", value: .optional(outlet)),
            JSONMember(name: "language", value: .optional(language)),
            JSONMember(name: "url", value: .optional(url)),
            JSONMember(name: "via", value: .array(via)),
            JSONMember(name: "text", value: .string(String(decoding: text, as: UTF8.self))),
            JSONMember(name: "published", value: .optional(published)),
            JSONMember(name: "captured", value: .optional(captured)),
            JSONMember(name: "dates", value: .array(dates)),
            JSONMember(name: "rejected", value: .optional(rejected)),
        ]
    }

    /// The members of ``members(sha256:)`` read back; provenance and segments are not part of them.
    public init(line: JSONLine) {
        title = line.string("title")
        authors = line.value("authors")?.array.compactMap(\.string) ?? []
        outlet = line.string("outlet")
        byline = line.string("byline")
        language = line.string("language")
        url = line.string("url")
        text = line.utf8("text") ?? []
        published = line.string("published")
        captured = line.string("captured")
        rejected = line.string("rejected")
        via = (line.value("via")?.array ?? []).compactMap { source in
            guard let name = source["name"]?.string else { return nil }
            return Via(name: name, kind: source["kind"]?.string ?? "outlet", quote: source["quote"]?.string ?? name)
        }
        dates = (line.value("dates")?.array ?? []).compactMap { date in
            guard let edtf = date["edtf"]?.string, let role = date["role"]?.string.flatMap(DateRole.init(rawValue:))
            else {
                return nil
            }
            return DateCandidate(
                edtf: edtf, role: role, source: date["source"]?.string ?? "text",
                evidence: date["evidence"]?.string ?? "", reason: date["reason"]?.string ?? "")
        }
    }
}
