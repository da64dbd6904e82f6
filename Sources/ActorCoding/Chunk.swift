public import DocumentModel

/// A verb with its auxiliaries.
public struct VerbGroup: Sendable {
    /// The verb's lemma, as a word id.
    public var lemma: Int32
    /// The token of the verb itself.
    public var head: Int
    /// Whether it is passive.
    public var isPassive = false
    /// Whether it is negated.
    public var isNegated = false
    /// Whether it looks ahead ("will", "is to", "plans to").
    public var isFuture = false
    /// Whether it is unsure ("may", "might", "could").
    public var isUnsure = false
    /// Whether "would" or "should" stands in it.
    public var isModal = false
    /// Whether "allegedly" or "reportedly" stands in it.
    public var isAlleged = false
    /// Whether it is an infinitive with "to".
    public var isInfinitive = false
    /// Whether it is a participle in -ing without an auxiliary.
    public var isParticiple = false
    /// Whether it is a past participle without an auxiliary ("a letter sent by").
    public var isReduced = false
    /// Whether its subject stands behind it ("inked were two protocols").
    public var isInverted = false
    /// Whether it is in the present tense or the perfect.
    public var isPresent = false

    /// Makes a group of a verb.
    public init(lemma: Int32, head: Int) {
        self.lemma = lemma
        self.head = head
    }
}

/// A piece of a sentence: a noun phrase, a verb group, or a word or sign between them.
///
/// It holds numbers only, so that it is copied without counting references; its sentence holds what they stand for.
public struct Chunk: Sendable {
    /// The kinds of piece.
    public enum Kind: Sendable {
        /// A noun phrase.
        case noun
        /// A verb group.
        case verb
        /// A preposition, also "to" before a noun phrase and "as".
        case preposition
        /// "and", "or", "but".
        case conjunction
        /// A word that opens a clause.
        case subordinator
        /// A relative pronoun.
        case relative
        /// A comma.
        case comma
        /// A quotation mark.
        case quote
        /// Anything else.
        case other
    }

    /// What it is.
    public var kind: Kind
    /// The first token.
    public var first: Int
    /// The last token.
    public var last: Int
    /// For prepositions and the like: the word.
    public var word: Int32 = -1
    /// For verb groups: the verb.
    public var verb: VerbGroup?
    /// The token of the head noun; for other pieces the first token.
    public var head: Int
    /// For noun phrases: the names in it, as a range of ``CodedSentence/names``.
    var nameRange = 0..<0
    /// For noun phrases: who is meant, as a range of ``CodedSentence/parties``.
    var partyRange = 0..<0
    /// For noun phrases: the place named in it, as an index of ``CodedSentence/places``, or -1.
    var placeIndex = -1

    init(kind: Kind, first: Int, last: Int, word: Int32 = -1, verb: VerbGroup? = nil, head: Int) {
        self.kind = kind
        self.first = first
        self.last = last
        self.word = word
        self.verb = verb
        self.head = head
    }
}

/// A name of the ``Gazetteer`` in a sentence.
public struct NameMention: Sendable {
    /// The first token.
    public var token: Int
    /// The number of tokens.
    public var count: Int
    /// What it names.
    public var entry: GazetteerEntry
}

/// A sentence cut into tokens and pieces.
public struct CodedSentence: Sendable {
    /// Its range in the text.
    public var range: TextRange
    /// The paragraph it stands in.
    public var paragraph: Int
    /// Its tokens.
    public var tokens: [CodeToken]
    /// Its pieces.
    public var chunks: [Chunk]
    /// The names in it, those of one piece behind each other.
    var names: [NameMention]
    /// Who is meant, those of one piece behind each other.
    private var parties: [Party] = []
    private var places: [Place] = []

    init(range: TextRange, paragraph: Int, tokens: [CodeToken], chunks: [Chunk], names: [NameMention]) {
        self.range = range
        self.paragraph = paragraph
        self.tokens = tokens
        self.chunks = chunks
        self.names = names
    }

    /// Who is meant by a piece.
    public func parties(of chunk: Chunk) -> ArraySlice<Party> { parties[chunk.partyRange] }

    /// Who is meant by the piece of an index.
    public func parties(_ chunk: Int) -> ArraySlice<Party> { parties[chunks[chunk].partyRange] }

    /// The names in a piece.
    public func names(of chunk: Chunk) -> ArraySlice<NameMention> { names[chunk.nameRange] }

    /// The names in the piece of an index.
    public func names(_ chunk: Int) -> ArraySlice<NameMention> { names[chunks[chunk].nameRange] }

    /// The place that a piece names.
    public func place(of chunk: Chunk) -> Place? { chunk.placeIndex < 0 ? nil : places[chunk.placeIndex] }

    /// The place that the piece of an index names.
    public func place(_ chunk: Int) -> Place? { place(of: chunks[chunk]) }

    /// Says who is meant by a piece.
    mutating func setParties(_ meant: [Party], _ chunk: Int) {
        let start = parties.count
        parties.append(contentsOf: meant)
        chunks[chunk].partyRange = start..<parties.count
    }

    /// Replaces the names of a piece.
    mutating func setNames(_ replacement: [NameMention], _ chunk: Int) {
        let start = names.count
        names.append(contentsOf: replacement)
        chunks[chunk].nameRange = start..<names.count
    }

    /// Says which place a piece names.
    mutating func setPlace(_ place: Place?, _ chunk: Int) {
        guard let place else { return }
        chunks[chunk].placeIndex = places.count
        places.append(place)
    }

    /// The range of some chunks.
    public func range(_ first: Int, _ last: Int) -> TextRange {
        TextRange(tokens[chunks[first].first].start, tokens[chunks[last].last].end)
    }

    /// The range of a chunk.
    public func range(of chunk: Chunk) -> TextRange { TextRange(tokens[chunk.first].start, tokens[chunk.last].end) }
}
