internal import TextPrimitives

/// Hyphens that stand where a page lost a blank: "the minister has-signed", "he left.-The minister", "said,-he".
public enum LostBlanks {
    /// The text with a blank for each such hyphen, every byte where it was.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func mended(_ text: [UInt8]) -> [UInt8] {
        var result = text
        var last = -1
        for index in text.indices where text[index] == UInt8(ascii: "-") {
            defer { last = index }
            guard index > 0 else { continue }
            if isBehindStop(text, index) || isBetweenWords(text, index, last) { result[index] = UInt8(ascii: " ") }
        }
        return result
    }

    /// Behind a stop, comma or closing mark and before a word, a mark, a blank or the end; "U.S.-led" and "U.S.-Peru" keep theirs.
    private static func isBehindStop(_ text: [UInt8], _ hyphen: Int) -> Bool {
        let next = hyphen + 1 < text.count ? text[hyphen + 1] : UInt8(ascii: "\n")
        let opensSentence = next.isASCIISpace || next.isASCIIUpper || "\"'[(".utf8.contains(next) || next >= 0xC3
        guard opensSentence || next.isASCIILetter else { return false }
        var stop = hyphen - 1
        let isQuoted = text[stop] == UInt8(ascii: "\"") || text[stop] == UInt8(ascii: "'")
        if isQuoted { stop -= 1 }
        guard stop > 0 else { return false }
        let before = text[stop - 1]
        switch text[stop] {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            return before.isASCIILetter || isQuoted && isClosing(before)
        case UInt8(ascii: ":"): return isClosing(before) && opensSentence
        case UInt8(ascii: "."): return isQuoted || opensSentence && endsSentence(text, stop)
        default: return false
        }
    }

    /// What a word or its closing marks can end with.
    private static func isClosing(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || ")]%\"'".utf8.contains(byte)
    }

    /// Whether a full stop is no initial's: "U.S.", "J."; "UNSC.", "late.", "(PDF) .".
    private static func endsSentence(_ text: [UInt8], _ stop: Int) -> Bool {
        let before = text[stop - 1]
        guard before.isASCIIUpper else { return isClosing(before) || before.isASCIISpace }
        return stop > 1 && text[stop - 2].isASCIIUpper
    }

    /// Between two words of which one is never joined to another: "has-signed", "minister-and", "he-said".
    private static func isBetweenWords(_ text: [UInt8], _ hyphen: Int, _ last: Int) -> Bool {
        guard hyphen + 1 < text.count, text[hyphen - 1].isASCIILetter, text[hyphen + 1].isASCIILetter else {
            return false
        }
        var start = hyphen
        while start > 0, hyphen - start < 24, text[start - 1].isASCIILetter { start -= 1 }
        var end = hyphen + 1
        while end < text.count, end - hyphen < 24, text[end].isASCIILetter { end += 1 }
        // "State-of-the-art": a word of more than two parts.
        guard last < start - 1 || last < 0, end >= text.count || text[end] != UInt8(ascii: "-"),
            start == 0 || text[start - 1] != UInt8(ascii: "-")
        else { return false }
        let grammar = Grammar.english
        func word(_ first: Int, _ end: Int) -> Int32 {
            end - first > 5 ? -1 : grammar.id(hash: StableHash.folded(text.span, first, end))
        }
        let (before, behind) = (word(start, hyphen), word(hyphen + 1, end))
        return grammar.has(before, .looseWords) || grammar.has(behind, .looseWords)
    }
}
