/// The runs of letters of a short text with their weights, in an open table that is used again and again.
struct LetterTable: Sendable {
    private var keys = [UInt64](repeating: 0, count: LetterTable.slots)
    /// The weights in 65,536ths, so that a sum does not depend on its order.
    private var weights = [UInt64](repeating: 0, count: LetterTable.slots)
    /// The text that a run was last seen in.
    private var stamps = [UInt32](repeating: 0, count: LetterTable.slots)
    private var stamp: UInt32 = 0
    private var used: [Int] = []
    /// More than twice the runs that a short text can have.
    private static let slots = 1 << 13
    /// The sum of the weights of each length.
    private(set) var totals: [UInt64] = []

    /// Takes the runs of a text in place of those held.
    ///
    /// - Complexity: O(*n*) in letters.
    mutating func take(_ text: ShortText, _ statistics: WordStatistics) {
        for slot in used { keys[slot] = 0 }
        used.removeAll(keepingCapacity: true)
        stamp = 0
        totals = [UInt64](repeating: 0, count: ShortText.lengths.count)
        var (keyColumn, weightColumn) = (exchange(&self.keys, with: []), exchange(&self.weights, with: []))
        defer { (self.keys, self.weights) = (keyColumn, weightColumn) }
        var keys = keyColumn.mutableSpan
        var weights = weightColumn.mutableSpan
        text.forEachRun { place, hash in
            let slot = LetterTable.slot(hash, keys.span)
            if keys[slot] == hash { return }
            keys[slot] = hash
            weights[slot] = UInt64(statistics.weight(ofRun: hash, place) * 65_536)
            totals[place] += weights[slot]
            stamps[slot] = 0
            used.append(slot)
        }
    }

    /// The sum of the weights of the runs of each length that another text shares.
    ///
    /// - Complexity: O(*n*) in the other's letters.
    mutating func shared(with other: ShortText) -> [UInt64] {
        stamp += 1
        let stamp = stamp
        var stampColumn = exchange(&self.stamps, with: [])
        defer { self.stamps = stampColumn }
        var stamps = stampColumn.mutableSpan
        let keys = keys.span
        let weights = weights.span
        var sums = [UInt64](repeating: 0, count: ShortText.lengths.count)
        other.forEachRun { place, hash in
            let slot = LetterTable.slot(hash, keys)
            if unsafe keys[unchecked: slot] != hash || stamps[unchecked: slot] == stamp { return }
            unsafe stamps[unchecked: slot] = stamp
            sums[place] += unsafe weights[unchecked: slot]
        }
        return sums
    }

    /// Whether the text taken has a run.
    func has(_ hash: UInt64) -> Bool { keys[LetterTable.slot(hash, keys.span)] == hash }

    /// Whether the text taken shares a run of its own with the one that was given to ``shared(with:)`` last.
    func shares(_ hash: UInt64) -> Bool { stamps[LetterTable.slot(hash, keys.span)] == stamp }

    /// Where a run stands, or where it would.
    @inline(__always)
    private static func slot(_ hash: UInt64, _ keys: Span<UInt64>) -> Int {
        var slot = Int(hash >> 51)
        while true {
            let key = unsafe keys[unchecked: slot]
            if key == hash || key == 0 { return slot }
            slot = (slot + 1) & (slots - 1)
        }
    }
}

extension ShortText {
    /// How much an ordinary word that another text has nothing of speaks against it, and a number or a name.
    private static let (ordinary, particular) = (0.5, 2.0)

    /// How foreign this text's most foreign word is to another text, 0 to 1: the part of the word's runs of three letters that
    /// the other has not, weighed by how rare the word is, and heavier for numbers and names, which no retelling changes.
    ///
    /// - Parameters:
    ///   - other: The other text.
    ///   - statistics: The counts of words.
    ///   - isKnown: Whether the other has a run.
    /// - Returns: For a text without words half, as words that cannot be told apart cannot be compared.
    /// - Complexity: O(*n*) in letters, and in the product of numbers.
    @inline(__always)
    fileprivate func foreignness(to other: ShortText, _ statistics: WordStatistics, _ isKnown: (UInt64) -> Bool)
        -> Double
    {
        if words.isEmpty { return ShortText.ordinary }
        var most = 0.0
        for word in words {
            var unknown = 0
            for start in word.range where !isKnown(hashOfThree(at: start - 1)) { unknown += 1 }
            // A number is the same or another.
            if word.isNumber { unknown = other.words.contains { $0.hash == word.hash } ? 0 : word.range.count }
            if unknown == 0 { continue }
            let weight = word.isNumber || word.isName ? ShortText.particular : ShortText.ordinary
            let part = Double(unknown) / Double(word.range.count)
            most = max(most, part * weight * statistics.rarity(word.hash))
        }
        return min(1, most)
    }
}

/// Which of the rarer runs of four letters a text may have: a bit for each, of 1,024.
struct LetterBits: Sendable {
    private var bits = SIMD16<UInt64>()
    private var count = 0
    /// The least weight of a run that counts: it stands in one text of fifty.
    private static let leastWeight = 4.0
    /// The least part of the bits that texts as alike as kin have in common.
    private static let leastPart = 0.2

    /// Sets the bits of a text.
    init(_ text: ShortText, _ statistics: WordStatistics) {
        text.forEachRun { place, hash in
            if place < 2 || statistics.weight(ofRun: hash, place) < LetterBits.leastWeight { return }
            bits[Int(hash >> 60)] |= 1 << (hash >> 54 & 63)
        }
        for lane in 0..<16 { count += bits[lane].nonzeroBitCount }
    }

    /// Whether two texts cannot be as alike as kin is: too few bits are in both.
    ///
    /// Where the collection tells too little of what is rare, nothing is ruled out.
    @inline(__always)
    func rulesOut(_ other: LetterBits) -> Bool {
        if min(count, other.count) < 8 { return false }
        let both = bits & other.bits
        var shared = 0
        for lane in 0..<16 { shared += both[lane].nonzeroBitCount }
        let parts = Double(shared) / Double(count) + Double(shared) / Double(other.count)
        return parts / 2 < LetterBits.leastPart
    }
}

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
    private let corpus: ReuseCorpus
    private let statistics: WordStatistics

    init(_ corpus: ReuseCorpus, _ statistics: WordStatistics) {
        self.corpus = corpus
        self.statistics = statistics
    }

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
    ///   - words: The buffer that they stand in.
    /// - Returns: 0 when it is too little for kin, nil unless both are short.
    /// - Complexity: O(*n*) in letters.
    mutating func likeness(
        _ first: Int32, _ firstRange: Range<Int>, _ second: Int32, _ secondRange: Range<Int>, _ words: WordBuffer
    ) -> Double? {
        guard firstRange.count <= ShortText.wordLimit, secondRange.count <= ShortText.wordLimit,
            let left = profile(first, firstRange, words), let right = profile(second, secondRange, words)
        else { return nil }
        if left.bits.rulesOut(right.bits) { return 0 }
        if taken != first {
            guard let text = text(first, firstRange, words) else { return nil }
            table.take(text, statistics)
            taken = first
        }
        guard let other = text(second, secondRange, words), let text = text(first, firstRange, words) else {
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

    private func text(_ document: Int32, _ range: Range<Int>, _ words: WordBuffer) -> ShortText? {
        ShortText(words, range, in: corpus.bytes.span, base: corpus.range(Int(document)).lowerBound)
    }

    private mutating func profile(_ document: Int32, _ range: Range<Int>, _ words: WordBuffer) -> Profile? {
        if let known = profiles[document] { return known }
        var profile: Profile?
        if let text = text(document, range, words) {
            scratch.take(text, statistics)
            profile = Profile(bits: LetterBits(text, statistics), totals: scratch.totals)
        }
        profiles[document] = .some(profile)
        return profile
    }
}
