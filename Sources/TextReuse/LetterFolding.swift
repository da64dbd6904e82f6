/// Letters as words are compared: without case, accents and width, whichever way they are written.
///
/// A letter with its accent may be one code point or two, a Korean syllable one or three, a Latin letter wide or not; the same text
/// comes in all these forms, and without accents at all. What is folded here gives the same letters for each of them.
/// The base letters are those of the canonical decompositions of the Unicode Character Database.
enum LetterFolding {
    /// Base letters of U+00C0 to U+017F, `-` where there is none.
    private static let latin: [UInt8] = Array(
        ("aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
    /// Base letters of U+01A0 to U+01B0 and U+01CD to U+0233 are few: only those of Vietnamese are folded.
    private static let horned: [UInt32: UInt32] = [0x1A0: 0x6F, 0x1A1: 0x6F, 0x1AF: 0x75, 0x1B0: 0x75]
    /// Base letters of U+1E00 to U+1EFF, `-` where there is none.
    private static let additional: [UInt8] = Array(
        ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
            + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
            + "wwwwwwwwwwxxxxyyzzzzzzhtwy-s--sdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
            + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------").utf8)
    /// Base letters of accented Greek and Cyrillic and of Arabic with hamza or madda, and forms of one Arabic letter.
    private static let others: [UInt32: UInt32] = [
        0x386: 0x3B1, 0x388: 0x3B5, 0x389: 0x3B7, 0x38A: 0x3B9, 0x38C: 0x3BF, 0x38E: 0x3C5, 0x38F: 0x3C9, 0x390: 0x3B9,
        0x3AA: 0x3B9, 0x3AB: 0x3C5, 0x3AC: 0x3B1, 0x3AD: 0x3B5, 0x3AE: 0x3B7, 0x3AF: 0x3B9, 0x3B0: 0x3C5, 0x3C2: 0x3C3,
        0x3CA: 0x3B9, 0x3CB: 0x3C5, 0x3CC: 0x3BF, 0x3CD: 0x3C5, 0x3CE: 0x3C9,
        0x400: 0x435, 0x401: 0x435, 0x403: 0x433, 0x407: 0x456, 0x40C: 0x43A, 0x40D: 0x438, 0x40E: 0x443, 0x419: 0x438,
        0x439: 0x438, 0x450: 0x435, 0x451: 0x435, 0x453: 0x433, 0x457: 0x456, 0x45C: 0x43A, 0x45D: 0x438, 0x45E: 0x443,
        0x622: 0x627, 0x623: 0x627, 0x624: 0x648, 0x625: 0x627, 0x626: 0x6CC, 0x643: 0x6A9, 0x649: 0x6CC, 0x64A: 0x6CC,
    ]

    /// A letter beyond ASCII without case, accent and width; of a wide or accented Latin letter it is an ASCII one.
    static func base(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xC0...0x17F: letter(latin, value, 0xC0)
        case 0x1A0, 0x1A1, 0x1AF, 0x1B0: horned[value] ?? value
        case 0x386...0x3CE, 0x400...0x45E, 0x622...0x64A: others[value] ?? lowercased(value)
        case 0x1E00...0x1EFF: letter(additional, value, 0x1E00)
        case 0x304B...0x307D: unvoiced(value)
        case 0x30AB...0x30DD: unvoiced(value - 0x60) + 0x60
        case 0xFF10...0xFF19: value - 0xFEE0
        case 0xFF21...0xFF3A: value - 0xFEE0 + 32
        case 0xFF41...0xFF5A: value - 0xFEE0
        default: value
        }
    }

    private static func letter(_ table: [UInt8], _ value: UInt32, _ first: UInt32) -> UInt32 {
        let base = table[Int(value - first)]
        return base == UInt8(ascii: "-") ? value : UInt32(base)
    }

    private static func lowercased(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x391...0x3A9, 0x410...0x42F: value + 32
        case 0x400...0x40F: value + 80
        default: value
        }
    }

    /// A Hiragana without its voicing marks.
    private static func unvoiced(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x304B...0x3062: value - (value - 0x304B) % 2
        case 0x3064...0x3069: value - value % 2
        case 0x306F...0x307D: value - (value - 0x306F) % 3
        default: value
        }
    }

    /// Whether a letter beyond ASCII is a capital.
    static func isCapital(_ value: UInt32) -> Bool {
        switch value {
        case 0xC0...0xDE, 0x386...0x3AB, 0x400...0x42F, 0xFF10...0xFF19, 0xFF21...0xFF3A: true
        case 0x100...0x137, 0x14A...0x177, 0x1E00...0x1EFF, 0x1A0, 0x1A1: value & 1 == 0
        case 0x139...0x148, 0x179...0x17E, 0x1AF, 0x1B0: value & 1 == 1
        default: false
        }
    }

    /// Whether a code point is an accent, a vowel sign that is mostly left out, or a mark of voicing, which belongs to the letter before it.
    @inline(__always)
    static func isMark(_ value: UInt32) -> Bool {
        if value < 0x300 { return false }
        switch value {
        case 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x1AB0...0x1AFF,
            0x1DC0...0x1DFF, 0x20D0...0x20FF, 0x3099, 0x309A, 0xFE00...0xFE0F, 0xFE20...0xFE2F:
            return true
        default: return false
        }
    }

    /// Whether a code point is not seen: soft hyphens, joiners, marks of direction.
    @inline(__always)
    static func isUnseen(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}

/// The hash of a word, letter by letter; of a word of ASCII letters what ``WordScanner`` gives for eight at a time.
struct WordHash {
    private var hash: UInt64 = 0
    private var letters: UInt64 = 0
    private var shift: UInt64 = 0

    /// Adds eight bits.
    @inline(__always)
    private mutating func add(_ bits: UInt64) {
        letters |= bits &<< shift
        shift &+= 8
        if shift == 64 {
            hash = WordScanner.step(hash, letters)
            (letters, shift) = (0, 0)
        }
    }

    /// Adds a folded letter.
    @inline(__always)
    mutating func add(_ letter: UInt32) {
        if letter < 0x80 {
            add(UInt64(letter | 0x20))
        } else if letter >= 0xAC00, letter <= 0xD7A3 {
            // A syllable is its two or three letters.
            let place = letter - 0xAC00
            add(scalar: 0x1100 + place / 588)
            add(scalar: 0x1161 + place % 588 / 28)
            if place % 28 > 0 { add(scalar: 0x11A7 + place % 28) }
        } else {
            add(scalar: letter)
        }
    }

    /// Adds a code point beyond ASCII, in bytes that no ASCII letter has.
    private mutating func add(scalar value: UInt32) {
        add(UInt64(value & 0x3F | 0x80))
        add(UInt64(value >> 6 & 0x3F | 0x80))
        if value >= 0x1000 {
            add(UInt64(value >> 12 & 0x3F | 0xC0))
            if value >= 0x40000 { add(UInt64(value >> 18 | 0xC0)) }
        }
    }

    /// The hash of the letters added.
    var value: UInt64 { WordScanner.step(hash, letters) }
}
