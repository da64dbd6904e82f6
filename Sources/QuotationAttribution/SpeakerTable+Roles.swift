internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// What a person is by the words beside his name: titles, offices, appositions.
extension SpeakerTable {
    /// Whether ", premier of …" follows a name.
    func hasApposition(_ position: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard position + 2 < chunks.count, chunks[position + 1].kind == .comma, chunks[position + 2].kind == .noun,
            !opensClause(position, sentence)
        else { return false }
        // "Rosa Quispe, 33, owner of a shop": how old somebody is.
        if position + 3 < chunks.count, chunks[position + 3].kind == .comma,
            chunks[position + 2].first == chunks[position + 2].last,
            sentence.tokens[chunks[position + 2].first].isNumber,
            sentence.tokens[chunks[position + 2].first].end - sentence.tokens[chunks[position + 2].first].start <= 2
        {
            return true
        }
        return sentence.tokens[chunks[position + 2].first...chunks[position + 2].last].contains { isRole($0) }
    }

    /// "In a call with Juan Rojas, the president promised help": what stands behind the comma is the verb's subject.
    func opensClause(_ position: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard position > 0, chunks[position - 1].kind == .preposition,
            !chunks[..<position].contains(where: { $0.kind == .verb && !($0.verb?.isParticiple ?? false) })
        else { return false }
        var end = position + 2
        while end + 2 < chunks.count, chunks[end + 1].kind == .preposition, chunks[end + 2].kind == .noun { end += 2 }
        guard end + 1 < chunks.count, let verb = chunks[end + 1].verb else { return false }
        return !verb.isParticiple && !verb.isInfinitive && !verb.isReduced
    }

    /// The chunk of a role before the comma: "the president's spokesman, Juan Rojas".
    func roleBefore(_ position: Int, _ sentence: CodedSentence) -> Int? {
        let chunks = sentence.chunks
        guard position >= 2, chunks[position - 1].kind == .comma else { return nil }
        var back = position - 2
        while back >= 0, back >= position - 8,
            chunks[back].kind == .noun || chunks[back].kind == .preposition || chunks[back].kind == .conjunction
        {
            if chunks[back].kind == .noun, isRole(sentence.tokens[chunks[back].last]),
                back == 0 || chunks[back - 1].kind != .preposition && chunks[back - 1].kind != .conjunction
            {
                return back
            }
            back -= 1
        }
        return nil
    }

    /// The chunks that tell what a named person is: his own, the office's, the apposition behind, the role before the comma.
    func describing(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence)
        -> [ClosedRange<Int>]
    {
        let chunks = sentence.chunks
        var result: [ClosedRange<Int>] = []
        if run.office >= 0 { result.append(run.office...run.office) }
        if let first = apposition(position, sentence) {
            var end = first
            while end + 2 < chunks.count, end < first + 10,
                chunks[end + 1].kind == .preposition || chunks[end + 1].kind == .conjunction,
                chunks[end + 2].kind == .noun
            { end += 2 }
            result.append(first...end)
        } else if let behind = relativeOffice(position, sentence) {
            result.append(behind)
        } else if let role = roleBefore(position, sentence) {
            result.append(role...position - 2)
        }
        return result
    }

    /// The chunk of the apposition behind a name; how old somebody is, "Lara Quint, 19, a trader", is none.
    private func apposition(_ position: Int, _ sentence: CodedSentence) -> Int? {
        guard hasApposition(position, sentence) else { return nil }
        let chunk = sentence.chunks[position + 2]
        guard sentence.tokens[chunk.first...chunk.last].allSatisfy(\.isNumber) else { return position + 2 }
        return hasApposition(position + 2, sentence) ? position + 4 : nil
    }

    /// "Rojas, who is Peru's foreign minister, said": the office in the clause behind a name.
    private func relativeOffice(_ position: Int, _ sentence: CodedSentence) -> ClosedRange<Int>? {
        let chunks = sentence.chunks
        var next = position + 1
        if next < chunks.count, chunks[next].kind == .comma { next += 1 }
        guard next + 2 < chunks.count, chunks[next].kind == .relative,
            grammar.has(chunks[next].word, .personRelatives), chunks[next + 1].kind == .verb,
            chunks[next + 1].first == chunks[next + 1].last,
            cls(sentence.tokens[chunks[next + 1].first]) == .be, chunks[next + 2].kind == .noun,
            isRole(sentence.tokens[chunks[next + 2].last])
        else { return nil }
        var end = next + 2
        while end + 2 < chunks.count, end < next + 8, chunks[end + 1].kind == .preposition,
            chunks[end + 2].kind == .noun
        { end += 2 }
        return next + 2...end
    }

    func roles(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence) -> [UInt64] {
        var result = roleHeads(sentence.chunks[position].first..<run.tokens.lowerBound, sentence)
        for chunks in describing(position, run, sentence) {
            for chunk in chunks where sentence.chunks[chunk].kind == .noun {
                result += roleHeads(sentence.chunks[chunk].first..<sentence.chunks[chunk].last + 1, sentence)
            }
        }
        return result
    }

    /// The words that tell a named person's offices from others of the same head.
    func duties(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence) -> Set<Int32> {
        var result = duties(sentence.chunks[position].first..<run.tokens.lowerBound, sentence)
        for chunks in describing(position, run, sentence) {
            result.formUnion(
                duties(
                    sentence.chunks[chunks.lowerBound].first..<sentence.chunks[chunks.upperBound].last + 1, sentence))
        }
        return result
    }

    /// The words among some that tell an office from others of the same head.
    func duties(_ range: Range<Int>, _ sentence: CodedSentence) -> Set<Int32> {
        Set(range.lazy.map { sentence.tokens[$0].word }.filter { Offices.isDuty($0) })
    }

    /// The heads of the offices that some words name; "vice" makes another office of the one behind it.
    func roleHeads(_ range: Range<Int>, _ sentence: CodedSentence) -> [UInt64] {
        range.filter { isRole(sentence.tokens[$0]) }.map { roleHead($0, sentence) }
    }

    /// The head of an office: "president", and "vice-president" where "vice" stands before it.
    func roleHead(_ index: Int, _ sentence: CodedSentence) -> UInt64 {
        let token = sentence.tokens[index]
        guard index > 0, words.has(sentence.tokens[index - 1], .vice) else { return token.hash }
        return CodeToken.hash(of: "vice-" + UTF8Text.string(text, token.start, token.end).lowercased())
    }

    /// "Juan Rojas, a Supreme Court member": whether the words beside a name call a public body without its state.
    func isOfPublicBody(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence) -> Bool {
        describing(position, run, sentence).contains { chunks in
            sentence.tokens[sentence.chunks[chunks.lowerBound].first...sentence.chunks[chunks.upperBound].last].contains
            {
                grammar.has($0.word, .publicBodies) && $0.isCapital || words.has($0, .publicBody) && $0.isCapital
            }
        }
    }

    func officeText(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence)
        -> String?
    {
        let tokens = sentence.tokens
        let chunk = sentence.chunks[position]
        if run.office >= 0 {
            let end = run.tokens.lowerBound > chunk.first ? run.tokens.lowerBound - 1 : sentence.chunks[run.office].last
            return UTF8Text.string(text, tokens[sentence.chunks[run.office].first].start, tokens[end].end)
        }
        let titles = chunk.first..<run.tokens.lowerBound
        if let last = titles.last(where: { isRole(tokens[$0]) }) {
            let first = titles.first { cls(tokens[$0]) != .determiner } ?? last
            return UTF8Text.string(text, tokens[first].start, tokens[last].end)
        }
        guard let behind = describing(position, run, sentence).last else { return nil }
        let range = sentence.range(behind.lowerBound, behind.upperBound)
        return UTF8Text.string(text, range.start, range.end)
    }
}
