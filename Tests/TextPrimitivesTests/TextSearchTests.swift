import TestSupport
import Testing
import TextPrimitives

/// What is done many bytes at a time gives what one byte after the other gives.
@Suite struct TextSearchTests {
    /// Bytes of few values, so that most searches find something.
    private static func bytes(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in
            [0x61, 0x62, 0x3C, 0x20, 0xC3, 0xA9, 0xE2, 0x80, 0x94].randomElement(using: &generator) ?? 0x61
        }
    }

    @Test func firstPlaceIsTheFirst() {
        var generator = SeededGenerator(state: 11)
        for round in 0..<4_000 {
            let text = TextSearchTests.bytes(round % 210, &generator)
            let needle = TextSearchTests.bytes(round % 5 + 1, &generator)
            let start = Int.random(in: 0...text.count, using: &generator)
            let part = start..<Int.random(in: start...text.count, using: &generator)
            let naive = part.first { $0 + needle.count <= part.upperBound && text[$0...].starts(with: needle) }
            #expect(UTF8Text.index(text, of: needle, in: part) == naive, "\(needle) in \(text), \(part)")
            #expect(UTF8Text.count(text, of: 0x3C) == text.count { $0 == 0x3C })
        }
        #expect(UTF8Text.index([], of: [0x61]) == nil)
        #expect(UTF8Text.index([0x61], of: []) == 0)
    }

    @Test func validityIsThatOfTheStandardLibrary() {
        var generator = SeededGenerator(state: 12)
        for round in 0..<20_000 {
            var text = [UInt8](repeating: 0x61, count: round % 140)
            for _ in 0..<round % 4 where !text.isEmpty {
                let place = text.indices.randomElement(using: &generator) ?? 0
                let scalar = UInt32.random(in: 0x80...0x11FFFF, using: &generator)
                var sign: [UInt8] = []
                UTF8Text.append(scalar, to: &sign)
                // Some of them broken.
                if round % 3 == 0 { sign[sign.count / 2] = UInt8.random(in: 0...255, using: &generator) }
                text.replaceSubrange(place..<place + 1, with: sign)
            }
            #expect(UTF8Text.isValid(text) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
        }
        for first in UInt8(0x80)...0xFF {
            for second in UInt8.min...UInt8.max {
                for text in [[first, second], [first, second, 0x80], [first, second, 0xBF, 0x80]] {
                    #expect(UTF8Text.isValid(text) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
                }
            }
        }
    }

    @Test func runsAreFoldedAsTheirLetters() {
        let text = Array("The LONG and the Short of it: ÉTÉ, Straße, ﾃｽﾄ — “Ministère” ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        var single: [UInt8] = []
        var offset = 0
        while offset < text.count {
            let length = UTF8Text.scalar(in: text, at: offset).length
            Folding.append(text, offset, offset + length, to: &single)
            offset += length
        }
        #expect(Folding.folded(text, 0, text.count) == single)
        #expect(String(decoding: single, as: UTF8.self).hasPrefix("the long and the short of it: ete, "))
    }

    @Test func lettersThatStayBeyondASCIIDo() {
        for value in UInt32(0x80)...0xFFFF where value & 0xF800 != 0xD800 {
            var sign: [UInt8] = []
            UTF8Text.append(value, to: &sign)
            guard Folding.staysBeyondASCII(sign, 0) else { continue }
            #expect(Folding.folded(sign, 0, sign.count).first.map { $0 >= 0x80 } ?? false, "\(value)")
        }
    }
}
