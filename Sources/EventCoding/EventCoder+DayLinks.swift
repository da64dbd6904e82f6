internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// What the clauses of acts say of their days beside expressions of time, by the triggers of the acts.
struct DayLinks {
    /// Acts that are done by saying so, in the present.
    var performed: Set<TextRange> = []
    /// Acts that were done before their telling: "has praised", "as demanded by Cuba".
    var perfect: Set<TextRange> = []
    /// Acts that are told as repeated: "often accuses".
    var habits: Set<TextRange> = []
}

extension EventCoder {
    /// Notes what the clause of an act without a day of its own says of its day.
    mutating func linkDays(
        _ trigger: TextRange, _ node: Int, _ truth: Factuality.Reading, _ tree: Tree
    ) {
        if truth.isPresent { links.performed.insert(trigger) }
        if isPerfect(node, tree) || isParticiple(node, tree) { links.perfect.insert(trigger) }
        if tree.children(node).contains(where: { grammar.has(tree[$0].word, .habitWords) }) {
            links.habits.insert(trigger)
        }
    }

    /// "Has praised", "had increased its support".
    private func isPerfect(_ node: Int, _ tree: Tree) -> Bool {
        var current = node
        for _ in 0..<3 {
            let hasHave = tree.children(current).contains {
                tree[$0].relation == .auxiliary && grammar.wordClass(tree[$0].word) == .have
            }
            if hasHave { return true }
            switch tree[current].relation {
            case .object, .oblique, .openComplement, .conjunct, .nominalModifier: current = tree[current].head
            default: return false
            }
            if current < 0 { return false }
        }
        return false
    }

    /// "As demanded by Cuba, he said": a past participle alone.
    private func isParticiple(_ node: Int, _ tree: Tree) -> Bool {
        tree[node].features.isSuperset(of: [.participle, .past]) && tree[node].relation == .adverbClause
            && !tree.children(node).contains { tree[$0].relation.universal == .auxiliary || tree[$0].tag == .auxiliary }
    }
}
