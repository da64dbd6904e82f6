/// How the words that two texts share lie among those that they do not: whole stretches, single words changed here and there, or
/// clauses told in other words.
///
/// An editor cuts a paragraph, adds a line, puts some clauses in another way: the places where the texts differ are few. Or words
/// are changed all over, then the places are of a word or two. Who tells a text anew changes it everywhere, and several words at
/// once.
struct WordTexture: Sendable {
    /// The typical run of a text that was taken over, in words.
    private static let longRun = 12.0
    /// The words that differ in a wide place.
    private static let wideGap = 3
    /// The least share of wide places in a text told anew: of edits that fall on two words in five .16 are that wide.
    private static let retold = 0.23
    /// The words of the shorter text to which a text told anew has a place at least.
    private static let everywhere = 12

    /// The lengths of common subsequences, used again and again.
    private var table = [UInt8](
        repeating: 0, count: (PassageAligner.widestGap + 1) * (PassageAligner.widestGap + 1))
    /// The places inside of passages where the texts differ, and those of them that are wide.
    private var gaps = 0
    private var wideGaps = 0
    /// The words from which on a place is wide.
    private var wide = 0

    /// Whether one text tells the other in other words.
    ///
    /// - Parameters:
    ///   - words: A buffer that holds the words of both.
    ///   - shape: Where they stand.
    ///   - runs: The runs of three equal words and more, in the order of the second text.
    /// - Complexity: O(*n*) in words, times the width of a gap.
    mutating func isRetold(_ words: WordBuffer, _ shape: PairShape, _ runs: [WordRun]) -> Bool {
        // The length of the run in which a word stands, on average: in long runs there are few places.
        var (squares, sum) = (0, 0)
        for run in runs {
            squares += Int(run.length) * Int(run.length)
            sum += Int(run.length)
        }
        if Double(squares) >= WordTexture.longRun * Double(shape.signsInWord * sum) { return false }
        (gaps, wideGaps) = (0, 0)
        wide = WordTexture.wideGap * shape.signsInWord
        let left = words.hashes.span.extracting(shape.left)
        let right = words.hashes.span.extracting(shape.right)
        for (run, next) in zip(runs, runs.dropFirst()) {
            let (leftEnd, rightEnd) = (Int(run.left + run.length), Int(run.right + run.length))
            let (rows, columns) = (Int(next.left) - leftEnd, Int(next.right) - rightEnd)
            if rows < 0 || rows > PassageAligner.widestGap || columns > PassageAligner.widestGap { continue }
            fill(left, leftEnd, rows, right, rightEnd, columns)
        }
        let isEverywhere = gaps * WordTexture.everywhere * shape.signsInWord >= min(left.count, right.count)
        return isEverywhere && Double(wideGaps) >= WordTexture.retold * Double(gaps)
    }

    /// Counts a place where the texts differ.
    private mutating func differ(_ left: Int, _ right: Int) {
        gaps += left | right != 0 ? 1 : 0
        wideGaps += max(left, right) >= wide ? 1 : 0
    }

    /// Counts what lies between two runs: the longest common subsequence of its words, and the places between those.
    private mutating func fill(
        _ left: Span<UInt32>, _ leftStart: Int, _ rows: Int, _ right: Span<UInt32>, _ rightStart: Int, _ columns: Int
    ) {
        // A single word is counted with what stands in its place.
        if min(rows, columns) <= 1 {
            differ(rows, columns)
            return
        }
        let width = columns + 1
        var column = exchange(&table, with: [])
        defer { table = column }
        var lengths = column.mutableSpan
        @inline(__always)
        func isSame(_ row: Int, _ column: Int) -> Bool {
            unsafe left[unchecked: leftStart &+ row] == right[unchecked: rightStart &+ column]
        }
        // The length for what is left of both from a row and a column on.
        for place in 0..<width { unsafe lengths[unchecked: rows &* width &+ place] = 0 }
        for row in (0..<rows).reversed() {
            unsafe lengths[unchecked: row &* width &+ columns] = 0
            for column in (0..<columns).reversed() {
                let place = row &* width &+ column
                unsafe lengths[unchecked: place] =
                    isSame(row, column)
                    ? lengths[unchecked: place &+ width &+ 1] &+ 1
                    : max(lengths[unchecked: place &+ width], lengths[unchecked: place &+ 1])
            }
        }
        var (row, place) = (0, 0)
        var (leftSkipped, rightSkipped) = (0, 0)
        while row < rows, place < columns {
            if isSame(row, place) {
                differ(leftSkipped, rightSkipped)
                (leftSkipped, rightSkipped) = (0, 0)
                (row, place) = (row + 1, place + 1)
            } else if unsafe lengths[unchecked: (row &+ 1) &* width &+ place]
                >= lengths[unchecked: row &* width &+ place &+ 1]
            {
                row += 1
                leftSkipped += 1
            } else {
                place += 1
                rightSkipped += 1
            }
        }
        differ(leftSkipped + rows - row, rightSkipped + columns - place)
    }
}
