import TestSupport
import Testing

@testable import TextReuse

@Suite struct RadixSortTests {
    @Test(arguments: [0, 1, 300, 5_000, 70_000]) func entriesAreSortedByTheirHashes(_ count: Int) {
        var generator = SeededGenerator(state: UInt64(count))
        for spread in [3, 40, 1 << 40] as [UInt64] {
            var entries = (0..<count).map { _ in
                UInt64.random(in: 0..<spread, using: &generator) << 24
                    | UInt64.random(in: 0..<1 << 24, using: &generator)
            }
            let expected = entries.sorted()
            RadixSort.sortByHash(&entries)
            #expect(entries.map { $0 >> 24 } == expected.map { $0 >> 24 })
            #expect(entries.sorted() == expected)
        }
    }

    @Test func aRunOfOneHashIsSortedByItsDocuments() {
        var generator = SeededGenerator(state: 1)
        for count in [2, 3, 24, 25, 128, 129, 4_096, 4_097, 20_000] {
            let hash = UInt64.random(in: 0..<1 << 40, using: &generator) << 24
            var entries = (0..<count + 2).map { _ in hash | UInt64.random(in: 0..<1 << 24, using: &generator) }
            // A document may be there more than once.
            entries[count / 2] = entries[count / 3]
            let expected = [entries[0]] + entries[1...count].sorted() + [entries[count + 1]]
            unsafe entries.withUnsafeMutableBufferPointer { unsafe RadixSort.sortRun($0, 1, count + 1) }
            #expect(entries == expected)
        }
    }
}
