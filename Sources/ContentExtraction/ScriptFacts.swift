internal import TextPrimitives

/// What scripts ask of a reader of paragraphs: their full stops, and words where none are parted by blanks.
enum ScriptFacts {
    /// Signs that end a sentence (Unicode 16, property Sentence_Terminal, the scripts of living languages), the colon, the
    /// ellipsis and the Tibetan shad.
    static func endsSentence(_ value: UInt32) -> Bool {
        switch value {
        case 0x21, 0x2E, 0x3A, 0x3F, 0x2026, 0x203C, 0x203D, 0x2047...0x2049: true
        case 0x589, 0x61D...0x61F, 0x6D4, 0x700...0x702, 0x7F9, 0x837, 0x839, 0x83D, 0x83E: true
        case 0x964, 0x965, 0xF0D, 0xF0E, 0x104A, 0x104B, 0x1362, 0x1367, 0x1368, 0x166E, 0x1735, 0x1736: true
        case 0x17D4, 0x17D5, 0x1803, 0x1809, 0x1944, 0x1945, 0x1AA8...0x1AAB, 0x1B5A, 0x1B5B, 0x1B5E, 0x1B5F: true
        case 0x1C3B, 0x1C3C, 0x1C7E, 0x1C7F, 0x3002, 0xA4FF, 0xA60E, 0xA60F, 0xA6F3, 0xA6F7, 0xA876, 0xA877: true
        case 0xA8CE, 0xA8CF, 0xA92F, 0xA9C8, 0xA9C9, 0xAA5D...0xAA5F, 0xAAF0, 0xAAF1, 0xABEB: true
        case 0xFE52, 0xFE56, 0xFE57, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: true
        default: false
        }
    }

    /// Signs that may close a quotation or bracket behind the end of a sentence.
    static func closes(_ value: UInt32) -> Bool {
        switch value {
        case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09: true
        default: false
        }
    }

    /// Whether a sign belongs to a script that parts neither words by blanks nor sentences by a stop: Thai and Lao.
    static func hasNoStops(_ value: UInt32) -> Bool { (0xE00...0xEFF).contains(value) }

    /// Whether a sign belongs to a script that does not part words by blanks: Thai, Lao, Tibetan, Burmese, Khmer.
    @inline(__always)
    static func isUnspaced(_ value: UInt32) -> Bool {
        (0xE00...0xFFF).contains(value) || (0x1000...0x109F).contains(value) || (0x1780...0x17FF).contains(value)
    }

    /// The signs of such a script that make about one word.
    static let signsPerWord = 5
}
