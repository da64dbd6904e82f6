public import ActorCoding
public import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// The trees of a text's sentences, each read once, when somebody asks for it.
public final class SentenceTrees {
    private let text: [UInt8]
    private let sentences: [CodedSentence]
    private let timexes: [Timex]
    private var known: [Int: Tree] = [:]
    /// The sentences of which only the first words were read.
    private(set) var cut: Set<Int> = []
    /// The day that opens a sentence and is not part of its tree: "On 3 May, …".
    private(set) var openings: [Int: Timex] = [:]

    /// Makes the trees of some sentences.
    ///
    /// - Parameters:
    ///   - timexes: The text's expressions of time, in order.
    public init(_ text: [UInt8], _ sentences: [CodedSentence], timexes: [Timex] = []) {
        self.text = text
        self.sentences = sentences
        self.timexes = timexes
    }

    /// The tree of a sentence; nil when it has no words.
    func tree(_ index: Int) -> Tree? {
        if let known = known[index] { return known }
        let sentence = sentences[index]
        var leftOut = EventSentences.leftOut(text, sentence, isFirst: index == 0)
        if let (timex, range) = EventSentences.opening(text, sentence, timexes, isFirst: index == 0) {
            openings[index] = timex
            leftOut.append(range)
        }
        leftOut.sort { $0.start < $1.start }
        let parsed = EnglishGrammar.shared.parse(
            text, sentence.range,
            GrammarOptions(style: .text, leavingOut: leftOut, known: EventSentences.known(text, sentence)))
        if parsed.tokens.isEmpty { return nil }
        if parsed.wasCut { cut.insert(index) }
        let tree = Tree(parsed, sentence, text)
        known[index] = tree
        return tree
    }

    /// What a verb governs, as the pieces of the coded sentence.
    public struct Reading: Sendable {
        /// The piece of its subject, through coordination, participles and relative clauses; -1 for none.
        public var subject = -1
        /// Whether the subject hangs on the verb, or on the verb that it is coordinated with.
        public var isDirect = false
        /// Whether it is passive.
        public var isPassive = false
        /// The words of the clause that is its complement, without its own conjunction.
        public var complement: TextRange?
    }

    /// How the grammar reads a verb; nil when its words are no verb of the tree.
    ///
    /// - Parameters:
    ///   - words: The verb's words.
    ///   - index: The sentence.
    /// - Complexity: O(*n*) in words of the sentence, once it is parsed.
    public func reading(of words: TextRange, _ index: Int) -> Reading? {
        guard let tree = tree(index),
            let verb = tree.nodes.indices.first(where: {
                tree[$0].range.start == words.start && (tree[$0].tag == .verb || tree[$0].tag == .auxiliary)
            })
        else { return nil }
        var result = Reading()
        let subject = tree.subject(verb)
        result.isPassive = subject.isPassive
        if let first = subject.nodes.first {
            var node = first
            // "Who said": the noun that the pronoun stands for.
            if tree[verb].relation == .relativeClause, tree[verb].head >= 0,
                Grammar.english.wordClass(tree[node].word) == .relative
            {
                node = tree[verb].head
            }
            result.subject = Int(tree[node].chunk)
            let owner = tree[node].head
            result.isDirect =
                owner == verb || owner >= 0 && tree[verb].relation == .conjunct && tree[verb].head == owner
        }
        if let clause = tree.children(verb).first(where: { tree[$0].relation == .clauseComplement }) {
            result.complement = span(clause, tree)
        }
        return result
    }

    /// The words of a node and of all that hangs on it.
    private func span(_ node: Int, _ tree: Tree) -> TextRange {
        var range = tree[node].range
        var stack = [node]
        while let next = stack.popLast() {
            range = range.union(tree[next].range)
            stack += tree.children(next)
        }
        return range
    }
}
