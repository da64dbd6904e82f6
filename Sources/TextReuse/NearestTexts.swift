internal import DocumentModel

/// Which short texts are near enough to be kin.
///
/// Short texts on like matters are alike. What tells a retelling is that nothing else is nearer: two texts that are each the
/// other's nearest, or, where they are very alike, one of them the other's.
struct NearestTexts {
    /// The least likeness of texts that are each the other's nearest.
    static let mutual = 0.5
    /// The least likeness of texts of which one is the other's nearest.
    static let oneSided = 0.525
    /// The least likeness of a short text and its reprint.
    static let reprint = 0.6

    /// How alike the nearest of each text is that has one.
    private(set) var nearest: [Int32: Double] = [:]
    /// The pairs that are kin by their letters only, with where their links stand.
    private(set) var pairs: [(first: Int32, second: Int32, likeness: Double, links: Range<Int>)] = []

    /// Takes note of how alike two texts are.
    mutating func note(_ first: Int32, _ second: Int32, _ likeness: Double) {
        nearest[first] = max(nearest[first] ?? 0, likeness)
        nearest[second] = max(nearest[second] ?? 0, likeness)
    }

    /// Takes note of links that rest on the letters only.
    mutating func note(_ first: Int32, _ second: Int32, _ likeness: Double, links: Range<Int>) {
        pairs.append((first, second, likeness, links))
    }

    /// Whether a pair is near enough.
    private func isNear(_ first: Int32, _ second: Int32, _ likeness: Double) -> Bool {
        NearestTexts.isNear(likeness, nearest[first] ?? 0, nearest[second] ?? 0)
    }

    /// Whether two texts are near enough.
    ///
    /// - Parameters:
    ///   - likeness: How alike they are.
    ///   - first: How alike the one and its nearest are.
    ///   - second: How alike the other and its nearest are.
    static func isNear(_ likeness: Double, _ first: Double, _ second: Double) -> Bool {
        let (isFirst, isSecond) = (likeness >= first, likeness >= second)
        return isFirst && isSecond || (isFirst || isSecond) && likeness >= NearestTexts.oneSided
    }

    /// Removes the links of pairs that are not near enough.
    func filter(_ links: inout [KinLink]) {
        var dropped: [Range<Int>] = []
        for pair in pairs where !isNear(pair.first, pair.second, pair.likeness) { dropped.append(pair.links) }
        if dropped.isEmpty { return }
        var kept: [KinLink] = []
        kept.reserveCapacity(links.count)
        var start = 0
        for range in dropped {
            kept.append(contentsOf: links[start..<range.lowerBound])
            start = range.upperBound
        }
        kept.append(contentsOf: links[start...])
        links = kept
    }
}
