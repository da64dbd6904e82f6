internal import TextPrimitives

/// How the bytes of an encoding become characters; the second column of `html/encodings.tsv`.
enum EncodingMethod: String, Sendable {
    case utf8 = "utf-8"
    case single
    case gb18030
    case big5
    case eucJP = "euc-jp"
    case iso2022JP = "iso-2022-jp"
    case shiftJIS = "shift_jis"
    case eucKR = "euc-kr"
    case utf16BE = "utf-16be"
    case utf16LE = "utf-16le"
}

/// The indexes of the Encoding standard (section 5): from a pointer, which the bytes give, to a code point.
///
/// Each is read from its data file when it is first asked for.
enum EncodingIndexes {
    /// What no index maps.
    static let none: UInt32 = 0xFFFD

    static let jis0208 = index("jis0208", count: 11_280)
    static let jis0212 = index("jis0212", count: 8_836)
    static let gb18030 = index("gb18030", count: 23_940)
    static let big5 = index("big5", count: 126 * 157)
    static let eucKR = index("euc-kr", count: 126 * 190)

    /// First pointers of four-byte ranges with their first code points, ascending.
    static let gb18030Ranges: [(pointer: UInt32, scalar: UInt32)] =
        Resource.rows("html/encodings-gb18030-ranges.tsv", columns: 2).map { row in
            (UInt32(row[0]) ?? 0, UInt32(row[1], radix: 16) ?? none)
        }

    /// The code points of bytes 0x80 to 0xFF by encoding.
    static let single: [String: [UInt32]] = {
        var tables: [String: [UInt32]] = [:]
        for row in Resource.rows("html/encodings-single.tsv", columns: 2) {
            tables[row[0]] = row[1].split(separator: " ").map { UInt32($0, radix: 16) ?? none }
        }
        return tables
    }()

    private static func index(_ name: String, count: Int) -> [UInt32] {
        var scalars = [UInt32](repeating: none, count: count)
        for row in Resource.rows("html/encodings-\(name).tsv", columns: 2) {
            guard var pointer = Int(row[0]) else { continue }
            for scalar in row[1].unicodeScalars where pointer < count {
                scalars[pointer] = scalar.value
                pointer += 1
            }
        }
        return scalars
    }

    /// The code point of a four-byte sequence of gb18030 (index gb18030 ranges code point).
    ///
    /// - Complexity: O(log *n*) in ranges.
    static func gb18030(rangePointer pointer: UInt32) -> UInt32 {
        if pointer > 39_419, pointer < 189_000 || pointer > 1_237_575 { return none }
        if pointer >= 189_000 { return 0x10000 + pointer - 189_000 }
        var (low, high) = (0, gb18030Ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if gb18030Ranges[middle].pointer <= pointer { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return none }
        return gb18030Ranges[low - 1].scalar + pointer - gb18030Ranges[low - 1].pointer
    }
}
