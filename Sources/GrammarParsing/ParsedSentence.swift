public import DocumentModel

/// A word of a parsed sentence.
public struct GrammarToken: Sendable, Hashable {
    /// Its place: UTF-8 bytes of the text given.
    public let range: TextRange
    /// Its class.
    public let tag: UniversalTag
    /// What its form says.
    public let features: GrammarFeatures
    /// The index of its head in the sentence, -1 for the root.
    public let head: Int
    /// Its relation to its head.
    public let relation: GrammarRelation
    /// `StableHash.of` of the lemma's bytes: equal for equal lemmas, to be looked up in a `HashIndex`.
    public let lemmaHash: UInt64
    /// The lemma's bytes in ``ParsedSentence/lemmas``.
    let lemma: TextRange
}

/// A sentence as a tree of words.
///
/// The tree is projective: what hangs on a word, with the word, is one run of words.
public struct ParsedSentence: Sendable {
    /// The words in order.
    public let tokens: [GrammarToken]
    /// The sentence's place in the text.
    public let range: TextRange
    /// Whether words at the end were left out, as there were more than ``EnglishGrammar/mostTokens``.
    public let wasCut: Bool
    /// The lemmas' bytes one after another.
    let lemmas: [UInt8]
    /// Of each word and of the root (last): the first word that hangs on it, -1 for none.
    private let firstChildren: [Int32]
    /// Of each word: the next word with the same head, -1 for none.
    private let nextSiblings: [Int32]
    /// Of each word: the run of words that hang on it, itself among them.
    private let runs: [Range<Int32>]

    /// Makes a tree; heads that point outside of the sentence, to the word itself or in a circle count as the root.
    ///
    /// - Complexity: O(*n*) in words.
    init(tokens given: [GrammarToken], range: TextRange, lemmas: [UInt8], wasCut: Bool) {
        let count = given.count
        self.range = range
        self.lemmas = lemmas
        self.wasCut = wasCut
        tokens = given
        var first = [Int32](repeating: -1, count: count + 1)
        var next = [Int32](repeating: -1, count: count)
        for index in stride(from: count - 1, through: 0, by: -1) {
            let head = given[index].head
            let slot = head < 0 || head >= count ? count : head
            next[index] = first[slot]
            first[slot] = Int32(truncatingIfNeeded: index)
        }
        firstChildren = first
        nextSiblings = next
        runs = Self.runs(first, next)
    }

    /// The runs of words below each word, by one walk from the root.
    private static func runs(_ first: [Int32], _ next: [Int32]) -> [Range<Int32>] {
        let count = next.count
        var low = (0..<Int32(count)).map { $0 }
        var high = low
        var heads = [Int32](repeating: -1, count: count)
        var order: [Int32] = []
        order.reserveCapacity(count)
        var child = first[count]
        while child >= 0 {
            order.append(child)
            child = next[Int(child)]
        }
        var done = 0
        while done < order.count {
            let parent = order[done]
            done += 1
            var child = first[Int(parent)]
            while child >= 0 {
                heads[Int(child)] = parent
                order.append(child)
                child = next[Int(child)]
            }
        }
        for index in order.reversed() where heads[Int(index)] >= 0 {
            let head = Int(heads[Int(index)])
            low[head] = min(low[head], low[Int(index)])
            high[head] = max(high[head], high[Int(index)])
        }
        return (0..<count).map { low[$0]..<(high[$0] + 1) }
    }

    /// The root's index; nil for a sentence without words.
    public var root: Int? {
        let first = firstChildren[tokens.count]
        return first < 0 ? nil : Int(first)
    }

    /// The words that hang on a word, from left to right.
    ///
    /// - Complexity: O(1) to make, O(children) to walk.
    public func children(of index: Int) -> Children { Children(next: firstChildren[index], siblings: nextSiblings) }

    /// The first word that hangs on a word with one relation; nil when there is none.
    ///
    /// - Complexity: O(children).
    public func child(of index: Int, _ relation: GrammarRelation) -> Int? {
        for child in children(of: index) where tokens[child].relation == relation { return child }
        return nil
    }

    /// The first word that hangs on a word with one of some relations; nil when there is none.
    ///
    /// - Complexity: O(children · relations).
    public func child(of index: Int, anyOf relations: [GrammarRelation]) -> Int? {
        for child in children(of: index) where relations.contains(tokens[child].relation) { return child }
        return nil
    }

    /// The run of words that hang on a word, directly or not, itself among them.
    ///
    /// - Complexity: O(1).
    public func subtree(of index: Int) -> Range<Int> { Int(runs[index].lowerBound)..<Int(runs[index].upperBound) }

    /// The place in the text of a word and all that hangs on it.
    ///
    /// - Complexity: O(1).
    public func subtreeRange(of index: Int) -> TextRange {
        let run = subtree(of: index)
        return TextRange(tokens[run.lowerBound].range.start, tokens[run.upperBound - 1].range.end)
    }

    /// Whether a word hangs on another, directly or not; a word does not hang on itself.
    ///
    /// - Complexity: O(1).
    public func hangs(_ index: Int, on other: Int) -> Bool { index != other && subtree(of: other).contains(index) }

    /// The words on the way from a word to the root, itself first.
    ///
    /// - Complexity: O(depth).
    public func ancestors(of index: Int) -> [Int] {
        var result: [Int] = []
        var current = index
        while current >= 0, current < tokens.count, result.count <= tokens.count {
            result.append(current)
            current = tokens[current].head
        }
        return result
    }

    /// The words on the way between two words by their nearest common ancestor, both ends among them;
    /// empty when they hang on different roots.
    ///
    /// - Complexity: O(depth).
    public func path(from start: Int, to end: Int) -> [Int] {
        var up: [Int] = []
        for word in ancestors(of: start) {
            up.append(word)
            if word == end || hangs(end, on: word) {
                let down = ancestors(of: end).prefix { $0 != word }
                return up + down.reversed()
            }
        }
        return []
    }

    /// A word's lemma, made on demand: `condemn` of `condemned`; names keep their capitals.
    ///
    /// - Complexity: O(*n*) in its bytes.
    public func lemma(of index: Int) -> String {
        let range = tokens[index].lemma
        return String(decoding: lemmas[range.start..<range.end], as: UTF8.self)
    }

    /// The words that hang on one word, from left to right.
    public struct Children: Sequence, IteratorProtocol, Sendable {
        private var following: Int32
        private let siblings: [Int32]

        init(next: Int32, siblings: [Int32]) {
            following = next
            self.siblings = siblings
        }

        /// The next word's index.
        public mutating func next() -> Int? {
            if following < 0 { return nil }
            let index = Int(following)
            following = siblings[index]
            return index
        }
    }
}
