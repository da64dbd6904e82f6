internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Direct speech without a verb of the list: who stands beside it, before a colon, behind a dash, or spoke before.
extension ClaimFinder {
    /// Who says a quotation, and how that is known.
    struct QuotedBy {
        var speaker: [Party]
        var source: TextRange?
        var rule: String
    }

    /// Adds what the quotations of a paragraph say and no cue has claimed, sentence by sentence.
    ///
    /// - Complexity: O(*n*) in the paragraph's words.
    mutating func quoted(_ paragraph: Range<Int>) {
        let (start, end) = (sentences[paragraph.lowerBound].range.start, sentences[paragraph.upperBound - 1].range.end)
        var number = quotations.firstEnding(after: start)
        var previous: (by: QuotedBy, sentence: Int)?
        while number < quotations.count, quotations[number].range.start < end {
            let quotation = quotations[number]
            number += 1
            guard let touched = sentences(of: quotation, in: paragraph), isSpeech(quotation, touched) else { continue }
            let (opening, closing) = (touched.lowerBound, touched.upperBound)
            let found =
                attached(quotation, touched) ?? beside(quotation, opening, closing) ?? signedBehind(closing, paragraph)
                ?? introduced(quotation, opening)
                ?? previous.map { spokenSince($0.sentence, opening) ?? $0.by } ?? spokenBefore(opening, paragraph)
                ?? spokenBehind(closing, paragraph) ?? fromParagraphBefore(quotation, opening, paragraph)
            previous = found.map { ($0, closing) } ?? previous
            for index in touched { say(quotation, index, found) }
        }
    }

    /// The sentences of a paragraph that a quotation touches.
    private func sentences(of quotation: Quotation, in paragraph: Range<Int>) -> ClosedRange<Int>? {
        var end = quotation.inner.end
        while end > quotation.inner.start + 1, Segmentation.isSpace(text, end - 1) > 0 { end -= 1 }
        let ending = TextRange(end - 1, end)
        guard let first = sentences.index(touching: quotation.range),
            let last = sentences.index(touching: ending) ?? (paragraph.contains(first) ? paragraph.last : nil)
        else { return nil }
        let (opening, closing) = (max(first, paragraph.lowerBound), min(last, paragraph.upperBound - 1))
        return opening <= closing ? opening...closing : nil
    }

    /// Whether a quotation is speech and no borrowed word: it fills a sentence, or the larger part of one, or ends like one.
    private func isSpeech(_ quotation: Quotation, _ touched: ClosedRange<Int>) -> Bool {
        if touched.count > 1 || quotation.continues { return true }
        let index = touched.lowerBound
        let words = sentences[index].tokens.count { $0.sign == 0 && quotation.inner.contains($0.range) }
        guard words >= 1, words >= 2 || isIntroduced(quotation, index) else { return false }
        // "“…”, she said, “and he knows it”": the second half.
        if let before = quotations.lastIndex(endingBefore: quotation.range.start),
            quotations[before].range.start >= sentences[index].range.start,
            isIntroduced(quotation, index), words >= 3
        {
            return true
        }
        let all = sentences[index].tokens.count { $0.sign == 0 }
        if words * 10 >= all * 6, words >= 4 || words == all { return true }
        let last = text[quotation.inner.end - 1]
        let isClosed =
            last == UInt8(ascii: ",") || last == UInt8(ascii: ".") || last == UInt8(ascii: "!")
            || last == UInt8(ascii: "?")
        let opener = sentences[index].tokens.first { $0.start >= quotation.inner.start }
        // "His song “After All.”": a title is no speech.
        if isIntroduced(quotation, index) { return isClosed && opener?.isCapital ?? false || words >= 6 }
        let hasVerb = sentences[index].chunks.contains {
            $0.verb.map { !$0.isParticiple && !$0.isInfinitive } ?? false
                && quotation.inner.contains(sentences[index].range(of: $0))
        }
        return isClosed && opener?.isCapital ?? false && words >= 5 && hasVerb
    }

    private func isIntroduced(_ quotation: Quotation, _ index: Int) -> Bool {
        guard let before = sentences[index].tokens.last(where: { $0.end <= quotation.range.start }) else { return true }
        return before.sign == UInt8(ascii: ":") || before.sign == UInt8(ascii: ",")
    }

    /// The speaker of a cue that has some of the quotation, named outside of it.
    private func attached(_ quotation: Quotation, _ touched: ClosedRange<Int>) -> QuotedBy? {
        let claim = touched.lazy.flatMap { told[$0] }.map { claims[$0] }.first { claim in
            claim.contentSpans.contains { $0.overlaps(quotation.range) }
                && !(claim.sourceSpan.map { quotation.range.contains($0) } ?? false)
                && !(claim.cueSpan.map { quotation.range.contains($0) } ?? false)
        }
        return claim.map { QuotedBy(speaker: $0.speaker, source: $0.sourceSpan, rule: "quote.cue") }
    }

    // MARK: Beside

    /// Who stands directly behind or before a quotation in its sentence, with any verb or none.
    private func beside(_ quotation: Quotation, _ opening: Int, _ closing: Int) -> QuotedBy? {
        let sentence = sentences[closing]
        if let after = sentence.chunks.firstIndex(where: { sentence.range(of: $0).start >= quotation.range.end }) {
            var index = after
            var isDash = false
            while index < sentence.chunks.count, index < after + 3,
                sentence.chunks[index].kind == .comma || sentence.chunks[index].kind == .other
                    || sentence.chunks[index].kind == .verb
                    || isLoneVerb(index, sentence)
            {
                if sentence.tokens[sentence.chunks[index].first].sign == UInt8(ascii: "-") { isDash = true }
                index += 1
            }
            // "“…” KCNA quoted the leader as saying": the leader.
            if index + 1 < sentence.chunks.count, let verb = sentence.chunks[index + 1].verb,
                grammar.has(verb.lemma, .citingVerbs)
            {
                let object = readers[closing].arguments(of: index + 1).object
                if let found = source(object, closing) {
                    return QuotedBy(speaker: found.parties, source: found.range, rule: "quote.relay")
                }
            }
            if index < sentence.chunks.count, sentence.chunks[index].kind == .noun, let found = source([index], closing)
            {
                return QuotedBy(
                    speaker: found.parties, source: found.range, rule: isDash ? "quote.dash" : "quote.beside")
            }
        }
        let opener = sentences[opening]
        guard let before = opener.chunks.lastIndex(where: { opener.range(of: $0).end <= quotation.range.start }) else {
            return nil
        }
        if let verb = opener.chunks[...before].lastIndex(where: { $0.kind == .verb }), before - verb < 8,
            !(opener.chunks[verb].verb?.isPassive ?? false)
        {
            let subject = readers[opening].arguments(of: verb).subject.filter {
                !speakers.table.isQuoted(opener.range(of: opener.chunks[$0]))
            }
            if let found = source(subject, opening) {
                return QuotedBy(speaker: found.parties, source: found.range, rule: "quote.verb")
            }
        }
        guard opener.tokens[opener.chunks[before].first].sign == UInt8(ascii: ":"),
            let noun = opener.chunks[..<before].lastIndex(where: { $0.kind == .noun }),
            let found = source([noun], opening)
        else { return nil }
        return QuotedBy(speaker: found.parties, source: found.range, rule: "quote.colon")
    }

    /// Whether a phrase is but one small word that looks like the past form of a verb: "growled the minister".
    private func isLoneVerb(_ index: Int, _ sentence: CodedSentence) -> Bool {
        let chunk = sentence.chunks[index]
        return chunk.kind == .noun && chunk.first == chunk.last
            && speakers.table.isUnknownPast(sentence.tokens[chunk.first])
    }

    /// The persons and bodies of some phrases, with their words; states and things that stand beside a quotation say nothing.
    private func source(_ chunks: [Int], _ index: Int) -> (parties: [Party], range: TextRange?)? {
        let parties = speakers.resolve(chunks, index)
        guard let first = parties.first, first.kind != .state else { return nil }
        return (parties, first.range ?? sourceRange(chunks, sentences[index], readers[index]))
    }

    // MARK: Before and behind

    /// "“It is late.” – Foreign Minister X": the name behind a dash.
    private func signedBehind(_ closing: Int, _ paragraph: Range<Int>) -> QuotedBy? {
        guard closing + 1 < paragraph.upperBound, let first = sentences[closing + 1].tokens.first,
            first.sign == UInt8(ascii: "-"),
            sentences[closing + 1].tokens.count <= 20,
            let noun = sentences[closing + 1].chunks.firstIndex(where: { $0.kind == .noun }),
            let found = source([noun], closing + 1)
        else { return nil }
        return QuotedBy(speaker: found.parties, source: found.range, rule: "quote.dash")
    }

    /// "And from Foreign Minister X:" in the sentence or paragraph before.
    private func introduced(_ quotation: Quotation, _ opening: Int) -> QuotedBy? {
        guard opening > 0, sentences[opening].range.start + 4 >= quotation.range.start,
            sentences[opening - 1].tokens.last.map({ $0.sign == UInt8(ascii: ":") }) ?? false
        else { return nil }
        let mentions = speakers.table.mentions[speakers.table.ranges[opening - 1]].filter { !$0.isQuoted }
        guard let named = mentions.last(where: { $0.isSubject }) ?? mentions.last else { return nil }
        let parties = speakers.resolve([named.office >= 0 ? named.office : named.chunk], opening - 1)
        return parties.isEmpty ? nil : QuotedBy(speaker: parties, source: named.range, rule: "quote.colon")
    }

    /// Who spoke last in the paragraph, else who acted in the sentence before.
    private func spokenBefore(_ opening: Int, _ paragraph: Range<Int>) -> QuotedBy? {
        for index in stride(from: opening - 1, through: max(paragraph.lowerBound, opening - 8), by: -1) {
            guard let claim = told[index].lazy.map({ claims[$0] }).last(where: { !$0.speaker.isEmpty }) else {
                continue
            }
            return QuotedBy(speaker: claim.speaker, source: nil, rule: "quote.continued")
        }
        guard opening > paragraph.lowerBound else { return nil }
        let subjects = speakers.table.mentions[speakers.table.ranges[opening - 1]].filter {
            $0.isSubject && !$0.isQuoted && $0.person >= 0
        }
        guard Set(subjects.map(\.person)).count == 1, let subject = subjects.first else { return nil }
        let parties = speakers.resolve([subject.office >= 0 ? subject.office : subject.chunk], opening - 1)
        return parties.isEmpty ? nil : QuotedBy(speaker: parties, source: subject.range, rule: "quote.subject-before")
    }

    /// The person named as speaking between two quotations, outside of both.
    private func spokenSince(_ last: Int, _ opening: Int) -> QuotedBy? {
        guard opening - last >= 2 else { return nil }
        for index in stride(from: opening - 1, through: max(last + 1, opening - 8), by: -1) {
            let claim = told[index].lazy.map { claims[$0] }.last { claim in
                guard claim.speaker.count == 1, let speaker = claim.speaker.first, let source = claim.sourceSpan,
                    speaker.kind.isPerson, speaker.resolvedFrom == nil
                else { return false }
                return !speakers.table.isQuoted(source)
            }
            if let claim { return QuotedBy(speaker: claim.speaker, source: nil, rule: "quote.continued") }
        }
        return nil
    }

    /// Who speaks next in the paragraph: "“A. B.” “C,” he said."
    private func spokenBehind(_ closing: Int, _ paragraph: Range<Int>) -> QuotedBy? {
        guard closing + 1 < paragraph.upperBound, let claim = told[closing + 1].first.map({ claims[$0] }) else {
            return nil
        }
        return QuotedBy(speaker: claim.speaker, source: nil, rule: "quote.before-cue")
    }

    /// A paragraph that opens with a quotation goes on with who spoke in the one before.
    private func fromParagraphBefore(_ quotation: Quotation, _ opening: Int, _ paragraph: Range<Int>) -> QuotedBy? {
        guard opening == paragraph.lowerBound, let last = speakers.last,
            opening - last.sentence <= (quotation.continues ? 12 : 4),
            sentences[last.sentence].paragraph + 1 == sentences[opening].paragraph
        else { return nil }
        return QuotedBy(speaker: [last.party], source: nil, rule: "quote.paragraph")
    }

    /// One sentence of a quotation, unless a cue has it.
    private mutating func say(_ quotation: Quotation, _ index: Int, _ by: QuotedBy?) {
        let sentence = sentences[index]
        let piece = TextRange(
            max(sentence.range.start, quotation.range.start), min(sentence.range.end, quotation.range.end))
        guard let span = trimmed(piece), sentence.tokens.contains(where: { $0.sign == 0 && span.contains($0.range) })
        else { return }
        let isTaken = told[index].contains { number in
            let claim = claims[number]
            return claim.contentSpans.contains { $0.overlaps(span) }
                && !(claim.cueSpan.map { quotation.range.contains($0) } ?? false)
        }
        if isTaken { return }
        guard let by else { return }
        var claim = Claim(stance: .says, contentSpans: [span], evidence: [sentence.range], rule: by.rule)
        claim.speaker = by.speaker
        claim.sourceSpan = by.source.flatMap { sentence.range.contains($0) ? $0 : nil }
        told[index].append(claims.count)
        claims.append(claim)
        remember(claim, index)
    }
}
