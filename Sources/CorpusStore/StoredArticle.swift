/// An article as the store keeps it.
public struct StoredArticle: Sendable {
    /// The page's id.
    public var id: String
    /// The number of the log entry that added the page; pages keep this order.
    public var number: Int
    /// The digest of the page's bytes.
    public var sha256: String
    /// The size of the page in bytes.
    public var size: Int
    /// The headline.
    public var title: String?
    /// The outlet.
    public var outlet: String?
    /// The language.
    public var language: String?
    /// The address.
    public var url: String?
    /// The article's text.
    public var text: String
    /// The digest of the text.
    public var textSHA256: String
    /// The day of publication (EDTF).
    public var published: String?
    /// The first day of it (ISO), for sorting.
    public var publishedFrom: String?
    /// The last day of it (ISO).
    public var publishedTo: String?
    /// Why the page is no article.
    public var rejected: String?
    /// The whole analysis as one JSON line: the output of read, time and code.
    public var line: String
    /// Where the text stands in the page: textStart, pageStart, length, in bytes of the page as UTF-8.
    public var segments: [[Int]]
    /// What was left out of the page, with reasons.
    public var leftOut: [[String]]
    /// How each field was found: field, rule, node.
    public var provenance: [[String]]

    /// Makes an article.
    public init(
        id: String, number: Int, sha256: String, size: Int, title: String?, outlet: String?, language: String?,
        url: String?, text: String,
        textSHA256: String, published: String?, publishedFrom: String?, publishedTo: String?, rejected: String?,
        line: String,
        segments: [[Int]], leftOut: [[String]], provenance: [[String]]
    ) {
        self.id = id
        self.number = number
        self.sha256 = sha256
        self.size = size
        self.title = title
        self.outlet = outlet
        self.language = language
        self.url = url
        self.text = text
        self.textSHA256 = textSHA256
        self.published = published
        self.publishedFrom = publishedFrom
        self.publishedTo = publishedTo
        self.rejected = rejected
        self.line = line
        self.segments = segments
        self.leftOut = leftOut
        self.provenance = provenance
    }
}

/// A link as the store keeps it: ids instead of indexes, passages as JSON.
public struct StoredLink: Sendable {
    /// The copy's page id.
    public var copy: String
    /// The origin's page id.
    public var origin: String
    /// The kind.
    public var kind: String
    /// The score, 0 to 1.
    public var score: Double
    /// The whole link as JSON, in the form of the kin filter.
    public var line: String

    /// Makes a link.
    public init(copy: String, origin: String, kind: String, score: Double, line: String) {
        self.copy = copy
        self.origin = origin
        self.kind = kind
        self.score = score
        self.line = line
    }
}

/// A page that a search found.
public struct SearchHit: Sendable {
    /// The page's id.
    public var id: String
    /// The headline.
    public var title: String?
    /// The day of publication.
    public var published: String?
    /// The outlet.
    public var outlet: String?
    /// Words around the match, the match between U+E000 and U+E001.
    public var snippet: String
}

/// What a search asks for beside its words.
public struct SearchFilter: Sendable {
    /// Two three-letter country codes that must both be parties of an event or the matter of a claim.
    public var pair: [String] = []
    /// The first day of publication (ISO).
    public var from: String?
    /// The last day of publication (ISO).
    public var to: String?
    /// The outlet.
    public var outlet: String?
    /// The language.
    public var language: String?
    /// The most hits.
    public var limit = 20

    /// Makes a filter that lets all pass.
    public init() {}
}

/// A value that the analyst set.
public struct AnalystValue: Sendable {
    /// The page's id.
    public var id: String
    /// The field: `outlet`, `url`, `date`.
    public var field: String
    /// The value; nil when it was taken back.
    public var value: String?
    /// The log entry.
    public var entry: Int
    /// When.
    public var time: String
    /// Why, in the analyst's words.
    public var why: String?

    /// Makes a value.
    public init(id: String, field: String, value: String?, entry: Int, time: String, why: String?) {
        self.id = id
        self.field = field
        self.value = value
        self.entry = entry
        self.time = time
        self.why = why
    }
}
