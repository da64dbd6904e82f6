import DocumentModel
import TestSupport
import Testing
import TextPrimitives

@Suite struct CodePointTests {
    @Test func offsetsGoThereAndBack() {
        var generator = SeededGenerator(state: 7)
        let alphabet = Array("aé漢🙂 \nя".unicodeScalars)
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...300, using: &generator) {
                text.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "a")
            }
            let index = CodePointIndex(Array(text.utf8))
            var byte = 0
            for (point, scalar) in text.unicodeScalars.enumerated() {
                #expect(index.codePoint(atByte: byte) == point)
                #expect(index.byte(atCodePoint: point) == byte)
                byte += String(scalar).utf8.count
            }
            #expect(index.byte(atCodePoint: text.unicodeScalars.count) == byte)
        }
    }
}

@Suite struct JSONTests {
    @Test(arguments: [
        "{}", "[]", "null", "[1,-2.5,true,\"a\\nb\\u00e9\\ud83d\\ude42\"]", "{\"a\":{\"b\":[1,{\"c\":null}]}}",
    ])
    func parsesAndWrites(text: String) throws {
        let value = try JSONParser.parse(Array(text.utf8))
        #expect(try JSONParser.parse(Array(value.text.utf8)) == value)
    }

    @Test(arguments: ["", "{", "[1,]", "{\"a\"}", "\"a", "tru", "1 2", "[1", "{\"a\":1,}", "\u{1}"])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func depthIsBounded() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONError.self) { try JSONParser.parse(deep) }
    }

    @Test func lineKeepsUnknownMembers() throws {
        let line = try JSONLine(Array("{\"id\":\"x\",\"other\":{\"deep\":[1,2]},\"text\":\"a\\\"b\"}".utf8))
        #expect(line.string("text") == "a\"b")
        let again = line.rewritten(adding: [JSONMember(name: "new", value: .int(1))])
        #expect(
            String(decoding: again, as: UTF8.self)
                == "{\"id\":\"x\",\"other\":{\"deep\":[1,2]},\"text\":\"a\\\"b\",\"new\":1}")
    }

    @Test func aLineAmongOthersEndsWhereItEnds() throws {
        let lines = [
            "{\"id\":\"a\",\"text\":\"one\"}", "{\"id\":\"b\",\"text\":\"not closed", "{\"id\":\"c\",\"text\":\"two\"}",
        ]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let first = lines[0].utf8.count
        let second = first + 1 + lines[1].utf8.count
        #expect(try JSONLine(bytes, in: 0..<first).string("text") == "one")
        // One that is kept holds nothing of the others.
        let kept = try JSONLine(bytes, in: second + 1..<bytes.count).alone
        #expect(kept.bytes == Array(lines[2].utf8))
        #expect(kept.string("id") == "c" && kept.string("text") == "two")
        #expect(kept.rewritten(adding: []) == kept.bytes)
        #expect(throws: JSONError.self) { try JSONLine(bytes, in: first + 1..<second) }
        #expect(try JSONLine(bytes, in: second + 1..<bytes.count).string("text") == "two")
    }

    @Test func anyBytesAreSafe() {
        var generator = SeededGenerator(state: 11)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? JSONParser.parse(bytes)
            _ = try? JSONLine(bytes)
        }
    }
}

@Suite struct SentenceTests {
    @Test func abbreviationsAndQuotesStay() {
        let text =
            "Mr. Moore of the U.S. spoke on Jan. 5. \"It is late.\" He left.\n\nNew paragraph without stop\n\nLast."
        let bytes = Array(text.utf8)
        let found = Segmentation.sentences(bytes).map { UTF8Text.string(bytes, $0.start, $0.end) }
        #expect(
            found == [
                "Mr. Moore of the U.S. spoke on Jan. 5.", "\"It is late.\"", "He left.", "New paragraph without stop",
                "Last.",
            ])
    }
}

@Suite struct CalendarDayTests {
    @Test func everyDayOfFourCenturiesGoesThereAndBack() {
        var number = -200_000
        while number < 60_000 {
            let day = CivilDay(number: number)
            let (year, month, date) = day.components
            #expect(CivilDay(year, month, date)?.number == number)
            number += 13
        }
    }

    @Test func weekdaysAndWeeks() {
        #expect(CivilDay(2022, 5, 17)?.weekday == 2)
        #expect(CivilDay(2024, 11, 23)?.weekday == 6)
        #expect(CivilDay(2021, 1, 3)?.isoWeek.week == 53)
        #expect(CivilDay(2023, 2, 29) == nil)
    }

    @Test(arguments: [
        ("1989-05-14/1989-05-17", "1989-05-14", "1989-05-17"), ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("198X", "1980-01-01", "1989-12-31"),
        ("1973~", "1973-01-01", "1973-12-31"),
    ])
    func edtf(text: String, from: String, to: String) {
        let bounds = DayBounds(edtf: text)
        #expect(bounds?.from?.iso == from)
        #expect(bounds?.to?.iso == to)
    }

    @Test func openIntervals() {
        #expect(DayBounds(edtf: "../2022-05-14")?.from == nil)
        #expect(DayBounds(from: nil, to: CivilDay(2022, 5, 14)).edtf == "../2022-05-14")
        #expect(DayBounds(year: 2021).edtf == "2021")
        #expect(DayBounds(edtf: "no date") == nil)
    }

    /// The scan of eight bytes at a time finds what a look at each place finds.
    @Test func needlesAreFoundWhereTheyAre() {
        var state: UInt64 = 5
        func next(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        for _ in 0..<2000 {
            let text = (0..<next(60)).map { _ in UInt8(0x7F + next(4)) }
            let needle = (0..<next(5)).map { _ in UInt8(0x7F + next(4)) }
            let expected =
                needle.isEmpty
                ? 0 : text.indices.first { text[$0...].starts(with: needle) }
            #expect(UTF8Text.index(text, of: needle) == expected)
        }
    }
}

@Suite struct TerminalTextTests {
    /// What could command a terminal is escaped in JSON as JSON does, so that a program reads the same text.
    @Test func signsOfFormatStayTheSameTextInJSON() throws {
        let value = JSONValue.string("a\u{202E}b\u{E0041}c\u{85}d ایران‌")
        let written = TerminalText.harmless(Array(value.text.utf8), isJSON: true)
        #expect(!written.contains(0x85) && !String(decoding: written, as: UTF8.self).unicodeScalars.contains("\u{202E}"))
        #expect(try JSONParser.parse(written) == value)
    }
}
