internal import CByteBlocks

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
    /// - Complexity: O(*n*) in bytes, 64 at a time where they are ASCII.
    public static func isValid(_ bytes: [UInt8]) -> Bool {
        let count = bytes.count
        let span = bytes.span
        var offset = 0
        while offset < count {
            if span[offset] < 0x80 {
                offset = unsafe span.withUnsafeBufferPointer { buffer in
                    var offset = offset
                    while offset + 64 <= count, let base = buffer.baseAddress {
                        let beyond = unsafe cbyteblocks_beyond(base + offset)
                        if beyond != 0 { return offset + beyond.trailingZeroBitCount }
                        offset += 64
                    }
                    while offset < count, unsafe buffer[offset] < 0x80 { offset += 1 }
                    return offset
                }
                continue
            }
            let length = length(ofSequence: span, offset, count)
            if length == 0 { return false }
            offset += length
        }
        return true
    }

    /// The length of the well-formed sequence beyond ASCII at an offset (Unicode 16, table 3-7), 0 for one that is not.
    @inline(__always)
    private static func length(ofSequence bytes: Span<UInt8>, _ offset: Int, _ count: Int) -> Int {
        let first = bytes[offset]
        func continues(_ place: Int) -> Bool { bytes[offset + place] & 0xC0 == 0x80 }
        switch first {
        case 0xC2...0xDF: return offset + 1 < count && continues(1) ? 2 : 0
        case 0xE0...0xEF:
            guard offset + 2 < count, continues(1), continues(2) else { return 0 }
            let second = bytes[offset + 1]
            return first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F ? 0 : 3
        case 0xF0...0xF4:
            guard offset + 3 < count, continues(1), continues(2), continues(3) else { return 0 }
            let second = bytes[offset + 1]
            return first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F ? 0 : 4
        default: return 0
        }
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
    /// - Complexity: As that of ``contains(_:_:)``; 64 places at a time that have not its first and last byte are passed over.
    public static func index(_ text: [UInt8], of needle: [UInt8], in part: Range<Int>) -> Int? {
        let part = part.clamped(to: 0..<text.count)
        guard let first = needle.first, let final = needle.last else { return part.lowerBound }
        let size = needle.count
        guard part.count >= size else { return nil }
        return unsafe text.withUnsafeBufferPointer { text in
            unsafe needle.withUnsafeBufferPointer { needle in
                guard let base = text.baseAddress else { return nil }
                /// Whether what is between the first and the last byte is there, too.
                func matches(_ place: Int) -> Bool {
                    var same = 1
                    while same < size - 1, unsafe base[place + same] == needle[same] { same += 1 }
                    return same >= size - 1
                }
                var index = part.lowerBound
                let last = part.upperBound - size
                // The last of the 64 places reads up to its last byte, which is within the part.
                while index + 63 <= last {
                    var places = unsafe cbyteblocks_pairs(base + index, first, final, Int64(size - 1))
                    while places != 0 {
                        let place = index + places.trailingZeroBitCount
                        if matches(place) { return place }
                        places &= places - 1
                    }
                    index += 64
                }
                while index <= last {
                    if unsafe base[index] == first && base[index + size - 1] == final, matches(index) { return index }
                    index += 1
                }
                return nil
            }
        }
    }

    /// The bytes with ASCII capitals as small letters.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func asciiLowercased(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var span = result.mutableSpan
        for place in 0..<span.count { unsafe span[unchecked: place] = span[unchecked: place].asciiLowercased }
        return result
    }

    /// How often a byte stands in a text.
    ///
    /// - Complexity: O(*n*) in bytes, 64 at a time.
    public static func count(_ text: [UInt8], of byte: UInt8) -> Int {
        unsafe text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return 0 }
            var (offset, result) = (0, 0)
            while offset + 64 <= text.count {
                unsafe result += cbyteblocks_equal(base + offset, byte, byte).nonzeroBitCount
                offset += 64
            }
            while offset < text.count {
                if unsafe base[offset] == byte { result += 1 }
                offset += 1
            }
            return result
        }
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
