import TextPrimitives

/// Letters as the grammar sees them: its own tables, so that no library's version of Unicode matters.
///
/// The same as `Training/text.hpp`; both change together.
enum Letters {
    /// Small letters of Latin, Greek and Cyrillic.
    @inline(__always)
    static func lower(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar + 32 : scalar }
        if scalar >= 0xC0, scalar <= 0xDE, scalar != 0xD7 { return scalar + 32 }
        if scalar >= 0x410, scalar <= 0x42F { return scalar + 32 }
        if scalar >= 0x400, scalar <= 0x40F { return scalar + 80 }
        if scalar >= 0x100, scalar < 0x138, scalar & 1 == 0, scalar != 0x130 { return scalar + 1 }
        if scalar >= 0x391, scalar <= 0x3A9 { return scalar + 32 }
        return scalar
    }

    static func isUpper(_ scalar: UInt32) -> Bool { lower(scalar) != scalar }

    static func isDigit(_ scalar: UInt32) -> Bool {
        (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0x660 && scalar <= 0x669)
            || (scalar >= 0x6F0 && scalar <= 0x6F9) || (scalar >= 0xFF10 && scalar <= 0xFF19)
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        (scalar >= 0x61 && scalar <= 0x7A) || (scalar >= 0x41 && scalar <= 0x5A)
            || (scalar >= 0xC0 && scalar != 0xD7 && scalar != 0xF7 && scalar < 0x2000)
            || (scalar >= 0x3040 && scalar < 0xFF00)
    }

    /// 0 space, 1 digit, 2 capital, 3 letter, 4 other, 5 to 7 letters of other scripts.
    static func kind(_ scalar: UInt32) -> UInt8 {
        if isDigit(scalar) { return 1 }
        if isUpper(scalar) { return 2 }
        if scalar >= 0x4E00, scalar < 0xA000 { return 5 }
        if scalar >= 0xAC00, scalar < 0xD7B0 { return 6 }
        if scalar >= 0x600, scalar < 0x700 { return 7 }
        if isLetter(scalar) { return 3 }
        return scalar == 0x20 ? 0 : 4
    }

    /// Whether a kind is a letter's or a digit's.
    @inline(__always)
    static func isWord(_ kind: UInt8) -> Bool { kind != 0 && kind != 4 }

    /// One form for quotation marks, apostrophes and dashes that are written in several ways.
    static func plain(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x2018...0x201B, 0x2032, 0x60, 0xB4: 0x27
        case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: 0x22
        case 0x2010...0x2011: 0x2D
        case 0x2012...0x2015: 0x2014
        case 0xA0: 0x20
        default: scalar
        }
    }
}

/// The hashes of the model: the same as `Training/text.hpp`.
enum FeatureHash {
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var hash = value
        hash ^= hash >> 32
        hash &*= 0xd6e8_feb8_6659_fd93
        hash ^= hash >> 32
        return hash
    }

    @inline(__always)
    static func combine(_ left: UInt64, _ right: UInt64) -> UInt64 {
        (left ^ (right &+ 0x9E37_79B9_7F4A_7C15 &+ (left << 6) &+ (left >> 2))) &* 0xd6e8_feb8_6659_fd93
    }

    static let empty: UInt64 = 1_469_598_103_934_665_603

    @inline(__always)
    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 1_099_511_628_211 }

    /// FNV-1a of a range of bytes, never 0.
    static func of(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        var hash = empty
        for offset in start..<end { hash = add(bytes[offset], to: hash) }
        return hash == 0 ? 1 : hash
    }

    static func of(_ bytes: [UInt8]) -> UInt64 { of(bytes, 0, bytes.count) }
}
