/// The pieces of forms that texts without a day fill in, each another way.
///
/// A form has holes. The words before a hole stand in texts that go on with a word of their own each, where those of a report that
/// is copied go on in most of them with the same. So what many texts share between two holes is a piece of a form: a short one
/// whatever the texts, a long one where they are of one outlet, since what others take over from a report is a passage.
struct FormPieces {
    /// What is known of a run of words.
    private struct Marks: OptionSet {
        let rawValue: UInt8
        /// Before it stand ever other words.
        static let opens = Marks(rawValue: 1)
        /// Behind it stand ever other words.
        static let closes = Marks(rawValue: 2)
        /// Enough texts of one outlet have it.
        static let isOfOneOutlet = Marks(rawValue: 4)
        /// Most of the words before it are names or numbers, as far as the script tells.
        static let isBehindNames = Marks(rawValue: 8)
        /// Most of the words behind it are.
        static let isBeforeNames = Marks(rawValue: 16)
    }

    /// The texts that share a piece.
    private static let least = 3
    /// The runs of the longest piece in texts of several outlets.
    private static let longest = 22

    /// The percentage of what a text shares that pieces must be: copies that were edited have holes here and there.
    private static let share = 70

    /// The percentage of holes that names fill in.
    private static let nameShare = 25

    /// The runs that several texts have, ascending.
    private var runs: [UInt32] = []
    private var marks: [Marks] = []
    /// Whether each is part of a piece.
    private var isFormula: [Bool] = []
    /// The words before and behind a run and the outlets, while it is looked at.
    private var (before, behind, outlets): ([UInt32], [UInt32], [UInt32]) = ([], [], [])

    /// Adds a run.
    ///
    /// - Parameters:
    ///   - run: Its hash, higher than those before.
    ///   - entries: Where it stands, ascending, as ``FormulaTable/Builder`` keeps it.
    ///   - texts: What is known of the texts.
    /// - Complexity: O(*n* log *n*) in the entries.
    mutating func add(_ run: UInt32, _ entries: ArraySlice<UInt64>, _ texts: [FormulaTable.Builder.Text]) {
        before.removeAll(keepingCapacity: true)
        behind.removeAll(keepingCapacity: true)
        outlets.removeAll(keepingCapacity: true)
        var (last, capitals) = (-1, 0)
        let word = UInt64(1) << FormulaTable.Builder.wordBits - 1
        for entry in entries {
            let text = FormulaTable.Builder.text(entry)
            // Each text counts once.
            if text == last { continue }
            last = text
            capitals += texts[text].hasCapitals ? 1 : 0
            before.append(UInt32(entry >> FormulaTable.Builder.wordBits & word))
            behind.append(UInt32(entry & word))
            if let outlet = texts[text].outlet { outlets.append(outlet) }
        }
        if before.count < FormPieces.least { return }
        var found: Marks = []
        let hasCapitals = capitals * 2 > before.count
        let names = (before.count { $0 & 1 != 0 }, behind.count { $0 & 1 != 0 })
        if FormPieces.isHole(&before, hasCapitals: hasCapitals) { found.insert(.opens) }
        if FormPieces.isHole(&behind, hasCapitals: hasCapitals) { found.insert(.closes) }
        if !hasCapitals || names.0 * 2 >= before.count { found.insert(.isBehindNames) }
        if !hasCapitals || names.1 * 2 >= behind.count { found.insert(.isBeforeNames) }
        if outlets.count >= FormPieces.least, FormPieces.most(&outlets).count >= FormPieces.least {
            found.insert(.isOfOneOutlet)
        }
        runs.append(run)
        marks.append(found)
        isFormula.append(false)
    }

    /// The most frequent of some values and how many different ones there are.
    private static func most(_ values: inout [UInt32]) -> (count: Int, different: Int) {
        // Most are three or four.
        for index in values.indices.dropFirst() {
            if values.count > 24 { break }
            var place = index
            while place > 0, values[place - 1] > values[place] {
                values.swapAt(place - 1, place)
                place -= 1
            }
        }
        if values.count > 24 { values.sort() }
        var (most, different, inRow) = (0, 0, 0)
        for index in values.indices {
            inRow = index > 0 && values[index] == values[index - 1] ? inRow + 1 : 1
            if inRow == 1 { different += 1 }
            most = max(most, inRow)
        }
        return (most, different)
    }

    /// Whether ever other words fill in a hole; where a script does not tell names there must be more of them.
    private static func isHole(_ words: inout [UInt32], hasCapitals: Bool) -> Bool {
        let count = words.count
        let (most, different) = most(&words)
        return different >= least && most * (hasCapitals ? 2 : 3) <= count
    }

    /// Marks the pieces of a text, if they are most of what it shares; the long ones anyway.
    ///
    /// - Parameter text: Its runs, one for each word that one begins at.
    /// - Complexity: O(*n* log *n*) in the runs.
    mutating func find(_ text: ArraySlice<UInt32>) {
        let places = text.map { place(of: $0) ?? -1 }
        let (pieces, shared) = pieces(of: places)
        // How much of what is shared lies in pieces, and which of their holes names fill in.
        var (marked, covered, holes, ofNames) = (0, 0, 0, 0)
        for piece in pieces {
            for hole in [
                piece.isAtHead ? nil : marks[places[piece.runs.lowerBound]].contains(.isBehindNames),
                piece.isAtEnd ? nil : marks[places[piece.runs.upperBound - 1]].contains(.isBeforeNames),
            ] {
                guard let hole else { continue }
                holes += 1
                ofNames += hole ? 1 : 0
            }
            covered += max(0, piece.runs.upperBound - max(marked, piece.runs.lowerBound))
            marked = max(marked, piece.runs.upperBound)
        }
        // Copies of one report may have other titles, and ends.
        let isForm =
            pieces.contains { !$0.isAtHead && !$0.isAtEnd } && covered * 100 >= shared * FormPieces.share
            && ofNames * 100 >= holes * FormPieces.nameShare
        for piece in pieces where isForm || piece.runs.count > FormPieces.longest {
            for place in places[piece.runs] { isFormula[place] = true }
        }
    }

    /// A part of a text between two holes.
    private struct Piece {
        /// The runs that begin in it.
        let runs: Range<Int>
        /// Whether the text begins with it, where a hole would be.
        let isAtHead: Bool
        /// Whether the text ends with it.
        let isAtEnd: Bool
    }

    /// The pieces of a text, ascending by their ends, and how many of its runs are shared.
    ///
    /// - Parameter places: Where each of its runs stands among the shared, -1 where it does not.
    private func pieces(of places: [Int]) -> ([Piece], Int) {
        // Where a piece may begin, and from where all is of one outlet.
        var start: Int? = 0
        var isAtHead = true
        var ofOneOutlet = 0
        var shared = 0
        var pieces: [Piece] = []
        func close(_ start: Int, _ end: Int, isAtEnd: Bool) {
            if end - start > FormPieces.longest {
                // What is most of a text is a copy of it.
                if ofOneOutlet > start || isAtHead || isAtEnd || (end - start) * 2 > places.count { return }
            }
            pieces.append(Piece(runs: start..<end, isAtHead: isAtHead, isAtEnd: isAtEnd))
        }
        for (index, place) in places.enumerated() {
            if place < 0 {
                (start, isAtHead) = (nil, false)
                continue
            }
            shared += 1
            let found = marks[place]
            if !found.contains(.isOfOneOutlet) { ofOneOutlet = index + 1 }
            if found.contains(.opens) {
                let isTooFar = start.map { index - $0 > FormPieces.longest && (isAtHead || ofOneOutlet > $0) } ?? true
                if isTooFar { (start, isAtHead) = (index, false) }
            }
            if found.contains(.closes), let start { close(start, index + 1, isAtEnd: false) }
        }
        if let start, !isAtHead { close(start, places.count, isAtEnd: true) }
        return (pieces, shared)
    }

    /// Where a run stands among those that several texts have.
    private func place(of run: UInt32) -> Int? {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle] < run { low = middle + 1 } else { high = middle }
        }
        return low < runs.count && runs[low] == run ? low : nil
    }

    /// The runs of all pieces and others, ascending, each once.
    ///
    /// - Parameter others: Ascending.
    /// - Complexity: O(*n*).
    func joined(with others: [UInt32]) -> [UInt32] {
        let own = runs.indices.lazy.filter { isFormula[$0] }.map { runs[$0] }
        if others.isEmpty { return Array(own) }
        return Set(own).union(others).sorted()
    }
}
