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
    let words = SpeakerLexicon.english
    let grammar = Grammar.english

    init(table: SpeakerTable) { self.table = table }

    var text: [UInt8] { table.text }
    var sentences: [CodedSentence] { table.sentences }

    /// The parties that some chunks of a sentence name; none when they name nobody who could speak.
    func resolve(_ chunks: [Int], _ index: Int) -> [Party] {
        var result: [Party] = []
        var joinedTo = -1
        for chunk in chunks where chunk != joinedTo && sentences[index].chunks[chunk].kind == .noun {
            // "The representative to the Office and Other Bodies in Lima Juan Rojas": what the office is for, before the name.
            if let mention = table.mentions[table.ranges[index]].first(where: {
                $0.person >= 0 && $0.office >= 0 && $0.office < chunk && chunk < $0.chunk
            }) {
                let party = named(mention.person, mention.range)
                if !result.contains(where: { $0.id == party.id }) { result.append(party) }
                continue
            }
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
    func head(of chunk: Int, _ index: Int) -> Int {
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
    func joined(_ chunk: Int, _ index: Int) -> Party? {
        let sentence = sentences[index]
        let chunks = sentence.chunks
        guard chunk + 2 < chunks.count, chunks[chunk + 1].kind == .conjunction,
            sentence.tokens[chunks[chunk].last].isCapital,
            sentence.names(chunk).isEmpty, table.mention(index, chunk)?.isRole ?? true,
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

    func named(_ person: Int, _ range: TextRange) -> Party {
        var party = table.persons[person].party
        party.range = range
        return party
    }

    /// A person whom other words than his name mean.
    func meant(_ person: Int, _ range: TextRange) -> Party {
        var party = named(person, range)
        party.resolvedFrom = table.persons[person].named
        return party
    }

    /// A party that other words mean than those that name it.
    func meant(_ party: Party, _ range: TextRange) -> Party {
        var result = party
        let antecedent = party.resolvedFrom ?? party.range
        result.range = range
        result.resolvedFrom = antecedent == range ? nil : antecedent
        return result
    }

    // MARK: One phrase

    func one(_ chunk: Int, _ index: Int) -> [Party] {
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
        // "The 35-year-old" is whoever "he" or "she" would be.
        if tokens[piece.first].word == .the, table.isAged(head) {
            let isBehind = isInverted(chunk, sentence)
            if let meant = he(
                before: isBehind ? sentence.range.start : head.start, index, head, isInverted: isBehind)
            {
                return [self.meant(meant, sentence.range(of: piece))]
            }
        }
        if table.isRole(head) { return role(chunk, index, head).map { [$0] } ?? [] }
        if let mention = table.mention(index, chunk), let body = mention.body {
            return [self.body(body, mention, chunk, index)]
        }
        if let state = state(piece, sentence) { return [state] }
        // "READ MORE": a sign to the reader.
        let isShouted = piece.last > piece.first && sentence.tokens[piece.first...piece.last].allSatisfy(\.isAcronym)
        if head.isCapital, !isShouted, !isNoName(piece, sentence) {
            if piece.first == piece.last, let body = table.short[head.hash], (body.range?.start ?? 0) < head.start {
                return [meant(body, sentence.range(of: piece))]
            }
            if head.isAcronym, let body = expanded(head, range: sentence.range(of: piece)) { return [body] }
            return [unknown(chunk, index)]
        }
        return sentence.parties(chunk).filter { $0.kind != .person }
    }

    /// A word of the language at the head of a sentence, a day, a month: no name.
    func isNoName(_ chunk: Chunk, _ sentence: CodedSentence) -> Bool {
        let token = sentence.tokens[chunk.last]
        if grammar.has(token.word, .listeningTimes)
            || sentence.tokens[chunk.first...chunk.last].contains(where: \.isNumber)
        {
            return true
        }
        return chunk.first == 0 && chunk.last == 0 && (token.word >= 0 || grammar.wordClass(token.word) != .open)
    }

    /// The body whose initials an acronym is: "Harbour Trust of Lima, or HTL".
    func expanded(_ token: CodeToken, range: TextRange) -> Party? {
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
    func headToken(_ chunk: Chunk, _ sentence: CodedSentence) -> CodeToken {
        var last = chunk.last
        while last > chunk.first,
            sentence.tokens[last].isNumber && !table.isAged(sentence.tokens[last]) || sentence.tokens[last].sign != 0
                || words.has(sentence.tokens[last], .afterNoun)
        { last -= 1 }
        return sentence.tokens[last]
    }

    func state(_ chunk: Chunk, _ sentence: CodedSentence) -> Party? {
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
    func unknown(_ chunk: Int, _ index: Int) -> Party {
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
            country: table.country(in: chunk...phraseEnd(chunk, sentence), sentence)
                ?? table.impliedCountry(chunk, index, isPublic: false, []),
            kind: isPerson ? .person : .organisation,
            range: range)
    }

    /// The last chunk of a phrase with its "of", "for", "at" and "in" phrases.
    func phraseEnd(_ chunk: Int, _ sentence: CodedSentence) -> Int {
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
}
