internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// Whether an act is told as a fact: negation, plan, allegation, denial and conditions, read off the verbs that it hangs on.
struct Factuality {
    let tree: Tree
    let grammar: Grammar

    /// What is told of an act.
    struct Reading {
        var isNegated = false
        var isPresent = false
        /// Whether it has not happened up to now, which is no refusal: "has not yet accepted".
        var isYet = false
        var polarity = Polarity.asserted
        /// Why it is no event at all, or nil.
        var reason: String?
        var rules: [String] = []
        /// Whether it is only what something else is done for.
        var isPurpose = false
        /// Whether it is told as done.
        var isFact: Bool { reason == nil && polarity == .asserted && !isPurpose }
    }

    /// Reads a verb, or the verb that carries a noun.
    func read(_ verb: Int) -> Reading {
        var result = Reading()
        var isPlanned = false
        var isUnreal = false
        var isAlleged = false
        var isDenied = false
        var isDemanded = false
        var current = verb
        var isFirst = true
        var isReported = false
        var isAsked = tree.isAsked(verb)
        var isOpen = false
        var isHypothetical = false
        var isCancelled = false
        var isCalledFor = false
        switch governed(verb) {
        case .hinted: isCalledFor = true
        case .unlikely: isUnreal = true
        case .believed: isAlleged = true
        default: break
        }
        for _ in 0..<7 {
            let own = auxiliaries(current)
            if tree[current].relation != .root, own.isAny, tree[current].relation != .conjunct { isAsked = false }
            if isFirst {
                result.isNegated = own.isNegated
                result.isPresent = tree[current].features.contains(.present)
                result.isYet =
                    own.isNegated && own.isPerfect
                    && (hasYet(current) || grammar.has(tree[current].lemma, .recognisingVerbs))
                isPlanned = own.isFuture
                // "Should have condemned": it did not.
                isUnreal =
                    isUnreal || own.isUnreal || (own.isWould || own.isObligation) && own.isPerfect || own.isNearly
                    || isConditionedBefore(current)
                isReported = own.isWould && !own.isPerfect
                isDemanded = own.isObligation || isCalledFor
                if isInverted(current) || own.isPerfect && own.isBe && hasTo(current) { isUnreal = true }
                // "A question whether Ghana attacked".
                isOpen = !hasTo(current) && isBehindWhether(current)
                // "Minister to visit Cuba": an infinitive of its own.
                if tree[current].head < 0, hasTo(current), !isUnreal { isPlanned = true }
            }
            if own.isAlleging { isAlleged = true }
            if own.isConditional {
                isUnreal = true
                // "If Ghana plans to sign": not even planned, but "whether to sign" is.
                isHypothetical = isHypothetical || !isBehindWhether(current)
            }
            guard tree[current].head >= 0 else { break }
            let head = tree[current].head
            let relation = tree[current].relation
            // "Reports that Ghana attacked Cuba": hearsay; denied, when that is what is done to them.
            if let reports = reports(current, head, relation) {
                let above = tree[reports].head
                let isObject = tree[reports].relation == .object || tree[reports].relation == .passiveSubject
                if above >= 0, isObject || above == head,
                    grammar.has(tree[above].lemma, .denyingVerbs) || grammar.has(tree[above].lemma, .moodsDenying)
                {
                    isDenied = true
                } else {
                    isAlleged = true
                }
                break
            }
            guard
                relation == .openComplement || relation == .clauseComplement || relation == .nominalClause
                    || relation == .adverbClause || relation == .conjunct || relation == .parataxis
                    || relation == .relativeClause && truthWord(current, head) != nil
            else {
                // "If Ghana commits such a crime as attacking Cuba": what a condition holds is one.
                if !isFirst, tree[current].isNominal,
                    relation == .object || relation.universal == .oblique || relation.universal == .subject,
                    tree[head].tag == .verb || tree[head].tag == .auxiliary, auxiliaries(head).isConditional
                {
                    isUnreal = true
                }
                break
            }
            // "Refusing to renew pledges and threatening to leave": a gerund goes on with the gerund above an infinitive.
            if relation == .conjunct, hasGerund(current), !hasGerund(head), hasTo(head), tree[head].head >= 0,
                hasGerund(tree[head].head)
            {
                current = tree[tree[head].head].head
                guard current >= 0 else { break }
                isFirst = false
                continue
            }
            // "Did not recommend action, or accuse them".
            if relation == .conjunct, !own.isAny, auxiliaries(head).isNegated,
                tree.children(current).contains(where: {
                    tree[$0].relation == .coordinator && grammar.spelling(tree[$0].word) == "or"
                })
            {
                result.isNegated = true
            }
            let lemma = tree[head].lemma
            let isInfinitive = tree[current].features.contains(.infinitive) || hasTo(current)
            // "After Ghana attacked Cuba": what a finite clause tells is told as such, whatever the main clause is told as.
            if relation == .adverbClause, !isInfinitive, !hasGerund(current), !own.isConditional,
                tree[current].features.contains(.finite)
            {
                break
            }
            // "Denied having attacked" read with a participle on "having": one verb.
            if relation == .nominalClause, head == current - 1, grammar.wordClass(tree[head].word) == .have,
                hasGerund(head)
            {
                current = head
                continue
            }
            // "A citizen arrested by guards": what a participle tells in passing is told, whatever is said of its noun.
            if relation == .nominalClause, tree[current].features.isSuperset(of: [.participle, .past]), !hasTo(current)
            {
                break
            }
            // "Was barred from travelling", "called for lifting the ban".
            if hasGerund(current), relation != .conjunct {
                let marker = tree.preposition(current)
                if marker == Word.from, grammar.has(lemma, .barringVerbs) {
                    result.reason = "only asked for or prevented"
                    break
                }
                if marker == Word.for, grammar.has(lemma, .callingVerbs) { isDemanded = true }
                // "Was training for attacking", however the noun was read.
                if marker == Word.for, grammar.has(tree[head].word, .openNouns) { isUnreal = true }
                // "Cleared two men of killing her".
                if marker == Word.of, grammar.has(lemma, .clearingVerbs) {
                    isDenied = true
                    break
                }
            }
            // "A question about its plans to hold talks", however far the infinitive was hung from its noun.
            if isInfinitive, relation != .nominalClause,
                let to = tree.children(current).first(where: { tree[$0].word == Word.to && $0 < current }), to > 0,
                tree[to - 1].tag == .noun,
                grammar.has(tree[to - 1].word, .aheadNouns) || isCancelling(to - 1)
            {
                // "Reversed its decision to withdraw".
                if isCancelling(to - 1) { isCancelled = true }
                isPlanned = true
                result.rules.append("mood.noun")
                break
            }
            if let certainty = certainty(current, head, relation, isInfinitive, own.isPerfect) {
                switch certainty {
                case .ahead:
                    isPlanned = true
                    result.isNegated = result.isNegated != auxiliaries(head).isNegated
                    result.rules.append("mood.ahead")
                case .unlikely: isUnreal = true
                case .believed: isAlleged = true
                case .denied: isDenied = true
                case .ceased:
                    if !auxiliaries(head).isNegated { result.isNegated.toggle() }
                    result.rules.append("mood.ceasing")
                case .done: result.isNegated = result.isNegated != auxiliaries(head).isNegated
                case .hinted: isDemanded = true
                }
                if certainty == .denied || certainty == .believed { break }
                current = head
                isFirst = false
                continue
            }
            // "Denounced Ghana for attacking Cuba": somebody's charge.
            // "Slammed the measure, calling it a crime" is the speaker's own.
            if relation == .adverbClause && tree.preposition(current) >= 0 || relation == .openComplement
                || relation == .nominalClause,
                hasGerund(current),
                grammar.has(lemma, .chargingVerbs)
                    || grammar.has(lemma, .chargingIdioms) && tree.charged(current, head) != nil
            {
                isAlleged = true
                break
            }
            // "Was the first to recognise Peru" recognised it.
            if relation == .nominalClause || tree[head].tag == .adjective, isInfinitive,
                grammar.has(tree[head].word, .ordinalWords)
                    || tree.children(head).contains(where: { $0 < head && grammar.has(tree[$0].word, .ordinalWords) })
            {
                break
            }
            // "Spared no effort to help", "had no choice but to leave": it is told as the verb above is; who has no choice has to.
            if isInfinitive, let verb = sparing(current, head) {
                if auxiliaries(verb).isFuture { isPlanned = true }
                if !grammar.has(tree[verb].lemma, .sparingVerbs), !tree[verb].features.contains(.past) {
                    isDemanded = true
                }
                current = verb
                isFirst = false
                continue
            }
            if isFirst, isInfinitive, isDoneWith(current, head, relation) { break }
            // "Would like to thank Peru" thanks it.
            if relation == .openComplement, isInfinitive, auxiliaries(head).isWould, grammar.has(lemma, .likingVerbs),
                grammar.has(tree[verb].lemma, .performingVerbs)
            {
                break
            }
            // "Advocated bombing", "considers leaving": only thought of.
            if relation == .openComplement || relation == .clauseComplement || relation == .object, hasGerund(current),
                grammar.has(lemma, .mullingVerbs)
            {
                isUnreal = true
                break
            }
            if relation == .nominalClause || relation == .openComplement, isCancelling(head) { isCancelled = true }
            // "Has to sign", "is to sign", "has yet to sign"; what was to have been signed was not.
            if relation == .openComplement, isInfinitive, isBareHave(head) {
                if tree.children(head).contains(where: { tree[$0].word == Word.yet }) {
                    result.isNegated = true
                } else if !tree[head].features.contains(.past) {
                    isDemanded = true
                }
            } else if relation == .openComplement || relation == .clauseComplement || relation == .adverbClause,
                isInfinitive, grammar.wordClass(tree[head].word) == .be
            {
                if own.isPerfect { isUnreal = true } else { isPlanned = true }
            }
            // "Is interested in buying".
            if relation == .adverbClause, hasGerund(current), tree[head].tag == .adjective,
                grammar.has(tree[head].word, .interestWords)
            {
                isPlanned = true
                result.rules.append("mood.interest")
            }
            if relation == .openComplement || relation == .nominalClause
                || (relation == .adverbClause || relation == .clauseComplement) && isInfinitive
            {
                if grammar.has(lemma, .wantingVerbs), isFirst, isOfAnother(current, head) {
                    // "Wants Cuba to leave", "expects both to cooperate".
                    isDemanded = true
                } else if refuses(head) || grammar.has(lemma, .failures) {
                    result.isNegated.toggle()
                    result.rules.append("mood.refusing")
                } else if grammar.has(lemma, .moodsPlanning) || grammar.has(lemma, .moodsOffering)
                    || grammar.has(lemma, .ready) || grammar.has(lemma, .planningWords)
                {
                    isPlanned = true
                    result.rules.append("mood.planning")
                } else if relation == .nominalClause, !isInfinitive, tree.preposition(current) >= 0,
                    grammar.has(lemma, .proposals) || grammar.has(tree[head].word, .openNouns)
                {
                    // "A proposal for signing a treaty", "the stage of signing a treaty".
                    isUnreal = true
                } else if grammar.has(lemma, .wishingWords) {
                    isUnreal = true
                } else if grammar.has(lemma, .moodsDemanding) || grammar.has(lemma, .moodsThreatening) {
                    isDemanded = true
                } else if relation == .adverbClause, isInfinitive, !hasGerund(current) {
                    // What is done in order to: a purpose.
                    isPlanned = true
                    result.isPurpose = true
                    result.rules.append("mood.purpose")
                } else if relation == .nominalClause, isInfinitive,
                    !hasGerund(current) || grammar.has(tree[head].word, .planningWords)
                        || grammar.has(lemma, .moodsOffering)
                {
                    // A gerund behind "to" was done: "its contribution to supporting Peru".
                    isPlanned = true
                    result.rules.append("mood.noun")
                }
                // "Has no plans to visit".
                if relation == .nominalClause, isInfinitive, hasNone(head) { result.isNegated.toggle() }
                // "Does not plan to sign", "was not allowed to sign"; who does not hesitate to sign signs.
                if auxiliaries(head).isNegated, relation == .openComplement,
                    grammar.has(lemma, .moodsPlanning) || grammar.has(lemma, .moodsOffering)
                        || isInfinitive && !refuses(head) && !grammar.has(lemma, .failures)
                            && !grammar.has(tree[head].word, .hesitatingWords)
                            && !grammar.has(lemma, .hesitatingWords)
                {
                    result.isNegated.toggle()
                }
            } else if relation == .clauseComplement || relation == .parataxis {
                if grammar.has(lemma, .moodsDenying) {
                    isDenied = true
                } else if grammar.has(lemma, .moodsAlleging) || isHearsay(head) {
                    isAlleged = true
                } else if grammar.has(lemma, .moodsDemanding), tree[current].word == tree[current].lemma,
                    !own.isAny || own.hasOnlySubject
                {
                    // "Demanded that Cuba release two men".
                    isDemanded = true
                } else if grammar.has(lemma, .moodsPlanning) {
                    isPlanned = true
                }
                if isReported { isPlanned = true }
            }
            // "Will begin in Lima before returning to Quito", "with Quito hosting it": what goes with what is ahead is ahead.
            if relation == .adverbClause, hasGerund(current), auxiliaries(head).isFuture,
                tree.preposition(current) == Word.before
                    || tree.children(current).contains(where: { tree[$0].relation.universal == .subject })
            {
                isPlanned = true
            }
            // What the verb above is told as holds for its infinitive, and for a coordinated verb without words of its own.
            if relation == .openComplement || relation == .conjunct && !own.isAny && !isFinite(current) {
                let above = auxiliaries(head)
                if above.isFuture { isPlanned = true }
                if above.isUnreal || above.isWould && above.isPerfect { isUnreal = true }
                if above.isWould, !above.isPerfect { isReported = true }
                if above.isObligation { isDemanded = true }
            }
            current = head
            isFirst = false
        }
        if isAsked || isOpen { result.reason = "only asked" }
        if isCancelled { result.reason = "put off or cancelled" }
        // "They said they would sign", wherever the clause was hung.
        if isReported, !isPlanned, isTold(verb) { isPlanned = true }
        if isHypothetical || isUnreal && !isPlanned || isReported && !isPlanned {
            result.reason = "only possible, or under a condition"
        }
        if isDemanded, !isPlanned { result.reason = "only asked for or threatened" }
        if isDenied {
            result.polarity = .denied
        } else if result.isNegated {
            result.polarity = .negated
        } else if isAlleged {
            result.polarity = .alleged
        } else if isPlanned {
            result.polarity = .planned
        }
        return result
    }

    /// The noun that a clause is the content of: "reports that …", also where the clause was hung on the verb before.
    private func reports(_ clause: Int, _ head: Int, _ relation: GrammarRelation) -> Int? {
        func isHearsay(_ node: Int) -> Bool { tree[node].tag == .noun && grammar.has(tree[node].word, .hearsayNouns) }
        // "A report in which it accused Peru" is its own, "reports that …" are not, however the clause was read.
        let isWithin = tree.children(clause).contains {
            grammar.has(tree[$0].word, .relativeWords) && tree.preposition($0) >= 0
        }
        if relation == .nominalClause || relation == .clauseComplement || relation == .relativeClause && !isWithin,
            isHearsay(head)
        {
            return head
        }
        guard let that = tree.children(clause).first(where: { tree[$0].word == Word.that && $0 < clause }), that > 0,
            isHearsay(that - 1)
        else { return nil }
        return that - 1
    }

    /// "Rumours said that …": nobody says so.
    private func isHearsay(_ verb: Int) -> Bool {
        tree.children(verb).contains { subject in
            tree[subject].relation.universal == .subject && grammar.has(tree[subject].word, .hearsayNouns)
                && !tree.children(subject).contains {
                    tree.isAttribute($0) && (tree[$0].name >= 0 || tree[$0].relation == .possessor)
                }
        }
    }

    /// Whether a verb stands behind "whether".
    private func isBehindWhether(_ verb: Int) -> Bool {
        tree.children(verb).contains { tree[$0].relation == .marker && tree[$0].word == Word.whether }
    }

    /// The verb above "no effort", "no chance", "no choice" that says that what hangs on the noun was done all the same.
    private func sparing(_ infinitive: Int, _ noun: Int) -> Int? {
        let verb = tree[noun].head
        guard verb >= 0, hasNone(noun) else { return nil }
        let isLeft = tree.children(infinitive).contains {
            $0 > 0 && tree[$0].word == Word.to && tree[$0 - 1].word == Word.but
        }
        return isLeft || grammar.has(tree[verb].lemma, .sparingVerbs) ? verb : nil
    }

    /// Whether a verb or noun is put off: "cancelled plans to sign", "shelved signing".
    func isCancelling(_ node: Int) -> Bool {
        func cancels(_ verb: Int) -> Bool {
            tree[verb].tag == .verb
                && (grammar.has(tree[verb].lemma, .cancellingVerbs) || grammar.has(tree[verb].lemma, .postponingVerbs))
        }
        if cancels(node) { return true }
        let above = tree[node].head
        return above >= 0 && (tree[node].relation == .object || tree[node].relation == .passiveSubject)
            && cancels(above)
    }

    /// "Will share its ports but opposes the plan": a verb in the past or with "-s" takes no auxiliary from the one before it.
    private func isFinite(_ verb: Int) -> Bool {
        let features = tree[verb].features
        return features.contains(.finite)
            && (features.contains(.past) || grammar.verb(tree[verb].word)?.form == .third)
    }

    /// "Issued a statement to condemn", "came to pay tribute", "an offensive to retake the town": what it was for was done.
    private func isDoneWith(_ verb: Int, _ head: Int, _ relation: GrammarRelation) -> Bool {
        func isHeldBack(_ node: Int) -> Bool {
            let above = auxiliaries(node)
            return above.isFuture || above.isUnreal || above.isWould || above.isNegated || above.isObligation
                || hasTo(node) || grammar.has(tree[node].lemma, .moodsPlanning)
                || grammar.has(tree[node].lemma, .moodsThreatening)
        }
        let isGiven =
            grammar.has(tree[verb].lemma, .performingVerbs)
            || tree.children(verb).contains {
                tree[$0].relation == .object && grammar.has(tree[$0].word, .homageNouns)
            }
        if relation == .adverbClause, tree[head].tag == .verb, tree[head].features.isSuperset(of: [.finite, .past]) {
            return isGiven && !isHeldBack(head)
        }
        guard relation == .nominalClause, tree[head].isNominal, tree[head].head >= 0 else { return false }
        let above = tree[head].head
        guard tree[above].tag == .verb, !isHeldBack(above), tree[head].relation == .object else { return false }
        return isGiven && grammar.has(tree[head].word, .signedPapers) || grammar.has(tree[head].word, .fightNouns)
    }

    /// "Has" with an infinitive and no object.
    private func isBareHave(_ node: Int) -> Bool {
        grammar.wordClass(tree[node].word) == .have
            && !tree.children(node).contains { tree[$0].relation == .object }
    }

    /// Whether a verb of saying stands before a verb, and no condition in the sentence.
    private func isTold(_ verb: Int) -> Bool {
        tree.nodes[..<verb].contains { $0.tag == .verb && grammar.has($0.lemma, .announcingVerbs) }
            && !tree.nodes.contains { grammar.has($0.word, .conditionWords) }
    }

    private func hasYet(_ verb: Int) -> Bool { tree.children(verb).contains { tree[$0].word == Word.yet } }

    /// "Refused", "declined", "ruled out": what the clause says is not done; a court that rules refuses nothing.
    func refuses(_ verb: Int) -> Bool {
        guard grammar.has(tree[verb].lemma, .moodsRefusing) else { return false }
        return tree[verb].lemma != grammar.id("rule")
            || tree[verb].tag == .verb && tree.children(verb).contains { tree[$0].word == Word.out }
    }

    /// "No plans", "no intention".
    private func hasNone(_ noun: Int) -> Bool {
        tree.children(noun).contains {
            tree[$0].relation == .determiner && $0 < noun && grammar.has(tree[$0].word, .negations)
        }
    }

    func hasTo(_ node: Int) -> Bool {
        tree.children(node).contains { tree[$0].relation == .marker && tree[$0].word == Word.to }
    }

    func hasGerund(_ node: Int) -> Bool {
        tree[node].features.contains(.gerund) || tree[node].features.isSuperset(of: [.participle, .present])
            || tree.children(node).contains {
                (tree[$0].relation == .auxiliary || tree[$0].relation == .passiveAuxiliary)
                    && grammar.verb(tree[$0].word)?.form == .ing
            }
    }
}
