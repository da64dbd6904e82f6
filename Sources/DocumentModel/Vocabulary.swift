/// The sixteen root classes of acts of PLOVER (manual 0.8, 2021).
public enum Root: String, Hashable, Sendable, CaseIterable {
    /// Agrees, promises, plans.
    case agree = "AGREE"
    /// Meets, visits, talks.
    case consult = "CONSULT"
    /// Praises, backs, recognises.
    case support = "SUPPORT"
    /// Works together.
    case cooperate = "COOPERATE"
    /// Gives goods, money, help.
    case aid = "AID"
    /// Gives in, lifts a measure.
    case concede = "CONCEDE"
    /// Withdraws, releases, returns.
    case retreat = "RETREAT"
    /// Asks, appeals, demands.
    case request = "REQUEST"
    /// Blames, suspects, investigates.
    case accuse = "ACCUSE"
    /// Refuses, denies.
    case reject = "REJECT"
    /// Announces harm.
    case threaten = "THREATEN"
    /// Demonstrates, strikes.
    case protest = "PROTEST"
    /// Cuts ties, expels, punishes by law.
    case sanction = "SANCTION"
    /// Moves troops.
    case mobilize = "MOBILIZE"
    /// Forces without killing: arrests, seizes, restricts.
    case coerce = "COERCE"
    /// Attacks.
    case assault = "ASSAULT"
}

/// PLOVER's modes: how an act of a root was done.
public enum Mode: String, Hashable, Sendable, CaseIterable {
    // Of CONSULT.
    case visit, meet, phone, multilateral
    case thirdParty = "third-party"
    // Of RETREAT and CONCEDE.
    case withdraw, release, `return`, disarm, ceasefire, access, resign
    // Of REQUEST, REJECT and THREATEN.
    case assist, change, yield, restrict, ban, arrest, relations, expel, territory, violence
    // Of ACCUSE.
    case disapprove, investigate, allege
    // Of PROTEST.
    case demo, riot, strike, hunger, boycott, obstruct
    // Of SANCTION.
    case convict, discontinue
    // Of MOBILIZE.
    case troops, weapons, police, militia
    // Of COERCE.
    case seize, censor, curfew, deport, withhold, misinform, cyber
    case martialLaw = "martial-law"
    // Of ASSAULT.
    case beat, torture, execute, sexual, assassinate, primitive, firearms, explosives, unconventional, aerial, destroy
    case crowdControl = "crowd-control"
    case heavyWeapons = "heavy-weapons"
    case suicideAttack = "suicide-attack"
}

/// Whether an event is told as a fact.
public enum Polarity: String, Hashable, Sendable, CaseIterable {
    /// It happened, says the text.
    case asserted
    /// Somebody denies it.
    case denied
    /// Somebody is accused of it, or it is told as hearsay.
    case alleged
    /// It lies ahead.
    case planned
    /// It did not happen, says the text.
    case negated
    /// The text leaves open whether it happened.
    case unverified
}

/// How an event stands to the day of the text that tells it.
public enum EventStatus: String, Hashable, Sendable, CaseIterable {
    /// It is what the text tells.
    case news
    /// It lies behind.
    case background
    /// It goes on.
    case ongoing
}

/// How exactly the day of an event is known.
public enum DatePrecision: String, Hashable, Sendable, CaseIterable {
    /// One day.
    case day
    /// Several days, first and last known.
    case range
    /// Seven days.
    case week
    /// A month's length.
    case month
    /// A year's length.
    case year
    /// Ten years.
    case decade
    /// Only a last day is known.
    case before
    /// An end is open.
    case vague
    /// It goes on.
    case ongoing
}

/// How the day of an event is known.
public enum DateBasis: String, Hashable, Sendable, CaseIterable {
    /// The text writes the date in full.
    case explicit
    /// An expression that counts from another day: "last month".
    case relative
    /// The day of another event that it belongs to.
    case relativeToEvent = "relative-to-event"
    /// A weekday.
    case weekday
    /// An anniversary that points back to it.
    case anniversary
    /// Another copy of the same text.
    case copy
    /// No words of its own: what the tense allows.
    case tense
    /// It is not said.
    case notStated = "none"
    // A date written in another calendar.
    case juche, islamic, roc, buddhist, japanese, thai, coptic, hebrew
    case solarHijri = "solar-hijri"

    /// The basis of a date written in a calendar other than the Gregorian; nil for that and for an unknown one.
    public init?(calendar: String) {
        switch DateBasis(rawValue: calendar) {
        case let basis? where basis.isCalendar: self = basis
        default: return nil
        }
    }

    private var isCalendar: Bool {
        switch self {
        case .juche, .islamic, .roc, .buddhist, .japanese, .thai, .coptic, .hebrew, .solarHijri: true
        default: false
        }
    }
}

/// What a speaker does with what is said: the class of the verb.
public enum Stance: String, Hashable, Sendable, CaseIterable {
    case says, states, reports, announces, believes, stresses, suggests
    // Takes it to be so, or not.
    case confirms, denies, rejects, dismisses, refutes, disputes
    // Charges somebody.
    case alleges, accuses
    // Feels.
    case expresses
    // Binds, asks, warns.
    case commits, demands, urges, warns, threatens
    case callsFor = "calls for"

    /// Whether it denies something.
    public var isDenial: Bool {
        switch self {
        case .denies, .rejects, .dismisses, .refutes, .disputes: true
        default: false
        }
    }
}

/// What a copy changed against its parent.
public enum DriftKind: String, Hashable, Sendable, CaseIterable {
    // In the order of their weight: of two that touch the same words the first stays.
    case denialMoved = "denial-moved"
    case polarityFlipped = "polarity-flipped"
    case plannedToDone = "planned-to-done"
    case attributionDropped = "attribution-dropped"
    case attributionChanged = "attribution-changed"
    case stanceStrengthened = "stance-strengthened"
    case stanceWeakened = "stance-weakened"
    case hedgeDropped = "hedge-dropped"
    case hedgeAdded = "hedge-added"
    case numberChanged = "number-changed"
    case dateChanged = "date-changed"
    case nameChanged = "name-changed"
    case quoteToParaphrase = "quote-to-paraphrase"
    case paraphraseToQuote = "paraphrase-to-quote"
    case detailDropped = "detail-dropped"
    case detailAdded = "detail-added"

    /// The kind's place in the order of weight, 0 the heaviest.
    public var weight: Int { DriftKind.allCases.firstIndex(of: self) ?? DriftKind.allCases.count }

    /// The kind in words: "hedge dropped".
    public var words: String { rawValue.split(separator: "-").joined(separator: " ") }
}
