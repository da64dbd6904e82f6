internal import DocumentModel
internal import TextPrimitives

/// Text that a program broke over lines of one width, as mail and text files have it, put together again.
///
/// A break was made for width when the next line's first word would not have fitted; where all breaks of most paragraphs that
/// begin with a long line are such ones, the page is wrapped. Verse, lists and short lines break where words would have fitted.
enum WrappedLines {
    /// A line of the page.
    struct Line {
        /// Where it stands; several once lines were joined.
        var parts: [TextRange]
        /// Whether a blank line stands before it.
        var isParagraphStart: Bool
    }

    /// Widths, in code points, that programs wrap at.
    private static let widths = 40...140

    /// Joins the lines of a page whose text is wrapped; other pages' lines are returned as they are.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func join(_ page: [UInt8], _ lines: [Line]) -> [Line] {
        let lengths = lines.map { length(page, $0.parts[0].start, $0.parts[0].end) }
        guard let width = lengths.max(), widths.contains(width) else { return lines }
        var isFull = [Bool](repeating: false, count: lines.count)
        // Breaks of paragraphs that are broken for width throughout, and of those that are not.
        var full = 0
        var others = 0
        var start = 0
        while start < lines.count {
            var end = start + 1
            while end < lines.count, !lines[end].isParagraphStart {
                isFull[end] = lengths[end - 1] + 1 + firstWord(page, lines[end].parts[0]) > width
                end += 1
            }
            let breaks = isFull[(start + 1)..<end]
            if breaks.allSatisfy(\.self) {
                full += breaks.count
            } else if lengths[start] * 5 > width * 3 {
                others += breaks.count
            }
            start = end
        }
        guard full >= 3, full >= 2 * others else { return lines }
        var result: [Line] = []
        for (index, line) in lines.enumerated() {
            if isFull[index], let last = result.indices.last {
                result[last].parts += line.parts
            } else {
                result.append(line)
            }
        }
        return result
    }

    private static func firstWord(_ page: [UInt8], _ line: TextRange) -> Int {
        var end = line.start
        while end < line.end, !page[end].isASCIISpace { end += 1 }
        return length(page, line.start, end)
    }

    private static func length(_ page: [UInt8], _ start: Int, _ end: Int) -> Int {
        page[start..<end].count { $0 & 0xC0 != 0x80 }
    }

    /// What stands between two parts: nothing after a hyphen inside a word, else a space.
    static func separator(_ page: [UInt8], after part: TextRange) -> [UInt8] {
        let isHyphen =
            part.length >= 2 && page[part.end - 1] == UInt8(ascii: "-")
            && (page[part.end - 2].isASCIILetter || page[part.end - 2] >= 0x80)
        return isHyphen ? [] : [0x20]
    }
}
