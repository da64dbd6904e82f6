internal import TextPrimitives

/// The words of texts as hashes with their places, in columns; a buffer that is used again and again.
struct WordBuffer: Sendable {
    /// The folded hash of each word; only the first ``count`` are in use, here and below.
    fileprivate(set) var hashes: [UInt32] = []
    /// Where each word stands and what is to be said of it: 32 bits of start, 24 of length, 8 of marks.
    fileprivate var places: [UInt64] = []
    /// The mark of a word that stands inside quotation marks.
    static let inQuotation: UInt8 = 1
    /// The mark of a word that begins with a capital letter or a digit.
    static let name: UInt8 = 2
    /// The mark of a sign in a script without spaces.
    static let sign: UInt8 = 4
    /// The number of words.
    fileprivate(set) var count = 0

    /// The first byte of a word, from its text's start.
    @inline(__always)
    func start(_ index: Int) -> Int { Int(places[index] & 0xFFFF_FFFF) }

    /// The byte after a word, from its text's start.
    @inline(__always)
    func end(_ index: Int) -> Int { Int(places[index] & 0xFFFF_FFFF) + Int(places[index] >> 32 & 0xFF_FFFF) }

    /// Whether a word has a mark.
    @inline(__always)
    func has(_ mark: UInt8, _ index: Int) -> Bool { places[index] >> 56 & UInt64(mark) != 0 }

    /// What counts as vocabulary at a word: the word, or in a script without spaces the pair of signs that ends there.
    @inline(__always)
    func vocabulary(_ index: Int) -> UInt32 {
        guard has(WordBuffer.sign, index), index > 0 else { return hashes[index] }
        return (hashes[index - 1] &* 0x9e37_79b1) ^ hashes[index]
    }

    /// Whether a document, by seven of its words, is in a script without spaces.
    func isInSigns(_ range: Range<Int>) -> Bool {
        guard range.count >= 8 else { return false }
        let marked = (1...7).count { has(WordBuffer.sign, range.lowerBound + range.count * $0 / 8) }
        return marked >= 4
    }

    /// Forgets all words and keeps the memory.
    mutating func removeAll() { count = 0 }

    /// Makes room for the words of so many bytes.
    fileprivate mutating func grow(bytes: Int) {
        let needed = count + bytes / 2 + 2
        if hashes.count >= needed { return }
        let more = max(needed, hashes.count * 2) - hashes.count
        hashes.append(contentsOf: repeatElement(0, count: more))
        places.append(contentsOf: repeatElement(0, count: more))
    }
}

/// Cuts text into words by bytes: runs of letters and digits, and single code points in scripts without spaces.
///
/// Words of ASCII letters are found eight bytes at a time; a word with any other letter goes through its code points.
struct WordScanner {
    /// Classes: 1 part of a word in ASCII, 2 first byte of a longer scalar, 4 quotation mark.
    private static let classes: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        if byte.isASCIILetter || byte.isASCIIDigit { return 1 }
        if byte >= 0x80 { return 2 }
        return byte == UInt8(ascii: "\"") ? 4 : 0
    }

    /// The zero bytes that must follow a text, so that eight bytes can be read at any of its offsets.
    static let padding = 8

    /// Appends the words of a part of a buffer.
    ///
    /// - Parameters:
    ///   - text: The buffer; ``padding`` zero bytes stand after its last text.
    ///   - range: The part.
    ///   - base: Subtracted from the offsets that are stored.
    ///   - words: The words are appended here.
    /// - Complexity: O(*n*) in bytes.
    static func scan(_ text: Span<UInt8>, _ range: Range<Int>, base: Int, into words: inout WordBuffer) {
        words.grow(bytes: range.count)
        let table = classes
        let cls = table.span
        let raw = unsafe text.bytes
        var used = words.count
        // The columns are taken out of the buffer, so that they can be written side by side.
        var hashColumn = exchange(&words.hashes, with: [])
        var placeColumn = exchange(&words.places, with: [])
        defer { (words.hashes, words.places) = (hashColumn, placeColumn) }
        var hashes = hashColumn.mutableSpan
        var places = placeColumn.mutableSpan
        var offset = range.lowerBound
        let end = range.upperBound
        var inQuotes: UInt8 = 0
        while offset < end {
            let start = offset
            var hash: UInt64 = 0
            var mark = inQuotes
            let bytes = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let small = bytes | 0x2020_2020_2020_2020
            var length = wordLength(bytes, small)
            // Most words are short and followed by one space.
            if length &- 1 < 7 as UInt,
                UInt8(truncatingIfNeeded: bytes &>> UInt64(truncatingIfNeeded: length &* 8)) == 0x20
            {
                let kept = small & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
                let first = kept &* 0x9e37_79b9_7f4a_7c15
                let hash = (first ^ first >> 32) &* 0x9e37_79b9_7f4a_7c15
                if bytes & 0xFF < 0x61 { mark |= WordBuffer.name }
                unsafe hashes[unchecked: used] = UInt32(truncatingIfNeeded: hash >> 32)
                unsafe places[unchecked: used] =
                    UInt64(truncatingIfNeeded: start &- base) | UInt64(truncatingIfNeeded: length) << 32
                    | UInt64(mark) << 56
                used &+= 1
                offset = start &+ Int(bitPattern: length) &+ 1
                continue
            }
            if length == 0 {
                let kind = unsafe cls[unchecked: Int(bytes & 0xFF)]
                if kind != 2 {
                    if kind == 4 { inQuotes ^= WordBuffer.inQuotation }
                    offset &+= 1
                    continue
                }
            } else {
                // In ASCII, capital letters and digits stand below the small letters.
                if bytes & 0xFF < 0x61 { mark |= WordBuffer.name }
                let kept = length == 8 ? small : small & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
                hash = kept &* 0x9e37_79b9_7f4a_7c15
                hash ^= hash >> 32
                offset &+= Int(bitPattern: length)
                while length == 8 {
                    let bytes = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    let small = bytes | 0x2020_2020_2020_2020
                    length = wordLength(bytes, small)
                    let kept = length == 8 ? small : small & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
                    hash = (hash ^ kept) &* 0x9e37_79b9_7f4a_7c15
                    hash ^= hash >> 32
                    offset &+= Int(bitPattern: length)
                }
                // A sentinel of zero bytes ends every text; a part may end inside a word.
                if offset > end { offset = end }
            }
            if offset < end, unsafe cls[unchecked: Int(text[unchecked: offset])] == 2 {
                // A word with letters beyond ASCII, or a sign.
                let (value, length) = scalar(text, offset, end)
                if isQuote(value), start == offset {
                    let opens =
                        value == 0x201C || value == 0xAB || value == 0x300C
                        || (value != 0x201D && value != 0xBB && value != 0x300D && inQuotes == 0)
                    inQuotes = opens ? WordBuffer.inQuotation : 0
                    offset += length
                    continue
                }
                let letter = isLetter(value)
                if start == offset, !letter {
                    offset += length
                    continue
                }
                if start == offset, isIdeograph(value) {
                    hash = StableHash.mix(UInt64(value)) << 16
                    mark |= WordBuffer.sign
                    offset += length
                } else if letter, !isIdeograph(value) {
                    (hash, offset) = mixedWord(text, start, end, cls)
                    if folded(value) != value, start != offset { mark |= WordBuffer.name }
                }
            }
            unsafe hashes[unchecked: used] = UInt32(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> 32)
            unsafe places[unchecked: used] =
                UInt64(truncatingIfNeeded: start &- base) | UInt64(truncatingIfNeeded: min(offset &- start, 0xFF_FFFF))
                << 32
                | UInt64(mark) << 56
            used &+= 1
        }
        words.count = used
    }

    /// The number of letters and digits at the beginning of eight bytes.
    @inline(__always)
    private static func wordLength(_ bytes: UInt64, _ folded: UInt64) -> UInt {
        let high: UInt64 = 0x8080_8080_8080_8080
        let low = folded & ~high
        let letters = (low &+ 0x1f1f_1f1f_1f1f_1f1f) & ~(low &+ 0x0505_0505_0505_0505)
        let plain = bytes & ~high
        let digits = (plain &+ 0x5050_5050_5050_5050) & ~(plain &+ 0x4646_4646_4646_4646)
        return UInt(bitPattern: (~((letters | digits) & ~bytes) & high).trailingZeroBitCount) >> 3
    }

    /// The hash and the end of a word that holds letters beyond ASCII.
    private static func mixedWord(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ cls: Span<UInt8>) -> (UInt64, Int) {
        var offset = start
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        while offset < end {
            let next = text[offset]
            let kind = cls[Int(next)]
            if kind == 1 {
                hash = (hash ^ UInt64(next | 0x20)) &* 0x100_0000_01b3
                offset += 1
            } else if kind == 2 {
                let (value, length) = scalar(text, offset, end)
                if !isLetter(value) || isIdeograph(value) { break }
                hash = (hash ^ UInt64(folded(value))) &* 0x100_0000_01b3
                offset += length
            } else {
                break
            }
        }
        return (hash, offset)
    }

    /// Appends the code points of a part of a buffer without case, as words are compared.
    static func appendFolded(_ text: Span<UInt8>, _ range: Range<Int>, to letters: inout [UInt32]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = text[offset]
            if byte < 0x80 {
                letters.append(UInt32(byte | 0x20))
                offset += 1
                continue
            }
            let (value, length) = scalar(text, offset, range.upperBound)
            letters.append(folded(value))
            offset += length
        }
    }

    private static func scalar(_ text: Span<UInt8>, _ offset: Int, _ end: Int) -> (UInt32, Int) {
        let first = text[offset]
        if first & 0xE0 == 0xC0, offset + 1 < end {
            return (UInt32(first & 0x1F) << 6 | UInt32(text[offset + 1] & 0x3F), 2)
        }
        if first & 0xF0 == 0xE0, offset + 2 < end {
            return (
                UInt32(first & 0x0F) << 12 | UInt32(text[offset + 1] & 0x3F) << 6 | UInt32(text[offset + 2] & 0x3F), 3
            )
        }
        if first & 0xF8 == 0xF0, offset + 3 < end {
            return (
                UInt32(first & 0x07) << 18 | UInt32(text[offset + 1] & 0x3F) << 12 | UInt32(text[offset + 2] & 0x3F)
                    << 6
                    | UInt32(text[offset + 3] & 0x3F), 4
            )
        }
        return (0, 1)
    }

    private static func isQuote(_ value: UInt32) -> Bool {
        value == 0x201C || value == 0x201D || value == 0x201E || value == 0xAB || value == 0xBB || value == 0x300C
            || value == 0x300D
    }

    /// Letters beyond ASCII, roughly: everything from U+00C0 on that is no punctuation and no sign.
    private static func isLetter(_ value: UInt32) -> Bool {
        if value < 0xC0 { return value == 0xAA || value == 0xB5 || value == 0xBA }
        if (0x2000...0x2BFF).contains(value) || (0x3000...0x3004).contains(value) || (0x3008...0x3020).contains(value) {
            return false
        }
        if (0xFF00...0xFF0F).contains(value) || (0xFF1A...0xFF20).contains(value) || value == 0xFEFF || value == 0xFFFD
        {
            return false
        }
        return value != 0x60C && value != 0x61B && value != 0x61F && value != 0x6D4 && value != 0x964 && value != 0xD7
            && value != 0xF7
    }

    /// Scripts that are written without spaces: each code point is a word.
    private static func isIdeograph(_ value: UInt32) -> Bool {
        (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) || (0x20000...0x3FFFF).contains(value)
            || (0xE00...0xE7F).contains(value)
    }

    /// Case and accents of the commoner letters.
    private static func folded(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xC0...0xDE: value + 32
        case 0x100...0x17F: value | 1
        case 0x391...0x3A9, 0x410...0x42F: value + 32
        case 0x400...0x40F: value + 80
        default: value
        }
    }
}
