/// How far two documents tell their story in the same order, outside of the passages that they share.
///
/// A rewrite keeps the names, the numbers and many plain words where they were, give or take a sentence; another article on
/// the same event uses the same names and numbers, but anywhere. So each word that both have is asked whether it stands at
/// about the same place in both, and that is set against chance: a word that the other document has *n* times would stand
/// in a window of the share *w* with the probability 1 - (1 - *w*)ⁿ. Words that stand everywhere weigh nothing by
/// themselves. Nothing but the two documents is looked at: no list of words, and no counts of the collection.
struct StoryOrder: Sendable {
    private var slots: [Int32] = []
    private var next: [Int32] = []
    private var mask = 0
    /// The words of the document taken.
    private var left: [UInt32] = []
    private var leftCount = 0
    /// Which of them stand in shared passages; all false between calls.
    private var isCovered: [Bool] = []
    /// How far a word may stand from its place, as a share of the document, on either side: two sentences of twenty-five.
    static let window = 0.08
    /// A word that stands oftener in the document taken tells nothing of its place.
    static let mostPlaces = 16
    /// The steps along a chain of words that fall together: one word a million times stays linear.
    private static let longestChain = 32

    /// Takes the document that others are compared with.
    ///
    /// - Parameters:
    ///   - words: A buffer of words.
    ///   - range: Where the document's words stand in it.
    /// - Complexity: O(*n*) in words.
    mutating func take(_ words: WordBuffer, _ range: Range<Int>) {
        leftCount = range.count
        let size = max(64, (leftCount * 2).nextPowerOfTwo)
        mask = size - 1
        if slots.count < size { slots = Array(repeating: -1, count: size) }
        if next.count < leftCount {
            next = Array(repeating: -1, count: leftCount)
            left = Array(repeating: 0, count: leftCount)
            isCovered = Array(repeating: false, count: leftCount)
        }
        var (slotColumn, nextColumn, leftColumn) =
            (exchange(&self.slots, with: []), exchange(&self.next, with: []), exchange(&self.left, with: []))
        defer { (self.slots, self.next, self.left) = (slotColumn, nextColumn, leftColumn) }
        var slots = slotColumn.mutableSpan
        var next = nextColumn.mutableSpan
        var left = leftColumn.mutableSpan
        for slot in 0..<size { unsafe slots[unchecked: slot] = -1 }
        for index in 0..<leftCount {
            let word = words.vocabulary(range.lowerBound + index)
            let slot = slot(word)
            unsafe left[unchecked: index] = word
            unsafe next[unchecked: index] = slots[unchecked: slot]
            unsafe slots[unchecked: slot] = Int32(truncatingIfNeeded: index)
        }
    }

    @inline(__always)
    private func slot(_ word: UInt32) -> Int { Int(truncatingIfNeeded: (word &* 0x9e37_79b1) >> 7) & mask }

    /// By how much more words stand at their place than chance would have it.
    ///
    /// Places are taken as shares of either document, and counted from the start as well: news is cut from the end. The better
    /// of the two counts.
    ///
    /// - Parameters:
    ///   - words: The buffer that was given to ``take(_:_:)``.
    ///   - right: Where the other document's words stand in it.
    ///   - passages: What the two share word for word, which is left out.
    /// - Returns: Standard deviations above chance.
    /// - Complexity: O(*n*) in words, times a constant.
    mutating func agreement(_ words: WordBuffer, _ right: Range<Int>, _ passages: [WordPassage]) -> Double {
        cover(passages, true)
        defer { cover(passages, false) }
        let length = Double(leftCount)
        var shares = Tally(scale: length / Double(right.count), reach: length * StoryOrder.window, length)
        var starts = Tally(scale: 1, reach: min(length, Double(right.count)) * StoryOrder.window, length)
        let gaps = passages.map { $0.rightStart..<$0.rightEnd }.sorted { $0.lowerBound < $1.lowerBound }
        var index = 0
        for gap in gaps {
            count(words, right, index..<max(index, gap.lowerBound), &shares, &starts)
            index = max(index, gap.upperBound)
        }
        count(words, right, index..<right.count, &shares, &starts)
        // Pairs of signs overlap: where a word is shared, two are.
        let spread = words.isInSigns(right) ? 2.0 : 1.0
        return max(shares.deviations(spread), starts.deviations(spread))
    }

    private mutating func cover(_ passages: [WordPassage], _ value: Bool) {
        for passage in passages {
            for index in passage.leftStart..<passage.leftEnd { isCovered[index] = value }
        }
    }

    /// Counts some words of the other document.
    private func count(
        _ words: WordBuffer, _ right: Range<Int>, _ part: Range<Int>, _ shares: inout Tally, _ starts: inout Tally
    ) {
        let (slots, next, left, isCovered) = (slots.span, next.span, left.span, isCovered.span)
        for index in part {
            let word = words.vocabulary(right.lowerBound &+ index)
            var candidate = unsafe slots[unchecked: slot(word)]
            if candidate < 0 { continue }
            let (share, start) = (shares.target(index), starts.target(index))
            var (places, steps) = (0, 0)
            var (isAtShare, isAtStart) = (false, false)
            repeat {
                let place = Int(candidate)
                if unsafe left[unchecked: place] == word, unsafe !isCovered[unchecked: place] {
                    places &+= 1
                    isAtShare = isAtShare || abs(Double(place) - share) <= shares.reach
                    isAtStart = isAtStart || abs(Double(place) - start) <= starts.reach
                }
                steps &+= 1
                candidate = unsafe next[unchecked: place]
            } while candidate >= 0 && steps < StoryOrder.longestChain
            if places == 0 || places > StoryOrder.mostPlaces || steps == StoryOrder.longestChain { continue }
            shares.count(isAtShare, places)
            if start - starts.reach <= starts.length { starts.count(isAtStart, places) }
        }
    }

    /// What was counted of words under one way of setting places against one another.
    private struct Tally {
        /// By what a place in the other document is multiplied to give one in the document taken.
        let scale: Double
        /// How many words from there still count as the same place.
        let reach: Double
        /// The words of the document taken.
        let length: Double
        /// The chance that a word stands there, by how often it stands in the document taken.
        private var chances = InlineArray<17, Double>(repeating: 0)
        private var found = 0
        private var expected = 0.0
        private var variance = 0.0

        init(scale: Double, reach: Double, _ length: Double) {
            self.scale = scale
            self.reach = reach
            self.length = length
            var miss = 1.0
            for count in 1...StoryOrder.mostPlaces {
                miss *= max(0, 1 - (2 * reach + 1) / length)
                chances[count] = 1 - miss
            }
        }

        /// The place in the document taken that a place in the other one stands for.
        @inline(__always)
        func target(_ index: Int) -> Double { Double(index) * scale }

        /// Counts a word that stands in the document taken so many times, perhaps where it is expected.
        @inline(__always)
        mutating func count(_ isThere: Bool, _ places: Int) {
            let chance = chances[places]
            found &+= isThere ? 1 : 0
            expected += chance
            variance += chance * (1 - chance)
        }

        func deviations(_ spread: Double) -> Double {
            (Double(found) - expected) / max(1, (variance * spread).squareRoot())
        }
    }
}
