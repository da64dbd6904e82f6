internal import TextPrimitives

/// Words to look for, in the language of the index; nothing that a reader writes is read as an operator of it.
public struct WordPattern: Sendable, Hashable {
    /// The pattern; nil when it asks for nothing.
    let text: String?

    private init(_ text: String?) { self.text = text }

    /// Words one after the other, as they are written but for case, accents and marks.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - isPrefix: Whether the last is only how a word begins.
    public static func phrase(_ words: String, isPrefix: Bool = false) -> WordPattern {
        let (pieces, endsOpen) = SearchText.phrase(words)
        guard !pieces.isEmpty else { return WordPattern(nil) }
        // Pieces hold letters and digits only: nothing in them ends the quotation.
        return WordPattern("\"\(pieces.prefix(64).joined(separator: " "))\"\(endsOpen || isPrefix ? " *" : "")")
    }

    /// What any, or what all of some patterns ask for; those that ask for nothing are passed over.
    public static func joined(_ patterns: [WordPattern], all: Bool) -> WordPattern {
        let texts = patterns.compactMap(\.text)
        guard texts.count > 1 else { return WordPattern(texts.first) }
        return WordPattern("(\(texts.joined(separator: all ? " AND " : " OR ")))")
    }

    /// Whether it asks for nothing.
    public var isEmpty: Bool { text == nil }
}
