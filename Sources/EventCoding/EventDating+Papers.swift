internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Days that an act takes from the paper that it stands in.
extension EventDating {
    /// Whether an act is done by saying so now, by a state.
    func isPerformed(_ event: Event, by country: String?) -> Bool {
        guard let country else { return false }
        return links.performed.contains(event.trigger) && event.actors.contains { $0.country == country }
    }

    /// "I express thanks", "In the message he thanked": what a dated message says is of its day.
    func ofPaper(_ events: inout [Event]) {
        guard
            let message = events.first(where: { event in
                event.type == "message" && event.when?.basis != .tense && event.when?.bounds.length == 1
            }), let when = message.when, let opened = sentenceIndex(message.trigger)
        else { return }
        let wording = sentences.indices.dropFirst(opened + 1).prefix(3).first {
            sentences[$0].tokens.last?.sign == UInt8(ascii: ":") && namesPaper(sentences[$0].tokens.prefix(6))
        }
        for index in events.indices where events[index].when == nil && events[index].polarity == .asserted {
            let event = events[index]
            guard let here = sentenceIndex(event.trigger), here > opened else { continue }
            let opener = sentences[here].tokens.prefix(4)
            let isInside = opener.first.map { $0.word == .in } ?? false && namesPaper(opener)
            let isWording = wording.map { here > $0 } ?? false
            guard isInside && here - opened <= 3 || isWording else { continue }
            if isInside && !links.perfect.contains(event.trigger) && EventCoder.tellable.contains(event.root)
                || isWording && message.actors.contains(where: { isPerformed(event, by: $0.country) })
            {
                set(&events[index], when.bounds, .relativeToEvent, when.range)
                events[index].when?.precision = .day
                events[index].rules.append("date.of-paper")
            }
        }
    }

    private func namesPaper(_ tokens: ArraySlice<CodeToken>) -> Bool {
        tokens.contains { Grammar.english.has($0.word, .paperNouns) }
    }
}
