internal import TextPrimitives

/// What class and id attributes say, by `extraction/classes.tsv`.
struct ClassTokens: Sendable {
    /// What a token says.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        static let drop = Marks(rawValue: 1)
        static let body = Marks(rawValue: 2)
        static let article = Marks(rawValue: 4)
        static let byline = Marks(rawValue: 8)
        static let date = Marks(rawValue: 16)
        static let lead = Marks(rawValue: 32)
        /// Words below a picture, or who made it.
        static let caption = Marks(rawValue: 64)
    }

    /// The marks of each token by its hash, and a bit beyond them for layout prefixes.
    private let table: HashIndex
    private let sides: Set<String>
    private static let layoutPrefix: Int32 = 1 << 16
    private static let isWhole: Int32 = 1 << 17

    /// The table that is compiled in.
    static let shared = ClassTokens()

    private init() {
        var marks: [String: Marks] = [:]
        var wholes: Set<String> = []
        var sides: Set<String> = []
        for fields in Resource.rows("extraction/classes.tsv", columns: 2) {
            let mark: Marks =
                switch fields[1] {
                case "drop": .drop
                case "body": .body
                case "article": .article
                case "byline": .byline
                case "lead": .lead
                case "caption": [.caption, .drop]
                case "whole": .drop
                case "side": []
                default: .date
                }
            marks[fields[0], default: []].formUnion(mark)
            if fields[1] == "whole" { wholes.insert(fields[0]) }
            if fields[1] == "side" { sides.insert(fields[0]) }
        }
        var table = HashIndex(capacity: marks.count + 16)
        for (token, mark) in marks {
            table.set(
                ClassTokens.hash(Array(token.utf8)),
                Int32(mark.rawValue) | (wholes.contains(token) ? ClassTokens.isWhole : 0))
        }
        for prefix in ["l", "has", "no", "with", "is", "js", "col"] {
            let hash = ClassTokens.hash(Array(prefix.utf8))
            table.set(hash, ClassTokens.layoutPrefix | max(0, table.value(hash)))
        }
        self.table = table
        self.sides = sides
    }

    /// Whether the first name of an attribute's value says that the element stands beside the article.
    func isSide(_ value: String) -> Bool {
        value.split(separator: " ").first.map { sides.contains($0.lowercased()) } ?? false
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(0xcbf2_9ce4_8422_2325) { step($0, $1) } }

    @inline(__always)
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01b3
    }

    /// The marks of an attribute's value.
    ///
    /// Names are cut at marks, digits and capitals. Prefixes that only lay out ("l-sidebar-fixed", "has-sidebar", "no-ads",
    /// "with-comments") say nothing of the element itself.
    ///
    /// - Complexity: O(*n*) in bytes; only the first twelve names count.
    func marks(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Marks {
        var result: Marks = []
        var offset = start
        var names = 0
        while offset < end, names < 12 {
            while offset < end, bytes[offset].isASCIISpace { offset += 1 }
            var last = offset
            while last < end, !bytes[last].isASCIISpace { last += 1 }
            if last == offset { break }
            names += 1
            // "print:hidden", "md:sidebar": a condition before a colon tells of another screen, or of paper.
            let isVariant = bytes[offset..<last].contains(UInt8(ascii: ":")) && bytes[offset] != UInt8(ascii: "[")
            if !isVariant { result.formUnion(name(bytes, offset, last)) }
            offset = last
        }
        return result
    }

    private func name(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Marks {
        let empty: UInt64 = 0xcbf2_9ce4_8422_2325
        var (whole, joined, token) = (empty, empty, empty)
        var tokens = 0
        var found: Int32 = 0
        var isLayout = false
        var previousIsLower = false
        func look(_ hash: UInt64) -> Int32 { max(0, table.value(hash)) }
        func close() {
            guard token != empty else { return }
            let value = look(token)
            if tokens == 0, value & ClassTokens.layoutPrefix != 0 { isLayout = true }
            if value & ClassTokens.isWhole == 0 { found |= value }
            tokens += 1
            token = empty
        }
        for offset in start..<end {
            let byte = bytes[offset]
            whole = ClassTokens.step(whole, byte)
            let isLetter = byte.isASCIILetter || byte >= 0x80
            if !isLetter || byte.isASCIIUpper && previousIsLower { close() }
            if isLetter {
                token = ClassTokens.step(token, byte)
                joined = ClassTokens.step(joined, byte)
            }
            previousIsLower = isLetter && !byte.isASCIIUpper
        }
        close()
        if isLayout { found = 0 } else if tokens > 1 { found |= look(joined) }
        return Marks(rawValue: UInt8(truncatingIfNeeded: found | look(whole)))
    }
}
