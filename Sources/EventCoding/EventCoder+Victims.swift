internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// Who does and who only suffers what a noun names: "the attack on Peru by Chile", "the bombing of Peruvian towns".
extension EventCoder {
    /// Roots of deeds that have a victim.
    private static let harmful: Set<Root> = [.assault, .coerce, .sanction, .threaten]

    /// Roots of acts that answer a deed: its victim is not who they are done to.
    static let answering: Set<Root> = [.accuse, .reject, .sanction]

    /// Whether a party is the victim of a deed that a noun above it names, besides some nouns.
    func isVictim(_ mention: Mention, _ tree: Tree, besides nouns: [Int] = []) -> Bool {
        guard let range = mention.party.range else { return false }
        let top = tree.nodes.indices.last { node in
            range.contains(tree[node].range)
                && (tree[node].head < 0 || !range.contains(tree[tree[node].head].range))
        }
        return top.map { isVictim($0, tree, besides: nouns) } ?? false
    }

    /// Whether a word stands where the frame of the noun above it has its recipient, and not who acts.
    ///
    /// - Complexity: O(*d*) in the depth of the phrase, at most six.
    func isVictim(_ node: Int, _ tree: Tree, besides nouns: [Int] = []) -> Bool {
        var current = node
        for _ in 0..<6 {
            let head = tree[current].head
            guard head >= 0, tree[head].isNominal else { return false }
            if nouns.contains(head) { return false }
            let deeds = (frames.nouns[tree[head].word] ?? frames.nouns[tree[head].lemma] ?? []).filter {
                EventCoder.harmful.contains($0.kind.root)
            }
            let preposition = tree.preposition(current)
            if preposition >= 0, tree[current].relation != .conjunct {
                if deeds.contains(where: {
                    $0.recipient.contains(.phrase(preposition)) && !$0.actor.contains(.phrase(preposition))
                }) {
                    return true
                }
                if !deeds.isEmpty { return false }
            } else if tree.isAttribute(current), !deeds.isEmpty {
                return false
            }
            current = head
        }
        return false
    }

    /// Who strikes: an attribute of the strike, whoever stands behind its "by", or whoever directs or launches it.
    func striker(_ strike: Int, _ tree: Tree, _ reader: PartyReader, under verb: Int? = nil) -> Mention? {
        // "Denounced the attack being launched by Peru", however the participle was hung.
        let launched = verb.map { tree.children($0) }?.first {
            tree[$0].relation == .adverbClause && $0 > strike && tree.isPassive($0) && tree.subject($0).nodes.isEmpty
        }
        if let launched,
            let agent = tree.children(launched).first(where: { tree[$0].relation == .agent }),
            let found = reader.named(agent, .actor)
        {
            return found
        }
        for child in tree.children(strike) {
            if tree.isAttribute(child), tree[child].name >= 0 || tree[child].relation == .possessor {
                if let found = reader.named(child, .actor), MentionTable.isState(found.country) { return found }
            }
            if tree.preposition(child) == Word.by { return reader.named(child, .actor) }
            if tree[child].relation == .nominalClause,
                let agent = tree.children(child).first(where: {
                    tree[$0].relation == .agent || tree.preposition($0) == Word.by
                })
            {
                return reader.named(agent, .actor)
            }
        }
        return nil
    }
}
