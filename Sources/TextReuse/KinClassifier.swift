internal import DocumentModel

/// What was measured of a pair.
struct PairShape: Sendable {
    /// Where each side's words stand, without boilerplate.
    let left: Range<Int>
    let right: Range<Int>
    /// Shared passages of at least six equal words, the longest first, in words from each side's start.
    let passages: [WordPassage]
    /// Equal words in all of them.
    let matched: Int
    /// The share of each side that lies inside passages.
    let leftCover: Double
    let rightCover: Double
    /// Whether the texts are of a script without spaces, where a word is about two signs.
    let isInSigns: Bool
    /// The words that stand at the same place of the story; nil when that was not asked.
    var order: StoryOrder.Agreement?
    /// Whether one text tells the other in other words, though much of it is the same.
    var isRetold = false
    /// How alike the letters of two short texts are; nil when one is not short.
    var likeness: Double?

    /// Measures a pair by its runs of equal words.
    init(left: Range<Int>, right: Range<Int>, runs: [WordRun], isInSigns: Bool) {
        self.isInSigns = isInSigns
        self.left = left
        self.right = right
        var kept = PassageAligner.passages(runs)
        kept.removeAll { $0.matched < 6 }
        kept.sort { ($0.matched, $1.rightStart) > ($1.matched, $0.rightStart) }
        var (sum, rightExtent) = (0, 0)
        for passage in kept {
            sum += passage.matched
            rightExtent += passage.rightEnd - passage.rightStart
        }
        // A sentence of the first text that stands in the second again and again counts once.
        let leftExtent = PairShape.union(kept)
        passages = kept
        matched = min(sum, leftExtent)
        leftCover = min(1, Double(leftExtent) / Double(max(1, left.count)))
        rightCover = min(1, Double(rightExtent) / Double(max(1, right.count)))
    }

    /// The words of the first text that lie in passages.
    private static func union(_ passages: [WordPassage]) -> Int {
        var (result, reached) = (0, 0)
        for passage in passages.sorted(by: { $0.leftStart < $1.leftStart }) {
            result += max(0, passage.leftEnd - max(reached, passage.leftStart))
            reached = max(reached, passage.leftEnd)
        }
        return result
    }

    /// Whether so much is the same that one is the other, and yet so much is not that it may be told in other words.
    var mayBeReworded: Bool {
        likeness == nil && max(leftCover, rightCover) >= 0.6
            && Double(matched) < 0.85 * Double(min(left.count, right.count))
    }

    /// Whether the passages alone leave it open whether one is the other retold.
    var mayBeRetold: Bool { likeness == nil && max(leftCover, rightCover) < 0.6 && matched >= 9 * signsInWord }

    /// By how much the counts of words grow in the script.
    var signsInWord: Int { isInSigns ? 2 : 1 }

    /// Whether one of the texts begins with words of its own, a quarter of it, before it comes to what both share, and neither lies
    /// in the other: a passage in a text of its own, where a reprint keeps the beginning.
    var isEmbedded: Bool {
        let starts = passages.reduce((left.count, right.count)) { (min($0.0, $1.leftStart), min($0.1, $1.rightStart)) }
        return max(leftCover, rightCover) < 0.8 && (starts.0 * 4 >= left.count || starts.1 * 4 >= right.count)
    }

    /// Whether the longest passage ends both texts: the note of an outlet does, a quoted passage seldom.
    var isAtBothEnds: Bool {
        guard let passage = passages.first else { return false }
        return passage.leftEnd >= left.count - 2 && passage.rightEnd >= right.count - 2
    }
}

/// Names the kind of kinship by the shape of the shared passages.
enum KinClassifier {
    /// The kind, or nil when the pair is no kin.
    static func kind(_ shape: PairShape) -> KinKind? {
        let smaller = min(shape.left.count, shape.right.count)
        guard smaller > 0 else { return nil }
        let cover = max(shape.leftCover, shape.rightCover)
        let matchedShare = Double(shape.matched) / Double(smaller)
        // In a sentence or two a few equal words cover much.
        if cover >= 0.6, matchedShare >= 0.22, !(shape.isEmbedded && isPassageQuoted(shape)),
            shape.likeness ?? 1 >= NearestTexts.reprint || isTakenOver(shape)
        {
            return shape.isRetold ? .rewrite : .reprint
        }
        // In a sentence or two there is no order, letters tell.
        if let likeness = shape.likeness, !isPassageQuoted(shape) {
            return likeness >= NearestTexts.mutual ? .rewrite : nil
        }
        if shape.mayBeRetold, shape.order?.isRetelling == true { return .rewrite }
        if isPassageQuoted(shape) { return .excerpt }
        return nil
    }

    /// Whether nearly all of either text is the same, and that more than a sentence has: a name or a number may be another, which is
    /// what a copy is asked about.
    private static func isTakenOver(_ shape: PairShape) -> Bool {
        shape.matched >= 30 * shape.signsInWord
            && Double(shape.matched) >= 0.85 * Double(max(shape.left.count, shape.right.count))
    }

    /// Whether the texts share a passage beyond the length of a quotation, nearly word for word, and not as the note of an outlet.
    static func isPassageQuoted(_ shape: PairShape) -> Bool {
        guard let passage = shape.passages.first else { return false }
        return passage.matched >= 26 * shape.signsInWord && passage.density >= 0.6 && !shape.isAtBothEnds
    }
}
