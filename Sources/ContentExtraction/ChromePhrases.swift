internal import TextPrimitives

/// Lines that belong to a page and to no article, from `extraction/chrome.tsv`.
struct ChromePhrases: Sendable {
    /// What a line means for the article around it.
    enum Kind: String, Sendable {
        /// The article ends before it.
        case end
        /// The line goes, the article can go on.
        case drop
        /// Part of a form; the article ends before it.
        case form
    }

    private enum Match: String, Sendable {
        case whole
        case prefix
        case suffix
        case contains
        case opening
    }

    /// A class, as each line is held against many.
    private final class Phrase: Sendable {
        let id: String
        let kind: Kind
        let match: Match
        /// In folded UTF-8.
        let words: [UInt8]

        init(id: String, kind: Kind, match: Match, words: [UInt8]) {
            (self.id, self.kind, self.match, self.words) = (id, kind, match, words)
        }
    }

    private let phrases: [Phrase]
    /// The phrases by the first byte of a line that they fit, in file order; those that may fit behind it are in every row.
    private let rows: [[Int32]]

    /// The phrases that are compiled in.
    static let shared = ChromePhrases()

    private init() {
        phrases = Resource.rows("extraction/chrome.tsv", columns: 4) { fields throws(ResourceFault) -> Phrase in
            Phrase(
                id: fields[0], kind: try fields.value(1), match: try fields.value(2), words: Array(fields[3].utf8))
        }
        var rows = [[Int32]](repeating: [], count: 256)
        for (index, phrase) in phrases.enumerated() {
            let opens = phrase.match != .suffix && phrase.match != .contains
            for byte in opens ? [phrase.words.first ?? 0] : Array(UInt8.min...UInt8.max) {
                rows[Int(byte)].append(Int32(index))
            }
        }
        self.rows = rows
    }

    /// The kind and the id of the first phrase that a line meets, or nil.
    ///
    /// - Parameter line: A folded line without white space around it. Lines of more than 120 bytes meet openings only.
    /// - Returns: The kind and the id of the phrase.
    /// - Complexity: O(*n*) in bytes, times the phrases that begin with the line's first letter.
    func kind(of line: String) -> (kind: Kind, id: String)? { kind(of: Array(line.utf8)) }

    /// The same for UTF-8.
    func kind(of line: [UInt8]) -> (kind: Kind, id: String)? {
        guard let first = line.first else { return nil }
        let count = line.count
        let isShort = count <= 120
        for row in rows[Int(first)] {
            let phrase = phrases[Int(row)]
            let size = phrase.words.count
            let fits =
                switch phrase.match {
                case .whole:
                    line == phrase.words
                        || count == size + 1 && line[size] == UInt8(ascii: ":") && line.starts(with: phrase.words)
                case .prefix: isShort && count <= size + 80 && line.starts(with: phrase.words)
                case .suffix:
                    isShort && count < size + 33 && count >= size && line[(count - size)...].elementsEqual(phrase.words)
                case .contains: isShort && UTF8Text.contains(line, phrase.words)
                case .opening: count <= 400 && line.starts(with: phrase.words)
                }
            guard fits else { continue }
            if phrase.match == .prefix, count > size, phrase.words.last.map({ $0.isASCIILetter || $0 >= 0x80 }) ?? false
            {
                // The phrase must end where a word ends: "on" is no part of "once".
                if line[size].isASCIILetter { continue }
                // A sentence that merely begins so is no chrome.
                if phrase.kind != .form, line.last == UInt8(ascii: "."), count > size + 30 { continue }
            }
            return (phrase.kind, phrase.id)
        }
        return nil
    }
}
