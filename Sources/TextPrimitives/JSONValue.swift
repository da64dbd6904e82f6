/// A JSON value; objects keep the order of their members.
public enum JSONValue: Hashable, Sendable {
    /// The literal `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number that is an integer of 64 bits.
    case int(Int)
    /// Any other number.
    case double(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, its members in order.
    case object([JSONMember])
    /// JSON text that is written as it is; never made by the parser.
    case raw([UInt8])

    /// Makes an object from pairs, in order.
    public static func pairs(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { JSONMember(name: $0.key, value: $0.value) })
    }

    /// A string, or `null` for nil.
    public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// An array of strings.
    public static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// The member of an object, or nil; of a doubled name the last counts.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The string, if it is one.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The integer, if it is one.
    public var int: Int? {
        switch self {
        case .int(let value): value
        case .double(let value) where value == value.rounded() && abs(value) < 9e15: Int(value)
        default: nil
        }
    }

    /// The truth value, if it is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements, empty when it is no array.
    public var array: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    /// The members, empty when it is no object.
    public var members: [JSONMember] { if case .object(let members) = self { members } else { [] } }

    /// Whether it is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The value as compact JSON.
    public var text: String {
        var writer = JSONWriter()
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// A member of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// The member's name.
    public var name: String
    /// The member's value.
    public var value: JSONValue

    /// Makes a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// Writes JSON (RFC 8259) as UTF-8 without white space.
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Makes an empty writer.
    ///
    /// - Parameter capacity: The number of bytes expected.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Appends a value.
    ///
    /// - Complexity: O(*n*) in bytes written.
    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .int(let number): write(integer: number)
        case .double(let number): bytes.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
        case .string(let text): write(string: text)
        case .raw(let json): bytes.append(contentsOf: json)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for index in elements.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(elements[index])
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for index in members.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(members[index])
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a member: its name, a colon and its value.
    public mutating func write(_ member: JSONMember) {
        write(string: member.name)
        bytes.append(UInt8(ascii: ":"))
        write(member.value)
    }

    /// Appends bytes as they are.
    public mutating func write(raw json: some Collection<UInt8>) { bytes.append(contentsOf: json) }

    /// Appends JSON text that is known when the program is built, as it is.
    public mutating func write(raw json: StaticString) {
        json.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends an integer.
    public mutating func write(integer number: Int) {
        guard (0...99_999_999).contains(number) else { return bytes.append(contentsOf: String(number).utf8) }
        var unit = 1
        while unit <= number / 10 { unit *= 10 }
        while unit > 0 {
            bytes.append(0x30 + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    /// Appends a string with its quotation marks, or null.
    public mutating func write(optional text: String?) {
        if let text { write(string: text) } else { write(raw: "null") }
    }

    /// Appends a string with its quotation marks.
    public mutating func write(string text: String) {
        var copy = text
        copy.withUTF8 { unsafe JSONWriter.escape($0, into: &bytes) }
    }

    /// Appends UTF-8 bytes as a string with its quotation marks.
    public mutating func write(utf8 text: ArraySlice<UInt8>) {
        unsafe text.withUnsafeBufferPointer { unsafe JSONWriter.escape($0, into: &bytes) }
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var plain = 0
        for index in text.indices {
            let byte = unsafe text[index]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            unsafe bytes.append(contentsOf: text[plain..<index])
            plain = index + 1
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: [0x5C, 0x22])
            case UInt8(ascii: "\\"): bytes.append(contentsOf: [0x5C, 0x5C])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            default:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hex(byte >> 4))
                bytes.append(hex(byte & 15))
            }
        }
        unsafe bytes.append(contentsOf: text[plain...])
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hex(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
}
