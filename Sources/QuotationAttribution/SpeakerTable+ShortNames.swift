internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Names of one word: of persons whom the text calls by no other, and of bodies that it has named with more.
extension SpeakerTable {
    /// Notes the words that a sentence uses as the whole name of a person.
    mutating func noteLone(_ sentence: CodedSentence) {
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .noun {
            let token = sentence.tokens[chunk.last]
            guard token.isCapital, token.word < 0, !token.isAcronym, !token.isGenitive, token.sign == 0,
                sentence.names(of: chunk).isEmpty, sentence.place(of: chunk) == nil
            else { continue }
            // "A member of the Harbour who sits there".
            if position > 0, sentence.chunks[position - 1].kind == .preposition { continue }
            let before = sentence.tokens[chunk.first..<chunk.last]
            // "A furious Huanca": only a person is called so.
            let isDescribed =
                before.count == 2 && grammar.has(before[before.startIndex].word, .articlesA)
                && !before[before.startIndex + 1].isCapital
                && sentence.chunks.dropFirst(position + 1).prefix(3).contains {
                    $0.verb.map { CueLexicon.english.verbs[$0.lemma] != nil && !$0.isPassive } ?? false
                }
            guard before.isEmpty || isDescribed else { continue }
            if isDescribed || isPersonal(position, sentence) { lone.insert(token.hash) }
        }
    }

    /// Whether what follows a name says that it is a person's: ", who", "himself".
    private func isPersonal(_ position: Int, _ sentence: CodedSentence) -> Bool {
        let next = sentence.tokens.dropFirst(sentence.chunks[position].last + 1).prefix(2)
        guard let first = next.first else { return false }
        if grammar.has(first.word, .selfWords) { return true }
        return next.contains { grammar.has($0.word, .personRelatives) }
            && (grammar.has(first.word, .personRelatives) || first.sign == UInt8(ascii: ","))
    }

    /// Keeps a body of several capitals by its first word: "Harborside" of "Harborside International".
    mutating func noteShort(_ party: Party) {
        let words = party.name.split(separator: " ")
        guard words.count >= 2, let first = words.first, words[1].utf8.first.map(\.isASCIIUpper) ?? false,
            first.utf8.count >= 5, first.utf8.first.map(\.isASCIIUpper) ?? false,
            party.id.hasPrefix("org:") || party.country != nil, grammar.id(String(first).lowercased()) < 0,
            Gazetteer.shared.entry(named: String(first)) == nil
        else { return }
        short[CodeToken.hash(of: String(first))] = party
    }
}
