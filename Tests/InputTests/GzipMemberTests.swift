import EvidenceArchive
import Foundation
import TestSupport
import Testing

/// Gzipped inputs of many members: short ones are unpacked as a whole, long ones piece by piece, and nobody can tell.
@Suite struct GzipMemberTests {
    /// Bytes of a length that pack well or not at all.
    private static func bytes(_ count: Int, packsWell: Bool, _ random: inout SeededGenerator) -> [UInt8] {
        packsWell
            ? (0..<count).map { UInt8(truncatingIfNeeded: 97 + ($0 / 7) % 23) }
            : (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// A member with a name, extra bytes and a comment in its head (RFC 1952, section 2.3).
    private static func dressed(_ member: [UInt8]) -> [UInt8] {
        var head = Array(member[..<10])
        head[3] = 0b1_1100
        return head + [4, 0, 1, 2, 3, 4] + Array("name".utf8) + [0] + Array("comment".utf8) + [0] + member[10...]
    }

    private static func streams(_ packed: [UInt8]) throws -> [ByteStream] {
        let path = FileManager.default.temporaryDirectory.path + "/wirekin-members-\(UUID().uuidString).gz"
        try Data(packed).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return [try ByteStream(packed, name: "memory"), try ByteStream(path: path)]
    }

    @Test func membersOfAnyLengthAndHeadGiveTheirBytes() throws {
        var random = SeededGenerator(state: 19)
        let lengths = [0, 1, 40, 4_000, 1 << 17, (1 << 18) + 5, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20]
        for round in 0..<4 {
            var members: [(bytes: [UInt8], packed: [UInt8])] = []
            for (number, length) in (lengths + lengths.prefix(6)).shuffled(using: &random).enumerated() {
                let bytes = Self.bytes(length, packsWell: number % 2 == round % 2, &random)
                let packed = Gzip.deflate(bytes)
                members.append((bytes, number % 3 == 0 ? Self.dressed(packed) : packed))
            }
            let whole: [UInt8] = members.flatMap { member -> [UInt8] in member.bytes }
            // Zeros between members fill blocks up.
            let packed: [UInt8] = members.flatMap { member -> [UInt8] in member.packed + [0, 0, 0] }
            for stream in try Self.streams(packed) { #expect(try stream.rest(limit: 1 << 26) == whole) }
        }
    }

    @Test func aChangedBitIsDamageOrChangesNothing() throws {
        var random = SeededGenerator(state: 20)
        let members = (0..<8).map { Inputs.page("<p>Page \($0) \(String(repeating: "It rained. ", count: $0 * 50))") }
        let whole = members.flatMap { $0 }
        let packed = members.flatMap { Gzip.deflate($0) }
        for _ in 0..<300 {
            var changed = packed
            changed[Int.random(in: 3..<packed.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            for stream in try Self.streams(changed) {
                guard let bytes = try? stream.rest(limit: 1 << 20) else { continue }
                #expect(bytes == whole)
            }
        }
    }

    @Test func aLongInputGivesTheSameOnSeveralCores() throws {
        var random = SeededGenerator(state: 21)
        var (whole, packed): ([UInt8], [UInt8]) = ([], [])
        // Cut from one piece, as bytes are made slowly.
        let pool = Self.bytes(1 << 16, packsWell: false, &random)
        func piece(_ length: Int) -> [UInt8] {
            let start = Int.random(in: 0..<(pool.count / 2), using: &random)
            var bytes: [UInt8] = []
            while bytes.count < length { bytes += pool[start..<min(pool.count, start + length - bytes.count)] }
            return bytes
        }
        while packed.count < 5 << 20 {
            let number = Int.random(in: 0..<40, using: &random)
            // Most are short; some hold what looks like members, and is one, at places where none begins; a few are long.
            let length = number == 0 ? 1_500_000 : Int.random(in: 0..<30_000, using: &random)
            var bytes = piece(length)
            if number > 30 { bytes += Gzip.deflate(bytes) + Array([0x1F, 0x8B, 8, 0, 0, 0] as [UInt8]) }
            whole += bytes
            packed += number == 5 ? Self.dressed(Gzip.deflate(bytes)) : Gzip.deflate(bytes)
        }
        for stream in try Self.streams(packed) { #expect(try stream.rest(limit: 1 << 27) == whole) }
        let cut = Array(packed.dropLast(5))
        for stream in try Self.streams(cut) { #expect(throws: ArchiveError.self) { try stream.rest(limit: 1 << 27) } }
    }

    @Test func whatIsDamagedInALongInputIsToldWithItsPlace() throws {
        var random = SeededGenerator(state: 22)
        let letters = String(
            decoding: (0..<20_000).map { _ in UInt8.random(in: 97...122, using: &random) }, as: UTF8.self)
        var (packed, bodies, places): ([UInt8], [String], [Int]) = ([], [], [])
        for number in 0..<1_100 {
            let text = letters.dropFirst(Int.random(in: 0..<10_000, using: &random)).prefix(
                Int.random(in: 5_000..<9_000, using: &random))
            let body = "<p>Page \(number) " + text
            var member = Inputs.gzip(Inputs.page(body))
            if number % 37 == 5 {
                places.append(packed.count)
                member[Int.random(in: 10..<member.count, using: &random)] ^=
                    1 << UInt8.random(in: 0..<8, using: &random)
            } else {
                bodies.append(body)
            }
            packed += member
        }
        #expect(packed.count > 4 << 20)
        let result = Inputs.take(packed, "long.warc.gz")
        #expect(result.bodies == bodies)
        #expect(result.refused.count == places.count)
        for (sentence, place) in zip(result.refused, places) {
            #expect(sentence.contains("at byte \(place)"), "\(sentence)")
        }
    }

    @Test func bytesThatAreKeptPackedComeBackAsTheyWere() {
        var random = SeededGenerator(state: 5)
        for count in [0, 1, 4_095, 4_096, 5_000, 300_000] {
            for packsWell in [true, false] {
                let bytes = GzipMemberTests.bytes(count, packsWell: packsWell, &random)
                let packed = PackedBytes(bytes)
                #expect(packed.bytes == bytes)
                #expect(packed.size <= count && (packsWell && count > 5_000 ? packed.size < count / 4 : true))
            }
        }
    }
}
