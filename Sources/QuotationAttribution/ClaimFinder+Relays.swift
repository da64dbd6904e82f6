internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Relays and cues that are nouns.
extension ClaimFinder {
    /// "According to X, …" and "…, according to X, citing Y".
    mutating func accordingTo(_ index: Int, _ sentence: CodedSentence) {
        for (position, token) in sentence.tokens.enumerated() where position + 1 < sentence.tokens.count {
            guard token.word == .according,
                grammar.wordClass(sentence.tokens[position + 1].word) == .to
            else { continue }
            guard let source = sentence.chunks.firstIndex(where: { $0.kind == .noun && $0.first >= position + 2 })
            else { continue }
            var end = source
            while end + 2 < sentence.chunks.count, sentence.chunks[end + 1].kind == .preposition,
                sentence.chunks[end + 1].word == .of, sentence.chunks[end + 2].kind == .noun
            { end += 2 }
            let cue = TextRange(token.start, sentence.tokens[position + 1].end)
            var via: [Party] = []
            var afterRelay = end + 1
            // ", which cited Y", ", quoting Y": the source's own source.
            var probe = end + 1
            while probe < sentence.chunks.count, probe < end + 6 {
                if let verb = sentence.chunks[probe].verb {
                    if grammar.has(verb.lemma, .citingVerbs) {
                        var noun = probe + 1
                        while noun < sentence.chunks.count, sentence.chunks[noun].kind != .noun { noun += 1 }
                        if noun < sentence.chunks.count {
                            via += speakers.resolve([noun], index)
                            afterRelay = noun + 1
                        }
                    }
                    break
                }
                probe += 1
            }
            let contents: [TextRange]
            if position == 0 {
                // The content follows the source.
                guard
                    let start = sentence.chunks[min(afterRelay, sentence.chunks.count - 1)...].first(where: {
                        $0.kind == .noun || $0.kind == .quote
                    })
                else { continue }
                contents = [TextRange(sentence.tokens[start.first].start, sentence.range.end)]
            } else {
                let before = TextRange(sentence.range.start, token.start)
                let rest =
                    afterRelay < sentence.chunks.count
                    ? TextRange(sentence.tokens[sentence.chunks[afterRelay].first].start, sentence.range.end) : nil
                let isInserted = rest.map { $0.length > 12 } ?? false
                contents = isInserted ? [before, rest].compactMap { $0 } : [before]
            }
            let spans = contents.compactMap { trimmed($0) }
            guard !spans.isEmpty else { continue }
            var claim = Claim(stance: .says, contentSpans: spans, evidence: [sentence.range], rule: "cue.according-to")
            let speaker = speakers.resolve([source], index)
            guard !speaker.isEmpty else { continue }
            claim.speaker = speaker
            if sentence.names(source).contains(where: {
                $0.entry.detail == "agency" || $0.entry.detail == "paper"
            }) {
                claim.stance = .reports
            }
            claim.sourceSpan = sentence.range(source, end)
            claim.cueSpan = cue
            claim.via = unique(via)
            // "According to the agency, which cited the minister": the minister speaks, through the agency.
            if let cited = via.first, !isAgency(cited), isAgency(speaker[0]) || speaker[0].kind != .office {
                (claim.speaker, claim.via) = ([cited], speaker)
            }
            claims.append(claim)
        }
    }

    /// Whether a party is an agency, a paper or what they write.
    func isAgency(_ party: Party) -> Bool {
        guard party.kind == .organisation, let entry = Gazetteer.shared.entry(named: party.name) else { return false }
        return entry.detail == "agency" || entry.detail == "paper"
    }

    /// "Concerns have been raised by X regarding Y".
    mutating func nounCues(_ index: Int, _ sentence: CodedSentence, _ reader: ClauseReader) {
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            guard let verb = chunk.verb, grammar.has(verb.lemma, .raisingVerbs),
                verb.isPassive
            else { continue }
            let arguments = reader.arguments(of: position)
            guard
                arguments.subject.contains(where: {
                    holds($0, .concernNouns, sentence)
                }),
                let by = arguments.phrases.first(where: { $0.word == .by })?.chunks,
                let source = sourceRange(by, sentence, reader),
                let matter = arguments.phrases.first(where: {
                    grammar.has($0.word, .concernLinks)
                }), let first = matter.chunks.first
            else { continue }
            let content = TextRange(sentence.tokens[sentence.chunks[first].first].start, sentence.range.end)
            guard let span = trimmed(content) else { continue }
            var claim = Claim(
                stance: .alleges, contentSpans: [span], evidence: [sentence.range], rule: "cue.noun-concern")
            claim.speaker = speakers.resolve(by, index)
            claim.sourceSpan = source
            claim.cueSpan = TextRange(
                sentence.tokens[sentence.chunks[arguments.subject[0]].first].start, sentence.range(of: chunk).end)
            claims.append(claim)
        }
    }

    private func holds(_ chunk: Int, _ list: WordList, _ sentence: CodedSentence) -> Bool {
        let piece = sentence.chunks[chunk]
        return (piece.first...piece.last).contains { grammar.has(sentence.tokens[$0].word, list) }
    }
}
