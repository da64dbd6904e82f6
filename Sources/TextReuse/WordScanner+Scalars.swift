/// Letters beyond ASCII, code point by code point.
extension WordScanner {
    /// The hash and the end of a word that holds letters beyond ASCII, or code points that are not seen.
    ///
    /// A word of wide or accented Latin letters has the hash of its plain letters.
    static func mixedWord(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ cls: Span<UInt8>) -> (UInt64, Int) {
        var offset = start
        var last = start
        var hash = WordHash()
        while offset < end {
            let next = text[offset]
            let kind = cls[Int(next)]
            if kind == 1 {
                hash.add(UInt32(next))
                offset += 1
            } else if kind == 2 {
                let (value, length) = scalar(text, offset, end)
                offset += length
                // What is not seen does not end a word, nor does it prolong one.
                if LetterFolding.isUnseen(value) { continue }
                if !LetterFolding.isMark(value) {
                    if !isLetter(value) || isIdeograph(value) { break }
                    hash.add(LetterFolding.base(value))
                }
            } else {
                break
            }
            last = offset
        }
        return (hash.value, last)
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
            offset += length
            if LetterFolding.isUnseen(value) || LetterFolding.isMark(value) { continue }
            letters.append(folded(value))
        }
    }

    static func scalar(_ text: Span<UInt8>, _ offset: Int, _ end: Int) -> (UInt32, Int) {
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

    static func isQuote(_ value: UInt32) -> Bool {
        value == 0x201C || value == 0x201D || value == 0x201E || value == 0xAB || value == 0xBB || value == 0x300C
            || value == 0x300D
    }

    /// Letters beyond ASCII, roughly: everything from U+00C0 on that is no punctuation and no sign.
    static func isLetter(_ value: UInt32) -> Bool {
        if LetterFolding.isMark(value) || LetterFolding.isUnseen(value) { return false }
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
    static func isIdeograph(_ value: UInt32) -> Bool {
        (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) || (0x20000...0x3FFFF).contains(value)
            || (0xE00...0xE7F).contains(value)
    }

    /// A letter beyond ASCII without case and width, with its accent where it has one: a short text is told by its letters.
    static func folded(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xC0...0xDE: value + 32
        case 0x100...0x17F: value | 1
        case 0x391...0x3A9, 0x410...0x42F: value + 32
        case 0x400...0x40F: value + 80
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: LetterFolding.base(value)
        default: value
        }
    }
}
