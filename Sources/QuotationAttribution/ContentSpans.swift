internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Finds the words that a cue attributes.
struct ContentSpans {
    let text: [UInt8]
    let sentence: CodedSentence
    let reader: ClauseReader
    let position: Int
    let arguments: ClauseArguments
    let cue: AttributionCue
    private let grammar = Grammar.english
    /// Whether who speaks stands behind the verb: "…, said the minister".
    let hasSpeakerBehind: Bool

    init(
        text: [UInt8], sentence: CodedSentence, reader: ClauseReader, position: Int, arguments: ClauseArguments,
        cue: AttributionCue, hasSpeakerBehind: Bool = false
    ) {
        self.hasSpeakerBehind = hasSpeakerBehind
        self.text = text
        self.sentence = sentence
        self.reader = reader
        self.position = position
        self.arguments = arguments
        self.cue = cue
    }

    private var chunks: [Chunk] { sentence.chunks }
    private func start(_ chunk: Int) -> Int { sentence.tokens[chunks[chunk].first].start }
    private func end(_ chunk: Int) -> Int { sentence.tokens[chunks[chunk].last].end }
    private func word(_ chunk: Int) -> Int32 { chunks.indices.contains(chunk) ? chunks[chunk].word : -1 }

    /// Whether the content stands before the cue: a quotation or a clause that ends in a comma before the source.
    var isInverted: Bool { leadingContent != nil }

    /// The source of an inverted cue: the noun phrase between the comma and the verb, or directly behind the verb.
    var invertedSource: [Int]? {
        guard leadingContent != nil else { return nil }
        if let comma = leadingBreak {
            var index = position - 1
            // A name with its apposition: the name.
            if chunks[position - 1].kind == .comma, comma + 1 < position - 1, chunks[comma + 1].kind == .noun {
                return [comma + 1]
            }
            while index > comma {
                if chunks[index].kind == .noun, index == comma + 1 || chunks[index - 1].kind != .preposition {
                    return [index]
                }
                index -= 1
            }
        }
        if position + 1 < chunks.count, chunks[position + 1].kind == .noun { return [position + 1] }
        return nil
    }

    /// The closing quotation mark before "NAME, a founder of the club, said": no finite verb stands between.
    private var quoteBreak: Int? {
        guard position > 1, chunks[position - 1].kind == .comma else { return nil }
        var index = position - 2
        while index > 0, position - index < 24 {
            if chunks[index].kind == .quote {
                return index + 1 < position && chunks[index + 1].kind == .noun && isNoClause(index + 1) ? index : nil
            }
            index -= 1
        }
        return nil
    }

    /// Whether what stands between a chunk and the cue is a name with what tells of it: a finite verb only behind "who" or "which".
    private func isNoClause(_ first: Int) -> Bool {
        for chunk in chunks[first..<position] {
            if chunk.kind == .relative { return true }
            if let verb = chunk.verb, !verb.isReduced, !verb.isParticiple { return false }
            if chunk.kind == .subordinator { return false }
        }
        return true
    }

    /// The comma before a name with an apposition between commas: "…, NAME, a founder of the club, told her".
    private var appositionBreak: Int? {
        guard position > 4, chunks[position - 1].kind == .comma else { return nil }
        var index = position - 2
        while index > 1, position - index < 14,
            chunks[index].kind == .noun || chunks[index].kind == .preposition || chunks[index].kind == .conjunction
        { index -= 1 }
        guard index > 1, chunks[index].kind == .comma, chunks[index - 1].kind == .noun,
            sentence.tokens[chunks[index - 1].last].isCapital, chunks[index - 2].kind == .comma
        else { return nil }
        return index - 2
    }

    /// The chunk of the comma or closing quotation mark that ends the content before the source.
    private var leadingBreak: Int? {
        if let quote = quoteBreak { return quote }
        if let apposition = appositionBreak { return apposition }
        var index = position - 1
        var nouns = 0
        while index > 0, position - index < 12 {
            switch chunks[index].kind {
            case .quote, .comma:
                // An apposition's comma is passed over: the break is the one before the first noun phrase.
                if chunks[index].kind == .comma, index + 1 < position, nouns == 1, index > 1,
                    chunks[index - 1].kind == .noun,
                    chunks[index - 2].kind == .comma || chunks[index - 2].kind == .quote
                {
                    index -= 1; continue
                }
                return nouns > 0 || position - index == 1 ? index : nil
            case .noun: nouns += 1
            case .verb, .subordinator, .relative: return nil
            default: break
            }
            index -= 1
        }
        return nil
    }

    /// The content that stands before the cue, or nil.
    var leading: TextRange? { leadingContent }

    private var leadingContent: TextRange? {
        if cue.frame == "that" || cue.frame == "feeling" { return nil }
        guard let boundary = leadingBreak, boundary > 1 else { return nil }
        // Behind the cue nothing may follow that is a clause of its own.
        if cue.frame != "clause", cue.frame != "any" { return nil }
        var next = position + 1
        while next < chunks.count, chunks[next].kind == .other, sentence.tokens[chunks[next].first].sign == 0 {
            next += 1
        }
        if next < chunks.count {
            let isVerbFirst = boundary == position - 1
            // "To save the bank, she told the press that", "After the vote, she said: “…”": the content stands behind.
            if opensBehind(next, boundary) { return nil }
            switch chunks[next].kind {
            case .subordinator, .verb: return nil
            case .quote where !chunks[..<boundary].contains(where: { $0.kind == .quote }): return nil
            case .noun where !isVerbFirst && !isTimeOrListener(next): return nil
            default: break
            }
        }
        let hasVerb = chunks[..<boundary].contains { $0.kind == .verb }
        let isQuote = chunks[..<(boundary + 1)].contains { $0.kind == .quote }
        guard hasVerb || isQuote else { return nil }
        guard chunks[position].verb.map({ !$0.isParticiple && !$0.isInfinitive }) ?? false else { return nil }
        // The subject of the cue must stand behind the break; else the cue goes on with the main clause.
        if let subject = arguments.subject.first, subject < boundary, !isQuote, !hasSpeakerBehind { return nil }
        return TextRange(sentence.range.start, chunks[boundary].kind == .quote ? end(boundary) : start(boundary))
    }

    /// Whether "that" or a colon opens the content behind a cue, where no quotation stands before it.
    private func opensBehind(_ first: Int, _ boundary: Int) -> Bool {
        if chunks[...boundary].contains(where: { $0.kind == .quote }) { return false }
        for chunk in chunks[first...].prefix(7) {
            switch chunk.kind {
            case .subordinator: return chunk.word == .that
            case .other where sentence.tokens[chunk.first].sign == UInt8(ascii: ":"): return true
            case .verb, .relative, .comma, .quote: return false
            default: continue
            }
        }
        return false
    }

    /// "Given the plan, she said, a new round was near": what goes on behind the comma, when nothing before is a clause of its own.
    private var resumed: TextRange? {
        guard let boundary = leadingBreak, chunks[boundary].kind == .comma, position + 2 < chunks.count,
            chunks[position + 1].kind == .comma, chunks[position + 2].kind == .noun, opensClause(position + 2),
            !chunks[..<boundary].contains(where: { chunk in
                chunk.kind == .quote
                    || chunk.verb.map { !$0.isParticiple && !$0.isInfinitive && !$0.isReduced } ?? false
            })
        else { return nil }
        return TextRange(start(position + 2), clauseEnd(from: position + 2))
    }

    /// Whether a noun phrase behind an inverted cue is no content: a time, or those who were told.
    private func isTimeOrListener(_ chunk: Int) -> Bool {
        chunks[position].verb.map { $0.lemma == .tell } ?? false
            || grammar.has(sentence.tokens[chunks[chunk].first].word, .listeningTimes)
    }

    /// The content of an active cue.
    func active(_ source: [Int]) -> [TextRange] {
        if let leading = leadingContent {
            // '"…," X said. "…"': a quotation that goes on behind the cue.
            if let open = chunks.indices.first(where: { $0 > position && chunks[$0].kind == .quote }),
                chunks[..<position].contains(where: { $0.kind == .quote }),
                !chunks[position..<open].contains(where: { sentence.tokens[$0.first].sign == UInt8(ascii: ";") })
            {
                let close = chunks.indices.first { $0 > open && chunks[$0].kind == .quote }
                return [leading, TextRange(start(open), close.map { end($0) } ?? sentence.range.end)]
            }
            return resumed.map { [leading, $0] } ?? [leading]
        }
        var index = position + 1 + cue.particle.count
        index = min(index, chunks.count)
        if !cue.particle.isEmpty {
            index = chunks.firstIndex { $0.first > chunks[position].last + cue.particle.count } ?? chunks.count
        }
        switch cue.frame {
        case "that":
            // A quotation beside the verb is found without a cue; else the word must stand there.
            return statement(from: index)
        case "feeling":
            guard let object = arguments.object.first,
                (chunks[object].first...chunks[object].last).contains(where: {
                    SpeakerLexicon.english.has(sentence.tokens[$0], .feeling)
                })
            else { return [] }
            return [TextRange(start(object), clauseEnd(from: object))]
        case "object":
            guard index < chunks.count else { return [] }
            return [TextRange(start(index), clauseEnd(from: index))]
        case "as-object":
            guard let object = arguments.object.first else { return [] }
            let tail = clauseEnd(from: object)
            return [TextRange(start(object), tail)]
        case "of", "for":
            // "accused her of lying", "pointed fingers at her for lying".
            guard
                let preposition = chunks.indices.first(where: {
                    $0 > position && chunks[$0].kind == .preposition && opensCharge($0)
                }) ?? chunks.indices.first(where: { $0 > position && opensCharge($0) }), preposition + 1 < chunks.count
            else { return [] }
            return [TextRange(start(preposition + 1), clauseEnd(from: preposition + 1))]
        case "to-clause":
            guard
                let infinitive = chunks.indices.first(where: {
                    $0 > position && chunks[$0].kind == .verb
                }).flatMap({ chunks[$0].verb?.isInfinitive ?? false ? $0 : nil }) ?? thatChunk(from: index)
            else { return [] }
            return [TextRange(start(infinitive), clauseEnd(from: infinitive))]
        default: return clause(from: index)
        }
    }

    /// Whether "of" stands at a chunk, or "for" where the cue takes it.
    private func opensCharge(_ chunk: Int) -> Bool {
        word(chunk) == .of || (cue.frame == "for" && word(chunk) == .for)
    }

    /// The clause that "that" opens, with no other verb before it.
    private func statement(from index: Int) -> [TextRange] {
        guard let that = thatChunk(from: index), that - position < 8,
            !chunks[(position + 1)..<that].contains(where: {
                $0.kind == .verb || $0.kind == .relative || $0.kind == .subordinator
            })
        else { return [] }
        return [TextRange(start(that), clauseEnd(from: that))]
    }

    /// Whether a noun phrase here has a finite verb of its own, so that a clause without "that" begins with it.
    private func opensClause(_ first: Int) -> Bool {
        if chunks[first].kind == .quote { return true }
        for chunk in chunks[first...] {
            switch chunk.kind {
            case .verb:
                if let verb = chunk.verb, !verb.isInfinitive, !verb.isParticiple, !verb.isReduced { return true }
                return false
            case .relative, .subordinator, .comma, .quote: return false
            default: continue
            }
        }
        return false
    }

    private func thatChunk(from index: Int) -> Int? {
        chunks.indices.first { $0 >= index && chunks[$0].kind == .subordinator && word($0) == .that }
    }

    /// The clause behind a cue: with "that", a quotation, or bare.
    private func clause(from first: Int) -> [TextRange] {
        var index = first
        // The addressee and the time of speaking stand between: "told reporters on Monday that".
        var probe = index
        while probe < chunks.count, probe < index + 9 {
            if chunks[probe].kind == .subordinator, grammar.has(word(probe), .clauseWords) {
                return [TextRange(start(probe), clauseEnd(from: probe))]
            }
            if chunks[probe].kind == .verb || chunks[probe].kind == .relative { break }
            probe += 1
        }
        if cue.frame == "any" || cue.frame == "clause",
            chunks[..<position].count(where: { $0.kind == .quote }) % 2 == 0,
            let open = chunks.indices.first(where: { $0 >= index && chunks[$0].kind == .quote }),
            !chunks[index..<open].contains(where: { $0.kind == .verb })
        {
            let first = open > index && cue.frame == "any" ? index : open
            return [TextRange(start(first), clauseEnd(from: first))]
        }
        // Skip time phrases and the addressee.
        while index + 1 < chunks.count, chunks[index].kind == .preposition,
            grammar.has(word(index), .timeLinks), chunks[index + 1].kind == .noun
        { index += 2 }
        guard index < chunks.count else { return [] }
        if let cueVerb = chunks[position].verb, cueVerb.lemma == .tell, arguments.object.count >= 1,
            let object = arguments.object.last, object >= index
        {
            index = object + 1
            while index + 1 < chunks.count, chunks[index].kind == .preposition,
                grammar.has(word(index), .placeLinks)
            { index += 2 }
            if index < chunks.count, word(index) == .about { return [TextRange(start(index), clauseEnd(from: index))] }
        }
        guard index < chunks.count else { return [] }
        let hasVerb = chunks[index...].contains { $0.kind == .verb }
        if cue.frame == "clause", !hasVerb { return [] }
        if cue.frame == "clause",
            chunks[position].verb.map({ !grammar.has($0.lemma, .reportingVerbs) && $0.lemma != .tell }) ?? false,
            !opensClause(index)
        {
            return []
        }
        if cue.frame == "clause", chunks[index].kind == .comma || chunks[index].kind == .conjunction { return [] }
        guard chunks[index].kind == .noun || chunks[index].kind == .quote || chunks[index].kind == .verb else {
            return []
        }
        return [TextRange(start(index), clauseEnd(from: index))]
    }

    /// The end of the clause that begins at a chunk: before ", X said", before a coordinated verb of the speaker, or the sentence's end.
    private func clauseEnd(from first: Int) -> Int {
        var index = first + 1
        var depth = chunks[..<min(first + 1, chunks.count)].count { $0.kind == .quote } % 2
        while index < chunks.count {
            let chunk = chunks[index]
            if chunk.kind == .quote { depth = 1 - depth }
            if depth == 0 {
                // ", denying that", ", adding that", ", with Russia maintaining": another cue.
                if chunk.kind == .comma, index + 1 < chunks.count {
                    if let verb = chunks[index + 1].verb, verb.isParticiple, isSpeech(verb) {
                        return sentence.tokens[chunk.first].start
                    }
                    if grammar.has(word(index + 1), .contentBreaks) {
                        return sentence.tokens[chunk.first].start
                    }
                    // ", and threatened to leave": the speaker acts on; what has a subject of its own is said too.
                    if chunks[index + 1].kind == .conjunction, index + 2 < chunks.count,
                        let verb = chunks[index + 2].verb,
                        !verb.isPresent || !isPast
                    {
                        return sentence.tokens[chunk.first].start
                    }
                }
                // "and said": the speaker goes on with another verb of speech or act in a past tense.
                if chunk.kind == .conjunction, index + 1 < chunks.count, let verb = chunks[index + 1].verb,
                    !verb.isInfinitive, !verb.isFuture, index > position + 1,
                    isSpeech(verb) || cue.frame == "object" || cue.frame == "feeling",
                    !verb.isPresent || !isPast
                {
                    return end(index - 1)
                }
                if chunk.kind == .other, sentence.tokens[chunk.first].sign == UInt8(ascii: ";") {
                    return sentence.tokens[chunk.first].start
                }
                if chunk.kind == .conjunction, cue.frame == "object", index + 1 < chunks.count,
                    chunks[index + 1].kind == .noun,
                    grammar.wordClass(sentence.tokens[chunks[index + 1].first].word) == .possessive,
                    chunks[first].kind == .noun,
                    grammar.wordClass(sentence.tokens[chunks[first].first].word) == .possessive
                {
                    return end(index - 1)
                }
            }
            index += 1
        }
        return sentence.range.end
    }

    /// Whether the cue is told in the past: then a verb in the present is no further act of the speaker's.
    private var isPast: Bool { !(chunks[position].verb?.isPresent ?? false) }

    private func isSpeech(_ verb: VerbGroup) -> Bool { CueLexicon.english.verbs[verb.lemma] != nil }

    /// The content of a passive cue: the subject before it, or the clause before ", as confirmed by".
    func passive(_ by: [Int]) -> [TextRange] {
        if position > 0, word(position - 1) == .as {
            var boundary = position - 1
            while boundary > 0, chunks[boundary - 1].kind == .comma { boundary -= 1 }
            return [TextRange(sentence.range.start, start(boundary))]
        }
        guard let subject = arguments.subject.first else { return [] }
        return [TextRange(start(subject), start(position))]
    }
}
