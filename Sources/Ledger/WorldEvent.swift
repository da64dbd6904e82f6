public import DocumentModel

/// Where a page tells of an event.
public struct Attestation: Sendable {
    /// The page's index in the collection.
    public var document: Int
    /// The event's index in the page.
    public var event: Int
    /// The sentence.
    public var range: TextRange

    /// Makes an attestation.
    public init(document: Int, event: Int, range: TextRange) {
        self.document = document
        self.event = event
        self.range = range
    }
}

/// An event of the world: what several pages tell of one event, with every place where they tell it.
public struct WorldEvent: Sendable {
    /// The id in the collection: `E1`, `E2` and so on.
    public var id = ""
    /// The best report: the one that tells most.
    public var report: Event
    /// Where it is told, in the order of the pages.
    public var attestations: [Attestation]
    /// The four counts of its pages.
    public var counts: FourCounts
    /// The texts that tell it.
    public var texts: [String]
    /// Ids of claims that deny it, as `page#claim`.
    public var deniedBy: [String] = []
    /// The ids of the events that are parts of it.
    public var parts: [String] = []
    /// The event that it is a part of.
    public var partOf: String?
    /// Codes of flags that touch it.
    public var flags: [String] = []
    /// What the parties and the day of its surest report stand on.
    public var footing = Footing.possible
    /// The anniversaries that pages tell of it: number and page.
    public var remembrances: [(number: Int, document: Int)] = []
}
