internal import TextPrimitives

/// What the pieces of a sentence say of each other: clauses that a preposition opens, participles that look like past forms, verbs
/// before their subjects.
extension Chunker {
    /// "Since Lima recalled its ambassador": a preposition before a noun phrase and its finite verb opens a clause.
    func openClauses(_ chunks: inout [Chunk]) {
        for index in chunks.indices.dropLast(2)
        where chunks[index].kind == .preposition && chunks[index + 1].kind == .noun && chunks[index + 2].kind == .verb {
            guard grammar.has(chunks[index].word, .clauseOpeners), let verb = chunks[index + 2].verb,
                !verb.isReduced, !verb.isParticiple, !verb.isInfinitive
            else { continue }
            chunks[index].kind = .subordinator
        }
    }

    /// A clause has one finite verb: of two past forms without a conjunction between, the one behind a noun phrase and before a
    /// preposition is a participle ("a deal reached in June", "a statement issued on Wednesday welcomed").
    func reduceClauses(_ chunks: inout [Chunk]) {
        var finite: Int?
        for index in chunks.indices {
            switch chunks[index].kind {
            case .verb:
                guard let verb = chunks[index].verb, !verb.isInfinitive, !verb.isParticiple, !verb.isReduced else {
                    continue
                }
                if let earlier = finite {
                    if canReduce(index, chunks) {
                        reduce(index, &chunks)
                    } else if canReduce(earlier, chunks) {
                        reduce(earlier, &chunks)
                        finite = index
                    } else {
                        finite = index
                    }
                } else {
                    finite = index
                }
            case .comma, .conjunction, .subordinator, .relative, .quote: finite = nil
            case .preposition where grammar.has(chunks[index].word, .comparatives): finite = nil
            case .other where tokens[chunks[index].first].sign != 0: finite = nil
            default: continue
            }
        }
    }

    func canReduce(_ index: Int, _ chunks: [Chunk]) -> Bool {
        guard index > 0, chunks[index - 1].kind == .noun, let verb = chunks[index].verb,
            chunks[index].first == verb.head,
            grammar.verb(tokens[verb.head].word)?.form == .pastOrParticiple
        else { return false }
        guard index + 1 < chunks.count else { return true }
        return chunks[index + 1].kind == .preposition
    }

    func reduce(_ index: Int, _ chunks: inout [Chunk]) {
        chunks[index].verb?.isReduced = true
        chunks[index].verb?.isPassive = true
    }

    /// "Inked at the end of the visit were a protocol and a plan": the participle is the verb, and what follows "were" is signed.
    func invert(_ chunks: inout [Chunk]) {
        guard chunks.count > 3, chunks[0].kind == .verb, chunks[0].verb?.isReduced ?? false,
            let copula = chunks.indices.dropFirst().first(where: {
                chunks[$0].kind == .verb || chunks[$0].kind == .comma
            }),
            chunks[copula].kind == .verb, let verb = chunks[copula].verb, verb.lemma == .be,
            copula + 1 < chunks.count, chunks[copula + 1].kind == .noun
        else { return }
        chunks[0].verb?.isReduced = false
        chunks[0].verb?.isPassive = true
        chunks[0].verb?.isInverted = true
    }

}
