internal import HTMLParsing
internal import TextPrimitives

/// Declared data that is almost JSON: in CDATA or comments, with a semicolon or a comma too many, with a value left out, with
/// quotes written as references.
enum LooseJSON {
    /// The value; nil when it is not even almost JSON.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func parse(_ bytes: [UInt8]) -> JSONValue? {
        if let value = try? JSONParser.parse(bytes) { return value }
        let plain = repaired(unwrapped(bytes))
        if let value = try? JSONParser.parse(plain) { return value }
        guard UTF8Text.contains(bytes, Array("&quot;".utf8)) else { return nil }
        return try? JSONParser.parse(repaired(unwrapped(HTMLText.decoded(bytes, 0, bytes.count))))
    }

    /// The part from the first bracket to the last.
    private static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
        var start = 0
        // The bracket of <![CDATA[ opens no list.
        if let mark = UTF8Text.index(bytes, of: Array("<![CDATA[".utf8)) { start = mark + 9 }
        guard let first = bytes[start...].firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") })
        else {
            return bytes
        }
        let closing: UInt8 = bytes[first] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
        var end = bytes.count
        if closing == UInt8(ascii: "]"), let mark = UTF8Text.index(bytes, of: Array("]]>".utf8)), mark > first {
            end = mark
        }
        guard let last = bytes[..<end].lastIndex(of: closing), last > first else { return bytes }
        return Array(bytes[first...last])
    }

    /// The bytes without comments and commas that close nothing, with `null` where a value is missing and line feeds in
    /// strings as references.
    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var offset = 0
        var inString = false
        /// The last byte that is no white space.
        var last: UInt8 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if inString {
                if byte == UInt8(ascii: "\\"), offset + 1 < bytes.count {
                    result += [byte, bytes[offset + 1]]
                    offset += 2
                    continue
                }
                if byte == UInt8(ascii: "\"") { inString = false }
                result.append(byte < 0x20 ? 0x20 : byte)
                last = byte
                offset += 1
                continue
            }
            if byte == UInt8(ascii: "/"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "*") {
                offset += 2
                while offset + 1 < bytes.count,
                    bytes[offset] != UInt8(ascii: "*") || bytes[offset + 1] != UInt8(ascii: "/")
                { offset += 1 }
                offset += 2
                continue
            }
            if byte == UInt8(ascii: "/"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "/") {
                while offset < bytes.count, bytes[offset] != 10 { offset += 1 }
                continue
            }
            let isClosing = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
            if isClosing, last == UInt8(ascii: ","), let comma = result.lastIndex(of: UInt8(ascii: ",")) {
                result.remove(at: comma)
            }
            if isClosing || byte == UInt8(ascii: ","), last == UInt8(ascii: ":") { result += Array("null".utf8) }
            if byte == UInt8(ascii: ","), last == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            if byte == UInt8(ascii: "\"") { inString = true }
            result.append(byte)
            if !byte.isASCIISpace { last = byte }
            offset += 1
        }
        return result
    }
}
