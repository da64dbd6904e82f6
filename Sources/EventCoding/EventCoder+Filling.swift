internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// How the slots of a verb frame are filled: by its paths, then by what its words point back to.
extension EventCoder {
    /// Fills the slots of a frame and keeps the event; else the reason why not.
    mutating func fill(
        _ frame: VerbFrame, _ arguments: Arguments, _ truth: Factuality.Reading, _ tree: Tree, _ reader: PartyReader,
        _ index: Int, isAlone: Bool
    ) -> String? {
        var actors = slot(
            frame.actor, arguments, tree, reader, excluding: [], isActor: true,
            isForce: frame.kind.root == .assault, isListed: frame.options.contains(.listed),
            isCrowd: frame.options.contains(.crowd))
        let own = Set(actors.filter { $0.source != .pair }.compactMap(\.country))
        var recipients = slot(
            frame.recipient, arguments, tree, reader, excluding: own, isActor: false,
            isJourney: frame.options.contains(.goesTo),
            isForce: [.assault, .coerce, .mobilize].contains(frame.kind.root),
            isJoint: frame.options.contains(.reciprocal), isCharge: frame.kind.root == .accuse)
        let isReciprocal = frame.options.contains(.reciprocal)
        // "The team that had worked with Ghana and Cuba": those behind "with" are one side, and the other is nobody that is known.
        if isReciprocal, actors.isEmpty, !arguments.subject.isEmpty, frame.kind.root == .cooperate,
            frame.recipient.allSatisfy({ $0 == .phrase(Word.with.rawValue) })
        {
            return "one side only"
        }
        // "The Ghanaian embassy in Lima hosted a reception": a mission acts towards the state that it is in, who else hosts has guests.
        if frame.kind.id == "visit.give-reception",
            arguments.subject.contains(where: { grammar.has(tree[$0].word, .missionNouns) })
        {
            swap(&actors, &recipients)
        }
        // "Discussed it with the American when he visits Ankara": nobody goes to his own state, so another is meant.
        if frame.options.contains(.goesTo), recipients.isEmpty, actors.count == 1, actors[0].source == .pronoun,
            !arguments.isPassive, let node = arguments.subject.first
        {
            let places = slot(
                frame.recipient, arguments, tree, reader, excluding: [], isActor: false, isJourney: true)
            if places.count == 1, places[0].country == actors[0].country, let country = places[0].country,
                places[0].source.isNamed, let other = reader.pronoun(node, [country]), other.country != country
            {
                actors = [other]
                recipients = places
            }
        }
        // "The place of the arrest tells who arrests": a passive of power without an agent.
        if arguments.isPassive, actors.isEmpty, !arguments.hasAgent, frame.options.contains(.atPlace) {
            for child in tree.children(arguments.verb)
            where tree.isOblique(child)
                && (grammar.has(tree.preposition(child), .inAt)
                    || frame.options.contains(.fromPlace) && tree.preposition(child) == Word.from)
            {
                actors = reader.parties(child, .place).filter { $0.kind == .state }
                if !actors.isEmpty { break }
            }
            let powers = Set(actors.compactMap(\.country))
            recipients = arguments.object.flatMap { reader.parties($0, .recipient, excluding: powers) }
        }
        // "Killed in a Peruvian air strike": whose the strike is, or who carries it out, kills.
        if arguments.isPassive, actors.isEmpty, !arguments.hasAgent, frame.kind.root == .assault {
            for child in tree.children(arguments.verb)
            where tree.isOblique(child)
                && (grammar.has(tree[child].word, .strikeNouns) || grammar.has(tree[child].lemma, .strikeNouns))
            {
                actors = striker(child, tree, reader).map { [$0] } ?? []
                if !actors.isEmpty { break }
            }
            let strikers = Set(actors.compactMap(\.country))
            recipients.removeAll { strikers.contains($0.country ?? "") }
        }
        // "Two Peruvians will be freed, the Chilean police said": who announces what only a power does is the power.
        if arguments.isPassive, actors.isEmpty, !arguments.hasAgent, !recipients.isEmpty,
            EventCoder.powers.contains(frame.kind.root), frame.kind.root != .assault,
            let power = announcer(arguments.verb, tree, reader),
            !recipients.contains(where: { $0.country == power.country })
        {
            actors = [power]
        }
        // "Peruvian rice is exported to Chile": whose the goods are sells them.
        if arguments.isPassive, actors.isEmpty, !arguments.hasAgent, frame.options.contains(.ofOrigin) {
            actors = arguments.object.flatMap { reader.parties($0, .recipient) }.filter {
                $0.kind != .person && $0.source == .modifier
            }
            let makers = Set(actors.compactMap(\.country))
            recipients.removeAll { makers.contains($0.country ?? "") }
        }
        // "Condemned the attack on Peru": Peru is not condemned.
        let isAnswer = EventCoder.answering.contains(frame.kind.root)
        // Whom sanctions are "on" is sanctioned, whatever they are for.
        let sanctions = frame.kind.root == .sanction ? arguments.object : []
        if isAnswer, !recipients.isEmpty {
            recipients.removeAll { isVictim($0, tree, besides: sanctions) }
            if recipients.isEmpty, frame.kind.root != .sanction {
                recipients =
                    arguments.object.first.flatMap { striker($0, tree, reader, under: arguments.verb) }.map { [$0] }
                    ?? []
                recipients.removeAll { own.contains($0.country ?? "") }
            }
        }
        // "Fights alongside Peru's forces": not against them.
        if [.assault, .threaten, .coerce].contains(frame.kind.root) {
            recipients.removeAll { mention in
                guard let range = mention.party.range else { return false }
                let first = tree.nodes.last { $0.range.end <= range.start && $0.tag != .determiner }
                return [first, tree.nodes.first { range.contains($0.range) }].contains {
                    $0.map { grammar.has($0.word, .besideWords) } ?? false
                }
            }
        }
        // "Denied the charge", "condemned the attack": the answer goes to whoever did it.
        if recipients.isEmpty, !actors.isEmpty,
            frame.kind.root == .reject || frame.kind.root == .accuse || frame.kind.type == "praise",
            let object = arguments.object.first, let doer = whoDid(object, own, tree, index)
        {
            recipients = [doer]
        }
        // What a state does to its own, where its words say so: "Uganda banned Ugandan papers".
        if isAlone, recipients.isEmpty, own.count == 1, EventCoder.domestic.contains(frame.kind.root),
            !frame.recipient.contains(.content)
        {
            let ranges = actors.compactMap(\.party.range)
            recipients = slot(frame.recipient, arguments, tree, reader, excluding: [], isActor: true).filter {
                mention in
                mention.source.isNamed && own.contains(mention.country ?? "")
                    && !ranges.contains { $0.overlaps(mention.party.range ?? $0) }
            }
        }
        // "Called for lifting the sanctions against X": X is not asked.
        if frame.kind.root == .request {
            recipients.removeAll { mention in
                guard mention.source == .deep, let start = mention.party.range?.start else { return false }
                return reader.sentence.tokens.filter { $0.end <= start }.suffix(3).contains {
                    grammar.has($0.word, .victimLinks)
                }
            }
        }
        // The only other state of the clause fills the empty slot.
        let known = Set((actors + recipients).compactMap(\.country))
        if known.count == 1, isReciprocal || actors.isEmpty != recipients.isEmpty, !frame.options.contains(.noFill),
            frame.kind.type != "message" || !recipients.isEmpty || !isToItself(frame, arguments, own, tree, reader)
        {
            var others: [Mention] = []
            for node in tree.clause(arguments.verb) {
                guard let name = tree.name(node), name.first == node, !name.entry.country.isEmpty,
                    !name.entry.isNewsroomOrFirm, tree[node].head < 0 || !reader.isOfOthers(tree[node].head, node),
                    !isScene(node, frame, tree), !isTopic(node, frame, tree),
                    !isAside(node, frame, arguments, tree),
                    !isAnswer || !isVictim(node, tree, besides: sanctions),
                    !frame.options.contains(.goesTo) || name.entry.kind != .person && !isFigurative(node, tree),
                    !known.contains(name.entry.country),
                    !others.contains(where: { $0.country == name.entry.country }),
                    var found = reader.named(node, .recipient)
                else { continue }
                found.source = .clause
                others.append(found)
            }
            if others.count == 1 {
                if isReciprocal || recipients.isEmpty { recipients += others }
            }
        }
        // "Turkmenistan halted deliveries" in a text about it and Iran: deliveries have another side.
        if isAlone, recipients.isEmpty || isReciprocal, !arguments.isPassive, truth.polarity == .asserted,
            let object = arguments.object.first
                ?? (isReciprocal || frame.kind.type == "apology" ? arguments.verb : nil),
            let other = otherSide(frame, actors, object, arguments, tree, index)
        {
            recipients = [other]
        }
        // "A protocol was signed", "The next round of talks is to be held" in a text about two states.
        if isAlone, isReciprocal, actors.isEmpty, recipients.isEmpty, table.isBilateral, !arguments.hasAgent,
            !frame.options.contains(.noFill),
            truth.rules.isEmpty, !namesOthers(tree, table.pairOfText),
            linearPhrases(Word.with.rawValue, arguments.verb, tree, reader).isEmpty,
            !tree.clause(arguments.verb).contains(where: { tree.preposition($0) == Word.with }),
            let object = arguments.object.first ?? arguments.subject.first,
            grammar.has(tree[object].word, .twoSidedNouns) || grammar.has(tree[object].lemma, .twoSidedNouns)
        {
            actors = table.pair(before: tree[object].range.start, in: index).map {
                $0.repeated(at: tree[object].range, .pair)
            }
        }
        // "Defends the country": one's own.
        if grammar.has(tree[arguments.verb].lemma, .ownCountryVerbs) {
            recipients.removeAll { $0.kind == .state && $0.source == .definite }
        }
        // "Called for the lifting of the embargo imposed on Cuba by Norway": who imposes it is asked.
        if frame.kind.root == .request, recipients.allSatisfy({ $0.source == .deep || $0.source == .clause }),
            let imposer = whoImposes(arguments.verb, own, tree, reader)
        {
            recipients = [imposer]
        }
        if frame.options.contains(.needsState),
            recipients.allSatisfy({ $0.source == .deep || $0.source == .clause })
        {
            return "no state is acted on"
        }
        if frame.options.contains(.wholeObject), recipients.contains(where: { opensClause($0.party.range, index) }) {
            return "a claim about it"
        }
        if frame.options.contains(.needsPartyWith),
            recipients.allSatisfy({ $0.source == .deep || $0.source == .clause })
        {
            return "nobody is addressed"
        }
        if frame.options.contains(.crowd), actors.contains(where: { $0.kind != .body && $0.kind != .unnamed }) {
            return "a state does not demonstrate"
        }
        if frame.options.contains(.pluralOrWith), Set(actors.compactMap(\.country)).count < 2,
            recipients.allSatisfy({ !$0.source.isNamed })
        {
            return "one party only"
        }
        if frame.options.contains(.goesTo),
            arguments.subject.contains(where: {
                grammar.has(tree[$0].word, .foreignPeople) || grammar.has(tree[$0].word, .armedPeople)
                    || grammar.has(tree[$0].word, .commonPeople)
                    || ([$0] + tree.children($0)).contains { grammar.has(tree[$0].word, .missileNouns) }
            })
        {
            return "no guests"
        }
        if frame.options.contains(.stateOnly), recipients.contains(where: { $0.kind != .state || !$0.source.isNamed }) {
            return "no state is gone to"
        }
        if frame.options.contains(.needsOfficial),
            actors.allSatisfy({
                $0.kind == .state && $0.source == .explicit || $0.kind == .unnamed || $0.source == .deep
                    || $0.country == "IGO" && $0.kind != .person
            })
        {
            return "nobody in office travels"
        }
        return keep(
            frame.kind, frame.options, actors, recipients, truth, trigger(frame, arguments, tree),
            arguments.verb, tree, index, place: placeOf(arguments, frame, tree, reader), object: arguments.object.first,
            isAlone: isAlone, isLinear: arguments.isLinear)
    }

    /// Roots of acts that a state also does to its own people and bodies.
    static let domestic: Set<Root> = [
        .coerce, .concede, .sanction, .retreat, .assault, .protest, .request, .accuse, .reject, .agree, .threaten,
    ]

    /// The other side of an act in a text about two states, told at the noun that has another side: talks, deliveries, an envoy.
    private func otherSide(
        _ frame: VerbFrame, _ actors: [Mention], _ object: Int, _ arguments: Arguments, _ tree: Tree, _ index: Int
    ) -> Mention? {
        let countries = Set(actors.compactMap(\.country))
        guard countries.count == 1, let country = countries.first, actors.allSatisfy({ $0.source != .deep }),
            !frame.options.contains(.goesTo), !frame.options.contains(.crowd), !frame.options.contains(.noFill),
            frame.kind.root != .assault, frame.kind.root != .coerce,
            tree[object].name < 0, !tree[object].isCapital,
            frame.kind.root == .request || frame.kind.type == "apology"
                || grammar.has(tree[object].word, .twoSidedNouns)
                || grammar.has(tree[object].lemma, .twoSidedNouns)
        else { return nil }
        return table.otherSide(of: country, in: index)?.repeated(at: tree[object].range, .bilateral)
    }

    /// Who stands behind "by" after words for an end: "the lifting of the embargo imposed on X by Y".
    private func whoImposes(_ verb: Int, _ own: Set<String>, _ tree: Tree, _ reader: PartyReader) -> Mention? {
        let last = min(tree.nodes.count, verb + 18)
        guard let end = (verb + 1..<max(last, verb + 1)).first(where: { grammar.has(tree[$0].word, .endWords) }),
            let by = (end + 1..<max(last, end + 1)).first(where: { tree[$0].word == Word.by })
        else { return nil }
        for node in (by + 1)..<max(by + 1, min(by + 6, tree.nodes.count)) {
            guard let name = tree.name(node), name.first == node, !own.contains(name.entry.country) else { continue }
            return reader.named(node, .recipient)
        }
        return nil
    }

    /// What talks are about and what a sanction is for: "held a conference on X", "imposed over the case of X".
    private func isTopic(_ node: Int, _ frame: VerbFrame, _ tree: Tree) -> Bool {
        var top = node
        for _ in 0..<5 {
            let word = tree.preposition(top)
            if grammar.has(word, .topicLinks) || word == Word.on && frame.options.contains(.reciprocal) { return true }
            let head = tree[top].head
            guard head >= 0, tree[head].isNominal, tree[top].relation != .conjunct || head < top else { return false }
            top = head
        }
        return false
    }

    /// What stands in the clause without being acted on: at whose request, since whose act, of whose make the forces are.
    private func isAside(_ node: Int, _ frame: VerbFrame, _ arguments: Arguments, _ tree: Tree) -> Bool {
        var top = node
        for _ in 0..<8 {
            if grammar.has(tree[top].word, .occasionNouns) || tree.isAccordingTo(top) { return true }
            let isSpoken = EventCoder.tellable.contains(frame.kind.root)
            if isSpoken, top != node || tree.isOblique(top), grammar.has(tree.preposition(top), .occasionLinks) {
                return true
            }
            let head = tree[top].head
            // "Thanked them, while others sang of Peru": a clause with a word of its own before it.
            if isSpoken, tree[top].relation == .adverbClause, tree.preposition(top) >= 0 { return true }
            guard head >= 0, head != arguments.verb else { break }
            switch tree[top].relation {
            case .nominalClause, .adverbClause, .relativeClause, .parataxis, .apposition: return true
            default: break
            }
            top = head
        }
        // "Deployed US special forces": whose the forces are is who deploys them.
        return frame.kind.root == .mobilize && arguments.object.contains { tree.hangs(node, on: $0) }
    }

    /// A seat or state that only says where something takes place: "signed a treaty in Havana".
    private func isScene(_ node: Int, _ frame: VerbFrame, _ tree: Tree) -> Bool {
        guard !frame.options.contains(.goesTo), let name = tree.name(node) else { return false }
        // The preposition hangs on the head of the whole phrase.
        var top = node
        for _ in 0..<4 {
            let head = tree[top].head
            guard head >= 0, tree[top].relation == .compound || tree[top].relation == .flat || head <= name.last,
                tree[head].isNominal
            else { break }
            top = head
        }
        guard grammar.has(tree.preposition(node), .inAt) || grammar.has(tree.preposition(top), .inAt) else {
            return false
        }
        return name.entry.kind == .seat || frame.options.contains(.reciprocal) || !tree.isOblique(top)
    }

    /// Who did what "the charge", "the attack" or "the move" points back to: the actor of the last such act told before.
    private func whoDid(_ object: Int, _ own: Set<String>, _ tree: Tree, _ index: Int) -> Mention? {
        let word = tree[object].word
        let lemma = tree[object].lemma
        let isDefinite = tree.children(object).contains {
            $0 < object && tree[$0].relation.universal == .determiner && grammar.has(tree[$0].word, .definiteWords)
        }
        let isCharge =
            grammar.has(word, .denialPointers) || grammar.has(word, .requestNouns) || grammar.has(word, .threatNouns)
        let kinds = Set((frames.nouns[word] ?? frames.nouns[lemma] ?? []).map(\.kind.root))
        let isDeed = grammar.has(lemma, .deedNouns) || grammar.has(word, .deedNouns)
        guard isCharge || isDefinite && (!kinds.isEmpty || isDeed) else { return nil }
        let first = sentences[max(0, index - 4)].range.start
        let deed = events.suffix(12).last { event in
            guard event.trigger.start >= first, event.trigger.end <= tree[object].range.start else { return false }
            if isCharge, [.accuse, .request, .threaten].contains(event.root) {
                return !own.isDisjoint(with: event.recipients.compactMap(\.country))
            }
            guard isDefinite, !event.isReciprocal, event.actors.contains(where: { !own.contains($0.country ?? "") })
            else {
                return false
            }
            return kinds.contains(event.root) || isDeed
        }
        guard let doer = deed?.actors.first(where: { !own.contains($0.country ?? "") && $0.country != nil }) else {
            return isDefinite ? whose(object, own, tree, index) : nil
        }
        return Mention(party: doer, kind: .body, source: .explicit, sentence: index).repeated(
            at: tree[object].range, .definite)
    }

    /// "Called the test a threat" after "Peru's test": whose the last deed of the same name was.
    private func whose(_ object: Int, _ own: Set<String>, _ tree: Tree, _ index: Int) -> Mention? {
        let lemma = tree[object].lemma
        guard lemma >= 0 else { return nil }
        for place in stride(from: index, through: max(0, index - 4), by: -1) {
            guard sentences[place].tokens.contains(where: { $0.word == tree[object].word || $0.word == lemma }),
                let before = place == index ? tree : trees.tree(place)
            else { continue }
            let reader = PartyReader(
                tree: before, sentence: sentences[place], index: place, table: table, text: text, signer: signer)
            for node in before.nodes.indices.reversed()
            where before[node].lemma == lemma && (place < index || node < object) {
                guard let found = reader.named(node, .recipient), found.source.isNamed, let country = found.country,
                    MentionTable.isState(country), !own.contains(country)
                else { continue }
                return found.repeated(at: tree[object].range, .definite)
            }
        }
        return nil
    }

    /// Whether a sentence names a state that is none of two.
    private func namesOthers(_ tree: Tree, _ pair: [String]) -> Bool {
        tree.nodes.indices.contains { node in
            guard let country = tree.name(node)?.entry.country else { return false }
            return MentionTable.isState(country) && !pair.contains(country)
        }
    }

    /// Whether what is sent goes to a party of the senders' own state: "Koreans in China laid flowers at the Korean statue".
    private func isToItself(
        _ frame: VerbFrame, _ arguments: Arguments, _ own: Set<String>, _ tree: Tree, _ reader: PartyReader
    ) -> Bool {
        let subject = arguments.subject.map { tree[$0].range }
        return frame.recipient.filter { $0 != .object && $0 != .here }.contains { place in
            slot([place], arguments, tree, reader, excluding: [], isActor: true).contains { mention in
                mention.source.isNamed && own.contains(mention.country ?? "")
                    && !subject.contains { $0.overlaps(mention.party.range ?? $0) }
            }
        }
    }

    /// Who says that something is done: an official or body that a verb of saying over it has as its subject.
    private func announcer(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> Mention? {
        var says: Int?
        let head = tree[verb].head
        if head >= 0, tree[verb].relation == .clauseComplement, grammar.has(tree[head].lemma, .announcingVerbs) {
            says = head
        } else if let behind = tree.children(verb).first(where: {
            tree[$0].relation == .parataxis && grammar.has(tree[$0].lemma, .announcingVerbs)
        }) {
            says = behind
        }
        guard let says, !tree.isPassive(says) else { return nil }
        let found = tree.subject(says).nodes.flatMap { reader.parties($0, .actor) }.filter {
            ($0.kind == .person || $0.kind == .body) && $0.source.isNamed && !$0.isOutlet
        }
        return found.count == 1 && MentionTable.isState(found[0].country) ? found[0] : nil
    }

    /// Where an act takes place: behind "in" or "at".
    private func placeOf(_ arguments: Arguments, _ frame: VerbFrame, _ tree: Tree, _ reader: PartyReader) -> Place? {
        let nodes = tree.children(arguments.verb) + arguments.object.flatMap { tree.children($0) }
        let chunks = nodes.filter {
            (tree.isOblique($0) || tree.isNominalModifier($0)) && grammar.has(tree.preposition($0), .inAt)
        }.map { Int(tree[$0].chunk) }
        for chunk in chunks where chunk >= 0 { if let place = reader.sentence.place(chunk) { return place } }
        return nil
    }

    func trigger(_ frame: VerbFrame, _ arguments: Arguments, _ tree: Tree) -> TextRange {
        let verb = tree[arguments.verb].range
        guard !frame.objects.isEmpty else {
            let particle = tree.children(arguments.verb).first { tree[$0].relation == .verbParticle }
            return particle.map { verb.union(tree[$0].range) } ?? verb
        }
        let object = arguments.object.flatMap { tree.conjuncts($0) }.first {
            frame.objects.contains(tree[$0].word) || frame.objects.contains(tree[$0].lemma)
        }
        return object.map { verb.union(tree[$0].range) } ?? verb
    }
}
