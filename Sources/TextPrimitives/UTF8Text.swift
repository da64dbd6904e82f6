/// Functions on UTF-8 held as `[UInt8]`.
public enum UTF8Text {
    /// Decodes the scalar that starts at an offset.
    ///
    /// Invalid bytes decode to U+FFFD with length 1; this is not an error.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - offset: A byte offset inside `bytes`.
    /// - Returns: The scalar's value and its length in bytes, at least 1.
    /// - Complexity: O(1).
    @inlinable
    public static func scalar(in bytes: [UInt8], at offset: Int) -> (value: UInt32, length: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        let count = bytes.count
        if first & 0xE0 == 0xC0, first >= 0xC2, offset + 1 < count, bytes[offset + 1].isUTF8Continuation {
            return (UInt32(first & 0x1F) << 6 | UInt32(bytes[offset + 1] & 0x3F), 2)
        }
        if first & 0xF0 == 0xE0, offset + 2 < count, bytes[offset + 1].isUTF8Continuation,
            bytes[offset + 2].isUTF8Continuation
        {
            let value =
                UInt32(first & 0x0F) << 12 | UInt32(bytes[offset + 1] & 0x3F) << 6 | UInt32(bytes[offset + 2] & 0x3F)
            if value >= 0x800, value & 0xF800 != 0xD800 { return (value, 3) }
        }
        if first & 0xF8 == 0xF0, offset + 3 < count, bytes[offset + 1].isUTF8Continuation,
            bytes[offset + 2].isUTF8Continuation, bytes[offset + 3].isUTF8Continuation
        {
            let value =
                UInt32(first & 0x07) << 18 | UInt32(bytes[offset + 1] & 0x3F) << 12
                | UInt32(bytes[offset + 2] & 0x3F) << 6 | UInt32(bytes[offset + 3] & 0x3F)
            if value >= 0x10000, value <= 0x10FFFF { return (value, 4) }
        }
        return (0xFFFD, 1)
    }

    /// Appends a scalar as UTF-8; surrogates and values beyond U+10FFFF become U+FFFD.
    @inlinable
    public static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        switch scalar {
        case 0..<0x80:
            bytes.append(UInt8(scalar))
        case 0x80..<0x800:
            bytes.append(UInt8(0xC0 | scalar >> 6))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        case 0xD800...0xDFFF:
            bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
        case 0x800..<0x10000:
            bytes.append(UInt8(0xE0 | scalar >> 12))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        case 0x10000...0x10FFFF:
            bytes.append(UInt8(0xF0 | scalar >> 18))
            bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        default:
            bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
        }
    }

    /// Whether the bytes are valid UTF-8.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func isValid(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }

    /// Returns the bytes with every invalid sequence replaced by U+FFFD; valid input is returned as it is.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        isValid(bytes) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// The text of a byte range, for people; ranges outside the bytes are cut to fit.
    public static func string(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
        let lower = max(0, min(start, bytes.count))
        let upper = max(lower, min(end, bytes.count))
        return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }

    /// Whether a text holds a run of bytes.
    ///
    /// - Complexity: O(*n*) for the short, varied runs that lexicons hold; O(*n* · *m*) at worst.
    public static func contains(_ text: [UInt8], _ needle: [UInt8]) -> Bool { index(text, of: needle) != nil }

    /// Where a run of bytes first stands in a text, nil when it does not.
    ///
    /// - Complexity: As that of ``contains(_:_:)``.
    public static func index(_ text: [UInt8], of needle: [UInt8]) -> Int? {
        index(text, of: needle, in: 0..<text.count)
    }

    /// Where a run of bytes last stands in a text, nil when it does not.
    ///
    /// - Complexity: O(*n* · *m*) at worst.
    public static func lastIndex(_ text: [UInt8], of needle: [UInt8]) -> Int? {
        guard let first = needle.first, text.count >= needle.count else { return nil }
        let (text, needle) = (text.span, needle.span)
        var start = text.count - needle.count
        while start >= 0 {
            if text[start] == first {
                var matched = 1
                while matched < needle.count, text[start + matched] == needle[matched] { matched += 1 }
                if matched == needle.count { return start }
            }
            start -= 1
        }
        return nil
    }

    /// Where a run of bytes first stands in a part of a text, nil when it does not; what is outside the text is cut off.
    ///
    /// - Complexity: As that of ``contains(_:_:)``.
    public static func index(_ text: [UInt8], of needle: [UInt8], in part: Range<Int>) -> Int? {
        let part = part.clamped(to: 0..<text.count)
        // The high bit of each byte that is 0, and of some above one (Mycroft 1987).
        func hasZero(_ word: UInt64) -> UInt64 {
            (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        }

        guard let first = needle.first else { return part.lowerBound }
        guard part.count >= needle.count else { return nil }
        let (text, needle) = (text.span, needle.span)
        var index = part.lowerBound
        let last = part.upperBound - needle.count
        let second = needle.count > 1 ? needle[1] : 0
        let isOne = needle.count == 1
        let (firsts, seconds) = (UInt64(first) &* 0x0101_0101_0101_0101, UInt64(second) &* 0x0101_0101_0101_0101)
        while index <= last {
            // Eight places at once that cannot begin it are passed over.
            while index + 9 <= part.upperBound {
                let (left, right) = unsafe text.bytes.withUnsafeBytes { buffer in
                    unsafe (
                        buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ firsts,
                        buffer.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self) ^ seconds
                    )
                }
                if hasZero(left) & (isOne ? hasZero(left) : hasZero(right)) != 0 { break }
                index += 8
            }
            guard index <= last else { return nil }
            // The loop's bounds hold for both bytes.
            if unsafe text[unchecked: index] == first, isOne || (unsafe text[unchecked: index + 1] == second) {
                var matched = 1
                while matched < needle.count, text[index + matched] == needle[matched] { matched += 1 }
                if matched == needle.count { return index }
            }
            index += 1
        }
        return nil
    }
}

/// Maps UTF-8 byte offsets of one text to Unicode code points and back.
///
/// A checkpoint is kept every 64 bytes, so a text costs one integer per 64 bytes and nothing at all when it is ASCII.
public struct CodePointIndex: Sendable {
    private let bytes: [UInt8]
    private let checkpoints: [Int32]
    private let isASCII: Bool

    /// Indexes a text.
    ///
    /// - Parameter bytes: Valid UTF-8.
    /// - Complexity: O(*n*) in bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var marks: [Int32] = [0]
        marks.reserveCapacity(bytes.count / 64 + 2)
        var count = 0
        let span = bytes.span
        let raw = unsafe span.bytes
        var offset = 0
        while offset + 64 <= bytes.count {
            var continuations = 0
            for step in 0..<8 {
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset + step * 8, as: UInt64.self)
                continuations += (word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
            }
            count += 64 - continuations
            offset += 64
            marks.append(Int32(count))
        }
        while offset < bytes.count {
            if !span[offset].isUTF8Continuation { count += 1 }
            offset += 1
        }
        isASCII = count == bytes.count
        checkpoints = isASCII ? [] : marks
    }

    /// The number of code points before a byte offset; offsets beyond the end are cut to it.
    ///
    /// - Complexity: O(1), at most 64 steps.
    public func codePoint(atByte offset: Int) -> Int {
        let bounded = max(0, min(offset, bytes.count))
        if isASCII { return bounded }
        let block = bounded >> 6
        var count = Int(checkpoints[block])
        var position = block << 6
        while position < bounded {
            if !bytes[position].isUTF8Continuation { count += 1 }
            position += 1
        }
        return count
    }

    /// The byte offset at which a code point starts; points beyond the end give the text's length.
    ///
    /// - Complexity: O(log *n*).
    public func byte(atCodePoint point: Int) -> Int {
        if isASCII { return max(0, min(point, bytes.count)) }
        if point <= 0 { return 0 }
        var low = 0
        var high = checkpoints.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if Int(checkpoints[middle]) <= point { low = middle } else { high = middle - 1 }
        }
        var count = Int(checkpoints[low])
        var position = low << 6
        while position < bytes.count, bytes[position].isUTF8Continuation { position += 1 }
        if position > low << 6, count > point { return position }
        while position < bytes.count {
            if !bytes[position].isUTF8Continuation {
                if count == point { return position }
                count += 1
            }
            position += 1
        }
        return bytes.count
    }
}
