extension FormulaTable {
    /// Collects the runs of texts.
    struct Builder {
        /// A run and where it stands: 32 bits of hash, ``textBits`` of the text, then as many for the words before and behind it.
        private var entries: [UInt64] = []
        /// How many entries fall together, up to ``least``: in a slot with fewer no run is in enough texts.
        private var counts = [UInt8](repeating: 0, count: 1 << 21)
        /// What is known of each text.
        private var texts: [Text] = []
        /// The runs of the texts without a day, one text after the other.
        private var undated: [UInt32] = []
        /// Where each of them ends.
        private var ends: [Int] = []

        /// A text that was added.
        struct Text {
            /// The day it was published, counted from any; nil where none is known.
            let day: Int32?
            /// A hash of its outlet, nil where that is not known.
            let outlet: UInt32?
            /// Whether it is of a script in which capitals tell names.
            let hasCapitals: Bool
        }

        /// The bits that tell a text; a sample has half as many texts as they can tell.
        static let textBits: UInt64 = 14
        /// The bits that are kept of the word before a run, and of that behind it; the last tells whether it looks like a name.
        static let wordBits: UInt64 = 9
        /// The texts in which a formula stands at least.
        private static let least: UInt8 = 3

        /// Where the entries of a run are counted.
        @inline(__always)
        private static func slot(_ run: UInt64) -> Int {
            Int(truncatingIfNeeded: (run &* 0x9e37_79b1) >> 11 & (1 << 21 - 1))
        }

        /// Adds a text; one too many is left out.
        ///
        /// - Parameters:
        ///   - words: Its words.
        ///   - text: What is known of it.
        /// - Complexity: O(*n*) in words, up to ``FormulaTable/wordLimit``.
        mutating func add(_ words: WordBuffer, _ text: Text) {
            let number = UInt64(texts.count)
            if number >> Builder.textBits > 0 { return }
            texts.append(text)
            let end = min(words.count, FormulaTable.wordLimit)
            let hashes = words.hashes.span
            let places = words.places.span
            // Two texts both begin and end with nothing, which is a word like another.
            func context(_ index: Int) -> UInt64 {
                if index < 0 || index >= words.count { return 0 }
                let hash = unsafe (hashes[unchecked: index] &* 0x9e37_79b1) >> UInt32(33 - Builder.wordBits)
                let name = unsafe places[unchecked: index] >> 56 & UInt64(WordBuffer.name) != 0 ? 1 : 0 as UInt64
                return UInt64(hash) << 1 | name
            }
            for index in 0..<end {
                let width = FormulaTable.width(words, index)
                if index + width > end { continue }
                let run = FormulaTable.hash(words, index, width)
                let slot = Builder.slot(UInt64(run))
                counts[slot] &+= counts[slot] < Builder.least ? 1 : 0
                let contexts = context(index - 1) << Builder.wordBits | context(index + width)
                entries.append(UInt64(run) << 32 | number << (2 * Builder.wordBits) | contexts)
                if text.day == nil { undated.append(run) }
            }
            if text.day == nil { ends.append(undated.count) }
        }

        /// The runs that are formulas.
        ///
        /// - Complexity: O(*n*) in the runs added.
        mutating func table() -> FormulaTable {
            entries.removeAll { counts[Builder.slot($0 >> 32)] < Builder.least }
            counts = []
            RadixSort.sortByHash(&entries)
            var result: [UInt32] = []
            var pieces = FormPieces()
            var start = 0
            while start < entries.count {
                let run = entries[start] >> 32
                var end = start + 1
                while end < entries.count, entries[end] >> 32 == run { end += 1 }
                if end - start >= Int(Builder.least) {
                    let hash = UInt32(truncatingIfNeeded: run)
                    if isFormula(start..<end) {
                        result.append(hash)
                    }
                    if !ends.isEmpty, entries[start..<end].contains(where: { texts[Builder.text($0)].day == nil }) {
                        entries[start..<end].sort()
                        pieces.add(hash, entries[start..<end], texts)
                    }
                }
                start = end
            }
            entries = []
            var first = 0
            for end in ends {
                pieces.find(undated[first..<end])
                first = end
            }
            undated = []
            return FormulaTable(pieces.joined(with: result))
        }

        /// Whether a run is one by the days of the texts that it stands in.
        private func isFormula(_ range: Range<Int>) -> Bool {
            var (first, last) = (Int32.max, Int32.min)
            for entry in range {
                if let day = texts[Builder.text(entries[entry])].day {
                    first = min(first, day)
                    last = max(last, day)
                }
            }
            guard first <= last, last - first > FormulaTable.span else { return false }
            return range.contains { entry in
                guard let day = texts[Builder.text(entries[entry])].day else { return false }
                return day - first >= FormulaTable.apart && last - day >= FormulaTable.apart
            }
        }

        /// The text of an entry.
        static func text(_ entry: UInt64) -> Int { Int(entry >> (2 * wordBits) & (1 << textBits - 1)) }
    }
}
