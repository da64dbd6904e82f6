internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Who stands in the slots of a verb frame: paths in the tree from the verb.
extension EventCoder {
    /// The parties of the first slot that has any.
    func slot(
        _ slots: [Slot], _ arguments: Arguments, _ tree: Tree, _ reader: PartyReader, excluding own: Set<String>,
        isActor: Bool, isJourney: Bool = false, isForce: Bool = false, isJoint: Bool = false, isListed: Bool = false,
        isCrowd: Bool = false, isCharge: Bool = false
    ) -> [Mention] {
        // "Ghanaians in Cuba sent a letter to their president": it goes to nobody else.
        var goesHome = false
        for slot in slots {
            var found: [Mention] = []
            if goesHome, slot == .here { continue }
            switch slot {
            case .subject:
                for node in arguments.subject {
                    found += reader.parties(node, isCrowd ? .recipient : .actor, excluding: own)
                }
                if found.isEmpty { found = arguments.subject.flatMap { visitors($0, tree, reader.index, own) } }
                if found.isEmpty, isActor, let above = whoHas(arguments, tree) {
                    for node in above { found += reader.parties(node, .actor, excluding: own) }
                }
                if found.isEmpty, isActor {
                    for node in arguments.subject where !isBarredHead(node, tree) {
                        // "Air strikes in Yemen" are not Yemen's.
                        found += reader.deep(node, excluding: own, isScene: isForce)
                    }
                }
            case .object:
                let role: PartyReader.Role = isJourney ? .place : .recipient
                for node in arguments.object where !isJoint || !reader.isPrivate(node) {
                    found += reader.parties(node, role, excluding: own)
                }
                if found.isEmpty { found = arguments.object.flatMap { visitors($0, tree, reader.index, own) } }
                // "Shelled Kunduz": who takes or hits a town takes or hits its state.
                if found.isEmpty, isForce {
                    for node in arguments.object { found += reader.town(node).map { [$0] } ?? [] }
                }
                if found.allSatisfy({ own.contains($0.country ?? "") }), !isJourney {
                    for node in arguments.object {
                        found += reader.deep(
                            node, excluding: own, isScene: isJoint || isCharge, takesTopics: isCharge)
                    }
                }
                for child in tree.children(arguments.verb)
                where tree[child].relation == .indirectObject && !arguments.object.contains(child) {
                    found += reader.parties(child, .recipient, excluding: own)
                }
            case .phrase(let word):
                if word == Word.to {
                    for node in arguments.given { found += reader.parties(node, .recipient, excluding: own) }
                }
                if !found.isEmpty { break }
                found = phrase(
                    word, arguments, tree, reader, own, isListed: isListed, isJoint: isJoint, isJourney: isJourney,
                    isHost: isActor && grammar.has(word, .inAt), isCharge: isCharge)
            case .here:
                if let here,
                    let word = (tree.children(arguments.verb) + arguments.subject.flatMap { tree.children($0) }).first(
                        where: { grammar.has(tree[$0].word, .hereWords) })
                {
                    found = [here.repeated(at: tree[word].range, .signer)]
                }
                // "The Cuban ambassador to Ghana laid a wreath": where somebody is accredited.
                for node in arguments.subject where found.isEmpty {
                    for child in tree.children(node) where grammar.has(tree.preposition(child), .postLinks) {
                        found += reader.parties(child, .place, excluding: own).filter { $0.kind == .state }
                    }
                }
            case .content:
                for child in tree.children(arguments.verb)
                where tree[child].relation == .openComplement || tree[child].relation == .clauseComplement
                    || tree[child].relation == .adverbClause && tree[child].features.contains(.infinitive)
                {
                    for inner in tree.children(child) where found.isEmpty {
                        let isFree =
                            tree[inner].relation == .object || tree.isOblique(inner)
                            || tree[child].relation == .clauseComplement && tree[inner].relation == .subject
                        guard isFree, tree[inner].relation == .subject || isOwnAct(child, own, tree) else { continue }
                        found = reader.parties(inner, .recipient, excluding: own)
                        if found.isEmpty { found = reader.deep(inner, excluding: own) }
                        found.removeAll { own.contains($0.country ?? "") }
                    }
                }
            case .possessor, .carrier: break
            }
            // "Toured the birthplace of N. N.": a person is no place to go to, unless one goes to the person.
            // "Returned to the China policy": nobody goes to a policy.
            if isJourney {
                found.removeAll { $0.kind == .person && $0.source != .explicit || isFigurative($0, tree) }
            }
            goesHome = goesHome || found.contains { $0.source.isNamed && own.contains($0.country ?? "") }
            found = found.filter { !own.contains($0.country ?? "") || isActor }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// "Signed a decree imposing a ban", "sent a letter asking for help": who signs and sends does what the paper does.
    private func whoHas(_ arguments: Arguments, _ tree: Tree) -> [Int]? {
        let verb = arguments.verb
        let noun = tree[verb].head
        guard !arguments.isPassive, tree[verb].relation == .nominalClause, noun >= 0, noun < verb,
            tree[verb].features.contains(.gerund) || tree[verb].features.contains(.present)
                || tree[verb].features.contains(.infinitive)
        else { return nil }
        var above = tree[noun].head
        guard above >= 0,
            tree[noun].relation == .object || tree.isOblique(noun) && grammar.has(tree.preposition(noun), .inAt)
        else { return nil }
        for _ in 0..<3 where tree[above].tag != .verb && tree[above].head >= 0 { above = tree[above].head }
        // Who rejects a paper does not do what it does.
        guard tree[above].tag == .verb, above != verb, !tree.isPassive(above),
            !(frames.verbs[tree[above].lemma]?.contains { $0.kind.root == .reject } ?? false)
        else { return nil }
        return tree.subject(above).nodes
    }

    /// "The delegation", "the guests" without a delegation before: whoever the text told of that came on a visit.
    func visitors(_ node: Int, _ tree: Tree, _ index: Int, _ own: Set<String>) -> [Mention] {
        guard tree[node].name < 0, grammar.has(tree[node].word, .visitorNouns),
            tree.children(node).contains(where: { $0 < node && grammar.has(tree[$0].word, .definiteWords) }),
            !tree.children(node).contains(where: { tree[$0].name >= 0 || tree.isNominalModifier($0) })
        else { return [] }
        let first = sentences[max(0, index - 4)].range.start
        let visit = events.suffix(12).last {
            $0.root == .consult && ($0.type == "visit" || $0.type == "reception") && $0.trigger.start >= first
                && $0.trigger.end <= tree[node].range.start
        }
        guard let guest = visit?.actors.first(where: { $0.country != nil && !own.contains($0.country ?? "") }) else {
            return []
        }
        return [
            Mention(party: guest, kind: .body, source: .explicit, sentence: index).repeated(
                at: tree[node].range, .definite)
        ]
    }

    /// "A letter from the Cuban and a basket from the Peruvian embassy": each further thing is from somebody of its own.
    private func given(
        behind node: Int, _ word: Int32, _ tree: Tree, _ reader: PartyReader, _ own: Set<String>
    ) -> [Mention] {
        var result: [Mention] = []
        for next in (node + 1)..<max(node + 1, tree.nodes.count) {
            if tree[next].features.contains(.finite) { break }
            guard tree[next].word == word, tree[next].head > next, tree[tree[next].head].isNominal,
                let thing = tree.nodes[..<next].lastIndex(where: { $0.isNominal }), thing > node,
                frames.nouns[tree[thing].lemma]?.contains(where: { $0.kind.type == "message" }) ?? false
            else { continue }
            result += reader.parties(tree[next].head, .recipient, excluding: own)
        }
        return result
    }

    /// Whether a clause that somebody promises is of what he does himself: "promised that it would help", and not "that the tolls
    /// would be as low as those of Peru".
    private func isOwnAct(_ verb: Int, _ own: Set<String>, _ tree: Tree) -> Bool {
        guard tree[verb].relation == .clauseComplement, tree[verb].features.contains(.finite) || tree[verb].tag != .verb
        else { return true }
        let subjects = tree.children(verb).filter { tree[$0].relation.universal == .subject }
        return subjects.allSatisfy { node in
            ([node] + tree.children(node)).contains {
                tree[$0].tag == .pronoun || own.contains(tree.name($0)?.entry.country ?? "")
            }
        }
    }

    /// Whether what names a party hangs on a word for what is no place: "the China policy", "Peru's aid".
    private func isFigurative(_ mention: Mention, _ tree: Tree) -> Bool {
        guard let range = mention.party.range else { return false }
        return tree.nodes.indices.contains { tree[$0].range.overlaps(range) && isFigurative($0, tree) }
    }

    func isFigurative(_ node: Int, _ tree: Tree) -> Bool {
        let head = tree.isAttribute(node) ? tree[node].head : node
        return head >= 0 && grammar.has(tree[head].word, .noPlaces)
    }

    private func isBarredHead(_ node: Int, _ tree: Tree) -> Bool {
        grammar.has(tree[node].word, .privatePeople) || grammar.has(tree[node].lemma, .privatePeople)
            || tree[node].tag == .pronoun
    }

    /// The parties behind a preposition: on the verb, on its object, on what is coordinated or hangs on that.
    private func phrase(
        _ word: Int32, _ arguments: Arguments, _ tree: Tree, _ reader: PartyReader, _ own: Set<String>,
        isListed: Bool = false, isJoint: Bool = false, isJourney: Bool = false, isHost: Bool = false,
        isCharge: Bool = false
    ) -> [Mention] {
        var pool = Array(tree.children(arguments.verb))
        for child in tree.children(arguments.verb) where tree[child].relation == .openComplement {
            pool += tree.children(child)
        }
        // "The Ghanaian embassy in Lima hosted a reception": where it is says for whom.
        if isHost {
            for node in arguments.subject where grammar.has(tree[node].word, .missionNouns) {
                pool += tree.children(node)
            }
        }
        // "Is ready for dialogue with Peru": with whom hangs on what it is ready for.
        if tree[arguments.verb].tag == .adjective {
            for child in tree.children(arguments.verb) where tree.isOblique(child) && tree[child].name < 0 {
                pool += tree.children(child)
            }
        }
        for object in arguments.object {
            for node in tree.conjuncts(object) {
                pool += tree.children(node)
                for child in tree.children(node)
                where tree[child].relation == .nominalModifier || tree[child].relation == .nominalClause {
                    pool += tree.children(child)
                }
            }
        }
        let role: PartyReader.Role = grammar.has(word, .placePrepositions) ? .place : .recipient
        for node in pool where tree.isOblique(node) || tree.isNominalModifier(node) || tree[node].relation == .agent {
            guard tree.preposition(node) == word, !isJoint || !reader.isPrivate(node), !tree.isAccordingTo(node),
                tree[node].head < 0 || !reader.isOfOthers(tree[node].head, node)
            else { continue }
            var found = reader.parties(node, role, excluding: own)
            if found.isEmpty { found = visitors(node, tree, reader.index, own) }
            if isListed, !found.isEmpty {
                found += listed(behind: node, tree, reader) + given(behind: node, word, tree, reader, own)
            }
            if found.allSatisfy({ own.contains($0.country ?? "") }) {
                found +=
                    isJourney
                    ? reader.scene(node, excluding: own)
                    : reader.deep(node, excluding: own, isScene: isJoint, takesTopics: isCharge)
            }
            if !found.isEmpty { return found }
        }
        if grammar.has(word, .betweenWords) {
            let found = between(behind: arguments.verb, tree, reader)
            if found.count == 2 { return found }
        }
        // "Of" hangs on the noun before it, and never on the verb.
        if word == Word.of { return [] }
        // "Promised that the tolls would be as low as those of Peru": what is said holds phrases of its own.
        let said = tree.children(arguments.verb).filter {
            tree[$0].relation == .clauseComplement && tree[$0].features.contains(.finite)
        }
        for node in linearPhrases(word, arguments.verb, tree, reader)
        where !isTime(node, tree) && !(isJoint && reader.isPrivate(node)) && !tree.isAccordingTo(node)
            && !said.contains(where: { $0 == node || tree.hangs(node, on: $0) })
        {
            let found = reader.parties(node, role, excluding: own)
            if !found.isEmpty { return found }
        }
        return []
    }
}
