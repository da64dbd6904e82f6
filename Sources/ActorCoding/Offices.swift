public import DocumentModel
internal import TextPrimitives

/// Whether words name offices and bodies, for other modules.
public enum Offices {
    /// Whether a word names an office: "minister".
    public static func isOffice(_ word: Int32) -> Bool { PartyLexicon.shared.isOffice(word) }

    /// Whether a word names an office, an honorific, a body or what a minister is for.
    public static func isTitle(_ word: Int32) -> Bool {
        let lexicon = PartyLexicon.shared
        return lexicon.isOffice(word) || lexicon.isHonorific(word) || lexicon.isGroup(word)
    }

    /// Whether a word names a body or a group.
    public static func isGroup(_ word: Int32) -> Bool { PartyLexicon.shared.isGroup(word) }

    /// Whoever has an office and no name, called by the words that tell it.
    ///
    /// - Parameters:
    ///   - name: The words: "trade minister of Ghana".
    ///   - country: His state, nil when it is not known.
    ///   - office: The head of the words: "minister".
    ///   - range: Where they stand.
    public static func holder(_ name: String, country: String?, office: String, range: TextRange) -> Party {
        let words = Folding.fold(name).split(separator: " ").joined(separator: "-")
        return Party(
            id: "\(Party.officePrefix)\(words)\(country.map { ":\($0)" } ?? "")", name: name, country: country,
            kind: .office,
            office: office, range: range)
    }

    /// Whether a word tells one office or ministry from another of the same head: "trade", "deputy".
    public static func isDuty(_ word: Int32) -> Bool {
        let grammar = Grammar.english
        return grammar.has(word, .dutyWords) || grammar.has(word, .rankWords)
    }

    /// Whether an office told with some duties can be one that was told with others before: "the minister" can be any, "the trade
    /// minister" no foreign minister, and neither of "the minister" and "the deputy minister" the other.
    ///
    /// - Parameters:
    ///   - duties: The words for which ``isDuty(_:)`` holds, of the phrase that is to be understood.
    ///   - before: Those of what it may mean.
    public static func isSame(_ duties: Set<Int32>, before: Set<Int32>) -> Bool {
        let grammar = Grammar.english
        func ranks(_ words: Set<Int32>) -> Set<Int32> { words.filter { grammar.has($0, .rankWords) } }
        if duties.isEmpty { return true }
        if ranks(duties) != ranks(before) { return false }
        return before.isEmpty || duties.isSubset(of: before)
    }
}
