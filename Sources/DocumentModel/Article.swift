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

/// Words of a page that are not of its article.
public struct LeftOut: Hashable, Sendable {
    /// The words.
    public var text: String
    /// Why they were left out.
    public var reason: String

    /// Makes a record.
    public init(text: String, reason: String) {
        self.text = text
        self.reason = reason
    }
}

/// A page as read: its article, what it says of itself, and where each value comes from.
public struct Article: Hashable, Sendable {
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
    public var leftOut: [LeftOut] = []

    /// Makes an empty article.
    public init() {}

    /// The first-issue date, when the page carries one that differs from its own publication.
    public var issued: String? { dates.first { $0.role == .issued }?.edtf }
}
