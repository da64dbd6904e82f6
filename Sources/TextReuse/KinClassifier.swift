internal import DocumentModel

/// Names the kind of kinship by the shape of the shared passages.
struct KinClassifier {
    /// What was measured of a pair.
    struct Shape {
        /// Words of each side, without boilerplate.
        var leftWords: Int
        var rightWords: Int
        /// Shared passages, longest first.
        var passages: [WordPassage]
        /// Equal words in all of them.
        var matched: Int
        /// The share of each side that lies inside passages.
        var leftCover: Double
        var rightCover: Double
        /// How much ordinary vocabulary is shared beyond chance.
        var surprise: Double
        /// The number of separate passages that are quotations on both sides.
        var quotations: Int
        /// Equal words outside quotations.
        var matchedOutsideQuotes: Int
    }

    /// The kind, or nil when the pair is no kin.
    static func kind(_ shape: Shape) -> KinKind? {
        let smaller = min(shape.leftWords, shape.rightWords)
        guard smaller > 0 else { return nil }
        let cover = max(shape.leftCover, shape.rightCover)
        let density = shape.passages.first?.density ?? 0
        let largest = shape.passages.first?.matched ?? 0
        let matchedShare = Double(shape.matched) / Double(smaller)
        if cover >= 0.6, matchedShare >= 0.22 { return .reprint }
        // A passage beyond the length of a quotation, nearly word for word, in a text with words of its own.
        if largest >= 26, density >= 0.75, cover < 0.6 { return .excerpt }
        if shape.surprise >= 9, shape.matched >= 9 { return .rewrite }
        return nil
    }
}
