internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Slips of the parser that are frequent in news, mended before anything is read off a tree.
extension Tree {
    /// Past tenses that were read as nouns or adjectives: "The ministers met", "Ghana shot down a jet".
    mutating func retag() {
        let grammar = Grammar.english
        for index in nodes.indices where index > 0 && !nodes[index].isCapital {
            guard nodes[index].tag == .noun || nodes[index].tag == .adjective || nodes[index].tag == .properNoun,
                nodes[index].relation == .root, let verb = grammar.verb(nodes[index].word),
                verb.form == .past || verb.form == .pastOrParticiple, verb.lemma != nodes[index].word,
                nodes[index - 1].isNominal || nodes[index - 1].tag == .adverb || isOffice(index - 1, of: index),
                !nodes.contains(where: {
                    $0.head == index
                        && ($0.relation == .copula || $0.relation == .determiner || $0.relation == .caseMarker)
                })
            else { continue }
            nodes[index].tag = .verb
            nodes[index].lemma = verb.lemma
            nodes[index].features = [.finite, .past, .indicative]
            for child in nodes.indices where child < index && nodes[child].head == index {
                if child == index - 1, nodes[child].relation == .compound || isOffice(child, of: index) {
                    nodes[child].tag = .noun
                    nodes[child].relation = .subject
                }
            }
            // "Ghana's premier met": whose the premier is.
            if nodes[index - 1].relation == .subject, nodes[index - 1].head == index {
                for child in nodes.indices where child < index - 1 && nodes[child].head == index {
                    if nodes[child].relation == .possessor || nodes[child].relation == .adjectiveModifier {
                        nodes[child].head = index - 1
                    }
                }
            }
        }
    }

    /// "May spoke to them" read with the modal: no modal stands before a past tense, so the name is the subject.
    mutating func retagNamedMay() {
        guard nodes.count > 1, nodes[0].isCapital, nodes[0].relation == .auxiliary, nodes[0].head == 1,
            Grammar.english.wordClass(nodes[0].word) == .maybe,
            let verb = Grammar.english.verb(nodes[1].word), verb.lemma != nodes[1].word,
            verb.form == .past || verb.form == .pastOrParticiple
        else { return }
        nodes[0].tag = .properNoun
        nodes[0].relation = .subject
        nodes[1].lemma = verb.lemma
        nodes[1].features = [.finite, .past, .indicative]
    }

    /// An office that was read as an adjective: "the premier met".
    private func isOffice(_ node: Int, of head: Int) -> Bool {
        nodes[node].tag == .adjective && nodes[node].head == head && nodes[node].relation == .adjectiveModifier
            && PartyWords.shared.isActor(nodes[node].word)
    }

    /// "Said that they must rest and warned Peru" read with "rest and warned", "used talks to win them, and later imposed a ban" with "win
    /// and imposed": a form that is no infinitive goes with the verb above.
    mutating func mendConjuncts() {
        for index in nodes.indices where nodes[index].tag == .verb && nodes[index].relation == .conjunct {
            let head = nodes[index].head
            let isPast = isPast(index)
            guard isPast || Grammar.english.verb(nodes[index].word)?.form == .third, head >= 0, head < index,
                nodes[head].tag == .verb, !nodes[head].features.contains(.past),
                !nodes[head].features.contains(.participle), !has(index, { $0.relation == .marker }),
                isInfinitive(head) || isModal(head) && isPast && !has(index, { $0.relation.universal == .subject })
            else { continue }
            var above = nodes[head].head
            for _ in 0..<6 where above >= 0 && !goesOn(above, isPast) { above = nodes[above].head }
            if above >= 0, above < head, goesOn(above, isPast) { nodes[index].head = above }
        }
    }

    /// Whether a verb can go on with a past tense, or with one in "-s".
    private func goesOn(_ verb: Int, _ isPast: Bool) -> Bool {
        guard nodes[verb].tag == .verb else { return false }
        if isPast { return nodes[verb].features.isSuperset(of: [.finite, .past]) }
        return nodes[verb].features.contains(.finite) || isModal(verb)
    }

    private func has(_ node: Int, _ property: (Node) -> Bool) -> Bool {
        nodes.contains { $0.head == node && property($0) }
    }

    /// Whether a verb is told in the past: the parser says so, or its form is no infinitive's ("imposed", but not "put").
    private func isPast(_ verb: Int) -> Bool {
        if nodes[verb].features.isSuperset(of: [.finite, .past]) { return true }
        guard let form = Grammar.english.verb(nodes[verb].word), form.lemma != nodes[verb].word else { return false }
        return form.form == .past || form.form == .pastOrParticiple
    }

    /// Whether a verb stands behind "to", or bare as in "help build".
    private func isInfinitive(_ verb: Int) -> Bool {
        nodes[verb].features.contains(.infinitive) || has(verb, { $0.relation == .marker && $0.word == Word.to })
    }

    /// Whether a verb stands behind "must", "will" or the like.
    private func isModal(_ verb: Int) -> Bool {
        nodes.contains { node in
            guard node.head == verb, node.relation == .auxiliary else { return false }
            switch Grammar.english.wordClass(node.word) {
            case .modal, .future, .maybe: return true
            default: return node.word == Word.would
            }
        }
    }

    /// "A message of greeting from X" read with a verb: a form in -ing between "of" and another preposition is a noun.
    mutating func retagGerunds() {
        for index in nodes.indices.dropFirst(2) where nodes[index].tag == .verb && nodes[index - 1].word == Word.of {
            guard Grammar.english.verb(nodes[index].word)?.form == .ing, nodes[index - 2].isNominal,
                index + 1 >= nodes.count || nodes[index + 1].tag == .adposition || nodes[index + 1].tag == .punctuation
                    || nodes[index + 1].tag == .coordinator || nodes[index + 1].tag == .particle
            else { continue }
            nodes[index].tag = .noun
            nodes[index].lemma = nodes[index].word
            nodes[index].features = [.singular]
            nodes[index].head = index - 2
            nodes[index].relation = .nominalModifier
            nodes[index - 1].head = index
            nodes[index - 1].relation = .caseMarker
            if index + 1 < nodes.count, nodes[index + 1].tag == .adposition,
                let noun = nodes.indices.first(where: {
                    $0 > index + 1 && nodes[$0].head == index && nodes[$0].isNominal
                })
            {
                nodes[noun].relation = .nominalModifier
                nodes[noun].head = index - 2
            }
        }
    }

    /// "Minister visits Cuba" read as nouns: in a line without a verb a third person between two nouns is one.
    mutating func retagHeadline() {
        guard !nodes.contains(where: { $0.features.contains(.finite) || $0.tag == .auxiliary }) else { return }
        let grammar = Grammar.english
        let verb = nodes.indices.first { index in
            guard index > 0, index + 1 < nodes.count, nodes[index].tag == .noun || nodes[index].tag == .properNoun,
                let form = grammar.verb(nodes[index].word)?.form, nodes[index - 1].isNominal
            else { return false }
            // "Ghana, Cuba sign deal": two names and a comma take the plural.
            let isOfTwo =
                form == .base && index >= 3 && nodes[index - 1].isCapital && nodes[index - 2].tag == .punctuation
                && nodes[index - 3].isCapital && nodes[index - 3].isNominal && !nodes[index].isCapital && index <= 8
            guard form == .third || isOfTwo else { return false }
            let next = nodes[index + 1]
            return next.isNominal || next.tag == .determiner || next.tag == .adposition || next.tag == .adjective
        }
        guard let verb, let lemma = grammar.verb(nodes[verb].word)?.lemma else { return }
        nodes[verb].tag = .verb
        nodes[verb].lemma = lemma
        nodes[verb].features = [.finite, .present, .indicative]
        let old = nodes[verb].head
        nodes[verb].head = -1
        nodes[verb].relation = .root
        // What stood before it is its subject, what stands behind without a preposition its object.
        var subject = verb - 1
        while nodes[subject].head >= 0, nodes[subject].head < verb, nodes[subject].head != old,
            nodes[nodes[subject].head].isNominal
        { subject = nodes[subject].head }
        for index in nodes.indices where index != verb && index != subject {
            if nodes[index].head == verb && index < verb { nodes[index].head = subject }
            if index > verb, nodes[index].head >= 0, nodes[index].head < verb { nodes[index].head = verb }
            if nodes[index].head < 0 { nodes[index].head = verb }
        }
        nodes[subject].head = verb
        nodes[subject].relation = .subject
        if subject == verb - 1, subject >= 2, nodes[subject - 1].tag == .punctuation, nodes[subject - 2].isCapital {
            nodes[subject - 2].head = subject
            nodes[subject - 2].relation = .conjunct
        }
        for index in nodes.indices where index > verb && nodes[index].head == verb && nodes[index].isNominal {
            let hasCase = nodes.contains { $0.head == index && $0.relation == .caseMarker }
            nodes[index].relation = hasCase ? .oblique : .object
        }
    }

    /// "A deal between Ghana and Cuba was signed" read with "Cuba" as a second subject of the verb: it is coordinated.
    mutating func joinSubjects() {
        for index in nodes.indices where nodes[index].relation == .coordinator && index > 0 {
            let verb = nodes[index].head
            guard verb > index + 1, nodes[verb].tag == .verb || nodes[verb].tag == .adjective,
                nodes[index - 1].isNominal
            else { continue }
            guard let second = nodes.indices.first(where: { $0 > index && nodes[$0].isNominal }),
                nodes[second].head == verb, nodes[second].relation.universal == .subject,
                nodes[index..<second].allSatisfy({ $0.tag != .verb }),
                nodes.indices.contains(where: {
                    $0 < index && nodes[$0].head == verb && nodes[$0].relation.universal == .subject
                })
            else { continue }
            nodes[second].head = index - 1
            nodes[second].relation = .conjunct
            nodes[index].head = second
        }
    }

    /// "Doubted Peruvian President Quispe's promise" with a bare name of the state, read with the state as an object of its own: it belongs
    /// to whose the thing is.
    mutating func joinOwners() {
        for index in nodes.indices.dropLast() where nodes[index].relation == .object && nodes[index].tag == .properNoun
        {
            let verb = nodes[index].head
            let owner = nodes[index + 1].head
            guard verb >= 0, nodes[verb].tag == .verb, nodes[index + 1].isCapital, owner > index,
                nodes[index + 1].relation == .descriptiveNominal, nodes[owner].relation == .possessor
            else { continue }
            let thing = nodes[owner].head
            guard thing > owner, nodes[thing].head == verb,
                nodes[thing].relation == .object || nodes[thing].relation.universal == .oblique,
                !nodes.contains(where: { $0.head == thing && $0.relation == .caseMarker })
            else { continue }
            nodes[thing].relation = .object
            nodes[index].head = owner
            nodes[index].relation = .compound
        }
    }

    /// "A message of greeting from X" read with the preposition as the head: the noun behind it hangs on the noun before.
    mutating func mend() {
        for index in nodes.indices where nodes[index].tag == .adposition && index > 0 {
            guard
                let noun = nodes.indices.first(where: {
                    $0 > index && nodes[$0].head == index
                        && (nodes[$0].tag == .noun || nodes[$0].tag == .properNoun)
                })
            else { continue }
            let before = nodes[index - 1].tag
            if before == .noun || before == .properNoun {
                nodes[noun].head = index - 1
                nodes[noun].relation = .nominalModifier
            } else if let verb = nodes[..<index].lastIndex(where: { $0.tag == .verb }) {
                nodes[noun].head = verb
                nodes[noun].relation = .oblique
            } else {
                continue
            }
            nodes[index].head = noun
            nodes[index].relation = .caseMarker
        }
        for index in nodes.indices
        where index > 0 && nodes[index].relation == .caseMarker && nodes[index].head > index + 1 {
            mendPreposition(index)
        }
    }

    /// "The attack on Cuba was long" read with "on" before "long": a preposition belongs to the noun behind it.
    private mutating func mendPreposition(_ index: Int) {
        let head = nodes[index].head
        guard let first = (index + 1..<head).first(where: { nodes[$0].isNominal }),
            (index + 1..<first).allSatisfy({
                nodes[$0].tag == .determiner || nodes[$0].tag == .adjective || nodes[$0].tag == .numeral
            })
        else { return }
        var noun = first
        while nodes[noun].head > noun, nodes[noun].head < head, nodes[nodes[noun].head].isNominal {
            noun = nodes[noun].head
        }
        guard nodes[noun].head == head, nodes[noun].relation != .compound, nodes[noun].relation != .possessor,
            nodes[noun].relation != .adjectiveModifier, nodes[noun].relation != .flat,
            !nodes[head].isNominal
                || (noun + 1..<head).contains(where: { nodes[$0].tag == .verb || nodes[$0].tag == .auxiliary })
        else { return }
        nodes[index].head = noun
        let before = nodes[index - 1]
        if before.isNominal {
            nodes[noun].head = index - 1
            nodes[noun].relation = .nominalModifier
        } else if let verb = nodes[..<index].lastIndex(where: { $0.tag == .verb }) {
            nodes[noun].head = verb
            nodes[noun].relation = .oblique
        }
    }

    /// A sentence that was read without a main verb, as its past tense could be a participle: "China, which …, offered to lend a ship",
    /// "The two held talks".
    mutating func findMainVerb() {
        guard let root = nodes.firstIndex(where: { $0.head < 0 }), nodes[root].isNominal else { return }
        let grammar = Grammar.english
        for node in nodes where node.head == root {
            // A copula, or a verb that governs beside the noun.
            if node.relation == .copula || node.relation == .auxiliary { return }
            if node.features.contains(.finite), node.relation == .parataxis || node.relation == .conjunct { return }
        }
        let verb = nodes.indices.first { index in
            guard index > 0, nodes[index].tag == .verb,
                nodes[index].relation == .nominalClause || nodes[index].relation == .adjectiveModifier,
                nodes[index].features.isSuperset(of: [.participle, .past]), let verb = grammar.verb(nodes[index].word),
                verb.form == .pastOrParticiple || verb.form == .past
            else { return false }
            let isAuxiliated = nodes.contains {
                $0.head == index
                    && ($0.relation == .auxiliary || $0.relation == .passiveAuxiliary || $0.relation == .agent)
            }
            let hasBy = nodes.indices.contains {
                nodes[$0].relation == .caseMarker && nodes[$0].word == Word.by && nodes[$0].head >= 0
                    && nodes[nodes[$0].head].head == index
            }
            if isAuxiliated || hasBy { return false }
            // An attribute before its noun is one when a word of the noun's own stands before it.
            if nodes[index].relation == .adjectiveModifier {
                let before = nodes[index - 1]
                return nodes[index].head > index && (before.tag == .numeral || before.isNominal)
            }
            return index > root
        }
        guard let verb else { return }
        let noun = nodes[verb].head
        let wasAttribute = nodes[verb].relation == .adjectiveModifier
        nodes[verb].head = -1
        nodes[verb].relation = .root
        nodes[verb].features = [.finite, .past, .indicative]
        if wasAttribute, noun >= 0 {
            nodes[noun].head = verb
            nodes[noun].relation = .object
            // What stood before it as another attribute of the noun is its subject.
            let subject = noun == root ? verb - 1 : root
            if nodes[subject].head == noun || subject == root {
                nodes[subject].head = verb
                nodes[subject].relation = .subject
            }
            for index in 0..<verb where index != subject && nodes[index].head == noun && index < subject {
                nodes[index].head = subject
            }
        } else {
            nodes[root].head = verb
            nodes[root].relation = .subject
        }
    }

    /// "Xi called for talks" read with an auxiliary: a name that was taken for a small word is a noun, and before its verb the subject.
    mutating func retagNames() {
        for name in names {
            for index in name.first...name.last {
                switch nodes[index].tag {
                case .auxiliary, .verb, .adverb, .interjection, .particle, .subordinator, .determiner, .pronoun:
                    guard nodes[index].isCapital, nodes[index].head >= 0 else { continue }
                default: continue
                }
                nodes[index].tag = .properNoun
                nodes[index].features = [.singular]
                switch nodes[index].relation {
                case .auxiliary, .passiveAuxiliary, .marker, .determiner, .discourse:
                    nodes[index].relation = nodes[index].head > index ? .subject : .object
                default: break
                }
            }
        }
    }

    /// "The minister met with her counterpart" read as a noun: a form that is nothing but a verb is one, and has the noun before it as subject.
    ///
    /// - Returns: Whether anything was hung elsewhere.
    mutating func retagVerbs() -> Bool {
        var isChanged = false
        let grammar = Grammar.english
        // "Peru test-fired a missile" read as the verb of "Peru test": the name is the subject.
        for index in nodes.indices.dropFirst(3)
        where nodes[index].tag == .verb && nodes[index - 1].tag == .punctuation && nodes[index - 2].head == index
            && nodes[index - 2].tag == .noun && !nodes[index - 2].isCapital
            && nodes[index - 1].range.end == nodes[index].range.start
            && nodes[index - 2].range.end == nodes[index - 1].range.start
        {
            guard
                !children(index).contains(where: {
                    nodes[$0].relation == .subject && $0 != index - 2 || nodes[$0].relation == .passiveSubject
                })
            else { continue }
            var subject = children(index - 2).last { $0 < index - 2 && nodes[$0].isNominal }
            // The name before was read as the root, and the verb as an attribute.
            if subject == nil, nodes[index - 3].isNominal, nodes[index - 3].isCapital, nodes[index - 3].head < 0 {
                subject = index - 3
                for child in nodes.indices where child > index && nodes[child].head == index - 3 {
                    nodes[child].head = index
                }
                nodes[index].head = -1
                nodes[index].relation = .root
                nodes[index].features = [.finite, .past, .indicative]
            }
            guard let subject else { continue }
            nodes[subject].head = index
            nodes[subject].relation = .subject
            nodes[index - 2].relation = .compound
            isChanged = true
        }
        for index in nodes.indices
        where nodes[index].relation == .root && nodes[index].tag == .noun && !nodes[index].isCapital
            && grammar.has(nodes[index].word, .onlyVerbs)
        {
            guard
                let subject = children(index).last(where: {
                    $0 < index && nodes[$0].isNominal
                        && (nodes[$0].relation == .compound || nodes[$0].relation == .nominalModifier)
                })
            else { continue }
            nodes[index].tag = .verb
            nodes[index].features = [.finite, .past]
            if let verb = grammar.verb(nodes[index].word) { nodes[index].lemma = verb.lemma }
            isChanged = true
            nodes[subject].relation = .subject
            for child in children(index) where child != subject {
                if child < subject {
                    nodes[child].head = subject
                } else if nodes[child].relation == .nominalModifier {
                    nodes[child].relation = .oblique
                }
            }
        }
        return isChanged
    }
}
