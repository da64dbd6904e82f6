internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Offices and kinds of person without a name: "the minister", "a senior official", "its spokesman".
extension SpeakerReader {
    func isPlural(_ token: CodeToken) -> Bool {
        text[token.end - 1] | 0x20 == UInt8(ascii: "s") && token.end - token.start > 3
    }

    /// A phrase that ends with an office or a kind of person.
    func role(_ chunk: Int, _ index: Int, _ head: CodeToken) -> Party? {
        let sentence = sentences[index]
        let piece = sentence.chunks[chunk]
        let end = phraseEnd(chunk, sentence)
        let country = table.country(in: chunk...end, sentence) ?? sentence.side(behind: chunk)
        let opener = sentence.tokens[piece.first]
        let isIndefinite =
            grammar.has(opener.word, .articlesA)
            || (grammar.wordClass(opener.word) == .determiner && opener.word != .the)
        let range = sentence.range(chunk, end)
        let place = (piece.first...piece.last).last { sentence.tokens[$0].hash == head.hash } ?? piece.last
        let office = table.roleHead(place, sentence)
        let duties = duties(chunk, end, sentence)
        if !isPlural(head) {
            let bodies = bodies(chunk, end, sentence)
            func fits(_ mention: SpeakerMention) -> Bool {
                guard mention.person >= 0 else { return false }
                let person = table.persons[mention.person]
                // "The chairman of the Harbour Trust" is no chairman of whom the text says nothing of the kind.
                guard bodies.isEmpty || !bodies.isDisjoint(with: person.described) else { return false }
                guard
                    country == nil || person.party.country == nil || person.isImplied || person.party.country == country
                else {
                    return false
                }
                guard Offices.isSame(duties, before: person.duties) else { return false }
                return person.heads.contains { words.covers(office, $0) }
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
                let exact = before.last {
                    $0.person >= 0 && table.persons[$0.person].heads.contains(office) && fits($0)
                }
                // "An official of the White House … The official": before anybody whose office is only like his.
                if exact == nil,
                    let role = before.last(where: { $0.isRole && isSameRole($0, office, country, chunk, index) })
                {
                    return meant(unnamed(role.chunk, role.sentence), range)
                }
                if let exact = exact ?? before.last(where: fits) {
                    var party = meant(exact.person, range)
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
                !isIndefinite || table.persons[later.person].heads.contains(office)
            {
                return meant(later.person, range)
            }
            // "The economist": whoever spoke last, when the text gives him no other calling.
            if opener.word == .the, chunk == end, let last, last.person >= 0, index - last.sentence <= 4,
                table.persons[last.person].heads.isEmpty
            {
                return meant(last.person, range)
            }
        }
        return unnamed(chunk, index)
    }

    /// The capital words behind an office that name no state: "Harbour Trust" of "the chairman of the Harbour Trust of Peru".
    private func bodies(_ chunk: Int, _ end: Int, _ sentence: CodedSentence) -> Set<UInt64> {
        guard end > chunk else { return [] }
        var result: Set<UInt64> = []
        for piece in sentence.chunks[(chunk + 1)...end] where piece.kind == .noun {
            let states = sentence.names(of: piece).filter { $0.entry.kind == .state || $0.entry.kind == .seat }
            for index in piece.first...piece.last where sentence.tokens[index].isCapital {
                if states.contains(where: { ($0.token..<$0.token + $0.count).contains(index) }) { continue }
                result.insert(sentence.tokens[index].hash)
            }
        }
        return result
    }

    /// The words of a phrase that tell its office from others of the same head.
    private func duties(_ chunk: Int, _ end: Int, _ sentence: CodedSentence) -> Set<Int32> {
        table.duties(sentence.chunks[chunk].first..<sentence.chunks[end].last + 1, sentence)
    }

    /// Whether "the official" may mean the official whom the text told of before: of the same state, where both are told.
    private func isSameRole(
        _ mention: SpeakerMention, _ office: UInt64, _ country: String?, _ chunk: Int, _ index: Int
    ) -> Bool {
        guard mention.head == office, !mention.isQuoted, (mention.sentence, mention.chunk) < (index, chunk) else {
            return false
        }
        let sentence = sentences[mention.sentence]
        let own = table.country(in: mention.chunk...phraseEnd(mention.chunk, sentence), sentence)
        let duties = duties(chunk, phraseEnd(chunk, sentences[index]), sentences[index])
        let before = self.duties(mention.chunk, phraseEnd(mention.chunk, sentence), sentence)
        guard Offices.isSame(duties, before: before) else { return false }
        let bodies = bodies(chunk, phraseEnd(chunk, sentences[index]), sentences[index])
        guard
            bodies.isEmpty
                || !bodies.isDisjoint(
                    with: self.bodies(mention.chunk, phraseEnd(mention.chunk, sentence), sentence))
        else { return false }
        let isBare = sentence.chunks[mention.chunk].last - sentence.chunks[mention.chunk].first <= 1 && own == nil
        return !isBare && (country == nil || own == country)
    }

    /// Whoever has an office and no name, called by the phrase's own words.
    func unnamed(_ chunk: Int, _ index: Int) -> Party {
        let sentence = sentences[index]
        let piece = sentence.chunks[chunk]
        let head = headToken(piece, sentence)
        let end = phraseEnd(chunk, sentence)
        let country = table.country(in: chunk...end, sentence) ?? sentence.side(behind: chunk)
        let opener = sentence.tokens[piece.first]
        let isIndefinite =
            grammar.has(opener.word, .articlesA)
            || (grammar.wordClass(opener.word) == .determiner && opener.word != .the)
        let range = sentence.range(chunk, end)
        var first = piece.first
        while first < piece.last, [.determiner, .possessive].contains(grammar.wordClass(sentence.tokens[first].word)) {
            first += 1
        }
        let name = UTF8Text.string(text, sentence.tokens[first].start, end == chunk ? head.end : range.end)
        let isPublic =
            grammar.has(head.word, .publicOffices) && !isIndefinite
            || sentence.tokens[first...max(first, sentence.chunks[end].last)].contains {
                grammar.has($0.word, .publicBodies) || words.has($0, .publicBody)
                    || grammar.spelling($0.word) == "state"
            }
        // "A spokesman said": of the body that the text told of last.
        let isSpokes = chunk == end && words.has(head, .spokes)
        let ofState =
            country ?? possessed(chunk, index) ?? ofPerson(chunk, end, index)
            ?? (isSpokes ? body(before: range.start, index)?.country : nil)
            ?? (isPublic ? table.impliedCountry(chunk, index, isPublic: true, []) : nil)
            ?? table.localCountry(chunk, index) ?? crowd(head, opener)
        return Offices.holder(
            name, country: ofState, office: UTF8Text.string(text, head.start, head.end), range: range)
    }

    /// "A friend of Mr Rojas", "an adviser to Mr Rojas": the state of the person.
    private func ofPerson(_ chunk: Int, _ end: Int, _ index: Int) -> String? {
        let chunks = sentences[index].chunks
        let last = end >= chunk + 2 ? end : chunk + 2
        guard last < chunks.count, chunks[chunk + 1].kind == .preposition,
            let mention = table.mention(index, last), mention.person >= 0
        else { return nil }
        return table.persons[mention.person].party.country
    }

    /// Several people of no one state: "analysts", "some experts"; armed ones: "rebels".
    private func crowd(_ head: CodeToken, _ opener: CodeToken) -> String? {
        if grammar.has(head.word, .armedPeople) { return "IMG" }
        guard isPlural(head), opener.word != .the, grammar.wordClass(opener.word) != .possessive, !opener.isGenitive
        else { return nil }
        return "XXX"
    }

    /// "Its spokesman", "his lawyer", "Rojas's lawyer": the state of whoever is meant by the possessive or genitive.
    func possessed(_ chunk: Int, _ index: Int) -> String? {
        let sentence = sentences[index]
        if let owner = owner(chunk, index) { return table.persons[owner].party.country }
        let opener = sentence.tokens[sentence.chunks[chunk].first]
        guard grammar.wordClass(opener.word) == .possessive else { return nil }
        if grammar.has(opener.word, .hisHer) { return he(before: opener.start, index, opener)?.country }
        if grammar.has(opener.word, .firstPerson) { return signer?.country ?? table.home }
        return body(before: opener.start, index)?.country
    }

    /// The person whose name stands as a genitive before the head of a phrase: "Rojas's lawyer".
    func owner(_ chunk: Int, _ index: Int) -> Int? {
        let sentence = sentences[index]
        let piece = sentence.chunks[chunk]
        guard let owner = (piece.first..<piece.last).last(where: { sentence.tokens[$0].isGenitive }),
            sentence.tokens[owner].isCapital
        else { return nil }
        let hash = sentence.tokens[owner].hash
        return mentions(before: sentence.tokens[owner].start).last {
            $0.person >= 0 && table.persons[$0.person].words.contains(hash)
        }?.person
    }

    func mentions(before offset: Int) -> ArraySlice<SpeakerMention> {
        var (low, high) = (0, table.mentions.count)
        while low < high {
            let middle = (low + high) / 2
            if table.mentions[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return table.mentions[..<low].suffix(SpeakerTable.reach)
    }

    func mentions(from first: Int, to last: Int) -> ArraySlice<SpeakerMention> {
        guard first < table.ranges.count else { return [] }
        return table.mentions[
            table.ranges[first].lowerBound..<table.ranges[min(last, table.ranges.count - 1)].upperBound
        ]
        .prefix(SpeakerTable.reach)
    }
}
