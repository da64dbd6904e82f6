/// The seventeen word classes of Universal Dependencies.
public enum UniversalTag: UInt8, Sendable, Hashable, CaseIterable {
    /// Adjective: `foreign`, `third`.
    case adjective
    /// Adposition: `of`, `against`; also the particle of a phrasal verb that is one in other sentences.
    case adposition
    /// Adverb: `yesterday`, `when`.
    case adverb
    /// Auxiliary and copula: `has`, `will`, `is`.
    case auxiliary
    /// Coordinating conjunction: `and`, `but`.
    case coordinator
    /// Determiner: `the`, `this`, `no`.
    case determiner
    /// Interjection: `yes`.
    case interjection
    /// Noun.
    case noun
    /// Numeral: `two`, `1994`.
    case numeral
    /// Particle: `not`, `'s`, infinitive `to`.
    case particle
    /// Pronoun: `they`, `which`, possessive `its`.
    case pronoun
    /// Proper noun.
    case properNoun
    /// Punctuation.
    case punctuation
    /// Subordinating conjunction: `that`, `because`.
    case subordinator
    /// Symbol: `$`, `%`.
    case symbol
    /// Verb that is no auxiliary.
    case verb
    /// Anything else.
    case other

    /// The name in Universal Dependencies, such as `PROPN`.
    public var name: String {
        switch self {
        case .adjective: "ADJ"
        case .adposition: "ADP"
        case .adverb: "ADV"
        case .auxiliary: "AUX"
        case .coordinator: "CCONJ"
        case .determiner: "DET"
        case .interjection: "INTJ"
        case .noun: "NOUN"
        case .numeral: "NUM"
        case .particle: "PART"
        case .pronoun: "PRON"
        case .properNoun: "PROPN"
        case .punctuation: "PUNCT"
        case .subordinator: "SCONJ"
        case .symbol: "SYM"
        case .verb: "VERB"
        case .other: "X"
        }
    }

    /// The class of a name in Universal Dependencies, ``other`` for one that is none.
    public init(name: String) { self = Self.allCases.first { $0.name == name } ?? .other }
}

/// What a word's form says: a set of values of number, tense, form of verb, mood, voice, case, polarity and person.
public struct GrammarFeatures: OptionSet, Sendable, Hashable {
    /// One bit a value.
    public let rawValue: UInt32

    /// Makes a set of bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Number=Sing.
    public static let singular = Self(rawValue: 1 << 0)
    /// Number=Plur, and nouns that have no singular.
    public static let plural = Self(rawValue: 1 << 1)
    /// Tense=Past: finite past, and past participle.
    public static let past = Self(rawValue: 1 << 2)
    /// Tense=Pres.
    public static let present = Self(rawValue: 1 << 3)
    /// VerbForm=Fin.
    public static let finite = Self(rawValue: 1 << 4)
    /// VerbForm=Inf.
    public static let infinitive = Self(rawValue: 1 << 5)
    /// VerbForm=Part.
    public static let participle = Self(rawValue: 1 << 6)
    /// VerbForm=Ger.
    public static let gerund = Self(rawValue: 1 << 7)
    /// Mood=Ind.
    public static let indicative = Self(rawValue: 1 << 8)
    /// Mood=Imp.
    public static let imperative = Self(rawValue: 1 << 9)
    /// Mood=Sub.
    public static let subjunctive = Self(rawValue: 1 << 10)
    /// Voice=Pass.
    public static let passive = Self(rawValue: 1 << 11)
    /// Case=Nom.
    public static let nominative = Self(rawValue: 1 << 12)
    /// Case=Acc.
    public static let accusative = Self(rawValue: 1 << 13)
    /// Case=Gen.
    public static let genitive = Self(rawValue: 1 << 14)
    /// Polarity=Neg: `not`, `n't`, `no`.
    public static let negative = Self(rawValue: 1 << 15)
    /// Person=1, of verbs.
    public static let firstPerson = Self(rawValue: 1 << 16)
    /// Person=2, of verbs.
    public static let secondPerson = Self(rawValue: 1 << 17)
    /// Person=3, of verbs.
    public static let thirdPerson = Self(rawValue: 1 << 18)

    /// The value that Universal Dependencies writes as `name`, such as `Tense=Past`; empty for one that is not kept.
    public init(name: String) {
        switch name {
        case "Number=Sing": self = .singular
        case "Number=Plur", "Number=Ptan": self = .plural
        case "Tense=Past": self = .past
        case "Tense=Pres": self = .present
        case "VerbForm=Fin": self = .finite
        case "VerbForm=Inf": self = .infinitive
        case "VerbForm=Part": self = .participle
        case "VerbForm=Ger": self = .gerund
        case "Mood=Ind": self = .indicative
        case "Mood=Imp": self = .imperative
        case "Mood=Sub": self = .subjunctive
        case "Voice=Pass": self = .passive
        case "Case=Nom": self = .nominative
        case "Case=Acc": self = .accusative
        case "Case=Gen": self = .genitive
        case "Polarity=Neg": self = .negative
        case "Person=1": self = .firstPerson
        case "Person=2": self = .secondPerson
        case "Person=3": self = .thirdPerson
        default: self = []
        }
    }
}
