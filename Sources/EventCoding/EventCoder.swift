public import ActorCoding
public import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Codes the events of a text by verb frames and nominal frames over the grammar of its sentences.
///
/// The ontology is PLOVER's (manual 0.8, 2021). Every party has its words in the text, or those of the pronoun or phrase that stands for it;
/// every slot is filled by a rule whose id is kept. See `Documentation/Decisions/0013-events-on-a-grammar.md`.
public struct EventCoder {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let timexes: [Timex]
    let published: DayBounds?
    let grammar = Grammar.english
    let frames = FrameTable.english
    /// The trees of the sentences.
    public let trees: SentenceTrees
    let table: MentionTable
    /// The state of the dateline with its words: what "here" is.
    let here: Mention?
    /// Who signs the text.
    let signer: Mention?
    /// The dateline's place.
    let dateline: TextRange?
    /// The expression of time that hangs on each trigger.
    var days: [TextRange: Timex] = [:]
    var events: [Event] = []
    /// The candidates that were not taken.
    public internal(set) var rejected: [RejectedCandidate] = []

    /// Makes a coder for a text.
    ///
    /// - Parameters:
    ///   - sentences: The coded sentences in order.
    ///   - named: How often the text names each state.
    ///   - timexes: Its expressions of time.
    ///   - published: The days on which it may have been published.
    public init(
        _ text: [UInt8], _ sentences: [CodedSentence], named: StateCounts, timexes: [Timex], published: DayBounds?
    ) {
        self.text = text
        self.sentences = sentences
        self.timexes = timexes
        self.published = published
        trees = SentenceTrees(text, sentences)
        table = MentionTable(text, sentences, named: named)
        let opening = DocumentOpening(text, sentences)
        here = opening.here
        signer = opening.signer
        dateline = sentences.first.flatMap { EventSentences.dateline($0) }
    }

    /// Codes the text.
    ///
    /// - Parameter parsesAll: Whether sentences are parsed too that hold no word of a frame or fewer than two parties.
    /// - Returns: The events in text order, with ids `e1`, `e2` and so on.
    /// - Complexity: O(*n*) in words, times the frames of a word.
    public mutating func code(parsesAll: Bool = false) -> [Event] {
        for index in sentences.indices {
            let sentence = sentences[index]
            if isSaying(sentence) {
                reject(sentence.range, "proverb", "a saying, not a report")
                continue
            }
            guard parsesAll || EventSentences.canHoldEvent(sentence) else { continue }
            guard let tree = trees.tree(index) else { continue }
            if trees.cut.contains(index) {
                reject(sentence.range, "sentence", "only the first \(EnglishGrammar.mostTokens) words were read")
            }
            let reader = PartyReader(
                tree: tree, sentence: sentence, index: index, table: table, text: text, signer: signer)
            code(tree, reader, index)
        }
        codeStatement()
        events.sort { $0.trigger < $1.trigger }
        EventDating(
            text: text, timexes: timexes, published: published, sentences: sentences, chosen: days, dateline: dateline,
            signed: DocumentOpening(text, sentences).signed
        ).date(&events)
        for index in events.indices { OfficeHolders.shared.settle(&events[index]) }
        EventMerging.merge(&events)
        for index in events.indices { events[index].id = "e\(index + 1)" }
        EventMerging.link(&events)
        return events
    }

    mutating func reject(_ trigger: TextRange, _ rule: String, _ reason: String) {
        rejected.append(RejectedCandidate(trigger: trigger, rule: rule, reason: reason))
    }

    /// "A saying has it that", "as the proverb goes".
    private func isSaying(_ sentence: CodedSentence) -> Bool {
        let words = sentence.tokens.prefix(6)
        return words.contains { grammar.has($0.word, .proverbWords) }
            && words.contains { grammar.has($0.word, .proverbVerbs) }
    }

    private mutating func code(_ tree: Tree, _ reader: PartyReader, _ index: Int) {
        for node in tree.nodes.indices {
            let item = tree[node]
            if item.tag == .verb || item.tag == .auxiliary {
                if codeVerb(node, tree, reader, index) == false { codeObligation(node, tree, reader, index) }
            } else if item.tag == .noun || item.tag == .properNoun {
                codeNoun(node, tree, reader, index)
            }
        }
        codeCommentary(tree, reader, index)
    }

    // MARK: Verb frames

    /// The words of a verb's clause that its frames ask for.
    struct Arguments {
        var verb: Int
        var isPassive = false
        /// Who acts: the subject, of a passive the agent.
        var subject: [Int] = []
        /// What is acted on: the object, of a passive the subject.
        var object: [Int] = []
        var hasAgent = false
    }

    func arguments(_ verb: Int, _ tree: Tree) -> Arguments {
        var result = Arguments(verb: verb)
        let (subject, isPassive) = tree.subject(verb)
        result.isPassive = isPassive
        let agents = tree.children(verb).filter {
            tree[$0].relation == .agent || isPassive && tree.isOblique($0) && tree.preposition($0) == Word.by
        }
        var objects = tree.children(verb).filter { tree[$0].relation == .object }
        if objects.isEmpty { objects = tree.children(verb).filter { tree[$0].relation == .indirectObject } }
        if objects.isEmpty, !isPassive { objects = tree.children(verb).filter { isParticleObject($0, verb, tree) } }
        if objects.isEmpty, !isPassive { objects = bareObjects(verb, tree) }
        if tree[verb].relation == .relativeClause, objects.isEmpty, !isPassive, tree[verb].head >= 0,
            let own = tree.children(verb).first(where: { tree[$0].relation == .subject }),
            !grammar.has(tree[own].word, .relativeWords)
        {
            objects = [tree[verb].head]
        }
        result.hasAgent = !agents.isEmpty
        result.subject = isPassive ? agents : subject
        result.object = isPassive ? subject : objects
        return result
    }

    /// Nouns behind a verb without a preposition that were read as something else than its object: "deployed troops", "laid bare the moves".
    private func bareObjects(_ verb: Int, _ tree: Tree) -> [Int] {
        for child in tree.children(verb) where child == verb + 1 && tree[child].relation == .openComplement {
            let inner = tree.children(child).filter { tree[$0].relation == .object }
            if !inner.isEmpty { return inner }
        }
        let found = tree.children(verb).first { child in
            guard child > verb, child <= verb + 6, tree[child].isNominal, tree[child].tag != .numeral,
                tree.preposition(child) < 0, !timexes.contains(where: { $0.range.overlaps(tree[child].range) }),
                !grammar.has(tree[child].word, .timeNouns),
                !tree.children(child).contains(where: { tree[$0].relation == .coordinator })
            else { return false }
            switch tree[child].relation {
            case .oblique, .conjunct, .apposition, .unspecified, .nominalModifier, .unmarkedNominal: return true
            default: return false
            }
        }
        return found.map { [$0] } ?? []
    }

    /// "Handed over a letter": the particle was read as a preposition.
    private func isParticleObject(_ node: Int, _ verb: Int, _ tree: Tree) -> Bool {
        guard tree.isOblique(node) else { return false }
        let word = tree.preposition(node)
        let lemma = tree[verb].lemma
        return word == Word.over && grammar.has(lemma, .takesOver) || word == Word.out && grammar.has(lemma, .takesOut)
            || word == Word.up && grammar.has(lemma, .takesUp) || word == Word.off && grammar.has(lemma, .takesOff)
            || word == Word.down && grammar.has(lemma, .takesDown)
            || word == Word.back && grammar.has(lemma, .takesBack)
    }

    /// Codes the first frame of a verb that fits and finds its parties; whether one did.
    private mutating func codeVerb(_ verb: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) -> Bool {
        guard let candidates = frames.verbs[tree[verb].lemma], grammar.wordClass(tree[verb].word) == .open else {
            return false
        }
        let arguments = arguments(verb, tree)
        let truth = Factuality(tree: tree, grammar: grammar).read(verb)
        let fitting = candidates.filter {
            fits($0, arguments, tree, reader) && (!$0.options.contains(.whenNegated) || truth.isNegated)
        }
        // Frames that find two parties come before one that finds the actor alone.
        var reasons: [String?] = []
        for frame in fitting {
            let reason = fill(frame, arguments, truth, tree, reader, index, isAlone: false)
            if reason == nil { return true }
            reasons.append(reason)
        }
        for frame in fitting where fill(frame, arguments, truth, tree, reader, index, isAlone: true) == nil {
            return true
        }
        for (frame, reason) in zip(fitting, reasons) {
            reject(trigger(frame, arguments, tree), frame.id, reason ?? "")
        }
        return false
    }

    /// "From the president of A, the premier of B and the king of C": long lists are read as all sorts of things, but each
    /// member is an office or a state behind a comma or "and".
    func listed(behind node: Int, _ tree: Tree, _ reader: PartyReader) -> [Mention] {
        var result: [Mention] = []
        for next in (node + 1)..<max(node + 1, tree.nodes.count) {
            if tree[next].features.contains(.finite) { break }
            guard tree[next].isNominal, Offices.isOffice(tree[next].lemma) else { continue }
            var before = next - 1
            while before > node,
                tree[before].tag == .adjective || tree[before].tag == .determiner || tree[before].name >= 0
            {
                before -= 1
            }
            guard before > node, tree[before].tag == .punctuation || tree[before].tag == .coordinator else { continue }
            result += reader.named(next, .actor).map { [$0] } ?? []
        }
        return result
    }

    /// Fills the slots of a frame and keeps the event; else the reason why not.
    private mutating func fill(
        _ frame: VerbFrame, _ arguments: Arguments, _ truth: Factuality.Reading, _ tree: Tree, _ reader: PartyReader,
        _ index: Int, isAlone: Bool
    ) -> String? {
        var actors = slot(
            frame.actor, arguments, tree, reader, excluding: [], isActor: true,
            isListed: frame.options.contains(.listed), isCrowd: frame.options.contains(.crowd))
        let own = Set(actors.filter { $0.source != .pair }.compactMap(\.country))
        var recipients = slot(
            frame.recipient, arguments, tree, reader, excluding: own, isActor: false,
            isJourney: frame.options.contains(.goesTo))
        let isReciprocal = frame.options.contains(.reciprocal)
        // "The place of the arrest tells who arrests": a passive of power without an agent.
        if arguments.isPassive, actors.isEmpty, !arguments.hasAgent, frame.options.contains(.atPlace) {
            for child in tree.children(arguments.verb)
            where tree.isOblique(child) && grammar.has(tree.preposition(child), .inAt) {
                actors = reader.parties(child, .place).filter { $0.kind == .state }
                if !actors.isEmpty { break }
            }
            let powers = Set(actors.compactMap(\.country))
            recipients = arguments.object.flatMap { reader.parties($0, .recipient, excluding: powers) }
        }
        // "Denied the charge": the answer goes to whoever made it.
        if recipients.isEmpty, !actors.isEmpty, frame.kind.root == .reject, let object = arguments.object.first,
            let charger = whoCharged(object, own, tree)
        {
            recipients = [charger]
        }
        // The only other state of the clause fills the empty slot.
        let known = Set((actors + recipients).compactMap(\.country))
        if known.count == 1, isReciprocal || actors.isEmpty != recipients.isEmpty, !frame.options.contains(.noFill) {
            var others: [Mention] = []
            for node in tree.clause(arguments.verb) {
                guard let name = tree.name(node), name.first == node, !name.entry.country.isEmpty,
                    name.entry.detail != "agency", name.entry.detail != "paper",
                    name.entry.kind != .person || !frame.options.contains(.goesTo),
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
        if frame.options.contains(.needsState),
            recipients.allSatisfy({ $0.source == .deep || $0.source == .clause })
        {
            return "no state is acted on"
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
        if frame.options.contains(.stateOnly), recipients.contains(where: { $0.kind != .state || !$0.source.isNamed }) {
            return "no state is gone to"
        }
        if frame.options.contains(.needsOfficial), actors.allSatisfy({ $0.kind == .state && $0.source == .explicit }) {
            return "nobody in office travels"
        }
        return keep(
            frame.kind, frame.options, actors, recipients, truth, trigger(frame, arguments, tree),
            arguments.verb, tree, index, place: placeOf(arguments, frame, tree, reader), object: arguments.object.first,
            isAlone: isAlone)
    }

    /// Who made the charge, the demand or the threat that "the charge" points back to.
    private func whoCharged(_ object: Int, _ own: Set<String>, _ tree: Tree) -> Mention? {
        guard
            grammar.has(tree[object].word, .denialPointers) || grammar.has(tree[object].word, .requestNouns)
                || grammar.has(tree[object].word, .threatNouns)
        else { return nil }
        let charge = events.suffix(12).last { event in
            (event.root == .accuse || event.root == .request || event.root == .threaten)
                && !own.isDisjoint(with: event.recipients.compactMap(\.country))
        }
        guard let charger = charge?.actors.first(where: { !own.contains($0.country ?? "") && $0.country != nil }) else {
            return nil
        }
        return Mention(party: charger, kind: .body, source: .explicit, sentence: 0).repeated(
            at: tree[object].range, .definite)
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

    private func trigger(_ frame: VerbFrame, _ arguments: Arguments, _ tree: Tree) -> TextRange {
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
