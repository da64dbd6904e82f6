internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Demands: what one says another must do, and calls for the end of a measure.
extension EventCoder {
    /// "Called for the lifting of the embargo imposed by X": the call is addressed to whoever imposes.
    mutating func addressCalls(_ index: Int) {
        let sentence = sentences[index]
        let here = toldHere(sentence)
        for call in here where events[call].root == "REQUEST" {
            let start = events[call].trigger.end
            guard
                let measure = here.first(where: { events[$0].root == "SANCTION" && events[$0].trigger.start >= start }),
                sentence.tokens.contains(where: {
                    $0.start >= start && $0.end <= events[measure].trigger.start
                        && grammar.has($0.word, .endWords)
                })
            else { continue }
            let imposers = events[measure].actors.filter { !events[call].actors.map(\.id).contains($0.id) }
            guard !imposers.isEmpty else { continue }
            events[call].recipients = imposers
            events[call].rules.append("recipient.imposer")
        }
    }

    /// "Chile said that Peru must hand it back": what one says another must do is a demand.
    mutating func codeObligations(_ index: Int, _ reader: ClauseReader) {
        let sentence = sentences[index]
        for (position, chunk) in sentence.chunks.enumerated() {
            guard let group = chunk.verb, group.isModal, !group.isNegated, holdsObligation(chunk, sentence),
                let saying = sentence.chunks[..<position].lastIndex(where: {
                    $0.verb.map { grammar.has($0.lemma, .demandSayings) } ?? false
                })
            else { continue }
            let asked = reader.arguments(of: position).subject.flatMap { sentence.parties($0) }
            let speakers = reader.arguments(of: saying).subject.flatMap { sentence.parties($0) }
            let own = Set(speakers.compactMap(\.country))
            guard !asked.isEmpty, !speakers.isEmpty, own.isDisjoint(with: asked.compactMap(\.country)) else { continue }
            let trigger = sentence.range(of: chunk)
            // What must be done is not done: the demand stands in place of the act.
            let here = toldHere(sentence)
            let kept = events[here].filter { !$0.trigger.overlaps(trigger) }
            events.replaceSubrange(here, with: kept)
            var event = Event(root: "REQUEST", type: "demand", trigger: trigger, evidence: [sentence.range])
            event.actors = EventCoder.unique(speakers)
            event.recipients = EventCoder.unique(asked)
            event.rules = ["request.must"]
            events.append(event)
        }
    }

    /// The events of the sentence that is being coded: the last ones.
    func toldHere(_ sentence: CodedSentence) -> Range<Int> {
        var first = events.count
        while first > 0, events[first - 1].evidence.first == sentence.range { first -= 1 }
        return first..<events.count
    }

    private func holdsObligation(_ chunk: Chunk, _ sentence: CodedSentence) -> Bool {
        (chunk.first...chunk.last).contains { grammar.has(sentence.tokens[$0].word, .demandModals) }
    }

}
