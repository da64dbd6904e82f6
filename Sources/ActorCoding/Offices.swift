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
}
