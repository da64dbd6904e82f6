import CByteBlocks
import TestSupport
import Testing

@Suite struct ByteBlockTests {
    @Test func bothFormsGiveTheSame() {
        var generator = SeededGenerator(state: 3)
        // Every byte at every place, then any bytes.
        for round in 0..<1_000 {
            let bytes = (0..<64).map { place in
                round < 256 ? UInt8(truncatingIfNeeded: round + place) : UInt8.random(in: 0...255, using: &generator)
            }
            unsafe bytes.withUnsafeBufferPointer { buffer in
                let classes = unsafe cbyteblocks_classes(buffer.baseAddress)
                let plain = unsafe cbyteblocks_plain_classes(buffer.baseAddress)
                #expect(classes.letters == plain.letters)
                #expect(classes.special == plain.special)
                let (first, second) = (bytes[7], bytes[40])
                unsafe #expect(
                    cbyteblocks_equal(buffer.baseAddress, first, second)
                        == cbyteblocks_plain_equal(buffer.baseAddress, first, second))
                unsafe #expect(
                    cbyteblocks_continuations(buffer.baseAddress)
                        == cbyteblocks_plain_continuations(buffer.baseAddress))
                unsafe #expect(cbyteblocks_beyond(buffer.baseAddress) == cbyteblocks_plain_beyond(buffer.baseAddress))
            }
            let longer = bytes + bytes
            unsafe longer.withUnsafeBufferPointer { buffer in
                for distance: Int64 in [0, 1, 7, 63] {
                    let (first, second) = (bytes[5], longer[5 + Int(distance)])
                    unsafe #expect(
                        cbyteblocks_pairs(buffer.baseAddress, first, second, distance)
                            == cbyteblocks_plain_pairs(buffer.baseAddress, first, second, distance))
                }
            }
        }
    }
}
