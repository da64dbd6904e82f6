internal import TextPrimitives

/// Character references.
public enum HTMLText {
    /// What windows-1252 puts where numeric references of 128 to 159 point (HTML standard, numeric character reference end state).
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]

    /// A byte of windows-1252 as a scalar.
    public static func windows1252(_ byte: UInt8) -> UInt32 {
        (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt32(byte)
    }

    /// The character reference that begins at an ampersand of a text: its scalars (the second is 0 when there is one) and
    /// its length; nil when none begins there.
    public static func reference(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (
        first: UInt32, second: UInt32, length: Int
    )? {
        HTMLEntities.shared.reference(bytes, start, end, inAttribute: false).map { ($0.0, $0.1, $0.2) }
    }

    /// A byte range with its character references replaced.
    public static func decoded(_ bytes: [UInt8], _ start: Int, _ end: Int, inAttribute: Bool = false) -> [UInt8] {
        guard start < end else { return [] }
        // Most ranges hold no reference.
        guard let sign = UTF8Text.index(bytes, of: [UInt8(ascii: "&")], in: start..<end) else {
            return Array(bytes[start..<end])
        }
        var result: [UInt8] = []
        result.reserveCapacity(end - start)
        result += bytes[start..<sign]
        var offset = sign
        while offset < end {
            if bytes[offset] == UInt8(ascii: "&"),
                let (first, second, length) = HTMLEntities.shared.reference(
                    bytes, offset, end, inAttribute: inAttribute)
            {
                UTF8Text.append(first, to: &result)
                if second > 0 { UTF8Text.append(second, to: &result) }
                offset += length
            } else {
                result.append(bytes[offset])
                offset += 1
            }
        }
        return result
    }
}
