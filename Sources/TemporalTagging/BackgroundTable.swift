internal import DocumentModel
internal import TextPrimitives

/// Well-known dates from `background/events.tsv`.
struct BackgroundTable: Sendable {
    /// What a row is good for.
    enum Kind: String, Sendable {
        /// An event that is remembered.
        case event
        /// An event that a text tells of.
        case after
        /// An office in force.
        case office
    }

    /// A row.
    struct Entry: Sendable {
        var id: String
        var kind: Kind
        /// Each group must be met by one of its words, as bits of ``BackgroundTable/words(in:)``.
        var groups: [UInt128]
        var bounds: DayBounds
        var note: String
        /// The office and its holder as one phrase.
        var phrase: String
        /// The phrase, and the phrase with a word before it that says that the office is over.
        var spellings: (held: [UInt8], over: [[UInt8]])

        /// Whether words that stand in a sentence meet all groups.
        func fits(_ words: UInt128) -> Bool {
            for group in groups where group & words == 0 { return false }
            return true
        }

        /// Whether a folded sentence gives the person the office in the present.
        func isHeld(_ sentence: [UInt8]) -> Bool {
            UTF8Text.contains(sentence, spellings.held)
                && !spellings.over.contains { UTF8Text.contains(sentence, $0) }
        }
    }

    /// The words of the table with which words of a sentence begin, one bit a word.
    ///
    /// - Complexity: O(*n*) in bytes.
    func words(in text: [UInt8], _ range: TextRange) -> UInt128 {
        var result: UInt128 = 0
        var isInside = false
        for index in range.start..<range.end {
            let byte = text[index]
            if byte >= 0x80 {
                // Accents and curly signs: the sentence is folded first.
                var folded: [UInt8] = []
                folded.reserveCapacity(range.length)
                Folding.append(text, range.start, range.end, to: &folded)
                return words(in: folded)
            }
            let isLetter = byte.isASCIILetter || byte.isASCIIDigit
            defer { isInside = isLetter }
            guard isLetter, !isInside, index + 1 < range.end else { continue }
            var word = heads[Int(byte.asciiLowercased) << 8 | Int(text[index + 1].asciiLowercased)]
            while word >= 0 {
                let spelling = spellings[Int(word)]
                if index + spelling.count <= range.end,
                    spelling.indices.allSatisfy({ text[index + $0].asciiLowercased == spelling[$0] })
                {
                    result |= 1 << UInt128(word)
                }
                word = next[Int(word)]
            }
        }
        return result
    }

    /// The same for a folded sentence.
    private func words(in sentence: [UInt8]) -> UInt128 {
        var result: UInt128 = 0
        var isInside = false
        for index in sentence.indices {
            let byte = sentence[index]
            let isLetter = byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80
            defer { isInside = isLetter }
            guard isLetter, !isInside else { continue }
            var word = index + 1 < sentence.count ? heads[Int(byte) << 8 | Int(sentence[index + 1])] : -1
            while word >= 0 {
                let spelling = spellings[Int(word)]
                if sentence[index...].starts(with: spelling) { result |= 1 << UInt128(word) }
                word = next[Int(word)]
            }
        }
        return result
    }

    /// The distinct words, at most 128.
    private let spellings: [[UInt8]]
    /// The first word that begins with two bytes, and for each word the next that does; -1 for none.
    private let heads: [Int16]
    private let next: [Int16]

    /// The rows.
    let entries: [Entry]

    /// The table that is compiled in.
    static let shared = BackgroundTable()

    private init() {
        var words: [String: Int] = [:]
        var (spellings, next) = ([[UInt8]](), [Int16]())
        var heads = [Int16](repeating: -1, count: 1 << 16)
        func bit(_ word: String) -> UInt128 {
            if let known = words[word] { return 1 << UInt128(known) }
            let bytes = Array(word.utf8)
            guard bytes.count >= 2, spellings.count < 128 else { return 0 }
            let (id, head) = (spellings.count, Int(bytes[0]) << 8 | Int(bytes[1]))
            words[word] = id
            spellings.append(bytes)
            next.append(heads[head])
            heads[head] = Int16(id)
            return 1 << UInt128(id)
        }
        entries = Resource.table("background/events.tsv").compactMap { fields in
            guard fields.count >= 6, let kind = Kind(rawValue: fields[1]) else { return nil }
            let groups = fields[2].split(separator: " ").map { $0.split(separator: "|").map(String.init) }
            let phrase = groups.map { $0[0] }.joined(separator: " ")
            return Entry(
                id: fields[0], kind: kind, groups: groups.map { group in group.reduce(0) { $0 | bit($1) } },
                bounds: DayBounds(from: CivilDay(iso: fields[3]), to: CivilDay(iso: fields[4])), note: fields[5],
                phrase: phrase,
                spellings: (
                    held: Array(phrase.utf8), over: ["former", "late"].map { Array("\($0) \(phrase)".utf8) }
                ))
        }
        (self.spellings, self.heads, self.next) = (spellings, heads, next)
    }
}
