internal import TextPrimitives

/// Offices, honorifics and groups, from `actors/offices.tsv` and `actors/groups.tsv`.
public final class PartyLexicon: Sendable {
    /// What each word is, by word id: bits for office, honorific, group and portfolio.
    private let kinds: [UInt8]
    private static let office: UInt8 = 1
    private static let honorific: UInt8 = 2
    private static let group: UInt8 = 4
    private static let portfolio: UInt8 = 8
    /// Offices that head a state.
    let heads: Set<String>

    /// The lexicon that is compiled in.
    public static let shared = PartyLexicon()

    private init() {
        let grammar = Grammar.english
        var offices: [Int32: String] = [:]
        var portfolios: Set<Int32> = []
        var groups: [Int32: String] = [:]
        var heads: Set<String> = []
        for fields in Resource.rows("actors/offices.tsv", columns: 2) {
            let words = fields[0].split(separator: " ").map { grammar.id(String($0)) }
            guard let last = words.last, last >= 0 else { continue }
            if fields[1] == "given" || fields[1] == "title" { continue }
            if fields[1] == "portfolio" {
                portfolios.insert(last)
                continue
            }
            if offices[last] == nil || words.count == 1 { offices[last] = fields[1] }
            if fields[1] == "head", words.count == 1 { heads.insert(fields[0]) }
        }
        for fields in Resource.rows("actors/groups.tsv", columns: 2) {
            let words = fields[0].split(separator: " ").map { grammar.id(String($0)) }
            guard let last = words.last, last >= 0 else { continue }
            groups[last] = fields[1]
        }
        var kinds = [UInt8](repeating: 0, count: grammar.count)
        for (word, kind) in offices {
            if kind != "honorific" { kinds[Int(word)] |= PartyLexicon.office }
            if kind == "honorific" || kind == "rank" { kinds[Int(word)] |= PartyLexicon.honorific }
        }
        for word in groups.keys { kinds[Int(word)] |= PartyLexicon.group }
        for word in portfolios { kinds[Int(word)] |= PartyLexicon.portfolio }
        self.kinds = kinds
        self.heads = heads
    }

    private func has(_ word: Int32, _ kind: UInt8) -> Bool { word >= 0 && kinds[Int(word)] & kind != 0 }

    /// Whether a word names an office.
    public func isOffice(_ word: Int32) -> Bool { has(word, PartyLexicon.office) }

    /// Whether a word names what a minister is for: "Economy" of "Minister of Economy".
    public func isPortfolio(_ word: Int32) -> Bool { has(word, PartyLexicon.portfolio) }

    /// Whether a word is an honorific.
    public func isHonorific(_ word: Int32) -> Bool { has(word, PartyLexicon.honorific) }

    /// Whether a word names a body or group.
    public func isGroup(_ word: Int32) -> Bool { has(word, PartyLexicon.group) }

    /// The office among some title words: its token range within them, and its head word.
    func office(_ tokens: [CodeToken], _ grammar: Grammar) -> (range: Range<Int>, head: Int32)? {
        guard let last = tokens.lastIndex(where: { isOffice($0.word) }) else { return nil }
        var first = last
        while first > 0, tokens[first - 1].sign == 0, tokens[first - 1].isCapital,
            grammar.wordClass(tokens[first - 1].word) == .open, !tokens[first - 1].isGenitive
        { first -= 1 }
        return (first..<last + 1, tokens[last].word)
    }
}
