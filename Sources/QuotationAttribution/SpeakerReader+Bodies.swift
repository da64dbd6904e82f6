internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Bodies, and what they write: "the ministry", "the group", "the statement".
extension SpeakerReader {
    /// A body; "the ministry" is the last one that was named with more words.
    func body(_ party: Party, _ mention: SpeakerMention, _ chunk: Int, _ index: Int) -> Party {
        let sentence = sentences[index]
        let opener = sentence.tokens[sentence.chunks[chunk].first]
        var result = party
        let range = sentence.range(chunk, phraseEnd(chunk, sentence))
        if party.country == nil || isBare(party.name) {
            if opener.word == .the, !isBare(party.name), var known = longer(party, mention) {
                known.country = known.country ?? party.country ?? implied(chunk, index)
                return meant(known, range)
            }
            if opener.word == .the, isBare(party.name), !party.id.hasPrefix("org:") {
                let before = mentions(before: mention.range.start)
                let named = before.last {
                    $0.head == mention.head && $0.body.map { $0.name.utf8.contains(0x20) || $0.country != nil } ?? false
                }
                if let known = named.flatMap({ whole($0) }) ?? genericBody(mention, index, before) {
                    return meant(known, range)
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

    /// "The Peruvian army high command … The high command": the body whose name ends with the words.
    private func longer(_ party: Party, _ mention: SpeakerMention) -> Party? {
        let name = " " + Folding.fold(party.name)
        return mentions(before: mention.range.start).last { other in
            other.head == mention.head && other.body.map { Folding.fold($0.name).hasSuffix(name) } ?? false
        }?.body
    }

    /// "Group", "rights group": a word that names no body, or that with what kind of body it is.
    private func isBare(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        return words.count == 1
            || words.dropLast().allSatisfy { self.words.has(CodeToken.hash(of: String($0)), .genericKind) }
    }

    /// A body with the phrase behind its head: "Ministry of Trade of Peru".
    private func whole(_ mention: SpeakerMention) -> Party? {
        guard var party = mention.body, let range = party.range, !party.id.hasPrefix("org:") else {
            return mention.body
        }
        let sentence = sentences[mention.sentence]
        let end = phraseEnd(mention.chunk, sentence)
        guard end > mention.chunk else { return party }
        party.country = party.country ?? table.country(in: mention.chunk...end, sentence)
        party.range = TextRange(range.start, sentence.range(mention.chunk, end).end)
        party.name = UTF8Text.string(text, range.start, sentence.range(mention.chunk, end).end)
        return party
    }

    /// The state of a body whose words name none: a public one's, or one that is called by no name of its own.
    func implied(_ chunk: Int, _ index: Int) -> String? {
        let head = sentences[index].tokens[sentences[index].chunks[chunk].last]
        let piece = sentences[index].chunks[chunk]
        let isPublic =
            grammar.has(head.word, .publicBodies)
            || sentences[index].tokens[piece.first...piece.last].contains { words.has($0, .publicBody) }
        return isPublic || !head.isCapital
            ? table.impliedCountry(chunk, index, isPublic: isPublic, []) : table.isDomestic ? table.home : nil
    }

    /// "The group", "the company": the body that spoke or was named last, when the word says no more than that it is one.
    func genericBody(_ mention: SpeakerMention, _ index: Int, _ before: ArraySlice<SpeakerMention>) -> Party? {
        guard words.has(mention.head, .generic) else { return nil }
        if let last, last.party.kind == .organisation, index - last.sentence <= 3 { return last.party }
        return before.last { mention in
            mention.body.map {
                $0.name.utf8.contains(0x20) && !$0.id.hasPrefix("org:")
                    && $0.name.utf8.first.map(\.isASCIIUpper) ?? false
            } ?? false
                && index - mention.sentence <= 3
                && !mention.isQuoted
        }?.body
    }

    /// "Reports said": nobody's in particular.
    private func ownerless(_ piece: Chunk, _ head: CodeToken, _ sentence: CodedSentence) -> String? {
        isPlural(head) && sentence.tokens[piece.first].word != .the
            && !sentence.tokens[piece.first...piece.last].contains(where: {
                $0.isGenitive || $0.isCapital && $0.start > sentence.range.start
            })
            ? "XXX" : nil
    }

    /// "A statement on his website", "a post on her page": whose the page is.
    private func website(_ chunk: Int, _ index: Int) -> Party? {
        let sentence = sentences[index]
        let chunks = sentence.chunks
        guard chunk + 2 < chunks.count, chunks[chunk + 1].kind == .preposition,
            chunks[chunk + 1].word == Word.on, chunks[chunk + 2].kind == .noun
        else { return nil }
        let opener = sentence.tokens[chunks[chunk + 2].first]
        return grammar.has(opener.word, .hisHer) ? he(before: opener.start, index, opener) : nil
    }

    /// "A police statement", "the Peruvian Harbour Attitudes survey": who is named before the paper.
    private func author(_ piece: Chunk, _ chunk: Int, _ index: Int, _ named: NameMention?) -> Party? {
        let sentence = sentences[index]
        guard let paper = (piece.first...piece.last).last(where: { words.has(sentence.tokens[$0], .paper) }) else {
            return nil
        }
        var first = piece.first
        while first < paper,
            [.determiner, .possessive].contains(grammar.wordClass(sentence.tokens[first].word))
                || sentence.tokens[first].isNumber
        { first += 1 }
        guard first < paper else { return nil }
        let body = sentence.tokens[paper - 1]
        let isBody =
            words.has(body, .body) || words.has(body, .local) || grammar.has(body.word, .publicBodies)
        let isName = paper - first >= 2 && sentence.tokens[first..<paper].allSatisfy(\.isCapital)
        if let named, named.token + named.count == paper, named.entry.kind == .organisation { return nil }
        guard isBody || isName && named != nil else { return nil }
        let range = TextRange(sentence.tokens[first].start, body.end)
        let name = UTF8Text.string(text, range.start, range.end)
        let country =
            named?.entry.country ?? table.country(in: chunk...phraseEnd(chunk, sentence), sentence)
            ?? table.localCountry(chunk, index) ?? table.impliedCountry(chunk, index, isPublic: isBody, [])
        return Party(
            id:
                "group:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))\(country.map { ":\($0)" } ?? "")",
            name: name, country: country, kind: .organisation, range: range)
    }

    /// Who wrote a statement, a message, an article.
    func paper(_ chunk: Int, _ index: Int, _ head: CodeToken) -> [Party] {
        let sentence = sentences[index]
        let chunks = sentence.chunks
        let piece = chunks[chunk]
        let range = sentence.range(of: piece)
        func placed(_ party: Party) -> [Party] { [meant(party, range)] }
        // "The spokesman's statement", "his feed".
        if let owner = (piece.first..<piece.last).last(where: { sentence.tokens[$0].isGenitive }) {
            let token = sentence.tokens[owner]
            if let person = mentions(before: range.start).last(where: {
                $0.person >= 0
                    && (table.persons[$0.person].words.contains(token.hash)
                        || table.persons[$0.person].heads.contains(token.hash))
            }) {
                return [meant(person.person, range)]
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
        if let owner = website(chunk, index) { return [meant(owner, range)] }
        let named = sentence.names(chunk).last { $0.entry.kind != .person && !$0.entry.country.isEmpty }
        if let body = author(piece, chunk, index, named) { return [body] }
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
                country: table.country(in: chunk...phraseEnd(chunk, sentence), sentence)
                    ?? (isReview ? table.home : nil) ?? ownerless(piece, head, sentence),
                kind: .organisation, range: range)
        ]
    }
}
