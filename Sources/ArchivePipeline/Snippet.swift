internal import TextPrimitives

/// Words of a text around the words of a search.
enum Snippet {
    /// The bytes that are shown, about.
    private static let size = 300

    private struct Hit {
        var start: Int
        var end: Int
        /// Which of the words.
        var which: Int
    }

    /// The window of a text that holds the most different words of a search, each of them between U+E000 and U+E001.
    ///
    /// Words are compared as the index compares them; those with forms by their forms.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - wanted: The words of the search.
    /// - Returns: The window, with an ellipsis where text was left out; empty when no word stands in the text.
    /// - Complexity: O(*n*) in bytes, times the words of the search.
    static func of(_ text: [UInt8], _ wanted: [SearchExpression.Node]) -> String {
        let hits = hits(text, wanted)
        guard !hits.isEmpty else { return "" }
        var best = (first: 0, distinct: 0)
        for first in hits.indices {
            var found: Set<Int> = []
            for hit in hits[first...] {
                if hit.end > hits[first].start + size * 3 / 4 { break }
                found.insert(hit.which)
            }
            if found.count > best.distinct { best = (first, found.count) }
            if found.count == wanted.count { break }
        }
        let from = edge(text, max(0, hits[best.first].start - size / 4), goingDown: true)
        let to = edge(text, min(text.count, max(from + size, hits[best.first].end)), goingDown: false)
        var result = from > 0 ? "… " : ""
        var at = from
        for hit in hits where hit.start >= at && hit.end <= to {
            result += UTF8Text.string(text, at, hit.start)
            result += "\u{E000}\(UTF8Text.string(text, hit.start, hit.end))\u{E001}"
            at = hit.end
        }
        return result + UTF8Text.string(text, at, to) + (to < text.count ? " …" : "")
    }

    /// The next place between two words, or between two signs where no blank is near.
    private static func edge(_ text: [UInt8], _ place: Int, goingDown: Bool) -> Int {
        var at = place
        for _ in 0..<40 {
            if at <= 0 || at >= text.count { return max(0, min(at, text.count)) }
            if goingDown, text[at - 1] == 0x20 || text[at - 1] == 10 { return at }
            if !goingDown, text[at] == 0x20 || text[at] == 10 { return at }
            at += goingDown ? -1 : 1
        }
        at = place
        while at > 0, at < text.count, text[at] & 0xC0 == 0x80 { at -= 1 }
        return at
    }

    private static func hits(_ text: [UInt8], _ wanted: [SearchExpression.Node]) -> [Hit] {
        let words = words(text)
        var result: [Hit] = []
        for (which, node) in wanted.enumerated() {
            let written: String
            var isPrefix = false
            var stem: String?
            switch node {
            case .word(let word):
                written = word
                let pieces = SearchText.phrase(word).pieces
                if pieces.count == 1 { stem = WordForms.stem(pieces[0]) }
            case .phrase(let phrase): written = phrase
            case .prefix(let word):
                written = word
                isPrefix = true
            default: continue
            }
            let asked = Snippet.words(Array(written.utf8))
            guard let first = asked.first else { continue }
            for start in words.indices {
                var matched = 0
                while matched < asked.count, start + matched < words.count {
                    let (word, piece) = (words[start + matched], asked[matched])
                    guard word.isRun == piece.isRun else { break }
                    let isLast = matched == asked.count - 1
                    guard
                        word.folded == piece.folded || isLast && isPrefix && word.folded.starts(with: piece.folded)
                            || asked.count == 1 && stem != nil
                                && stem == WordForms.stem(String(decoding: word.folded, as: UTF8.self))
                    else {
                        break
                    }
                    matched += 1
                }
                if matched == asked.count, !first.isRun || asked.count > 1 || asked[0].folded == words[start].folded {
                    result.append(Hit(start: words[start].start, end: words[start + matched - 1].end, which: which))
                }
            }
        }
        result.sort { ($0.start, -$0.end) < ($1.start, -$1.end) }
        var end = 0
        return result.filter { hit in
            defer { end = max(end, hit.end) }
            return hit.start >= end
        }
    }

    private struct Word {
        var start: Int
        var end: Int
        var folded: [UInt8]
        /// Whether it is one sign of a script without blanks.
        var isRun: Bool
    }

    /// Words, and single signs of scripts without blanks.
    private static func words(_ text: [UInt8]) -> [Word] {
        var result: [Word] = []
        var start = -1
        var offset = 0
        func close(_ end: Int) {
            if start >= 0 {
                result.append(
                    Word(start: start, end: end, folded: SearchText.folded(Array(text[start..<end])), isRun: false))
            }
            start = -1
        }
        while offset < text.count {
            let (value, length) = UTF8Text.scalar(in: text, at: offset)
            if SearchText.isPaired(value) {
                close(offset)
                result.append(
                    Word(
                        start: offset, end: offset + length, folded: Array(text[offset..<(offset + length)]),
                        isRun: true))
            } else if let scalar = Unicode.Scalar(value), SearchText.isWord(scalar) {
                if start < 0 { start = offset }
            } else {
                close(offset)
            }
            offset += length
        }
        close(text.count)
        return result
    }
}
