internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Headlines: what they say in one line the first sentences tell in more words, and often in words that are hard to read.
///
/// A headline makes no event of its own. It says who did what to whom; the event has its words where the lead names both parties and
/// the act. Where the lead does not, there is none.
extension EventCoder {
    /// How many sentences are a lead.
    private static let lead = 4

    /// Adds what the headline tells and the sentences did not give, at its words in the lead.
    mutating func codeHeadline(_ title: String) {
        let bytes = inSentenceCase(Array(title.utf8))
        guard bytes.count < 400, !sentences.isEmpty else { return }
        var resolver = PartyResolver(bytes, context: CodingContext(day: published?.to))
        let lines = resolver.sentences()
        guard lines.contains(where: { EventSentences.canHoldEvent($0, nil) }) else { return }
        var reader = EventCoder(bytes, lines, named: resolver.named, timexes: [], published: nil)
        reader.codeSentences()
        for told in reader.events where told.countries.count == 2 { addFromLead(told) }
    }

    /// Keeps what a headline tells at its words in the lead.
    private mutating func addFromLead(_ told: Event) {
        let isKnown = events.contains { event in
            // "Minister visits Cuba", and the lead says that she will: what lies ahead is no act.
            (event.root == told.root || event.type == "planned_\(told.type)")
                && told.countries.isSubset(of: event.countries)
        }
        if isKnown { return }
        for (index, sentence) in sentences.prefix(EventCoder.lead).enumerated() {
            let actors = told.actors.compactMap { words(for: $0, index) }
            let recipients = told.recipients.compactMap { words(for: $0, index) }
            guard actors.count == told.actors.count, recipients.count == told.recipients.count,
                let trigger = sentence.tokens.first(where: { evokes(told.root, $0) })
            else { continue }
            let isTaken = events.contains { $0.trigger.overlaps(trigger.range) && $0.countries.count > 1 }
            if isTaken { return }
            events.removeAll { $0.trigger.overlaps(trigger.range) }
            var event = told
            event.trigger = trigger.range
            event.evidence = [sentence.range]
            event.actors = actors
            event.recipients = recipients
            event.place = nil
            event.rules.append("headline")
            events.append(event)
            return
        }
    }

    /// The words of a sentence that name a party of the headline.
    private func words(for party: Party, _ sentence: Int) -> Party? {
        let fitting = table.mentions(in: sentence).filter { $0.country == party.country && !$0.isOutlet }
        return (fitting.first { $0.party.id == party.id } ?? fitting.first)?.party
    }

    /// Whether a word names an act of a root.
    private func evokes(_ root: Root, _ token: CodeToken) -> Bool {
        if frames.nouns[token.word]?.contains(where: { $0.kind.root == root }) ?? false { return true }
        guard let verb = grammar.verb(token.word) else { return false }
        return frames.verbs[verb.lemma]?.contains { $0.kind.root == root } ?? false
    }

    /// A headline whose words begin with capitals, with those small that the text writes small.
    private func inSentenceCase(_ title: [UInt8]) -> [UInt8] {
        var resolver = PartyResolver(title, context: CodingContext(day: published?.to))
        let lines = resolver.sentences()
        let tokens = lines.flatMap(\.tokens).filter { $0.sign == 0 }
        guard tokens.count(where: { $0.isCapital }) * 2 > tokens.count else { return title }
        var small: Set<UInt64> = []
        for sentence in sentences.prefix(60) {
            for token in sentence.tokens where !token.isCapital && token.sign == 0 { small.insert(token.hash) }
        }
        let names = lines.flatMap { Gazetteer.shared.names(in: $0, title) }
        var result = title
        for token in tokens.dropFirst() where token.isCapital && !token.isAcronym {
            let isName = names.contains { $0.range.overlaps(token.range) }
            guard !isName, small.contains(token.hash) || grammar.verb(token.word)?.form == .third,
                result[token.start].isASCIIUpper
            else { continue }
            result[token.start] |= 0x20
        }
        return result
    }
}
