/// How a text follows another.
public enum KinKind: String, Hashable, Sendable, CaseIterable {
    /// The same text.
    case same
    /// Edited, cut or wrapped.
    case reprint
    /// The second wording of one report, by the same outlet or agency within days.
    case rewording
    /// Quotes a passage in a text of its own.
    case excerpt
    /// Retold in other words.
    case rewrite
}

/// A passage that stands in two texts, in code points of each.
public struct SharedPassage: Hashable, Sendable {
    /// Where it stands in the copy.
    public var copy: Range<Int>
    /// Where it stands in the origin.
    public var origin: Range<Int>

    /// Makes a passage.
    public init(copy: Range<Int>, origin: Range<Int>) {
        self.copy = copy
        self.origin = origin
    }
}

/// How many words two texts use at the same place of their story: what a rewrite rests on.
public struct WordsInPlace: Hashable, Sendable {
    /// The words of one text that the other has too, outside of shared passages.
    public var shared: Int
    /// Those of them that stand at the same place.
    public var inPlace: Int
    /// How many would by chance, rounded.
    public var byChance: Int

    /// Makes a count.
    public init(shared: Int, inPlace: Int, byChance: Int) {
        self.shared = shared
        self.inPlace = inPlace
        self.byChance = byChance
    }
}

/// A link from a copy to the text it follows.
public struct KinLink: Hashable, Sendable {
    /// The index of the copy.
    public var copy: Int
    /// The index of the text it follows.
    public var origin: Int
    /// How it follows.
    public var kind: KinKind
    /// The share of the shorter text's words that stand in shared passages, 0 to 1; of a short text that is retold, ``likeness``.
    public var score: Double
    /// How alike the letters of two short texts are, 0 to 1, where a half is as much alike as different; nil when one is not
    /// short.
    public var likeness: Double?
    /// The words at the same place that a rewrite rests on; nil for other links.
    public var order: WordsInPlace?
    /// The number of words in shared passages.
    public var shared: Int
    /// The passages.
    public var passages: [SharedPassage]
    /// Why the direction is this, strongest first.
    public var direction: [String]
    /// Whether the direction rests on more than a guess.
    public var isConfident: Bool

    /// Makes a link.
    public init(
        copy: Int, origin: Int, kind: KinKind, score: Double, likeness: Double? = nil, order: WordsInPlace? = nil,
        shared: Int, passages: [SharedPassage], direction: [String], isConfident: Bool
    ) {
        self.copy = copy
        self.origin = origin
        self.kind = kind
        self.score = score
        self.likeness = likeness
        self.order = order
        self.shared = shared
        self.passages = passages
        self.direction = direction
        self.isConfident = isConfident
    }
}
