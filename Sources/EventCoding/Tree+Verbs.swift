internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Voice, subject and clause of a verb.
extension Tree {
    /// Whether a verb is passive: it has an auxiliary of the passive or an agent, or it is a bare participle without an object.
    func isPassive(_ verb: Int) -> Bool {
        var hasObject = false
        var hasHave = false
        var hasSubject = false
        var hasAgent = false
        for child in children(verb) {
            switch nodes[child].relation {
            case .passiveAuxiliary: return true
            case .agent: hasAgent = true
            case .object: hasObject = true
            // Without an auxiliary the past tense is active, whatever its subject was read as.
            case .subject, .passiveSubject: hasSubject = true
            case .adverbModifier where child < verb && nodes[child].name >= 0: hasSubject = true
            case .auxiliary: if Grammar.english.wordClass(nodes[child].word) == .have { hasHave = true }
            default: break
            }
        }
        if hasAgent, !hasSubject { return true }
        return nodes[verb].features.contains(.passive) && !hasHave && !hasObject && !hasSubject && !isMisread(verb)
    }

    /// The noun directly before a verb that was hung elsewhere: "a day after the government imposed …", "…, US Secretary NAME called …".
    private func nounBefore(_ verb: Int) -> Int? {
        var before = verb - 1
        while before > 0, nodes[before].tag == .adverb { before -= 1 }
        guard before >= 0, nodes[before].isNominal, nodes[before].tag != .numeral else { return nil }
        var top = before
        for _ in 0..<8 {
            let head = nodes[top].head
            guard head >= 0, head < verb, verb - head < 14 else { break }
            switch nodes[top].relation {
            case .compound, .flat, .possessor, .adjectiveModifier, .descriptiveNominal, .unmarkedNominal: top = head
            // "The minister of trade of Peru said".
            case .nominalModifier where nodes[head].isNominal && head > top - 6: top = head
            default: return top
            }
        }
        return top
    }

    /// Whether a noun stands free: behind no preposition, and neither subject nor object of another verb.
    private func isFree(_ noun: Int) -> Bool {
        switch nodes[noun].relation {
        case .apposition, .conjunct, .unmarkedOblique, .listItem, .parataxis, .root, .dislocated, .unspecified,
            .vocative, .temporalOblique, .unmarkedNominal:
            return preposition(noun) < 0
        default: return false
        }
    }

    /// A past participle below a noun that is the root is the verb of a sentence that was misread: "The leader called for talks".
    private func isMisread(_ verb: Int) -> Bool {
        guard nodes[verb].relation == .nominalClause, nodes[verb].head >= 0,
            nodes[nodes[verb].head].relation == .root, nodes[nodes[verb].head].isNominal
        else { return false }
        return !children(verb).contains {
            nodes[$0].relation == .agent || isOblique($0) && preposition($0) == Word.by
        }
    }

    /// Verbs whose object does what the infinitive behind says: "urged X to leave".
    private func controlsByObject(_ verb: Int) -> Bool { Grammar.english.has(nodes[verb].lemma, .objectControl) }

    /// Who does a gerund behind "for", "of" or "from" that says what somebody is charged with, cleared of or barred from; nil for other clauses.
    ///
    /// "Denounced them for attacking", "barred them from leaving", "pointed a finger at them for hiding it".
    func charged(_ verb: Int, _ head: Int) -> [Int]? {
        let grammar = Grammar.english
        let lemma = nodes[head].lemma
        let marker = preposition(verb)
        if marker == Word.for, grammar.has(lemma, .chargingIdioms) {
            let objects = children(head).filter { nodes[$0].relation == .object }.flatMap { children($0) }
            let target = (children(head) + objects).filter {
                (isOblique($0) || isNominalModifier($0)) && grammar.has(preposition($0), .chargeLinks)
            }
            return target.isEmpty ? nil : target
        }
        let isDoneByObject =
            grammar.has(lemma, .chargingVerbs) || marker == Word.from && grammar.has(lemma, .barringVerbs)
            || marker == Word.of && grammar.has(lemma, .clearingVerbs)
        guard isDoneByObject else { return nil }
        return children(head).first { nodes[$0].relation == (isPassive(head) ? .passiveSubject : .object) }.map { [$0] }
            ?? []
    }

    /// The subject of a verb, through coordination, infinitives, participles and relative clauses; whether it is passive.
    func subject(_ verb: Int) -> (nodes: [Int], isPassive: Bool) {
        let passive = isPassive(verb)
        var current = verb
        for _ in 0..<12 {
            for child in children(current) {
                // "Rejected Thursday": a day does nothing.
                if nodes[child].name < 0, Grammar.english.has(nodes[child].word, .listeningTimes) { continue }
                switch nodes[child].relation {
                case .subject, .outerSubject, .passiveSubject: return ([child], passive)
                // "Norway agreed": a name that was read as an adverb.
                case .adverbModifier where child < current && nodes[child].name >= 0: return ([child], passive)
                default: break
                }
            }
            let head = nodes[current].head
            let isFinite = nodes[current].features.contains(.finite)
            guard head >= 0 else {
                // "After talks with Diaz of Cuba, Ghana's minister Kofi Mensah said": the name was read as another word for the one before.
                if isFinite, let near = nounBefore(current), nodes[near].relation == .apposition, preposition(near) < 0
                {
                    return ([near], passive)
                }
                return (followingSubject(current), passive)
            }
            if isFinite, nodes[current].relation != .relativeClause, let near = nounBefore(current), isFree(near) {
                return ([near], passive)
            }
            switch nodes[current].relation {
            case .conjunct:
                if nodes[head].isNominal, nodes[head].relation == .root, isFinite { return ([head], passive) }
                if !(nodes[head].tag == .verb || nodes[head].tag == .auxiliary || nodes[head].tag == .adjective) {
                    return ([], passive)
                }
                current = head
            case .openComplement:
                let object = children(head).first {
                    nodes[$0].relation == .object || nodes[$0].relation == .indirectObject
                }
                if let object, controlsByObject(head) { return ([object], passive) }
                if controlsByObject(head), isPassive(head),
                    let patient = children(head).first(where: { nodes[$0].relation == .passiveSubject })
                {
                    return ([patient], passive)
                }
                current = head
            case .adverbClause where charged(current, head) != nil:
                return (charged(current, head) ?? [], passive)
            case .adverbClause, .parataxis, .clauseComplement:
                if nodes[head].isNominal, nodes[head].relation == .root, isFinite { return ([head], passive) }
                let features = nodes[current].features
                guard nodes[head].tag == .verb || nodes[head].tag == .auxiliary || nodes[head].tag == .adjective,
                    !features.isDisjoint(with: [.gerund, .infinitive, .participle])
                else { return ([], passive) }
                current = head
            case .relativeClause: return ([head], passive)
            case .nominalClause:
                let isPast =
                    nodes[current].features.contains(.passive)
                    || nodes[current].features.isSuperset(of: [.participle, .past])
                let hasObject = children(current).contains { nodes[$0].relation == .object }
                // "Committed a provocation of violating the border", "its plan to offer arms": whose the noun is, or who governs it.
                if !isPast, children(current).contains(where: { nodes[$0].relation == .marker }) {
                    if let owner = children(head).first(where: { nodes[$0].relation == .possessor }) {
                        return ([owner], passive)
                    }
                    let above = nodes[head].head
                    if above >= 0, nodes[above].tag == .verb,
                        nodes[head].relation == .object || nodes[head].relation == .oblique
                    {
                        current = above
                        continue
                    }
                    return ([head], passive)
                }
                if isPast, hasObject { return ([nounBefore(current) ?? head], false) }
                if isMisread(current) { return ([head], false) }
                if current == verb { return ([head], isPast) }
                return ([head], passive)
            default: return ([], passive)
            }
        }
        return ([], passive)
    }

    /// "Having rejected the offer, Peru left" read with the participle as the root: the subject of the finite verb behind it.
    private func followingSubject(_ verb: Int) -> [Int] {
        guard
            !nodes[verb].features.contains(.finite)
                || children(verb).contains(where: {
                    nodes[$0].relation == .auxiliary && nodes[$0].features.contains(.gerund)
                })
        else { return [] }
        for next in children(verb) where next > verb && nodes[next].features.contains(.finite) {
            guard nodes[next].relation == .conjunct || nodes[next].relation == .parataxis else { continue }
            if let subject = children(next).first(where: { nodes[$0].relation == .subject }) { return [subject] }
        }
        return []
    }

    /// The words of the clause of a verb, without subjects, relative clauses and other clauses.
    func clause(_ verb: Int) -> [Int] {
        var result: [Int] = []
        var stack = [verb]
        while let node = stack.popLast() {
            result.append(node)
            for child in children(node) {
                switch nodes[child].relation {
                case .relativeClause, .subject, .passiveSubject, .outerSubject: continue
                case .conjunct, .parataxis, .clauseComplement, .adverbClause:
                    if nodes[child].tag == .verb { continue }
                default: break
                }
                stack.append(child)
            }
        }
        return result.sorted()
    }
}
