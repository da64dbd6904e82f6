/// One line of JSON Lines, cut into its top-level members without building values.
///
/// A stage filter reads the members it needs and passes the rest along as the bytes they are.
public struct JSONLine: Sendable {
    /// A top-level member: its name and where its value stands in ``bytes``.
    public struct Member: Sendable {
        /// The decoded name.
        public let name: String
        /// The byte range of the value.
        public let value: Range<Int>
    }

    /// The bytes that the line stands in, without its line feed: alone, or among other lines.
    public let bytes: [UInt8]
    /// The members, in order.
    public let members: [Member]
    /// Where the line stands in ``bytes``.
    private let place: Range<Int>

    /// Cuts a line.
    ///
    /// - Parameter bytes: One JSON object.
    /// - Throws: ``JSONError`` when the line is no JSON object. Values are checked for balance only.
    /// - Complexity: O(*n*) in bytes.
    public init(_ bytes: [UInt8]) throws(JSONError) { try self.init(bytes, in: 0..<bytes.count) }

    /// Cuts a line that stands among others, without a copy of it.
    ///
    /// - Parameters:
    ///   - bytes: The bytes that it stands in.
    ///   - range: Where it stands in them.
    /// - Throws: As ``init(_:)``; the place is told from the line's start.
    /// - Complexity: O(*n*) in the line's bytes.
    public init(_ bytes: [UInt8], in range: Range<Int>) throws(JSONError) {
        self.bytes = bytes
        let limit = min(range.upperBound, bytes.count)
        place = min(range.lowerBound, limit)..<limit
        var found: [Member] = []
        var offset = place.lowerBound
        func skip() { while offset < limit, bytes[offset].isASCIISpace { offset += 1 } }
        func fault(_ text: String) -> JSONError {
            let byte = offset - range.lowerBound
            return JSONError(byteOffset: byte, description: "not a JSON object: \(text) at byte \(byte)")
        }
        skip()
        guard offset < limit, bytes[offset] == UInt8(ascii: "{") else { throw fault("it does not begin with {") }
        offset += 1
        skip()
        if offset < limit, bytes[offset] == UInt8(ascii: "}") {
            members = []
            return
        }
        while true {
            skip()
            guard offset < limit, bytes[offset] == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            var name: [UInt8] = []
            guard let nameEnd = JSONString.unescape(bytes, offset + 1, end: limit, into: &name) else {
                throw fault("a name is not closed")
            }
            offset = nameEnd
            skip()
            guard offset < limit, bytes[offset] == UInt8(ascii: ":") else { throw fault("a colon is missing") }
            offset += 1
            skip()
            let start = offset
            guard let end = JSONLine.endOfValue(bytes, start, limit) else { throw fault("a value is broken") }
            found.append(Member(name: String(decoding: name, as: UTF8.self), value: start..<end))
            offset = end
            skip()
            guard offset < limit else { throw fault("the object is not closed") }
            offset += 1
            if bytes[offset - 1] == UInt8(ascii: "}") { break }
            if bytes[offset - 1] != UInt8(ascii: ",") { throw fault("a comma is missing") }
        }
        skip()
        if offset < limit { throw fault("there is text after the object") }
        members = found
    }

    /// The line by itself, for one who keeps it: what it stands in among others is held on no longer.
    ///
    /// - Complexity: O(*n*) in the line's bytes.
    public var alone: JSONLine { JSONLine(cutFrom: self) }

    private init(cutFrom line: JSONLine) {
        let start = line.place.lowerBound
        bytes = line.place.count == line.bytes.count ? line.bytes : Array(line.bytes[line.place])
        members = line.members.map { member in
            Member(name: member.name, value: member.value.lowerBound - start..<member.value.upperBound - start)
        }
        place = 0..<bytes.count
    }

    /// The end of the value that starts at an offset, or nil when it is broken or goes on beyond a limit.
    private static func endOfValue(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
        var depth = 0
        var offset = start
        let span = bytes.span
        while offset < count {
            switch span[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                while true {
                    offset = JSONString.endOfRun(bytes, offset, count)
                    if offset >= count || span[offset] == UInt8(ascii: "\"") { break }
                    offset += 2
                }
                if offset >= count { return nil }
                offset += 1
                if depth == 0 { return offset }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return offset > start ? offset : nil }
                depth -= 1
                offset += 1
                if depth == 0 { return offset }
            case UInt8(ascii: ","):
                if depth == 0 { return offset > start ? offset : nil }
                offset += 1
            default:
                offset += 1
            }
        }
        return depth == 0 && offset > start ? offset : nil
    }

    /// Where a member's value stands, or nil.
    public func range(_ name: String) -> Range<Int>? { members.last { $0.name == name }?.value }

    /// The bytes of a string member, decoded; nil when it is absent or no string.
    ///
    /// - Complexity: O(*n*) in the string's bytes.
    public func utf8(_ name: String) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(range(name)?.count ?? 0)
        return append(name, to: &result) ? result : nil
    }

    /// Appends the bytes of a string member, decoded.
    ///
    /// - Returns: Whether the member is a string; when it is none, or broken, part of it may have been appended.
    /// - Complexity: O(*n*) in the string's bytes.
    public func append(_ name: String, to result: inout [UInt8]) -> Bool {
        guard let range = range(name), bytes[range.lowerBound] == UInt8(ascii: "\"") else { return false }
        return JSONString.unescape(bytes, range.lowerBound + 1, end: range.upperBound, into: &result) != nil
    }

    /// A string member, nil when it is absent or no string.
    public func string(_ name: String) -> String? { utf8(name).map { String(decoding: $0, as: UTF8.self) } }

    /// A member's value; nil when it is absent, null or broken.
    public func value(_ name: String) -> JSONValue? {
        guard let range = range(name), let value = try? JSONParser.parse(Array(bytes[range])), !value.isNull else {
            return nil
        }
        return value
    }

    /// The line as JSON again, with some members dropped and others added at the end.
    ///
    /// - Parameters:
    ///   - dropping: Names that are left out.
    ///   - adding: Members that are added; a member of the same name is replaced.
    /// - Returns: One JSON object, without a line feed.
    public func rewritten(dropping: Set<String> = [], adding: [JSONMember]) -> [UInt8] {
        var writer = JSONWriter(capacity: place.count * 4)
        var isFirst = true
        writer.write(raw: [UInt8(ascii: "{")])
        func separate() {
            if !isFirst { writer.write(raw: [UInt8(ascii: ",")]) }
            isFirst = false
        }
        for member in members
        where !dropping.contains(member.name) && !adding.contains(where: { $0.name == member.name }) {
            separate()
            writer.write(string: member.name)
            writer.write(raw: [UInt8(ascii: ":")])
            writer.write(raw: bytes[member.value])
        }
        for member in adding {
            separate()
            writer.write(member)
        }
        writer.write(raw: [UInt8(ascii: "}")])
        return writer.bytes
    }
}
