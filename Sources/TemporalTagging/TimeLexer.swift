internal import TextPrimitives

/// Cuts a text into tokens in one pass over its bytes.
struct TimeLexer {
    let shared: SharedLexicon
    private var lexicon: TimeLexicon { _read { yield shared.lexicon } }

    init(shared: SharedLexicon) { self.shared = shared }

    /// Cuts a text.
    ///
    /// - Complexity: O(*n*) in bytes.
    func tokens(of bytes: [UInt8]) -> [TimeToken] {
        var result: [TimeToken] = []
        result.reserveCapacity(bytes.count / 5)
        let text = bytes.span
        let table = ByteClass.table
        let classes = table.span
        let count = text.count
        var offset = 0
        var scratch: [UInt8] = []
        var spaced = true
        // Where the run without white space begins that is being read, in bytes and in tokens.
        var run = (start: 0, token: 0)
        while offset < count {
            let byte = text[offset]
            let cls = classes[Int(byte)]
            if cls & ByteClass.space != 0 {
                if byte == 10, offset + 1 < count, text[offset + 1] == 10 {
                    result.append(sign(offset, offset + 2, 10, spaced: true, kind: .paragraph))
                }
                spaced = true
                offset += 1
                continue
            }
            if byte == 0xC2, offset + 1 < count, text[offset + 1] == 0xA0 {
                spaced = true
                offset += 2
                continue
            }
            if byte == 0xE2, offset + 2 < count, text[offset + 1] == 0x80 {
                let third = text[offset + 2]
                if third == 0xAF || third <= 0x8B {
                    spaced = true
                } else {
                    let value: UInt8 =
                        switch third {
                        case 0x90...0x95: UInt8(ascii: "-")
                        case 0x98, 0x99: UInt8(ascii: "'")
                        case 0x9C...0x9F: UInt8(ascii: "\"")
                        default: UInt8(ascii: "*")
                        }
                    result.append(sign(offset, offset + 3, value, spaced: spaced, kind: .sign))
                    spaced = false
                }
                offset += 3
                continue
            }
            let start = offset
            if spaced { run = (start, result.count) }
            if cls & ByteClass.letter != 0 {
                offset += 1
                var bits = byte
                while offset < count {
                    let next = text[offset]
                    guard classes[Int(next)] & ByteClass.letter != 0 else { break }
                    bits |= next
                    if next >= 0xC2, offset + 1 < count {
                        if next == 0xE2, text[offset + 1] == 0x80 { break }
                        if next == 0xC2, text[offset + 1] == 0xA0 { break }
                    }
                    offset += 1
                }
                var marks: TimeToken.Marks = spaced ? .spaced : []
                if cls & ByteClass.upper != 0 || byte >= 0x80 { marks.insert(.capital) }
                let word =
                    bits < 0x80
                    ? lexicon.word(text, start, offset) : lexicon.word(marked: bytes, start, offset, &scratch)
                result.append(TimeToken(start: start, end: offset, kind: .word, word: word, marks: marks))
            } else if cls & ByteClass.digit != 0 {
                result.append(number(text, &offset, spaced: spaced))
            } else if TimeLexer.opensAddress(text, start, run.start) {
                // Numbers in addresses of pages, mail and files are no dates.
                while offset < count, classes[Int(text[offset])] & ByteClass.space == 0 { offset += 1 }
                result.removeLast(result.count - run.token)
                result.append(sign(run.start, offset, UInt8(ascii: "*"), spaced: true, kind: .sign))
            } else {
                offset += 1
                result.append(sign(start, offset, byte, spaced: spaced, kind: .sign))
            }
            spaced = false
        }
        return result
    }

    /// Whether a sign makes the run that it stands in an address: `://`, `www.`, `@` between letters, a dot before the
    /// ending of a file's name.
    private static func opensAddress(_ text: Span<UInt8>, _ sign: Int, _ start: Int) -> Bool {
        let count = text.count
        func isLetter(_ offset: Int) -> Bool { offset >= start && offset < count && text[offset].isASCIILetter }
        switch text[sign] {
        case UInt8(ascii: ":"):
            return sign + 2 < count && text[sign + 1] == UInt8(ascii: "/") && text[sign + 2] == UInt8(ascii: "/")
        case UInt8(ascii: "@"): return isLetter(sign - 1) && isLetter(sign + 1)
        case UInt8(ascii: "."):
            guard sign > start, isLetter(sign + 1) else { return false }
            if sign - start == 3, (start..<sign).allSatisfy({ text[$0] | 0x20 == UInt8(ascii: "w") }) { return true }
            var end = sign + 1
            while end < count, end - sign <= 6, text[end].isASCIILetter || text[end].isASCIIDigit { end += 1 }
            return endings.contains { ending in
                ending.count == end - sign - 1 && ending.indices.allSatisfy { ending[$0] == text[sign + 1 + $0] | 0x20 }
            }
        default: return false
        }
    }

    /// The endings of files that pages, papers and pictures are kept in.
    private static let endings = Resource.rows("time/file-endings.tsv", columns: 2).map { Array($0[0].utf8) }

    private func sign(_ start: Int, _ end: Int, _ byte: UInt8, spaced: Bool, kind: TimeToken.Kind) -> TimeToken {
        TimeToken(
            start: start, end: end, kind: kind, word: kind == .sign ? lexicon.signs[Int(byte)] : -1,
            number: Int(byte), marks: spaced ? .spaced : [])
    }

    private func number(_ text: Span<UInt8>, _ offset: inout Int, spaced: Bool) -> TimeToken {
        let start = offset
        let count = text.count
        var value = 0
        while offset < count, text[offset].isASCIIDigit {
            if value < 100_000_000 { value = value * 10 + Int(text[offset] - 0x30) }
            offset += 1
        }
        let digits = offset - start
        var compound = false
        // 1,400 and 4.82 are amounts; 14.05.2024 is left to the date classes.
        while offset + 1 < count, text[offset] == UInt8(ascii: ","), digits <= 3, offset + 3 < count,
            text[offset + 1].isASCIIDigit, text[offset + 2].isASCIIDigit, text[offset + 3].isASCIIDigit,
            offset + 4 >= count || !text[offset + 4].isASCIIDigit
        {
            compound = true
            offset += 4
        }
        if start > 0 {
            let before = text[start - 1]
            if before == UInt8(ascii: "$") || before == UInt8(ascii: "#") || before == UInt8(ascii: "+") {
                compound = true
            }
            if before == 0xAC || before == 0xA3 || before == 0xA5 { compound = true }
        }
        if offset < count, text[offset] == UInt8(ascii: "%") { compound = true }
        var ordinal = false
        var plural = false
        if offset + 1 < count, offset + 2 >= count || !text[offset + 2].isASCIILetter {
            let first = text[offset] | 0x20
            let second = text[offset + 1] | 0x20
            switch (first, second) {
            case (UInt8(ascii: "s"), UInt8(ascii: "t")), (UInt8(ascii: "n"), UInt8(ascii: "d")),
                (UInt8(ascii: "r"), UInt8(ascii: "d")), (UInt8(ascii: "t"), UInt8(ascii: "h")):
                ordinal = true
                offset += 2
            default: break
            }
        }
        // 1º, 2ª
        if !ordinal, offset + 1 < count, text[offset] == 0xC2, text[offset + 1] == 0xBA || text[offset + 1] == 0xAA {
            ordinal = true
            offset += 2
        }
        if !ordinal, offset < count, text[offset] == UInt8(ascii: "s"),
            offset + 1 >= count || !text[offset + 1].isASCIILetter
        {
            plural = true
            offset += 1
        } else if !ordinal, offset + 1 < count, text[offset] == UInt8(ascii: "'"),
            text[offset + 1] == UInt8(ascii: "s"),
            offset + 2 >= count || !text[offset + 2].isASCIILetter, digits == 4, value % 10 == 0
        {
            plural = true
            offset += 2
        }
        var marks: TimeToken.Marks = spaced ? .spaced : []
        if ordinal { marks.insert(.ordinal) }
        if plural { marks.insert(.plural) }
        if compound { marks.insert(.compound) }
        return TimeToken(start: start, end: offset, kind: .number, number: value, digits: digits, marks: marks)
    }
}
