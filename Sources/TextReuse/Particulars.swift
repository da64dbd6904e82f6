internal import DocumentModel

/// What two texts share and where they differ beyond the formulas of their press.
///
/// A reprint asks that what is no formula agrees too: two notices of one form that differ in who, where and when are two texts.
struct Particulars: Sendable {
    /// The shared words that are part of no formula, each counted once.
    var shared = 0
    /// Those of them in the longest passage that do not stand in quotation marks in both texts.
    var inPassage = 0
    /// The shared words in all, each counted once.
    var matched = 0
    /// The words of the poorer text that are part of no formula.
    var own = 0
    /// Those of the richer one.
    var most = 0
    /// How many times as often names and numbers stand where the texts differ as where they agree, of the text where it is less.
    var strangeness = 0.0
    /// The names and numbers that stand where the texts differ, of the text that has fewer.
    var strangers = 0
    /// The days between the two texts, nil where one is not known.
    var days: Int?
    /// Whether both are of one outlet or agency.
    var isOneVoice = false
    /// The share of the shorter text's runs of five words that the other has.
    var longRuns = 0.0

    /// Whether capitals tell the names in both.
    var hasCapitals = true

    /// The days within which an outlet issues a report again.
    static let again = 3

    /// Whether an outlet may have issued the one again as the other.
    var isNear: Bool { days.map { $0 <= Particulars.again } ?? false }

    /// Whether an outlet may have written the one months after the other, for all that is known.
    private var isOpen: Bool { days == nil && isOneVoice }

    /// Whether the texts differ in names and numbers rather than in other words, as two notices of one form do.
    private var isOtherCase: Bool {
        // Others tell the report of a day in rare words too, where no capitals tell those from names.
        if isNear, !isOneVoice, !hasCapitals { return false }
        return isNear ? strangeness >= 3 && strangers >= 5 : strangeness >= 2 && strangers >= 3
    }

    /// The kind of two texts of one outlet and of days near each other, of which neither is the other's copy.
    ///
    /// They tell one story anew where the names and numbers stay while other words change, and the richer one has much of what the
    /// poorer one tells. Of two messages of one day, or of two games of one cup, the names change and the words between them stay.
    /// Where no capitals tell names, what is rare stands for them, which other words for the same are, too. A poorer text that stands
    /// almost whole in a richer one, as the item of a review does, shares a passage.
    private func toldAgain(_ shape: PairShape) -> KinKind? {
        if hasCapitals, strangers >= 3, strangeness >= 0.75 { return nil }
        if shared * 100 >= most * 35 { return .rewording }
        return shared * 100 >= own * 60 && inPassage >= 8 * shape.signsInWord ? .excerpt : nil
    }

    /// The kind of two texts, given the kind that the shape of their passages tells; nil where they share a form only.
    func kind(_ kind: KinKind, _ shape: PairShape) -> KinKind? {
        let (shorter, longer) = (min(shape.left.count, shape.right.count), max(shape.left.count, shape.right.count))
        let isFar = (days ?? 0) > Int(FormulaTable.span)
        let isLater = (days ?? 0) > Particulars.again
        let signs = shape.signsInWord
        switch kind {
        case .same: return kind
        case .reprint:
            // Where next to nothing is a text's own, all of it must be the same.
            if own <= 3 * signs {
                return matched * 10 >= longer * 9 && shared * 2 >= most && !isOtherCase ? kind : nil
            }
            // The less is a text's own, the more of that must be the same: of a form filled in anew words stand by chance beside another.
            let part = own * 100 < shorter * 25 ? 50 : isLater || isOpen ? 45 : 24
            guard shared * 100 >= own * part, shared >= 6 * signs || shape.likeness != nil else { return nil }
            if isOtherCase { return nil }
            if isFar {
                // What comes back after weeks comes back as it was, or a part of it.
                let isWhole = matched * 100 >= longer * 85
                let isPart = matched * 10 >= shorter * 9 && shared >= 40 * signs
                return isWhole || isPart ? kind : nil
            }
            guard isOneVoice, !isLater, longRuns < 0.45, shape.likeness == nil else { return kind }
            return toldAgain(shape)
        case .rewrite, .rewording:
            if isFar || isOtherCase { return nil }
            if shape.likeness != nil {
                return own <= 3 * signs || shared * 100 >= min(own, matched) * 20 ? kind : nil
            }
            // A retelling comes within days, and an outlet does not retell itself but anew; else a passage may be shared.
            let part = isOpen ? 30 : isOneVoice ? 25 : isLater ? 15 : 5
            guard shared >= 6 * signs, shared * 100 >= own * part else {
                return KinClassifier.isPassageQuoted(shape) && inPassage >= 8 * signs ? .excerpt : nil
            }
            guard isOneVoice, !isLater else { return .rewrite }
            return toldAgain(shape)
        case .excerpt:
            if isOtherCase { return nil }
            return inPassage >= (isFar ? 20 : 8) * signs ? kind : nil
        }
    }
}
