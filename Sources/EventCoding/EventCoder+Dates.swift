internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Which expression of time of a sentence is the day of an act: the one that hangs on its words.
extension EventCoder {
    /// The expression nearest to the words of an act in the tree, or nil: one that dates another act, a thing, or the telling is not meant.
    ///
    /// - Parameters:
    ///   - node: The verb or noun that names the act.
    ///   - tree: Its sentence.
    ///   - index: The sentence's index.
    func day(of node: Int, _ tree: Tree, _ index: Int) -> Timex? {
        var best: (timex: Timex, rank: Int)?
        for timex in timexes where timex.range.start >= sentences[index].range.start {
            if timex.range.start >= sentences[index].range.end { break }
            guard timex.type != .duration, timex.type != .set, timex.anniversary == nil,
                timex.bounds != nil || timex.isDayOfUnknownYear,
                !(dateline?.overlaps(timex.range) ?? false), let rank = rank(timex, node, tree)
            else { continue }
            if rank < best?.rank ?? Int.max { best = (timex, rank) }
        }
        return best?.timex
    }

    /// How near an expression hangs to the words of an act; nil when it hangs on something else.
    private func rank(_ timex: Timex, _ node: Int, _ tree: Tree) -> Int? {
        let inside = tree.nodes.indices.filter { tree[$0].range.overlaps(timex.range) }
        guard let first = inside.first, let last = inside.last else { return nil }
        guard let top = inside.first(where: { tree[$0].head < first || tree[$0].head > last }) else { return nil }
        var head = tree[top].head
        // A date between commas that was hung on the comma.
        if head >= 0, tree[head].tag == .punctuation { head = tree[head].head }
        guard head >= 0 else { return nil }
        let relation = tree[top].relation
        // "The 2015 deal": the year of a thing.
        if relation == .compound || relation == .adjectiveModifier || relation == .numericModifier
            || relation == .possessor
        {
            // "Fought a 2006 war", but not "criticised the 2015 deal".
            let isCarried =
                head >= 0 && tree[head].head == node && tree[head].relation == .object
                && grammar.has(tree[node].lemma, .carryingVerbs)
            return head == node || isCarried ? 4 : nil
        }
        let preposition = tree.preposition(top)
        if preposition == Word.of || grammar.has(preposition, .ofFor), tree.isNominalModifier(top), head != node {
            return nil
        }
        if head == node { return 0 }
        // Up: what governs the act as an infinitive, participle or coordinated verb shares its day.
        var current = node
        for step in 1..<5 {
            guard tree[current].head >= 0 else { break }
            switch tree[current].relation {
            case .openComplement, .conjunct, .object, .oblique, .nominalModifier, .passiveSubject, .subject,
                .nominalClause, .adverbClause, .relativeClause:
                current = tree[current].head
            default: return below(head, node, tree)
            }
            if current == head {
                return tree[current].tag == .verb || step == 1 ? step : step + 2
            }
        }
        return below(head, node, tree)
    }

    /// An expression below the object or a phrase of the act: "received a message from X on Monday".
    private func below(_ head: Int, _ node: Int, _ tree: Tree) -> Int? {
        var current = head
        for step in 5..<10 {
            if tree[current].tag == .verb, current != node {
                // The clause of another act, but for participles of the act's own object.
                let isSpeaking =
                    tree[current].relation == .adverbClause && grammar.has(tree[current].lemma, .speakingVerbs)
                guard
                    tree[current].relation == .nominalClause || tree[current].relation == .openComplement || isSpeaking
                else { return nil }
            }
            if tree[current].relation == .relativeClause || tree[current].relation == .clauseComplement { return nil }
            current = tree[current].head
            if current < 0 { return nil }
            if current == node { return step }
        }
        return nil
    }
}
