internal import TextPrimitives

/// What a word is, as far as a closed list can say.
public enum WordClass: UInt8, Sendable {
    /// A word of no closed class.
    case open
    /// An article or its kin.
    case determiner
    /// A possessive pronoun.
    case possessive
    /// A preposition.
    case preposition
    /// The word "to".
    case to
    /// The word "as".
    case `as`
    /// "and", "or", "but".
    case conjunction
    /// A word that opens a clause.
    case subordinator
    /// A relative pronoun.
    case relative
    /// A personal pronoun.
    case pronoun
    /// A form of "be".
    case be
    /// A form of "have".
    case have
    /// A form of "do".
    case `do`
    /// "will", "shall".
    case future
    /// "may", "might", "could".
    case maybe
    /// "can", "must", "should".
    case modal
    /// "not", "never".
    case negation
    /// An adverb.
    case adverb
    /// "allegedly", "reportedly".
    case alleging
}

/// The form of a verb.
public enum VerbForm: UInt8, Sendable {
    /// Infinitive and plain present.
    case base
    /// Third person present.
    case third
    /// Past tense.
    case past
    /// Past participle.
    case participle
    /// Past tense and participle in one form.
    case pastOrParticiple
    /// Present participle and gerund.
    case ing
}

/// The words that the coder knows, as ids: closed classes, verb forms, and whatever a lexicon interns.
public final class Grammar: Sendable {
    private let words: GrammarWords

    /// The English grammar, made once from `events/en`.
    public static let english = Grammar(GrammarWords())

    private init(_ words: GrammarWords) { self.words = words }

    /// The regular plural of a noun.
    public static func plural(of noun: String) -> String {
        if noun.hasSuffix("s") || noun.hasSuffix("x") || noun.hasSuffix("ch") || noun.hasSuffix("sh") {
            return noun + "es"
        }
        if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
            return noun.dropLast() + "ies"
        }
        return noun + "s"
    }

    /// The number of words known.
    public var count: Int { words.spellings.count }

    /// The id of a word by its folded hash, or -1.
    public func id(hash: UInt64) -> Int32 { words.table.value(hash) }

    /// The id of a word, or -1 when it is not known.
    public func id(_ word: String) -> Int32 {
        let bytes = Array(word.utf8)
        return words.table.value(StableHash.folded(bytes.span, 0, bytes.count))
    }

    /// The closed class of a word.
    public func wordClass(_ id: Int32) -> WordClass { id < 0 ? .open : words.classes[Int(id)] }

    /// The verb that a word is a form of, or nil.
    public func verb(_ id: Int32) -> (lemma: Int32, form: VerbForm)? { id < 0 ? nil : words.verbs[Int(id)] }

    /// Whether a determiner negates ("no").
    public func negates(_ id: Int32) -> Bool { words.isNegativeDeterminer.contains(id) }

    /// The small spelling of a known word.
    public func spelling(_ id: Int32) -> String { id < 0 ? "" : words.spellings[Int(id)] }

    /// Whether a word is in a list.
    public func has(_ id: Int32, _ list: WordList) -> Bool {
        guard id >= 0 else { return false }
        let (half, bit) = (Int(list.rawValue >> 6), UInt64(list.rawValue & 63))
        return words.lists[Int(id) * 4 + half] >> bit & 1 != 0
    }
}

/// The tables of a ``Grammar``, and how they are made.
private struct GrammarWords {
    private(set) var table = HashIndex(capacity: 8192)
    private(set) var spellings: [String] = []
    private(set) var classes: [WordClass] = []
    private(set) var isNegativeDeterminer: Set<Int32> = []
    /// The lemma and form of each word that is a verb's, by word id.
    private(set) var verbs: [(lemma: Int32, form: VerbForm)?] = []
    /// The lists that each word is in: 256 bits a word.
    private(set) var lists: [UInt64] = []

    init() {
        for word in Word.allCases { _ = intern("\(word)") }
        for fields in Resource.rows("events/en/words.tsv", columns: 2) {
            let id = intern(fields[0])
            if classes[Int(id)] != .open { continue }
            classes[Int(id)] = GrammarWords.wordClass(fields[1])
            if fields[1] == "neg-det" { isNegativeDeterminer.insert(id) }
        }
        var irregular: [String: (past: [String], participle: [String])] = [:]
        for fields in Resource.rows("events/en/verbs.tsv", columns: 3) {
            irregular[fields[0]] = (
                fields[1].split(separator: "|").map(String.init), fields[2].split(separator: "|").map(String.init)
            )
        }
        var lemmas: [String] = []
        for fields in Resource.rows("events/en/frames.tsv", columns: 2) {
            lemmas += fields[1].split(separator: "|").map(String.init)
        }
        for fields in Resource.rows("events/en/cues.tsv", columns: 2)
        where fields[1] == "verb" || fields[1] == "phrase" {
            lemmas.append(fields[0].split(separator: " ").first.map(String.init) ?? fields[0])
        }
        for fields in Resource.rows("events/en/common-verbs.tsv", columns: 1) {
            lemmas += fields[0].split(separator: " ").map(String.init)
        }
        lemmas += irregular.keys.sorted().filter { !$0.contains(" ") }
        var seen: Set<String> = []
        for lemma in lemmas where seen.insert(lemma).inserted { inflect(lemma, irregular[lemma]) }
        // Other interned words: nouns of the frames, offices and groups.
        for file in ["events/en/frames.tsv", "events/en/nominals.tsv"] {
            for fields in Resource.rows(file, columns: 4) {
                for column in [1, 2, 3] {
                    for word in fields[column].split(separator: "|") {
                        _ = intern(String(word.drop { $0 == "+" }))
                        if column == 2, word.utf8.count > 2 { _ = intern(Grammar.plural(of: String(word))) }
                    }
                }
            }
        }
        for file in ["actors/offices.tsv", "actors/groups.tsv"] {
            for fields in Resource.rows(file, columns: 1) {
                for word in fields[0].split(separator: " ") { _ = intern(String(word)) }
            }
        }
        for fields in Resource.rows("events/en/word-lists.tsv", columns: 2) {
            for word in fields[1].split(separator: " ") { _ = intern(String(word)) }
        }
        for word in GrammarWords.extraWords { _ = intern(word) }
        lists = Array(repeating: 0, count: spellings.count * 4)
        let byName = Dictionary(uniqueKeysWithValues: WordList.allCases.map { ($0.fileName, $0) })
        for fields in Resource.rows("events/en/word-lists.tsv", columns: 2) {
            guard let list = byName[fields[0]] else { continue }
            for word in fields[1].split(separator: " ") {
                lists[Int(intern(String(word))) * 4 + Int(list.rawValue >> 6)] |= 1 << UInt64(list.rawValue & 63)
            }
        }
    }

    /// Words that code asks for by name.
    private static let extraWords = [
        "two", "three", "sides", "countries", "neighbours", "neighbors", "parties", "nations", "states", "latter",
        "former", "country",
        "counterpart", "anniversary", "mark", "marks", "alleged", "planned", "next", "round", "rounds", "put", "off",
        "out", "bare", "over",
        "four", "five", "six", "ten", "several", "few", "many", "decade", "decades", "hours", "last", "proverb", "goes",
        "says", "tribunal", "council", "arbitration", "wto", "place", "those", "reporters",
        "everybody", "everyone", "all",
        "session",
        "cycle", "homeland", "government", "day", "week", "month", "year", "time", "morning", "evening", "night",
        "days", "weeks", "months",
        "years", "sure", "able", "ready", "willing", "prepared", "eager", "likely", "going", "yet", "used", "neither",
        "nobody",
        "nothing", "none",
        "possible", "so-called", "purported", "wish", "suspected", "said", "court", "hague", "the", "joint", "jointly",
        "its", "own", "no", "longer",
        "subject", "saying", "has", "it", "sources", "reports", "s", "ministry", "then", "whose", "where", "instead",
        "rather", "called", "series",
        "today", "top", "both", "each", "other", "made", "public", "n't", "subject", "under", "deal", "come", "comes",
        "under", "fund",
    ]

    private static func wordClass(_ name: String) -> WordClass {
        switch name {
        case "det", "neg-det": .determiner
        case "poss": .possessive
        case "prep": .preposition
        case "to": .to
        case "as": .as
        case "conj": .conjunction
        case "sub": .subordinator
        case "rel": .relative
        case "pron", "pron-object": .pronoun
        case "be": .be
        case "have": .have
        case "do": .do
        case "modal-future": .future
        case "modal-maybe": .maybe
        case "modal": .modal
        case "neg": .negation
        case "adv": .adverb
        case "adv-alleged": .alleging
        default: .open
        }
    }

    /// The id of a word, made when it is new.
    mutating func intern(_ word: String) -> Int32 {
        let bytes = Array(Folding.fold(word).utf8)
        let key = StableHash.folded(bytes.span, 0, bytes.count)
        let known = table.value(key)
        if known >= 0 { return known }
        let id = Int32(spellings.count)
        table.set(key, id)
        spellings.append(word.lowercased())
        classes.append(.open)
        verbs.append(nil)
        return id
    }

    private mutating func inflect(_ lemma: String, _ irregular: (past: [String], participle: [String])?) {
        let id = intern(lemma)
        func set(_ word: String, _ form: VerbForm) {
            let form_id = intern(word)
            if classes[Int(form_id)] != .open { return }
            if let known = verbs[Int(form_id)], known.lemma != id || known.form == form { return }
            if verbs[Int(form_id)] != nil, form == .participle {
                verbs[Int(form_id)] = (id, .pastOrParticiple)
            } else {
                verbs[Int(form_id)] = (id, form)
            }
        }
        set(lemma, .base)
        let last = lemma.last ?? "x"
        let isY = last == "y" && !"aeiou".contains(lemma.dropLast().last ?? "a")
        let hisses =
            lemma.hasSuffix("s") || lemma.hasSuffix("x") || lemma.hasSuffix("ch") || lemma.hasSuffix("sh")
            || lemma.hasSuffix("z") || lemma.hasSuffix("o")
        set(isY ? lemma.dropLast() + "ies" : hisses ? lemma + "es" : lemma + "s", .third)
        let doubles =
            irregular?.past.first.map {
                $0.hasSuffix("ed") && $0.utf8.count == lemma.utf8.count + 3 && !lemma.hasSuffix("e")
            } ?? GrammarWords.doublesConsonant(lemma)
        let endsE = last == "e" && !lemma.hasSuffix("ee")
        let ing =
            lemma.hasSuffix("ie")
            ? lemma.dropLast(2) + "ying"
            : endsE ? lemma.dropLast() + "ing" : doubles ? lemma + String(last) + "ing" : lemma + "ing"
        set(String(ing), .ing)
        if let irregular {
            let isSame = irregular.past == irregular.participle
            for word in irregular.past { set(word, isSame ? .pastOrParticiple : .past) }
            if !isSame { for word in irregular.participle { set(word, .participle) } }
        } else {
            let past =
                isY
                ? lemma.dropLast() + "ied"
                : last == "e" ? lemma + "d" : doubles ? lemma + String(last) + "ed" : lemma + "ed"
            set(String(past), .pastOrParticiple)
        }
    }

    /// Whether a regular verb doubles its last consonant: one short syllable that ends in consonant, vowel, consonant.
    private static func doublesConsonant(_ lemma: String) -> Bool {
        let letters = Array(lemma)
        guard letters.count >= 3, letters.count <= 4 else { return false }
        let vowels = "aeiou"
        let (a, b, c) = (letters[letters.count - 3], letters[letters.count - 2], letters[letters.count - 1])
        return !vowels.contains(a) && vowels.contains(b) && !vowels.contains(c) && !"wxy".contains(c)
            && letters.filter { vowels.contains($0) }.count == 1
    }
}
