internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Pronouns: who spoke or acted last, outside of quotations.
extension SpeakerReader {
    func pronoun(_ token: CodeToken, _ chunk: Int, _ index: Int) -> [Party] {
        let sentence = sentences[index]
        func placed(_ party: Party?) -> [Party] {
            guard let party else { return [] }
            return [meant(party, token.range)]
        }
        if grammar.has(token.word, .heShe) {
            // "Him" is spoken of.
            let spelling = grammar.spelling(token.word)
            return spelling == "him"
                ? []
                : placed(
                    isInverted(chunk, sentence)
                        ? he(before: sentence.range.start, index, token, isInverted: true)
                            ?? he(before: token.start, index, token)
                        : he(before: token.start, index, token))
        }
        if token.word == .i || token.word == .we { return table.isQuoted(token.range) ? [] : placed(signer) }
        if token.word == .it {
            return placed(body(before: isInverted(chunk, sentence) ? sentence.range.start : token.start, index))
        }
        if grammar.has(token.word, .they) {
            if let last, last.person < 0, last.party.kind != .office || isCrowd(last.party), index - last.sentence <= 2
            {
                return placed(last.party)
            }
            return sentence.parties(chunk).map { party in
                var party = party
                party.range = token.range
                return party
            }
        }
        return []
    }

    /// Whether a party without a name is several people: "the growers".
    private func isCrowd(_ party: Party) -> Bool {
        let word = party.office ?? (party.id.hasPrefix("source:") && !party.name.utf8.contains(0x20) ? party.name : "")
        return word.utf8.last == UInt8(ascii: "s")
    }

    /// "…, he said": what stands before the pronoun in its sentence is what he says, and names nobody that it could mean.
    func isInverted(_ chunk: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard chunk > 0, chunks[chunk - 1].kind == .comma || chunks[chunk - 1].kind == .quote, chunk + 1 < chunks.count,
            chunks[chunk + 1].kind == .verb
        else { return false }
        guard chunk + 2 < chunks.count else { return true }
        return ![Chunk.Kind.noun, .verb, .subordinator].contains(chunks[chunk + 2].kind)
    }

    func agrees(_ person: Int, _ token: CodeToken) -> Bool {
        let spelling = grammar.spelling(token.word)
        if table.isAged(token) { return true }
        let isHer = spelling.hasPrefix("she") || spelling.hasPrefix("her")
        return isHer ? !table.persons[person].isMale : !table.persons[person].isFemale
    }

    /// Whom "he" or "she" means: the subject before in the sentence, else who spoke or acted last, outside of quotations.
    func he(before offset: Int, _ index: Int, _ token: CodeToken, isInverted: Bool = false) -> Party? {
        let before = mentions(before: offset)
        func fits(_ mention: SpeakerMention) -> Bool {
            mention.person >= 0 && !mention.isQuoted && mention.range.end <= offset && agrees(mention.person, token)
        }
        if let here = before.last(where: { $0.sentence == index && $0.isSubject && fits($0) }) {
            return named(here.person, here.range)
        }
        let spoken = last.flatMap { spoken -> (party: Party, sentence: Int)? in
            guard spoken.party.kind.isPerson, !isCrowd(spoken.party),
                index - spoken.sentence <= (isInverted ? 12 : 6)
                    || spoken.person >= 0 && isAlone(spoken.person, since: spoken.sentence, index)
            else { return nil }
            // Whoever has an office and no name is meant by the sentences that follow.
            guard spoken.person < 0 ? index - spoken.sentence <= 2 : agrees(spoken.person, token) else { return nil }
            return (spoken.party, spoken.sentence)
        }
        var subject = before.last { $0.isSubject && $0.sentence < index && index - $0.sentence <= 8 && fits($0) }
        // "Rojas denied it and said that Quispe had left. He": the clause that no other opens counts first.
        if let near = subject, !near.isMain,
            let main = before.last(where: { $0.sentence == near.sentence && $0.isSubject && $0.isMain && fits($0) })
        {
            subject = main
        }
        // Who speaks on in a quotation is who spoke before it, whoever acts in between, but for whom the sentence before it tells of.
        let opening = isInverted ? quoted(before: token.start, index) : index
        let isSpeaking =
            isInverted && spoken != nil
            && !(subject.map { $0.isMain && $0.sentence == opening - 1 && sameParagraph($0.sentence, index) } ?? false)
        if let subject, !isSpeaking, spoken.map({ subject.sentence > $0.sentence }) ?? true {
            return named(subject.person, subject.range)
        }
        if let spoken { return spoken.party }
        return before.last { index - $0.sentence <= 8 && fits($0) }.map { named($0.person, $0.range) }
    }

    /// Whether no other person does anything between two sentences.
    private func isAlone(_ person: Int, since first: Int, _ index: Int) -> Bool {
        guard index - first <= 60 else { return false }
        return !mentions(from: first + 1, to: index).contains {
            $0.person >= 0 && $0.person != person && !$0.isQuoted
        }
    }

    /// The sentence where the quotation that ends before a word begins.
    private func quoted(before offset: Int, _ index: Int) -> Int {
        guard let number = table.quotations.lastIndex(endingBefore: offset),
            let first = sentences.index(touching: table.quotations[number].range), first <= index
        else { return index }
        return first
    }

    private func sameParagraph(_ one: Int, _ other: Int) -> Bool {
        sentences[one].paragraph == sentences[other].paragraph
    }

    /// What "it" means: the body or state that spoke or acted last, outside of quotations.
    func body(before offset: Int, _ index: Int) -> Party? {
        let subject = mentions(before: offset).last {
            $0.body != nil && $0.isSubject && !$0.isQuoted && !$0.isPlural && index - $0.sentence <= 3
        }
        if let last, last.isPaper || last.person < 0 && !last.party.kind.isPerson, index - last.sentence <= 3,
            subject.map({ $0.sentence <= last.sentence }) ?? true
        {
            return last.party
        }
        if let subject { return subject.body }
        return nil
    }
}
