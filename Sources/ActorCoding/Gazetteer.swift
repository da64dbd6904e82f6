public import DocumentModel
internal import TextPrimitives

/// What a name in the gazetteer stands for.
public final class GazetteerEntry: Sendable {
    /// The kind of name.
    public enum Kind: Sendable {
        /// A state's name.
        case state
        /// An adjective or a demonym of a state.
        case adjective
        /// A capital or another seat of power.
        case seat
        /// A first-level region of a state, or a land whose name holds another state's: a place, and no party.
        case region
        /// An organisation, agency or paper.
        case organisation
        /// A person.
        case person
    }

    /// The kind.
    public let kind: Kind
    /// The id of what it stands for.
    public let id: String
    /// The full name.
    public let name: String
    /// The country or class.
    public let country: String
    /// `igo`, `agency`, `paper`, `body` … for organisations, the office for persons, the name as found for the others.
    public let detail: String
    /// The states that share an adjective, when it is not of one state alone; ``country`` is empty then.
    public let sharedBy: [String]
    /// The head noun of an organisation's name, as a word id, or -1: "panel" of "panel of experts of the United Nations".
    let head: Int32

    private static func head(of name: String) -> Int32 {
        let words = name.lowercased().split(separator: " ")
        let end = words.firstIndex(of: "of") ?? words.count
        return end > 0 ? Grammar.english.id(String(words[end - 1])) : -1
    }

    init(
        kind: Kind, id: String, name: String, country: String, detail: String, sharedBy: [String] = []
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.country = country
        self.detail = detail
        self.sharedBy = sharedBy
        head = kind == .organisation ? GazetteerEntry.head(of: name) : -1
    }

    /// Whether it is a newspaper, a news agency or a firm, which speak and are no party of what states do.
    public var isNewsroomOrFirm: Bool {
        kind == .organisation && (detail == "agency" || detail == "paper" || isFirm)
    }

    /// Whether it is a company: what it does is no act of its state.
    public var isFirm: Bool { kind == .organisation && detail == "firm" }
}

/// Names of states, organisations and well-known persons, found as the longest run of words.
public final class Gazetteer: Sendable {
    private let tables: GazetteerTables

    /// The gazetteer that is compiled in.
    public static let shared = Gazetteer(GazetteerTables())

    private init(_ tables: GazetteerTables) { self.tables = tables }

    /// Two-letter codes by three-letter codes.
    public var alpha2: [String: String] { tables.alpha2 }
    /// Three-letter codes by two-letter codes.
    public var alpha3: [String: String] { tables.alpha3 }
    /// State names by three-letter codes.
    public var stateNames: [String: String] { tables.stateNames }

    /// The longest name that begins at a token.
    ///
    /// - Parameters:
    ///   - tokens: A sentence's tokens.
    ///   - index: The token.
    /// - Returns: The entry and the number of tokens; nil when no name begins there.
    func match(_ tokens: [CodeToken], _ index: Int) -> (entry: GazetteerEntry, count: Int)? {
        guard let found = longest(tokens, index) else { return nil }
        guard found.entry.kind == .state, let region = tables.regions.meant(tokens, index, found.count) else {
            return found
        }
        return (tables.entries[Int(region)], found.count)
    }

    /// Whether a word is a name that persons bear before their surname, also where a state or a city is called so.
    ///
    /// - Parameter hash: The folded hash of a word, as ``CodeToken/hash`` has it.
    public func isGivenName(_ hash: UInt64) -> Bool { tables.givenNames[hash] != nil }

    /// The first letter of a name, folded.
    static func initial(_ name: String) -> UInt8 { Folding.fold(name).utf8.first ?? 0 }

    /// The first letter of a name that persons bear before their surname, folded; nil of other words.
    func initial(ofGivenName hash: UInt64) -> UInt8? { tables.givenNames[hash] }

    /// A person as the holder of the office that he had on a day, or without a side where there is no day: see ``PersonTerm``.
    ///
    /// Who spoke for one side alone, and anything that is no person, stays what it is.
    ///
    /// - Complexity: O(1), and O(*o*) in the offices of a person of two sides.
    func entry(_ entry: GazetteerEntry, on day: CivilDay?) -> GazetteerEntry {
        guard entry.kind == .person, let person = tables.persons[entry.id] else { return entry }
        return person.terms.held(on: day)?.entry ?? person.ofNoDay
    }

    private func longest(_ tokens: [CodeToken], _ index: Int) -> (entry: GazetteerEntry, count: Int)? {
        let token = tokens[index]
        guard token.sign == 0, token.isCapital || token.word >= 0 else { return nil }
        var candidate = tables.heads.value(token.hash)
        var best: (Int32, Int)?
        while candidate >= 0 {
            let name = tables.names[Int(candidate)]
            candidate = name.next
            // "Irna" is IRNA, but "Who" is not WHO.
            if name.isAcronym, !token.isAcronym, !(token.end - token.start > 3 && token.isCapital && token.word < 0) {
                continue
            }
            var position = index
            var fits = true
            var previousWasGenitive = false
            for step in 0..<Int(name.count) {
                let word = tables.words[Int(name.first) + step]
                if word == GazetteerTables.genitive {
                    if !tokens[position - 1].isGenitive { fits = false }
                    previousWasGenitive = true
                    continue
                }
                if step > 0, tokens[position - 1].isGenitive, !previousWasGenitive { fits = false }
                previousWasGenitive = false
                guard fits, position < tokens.count,
                    word < 256 ? UInt64(tokens[position].sign) == word : tokens[position].hash == word
                else {
                    fits = false
                    break
                }
                position += 1
            }
            guard fits, position > index else { continue }
            let count = position - index
            // A name must begin with a capital somewhere, but for "imperialists" and its kin; "the west" is where the sun sets.
            guard tokens[index..<position].contains(where: \.isCapital) else {
                let entry = tables.entries[Int(name.entry)]
                if entry.detail == "group" || entry.detail == "igo", count > 2 || token.word != .the,
                    best.map({ count >= $0.1 }) ?? true
                {
                    best = (name.entry, count)
                }
                continue
            }
            if best.map({ count >= $0.1 }) ?? true { best = (name.entry, count) }
        }
        return best.map { (tables.entries[Int($0.0)], $0.1) }
    }

    /// A state as a party.
    ///
    /// - Parameters:
    ///   - code: ISO 3166 alpha-3.
    ///   - range: The mention, if there is one.
    public func state(_ code: String, range: TextRange? = nil) -> Party {
        Party(id: "state:\(code)", name: stateNames[code] ?? code, country: code, kind: .state, range: range)
    }

    /// The entry of a whole name, such as an agency's; nil when it is not known.
    public func entry(named name: String) -> GazetteerEntry? {
        let bytes = Array(name.utf8)
        let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
        for index in tokens.indices { if let found = match(tokens, index) { return found.entry } }
        return nil
    }

    /// The country of the last state or organisation that a phrase names, or nil.
    public func lastCountry(in phrase: String) -> String? {
        let bytes = Array(phrase.split(separator: "-").joined(separator: " - ").utf8)
        let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
        var result: String?
        for index in tokens.indices { if let found = match(tokens, index) { result = found.entry.country } }
        return result
    }

    /// A dateline with its capitals made names: "HAVANA, June 14" becomes "Havana, June 14".
    public static func titleCase(_ text: String) -> String {
        text.split(separator: " ").map { word in
            let letters = word.utf8.filter(\.isASCIILetter)
            guard letters.count > 3, letters.allSatisfy(\.isASCIIUpper) else { return String(word) }
            return word.prefix(1) + word.dropFirst().lowercased()
        }.joined(separator: " ")
    }
}

/// The tables of a ``Gazetteer``, and how they are made.
private struct GazetteerTables {
    /// The first name that begins with a word, by the word's hash; the others follow by ``Name/next``.
    private(set) var heads = HashIndex(capacity: 8192)
    private(set) var names: [Name] = []
    /// The words of all names, one name behind the other; a sign stands as its byte.
    private(set) var words: [UInt64] = []

    /// A name as a run of hashes in ``words``.
    struct Name {
        var first: Int32
        var count: Int32
        var entry: Int32
        /// The next name that begins with the same word, or -1.
        var next: Int32
        var isAcronym: Bool
    }
    private(set) var entries: [GazetteerEntry] = []
    /// Two-letter codes by three-letter codes.
    private(set) var alpha2: [String: String] = [:]
    /// Three-letter codes by two-letter codes.
    private(set) var alpha3: [String: String] = [:]
    /// State names by three-letter codes.
    private(set) var stateNames: [String: String] = [:]
    /// What tells a region from the state of the same name.
    private(set) var regions = RegionSigns()
    /// Names that persons bear before their surname, with their first letter, folded.
    private(set) var givenNames: [UInt64: UInt8] = [:]
    /// Those who spoke for one state or body and later for another, by id.
    private(set) var persons: [String: Person] = [:]

    /// A person of several sides.
    struct Person {
        /// The offices, the earliest first.
        let terms: [PersonTerm]
        /// The person without a side, for texts without a day.
        let ofNoDay: GazetteerEntry
    }

    init() {
        addStates()
        addRegions()
        addOrganisations()
        addPersons()
    }

    private mutating func addStates() {
        for fields in Resource.rows("actors/states.tsv", columns: 6) {
            // A state's former names follow it in rows of their own.
            if stateNames[fields[0]] == nil {
                stateNames[fields[0]] = fields[2]
                if !fields[1].isEmpty {
                    alpha2[fields[0]] = fields[1]
                    alpha3[fields[1]] = fields[0]
                }
            }
            let kinds: [GazetteerEntry.Kind] = [.state, .state, .adjective, .seat]
            for (column, kind) in kinds.enumerated() {
                for name in fields[column + 2].split(separator: "|") {
                    let entry = GazetteerEntry(
                        kind: kind, id: "state:\(fields[0])", name: fields[2], country: fields[0], detail: String(name))
                    add_(String(name), entry)
                }
            }
        }
        for fields in Resource.rows("actors/shared-names.tsv", columns: 2) {
            let states = fields[1].split(separator: " ").map(String.init)
            for name in fields[0].split(separator: "|") {
                let entry = GazetteerEntry(
                    kind: .adjective, id: "shared", name: String(name), country: "", detail: String(name),
                    sharedBy: states)
                add_(String(name), entry)
            }
        }
        for fields in Resource.rows("actors/given-names.tsv", columns: 1) {
            for name in fields[0].split(separator: "|") {
                givenNames[CodeToken.hash(of: String(name))] = Gazetteer.initial(String(name))
            }
        }
    }

    private mutating func addRegions() {
        for fields in Resource.rows("actors/regions.tsv", columns: 3) {
            if fields[1] == "sign" {
                for word in fields[2].split(separator: "|") {
                    regions.addSign(CodeToken.hash(of: String(word)), of: fields[0])
                }
                continue
            }
            for name in fields[2].split(separator: "|") {
                let entry = GazetteerEntry(
                    kind: .region, id: "region:\(fields[0])", name: String(name), country: fields[0],
                    detail: String(name))
                if fields[1] == "shared" {
                    entries.append(entry)
                    regions.share(CodeToken.hash(of: String(name)), Int32(entries.count - 1), of: fields[0])
                } else {
                    add_(String(name), entry)
                }
                if !name.utf8.contains(0x20) { regions.add(CodeToken.hash(of: String(name)), of: fields[0]) }
            }
        }
    }

    private mutating func addOrganisations() {
        for fields in Resource.rows("actors/organisations.tsv", columns: 5) {
            let entry = GazetteerEntry(
                kind: .organisation, id: "org:\(fields[0])", name: fields[1], country: fields[3], detail: fields[4])
            // A name in brackets is for telling apart: "Democratic Party (United States)".
            if !fields[1].utf8.contains(0x28) { add_(fields[1], entry) }
            for name in fields[2].split(separator: "|") { add_(String(name), entry) }
        }
        for outlet in OutletTable.shared.outlets {
            let entry = GazetteerEntry(
                kind: .organisation, id: "org:\(outlet.id)", name: outlet.name, country: outlet.country,
                detail: outlet.kind == .paper || outlet.kind == .statePaper || outlet.kind == .partyPaper
                    ? "paper" : "agency")
            for name in outlet.runningNames { add_(name, entry) }
        }
    }

    /// A person has one row an office; the names stand in the first.
    private mutating func addPersons() {
        var known: [String: [PersonTerm]] = [:]
        for fields in Resource.rows("actors/persons.tsv", columns: 6) {
            let id = fields[0].lowercased().split(separator: " ").joined(separator: "-")
            let entry = GazetteerEntry(kind: .person, id: id, name: fields[0], country: fields[2], detail: fields[3])
            if known[id] == nil {
                add_(fields[0], entry)
                for name in fields[1].split(separator: "|") { add_(String(name), entry) }
            }
            known[id, default: []].append(PersonTerm(entry: entry, from: fields[4], to: fields[5]))
        }
        for (id, terms) in known where terms.contains(where: { $0.entry.country != terms[0].entry.country }) {
            persons[id] = Person(
                terms: terms.inOrder(),
                ofNoDay: GazetteerEntry(kind: .person, id: id, name: terms[0].entry.name, country: "", detail: ""))
        }
    }

    private mutating func add_(_ name: String, _ entry: GazetteerEntry) {
        let bytes = Array(name.utf8)
        let tokens = CodeTokenizer.tokens(bytes, TextRange(0, bytes.count), grammar: Grammar.english)
        let first = words.count
        for token in tokens {
            words.append(token.sign == 0 ? token.hash : UInt64(token.sign))
            if token.isGenitive { words.append(GazetteerTables.genitive) }
        }
        guard words.count > first else { return }
        let letters = name.utf8.filter(\.isASCIILetter)
        let isAcronym = letters.count <= 5 && letters.allSatisfy(\.isASCIIUpper)
        entries.append(entry)
        let known = heads.value(words[first])
        names.append(
            Name(
                first: Int32(first), count: Int32(words.count - first), entry: Int32(entries.count - 1), next: known,
                isAcronym: isAcronym))
        heads.set(words[first], Int32(names.count - 1))
    }

    static let genitive = StableHash.of("'s")
}
