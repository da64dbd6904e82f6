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
    /// The parts of the sentence that ask whether something is so: up to a question mark, and without "why" or "when" before.
    let questions: [TextRange]
    private(set) var names: [Name] = []
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
        mend()
        joinSubjects()
        findMainVerb()
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

    /// Past tenses that were read as nouns or adjectives: "The ministers met", "Ghana shot down a jet".
    private mutating func retag() {
        let grammar = Grammar.english
        for index in nodes.indices where index > 0 && !nodes[index].isCapital {
            guard nodes[index].tag == .noun || nodes[index].tag == .adjective || nodes[index].tag == .properNoun,
                nodes[index].relation == .root, let verb = grammar.verb(nodes[index].word),
                verb.form == .past || verb.form == .pastOrParticiple, verb.lemma != nodes[index].word,
                nodes[index - 1].isNominal || nodes[index - 1].tag == .adverb,
                !nodes.contains(where: {
                    $0.head == index
                        && ($0.relation == .copula || $0.relation == .determiner || $0.relation == .caseMarker)
                })
            else { continue }
            nodes[index].tag = .verb
            nodes[index].lemma = verb.lemma
            nodes[index].features = [.finite, .past, .indicative]
            for child in nodes.indices where child < index && nodes[child].head == index {
                if nodes[child].relation == .compound, child == index - 1 { nodes[child].relation = .subject }
            }
        }
    }

    /// "A deal between Ghana and Cuba was signed" read with "Cuba" as a second subject of the verb: it is coordinated.
    private mutating func joinSubjects() {
        for index in nodes.indices where nodes[index].relation == .coordinator && index > 0 {
            let verb = nodes[index].head
            guard verb > index + 1, nodes[verb].tag == .verb || nodes[verb].tag == .adjective,
                nodes[index - 1].isNominal
            else { continue }
            guard let second = nodes.indices.first(where: { $0 > index && nodes[$0].isNominal }),
                nodes[second].head == verb, nodes[second].relation.universal == .subject,
                nodes[index..<second].allSatisfy({ $0.tag != .verb }),
                nodes.indices.contains(where: {
                    $0 < index && nodes[$0].head == verb && nodes[$0].relation.universal == .subject
                })
            else { continue }
            nodes[second].head = index - 1
            nodes[second].relation = .conjunct
            nodes[index].head = second
        }
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
            } else if let verb = nodes[..<index].lastIndex(where: { $0.tag == .verb }),
                verb != nodes[index].head || true
            {
                nodes[noun].head = verb
                nodes[noun].relation = .oblique
            } else {
                continue
            }
            nodes[index].head = noun
            nodes[index].relation = .caseMarker
        }
        for index in nodes.indices
        where index > 0 && nodes[index].relation == .caseMarker && nodes[index].head > index + 1 {
            mendPreposition(index)
        }
    }

    /// "The attack on Cuba was long" read with "on" before "long": a preposition belongs to the noun behind it.
    private mutating func mendPreposition(_ index: Int) {
        let head = nodes[index].head
        guard let first = (index + 1..<head).first(where: { nodes[$0].isNominal }),
            (index + 1..<first).allSatisfy({
                nodes[$0].tag == .determiner || nodes[$0].tag == .adjective || nodes[$0].tag == .numeral
            })
        else { return }
        var noun = first
        while nodes[noun].head > noun, nodes[noun].head < head, nodes[nodes[noun].head].isNominal {
            noun = nodes[noun].head
        }
        guard nodes[noun].head == head, nodes[noun].relation != .compound, nodes[noun].relation != .possessor,
            nodes[noun].relation != .adjectiveModifier, nodes[noun].relation != .flat,
            !nodes[head].isNominal
                || (noun + 1..<head).contains(where: { nodes[$0].tag == .verb || nodes[$0].tag == .auxiliary })
        else { return }
        nodes[index].head = noun
        let before = nodes[index - 1]
        if before.isNominal {
            nodes[noun].head = index - 1
            nodes[noun].relation = .nominalModifier
        } else if let verb = nodes[..<index].lastIndex(where: { $0.tag == .verb }) {
            nodes[noun].head = verb
            nodes[noun].relation = .oblique
        }
    }

    /// A sentence that was read without a main verb, as its past tense could be a participle: "China, which …, offered to lend a ship",
    /// "The two held talks".
    private mutating func findMainVerb() {
        guard let root = nodes.firstIndex(where: { $0.head < 0 }), nodes[root].isNominal else { return }
        let grammar = Grammar.english
        for node in nodes where node.head == root {
            // A copula, or a verb that governs beside the noun.
            if node.relation == .copula || node.relation == .auxiliary { return }
            if node.features.contains(.finite), node.relation == .parataxis || node.relation == .conjunct { return }
        }
        let verb = nodes.indices.first { index in
            guard index > 0, nodes[index].tag == .verb,
                nodes[index].relation == .nominalClause || nodes[index].relation == .adjectiveModifier,
                nodes[index].features.isSuperset(of: [.participle, .past]), let verb = grammar.verb(nodes[index].word),
                verb.form == .pastOrParticiple || verb.form == .past
            else { return false }
            let isAuxiliated = nodes.contains {
                $0.head == index
                    && ($0.relation == .auxiliary || $0.relation == .passiveAuxiliary || $0.relation == .agent)
            }
            let hasBy = nodes.indices.contains {
                nodes[$0].relation == .caseMarker && nodes[$0].word == Word.by && nodes[$0].head >= 0
                    && nodes[nodes[$0].head].head == index
            }
            if isAuxiliated || hasBy { return false }
            // An attribute before its noun is one when a word of the noun's own stands before it.
            if nodes[index].relation == .adjectiveModifier {
                let before = nodes[index - 1]
                return nodes[index].head > index && (before.tag == .numeral || before.isNominal)
            }
            return index > root
        }
        guard let verb else { return }
        let noun = nodes[verb].head
        let wasAttribute = nodes[verb].relation == .adjectiveModifier
        nodes[verb].head = -1
        nodes[verb].relation = .root
        nodes[verb].features = [.finite, .past, .indicative]
        if wasAttribute, noun >= 0 {
            nodes[noun].head = verb
            nodes[noun].relation = .object
            // What stood before it as another attribute of the noun is its subject.
            let subject = noun == root ? verb - 1 : root
            if nodes[subject].head == noun || subject == root {
                nodes[subject].head = verb
                nodes[subject].relation = .subject
            }
            for index in 0..<verb where index != subject && nodes[index].head == noun && index < subject {
                nodes[index].head = subject
            }
        } else {
            nodes[root].head = verb
            nodes[root].relation = .subject
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

    /// Whether a verb is passive: it has an auxiliary of the passive or an agent, or it is a bare participle without an object.
    func isPassive(_ verb: Int) -> Bool {
        var hasObject = false
        var hasHave = false
        var hasSubject = false
        var hasAgent = false
        for child in children(verb) {
            switch nodes[child].relation {
            case .passiveAuxiliary: return true
            case .agent: hasAgent = true
            case .object: hasObject = true
            // Without an auxiliary the past tense is active, whatever its subject was read as.
            case .subject, .passiveSubject: hasSubject = true
            case .adverbModifier where child < verb && nodes[child].name >= 0: hasSubject = true
            case .auxiliary: if Grammar.english.wordClass(nodes[child].word) == .have { hasHave = true }
            default: break
            }
        }
        if hasAgent, !hasSubject { return true }
        return nodes[verb].features.contains(.passive) && !hasHave && !hasObject && !hasSubject && !isMisread(verb)
    }

    /// The noun directly before a verb that was hung elsewhere: "a day after the government imposed …", "…, US Secretary NAME called …".
    private func nounBefore(_ verb: Int) -> Int? {
        var before = verb - 1
        while before > 0, nodes[before].tag == .adverb { before -= 1 }
        guard before >= 0, nodes[before].isNominal, nodes[before].tag != .numeral else { return nil }
        var top = before
        for _ in 0..<8 {
            let head = nodes[top].head
            guard head >= 0, head < verb, verb - head < 14 else { break }
            switch nodes[top].relation {
            case .compound, .flat, .possessor, .adjectiveModifier, .descriptiveNominal, .unmarkedNominal: top = head
            // "The minister of trade of Peru said".
            case .nominalModifier where nodes[head].isNominal && head > top - 6: top = head
            default: return top
            }
        }
        return top
    }

    /// Whether a noun stands free: behind no preposition, and neither subject nor object of another verb.
    private func isFree(_ noun: Int) -> Bool {
        switch nodes[noun].relation {
        case .apposition, .conjunct, .unmarkedOblique, .listItem, .parataxis, .root, .dislocated, .unspecified,
            .vocative, .temporalOblique, .unmarkedNominal:
            return preposition(noun) < 0
        default: return false
        }
    }

    /// A past participle below a noun that is the root is the verb of a sentence that was misread: "The leader called for talks".
    private func isMisread(_ verb: Int) -> Bool {
        guard nodes[verb].relation == .nominalClause, nodes[verb].head >= 0,
            nodes[nodes[verb].head].relation == .root, nodes[nodes[verb].head].isNominal
        else { return false }
        return !children(verb).contains {
            nodes[$0].relation == .agent || isOblique($0) && preposition($0) == Word.by
        }
    }

    /// Verbs whose object does what the infinitive behind says: "urged X to leave".
    private func controlsByObject(_ verb: Int) -> Bool { Grammar.english.has(nodes[verb].lemma, .objectControl) }

    /// The subject of a verb, through coordination, infinitives, participles and relative clauses; whether it is passive.
    func subject(_ verb: Int) -> (nodes: [Int], isPassive: Bool) {
        let passive = isPassive(verb)
        var current = verb
        for _ in 0..<12 {
            for child in children(current) {
                switch nodes[child].relation {
                case .subject, .outerSubject, .passiveSubject: return ([child], passive)
                // "Norway agreed": a name that was read as an adverb.
                case .adverbModifier where child < current && nodes[child].name >= 0: return ([child], passive)
                default: break
                }
            }
            let head = nodes[current].head
            guard head >= 0 else { return ([], passive) }
            let isFinite = nodes[current].features.contains(.finite)
            if isFinite, nodes[current].relation != .relativeClause, let near = nounBefore(current), isFree(near) {
                return ([near], passive)
            }
            switch nodes[current].relation {
            case .conjunct:
                if nodes[head].isNominal, nodes[head].relation == .root, isFinite { return ([head], passive) }
                if !(nodes[head].tag == .verb || nodes[head].tag == .auxiliary || nodes[head].tag == .adjective) {
                    return ([], passive)
                }
                current = head
            case .openComplement:
                let object = children(head).first {
                    nodes[$0].relation == .object || nodes[$0].relation == .indirectObject
                }
                if let object, controlsByObject(head) { return ([object], passive) }
                if controlsByObject(head), isPassive(head),
                    let patient = children(head).first(where: { nodes[$0].relation == .passiveSubject })
                {
                    return ([patient], passive)
                }
                current = head
            case .adverbClause where Grammar.english.has(nodes[head].lemma, .chargingVerbs):
                // "Denounced them for attacking": who is denounced did it.
                let object = children(head).first { nodes[$0].relation == .object }
                return (object.map { [$0] } ?? [], passive)
            case .adverbClause, .parataxis, .clauseComplement:
                if nodes[head].isNominal, nodes[head].relation == .root, isFinite { return ([head], passive) }
                let features = nodes[current].features
                guard nodes[head].tag == .verb || nodes[head].tag == .auxiliary,
                    !features.isDisjoint(with: [.gerund, .infinitive, .participle])
                else { return ([], passive) }
                current = head
            case .relativeClause: return ([head], passive)
            case .nominalClause:
                let isPast =
                    nodes[current].features.contains(.passive)
                    || nodes[current].features.isSuperset(of: [.participle, .past])
                let hasObject = children(current).contains { nodes[$0].relation == .object }
                // "Committed a provocation of violating the border", "its plan to offer arms": whose the noun is, or who governs it.
                if !isPast, children(current).contains(where: { nodes[$0].relation == .marker }) {
                    if let owner = children(head).first(where: { nodes[$0].relation == .possessor }) {
                        return ([owner], passive)
                    }
                    let above = nodes[head].head
                    if above >= 0, nodes[above].tag == .verb,
                        nodes[head].relation == .object || nodes[head].relation == .oblique
                    {
                        current = above
                        continue
                    }
                    return ([head], passive)
                }
                if isPast, hasObject { return ([nounBefore(current) ?? head], false) }
                if isMisread(current) { return ([head], false) }
                if current == verb { return ([head], isPast) }
                return ([head], passive)
            default: return ([], passive)
            }
        }
        return ([], passive)
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
