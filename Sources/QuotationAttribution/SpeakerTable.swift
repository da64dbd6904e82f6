internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// A person that a text names.
struct NamedSpeaker {
    var party: Party
    /// Where the text names him first.
    var named: TextRange
    /// The folded words of the name.
    var words: [UInt64]
    /// The folded heads of titles and appositions: "minister", "founder".
    var heads: Set<UInt64>
    /// The words that tell his offices from others of the same head: "finance", "deputy".
    var duties: Set<Int32> = []
    /// Whether his state is the text's own or its subject's, and no words of his say so.
    var isImplied = false
    /// The capital words of what is told of him beside his name: "Harbour Trust".
    var described: Set<UInt64> = []
    var isFemale = false
    var isMale = false
}

/// A place where a text names a person or a body.
struct SpeakerMention {
    /// The person's index in the table, or -1 for a body.
    var person: Int
    /// The body, when it is one.
    var body: Party?
    /// The head of a body's name or of an office's.
    var head: UInt64 = 0
    /// Whether it is a body called by a plural: "the clubs".
    var isPlural = false
    /// Whether it is whoever has an office or calling, without a name: "a senior official".
    var isRole = false
    /// The words of the name.
    var range: TextRange
    var sentence: Int
    var chunk: Int
    /// The chunk of the office before an "of" phrase that ends with the name; -1 for none.
    var office = -1
    /// Whether a verb has it as its subject.
    var isSubject: Bool
    /// Whether it is the subject of a clause that no other opens: not of "that she came", "when she came".
    var isMain = false
    /// Whether it stands inside a quotation.
    var isQuoted: Bool
}

/// The persons and bodies that a text names, in order, with what it calls them.
///
/// A state is a person's only when the words of a phrase that names him say so, or his public office and the text's own home.
struct SpeakerTable {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let readers: [ClauseReader]
    let quotations: [Quotation]
    /// The state that the text speaks from, or nil.
    let home: String?
    /// The state that the text names far oftener than any other, or nil.
    let dominant: String?
    /// How often the text names each state, the oftenest first.
    let ranked: [(country: String, count: Int)]
    /// Whether the text names no state but the one that it speaks from.
    let isDomestic: Bool
    /// Whether the text speaks from China.
    let isChinese: Bool
    let grammar = Grammar.english
    let lexicon = PartyLexicon.shared
    let words = SpeakerLexicon.english
    private(set) var persons: [NamedSpeaker] = []
    private(set) var mentions: [SpeakerMention] = []
    /// The mentions of a sentence, as a range of ``mentions``.
    private(set) var ranges: [Range<Int>] = []
    private var byName: [String: Int] = [:]
    /// The subjects of verbs of speech in the sentence that is being read.
    private var speaking: Set<Int> = []
    /// Words that the text uses as the whole name of a person: "Quispe himself", "Rojas, who".
    var lone: Set<UInt64> = []
    /// The bodies of several words that the text has named, by the first word.
    var short: [UInt64: Party] = [:]
    /// The person named last with a word in his name.
    var byWord: [UInt64: Int] = [:]

    /// States whose people bear surnames that a list of words can hold.
    static let eastern: Set<String> = ["CHN", "PRK", "KOR", "TWN", "VNM"]
    /// States where Chinese names are common.
    static let chinese: Set<String> = ["CHN", "TWN", "SGP", "MYS", "HKG", "MAC"]

    /// How many mentions back a phrase may mean.
    static let reach = 96

    init(
        text: [UInt8], sentences: [CodedSentence], readers: [ClauseReader], quotations: [Quotation], home: String?
    ) {
        (self.text, self.sentences, self.readers, self.quotations) = (text, sentences, readers, quotations)
        var states = StateCounts()
        for sentence in sentences { states.add(sentence) }
        var counts = states.counts
        // Cities say as well where a text plays.
        for sentence in sentences {
            for chunk in sentence.chunks where chunk.kind == .noun && sentence.names(of: chunk).isEmpty {
                if let country = sentence.place(of: chunk)?.country { counts[country, default: 0] += 1 }
            }
        }
        // The state that the text speaks from says nothing where no word points there.
        self.home = home.flatMap { counts[$0] == nil && !counts.isEmpty ? nil : $0 }
        isChinese = home == "CHN"
        ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        let (most, next) = (ranked.first?.count ?? 0, ranked.dropFirst().first?.count ?? 0)
        isDomestic = self.home != nil && ranked.allSatisfy { $0.country == home }
        dominant = most >= 3 && most >= 3 * next ? ranked.first?.country : nil
        for sentence in sentences { noteLone(sentence) }
        for index in sentences.indices { read(index) }
    }

    /// The mention at a chunk, or nil.
    func mention(_ sentence: Int, _ chunk: Int) -> SpeakerMention? {
        mentions[ranges[sentence]].first { $0.chunk == chunk }
    }

    /// The index of a party among the persons, or -1.
    func person(_ party: Party) -> Int { party.kind.isPerson ? byName[party.id] ?? -1 : -1 }

    // MARK: Reading a sentence

    private mutating func read(_ index: Int) {
        let sentence = sentences[index]
        let first = mentions.count
        var subjects: Set<Int> = []
        speaking = []
        for (position, chunk) in sentence.chunks.enumerated() {
            guard let verb = chunk.verb, !verb.isReduced, !verb.isInfinitive else { continue }
            let subject = readers[index].arguments(of: position).subject
            subjects.formUnion(subject)
            if !verb.isPassive, saysClause(verb.lemma) { speaking.formUnion(subject) }
        }
        for position in sentence.chunks.indices where sentence.chunks[position].kind == .noun {
            if let run = nameRun(position, sentence) {
                note(run, position, index, sentence, isSubject: subjects.contains(position))
            } else if let body = body(position, sentence) {
                noteShort(body.party)
                mentions.append(
                    SpeakerMention(
                        person: -1, body: body.party, head: body.head, isPlural: isPlural(body.party),
                        range: body.party.range ?? sentence.range,
                        sentence: index, chunk: position, isSubject: subjects.contains(position),
                        isQuoted: isQuoted(sentence.range(of: sentence.chunks[position]))))
            } else {
                noteRole(position, index, sentence, isSubject: subjects.contains(position))
            }
        }
        for index in mentions.indices[first...] where mentions[index].isSubject {
            let mention = mentions[index]
            mentions[index].isMain = isMain(mention.office >= 0 ? mention.office : mention.chunk, sentence)
        }
        ranges.append(first..<mentions.count)
    }

    /// Whether a subject stands in no clause that another word or verb opens: "that she came", "said she came", "who she says".
    private func isMain(_ position: Int, _ sentence: CodedSentence) -> Bool {
        guard position > 0 else { return true }
        switch sentence.chunks[position - 1].kind {
        case .subordinator, .relative, .verb, .preposition: return false
        default: return true
        }
    }

    /// Whether a body without a name of its own is called by a plural.
    private func isPlural(_ party: Party) -> Bool {
        let name = Array(party.name.utf8)
        return !party.id.hasPrefix("org:") && name.count > 3 && name.last == UInt8(ascii: "s")
            && name[name.count - 2] != UInt8(ascii: "s") && name[name.count - 2] != UInt8(ascii: "u")
            && !(name.lastIndex(of: 0x20).map { name[$0 + 1].isASCIIUpper } ?? false)
    }

    /// Whoever has an office or a calling and no name: "a White House official".
    private mutating func noteRole(_ position: Int, _ index: Int, _ sentence: CodedSentence, isSubject: Bool) {
        let chunk = sentence.chunks[position]
        guard
            let head = (chunk.first...chunk.last).last(where: {
                !sentence.tokens[$0].isNumber && sentence.tokens[$0].sign == 0
                    && ($0 == chunk.first || !words.has(sentence.tokens[$0], .afterNoun))
            }), isRole(sentence.tokens[head]), !sentence.tokens[head].isGenitive
        else { return }
        let range = sentence.range(of: chunk)
        mentions.append(
            SpeakerMention(
                person: -1, body: nil, head: roleHead(head, sentence), isRole: true, range: range, sentence: index,
                chunk: position,
                isSubject: isSubject, isQuoted: isQuoted(range)))
    }

    func isQuoted(_ range: TextRange) -> Bool { quotations.index(holding: range.start) != nil }

    func cls(_ token: CodeToken) -> WordClass { grammar.wordClass(token.word) }

    /// "The 32-year-old".
    func isAged(_ token: CodeToken) -> Bool {
        token.isNumber && token.end - token.start > 8 && text[token.end - 9..<token.end].elementsEqual("-year-old".utf8)
    }

    /// Whether a word names an office or a kind of person.
    func isRole(_ token: CodeToken) -> Bool {
        token.sign == 0 && (lexicon.isOffice(token.word) || words.has(token, .person) || isAged(token))
    }

    /// The tokens of a person's name at the end of a phrase, with the reason to take them for one; nil when there is none.
    private func nameRun(_ position: Int, _ sentence: CodedSentence) -> (tokens: Range<Int>, office: Int)? {
        let (chunk, tokens) = (sentence.chunks[position], sentence.tokens)
        guard !tokens[chunk.last].isGenitive || sentence.chunks.indices.contains(position + 1) else { return nil }
        if let known = sentence.names(of: chunk).last(where: { $0.entry.kind == .person }),
            known.token + known.count == chunk.last + 1
        {
            let isBare = isAloneWithTitles(chunk.first..<known.token, sentence)
            return (known.token..<chunk.last + 1, isBare ? -1 : officeBefore(position, sentence) ?? -1)
        }
        var end = chunk.last + 1
        // "Owusu growled": a verb that no list has.
        if end - chunk.first > 1, isUnknownPast(tokens[end - 1]), tokens[end - 2].isCapital { end -= 1 }
        // "Woods READ": what a page shouts behind a name is none of it.
        while end - chunk.first > 1, tokens[end - 1].isAcronym, tokens[end - 1].end - tokens[end - 1].start > 3,
            !tokens[end - 2].isAcronym, tokens[end - 1].word >= 0
        { end -= 1 }
        var start = end
        while start > chunk.first, isNamePart(start - 1, chunk, sentence) { start -= 1 }
        while start < end, !tokens[start].isCapital { start += 1 }
        guard start < end, end - start <= 8, !words.has(tokens[end - 1], .nameEnd),
            !lexicon.isGroup(tokens[end - 1].word),
            !tokens[start..<end].allSatisfy({ $0.isAcronym || $0.sign != 0 })
        else { return nil }
        // "Meanwhile": a word of the language at the sentence's head is no name.
        if start == 0, end == 1, tokens[0].word >= 0 { return nil }
        // "A friend of Mr Rojas": who is somebody's is another than he.
        let isWhole =
            isAloneWithTitles(chunk.first..<start, sentence)
            && (start > chunk.first || end - start == 2
                || end - start == 3 && Gazetteer.shared.isGivenName(tokens[start].hash))
        let office = isWhole ? nil : officeBefore(position, sentence)
        if office != nil {
            // "The chairman of the Centre for the Study of the Harbour Idea": no person is called "the".
            if start > chunk.first, cls(tokens[start - 1]) == .determiner { return nil }
            // "Minister of Public Works Juan Rojas", "ambassador to China Juan Rojas": what the office is for stands before the name.
            while end - start > 2,
                words.has(tokens[start], .nameEnd) || lexicon.isPortfolio(tokens[start].word) || tokens[start].isAcronym
                    || end - start > 3
            { start += 1 }
            if end - start < 2, !isKnown(tokens[end - 1].hash) { return nil }
            return (start..<end, office ?? -1)
        }
        guard end - start <= 5 else { return nil }
        if end - start <= 2, isKnown(tokens[end - 1].hash) || (end - start == 1 && isKnown(tokens[start].hash)) {
            return (start..<end, -1)
        }
        let isTitled = tokens[chunk.first..<start].contains {
            isRole($0) || lexicon.isHonorific($0.word) || words.has($0, .title)
        }
        if isTitled { return (start..<end, -1) }
        // "Rosa Quispe is a nurse": a first name that persons bear.
        if (2...4).contains(end - start), Gazetteer.shared.isGivenName(tokens[start].hash),
            !words.has(tokens[start], .nameEnd), cls(tokens[start]) == .open
        {
            return (start..<end, -1)
        }
        // "The agency's Stefanie Decker".
        if end - start >= 2, start > chunk.first, tokens[start - 1].isGenitive { return (start..<end, -1) }
        if end - start == 1 {
            // "Adele told the audience": one word that no list has, before a verb of speech.
            let isOwn =
                start == chunk.first && tokens[start].word < 0 && !tokens[start].isAcronym && !tokens[start].isGenitive
            // "Harborside" behind "Harborside International" is the body.
            if short[tokens[start].hash] != nil { return nil }
            if tokens[start].word < 0, lone.contains(tokens[start].hash), !tokens[start].isGenitive {
                return (start..<end, -1)
            }
            return isOwn && saysBehind(position, sentence) ? (start..<end, -1) : nil
        }
        if position > 0, sentence.chunks[position - 1].kind == .preposition,
            !hasApposition(position, sentence) || sentence.chunks[position - 1].word != .by
        {
            return hasApposition(position, sentence) ? (start..<end, -1) : nil
        }
        // "Ana Rojas of Fidra, which organised the hunt, said".
        let isSpeaking =
            speaking.contains(position) && start == chunk.first && end == chunk.last + 1
            && tokens[start..<end].allSatisfy { !$0.isAcronym && cls($0) != .determiner }
        return isSpeaking || hasApposition(position, sentence) || roleBefore(position, sentence) != nil
            || speaks(position, sentence) ? (start..<end, -1) : nil
    }

    /// Whether nothing but titles stands before a name in its phrase.
    private func isAloneWithTitles(_ before: Range<Int>, _ sentence: CodedSentence) -> Bool {
        before.allSatisfy {
            let token = sentence.tokens[$0]
            return words.has(token, .title) || lexicon.isHonorific(token.word)
        }
    }

    /// Whether a word looks like the past form of a verb that no list has.
    func isUnknownPast(_ token: CodeToken) -> Bool {
        token.sign == 0 && !token.isCapital && token.end - token.start > 4 && text[token.end - 1] == UInt8(ascii: "d")
            && text[token.end - 2] == UInt8(ascii: "e") && grammar.wordClass(token.word) == .open
    }

    private func isKnown(_ word: UInt64) -> Bool { byWord[word] != nil }

    private func isNamePart(_ index: Int, _ chunk: Chunk, _ sentence: CodedSentence) -> Bool {
        let token = sentence.tokens[index]
        if sentence.names(of: chunk).contains(where: { ($0.token..<$0.token + $0.count).contains(index) }) {
            return false
        }
        if token.sign != 0 { return token.sign == UInt8(ascii: "-") && index > chunk.first }
        if token.isGenitive, index != chunk.last { return false }
        if token.isNumber || lexicon.isOffice(token.word) || lexicon.isGroup(token.word) || words.has(token, .title) {
            return false
        }
        return token.isCapital
            || (token.end - token.start <= 3 && grammar.has(token.word, .nameParticles) && index > chunk.first)
    }

    /// The chunk of the office of "minister of trade Juan Rojas", "ambassador to China Juan Rojas", when the phrase ends such a title.
    private func officeBefore(_ position: Int, _ sentence: CodedSentence) -> Int? {
        let chunks = sentence.chunks
        guard chunks[position].last > chunks[position].first, !sentence.tokens[chunks[position].last].isGenitive else {
            return nil
        }
        var back = position
        while back >= 2, back > position - 8,
            chunks[back - 1].kind == .preposition || chunks[back - 1].kind == .conjunction,
            chunks[back - 2].kind == .noun,
            grammar.has(chunks[back - 1].word, .officeLinks) || chunks[back - 1].word == .in
                || chunks[back - 1].kind == .conjunction
                || grammar.wordClass(sentence.tokens[chunks[back - 1].first].word) == .to
        {
            back -= 2
            if isRole(sentence.tokens[chunks[back].last]) { return back }
        }
        return nil
    }

    /// Whether a verb of speech or a closing quotation mark stands beside a phrase.
    private func speaks(_ position: Int, _ sentence: CodedSentence) -> Bool {
        for neighbour in [position - 1, position + 1] where sentence.chunks.indices.contains(neighbour) {
            if let verb = sentence.chunks[neighbour].verb,
                grammar.has(verb.lemma, .meetingVerbs) || CueLexicon.english.verbs[verb.lemma] != nil
            {
                return true
            }
        }
        return position > 0 && sentence.chunks[position - 1].kind == .quote
    }

    /// Whether a verb of speech follows a phrase.
    private func saysBehind(_ position: Int, _ sentence: CodedSentence) -> Bool {
        guard position + 1 < sentence.chunks.count, let verb = sentence.chunks[position + 1].verb else { return false }
        return saysClause(verb.lemma)
    }

    private func saysClause(_ lemma: Int32) -> Bool {
        CueLexicon.english.verbs[lemma]?.contains { $0.frame == "clause" || $0.frame == "any" } ?? false
    }

    // MARK: Persons

    private mutating func note(
        _ run: (tokens: Range<Int>, office: Int), _ position: Int, _ index: Int, _ sentence: CodedSentence,
        isSubject: Bool
    ) {
        let (chunk, tokens) = (sentence.chunks[position], sentence.tokens)
        let name = run.tokens.map { tokens[$0] }
        let range = TextRange(name[0].start, name[name.count - 1].end)
        let hashes = name.filter { $0.sign == 0 }.map(\.hash)
        let entry = sentence.names(of: chunk).last { $0.entry.kind == .person && $0.token == run.tokens.lowerBound }?
            .entry
        let full = UTF8Text.string(text, range.start, range.end)
        let id = entry?.id ?? Folding.fold(full).split(separator: " ").joined(separator: "-")
        var person = byName[id]
        if person == nil, hashes.count <= 2,
            let known = hashes.last.flatMap({ byWord[$0] }) ?? hashes.first.flatMap({ byWord[$0] }),
            hashes.count == 1 || Set(hashes).isSubset(of: persons[known].words) || persons[known].words.count == 1
        {
            person = known
        }
        let heads = roles(position, run, sentence)
        let office = officeText(position, run, sentence)
        let side = entry.map(\.country) ?? ""
        let country = side.isEmpty ? country(position, run, sentence) : side
        if let person {
            persons[person].heads.formUnion(heads)
            // Whoever is called by one word is placed where he speaks.
            if country == nil, persons[person].party.country == nil, persons[person].words.count == 1,
                persons[person].heads.isEmpty, speaking.contains(position)
            {
                let isPublic = persons[person].heads.contains { SpeakerTable.publicHeads.contains($0) }
                persons[person].party.country = fitting(
                    impliedCountry(position, index, isPublic: isPublic, isPerson: true, heads), name, index,
                    isPublic: isPublic)
            }
            if let country, persons[person].party.country == nil || persons[person].isImplied {
                persons[person].party.country = country
                persons[person].isImplied = false
            }
            if persons[person].party.office == nil { persons[person].party.office = office }
            if full.utf8.count > persons[person].party.name.utf8.count, hashes.count > persons[person].words.count {
                persons[person].party.name = full
                persons[person].words = hashes
            }
        } else {
            person = persons.count
            let isPublic =
                heads.contains { SpeakerTable.publicHeads.contains($0) } || isOfPublicBody(position, run, sentence)
            // Of a person of several sides the table tells too much for a guess.
            let implied =
                country == nil && entry == nil
                ? fitting(
                    impliedCountry(position, index, isPublic: isPublic, isPerson: true, heads), name, index,
                    isPublic: isPublic)
                : nil
            var party = Party(
                id: id, name: entry?.name ?? full, country: country ?? implied, kind: .person, office: office)
            party.range = nil
            persons.append(
                NamedSpeaker(
                    party: party, named: range, words: entry == nil ? hashes : entryWords(entry, hashes),
                    heads: Set(heads),
                    isImplied: country == nil))
        }
        guard let person else { return }
        persons[person].duties.formUnion(duties(position, run, sentence))
        for chunks in describing(position, run, sentence) {
            let range = sentence.chunks[chunks.lowerBound].first...sentence.chunks[chunks.upperBound].last
            for token in tokens[range] where token.isCapital { persons[person].described.insert(token.hash) }
        }
        for token in tokens[chunk.first..<run.tokens.lowerBound] where token.isCapital {
            persons[person].described.insert(token.hash)
        }
        byName[id] = person
        for word in persons[person].words.prefix(8) { byWord[word] = person }
        let titles = tokens[chunk.first..<run.tokens.lowerBound]
        if titles.contains(where: { words.has($0, .female) }) { persons[person].isFemale = true }
        if titles.contains(where: { words.has($0, .male) }) { persons[person].isMale = true }
        mentions.append(
            SpeakerMention(
                person: person, body: nil, range: range, sentence: index, chunk: position, office: run.office,
                isSubject: isSubject
                    || (run.office >= 0 && sentence.chunks.indices.contains(position + 1)
                        && sentence.chunks[position + 1].kind == .verb),
                isQuoted: isQuoted(range)))
    }

    private func entryWords(_ entry: GazetteerEntry?, _ hashes: [UInt64]) -> [UInt64] {
        guard let entry else { return hashes }
        let named = entry.name.split(separator: " ").map { CodeToken.hash(of: String($0)) }
        return named + hashes.filter { !named.contains($0) }
    }

    /// Offices whose holders are of the state that an agency of the state speaks from.
    private static let publicHeads: Set<UInt64> = Set(
        Resource.table("events/en/word-lists.tsv").filter { $0[0] == "public-offices" }.flatMap {
            $0[1].split(separator: " ").map { CodeToken.hash(of: String($0)) }
        })
}
