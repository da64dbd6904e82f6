internal import DocumentModel

/// Reads what two texts share and where they differ beyond formulas.
struct ParticularsReader {
    private let statistics: WordStatistics
    /// Which words of the first text a run has covered; all false between calls.
    private var isCovered: [Bool] = []
    /// The share of words with capitals below which a script has none.
    private static let capitals = 0.02

    init(_ statistics: WordStatistics) { self.statistics = statistics }

    /// What two texts share and where they differ.
    ///
    /// - Parameters:
    ///   - shape: Where they stand, and the passages that they share.
    ///   - runs: The runs of equal words, in the order of the second text.
    ///   - words: The words of both, marked by ``WordCache/own(_:)``.
    ///   - owns: How many words of either are its own.
    /// - Complexity: O(*n*) in words.
    mutating func read(_ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, _ owns: (Int, Int)) -> Particulars {
        var result = Particulars()
        (result.own, result.most) = (min(owns.0, owns.1), max(owns.0, owns.1))
        if isCovered.count < shape.left.count { isCovered = Array(repeating: false, count: shape.left.count) }
        let foreign = UInt64(WordBuffer.formula | WordBuffer.repeated) << 56
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
        addStrangers(shape, runs, words, &result)
        return result
    }

    /// The words of one text where it differs from the other, and the names and numbers among them.
    private struct Gaps {
        var words = 0
        var particular = 0
    }

    /// Counts the names and numbers that stand in place of others.
    private func addStrangers(
        _ shape: PairShape, _ runs: [WordRun], _ words: WordBuffer, _ result: inout Particulars
    ) {
        let hasCapitals = hasCapitals(words, shape.left) && hasCapitals(words, shape.right)
        let rare = max(2, statistics.documents / 100)
        func isParticular(_ index: Int) -> Bool {
            words.has(WordBuffer.name, index) || !hasCapitals && statistics.count(words.vocabulary(index)) <= rare
        }
        var (matched, particular) = (0, 0)
        var (left, right) = (Gaps(), Gaps())
        for run in runs {
            matched += Int(run.length)
            for step in 0..<Int(run.length) {
                particular += isParticular(shape.right.lowerBound + Int(run.right) + step) ? 1 : 0
            }
        }
        for (run, next) in zip(runs, runs.dropFirst()) {
            let lefts = Int(run.left + run.length)..<max(Int(run.left + run.length), Int(next.left))
            let rights = Int(run.right + run.length)..<max(Int(run.right + run.length), Int(next.right))
            if lefts.isEmpty || rights.isEmpty { continue }
            if max(lefts.count, rights.count) > PassageAligner.widestGap { continue }
            func count(_ part: Range<Int>, _ base: Int, _ others: Range<Int>, _ otherBase: Int, _ gaps: inout Gaps) {
                for index in part {
                    let hash = words.hashes[base + index]
                    if others.contains(where: { words.hashes[otherBase + $0] == hash }) { continue }
                    gaps.words += 1
                    gaps.particular += isParticular(base + index) ? 1 : 0
                }
            }
            count(lefts, shape.left.lowerBound, rights, shape.right.lowerBound, &left)
            count(rights, shape.right.lowerBound, lefts, shape.left.lowerBound, &right)
        }
        guard min(left.words, right.words) >= 3 else { return }
        let usual = Double(particular + 1) / Double(matched + 4)
        let least = min(
            Double(left.particular) / Double(left.words), Double(right.particular) / Double(right.words))
        result.strangeness = least / usual
        result.strangers = min(left.particular, right.particular)
    }

    /// Whether capitals tell names in a text.
    private func hasCapitals(_ words: WordBuffer, _ range: Range<Int>) -> Bool {
        let count = range.count { words.has(WordBuffer.name, $0) }
        return Double(count) >= ParticularsReader.capitals * Double(range.count)
    }
}
