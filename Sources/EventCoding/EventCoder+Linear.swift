internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// The words around a verb or noun as the pieces of the sentence give them, for those whose place in the tree was misread.
extension EventCoder {
    /// The rule of events whose parties are read by the order of the pieces.
    static let linearRule = "slots.linear"

    /// The piece of the sentence that a verb heads, or nil.
    func verbChunk(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> Int? {
        let chunk = Int(tree[verb].chunk)
        guard chunk >= 0, let group = reader.sentence.chunks[chunk].verb,
            reader.sentence.tokens[group.head].start == tree[verb].range.start
        else { return nil }
        return chunk
    }

    /// The head in the tree of each of some pieces.
    private func heads(_ chunks: [Int], _ tree: Tree, _ reader: PartyReader) -> [Int] {
        chunks.compactMap { chunk in
            tree.head(reader.sentence.tokens[reader.sentence.chunks[chunk].head].start, inChunk: chunk)
        }
    }

    /// What stands around a verb by the order of the pieces; nil where the pieces have no such verb.
    func linearArguments(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> Arguments? {
        guard let chunk = verbChunk(verb, tree, reader), let group = reader.sentence.chunks[chunk].verb else {
            return nil
        }
        let read = reader.clauses.arguments(of: chunk)
        var result = Arguments(verb: verb)
        result.isPassive = group.isPassive || group.isReduced
        let agents = heads(read.phrases.filter { $0.word == Word.by }.flatMap(\.chunks), tree, reader)
        let subject = heads(read.subject, tree, reader).filter { !isTime($0, tree) }
        var object = heads(read.object, tree, reader).filter { !isTime($0, tree) }
        // "Rejected Thursday an appeal": the day stands before the object.
        if object.isEmpty, let day = read.object.last, day + 1 < reader.sentence.chunks.count,
            reader.sentence.chunks[day + 1].kind == .noun
        {
            object = heads([day + 1], tree, reader)
        }
        result.hasAgent = !agents.isEmpty
        result.subject = result.isPassive ? agents : subject
        result.object = result.isPassive ? subject : object
        return result
    }

    /// The phrases behind a verb, by the order of the pieces, that a preposition opens.
    func linearPhrases(_ word: Int32, _ verb: Int, _ tree: Tree, _ reader: PartyReader) -> [Int] {
        guard let chunk = verbChunk(verb, tree, reader) else { return [] }
        return reader.clauses.arguments(of: chunk).phrases.filter { $0.word == word }.flatMap {
            heads($0.chunks, tree, reader)
        }
    }

    /// The phrases directly behind a noun, by the order of the pieces, that a preposition opens.
    func linearPhrases(_ word: Int32, behind noun: Int, _ tree: Tree, _ reader: PartyReader) -> [Int] {
        let chunks = reader.sentence.chunks
        var next = Int(tree[noun].chunk) + 1
        guard next > 0 else { return [] }
        while next + 1 < chunks.count, chunks[next].kind == .preposition, chunks[next + 1].kind == .noun {
            let nouns = reader.clauses.coordinated(next + 1)
            if chunks[next].word == word { return heads(nouns, tree, reader) }
            next = (nouns.last ?? next) + 1
        }
        return []
    }

    /// "Talks between A, minister of X, and B of Y": the first two states behind "between".
    func between(behind node: Int, _ tree: Tree, _ reader: PartyReader) -> [Mention] {
        guard
            let start = (node + 1..<min(node + 8, max(node + 1, tree.nodes.count))).first(where: {
                grammar.has(tree[$0].word, .betweenWords)
            })
        else { return [] }
        var result: [Mention] = []
        var sawAnd = false
        for next in (start + 1)..<max(start + 1, tree.nodes.count) {
            if tree[next].tag == .verb, tree[next].features.contains(.finite) { break }
            if tree[next].tag == .coordinator { sawAnd = true }
            guard let name = tree.name(next), name.first == next, !name.entry.isNewsroomOrFirm,
                let found = reader.named(next, .actor), let country = found.country, !country.isEmpty
            else { continue }
            if result.isEmpty || sawAnd && !result.contains(where: { $0.country == country }) { result.append(found) }
            if result.count == 2 { return result }
        }
        return []
    }

    /// Whether a word is a day or another time, and nobody's name.
    func isTime(_ node: Int, _ tree: Tree) -> Bool {
        tree[node].name < 0
            && (grammar.has(tree[node].word, .listeningTimes) || grammar.has(tree[node].word, .timeNouns))
    }

    /// "Said after talks with the Cuban minister": the other side is who does what the sentence tells.
    func actorAbove(_ noun: Int, _ tree: Tree, _ reader: PartyReader, excluding own: Set<String>) -> [Mention] {
        var current = noun
        for _ in 0..<6 {
            let head = tree[current].head
            guard head >= 0 else { return [] }
            switch tree[current].relation {
            case .subject, .passiveSubject, .conjunct, .relativeClause, .apposition: return []
            case .clauseComplement, .parataxis:
                // "… is to be discussed in talks with Lima, the ministry said".
                guard tree.isPassive(current) else { return [] }
            default: break
            }
            current = head
            guard tree[current].tag == .verb, tree[current].features.contains(.finite) || tree[current].head < 0 else {
                continue
            }
            if tree.isPassive(current) { continue }
            return tree.subject(current).nodes.filter { $0 != noun && !tree.hangs(noun, on: $0) }.flatMap {
                reader.parties($0, .actor, excluding: own)
            }
        }
        return []
    }
}
