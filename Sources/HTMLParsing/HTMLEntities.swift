internal import TextPrimitives

/// The named character references of the HTML standard (section 13.5), from `html/entities.tsv`.
struct HTMLEntities: Sendable {
    static let shared = HTMLEntities()

    private var table = HashIndex(capacity: 4096)
    private var scalars: [(UInt32, UInt32)] = []
    /// The bytes of the longest name.
    let longest = 32

    private init() {
        for fields in Resource.rows("html/entities.tsv", columns: 2) {
            let points = fields[1].split(separator: " ").compactMap { UInt32($0, radix: 16) }
            table.set(StableHash.of(fields[0]), Int32(scalars.count))
            scalars.append((points[0], points.count > 1 ? points[1] : 0))
        }
    }

    /// The longest reference that begins behind an ampersand.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - start: The offset of the ampersand.
    ///   - end: The end of the text or value.
    ///   - inAttribute: In an attribute a name without a semicolon counts only when no letter, digit or "=" follows.
    /// - Returns: The scalars (the second is 0 when there is one) and the length with the ampersand; nil for none.
    /// - Complexity: O(1): names are at most 32 bytes.
    func reference(_ bytes: [UInt8], _ start: Int, _ end: Int, inAttribute: Bool) -> (UInt32, UInt32, Int)? {
        var offset = start + 1
        guard offset < end else { return nil }
        if bytes[offset] == UInt8(ascii: "#") { return numeric(bytes, start, end) }
        guard bytes[offset].isASCIILetter else { return nil }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var best: (Int32, Int)?
        let limit = min(end, offset + longest + 1)
        while offset < limit {
            let byte = bytes[offset]
            let isName = byte.isASCIILetter || byte.isASCIIDigit
            if !isName, byte != UInt8(ascii: ";") { break }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            offset += 1
            let found = table.value(StableHash.mix(hash))
            if found >= 0 { best = (found, offset) }
            if !isName { break }
        }
        guard let (number, after) = best else { return nil }
        if inAttribute, bytes[after - 1] != UInt8(ascii: ";"), after < end,
            bytes[after] == UInt8(ascii: "=") || bytes[after].isASCIILetter || bytes[after].isASCIIDigit
        {
            return nil
        }
        return (scalars[Int(number)].0, scalars[Int(number)].1, after - start)
    }

    private func numeric(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (UInt32, UInt32, Int)? {
        var offset = start + 2
        let isHex = offset < end && bytes[offset] | 0x20 == UInt8(ascii: "x")
        if isHex { offset += 1 }
        let digits = offset
        var value: UInt32 = 0
        while offset < end {
            let byte = bytes[offset]
            var digit: UInt32
            if byte.isASCIIDigit {
                digit = UInt32(byte - 0x30)
            } else if isHex, (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20) {
                digit = UInt32((byte | 0x20) - 0x57)
            } else {
                break
            }
            digit += value &* (isHex ? 16 : 10)
            value = value > 0x10FFFF ? value : digit
            offset += 1
        }
        guard offset > digits else { return nil }
        if offset < end, bytes[offset] == UInt8(ascii: ";") { offset += 1 }
        if (0x80...0x9F).contains(value) { value = HTMLText.windows1252(UInt8(value)) }
        if value == 0 || value > 0x10FFFF || (0xD800...0xDFFF).contains(value) { value = 0xFFFD }
        return (value, 0, offset - start)
    }
}
