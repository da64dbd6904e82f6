internal import DocumentModel

/// Which claims of a text are told in the ledger of a pair of states.
enum PairClaims {
    /// Whether a claim names both states of a pair, by who speaks, through whom, to whom or about what, or answers something.
    static func isBetween(_ claim: Claim, _ pair: [String]) -> Bool {
        let parties = (claim.speaker + claim.via + claim.addressee).compactMap(\.country)
        return claim.target != nil || !claim.targetCandidates.isEmpty
            || Set(pair).isSubset(of: Set(claim.about + parties))
    }

    /// Finds the claims that concern a pair.
    ///
    /// A text that tells of two states tells of others too. A claim concerns the pair when its speaker, through whom
    /// or to whom it is said, what it says, or an event that its sentence tells is of one of the two states, or when it answers such
    /// a claim or is answered by one.
    ///
    /// - Parameters:
    ///   - claims: The claims of a text.
    ///   - events: Its events.
    ///   - pair: The codes of the two states (ISO 3166 alpha-3).
    /// - Returns: The ids of those that concern the pair.
    /// - Complexity: O(*n* log *n*) in claims and events.
    static func kept(_ claims: [Claim], _ events: [Event], of pair: [String]) -> Set<String> {
        let told = events.filter { !$0.countries.isDisjoint(with: pair) }
        let ofPair = Set(told.map(\.id))
        // Where events of the pair begin, ascending, and how far those before reach.
        let places = told.flatMap { $0.evidence + [$0.trigger] }.sorted { $0.start < $1.start }
        var reach: [Int] = []
        for place in places { reach.append(max(reach.last ?? 0, place.end)) }
        func tells(_ range: TextRange) -> Bool {
            var (low, high) = (0, places.count)
            while low < high {
                let middle = (low + high) / 2
                if places[middle].start < range.end { low = middle + 1 } else { high = middle }
            }
            return low > 0 && reach[low - 1] > range.start
        }
        var kept = Set(
            claims.filter { claim in
                let parties = (claim.speaker + claim.via + claim.addressee).compactMap(\.country)
                return (claim.about + parties).contains { pair.contains($0) }
                    || claim.events.contains { ofPair.contains($0) } || claim.evidence.contains(where: tells)
            }.map(\.id))
        let own = kept
        for claim in claims {
            let answered = [claim.target].compactMap { $0 } + claim.targetCandidates
            if own.contains(claim.id) {
                kept.formUnion(answered)
            } else if answered.contains(where: { own.contains($0) || ofPair.contains($0) }) {
                kept.insert(claim.id)
            }
        }
        return kept.intersection(claims.map(\.id))
    }
}
