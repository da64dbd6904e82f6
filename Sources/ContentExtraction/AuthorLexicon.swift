internal import TextPrimitives

/// The words of by-lines, `extraction/authors.tsv`.
struct AuthorLexicon: Sendable {
    /// What a row of the table says of its words.
    enum Kind: Int, CaseIterable, Sendable {
        case classWhole
        case classEnd
        case notClass
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

        /// The kind as the table writes it.
        var written: String {
            switch self {
            case .classWhole: "class"
            case .classEnd: "class-end"
            case .notClass: "not"
            default: "\(self)"
            }
        }
    }

    /// The table that is compiled in.
    static let shared = AuthorLexicon()

    /// The words of each kind by its number, as a set and in order, the longest first.
    private let words: [Set<String>]
    private let ordered: [[String]]
    /// The words of roles with a hyphen before them, in folded UTF-8, and those of scripts without capitals.
    private let (joinedRoles, unspacedRoles): ([[UInt8]], [String])
    /// Parts of classes that are no author's, as bytes.
    private let notClasses: [[UInt8]]
    /// The ends of classes and whole classes that are an author's, by their last byte.
    private let classesByLastByte: [[(word: [UInt8], isWhole: Bool)]]
    /// The words before a name with the space behind them, in folded UTF-8, by their first byte, the longest first.
    private let leads: [[[UInt8]]]
    /// The signs and words that end a name, in UTF-8.
    let stops: [[UInt8]]

    private init() {
        let kinds = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.written, $0) })
        var ordered = [[String]](repeating: [], count: Kind.allCases.count)
        for fields in Resource.table("extraction/authors.tsv") where fields.count >= 2 {
            if let kind = kinds[fields[0]] { ordered[kind.rawValue].append(fields[1]) }
        }
        let sorted = ordered.map { words in words.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) } }
        self.ordered = sorted
        words = ordered.map { Set($0) }
        func bytes(_ kind: Kind) -> [[UInt8]] { sorted[kind.rawValue].map { Array($0.utf8) } }
        joinedRoles = bytes(.role).map { [UInt8(ascii: "-")] + $0 }
        unspacedRoles = sorted[Kind.role.rawValue].filter { $0.utf8.first.map { $0 >= 0x80 } ?? false }
        notClasses = bytes(.notClass)
        var classes = [[(word: [UInt8], isWhole: Bool)]](repeating: [], count: 256)
        for (kind, isWhole) in [(Kind.classEnd, false), (.classWhole, true)] {
            for word in bytes(kind) { if let last = word.last { classes[Int(last)].append((word, isWhole)) } }
        }
        classesByLastByte = classes
        var leads = [[[UInt8]]](repeating: [], count: 256)
        for lead in bytes(.lead) where !lead.isEmpty { leads[Int(lead[0])].append(lead + [0x20]) }
        self.leads = leads
        stops = bytes(.stop)
    }

    /// Whether some folded words are of a kind.
    func has(_ word: some StringProtocol, _ kind: Kind) -> Bool { words[kind.rawValue].contains(String(word)) }

    /// Whether a folded word ends with a role behind a hyphen: "Harbour-Redakteurin".
    func endsWithRole(_ word: String) -> Bool {
        guard word.utf8.contains(UInt8(ascii: "-")) else { return false }
        let bytes = Array(word.utf8)
        return joinedRoles.contains { bytes.count >= $0.count && bytes.suffix($0.count).elementsEqual($0) }
    }

    /// A name without the roles of scripts without blanks that end it.
    func withoutRole(_ name: String) -> String {
        guard let last = name.utf8.last, last >= 0x80 else { return name }
        var name = name
        for role in unspacedRoles where name.hasSuffix(role) && name != role {
            name = String(name.dropLast(role.count)).trimmingSpaces
        }
        return name
    }

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
        let bytes = page.span
        var offset = start
        while offset < end {
            while offset < end, bytes[offset].isASCIISpace { offset += 1 }
            var last = offset
            while last < end, !bytes[last].isASCIISpace { last += 1 }
            if last > offset, isAuthor(bytes, offset, last) {
                let value = page[start..<end].map(\.asciiLowercased)
                return !notClasses.contains { UTF8Text.contains(value, $0) }
            }
            offset = last
        }
        return false
    }

    /// Whether one name of a class is an author's: by its end, or as a whole.
    private func isAuthor(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for (word, isWhole) in classesByLastByte[Int(bytes[end - 1].asciiLowercased)] {
            let size = word.count
            guard size <= end - start, !isWhole || size == end - start else { continue }
            var same = 1
            while same < size, bytes[end - 1 - same].asciiLowercased == word[size - 1 - same] { same += 1 }
            if same >= size { return true }
        }
        return false
    }

    /// The words of a kind, the longest first.
    func all(_ kind: Kind) -> [String] { ordered[kind.rawValue] }
}
