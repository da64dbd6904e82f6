internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Joins a denial to what it denies, or leaves it open with the candidates: never a guess.
struct DenialTargets {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let events: [Event]

    /// How many claims and events before a denial it may answer.
    static let reach = 64

    /// Sets targets and candidates of all denials.
    ///
    /// - Complexity: O(*n*) in claims, times ``reach``.
    func resolve(_ claims: inout [Claim]) {
        let numbers = Dictionary(events.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in claims.indices where claims[index].isDenial {
            let claim = claims[index]
            guard let first = claim.contentSpans.first else { continue }
            let words = Folding.fold(UTF8Text.string(text, first.start, min(first.end, first.start + 40))).split(
                separator: " "
            ).map(String.init)
            let opening = words.prefix(4).map { $0.filter { $0.isLetter } }
            let grammar = Grammar.english
            let points = opening.contains { grammar.has(grammar.id($0), .denialPointers) }
            // A denial that says itself what it denies points at the event it tells.
            if !points {
                let own = claim.events.first { id in numbers[id].map { events[$0].polarity == .denied } ?? false }
                if let own { claims[index].target = own }
                continue
            }
            let candidates = candidates(for: claim, among: claims[..<index].suffix(DenialTargets.reach), numbers)
            let isDemonstrative = opening.first.map { grammar.has(grammar.id($0), .demonstratives) } ?? false
            let nearest = candidates.last
            if isDemonstrative, let nearest, distance(claim, nearest.range) <= 1 {
                claims[index].target = nearest.id
            } else if candidates.count == 1 {
                claims[index].target = candidates[0].id
            } else {
                claims[index].targetCandidates = candidates.map(\.id)
            }
        }
    }

    /// What a denial could answer: allegations and accusations before it, in its paragraph or the two before, not by the speaker.
    private func candidates(
        for claim: Claim, among earlier: ArraySlice<Claim>, _ numbers: [String: Int]
    ) -> [(id: String, range: TextRange)] {
        let speakers = Set(claim.speaker.compactMap(\.country))
        let events = self.events[..<firstEvent(from: claim.evidence[0].end)].suffix(DenialTargets.reach)
        var result: [(id: String, range: TextRange)] = []
        for other in earlier where [.alleges, .accuses, .reports, .says].contains(other.stance) {
            guard
                other.stance == .alleges || other.stance == .accuses
                    || other.events.contains(where: { id in
                        numbers[id].map {
                            [.assault, .coerce].contains(self.events[$0].root)
                                || self.events[$0].polarity == .alleged
                        } ?? false
                    })
            else { continue }
            guard speakers.isDisjoint(with: other.speaker.compactMap(\.country)) || other.stance == .reports,
                near(claim, other.evidence[0])
            else { continue }
            result.append((other.id, other.evidence[0]))
        }
        for event in events where event.root == .accuse && event.trigger.end <= claim.evidence[0].start {
            guard near(claim, event.evidence[0]), speakers.isDisjoint(with: event.actors.compactMap(\.country)) else {
                continue
            }
            if result.contains(where: { $0.range == event.evidence[0] }) { continue }
            result.append((event.id, event.evidence[0]))
        }
        for event in events
        where event.polarity == .alleged && event.evidence[0].end <= claim.evidence[0].start
            && near(claim, event.evidence[0])
        {
            if result.contains(where: { $0.range == event.evidence[0] }) { continue }
            result.append((event.id, event.evidence[0]))
        }
        return result.sorted { $0.range < $1.range }
    }

    /// The index of the first event told at or behind an offset.
    private func firstEvent(from offset: Int) -> Int {
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if events[middle].trigger.start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func paragraph(_ range: TextRange) -> Int {
        sentences.index(touching: range).map { sentences[$0].paragraph } ?? 0
    }
    private func near(_ claim: Claim, _ range: TextRange) -> Bool {
        paragraph(claim.evidence[0]) - paragraph(range) <= 2
    }
    private func distance(_ claim: Claim, _ range: TextRange) -> Int {
        guard let here = sentences.index(touching: claim.evidence[0]), let there = sentences.index(touching: range)
        else { return 99 }
        return here - there
    }
}
