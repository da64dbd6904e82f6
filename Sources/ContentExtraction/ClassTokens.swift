internal import HTMLParsing
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
    /// The lengths of the table's tokens by their first and last bytes, as bits: most names of a page are told from them.
    private let lengths: [UInt32]
    private let sides: HashIndex
    private static let layoutPrefix: Int32 = 1 << 16
    private static let isWhole: Int32 = 1 << 17
    private static let prefixes = ["l", "has", "no", "with", "is", "js", "col"]

    /// The table that is compiled in.
    static let shared = ClassTokens()

    private init() {
        var marks: [String: Marks] = [:]
        var wholes: Set<String> = []
        var sides = HashIndex(capacity: 64)
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
            if fields[1] == "side" { sides.set(ClassTokens.hash(Array(fields[0].utf8)), 1) }
        }
        var table = HashIndex(capacity: marks.count + 16)
        for (token, mark) in marks {
            table.set(
                ClassTokens.hash(Array(token.utf8)),
                Int32(mark.rawValue) | (wholes.contains(token) ? ClassTokens.isWhole : 0))
        }
        for prefix in ClassTokens.prefixes {
            let hash = ClassTokens.hash(Array(prefix.utf8))
            table.set(hash, ClassTokens.layoutPrefix | max(0, table.value(hash)))
        }
        var lengths = [UInt32](repeating: 0, count: 1 << 10)
        for token in marks.keys + ClassTokens.prefixes {
            let bytes = Array(token.utf8)
            if let first = bytes.first, let last = bytes.last {
                lengths[ClassTokens.shape(first, last)] |= 1 << UInt32(min(bytes.count, 31))
            }
        }
        self.lengths = lengths
        self.table = table
        self.sides = sides
    }

    /// Whether the first name of an attribute's value says that the element stands beside the article.
    ///
    /// - Complexity: O(*n*) in bytes.
    func isSide(_ page: [UInt8], _ start: Int, _ end: Int) -> Bool {
        let bytes = page.span
        var first = start
        while first < end, bytes[first] == 0x20 { first += 1 }
        var (last, hash) = (first, ClassTokens.hash([]))
        while last < end, bytes[last] != 0x20 {
            // What is no plain name may be another when it is decoded.
            if bytes[last] >= 0x80 || bytes[last] == UInt8(ascii: "&") { return isSideDecoded(page, start, end) }
            hash = ClassTokens.step(hash, bytes[last])
            last += 1
        }
        return sides.value(hash) > 0
    }

    private func isSideDecoded(_ page: [UInt8], _ start: Int, _ end: Int) -> Bool {
        let value = String(decoding: HTMLText.decoded(page, start, end, inAttribute: true), as: UTF8.self)
        return value.words.first.map { name in
            sides.value(ClassTokens.hash(Array(name.lowercased().utf8))) > 0
        } ?? false
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
    func marks(_ page: [UInt8], _ start: Int, _ end: Int) -> Marks {
        var result: Marks = []
        let table = ByteClass.table
        let (bytes, classes) = (page.span, table.span)
        var offset = start
        var names = 0
        while offset < end, names < 12 {
            while offset < end, bytes[offset].isASCIISpace { offset += 1 }
            var last = offset
            // "print:hidden", "md:sidebar": a condition before a colon tells of another screen, or of paper.
            var hasColon = false
            while last < end {
                let byte = bytes[last]
                if byte.isASCIISpace { break }
                if byte == UInt8(ascii: ":") { hasColon = true }
                last += 1
            }
            if last == offset { break }
            names += 1
            if !hasColon || bytes[offset] == UInt8(ascii: "[") { result.formUnion(name(bytes, offset, last, classes)) }
            offset = last
        }
        return result
    }

    @inline(__always)
    private static func shape(_ first: UInt8, _ last: UInt8) -> Int { Int(first & 31) << 5 | Int(last & 31) }

    /// What the table has for the letters of a range, or for all its bytes; 0 for nothing.
    ///
    /// The bytes are read only where the table has a name of this shape.
    private func value(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, count: Int) -> Int32 {
        let shape = ClassTokens.shape(bytes[start], bytes[end - 1])
        guard lengths[shape] & (1 << UInt32(min(count, 31))) != 0 else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let isJoined = count < end - start
        for offset in start..<end {
            let byte = bytes[offset]
            if !isJoined || byte.isASCIILetter || byte >= 0x80 { hash = ClassTokens.step(hash, byte) }
        }
        return max(0, table.value(hash))
    }

    private func name(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ classes: Span<UInt8>) -> Marks {
        var tokens = 0
        var (found, value): (Int32, Int32) = (0, 0)
        var isLayout = false
        var previousIsLower = false
        // Where the token begins, -1 between tokens; the first letter of all, the one behind the last, and how many there are.
        var token = -1
        var (first, last, letters) = (start, start, 0)
        for offset in start...end {
            // What ends the last token stands behind the name.
            let cls = offset < end ? classes[Int(bytes[offset])] : 0
            let isLetter = cls & ByteClass.letter != 0
            let isUpper = cls & ByteClass.upper != 0
            if token >= 0, !isLetter || isUpper && previousIsLower {
                value = self.value(bytes, token, offset, count: offset - token)
                if tokens == 0, value & ClassTokens.layoutPrefix != 0 { isLayout = true }
                if value & ClassTokens.isWhole == 0 { found |= value }
                if tokens == 0 { first = token }
                last = offset
                letters += offset - token
                tokens += 1
                token = -1
            }
            if isLetter, token < 0 { token = offset }
            previousIsLower = isLetter && !isUpper
        }
        if isLayout {
            found = 0
        } else if tokens > 1 {
            found |= self.value(bytes, first, last, count: letters)
        }
        // A name of one token, and of nothing else, has been looked up.
        if tokens != 1 || letters != end - start { value = self.value(bytes, start, end, count: end - start) }
        return Marks(rawValue: UInt8(truncatingIfNeeded: found | value))
    }
}
