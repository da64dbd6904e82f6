public import DocumentModel

/// What the tagger knows of a text beside its words.
public struct TimeContext: Sendable {
    /// The days on which the text may have been published; nil when nothing is known.
    public var published: DayBounds?
    /// Whether numeric dates of this source put the day first; nil when not known.
    public var isDayFirst: Bool?
    /// Whether the shipped table of well-known dates may be used.
    public var usesBackground: Bool
    /// The latest day on which the text can have been published, such as the day of capture.
    public var notAfter: CivilDay?

    /// Makes a context.
    public init(
        published: DayBounds? = nil, isDayFirst: Bool? = nil, usesBackground: Bool = true, notAfter: CivilDay? = nil
    ) {
        self.published = published
        self.isDayFirst = isDayFirst
        self.usesBackground = usesBackground
        self.notAfter = notAfter
    }
}

/// What the tagger found in a text.
public struct TimeAnnotations: Sendable {
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
}
