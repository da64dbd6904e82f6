internal import TextPrimitives

/// The words of a text as hashes with their places; a buffer that is used again and again.
struct WordBuffer: Sendable {
    /// The folded hash of each word.
    var hashes: [UInt32] = []
    /// The first byte of each word, from the text's start.
    var starts: [Int32] = []
    /// The byte after each word.
    var ends: [Int32] = []
    /// Whether the word stands inside quotation marks.
    var quoted: [Bool] = []

    /// The number of words.
    var count: Int { hashes.count }

    /// Forgets all words and keeps the memory.
    mutating func removeAll() {
        hashes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        quoted.removeAll(keepingCapacity: true)
    }
}

/// Cuts text into words by bytes: runs of letters and digits, and single code points in scripts without spaces.
struct WordScanner {
    /// Classes: 1 part of a word in ASCII, 2 first byte of a longer scalar, 4 quotation mark.
    private static let table: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        if byte.isASCIILetter || byte.isASCIIDigit { return 1 }
        if byte >= 0x80 { return 2 }
        return byte == UInt8(ascii: "\"") ? 4 : 0
    }

    /// Appends the words of a part of a buffer.
    ///
    /// - Parameters:
    ///   - text: The buffer.
    ///   - range: The part.
    ///   - base: Subtracted from the offsets that are stored.
    ///   - words: The words are appended here.
    /// - Complexity: O(*n*) in bytes.
    static func scan(_ text: Span<UInt8>, _ range: Range<Int>, base: Int, into words: inout WordBuffer) {
        let classes = table
        let cls = classes.span
        var offset = range.lowerBound
        let end = range.upperBound
        var inQuotes = false
        while offset < end {
            let byte = text[offset]
            let kind = cls[Int(byte)]
            if kind == 0 {
                offset += 1
                continue
            }
            if kind == 4 {
                inQuotes.toggle()
                offset += 1
                continue
            }
            if kind == 2 {
                let (value, length) = scalar(text, offset, end)
                if isQuote(value) {
                    inQuotes =
                        value == 0x201C || value == 0xAB || value == 0x300C
                        || (value != 0x201D && value != 0xBB && value != 0x300D && !inQuotes)
                    offset += length
                    continue
                }
                if !isLetter(value) {
                    offset += length
                    continue
                }
                if isIdeograph(value) {
                    words.hashes.append(UInt32(truncatingIfNeeded: StableHash.mix(UInt64(value)) >> 16))
                    words.starts.append(Int32(offset - base))
                    offset += length
                    words.ends.append(Int32(offset - base))
                    words.quoted.append(inQuotes)
                    continue
                }
            }
            let start = offset
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            while offset < end {
                let next = text[offset]
                let nextKind = cls[Int(next)]
                if nextKind == 1 {
                    // Folding by 0x20 makes digits collide with nothing: they have the bit already.
                    hash = (hash ^ UInt64(next | 0x20)) &* 0x100_0000_01b3
                    offset += 1
                } else if nextKind == 2 {
                    let (value, length) = scalar(text, offset, end)
                    if !isLetter(value) || isIdeograph(value) { break }
                    hash = (hash ^ UInt64(folded(value))) &* 0x100_0000_01b3
                    offset += length
                } else {
                    break
                }
            }
            words.hashes.append(UInt32(truncatingIfNeeded: (hash &* 0x9e37_79b9_7f4a_7c15) >> 32))
            words.starts.append(Int32(start - base))
            words.ends.append(Int32(offset - base))
            words.quoted.append(inQuotes)
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
