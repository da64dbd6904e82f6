internal import TextPrimitives

/// Words of a text around the words of a search.
enum Snippet {
    /// The words that are shown.
    private static let size = 36

    /// A part of a text that holds words of a search.
    struct Window {
        /// Where it begins and ends, in bytes.
        var range: Range<Int>
        /// Where the words of the search stand in it, in bytes.
        var matches: [Range<Int>]
    }

    /// The window of a text that holds the most different words of a search; nil when none of them stands in the text.
    ///
    /// Words are runs of letters and digits, compared without case and accents, as the full-text index compares them.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - query: The words of the search.
    /// - Complexity: O(*n*) in bytes.
    static func window(_ text: [UInt8], _ query: String) -> Window? {
        let wanted = words(Array(query.utf8)).map(\.folded)
        guard !wanted.isEmpty else { return nil }
        let all = words(text)
        var hits: [(word: Int, which: Int)] = []
        for (place, word) in all.enumerated() {
            if let which = wanted.firstIndex(of: word.folded) { hits.append((place, which)) }
        }
        guard !hits.isEmpty else { return nil }
        var best = (first: 0, distinct: 0)
        for first in hits.indices {
            var found: Set<Int> = []
            for hit in hits[first...] {
                if hit.word >= hits[first].word + size * 3 / 4 { break }
                found.insert(hit.which)
            }
            if found.count > best.distinct { best = (first, found.count) }
            if found.count == wanted.count { break }
        }
        let from = max(0, hits[best.first].word - size / 4)
        let to = min(all.count, from + size)
        return Window(
            range: all[from].start..<(to < all.count ? all[to - 1].end : text.count),
            matches: all[from..<to].filter { wanted.contains($0.folded) }.map { $0.start..<$0.end })
    }

    /// The words of a window, each match between U+E000 and U+E001, with an ellipsis where text was left out.
    static func marked(_ window: Window, _ text: [UInt8]) -> String {
        // What stands before the first word is left out without a sign.
        let isFromStart = words(Array(text[..<window.range.lowerBound])).isEmpty
        var result = isFromStart ? "" : "… "
        var at = window.range.lowerBound
        for match in window.matches {
            result += UTF8Text.string(text, at, match.lowerBound)
            result += "\u{E000}\(UTF8Text.string(text, match.lowerBound, match.upperBound))\u{E001}"
            at = match.upperBound
        }
        result += UTF8Text.string(text, at, window.range.upperBound)
        return result + (window.range.upperBound < text.count ? " …" : "")
    }

    private static func words(_ text: [UInt8]) -> [(start: Int, end: Int, folded: [UInt8])] {
        var result: [(start: Int, end: Int, folded: [UInt8])] = []
        var start = -1
        for at in 0...text.count {
            let byte = at < text.count ? text[at] : 0x20
            let isWord =
                byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
            if isWord, start < 0 { start = at }
            if !isWord, start >= 0 {
                var folded: [UInt8] = []
                Folding.append(text, start, at, to: &folded)
                result.append((start, at, folded))
                start = -1
            }
        }
        return result
    }
}
