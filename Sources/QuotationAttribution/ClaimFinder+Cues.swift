internal import ActorCoding
internal import DocumentModel
internal import EventCoding
internal import TextPrimitives

/// One cue: who speaks, in which words.
extension ClaimFinder {
    func claim(
        _ cue: AttributionCue, _ group: VerbGroup, _ position: Int, _ index: Int, _ sentence: CodedSentence,
        _ reader: ClauseReader
    ) -> Claim? {
        let arguments = reader.arguments(of: position)
        let spans = ContentSpans(
            text: text, sentence: sentence, reader: reader, position: position, arguments: arguments, cue: cue,
            hasSpeakerBehind: hasSpeakerBehind(position, index, sentence))
        // "Accused them of exposing him": what somebody is accused of is nobody's statement.
        if group.isParticiple, position > 0, sentence.chunks[position - 1].kind == .preposition,
            sentence.chunks[position - 1].word != .as, sentence.chunks[position - 1].word != .with
        {
            return nil
        }
        let relay = relay(position, sentence, reader)
        var sourceChunks = relay?.speaker ?? arguments.subject
        var content: [TextRange]
        var via: [Party] = []
        if group.isPassive || group.isReduced {
            if cue.frame == "that" || cue.frame == "feeling" { return nil }
            guard
                let by = arguments.phrases.first(where: { $0.word == .by })?.chunks ?? nounAfterBy(position, sentence),
                !by.isEmpty
            else { return nil }
            sourceChunks = by
            content = spans.passive(by)
        } else {
            // "…", X said: the verb stands before its subject or behind it.
            if relay == nil, sourceChunks.isEmpty || spans.isInverted {
                sourceChunks = spans.invertedSource ?? sourceChunks
            }
            if relay == nil, !spans.isInverted { sourceChunks = subject(position, index, sentence, sourceChunks) }
            content = spans.active(sourceChunks)
            // "“…”, the agency quoted the minister as saying": the minister speaks, through the agency.
            if cue.frame == "quoted" {
                guard let leading = spans.leading, !arguments.object.isEmpty else { return nil }
                content = [leading]
                via = speakers.resolve(spans.invertedSource ?? arguments.subject, index)
                sourceChunks = arguments.object
            }
        }
        content = content.compactMap { trimmed($0) }
        guard !content.isEmpty, content.allSatisfy({ $0.length >= 2 && hasWord($0, sentence) }) else { return nil }
        guard var source = sourceRange(sourceChunks, sentence, reader) else { return nil }
        if content.contains(where: { $0.overlaps(source) && $0.contains(source) }) { return nil }
        // Things do not speak: the subject is a person, a body or a paper.
        let parties = speakers.resolve(sourceChunks, index)
        guard !parties.isEmpty || isThirdPerson(sourceChunks, sentence) else { return nil }
        if parties.count == 1, let named = parties.first?.range, sentence.range.contains(named) {
            source = source.union(named)
        }
        var claim = Claim(
            stance: cue.stance, contentSpans: content, evidence: [sentence.range],
            rule: "cue.\(grammar.spelling(group.lemma))")
        claim.speaker = unique(parties)
        claim.sourceSpan = source
        // "Noted that Rojas was old, adding that he was ill": who speaks on is who spoke, and nobody of whom he spoke.
        if group.isParticiple, !group.isPassive, position > 0, sentence.chunks[position - 1].kind == .comma,
            let before = claims.last, before.evidence.first == sentence.range, let cue = before.cueSpan,
            cue.start < source.start, before.contentSpans.contains(where: { $0.contains(source) })
        {
            claim.speaker = before.speaker
            claim.sourceSpan = before.sourceSpan
        }
        claim.cueSpan = cueRange(position, cue, sentence)
        claim.endorses = cue.endorses
        if cue.stance == .suggests { claim.stance = precedingStance(position, sentence) ? .accuses : .says }
        if cue.frame == "as-object" { claim.stance = denies(content, sentence) ? .denies : .says }
        if cue.stance == .says, deniesItself(content, sentence) { claim.stance = .denies }
        if grammar.has(group.lemma, .addressingVerbs) {
            claim.addressee = arguments.object.flatMap { sentence.parties($0) }
        }
        if let relay { via += speakers.resolve(relay.agency, index) }
        via += relays(arguments, sentence)
        claim.via = unique(via)
        return claim
    }

    /// "The fire is out, said the chief of the brigade.": a comma before the verb of speech, and a person or body alone behind it.
    private func hasSpeakerBehind(_ position: Int, _ index: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard position > 1, position + 1 < chunks.count, chunks[position - 1].kind == .comma,
            let verb = chunks[position].verb, verb.head == chunks[position].first,
            verb.lemma == grammar.id("say") || verb.lemma == grammar.id("add"),
            chunks[position + 1].kind == .noun, let mention = speakers.table.mention(index, position + 1),
            mention.person >= 0 || mention.body != nil || mention.isRole
        else { return false }
        // What goes on must belong to the name: its "of" phrases, its apposition, a day.
        var place = position + 2
        while place + 1 < chunks.count, chunks[place].kind == .preposition, chunks[place + 1].kind == .noun {
            place += 2
        }
        guard place < chunks.count else { return true }
        return chunks[place].kind == .comma
            || chunks[place].kind == .other && sentence.tokens[chunks[place].first].sign == UInt8(ascii: ".")
    }

    /// Whether some words are more than marks.
    func hasWord(_ range: TextRange, _ sentence: CodedSentence) -> Bool {
        sentence.tokens.contains { $0.sign == 0 && range.overlaps($0.range) }
    }

    /// Who speaks by the grammar of the sentence; what the pieces say, where it finds nobody.
    func subject(_ position: Int, _ index: Int, _ sentence: CodedSentence, _ found: [Int]) -> [Int] {
        // "A harbour that, she says, is late", "whom he says they know": the pronoun before the verb.
        if position > 1, found.first.map({ $0 < position - 1 }) ?? true, sentence.chunks[position - 1].kind == .noun,
            sentence.chunks[position - 1].first == sentence.chunks[position - 1].last,
            grammar.has(sentence.tokens[sentence.chunks[position - 1].first].word, .heShe)
        {
            return [position - 1]
        }
        // "The man, who officials confirmed had left": the noun between "who" and the verb, before another verb.
        if position > 2, position + 1 < sentence.chunks.count, sentence.chunks[position - 1].kind == .noun,
            sentence.chunks[position - 2].kind == .relative,
            let next = sentence.chunks[position + 1].verb, !next.isParticiple, !next.isInfinitive
        {
            return [position - 1]
        }
        guard let verb = sentence.chunks[position].verb,
            let reading = trees?.reading(of: sentence.tokens[verb.head].range, index), reading.subject >= 0,
            reading.subject < position, reading.isDirect,
            sentence.chunks[reading.subject].kind == .noun, !reading.isPassive,
            found.first.map({ reading.subject < $0 }) ?? true,
            speakers.table.isQuoted(sentence.range(of: sentence.chunks[reading.subject]))
                == speakers.table.isQuoted(sentence.range(of: sentence.chunks[position]))
        else { return found }
        return found.contains(reading.subject) ? found : [reading.subject]
    }

    /// "Was quoted by the agency as saying", "quoted the minister as saying": who says, and through whom.
    private func relay(_ position: Int, _ sentence: CodedSentence, _ reader: ClauseReader) -> (
        speaker: [Int], agency: [Int]
    )? {
        guard position > 1, sentence.chunks[position].verb?.isParticiple ?? false,
            let verb = sentence.chunks[..<position].lastIndex(where: { $0.kind == .verb }), position - verb <= 8,
            let group = sentence.chunks[verb].verb, grammar.has(group.lemma, .citingVerbs),
            sentence.chunks[position - 1].word == .as || sentence.chunks[position - 1].kind == .noun
        else { return nil }
        let arguments = reader.arguments(of: verb)
        if group.isPassive {
            let by = arguments.phrases.first { $0.word == .by }?.chunks ?? []
            return arguments.subject.isEmpty ? nil : (arguments.subject, by)
        }
        return arguments.object.isEmpty ? nil : (arguments.object, arguments.subject)
    }

    private func nounAfterBy(_ position: Int, _ sentence: CodedSentence) -> [Int]? {
        guard position + 2 < sentence.chunks.count, sentence.chunks[position + 1].kind == .preposition,
            sentence.chunks[position + 1].word == .by
        else { return nil }
        return [position + 2]
    }

    /// The agency to which a source spoke: "told the state agency SANA".
    private func relays(_ arguments: ClauseArguments, _ sentence: CodedSentence) -> [Party] {
        arguments.object.flatMap { sentence.names($0) }.filter {
            $0.entry.detail == "agency" || $0.entry.detail == "paper"
        }.map { name in
            Party(
                id: name.entry.id, name: name.entry.name, country: name.entry.country, kind: .organisation,
                range: sentence.tokens[name.token].range)
        }
    }

    /// A claim in words of denial: "There has been no freeze", "Nobody will be replaced"; but "there is no doubt", "nobody is hurt" deny
    /// nothing.
    private func deniesItself(_ content: [TextRange], _ sentence: CodedSentence) -> Bool {
        guard let first = content.first else { return false }
        let opening = sentence.tokens.lazy.filter {
            $0.start >= first.start && $0.end <= min(first.end, first.start + 60) && $0.sign == 0
        }.map(\.word)
        if opening.contains(Word.neither.rawValue), opening.contains(Word.nor.rawValue) { return true }
        // "That there was no freeze": the words behind the subordinator count.
        let words = Array(opening.drop { $0 == .that }.prefix(8))
        guard words.count >= 3 else { return false }
        if words[0] == .nobody { return grammar.wordClass(words[1]) == .future }
        guard words[0] == .there, grammar.wordClass(words[1]) == .be || words[1] == .has,
            let no = words.prefix(4).firstIndex(where: { $0 == .no })
        else { return false }
        return words[no...].contains { grammar.has($0, .deniedNouns) }
    }

    private func denies(_ content: [TextRange], _ sentence: CodedSentence) -> Bool {
        guard let last = content.last else { return false }
        return sentence.tokens.contains {
            last.contains($0.range) && grammar.has($0.word, .untruths)
        }
    }

    /// Whether the verb before in the sentence denies: "dismissed …, suggesting they were an attempt".
    private func precedingStance(_ position: Int, _ sentence: CodedSentence) -> Bool {
        sentence.chunks[..<position].contains { chunk in
            guard let verb = chunk.verb, let cue = cues.verbs[verb.lemma]?.first else { return false }
            return cue.stance.isDenial
        }
    }

    /// "He", "she" or "they" of whom the text does not tell who it is.
    private func isThirdPerson(_ chunks: [Int], _ sentence: CodedSentence) -> Bool {
        chunks.contains { index in
            let chunk = sentence.chunks[index]
            guard chunk.first == chunk.last else { return false }
            let word = sentence.tokens[chunk.first].word
            if grammar.spelling(word) == "him" || grammar.spelling(word) == "them" { return false }
            return grammar.has(word, .heShe) || grammar.has(word, .they)
        }
    }

    /// The words of a source: its phrase, with its "of" phrases and its apposition.
    func sourceRange(_ chunks: [Int], _ sentence: CodedSentence, _ reader: ClauseReader) -> TextRange? {
        guard let first = chunks.first, let last = chunks.last else { return nil }
        var end = last
        while end + 2 < sentence.chunks.count, sentence.chunks[end + 1].kind == .preposition,
            sentence.chunks[end + 2].kind == .noun,
            grammar.has(sentence.chunks[end + 1].word, .sourceLinks), end - last < 6,
            sentence.chunks[end + 1].first == sentence.chunks[end].last + 1
        {
            if sentence.chunks[end + 1].word == .in, sentence.parties(end + 2).isEmpty {
                break
            }
            end += 2
        }
        return sentence.range(first, end)
    }

    private func cueRange(_ position: Int, _ cue: AttributionCue, _ sentence: CodedSentence) -> TextRange {
        let chunk = sentence.chunks[position]
        var range = sentence.range(of: chunk)
        if !cue.particle.isEmpty, chunk.last + cue.particle.count < sentence.tokens.count {
            range.end = sentence.tokens[chunk.last + cue.particle.count].end
        }
        return range
    }
}
