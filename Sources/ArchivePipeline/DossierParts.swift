public import DocumentModel
public import Ledger
internal import TextPrimitives

/// An entry of a dossier under "What happened".
public struct DossierEntry: Sendable {
    /// The event's id.
    public var id: String
    /// The number in the dossier.
    public var number: Int
    /// When (EDTF), nil when no day is given.
    public var when: String?
    /// The days.
    public var bounds: DayBounds?
    /// How exactly the day is known; nil when none is.
    public var precision: DatePrecision?
    /// How the date is known.
    public var basis: DateBasis
    /// The day on which it was told, when the texts give no other.
    public var told: CivilDay?
    /// What its parties and its day stand on.
    public var footing: Footing
    /// Who acts on whom, as codes: "IR→KP".
    public var direction: String
    /// The kind.
    public var kind: String
    /// Whether it is told as a fact.
    public var polarity: Polarity
    /// How it stands to the day of its telling.
    public var status: EventStatus
    /// Who, in words of the texts.
    public var summary: String
    /// The words that date it.
    public var dateWords: String?
    /// The texts that tell it.
    public var texts: [String]
    /// The four counts.
    public var counts: FourCounts
    /// The quotes, one a page.
    public var quotes: [Quote]
    /// Its parts: id, kind, date, the texts that tell it.
    public var parts: [DossierEntry]
    /// Claims that deny it.
    public var deniedBy: [String]
    /// What the analyst corrected in it, in words.
    public var byHand: [String] = []
    /// The sentence that tells it, in the text that tells most of it.
    public var sentence = ""
    /// Who tells it when: one a text, the earliest first.
    public var tellings: [DossierTelling] = []
    /// The codes of the flags whose words stand in its sentences.
    public var flags: [String] = []
    /// The reports that it is made of, as `PAGE#e3`, for corrections.
    public var reports: [String] = []
    /// Whether the analyst confirmed it.
    public var isConfirmed = false
}

/// A text that tells an entry.
public struct DossierTelling: Sendable, Hashable {
    /// The text.
    public var text: String
    /// The page at its head, or the earliest that tells it.
    public var page: String
    /// The digest of that page's bytes.
    public var sha256: String
    /// Whose page it is.
    public var outlet: String
    /// The day of publication (EDTF); nil when not known.
    public var day: String?
}

/// What a flag sets side by side: one text and the other.
public struct DossierSide: Sendable {
    /// The page.
    public var page: String
    /// Whose page it is.
    public var outlet: String
    /// The day of publication (EDTF).
    public var day: String?
    /// What the words answer there; nil when nothing is to be shown.
    public var target: Quote?
    /// The words.
    public var words: Quote?

    /// Makes a side.
    public init(page: String, outlet: String, day: String?, target: Quote?, words: Quote?) {
        self.page = page
        self.outlet = outlet
        self.day = day
        self.target = target
        self.words = words
    }
}

/// Something that is not known, with the pages that it is not known of.
public struct DossierUnknown: Sendable {
    /// What is not known, in a sentence.
    public var reason: String
    /// The pages or texts, each with its headline and the digest of its page where there is one.
    public var items: [(name: String, title: String, sha256: String?)]
}

extension DossierEntry {
    /// The days by which it is counted: its own, or those of its telling where only the tense bounds them.
    public var counted: DayBounds? {
        guard let bounds else { return nil }
        guard basis == .tense else { return bounds }
        return (bounds.to ?? bounds.from).map { DayBounds($0) }
    }
}

/// An old event that pages remember.
public struct DossierRemembrance: Sendable {
    /// The days of the old event.
    public var when: String?
    /// What is remembered, in the words of the texts.
    public var what: String
    /// The anniversaries told: number, year, text.
    public var told: [(number: Int, year: Int, text: String)]
    /// The next day on which it is remembered.
    public var next: NextAnniversary?
    /// The quotes.
    public var quotes: [Quote]
}

/// A claim of a dossier.
public struct DossierClaim: Sendable {
    /// The page's short name and the claim's id: `004 C6`.
    public var id: String
    /// The text that has it.
    public var text: String
    /// Who speaks.
    public var speaker: String
    /// The speaker's country, two letters.
    public var country: String?
    /// Through whom.
    public var via: [String]
    /// The stance.
    public var stance: Stance
    /// Whether the page's verb takes sides.
    public var endorses: Bool
    /// The content's words.
    public var content: String
    /// What it denies: an id, or nil.
    public var target: String?
    /// What it could deny.
    public var candidates: [String]
    /// The quotes: the content in its sentence.
    public var quotes: [Quote]
    /// When the text that has it was published.
    public var told: DayBounds?
    /// The page's short name, its digest and its outlet.
    public var page = ""
    /// The digest of the page's bytes.
    public var sha256 = ""
    /// Whose page it is.
    public var outlet = ""
    /// The day of publication (EDTF).
    public var day: String?
    /// The words of what it denies, or could deny, by id.
    public var targetWords: [(id: String, words: String)] = []
    /// What it is about, in words that its group shares; empty where it stands alone.
    public var issue = ""
    /// Whether its speakers, hearers and words name both states, or it answers something; else it is one state's on its own affairs.
    public var isBetween = false
    /// The codes of the flags whose words stand in it.
    public var flags: [String] = []
}

/// A flag with its quotes.
public struct DossierFlag: Sendable {
    /// The code.
    public var code: String
    /// The kind in words.
    public var title: String
    /// One or two sentences.
    public var note: String
    /// Whether it leans on background.
    public var leansOnBackground: Bool
    /// The quotes.
    public var quotes: [Quote]
    /// Two texts side by side, the one that is followed first; empty where it is of one text.
    public var sides: [DossierSide] = []
    /// The address of the comparison of the two pages.
    public var diff: String?
}
