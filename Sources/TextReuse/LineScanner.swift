internal import CByteBlocks
internal import TextPrimitives

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

    /// Whether a byte stands in a range.
    ///
    /// - Complexity: O(*n*) in bytes, 64 at a time; 64 can be read at any offset of the range.
    static func contains(_ byte: UInt8, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return false }
            for offset in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
                let found = unsafe cbyteblocks_equal(bytes + offset, byte, byte)
                if found != 0, offset + found.trailingZeroBitCount < range.upperBound { return true }
            }
            return false
        }
    }

    /// A hash of a range's bytes.
    @inline(__always)
    static func hash(_ raw: RawSpan, _ range: Range<Int>) -> UInt64 {
        // Sixteen bytes at a time in two hashes, which need not wait for each other.
        var (one, two) = (0x9e37_79b9_7f4a_7c15 ^ UInt64(range.count), 0xc4ce_b9fe_1a85_ec53 as UInt64)
        var offset = range.lowerBound
        while offset &+ 16 <= range.upperBound {
            one = step(one, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
            two = step(two, unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
            offset &+= 16
        }
        while offset < range.upperBound {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let left = UInt64(truncatingIfNeeded: range.upperBound - offset) * 8
            one = step(one, left < 64 ? word & ((1 << left) - 1) : word)
            offset &+= 8
        }
        return StableHash.mix(one ^ two << 32 ^ two >> 32)
    }

    /// A hash with eight bytes more.
    @inline(__always)
    private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let next = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
        return next ^ next >> 29
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
