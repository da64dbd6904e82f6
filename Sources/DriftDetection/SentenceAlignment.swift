/// Which sentences of two texts tell the same.
struct SentenceAlignment: Sendable {
    /// A parent's and a child's sentence, with the share of common matter in the shorter.
    struct Pair: Sendable {
        var parent: Int
        var child: Int
        var score: Double
    }

    private(set) var pairs: [Pair] = []
    /// The best parent sentence of each child sentence, and the other way round.
    private(set) var parentOf: [Int?]
    private(set) var childOf: [Int?]
    /// The least score of a pair.
    static let threshold = 0.38

    /// Aligns two texts: every sentence with the one that shares the most of its rarer words.
    ///
    /// - Complexity: O(*n* · *m*) in sentences.
    init(_ parent: DriftText, _ child: DriftText) {
        var frequency: [String: Int] = [:]
        for sentence in parent.sentences + child.sentences {
            for stem in sentence.stems { frequency[stem, default: 0] += 1 }
        }
        // Whole numbers: their sum does not depend on the order in which a set gives them.
        func weight(_ stem: String) -> Int { (1 << 40) / max(2, frequency[stem] ?? 2) }
        func total(_ stems: Set<String>) -> Int { stems.reduce(0) { $0 + weight($1) } }
        let parentTotals = parent.sentences.map { total($0.stems) }
        let childTotals = child.sentences.map { total($0.stems) }
        var scores = Array(
            repeating: Array(repeating: 0.0, count: child.sentences.count), count: parent.sentences.count)
        for (i, p) in parent.sentences.enumerated() {
            for (j, c) in child.sentences.enumerated() {
                let common = p.stems.intersection(c.stems)
                guard common.count >= 2 else { continue }
                scores[i][j] = Double(total(common)) / Double(max(1, min(parentTotals[i], childTotals[j])))
            }
        }
        parentOf = child.sentences.indices.map { j in
            let best = parent.sentences.indices.max { (scores[$0][j], -$0) < (scores[$1][j], -$1) }
            return best.flatMap { scores[$0][j] >= SentenceAlignment.threshold ? $0 : nil }
        }
        childOf = parent.sentences.indices.map { i in
            let best = child.sentences.indices.max { (scores[i][$0], -$0) < (scores[i][$1], -$1) }
            return best.flatMap { scores[i][$0] >= SentenceAlignment.threshold ? $0 : nil }
        }
        for i in parent.sentences.indices {
            for j in child.sentences.indices where parentOf[j] == i || childOf[i] == j {
                pairs.append(Pair(parent: i, child: j, score: scores[i][j]))
            }
        }
    }
}
