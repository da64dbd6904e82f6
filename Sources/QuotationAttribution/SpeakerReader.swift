internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Tells who is meant by the words of a source, in the order of the text.
///
/// In this order: the name in the phrase; the name behind its office or in its apposition; whoever had the office before; who wrote
/// the paper; the body; the state; the pronoun by who spoke or acted last outside of quotations. Whoever stays unnamed is called by
/// the phrase's own words, and has a state only when these name one.
struct SpeakerReader {
    let table: SpeakerTable
    /// Who spoke last: his index in the table or -1, and the sentence.
    var last: (party: Party, person: Int, sentence: Int, isPaper: Bool)?
    /// Who speaks in the first person where no quotation marks stand.
    var signer: Party?
    /// Who wrote the message, statement or article that the text tells of.
    var paperOwner: Party?
    /// Whether the text lists what several papers say.
    var isReview = false
    private let words = SpeakerLexicon.english
    private let grammar = Grammar.english

    init(table: SpeakerTable) { self.table = table }

    private var text: [UInt8] { table.text }
    private var sentences: [CodedSentence] { table.sentences }

    /// The parties that some chunks of a sentence name; none when they name nobody who could speak.
    func resolve(_ chunks: [Int], _ index: Int) -> [Party] {
        var result: [Party] = []
        var joinedTo = -1
        for chunk in chunks where chunk != joinedTo && sentences[index].chunks[chunk].kind == .noun {
            let first = head(of: chunk, index)
            if let whole = joined(first, index) {
                joinedTo = first + 2
                result.append(whole)
                continue
            }
            for party in one(first, index) where !result.contains(where: { $0.id == party.id }) {
                result.append(party)
            }
        }
        return result
    }

    /// "The Institute for Disarmament and Peace", "officials of Peru and Chile": the first noun of the phrase that ends here.
    private func head(of chunk: Int, _ index: Int) -> Int {
        let chunks = sentences[index].chunks
        var position = chunk
        while position >= 2, chunk - position < 12 {
            if chunks[position - 1].kind == .preposition, chunks[position - 2].kind == .noun,
                chunks[position - 1].word == .of || chunks[position - 1].word == .for
            {
                position -= 2
            } else if position >= 4, chunks[position - 1].kind == .conjunction, chunks[position - 2].kind == .noun,
                chunks[position - 3].kind == .preposition, chunks[position - 4].kind == .noun,
                chunks[position - 3].word == .of || chunks[position - 3].word == .for,
                table.mention(index, position).map({ $0.person < 0 }) ?? true
            {
                position -= 4
            } else {
                break
            }
        }
        return position
    }

    /// "The Disarmament and Peace Institute of Peru": one name with "and" in it.
    private func joined(_ chunk: Int, _ index: Int) -> Party? {
        let sentence = sentences[index]
        let chunks = sentence.chunks
        guard chunk + 2 < chunks.count, chunks[chunk + 1].kind == .conjunction,
            sentence.tokens[chunks[chunk].last].isCapital,
            sentence.names(chunk).isEmpty, table.mention(index, chunk) == nil,
            let behind = table.mention(index, chunk + 2)?.body, !behind.id.hasPrefix("org:"),
            sentence.tokens[chunks[chunk + 2].first].isCapital
        else { return nil }
        let tokens = sentence.tokens[chunks[chunk].first...chunks[chunk].last]
        guard let first = tokens.first(where: { grammar.wordClass($0.word) != .determiner }), first.isCapital else {
            return nil
        }
        let range = TextRange(first.start, sentence.tokens[chunks[chunk + 2].last].end)
        let name = UTF8Text.string(text, range.start, range.end)
        var whole = behind
        whole.id = "group:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))"
        (whole.name, whole.range) = (name, range)
        return whole
    }

    private func named(_ person: Int, _ range: TextRange) -> Party {
        var party = table.persons[person].party
        party.range = range
        return party
    }

    // MARK: One phrase

    private func one(_ chunk: Int, _ index: Int) -> [Party] {
        let sentence = sentences[index]
        let (chunks, tokens) = (sentence.chunks, sentence.tokens)
        let piece = chunks[chunk]
        if piece.first == piece.last, grammar.wordClass(tokens[piece.first].word) == .pronoun {
            return pronoun(tokens[piece.first], chunk, index)
        }
        if let mention = table.mention(index, chunk), mention.person >= 0 {
            return [named(mention.person, mention.range)]
        }
        let here = table.mentions[table.ranges[index]]
        if let mention = here.first(where: { $0.office == chunk && $0.person >= 0 }) {
            return [named(mention.person, mention.range)]
        }
        let head = headToken(piece, sentence)
        guard head.sign == 0 else { return [] }
        if table.isRole(head) {
            for other in [chunk + 2, chunk - 2] where chunks.indices.contains(other) {
                guard chunks[(chunk + other) / 2].kind == .comma, let mention = table.mention(index, other),
                    mention.person >= 0,
                    sentence.range(of: chunks[other]).end == mention.range.end
                else { continue }
                return [named(mention.person, mention.range)]
            }
        }
        // "Both sides", "the two governments": the two that the text is about.
        if [Word.both, .two].contains(where: { tokens[piece.first].word == $0 })
            || piece.last > piece.first && tokens[piece.first + 1].word == .two
        {
            let both = sentence.parties(chunk)
            if !both.isEmpty { return Array(both) }
        }
        if words.has(head, .paper) { return paper(chunk, index, head) }
        if words.has(head, .noSource) { return [] }
        if table.isRole(head) { return role(chunk, index, head).map { [$0] } ?? [] }
        if let mention = table.mention(index, chunk), let body = mention.body {
            return [self.body(body, mention, chunk, index)]
        }
        if let state = state(piece, sentence) { return [state] }
        if head.isCapital, !isNoName(piece, sentence) {
            if head.isAcronym, let body = expanded(head, range: sentence.range(of: piece)) { return [body] }
            return [unknown(chunk, index)]
        }
        return sentence.parties(chunk).filter { $0.kind != .person }
    }

    /// A word of the language at the head of a sentence, a day, a month: no name.
    private func isNoName(_ chunk: Chunk, _ sentence: CodedSentence) -> Bool {
        let token = sentence.tokens[chunk.last]
        if grammar.has(token.word, .listeningTimes)
            || sentence.tokens[chunk.first...chunk.last].contains(where: \.isNumber)
        {
            return true
        }
        return chunk.first == 0 && chunk.last == 0 && (token.word >= 0 || grammar.wordClass(token.word) != .open)
    }

    /// The body whose initials an acronym is: "Harbour Trust of Lima, or HTL".
    private func expanded(_ token: CodeToken, range: TextRange) -> Party? {
        let letters = Array(text[token.start..<token.end]).filter(\.isASCIIUpper)
        guard letters.count >= 2, letters.count == token.end - token.start else { return nil }
        let known = mentions(before: token.start).last { mention in
            guard let body = mention.body else { return false }
            let initials = body.name.split(separator: " ").compactMap {
                $0.utf8.first.flatMap { $0.isASCIIUpper ? $0 : nil }
            }
            return initials.count >= 2
                && (initials.elementsEqual(letters) || initials.suffix(letters.count).elementsEqual(letters))
        }
        guard var party = known?.body else { return nil }
        party.range = range
        return party
    }

    /// The head of a phrase: its last word, before a number.
    private func headToken(_ chunk: Chunk, _ sentence: CodedSentence) -> CodeToken {
        var last = chunk.last
        while last > chunk.first, sentence.tokens[last].isNumber || sentence.tokens[last].sign != 0 { last -= 1 }
        return sentence.tokens[last]
    }

    private func state(_ chunk: Chunk, _ sentence: CodedSentence) -> Party? {
        guard
            let name = sentence.names(of: chunk).last(where: {
                $0.entry.kind != .person && $0.entry.kind != .organisation
            }),
            name.token + name.count == chunk.last + 1, !name.entry.country.isEmpty
        else { return nil }
        let range = TextRange(sentence.tokens[name.token].start, sentence.tokens[name.token + name.count - 1].end)
        // "The Kremlin": a house is called by its own name.
        let isHouse = name.entry.kind == .seat && name.token > chunk.first
        return Party(
            id: name.entry.id, name: isHouse ? name.entry.detail : name.entry.name, country: name.entry.country,
            kind: .state,
            range: range)
    }

    /// A name that no list has: a person's when it is two or three capitals, else a body's.
    private func unknown(_ chunk: Int, _ index: Int) -> Party {
        let sentence = sentences[index]
        let piece = sentence.chunks[chunk]
        let tokens = sentence.tokens[piece.first...piece.last]
        let first = tokens.first(where: {
            grammar.wordClass($0.word) != .determiner && grammar.wordClass($0.word) != .possessive
        })
        let range = TextRange(first?.start ?? tokens[piece.first].start, tokens[piece.last].end)
        let name = UTF8Text.string(text, range.start, range.end)
        let isPerson =
            (2...3).contains(tokens.count) && tokens.allSatisfy { $0.isCapital && !$0.isAcronym }
            && !words.has(tokens[piece.last], .nameEnd)
        return Party(
            id: "source:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))", name: name,
            country: table.country(in: chunk...phraseEnd(chunk, sentence), sentence),
            kind: isPerson ? .person : .organisation,
            range: range)
    }

    /// The last chunk of a phrase with its "of", "for", "at" and "in" phrases.
    private func phraseEnd(_ chunk: Int, _ sentence: CodedSentence) -> Int {
        let chunks = sentence.chunks
        var end = chunk
        while end + 2 < chunks.count, end < chunk + 8, chunks[end + 2].kind == .noun,
            chunks[end + 1].first == chunks[end].last + 1
        {
            let isLink = chunks[end + 1].kind == .preposition && grammar.has(chunks[end + 1].word, .sourceLinks)
            // "The Institute for Fisheries and Trade of Peru".
            let isPair =
                end > chunk && chunks[end + 1].kind == .conjunction && end + 3 < chunks.count
                && (chunks[end + 3].kind == .preposition || chunks[end + 3].kind == .verb)
            guard isLink || isPair else { break }
            end += 2
        }
        return end
    }

    // MARK: Offices

    private func isPlural(_ token: CodeToken) -> Bool {
        text[token.end - 1] | 0x20 == UInt8(ascii: "s") && token.end - token.start > 3
    }

    /// A phrase that ends with an office or a kind of person.
    private func role(_ chunk: Int, _ index: Int, _ head: CodeToken) -> Party? {
        let sentence = sentences[index]
        let piece = sentence.chunks[chunk]
        let end = phraseEnd(chunk, sentence)
        let country = table.country(in: chunk...end, sentence)
        let opener = sentence.tokens[piece.first]
        let isIndefinite =
            grammar.has(opener.word, .articlesA)
            || (grammar.wordClass(opener.word) == .determiner && opener.word != .the)
        let range = sentence.range(chunk, end)
        if !isPlural(head) {
            func fits(_ mention: SpeakerMention) -> Bool {
                guard mention.person >= 0 else { return false }
                let person = table.persons[mention.person]
                guard
                    country == nil || person.party.country == nil || person.isImplied || person.party.country == country
                else {
                    return false
                }
                return person.heads.contains { words.covers(head.hash, $0) }
            }
            let before = mentions(before: range.start)
            if grammar.spelling(head.word) == "counterpart",
                let meant = sentence.parties(chunk).first(where: {
                    $0.kind == .person
                })
            {
                return meant
            }
            if !isIndefinite {
                if let exact = before.last(where: {
                    $0.person >= 0 && table.persons[$0.person].heads.contains(head.hash) && fits($0)
                })
                    ?? before.last(where: fits)
                {
                    var party = named(exact.person, range)
                    if table.persons[exact.person].isImplied || party.country == nil {
                        party.country = country ?? party.country
                    }
                    return party
                }
            }
            // "A senior official said": the next sentences name him.
            let known = Set(before.map(\.person))
            if let later = mentions(from: index, to: index + 3).first(where: {
                $0.range.start > range.end && !$0.isQuoted && fits($0) && !known.contains($0.person)
                    && !table.persons[$0.person].isImplied && table.persons[$0.person].party.country == country
            }), country != nil, words.has(head, .person),
                !isIndefinite || table.persons[later.person].heads.contains(head.hash)
            {
                return named(later.person, range)
            }
            // "The economist": whoever spoke last, when the text gives him no other calling.
            if opener.word == .the, chunk == end, let last, last.person >= 0, index - last.sentence <= 4,
                table.persons[last.person].heads.isEmpty
            {
                return named(last.person, range)
            }
        }
        var first = piece.first
        while first < piece.last, [.determiner, .possessive].contains(grammar.wordClass(sentence.tokens[first].word)) {
            first += 1
        }
        let name = UTF8Text.string(text, sentence.tokens[first].start, range.end)
        let isPublic =
            grammar.has(head.word, .publicOffices) && !isIndefinite
            || sentence.tokens[first + 1 > piece.last ? first...first : first...piece.last].contains {
                grammar.has($0.word, .publicBodies) || words.has($0, .publicBody)
                    || grammar.spelling($0.word) == "state"
            }
        let ofState =
            country ?? possessed(chunk, index)
            ?? (isPublic ? table.impliedCountry(chunk, index, isPublic: true, []) : nil)
        return Party(
            id:
                "office:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))\(ofState.map { ":\($0)" } ?? "")",
            name: name, country: ofState, kind: .office, office: UTF8Text.string(text, head.start, head.end),
            range: range)
    }

    /// "Its spokesman", "his lawyer": the state of whoever is meant by the possessive.
    private func possessed(_ chunk: Int, _ index: Int) -> String? {
        let sentence = sentences[index]
        let opener = sentence.tokens[sentence.chunks[chunk].first]
        guard grammar.wordClass(opener.word) == .possessive else { return nil }
        if grammar.has(opener.word, .hisHer) { return he(before: opener.start, index, opener)?.country }
        if grammar.has(opener.word, .firstPerson) { return signer?.country ?? table.home }
        return body(before: opener.start, index)?.country
    }

    private func mentions(before offset: Int) -> ArraySlice<SpeakerMention> {
        var (low, high) = (0, table.mentions.count)
        while low < high {
            let middle = (low + high) / 2
            if table.mentions[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return table.mentions[..<low].suffix(SpeakerTable.reach)
    }

    private func mentions(from first: Int, to last: Int) -> ArraySlice<SpeakerMention> {
        guard first < table.ranges.count else { return [] }
        return table.mentions[
            table.ranges[first].lowerBound..<table.ranges[min(last, table.ranges.count - 1)].upperBound
        ]
        .prefix(SpeakerTable.reach)
    }

    // MARK: Bodies and papers

    /// A body; "the ministry" is the last one that was named with more words.
    private func body(_ party: Party, _ mention: SpeakerMention, _ chunk: Int, _ index: Int) -> Party {
        let sentence = sentences[index]
        let opener = sentence.tokens[sentence.chunks[chunk].first]
        var result = party
        let range = sentence.range(chunk, phraseEnd(chunk, sentence))
        if party.country == nil || !party.name.utf8.contains(0x20) {
            if opener.word == .the, !party.name.utf8.contains(0x20), !party.id.hasPrefix("org:") {
                let before = mentions(before: mention.range.start)
                if let known = before.last(where: {
                    $0.head == mention.head && $0.body.map { $0.name.utf8.contains(0x20) || $0.country != nil } ?? false
                })?.body ?? genericBody(mention, index, before) {
                    result = known
                    result.range = range
                    return result
                }
            }
            if result.country == nil {
                result.country =
                    table.country(in: chunk...phraseEnd(chunk, sentence), sentence) ?? possessed(chunk, index)
                    ?? implied(chunk, index)
            }
        }
        if phraseEnd(chunk, sentence) > chunk, !party.id.hasPrefix("org:") {
            let start = party.range?.start ?? range.start
            result.name = UTF8Text.string(text, start, range.end)
            result.range = TextRange(start, range.end)
        }
        return result
    }

    /// The state of a body whose words name none: a public one's, or one that is called by no name of its own.
    private func implied(_ chunk: Int, _ index: Int) -> String? {
        let head = sentences[index].tokens[sentences[index].chunks[chunk].last]
        let isPublic = grammar.has(head.word, .publicBodies) || words.has(head, .publicBody)
        return isPublic || !head.isCapital ? table.impliedCountry(chunk, index, isPublic: isPublic, []) : nil
    }

    /// "The group", "the company": the body that spoke or was named last, when the word says no more than that it is one.
    private func genericBody(_ mention: SpeakerMention, _ index: Int, _ before: ArraySlice<SpeakerMention>) -> Party? {
        guard words.has(mention.head, .generic) else { return nil }
        if let last, last.party.kind == .organisation, index - last.sentence <= 3 { return last.party }
        return before.last { mention in
            mention.body.map { $0.name.utf8.contains(0x20) && !$0.id.hasPrefix("org:") } ?? false
                && index - mention.sentence <= 3
                && !mention.isQuoted
        }?.body
    }

    /// Who wrote a statement, a message, an article.
    private func paper(_ chunk: Int, _ index: Int, _ head: CodeToken) -> [Party] {
        let sentence = sentences[index]
        let chunks = sentence.chunks
        let piece = chunks[chunk]
        let range = sentence.range(of: piece)
        func placed(_ party: Party) -> [Party] {
            var result = party
            result.range = range
            return [result]
        }
        // "The spokesman's statement", "his feed".
        if let owner = (piece.first..<piece.last).last(where: { sentence.tokens[$0].isGenitive }) {
            let token = sentence.tokens[owner]
            if let person = mentions(before: range.start).last(where: {
                $0.person >= 0
                    && (table.persons[$0.person].words.contains(token.hash)
                        || table.persons[$0.person].heads.contains(token.hash))
            }) {
                return placed(table.persons[person.person].party)
            }
        }
        if grammar.has(sentence.tokens[piece.first].word, .hisHer),
            let owner = he(before: range.start, index, sentence.tokens[piece.first])
        {
            return placed(owner)
        }
        if chunk + 2 < chunks.count, chunks[chunk + 1].kind == .preposition,
            grammar.has(chunks[chunk + 1].word, .ofSources),
            chunks[chunk + 2].kind == .noun
        {
            let owner = one(chunk + 2, index)
            if !owner.isEmpty { return owner }
        }
        let named = sentence.names(chunk).last { $0.entry.kind != .person && !$0.entry.country.isEmpty }
        if let entry = named?.entry {
            return [
                Party(
                    id: entry.id, name: entry.name, country: entry.country,
                    kind: entry.kind == .organisation ? .organisation : .state,
                    range: range)
            ]
        }
        let isDefinite =
            sentence.tokens[piece.first].word == .the || grammar.has(sentence.tokens[piece.first].word, .demonstratives)
        if let paperOwner { return placed(paperOwner) }
        if isDefinite, !isPlural(head), let last, index - last.sentence <= 3 { return placed(last.party) }
        if sentence.tokens[piece.first].word == .it { return [] }
        let name = UTF8Text.string(text, range.start, range.end)
        return [
            Party(
                id: "source:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))", name: name,
                country: table.country(in: chunk...phraseEnd(chunk, sentence), sentence), kind: .organisation,
                range: range)
        ]
    }

    // MARK: Pronouns

    private func pronoun(_ token: CodeToken, _ chunk: Int, _ index: Int) -> [Party] {
        let sentence = sentences[index]
        func placed(_ party: Party?) -> [Party] {
            guard var party else { return [] }
            party.range = token.range
            return [party]
        }
        if grammar.has(token.word, .heShe) {
            // "Him" is spoken of.
            let spelling = grammar.spelling(token.word)
            return spelling == "him"
                ? []
                : placed(
                    he(before: isInverted(chunk, sentence) ? sentence.range.start : token.start, index, token))
        }
        if token.word == .i || token.word == .we { return table.isQuoted(token.range) ? [] : placed(signer) }
        if token.word == .it {
            return placed(body(before: isInverted(chunk, sentence) ? sentence.range.start : token.start, index))
        }
        if grammar.has(token.word, .they) {
            if let last, last.person < 0, index - last.sentence <= 2 { return placed(last.party) }
            return sentence.parties(chunk).map { party in
                var party = party
                party.range = token.range
                return party
            }
        }
        return []
    }

    /// "…, he said": what stands before the pronoun in its sentence is what he says, and names nobody that it could mean.
    private func isInverted(_ chunk: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard chunk > 0, chunks[chunk - 1].kind == .comma || chunks[chunk - 1].kind == .quote, chunk + 1 < chunks.count,
            chunks[chunk + 1].kind == .verb
        else { return false }
        guard chunk + 2 < chunks.count else { return true }
        return ![Chunk.Kind.noun, .verb, .subordinator].contains(chunks[chunk + 2].kind)
    }

    private func agrees(_ person: Int, _ token: CodeToken) -> Bool {
        let spelling = grammar.spelling(token.word)
        let isHer = spelling.hasPrefix("she") || spelling.hasPrefix("her")
        return isHer ? !table.persons[person].isMale : !table.persons[person].isFemale
    }

    /// Whom "he" or "she" means: the subject before in the sentence, else who spoke or acted last, outside of quotations.
    private func he(before offset: Int, _ index: Int, _ token: CodeToken) -> Party? {
        let before = mentions(before: offset)
        func fits(_ mention: SpeakerMention) -> Bool {
            mention.person >= 0 && !mention.isQuoted && mention.range.end <= offset && agrees(mention.person, token)
        }
        if let here = before.last(where: { $0.sentence == index && $0.isSubject && fits($0) }) {
            return table.persons[here.person].party
        }
        let spoken = last.flatMap { spoken -> (party: Party, sentence: Int)? in
            guard spoken.party.kind.isPerson, index - spoken.sentence <= 6 else { return nil }
            // Whoever has an office and no name is meant by the sentences that follow.
            guard spoken.person < 0 ? index - spoken.sentence <= 2 : agrees(spoken.person, token) else { return nil }
            return (spoken.party, spoken.sentence)
        }
        let subject = before.last { $0.isSubject && $0.sentence < index && index - $0.sentence <= 8 && fits($0) }
        if let subject, spoken.map({ subject.sentence > $0.sentence }) ?? true {
            return table.persons[subject.person].party
        }
        if let spoken { return spoken.party }
        return before.last { index - $0.sentence <= 8 && fits($0) }.map { table.persons[$0.person].party }
    }

    /// What "it" means: the body or state that spoke or acted last, outside of quotations.
    private func body(before offset: Int, _ index: Int) -> Party? {
        let subject = mentions(before: offset).last {
            $0.body != nil && $0.isSubject && !$0.isQuoted && index - $0.sentence <= 3
        }
        if let last, last.isPaper || last.person < 0, index - last.sentence <= 3,
            subject.map({ $0.sentence <= last.sentence }) ?? true
        {
            return last.party
        }
        if let subject { return subject.body }
        return nil
    }
}
