internal import CByteBlocks

/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte offset at which the fault was seen.
    public let byteOffset: Int
    /// A sentence for a person.
    public let description: String
}

/// Parses JSON (RFC 8259) from UTF-8 bytes, with bounded depth.
public struct JSONParser {
    private let bytes: [UInt8]
    private var offset = 0
    private let maximumDepth: Int

    /// Parses a whole JSON text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; invalid sequences inside strings become U+FFFD.
    ///   - maximumDepth: Nesting beyond this is an error.
    /// - Returns: The value.
    /// - Throws: ``JSONError`` when the text is not JSON, is nested too deeply or has something after the value.
    /// - Complexity: O(*n*) in bytes.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = 200) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        if parser.offset < bytes.count { throw parser.fault("there is text after the JSON value") }
        return value
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private func fault(_ text: String) -> JSONError {
        JSONError(byteOffset: offset, description: "not JSON: \(text) at byte \(offset)")
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset].isASCIISpace { offset += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        if depth > maximumDepth { throw fault("nesting deeper than \(maximumDepth)") }
        skipSpace()
        guard offset < bytes.count else { throw fault("the text ends where a value should stand") }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let expected = Array(word.description.utf8)
        guard offset + expected.count <= bytes.count, bytes[offset..<offset + expected.count].elementsEqual(expected)
        else { throw fault("an unknown word stands") }
        offset += expected.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var members: [JSONMember] = []
        skipSpace()
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            let name = try string()
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else { throw fault("a colon is missing") }
            offset += 1
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            guard offset < bytes.count else { throw fault("the object is not closed") }
            offset += 1
            if bytes[offset - 1] == UInt8(ascii: "}") { return .object(members) }
            if bytes[offset - 1] != UInt8(ascii: ",") { throw fault("a comma is missing") }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var elements: [JSONValue] = []
        skipSpace()
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            guard offset < bytes.count else { throw fault("the array is not closed") }
            offset += 1
            if bytes[offset - 1] == UInt8(ascii: "]") { return .array(elements) }
            if bytes[offset - 1] != UInt8(ascii: ",") { throw fault("a comma is missing") }
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        var isInteger = true
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte.isASCIIDigit || byte == UInt8(ascii: "-") {
                offset += 1
            } else if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") || byte == UInt8(ascii: "+") {
                isInteger = false
                offset += 1
            } else {
                break
            }
        }
        let text = UTF8Text.string(bytes, start, offset)
        if isInteger, let value = Int(text) { return .int(value) }
        if let value = Double(text) { return .double(value) }
        throw fault("an unknown sign stands")
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset + 1
        offset = start
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") {
            offset += 1
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
            offset += 1
            return UTF8Text.string(bytes, start, offset - 1)
        }
        var result = Array(bytes[start..<offset])
        guard let end = JSONString.unescape(bytes, offset, into: &result) else {
            throw fault("the string is not closed")
        }
        offset = end
        return String(decoding: result, as: UTF8.self)
    }
}

/// Escapes of JSON strings, shared by the parser and the line scanner.
public enum JSONString {
    /// Decodes a string's bytes from an offset up to its closing quotation mark.
    ///
    /// - Parameters:
    ///   - bytes: JSON text.
    ///   - start: An offset inside the string.
    ///   - end: The end of the text; nil for that of the bytes.
    ///   - result: The decoded bytes are appended here.
    /// - Returns: The offset after the closing mark, or nil when there is none or an escape is broken.
    /// - Complexity: O(*n*) in bytes.
    public static func unescape(_ bytes: [UInt8], _ start: Int, end: Int? = nil, into result: inout [UInt8]) -> Int? {
        let end = end ?? bytes.count
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") { return offset + 1 }
            if byte != UInt8(ascii: "\\") {
                let run = endOfRun(bytes, offset, end)
                result.append(contentsOf: bytes[offset..<run])
                offset = run
                continue
            }
            guard offset + 1 < end else { return nil }
            offset += 2
            switch bytes[offset - 1] {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "u"):
                guard let first = hex4(bytes, offset, end) else { return nil }
                offset += 4
                if first & 0xFC00 == 0xD800, offset + 6 <= end, bytes[offset] == UInt8(ascii: "\\"),
                    bytes[offset + 1] == UInt8(ascii: "u"), let second = hex4(bytes, offset + 2, end),
                    second & 0xFC00 == 0xDC00
                {
                    UTF8Text.append(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF), to: &result)
                    offset += 6
                } else {
                    UTF8Text.append(first, to: &result)
                }
            default: result.append(bytes[offset - 1])
            }
        }
        return nil
    }

    /// The offset of the next quotation mark or backslash, 64 bytes at a time; the end when there is none.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func endOfRun(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var offset = start
            guard let first = buffer.baseAddress else { return offset }
            let (quote, escape) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
            while offset &+ 64 <= buffer.count, offset < end {
                let found = unsafe cbyteblocks_equal(first + offset, quote, escape)
                if found != 0 { return min(end, offset &+ found.trailingZeroBitCount) }
                offset &+= 64
            }
            while offset < end, unsafe buffer[offset] != quote, unsafe buffer[offset] != escape { offset &+= 1 }
            return min(end, offset)
        }
    }

    private static func hex4(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> UInt32? {
        guard offset + 4 <= end else { return nil }
        var value: UInt32 = 0
        for index in offset..<offset + 4 {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
