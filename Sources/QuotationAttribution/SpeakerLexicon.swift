internal import ActorCoding
internal import TextPrimitives

/// Who can speak, from `events/en/speakers.tsv`, by the folded hashes of words.
struct SpeakerLexicon: Sendable {
    /// What a word is.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt32
        /// A human being: "grower".
        static let person = Kinds(rawValue: 1)
        /// A body: "ministry".
        static let body = Kinds(rawValue: 2)
        /// What somebody writes or says: "statement".
        static let paper = Kinds(rawValue: 4)
        /// What is followed and does not speak: "timetable".
        static let noSource = Kinds(rawValue: 8)
        /// The last word of bodies' names: "Trust".
        static let nameEnd = Kinds(rawValue: 16)
        /// A woman.
        static let female = Kinds(rawValue: 32)
        /// A man.
        static let male = Kinds(rawValue: 64)
        /// What stands before a person's name: "Dr".
        static let title = Kinds(rawValue: 128)
        /// What is felt and expressed: "gratitude".
        static let feeling = Kinds(rawValue: 256)
        /// Who speaks for the body named before: "spokeswoman".
        static let spokes = Kinds(rawValue: 512)
        /// A body of which the word says no more: "group".
        static let generic = Kinds(rawValue: 1024)
        /// A body or office of a state that is called so without the state: "the court", "prosecutors".
        static let publicBody = Kinds(rawValue: 2048)
        /// Of the place where something happens: "police", "witnesses".
        static let local = Kinds(rawValue: 4096)
        /// Sent to the place where he is: "correspondent".
        static let sent = Kinds(rawValue: 8192)
        /// What the text's own is not: "puppet", "enemy", "foreign".
        static let alien = Kinds(rawValue: 16384)
        /// Before a minister or ministry what he minds, elsewhere another's: "foreign".
        static let portfolio = Kinds(rawValue: 32768)
        /// What kind of body a general word means: "rights" of "rights group".
        static let genericKind = Kinds(rawValue: 262144)
        /// What makes another office of the one behind it: "vice".
        static let vice = Kinds(rawValue: 524288)
        /// What stands behind a noun and says more of it: "familiar" of "a source familiar with the talks".
        static let afterNoun = Kinds(rawValue: 1_048_576)
        /// A surname of China, Korea or Vietnam.
        static let easternSurname = Kinds(rawValue: 65536)
        /// A surname that stands first in Chinese names.
        static let chineseSurname = Kinds(rawValue: 131072)
    }

    /// What a verb does with a paper.
    enum Issue: String, Sendable {
        /// Its subject speaks in it: "released".
        case issued
        /// Its subject is spoken to: "received".
        case received
        /// Its subject prints it: "carried".
        case carried
    }

    private var kinds: [UInt64: Kinds] = [:]
    private var issues: [String: Issue] = [:]
    private var covered: [UInt64: Set<UInt64>] = [:]

    /// The lexicon that is compiled in.
    static let english = SpeakerLexicon()

    private static let classes: [String: Kinds] = [
        "person": .person, "body": .body, "paper": .paper, "no-source": .noSource, "name-end": .nameEnd,
        "female": .female, "male": .male, "title": .title, "feeling": .feeling, "spokes": .spokes, "generic": .generic,
        "public": .publicBody, "local": .local, "sent": .sent, "alien": .alien,
        "portfolio": .portfolio, "generic-kind": .genericKind, "vice": .vice,
        "after-noun": .afterNoun, "eastern-surname": .easternSurname, "chinese-surname": .chineseSurname,
    ]

    private init() {
        for fields in Resource.rows("events/en/speakers.tsv", columns: 2) {
            let words = fields[1].split(separator: " ").map(String.init)
            if fields[0] == "covers", let general = words.first {
                covered[CodeToken.hash(of: general), default: []].formUnion(
                    words.dropFirst().map { CodeToken.hash(of: $0) })
                continue
            }
            if let issue = Issue(rawValue: fields[0]) {
                for word in words { issues[word] = issue }
                continue
            }
            guard let kind = SpeakerLexicon.classes[fields[0]] else { continue }
            for word in words {
                kinds[CodeToken.hash(of: word), default: []].insert(kind)
                if kind == .person || kind == .body {
                    kinds[CodeToken.hash(of: Grammar.plural(of: word)), default: []].insert(kind)
                }
            }
        }
    }

    /// Whether a word is of a kind.
    func has(_ token: CodeToken, _ kind: Kinds) -> Bool { kinds[token.hash].map { $0.contains(kind) } ?? false }

    /// Whether a folded hash is that of a word of a kind.
    func has(_ hash: UInt64, _ kind: Kinds) -> Bool { kinds[hash].map { $0.contains(kind) } ?? false }

    /// What a verb does with a paper, by the verb's lemma; nil when nothing.
    func issue(_ lemma: String) -> Issue? { issues[lemma] }

    /// Whether a general word may name again whoever has a special one.
    func covers(_ general: UInt64, _ special: UInt64) -> Bool {
        general == special || covered[general]?.contains(special) ?? false
    }
}
