internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// Slips of the parser at possessives and at pairs behind "between".
extension Tree {
    /// "Will meet his counterpart next week" read with the pronoun as the head: a possessive belongs to the noun behind it.
    mutating func takePossessives() {
        for index in nodes.indices where index > 0 && nodes[index].relation == .possessor && nodes[index].name < 0 {
            guard nodes[index].tag == .pronoun, Grammar.english.wordClass(nodes[index].word) == .possessive,
                nodes[index - 1].tag == .verb,
                let noun = nodes.indices.first(where: {
                    $0 > index && $0 <= index + 6 && nodes[$0].head == index && nodes[$0].isNominal
                }), nodes[index..<noun].allSatisfy({ $0.tag != .verb && $0.tag != .punctuation })
            else { continue }
            let verb = index - 1
            guard !nodes.contains(where: { $0.head == verb && $0.relation == .object }) else {
                continue
            }
            nodes[noun].relation = .object
            for child in nodes.indices where child > noun && nodes[child].head == index { nodes[child].head = verb }
            nodes[noun].head = verb
            nodes[index].head = noun
        }
    }

    /// "A contract between Ghana and Cuba was signed" read with "Cuba" as the subject of another clause: it is one of the two.
    mutating func joinPairs() {
        let grammar = Grammar.english
        for index in nodes.indices where nodes[index].relation == .coordinator && index > 1 {
            let first = index - 1
            guard nodes[first].isNominal, nodes[first].head >= 0, nodes[first].head < first,
                nodes[first].relation == .nominalModifier || nodes[first].relation == .oblique,
                nodes[..<first].suffix(6).contains(where: { $0.head == first && grammar.has($0.word, .betweenWords) }),
                let second = nodes.indices.first(where: { $0 > index && nodes[$0].relation.universal == .subject }),
                second <= index + 4, nodes[index..<second].allSatisfy({ $0.tag != .verb && $0.tag != .auxiliary })
            else { continue }
            let verb = nodes[second].head
            let noun = nodes[first].head
            guard verb > second, nodes[verb].tag == .verb, nodes[noun].isNominal,
                nodes[verb].head == noun || nodes[verb].head == first
            else { continue }
            nodes[verb].head = nodes[noun].head
            nodes[verb].relation = nodes[noun].relation
            nodes[noun].head = verb
            nodes[noun].relation = nodes[second].relation
            nodes[second].head = first
            nodes[second].relation = .conjunct
            nodes[index].head = second
        }
    }

    /// "The minister has said that …" read as a noun with a relative clause: a finite verb without a relative word is the sentence's own.
    mutating func raiseMainVerb() {
        guard let root = nodes.firstIndex(where: { $0.head < 0 }), nodes[root].isNominal else { return }
        let grammar = Grammar.english
        for node in nodes where node.head == root {
            if node.relation == .copula || node.relation == .auxiliary { return }
            if node.features.contains(.finite), node.relation == .parataxis || node.relation == .conjunct { return }
        }
        func isFinite(_ verb: Int) -> Bool {
            nodes[verb].features.contains(.finite)
                || nodes.contains {
                    $0.head == verb && $0.relation == .auxiliary && $0.features.contains(.finite)
                }
        }
        let verb = nodes.indices.first { verb in
            guard nodes[verb].tag == .verb, nodes[verb].relation == .relativeClause, isFinite(verb) else {
                return false
            }
            let noun = nodes[verb].head
            guard noun >= 0, noun < verb, noun == root || nodes[noun].head == root && noun > root else { return false }
            let children = nodes.indices.filter { nodes[$0].head == verb }
            guard
                !children.contains(where: {
                    nodes[$0].relation.universal == .subject || $0 < verb && nodes[$0].relation == .marker
                })
            else { return false }
            return !nodes[noun..<verb].contains { grammar.has($0.word, .relativeWords) }
        }
        guard let verb else { return }
        let noun = nodes[verb].head
        nodes[verb].head = -1
        nodes[verb].relation = .root
        if noun != root {
            nodes[root].head = verb
            nodes[root].relation =
                nodes.contains { $0.head == root && $0.relation == .caseMarker } ? .oblique : .dislocated
        }
        nodes[noun].head = verb
        nodes[noun].relation = isPassiveForm(verb) ? .passiveSubject : .subject
    }

    private func isPassiveForm(_ verb: Int) -> Bool {
        nodes.contains { $0.head == verb && $0.relation == .passiveAuxiliary }
    }
}
