/// The relation of a word to its head, as in Universal Dependencies with the subtypes of its English treebanks.
public enum GrammarRelation: UInt8, Sendable, Hashable, CaseIterable {
    /// The word that the sentence hangs on.
    case root
    /// Subject of a clause: `Iran` in `Iran rejected the plan`.
    case subject
    /// Subject of a passive: `plan` in `the plan was rejected`.
    case passiveSubject
    /// Subject of a copular clause whose predicate is a clause.
    case outerSubject
    /// Clause as subject.
    case clauseSubject
    /// Clause as subject of a passive.
    case passiveClauseSubject
    /// Clause as subject of a copular clause whose predicate is a clause.
    case outerClauseSubject
    /// Direct object.
    case object
    /// Indirect object: `him` in `gave him a book`.
    case indirectObject
    /// Noun that hangs on a verb or adjective by a preposition.
    case oblique
    /// Agent of a passive: `Russia` in `vetoed by Russia`.
    case agent
    /// Noun as adverbial without a preposition: `Monday` in `met Monday`.
    case unmarkedOblique
    /// Noun of time as adverbial, in treebanks that tell it apart.
    case temporalOblique
    /// Noun that hangs on a noun by a preposition.
    case nominalModifier
    /// Possessor: `Iran` in `Iran's minister`, `its`.
    case possessor
    /// Noun that hangs on a noun without a preposition.
    case unmarkedNominal
    /// Title or description before a name: `Minister` in `Minister Lavrov`.
    case descriptiveNominal
    /// Noun of time on a noun, in treebanks that tell it apart.
    case temporalNominal
    /// Apposition: `minister` in `Lavrov, the minister,`.
    case apposition
    /// Number of a noun.
    case numericModifier
    /// Determiner.
    case determiner
    /// `all` in `all the men`.
    case predeterminer
    /// Adjective of a noun.
    case adjectiveModifier
    /// Adverb, and `not`.
    case adverbModifier
    /// Later member of a coordination; its head is the first.
    case conjunct
    /// `and`, `but`; its head is the member that follows.
    case coordinator
    /// `both` in `both A and B`.
    case preconjunction
    /// Preposition or possessive `'s` of a noun.
    case caseMarker
    /// `that`, `to`, `if` of a clause.
    case marker
    /// Auxiliary of a verb.
    case auxiliary
    /// `was` in `was rejected`.
    case passiveAuxiliary
    /// `is` in `is ready`.
    case copula
    /// Complement without a subject of its own: `impose` in `agreed to impose`.
    case openComplement
    /// Complement with its own subject: `fell` in `said that it fell`.
    case clauseComplement
    /// Adverbial clause.
    case adverbClause
    /// Relative clause of a sentence.
    case sentenceRelative
    /// Participle or infinitive of a noun.
    case nominalClause
    /// Relative clause of a noun.
    case relativeClause
    /// Clause beside a clause, such as `he said` after a quotation.
    case parataxis
    /// Noun before a noun: `peace` in `peace talks`.
    case compound
    /// Particle of a phrasal verb: `up` in `set up`.
    case verbParticle
    /// Later part of a name: `Lavrov` in `Sergei Lavrov`.
    case flat
    /// Later word of a fixed phrase: `to` in `according to`.
    case fixed
    /// Part of a word that is written apart.
    case goesWith
    /// `there` in `there is`.
    case expletive
    /// Who is spoken to.
    case vocative
    /// `well`, `yes`.
    case discourse
    /// Word moved out of its place.
    case dislocated
    /// Member of a list.
    case listItem
    /// Word whose verb is left out.
    case orphan
    /// What a speaker takes back.
    case reparandum
    /// Punctuation.
    case punctuation
    /// Any other relation.
    case unspecified

    /// The name in Universal Dependencies, such as `nsubj:pass`.
    public var name: String {
        switch self {
        case .root: "root"
        case .subject: "nsubj"
        case .passiveSubject: "nsubj:pass"
        case .outerSubject: "nsubj:outer"
        case .clauseSubject: "csubj"
        case .passiveClauseSubject: "csubj:pass"
        case .outerClauseSubject: "csubj:outer"
        case .object: "obj"
        case .indirectObject: "iobj"
        case .oblique: "obl"
        case .agent: "obl:agent"
        case .unmarkedOblique: "obl:unmarked"
        case .temporalOblique: "obl:tmod"
        case .nominalModifier: "nmod"
        case .possessor: "nmod:poss"
        case .unmarkedNominal: "nmod:unmarked"
        case .descriptiveNominal: "nmod:desc"
        case .temporalNominal: "nmod:tmod"
        case .apposition: "appos"
        case .numericModifier: "nummod"
        case .determiner: "det"
        case .predeterminer: "det:predet"
        case .adjectiveModifier: "amod"
        case .adverbModifier: "advmod"
        case .conjunct: "conj"
        case .coordinator: "cc"
        case .preconjunction: "cc:preconj"
        case .caseMarker: "case"
        case .marker: "mark"
        case .auxiliary: "aux"
        case .passiveAuxiliary: "aux:pass"
        case .copula: "cop"
        case .openComplement: "xcomp"
        case .clauseComplement: "ccomp"
        case .adverbClause: "advcl"
        case .sentenceRelative: "advcl:relcl"
        case .nominalClause: "acl"
        case .relativeClause: "acl:relcl"
        case .parataxis: "parataxis"
        case .compound: "compound"
        case .verbParticle: "compound:prt"
        case .flat: "flat"
        case .fixed: "fixed"
        case .goesWith: "goeswith"
        case .expletive: "expl"
        case .vocative: "vocative"
        case .discourse: "discourse"
        case .dislocated: "dislocated"
        case .listItem: "list"
        case .orphan: "orphan"
        case .reparandum: "reparandum"
        case .punctuation: "punct"
        case .unspecified: "dep"
        }
    }

    /// The relation without its subtype: ``subject`` for ``passiveSubject``.
    public var universal: GrammarRelation {
        switch self {
        case .passiveSubject, .outerSubject: .subject
        case .passiveClauseSubject, .outerClauseSubject: .clauseSubject
        case .agent, .unmarkedOblique, .temporalOblique: .oblique
        case .possessor, .unmarkedNominal, .descriptiveNominal, .temporalNominal: .nominalModifier
        case .predeterminer: .determiner
        case .preconjunction: .coordinator
        case .passiveAuxiliary: .auxiliary
        case .sentenceRelative: .adverbClause
        case .relativeClause: .nominalClause
        case .verbParticle: .compound
        default: self
        }
    }

    /// The relation of a name in Universal Dependencies: its universal part for a subtype that is not known,
    /// ``unspecified`` for a name that is none.
    public init(name: String) {
        let universal = name.split(separator: ":").first.map { String($0) } ?? ""
        self =
            Self.allCases.first { $0.name == name } ?? Self.allCases.first { $0.name == universal } ?? .unspecified
    }
}
