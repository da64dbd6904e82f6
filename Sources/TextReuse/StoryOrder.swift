internal import DocumentModel

/// How far two documents tell their story in the same order, outside of the passages that they share.
///
/// A rewrite keeps the names, the numbers and many plain words where they were, give or take a sentence; another article on
/// the same event uses the same names and numbers, but anywhere. So each word that both have is asked whether it stands at
/// about the same place in both, and that is set against chance: a word that the other document has *n* times would stand
/// in a window of the share *w* with the probability 1 - (1 - *w*)ⁿ. Words that stand everywhere weigh nothing by
/// themselves. Nothing but the two documents is looked at: no list of words, and no counts of the collection.
struct StoryOrder: Sendable {
    private var slots: [Int32] = []
    /// How many words stand in each slot, up to one more than ``mostPlaces``.
    private var sizes: [UInt8] = []
    private var next: [Int32] = []
    private var mask = 0
    /// The words of the document taken.
    private var left: [UInt32] = []
    private var leftCount = 0
    /// Which of them stand in shared passages; all false between calls.
    private var isCovered: [Bool] = []
    /// How far a word may stand from its place, as a share of the document, on either side: two sentences of twenty-five.
    static let window = 0.08
    /// A word that stands oftener in the document taken, or in the same slot as so many words, tells nothing of its place.
    static let mostPlaces = 8

    /// Takes the document that others are compared with.
    ///
    /// - Parameters:
    ///   - words: A buffer of words.
    ///   - range: Where the document's words stand in it.
    /// - Complexity: O(*n*) in words.
    mutating func take(_ words: WordBuffer, _ range: Range<Int>) {
        leftCount = range.count
        let size = max(64, (leftCount * 4).nextPowerOfTwo)
        mask = size - 1
        if slots.count < size {
            slots = Array(repeating: -1, count: size)
            sizes = Array(repeating: 0, count: size)
        }
        if next.count < leftCount {
            next = Array(repeating: -1, count: leftCount)
            left = Array(repeating: 0, count: leftCount)
            isCovered = Array(repeating: false, count: leftCount)
        }
        var (slotColumn, sizeColumn) = (exchange(&self.slots, with: []), exchange(&self.sizes, with: []))
        var (nextColumn, leftColumn) = (exchange(&self.next, with: []), exchange(&self.left, with: []))
        defer { (self.slots, self.sizes, self.next, self.left) = (slotColumn, sizeColumn, nextColumn, leftColumn) }
        var sizes = sizeColumn.mutableSpan
        var slots = slotColumn.mutableSpan
        var next = nextColumn.mutableSpan
        var left = leftColumn.mutableSpan
        let (hashes, places) = (words.hashes.span, words.places.span)
        for slot in 0..<size {
            unsafe slots[unchecked: slot] = -1
            unsafe sizes[unchecked: slot] = 0
        }
        for index in 0..<leftCount {
            let word = WordBuffer.vocabulary(hashes, places, range.lowerBound &+ index)
            let slot = slot(word)
            unsafe left[unchecked: index] = word
            unsafe next[unchecked: index] = slots[unchecked: slot]
            unsafe slots[unchecked: slot] = Int32(truncatingIfNeeded: index)
            unsafe sizes[unchecked: slot] = min(sizes[unchecked: slot] &+ 1, UInt8(StoryOrder.mostPlaces + 1))
        }
    }

    @inline(__always)
    private func slot(_ word: UInt32) -> Int { Int(truncatingIfNeeded: (word &* 0x9e37_79b1) >> 7) & mask }

    /// What was found of two documents.
    struct Agreement: Sendable {
        /// By how much more words stand at their place than chance would have it, in standard deviations.
        let deviations: Double
        /// The words.
        let words: WordsInPlace

        /// Whether one document tells the other's story.
        var isRetelling: Bool { deviations >= 4.5 }
    }

    /// Counts the words that stand at the same place.
    ///
    /// Places are taken as shares of either document, and counted from the start as well: news is cut from the end. The better
    /// of the two counts.
    ///
    /// - Parameters:
    ///   - words: The buffer that was given to ``take(_:_:)``.
    ///   - right: Where the other document's words stand in it.
    ///   - passages: What the two share word for word, which is left out.
    /// - Returns: The counts of the better way.
    /// - Complexity: O(*n*) in words, times a constant.
    mutating func agreement(_ words: WordBuffer, _ right: Range<Int>, _ passages: [WordPassage]) -> Agreement {
        cover(passages, true)
        defer { cover(passages, false) }
        var shares = Tally(leftCount, right.count, reachedFrom: leftCount)
        var starts = Tally(leftCount, leftCount, reachedFrom: min(leftCount, right.count))
        let gaps = passages.map { $0.rightStart..<$0.rightEnd }.sorted { $0.lowerBound < $1.lowerBound }
        var index = 0
        for gap in gaps {
            count(words, right, index..<max(index, gap.lowerBound), &shares, &starts)
            index = max(index, gap.upperBound)
        }
        count(words, right, index..<right.count, &shares, &starts)
        // Pairs of signs overlap: where a word is shared, two are.
        let spread = words.isInSigns(right) ? 2.0 : 1.0
        let (one, two) = (shares.agreement(spread), starts.agreement(spread))
        return one.deviations >= two.deviations ? one : two
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
        let (slots, sizes, next) = (slots.span, sizes.span, next.span)
        let (left, isCovered) = (left.span, isCovered.span)
        let (hashes, places) = (words.hashes.span, words.places.span)
        for index in part {
            let word = WordBuffer.vocabulary(hashes, places, right.lowerBound &+ index)
            let slot = slot(word)
            let size = unsafe sizes[unchecked: slot]
            if size == 0 || size > StoryOrder.mostPlaces { continue }
            var candidate = unsafe slots[unchecked: slot]
            let (share, start) = (shares.target(index), starts.target(index))
            // No branches: what is found where cannot be foreseen.
            var (count, atShare, atStart) = (0, 0, 0)
            repeat {
                let place = Int(candidate)
                let isWord = unsafe left[unchecked: place] == word ? 1 : 0
                let isFree = unsafe isCovered[unchecked: place] ? 0 : 1
                count &+= isWord & isFree
                atShare |= shares.isReached(place, share) & isWord & isFree
                atStart |= starts.isReached(place, start) & isWord & isFree
                candidate = unsafe next[unchecked: place]
            } while candidate >= 0
            if count == 0 { continue }
            shares.count(atShare, count)
            if start &- starts.reach <= leftCount { starts.count(atStart, count) }
        }
    }

    /// What was counted of words under one way of setting places against one another.
    private struct Tally {
        /// By what a place in the other document is multiplied to give one in the document taken, in 65,536ths.
        private let scale: Int
        /// How many words from there still count as the same place.
        let reach: Int
        /// The chance that a word stands there, by how often it stands in the document taken, up to ``StoryOrder/mostPlaces``.
        private var chances = InlineArray<9, Double>(repeating: 0)
        private var shared = 0
        private var found = 0
        private var expected = 0.0
        private var variance = 0.0

        /// Sets places in the document taken against places in another.
        ///
        /// - Parameters:
        ///   - length: The words of the document taken.
        ///   - other: Those of the other that stand for them.
        ///   - reached: Those of which a share is the same place.
        init(_ length: Int, _ other: Int, reachedFrom reached: Int) {
            scale = (length << 16) / max(1, other)
            reach = Int(Double(reached) * StoryOrder.window)
            var miss = 1.0
            for count in 1...StoryOrder.mostPlaces {
                miss *= max(0, 1 - Double(2 * reach + 1) / Double(length))
                chances[count] = 1 - miss
            }
        }

        /// The place in the document taken that a place in the other one stands for.
        @inline(__always)
        func target(_ index: Int) -> Int { (index &* scale) >> 16 }

        /// 1 when a place counts as the same as another.
        @inline(__always)
        func isReached(_ place: Int, _ target: Int) -> Int {
            UInt(bitPattern: place &- target &+ reach) <= UInt(bitPattern: 2 &* reach) ? 1 : 0
        }

        /// Counts a word that stands in the document taken so many times, perhaps where it is expected.
        @inline(__always)
        mutating func count(_ isThere: Int, _ places: Int) {
            let chance = chances[places]
            shared &+= 1
            found &+= isThere
            expected += chance
            variance += chance * (1 - chance)
        }

        /// What was counted, of words that are worth less than one each by some spread.
        func agreement(_ spread: Double) -> Agreement {
            Agreement(
                deviations: (Double(found) - expected) / max(1, (variance * spread).squareRoot()),
                words: WordsInPlace(shared: shared, inPlace: found, byChance: Int(expected.rounded())))
        }
    }
}
