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

    /// What the table has for a text.
    struct Finding {
        /// The rows whose words all stand in the text.
        var entries: [Entry]
        /// Where they stand, in text order.
        fileprivate var hits: [Hit]

        /// The words that begin in a range, one bit each.
        ///
        /// - Complexity: O(log *h* + *k*) in hits of the text and of the range.
        func words(in range: TextRange) -> UInt128 {
            var (low, high) = (0, hits.count)
            while low < high {
                let middle = (low + high) / 2
                if hits[middle].offset < range.start { low = middle + 1 } else { high = middle }
            }
            var result: UInt128 = 0
            while low < hits.count, hits[low].offset < range.end {
                result |= hits[low].words
                low += 1
            }
            return result
        }
    }

    /// The rows whose words all stand in one paragraph of a text, or nil when there are none.
    ///
    /// - Complexity: O(*t*) in tokens.
    func found(in text: [UInt8], _ tokens: [TimeToken]) -> Finding? {
        let hits = hits(of: tokens, in: text)
        var (paragraphs, hit) = ([UInt128](), 0)
        for token in tokens where token.kind == .paragraph || token.end == tokens.last?.end {
            var held: UInt128 = 0
            while hit < hits.count, hits[hit].offset < Int(token.end) {
                held |= hits[hit].words
                hit += 1
            }
            if held != 0 { paragraphs.append(held) }
        }
        let entries = entries.filter { entry in paragraphs.contains { entry.fits($0) } }
        return entries.isEmpty ? nil : Finding(entries: entries, hits: hits)
    }

    /// Where a word of the table begins in a text.
    fileprivate struct Hit {
        /// The byte of the text.
        var offset: Int
        /// The words that begin there, one bit each.
        var words: UInt128
    }

    /// The words of the table with which tokens of a text begin, in text order.
    private func hits(of tokens: [TimeToken], in text: [UInt8]) -> [Hit] {
        let bytes = text.span
        var result: [Hit] = []
        var isGlued = false
        for token in tokens {
            guard token.kind == .word, token.end - token.start >= 2, !(isGlued && !token.spaced) else {
                isGlued = token.kind == .number
                continue
            }
            isGlued = false
            let start = Int(token.start)
            var found: UInt128 = 0
            if bytes[start] < 0x80, bytes[start + 1] < 0x80 {
                var word = first(bytes[start], bytes[start + 1])
                while word >= 0 {
                    if begins(text, start, with: spellings[word]) { found |= 1 << UInt128(word) }
                    word = Int(next[word])
                }
            } else {
                if isASCII, Folding.staysBeyondASCII(text, start) { continue }
                // Its first two letters tell whether any word can begin it.
                var cut = min(Int(token.end), start + 12)
                while cut > start, cut < text.count, bytes[cut].isUTF8Continuation { cut -= 1 }
                var folded = folded(text, start, cut)
                if folded.count >= 2, first(folded[0], folded[1]) < 0 { continue }
                folded = self.folded(text, start, Int(token.end))
                guard folded.count >= 2 else { continue }
                var word = first(folded[0], folded[1])
                while word >= 0 {
                    if folded.starts(with: spellings[word]) { found |= 1 << UInt128(word) }
                    word = Int(next[word])
                }
            }
            if found != 0 { result.append(Hit(offset: start, words: found)) }
        }
        return result
    }

    @inline(__always)
    private func first(_ first: UInt8, _ second: UInt8) -> Int { Int(heads[BackgroundTable.head(first, second)]) }

    @inline(__always)
    private static func head(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }

    /// Whether the text from an offset begins with a word; accents and curly signs are folded.
    private func begins(_ text: [UInt8], _ start: Int, with word: [UInt8]) -> Bool {
        guard start + word.count <= text.count else { return false }
        for index in word.indices {
            let byte = text[start + index]
            if byte >= 0x80 { return folded(text, start, min(text.count, start + 3 * word.count)).starts(with: word) }
            if byte.asciiLowercased != word[index] { return false }
        }
        return true
    }

    private func folded(_ text: [UInt8], _ start: Int, _ end: Int) -> [UInt8] {
        var result: [UInt8] = []
        Folding.append(text, start, end, to: &result)
        return result
    }

    /// The distinct words, at most 128.
    private let spellings: [[UInt8]]
    /// Whether all of them begin with a letter of ASCII.
    private let isASCII: Bool
    /// The first word that begins with two letters, or others of their head, and for each word the next that does; -1 for none.
    private let heads: [Int16]
    private let next: [Int16]

    /// The rows.
    let entries: [Entry]

    /// The table that is compiled in.
    static let shared = BackgroundTable()

    private init() {
        var words: [String: Int] = [:]
        var (spellings, next) = ([[UInt8]](), [Int16]())
        var heads = [Int16](repeating: -1, count: 1 << 10)
        func bit(_ word: String) -> UInt128 {
            if let known = words[word] { return 1 << UInt128(known) }
            let bytes = Array(word.utf8)
            guard bytes.count >= 2, spellings.count < 128 else { return 0 }
            let (id, head) = (spellings.count, BackgroundTable.head(bytes[0], bytes[1]))
            words[word] = id
            spellings.append(bytes)
            next.append(heads[head])
            heads[head] = Int16(id)
            return 1 << UInt128(id)
        }
        entries = Resource.rows("background/events.tsv", columns: 6) { fields throws(ResourceFault) -> Entry in
            let groups = fields[2].split(separator: " ").map { $0.split(separator: "|").map(String.init) }
            let phrase = groups.map { $0[0] }.joined(separator: " ")
            return Entry(
                id: fields[0], kind: try fields.value(1),
                groups: groups.map { group in group.reduce(0) { $0 | bit($1) } },
                bounds: DayBounds(from: CivilDay(iso: fields[3]), to: CivilDay(iso: fields[4])), note: fields[5],
                phrase: phrase,
                spellings: (
                    held: Array(phrase.utf8), over: ["former", "late"].map { Array("\($0) \(phrase)".utf8) }
                ))
        }
        (self.spellings, self.heads, self.next) = (spellings, heads, next)
        isASCII = spellings.allSatisfy { $0[0] < 0x80 }
    }
}
