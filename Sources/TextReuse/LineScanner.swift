internal import CByteBlocks

/// Cuts texts into lines and hashes them, eight bytes at a time.
enum LineScanner {
    /// Calls a function with the range of every line that holds more than white space.
    ///
    /// - Parameters:
    ///   - text: The buffer; 64 bytes can be read at any offset of the range.
    ///   - range: The part of it.
    /// - Complexity: O(*n*) in bytes.
    @inline(__always)
    static func forEachLine(_ text: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return }
            func line(_ start: Int, _ end: Int) {
                var first = start
                var last = end
                while first < last, unsafe bytes[first].isWhite { first += 1 }
                while last > first, unsafe bytes[last - 1].isWhite { last -= 1 }
                if last > first { body(first..<last) }
            }
            var start = range.lowerBound
            var offset = start
            while offset < range.upperBound {
                var feeds = unsafe cbyteblocks_equal(bytes + offset, 0x0a, 0x0a)
                while feeds != 0 {
                    let end = offset + feeds.trailingZeroBitCount
                    if end >= range.upperBound { break }
                    line(start, end)
                    start = end + 1
                    feeds &= feeds &- 1
                }
                offset += 64
            }
            line(start, max(start, range.upperBound))
        }
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
