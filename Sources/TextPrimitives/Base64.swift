/// Bytes as letters (RFC 4648, section 4), for lines that carry them.
public enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// Appends the letters of some bytes, with padding.
    ///
    /// - Complexity: O(*n*).
    public static func encode(_ bytes: [UInt8], to result: inout [UInt8]) {
        let letters = letters
        result.reserveCapacity(result.count + (bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            result.append(letters[Int(group >> 18)])
            result.append(letters[Int(group >> 12 & 63)])
            result.append(left > 1 ? letters[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            result.append(left > 2 ? letters[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
    }

    /// The bytes of letters, nil when they are none.
    ///
    /// - Complexity: O(*n*).
    public static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let values = values
        var text = text
        var padding = 0
        while padding < 2, text.last == UInt8(ascii: "=") {
            text.removeLast()
            padding += 1
        }
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3 + 3)
        var (group, count) = (0 as UInt32, 0)
        for letter in text {
            let value = values[Int(letter)]
            if value == 0xFF { return nil }
            group = group << 6 | UInt32(value)
            count += 1
            if count == 4 {
                result.append(UInt8(truncatingIfNeeded: group >> 16))
                result.append(UInt8(truncatingIfNeeded: group >> 8))
                result.append(UInt8(truncatingIfNeeded: group))
                (group, count) = (0, 0)
            }
        }
        switch count {
        case 0: break
        case 2: result.append(UInt8(truncatingIfNeeded: group >> 4))
        case 3:
            result.append(UInt8(truncatingIfNeeded: group >> 10))
            result.append(UInt8(truncatingIfNeeded: group >> 2))
        default: return nil
        }
        return result
    }
}
