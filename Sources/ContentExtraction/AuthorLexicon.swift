internal import TextPrimitives

/// The words of by-lines, `extraction/authors.tsv`.
struct AuthorLexicon: Sendable {
    /// What a row of the table says of its words.
    enum Kind: String, CaseIterable, Sendable {
        case classWhole = "class"
        case classEnd = "class-end"
        case notClass = "not"
        case lead
        case label
        case role
        case nobody
        case body
        case joiner
        case stop
        case side
        case picture
        case particle
    }

    /// The table that is compiled in.
    static let shared = AuthorLexicon()

    private let words: [Kind: Set<String>]
    private let ordered: [Kind: [String]]

    private init() {
        var ordered: [Kind: [String]] = [:]
        for fields in Resource.table("extraction/authors.tsv") where fields.count >= 2 {
            guard let kind = Kind(rawValue: fields[0]) else { continue }
            ordered[kind, default: []].append(fields[1])
        }
        self.ordered = ordered.mapValues { words in words.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) } }
        words = ordered.mapValues { Set($0) }
    }

    /// Whether some folded words are of a kind.
    func has(_ word: some StringProtocol, _ kind: Kind) -> Bool { words[kind]?.contains(String(word)) ?? false }

    /// The words of a kind, the longest first.
    func all(_ kind: Kind) -> [String] { ordered[kind] ?? [] }
}
