public import ActorCoding
public import DocumentModel
internal import TextPrimitives

/// A candidate that was not taken as an event, with the reason.
public struct RejectedCandidate: Sendable {
    /// The words that could have named an event.
    public var trigger: TextRange
    /// The rule that would have made it.
    public var rule: String
    /// Why it was not taken.
    public var reason: String
}

/// Codes the events of a text by verb frames and nominal frames.
///
/// The ontology is PLOVER's (manual 0.8, 2021). Every slot is filled by a rule whose id is kept; polarity and status, which PLOVER
/// names but nobody has implemented, are scoped over clauses.
public struct EventCoder {
    let text: [UInt8]
    let sentences: [CodedSentence]
    private let readers: [ClauseReader]
    let timexes: [Timex]
    let published: DayBounds?
    let grammar = Grammar.english
    let frames = FrameTable.english
    var events: [Event] = []
    /// The candidates that were not taken.
    public private(set) var rejected: [RejectedCandidate] = []
    var focus: [[String]] = []
    /// The two states that the whole text is about.
    let pairOfText: [String]
    /// All states that the text names.
    private let namedStates: Set<String>

    /// Makes a coder for a text.
    public init(
        _ text: [UInt8], clauses readers: [ClauseReader], named: StateCounts, timexes: [Timex], published: DayBounds?
    ) {
        self.text = text
        self.readers = readers
        sentences = readers.map(\.sentence)
        self.timexes = timexes
        self.published = published
        pairOfText = named.pair
        namedStates = Set(named.counts.keys)
        var countries: [String] = []
        for sentence in sentences {
            for chunk in sentence.chunks {
                for party in sentence.parties(of: chunk) {
                    guard let country = party.country, country.utf8.count == 3, country != "XXX", country != "IGO",
                        country != "NGO", country != "IMG"
                    else { continue }
                    countries.removeAll { $0 == country }
                    countries.append(country)
                }
            }
            focus.append(countries)
        }
    }

    /// Codes the text.
    ///
    /// - Returns: The events in text order, with ids `e1`, `e2` and so on.
    /// - Complexity: O(*n*) in chunks, times the frames of a word.
    public mutating func code() -> [Event] {
        for index in sentences.indices { code(sentence: index) }
        events.sort { $0.trigger < $1.trigger }
        EventDating(text: text, timexes: timexes, published: published, sentences: sentences).date(&events)
        for index in events.indices { OfficeHolders.shared.settle(&events[index]) }
        EventMerging.merge(&events)
        for index in events.indices { events[index].id = "e\(index + 1)" }
        EventMerging.link(&events)
        return events
    }

    mutating func reject(_ trigger: TextRange, _ rule: String, _ reason: String) {
        rejected.append(RejectedCandidate(trigger: trigger, rule: rule, reason: reason))
    }

    private mutating func code(sentence index: Int) {
        let sentence = sentences[index]
        let reader = readers[index]
        if isSaying(sentence) {
            reject(sentence.range, "proverb", "a saying, not a report")
            return
        }
        var taken: [TextRange] = []
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .verb {
            guard let group = chunk.verb, let candidates = frames.verbs[group.lemma] else { continue }
            let arguments = reader.arguments(of: position)
            for frame in candidates {
                guard fits(frame, group, arguments, sentence) else { continue }
                if let event = event(frame, position, group, arguments, index, sentence, reader) {
                    taken.append(event.trigger)
                    events.append(event)
                }
                break
            }
        }
        for (position, chunk) in sentence.chunks.enumerated() where chunk.kind == .noun {
            codeNominal(position, chunk, index, sentence, reader, taken)
        }
        addressCalls(index)
        codeObligations(index, reader)
    }

    /// "A saying has it that", "as the proverb goes".
    private func isSaying(_ sentence: CodedSentence) -> Bool {
        let words = sentence.tokens.prefix(6)
        return words.contains { grammar.has($0.word, .proverbWords) }
            && words.contains { grammar.has($0.word, .proverbVerbs) }
    }

    // MARK: Verb frames

    /// Whether some chunks hold one of some words.
    func holds(_ chunks: [Int], _ words: Set<Int32>, _ sentence: CodedSentence) -> Bool {
        chunks.contains { chunk in
            (sentence.chunks[chunk].first...sentence.chunks[chunk].last).contains {
                words.contains(sentence.tokens[$0].word) && sentence.tokens[$0].word >= 0
            }
        }
    }

    private func fits(_ frame: VerbFrame, _ group: VerbGroup, _ arguments: ClauseArguments, _ sentence: CodedSentence)
        -> Bool
    {
        let object = group.isPassive ? arguments.subject : arguments.object
        if frame.options.contains(.passiveOnly), !group.isPassive { return false }
        if frame.options.contains(.whenNegated), !group.isNegated { return false }
        // "Welcomed President Owusu's speech": a speech is welcomed, no president.
        if frame.options.contains(.headObject),
            !object.contains(where: { chunk in
                let piece = sentence.chunks[chunk]
                return sentence.parties(of: piece).contains { $0.kind != .state }
                    || (sentence.tokens[piece.head].word >= 0
                        && frame.objects.contains(sentence.tokens[piece.head].word))
            })
        {
            return false
        }
        if let needsObject = frame.needsObject {
            let isInfinitive =
                arguments.end < sentence.chunks.count && (sentence.chunks[arguments.end].verb?.isInfinitive ?? false)
            if needsObject, object.isEmpty, frame.isParticle || (isInfinitive && frame.objects.isEmpty) {
                return frame.isParticle ? frame.with.contains(arguments.particle) : true
            }
            if needsObject, object.isEmpty,
                !(frame.options.contains(.content) && arguments.end < sentence.chunks.count)
            {
                return frame.recipient.contains(.content) && arguments.end < sentence.chunks.count
            }
            if !needsObject, !object.isEmpty, frame.with.isEmpty { return false }
        }
        if !frame.objects.isEmpty, !holds(object, frame.objects, sentence), !inOfPhrase(frame, arguments, sentence) {
            // "called the allegation baseless": the word may stand behind the object.
            if frame.id != "reject.call-baseless" || !holdsAnywhere(frame.objects, sentence, from: group.head) {
                return false
            }
        }
        if frame.with.isEmpty { return true }
        if frame.isParticle {
            if frame.goesToCourt {
                return arguments.phrases.contains { phrase in
                    phrase.word == .to && holds(phrase.chunks, .courts, sentence)
                }
            }
            return frame.with.contains(arguments.particle)
                || sentence.chunks.contains {
                    $0.first > group.head && $0.first <= group.head + 4
                        && frame.with.contains(sentence.tokens[$0.first].word)
                }
        }
        if frame.options.contains(.allObjects), !object.allSatisfy({ holds([$0], frame.objects, sentence) }) {
            return false
        }
        if frame.isJoint {
            return object.contains { chunk in
                (sentence.chunks[chunk].first...sentence.chunks[chunk].last).contains {
                    sentence.tokens[$0].word == .joint
                }
            }
        }
        return arguments.phrases.contains { frame.with.contains($0.word) } || frame.with.contains(arguments.particle)
    }

    /// Whether some chunks hold a word of a list.
    private func holds(_ chunks: [Int], _ list: WordList, _ sentence: CodedSentence) -> Bool {
        chunks.contains { chunk in
            (sentence.chunks[chunk].first...sentence.chunks[chunk].last).contains {
                grammar.has(sentence.tokens[$0].word, list)
            }
        }
    }

    private func inOfPhrase(_ frame: VerbFrame, _ arguments: ClauseArguments, _ sentence: CodedSentence) -> Bool {
        guard let first = arguments.phrases.first, first.word == .of else { return false }
        return holds(first.chunks, frame.objects, sentence)
    }

    private func holdsAnywhere(_ words: Set<Int32>, _ sentence: CodedSentence, from token: Int) -> Bool {
        sentence.tokens[token...].prefix(10).contains { words.contains($0.word) && $0.word >= 0 }
    }

    private mutating func event(
        _ frame: VerbFrame, _ position: Int, _ group: VerbGroup, _ arguments: ClauseArguments, _ index: Int,
        _ sentence: CodedSentence, _ reader: ClauseReader
    ) -> Event? {
        let trigger = trigger(frame, position, arguments, sentence)
        func refuse(_ reason: String) -> Event? {
            reject(trigger, frame.id, reason)
            return nil
        }
        let slots = SlotReader(sentence: sentence, arguments: arguments, group: group, verb: position)
        let subject = slots.parties(.subject)
        var actors = frame.actor.lazy.map { slots.parties($0) }.first { !$0.isEmpty } ?? []
        if frame.options.contains(.carrier) { actors = carrier(slots, subject) }
        // "Korean pilots were sent": the sender is whose they are.
        if actors.isEmpty, group.isPassive, frame.options.contains(.sentOwn) { actors = slots.parties(.object) }
        var recipients: [Party] = []
        var own: [Party] = []
        for slot in frame.recipient {
            // What a denial is about is not whom it answers.
            if slot == .content, frame.options.contains(.denial) { continue }
            let found = slot == .content ? contentParties(arguments, sentence) : slots.parties(slot)
            recipients = found.filter { party in !actors.contains { $0.id == party.id } }
            // "its ambassador", "consultations": an object of the actor's own is no recipient when another slot names one.
            if !recipients.isEmpty,
                !(Set(recipients.compactMap(\.country)).isSubset(of: countriesOf(actors))
                    && slot != frame.recipient.last)
            {
                break
            }
            if own.isEmpty { own = recipients }
            recipients = []
        }
        if recipients.isEmpty { recipients = own }
        var isReciprocal = frame.options.contains(.reciprocal)
        var countries = Set(actors.compactMap(\.country))
        guard !actors.isEmpty else { return refuse("no party acts") }
        countries = Set(actors.compactMap(\.country))
        if frame.options.contains(.needsState), recipients.allSatisfy({ $0.kind != .state }) {
            return refuse("the object is no state")
        }
        if frame.options.contains(.needsOfficial), actors.allSatisfy({ $0.kind == .state }) {
            return refuse("nobody in office travels")
        }
        if frame.options.contains(.notStateActor), actors.contains(where: { $0.kind != .organisation }) {
            return refuse("a state does not demonstrate")
        }
        if frame.options.contains(.needsTwo), Set((actors + recipients).compactMap(\.country)).count < 2 {
            return refuse("one party only")
        }
        if frame.options.contains(.pluralOrWith), countries.count < 2, recipients.isEmpty {
            return refuse("one party only")
        }
        if frame.options.contains(.goesTo) {
            let destination = frame.recipient.lazy.compactMap { slots.place($0) }.first
            guard let country = destination?.country else { return refuse("no state is gone to") }
            if countries.contains(country) { return refuse("a journey at home") }
            recipients = [
                Gazetteer.shared.state(country, range: destination?.range)
            ]
        }
        if frame.options.contains(.quotedOnly), !isQuoted(position, sentence),
            reader.opener(before: position) != .that
        {
            return refuse("no statement")
        }
        // "Paid a courtesy call on him": the visited is of the other side, and the pronoun does not say which.
        if frame.id == "talks.pay-call" || frame.options.contains(.ownObject),
            recipients.allSatisfy({ countries.contains($0.country ?? "") })
        {
            recipients = []
        }
        if frame.options.contains(.denial) || frame.type == "refusal", recipients.isEmpty {
            recipients = accusers(of: countries)
        }
        var rules = [frame.id]
        // A directed act without a named recipient is directed at the other of the two states that the text is about.
        let isAlone =
            namedStates.isSubset(of: countries) && EventCoder.addressed.contains(frame.root)
            && !frame.options.contains(.reciprocal) && !countries.isEmpty && !arguments.object.isEmpty
        let isDomestic =
            recipients.isEmpty
            && (isAlone && countries.count == 1 && Gazetteer.shared.stateNames[countries.first ?? ""] != nil
                && !asksOthers(arguments, sentence) || isAtHome(frame, arguments, countries, sentence, position))
        if isDomestic, let country = countries.sorted().first,
            let object = (group.isPassive ? arguments.subject : arguments.object).first
        {
            recipients = [Gazetteer.shared.state(country, range: sentence.range(of: sentence.chunks[object]))]
            rules.append("recipient.home")
        }
        if recipients.isEmpty, EventCoder.promissory.contains(frame.root),
            !frame.options.contains(.reciprocal) || countries.count == 1
        {
            recipients = complementStates(arguments, countries, sentence)
            if !recipients.isEmpty {
                rules.append("recipient.complement")
                isReciprocal = false
            }
        }
        let isDenied = group.isNegated || (position > 0 && reader.word(position - 1) == .nor)
        if isDenied, frame.root == "REQUEST", recipients.isEmpty {
            return refuse("nobody is asked")
        }
        if frame.options.contains(.voteAgainst) {
            let other = slots.named(.on)
            if !other.isEmpty { recipients = other }
        }
        if isReciprocal {
            if Set((actors + recipients).compactMap(\.country)).count < 2, frame.root != "AGREE" {
                return refuse("one party only")
            }
            if recipients.isEmpty, Set(actors.compactMap(\.country)).count < 2 { isReciprocal = false }
        }
        var event = Event(root: frame.root, type: frame.type, trigger: trigger, evidence: [sentence.range])
        event.mode = frame.mode
        event.actors = EventCoder.unique(actors)
        event.recipients = EventCoder.unique(recipients)
        event.isReciprocal = isReciprocal
        event.rules = rules
        event.place = place(slots, frame, sentence) ?? placeMeant(frame, event)
        guard
            Factuality(sentence: sentence, reader: reader, grammar: grammar).apply(
                &event, group, position, arguments, frame.options)
        else {
            return refuse("hypothetical or governed by a verb that takes it back")
        }
        if frame.options.contains(.ongoing), group.isPresent { event.status = "ongoing" }
        if frame.options.contains(.whenNegated) { event.polarity = "asserted" }
        return event
    }

    private func countriesOf(_ parties: [Party]) -> Set<String> { Set(parties.compactMap(\.country)) }

    /// The sender of a message: whoever stands behind "from", else the subject.
    private func carrier(_ slots: SlotReader, _ subject: [Party]) -> [Party] {
        let sender = slots.named(.from)
        return sender.isEmpty ? subject : sender
    }

    private func isQuoted(_ position: Int, _ sentence: CodedSentence) -> Bool {
        sentence.chunks[..<position].count { $0.kind == .quote } % 2 == 1
    }

    /// The parties of the clause behind the verb ("alleged that Indian guards moved").
    private func contentParties(_ arguments: ClauseArguments, _ sentence: CodedSentence) -> [Party] {
        guard arguments.end < sentence.chunks.count else { return [] }
        let own = Set(arguments.subject.flatMap { sentence.parties($0).map(\.id) })
        for index in arguments.end..<sentence.chunks.count {
            let chunk = sentence.chunks[index]
            guard chunk.kind == .noun, !sentence.parties(of: chunk).isEmpty else { continue }
            // The subject itself, and a place.
            if own.isSuperset(of: sentence.parties(of: chunk).map(\.id)) { continue }
            if index > 0, sentence.place(of: chunk) != nil, sentence.chunks[index - 1].kind == .preposition,
                grammar.has(sentence.chunks[index - 1].word, .inAt)
            {
                continue
            }
            return Array(sentence.parties(of: chunk))
        }
        return []
    }

    private func trigger(_ frame: VerbFrame, _ position: Int, _ arguments: ClauseArguments, _ sentence: CodedSentence)
        -> TextRange
    {
        let verb = sentence.range(of: sentence.chunks[position])
        let head = sentence.tokens[sentence.chunks[position].head].range
        if !frame.objects.isEmpty, let object = arguments.object.first(where: { holds([$0], frame.objects, sentence) })
        {
            return head.union(sentence.range(of: sentence.chunks[object]))
        }
        if !frame.with.isEmpty, position + 1 < sentence.chunks.count,
            frame.with.contains(sentence.chunks[position + 1].word)
        {
            return verb.union(sentence.range(of: sentence.chunks[position + 1]))
        }
        return verb
    }

    /// Where an act takes place by what it is: a border is crossed into the neighbour's land, an embassy receives a note where it is.
    private func placeMeant(_ frame: VerbFrame, _ event: Event) -> Place? {
        if frame.options.contains(.intoNeighbour), let country = event.recipients.first?.country {
            return Place(country: country, name: nil, range: nil)
        }
        if frame.type == "diplomatic_note", event.recipients.contains(where: { $0.id.hasPrefix("group:embassy") }),
            let country = event.actors.first?.country
        {
            return Place(country: country, name: nil, range: nil)
        }
        return nil
    }

    private func place(_ slots: SlotReader, _ frame: VerbFrame, _ sentence: CodedSentence) -> Place? {
        if frame.options.contains(.goesTo) { return frame.recipient.lazy.compactMap { slots.place($0) }.first }
        return slots.place(.phrase(Word.in.rawValue)) ?? slots.place(.phrase(grammar.id("at")))
    }

    static func unique(_ parties: [Party]) -> [Party] {
        var seen: Set<String> = []
        return parties.filter { seen.insert($0.id).inserted }
    }
}
