internal import TextPrimitives

/// Words of a text around the words of a search.
enum Snippet {
    /// The words that are shown.
    private static let size = 36

    /// The window of a text that holds the most different words of a search, each of them between U+E000 and U+E001.
    ///
    /// Words are runs of letters and digits, compared without case and accents, as the full-text index compares them.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - query: The words of the search.
    /// - Returns: The window, with an ellipsis where text was left out; empty when no word stands in the text.
    /// - Complexity: O(*n*) in bytes.
    static func of(_ text: [UInt8], _ query: String) -> String {
        let wanted = words(Array(query.utf8)).map(\.folded)
        guard !wanted.isEmpty else { return "" }
        let all = words(text)
        var hits: [(word: Int, which: Int)] = []
        for (place, word) in all.enumerated() {
            if let which = wanted.firstIndex(of: word.folded) { hits.append((place, which)) }
        }
        guard !hits.isEmpty else { return "" }
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
        var result = from > 0 ? "… " : ""
        var at = all[from].start
        for word in all[from..<to] {
            result += UTF8Text.string(text, at, word.start)
            let shown = UTF8Text.string(text, word.start, word.end)
            result += wanted.contains(word.folded) ? "\u{E000}\(shown)\u{E001}" : shown
            at = word.end
        }
        return result + (to < all.count ? " …" : UTF8Text.string(text, at, text.count))
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
