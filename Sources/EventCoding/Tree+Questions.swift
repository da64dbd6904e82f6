internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// What a sentence asks, and what stands beside a word.
extension Tree {
    /// The parts of a sentence that ask whether something is so.
    static func questions(_ sentence: CodedSentence) -> [TextRange] {
        var result: [TextRange] = []
        var first: CodeToken?
        for token in sentence.tokens {
            switch token.sign {
            case 0: if first == nil { first = token }
            case UInt8(ascii: "?"):
                if let first, !Grammar.english.has(first.word, .askingWords) {
                    result.append(TextRange(first.start, token.end))
                }
                first = nil
            case UInt8(ascii: "\""), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: ":"), UInt8(ascii: ";"):
                first = nil
            default: break
            }
        }
        return result
    }

    /// Whether a word stands in a question whether something is so.
    func isAsked(_ node: Int) -> Bool { questions.contains { $0.contains(nodes[node].range) } }

    /// Whether a word is an adverb or determiner of its head.
    func isModifier(_ node: Int) -> Bool {
        switch nodes[node].relation {
        case .adverbModifier, .determiner, .adjectiveModifier: true
        default: false
        }
    }
}
