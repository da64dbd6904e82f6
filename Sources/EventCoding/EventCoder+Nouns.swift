internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Events named by nouns: visits, talks, agreements, attacks. A noun tells an event when a verb carries it, or when it names two parties.
extension EventCoder {
    mutating func codeNoun(_ noun: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) {
        guard let candidates = frames.nouns[tree[noun].word] ?? frames.nouns[tree[noun].lemma] else { return }
        // A noun before a noun is an attribute.
        if tree[noun].relation == .compound || tree[noun].name >= 0 { return }
        let range = tree[noun].range
        if events.reversed().prefix(while: { $0.evidence.first == sentences[index].range }).contains(where: {
            $0.trigger.overlaps(range)
        }) {
            return
        }
        // "Two rounds of sanctions" are no talks.
        if grammar.has(tree[noun].word, .rounds),
            let part = tree.children(noun).first(where: { $0 > noun && tree.preposition($0) == Word.of }),
            tree[part].name < 0, !(frames.nouns[tree[part].lemma]?.contains { $0.kind.root == .consult } ?? false)
        {
            return
        }
        // "The exercise of its rights" is no drill.
        if tree.children(noun).contains(where: {
            tree.preposition($0) == Word.of && grammar.has(tree[$0].word, .rightsNouns)
        }), candidates.contains(where: { $0.kind.root == .cooperate }) {
            return
        }
        for frame in candidates {
            if frame.options.contains(.behindAt), !grammar.has(tree.preposition(noun), .atWords) { continue }
            // "The British Invasion": a name, of whatever.
            if frame.kind.root == .assault, noun > 0, tree[noun].isCapital, tree[noun - 1].isCapital {
                continue
            }
            // "Rhetorical attacks", "a hacker attack" hurt nobody.
            if frame.kind.root == .assault, hasFigurativeAttribute(noun, tree) {
                reject(range, frame.id, "meant figuratively")
                return
            }
            if !frame.modifiers.isEmpty, !hasModifier(frame, noun, tree) { continue }
            guard let reason = fill(frame, noun, tree, reader, index) else { return }
            reject(range, frame.id, reason)
        }
    }

    private func hasFigurativeAttribute(_ noun: Int, _ tree: Tree) -> Bool {
        tree.children(noun).contains {
            $0 < noun && tree.isAttribute($0)
                && (grammar.has(tree[$0].word, .figurativeAttributes)
                    || grammar.has(tree[$0].lemma, .figurativeAttributes))
        }
    }

    private func hasModifier(_ frame: NominalFrame, _ noun: Int, _ tree: Tree) -> Bool {
        tree.children(noun).contains { child in
            let isMeant =
                frame.options.contains(.ofNoun)
                ? tree[child].relation == .nominalModifier && tree.preposition(child) == Word.of
                : tree.isAttribute(child)
            return isMeant
                && (frame.modifiers.contains(tree[child].word) || frame.modifiers.contains(tree[child].lemma))
        }
    }

    /// The verb that a noun hangs on as its subject, object or behind a preposition.
    private func governor(_ noun: Int, _ tree: Tree) -> Int? {
        let head = tree[noun].head
        guard head >= 0 else { return nil }
        switch tree[noun].relation {
        case .object, .passiveSubject, .subject, .oblique, .conjunct:
            if tree[noun].relation == .conjunct, tree[head].tag != .verb { return governor(head, tree) }
            return tree[head].tag == .verb ? head : nil
        case .nominalModifier:
            // "The next round of talks": the round is what is held.
            return grammar.has(tree[head].lemma, .partWords) || grammar.has(tree[head].word, .rounds)
                ? governor(head, tree) : nil
        default: return nil
        }
    }

    /// Whether a verb tells that its subject takes place, begins, ends or is brought about.
    private func bringsAbout(_ verb: Int, _ tree: Tree) -> Bool {
        let lemma = tree[verb].lemma
        return grammar.has(lemma, .supportVerbs) || grammar.has(lemma, .concludingVerbs)
            || grammar.has(lemma, .occurringVerbs) || grammar.has(lemma, .planningWords)
            || grammar.has(lemma, .moodsPlanning) || grammar.has(lemma, .preventingVerbs)
    }

    /// "Denied that his talks with X had gone badly": what becomes of what took place.
    private func isOutcome(_ verb: Int, _ tree: Tree) -> Bool {
        grammar.has(tree[verb].lemma, .outcomeVerbs)
            && !tree.children(verb).contains { grammar.has(tree[$0].word, .aheadWords) }
    }

    private mutating func fill(
        _ frame: NominalFrame, _ noun: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int
    ) -> String? {
        let verb = governor(noun, tree)
        let isReciprocal = frame.options.contains(.reciprocal)
        var pool = Array(tree.children(noun))
        // "The visit of the president of X, N N, to Y": the phrase may have been hung on a noun or a name on the way.
        var level = tree.children(noun).filter { tree.isNominalModifier($0) }
        for depth in 0..<4 where !level.isEmpty {
            let below = level.flatMap { tree.children($0) }
            pool += below.filter { depth == 0 && frame.options.contains(.ofNoun) || tree.preposition($0) != Word.of }
            level = below.filter { child in
                tree.isNominalModifier(child) || tree[child].relation == .apposition || tree[child].relation == .flat
            }
        }
        // "The attack being launched by X".
        for child in tree.children(noun) where tree[child].relation == .nominalClause {
            pool += tree.children(child).filter { tree.preposition($0) == Word.by }
        }
        // "Imposed by X over the attack": who stands behind the verb's "by" did what the verb says.
        if let verb {
            pool += tree.children(verb).filter {
                tree.isOblique($0) && (tree[noun].relation == .passiveSubject || tree.preposition($0) != Word.by)
            }
        }
        var isCarried = false
        // Whether whose it is gives who acts: "his talks", "a Peruvian meeting".
        var isOwned = false
        // "Talks with Ghana and Cuba": those behind "with" are one side of it.
        var isOneSide = false
        func parties(_ slots: [Slot], _ own: Set<String>) -> [Mention] {
            for slot in slots {
                var found: [Mention] = []
                switch slot {
                case .possessor:
                    for child in tree.children(noun) where tree.isAttribute(child) {
                        // "The Astana talks": where they are held.
                        if isReciprocal, tree[child].relation == .compound, tree.name(child)?.entry.kind == .seat {
                            continue
                        }
                        if tree[child].name < 0, tree[child].tag == .pronoun {
                            found += reader.pronoun(child, own).map { [$0] } ?? []
                        } else if tree[child].name >= 0 || tree[child].relation == .possessor {
                            found += reader.parties(child, .actor, excluding: own)
                        } else if tree[child].relation == .compound || tree[child].relation == .adjectiveModifier {
                            found += reader.named(child, .actor).map { [$0] } ?? []
                        }
                    }
                    for position in found.indices where found[position].source == .explicit {
                        found[position].source = .modifier
                    }
                    if !found.isEmpty { isOwned = true }
                case .carrier:
                    // "The visit is at the invitation of Peru".
                    if verb == nil, tree.children(noun).contains(where: { tree[$0].relation == .copula }) {
                        for node in tree.children(noun) where tree[node].relation == .subject {
                            found += visitors(node, tree, index, own)
                        }
                        if !found.isEmpty {
                            isCarried = true
                            return found
                        }
                    }
                    let isJoined =
                        frame.kind.type == "joint_exercise" && (tree.isOblique(noun) || tree[noun].relation == .object)
                    guard let verb,
                        grammar.has(tree[verb].lemma, .supportVerbs) || frame.options.contains(.anyVerb)
                            || isJoined && grammar.has(tree[verb].lemma, .joiningVerbs)
                    else {
                        continue
                    }
                    if tree[noun].relation == .object || tree[noun].relation == .oblique
                        || tree[noun].relation == .nominalModifier
                    {
                        for node in tree.subject(verb).nodes {
                            if !tree.isPassive(verb) { found += reader.parties(node, .actor, excluding: own) }
                            if found.isEmpty { found = visitors(node, tree, index, own) }
                        }
                    } else if tree[noun].relation == .passiveSubject {
                        for child in tree.children(verb) where tree[child].relation == .agent {
                            found += reader.parties(child, .actor, excluding: own)
                        }
                    }
                    if !found.isEmpty { isCarried = true }
                case .phrase(let word):
                    let role: PartyReader.Role = grammar.has(word, .placePrepositions) ? .place : .recipient
                    for child in pool
                    where (tree[child].relation.universal == .oblique || tree.isNominalModifier(child))
                        && tree.preposition(child) == word
                    {
                        found += reader.parties(child, role, excluding: own)
                    }
                    if grammar.has(word, .betweenWords), Set(found.compactMap(\.country)).count < 2 {
                        let both = between(behind: noun, tree, reader)
                        if both.count == 2 { found = both }
                    }
                    if found.isEmpty {
                        var nodes = linearPhrases(word, behind: noun, tree, reader)
                        if nodes.isEmpty, let verb, word != Word.of,
                            word != Word.by || tree[noun].relation == .passiveSubject
                        {
                            nodes = linearPhrases(word, verb, tree, reader)
                        }
                        for node in nodes where !isTime(node, tree) && !tree.isAccordingTo(node) {
                            found += reader.parties(node, role, excluding: own)
                        }
                    }
                default: break
                }
                if !found.isEmpty {
                    if isReciprocal, own.isEmpty { isOneSide = slot == .phrase(Word.with.rawValue) }
                    return found
                }
            }
            return []
        }
        var actors = parties(frame.actor, [])
        let own = Set(actors.compactMap(\.country))
        var recipients = parties(frame.recipient, own)
        let known = Set((actors + recipients).compactMap(\.country))
        if !own.isEmpty, recipients.contains(where: { !own.contains($0.country ?? "") }) { isOneSide = false }
        // "The Cuban visit of the Ghanaian premier": the state before the noun is where the person behind it goes.
        if frame.options.contains(.goesTo), actors.count == 1, actors[0].source == .modifier,
            recipients.count == 1, recipients[0].kind == .person,
            tree.children(noun).contains(where: {
                $0 < noun && tree[$0].relation != .possessor && tree[$0].name >= 0
            })
        {
            swap(&actors, &recipients)
        }
        // The verb that brings the noun about has the subject that is missing: "launched an attack on X".
        if !frame.options.contains(.needsTwo),
            isReciprocal && (known.count == 1 || isOneSide) || actors.isEmpty && !recipients.isEmpty,
            let verb, grammar.has(tree[verb].lemma, .supportVerbs) || isReciprocal, !tree.isPassive(verb),
            tree[noun].relation != .subject
        {
            let found = tree.subject(verb).nodes.filter { $0 != noun && !tree.hangs(noun, on: $0) }.flatMap {
                reader.parties($0, .actor, excluding: known)
            }
            if !found.isEmpty {
                actors += found
                isCarried = true
                isOneSide = false
            }
        }
        // "Said after talks with X": the other side is who says so.
        if isReciprocal, isOneSide || Set((actors + recipients).compactMap(\.country)).count == 1,
            !frame.options.contains(.needsTwo), !isOwned,
            !frame.options.contains(.needsCarrier)
        {
            let found = actorAbove(noun, tree, reader, excluding: known)
            if !found.isEmpty {
                actors += found
                isCarried = true
                isOneSide = false
            }
        }
        if isOneSide { return "one side only" }
        // "Accused Ghana of an attack on Cuba": who is charged did it.
        if actors.isEmpty, !recipients.isEmpty, tree.preposition(noun) == Word.of, frame.kind.root != .accuse,
            let charge = charge(over: noun, tree)
        {
            let charged = tree.isPassive(charge) ? tree.subject(charge).nodes : arguments(charge, tree, reader).object
            actors = charged.flatMap { reader.parties($0, .recipient, excluding: known) }
            if !actors.isEmpty { isCarried = true }
        }
        // "In a letter to X she called for talks": who tells what it says sends it.
        if frame.kind.type == "message", actors.isEmpty, !recipients.isEmpty, tree.isOblique(noun),
            grammar.has(tree.preposition(noun), .inAt)
        {
            let found = actorAbove(noun, tree, reader, excluding: known)
            if !found.isEmpty {
                actors += found
                isCarried = true
            }
        }
        // "N. N., on a visit to X": who is on it is the noun that it hangs on.
        if frame.options.contains(.goesTo), actors.isEmpty, !recipients.isEmpty {
            let head = tree[noun].head
            var found: [Mention] = []
            if head >= 0, tree.isNominalModifier(noun), tree[head].isNominal {
                found = reader.parties(head, .actor, excluding: known)
            }
            // "A delegation is on a visit to X".
            for child in tree.children(noun) where tree[child].relation == .subject {
                found += reader.parties(child, .actor, excluding: known)
            }
            if found.isEmpty { found = actorAbove(noun, tree, reader, excluding: known) }
            if !found.isEmpty {
                actors += found
                isCarried = true
            }
        }
        if frame.options.contains(.needsCarrier) {
            guard let verb,
                grammar.has(tree[verb].lemma, .concludingVerbs) || grammar.has(tree[verb].lemma, .supportVerbs)
            else { return "named, but nobody concludes it here" }
        }
        // "His visit to the country": whose visit it is and where to is said, in whatever words.
        if isOwned, frame.options.contains(.goesTo), !actors.isEmpty, !recipients.isEmpty { isCarried = true }
        let named = (actors + recipients).filter { $0.source.isNamed }
        // "His summit with X": whose it is stands in it.
        if isOwned, [.consult, .support, .accuse, .request].contains(frame.kind.root),
            actors.allSatisfy({ $0.source == .pronoun }), recipients.contains(where: { $0.source.isNamed })
        {
            isCarried = true
        }
        // "The relations of friendship and cooperation between X and Y": named, and nothing told of it.
        if frame.options.contains(.needsTwo), frame.options.contains(.ongoing), verb == nil,
            tree[noun].relation == .conjunct
        {
            return "only named"
        }
        // "The cooperation of X and Y could help": what is only possible of it.
        if verb == nil, tree[noun].relation == .subject, tree[noun].head >= 0,
            let reason = Factuality(tree: tree, grammar: grammar).read(tree[noun].head).reason
        {
            return reason
        }
        // "Cooperation of X and Y could be of use", however the short sentence was read.
        if verb == nil, isReciprocal, frame.options.contains(.needsTwo), isSaidOfPossible(noun, tree) {
            return "only possible, or under a condition"
        }
        if !isCarried, Set(named.compactMap(\.country)).count < 2 {
            return "neither carried by a verb nor of two parties"
        }
        var truth = verb.map { Factuality(tree: tree, grammar: grammar).read($0) } ?? Factuality.Reading()
        if let verb, verb >= 0 {
            let lemma = tree[verb].lemma
            if grammar.has(lemma, .postponingVerbs) || grammar.has(lemma, .cancellingVerbs) {
                return "put off or cancelled"
            }
            if tree[noun].relation == .object || tree[noun].relation == .passiveSubject {
                if grammar.has(lemma, .denyingVerbs) { truth.polarity = .denied }
                if grammar.has(lemma, .moodsPlanning) || grammar.has(lemma, .planningWords)
                    || grammar.has(lemma, .proposals)
                {
                    truth.polarity = .planned
                }
                if grammar.has(lemma, .moodsDemanding) || grammar.has(lemma, .preventingVerbs) {
                    return "only asked for or prevented"
                }
                // "Rules out talks", "clashes cannot be ruled out".
                if grammar.has(lemma, .moodsRefusing), tree[noun].relation == .object || tree.isPassive(verb) {
                    return "refused, or only possible"
                }
            }
            // "The sanctions of Peru against Chile should be seen as a tool": what is said of them leaves them what they are.
            if tree[noun].relation == .subject || tree[noun].relation == .passiveSubject,
                !bringsAbout(verb, tree) || isOutcome(verb, tree) && !isIndefinite(noun, tree),
                truth.polarity != .planned,
                !tree.children(verb).contains(where: { grammar.has(tree[$0].word, .wouldWords) })
            {
                // "Deployment of missiles may cost much": no certain one, and no certain outcome.
                if truth.reason != nil, isIndefinite(noun, tree) { return truth.reason }
                truth = Factuality.Reading()
            }
            // "Did not reveal the meetings", "wants to ask about the visit": they were held all the same.
            if tree[noun].relation == .object || tree[noun].relation == .passiveSubject,
                grammar.has(tree[verb].lemma, .revealingVerbs)
            {
                truth = Factuality.Reading()
            }
            if tree.isOblique(noun), grammar.has(tree.preposition(noun), .topicLinks) { truth = Factuality.Reading() }
            // What is said of a noun in passing is no negation of it: "did not comment on the visit".
            if truth.polarity == .negated,
                tree[noun].relation == .oblique || tree[noun].relation == .subject && !bringsAbout(verb, tree)
            {
                truth.polarity = .asserted
            }
        }
        let head = tree[noun].head
        // "Accused Ghana of an attack on Cuba": somebody's charge.
        if truth.polarity == .asserted, tree.preposition(noun) == Word.of, frame.kind.root != .accuse,
            charge(over: noun, tree) != nil
        {
            truth.polarity = .alleged
        }
        if head >= 0, tree.isNominalModifier(noun) {
            // "Shelved plans for a summit".
            if grammar.has(tree[head].word, .aheadNouns), Factuality(tree: tree, grammar: grammar).isCancelling(head) {
                return "put off or cancelled"
            }
            // "The preparation of a summit", "the allegations of an attack".
            if grammar.has(tree[head].word, .aheadNouns), truth.polarity == .asserted { truth.polarity = .planned }
            if grammar.has(tree[head].word, .hearsayNouns), frame.kind.root != .accuse { truth.polarity = .alleged }
        }
        if truth.polarity == .asserted, isSetAhead(noun, tree) { truth.polarity = .planned }
        // "The talks are due on Monday".
        if tree[noun].relation == .subject || tree[noun].relation == .passiveSubject, tree[noun].head >= 0,
            tree[tree[noun].head].tag != .verb || tree.isPassive(tree[noun].head),
            grammar.has(tree[tree[noun].head].word, .planningWords)
                || grammar.has(tree[tree[noun].head].lemma, .planningWords)
        {
            truth.polarity = .planned
        }
        // "A visit to Cuba scheduled for March".
        if let set = tree.nodes.indices.first(where: {
            $0 > noun && $0 < noun + 14 && tree[$0].relation == .nominalClause
                && grammar.has(tree[$0].lemma, .planningWords)
        }), tree.hangs(set, on: noun), truth.polarity == .asserted {
            truth.polarity = .planned
        }
        if tree.isAsked(noun) { return "only asked" }
        for child in tree.children(noun) {
            // "A visit scheduled for March", "the visit cancelled on Monday".
            if tree[child].relation == .nominalClause, child > noun {
                if grammar.has(tree[child].lemma, .cancellingVerbs) || grammar.has(tree[child].lemma, .postponingVerbs)
                {
                    return "put off or cancelled"
                }
            }
            if grammar.has(tree[child].word, .plannedAdjectives) { truth.polarity = .planned }
            if grammar.has(tree[child].word, .allegedAdjectives) { truth.polarity = .alleged }
            if tree[child].relation == .determiner, grammar.has(tree[child].word, .negations) {
                truth.polarity = .negated
            }
        }
        var place: Place?
        for child in pool where place == nil && tree[child].chunk >= 0 {
            if grammar.has(tree.preposition(child), .inAt) { place = reader.sentence.place(Int(tree[child].chunk)) }
        }
        return keep(
            frame.kind, frame.options, actors, recipients, truth, tree[noun].range, noun, tree, index, place: place)
    }
}
