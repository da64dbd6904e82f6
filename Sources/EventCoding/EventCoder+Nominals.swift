internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Events named by nouns: visits, talks, agreements, embargoes.
extension EventCoder {
    mutating func codeNominal(
        _ position: Int, _ chunk: Chunk, _ index: Int, _ sentence: CodedSentence, _ reader: ClauseReader,
        _ taken: [TextRange]
    ) {
        for token in chunk.first...chunk.last {
            guard let candidates = frames.nouns[sentence.tokens[token].word] else { continue }
            // A noun before another noun is an attribute, but for a name of the event itself.
            if token != chunk.last, sentence.tokens[token].isGenitive == false, !isEventTail(token, chunk, sentence) {
                continue
            }
            for frame in candidates {
                if !frame.modifiers.isEmpty, !hasModifier(frame, token, position, sentence) { continue }
                let range = sentence.tokens[token].range
                if taken.contains(where: { $0.overlaps(range) }) { break }
                if let event = nominal(frame, token, position, index, sentence, reader) {
                    if isRepeated(event, index) {
                        reject(event.trigger, frame.id, "told already by another rule in this sentence")
                    } else {
                        events.append(event)
                    }
                }
                break
            }
        }
    }

    private func isEventTail(_ token: Int, _ chunk: Chunk, _ sentence: CodedSentence) -> Bool {
        // "a courtesy call", "talks today": what follows is no noun that it could qualify.
        token + 1 <= chunk.last && sentence.tokens[token + 1].isNumber
    }

    private func hasModifier(_ frame: NominalFrame, _ token: Int, _ position: Int, _ sentence: CodedSentence) -> Bool {
        let chunk = sentence.chunks[position]
        if frame.options.contains(.ofNoun) {
            guard position + 2 < sentence.chunks.count, sentence.chunks[position + 1].kind == .preposition,
                sentence.chunks[position + 1].word == .of
            else { return false }
            return holds([position + 2], frame.modifiers, sentence)
        }
        return (chunk.first..<max(token, chunk.first)).contains {
            frame.modifiers.contains(sentence.tokens[$0].word) && sentence.tokens[$0].word >= 0
        }
    }

    /// Whether the sentence tells an event of the same root and parties already.
    private func isRepeated(_ event: Event, _ index: Int) -> Bool {
        events.indices.reversed().contains { position in
            guard events[position].evidence.first == sentences[index].range, events[position].root == event.root else {
                return false
            }
            let other = events[position]
            return true
                && (other.type == event.type || (other.root == "CONSULT" && other.mode == event.mode)
                    || other.root == "SANCTION" || other.root == "SUPPORT")
                && !other.countries.isDisjoint(with: event.countries)
        }
    }

    private mutating func nominal(
        _ frame: NominalFrame, _ token: Int, _ position: Int, _ index: Int, _ sentence: CodedSentence,
        _ reader: ClauseReader
    ) -> Event? {
        let range = sentence.tokens[token].range
        func refuse(_ reason: String) -> Event? {
            reject(range, frame.id, reason)
            return nil
        }
        let factuality = Factuality(sentence: sentence, reader: reader, grammar: grammar)
        if let verb = sentence.chunks[..<position].lastIndex(where: { $0.kind == .verb }), factuality.isUnrealised(verb)
        {
            return refuse("only proposed, refused or asked for")
        }
        let slots = NominalSlots(sentence: sentence, position: position, token: token, reader: reader)
        var actors: [Party] = []
        for slot in frame.actor {
            actors = slots.parties(slot)
            if !actors.isEmpty { break }
        }
        var recipients: [Party] = []
        for slot in frame.recipient {
            recipients = slots.parties(slot).filter { party in !actors.contains { $0.id == party.id } }
            if !recipients.isEmpty { break }
        }
        let isReciprocal = frame.options.contains(.reciprocal)
        if frame.options.contains(.needsCarrier), !slots.isConcluded {
            return refuse("named, but nobody concludes it here")
        }
        if isReciprocal, Set((actors + recipients).compactMap(\.country)).count < 2 { return refuse("one party only") }
        if frame.options.contains(.ongoing), actors.isEmpty, !recipients.isEmpty {
            guard slots.isInternational else { return refuse("nobody imposes it") }
            actors = [
                Party(
                    id: "org:international-community", name: "international community", country: "IGO",
                    kind: .organisation, range: sentence.range(of: sentence.chunks[position]))
            ]
        }
        guard !actors.isEmpty else { return refuse("no party is named") }
        if frame.options.contains(.needsTwo), Set((actors + recipients).compactMap(\.country)).count < 2 {
            return refuse("one party only")
        }
        if frame.type == "visit", recipients.isEmpty {
            guard let place = slots.place else { return refuse("no state is visited") }
            recipients = [
                Party(
                    id: "state:\(place.country ?? "")", name: place.name ?? place.country ?? "", country: place.country,
                    kind: .state, range: place.range)
            ]
        }
        if frame.type == "visit", Set(actors.compactMap(\.country)).isSuperset(of: recipients.compactMap(\.country)) {
            return refuse("a journey at home")
        }
        if frame.root == "ACCUSE" || frame.root == "REQUEST", recipients.isEmpty {
            recipients = slots.contentStates(excluding: Set(actors.compactMap(\.country)))
        }
        if frame.root == "REQUEST", recipients.isEmpty { return refuse("nobody is asked") }
        var event = Event(root: frame.root, type: frame.type, trigger: range, evidence: [sentence.range])
        event.mode = frame.mode
        event.actors = EventCoder.unique(actors)
        event.recipients = EventCoder.unique(recipients)
        event.isReciprocal = isReciprocal
        event.rules = [frame.id]
        event.place = slots.place
        if frame.options.contains(.ongoing) { event.status = "ongoing" }
        if slots.isAlleged { event.polarity = "alleged" }
        if slots.isNegated { event.polarity = "negated" }
        if slots.isDenied { event.polarity = "denied" }
        if slots.isPutOff { return refuse("put off: neither held nor refused") }
        if slots.isPlanned, event.polarity == "asserted" {
            event.polarity = "planned"
            if event.root == "CONSULT" || event.root == "SUPPORT" || event.root == "COOPERATE" {
                event.root = "AGREE"
                event.type = "planned_\(event.type)"
                event.mode = nil
            }
        }
        return event
    }
}

/// Fills the slots of a nominal frame from what stands around the noun.
struct NominalSlots {
    let sentence: CodedSentence
    let position: Int
    let token: Int
    let reader: ClauseReader
    private let grammar = Grammar.english
    private let carrier: Int?
    /// The phrase that the verb sees: the noun's own, or that of the round, session or series it is one of.
    private let whole: Int

    init(sentence: CodedSentence, position: Int, token: Int, reader: ClauseReader) {
        self.sentence = sentence
        self.position = position
        self.token = token
        self.reader = reader
        // "The next round of talks": the round is what is held.
        var position = position
        if position >= 2, sentence.chunks[position - 1].kind == .preposition,
            sentence.chunks[position - 2].kind == .noun,
            Grammar.english.has(sentence.tokens[sentence.chunks[position - 2].last].word, .rounds)
        {
            position -= 2
        }
        whole = position
        // The verb that carries the noun: the one it is the object or the passive subject of.
        var found: Int?
        for (index, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            let arguments = reader.arguments(of: index)
            let isPassive = chunk.verb?.isPassive ?? false
            if arguments.object.contains(position) || (isPassive && arguments.subject.contains(position)) {
                found = index
                break
            }
            // "The meeting took place".
            if chunk.verb.map({ $0.lemma == .take }) ?? false,
                arguments.subject.contains(position),
                arguments.object.contains(where: {
                    sentence.tokens[sentence.chunks[$0].first].word == .place
                })
            {
                found = index
                break
            }
            if chunk.verb?.isReduced ?? false, index > position, index <= position + 4,
                arguments.subject.contains(position)
            {
                found = index
                break
            }
        }
        // "a joint communiqué … was made public": a passive verb behind the noun and its phrases.
        if found == nil {
            var index = position + 1
            while index < sentence.chunks.count, index < position + 16 {
                if sentence.chunks[index].kind == .verb {
                    if let verb = sentence.chunks[index].verb, verb.isPassive, !verb.isInfinitive { found = index }
                    if !(sentence.chunks[index].verb?.isParticiple ?? false) { break }
                }
                if sentence.chunks[index].kind == .comma || sentence.chunks[index].kind == .relative { break }
                index += 1
            }
        }
        carrier = found
    }

    /// Whether the verb that carries the noun brings it about: "confirmed the deal" and "owed a great deal" do not.
    var isConcluded: Bool { verb.map { grammar.has($0.lemma, .concludingVerbs) } ?? false }

    private var verb: VerbGroup? { carrier.flatMap { sentence.chunks[$0].verb } }

    /// Whether a verb carries the noun.
    var isCarried: Bool { verb != nil }
    /// Whether the noun lies ahead.
    var isPlanned: Bool {
        if verb?.isFuture ?? false { return true }
        return words.contains { grammar.has($0, .plannedAdjectives) }
    }
    /// Whether the noun is negated.
    var isNegated: Bool { verb?.isNegated ?? false || words.contains(Word.no.rawValue) }
    /// Whether the noun is told as alleged.
    var isAlleged: Bool {
        words.contains { grammar.has($0, .allegedAdjectives) }
            || verb?.isAlleged ?? false
    }
    /// Whether the verb that carries the noun denies it ("reports of gunfire were denied").
    var isDenied: Bool {
        sentence.chunks.contains { chunk in
            guard let verb = chunk.verb, chunk.first > token else { return false }
            return verb.isPassive && grammar.has(verb.lemma, .denyingVerbs)
                && chunk.first - token < 10
        }
    }
    /// Whether the noun was put off.
    var isPutOff: Bool {
        guard let carrier, let verb else { return false }
        if grammar.has(verb.lemma, .postponingVerbs) { return true }
        return verb.lemma == .put && carrier + 1 < sentence.chunks.count && sentence.chunks[carrier + 1].word == .off
    }
    /// Whether "international" stands before the noun.
    var isInternational: Bool { words.contains(Word.international.rawValue) }

    /// The words before the noun in its phrase.
    private var words: [Int32] {
        let chunk = sentence.chunks[position]
        let own = (chunk.first..<max(chunk.first, token)).map { sentence.tokens[$0].word }
        guard whole != position else { return own }
        let round = sentence.chunks[whole]
        return (round.first...round.last).map { sentence.tokens[$0].word } + own
    }

    /// The place named behind "in", "at" or "to".
    var place: Place? {
        for (word, nouns) in phrases where word == .to || grammar.has(word, .inAt) {
            for noun in nouns { if let place = sentence.place(noun) { return place } }
        }
        return nil
    }

    /// The phrases behind the noun, and those behind its carrier.
    private var phrases: [(word: Int32, chunks: [Int])] {
        var result: [(Int32, [Int])] = []
        var index = position + 1
        while index + 1 < sentence.chunks.count {
            let chunk = sentence.chunks[index]
            if chunk.kind == .preposition, sentence.chunks[index + 1].kind == .noun {
                let nouns = reader.coordinated(index + 1)
                result.append((chunk.word, nouns))
                index = (nouns.last ?? index) + 1
            } else if chunk.kind == .verb, let verb = chunk.verb, verb.isReduced || verb.isPassive || verb.isParticiple
            {
                index += 1
            } else if chunk.kind == .other {
                index += 1
            } else {
                break
            }
        }
        if let carrier { result += reader.arguments(of: carrier).phrases.map { ($0.word, $0.chunks) } }
        return result
    }

    /// The parties of a slot.
    func parties(_ slot: Slot) -> [Party] {
        let slots = SlotReader(
            sentence: sentence, arguments: ClauseArguments(end: position), group: VerbGroup(lemma: -1, head: token),
            verb: position)
        switch slot {
        case .possessor:
            // A genitive or adjective in the phrase itself, or a possessive pronoun.
            let chunk = sentence.chunks[position]
            if !sentence.parties(of: chunk).isEmpty,
                sentence.parties(of: chunk).allSatisfy({ $0.kind != .person }) || sentence.names(of: chunk).isEmpty
            {
                return Array(sentence.parties(of: chunk))
            }
            let named = sentence.names(of: chunk).filter { $0.token < token }
            if !named.isEmpty {
                return named.map { name in
                    Party(
                        id: name.entry.kind == .person ? name.entry.id : "state:\(name.entry.country)",
                        name: name.entry.name, country: name.entry.country,
                        kind: name.entry.kind == .person ? .person : .state, range: sentence.tokens[name.token].range)
                }
            }
            return possessor()
        case .carrier:
            guard let carrier, let verb else { return [] }
            let arguments = reader.arguments(of: carrier)
            return verb.isPassive
                ? slots.of(arguments.phrases.first { $0.word == .by }?.chunks ?? [], deep: true)
                : slots.of(arguments.subject, deep: true)
        case .clauseSubject:
            // "Both countries are subject to sanctions": the subject of the sentence.
            guard let verb = sentence.chunks.firstIndex(where: { $0.kind == .verb }) else { return [] }
            return slots.of(reader.arguments(of: verb).subject, deep: true)
        case .subject, .object, .pair, .content: return []
        case .phrase(let preposition):
            for (word, nouns) in phrases where word == preposition {
                let found = slots.of(nouns, deep: true)
                if !found.isEmpty { return found }
            }
            return []
        }
    }

    /// "His visit", "its talks": the last party before in the sentence.
    private func possessor() -> [Party] {
        let chunk = sentence.chunks[position]
        let first = sentence.tokens[chunk.first]
        guard
            grammar.wordClass(first.word) == .possessive
                || first.word == .the && chunk.last > chunk.first && sentence.tokens[chunk.first + 1].isGenitive
        else { return [] }
        let wantsPerson = grammar.has(first.word, .hisHer)
        for index in stride(from: position - 1, through: 0, by: -1) {
            if let party = sentence.parties(index).first, !wantsPerson || party.kind == .person {
                return [party]
            }
        }
        return []
    }

    /// States named behind the noun, without some.
    func contentStates(excluding countries: Set<String>) -> [Party] {
        var result: [Party] = []
        for chunk in sentence.chunks.dropFirst(position + 1) where chunk.kind == .noun {
            for party in sentence.parties(of: chunk)
            where !countries.contains(party.country ?? "") && party.country != nil {
                result.append(party)
            }
        }
        return result
    }
}
