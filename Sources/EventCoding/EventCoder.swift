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
    let headline: String?
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
    ///   - headline: What stands above it.
    public init(
        _ text: [UInt8], _ sentences: [CodedSentence], named: StateCounts, timexes: [Timex], published: DayBounds?,
        headline: String? = nil
    ) {
        self.text = text
        self.headline = headline
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
        codeSentences(parsesAll: parsesAll)
        if let headline { codeHeadline(headline) }
        codeStatement()
        events.sort { $0.trigger < $1.trigger }
        EventDating(
            text: text, timexes: timexes, published: published, sentences: sentences, chosen: days, dateline: dateline,
            signed: DocumentOpening(text, sentences).signed
        ).date(&events)
        for index in events.indices {
            OfficeHolders.shared.settle(&events[index])
            OfficeHolders.shared.endLives(&events[index])
        }
        EventMerging.merge(&events)
        for index in events.indices { events[index].id = "e\(index + 1)" }
        EventMerging.link(&events)
        return events
    }

    /// Codes the sentences one by one.
    mutating func codeSentences(parsesAll: Bool = false) {
        for index in sentences.indices {
            let sentence = sentences[index]
            if isSaying(sentence) {
                reject(sentence.range, "proverb", "a saying, not a report")
                continue
            }
            guard parsesAll || EventSentences.canHoldEvent(sentence, isBilateral: table.isBilateral),
                let tree = trees.tree(index)
            else { continue }
            if trees.cut.contains(index) {
                reject(sentence.range, "sentence", "only the first \(EnglishGrammar.mostTokens) words were read")
            }
            let reader = PartyReader(
                tree: tree, sentence: sentence, index: index, table: table, text: text, signer: signer)
            code(tree, reader, index)
        }
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
            // "(banned in Russia)": a remark of the newsroom.
            if node > 0, tree[node - 1].tag == .punctuation, text[tree[node - 1].range.start] == UInt8(ascii: "(") {
                continue
            }
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
        /// Whether the order of the pieces gave them, and not the tree.
        var isLinear = false
    }

    func arguments(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> Arguments {
        var result = Arguments(verb: verb)
        let (subject, isPassive) = tree.subject(verb)
        result.isPassive = isPassive
        var agents = tree.children(verb).filter {
            tree[$0].relation == .agent || isPassive && tree.isOblique($0) && tree.preposition($0) == Word.by
        }
        // "Was sent to the president of X by the king of Y": the agent was hung on the noun before it.
        if isPassive, agents.isEmpty { agents = linearPhrases(Word.by.rawValue, verb, tree, reader) }
        var objects = tree.children(verb).filter { tree[$0].relation == .object && !isTime($0, tree) }
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
        guard let candidates = frames.verbs[tree[verb].lemma],
            grammar.wordClass(tree[verb].word) == .open
                || tree[verb].tag == .verb && grammar.wordClass(tree[verb].word) == .have
        else { return false }
        let truth = Factuality(tree: tree, grammar: grammar).read(verb)
        // Frames that find two parties come before one that finds the actor alone, and the tree before the order of the pieces.
        let readings = readings(verb, tree, reader)
        var rejections: [(frame: VerbFrame, reason: String)] = []
        var fitting: [[VerbFrame]] = []
        for arguments in readings {
            let frames = candidates.filter {
                fits($0, arguments, tree, reader) && (!$0.options.contains(.whenNegated) || truth.isNegated)
            }
            fitting.append(frames)
            for frame in frames {
                guard let reason = fill(frame, arguments, truth, tree, reader, index, isAlone: false) else { return true }
                if !rejections.contains(where: { $0.frame.id == frame.id }) { rejections.append((frame, reason)) }
            }
        }
        for (arguments, frames) in zip(readings, fitting) {
            for frame in frames where fill(frame, arguments, truth, tree, reader, index, isAlone: true) == nil {
                return true
            }
        }
        for (frame, reason) in rejections { reject(trigger(frame, readings[0], tree), frame.id, reason) }
        return false
    }

    /// What stands around a verb: as the tree has it, then with what the order of the pieces adds where the tree names nobody.
    private func readings(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> [Arguments] {
        let own = arguments(verb, tree, reader)
        guard var linear = linearArguments(verb, tree, reader) else { return [own] }
        var result = [own]
        if linear.isPassive == own.isPassive {
            let names = own.subject.contains { !reader.parties($0, .actor).isEmpty }
            if names || own.subject.contains(where: { tree[$0].tag == .pronoun }) { linear.subject = own.subject }
            if !own.object.isEmpty, !own.isPassive { linear.object = own.object }
        }
        linear.isLinear = true
        if linear.subject != own.subject || linear.object != own.object { result.append(linear) }
        return result
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
            isJourney: frame.options.contains(.goesTo),
            isForce: [.assault, .coerce, .mobilize].contains(frame.kind.root), isJoint: frame.options.contains(.reciprocal))
        let isReciprocal = frame.options.contains(.reciprocal)
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
        // "Denied the charge", "condemned the attack": the answer goes to whoever did it.
        if recipients.isEmpty, !actors.isEmpty,
            frame.kind.root == .reject || frame.kind.root == .accuse || frame.kind.type == "praise",
            let object = arguments.object.first, let doer = whoDid(object, own, tree, index)
        {
            recipients = [doer]
        }
        // What a state does to its own, where its words say so: "Uganda banned Ugandan papers".
        if isAlone, recipients.isEmpty, own.count == 1, EventCoder.domestic.contains(frame.kind.root) {
            let ranges = actors.compactMap(\.party.range)
            recipients = slot(frame.recipient, arguments, tree, reader, excluding: [], isActor: true).filter { mention in
                mention.source.isNamed && own.contains(mention.country ?? "")
                    && !ranges.contains { $0.overlaps(mention.party.range ?? $0) }
            }
        }
        // The only other state of the clause fills the empty slot.
        let known = Set((actors + recipients).compactMap(\.country))
        if known.count == 1, isReciprocal || actors.isEmpty != recipients.isEmpty, !frame.options.contains(.noFill) {
            var others: [Mention] = []
            for node in tree.clause(arguments.verb) {
                guard let name = tree.name(node), name.first == node, !name.entry.country.isEmpty,
                    !name.entry.isOutlet, !isScene(node, frame, tree),
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
        // "Turkmenistan halted deliveries" in a text about it and Iran: deliveries have another side.
        if isAlone, recipients.isEmpty || isReciprocal, !arguments.isPassive, truth.polarity == .asserted,
            let object = arguments.object.first ?? (isReciprocal ? arguments.verb : nil),
            let other = otherSide(frame, actors, object, arguments, tree, index)
        {
            recipients = [other]
        }
        // "A protocol was signed", "The next round of talks is to be held" in a text about two states.
        if isAlone, isReciprocal, actors.isEmpty, recipients.isEmpty, table.isBilateral, !frame.options.contains(.noFill),
            truth.rules.isEmpty, linearPhrases(Word.with.rawValue, arguments.verb, tree, reader).isEmpty,
            !tree.clause(arguments.verb).contains(where: { tree.preposition($0) == Word.with }),
            let object = arguments.object.first ?? arguments.subject.first,
            grammar.has(tree[object].word, .twoSidedNouns) || grammar.has(tree[object].lemma, .twoSidedNouns)
        {
            actors = table.pair(before: tree[object].range.start, in: index).map {
                $0.repeated(at: tree[object].range, .pair)
            }
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
            frame.kind.root == .request || grammar.has(tree[object].word, .twoSidedNouns)
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
        guard grammar.has(tree.preposition(node), .inAt) || grammar.has(tree.preposition(top), .inAt) else { return false }
        return name.entry.kind == .seat || frame.options.contains(.reciprocal) && tree.isOblique(top)
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
            guard isDefinite, !event.isReciprocal, event.actors.contains(where: { !own.contains($0.country ?? "") }) else {
                return false
            }
            return kinds.contains(event.root) || isDeed
        }
        guard let doer = deed?.actors.first(where: { !own.contains($0.country ?? "") && $0.country != nil }) else {
            return nil
        }
        return Mention(party: doer, kind: .body, source: .explicit, sentence: index).repeated(
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
