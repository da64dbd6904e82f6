public import DocumentModel
import TextPrimitives

/// What a word is known to be before its sentence is read: the tagger chooses among the tags of these classes only.
public struct KnownWord: Sendable, Hashable {
    /// The classes that a word may have.
    public enum Kind: UInt8, Sendable, Hashable {
        /// A verb or an auxiliary: "met", "sent".
        case verb = 1
        /// No verb: the name of a state or person.
        case name = 2
        /// A noun: "premier".
        case noun = 3
    }

    /// Where the word stands.
    public var range: TextRange
    /// What it is.
    public var kind: Kind

    /// Makes a known word.
    public init(_ range: TextRange, _ kind: Kind) {
        self.range = range
        self.kind = kind
    }
}

/// How the words of a sentence are to be read.
public struct GrammarOptions: Sendable, Hashable {
    /// What kind of line a sentence is.
    public enum Style: Sendable, Hashable {
        /// Running text: capitals mean what they say.
        case text
        /// A headline: a line in capitals alone is read as one in which every word begins with a capital.
        case headline
    }

    /// The kind of line.
    public var style: Style
    /// Places that are not read, such as a dateline or quotation marks: in order, not overlapping.
    ///
    /// Words that touch one of them are left out as if the text went on behind them.
    public var leavingOut: [TextRange]
    /// Words whose class is known: in order, not overlapping.
    public var known: [KnownWord]

    /// Reads a sentence as running text, whole, unless told otherwise.
    public init(style: Style = .text, leavingOut: [TextRange] = [], known: [KnownWord] = []) {
        self.style = style
        self.leavingOut = leavingOut
        self.known = known
    }
}

/// The grammar of English: sentences, words, classes, lemmas and the tree of what hangs on what.
///
/// A trained model (see `Documentation/Decisions/0012-a-trained-grammar.md`); integers only, so that the same bytes give
/// the same tree on every machine. Of its relations, subjects, objects, agents of passives, negations, auxiliaries and
/// possessors can be relied on (F1 75–96 on news); adverbial and relative clauses, appositions, conjuncts and
/// complement clauses are right in about half of the cases and should only be taken as hints.
public struct EnglishGrammar: Sendable {
    /// The grammar compiled into the program; read at its first use, in some tens of milliseconds.
    public static let shared = EnglishGrammar()

    /// The most words of a sentence that are parsed; the rest is left out and ``ParsedSentence/wasCut`` says so.
    public static let mostTokens = 250

    private let model = GrammarModel.english

    /// Whether the model is there; a test asks for it.
    var isTrained: Bool { model != nil }

    /// The sentences of a text, without white space around them, in order; none crosses a blank line.
    ///
    /// - Parameter text: UTF-8; invalid bytes are taken as unknown letters.
    /// - Returns: Ranges in bytes; all bytes but white space lie in one.
    /// - Complexity: O(*n*) in bytes.
    public func sentences(_ text: [UInt8]) -> [TextRange] {
        guard let model else { return [] }
        var splitter = Splitter(model.splitter)
        var result: [TextRange] = []
        for paragraph in Paragraphs(text) {
            splitter.read(text, paragraph)
            var first = 0
            for index in splitter.letters.indices {
                let isEnd = index + 1 == splitter.letters.count
                guard isEnd || (splitter.isSpaced(index) && splitter.endsSentence(index, from: first)) else { continue }
                result.append(TextRange(splitter.starts[first], splitter.stops[index]))
                first = index + 2
            }
        }
        return result
    }

    /// The words of a sentence: `can` and `not` of `cannot`, `Iran` and `'s` of `Iran's` are two.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - sentence: A range of its bytes; what lies outside of the text is left out.
    /// - Returns: Ranges in bytes of the text, in order; all bytes of the sentence but white space lie in one.
    /// - Complexity: O(*n*) in bytes of the sentence.
    public func tokens(_ text: [UInt8], in sentence: TextRange) -> [TextRange] {
        guard let model else { return [] }
        var splitter = Splitter(model.splitter)
        splitter.read(text, sentence)
        var result: [TextRange] = []
        var first = 0
        for index in splitter.letters.indices {
            if splitter.isSpace(index) {
                first = index + 1
                continue
            }
            let isLast = index + 1 == splitter.letters.count || splitter.isSpaced(index)
            guard isLast || splitter.endsWord(index) else { continue }
            result.append(TextRange(splitter.starts[first], splitter.stops[index]))
            first = index + 1
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
        if !options.leavingOut.isEmpty {
            var left = 0
            words.removeAll { word in
                while left < options.leavingOut.count, options.leavingOut[left].end <= word.start { left += 1 }
                return left < options.leavingOut.count && options.leavingOut[left].overlaps(word)
            }
        }
        return parse(text, tokens: words, range: sentence, style: options.style, known: options.known)
    }

    /// Parses words that were told apart before.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - tokens: The words' places, in order, not overlapping; those that hold no byte of the text are left out.
    ///   - range: The sentence's place.
    ///   - style: The kind of line.
    ///   - known: Words whose class is known: in order, not overlapping.
    /// - Returns: The tree; its words are the tokens given, up to ``mostTokens``.
    /// - Complexity: O(*n*) in bytes of the words.
    public func parse(
        _ text: [UInt8], tokens: [TextRange], range: TextRange, style: GrammarOptions.Style = .text,
        known: [KnownWord] = []
    ) -> ParsedSentence {
        let inside = tokens.filter { $0.start >= 0 && $0.end <= text.count && $0.length > 0 }
        let words = Array(inside.prefix(Self.mostTokens))
        let wasCut = inside.count > words.count
        guard let model, !words.isEmpty else {
            return ParsedSentence(tokens: [], range: range, lemmas: [], wasCut: wasCut)
        }
        let isSet = style == .headline && Self.isInCapitals(text, words)
        var columns = WordColumns()
        var forms = [WordForm](repeating: WordForm(), count: words.count)
        for (index, word) in words.enumerated() {
            forms[index].read(text, word.start, word.end, isSet: isSet)
            columns.append(forms[index])
        }
        var tagger = Tagger(model)
        var kinds: [UInt8] = []
        if !known.isEmpty {
            kinds = [UInt8](repeating: 0, count: words.count)
            var next = 0
            for (index, word) in words.enumerated() {
                while next < known.count, known[next].range.end <= word.start { next += 1 }
                if next < known.count, known[next].range.overlaps(word) { kinds[index] = known[next].kind.rawValue }
            }
        }
        tagger.run(&columns, kinds: kinds)
        var parser = TransitionParser(model, columns)
        parser.run()
        var lemmas: [UInt8] = []
        let result = words.indices.map { index in
            let tag = model.tags[Int(columns.tags[index])]
            let first = lemmas.count
            model.lemmatiser.append(forms[index], tag, to: &lemmas)
            let head = Int(parser.heads[index])
            return GrammarToken(
                range: words[index], tag: tag.tag, features: tag.features, head: head == words.count ? -1 : head,
                relation: model.relations[Int(parser.labels[index])],
                lemmaHash: StableHash.of(Array(lemmas[first...])), lemma: TextRange(first, lemmas.count))
        }
        return ParsedSentence(tokens: result, range: range, lemmas: lemmas, wasCut: wasCut)
    }

    /// Parses all sentences of a text.
    ///
    /// - Complexity: O(*n*) in bytes.
    public func parse(_ text: [UInt8]) -> [ParsedSentence] { sentences(text).map { parse(text, $0) } }

    /// Whether there are hardly any small letters in words.
    private static func isInCapitals(_ text: [UInt8], _ words: [TextRange]) -> Bool {
        var capitals = 0
        var small = 0
        for word in words {
            for offset in word.start..<word.end {
                if text[offset].isASCIIUpper { capitals += 1 } else if text[offset].isASCIILetter { small += 1 }
            }
        }
        return capitals > 8 && small * 8 < capitals
    }
}

/// The paragraphs of a text: what stands between lines that hold nothing but white space.
struct Paragraphs: Sequence, IteratorProtocol {
    private let text: [UInt8]
    private var offset = 0

    init(_ text: [UInt8]) { self.text = text }

    /// The next paragraph, nil at the end.
    ///
    /// - Complexity: O(*n*) in its bytes.
    mutating func next() -> TextRange? {
        while offset < text.count, text[offset].isASCIISpace { offset += 1 }
        if offset == text.count { return nil }
        let start = offset
        while offset < text.count {
            if text[offset] != 10 {
                offset += 1
                continue
            }
            let end = offset
            offset += 1
            while offset < text.count, text[offset] != 10, text[offset].isASCIISpace { offset += 1 }
            if offset == text.count || text[offset] == 10 { return TextRange(start, end) }
        }
        return TextRange(start, text.count)
    }
}
