public import DocumentModel
import TextPrimitives

/// How the words of a sentence are to be read.
public struct GrammarOptions: Sendable, Hashable {
    /// What kind of line the sentence is.
    public enum Style: Sendable, Hashable {
        /// Running text: capitals mean what they say.
        case text
        /// A headline: capitals say nothing where most words have them; articles and auxiliaries may be missing.
        case headline
    }

    /// The kind of line.
    public var style: Style
    /// Places that are not read, such as a dateline or quotation marks: in order, not overlapping. Words that touch
    /// one of them are left out as if the text went on behind them.
    public var leavingOut: [TextRange]

    /// Reads a sentence as running text, whole, unless told otherwise.
    public init(style: Style = .text, leavingOut: [TextRange] = []) {
        self.style = style
        self.leavingOut = leavingOut
    }
}

/// The grammar of English: sentences, words, classes, lemmas and the tree of what hangs on what.
///
/// A trained model (see `Documentation/Decisions/0012-a-trained-grammar.md`); integers only, so that the same bytes give
/// the same tree on every machine. Of its relations, subjects, objects, agents of passives, negations, auxiliaries and
/// possessors can be relied on (F1 75–96 on news); adverbial and relative clauses, appositions, conjuncts and
/// complement clauses are right in about half of the cases and should only be taken as hints.
public struct EnglishGrammar: Sendable {
    /// The grammar compiled into the program; read at its first use.
    public static let shared = EnglishGrammar()

    /// The most words of a sentence that are parsed; the rest is left out and ``ParsedSentence/wasCut`` says so.
    public static let mostTokens = 250

    /// The sentences of a text, without white space around them, in order; none crosses a blank line.
    ///
    /// - Parameter text: UTF-8; invalid bytes are taken as unknown letters.
    /// - Returns: Ranges in bytes; all bytes but white space lie in one.
    /// - Complexity: O(*n*) in bytes.
    public func sentences(_ text: [UInt8]) -> [TextRange] {
        Segmentation.sentences(text).map { TextRange($0.start, $0.end) }
    }

    /// The words of a sentence: `can` and `not` of `cannot`, `Iran` and `'s` of `Iran's` are two.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - sentence: A range of its bytes; what lies outside of the text is left out.
    /// - Returns: Ranges in bytes of the text, in order; all bytes of the sentence but white space lie in one.
    /// - Complexity: O(*n*) in bytes of the sentence.
    public func tokens(_ text: [UInt8], in sentence: TextRange) -> [TextRange] {
        var result: [TextRange] = []
        var offset = max(0, sentence.start)
        let end = min(text.count, sentence.end)
        while offset < end {
            if text[offset].isASCIISpace {
                offset += 1
                continue
            }
            let start = offset
            if text[offset].isASCIILetter || text[offset].isASCIIDigit || text[offset] >= 0x80 {
                while offset < end, text[offset].isASCIILetter || text[offset].isASCIIDigit || text[offset] >= 0x80 {
                    offset += 1
                }
            } else {
                offset += 1
            }
            result.append(TextRange(start, offset))
        }
        return result
    }

    /// Parses a sentence.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - sentence: One of ``sentences(_:)``, or any other range.
    ///   - options: How to read it.
    /// - Returns: The tree; without words when the range holds none.
    /// - Complexity: O(*n*) in bytes of the sentence.
    public func parse(
        _ text: [UInt8], _ sentence: TextRange, _ options: GrammarOptions = GrammarOptions()
    ) -> ParsedSentence {
        var words = tokens(text, in: sentence)
        var left = 0
        words.removeAll { word in
            while left < options.leavingOut.count, options.leavingOut[left].end <= word.start { left += 1 }
            return left < options.leavingOut.count && options.leavingOut[left].overlaps(word)
        }
        return parse(text, tokens: words, range: sentence, style: options.style)
    }

    /// Parses words that were told apart before.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - tokens: The words' places, in order, not overlapping.
    ///   - range: The sentence's place.
    ///   - style: The kind of line.
    /// - Returns: The tree; its words are the tokens given, up to ``mostTokens``.
    /// - Complexity: O(*n*) in bytes of the words.
    public func parse(
        _ text: [UInt8], tokens: [TextRange], range: TextRange, style: GrammarOptions.Style = .text
    ) -> ParsedSentence {
        var lemmas: [UInt8] = []
        let words = tokens.prefix(Self.mostTokens).enumerated().map { index, word in
            let first = lemmas.count
            let lemma = text[word.start..<word.end].map { $0.asciiLowercased }
            lemmas.append(contentsOf: lemma)
            return GrammarToken(
                range: word, tag: .other, features: [], head: index - 1, relation: index == 0 ? .root : .unspecified,
                lemmaHash: StableHash.of(lemma), lemma: TextRange(first, lemmas.count))
        }
        return ParsedSentence(
            tokens: words, range: range, lemmas: lemmas, wasCut: tokens.count > Self.mostTokens)
    }

    /// Parses all sentences of a text.
    ///
    /// - Complexity: O(*n*) in bytes.
    public func parse(_ text: [UInt8]) -> [ParsedSentence] { sentences(text).map { parse(text, $0) } }
}
