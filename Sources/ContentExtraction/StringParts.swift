internal import TextPrimitives

extension StringProtocol {
    /// The parts between blanks.
    ///
    /// - Complexity: O(*n*) in bytes.
    var words: [Substring] {
        var (text, result) = (Substring(self), [Substring]())
        text.makeContiguousUTF8()
        let bytes = text.utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            guard bytes[start] != 0x20 else {
                start = bytes.index(after: start)
                continue
            }
            let end = bytes[start...].firstIndex(of: 0x20) ?? bytes.endIndex
            result.append(text[start..<end])
            start = end
        }
        return result
    }
}

extension String {
    /// The parts between a separator.
    func components(_ separator: String) -> [String] {
        let (text, wanted) = (Array(utf8), Array(separator.utf8))
        guard !wanted.isEmpty, var place = UTF8Text.index(text, of: wanted) else { return [self] }
        var result: [String] = []
        var start = 0
        while true {
            result.append(String(decoding: text[start..<place], as: UTF8.self))
            start = place + wanted.count
            guard let next = UTF8Text.index(text, of: wanted, in: start..<text.count) else { break }
            place = next
        }
        result.append(String(decoding: text[start...], as: UTF8.self))
        return result
    }

    /// Whether some words stand in it.
    func holds(_ words: String) -> Bool { UTF8Text.contains(Array(utf8), Array(words.utf8)) }

    /// Where some words first stand.
    func range(ofFirst words: String) -> Range<String.Index>? {
        let wanted = Array(words.utf8)
        guard !wanted.isEmpty, let start = UTF8Text.index(Array(utf8), of: wanted) else { return nil }
        return range(start, wanted.count)
    }

    /// Where some words last stand.
    func range(ofLast words: String) -> Range<String.Index>? {
        let wanted = Array(words.utf8)
        guard !wanted.isEmpty, let start = UTF8Text.lastIndex(Array(utf8), of: wanted) else { return nil }
        return range(start, wanted.count)
    }

    private func range(_ start: Int, _ count: Int) -> Range<String.Index> {
        utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: start + count)
    }
}
