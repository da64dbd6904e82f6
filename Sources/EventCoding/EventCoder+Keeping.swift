internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// What a frame makes: the same for verbs and nouns.
struct EventKind: Sendable {
    let id: String
    let root: Root
    let type: String
    let mode: Mode?
}

extension EventCoder {
    /// Roots that become an agreement when they lie ahead.
    private static let cooperative: Set<Root> = [.consult, .support, .cooperate, .aid, .retreat, .concede]
    /// Roots of acts that are done by saying something.
    static let tellable: Set<Root> = [.accuse, .request, .reject, .threaten, .support]
    /// Types of words that are said or sent: planned or not, they are what they are.
    private static let spoken: Set<String> = ["praise", "message", "support", "thanks"]

    /// Keeps an event with its parties; else the reason why not.
    mutating func keep(
        _ kind: EventKind, _ options: FrameOptions, _ actors: [Mention], _ recipients: [Mention],
        _ truth: Factuality.Reading, _ trigger: TextRange, _ node: Int, _ tree: Tree, _ index: Int, place: Place?,
        object: Int? = nil, isAlone: Bool = false, isLinear: Bool = false
    ) -> String? {
        // A newsroom speaks, and does nothing else.
        var actors = EventCoder.distinct(
            EventCoder.tellable.contains(kind.root) ? actors : actors.filter { !$0.isOutlet })
        var recipients = EventCoder.distinct(recipients)
        // "Both sides reaffirmed their will to work": each the other's.
        let isMutual =
            recipients.isEmpty && Set(actors.compactMap(\.country)).count == 2
            && actors.allSatisfy { $0.source == .pair } && [.agree, .support, .cooperate].contains(kind.root)
        let isReciprocal = options.contains(.reciprocal) || isMutual
        if isReciprocal {
            let all = EventCoder.distinct(actors + recipients)
            guard Set(all.compactMap(\.country)).count > 1 else { return "one party only" }
            actors = all
            recipients = []
        } else {
            guard !actors.isEmpty else { return "no party acts" }
            let shared = Set(actors.compactMap(\.country)).intersection(recipients.compactMap(\.country))
            if !shared.isEmpty {
                if Set(actors.compactMap(\.country)).count > 1, Set(recipients.compactMap(\.country)).count == 1 {
                    actors.removeAll { shared.contains($0.country ?? "") }
                } else if !isAlone || !EventCoder.domestic.contains(kind.root)
                    || Set(actors.compactMap(\.country)).count > 1
                {
                    recipients.removeAll { shared.contains($0.country ?? "") }
                }
            }
            if recipients.isEmpty {
                // One side alone: an act of whoever is named, and of no pair.
                guard isAlone, kind.root != .consult, !options.contains(.goesTo),
                    actors.allSatisfy({ $0.source.isNamed })
                else {
                    return "nobody is acted on"
                }
                if let home = object.flatMap({ atHome(kind, actors, $0, tree, index) }) { recipients = [home] }
            }
        }
        if let reason = truth.reason { return reason }
        if isLinear,
            !(actors + recipients).allSatisfy({ $0.source != .deep && $0.source != .clause }) || truth.isPurpose
        {
            return "read by the order of words only, and not named"
        }
        if EventCoder.isGuess(actors, recipients) { return "neither side is named" }
        if kind.root == .cooperate, truth.polarity == .planned, kind.id == "n.cooperation" { return "only hoped for" }
        if truth.isPurpose, !EventCoder.cooperative.contains(kind.root) { return "only meant" }
        var event = Event(root: kind.root, type: kind.type, trigger: trigger, evidence: [sentences[index].range])
        event.mode = kind.mode
        event.isReciprocal = isReciprocal
        event.place = place
        event.rules = [kind.id] + truth.rules
        if isLinear { event.rules.append(EventCoder.linearRule) }
        event.polarity = options.contains(.whenNegated) ? .asserted : truth.polarity
        // What is said or agreed on is done by saying so, whatever day it is about.
        if event.polarity == .asserted, truth.isPresent || tree[node].tag == .noun, kind.root != .agree,
            !EventCoder.tellable.contains(kind.root), liesAhead(node, tree, index)
        {
            event.polarity = .planned
            event.rules.append("mood.ahead")
        }
        // "Will always stand by Peru": said of now as well.
        if event.polarity == .planned, kind.type == "support",
            ([node] + tree.children(node)).contains(where: { grammar.has(tree[$0].word, .steadfastWords) })
                || tree[node].head >= 0 && tree[node].relation == .openComplement
                    && grammar.has(tree[tree[node].head].lemma, .steadfastWords)
        {
            event.polarity = .asserted
        }
        if event.polarity == .asserted, EventCoder.hostile.contains(kind.root),
            isCharged(actors, recipients, index)
        {
            event.polarity = .alleged
            event.rules.append("mood.charged")
        }
        if event.polarity == .planned, EventCoder.cooperative.contains(kind.root),
            !EventCoder.spoken.contains(kind.type)
        {
            event.root = .agree
            event.type = "planned_\(kind.type)"
            event.mode = nil
        }
        if options.contains(.ongoing), truth.isPresent { event.status = .ongoing }
        if isAgain(node, object, tree) { event.rules.append(Event.againRule) }
        days[trigger] = day(of: node, tree, index)
        if let day = days[trigger], isSince(day, node, tree) { beginnings.insert(trigger) }
        if tree.children(node).contains(where: {
            tree[$0].relation == .auxiliary && grammar.has(tree[$0].word, .pastPerfect)
        }) {
            earlier.insert(trigger)
        }
        if days[trigger] == nil {
            told[trigger] = dayOfTelling(node, tree, index)
            if kind.root == .consult, event.polarity == .asserted, isOccasion(node, tree) { occasions.insert(trigger) }
            linkDays(trigger, node, truth, tree)
        }
        // Every state that sends a message sends its own.
        let senders = kind.type == "message" && !isReciprocal && Set(actors.compactMap(\.country)).count > 1
        for group in senders ? actors.map({ [$0] }) : [actors] {
            var one = event
            one.actors = group.map(\.resolved)
            one.recipients = recipients.map(\.resolved)
            let parties = group + recipients
            for mention in parties where !mention.source.isNamed {
                one.rules.append("party.\(mention.source)")
                if mention.source == .pronoun, isPlural(mention.party.range, index) { one.rules.append("party.they") }
            }
            if isTold(one) { continue }
            events.append(one)
        }
        return nil
    }

    /// Whether words are "they", "them" or "their".
    private func isPlural(_ range: TextRange?, _ index: Int) -> Bool {
        guard let range, let token = sentences[index].tokens.first(where: { $0.start == range.start }) else {
            return false
        }
        return grammar.has(token.word, .they) || grammar.spelling(token.word) == "their"
    }

    /// Roots of deeds that their victim is no sure witness of.
    private static let hostile: Set<Root> = [.assault, .coerce, .mobilize]

    /// Whether a deed is told by its victim: in a statement of Peru on what Chile did to Peru.
    private func isCharged(_ actors: [Mention], _ recipients: [Mention], _ index: Int) -> Bool {
        let doers = Set(actors.compactMap(\.country))
        let victims = Set(recipients.compactMap(\.country)).subtracting(doers)
        guard !victims.isEmpty else { return false }
        guard let signer, let own = signer.country else { return false }
        return index > signer.sentence && victims.contains(own)
    }

    /// "Met again", "held another round of talks": not the act that was told before.
    private func isAgain(_ node: Int, _ object: Int?, _ tree: Tree) -> Bool {
        [node, object].compactMap { $0 }.contains { word in
            tree.children(word).contains { grammar.has(tree[$0].word, .againWords) && tree.isModifier($0) }
        }
    }

    /// Roots of acts that a state does to its own people where no other state is named.
    static let powers: Set<Root> = [.coerce, .concede, .sanction, .retreat, .assault]

    /// "Nigerian police arrested twelve farmers": people without a state are of the state that has power over them.
    private func atHome(_ kind: EventKind, _ actors: [Mention], _ object: Int, _ tree: Tree, _ index: Int) -> Mention? {
        let countries = Set(actors.compactMap(\.country))
        guard EventCoder.powers.contains(kind.root), countries.count == 1, let country = countries.first,
            MentionTable.isState(country), !tree[object].isCapital, tree[object].tag == .noun,
            [tree[object].word, tree[object].lemma].contains(where: {
                grammar.has($0, .capturedPeople) || grammar.has($0, .privatePeople)
            }),
            tree.clause(object).allSatisfy({ tree[$0].name < 0 && !(tree[$0].isCapital && tree[$0].tag == .properNoun) }
            )
        else { return nil }
        var range = tree[object].range
        for child in tree.children(object) where child < object && object - child < 5 {
            range = range.union(tree[child].range)
        }
        return Mention(
            party: Party(
                id: "group:\(grammar.spelling(tree[object].word)):\(country)",
                name: UTF8Text.string(text, range.start, range.end), country: country, kind: .organisation, range: range
            ),
            kind: .unnamed, source: .clause, sentence: index, antecedent: actors.first?.party.range)
    }

    /// Whether both sides are only inferred: a state deep in a phrase or elsewhere in the clause acts on what a pronoun stands for.
    private static func isGuess(_ actors: [Mention], _ recipients: [Mention]) -> Bool {
        guard !recipients.isEmpty else { return false }
        let isWeak = { (mention: Mention) in
            [.deep, .clause, .bilateral, .pronoun, .definite].contains(mention.source)
        }
        let isInferred = { (mention: Mention) in [.deep, .clause, .bilateral].contains(mention.source) }
        return actors.allSatisfy(isWeak) && recipients.allSatisfy(isWeak)
            && (actors.allSatisfy(isInferred) || recipients.allSatisfy(isInferred))
    }

    /// Whether the sentence tells an event of the same root, parties and polarity already: its evidence and rules stay.
    private func isTold(_ event: Event) -> Bool {
        for other in events.reversed() {
            guard other.evidence.first == event.evidence.first else { return false }
            if other.root == event.root, other.polarity == event.polarity {
                if event.isReciprocal, other.isReciprocal, event.countries.isSubset(of: other.countries) { return true }
                if Set(other.actors.compactMap(\.country)) == Set(event.actors.compactMap(\.country)),
                    Set(other.recipients.compactMap(\.country)) == Set(event.recipients.compactMap(\.country))
                {
                    return true
                }
            }
        }
        return false
    }

    /// The mentions without those of the same party.
    static func distinct(_ mentions: [Mention]) -> [Mention] {
        var seen: Set<String> = []
        return mentions.filter { $0.country != nil && seen.insert($0.party.id).inserted }
    }

    /// Whether a verb is that of the main clause, or coordinated with it.
    private func isOfMainClause(_ verb: Int, _ tree: Tree) -> Bool {
        var current = verb
        for _ in 0..<6 where tree[current].head >= 0 {
            guard tree[current].relation == .conjunct || tree[current].relation == .parataxis else { return false }
            current = tree[current].head
        }
        return true
    }

    /// "Chile said that Peru must hand it back": what one says another must do is a demand of the speaker, in a statement of its signer.
    mutating func codeObligation(_ verb: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) {
        guard
            tree.children(verb).contains(where: {
                tree[$0].relation == .auxiliary && grammar.has(tree[$0].word, .demandModals)
            })
        else { return }
        let asked = tree.subject(verb).nodes.flatMap { reader.parties($0, .actor) }
        let own = Set(asked.compactMap(\.country))
        guard !asked.isEmpty, asked.allSatisfy({ $0.source != .deep }) else { return }
        // "Said that both agree that Peru must leave", "are unanimous in holding that Peru must leave".
        var head = tree[verb].head
        for _ in 0..<3 where head >= 0 && tree[verb].relation == .clauseComplement {
            if grammar.has(tree[head].lemma, .demandSayings) { break }
            let isInner =
                tree[head].relation == .clauseComplement || tree[head].relation == .adverbClause
                || tree[head].relation == .nominalClause
            guard isInner, grammar.has(tree[head].lemma, .agreeingWords), tree[head].head >= 0 else { break }
            head = tree[head].head
        }
        var speakers: [Mention] = []
        if tree[verb].relation == .clauseComplement || tree[verb].relation == .parataxis, head >= 0,
            grammar.has(tree[head].lemma, .demandSayings)
        {
            speakers = tree.subject(head).nodes.flatMap { reader.parties($0, .actor) }
        } else if let signer, asked.allSatisfy({ $0.source.isNamed && $0.kind != .person }), !tree.isPassive(verb),
            isOfMainClause(verb, tree),
            sentences[index].range.start > signer.party.range?.end ?? Int.max
        {
            speakers = [signer.repeated(at: tree[verb].range, .signer)]
        }
        guard own.isDisjoint(with: speakers.compactMap(\.country)), !speakers.isEmpty else { return }
        _ = keep(
            EventKind(id: "request.must", root: .request, type: "demand", mode: nil), [], speakers, asked,
            Factuality.Reading(), tree[verb].range, verb, tree, index, place: nil)
    }
}
