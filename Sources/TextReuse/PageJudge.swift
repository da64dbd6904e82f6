/// What the pages of two documents say of which came first, whatever their words.
struct PageJudge: Sendable {
    let corpus: ReuseCorpus
    private let ids: [String]

    /// Makes a judge over a collection.
    init(_ corpus: ReuseCorpus, _ ids: [String]) {
        self.corpus = corpus
        self.ids = ids
    }

    /// Whether the first document comes before the second when nothing else tells: by date, the undated last, then by id, then by input.
    func isBefore(_ first: Int, _ second: Int) -> Bool {
        let a = corpus.metadata[first].published ?? Int.max
        let b = corpus.metadata[second].published ?? Int.max
        if a != b { return a < b }
        return ids.isEmpty || ids[first] == ids[second] ? first < second : ids[first] < ids[second]
    }

    /// Weighs two texts with the same words, which only their pages tell apart.
    ///
    /// - Returns: Whether the second is the copy, whether that is more than a guess, and why.
    func weighEqual(_ first: Int, _ second: Int) -> (isForward: Bool, isConfident: Bool, reasons: [String]) {
        var value = 0.0
        var reasons: [String] = []
        let (a, b) = (corpus.metadata[first], corpus.metadata[second])
        if let outlet = a.outlet, b.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            value += 4
            reasons.append("names the other's outlet as its source")
        } else if let outlet = b.outlet, a.via.contains(where: { $0.contains(outlet) || outlet.contains($0) }) {
            value -= 4
            reasons.append("names the other's outlet as its source")
        }
        if let dated = dates(first, second) {
            value += dated.weight
            if (dated.weight > 0) == (value > 0) { reasons.append(dated.reason) }
        }
        return (value >= 0, abs(value) >= 1.4, reasons)
    }

    /// The evidence of the dates, nil when one is missing or both are one day.
    func dates(_ first: Int, _ second: Int) -> DirectionJudge.Evidence? {
        let (a, b) = (corpus.metadata[first], corpus.metadata[second])
        guard let one = a.published, let two = b.published else { return nil }
        let gap = a.isDayOnly || b.isDayOnly ? (two / 86_400 - one / 86_400) * 86_400 : two - one
        if gap == 0 { return nil }
        let span = PageJudge.span(abs(gap))
        // Two clocks may differ; one outlet's days are in order, whatever the words say.
        let weight = a.outlet != nil && a.outlet == b.outlet && abs(gap) >= 86_400 ? 8 : 2.6
        return DirectionJudge.Evidence(
            weight: gap > 0 ? weight : -weight, reason: "dated \(span) after the other",
            contrary: "the other is dated \(span) after this one")
    }

    private static func span(_ seconds: Int) -> String {
        let days = seconds / 86_400
        if days >= 1 { return days == 1 ? "1 day" : "\(days) days" }
        let hours = seconds / 3600
        return hours >= 1 ? (hours == 1 ? "1 hour" : "\(hours) hours") : "\(max(1, seconds / 60)) min"
    }
}
