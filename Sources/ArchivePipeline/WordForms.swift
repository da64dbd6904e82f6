internal import TextPrimitives

/// Forms of English words that a search takes for one: "visit", "visits", "visited"; "met" and "meet".
enum WordForms {
    /// What the forms of a word share; the word itself where it is not written in plain letters.
    ///
    /// - Parameter word: Folded.
    static func stem(_ word: String) -> String {
        let letters = Array(word.utf8)
        guard letters.count > 2, letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
        return String(decoding: cut(letters), as: UTF8.self)
    }

    /// The words of a text that can have other forms, each once.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func words(_ title: String?, _ text: String) -> [String] {
        var seen: Set<String> = []
        var result: [String] = []
        for bytes in [Array((title ?? "").utf8), Array(text.utf8)] {
            let folded = SearchText.folded(bytes)
            var start = 0
            while start < folded.count {
                var end = start
                while end < folded.count, (0x61...0x7A).contains(folded[end]) { end += 1 }
                let isWord =
                    end - start > 2 && end - start < 30 && !isWordSign(folded, before: start)
                    && !isWordSign(folded, at: end)
                if isWord {
                    let word = UTF8Text.string(folded, start, end)
                    if seen.insert(word).inserted { result.append(word) }
                }
                start = max(end, start + 1)
            }
        }
        return result
    }

    /// Whether a letter or digit begins at a place: what stands beside it is then a part of a longer word.
    private static func isWordSign(_ text: [UInt8], at place: Int) -> Bool {
        guard place < text.count else { return false }
        let value = UTF8Text.scalar(in: text, at: place).value
        return Unicode.Scalar(value).map { SearchText.isWord($0) } ?? false
    }

    private static func isWordSign(_ text: [UInt8], before place: Int) -> Bool {
        var start = place - 1
        while start > 0, place - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start >= 0 && isWordSign(text, at: start)
    }

    private static func cut(_ word: [UInt8]) -> [UInt8] {
        var letters = word
        func ends(_ end: StaticString, atLeast count: Int) -> Bool {
            letters.count >= count
                && end.withUTF8Buffer { unsafe $0.elementsEqual(letters.suffix($0.count)) && letters.count > $0.count }
        }
        if ends("ies", atLeast: 5) || ends("ied", atLeast: 5) {
            letters.removeLast(3)
            letters.append(UInt8(ascii: "y"))
        } else if ends("sses", atLeast: 6) || ends("xes", atLeast: 5) || ends("ches", atLeast: 6)
            || ends("shes", atLeast: 6)
        {
            letters.removeLast(2)
        } else if ends("s", atLeast: 4), !ends("ss", atLeast: 3), !ends("us", atLeast: 3), !ends("is", atLeast: 3) {
            letters.removeLast()
        }
        for end in [("ing", 6), ("ed", 5)] as [(StaticString, Int)] where ends(end.0, atLeast: end.1) {
            let rest = letters.dropLast(end.0.utf8CodeUnitCount)
            guard rest.contains(where: { "aeiouy".utf8.contains($0) }) else { continue }
            letters = Array(rest)
            let count = letters.count
            if count > 2, letters[count - 1] == letters[count - 2], !"aeioulsz".utf8.contains(letters[count - 1]) {
                letters.removeLast()
            }
            break
        }
        if letters.count > 3, letters.last == UInt8(ascii: "e") { letters.removeLast() }
        return letters
    }
}
