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
        party.range = TextRange(range.start, sentence.range(mention.chunk, end).end)
        party.name = UTF8Text.string(text, range.start, sentence.range(mention.chunk, end).end)
        return party
    }

    /// The state of a body whose words name none: a public one's, or one that is called by no name of its own.
    func implied(_ chunk: Int, _ index: Int) -> String? {
        let head = sentences[index].tokens[sentences[index].chunks[chunk].last]
        let isPublic = grammar.has(head.word, .publicBodies) || words.has(head, .publicBody)
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
                country: table.country(in: chunk...phraseEnd(chunk, sentence), sentence)
                    ?? ownerless(piece, head, sentence),
                kind: .organisation, range: range)
        ]
    }
}
