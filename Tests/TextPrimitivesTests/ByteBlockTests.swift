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
            }
        }
    }
}
