internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// A sentence as the coder reads it: the words of the grammar, the names on them, and two frequent slips of the parser mended.
struct Tree: Sendable {
    /// A word.
    struct Node: Sendable {
        var range: TextRange
        var tag: UniversalTag
        var features: GrammarFeatures
        var head: Int
        var relation: GrammarRelation
        /// The id of the form in the ``Grammar``, -1 for unknown words.
        var word: Int32
        /// The id of the lemma in the ``Grammar``, -1 for unknown words.
        var lemma: Int32
        /// The folded hash of the form.
        var hash: UInt64
        /// The name that the word belongs to, as an index of ``Tree/names``, or -1.
        var name: Int32 = -1
        var isCapital: Bool
        /// The piece of the coded sentence that the word lies in, or -1.
        var chunk: Int32 = -1

        /// Whether it is a noun, a name, or what may stand for one.
        var isNominal: Bool {
            switch tag {
            case .noun, .properNoun, .pronoun, .numeral, .symbol, .other: true
            default: false
            }
        }
    }

    /// A name of the gazetteer.
    struct Name: Sendable {
        var first: Int
        var last: Int
        var range: TextRange
        var entry: GazetteerEntry
    }

    var nodes: [Node]
    /// The parts of the sentence that ask whether something is so: up to a question mark, and without "why" or "when" before.
    let questions: [TextRange]
    var names: [Name] = []
    private var starts: [Int32] = []
    private var list: [Int] = []

    /// Reads a parsed sentence with the names that were found in it.
    init(_ parsed: ParsedSentence, _ sentence: CodedSentence, _ text: [UInt8]) {
        let grammar = Grammar.english
        questions = Tree.questions(sentence)
        nodes = parsed.tokens.map { token in
            let hash = Gazetteer.hash(text, token.range)
            let word = grammar.id(hash: hash)
            let first = token.range.start < text.count ? text[token.range.start] : 0
            var lemma = grammar.id(hash: token.lemmaHash)
            // The coder's own table of inflections knows the verbs of its frames better.
            if token.tag == .verb, let verb = grammar.verb(word) { lemma = verb.lemma }
            return Node(
                range: token.range, tag: token.tag, features: token.features, head: token.head,
                relation: token.relation, word: word, lemma: lemma < 0 ? word : lemma, hash: hash,
                isCapital: first.isASCIIUpper || first >= 0xC3)
        }
        retag()
        retagNamedMay()
        retagHeadline()
        mend()
        retagGerunds()
        joinSubjects()
        joinOwners()
        mendConjuncts()
        findMainVerb()
        takeVerbBehindGerund()
        link()
        if retagVerbs() { link() }
        var chunk = 0
        for index in nodes.indices {
            while chunk < sentence.chunks.count,
                sentence.range(of: sentence.chunks[chunk]).end <= nodes[index].range.start
            { chunk += 1 }
            if chunk < sentence.chunks.count, sentence.range(of: sentence.chunks[chunk]).overlaps(nodes[index].range) {
                nodes[index].chunk = Int32(chunk)
            }
        }
        for name in Gazetteer.shared.names(in: sentence, text) { put(name.range, name.entry) }
        retagNames()
        if liftParticiples() { link() }
        if liftGerunds() { link() }
        if makeNumbersObjects() { link() }
        if joinLists() { link() }
        if partNames() { link() }
        // "Paris, Texas": the region behind the comma says which city is meant.
        for index in names.indices.dropLast() where names[index].entry.kind == .seat {
            let next = names[index + 1]
            guard next.entry.kind == .region, !next.entry.isPartOfWorld, next.first == names[index].last + 2,
                nodes[names[index].last + 1].tag == .punctuation
            else { continue }
            names[index].entry = next.entry
        }
    }

    private mutating func put(_ range: TextRange, _ entry: GazetteerEntry) {
        guard let first = nodes.firstIndex(where: { $0.range.overlaps(range) }),
            let last = nodes.lastIndex(where: { $0.range.overlaps(range) })
        else { return }
        if (first...last).contains(where: { nodes[$0].name >= 0 }) { return }
        // "The Liberation Tower": a word of a longer name is no newspaper.
        if entry.isNewsroomOrFirm, first == last, isPartOfName(first) { return }
        names.append(Name(first: first, last: last, range: range, entry: entry))
        for index in first...last { nodes[index].name = Int32(names.count - 1) }
    }

    /// Whether another capital of the same piece stands beside a word.
    private func isPartOfName(_ node: Int) -> Bool {
        [node - 1, node + 1].contains { other in
            nodes.indices.contains(other) && nodes[other].isCapital && nodes[other].chunk == nodes[node].chunk
                && nodes[other].name < 0 && Grammar.english.wordClass(nodes[other].word) == .open
        }
    }

    /// Makes the lists of children; a head that is no word counts as the root.
    private mutating func link() {
        var counts = [Int32](repeating: 0, count: nodes.count + 1)
        for index in nodes.indices {
            if nodes[index].head >= nodes.count || nodes[index].head == index { nodes[index].head = -1 }
            if nodes[index].head >= 0 { counts[nodes[index].head + 1] += 1 }
        }
        for index in nodes.indices { counts[index + 1] += counts[index] }
        starts = counts
        list = Array(repeating: 0, count: nodes.count)
        var next = counts
        for index in nodes.indices where nodes[index].head >= 0 {
            list[Int(next[nodes[index].head])] = index
            next[nodes[index].head] += 1
        }
    }

    /// The words that hang on a word, in order.
    func children(_ node: Int) -> ArraySlice<Int> { list[Int(starts[node])..<Int(starts[node + 1])] }

    subscript(_ node: Int) -> Node { nodes[node] }

    /// The name that a word belongs to.
    func name(_ node: Int) -> Name? { nodes[node].name < 0 ? nil : names[Int(nodes[node].name)] }

    /// The word that governs the others of a piece of the sentence, from the one that begins at a place up; nil where the tree lacks it.
    func head(_ start: Int, inChunk chunk: Int) -> Int? {
        let low = nodes.sortedIndex(behind: { $0.range.end <= start })
        guard low < nodes.count, nodes[low].range.start <= start else { return nil }
        var current = low
        for _ in 0..<8 {
            let head = nodes[current].head
            guard head >= 0, Int(nodes[head].chunk) == chunk else { break }
            current = head
        }
        return current
    }

    /// The preposition before a noun, as a word id, or -1.
    func preposition(_ node: Int) -> Int32 {
        for child in children(node) {
            let relation = nodes[child].relation
            if relation == .caseMarker && nodes[child].tag != .particle { return nodes[child].word }
            if relation == .marker, nodes[child].tag == .adposition || nodes[child].tag == .subordinator {
                return nodes[child].word
            }
        }
        return -1
    }

    /// Whether a noun stands behind "according to": who says so, and no party.
    func isAccordingTo(_ node: Int) -> Bool {
        children(node).contains { child in
            nodes[child].word == Word.to && child > 0 && nodes[child - 1].word == Word.according
                || nodes[child].word == Word.according
        }
    }

    /// Whether a word hangs on a verb by a preposition.
    func isOblique(_ node: Int) -> Bool { nodes[node].relation.universal == .oblique }

    /// Whether a word hangs on a noun by a preposition.
    func isNominalModifier(_ node: Int) -> Bool {
        nodes[node].relation == .nominalModifier || nodes[node].relation == .unmarkedNominal
    }

    /// Whether a word is an attribute before a noun: an adjective, a noun, a genitive.
    func isAttribute(_ node: Int) -> Bool {
        switch nodes[node].relation {
        case .adjectiveModifier, .compound, .possessor, .descriptiveNominal, .flat, .unmarkedNominal: true
        default: false
        }
    }

    /// A noun and what is coordinated with it.
    func conjuncts(_ node: Int, depth: Int = 0) -> [Int] {
        var result = [node]
        guard depth < 8 else { return result }
        for child in children(node) {
            if nodes[child].relation == .conjunct {
                result += conjuncts(child, depth: depth + 1)
            } else if nodes[child].relation == .apposition || nodes[child].relation == .listItem, child > node,
                let left = name(node), let right = name(child), left.entry.kind == .state, right.entry.kind == .state,
                left.entry.country != right.entry.country
            {
                // "The US, Japan and South Korea": the members of a list read as appositions.
                result += conjuncts(child, depth: depth + 1)
            }
        }
        return result
    }

    /// Whether a word hangs on another, directly or not.
    func hangs(_ node: Int, on other: Int) -> Bool {
        var current = nodes[node].head
        var steps = 0
        while current >= 0, steps < nodes.count {
            if current == other { return true }
            current = nodes[current].head
            steps += 1
        }
        return false
    }
}

extension TextRange {
    /// The place of two places and what lies between.
    func joined(_ other: TextRange?) -> TextRange { other.map { union($0) } ?? self }
}
