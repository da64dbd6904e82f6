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

    /// "Cooperation between X and Y could be of use", however the short sentence was read: the first verb behind the noun is a modal.
    func isSaidOfPossible(_ noun: Int, _ tree: Tree) -> Bool {
        for next in noun + 1..<min(tree.nodes.count, max(noun + 1, noun + 16)) {
            let word = tree[next].word
            if tree[next].tag == .punctuation || grammar.wordClass(word) == .relative { return false }
            if grammar.has(word, .wouldWords) || grammar.wordClass(word) == .maybe { return true }
            if grammar.wordClass(word) == .modal { return !grammar.has(word, .demandModals) }
            if tree[next].tag == .verb || tree[next].tag == .auxiliary { return false }
        }
        return false
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
