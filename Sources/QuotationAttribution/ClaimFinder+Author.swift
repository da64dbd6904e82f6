internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// The statements of whoever signs a text.
extension ClaimFinder {
    /// A signed piece: what it commits to, accuses of and states of today is said by who signs it.
    mutating func authorClaims(_ author: Party) {
        let spoken = Set(claims.compactMap(\.evidence.first))
        let sanctions = Dictionary(
            grouping: events.filter { $0.root == .sanction && $0.status == .ongoing }, by: \.evidence.first)
        for (index, sentence) in sentences.enumerated() {
            guard !spoken.contains(sentence.range) else { continue }
            let reader = readers[index]
            for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
                guard let verb = chunk.verb, verb.isFuture, !verb.isPassive else { continue }
                let arguments = reader.arguments(of: position)
                guard let subject = arguments.subject.first,
                    sentence.parties(subject).contains(where: { $0.country == author.country })
                else { continue }
                let end =
                    arguments.end < sentence.chunks.count
                    ? sentence.tokens[sentence.chunks[min(arguments.end, sentence.chunks.count - 1)].first].start
                    : sentence.range.end
                if let span = trimmed(TextRange(sentence.range(of: sentence.chunks[subject]).start, end)) {
                    addAuthorClaim(author, .commits, span, sentence, "author.commits")
                }
            }
            if let opening = sentence.tokens.first, opening.word == .today,
                sentence.chunks.contains(where: { $0.verb?.isPresent ?? false }),
                let span = trimmed(sentence.range)
            {
                addAuthorClaim(author, .states, span, sentence, "author.states")
            }
            for event in sanctions[sentence.range, default: []]
            where !event.countries.contains(author.country ?? "") {
                guard let home = sentence.chunks.firstIndex(where: { sentence.range(of: $0).overlaps(event.trigger) })
                else { continue }
                var start = home
                while start > 1,
                    sentence.chunks[start - 1].kind == .preposition || sentence.chunks[start - 1].kind == .conjunction,
                    sentence.chunks[start - 2].kind == .noun
                { start -= 2 }
                if let span = trimmed(TextRange(sentence.range(of: sentence.chunks[start]).start, sentence.range.end)) {
                    addAuthorClaim(author, .accuses, span, sentence, "author.accuses")
                }
            }
        }
    }

    private mutating func addAuthorClaim(
        _ author: Party, _ stance: Stance, _ span: TextRange, _ sentence: CodedSentence, _ rule: String
    ) {
        var claim = Claim(stance: stance, contentSpans: [span], evidence: [sentence.range], rule: rule)
        claim.speaker = [author]
        claims.append(claim)
    }
}
