internal import CorpusStore
internal import TextPrimitives

/// A search as it is written: words, "words in quotes", AND, OR, NOT, parentheses, beginnings of words, and fields.
///
/// Words stand for all their forms, words in quotes for themselves. OR joins its two neighbours; everything else must hold together.
public struct SearchExpression: Sendable, Hashable {
    /// A part of a search.
    public indirect enum Node: Sendable, Hashable {
        /// A word in all its forms.
        case word(String)
        /// Words one after the other, as they are written.
        case phrase(String)
        /// How a word begins.
        case prefix(String)
        /// Something of the page beside its words.
        case field(Field, String)
        /// All of them.
        case all([Node])
        /// Any of them.
        case any([Node])
        /// Not this.
        case not(Node)
    }

    /// What can be asked for beside words.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        /// The outlet's name holds the words.
        case outlet
        /// Two states that the page names, such as `KP-IR`.
        case pair
        /// A kind of event that the page tells, such as `visit`, or a stance, such as `denies`.
        case type
        /// Who speaks in a claim of the page.
        case said
        /// Who wrote the page.
        case by
        /// What the analyst tagged the page with.
        case tag
    }

    /// The whole; nil when nothing is asked for.
    public let root: Node?
    /// What could not be read as it is written, in sentences.
    public let notes: [String]

    /// How a search is written, in one line.
    public static let help =
        "Words stand for all their forms; \"words in quotes\" for themselves; visit* for how a word begins. AND is understood; OR joins its two neighbours; NOT or - leaves out; ( ) group. Fields: outlet:KCNA pair:KP-IR type:visit said:\"Kim Jong Un\" by:Lee tag:draft."

    /// The most parts of a search.
    private static let limit = 64

    /// Reads a search.
    ///
    /// - Complexity: O(*n*) in signs.
    public init(_ text: String) {
        var reader = Reader(text)
        let root = reader.any(depth: 0, isWhole: true)
        self.root = root
        notes = reader.notes
    }

    // MARK: Reading

    private enum Token: Equatable {
        case word(String)
        case phrase(String)
        case field(Field, String)
        case or, and, not, open, close
    }

    private struct Reader {
        var tokens: [Token] = []
        var notes: [String] = []
        private var place = 0

        init(_ text: String) {
            let scalars = Array(text.unicodeScalars.prefix(2_000))
            var at = 0
            func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar.value < 0x20 }
            func isQuote(_ scalar: Unicode.Scalar) -> Bool { "\"“”„«»".unicodeScalars.contains(scalar) }
            /// Words up to the mark that closes them.
            func quoted() -> String {
                var words = String.UnicodeScalarView()
                at += 1
                while at < scalars.count, !isQuote(scalars[at]) {
                    words.append(scalars[at])
                    at += 1
                }
                if at == scalars.count { notes.append("A quotation mark is not closed; it is read up to the end.") }
                at += 1
                return String(words)
            }
            func bare() -> String {
                var words = String.UnicodeScalarView()
                while at < scalars.count, !isSpace(scalars[at]), !isQuote(scalars[at]), scalars[at] != "(",
                    scalars[at] != ")"
                {
                    words.append(scalars[at])
                    at += 1
                }
                return String(words)
            }
            while at < scalars.count, tokens.count < SearchExpression.limit * 3 {
                let scalar = scalars[at]
                if isSpace(scalar) {
                    at += 1
                } else if scalar == "(" || scalar == ")" {
                    tokens.append(scalar == "(" ? .open : .close)
                    at += 1
                } else if isQuote(scalar) {
                    tokens.append(.phrase(quoted()))
                } else if scalar == "-" || scalar == "−", at + 1 < scalars.count, !isSpace(scalars[at + 1]) {
                    tokens.append(.not)
                    at += 1
                } else {
                    let word = bare()
                    if word.isEmpty {
                        at += 1
                        continue
                    }
                    if let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")), colon > word.startIndex {
                        let name = String(word[..<colon])
                        var value = String(word[word.utf8.index(after: colon)...])
                        if let field = Field(rawValue: name.lowercased()) {
                            if value.isEmpty, at < scalars.count, isQuote(scalars[at]) { value = quoted() }
                            if value.isEmpty {
                                notes.append("“\(name):” names nothing; write a word behind it.")
                            } else {
                                tokens.append(.field(field, value))
                            }
                            continue
                        }
                        let isName = name.utf8.allSatisfy { (0x61...0x7A).contains($0) } && name.utf8.count > 1
                        if isName, !value.isEmpty, !value.hasPrefix("//"),
                            value.utf8.first.map({ !(0x30...0x39).contains($0) }) ?? false
                        {
                            notes.append(
                                "“\(name):” is no field; it is read as words. The fields are \(Field.allCases.map { "\($0.rawValue):" }.joined(separator: ", "))."
                            )
                        }
                    }
                    switch word {
                    case "OR", "|": tokens.append(.or)
                    case "AND", "&": tokens.append(.and)
                    case "NOT": tokens.append(.not)
                    default: tokens.append(.word(word))
                    }
                }
            }
        }

        /// Everything up to a parenthesis that closes.
        mutating func any(depth: Int, isWhole: Bool) -> Node? {
            var parts: [Node] = []
            var joinsNext = false
            while place < tokens.count {
                if tokens[place] == .close {
                    place += 1
                    if !isWhole { break }
                    notes.append("A parenthesis closes that was not opened; it is passed over.")
                    continue
                }
                if tokens[place] == .or {
                    place += 1
                    if parts.isEmpty { notes.append("OR has nothing before it.") } else { joinsNext = true }
                    continue
                }
                if tokens[place] == .and {
                    place += 1
                    continue
                }
                guard let next = one(depth: depth) else { continue }
                if joinsNext, let last = parts.popLast() {
                    if case .any(let nodes) = last {
                        parts.append(.any(nodes + [next]))
                    } else {
                        parts.append(.any([last, next]))
                    }
                } else {
                    parts.append(next)
                }
                joinsNext = false
            }
            if joinsNext { notes.append("OR has nothing behind it.") }
            if parts.count > SearchExpression.limit {
                notes.append("Of this search the first \(SearchExpression.limit) parts are read.")
                parts = Array(parts.prefix(SearchExpression.limit))
            }
            return parts.count > 1 ? .all(parts) : parts.first
        }

        private mutating func one(depth: Int) -> Node? {
            let token = tokens[place]
            place += 1
            switch token {
            case .word(let word):
                let isPrefix = word.hasSuffix("*")
                let bare = isPrefix ? String(word.dropLast()) : word
                let pieces = SearchText.phrase(bare).pieces
                // A sign alone asks for nothing.
                guard !pieces.isEmpty else { return nil }
                return isPrefix ? .prefix(bare) : .word(bare)
            case .phrase(let words):
                guard !SearchText.phrase(words).pieces.isEmpty else { return nil }
                return .phrase(words)
            case .field(let field, let value): return .field(field, value)
            case .not:
                while place < tokens.count, tokens[place] == .not { place += 1 }
                guard place < tokens.count, tokens[place] != .close, tokens[place] != .or, tokens[place] != .and else {
                    notes.append("NOT has nothing behind it.")
                    return nil
                }
                return one(depth: depth).map { .not($0) }
            case .open:
                if depth < 16 { return any(depth: depth + 1, isWhole: false) }
                notes.append("Parentheses stand too deep in each other.")
                place = tokens.count
                return nil
            case .close, .or, .and: return nil
            }
        }
    }
}

extension SearchExpression.Node {
    /// The pattern of the words; nil where a field or a NOT takes part.
    func pattern(_ store: CorpusStore) throws -> WordPattern? {
        switch self {
        case .word(let word):
            let pieces = SearchText.phrase(word).pieces
            guard pieces.count == 1, let piece = pieces.first else { return .phrase(word) }
            let stem = WordForms.stem(piece)
            let forms = Set(try store.forms(stem) + [piece]).sorted()
            return .joined(forms.map { .phrase($0) }, all: false)
        case .phrase(let words): return .phrase(words)
        case .prefix(let word): return .phrase(word, isPrefix: true)
        case .field, .not: return nil
        case .all(let nodes), .any(let nodes):
            let patterns = try nodes.map { try $0.pattern(store) }
            let found = patterns.compactMap { $0 }
            guard found.count == patterns.count else { return nil }
            if case .all = self { return .joined(found, all: true) }
            return .joined(found, all: false)
        }
    }

    /// The words that are looked for, for marking and for ranking; those behind a NOT are none.
    var wanted: [SearchExpression.Node] {
        switch self {
        case .word, .phrase, .prefix: [self]
        case .field, .not: []
        case .all(let nodes), .any(let nodes): nodes.flatMap(\.wanted)
        }
    }

    /// The part as a reader writes it.
    var words: String {
        switch self {
        case .word(let word): word
        case .phrase(let words): "“\(words)”"
        case .prefix(let word): "\(word)*"
        case .field(let field, let value): "\(field.rawValue):\(value)"
        case .not(let node): "NOT \(node.words)"
        case .all(let nodes): nodes.map(\.words).joined(separator: " ")
        case .any(let nodes): nodes.map(\.words).joined(separator: " OR ")
        }
    }
}
