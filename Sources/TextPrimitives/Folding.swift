/// Folding of case, accents and typography, for comparison; what is stored is never folded.
public enum Folding {
    /// Base letters of U+00C0 to U+017F (Latin-1 letters and Latin Extended-A), `-` where there is none.
    private static let latin: [UInt8] = Array(
        ("aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    /// Base letters of U+1E00 to U+1EFF (Latin Extended Additional), `-` where there is none.
    private static let latinAdditional: [UInt8] = {
        let runs: [(StaticString, Int)] = [
            ("a", 2), ("b", 6), ("c", 2), ("d", 10), ("e", 10), ("f", 2), ("g", 2), ("h", 10), ("i", 4), ("k", 6),
            ("l", 8), ("m", 6), ("n", 8), ("o", 8), ("p", 4), ("r", 8), ("s", 10), ("t", 8), ("u", 10), ("v", 4),
            ("w", 10), ("x", 4), ("y", 2), ("z", 6), ("h", 1), ("t", 1), ("w", 1), ("y", 1), ("a", 1), ("s", 4),
            ("d", 1), ("a", 24), ("e", 16), ("i", 4), ("o", 24), ("u", 14), ("y", 8), ("-", 6),
        ]
        return runs.flatMap { letter, count in
            [UInt8](repeating: letter.withUTF8Buffer { unsafe $0[0] }, count: count)
        }
    }()

    /// Appends the folded form of a byte range: ASCII and Latin letters without case and accents, curly quotes
    /// straight, no-break spaces plain, dashes as `-`; other scalars as they are.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func append(_ bytes: [UInt8], _ start: Int, _ end: Int, to result: inout [UInt8]) {
        var offset = start
        let span = bytes.span
        while offset < end {
            let byte = span[offset]
            if byte < 0x80 {
                var last = offset + 1
                while last < end, span[last] < 0x80 { last += 1 }
                if last - offset < 8 {
                    while offset < last {
                        result.append(span[offset].asciiLowercased)
                        offset += 1
                    }
                } else {
                    // A run at once, and then its capitals.
                    let first = result.count
                    result.append(contentsOf: bytes[offset..<last])
                    var added = result.mutableSpan
                    for place in first..<added.count {
                        unsafe added[unchecked: place] = added[unchecked: place].asciiLowercased
                    }
                    offset = last
                }
                continue
            }
            let (value, length) = UTF8Text.scalar(in: bytes, at: offset)
            appendFolded(value, to: &result)
            offset += length
        }
    }

    /// Appends one scalar folded.
    private static func appendFolded(_ value: UInt32, to result: inout [UInt8]) {
        switch value {
        case 0xC0...0x17F:
            let base = latin[min(Int(value - 0xC0), latin.count - 1)]
            if base == UInt8(ascii: "-") { UTF8Text.append(value, to: &result) } else { result.append(base) }
        case 0x1E00...0x1EFF:
            let base = latinAdditional[Int(value - 0x1E00)]
            if base == UInt8(ascii: "-") { UTF8Text.append(value, to: &result) } else { result.append(base) }
        case 0x300...0x36F: break
        case 0x2018, 0x2019, 0x201B, 0x2032, 0x02BB...0x02BF: result.append(UInt8(ascii: "'"))
        case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: result.append(UInt8(ascii: "\""))
        case 0x2010...0x2015, 0x2212: result.append(UInt8(ascii: "-"))
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: result.append(0x20)
        case 0xAD, 0x200B...0x200F, 0xFEFF: break
        case 0x391...0x3A9: UTF8Text.append(value + 32, to: &result)
        case 0x410...0x42F: UTF8Text.append(value + 32, to: &result)
        case 0x400...0x40F: UTF8Text.append(value + 80, to: &result)
        default: UTF8Text.append(value, to: &result)
        }
    }

    /// Whether the scalar at an offset is folded to one beyond ASCII: letters of other scripts than the Latin.
    ///
    /// - Complexity: O(1); some scalars of which it is true are told as false.
    public static func staysBeyondASCII(_ bytes: [UInt8], _ offset: Int) -> Bool {
        guard bytes[offset] >= 0xCD else { return false }
        let (value, _) = UTF8Text.scalar(in: bytes, at: offset)
        return value >= 0x370 && value < 0x1E00 || value >= 0x3001 && value != 0xFEFF
    }

    /// The folded form of a byte range.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func folded(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(max(0, end - start))
        append(bytes, start, end, to: &result)
        return result
    }

    /// The folded form of a string.
    public static func fold(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        append(bytes, 0, bytes.count, to: &result)
        return String(decoding: result, as: UTF8.self)
    }
}
