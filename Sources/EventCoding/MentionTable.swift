internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Where a text names a party, and how the words were recognised.
struct Mention: Sendable {
    /// What a mention is of.
    enum Kind: Sendable {
        case person
        case state
        case body
        /// Unnamed people or bodies of a class: militants, refugees, foreign companies.
        case unnamed
    }

    /// How it was recognised, the surest first.
    enum Source: Int, Sendable {
        /// The name itself.
        case explicit
        /// An adjective, genitive or noun before the head: "the Iranian minister", "Iran's minister".
        case modifier
        /// A phrase behind the head: "the minister of Iran".
        case of
        /// A class of people that has no state.
        case unnamed
        /// A name whose state the text tells elsewhere.
        case learnt
        /// "He", "it", "its".
        case pronoun
        /// "The two sides".
        case pair
        /// "The minister", "the delegation".
        case definite
        /// "I", "we", "here": whoever signs the text, and where it is datelined.
        case signer
        /// A state named deep inside the words of a slot.
        case deep
        /// The only other state of the clause.
        case clause
        /// The other of the two states that the text is about, named just before.
        case bilateral

        /// Whether the words name the party themselves.
        var isNamed: Bool { self == .explicit || self == .modifier || self == .of || self == .unnamed }
    }

    var party: Party
    var kind: Kind
    var source: Source
    /// The sentence, by its index.
    var sentence: Int
    /// The mention that a pronoun or phrase was resolved to.
    var antecedent: TextRange?
    /// Whether it stands for several.
    var isPlural = false
    /// The head noun as a word id, -1 for names.
    var head: Int32 = -1
    /// Whether it is a subject.
    var isSubject = false
    /// Whether it is a newsroom or firm, which is no side of what it tells.
    var isOutlet = false

    var country: String? { party.country }

    /// The party with the mention that its words were resolved to, where these do not name it themselves.
    var resolved: Party {
        var result = party
        if !source.isNamed, let antecedent, antecedent != party.range { result.resolvedFrom = antecedent }
        return result
    }

    /// The mention in other words: the same party at the place of a pronoun or phrase.
    func repeated(at range: TextRange, _ source: Source) -> Mention {
        var result = self
        result.antecedent = antecedent ?? party.range
        result.party.range = range
        result.source = source
        return result
    }
}

/// Who is named in a text, over the whole of it and before any event is coded.
///
/// The order in which a noun phrase is resolved, first to last (``PartyReader``):
/// 1. a name on its head (state, seat, body, person); 2. an adjective, genitive or noun before the head, with what is coordinated to it;
/// 3. an apposition; 4. "of" or "from" and a name; 5. a name that the text explains elsewhere (this table, first pass);
/// 6. people of a class without a state; 7. a relative pronoun: its noun; 8. "the two sides": the last two states;
/// 9. a definite phrase: the last party with the same head noun; 10. "he", "she": the last person, subjects first; "it", "its": the last
/// state or body; "they": the last plural; "I", "we": the signer. A pronoun never takes a state that acts in its own clause.
/// What is left has no state: unknown stays unknown.
struct MentionTable: Sendable {
    /// The mentions in the order of the text.
    private(set) var mentions: [Mention] = []
    /// The first mention of each sentence, and one past the last.
    private var bounds: [Int] = []
    /// States of name words that titles and appositions explain.
    private var learnt: [UInt64: (country: String, range: TextRange)] = [:]
    /// The two states that the whole text names oftenest.
    let pairOfText: [String]
    /// Whether the text names hardly any other state than these two.
    let isBilateral: Bool
    /// Whether the text names no more than one state or body of states: what it tells happens at home.
    private(set) var isOfOneState = true
    /// Persons by the name word that stands for them when it stands alone; nil where two of different states share it.
    private var surnames: [UInt64: Party?] = [:]
    /// Who speaks in the quotations of each sentence.
    private var quotations: [QuotedSpeaker] = []
    /// The name words of people who are in no state's service: the state is theirs, and they do not act for it.
    private var privateNames: Set<UInt64> = []

    /// Reads all sentences: names and titles first, then who is mentioned where.
    init(_ text: [UInt8], _ sentences: [CodedSentence], named: StateCounts) {
        pairOfText = named.pair
        let counts = named.pair.map { named.counts[$0] ?? 0 }
        let all = named.counts.values.reduce(0, +)
        isBilateral = counts.count == 2 && (counts.min() ?? 0) > 1 && counts.reduce(0, +) * 10 >= all * 8
        for sentence in sentences { learn(sentence, text) }
        learnHosts(sentences)
        for (index, sentence) in sentences.enumerated() {
            bounds.append(mentions.count)
            note(sentence, index)
        }
        bounds.append(mentions.count)
        let named = mentions.compactMap(\.country)
        isOfOneState = named.allSatisfy { $0 == named.first }
        quotations = quotedSpeakers(sentences)
    }

    /// Who speaks in the quotations of a sentence, and whether it begins inside one.
    func quotation(in sentence: Int) -> QuotedSpeaker {
        quotations.indices.contains(sentence) ? quotations[sentence] : QuotedSpeaker()
    }

    /// Whether a name word is that of somebody in no state's service.
    func isPrivate(_ hash: UInt64) -> Bool { privateNames.contains(hash) }

    /// Who is mentioned in a sentence.
    func mentions(in sentence: Int) -> ArraySlice<Mention> { mentions[bounds[sentence]..<bounds[sentence + 1]] }

    /// The state of a name word that the text explains elsewhere.
    func state(ofName hash: UInt64) -> (country: String, range: TextRange)? { learnt[hash] }

    /// Whom a name word means that stands alone: "Diaz" after "Ramon Diaz".
    func person(surname hash: UInt64) -> Party? { surnames[hash] ?? nil }

    /// The states in which the family name comes first.
    private static let familyFirst: Set<String> = ["PRK", "KOR", "CHN", "TWN", "HKG", "MAC", "VNM", "KHM"]

    /// Remembers the name word by which a person is named again: the last one, in some states the first.
    private mutating func learnSurname(of party: Party, _ sentence: CodedSentence) {
        guard party.kind == .person, let range = party.range else { return }
        let words = sentence.tokens.filter { range.contains($0.range) && $0.sign == 0 && $0.isCapital && !$0.isNumber }
        guard words.count > 1, let last = words.last, let first = words.first else { return }
        let word = MentionTable.familyFirst.contains(party.country ?? "") && words.count == 3 ? first : last
        guard word.end - word.start > 1, Grammar.english.wordClass(word.word) == .open else { return }
        if let known = surnames[word.hash] {
            if known?.country != party.country { surnames[word.hash] = .some(nil) }
        } else {
            surnames[word.hash] = party
        }
    }

    // MARK: First pass: names and titles

    /// Learns whose officials are named: "Iranian foreign minister NAME", "NAME, minister of trade of Cuba", "NAME, Cuba's envoy".
    private mutating func learn(_ sentence: CodedSentence, _ text: [UInt8]) {
        let tokens = sentence.tokens
        let lexicon = PartyWords.shared
        var inName = Array(repeating: false, count: tokens.count)
        let names = sentence.chunks.flatMap { sentence.names(of: $0) }
        for name in names { for index in name.token..<name.token + name.count { inName[index] = true } }
        func isName(_ index: Int) -> Bool {
            let token = tokens[index]
            return token.sign == 0 && token.isCapital && !inName[index] && !token.isNumber && !token.isAcronym
                && token.end - token.start > 1 && !lexicon.isTitle(token.word)
                && Grammar.english.wordClass(token.word) == .open
        }
        func keep(_ first: Int, _ last: Int, _ country: String, _ range: TextRange, _ bearer: Int) {
            let isPrivate = !lexicon.isOffice(tokens[bearer].word)
            for index in first...last where isName(index) && tokens[index].end - tokens[index].start > 2 {
                guard learnt[tokens[index].hash] == nil else { continue }
                learnt[tokens[index].hash] = (country, range)
                if isPrivate { privateNames.insert(tokens[index].hash) }
            }
        }
        func isBearer(_ index: Int) -> Bool {
            lexicon.isOffice(tokens[index].word) || Grammar.english.has(tokens[index].word, .namedPeople)
        }
        for name in names where name.entry.kind != .person && name.entry.kind != .seat {
            guard MentionTable.isState(name.entry.country) || name.entry.country == "IGO" else { continue }
            let range = TextRange(tokens[name.token].start, tokens[name.token + name.count - 1].end)
            // "The Peruvian UN ambassador N. N." is Peru's.
            if name.entry.country == "IGO",
                names.contains(where: {
                    $0.entry.country != "IGO" && MentionTable.isState($0.entry.country)
                        && $0.token + $0.count <= name.token && name.token - $0.token - $0.count < 3
                })
            {
                continue
            }
            // STATE (words) OFFICE (words) NAME
            var index = name.token + name.count
            var office = -1
            while index < tokens.count, index < name.token + name.count + 8 {
                if tokens[index].sign != 0, tokens[index].sign != UInt8(ascii: "-") { break }
                if isBearer(index) {
                    office = index
                } else if office >= 0, isName(index), index - office <= 4 {
                    break
                } else if office >= 0, index == office + 1,
                    Grammar.english.wordClass(tokens[index].word) != .preposition
                {
                    // "The Peruvian ambassador and how he praised N.".
                    break
                } else if inName[index] || lexicon.isStop(tokens[index]) {
                    break
                }
                index += 1
            }
            if office >= 0, index < tokens.count, index > office, isName(index) {
                var last = index
                while last + 1 < tokens.count, last - index < 3, isName(last + 1) { last += 1 }
                keep(index, last, name.entry.country, range, office)
            }
            // NAME , OFFICE (words) of STATE
            var back = name.token - 1
            var seen = -1
            while back > 0, name.token - back < 22 {
                if lexicon.isOffice(tokens[back].word) { seen = back }
                if tokens[back].sign == UInt8(ascii: ","), seen > back, seen - back <= 6, isName(back - 1) {
                    var first = back - 1
                    while first > 0, back - first < 4, isName(first - 1) { first -= 1 }
                    keep(first, back - 1, name.entry.country, range, seen)
                    break
                }
                if Grammar.english.verb(tokens[back].word)?.form == .past { break }
                if tokens[back].sign == UInt8(ascii: ";") || tokens[back].sign == UInt8(ascii: "\"") { break }
                back -= 1
            }
            // NAME , (the) STATE's OFFICE
            var comma = name.token - 1
            if comma > 0, lexicon.isArticle(tokens[comma].word) { comma -= 1 }
            if comma > 0, tokens[comma].sign == UInt8(ascii: ","), isName(comma - 1) {
                var ahead = name.token + name.count
                while ahead < tokens.count, ahead < name.token + name.count + 6, tokens[ahead].sign == 0,
                    !isBearer(ahead)
                { ahead += 1 }
                if ahead < tokens.count, isBearer(ahead) {
                    var first = comma - 1
                    while first > 0, comma - first < 4, isName(first - 1) { first -= 1 }
                    keep(first, comma - 1, name.entry.country, range, ahead)
                }
            }
        }
    }

    /// Learns that who meets a guest at the airport is of the state that the guest came to.
    ///
    /// As in: The king arrived in Havana. He was met at the airport by Ernesto Prado.
    private mutating func learnHosts(_ sentences: [CodedSentence]) {
        let grammar = Grammar.english
        var place: (country: String, range: TextRange, sentence: Int)?
        for (index, sentence) in sentences.enumerated() {
            let tokens = sentence.tokens
            for (position, chunk) in sentence.chunks.enumerated() {
                guard let verb = chunk.verb else { continue }
                if grammar.has(verb.lemma, .arrivingVerbs), position + 2 < sentence.chunks.count,
                    grammar.has(sentence.chunks[position + 1].word, .inAt),
                    let found = sentence.place(position + 2), let country = found.country, let range = found.range
                {
                    place = (country, range, index)
                }
                guard verb.isPassive || verb.isReduced, grammar.has(verb.lemma, .receivingVerbs), let place,
                    index - place.sentence < 3
                else { continue }
                // By NAME: the capitals behind "by" that nothing explains.
                guard let by = (chunk.last + 1..<tokens.count).first(where: { tokens[$0].word == Word.by }) else {
                    continue
                }
                var next = by + 1
                while next < tokens.count, tokens[next].sign == 0, tokens[next].isCapital {
                    let token = tokens[next]
                    if !PartyWords.shared.isTitle(token.word), !token.isAcronym, token.end - token.start > 2,
                        learnt[token.hash] == nil, grammar.wordClass(token.word) == .open
                    {
                        learnt[token.hash] = (place.country, place.range)
                    }
                    next += 1
                }
            }
        }
    }

    // MARK: Second pass: mentions

    private mutating func note(_ sentence: CodedSentence, _ index: Int) {
        let grammar = Grammar.english
        // The first noun phrase that no preposition governs is mostly the subject, however much stands before its verb.
        var sawNoun = false
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .noun {
            let head = sentence.tokens[chunk.head].word
            if chunk.first == chunk.last, grammar.wordClass(sentence.tokens[chunk.first].word) == .pronoun {
                sawNoun = true
                continue
            }
            let isAfterPreposition = position > 0 && sentence.chunks[position - 1].kind == .preposition
            let isSubject = !isAfterPreposition && (!sawNoun || MentionTable.precedesVerb(sentence, position))
            if !isAfterPreposition { sawNoun = true }
            let isOutlet = sentence.names(of: chunk).last?.entry.isNewsroomOrFirm ?? false
            // "The United States" is one.
            let isNamed = sentence.names(of: chunk).last.map { $0.token + $0.count > chunk.head } ?? false
            for party in sentence.parties(of: chunk) {
                learnSurname(of: party, sentence)
                guard let country = party.country, !country.isEmpty else {
                    // Somebody of no known state: "he" behind the name is nobody else.
                    if party.kind == .person {
                        mentions.append(
                            Mention(
                                party: party, kind: .person, source: .explicit, sentence: index, head: head,
                                isSubject: isSubject))
                    }
                    continue
                }
                let isState = party.kind == .state
                mentions.append(
                    Mention(
                        party: party, kind: party.kind.isPerson ? .person : isState ? .state : .body,
                        source: .explicit, sentence: index,
                        isPlural: sentence.parties(of: chunk).count > 1 || PartyWords.shared.isPlural(head) && !isNamed,
                        head: head, isSubject: isSubject, isOutlet: isOutlet))
            }
            // Somebody whom nothing explains: "he" behind the name is nobody else.
            let opening = sentence.tokens[chunk.first]
            if chunk.last > chunk.first, isSubject, sentence.parties(of: chunk).isEmpty,
                sentence.names(of: chunk).isEmpty,
                opening.isCapital, sentence.tokens[chunk.last].isCapital,
                learnt[sentence.tokens[chunk.last].hash] == nil,
                Gazetteer.shared.isGivenName(opening.hash)
            {
                mentions.append(
                    Mention(
                        party: Party(
                            id: "somebody", name: "", country: nil, kind: .person, range: sentence.range(of: chunk)),
                        kind: .person, source: .explicit, sentence: index, isSubject: true))
                continue
            }
            // A name that the text explains elsewhere.
            guard sentence.parties(of: chunk).isEmpty, let known = learnt[sentence.tokens[chunk.last].hash],
                sentence.tokens[chunk.last].isCapital, !privateNames.contains(sentence.tokens[chunk.last].hash)
            else { continue }
            let range = sentence.range(of: chunk)
            let name = sentence.tokens[chunk.last]
            mentions.append(
                Mention(
                    party: Party(
                        id: "name:\(String(name.hash, radix: 36))", name: "", country: known.country, kind: .person,
                        range: range), kind: .person, source: .learnt, sentence: index, antecedent: known.range,
                    head: -1, isSubject: isSubject))
        }
    }

    private static func precedesVerb(_ sentence: CodedSentence, _ position: Int) -> Bool {
        var next = position + 1
        while next < sentence.chunks.count, next <= position + 4 {
            switch sentence.chunks[next].kind {
            case .verb: return !(sentence.chunks[next].verb?.isReduced ?? false)
            case .preposition, .noun: next += 1
            default: return false
            }
        }
        return false
    }

    /// Whether a code is that of a state.
    static func isState(_ code: String?) -> Bool {
        guard let code, code.utf8.count == 3 else { return false }
        return code != "IGO" && code != "NGO" && code != "IMG" && code != "XXX"
    }

    /// How many sentences a pronoun looks back.
    private static let reach = 5

    /// The last mention before a place that meets a condition: in the same sentence and the ones before, subjects first in each.
    func last(before offset: Int, in sentence: Int, where fits: (Mention) -> Bool) -> Mention? {
        for index in stride(from: sentence, through: max(0, sentence - MentionTable.reach), by: -1) {
            var best: Mention?
            for mention in mentions[bounds[index]..<bounds[index + 1]] {
                guard let range = mention.party.range, range.end <= offset, fits(mention) else { continue }
                if best == nil || mention.isSubject || !(best?.isSubject ?? false) { best = mention }
            }
            if let best { return best }
        }
        return nil
    }

    /// The last mention before a place with a head noun, over the whole text before.
    func last(before offset: Int, in sentence: Int, head: Int32) -> Mention? {
        guard head >= 0 else { return nil }
        for index in stride(from: sentence, through: max(0, sentence - 12), by: -1) {
            let found = mentions[bounds[index]..<bounds[index + 1]].last {
                $0.head == head && ($0.party.range?.end ?? offset + 1) <= offset && $0.kind != .state && !$0.isOutlet
            }
            if let found { return found }
        }
        return nil
    }

    /// The other side of a text about two states: its last mention in the sentence of an act or in the two before.
    func otherSide(of country: String, in sentence: Int, reach: Int = 2) -> Mention? {
        guard isBilateral, let own = pairOfText.firstIndex(of: country) else { return nil }
        let other = pairOfText[1 - own]
        for index in stride(from: sentence, through: max(0, sentence - reach), by: -1) {
            let found = mentions[bounds[index]..<bounds[index + 1]].last { $0.country == other && !$0.isOutlet }
            if let found { return found }
        }
        return nil
    }

    /// The two states that "the two sides" before a place are: the last two named, those of the whole text where both came before.
    func pair(before offset: Int, in sentence: Int) -> [Mention] {
        var found: [Mention] = []
        for index in stride(from: sentence, through: max(0, sentence - MentionTable.reach), by: -1) {
            for mention in mentions[bounds[index]..<bounds[index + 1]].reversed() {
                guard let range = mention.party.range, range.end <= offset, !mention.isOutlet,
                    MentionTable.isState(mention.country),
                    !found.contains(where: { $0.country == mention.country })
                else { continue }
                found.append(mention)
            }
            if pairOfText.count == 2 {
                let meant = pairOfText.compactMap { code in found.first { $0.country == code } }
                if meant.count == 2 { return meant }
            }
        }
        return found.count < 2 ? [] : Array(found.prefix(2).reversed())
    }
}

/// The kinds of nouns that parties are named by.
struct PartyWords: Sendable {
    static let shared = PartyWords()
    private let grammar = Grammar.english

    /// Whether a word names an office.
    func isOffice(_ word: Int32) -> Bool { Offices.isOffice(word) }
    /// Whether a word is an office, an honorific or a body: no part of a name.
    func isTitle(_ word: Int32) -> Bool { Offices.isTitle(word) }
    /// Whether a word stands for several.
    func isPlural(_ word: Int32) -> Bool {
        grammar.spelling(word).hasSuffix("s") && !grammar.spelling(word).hasSuffix("ss")
    }
    /// Whether a word is an article.
    func isArticle(_ word: Int32) -> Bool { grammar.wordClass(word) == .determiner }
    /// Whether a token ends a run of title words.
    func isStop(_ token: CodeToken) -> Bool {
        switch grammar.wordClass(token.word) {
        case .open, .preposition, .determiner, .conjunction:
            return grammar.verb(token.word).map { $0.form == .past } ?? false
        default: return true
        }
    }

    /// Whether a noun can act for a state: an office, a body, a group, people in its service.
    func isActor(_ word: Int32) -> Bool {
        Offices.isTitle(word) || grammar.has(word, .actorNouns)
    }
}

extension GazetteerEntry {
    /// Whether it is a part of the world, which is no party: Europe, the Caucasus.
    var isPartOfWorld: Bool { kind == .region && country == "XXX" }
}
