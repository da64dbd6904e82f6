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
        case noname
        case degree
        case path
    }

    /// The table that is compiled in.
    static let shared = AuthorLexicon()

    private let words: [Kind: Set<String>]
    private let ordered: [Kind: [String]]
    /// The ends of classes, whole classes and parts of classes as bytes.
    private let (classEnds, classWholes, notClasses): ([[UInt8]], [[UInt8]], [[UInt8]])
    /// The words before a name with the space behind them, in folded UTF-8, the longest first.
    let leads: [[UInt8]]
    /// The signs and words that end a name, in UTF-8.
    let stops: [[UInt8]]

    private init() {
        var ordered: [Kind: [String]] = [:]
        for fields in Resource.table("extraction/authors.tsv") where fields.count >= 2 {
            guard let kind = Kind(rawValue: fields[0]) else { continue }
            ordered[kind, default: []].append(fields[1])
        }
        self.ordered = ordered.mapValues { words in words.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) } }
        words = ordered.mapValues { Set($0) }
        let sorted = self.ordered
        func bytes(_ kind: Kind) -> [[UInt8]] { (sorted[kind] ?? []).map { Array($0.utf8) } }
        (classEnds, classWholes, notClasses) = (bytes(.classEnd), bytes(.classWhole), bytes(.notClass))
        leads = bytes(.lead).map { $0 + [0x20] }
        stops = bytes(.stop)
    }

    /// Whether some folded words are of a kind.
    func has(_ word: some StringProtocol, _ kind: Kind) -> Bool { words[kind]?.contains(String(word)) ?? false }

    /// Whether some folded words begin with one of those that stand before a name.
    func opensByline(_ line: [UInt8]) -> Bool { leads.contains { line.starts(with: $0) } }

    /// Whether the value of a class attribute names an author: one of its names does, and none speaks of a picture or a comment.
    ///
    /// - Complexity: O(*n*) in bytes, times the rows of the table.
    func marksAuthor(_ page: [UInt8], _ start: Int, _ end: Int) -> Bool {
        let value = page[start..<end].map(\.asciiLowercased)
        var offset = 0
        while offset < value.count {
            while offset < value.count, value[offset].isASCIISpace { offset += 1 }
            var last = offset
            while last < value.count, !value[last].isASCIISpace { last += 1 }
            func ends(with word: [UInt8]) -> Bool {
                guard last - offset >= word.count, value[last - 1] == word[word.count - 1] else { return false }
                let first = last - word.count
                for index in word.indices where value[first + index] != word[index] { return false }
                return true
            }
            if last > offset,
                classEnds.contains(where: ends)
                    || classWholes.contains(where: { $0.count == last - offset && ends(with: $0) })
            {
                return !notClasses.contains { UTF8Text.contains(value, $0) }
            }
            offset = last
        }
        return false
    }

    /// The words of a kind, the longest first.
    func all(_ kind: Kind) -> [String] { ordered[kind] ?? [] }
}
