/// Classes of bytes, looked up in one table; hoist ``table`` into a local before a hot loop.
///
/// Bytes from 0x80 upwards count as letters: words of any script stay whole without decoding.
public enum ByteClass {
    /// The byte is part of a word: an ASCII letter or any byte of a multi-byte scalar.
    public static let letter: UInt8 = 1
    /// The byte is an ASCII digit.
    public static let digit: UInt8 = 2
    /// The byte is ASCII white space.
    public static let space: UInt8 = 4
    /// The byte is an ASCII capital.
    public static let upper: UInt8 = 8

    /// One class byte for each of the 256 bytes.
    public static let table: [UInt8] = (0...255).map { value in
        switch UInt8(value) {
        case 0x41...0x5A: letter | upper
        case 0x61...0x7A: letter
        case 0x80...0xFF: letter
        case 0x30...0x39: digit
        case 0x20, 0x09, 0x0A, 0x0C, 0x0D: space
        default: 0
        }
    }
}

/// The bytes that stand somewhere, as bits.
public struct ByteSet: Sendable {
    private var (low, high): (UInt128, UInt128) = (0, 0)

    /// The bytes of a text.
    ///
    /// - Complexity: O(*n*) in bytes.
    public init(_ bytes: [UInt8] = []) { for byte in bytes { insert(byte) } }

    /// Adds a byte.
    public mutating func insert(_ byte: UInt8) {
        if byte < 128 { low |= 1 << UInt128(byte) } else { high |= 1 << UInt128(byte - 128) }
    }

    /// Whether a byte is among them.
    public func contains(_ byte: UInt8) -> Bool {
        (byte < 128 ? low >> UInt128(byte) : high >> UInt128(byte - 128)) & 1 != 0
    }
}

extension UInt8 {
    /// Whether the byte is an ASCII digit.
    @inlinable public var isASCIIDigit: Bool { self &- 0x30 < 10 }
    /// Whether the byte is an ASCII letter.
    @inlinable public var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    /// Whether the byte is an ASCII capital.
    @inlinable public var isASCIIUpper: Bool { self &- 0x41 < 26 }
    /// Whether the byte is ASCII white space (space, tab, LF, FF, CR).
    @inlinable public var isASCIISpace: Bool { self == 0x20 || (self &- 9 < 5 && self != 0x0B) }
    /// The byte with an ASCII capital folded to its small letter.
    @inlinable public var asciiLowercased: UInt8 { isASCIIUpper ? self | 0x20 : self }
    /// Whether the byte continues a multi-byte UTF-8 scalar.
    @inlinable public var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
