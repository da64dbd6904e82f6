/// Cuts a text into paragraphs and sentences by bytes.
public enum Segmentation {
    /// The sentences of a text, each without white space around it; a sentence never crosses a line feed pair.
    ///
    /// A stop ends a sentence when a space and then a capital, a digit, a quotation mark or a non-ASCII letter follow,
    /// and the word before is no known abbreviation or single capital. Closing quotation marks stay with the sentence.
    /// What goes on for more than ``Bounds/sentenceBytes`` is cut at a blank.
    ///
    /// - Parameter text: UTF-8.
    /// - Returns: Byte ranges as (start, end), in order.
    /// - Complexity: O(*n*) in bytes.
    public static func sentences(_ text: [UInt8]) -> [(start: Int, end: Int)] {
        var result: [(start: Int, end: Int)] = []
        let count = text.count
        var start = 0
        var offset = 0
        func emit(_ end: Int) {
            var first = start
            var last = end
            while first < last, isSpace(text, first) > 0 { first += isSpace(text, first) }
            while last > first, text[last - 1].isASCIISpace { last -= 1 }
            // What has no stop for so long is no sentence: cut where a word ends, so that no stage is asked for its square.
            while last - first > Bounds.sentenceBytes {
                var cut = first + Bounds.sentenceBytes
                while cut > first + Bounds.sentenceBytes / 2, isSpace(text, cut) == 0 { cut -= 1 }
                if isSpace(text, cut) == 0 {
                    cut = first + Bounds.sentenceBytes
                    while cut > first + 1, text[cut] & 0xC0 == 0x80 { cut -= 1 }
                }
                result.append((first, cut))
                first = cut
                while first < last, isSpace(text, first) > 0 { first += isSpace(text, first) }
            }
            if last > first { result.append((first, last)) }
            start = end
        }
        while offset < count {
            let byte = text[offset]
            if byte == 10 {
                // A single line feed inside a paragraph joins; two part.
                if offset + 1 >= count || text[offset + 1] == 10 { emit(offset) }
                offset += 1
                continue
            }
            guard
                byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
                    || isFullStop(text, offset)
            else {
                offset += 1
                continue
            }
            let isWide = byte >= 0x80
            var end = offset + (isWide ? 3 : 1)
            while end < count {
                if text[end] == UInt8(ascii: "\"") || text[end] == UInt8(ascii: "'") || text[end] == UInt8(ascii: ")") {
                    end += 1
                } else if text[end] >= 0x80, let found = QuotationMarks.shared.mark(text, end), found.mark.closes {
                    end += found.length
                } else {
                    break
                }
            }
            var next = end
            while next < count, isSpace(text, next) > 0, text[next] != 10 { next += isSpace(text, next) }
            let isSpaced = next > end || isWide
            if isWide || next >= count || text[next] == 10
                || (isSpaced && opens(text, next) && !(byte == UInt8(ascii: ".") && isAbbreviation(text, offset)))
            {
                emit(end)
            }
            offset = max(end, offset + 1)
        }
        emit(count)
        return result
    }

    /// The paragraphs of a text: runs between blank lines.
    public static func paragraphs(_ text: [UInt8]) -> [(start: Int, end: Int)] {
        var result: [(start: Int, end: Int)] = []
        var start = 0
        var offset = 0
        while offset <= text.count {
            if offset == text.count || (text[offset] == 10 && offset + 1 < text.count && text[offset + 1] == 10) {
                if offset > start { result.append((start, offset)) }
                while offset < text.count, text[offset] == 10 { offset += 1 }
                start = offset
                if offset == text.count { break }
            } else {
                offset += 1
            }
        }
        return result
    }

    /// The length of the white space that stands at an offset, 0 when there is none.
    @inlinable
    public static func isSpace(_ text: [UInt8], _ offset: Int) -> Int {
        if text[offset].isASCIISpace { return 1 }
        if text[offset] == 0xC2, offset + 1 < text.count, text[offset + 1] == 0xA0 { return 2 }
        if text[offset] == 0xE2, offset + 2 < text.count, text[offset + 1] == 0x80,
            text[offset + 2] <= 0x8B || text[offset + 2] == 0xAF
        {
            return 3
        }
        if text[offset] == 0xE3, offset + 2 < text.count, text[offset + 1] == 0x80, text[offset + 2] == 0x80 {
            return 3
        }
        return 0
    }

    /// The full stop of Chinese and Japanese, and its wide kin.
    private static func isFullStop(_ text: [UInt8], _ offset: Int) -> Bool {
        guard offset + 2 < text.count else { return false }
        if text[offset] == 0xE3, text[offset + 1] == 0x80, text[offset + 2] == 0x82 { return true }
        return text[offset] == 0xEF && text[offset + 1] == 0xBC
            && (text[offset + 2] == 0x81 || text[offset + 2] == 0x9F)
    }

    /// Whether a sentence can begin at an offset.
    private static func opens(_ text: [UInt8], _ offset: Int) -> Bool {
        let byte = text[offset]
        return byte.isASCIIUpper || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "(")
            || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "[")
    }

    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "maj", "capt", "sgt", "sen", "rep", "gov", "prof", "rev",
        "hon", "vs",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "nos", "art", "co",
        "corp", "inc",
        "ltd", "jr", "sr", "messrs", "adm", "cmdr", "brig", "pres", "approx", "fig",
    ]

    /// Whether the stop at an offset closes an abbreviation or an initial.
    private static func isAbbreviation(_ text: [UInt8], _ offset: Int) -> Bool {
        var first = offset
        while first > 0, text[first - 1].isASCIILetter { first -= 1 }
        let length = offset - first
        if length == 0 || length > 7 { return false }
        if length == 1, text[first].isASCIIUpper { return true }
        // U.S. and a.m. have a stop before their last letter.
        if length == 1, first > 0, text[first - 1] == UInt8(ascii: ".") { return true }
        var word: [UInt8] = []
        for index in first..<offset { word.append(text[index].asciiLowercased) }
        return text[first].isASCIIUpper && abbreviations.contains(String(decoding: word, as: UTF8.self))
    }
}
