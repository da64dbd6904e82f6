internal import DocumentModel
internal import TextPrimitives

/// Cuts a sentence into noun phrases, verb groups and what stands between, without a tagger: closed classes, inflection tables
/// and the words on both sides decide.
struct Chunker {
    let grammar: Grammar
    let gazetteer: Gazetteer
    let text: [UInt8]
    let tokens: [CodeToken]
    /// The name that begins at each token, and whether each token stands in one.
    var named: [NameMention?]
    var insideName: [Bool]

    init(_ text: [UInt8], _ tokens: [CodeToken], grammar: Grammar, gazetteer: Gazetteer, on day: CivilDay? = nil) {
        self.text = text
        self.tokens = tokens
        self.grammar = grammar
        self.gazetteer = gazetteer
        named = Array(repeating: nil, count: tokens.count)
        insideName = Array(repeating: false, count: tokens.count)
        for name in gazetteer.names(tokens, on: day) {
            named[name.token] = name
            for inner in name.token..<name.token + name.count { insideName[inner] = true }
        }
    }

    func isInsideName(_ index: Int) -> Bool { index >= 0 && index < insideName.count && insideName[index] }

    private func isWord(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].sign == 0 }

    /// The pieces, in order.
    func chunks() -> (chunks: [Chunk], names: [NameMention]) {
        var result: [Chunk] = []
        var names: [NameMention] = []
        result.reserveCapacity(tokens.count)
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.sign != 0 {
                let kind: Chunk.Kind =
                    token.sign == UInt8(ascii: ",") ? .comma : token.sign == UInt8(ascii: "\"") ? .quote : .other
                result.append(Chunk(kind: kind, first: index, last: index, head: index))
                index += 1
                continue
            }
            if !isInsideName(index), let (group, end) = verbGroup(index, after: result.last) {
                result.append(
                    Chunk(kind: .verb, first: index, last: end, word: group.lemma, verb: group, head: group.head))
                index = end + 1
                continue
            }
            if isInsideName(index) {
                index = appendNoun(index, &result, &names)
                continue
            }
            let kind: Chunk.Kind?
            switch cls(index) {
            case .preposition, .to, .as: kind = .preposition
            case .conjunction: kind = .conjunction
            case .subordinator: kind = .subordinator
            case .relative: kind = .relative
            case .adverb, .alleging, .negation: kind = .other
            case .be, .have, .do, .future, .maybe, .modal: kind = .other
            default: kind = nil
            }
            if let kind {
                result.append(Chunk(kind: kind, first: index, last: index, word: token.word, head: index))
                index += 1
            } else {
                index = appendNoun(index, &result, &names)
            }
        }
        openClauses(&result)
        reduceClauses(&result)
        invert(&result)
        return (result, names)
    }

    /// Appends a noun phrase that begins at a token; returns the token after it.
    private func appendNoun(_ start: Int, _ result: inout [Chunk], _ names: inout [NameMention]) -> Int {
        var end = start
        let firstName = names.count
        // "US claims" begins with a name, and not with the pronoun that is spelled alike.
        if cls(start) == .pronoun, !isInsideName(start) {
            result.append(Chunk(kind: .noun, first: start, last: start, head: start))
            return start + 1
        }
        while end < tokens.count {
            if let found = named[end] {
                if end > start, isYearBefore(end, start, result.last) {
                    return close(start, end, firstName..<names.count, &result)
                }
                names.append(found)
                end += found.count
                continue
            }
            let token = tokens[end]
            guard token.sign == 0 else {
                // A hyphen or slash between words of one name, and brackets around an acronym, are passed over.
                if token.sign == UInt8(ascii: "-"), end > start, end + 1 < tokens.count,
                    tokens[end + 1].start == token.end, tokens[end - 1].end == token.start
                {
                    end += 1
                    continue
                }
                break
            }
            let cls = self.cls(end)
            switch cls {
            case .open: break
            case .determiner, .possessive:
                if end > start { return close(start, end, firstName..<names.count, &result) }
            case .adverb, .alleging:
                if end > start { return close(start, end, firstName..<names.count, &result) }
            default: return close(start, end, firstName..<names.count, &result)
            }
            if end > start, opensTime(end) || isYearBefore(end, start, result.last) {
                return close(start, end, firstName..<names.count, &result)
            }
            if end > start, verbGroup(end, after: nil, insideNounFrom: start) != nil {
                return close(start, end, firstName..<names.count, &result)
            }
            end += 1
        }
        return close(start, end, firstName..<names.count, &result)
    }

    /// "Its ambassador three years ago", "a school in Ho next month": an expression of time is a phrase of its own.
    private func opensTime(_ index: Int) -> Bool {
        func has(_ index: Int, _ list: WordList) -> Bool { isWord(index) && grammar.has(tokens[index].word, list) }
        if has(index, .nextLast) { return has(index + 1, .timeUnits) }
        let unit = has(index, .timeUnits) ? index : index + 1
        guard has(unit, .timeUnits), unit == index || tokens[index].isNumber || has(index, .timeNumbers) else {
            return false
        }
        return isWord(unit + 1) && tokens[unit + 1].word == .ago
    }

    /// "In 2008 Peru took": the year ends before the name.
    private func isYearBefore(_ index: Int, _ start: Int, _ previous: Chunk?) -> Bool {
        guard index == start + 1, tokens[start].isNumber, tokens[start].end - tokens[start].start == 4,
            previous?.kind == .preposition
        else { return false }
        return tokens[index].isCapital
    }

    private func close(
        _ start: Int, _ end: Int, _ names: Range<Int>, _ result: inout [Chunk]
    ) -> Int {
        let stop = max(end, start + 1)
        var chunk = Chunk(kind: .noun, first: start, last: stop - 1, head: stop - 1)
        chunk.nameRange = names
        result.append(chunk)
        return stop
    }

    // MARK: Verb groups

    /// The verb group that begins at a token, and its last token; nil when none does.
    private func verbGroup(_ start: Int, after previous: Chunk?, insideNounFrom nounStart: Int? = nil) -> (
        VerbGroup, Int
    )? {
        var group = VerbGroup(lemma: -1, head: start)
        var index = start
        var sawBe = false
        var sawHave = false
        var sawAuxiliary = false
        var lastAuxiliary = -1
        if cls(index) == .to {
            guard let verb = isWord(index + 1) ? grammar.verb(tokens[index + 1].word) : nil, verb.form == .base,
                !tokens[index + 1].isCapital || false,
                !isInsideName(index + 1)
            else {
                if cls(index + 1) == .be || cls(index + 1) == .have {
                    group.isInfinitive = true
                    index += 1
                    return finish(&group, index, sawBe: false, sawHave: false, start: start)
                }
                return nil
            }
            // "to help the people": a noun after "to" has an article or a plural; a bare base form is a verb.
            group.isInfinitive = true
            group.lemma = verb.lemma
            group.head = index + 1
            return (group, index + 1)
        }
        // "yet to ship": has yet to + infinitive.
        while index < tokens.count, isWord(index) {
            switch cls(index) {
            case .be:
                sawBe = true
                sawAuxiliary = true
                lastAuxiliary = index
                if grammar.has(tokens[index].word, .presentBe) { group.isPresent = true }
            case .have:
                sawHave = true
                sawAuxiliary = true
                lastAuxiliary = index
            case .do:
                sawAuxiliary = true
                lastAuxiliary = index
            case .future:
                sawAuxiliary = true
                lastAuxiliary = index
                if tokens[index].word == .would {
                    group.isModal = true
                } else {
                    group.isFuture = true
                }
            case .maybe:
                sawAuxiliary = true
                lastAuxiliary = index
                group.isUnsure = true
            case .modal:
                sawAuxiliary = true
                lastAuxiliary = index
                group.isModal = true
            case .negation: group.isNegated = true
            case .alleging: group.isAlleged = true
            case .adverb: break
            default:
                if sawAuxiliary {
                    return finish(
                        &group, index, sawBe: sawBe, sawHave: sawHave, start: start, lastAuxiliary: lastAuxiliary)
                }
                return bare(&group, index, start, previous, nounStart)
            }
            index += 1
            if index - start > 8 { return nil }
        }
        guard sawAuxiliary else { return nil }
        return closeCopula(&group, lastAuxiliary, sawBe)
    }

    private func closeCopula(_ group: inout VerbGroup, _ last: Int, _ isBe: Bool) -> (VerbGroup, Int)? {
        guard last >= 0 else { return nil }
        group.lemma = isBe ? Word.be.rawValue : Word.have.rawValue
        group.head = last
        return (group, last)
    }

    /// The main verb behind auxiliaries.
    private func finish(
        _ group: inout VerbGroup, _ start: Int, sawBe: Bool, sawHave: Bool, start groupStart: Int,
        lastAuxiliary: Int = -1
    ) -> (VerbGroup, Int)? {
        var index = start
        var sawBe = sawBe
        if group.isInfinitive, cls(index) == .be {
            sawBe = true
            index += 1
        } else if group.isInfinitive, cls(index) == .have {
            index += 1
        }
        while isWord(index),
            cls(index) == .adverb || cls(index) == .negation || cls(index) == .alleging || cls(index) == .be
        {
            if cls(index) == .negation { group.isNegated = true }
            if cls(index) == .be { sawBe = true }
            if cls(index) == .alleging { group.isAlleged = true }
            index += 1
        }
        // "is to be held", "has yet to ship", "is expected to".
        if isWord(index), cls(index) == .to, let next = isWord(index + 1) ? grammar.verb(tokens[index + 1].word) : nil,
            next.form == .base || cls(index + 1) == .be
        {
            if sawHave, index > 0, tokens[index - 1].word == .yet { group.isNegated = true }
            if sawBe { group.isFuture = true }
            group.isInfinitive = false
            if cls(index + 1) == .be, let verb = isWord(index + 2) ? grammar.verb(tokens[index + 2].word) : nil,
                verb.form == .participle || verb.form == .pastOrParticiple
            {
                group.isPassive = true
                group.lemma = verb.lemma
                group.head = index + 2
                return (group, index + 2)
            }
            group.lemma = next.lemma
            group.head = index + 1
            return (group, index + 1)
        }
        // "Is willing to withdraw": what one is ready for lies ahead.
        if sawBe, isWord(index), grammar.has(tokens[index].word, .ready), cls(index + 1) == .to,
            let inner = isWord(index + 2) ? grammar.verb(tokens[index + 2].word) : nil, inner.form == .base
        {
            group.isFuture = true
            group.isInfinitive = false
            group.lemma = inner.lemma
            group.head = index + 2
            return (group, index + 2)
        }
        guard isWord(index), let verb = grammar.verb(tokens[index].word), !isInsideName(index),
            !(tokens[index].isCapital && index > 0)
        else {
            if lastAuxiliary >= 0 { return closeCopula(&group, lastAuxiliary, sawBe) }
            return sawBe || sawHave ? closeCopula(&group, max(groupStart, index - 1), sawBe) : nil
        }
        switch verb.form {
        case .participle, .pastOrParticiple, .past:
            group.isPassive = sawBe
        case .ing:
            guard sawBe else { return closeCopula(&group, max(groupStart, index - 1), sawBe) }
        case .base, .third:
            // "had talks", "is host": a noun behind the auxiliary.
            if (sawHave || sawBe) && !group.isFuture && !group.isModal && !group.isUnsure, !group.isInfinitive {
                return closeCopula(&group, max(groupStart, index - 1), sawBe)
            }
        }
        group.lemma = verb.lemma
        group.head = index
        // "expected to take", "planned to send": the verb of the infinitive counts, what governs it becomes a mood.
        if group.isPassive, grammar.has(verb.lemma, .planningParticiples), cls(index + 1) == .to,
            let inner = isWord(index + 2) ? grammar.verb(tokens[index + 2].word) : nil, inner.form == .base
        {
            group.isFuture = true
            group.isPassive = false
            group.lemma = inner.lemma
            group.head = index + 2
            return (group, index + 2)
        }
        return (group, index)
    }

    private func isSign(_ index: Int, _ sign: UInt8) -> Bool {
        index >= 0 && index < tokens.count && tokens[index].sign == sign
    }

    private func isSpeechBehindQuote(_ lemma: Int32) -> Bool {
        grammar.has(lemma, .reportingVerbs) || grammar.has(lemma, .demandSayings)
    }

    /// A verb without an auxiliary.
    private func bare(_ group: inout VerbGroup, _ index: Int, _ start: Int, _ previous: Chunk?, _ nounStart: Int?) -> (
        VerbGroup, Int
    )? {
        guard let verb = grammar.verb(tokens[index].word), !isInsideName(index) else { return nil }
        let token = tokens[index]
        if token.isCapital, index > 0 { return nil }
        if token.isGenitive { return nil }
        let before = index - 1
        let isAfterVerb = nounStart == nil && previous?.kind == .verb
        let isAfterNounWord =
            !isAfterVerb && before >= 0 && tokens[before].sign == 0
            && (cls(before) == .open || cls(before) == .pronoun || isInsideName(before))
        let isAfterArticle =
            isWord(before) && (cls(before) == .determiner || cls(before) == .possessive || tokens[before].isGenitive)
        // "“It is late,” says Gu": behind a quotation a verb of speech stands before its subject.
        let isAfterQuote =
            isSign(before, UInt8(ascii: "\""))
            || (isSign(before, UInt8(ascii: ",")) && isSign(before - 1, UInt8(ascii: "\"")))
        let isAfterPreposition =
            isWord(before) && (cls(before) == .preposition || cls(before) == .as || cls(before) == .to)
        let next = index + 1
        switch verb.form {
        case .ing:
            if isAfterArticle { return nil }
            if isWord(next), tokens[next].word == .of { return nil }
            if isAfterNounWord, nounStart != nil, isWord(next), cls(next) == .open, !tokens[next].isCapital,
                tokens[next].isNumber == false, grammar.verb(tokens[next].word) == nil
            {
                // "shipbuilding firm": an attribute unless an object with an article follows.
                if cls(before) == .open, tokens[before].word >= 0,
                    grammar.verb(tokens[before].word) != nil
                {
                    return nil
                }
            }
            group.isParticiple = true
        case .participle, .pastOrParticiple, .past:
            if isAfterArticle, verb.form != .past { return nil }
            // "Refuse proposed terms", "Chadian armed men": an adjective before its noun.
            if isWord(next), cls(next) == .open, !tokens[next].isNumber, verb.form != .past {
                if isAfterVerb, index > 0, !isInsideName(index - 1) { return nil }
                if !tokens[next].isCapital, grammar.has(verb.lemma, .adjectivalParticiples) { return nil }
            }
            let isAsBy =
                isWord(before) && cls(before) == .as && isWord(next) && tokens[next].word == .by
            if isAfterPreposition, verb.form != .past, !isAsBy { return nil }
            // "The last publicly announced trip": an adverb in -ly before a participle inside a noun phrase.
            if let nounStart, before > nounStart, text[tokens[before].end - 1] == UInt8(ascii: "y"),
                text[tokens[before].end - 2] == UInt8(ascii: "l"), cls(nounStart) == .determiner, isWord(next),
                cls(next) == .open
            {
                return nil
            }
            if isAsBy {
                group.isReduced = true
                group.isPassive = true
            }
            // "a US-led force", "highly valued friends": an adjective before a noun, when a preposition phrase already runs.
            if before >= 0, tokens[before].sign == UInt8(ascii: "-"), tokens[before].end == token.start { return nil }
            let isByNext = isWord(next) && tokens[next].word == .by
            if index == 0 {
                group.isReduced = true
            } else if isByNext, isAfterNounWord {
                group.isReduced = true; group.isPassive = true
            }
            if verb.form == .participle { group.isReduced = true; group.isPassive = true }
            if !isAfterNounWord, index > 0, tokens[before].sign == UInt8(ascii: ","), verb.form != .past {
                // ", led by": a reduced clause.
                if isByNext { group.isReduced = true; group.isPassive = true }
            }
        case .base, .third:
            if isAfterArticle || isAfterPreposition { return nil }
            let isAfterPronoun = before >= 0 && cls(before) == .pronoun
            let isSpeech = grammar.has(verb.lemma, .clauseVerbs) || (isAfterQuote && isSpeechBehindQuote(verb.lemma))
            if isSpeech, isAfterQuote, isWord(next), nounStart == nil {
                group.isPresent = true
                break
            }
            let opensObject =
                isWord(next)
                && (cls(next) == .determiner || cls(next) == .possessive || cls(next) == .pronoun
                    || cls(next) == .subordinator || tokens[next].isCapital || cls(next) == .to)
            let isIngNext = isWord(next) && grammar.verb(tokens[next].word)?.form == .ing
            let isAfterRelative = before >= 0 && cls(before) == .relative
            // "Rojas also says", "tested ships and says it is", "…, says Rojas": what only a verb of speech may be.
            let isSpeaking = isSpeech && opensSpeech(index, start, nounStart, opensObject)
            if verb.form == .third {
                guard
                    isAfterPronoun || isAfterRelative || isSpeaking
                        || (before > 0 && tokens[before].sign == UInt8(ascii: ",") && opensObject
                            && tokens[..<before].contains { $0.sign == UInt8(ascii: ",") })
                        || (isAfterNounWord
                            && (opensObject || isSpeech || isIngNext
                                || (isWord(next) && cls(next) == .open
                                    && !grammar.has(verb.lemma, .nounLikeVerbs))))
                else { return nil }
                if isSpeech, isAfterNounWord || isAfterPronoun || isSpeaking { break }
                // "Held official talks the following day": the object of the verb before.
                if let nounStart, grammar.has(verb.lemma, .nounLikeVerbs), isWord(nounStart - 1),
                    let other = grammar.verb(tokens[nounStart - 1].word),
                    !grammar.has(other.lemma, .clauseVerbs)
                {
                    return nil
                }
                if grammar.has(verb.lemma, .nounLikeVerbs), !isAfterPronoun, !isAfterRelative,
                    !opensObject
                {
                    return nil
                }
            } else {
                let isAfterPlural =
                    before >= 0 && isAfterNounWord && text[tokens[before].end - 1] | 0x20 == UInt8(ascii: "s")
                guard
                    isAfterPronoun || isAfterRelative || (isAfterPlural && (opensObject || isSpeech || isIngNext))
                        || (isSpeech && isAfterNounWord)
                else { return nil }
            }
            group.isPresent = true
        }
        group.lemma = verb.lemma
        group.head = index
        return (group, index)
    }

    /// Whether a verb of speech stands behind a noun and adverbs, behind "and" before what is said, or behind a comma before who says it.
    private func opensSpeech(_ index: Int, _ start: Int, _ nounStart: Int?, _ opensObject: Bool) -> Bool {
        guard nounStart == nil, start > 0 else { return false }
        let before = start - 1
        if start < index {
            return tokens[before].sign == 0
                && (cls(before) == .open || cls(before) == .pronoun || isInsideName(before))
        }
        if tokens[before].sign == 0 { return cls(before) == .conjunction && opensObject }
        return tokens[before].sign == UInt8(ascii: ",") && opensObject
    }
}
