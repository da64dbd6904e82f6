/// How often a whole text names each state, and in which order: what the text is about, before anybody in it is resolved.
public struct StateCounts: Sendable {
    /// Mentions by ISO 3166 alpha-3.
    public private(set) var counts: [String: Int] = [:]
    private var order: [String] = []

    /// Makes empty counts.
    public init() {}

    /// Counts the names of a sentence.
    public mutating func add(_ sentence: CodedSentence) {
        for chunk in sentence.chunks {
            for name in sentence.names(of: chunk) {
                let entry = name.entry
                // An agency that is cited does not make a text one about its country, nor does a firm.
                guard !entry.isNewsroomOrFirm,
                    entry.country.utf8.count == 3, !["IGO", "NGO", "IMG", "XXX"].contains(entry.country)
                else { continue }
                if counts[entry.country] == nil { order.append(entry.country) }
                counts[entry.country, default: 0] += 1
            }
        }
    }

    /// The two states named oftenest, in the order of their first mention; none when a third is named as often as the second.
    public private(set) var pair: [String] = []

    /// Ranks the states when all sentences are counted.
    mutating func rank() {
        pair = ranked()
    }

    private func ranked() -> [String] {
        if order.count < 2 { return order }
        let ranked = order.enumerated().sorted {
            (counts[$1.element] ?? 0, $0.offset) < (counts[$0.element] ?? 0, $1.offset)
        }.map(\.element)
        if ranked.count > 2, counts[ranked[2]] == counts[ranked[1]] { return [] }
        let two = Set(ranked.prefix(2))
        return order.filter { two.contains($0) }
    }
}
