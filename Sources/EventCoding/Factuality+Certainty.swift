internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// What the word that governs a clause says of its being so.
extension Factuality {
    /// How sure what governs a clause leaves it.
    enum Certainty {
        case ahead
        case unlikely
        case believed
        case denied
        case ceased
        case hinted
        case done
    }

    /// "Is going to sign", "is unlikely to sign", "is believed to have signed", "denied signing", "there is no evidence that it signed".
    func certainty(
        _ clause: Int, _ head: Int, _ relation: GrammarRelation, _ isInfinitive: Bool, _ isPerfect: Bool
    ) -> Certainty? {
        let word = tree[head].word
        let lemma = tree[head].lemma
        let isComplement =
            relation == .openComplement || relation == .adverbClause || relation == .clauseComplement
            || relation == .nominalClause
        guard isComplement || relation == .relativeClause && truthWord(clause, head) != nil else { return nil }
        // "Was right to condemn", "went on to accuse".
        if isInfinitive, tree[head].tag != .verb, grammar.has(word, .aptWords) { return .done }
        if isInfinitive, grammar.has(lemma, .proceedingVerbs), goesOn(head, clause) { return .done }
        if isInfinitive, relation != .nominalClause {
            if grammar.has(word, .aheadHeads), tree[head].tag != .verb || isProgressive(head) { return .ahead }
            if grammar.has(word, .unlikelyHeads) { return .unlikely }
            if isPerfect, grammar.has(lemma, .seemingVerbs) || tree.isPassive(head) && grammar.has(lemma, .beliefVerbs)
            {
                return .believed
            }
        }
        // "It is not true that", "there is no proof that": only where it is not; what is true is told.
        if !isInfinitive, let truth = truthWord(clause, head), isDoubted(truth) { return .denied }
        if isInfinitive, usesTo(clause, head) { return .done }
        guard hasGerund(clause) else { return nil }
        let marker = tree.preposition(clause)
        // "Left without signing", "stopped short of accusing", "ruled out sending".
        if marker == Word.without { return .ceased }
        if marker == Word.of, grammar.has(word, .shortWords) || isShort(head, clause) { return .ceased }
        if marker < 0, refuses(head) { return .ceased }
        if marker < 0, grammar.has(lemma, .moodsDenying) { return .denied }
        if marker == Word.of, grammar.has(lemma, .moodsAlleging) { return .believed }
        if marker < 0, relation == .openComplement, grammar.has(lemma, .ceasingVerbs) { return .ceased }
        if marker >= 0, relation != .nominalClause, grammar.has(lemma, .moodsThreatening) { return .hinted }
        if marker == Word.on, grammar.has(lemma, .moodsPlanning) { return .ahead }
        return nil
    }

    /// What the words before a gerund make of it, however it was hung: "called for lifting", "a decision on arming", "accused of waging".
    func governed(_ verb: Int) -> Certainty? {
        guard tree[verb].tag == .verb, hasGerund(verb) else { return nil }
        var place = verb - 1
        while place > 0, tree[place].tag == .adverb { place -= 1 }
        guard place > 0, tree[place].tag == .adposition || tree[place].tag == .subordinator else { return nil }
        let link = tree[place].word
        let before = place - 1
        if link == Word.for {
            return tree[before].tag == .verb && grammar.has(tree[before].lemma, .callingVerbs) ? .hinted : nil
        }
        // A gerund before its noun is an adjective: "the price of rising costs".
        if tree[verb].relation == .adjectiveModifier || tree[verb].relation == .compound { return nil }
        if link == Word.by || link == Word.without { return nil }
        if tree[before].tag == .noun, grammar.has(tree[before].word, .decidedNouns) { return .unlikely }
        if tree[before].tag == .verb, grammar.has(tree[before].lemma, .ponderingVerbs) { return .unlikely }
        guard link == Word.of else { return nil }
        for back in stride(from: before, through: max(0, before - 5), by: -1) where tree[back].tag == .verb {
            return grammar.has(tree[back].lemma, .chargingVerbs) ? .believed : nil
        }
        return nil
    }

    /// "Will stay until Ghana returns the island": a condition before the subject, and a verb in the present, however it was hung.
    func isConditionedBefore(_ verb: Int) -> Bool {
        guard tree[verb].features.isSuperset(of: [.finite, .present]) else { return false }
        var place = verb - 1
        while place > 0, place > verb - 6,
            tree[place].isNominal || tree[place].tag == .determiner || tree[place].tag == .adjective
        { place -= 1 }
        return place >= 0 && place < verb - 1 && tree[place].tag != .pronoun
            && grammar.has(tree[place].word, .conditionWords) && grammar.spelling(tree[place].word) != "whether"
    }

    /// Whether somebody else than the subject of an active verb is to do what its infinitive says.
    func isOfAnother(_ clause: Int, _ head: Int) -> Bool {
        !tree.isPassive(head)
            && (tree.children(clause) + tree.children(head)).contains {
                $0 > head && $0 < clause
                    && (tree[$0].relation.universal == .subject || tree[$0].relation == .object
                        || tree[$0].relation == .indirectObject)
            }
    }

    /// The word that says whether a clause is true, also where the clause was hung on the verb before it: "found no proof that".
    func truthWord(_ clause: Int, _ head: Int) -> Int? {
        if grammar.has(tree[head].word, .truthWords) { return head }
        guard let that = tree.children(clause).first(where: { tree[$0].word == Word.that && $0 < clause }), that > 0,
            grammar.has(tree[that - 1].word, .truthWords)
        else { return nil }
        return that - 1
    }

    /// "Stopped short of": the word that stops the act stands before its clause.
    private func isShort(_ head: Int, _ clause: Int) -> Bool {
        tree.children(head).contains { $0 > head && $0 < clause && grammar.has(tree[$0].word, .shortWords) }
    }

    /// "Went on to accuse": the act came next.
    private func goesOn(_ head: Int, _ clause: Int) -> Bool {
        tree[head].lemma == grammar.id("proceed")
            || tree.children(head).contains { $0 == head + 1 && $0 < clause && tree[$0].word == Word.on }
    }

    /// "Used the meeting to accuse", "took the chance to thank": what it was used for was done.
    private func usesTo(_ clause: Int, _ head: Int) -> Bool {
        let verb = tree[head].tag == .verb ? head : tree[head].head
        guard verb >= 0, grammar.has(tree[verb].lemma, .usingVerbs), !auxiliaries(verb).isNegated else { return false }
        return tree.children(verb).contains {
            tree[$0].relation == .object && $0 < clause && grammar.has(tree[$0].word, .usingNouns)
        }
    }

    private func isProgressive(_ verb: Int) -> Bool {
        tree.children(verb).contains {
            (tree[$0].relation == .auxiliary || tree[$0].relation == .copula) && grammar.wordClass(tree[$0].word) == .be
        }
    }

    /// Whether a word, or the verb over it, is negated: "no evidence", "is not true", "found no sign".
    private func isDoubted(_ node: Int) -> Bool {
        let negates = { (child: Int) in
            grammar.wordClass(tree[child].word) == .negation || grammar.has(tree[child].word, .negations)
        }
        if tree.children(node).contains(where: { $0 < node && negates($0) }) { return true }
        let above = tree[node].head
        return above >= 0 && tree[node].isNominal && tree[above].tag == .verb && auxiliaries(above).isNegated
    }
}
