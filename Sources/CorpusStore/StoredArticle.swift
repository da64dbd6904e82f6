/// How far a page has been read.
public enum PageState: Sendable, Hashable {
    /// To the end.
    case whole
    /// Not to the end: why, in one sentence without its full stop.
    case unfinished(String)
    /// Left out of the project by hand: why.
    case leftOut(String)

    /// The state as it is stored.
    var number: Int {
        switch self {
        case .whole: 0
        case .unfinished: 1
        case .leftOut: 2
        }
    }

    /// Why the page is not read to the end; nil when it is.
    public var reason: String? {
        switch self {
        case .whole: nil
        case .unfinished(let reason), .leftOut(let reason): reason
        }
    }

    init(number: Int, reason: String?) {
        switch number {
        case 0: self = .whole
        case 2: self = .leftOut(reason ?? "")
        default: self = .unfinished(reason ?? "")
        }
    }
}

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
    /// The version of the analyser that read the page.
    public var analyser: Int
    /// How far it was read.
    public var state: PageState
    /// The countries that its events and claims are about, three letters, sorted; written to the columns of facets only.
    public var countries: [String] = []
    /// The side for which the page speaks, three letters; written to the columns of facets only.
    public var side: String?
    /// The stances of the page's claims; written to the columns of facets only.
    public var stances: [String] = []
    /// The number of events that the page remembers; written to the columns of facets only.
    public var anniversaries = 0
    /// What it tells and who says so, as rows to search by; written to their tables only.
    public var coding = StoredCoding()
    /// Words of it that can have other forms, each once; written to their table only.
    public var words: [String] = []
    /// Where the text stands in ``line`` as JSON, in bytes; nil where that has to be looked for.
    public var textInLine: Range<Int>?

    /// Makes an article.
    public init(
        id: String, number: Int, sha256: String, size: Int, title: String?, outlet: String?, language: String?,
        url: String?, text: String,
        textSHA256: String, published: String?, publishedFrom: String?, publishedTo: String?, rejected: String?,
        line: String,
        segments: [[Int]], leftOut: [[String]], provenance: [[String]], analyser: Int, state: PageState = .whole
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
        self.analyser = analyser
        self.state = state
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
    /// The numbers of the copy's and of the origin's page.
    public var numbers: (copy: Int, origin: Int)
    /// Where it stands among the links of its copy, the best first.
    public var place: Int

    /// Whether it links two texts, as an excerpt, a rewrite or a rewording does, instead of copies of one.
    public var isBetweenTexts: Bool { kind == "excerpt" || kind == "rewrite" || kind == "rewording" }

    /// Makes a link.
    public init(
        copy: String, origin: String, kind: String, score: Double, line: String,
        numbers: (copy: Int, origin: Int) = (0, 0), place: Int = 0
    ) {
        self.numbers = numbers
        self.place = place
        self.copy = copy
        self.origin = origin
        self.kind = kind
        self.score = score
        self.line = line
    }
}

/// Which text a page carries.
public struct TextMember: Sendable, Hashable {
    /// The page's number.
    public var page: Int
    /// The text's number, from 1: `T1` and so on.
    public var text: Int
    /// Whether the page is the one at the text's head.
    public var isRoot: Bool

    /// Makes a membership.
    public init(page: Int, text: Int, isRoot: Bool) {
        self.page = page
        self.text = text
        self.isRoot = isRoot
    }
}

/// What a page is counted by.
public struct StoredFacets: Sendable {
    /// Which text it carries.
    public var member: TextMember
    /// The day of publication (EDTF).
    public var published: String?
    /// The first day of it (ISO).
    public var publishedFrom: String?
    /// The last day of it (ISO).
    public var publishedTo: String?
    /// The outlet.
    public var outlet: String?
    /// The language.
    public var language: String?
    /// The side for which it speaks, three letters.
    public var side: String?
    /// The words of its claims' stances, one after the other: "calls for" is two of them.
    public var stances: [String]
}

/// What a list shows of a page.
public struct PageHeading: Sendable {
    /// The page's number.
    public var number: Int
    /// The page's id.
    public var id: String
    /// The digest of its bytes.
    public var sha256: String
    /// The headline.
    public var title: String?
    /// The outlet.
    public var outlet: String?
    /// The day of publication (EDTF).
    public var published: String?
    /// The language.
    public var language: String?
    /// Why the page is no article.
    public var rejected: String?
}

/// A value that the analyst set.
public struct AnalystValue: Sendable {
    /// The page's id.
    public var id: String
    /// The field: `outlet`, `url`, `date`.
    public var field: String
    /// The value; nil when it was taken back.
    public var value: String?
    /// What tells the value apart from others of the page; the field, unless it hangs on words.
    public var key: String
    /// The words that the value hangs on as JSON: `event` and `other`; empty when on none.
    public var anchor: String
    /// Whether those words tell no event any more; found out when a collection is read.
    public var isLost = false
    /// The log entry.
    public var entry: Int
    /// When.
    public var time: String
    /// Why, in the analyst's words.
    public var why: String?

    /// Makes a value.
    public init(
        id: String, key: String, field: String, value: String?, anchor: String = "", entry: Int, time: String,
        why: String?
    ) {
        self.key = key
        self.anchor = anchor
        self.id = id
        self.field = field
        self.value = value
        self.entry = entry
        self.time = time
        self.why = why
    }
}
