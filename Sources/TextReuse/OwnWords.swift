internal import TextPrimitives

/// Marks the words of a text that are its own, and those that are not: formulas, menus and forms, what was said before.
struct OwnWords: Sendable {
    /// The most words of a line of a menu or a form.
    private static let lineLimit = 8
    /// The most bytes of such a line.
    private static let byteLimit = 160
    /// The lines of such a kind that make a menu.
    private static let leastLines = 3

    /// The runs one after the other that make a formula.
    private static let row = 3

    /// A bit for some bits of the hash of each run that the text has had.
    private var seen = [UInt64](repeating: 0, count: 128)
    /// The share of runs that a text may have had before by chance, in parts of a hundred.
    private static let usualRepetition = 12

    /// Marks words.
    ///
    /// - Parameters:
    ///   - words: The buffer, with shingles.
    ///   - range: Where the text's words stand in it.
    ///   - formulas: The formulas of the collection.
    ///   - lines: The lines of the text, from the text's start, and whether each ends as no sentence does.
    /// - Returns: The number of words that are the text's own.
    /// - Complexity: O(*n*) in words.
    mutating func mark(
        _ words: inout WordBuffer, _ range: Range<Int>, _ formulas: FormulaTable,
        _ lines: [(place: Range<Int>, isOpen: Bool)]
    ) -> Int {
        let (marked, repeated) = markFormulas(&words, range, formulas)
        // Of the bits of a long text many fall together.
        let isRepeating = repeated * 100 > range.count * OwnWords.usualRepetition
        if isRepeating { markRepeated(&words, range) }
        let hasMenus = markMenus(&words, range, lines)
        if !isRepeating, !hasMenus { return range.count - marked }
        return range.count { !words.has(WordBuffer.formula | WordBuffer.repeated, $0) }
    }

    /// Marks the words of formulas.
    ///
    /// - Returns: Their number, and how many runs may have stood in the text before.
    private mutating func markFormulas(
        _ words: inout WordBuffer, _ range: Range<Int>, _ formulas: FormulaTable
    ) -> (marked: Int, repeated: Int) {
        for index in seen.indices { seen[index] = 0 }
        var (inRow, reached, marked, repeated) = (0, range.lowerBound, 0, 0)
        var column = exchange(&words.places, with: [])
        var seenColumn = exchange(&seen, with: [])
        defer { (words.places, seen) = (column, seenColumn) }
        var places = column.mutableSpan
        var seenBits = seenColumn.mutableSpan
        let shingles = words.shingles.span
        for index in range {
            let isSign = unsafe places[unchecked: index] >> 56 & UInt64(WordBuffer.sign) != 0
            let end = index &+ (isSign ? FormulaTable.signs : FormulaTable.width)
            if end > range.upperBound { continue }
            var run = unsafe shingles[unchecked: index]
            if isSign { run = FormulaTable.joined(run, unsafe shingles[unchecked: index &+ 2]) }
            let bit = Int(truncatingIfNeeded: run >> 19)
            let word = unsafe seenBits[unchecked: bit >> 6]
            repeated &+= Int(truncatingIfNeeded: word >> UInt64(truncatingIfNeeded: bit & 63) & 1)
            unsafe seenBits[unchecked: bit >> 6] = word | 1 << UInt64(truncatingIfNeeded: bit & 63)
            // By chance a run comes back anywhere, not one after the other.
            if !formulas.contains(run) {
                inRow = 0
                continue
            }
            inRow &+= 1
            if inRow < OwnWords.row { continue }
            // Runs of signs are longer than those of words.
            let first = max(reached, index &- OwnWords.row &+ 1)
            for place in first..<max(first, end) {
                unsafe places[unchecked: place] |= UInt64(WordBuffer.formula) << 56
                marked &+= 1
            }
            reached = max(reached, end)
        }
        return (marked, repeated)
    }

    /// Marks the words of runs that stood in the text before.
    private func markRepeated(_ words: inout WordBuffer, _ range: Range<Int>) {
        var known = HashIndex(capacity: range.count)
        var reached = range.lowerBound
        for index in range {
            let end = index + FormulaTable.width(words, index)
            if end > range.upperBound { continue }
            let run = UInt64(FormulaTable.hash(words, index, end - index))
            if known.value(run) >= 0 {
                words.set(WordBuffer.repeated, max(reached, index)..<max(reached, end))
                reached = max(reached, end)
            } else {
                known.set(run, 1)
            }
        }
    }

    /// Marks the words of short lines that follow one another and end as no sentence does.
    ///
    /// - Returns: Whether there are any.
    private func markMenus(
        _ words: inout WordBuffer, _ range: Range<Int>, _ lines: [(place: Range<Int>, isOpen: Bool)]
    ) -> Bool {
        var inRow = 0
        let isCandidate = lines.contains { line, isOpen in
            inRow = isOpen && line.count <= OwnWords.byteLimit ? inRow + 1 : 0
            return inRow >= OwnWords.leastLines
        }
        if !isCandidate { return false }
        var index = range.lowerBound
        var (menuStart, count) = (index, 0)
        var found: [Range<Int>] = []
        for (line, isOpen) in lines {
            let start = index
            while index < range.upperBound, words.start(index) < line.upperBound { index += 1 }
            if index == start { continue }
            let limit = words.has(WordBuffer.sign, start) ? 3 * OwnWords.lineLimit : OwnWords.lineLimit
            if isOpen, index - start <= limit {
                if count == 0 { menuStart = start }
                count += 1
            } else {
                if count >= OwnWords.leastLines { found.append(menuStart..<start) }
                count = 0
            }
        }
        if count >= OwnWords.leastLines { found.append(menuStart..<index) }
        for menu in found { words.set(WordBuffer.formula, menu) }
        return !found.isEmpty
    }
}

/// What stands around texts on a page.
enum PageChrome {
    /// Whether a sentence, a quotation or a clause ends before a place.
    static func endsSentence(_ text: Span<UInt8>, _ end: Int) -> Bool {
        guard end > 0 else { return false }
        var start = end - 1
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        let byte = text[start]
        if byte < 0x80 {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
                UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ","):
                return true
            default: return false
            }
        }
        switch WordScanner.scalar(text, start, end).0 {
        case 0xBB, 0x2019, 0x201D, 0x2026, 0x203A, 0x3002, 0x300D, 0x300F, 0xFF01, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B,
            0xFF1F,
            0xFF61, 0x3001, 0x60C, 0x61B, 0x61F, 0x6D4, 0x964, 0x589, 0x1362, 0x104B, 0x17D4:
            return true
        default: return false
        }
    }
}
