internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// What the parser hung too low or too high: members of lists, names in pairs, participles and gerunds.
extension Tree {
    /// "Expressing hope that it would last, she wished him luck" read with the gerund as the main verb: the main verb is the one whose
    /// subject opens right behind the comma.
    mutating func takeVerbBehindGerund() {
        guard nodes.count > 5, nodes[0].relation == .root, Grammar.english.verb(nodes[0].word)?.form == .ing else {
            return
        }
        for subject in nodes.indices.dropFirst(4) where nodes[subject].relation == .subject {
            let verb = nodes[subject].head
            guard verb > subject, nodes[verb].tag == .verb, !Grammar.english.has(nodes[subject].word, .relativeWords),
                nodes[verb].features.isSuperset(of: [.finite, .past]),
                [.parataxis, .clauseComplement, .conjunct, .adverbClause, .openComplement].contains(
                    nodes[verb].relation),
                !nodes.contains(where: { $0.head == verb && $0.relation == .marker })
            else { continue }
            var first = subject
            while first > 0, nodes[first - 1].head >= first, nodes[first - 1].head <= subject { first -= 1 }
            guard first > 2, nodes[first - 1].tag == .punctuation else { continue }
            nodes[verb].head = -1
            nodes[verb].relation = .root
            nodes[0].head = verb
            nodes[0].relation = .adverbClause
            return
        }
    }

    /// "The US, Japan and Peru staged a drill" read with the first name as the root: the states of a list act together.
    ///
    /// - Returns: Whether anything was hung elsewhere.
    mutating func joinLists() -> Bool {
        guard let root = nodes.firstIndex(where: { $0.head < 0 }), nodes[root].isNominal,
            let first = name(root), first.entry.kind == .state, first.last + 1 < nodes.count,
            nodes[first.last + 1].tag == .punctuation,
            let verb = children(root).first(where: {
                nodes[$0].tag == .verb && nodes[$0].features.contains(.finite)
            }),
            let subject = children(verb).first(where: { nodes[$0].relation.universal == .subject }),
            let second = name(subject), second.entry.kind == .state, second.entry.country != first.entry.country,
            nodes[(first.last + 1)..<second.first].allSatisfy({ $0.tag == .punctuation || $0.tag == .determiner })
        else { return false }
        nodes[verb].head = -1
        nodes[verb].relation = .root
        nodes[root].head = subject
        nodes[root].relation = .conjunct
        for child in nodes.indices where child > verb && nodes[child].head == root { nodes[child].head = verb }
        return true
    }

    /// "Diaz of Cuba and Owusu of Ghana": the second name stands beside the first, and not beside its state.
    ///
    /// - Returns: Whether anything was hung elsewhere.
    mutating func partNames() -> Bool {
        var isChanged = false
        for index in nodes.indices where nodes[index].relation == .conjunct && nodes[index].name < 0 {
            let place = nodes[index].head
            guard place >= 0, place < index, nodes[index].tag == .properNoun, nodes[index].isCapital,
                name(place)?.entry.kind == .state, nodes[place].relation == .nominalModifier,
                preposition(place) == Word.of, nodes[place].head >= 0, nodes[nodes[place].head].tag == .properNoun,
                nodes[nodes[place].head].name < 0,
                ([index] + children(index).filter({ nodes[$0].relation == .flat })).contains(where: { part in
                    children(part).contains { name($0)?.entry.kind == .state && preposition($0) == Word.of }
                })
            else { continue }
            var first = nodes[place].head
            while nodes[first].relation == .flat, nodes[first].head >= 0, nodes[first].head < first {
                first = nodes[first].head
            }
            nodes[index].head = first
            isChanged = true
        }
        return isChanged
    }

    /// "Returned on 21 May after visiting Peru" read with the gerund on the day: what was done before or after is the verb's.
    ///
    /// - Returns: Whether anything was hung elsewhere.
    mutating func liftGerunds() -> Bool {
        var isChanged = false
        for index in nodes.indices
        where nodes[index].relation == .adverbClause || nodes[index].relation == .nominalClause {
            guard
                nodes[index].features.contains(.gerund)
                    || nodes[index].features.isSuperset(of: [.participle, .present]),
                nodes[index].head >= 0, nodes[index].head < index, nodes[nodes[index].head].isNominal,
                Grammar.english.has(preposition(index), .sequenceLinks)
            else { continue }
            var verb = nodes[index].head
            for _ in 0..<6 where nodes[verb].tag != .verb && nodes[verb].head >= 0 && nodes[verb].head < index {
                verb = nodes[verb].head
            }
            guard nodes[verb].tag == .verb, nodes[verb].features.contains(.finite) else { continue }
            nodes[index].head = verb
            nodes[index].relation = .adverbClause
            isChanged = true
        }
        return isChanged
    }

    /// "Strikes in Yemen targeting rebels" read with the participle on the place: it belongs to the noun before.
    ///
    /// - Returns: Whether anything was hung elsewhere.
    mutating func liftParticiples() -> Bool {
        var isChanged = false
        for index in nodes.indices where nodes[index].relation == .nominalClause && nodes[index].head >= 0 {
            let place = nodes[index].head
            guard place < index, nodes[place].name >= 0, nodes[place].relation == .nominalModifier,
                nodes[place].head >= 0, nodes[place].head < place, nodes[nodes[place].head].name < 0,
                nodes[nodes[place].head].tag == .noun, Grammar.english.has(preposition(place), .sceneLinks),
                nodes[index].features.contains(.gerund)
                    || nodes[index].features.isSuperset(of: [.participle, .present])
            else { continue }
            nodes[index].head = nodes[place].head
            isChanged = true
        }
        return isChanged
    }

    /// "Shot down two of six Cuban planes" read with the number as a clause: it is the object.
    ///
    /// - Returns: Whether anything was changed.
    mutating func makeNumbersObjects() -> Bool {
        var isChanged = false
        for index in nodes.indices where nodes[index].tag == .numeral && nodes[index].relation == .openComplement {
            let verb = nodes[index].head
            guard verb >= 0, verb < index, nodes[verb].tag == .verb,
                children(index).contains(where: { isNominalModifier($0) && preposition($0) == Word.of }),
                !children(verb).contains(where: { nodes[$0].relation == .object })
            else { continue }
            nodes[index].relation = .object
            isChanged = true
        }
        return isChanged
    }
}
