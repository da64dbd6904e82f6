internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// Whether an act that a noun names is charged, certain or ahead.
extension EventCoder {
    /// The verb of a charge that a noun behind "of" is what somebody is charged with.
    func charge(over noun: Int, _ tree: Tree) -> Int? {
        var above = tree[noun].head
        for _ in 0..<3 where above >= 0 && tree[above].tag != .verb { above = tree[above].head }
        return above >= 0 && grammar.has(tree[above].lemma, .moodsAlleging) ? above : nil
    }

    /// Whether nothing before a noun says which one it is: no article, pronoun or genitive.
    func isIndefinite(_ noun: Int, _ tree: Tree) -> Bool {
        !tree.children(noun).contains {
            $0 < noun
                && (tree[$0].relation == .possessor
                    || tree[$0].relation.universal == .determiner && grammar.has(tree[$0].word, .definiteWords))
        }
    }

    /// "The talks between X and Y are due on Monday", however the short sentence was read: "be" and a word of plans behind the noun,
    /// and no sign and no other verb between.
    func isSetAhead(_ noun: Int, _ tree: Tree) -> Bool {
        var next = noun + 1
        while next < tree.nodes.count, next < noun + 16 {
            let node = tree[next]
            if node.tag == .punctuation { return false }
            if grammar.wordClass(node.word) == .be { break }
            if node.tag == .verb || grammar.wordClass(node.word) == .relative { return false }
            next += 1
        }
        next += 1
        while next < tree.nodes.count, tree[next].tag == .adverb, !grammar.has(tree[next].word, .planningWords) {
            next += 1
        }
        guard next < tree.nodes.count, next < noun + 18 else { return false }
        return (grammar.has(tree[next].word, .planningWords) || grammar.has(tree[next].lemma, .planningWords))
            && !tree[next].features.contains(.gerund)
    }
}
