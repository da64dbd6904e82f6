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
    /// For noun phrases: names in it, as (token, number of tokens, entry).
    public var names: [(token: Int, count: Int, entry: GazetteerEntry)] = []
    /// For noun phrases: who is meant.
    public var parties: [Party] = []
    /// For noun phrases: the token of the head noun.
    public var head: Int
    /// For noun phrases: a place named in it.
    public var place: Place?
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

    /// The range of some chunks.
    public func range(_ first: Int, _ last: Int) -> TextRange {
        TextRange(tokens[chunks[first].first].start, tokens[chunks[last].last].end)
    }

    /// The range of a chunk.
    public func range(of chunk: Chunk) -> TextRange { TextRange(tokens[chunk.first].start, tokens[chunk.last].end) }
}
