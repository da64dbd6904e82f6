/// Cuts texts into lines and hashes them, eight bytes at a time.
enum LineScanner {
    /// Calls a function with the range of every line that holds more than white space.
    ///
    /// - Parameters:
    ///   - text: The buffer; eight bytes can be read at any offset of the range.
    ///   - range: The part of it.
    /// - Complexity: O(*n*) in bytes.
    @inline(__always)
    static func forEachLine(_ text: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        let raw = unsafe text.bytes
        var start = range.lowerBound
        while start < range.upperBound {
            let end = endOfLine(raw, start, range.upperBound)
            var first = start
            var last = end
            while first < last, text[first].isWhite { first += 1 }
            while last > first, text[last - 1].isWhite { last -= 1 }
            if last > first { body(first..<last) }
            start = end + 1
        }
    }

    /// The offset of the next line feed, or the end.
    @inline(__always)
    static func endOfLine(_ raw: RawSpan, _ start: Int, _ limit: Int) -> Int {
        var offset = start
        while offset < limit {
            let bytes = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let difference = bytes ^ 0x0a0a_0a0a_0a0a_0a0a
            // The lowest byte that is zero is found exactly; higher ones may be false.
            let zero = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if zero != 0 { return min(limit, offset + zero.trailingZeroBitCount >> 3) }
            offset += 8
        }
        return limit
    }

    /// A hash of a range's bytes.
    @inline(__always)
    static func hash(_ raw: RawSpan, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(range.count)
        var offset = range.lowerBound
        while offset + 8 <= range.upperBound {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 29
            offset += 8
        }
        if offset < range.upperBound {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            hash = (hash ^ word & ((1 << UInt64((range.upperBound - offset) * 8)) - 1)) &* 0xc4ce_b9fe_1a85_ec53
        }
        hash ^= hash >> 33
        return hash &* 0xff51_afd7_ed55_8ccd
    }
}

extension UInt8 {
    /// A space, a tab, a carriage return or a line feed.
    @inline(__always)
    fileprivate var isWhite: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}

/// Puts a new value in the place of another, which is returned.
@inline(__always)
func exchange<Value>(_ place: inout Value, with value: consuming Value) -> Value {
    let old = place
    place = value
    return old
}
