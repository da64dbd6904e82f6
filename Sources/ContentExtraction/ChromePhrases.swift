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

    private struct Phrase: Sendable {
        var id: String
        var kind: Kind
        var match: Match
        var words: String
    }

    private let phrases: [Phrase]

    /// The phrases that are compiled in.
    static let shared = ChromePhrases()

    private init() {
        phrases = Resource.table("extraction/chrome.tsv").compactMap { fields in
            guard fields.count >= 4, let kind = Kind(rawValue: fields[1]), let match = Match(rawValue: fields[2]) else {
                return nil
            }
            return Phrase(id: fields[0], kind: kind, match: match, words: fields[3])
        }
    }

    /// The kind and the id of the first phrase that a line meets, or nil.
    ///
    /// - Parameter line: A folded line without white space around it. Lines of more than 120 bytes meet openings only.
    /// - Returns: The kind and the id of the phrase.
    func kind(of line: String) -> (kind: Kind, id: String)? {
        let isShort = line.utf8.count <= 120
        for phrase in phrases {
            let fits =
                switch phrase.match {
                case .whole: line == phrase.words || line == phrase.words + ":"
                case .prefix: isShort && line.hasPrefix(phrase.words) && line.utf8.count <= phrase.words.utf8.count + 80
                case .suffix: isShort && line.hasSuffix(phrase.words) && line.utf8.count < phrase.words.utf8.count + 33
                case .contains: isShort && line.contains(phrase.words)
                case .opening: line.utf8.count <= 400 && line.hasPrefix(phrase.words)
                }
            guard fits else { continue }
            if phrase.match == .prefix, line.utf8.count > phrase.words.utf8.count, phrase.words.last?.isLetter == true {
                // The phrase must end where a word ends: "on" is no part of "once".
                let next = line.utf8[line.utf8.index(line.utf8.startIndex, offsetBy: phrase.words.utf8.count)]
                if next.isASCIILetter { continue }
                // A sentence that merely begins so is no chrome.
                if phrase.kind != .form, line.hasSuffix("."), line.utf8.count > phrase.words.utf8.count + 30 {
                    continue
                }
            }
            return (phrase.kind, phrase.id)
        }
        return nil
    }
}

/// The labels of lines around an article, from `extraction/labels.tsv`.
struct LineLabels: Sendable {
    private let roles: [(words: String, role: String)]

    /// The labels that are compiled in, longest first.
    static let shared = LineLabels()

    private init() {
        roles = Resource.table("extraction/labels.tsv").filter { $0.count >= 2 }
            .map { (words: $0[0], role: $0[1]) }
            .sorted { $0.words.utf8.count > $1.words.utf8.count }
    }

    /// The role that a folded field begins with, and the byte after its label; nil when it has none.
    func role(of field: String) -> (role: String, label: Int)? {
        for (words, role) in roles where field.hasPrefix(words) {
            var rest = field.utf8.dropFirst(words.utf8.count)
            var used = words.utf8.count
            guard let next = rest.first, next == UInt8(ascii: ":") || next == 0x20 else { continue }
            while let byte = rest.first, byte == UInt8(ascii: ":") || byte == 0x20 {
                rest = rest.dropFirst()
                used += 1
            }
            return (role, used)
        }
        return nil
    }
}
