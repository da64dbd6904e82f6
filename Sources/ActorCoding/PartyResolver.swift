public import DocumentModel
internal import TextPrimitives

/// What a document says of itself that helps to tell who is meant.
public struct CodingContext: Sendable {
    /// The country that the text speaks from: its agency's, its dateline's, its author's.
    public var homeCountry: String?
    /// The last day on which the text may have been written.
    public var day: CivilDay?

    /// Makes a context.
    public init(homeCountry: String? = nil, day: CivilDay? = nil) {
        self.homeCountry = homeCountry
        self.day = day
    }
}

/// Cuts a text into sentences and pieces, and tells for each noun phrase who is meant.
///
/// Mentions are resolved in reading order against a table of the document's entities: names and titles make an entity;
/// surnames, offices, pronouns and phrases such as "the two sides" find one again, or stay open.
public struct PartyResolver {
    let text: [UInt8]
    let grammar = Grammar.english
    let gazetteer = Gazetteer.shared
    let lexicon = PartyLexicon.shared
    let context: CodingContext
    var table = EntityTable()
    /// How often the whole text names each state, by name, adjective or seat, and in which order.
    public private(set) var named = StateCounts()
    var pairOfText: [String] = []
    /// The sentences that were too long to be read in one piece.
    public private(set) var cutSentences: [TextRange] = []

    /// How many tokens are read as one sentence: what a sentence costs grows with the square of its length.
    public static let sentenceLimit = Bounds.sentenceWords

    /// Makes a resolver for a text.
    public init(_ text: [UInt8], context: CodingContext) {
        self.text = text
        self.context = context
    }

    /// Cuts and resolves the whole text.
    ///
    /// - Returns: The sentences in order.
    /// - Complexity: O(*n* · *e*) in words and entities.
    public mutating func sentences() -> [CodedSentence] {
        var result: [CodedSentence] = []
        var paragraph = 0
        var lastEnd = 0
        for (start, end) in Segmentation.sentences(text) {
            if start > lastEnd, text[lastEnd..<start].count(where: { $0 == 10 }) > 1 { paragraph += 1 }
            lastEnd = end
            let tokens = CodeTokenizer.tokens(text, TextRange(start, end), grammar: grammar)
            var first = 0
            repeat {
                let last = PartyResolver.pieceEnd(tokens, from: first)
                let piece = first == 0 && last == tokens.count ? tokens : Array(tokens[first..<last])
                let (chunks, names) = Chunker(text, piece, grammar: grammar, gazetteer: gazetteer, on: context.day)
                    .chunks()
                let range = TextRange(
                    first == 0 ? start : tokens[first].start, last == tokens.count ? end : tokens[last - 1].end)
                let sentence = CodedSentence(
                    range: range, paragraph: paragraph, tokens: piece, chunks: chunks, names: names)
                named.add(sentence)
                result.append(sentence)
                first = last
            } while first < tokens.count
            if tokens.count > PartyResolver.sentenceLimit { cutSentences.append(TextRange(start, end)) }
        }
        if let home { table.touch(country: home) }
        named.rank()
        pairOfText = named.pair
        table.pairOfText = pairOfText
        for index in result.indices {
            settleSharedNames(&result[index])
            resolve(&result[index])
        }
        return result
    }

    /// Where a piece of a sentence ends that begins at a token: at the sentence's end, else behind the last comma or semicolon of
    /// the last quarter that fits.
    private static func pieceEnd(_ tokens: [CodeToken], from first: Int) -> Int {
        guard tokens.count - first > sentenceLimit else { return tokens.count }
        let limit = first + sentenceLimit
        let stop = (limit - sentenceLimit / 4..<limit).last {
            tokens[$0].sign == UInt8(ascii: ",") || tokens[$0].sign == UInt8(ascii: ";")
        }
        return stop.map { $0 + 1 } ?? limit
    }

    private mutating func resolve(_ sentence: inout CodedSentence) {
        var index = 0
        while index < sentence.chunks.count {
            if sentence.chunks[index].kind == .noun {
                sentence.setParties(parties(index, sentence), index)
                sentence.setPlace(place(index, sentence), index)
            }
            index += 1
        }
        appositions(&sentence)
        coordinations(sentence)
        speakersOwn(&sentence)
    }

    /// "We" in a quotation is whoever the sentence names as its speaker, outside of the quotation marks.
    private func speakersOwn(_ sentence: inout CodedSentence) {
        var isInside = false
        var own: [Int] = []
        var speaker: Party?
        for (index, chunk) in sentence.chunks.enumerated() {
            if chunk.kind == .quote { isInside.toggle() }
            guard chunk.kind == .noun else { continue }
            let word = sentence.tokens[chunk.first].word
            if isInside, chunk.first == chunk.last, word == .we || word == .i { own.append(index) }
            if !isInside, speaker == nil, !own.isEmpty { speaker = sentence.parties(of: chunk).first }
        }
        guard var speaker else { return }
        for index in own {
            speaker.range = sentence.range(of: sentence.chunks[index])
            sentence.setParties([speaker], index)
        }
    }

    func hash(_ token: CodeToken) -> UInt64 { token.hash }

    // MARK: One noun phrase

    private mutating func parties(_ index: Int, _ sentence: CodedSentence) -> [Party] {
        let chunk = sentence.chunks[index]
        let tokens = sentence.tokens
        let range = sentence.range(of: chunk)
        let first = tokens[chunk.first]
        if chunk.first == chunk.last, grammar.wordClass(first.word) == .pronoun {
            return pronoun(first, range, index, sentence)
        }
        if let own = ownCountry(chunk, tokens, range) { return [own] }
        if let pair = pairMention(chunk, tokens, range) { return pair }
        // Names of persons, organisations and states in the phrase; the last one is the head's.
        if let person = personMention(index, sentence) {
            table.note(person.party, nameWords: person.words, heads: person.heads)
            return [person.party]
        }
        if let office = officeMention(index, sentence) { return [office] }
        if let group = groupMention(index, sentence) { return group }
        if let name = sentence.names(of: chunk).last,
            name.token + name.count - 1 == chunk.last || tokens[chunk.last].word < 0
                || sentence.names(of: chunk).count == 1
        {
            return nameMention(name, tokens, range)
        }
        return []
    }

    private mutating func nameMention(
        _ name: NameMention, _ tokens: [CodeToken], _ range: TextRange
    ) -> [Party] {
        let entry = name.entry
        let nameRange = TextRange(tokens[name.token].start, tokens[name.token + name.count - 1].end)
        switch entry.kind {
        case .state, .seat:
            table.touch(country: entry.country)
            return [Party(id: entry.id, name: entry.name, country: entry.country, kind: .state, range: nameRange)]
        case .adjective:
            table.touch(country: entry.country)
            return [Party(id: entry.id, name: entry.name, country: entry.country, kind: .state, range: range)]
        case .organisation:
            let party = Party(
                id: entry.id, name: entry.name, country: entry.country, kind: .organisation, range: nameRange)
            var heads: Set<Int32> = []
            if entry.detail == "agency" || entry.detail == "paper" { heads.insert(Word.agency.rawValue) }
            if entry.head >= 0 { heads.insert(entry.head) }
            table.note(party, nameWords: [], heads: heads)
            return [party]
        case .region, .person: return []
        }
    }

    /// "His country", "their government": the state of whoever is meant.
    private func ownCountry(_ chunk: Chunk, _ tokens: [CodeToken], _ range: TextRange) -> Party? {
        guard chunk.last == chunk.first + 1, grammar.wordClass(tokens[chunk.first].word) == .possessive,
            grammar.has(tokens[chunk.last].word, .homeNouns),
            grammar.has(tokens[chunk.first].word, .ownPossessives)
        else { return nil }
        let isOwn = grammar.has(tokens[chunk.first].word, .firstPerson)
        let owner = isOwn ? home : table.last { $0.party.kind.isPerson }?.party.country
        guard let owner, let name = gazetteer.stateNames[owner] else { return nil }
        return Party(id: "state:\(owner)", name: name, country: owner, kind: .state, range: range)
    }

    /// "It" behind "that" is the subject of the sentence when that is a state or a body: "Khartoum hinted that it might".
    private func subjectMeant(_ index: Int, _ sentence: CodedSentence) -> Party? {
        let chunks = sentence.chunks
        let isReported =
            index > 0
            && chunks[index - 1].verb.map {
                grammar.has($0.lemma, .reportingVerbs)
            } ?? false
        guard let opener = isReported ? index - 1 : chunks[..<index].lastIndex(where: { $0.kind == .subordinator }),
            let verb = isReported ? opener : chunks[..<opener].firstIndex(where: { $0.kind == .verb }),
            let subject = chunks[..<verb].first(where: { $0.kind == .noun })
        else { return nil }
        return sentence.parties(of: subject).first.flatMap { $0.kind.isPerson ? nil : $0 }
    }

    private mutating func pronoun(_ token: CodeToken, _ range: TextRange, _ index: Int, _ sentence: CodedSentence)
        -> [Party]
    {
        func copy(_ entity: Entity?) -> [Party] {
            guard var party = entity?.party else { return [] }
            party.range = range
            return [party]
        }
        if grammar.has(token.word, .heShe) { return copy(table.last { $0.party.kind.isPerson && !$0.isPlural }) }
        if grammar.has(token.word, .it) {
            // "Both sides have denied it": what is denied is no party.
            if index > 0, let verb = sentence.chunks[index - 1].verb,
                grammar.has(verb.lemma, .propositionalVerbs)
            {
                return []
            }
            if var meant = subjectMeant(index, sentence) {
                meant.range = range
                return [meant]
            }
            return copy(table.last { !$0.party.kind.isPerson && !$0.isPlural })
        }
        if grammar.has(token.word, .they) {
            if !table.lastPair.isEmpty {
                return table.lastPair.map {
                    var party = $0; party.range = range; return party
                }
            }
            return copy(table.last { $0.isPlural || $0.party.kind == .organisation })
        }
        return []
    }

    /// "The two sides", "both countries", "the sides", "the two": the pair that the text is about.
    private mutating func pairMention(_ chunk: Chunk, _ tokens: [CodeToken], _ range: TextRange) -> [Party]? {
        guard chunk.last - chunk.first < 5, chunk.nameRange.isEmpty else { return nil }
        let opener = grammar.wordClass(tokens[chunk.first].word)
        guard opener == .determiner || opener == .possessive || tokens[chunk.first].word == .two,
            chunk.last >= chunk.first
        else { return nil }
        let (opening, last) = (tokens[chunk.first].word, tokens[chunk.last].word)
        let isTwo = opening == .both || (chunk.first...chunk.last).contains { tokens[$0].word == .two }
        let isPlural = grammar.has(last, .pairNouns)
        let isSides = (last == .sides || last == .parties) && opening == .the
        guard (isTwo && (isPlural || last == .two || last == .both)) || isSides else { return nil }
        let pair = table.pair()
        guard pair.count == 2 else { return nil }
        let result = pair.map { code in
            gazetteer.state(code, range: range)
        }
        table.lastPair = result
        return result
    }

    // MARK: Appositions and pairs

    /// Gives a name the office and country of its apposition, and an apposition the name's identity.
    private mutating func appositions(_ sentence: inout CodedSentence) {
        let chunks = sentence.chunks
        for index in chunks.indices
        where index + 2 < chunks.count && chunks[index].kind == .noun && chunks[index + 1].kind == .comma
            && chunks[index + 2].kind == .noun
        {
            guard let left = sentence.parties(index).first, let right = sentence.parties(index + 2).first,
                left.kind.isPerson, right.kind.isPerson,
                left.id != right.id
            else { continue }
            if right.kind == .office, left.kind != .office {
                let tokens = sentence.tokens[chunks[index + 2].first...chunks[index + 2].last]
                let heads = Set(tokens.map(\.word).filter { lexicon.isOffice($0) })
                var party = left
                party.office = right.name
                if left.country == nil || left.country == context.homeCountry {
                    party.country = right.country ?? left.country
                }
                table.note(party, nameWords: [], heads: heads)
                sentence.setParties([party], index)
                sentence.setParties([party], index + 2)
            } else if left.kind == .office, right.kind != .office {
                let tokens = sentence.tokens[chunks[index].first...chunks[index].last]
                var party = right
                party.office = left.name
                if let country = left.country { party.country = country }
                table.note(party, nameWords: [], heads: Set(tokens.map(\.word).filter { lexicon.isOffice($0) }))
                sentence.setParties([party], index)
                sentence.setParties([party], index + 2)
            }
        }
    }

    /// Remembers "X and Y" for "they" and "the two".
    private mutating func coordinations(_ sentence: CodedSentence) {
        let chunks = sentence.chunks
        for index in chunks.indices where index + 2 < chunks.count && chunks[index + 1].kind == .conjunction {
            guard let left = sentence.parties(index).first, let right = sentence.parties(index + 2).first,
                left.country != right.country
            else { continue }
            table.lastPair = [left, right]
        }
    }

    // MARK: Places

    /// The place that a phrase names, for phrases behind "in", "at" and "to".
    private func place(_ index: Int, _ sentence: CodedSentence) -> Place? {
        let chunk = sentence.chunks[index]
        guard let name = sentence.names(of: chunk).last,
            name.entry.kind == .state || name.entry.kind == .seat || name.entry.kind == .region
        else {
            return city(index, chunk, sentence)
        }
        let range = sentence.range(of: chunk)
        return Place(
            country: name.entry.country, name: name.entry.kind == .state ? nil : name.entry.detail, range: range)
    }

    /// A city that is no seat of power, at the end of a phrase of capitals.
    private func city(_ index: Int, _ chunk: Chunk, _ sentence: CodedSentence) -> Place? {
        let span = chunk.first...chunk.last
        guard index > 0, sentence.chunks[index - 1].kind == .preposition,
            let last = span.last(where: { sentence.tokens[$0].isCapital })
        else { return nil }
        var first = last
        while first > chunk.first, sentence.tokens[first - 1].isCapital || sentence.tokens[first - 1].sign != 0 {
            first -= 1
        }
        let words = (first...last).filter { sentence.tokens[$0].sign == 0 }
        guard let found = CityTable.shared.city(endingIn: words.map { hash(sentence.tokens[$0]) }),
            let start = words.suffix(found.words).first
        else { return nil }
        let range = TextRange(sentence.tokens[start].start, sentence.tokens[last].end)
        return Place(country: found.country, name: UTF8Text.string(text, range.start, range.end), range: range)
    }
}
