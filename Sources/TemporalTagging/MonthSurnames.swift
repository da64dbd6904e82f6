internal import TextPrimitives

/// The months that a text also has as names of persons: where it tells of a Mrs May or an Ann March, a bare "May" is hers.
struct MonthSurnames {
    /// A bit for each month that is a name somewhere in the text.
    private var named = 0

    /// Looks for months behind a title or a given name.
    ///
    /// - Complexity: O(*n*) in tokens; a text without bare months of such names is not looked through.
    init(_ matcher: TimeMatcher) {
        for index in matcher.tokens.indices.dropFirst() {
            if let month = MonthSurnames.month(at: index, matcher), MonthSurnames.isNamed(at: index, matcher) {
                named |= 1 << month
            }
        }
    }

    /// The month that a match begins with, if it is also a name and stands without a number behind it; else nil.
    static func month(of match: TimeMatch, _ matcher: TimeMatcher) -> Int? {
        let next = match.first + 1
        guard matcher.tokens[match.first].capital, matcher.tokens[safe: next]?.kind != .number else { return nil }
        return month(at: match.first, matcher)
    }

    /// Whether the month at a token is a name there: behind a title or a given name, or bare in a text that has the name.
    func isName(_ index: Int, _ month: Int, _ matcher: TimeMatcher) -> Bool {
        guard named & 1 << month != 0 else { return false }
        return MonthSurnames.isNamed(at: index, matcher) || !isDated(index, matcher)
    }

    private static func month(at index: Int, _ matcher: TimeMatcher) -> Int? {
        let token = matcher.tokens[index]
        guard token.kind == .word, token.capital else { return nil }
        return matcher.lexicon.sense(token.word, .shyMonth)?.number
    }

    /// Whether a title or a given name stands before a token: a word with a capital that no date has before its month.
    private static func isNamed(at index: Int, _ matcher: TimeMatcher) -> Bool {
        guard let previous = matcher.tokens[safe: index - 1], previous.kind == .word, matcher.tokens[index].spaced,
            matcher.tokens[safe: index + 1]?.kind != .number
        else { return false }
        return matcher.lexicon.has(previous.word, .title) || (previous.capital && previous.word < 0)
    }

    /// Whether the words around a token make a month of it whoever is named: "in May", "the end of May", "April and May".
    private func isDated(_ index: Int, _ matcher: TimeMatcher) -> Bool {
        let lexicon = matcher.lexicon
        func has(_ index: Int, _ cls: TimeClass) -> Bool {
            matcher.tokens[safe: index].map { $0.kind == .word && lexicon.has($0.word, cls) } ?? false
        }
        // "April and May", "May to July".
        if has(index - 2, .month) || has(index + 2, .month) { return true }
        if matcher.isWord(index - 1, "of") { return has(index - 2, .edgeNoun) || has(index - 2, .ordinalWord) }
        if matcher.isSign(index - 1, UInt8(ascii: "-")) { return has(index - 2, .edge) || has(index - 2, .month) }
        // "In May's cabinet" is hers; "last May's vote" is not.
        return has(index - 1, .monthLead) && (!matcher.isPossessive(index) || has(index - 1, .modifier))
    }
}
