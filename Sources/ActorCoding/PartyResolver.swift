public import DocumentModel
internal import TextPrimitives

/// What a document says of itself that helps to tell who is meant.
public struct CodingContext: Sendable {
    /// The country that the text speaks from: its agency's, its dateline's, its author's.
    public var homeCountry: String?

    /// Makes a context.
    public init(homeCountry: String? = nil) { self.homeCountry = homeCountry }
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
                let (chunks, names) = Chunker(text, piece, grammar: grammar, gazetteer: gazetteer).chunks()
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

    // MARK: Persons

    /// A person by name: titles and a run of capitals, a known name, or a surname seen before.
    private mutating func personMention(_ index: Int, _ sentence: CodedSentence) -> (
        party: Party, words: Set<UInt64>, heads: Set<Int32>
    )? {
        let chunk = sentence.chunks[index]
        let tokens = sentence.tokens
        let span = chunk.first...chunk.last
        if let known = sentence.names(of: chunk).last(where: { $0.entry.kind == .person }) {
            // "Iran's leader Khamenei": the name is the head when nothing but an office stands around it.
            let range = TextRange(tokens[known.token].start, tokens[known.token + known.count - 1].end)
            guard
                known.token + known.count - 1 == chunk.last || tokens[known.token + known.count - 1].isGenitive == false
            else {
                return nil
            }
            guard known.token + known.count - 1 == chunk.last else { return nil }
            let words = Set((known.token..<known.token + known.count).map { hash(tokens[$0]) })
            let office = lexicon.office(tokens[chunk.first..<known.token].map { $0 }, grammar)
            let party = Party(
                id: known.entry.id, name: known.entry.name, country: known.entry.country, kind: .person,
                office: office.map { text(of: $0.range, Array(tokens[chunk.first..<known.token])) }, range: range)
            return (
                party, words,
                Set(
                    [office?.head, Word.leader.rawValue, grammar.id(known.entry.detail)].compactMap { $0 }.filter {
                        $0 >= 0
                    })
            )
        }
        // A run of unknown capitals at the end of the phrase.
        var start = chunk.last + 1
        while start > chunk.first {
            let token = tokens[start - 1]
            guard token.sign == 0 || token.sign == UInt8(ascii: "-"),
                token.isCapital || token.sign != 0
                    || (token.end - token.start <= 3 && grammar.has(token.word, .nameParticles)),
                !token.isNumber
            else { break }
            if sentence.names(of: chunk).contains(where: { ($0.token..<$0.token + $0.count).contains(start - 1) }) {
                break
            }
            if token.isGenitive, start - 1 != chunk.last { break }
            if lexicon.isOffice(token.word) || lexicon.isGroup(token.word) { break }
            if start - 1 == 0, token.word >= 0 || grammar.wordClass(token.word) != .open, chunk.last != 0 { break }
            start -= 1
        }
        while start <= chunk.last, !tokens[start].isCapital { start += 1 }
        guard start <= chunk.last else { return nil }
        let name = Array(tokens[start...chunk.last])
        guard name.allSatisfy({ !$0.isAcronym || name.count > 1 }) else { return nil }
        if index >= 2, isOfficeOfNamed(index - 2, sentence), let first = nameBehindPortfolio(chunk, sentence) {
            return ministerMention(index, first, sentence)
        }
        let range = TextRange(name[0].start, name[name.count - 1].end)
        let titles = Array(tokens[span.lowerBound..<start])
        let office = lexicon.office(titles, grammar)
        let honorific = titles.last.map { lexicon.isHonorific($0.word) } ?? false
        let known =
            name.count <= 2
            ? table.person(hash(name[name.count - 1])) ?? (name.count == 1 ? table.person(hash(name[0])) : nil) : nil
        if let known, office == nil || known.party.office != nil {
            var party = known.party
            party.range = range
            return (party, Set(name.map(hash)), Set(office.map { [$0.head] } ?? []))
        }
        // A new person needs a title, an apposition behind the name, or a verb of speech beside it.
        guard
            office != nil || honorific || hasApposition(index, sentence) || (name.count >= 2 && speaks(index, sentence))
        else { return nil }
        guard name.count >= 2 || office != nil || honorific else { return nil }
        let country = countryAround(index, sentence) ?? countryOfUnnamed(index, sentence)
        let full = UTF8Text.string(text, range.start, range.end)
        let party = Party(
            id: Folding.fold(full).split(separator: " ").joined(separator: "-"), name: full, country: country,
            kind: .person,
            office: office.map { text(of: $0.range, titles) }, range: range)
        return (party, Set(name.map(hash)), Set(office.map { [$0.head] } ?? []))
    }

    /// "Minister of Economy Samir Haddad": the name behind the portfolio, with the office before it.
    private func ministerMention(_ index: Int, _ first: Int, _ sentence: CodedSentence) -> (
        party: Party, words: Set<UInt64>, heads: Set<Int32>
    )? {
        let tokens = sentence.tokens
        let name = Array(tokens[first...sentence.chunks[index].last])
        let range = TextRange(name[0].start, name[name.count - 1].end)
        let office = sentence.chunks[index - 2]
        let words = Set(name.filter { $0.sign == 0 }.map(hash))
        let heads: Set<Int32> = [tokens[office.last].word]
        if var known = table.person(hash(name[name.count - 1]))?.party {
            known.range = range
            return (known, words, heads)
        }
        let full = UTF8Text.string(text, range.start, range.end)
        let country = countryAround(index - 2, sentence) ?? countryOfUnnamed(index - 2, sentence)
        let party = Party(
            id: Folding.fold(full).split(separator: " ").joined(separator: "-"), name: full, country: country,
            kind: .person,
            office: UTF8Text.string(text, tokens[office.first].start, tokens[first - 1].end), range: range)
        return (party, words, heads)
    }

    private func text(of range: Range<Int>, _ tokens: [CodeToken]) -> String {
        guard !range.isEmpty, range.upperBound <= tokens.count else { return "" }
        return UTF8Text.string(text, tokens[range.lowerBound].start, tokens[range.upperBound - 1].end)
    }

    /// Whether ", premier of …" follows a name.
    private func hasApposition(_ index: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard index + 2 < chunks.count, chunks[index + 1].kind == .comma, chunks[index + 2].kind == .noun else {
            // "minister for external relations, Yun Jong Ho": the office before the comma.
            var back = index - 1
            guard back >= 1, chunks[back].kind == .comma else { return false }
            back -= 1
            while back >= 0, back >= index - 7 {
                if chunks[back].kind == .noun,
                    sentence.tokens[chunks[back].first...chunks[back].last].contains(where: {
                        lexicon.isOffice($0.word)
                    })
                {
                    return true
                }
                if chunks[back].kind == .verb || chunks[back].kind == .comma { return false }
                back -= 1
            }
            return false
        }
        return sentence.tokens[chunks[index + 2].first...chunks[index + 2].last].contains { lexicon.isOffice($0.word) }
    }

    /// Whether a verb of speech or meeting stands directly beside a phrase.
    private func speaks(_ index: Int, _ sentence: CodedSentence) -> Bool {
        for neighbour in [index - 1, index + 1] where sentence.chunks.indices.contains(neighbour) {
            if let verb = sentence.chunks[neighbour].verb, grammar.has(verb.lemma, .meetingVerbs) {
                return true
            }
        }
        return false
    }

    /// The country that a phrase itself names: an adjective or genitive inside, or "of" and a state behind it.
    func countryAround(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        if let inside = sentence.names(index).first(where: {
            $0.entry.kind != .person && $0.entry.kind != .organisation
        }) {
            return inside.entry.country
        }
        if let inside = sentence.names(index).first(where: {
            $0.entry.kind == .organisation && $0.entry.country.utf8.count == 3
        }) {
            return inside.entry.country
        }
        // "of the Republic of Ghana", "of Turkmenistan", also behind a longer office.
        var position = index + 1
        var steps = 0
        while position + 1 < chunks.count, steps < 3, chunks[position].kind == .preposition,
            grammar.has(chunks[position].word, .officeLinks),
            chunks[position + 1].kind == .noun
        {
            if chunks[position].word == .of || steps > 0
                || chunks[position].word == .from,
                let name = sentence.names(position + 1).first(where: { $0.entry.kind != .person })
            {
                return name.entry.country
            }
            position += 2
            steps += 1
        }
        // An apposition behind a comma.
        if index + 2 < chunks.count, chunks[index + 1].kind == .comma, chunks[index + 2].kind == .noun,
            sentence.tokens[chunks[index + 2].first...chunks[index + 2].last].contains(where: {
                lexicon.isOffice($0.word)
            })
        {
            if let name = sentence.names(index + 2).first(where: { $0.entry.kind != .person }) {
                return name.entry.country
            }
            return countryBehind(index + 2, sentence)
        }
        // An office before a comma: "Chad's minister of fisheries, Ama Owusu".
        if index >= 2, chunks[index - 1].kind == .comma {
            var back = index - 2
            while back >= 0, back >= index - 8, chunks[back].kind != .verb, chunks[back].kind != .comma {
                if chunks[back].kind == .noun,
                    let name = sentence.names(back).first(where: { $0.entry.kind != .person })
                {
                    return name.entry.country
                }
                back -= 1
            }
        }
        return possessiveCountry(index, sentence)
    }

    func countryBehind(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        var position = index + 1
        while position + 1 < chunks.count, position < index + 6, chunks[position].kind == .preposition,
            chunks[position + 1].kind == .noun
        {
            if let name = sentence.names(position + 1).first(where: { $0.entry.kind != .person }) {
                return name.entry.country
            }
            position += 2
        }
        return nil
    }

    /// "Its foreign minister": the country of the last organisation or state.
    func possessiveCountry(_ index: Int, _ sentence: CodedSentence) -> String? {
        let first = sentence.tokens[sentence.chunks[index].first]
        guard grammar.wordClass(first.word) == .possessive else { return nil }
        if grammar.has(first.word, .itsTheir) { return table.countries.last }
        if grammar.has(first.word, .firstPerson) { return home }
        if grammar.has(first.word, .hisHer) { return table.last { $0.party.kind.isPerson }?.party.country }
        return nil
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
