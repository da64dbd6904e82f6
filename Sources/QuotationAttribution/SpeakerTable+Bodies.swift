internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Bodies that a phrase names.
extension SpeakerTable {
    /// The full name of a known body, with the short one that the text uses behind it.
    private func called(_ known: NameMention, _ name: String, _ tokens: [CodeToken]) -> String {
        let short = UTF8Text.string(text, tokens[known.token].start, tokens[known.token + known.count - 1].end)
        guard known.count == 1, tokens[known.token].isAcronym, short != known.entry.name else {
            return known.entry.name
        }
        return "\(known.entry.name) (\(short))"
    }

    /// A body named by a phrase, with the head of its name.
    func body(_ position: Int, _ sentence: CodedSentence) -> (party: Party, head: UInt64)? {
        let (chunk, tokens) = (sentence.chunks[position], sentence.tokens)
        let head = tokens[chunk.last]
        guard head.sign == 0, !head.isGenitive else { return nil }
        var first = chunk.first
        while first < chunk.last, cls(tokens[first]) == .determiner || cls(tokens[first]) == .possessive { first += 1 }
        let range = TextRange(tokens[first].start, head.end)
        let name = UTF8Text.string(text, range.start, range.end)
        if let known = sentence.names(of: chunk).last(where: { $0.entry.kind == .organisation }),
            known.token + known.count == chunk.last + 1
        {
            return (
                Party(
                    id: known.entry.id, name: called(known, name, tokens),
                    country: known.entry.country.isEmpty ? nil : known.entry.country, kind: .organisation, range: range),
                head.hash
            )
        }
        let isNamed = head.isCapital && (words.has(head, .nameEnd) || head.isAcronym) && chunk.last > first
        guard words.has(head, .body) || lexicon.isGroup(head.word) || isNamed else { return nil }
        var end = position
        while end + 2 < sentence.chunks.count, end < position + 6, sentence.chunks[end + 1].kind == .preposition,
            sentence.chunks[end + 1].word == .of, sentence.chunks[end + 2].kind == .noun
        { end += 2 }
        let country = country(in: position...end, sentence)
        return (
            Party(
                id:
                    "group:\(Folding.fold(name).split(separator: " ").joined(separator: "-"))\(country.map { ":\($0)" } ?? "")",
                name: name, country: country, kind: .organisation, range: range), head.hash
        )
    }
}
