internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Joins a denial to what it denies, or leaves it open with the candidates: never a guess.
struct DenialTargets {
    let text: [UInt8]
    let sentences: [CodedSentence]
    let events: [Event]

    /// Sets targets and candidates of all denials.
    func resolve(_ claims: inout [Claim]) {
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
                if let own = events.first(where: { event in
                    claim.contentSpans.contains { $0.overlaps(event.trigger) } && event.polarity == .denied
                }) {
                    claims[index].target = own.id
                }
                continue
            }
            let candidates = candidates(for: claim, among: claims[..<index])
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
    private func candidates(for claim: Claim, among earlier: ArraySlice<Claim>) -> [(id: String, range: TextRange)] {
        let speakers = Set(claim.speaker.compactMap(\.country))
        var result: [(id: String, range: TextRange)] = []
        for other in earlier where [.alleges, .accuses, .reports, .says].contains(other.stance) {
            guard
                other.stance == .alleges || other.stance == .accuses
                    || other.events.contains(where: { id in
                        events.contains {
                            $0.id == id && ($0.polarity == .alleged || $0.root == .assault || $0.root == .coerce)
                        }
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

    private func paragraph(_ range: TextRange) -> Int {
        sentences.first { $0.range.contains(range) || $0.range.overlaps(range) }?.paragraph ?? 0
    }
    private func near(_ claim: Claim, _ range: TextRange) -> Bool {
        paragraph(claim.evidence[0]) - paragraph(range) <= 2
    }
    private func distance(_ claim: Claim, _ range: TextRange) -> Int {
        guard let here = sentences.firstIndex(where: { $0.range == claim.evidence[0] }),
            let there = sentences.firstIndex(where: { $0.range.overlaps(range) })
        else { return 99 }
        return here - there
    }
}
