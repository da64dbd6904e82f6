internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Whether a frame fits a verb: its object, its prepositions, what it asks for besides.
extension EventCoder {
    /// The words of an object that a frame may ask for: heads, what is coordinated, nouns before them, and what "a round of" is one of.
    func objectWords(_ objects: [Int], _ tree: Tree) -> Set<Int32> {
        var result: Set<Int32> = []
        for object in objects {
            for node in tree.conjuncts(object) {
                result.insert(tree[node].word)
                result.insert(tree[node].lemma)
                for child in tree.children(node) {
                    // "Staged Iron Edge, a joint drill".
                    if tree[child].relation == .compound || tree[child].relation == .apposition && tree[child].name < 0
                    {
                        result.insert(tree[child].word)
                        result.insert(tree[child].lemma)
                    }
                    if tree[child].relation == .nominalModifier,
                        grammar.has(tree[node].lemma, .partWords) || tree[node].tag == .numeral,
                        tree.preposition(child) == Word.of
                    {
                        result.insert(tree[child].word)
                        result.insert(tree[child].lemma)
                    }
                }
            }
        }
        result.remove(-1)
        return result
    }

    private func isReflexive(_ word: Int32) -> Bool {
        let spelling = grammar.spelling(word)
        return spelling.hasSuffix("self") || spelling.hasSuffix("selves")
    }

    func fits(_ frame: VerbFrame, _ arguments: Arguments, _ tree: Tree, _ reader: PartyReader) -> Bool {
        let options = frame.options
        if frame.needsObject, arguments.object.isEmpty { return false }
        if !frame.needsObject, !arguments.object.isEmpty { return false }
        // "Declined to comment": who says nothing refuses nobody.
        if frame.kind.root == .reject, !frame.needsObject,
            tree.children(arguments.verb).contains(where: {
                tree[$0].relation == .openComplement && grammar.has(tree[$0].lemma, .commentingVerbs)
            })
        {
            return false
        }
        // "Defend itself": what one does to oneself.
        if arguments.object.contains(where: { tree[$0].tag == .pronoun && isReflexive(tree[$0].word) }) {
            return false
        }
        let words = objectWords(arguments.object, tree)
        if !frame.objects.isEmpty, frame.objects.isDisjoint(with: words) { return false }
        if options.contains(.told), !tree[arguments.verb].features.contains(.finite), tree[arguments.verb].head >= 0,
            !tree.children(arguments.verb).contains(where: {
                tree[$0].relation == .auxiliary || tree[$0].relation == .passiveAuxiliary
            })
        {
            return false
        }
        // "Expressed its wish to buy a ship" wishes nobody anything.
        if frame.kind.type == "message", !frame.objects.isEmpty,
            arguments.object.contains(where: { object in
                tree.children(object).contains {
                    tree[$0].relation == .nominalClause && tree[$0].features.contains(.infinitive)
                }
            })
        {
            return false
        }
        func holds(_ list: WordList) -> Bool { words.contains { grammar.has($0, list) } }
        if options.contains(.needsDialogue),
            !tree.children(arguments.verb).contains(where: {
                frame.with.contains(tree.preposition($0))
                    && (frames.nouns[tree[$0].lemma]?.contains {
                        $0.kind.root == .consult || $0.kind.root == .cooperate
                    }
                        ?? false || grammar.has(tree[$0].lemma, .twoSidedNouns))
            })
        {
            return false
        }
        if options.contains(.passiveOnly), !arguments.isPassive { return false }
        if options.contains(.notDocument), holds(.documentNouns) { return false }
        if options.contains(.needsForce), !holds(.militaryNouns) { return false }
        if options.contains(.assault), holds(.figurativeTargets) || holds(.documentNouns) { return false }
        if options.contains(.needsInfinitive),
            !tree.children(arguments.verb).contains(where: { tree[$0].relation == .openComplement })
        {
            return false
        }
        if options.contains(.badComplement), !hasBadComplement(arguments.verb, tree) { return false }
        if options.contains(.persona),
            !tree.clause(arguments.verb).contains(where: { grammar.has(tree[$0].word, .personaWords) })
        {
            return false
        }
        if options.contains(.toList),
            !tree.clause(arguments.verb).contains(where: { grammar.has(tree[$0].word, .sanctionLists) })
        {
            return false
        }
        if options.contains(.forceSubject),
            !objectWords(arguments.subject, tree).contains(where: { grammar.has($0, .militaryNouns) })
        {
            return false
        }
        if options.contains(.hits),
            !objectWords(arguments.subject, tree).contains(where: {
                grammar.has($0, .militaryNouns) || grammar.has($0, .strikeNouns) || grammar.has($0, .armedPeople)
            }), !holds(.militaryNouns), !holds(.hitThings), !holds(.capturedPeople), !holds(.armedPeople)
        {
            return false
        }
        // "Struck up a friendship", "struck down the law" is no striking.
        if options.contains(.assault), frame.with.isEmpty,
            tree.children(arguments.verb).contains(where: { tree[$0].relation == .verbParticle })
        {
            return false
        }
        let needsParty: FrameOptions = [.needsParty, .headObject]
        if !options.isDisjoint(with: needsParty), !arguments.object.contains(where: { isParty($0, tree, reader) }) {
            return false
        }
        if options.contains(.needsPeople),
            !arguments.object.contains(where: {
                isParty($0, tree, reader) || grammar.has(tree[$0].word, .capturedPeople)
                    || grammar.has(tree[$0].lemma, .capturedPeople)
            })
        {
            return false
        }
        if options.contains(.needsTarget),
            !arguments.object.contains(where: { isParty($0, tree, reader) }), !holds(.militaryNouns),
            !holds(.hitThings),
            !holds(.capturedPeople)
        {
            return false
        }
        return frame.with.isEmpty || hasWith(frame, arguments, tree)
            || frame.with.contains { !linearPhrases($0, arguments.verb, tree, reader).isEmpty }
    }

    /// Whether a noun phrase is a party itself: a state, a body, an official or people of one, not a thing of theirs.
    private func isParty(_ node: Int, _ tree: Tree, _ reader: PartyReader) -> Bool {
        tree.conjuncts(node).prefix(1).contains { item in
            guard !reader.parties(item, .recipient).isEmpty else { return false }
            let node = tree[item]
            return node.name >= 0 || node.tag == .pronoun || node.tag == .properNoun || node.tag == .adjective
                || PartyWords.shared.isActor(node.lemma) || PartyWords.shared.isActor(node.word)
                || grammar.has(node.lemma, .armedPeople) || grammar.has(node.lemma, .foreignPeople)
                || grammar.has(node.word, .sidesWords) || grammar.has(node.lemma, .foreignStates)
        }
    }

    /// "Called X a liar", "described it as illegal": a harsh word that hangs on the verb or its object.
    private func hasBadComplement(_ verb: Int, _ tree: Tree) -> Bool {
        tree.children(verb).contains { child in
            guard
                tree[child].relation == .openComplement || tree.isOblique(child) || tree[child].relation == .object
                    || tree[child].relation == .adverbClause
            else { return false }
            return ([child] + tree.children(child)).contains {
                grammar.has(tree[$0].lemma, .harshWords) || grammar.has(tree[$0].word, .harshWords)
            }
        }
    }

    /// Whether one of the words that a frame asks for hangs on the verb or its object.
    private func hasWith(_ frame: VerbFrame, _ arguments: Arguments, _ tree: Tree) -> Bool {
        for child in tree.children(arguments.verb) {
            if frame.with.contains(tree[child].word), tree[child].relation != .subject { return true }
            switch tree[child].relation {
            case .openComplement, .oblique, .agent, .adverbClause, .unmarkedOblique:
                if frame.with.contains(tree.preposition(child)) { return true }
                if frame.with.contains(Word.as.rawValue),
                    tree.children(child).contains(where: { tree[$0].word == Word.as })
                {
                    return true
                }
            default: break
            }
        }
        return arguments.object.contains { object in
            tree.children(object).contains { child in
                frame.with.contains(tree[child].word) && tree[child].tag != .determiner
                    || (tree.isNominalModifier(child) || tree[child].relation == .adverbClause)
                        && frame.with.contains(tree.preposition(child))
            }
        }
    }

    /// Whether an auxiliary stands right behind some words, which are then its subject: "Russia could", "Chile is".
    func opensClause(_ range: TextRange?, _ index: Int) -> Bool {
        guard let range,
            let next = sentences[index].tokens.first(where: { $0.start >= range.end && $0.start <= range.end + 1 })
        else { return false }
        switch Grammar.english.wordClass(next.word) {
        case .be, .have, .do, .future, .maybe, .modal: return true
        default: return false
        }
    }
}
