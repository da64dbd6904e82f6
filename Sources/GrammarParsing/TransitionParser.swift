/// The words of a sentence as tagger and parser see them, one array a property.
struct WordColumns {
    var words: [UInt64] = []
    var suffixes: [UInt64] = []
    var shapes: [UInt64] = []
    /// The tagger's features of each word alone, one after another, and where each word's begin.
    var features: [UInt64] = []
    var featureStarts: [Int] = [0]
    var tags: [Int32] = []

    mutating func append(_ form: WordForm) {
        words.append(form.wordHash)
        suffixes.append(form.suffix3)
        shapes.append(form.shape)
        features.append(contentsOf: form.features)
        featureStarts.append(features.count)
    }
}

/// Parses by arc-hybrid transitions, greedily, with the root behind the last word (`Training/parser.hpp`).
struct TransitionParser {
    private let model: GrammarModel
    private let count: Int
    /// Of each word and of the places behind the last.
    private let words: [UInt64]
    private let suffixes: [UInt64]
    private let tags: [UInt64]
    private let classes: [UInt64]
    /// How many verbs and marks stand before each word.
    private var verbs: [Int32]
    private var marks: [Int32]
    private var stack: [Int32] = []
    private var buffer = 0
    private(set) var heads: [Int32]
    private(set) var labels: [Int32]
    private var left1: [Int32]
    private var left2: [Int32]
    private var right1: [Int32]
    private var right2: [Int32]
    private var lefts: [Int32]
    private var rights: [Int32]
    private var leftSets: [UInt64]
    private var rightSets: [UInt64]
    private var atoms = [UInt64](repeating: 0, count: ParserAtom.count)

    init(_ model: GrammarModel, _ columns: WordColumns) {
        self.model = model
        count = columns.words.count
        words = columns.words + [12]
        suffixes = columns.suffixes + [12]
        tags = columns.tags.map { UInt64($0) } + [2001]
        classes = columns.tags.map { UInt64(model.tags[Int($0)].wordClass) } + [2001]
        verbs = [0]
        marks = [0]
        for tag in columns.tags {
            let wordClass = model.tags[Int(tag)].wordClass
            verbs.append((verbs.last ?? 0) + (wordClass == model.verbClass ? 1 : 0))
            marks.append((marks.last ?? 0) + (wordClass == model.markClass ? 1 : 0))
        }
        verbs.append(verbs.last ?? 0)
        marks.append(marks.last ?? 0)
        let none = [Int32](repeating: -1, count: count + 1)
        let zeros = [Int32](repeating: 0, count: count + 1)
        heads = none
        labels = none
        left1 = none
        left2 = none
        right1 = none
        right2 = none
        lefts = zeros
        rights = zeros
        leftSets = [UInt64](repeating: 0, count: count + 1)
        rightSets = leftSets
        stack.reserveCapacity(count + 1)
    }

    /// Runs to the end; ``heads`` holds `count` for the root, ``labels`` numbers of relations.
    ///
    /// - Complexity: O(*n*) in words.
    mutating func run() {
        let features = model.atomStarts.count - 1
        var hashes = [UInt64](repeating: 0, count: features)
        var scores = [Int32](repeating: 0, count: WeightTable.places)
        while buffer < count || !stack.isEmpty {
            let canShift = buffer < count
            let canLeft = !stack.isEmpty && (buffer < count || stack.count == 1)
            let canRight = stack.count >= 2
            if !canLeft, !canRight {
                shift()
                continue
            }
            readAtoms()
            hash(&hashes)
            model.parser.score(hashes, features, &scores)
            take(bestAction(scores.span, canShift, canLeft, canRight))
        }
    }

    /// The action with the highest score, the first of equals; only an arc from the root carries its label, and it carries
    /// no other.
    private func bestAction(_ scores: Span<Int32>, _ canShift: Bool, _ canLeft: Bool, _ canRight: Bool) -> Int {
        let relations = model.relations.count
        let root = model.rootLabel
        var best = canShift ? 0 : -1
        var score = canShift ? scores[0] : Int32.min
        if canLeft, buffer == count {
            if best < 0 || scores[root + 1] > score {
                best = root + 1
                score = scores[best]
            }
        } else if canLeft {
            for action in 1...relations where scores[action] > score && action != root + 1 {
                best = action
                score = scores[action]
            }
        }
        if canRight {
            for action in (relations + 1)...(2 * relations)
            where scores[action] > score && action != root + 1 + relations {
                best = action
                score = scores[action]
            }
        }
        return best
    }

    private mutating func shift() {
        stack.append(Int32(truncatingIfNeeded: buffer))
        buffer += 1
    }

    private mutating func take(_ action: Int) {
        let relations = model.relations.count
        if action <= 0 {
            shift()
            return
        }
        guard let child = stack.popLast() else { return }
        if action <= relations {
            attach(buffer, Int(child), action - 1)
        } else if let head = stack.last {
            attach(Int(head), Int(child), action - 1 - relations)
        }
    }

    private mutating func attach(_ head: Int, _ child: Int, _ label: Int) {
        heads[child] = Int32(truncatingIfNeeded: head)
        labels[child] = Int32(truncatingIfNeeded: label)
        let bit: UInt64 = 1 << UInt64(label & 63)
        if child < head {
            left2[head] = left1[head]
            left1[head] = Int32(truncatingIfNeeded: child)
            lefts[head] += 1
            leftSets[head] |= bit
        } else {
            right2[head] = right1[head]
            right1[head] = Int32(truncatingIfNeeded: child)
            rights[head] += 1
            rightSets[head] |= bit
        }
    }

    private func hash(_ hashes: inout [UInt64]) {
        var out = hashes.mutableSpan
        let values = atoms.span
        let parts = model.atoms.span
        let starts = model.atomStarts.span
        precondition(values.count == ParserAtom.count && out.count == starts.count - 1, "one hash a feature")
        var part = 0
        for feature in out.indices {
            // Atoms lie below the number of atoms: that was checked when the model was read.
            let end = unsafe Int(starts[unchecked: feature &+ 1])
            var hash = UInt64(feature &+ 1) &* 0x9E37_79B9_7F4A_7C15
            while part < end {
                hash = unsafe FeatureHash.combine(hash, values[unchecked: Int(parts[unchecked: part])])
                part &+= 1
            }
            unsafe out[unchecked: feature] = hash
        }
    }
}

extension TransitionParser {
    private func word(_ index: Int) -> UInt64 { index < 0 ? 11 : words[index] }
    private func suffix(_ index: Int) -> UInt64 { index < 0 ? 11 : suffixes[index] }
    private func tag(_ index: Int) -> UInt64 { index < 0 ? 2000 : tags[min(index, count)] }
    private func wordClass(_ index: Int) -> UInt64 { index < 0 ? 2000 : classes[index] }
    private func label(_ index: Int) -> UInt64 {
        index < 0 ? 300 : UInt64(bitPattern: Int64(labels[index]))
    }
    private func child(_ column: [Int32], _ index: Int) -> Int { index < 0 ? -1 : Int(column[index]) }
    private func few(_ number: Int32) -> UInt64 { UInt64(min(number, 5)) }

    private func distance(_ left: Int, _ right: Int) -> UInt64 {
        if left < 0 || right < 0 { return 0 }
        let distance = right - left
        return UInt64(distance < 5 ? distance : distance < 7 ? 5 : distance < 11 ? 6 : 7)
    }

    private func between(_ left: Int, _ right: Int) -> UInt64 {
        if left < 0 || right < 0 { return 9 }
        return UInt64(min(verbs[right] - verbs[left + 1], 2) * 3 + min(marks[right] - marks[left + 1], 2))
    }

    /// Reads what the features are made of from the state.
    fileprivate mutating func readAtoms() {
        typealias A = ParserAtom
        let depth = stack.count
        let s0 = depth > 0 ? Int(stack[depth - 1]) : -1
        let s1 = depth > 1 ? Int(stack[depth - 2]) : -1
        let s2 = depth > 2 ? Int(stack[depth - 3]) : -1
        let b0 = buffer
        let b1 = b0 + 1 <= count ? b0 + 1 : -1
        let b2 = b0 + 2 <= count ? b0 + 2 : -1
        (atoms[A.s0w], atoms[A.s0t], atoms[A.s0p], atoms[A.s0s]) = (word(s0), tag(s0), wordClass(s0), suffix(s0))
        (atoms[A.s1w], atoms[A.s1t], atoms[A.s1p], atoms[A.s1s]) = (word(s1), tag(s1), wordClass(s1), suffix(s1))
        (atoms[A.s2w], atoms[A.s2t], atoms[A.s2p]) = (word(s2), tag(s2), wordClass(s2))
        (atoms[A.b0w], atoms[A.b0t], atoms[A.b0p], atoms[A.b0s]) = (word(b0), tag(b0), wordClass(b0), suffix(b0))
        (atoms[A.b1w], atoms[A.b1t], atoms[A.b1p], atoms[A.b1s]) = (word(b1), tag(b1), wordClass(b1), suffix(b1))
        (atoms[A.b2w], atoms[A.b2t], atoms[A.b2p]) = (word(b2), tag(b2), wordClass(b2))
        var other = child(left1, s0)
        (atoms[A.s0Lw], atoms[A.s0Lt], atoms[A.s0Ll]) = (word(other), tag(other), label(other))
        other = child(right1, s0)
        (atoms[A.s0Rw], atoms[A.s0Rt], atoms[A.s0Rl]) = (word(other), tag(other), label(other))
        other = child(left2, s0)
        (atoms[A.s0L2t], atoms[A.s0L2l]) = (tag(other), label(other))
        other = child(right2, s0)
        (atoms[A.s0R2t], atoms[A.s0R2l]) = (tag(other), label(other))
        other = child(left1, s1)
        (atoms[A.s1Lw], atoms[A.s1Lt], atoms[A.s1Ll]) = (word(other), tag(other), label(other))
        other = child(right1, s1)
        (atoms[A.s1Rw], atoms[A.s1Rt], atoms[A.s1Rl]) = (word(other), tag(other), label(other))
        other = child(right2, s1)
        (atoms[A.s1R2t], atoms[A.s1R2l]) = (tag(other), label(other))
        other = child(left1, b0)
        (atoms[A.b0Lw], atoms[A.b0Lt], atoms[A.b0Ll]) = (word(other), tag(other), label(other))
        other = child(left2, b0)
        (atoms[A.b0L2t], atoms[A.b0L2l]) = (tag(other), label(other))
        (atoms[A.s0vl], atoms[A.s0vr]) = s0 < 0 ? (9, 9) : (few(lefts[s0]), few(rights[s0]))
        (atoms[A.s1vl], atoms[A.s1vr]) = s1 < 0 ? (9, 9) : (few(lefts[s1]), few(rights[s1]))
        (atoms[A.s0sl], atoms[A.s0sr]) = s0 < 0 ? (9, 9) : (leftSets[s0], rightSets[s0])
        (atoms[A.s1sl], atoms[A.s1sr]) = s1 < 0 ? (9, 9) : (leftSets[s1], rightSets[s1])
        (atoms[A.b0vl], atoms[A.b0sl]) = (few(lefts[b0]), leftSets[b0])
        (atoms[A.d01], atoms[A.d10]) = (distance(s0, b0), distance(s1, s0))
        atoms[A.s0nt] = s0 < 0 ? 2000 : tag(s0 + 1)
        atoms[A.s0pt] = s0 < 1 ? 2000 : tag(s0 - 1)
        atoms[A.s1nt] = s1 < 0 ? 2000 : tag(s1 + 1)
        atoms[A.b0pt] = b0 < 1 ? 2000 : tag(b0 - 1)
        (atoms[A.btw], atoms[A.btw1]) = (between(s0, b0), between(s1, s0))
    }
}
