/// The runs of words that come back in texts of other days: the formulas of a press, which say nothing of two texts.
///
/// A report is issued once, and carried by others within days; a formula comes back for months. So a run of three words (five signs
/// where a script has no spaces) that stands in texts of three times at least, more than ``span`` days from the first to the last, is
/// part of a formula, however long that is and however few texts there are. Where texts have no day, the holes tell, as ``FormPieces``
/// says. Each text counts once, and equal texts count as one.
struct FormulaTable: Sendable {
    /// The words of a run.
    static let width = 3
    /// The signs of a run in a script without spaces.
    static let signs = 5
    /// The days from the first to the last use beyond which a run of words is no report's own.
    static let span: Int32 = 20
    /// The days by which a use lies apart from the first and the last.
    static let apart: Int32 = 7
    /// The words of a text that are looked at.
    static let wordLimit = 4_096

    /// The hashes of the runs, ascending.
    private(set) var runs: [UInt32] = []
    /// Three bits of a word for each run, in a word that the upper bits of its hash tell: one in a hundred other runs has them too.
    private var filter: [UInt64] = [0, 0]
    /// By how much a hash is shifted to give the place of its word there.
    private var shift: UInt32 = 31

    /// Makes an empty table.
    init() {}

    /// Makes a table of runs that were kept.
    ///
    /// - Parameter runs: Ascending.
    init(_ runs: [UInt32]) {
        self.runs = runs
        if runs.isEmpty { return }
        var bits: UInt32 = 1
        while bits < 20, 4 << bits < runs.count { bits += 1 }
        shift = 32 - bits
        filter = Array(repeating: 0, count: 1 << Int(bits))
        for run in runs { filter[Int(run >> shift)] |= FormulaTable.bits(run) }
    }

    /// Whether a run is part of a formula, or one in a hundred that are not.
    @inline(__always)
    func contains(_ run: UInt32) -> Bool {
        let bits = FormulaTable.bits(run)
        return unsafe filter.span[unchecked: Int(run >> shift)] & bits == bits
    }

    /// The bits of a run.
    @inline(__always)
    private static func bits(_ run: UInt32) -> UInt64 {
        let hash = UInt64(run &* 0x9e37_79b1)
        return 1 &<< (hash & 63) | 1 &<< (hash >> 6 & 63) | 1 &<< (hash >> 12 & 63)
    }

    /// The number of words of the run that begins at a place, by the script that stands there.
    @inline(__always)
    static func width(_ words: WordBuffer, _ index: Int) -> Int { words.has(WordBuffer.sign, index) ? signs : width }

    /// The hash of the run of a width that begins at a place; so many words stand there.
    @inline(__always)
    static func hash(_ words: WordBuffer, _ index: Int, _ width: Int) -> UInt32 {
        let hashes = words.hashes.span
        func three(_ start: Int) -> UInt32 {
            UInt32(
                truncatingIfNeeded: ShingleIndex.hash(
                    unsafe hashes[unchecked: start], unsafe hashes[unchecked: start &+ 1],
                    unsafe hashes[unchecked: start &+ 2]) >> 20)
        }
        let first = three(index)
        return width == FormulaTable.width ? first : joined(first, three(index &+ 2))
    }

    /// The hash of five signs, from those of the first and the last three.
    @inline(__always)
    static func joined(_ first: UInt32, _ last: UInt32) -> UInt32 { (first &* 0x9e37_79b1) ^ last }
}
