/// Whose somebody is by the words behind his office.
extension CodedSentence {
    /// How many pieces behind an office are read for its state.
    private static let reach = 10

    /// The state or body of several states that the words behind an office say it is of.
    ///
    /// As in: the ambassador in charge of trade and customs of Peru; the envoy at large of the Peruvian ministry. Words behind "to" say
    /// where an official is sent, and those behind "in" where he sits.
    ///
    /// - Parameter chunk: The piece with the office.
    /// - Returns: The code; nil when nothing behind the office says it.
    /// - Complexity: O(1).
    public func side(behind chunk: Int) -> String? {
        let grammar = Grammar.english
        var position = chunk + 1
        while position + 1 < chunks.count, position < chunk + CodedSentence.reach {
            let (link, piece) = (chunks[position], chunks[position + 1])
            guard piece.kind == .noun else { return nil }
            if link.kind == .conjunction {
                // "In charge of trade and customs", but not "of trade and the ministers of Peru".
                guard position > chunk + 1, grammar.wordClass(tokens[piece.first].word) != .determiner,
                    !tokens[piece.first...piece.last].contains(where: {
                        PartyLexicon.shared.isOffice($0.word) || PartyLexicon.shared.isGroup($0.word)
                    })
                else { return nil }
            } else if link.kind != .preposition {
                return nil
            } else if grammar.has(link.word, .ofFrom) {
                if let name = names(of: piece).first(where: { $0.entry.kind != .person && !$0.entry.country.isEmpty }) {
                    return name.entry.isNewsroomOrFirm ? nil : name.entry.country
                }
            } else if grammar.has(link.word, .inAt) {
                let isSeat = names(of: piece).contains { $0.count == piece.last - piece.first + 1 }
                guard isSeat || grammar.has(tokens[piece.first].word, .chargeWords) else { return nil }
            } else if link.word != .for {
                return nil
            }
            position += 2
        }
        return nil
    }
}
