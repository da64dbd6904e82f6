internal import DocumentModel

/// Reads what two texts share and where they differ beyond formulas.
struct ParticularsReader {
    private let statistics: WordStatistics
    /// Which words of the first text a run has covered; all false between calls.
    private var isCovered: [Bool] = []

    /// The words before the first run and behind the last that may be names in a form.
    private static let widestEdge = 6

    init(_ statistics: WordStatistics) { self.statistics = statistics }

    /// What two texts share and where they differ.
    ///
    /// - Parameters:
    ///   - shape: Where they stand, and the passages that they share.
    ///   - runs: The runs of equal words, in the order of the second text.
    ///   - words: The words of both, marked by ``WordCache/own(_:)``.
    ///   - owns: How many words of either are its own.
    ///   - days: The days between the texts, nil where one is not known.
    ///   - hasCapitals: Whether capitals tell the names in both.
    /// - Complexity: O(*n*) in words.
    mutating func read(
        _ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, _ owns: (Int, Int), days: Int?, hasCapitals: Bool
    ) -> Particulars {
        var result = Particulars()
        (result.days, result.hasCapitals) = (days, hasCapitals)
        (result.own, result.most) = (min(owns.0, owns.1), max(owns.0, owns.1))
        if isCovered.count < shape.left.count { isCovered = Array(repeating: false, count: shape.left.count) }
        let foreign = UInt64(WordBuffer.formula | WordBuffer.repeated) << 56
        let quoted = UInt64(WordBuffer.inQuotation) << 56
        let lefts = words.places.span.extracting(shape.left)
        let rights = words.places.span.extracting(shape.right)
        let passage = shape.passages.first
        let long = 5 * shape.signsInWord
        var longRuns = 0
        for run in runs {
            let length = Int(run.length)
            longRuns += max(0, length - long + 1)
            for step in 0..<length {
                let (left, right) = (Int(run.left) + step, Int(run.right) + step)
                if isCovered[left] { continue }
                isCovered[left] = true
                result.matched += 1
                if (lefts[left] | rights[right]) & foreign != 0 { continue }
                result.shared += 1
                // What both quote is a third one's.
                if lefts[left] & rights[right] & quoted != 0 { continue }
                if let passage, right >= passage.rightStart, right < passage.rightEnd, left >= passage.leftStart,
                    left < passage.leftEnd
                {
                    result.inPassage += 1
                }
            }
        }
        for run in runs { for step in 0..<Int(run.length) { isCovered[Int(run.left) + step] = false } }
        let shorter = min(shape.left.count, shape.right.count)
        result.longRuns = Double(longRuns) / Double(max(1, shorter - long + 1))
        addStrangers(shape, runs, words, hasCapitals: hasCapitals, &result)
        return result
    }

    /// The words of one text where it differs from the other, and the names and numbers among them.
    private struct Gaps {
        var words = 0
        var particular = 0
    }

    /// Counts the names and numbers that stand in place of others.
    private func addStrangers(
        _ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, hasCapitals: Bool, _ result: inout Particulars
    ) {
        let rare = hasCapitals ? 0 : rarest(shape, runs, words, isNear: result.isNear)
        func isParticular(_ index: Int) -> Bool {
            words.has(WordBuffer.name, index) || !hasCapitals && statistics.count(words.vocabulary(index)) <= rare
        }
        var (matched, particular) = (0, 0)
        var (left, right) = (Gaps(), Gaps())
        func count(_ part: Range<Int>, _ base: Int, _ others: Range<Int>, _ otherBase: Int, _ gaps: inout Gaps) {
            for index in part {
                let hash = words.hashes[base + index]
                if others.contains(where: { words.hashes[otherBase + $0] == hash }) { continue }
                gaps.words += 1
                gaps.particular += isParticular(base + index) ? 1 : 0
            }
        }
        var (leftEnd, rightEnd) = (runs.first.map { Int($0.left) } ?? 0, runs.first.map { Int($0.right) } ?? 0)
        var widest = PassageAligner.widestGap
        func gap(before lefts: Int, _ rights: Int) {
            let lefts = leftEnd..<max(leftEnd, lefts)
            let rights = rightEnd..<max(rightEnd, rights)
            if lefts.isEmpty || rights.isEmpty { return }
            if max(lefts.count, rights.count) > widest { return }
            count(lefts, shape.left.lowerBound, rights, shape.right.lowerBound, &left)
            count(rights, shape.right.lowerBound, lefts, shape.left.lowerBound, &right)
        }
        for run in runs {
            gap(before: Int(run.left), Int(run.right))
            matched += Int(run.length)
            for step in 0..<Int(run.length) {
                particular += isParticular(shape.right.lowerBound + Int(run.right) + step) ? 1 : 0
            }
            (leftEnd, rightEnd) = (Int(run.left + run.length), Int(run.right + run.length))
        }
        // Copies begin and end otherwise, with another title or dateline; forms that are filled in are so within, too.
        if !result.isNear, min(left.particular, right.particular) > 0 {
            widest = ParticularsReader.widestEdge * shape.signsInWord
            gap(before: shape.left.count, shape.right.count)
            (leftEnd, rightEnd) = (0, 0)
            gap(before: runs.first.map { Int($0.left) } ?? 0, runs.first.map { Int($0.right) } ?? 0)
        }
        guard min(left.words, right.words) >= 3 else { return }
        let usual = Double(particular + 1) / Double(matched + 4)
        let least = min(
            Double(left.particular) / Double(left.words), Double(right.particular) / Double(right.words))
        result.strangeness = least / usual
        result.strangers = min(left.particular, right.particular)
    }

    /// In how many documents a word stands at most that tells texts apart where capitals do not: in a hundredth of them, or in far
    /// fewer than what the two share, if that is not the report of a day, which others tell in words of theirs.
    private func rarest(_ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, isNear: Bool) -> Int {
        let rare = max(2, statistics.documents / 100)
        if isNear { return rare }
        var counts: [Int] = []
        for run in runs {
            for step in 0..<Int(run.length) {
                counts.append(statistics.count(words.vocabulary(shape.right.lowerBound + Int(run.right) + step)))
            }
        }
        counts.sort()
        let usual = counts.isEmpty ? 0 : counts[counts.count / 2]
        return max(rare, usual / 4)
    }
}
