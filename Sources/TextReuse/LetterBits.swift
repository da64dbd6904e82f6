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
