import Foundation
import StageIO
import Testing

/// Lines of a real file.
@Suite struct LineReaderTests {
    /// What a reader makes of bytes: the length of each line and its first byte; nil for one that is too long.
    func lines(_ bytes: [UInt8], maximumLine: Int = 256 << 20) throws -> [[Int]?] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try FileHandle(forReadingFrom: path)
        defer { try? file.close() }
        var reader = LineReader(descriptor: file.fileDescriptor, maximumLine: maximumLine)
        var result: [[Int]?] = []
        while let line = reader.next() { result.append(line.map { [$0.count, Int($0.first ?? 0)] }) }
        return result
    }

    @Test func linesOfAnyLengthComeWhole() throws {
        let lengths = [0, 1, 5, 300_000, 0, 0, 262_143, 262_144, 262_145, 3_000_000, 7, 1_048_576, 12]
        var bytes: [UInt8] = []
        for (index, length) in lengths.enumerated() {
            bytes += [UInt8](repeating: UInt8(97 + index), count: length) + [10]
        }
        let expected = lengths.enumerated().map { [$1, $1 == 0 ? 0 : 97 + $0] }
        #expect(try lines(bytes) == expected)
        // The last line may have no line feed.
        #expect(try lines(Array(bytes.dropLast())) == expected)
        #expect(try lines([]).isEmpty)
    }

    @Test func aLineThatIsTooLongIsLeftOut() throws {
        let long = [UInt8](repeating: 120, count: 2_500_000)
        let bytes = [97, 10] + long + [10, 98, 98, 10] + long
        #expect(try lines(bytes, maximumLine: 1_000_000) == [[1, 97], nil, [2, 98], nil])
    }
}
