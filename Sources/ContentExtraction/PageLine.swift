internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// A line of a page's text with what is needed to judge it.
struct PageLine {
    /// Where it stands in the page, without white space around it.
    var range: TextRange
    /// The parts that it was broken into; one, unless the page's text is wrapped.
    var parts: [TextRange]
    /// Its words without case, accents and typography.
    var folded: String
    /// The number of words; scripts without spaces count two characters as one.
    var words: Int
    /// Whether it ends as a sentence does.
    var endsSentence: Bool
    /// What it means as chrome, when it is.
    var chrome: (kind: ChromePhrases.Kind, id: String)?
    /// Absolute dates in it, for short lines only.
    var dates: [Timex]
    /// Whether the same long line stands elsewhere on the page.
    var isRepeated = false
    /// Whether a blank line stands before it.
    var isParagraphStart: Bool

    /// Whether nothing but a date and its labels stands on the line.
    var isDateOnly: Bool {
        guard !dates.isEmpty, words <= 12 else { return false }
        let covered = dates.reduce(0) { $0 + $1.range.length }
        return covered * 10 >= range.length * 6
    }

    /// Cuts a page's text into lines; what a program broke over lines of one width is one line again.
    static func lines(of page: [UInt8]) -> [PageLine] {
        var result = WrappedLines.join(page, physicalLines(page)).map { PageLine(page, $0.parts, $0.isParagraphStart) }
        var seen: [String: Int] = [:]
        for (index, line) in result.enumerated() where line.words >= 6 {
            if let other = seen[line.folded] {
                result[index].isRepeated = true
                result[other].isRepeated = true
            } else {
                seen[line.folded] = index
            }
        }
        return result
    }

    /// The lines as line feeds and carriage returns cut them, without those that are blank.
    private static func physicalLines(_ page: [UInt8]) -> [WrappedLines.Line] {
        var result: [WrappedLines.Line] = []
        var offset = 0
        var sawBlank = true
        while offset < page.count {
            var end = offset
            while end < page.count, page[end] != 10, page[end] != 13 { end += 1 }
            var first = offset
            var last = end
            while first < last, Segmentation.isSpace(page, first) > 0 { first += Segmentation.isSpace(page, first) }
            while last > first,
                page[last - 1].isASCIISpace || (last - first >= 2 && page[last - 2] == 0xC2 && page[last - 1] == 0xA0)
            {
                last -= page[last - 1].isASCIISpace ? 1 : 2
            }
            if last > first {
                result.append(WrappedLines.Line(parts: [TextRange(first, last)], isParagraphStart: sawBlank))
                sawBlank = false
            } else {
                sawBlank = true
            }
            offset = end + 1
            if end < page.count, page[end] == 13, offset < page.count, page[offset] == 10 { offset += 1 }
        }
        return result
    }

    private init(_ page: [UInt8], _ parts: [TextRange], _ isParagraphStart: Bool) {
        let range = TextRange(parts[0].start, parts[parts.count - 1].end)
        self.range = range
        self.parts = parts
        self.isParagraphStart = isParagraphStart
        var bytes: [UInt8] = []
        Folding.append(page, range.start, range.end, to: &bytes)
        folded = String(decoding: bytes, as: UTF8.self).words.joined(separator: " ")
        var count = 0
        var wide = 0
        var unspaced = 0
        var inWord = false
        var position = range.start
        while position < range.end {
            let (value, length) = UTF8Text.scalar(in: page, at: position)
            position += length
            let isWide = (0x2E80...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value)
            if isWide, !(0xAC00...0xD7A3).contains(value) { wide += 1 }
            if ScriptFacts.isUnspaced(value) { unspaced += 1 }
            let isWord =
                value >= 0x80
                ? value != 0xA0 && !(0x2000...0x206F).contains(value) && !(0x3000...0x303F).contains(value)
                : ByteClass.table[Int(value)] & 3 != 0
            if isWord, !inWord { count += 1 }
            inWord = isWord
        }
        words = count + wide / 2 + unspaced / ScriptFacts.signsPerWord
        endsSentence = PageLine.endsSentence(page, range)
        chrome = words <= 30 ? ChromePhrases.shared.kind(of: folded) : nil
        dates = []
        if words <= 16 {
            let line = Array(page[range.start..<range.end])
            dates = TemporalTagger.english.tag(line, context: TimeContext(published: nil, usesBackground: false))
                .timexes
                .filter { $0.anchor == nil && $0.bounds != nil && $0.anniversary == nil && $0.type != .duration }
                .map { timex in
                    var moved = timex
                    moved.range = TextRange(timex.range.start + range.start, timex.range.end + range.start)
                    return moved
                }
        }
    }

    /// Whether a range ends with a stop of any script, or with a quotation mark or bracket behind one; a long line of a
    /// script without stops does.
    ///
    /// - Complexity: O(1), the marks that close quotations aside.
    static func endsSentence(_ page: [UInt8], _ range: TextRange) -> Bool {
        var end = range.end
        var isQuoted = false
        while end > range.start {
            var start = end - 1
            while start > range.start, page[start] & 0xC0 == 0x80 { start -= 1 }
            let (value, length) = UTF8Text.scalar(in: page, at: start)
            guard start + length == end else { return false }
            if ScriptFacts.endsSentence(value) { return true }
            if !isQuoted, ScriptFacts.hasNoStops(value) { return range.length >= 150 }
            guard ScriptFacts.closes(value) else { return false }
            isQuoted = true
            end = start
        }
        return false
    }
}
