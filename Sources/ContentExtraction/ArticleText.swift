internal import DocumentModel
internal import TextPrimitives

/// The text of an article as it is given: its paragraphs, and its end where it is too long.
enum ArticleText {
    /// Whether a blank line stands somewhere between two lines.
    static func hasBlankLine(_ page: [UInt8]) -> Bool {
        var sawText = false
        var isBlank = false
        var line = 0
        while line < page.count {
            let end = page[line...].firstIndex(of: 10) ?? page.count
            if page[line..<end].allSatisfy(\.isASCIISpace) {
                isBlank = sawText
            } else {
                if isBlank { return true }
                sawText = true
            }
            line = end + 1
        }
        return false
    }

    /// The paragraphs of a text, without white space around them.
    static func paragraphs(_ page: [UInt8], byLine: Bool) -> [(start: Int, end: Int)] {
        var result: [(start: Int, end: Int)] = []
        var first: Int?
        var last = 0
        var line = 0
        while line < page.count {
            let end = page[line...].firstIndex(of: 10) ?? page.count
            if let start = page[line..<end].firstIndex(where: { !$0.isASCIISpace }) {
                var stop = end
                while stop > start, page[stop - 1].isASCIISpace { stop -= 1 }
                if first == nil { first = start }
                last = stop
                if byLine {
                    result.append((first ?? start, last))
                    first = nil
                }
            } else if let start = first {
                result.append((start, last))
                first = nil
            }
            line = end + 1
        }
        if let start = first { result.append((start, last)) }
        return result
    }

    /// Cuts an article's text at the end of a paragraph, else of a line or a character, before the bound.
    static func cut(_ article: inout Article) {
        let whole = article.text.count
        var end = Bounds.textBytes
        let tail = article.text[(end - 65_536)..<end]
        if let feed = tail.lastIndex(of: 10) {
            end = feed
        } else {
            while end > 0, article.text[end] & 0xC0 == 0x80 { end -= 1 }
        }
        while end > 0, article.text[end - 1].isASCIISpace { end -= 1 }
        // A text of its own, so that the room of the whole is let go.
        article.text = Array(article.text[..<end])
        article.segments = article.segments.compactMap { segment in
            guard segment.textStart < end else { return nil }
            var part = segment
            part.length = min(segment.length, end - segment.textStart)
            return part
        }
        for index in article.via.indices {
            if let range = article.via[index].range, range.end > end { article.via[index].range = nil }
        }
        article.leftOut.append(
            LeftOut(
                text: "",
                reason:
                    "only the first \(end) of \(whole) bytes of the text were taken: it is beyond what is taken of one"
            ))
    }
}
