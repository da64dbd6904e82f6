internal import DocumentModel

/// What stands around a verb: its subject, its object and the phrases behind it, as chunk indexes.
public struct ClauseArguments: Sendable {
    /// The subject's chunks; several when they are coordinated.
    public var subject: [Int] = []
    /// The object's chunks.
    public var object: [Int] = []
    /// Prepositional phrases behind the verb: the preposition's word and the chunks.
    public var phrases: [(word: Int32, chunks: [Int])] = []
    /// The first chunk behind the verb that the clause no longer holds.
    public var end: Int
    /// The subordinator that opens the clause, or -1.
    public var opener: Int32 = -1
    /// The word that directly follows the verb, or -1.
    public var particle: Int32 = -1

    /// Makes empty arguments.
    public init(end: Int) { self.end = end }
}

/// Reads clauses off the pieces of a sentence; what stands around a verb is read once and kept.
public final class ClauseReader {
    /// The sentence.
    public let sentence: CodedSentence
    private let grammar = Grammar.english

    /// Makes a reader.
    public init(_ sentence: CodedSentence) {
        self.sentence = sentence
        chunks = sentence.chunks
        known = Array(repeating: nil, count: chunks.count)
    }

    private let chunks: [Chunk]
    private var known: [ClauseArguments?]

    /// A chunk's word, or -1.
    public func word(_ chunk: Int) -> Int32 { chunks.indices.contains(chunk) ? chunks[chunk].word : -1 }

    /// The arguments of the verb group at a chunk.
    public func arguments(of verb: Int) -> ClauseArguments {
        if let known = known[verb] { return known }
        var result = ClauseArguments(end: verb + 1)
        readRight(verb, &result)
        result.subject = subject(of: verb, depth: 0)
        result.opener = opener(before: verb)
        known[verb] = result
        return result
    }

    /// The noun phrases that are coordinated from one on: "Iran and Turkmenistan", "A, B and C".
    public func coordinated(_ first: Int) -> [Int] {
        var result = [first]
        var index = first + 1
        while index < chunks.count {
            if chunks[index].kind == .conjunction, index + 1 < chunks.count, chunks[index + 1].kind == .noun {
                result.append(index + 1)
                index += 2
            } else if chunks[index].kind == .comma, index + 1 < chunks.count, chunks[index + 1].kind == .noun,
                endsInConjunction(index + 1)
            {
                result.append(index + 1)
                index += 2
            } else if chunks[index].kind == .preposition, chunks[index].word == .of,
                index + 1 < chunks.count, chunks[index + 1].kind == .noun,
                index + 2 < chunks.count, chunks[index + 2].kind == .conjunction
            {
                index += 2
            } else {
                break
            }
        }
        return result
    }

    private func endsInConjunction(_ index: Int) -> Bool {
        var position = index + 1
        while position + 1 < chunks.count, chunks[position].kind == .comma, chunks[position + 1].kind == .noun {
            position += 2
        }
        return position + 1 < chunks.count && chunks[position].kind == .conjunction
            && chunks[position + 1].kind == .noun
    }

    private func readRight(_ verb: Int, _ result: inout ClauseArguments) {
        var index = verb + 1
        var sawPhrase = false
        if index < chunks.count { result.particle = chunks[index].word }
        if chunks.indices.contains(index), chunks[index].kind == .noun {
            result.particle = sentence.tokens[chunks[index].first].word
        }
        while index < chunks.count {
            let chunk = chunks[index]
            switch chunk.kind {
            case .noun:
                if !sawPhrase, result.object.isEmpty {
                    result.object = coordinated(index)
                    index = (result.object.last ?? index) + 1
                    // "Lend Nepal two ferries": the first object receives the second.
                    if isGiving(verb), index < chunks.count, chunks[index].kind == .noun,
                        sentence.parties(index).isEmpty,
                        result.object.contains(where: { !sentence.parties($0).isEmpty })
                    {
                        result.phrases.append((Word.to.rawValue, result.object))
                        result.object = coordinated(index)
                        index = (result.object.last ?? index) + 1
                    }
                    continue
                }
                if startsNewClause(index) {
                    result.end = index
                    return
                }
                index += 1
            case .preposition:
                let word = chunk.word
                // "carry out a patrol", "handed over a letter": a particle of the verb.
                if index == verb + 1, isParticle(word, of: verb) {
                    index += 1
                    continue
                }
                // "dismissed as fiction a suggestion": what stands behind "as" comes before the object.
                if word == .as, result.object.isEmpty, let behind = behindPredicate(index) {
                    index = behind
                    continue
                }
                if index + 1 < chunks.count, chunks[index + 1].kind == .noun {
                    let nouns = coordinated(index + 1)
                    result.phrases.append((word, nouns))
                    sawPhrase = true
                    index = (nouns.last ?? index) + 1
                    // "conveyed to the premier a letter": a long object stands behind its recipient.
                    if word == .to, result.object.isEmpty, result.phrases.count == 1, isLateObject(index) {
                        result.object = coordinated(index)
                        index = (result.object.last ?? index) + 1
                    }
                } else {
                    result.phrases.append((word, []))
                    sawPhrase = true
                    index += 1
                }
            case .comma, .quote, .other: index += 1
            case .conjunction:
                if index + 1 < chunks.count, chunks[index + 1].kind == .verb {
                    result.end = index
                    return
                }
                index += 1
            case .subordinator, .relative:
                result.end = index
                return
            case .verb:
                // A reduced clause behind the object ("the embargo imposed on Cuba") does not end the arguments; another verb does.
                if let inner = chunk.verb, inner.isReduced || inner.isParticiple, index > verb + 1,
                    chunks[index - 1].kind == .noun
                {
                    result.end = index; return
                }
                result.end = index
                return
            }
            result.end = index
        }
        result.end = index
    }

    /// Which verbs take a particle; nil when the word is none.
    private static func verbsTaking(_ particle: Int32) -> WordList? {
        switch Word(rawValue: particle) {
        case .out: .takesOut
        case .over: .takesOver
        case .up: .takesUp
        case .off: .takesOff
        case .back: .takesBack
        case .down: .takesDown
        default: nil
        }
    }

    private func isGiving(_ verb: Int) -> Bool {
        chunks[verb].verb.map { grammar.has($0.lemma, .givingVerbs) } ?? false
    }

    private func isParticle(_ word: Int32, of verb: Int) -> Bool {
        guard let list = ClauseReader.verbsTaking(word), let lemma = chunks[verb].verb?.lemma,
            chunks.indices.contains(verb + 2), chunks[verb + 2].kind == .noun
        else { return false }
        return grammar.has(lemma, list)
    }

    /// The noun phrase behind "as" and its complement, when one follows directly.
    private func behindPredicate(_ preposition: Int) -> Int? {
        var index = preposition + 1
        while index < chunks.count, chunks[index].kind == .quote { index += 1 }
        guard index < chunks.count, chunks[index].kind == .noun, sentence.parties(index).isEmpty else { return nil }
        index += 1
        while index < chunks.count, chunks[index].kind == .quote { index += 1 }
        guard index < chunks.count, chunks[index].kind == .noun else { return nil }
        return index
    }

    /// Whether a noun phrase with an article stands here that names no time.
    private func isLateObject(_ index: Int) -> Bool {
        guard index < chunks.count, chunks[index].kind == .noun, chunks[index].last > chunks[index].first else {
            return false
        }
        let first = grammar.wordClass(sentence.tokens[chunks[index].first].word)
        guard first == .determiner || first == .possessive else { return false }
        return !grammar.has(sentence.tokens[chunks[index].last].word, .timeNouns)
    }

    /// Whether a noun phrase behind a comma is the subject of a verb behind it.
    private func startsNewClause(_ noun: Int) -> Bool {
        guard noun > 0, chunks[noun - 1].kind == .comma || chunks[noun - 1].kind == .quote else { return false }
        var index = noun + 1
        while index < chunks.count,
            chunks[index].kind == .preposition || chunks[index].kind == .noun || chunks[index].kind == .other
        { index += 1 }
        return index < chunks.count && chunks[index].kind == .verb && !(chunks[index].verb?.isParticiple ?? false)
    }

    /// The subject of a verb: the nearest noun phrase before it that is in no prepositional phrase and no clause of its own.
    private func subject(of verb: Int, depth: Int) -> [Int] {
        guard depth < 4, let group = chunks[verb].verb else { return [] }
        if group.isInverted {
            let copula = chunks.indices.dropFirst(verb + 1).first { chunks[$0].kind == .verb }
            return copula.map { coordinated($0 + 1) } ?? []
        }
        // "The embargo imposed on Cuba": the thing that the participle stands behind.
        if group.isReduced, verb > 0, chunks[verb - 1].kind == .noun, sentence.parties(verb - 1).isEmpty {
            return [verb - 1]
        }
        // "…, and exchanged views": a verb behind "and" takes the subject of the finite verb before.
        if !group.isInfinitive, verb > 0, isJoined(verb) {
            var back = verb - 2
            while back >= 0, chunks[back].kind != .relative || back < verb - 12 {
                if chunks[back].kind == .verb, let other = chunks[back].verb, !other.isReduced,
                    other.isInfinitive == group.isInfinitive, other.isParticiple == group.isParticiple
                {
                    return subject(of: back, depth: depth + 1)
                }
                back -= 1
            }
        }
        // ", with Russia maintaining that": the noun before the participle is its subject.
        if group.isParticiple, verb > 1, chunks[verb - 1].kind == .noun, chunks[verb - 2].kind == .preposition,
            chunks[verb - 2].word == .with
        {
            return [verb - 1]
        }
        // "handed a note to the embassy alleging that": the object is a thing, so the subject of the verb before speaks.
        if group.isParticiple, verb > 0, chunks[verb - 1].kind == .noun,
            let back = chunks[..<verb].lastIndex(where: { chunk in
                chunk.verb.map { !$0.isReduced && !$0.isInfinitive && !$0.isParticiple } ?? false
            })
        {
            let object = arguments(of: back).object
            if !object.isEmpty, object.allSatisfy({ sentence.parties($0).isEmpty }) {
                return subject(of: back, depth: depth + 1)
            }
        }
        // ", suggesting they were": the subject of the finite verb before.
        if group.isParticiple, verb > 0, chunks[verb - 1].kind == .comma {
            var back = verb - 2
            while back >= 0 {
                if chunks[back].kind == .verb, let other = chunks[back].verb, !other.isReduced, !other.isInfinitive {
                    return subject(of: back, depth: depth + 1)
                }
                back -= 1
            }
        }
        // "As he told her": behind "as" the noun before the verb is its subject.
        if verb > 1, chunks[verb - 1].kind == .noun, chunks[verb - 2].kind == .preposition,
            chunks[verb - 2].word == .as, !group.isReduced
        {
            return [verb - 1]
        }
        var index = verb - 1
        var commas = 0
        while index >= 0 {
            let chunk = chunks[index]
            switch chunk.kind {
            case .other where sentence.tokens[chunk.first].sign == UInt8(ascii: ")"):
                while index > 0, sentence.tokens[chunks[index].first].sign != UInt8(ascii: "(") { index -= 1 }
                index -= 1
            case .noun:
                // "The premier, Sunday sent": a day sends nothing.
                if chunk.first == chunk.last, grammar.has(sentence.tokens[chunk.first].word, .listeningTimes) {
                    index -= 1
                    continue
                }
                if let start = relativeStart(index, before: verb) {
                    index = start - 1
                    continue
                }
                if index > 0, chunks[index - 1].kind == .preposition {
                    index -= 2
                    continue
                }
                // The second of a coordination: the first is meant too.
                if index > 1, chunks[index - 1].kind == .conjunction, chunks[index - 2].kind == .noun {
                    let first = firstCoordinated(index)
                    if first > 0, chunks[first - 1].kind == .preposition {
                        index = first - 2
                        continue
                    }
                    return Array(stride(from: first, through: index, by: 2)).filter { chunks[$0].kind == .noun }
                }
                // An apposition: "Ri Myong Chol, premier of the DPRK, met".
                if commas >= 1, index > 1, chunks[index - 1].kind == .comma, chunks[index - 2].kind == .noun {
                    if !sentence.parties(index - 2).isEmpty, index < 3 || chunks[index - 3].kind != .preposition {
                        return [index - 2]
                    }
                }
                return [index]
            case .verb:
                guard let other = chunk.verb else { return [] }
                if group.isInfinitive || group.isParticiple || group.isReduced {
                    // "urged all states to search": the object of the verb before; else its subject.
                    let governed = arguments(of: index).object
                    if group.isInfinitive, !governed.isEmpty,
                        grammar.has(other.lemma, .objectControl)
                    {
                        return governed
                    }
                    return subject(of: index, depth: depth + 1)
                }
                if coordinates(index, verb) { return subject(of: index, depth: depth + 1) }
                index -= 1
            case .relative:
                // "who paid a visit": the noun phrase before the pronoun.
                var back = index - 1
                while back >= 0, chunks[back].kind == .comma || chunks[back].kind == .preposition { back -= 1 }
                // "delegation led by X which paid": the phrase that heads it is the subject, not what stands in its clause.
                if back >= 0, chunks[back].kind == .noun {
                    return headBefore(back, isPerson: grammar.has(chunks[index].word, .personRelatives))
                }
                return []
            case .subordinator:
                // An infinitive or participle that opens the clause has no subject of its own.
                return group.isParticiple ? subjectBeyond(index, depth) : []
            case .comma: commas += 1; index -= 1
            case .conjunction:
                index -= 1
            default: index -= 1
            }
        }
        return []
    }

    private func subjectBeyond(_ index: Int, _ depth: Int) -> [Int] {
        var back = index - 1
        while back >= 0 {
            if chunks[back].kind == .verb { return subject(of: back, depth: depth + 1) }
            back -= 1
        }
        return []
    }

    /// Whether "and" or "but" stands directly before a verb, perhaps with an adverb between.
    private func isJoined(_ verb: Int) -> Bool {
        if chunks[verb - 1].kind == .conjunction { return true }
        return verb > 1 && chunks[verb - 1].kind == .other && chunks[verb - 2].kind == .conjunction
            && sentence.tokens[chunks[verb - 1].first].sign == 0
    }

    /// Whether a verb is joined to an earlier one by "and" or "but" without a subject of its own.
    private func coordinates(_ earlier: Int, _ verb: Int) -> Bool {
        guard verb > 0,
            chunks[verb - 1].kind == .conjunction
                || (verb > 1 && chunks[verb - 1].kind == .other && chunks[verb - 2].kind == .conjunction)
        else {
            return false
        }
        return earlier < verb
    }

    private func firstCoordinated(_ last: Int) -> Int {
        var index = last
        while index > 1, chunks[index - 1].kind == .conjunction || chunks[index - 1].kind == .comma,
            chunks[index - 2].kind == .noun
        { index -= 2 }
        return index
    }

    /// Where a relative or reduced clause between commas begins that ends with a noun phrase; nil when there is none.
    private func relativeStart(_ noun: Int, before verb: Int) -> Int? {
        var behind = noun + 1
        // "Years ago,": the adverb belongs to the phrase.
        if behind < verb, chunks[behind].kind == .other, sentence.tokens[chunks[behind].first].sign == 0 { behind += 1 }
        guard behind < chunks.count, chunks[behind].kind == .comma || noun + 1 == verb else { return nil }
        var index = noun
        var steps = 0
        while index > 0, steps < 14 {
            let kind = chunks[index].kind
            if kind == .relative, index > 0 {
                return chunks[index - 1].kind == .comma ? index - 1 : (noun + 1 == verb ? index : nil)
            }
            if kind == .verb, let group = chunks[index].verb, group.isReduced || group.isParticiple, index > 0,
                chunks[index - 1].kind == .comma || chunks[index - 1].kind == .noun
            {
                return chunks[index - 1].kind == .comma ? index - 1 : index
            }
            if kind == .subordinator { return nil }
            if kind == .comma, index != behind, chunks[behind].kind != .comma {
                return nil
            }
            index -= 1
            steps += 1
        }
        return nil
    }

    /// The head of a noun phrase with its prepositional phrases: "the delegation" of "the delegation led by X".
    ///
    /// "Who" takes no thing: of "the support of the Korean people, who" the people stay.
    private func headBefore(_ noun: Int, isPerson: Bool) -> [Int] {
        var index = noun
        while index > 1 {
            if isPerson,
                sentence.parties(index).contains(where: { $0.kind != .state })
                    || PartyLexicon.shared.isGroup(sentence.tokens[chunks[index].head].word),
                chunks[index - 1].kind == .preposition,
                chunks[index - 2].kind == .noun, sentence.parties(index - 2).isEmpty,
                !sentence.tokens[chunks[index - 2].first...chunks[index - 2].last].contains(where: {
                    PartyLexicon.shared.isOffice($0.word)
                })
            {
                break
            }
            if chunks[index - 1].kind == .preposition, chunks[index - 2].kind == .noun,
                sentence.parties(index).isEmpty || chunks[index - 2].head != chunks[index - 2].first
                    || (isPerson && sentence.parties(index).allSatisfy { $0.kind == .state })
                    || (!isPerson && sentence.parties(index).allSatisfy { $0.kind.isPerson })
            {
                index -= 2; continue
            }
            if chunks[index - 1].kind == .preposition, index > 2, chunks[index - 2].kind == .verb,
                chunks[index - 2].verb?.isReduced ?? false, chunks[index - 3].kind == .noun
            {
                index -= 3; continue
            }
            break
        }
        return [index]
    }

    /// The word that opens the clause of a verb: "if", "whether", "that" …; -1 for a main clause.
    public func opener(before verb: Int) -> Int32 {
        var index = verb - 1
        while index >= 0 {
            switch chunks[index].kind {
            case .subordinator, .relative: return chunks[index].word
            case .verb where !(chunks[index].verb?.isReduced ?? false): return -1
            default: index -= 1
            }
        }
        return -1
    }
}
