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
