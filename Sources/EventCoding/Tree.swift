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

    private(set) var nodes: [Node]
    private(set) var names: [Name] = []
    private var starts: [Int32] = []
    private var list: [Int] = []

    /// Reads a parsed sentence with the names that were found in it.
    init(_ parsed: ParsedSentence, _ sentence: CodedSentence, _ text: [UInt8]) {
        let grammar = Grammar.english
        nodes = parsed.tokens.map { token in
            let hash = Gazetteer.hash(text, token.range)
            let word = grammar.id(hash: hash)
            let first = token.range.start < text.count ? text[token.range.start] : 0
            let lemma = grammar.id(hash: token.lemmaHash)
            return Node(
                range: token.range, tag: token.tag, features: token.features, head: token.head,
                relation: token.relation, word: word, lemma: lemma < 0 ? word : lemma, hash: hash,
                isCapital: first.isASCIIUpper || first >= 0xC3)
        }
        mend()
        link()
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
    }

    private mutating func put(_ range: TextRange, _ entry: GazetteerEntry) {
        guard let first = nodes.firstIndex(where: { $0.range.overlaps(range) }),
            let last = nodes.lastIndex(where: { $0.range.overlaps(range) })
        else { return }
        if (first...last).contains(where: { nodes[$0].name >= 0 }) { return }
        names.append(Name(first: first, last: last, range: range, entry: entry))
        for index in first...last { nodes[index].name = Int32(names.count - 1) }
    }

    /// "A message of greeting from X" read with the preposition as the head: the noun behind it hangs on the noun before.
    private mutating func mend() {
        for index in nodes.indices where nodes[index].tag == .adposition && index > 0 {
            guard
                let noun = nodes.indices.first(where: {
                    $0 > index && nodes[$0].head == index
                        && (nodes[$0].tag == .noun || nodes[$0].tag == .properNoun)
                })
            else { continue }
            let before = nodes[index - 1].tag
            if before == .noun || before == .properNoun {
                nodes[noun].head = index - 1
                nodes[noun].relation = .nominalModifier
            } else if let verb = nodes[..<index].lastIndex(where: { $0.tag == .verb }), verb != nodes[index].head || true {
                nodes[noun].head = verb
                nodes[noun].relation = .oblique
            } else {
                continue
            }
            nodes[index].head = noun
            nodes[index].relation = .caseMarker
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

    // MARK: Verbs

    /// Whether a verb is passive.
    func isPassive(_ verb: Int) -> Bool {
        var hasObject = false
        var hasHave = false
        for child in children(verb) {
            switch nodes[child].relation {
            case .passiveAuxiliary, .passiveSubject, .agent: return true
            case .object: hasObject = true
            case .auxiliary: if Grammar.english.wordClass(nodes[child].word) == .have { hasHave = true }
            default: break
            }
        }
        return nodes[verb].features.contains(.passive) && !hasHave && !hasObject
    }

    /// Verbs whose object does what the infinitive behind says: "urged X to leave".
    private func controlsByObject(_ verb: Int) -> Bool { Grammar.english.has(nodes[verb].lemma, .objectControl) }

    /// The subject of a verb, through coordination, infinitives, participles and relative clauses; whether it is passive.
    func subject(_ verb: Int) -> (nodes: [Int], isPassive: Bool) {
        var current = verb
        var steps = 0
        while steps < 12 {
            steps += 1
            for child in children(current) {
                switch nodes[child].relation {
                case .passiveSubject: return ([child], true)
                case .subject, .outerSubject: return ([child], current == verb ? isPassive(verb) : isPassive(verb))
                default: break
                }
            }
            let head = nodes[current].head
            guard head >= 0 else { return ([], isPassive(verb)) }
            switch nodes[current].relation {
            case .conjunct:
                if !(nodes[head].tag == .verb || nodes[head].tag == .auxiliary || nodes[head].tag == .adjective) {
                    return ([], isPassive(verb))
                }
                current = head
            case .openComplement:
                let object = children(head).first {
                    nodes[$0].relation == .object || nodes[$0].relation == .indirectObject
                }
                if let object, controlsByObject(head) { return ([object], isPassive(verb)) }
                if controlsByObject(head), isPassive(head),
                    let patient = children(head).first(where: { nodes[$0].relation == .passiveSubject })
                {
                    return ([patient], isPassive(verb))
                }
                current = head
            case .adverbClause, .parataxis, .clauseComplement:
                let features = nodes[current].features
                guard nodes[head].tag == .verb || nodes[head].tag == .auxiliary,
                    !features.isDisjoint(with: [.gerund, .infinitive, .participle])
                else { return ([], isPassive(verb)) }
                current = head
            case .relativeClause: return ([head], isPassive(verb))
            case .nominalClause:
                let isPast =
                    nodes[current].features.contains(.passive)
                    || nodes[current].features.isSuperset(of: [.participle, .past])
                let hasObject = children(current).contains { nodes[$0].relation == .object }
                // A noun as the root with a participle below it is a sentence that was misread.
                if hasObject || nodes[head].relation == .root && nodes[head].tag != .verb && !isPast {
                    return ([head], false)
                }
                if current == verb { return ([head], isPast) }
                return ([head], isPassive(verb))
            default: return ([], isPassive(verb))
            }
        }
        return ([], isPassive(verb))
    }

    /// The words of the clause of a verb, without subjects, relative clauses and other clauses.
    func clause(_ verb: Int) -> [Int] {
        var result: [Int] = []
        var stack = [verb]
        while let node = stack.popLast() {
            result.append(node)
            for child in children(node) {
                switch nodes[child].relation {
                case .relativeClause, .subject, .passiveSubject, .outerSubject: continue
                case .conjunct, .parataxis, .clauseComplement, .adverbClause:
                    if nodes[child].tag == .verb { continue }
                default: break
                }
                stack.append(child)
            }
        }
        return result.sorted()
    }
}

extension TextRange {
    /// The place of two places and what lies between.
    func joined(_ other: TextRange?) -> TextRange { other.map { union($0) } ?? self }
}
