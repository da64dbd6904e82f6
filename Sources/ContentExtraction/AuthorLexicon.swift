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
    /// The words before a name with the space behind them, in folded UTF-8, by their first byte, the longest first.
    private let leads: [[[UInt8]]]
    /// The last bytes of the words that classes of authors end with.
    private let lastBytes: [Bool]
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
        var leads = [[[UInt8]]](repeating: [], count: 256)
        for lead in bytes(.lead) where !lead.isEmpty { leads[Int(lead[0])].append(lead + [0x20]) }
        self.leads = leads
        stops = bytes(.stop)
        var lastBytes = [Bool](repeating: false, count: 256)
        for word in classEnds + classWholes { if let last = word.last { lastBytes[Int(last)] = true } }
        self.lastBytes = lastBytes
    }

    /// Whether some folded words are of a kind.
    func has(_ word: some StringProtocol, _ kind: Kind) -> Bool { words[kind]?.contains(String(word)) ?? false }

    /// Whether some folded words begin with one of those that stand before a name.
    func opensByline(_ line: [UInt8]) -> Bool { lead(of: line) != nil }

    /// The words that stand before a name and begin some folded words, with the space behind them.
    func lead(of line: [UInt8]) -> [UInt8]? {
        guard let first = line.first else { return nil }
        return leads[Int(first)].first { line.starts(with: $0) }
    }

    /// Whether words that stand before a name may begin with a byte of a line as it is.
    func mayLead(_ byte: UInt8) -> Bool { byte >= 0x80 || !leads[Int(byte.asciiLowercased)].isEmpty }

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
            if last > offset, lastBytes[Int(value[last - 1])],
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
