public import DocumentModel

/// A page of a collection, as the ledger needs it.
public struct LedgerDocument: Sendable {
    /// The page's id.
    public var id: String
    /// The text that the page carries: pages of one family carry one text.
    public var text: String
    /// Whether it is the earliest copy held of its text: its relative dates are those of the text.
    public var isRoot: Bool
    /// Whether its events are those that other copies of its text tell again; nil where that is to be found among the pages that are
    /// here: the first that tells anything.
    public var isHead: Bool?
    /// Whose words the text is: the signer, the agency, the author; nil when nobody is named.
    public var voice: String?
    /// The side that the voice speaks for (ISO 3166 alpha-3), nil when not known.
    public var side: String?
    /// Through whom the side speaks, when the text itself is not its own.
    public var through: String?
    /// The article's text, for its quotes.
    public var body: IndexedText
    /// The days of publication.
    public var published: DayBounds?
    /// The events.
    public var events: [Event]
    /// The claims.
    public var claims: [Claim]
    /// The temporal expressions.
    public var timexes: [Timex]

    /// Makes a page.
    public init(
        id: String, text: String, voice: String?, side: String?, through: String?, body: IndexedText,
        published: DayBounds?, events: [Event], claims: [Claim],
        timexes: [Timex], isRoot: Bool = true, isHead: Bool? = nil
    ) {
        self.isRoot = isRoot
        self.isHead = isHead
        self.id = id
        self.text = text
        self.voice = voice
        self.side = side
        self.through = through
        self.body = body
        self.published = published
        self.events = events
        self.claims = claims
        self.timexes = timexes
    }
}

/// The four counts.
///
/// Pages, texts, voices and sides are never added up into one.
public struct FourCounts: Hashable, Sendable {
    /// Saved pages.
    public var pages: Int
    /// Different texts; copies count once.
    public var texts: Int
    /// Those whose words they are, at most: unnamed voices count one a text.
    public var voices: Int
    /// The sides that are heard (ISO 3166 alpha-3), sorted.
    public var sides: [String]

    /// Counts some pages.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ documents: some Swift.Collection<LedgerDocument>) {
        pages = Set(documents.map(\.id)).count
        texts = Set(documents.map(\.text)).count
        voices = Set(documents.map { $0.voice ?? "unnamed:\($0.text)" }).count
        sides = Set(documents.compactMap(\.side)).sorted()
    }

    init(pages: Int, texts: Int, voices: Int, sides: [String]) {
        self.pages = pages
        self.texts = texts
        self.voices = voices
        self.sides = sides
    }
}
