internal import TextPrimitives

/// The labels of lines around an article, from `extraction/labels.tsv`; lines are in folded UTF-8.
struct LineLabels: Sendable {
    private struct Label: Sendable {
        var words: [UInt8]
        var role: String
    }

    /// The labels, the longest first.
    private let labels: [Label]
    /// Those that begin with a byte, and those that end with it.
    private let (openings, endings): ([[Label]], [[Label]])

    /// The labels that are compiled in.
    static let shared = LineLabels()

    private init() {
        labels = Resource.rows("extraction/labels.tsv", columns: 2)
            .map { Label(words: Array($0[0].utf8), role: $0[1]) }
            .filter { !$0.words.isEmpty }
            .sorted { $0.words.count > $1.words.count }
        var openings = [[Label]](repeating: [], count: 256)
        var endings = openings
        for label in labels {
            openings[Int(label.words[0])].append(label)
            // Labels of one short word, such as "on", stand in any sentence.
            if label.words.count >= 8 { endings[Int(label.words[label.words.count - 1])].append(label) }
        }
        (self.openings, self.endings) = (openings, endings)
    }

    /// The role of a field that is a label and nothing else, as in a table of two columns.
    func role(ofWhole field: [UInt8]) -> String? {
        let words = field.last == UInt8(ascii: ":") ? field.dropLast() : field[...]
        guard let first = words.first else { return nil }
        return openings[Int(first)].first { words.elementsEqual($0.words) }?.role
    }

    /// The role of the label that ends some words, before a date: the label, and a weekday if there is one.
    func role(endingWith words: [UInt8]) -> String? {
        func end(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var text = text
            while let last = text.last, [0x20, UInt8(ascii: ":"), UInt8(ascii: ",")].contains(last) {
                text = text.dropLast()
            }
            return text
        }
        func found(_ text: ArraySlice<UInt8>) -> String? {
            guard let last = text.last else { return nil }
            return endings[Int(last)].first { label in
                guard text.count >= label.words.count, text.suffix(label.words.count).elementsEqual(label.words) else {
                    return false
                }
                return text.dropLast(label.words.count).last.map { !$0.isASCIILetter && $0 < 0x80 } ?? true
            }?.role
        }
        let text = end(words[...])
        if let role = found(text) { return role }
        guard words.contains(UInt8(ascii: ",")), let space = text.lastIndex(of: 0x20) else { return nil }
        return found(end(text[..<space]))
    }

    /// The role that a field begins with, and the byte after its label; nil when it has none.
    func role(of field: [UInt8]) -> (role: String, label: Int)? {
        guard let first = field.first else { return nil }
        for label in openings[Int(first)] where field.starts(with: label.words) {
            var used = label.words.count
            guard used < field.count, field[used] == UInt8(ascii: ":") || field[used] == 0x20 else { continue }
            while used < field.count, field[used] == UInt8(ascii: ":") || field[used] == 0x20 { used += 1 }
            return (label.role, used)
        }
        return nil
    }
}

extension Array<UInt8> {
    /// The bytes without white space at the ends.
    var trimmingSpaces: [UInt8] {
        guard let first = firstIndex(where: { !$0.isASCIISpace }), let last = lastIndex(where: { !$0.isASCIISpace })
        else { return [] }
        return Array(self[first...last])
    }
}
