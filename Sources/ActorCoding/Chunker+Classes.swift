/// The class of each word as its neighbours make it.
extension Chunker {
    func cls(_ index: Int) -> WordClass {
        guard index >= 0, index < tokens.count, tokens[index].sign == 0 else { return .open }
        let result = grammar.wordClass(tokens[index].word)
        // "May 14": the month, not the verb.
        if result == .subordinator, index > 0, grammar.wordClass(tokens[index - 1].word) == .preposition,
            tokens[index].word == .that
        {
            return .determiner
        }
        if result == .open, isAdverb(index) { return .adverb }
        if result == .maybe, tokens[index].isCapital,
            index > 0 || (index + 1 < tokens.count && tokens[index + 1].isNumber) || opensBeforePast(index)
        {
            return .open
        }
        return result
    }

    /// "May spoke", "May has left": no modal stands before a past tense or an auxiliary with "-s".
    private func opensBeforePast(_ index: Int) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].sign == 0, !tokens[index + 1].isCapital else { return false }
        let next = tokens[index + 1].word
        if grammar.has(next, .finiteAuxiliaries) { return true }
        guard let verb = grammar.verb(next) else { return false }
        return (verb.form == .past || verb.form == .pastOrParticiple || verb.form == .third) && verb.lemma != next
    }

    /// A small word in -ly that is no verb and none of the few nouns in -ly.
    private func isAdverb(_ index: Int) -> Bool {
        let token = tokens[index]
        guard !token.isCapital, token.end - token.start > 4, text[token.end - 1] == UInt8(ascii: "y"),
            text[token.end - 2] == UInt8(ascii: "l"), grammar.verb(token.word) == nil, !isInsideName(index)
        else { return false }
        return !grammar.has(token.word, .nounsInLy)
    }
}
