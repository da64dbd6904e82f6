public import TextPrimitives

/// A range of a text in UTF-8 bytes, end exclusive.
public struct TextRange: Hashable, Comparable, Sendable {
    /// The first byte.
    public var start: Int
    /// The byte after the last.
    public var end: Int

    /// Makes a range; an end before the start gives an empty range.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// The number of bytes.
    public var length: Int { end - start }

    /// Whether the ranges share a byte.
    public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

    /// Whether the other range lies inside this one.
    public func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }

    /// The smallest range that holds both.
    public func union(_ other: TextRange) -> TextRange { TextRange(min(start, other.start), max(end, other.end)) }

    /// Orders by start, then by end.
    public static func < (left: TextRange, right: TextRange) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}

/// A text together with what its offsets need: the bytes, and the way to code points.
public struct IndexedText: Sendable {
    /// The text as UTF-8.
    public let bytes: [UInt8]
    /// Code points of byte offsets.
    public let points: CodePointIndex

    /// Indexes a text.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        points = CodePointIndex(bytes)
    }

    /// The words of a range.
    public func quote(_ range: TextRange) -> String { UTF8Text.string(bytes, range.start, range.end) }

    /// A range as `start`, `end` (code points) and `quote`.
    public func json(_ range: TextRange) -> JSONValue {
        .pairs([
            "start": .int(points.codePoint(atByte: range.start)), "end": .int(points.codePoint(atByte: range.end)),
            "quote": .string(quote(range)),
        ])
    }

    /// A range as `start`, `end` and `quote`, or null.
    public func json(_ range: TextRange?) -> JSONValue { range.map { json($0) } ?? .null }

    /// Reads a range back from an object with `start` and `end` in code points.
    public func range(_ value: JSONValue?) -> TextRange? {
        guard let start = value?["start"]?.int, let end = value?["end"]?.int, start >= 0, end >= start else {
            return nil
        }
        return TextRange(points.byte(atCodePoint: start), points.byte(atCodePoint: end))
    }
}
