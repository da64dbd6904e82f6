internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// Who only suffers what a noun names: "the attack on Peru", "the bombing of Peruvian towns".
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
}
