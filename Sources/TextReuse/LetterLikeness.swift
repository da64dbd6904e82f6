/// How alike the short texts of a corpus are.
struct LetterLikeness {
    /// What is kept of a text.
    private struct Profile {
        let bits: LetterBits
        /// The sum of the weights of its runs of each length.
        let totals: [UInt64]
    }

    /// The least part of the letters of both together that is shared by kin: a few usual words stand whole in many a longer text.
    private static let leastTogether = 0.4

    private var profiles: [Int32: Profile?] = [:]
    private var table = LetterTable()
    /// The text whose runs are in the table.
    private var taken: Int32?
    private var scratch = LetterTable()
    private let statistics: WordStatistics

    init(_ statistics: WordStatistics) { self.statistics = statistics }

    /// How alike two texts are, 0 to 1, a half being as much alike as different.
    ///
    /// Alike: for each length of runs what is shared as a part of the one and of the other, the mean of both, and the mean of
    /// these. Different: how foreign the most foreign word of the one is to the other, of both the less.
    ///
    /// - Parameters:
    ///   - first: A document; that of the call before costs least.
    ///   - firstRange: Where its words stand.
    ///   - second: Another.
    ///   - secondRange: Where that one's words stand.
    ///   - cache: Holds the texts and the words of both.
    /// - Returns: 0 when it is too little for kin, nil unless both are short.
    /// - Complexity: O(*n*) in letters.
    mutating func likeness(
        _ first: Int32, _ firstRange: Range<Int>, _ second: Int32, _ secondRange: Range<Int>, _ cache: WordCache
    ) -> Double? {
        guard firstRange.count <= ShortText.wordLimit, secondRange.count <= ShortText.wordLimit,
            let left = profile(first, firstRange, cache), let right = profile(second, secondRange, cache)
        else { return nil }
        if left.bits.rulesOut(right.bits) { return 0 }
        if taken != first {
            guard let text = text(first, firstRange, cache) else { return nil }
            table.take(text, statistics)
            taken = first
        }
        guard let other = text(second, secondRange, cache), let text = text(first, firstRange, cache) else {
            return nil
        }
        let shared = table.shared(with: other)
        var (alike, together) = (0.0, 0.0)
        for place in shared.indices where left.totals[place] > 0 && right.totals[place] > 0 {
            let part = Double(shared[place]) / Double(shared.count)
            let (one, two) = (Double(left.totals[place]), Double(right.totals[place]))
            alike += (part / one + part / two) / 2
            together += 2 * part / (one + two)
        }
        if together < LetterLikeness.leastTogether { return 0 }
        // Both may leave out what the other tells, but where each has a word that the other has nothing of, they differ.
        let difference = min(
            text.foreignness(to: other, statistics) { table.shares($0) },
            other.foreignness(to: text, statistics) { table.has($0) })
        return max(0, 1 + alike - difference) / 2
    }

    private func text(_ document: Int32, _ range: Range<Int>, _ cache: WordCache) -> ShortText? {
        ShortText(cache.words, range, in: cache.texts.bytes.span, base: cache.texts.start(Int(document)))
    }

    private mutating func profile(_ document: Int32, _ range: Range<Int>, _ cache: WordCache) -> Profile? {
        if let known = profiles[document] { return known }
        var profile: Profile?
        if let text = text(document, range, cache) {
            scratch.take(text, statistics)
            profile = Profile(bits: LetterBits(text, statistics), totals: scratch.totals)
        }
        profiles[document] = .some(profile)
        return profile
    }
}
