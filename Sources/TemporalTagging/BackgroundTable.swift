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
        /// Each group must be met by one of its words, in folded UTF-8.
        var words: [[[UInt8]]]
        var bounds: DayBounds
        var note: String
        /// The office and its holder as one phrase.
        var phrase: String
        /// The phrase, and the phrase with a word before it that says that the office is over.
        var spellings: (held: [UInt8], over: [[UInt8]])

        /// Whether a folded text holds all the words.
        func fits(_ text: [UInt8]) -> Bool {
            words.allSatisfy { group in group.contains { UTF8Text.contains(text, $0) } }
        }

        /// Whether a folded sentence gives the person the office in the present.
        func isHeld(_ sentence: [UInt8]) -> Bool {
            UTF8Text.contains(sentence, spellings.held)
                && !spellings.over.contains { UTF8Text.contains(sentence, $0) }
        }
    }

    /// The rows whose words all stand somewhere in a folded text: no other can fit one of its sentences.
    ///
    /// - Complexity: O(*n* + *r*) in bytes and rows, and O(*n*) for each row of whose words the first letters stand in the text.
    func entries(in text: [UInt8]) -> [Entry] {
        let openings = Openings(text)
        return entries.indices.filter { row in
            entries[row].words.allSatisfy { group in group.contains { openings.mayHold($0) } }
                && entries[row].fits(text)
        }.map { entries[$0] }
    }

    /// Which three bytes follow each other anywhere in a text, as a set of hashes: most rows are out after one look each.
    private struct Openings {
        private var bits = [UInt64](repeating: 0, count: 1024)

        init(_ text: [UInt8]) {
            guard text.count >= 3 else { return }
            var key = UInt32(text[0]) << 8 | UInt32(text[1])
            for index in 2..<text.count {
                key = (key << 8 | UInt32(text[index])) & 0xFF_FFFF
                let slot = Openings.slot(key)
                bits[slot >> 6] |= 1 << UInt64(slot & 63)
            }
        }

        func mayHold(_ word: [UInt8]) -> Bool {
            guard word.count >= 3 else { return true }
            let slot = Openings.slot(UInt32(word[0]) << 16 | UInt32(word[1]) << 8 | UInt32(word[2]))
            return bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0
        }

        private static func slot(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 16) }
    }

    /// The rows.
    let entries: [Entry]

    /// The table that is compiled in.
    static let shared = BackgroundTable()

    private init() {
        entries = Resource.table("background/events.tsv").compactMap { fields in
            guard fields.count >= 6, let kind = Kind(rawValue: fields[1]) else { return nil }
            let groups = fields[2].split(separator: " ").map { $0.split(separator: "|").map(String.init) }
            let phrase = groups.map { $0[0] }.joined(separator: " ")
            return Entry(
                id: fields[0], kind: kind, words: groups.map { $0.map { Array($0.utf8) } },
                bounds: DayBounds(from: CivilDay(iso: fields[3]), to: CivilDay(iso: fields[4])), note: fields[5],
                phrase: phrase,
                spellings: (
                    held: Array(phrase.utf8), over: ["former", "late"].map { Array("\($0) \(phrase)".utf8) }
                ))
        }
    }
}
