internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// What the first lines of a text say of it: the place of the dateline, and who signs a statement.
struct DocumentOpening {
    /// The state of the dateline's place.
    var here: Mention?
    /// Who speaks as "I" and "we" in the whole text.
    var signer: Mention?
    /// The sentence that names the signer.
    var signed: Int?

    init(_ text: [UInt8], _ sentences: [CodedSentence]) {
        guard let first = sentences.first else { return }
        let end = EventSentences.dateline(first)?.end
        if let end { here = DocumentOpening.place(text, first, before: end) }
        let grammar = Grammar.english
        for (index, sentence) in sentences.prefix(3).enumerated() {
            let start = index == 0 ? end ?? sentence.range.start : sentence.range.start
            let words = sentence.tokens.filter { $0.start >= start }
            guard
                let paper = words.firstIndex(where: { grammar.has($0.word, .signedPapers) }),
                words[..<paper].contains(where: { grammar.has($0.word, .issuingWords) }),
                words.contains(where: { grammar.has($0.word, .followingWords) })
            else { continue }
            // "The Department of Peruvian Affairs" is not Peru's.
            let names = Gazetteer.shared.names(in: sentence, text).filter { name in
                name.range.start >= start && MentionTable.isState(name.entry.country)
                    && !words.contains { $0.start == name.range.end + 1 && grammar.has($0.word, .affairsWords) }
            }
            let offset = words[paper].start
            // "Director general of the Department of A Affairs of the Foreign Ministry of B": the text's own state before another.
            let before = names.filter { $0.range.start < offset }
            guard
                let name = before.first(where: { $0.entry.country == here?.country }) ?? before.first ?? names.first
            else { continue }
            // The office before the name and the name are the signer's words.
            var range = name.range
            if let opening = words.first, opening.start < name.range.start, name.range.end - opening.start < 240 {
                range = TextRange(opening.start, name.range.end)
            }
            signer = Mention(
                party: Party(
                    id: name.entry.kind == .person ? name.entry.id : "signer:\(name.entry.country)",
                    name: UTF8Text.string(text, range.start, range.end), country: name.entry.country,
                    kind: .person, range: range),
                kind: .person, source: .explicit, sentence: index)
            signed = index
            return
        }
    }

    private static func place(_ text: [UInt8], _ sentence: CodedSentence, before end: Int) -> Mention? {
        if let name = Gazetteer.shared.names(in: sentence, text).first(where: {
            $0.range.end <= end && MentionTable.isState($0.entry.country) && $0.entry.kind != .organisation
        }) {
            return Mention(
                party: Gazetteer.shared.state(name.entry.country, range: name.range), kind: .state, source: .explicit,
                sentence: 0)
        }
        guard let first = sentence.tokens.first else { return nil }
        let limit = sentence.tokens.first { $0.sign == UInt8(ascii: ",") }?.start ?? first.end
        let words = Gazetteer.titleCase(UTF8Text.string(text, first.start, limit))
        guard let entry = Gazetteer.shared.entry(named: words), MentionTable.isState(entry.country) else { return nil }
        return Mention(
            party: Gazetteer.shared.state(entry.country, range: TextRange(first.start, limit)), kind: .state,
            source: .explicit, sentence: 0)
    }
}

extension Grammar {
    /// Whether a word is a preposition, an article, "to" or "and".
    fileprivate func isLink(_ word: Int32) -> Bool {
        switch wordClass(word) {
        case .preposition, .to, .determiner, .conjunction: true
        default: false
        }
    }
}

/// Which sentences are parsed, and what is left out of them.
enum EventSentences {
    /// The dateline at the beginning of a sentence with its dash: "Lima, May 3 (ANDINA) --".
    static func dateline(_ sentence: CodedSentence) -> TextRange? {
        guard let first = sentence.tokens.first, first.isCapital else { return nil }
        var sawSign = false
        for (index, token) in sentence.tokens.prefix(18).enumerated() where index > 0 {
            if token.sign == UInt8(ascii: "(") || token.sign == UInt8(ascii: "/") || token.isNumber { sawSign = true }
            guard token.sign == UInt8(ascii: "-"), sawSign || sentence.tokens[index - 1].isAcronym else { continue }
            var last = token
            var next = index + 1
            while next < sentence.tokens.count, sentence.tokens[next].sign == UInt8(ascii: "-") {
                last = sentence.tokens[next]
                next += 1
            }
            return TextRange(first.start, last.end)
        }
        return nil
    }

    /// The day that opens a sentence, with its preposition and comma: "On 3 May, …", "Last week the two met".
    ///
    /// The parser often takes it for the root, and the sentence behind it for what hangs on that.
    ///
    /// - Complexity: O(log *n*) in expressions of time.
    static func opening(
        _ text: [UInt8], _ sentence: CodedSentence, _ timexes: [Timex], isFirst: Bool
    ) -> (timex: Timex, range: TextRange)? {
        let grammar = Grammar.english
        let tokens = sentence.tokens
        let start = isFirst ? dateline(sentence)?.end ?? 0 : 0
        guard
            var index = tokens.firstIndex(where: {
                $0.start >= start && ($0.sign == 0 || $0.sign != UInt8(ascii: "\u{22}"))
            })
        else { return nil }
        if grammar.wordClass(tokens[index].word) == .conjunction, index + 1 < tokens.count { index += 1 }
        let first = index
        let hasLink = grammar.has(tokens[index].word, .dayLinks)
        if hasLink { index += 1 }
        guard index < tokens.count, let timex = timex(at: tokens[index].start, timexes),
            timex.type == .date || timex.type == .time, timex.anniversary == nil,
            timex.bounds != nil || timex.isDayOfUnknownYear,
            let next = tokens[index...].firstIndex(where: { $0.start >= timex.range.end }), next + 2 < tokens.count
        else { return nil }
        if tokens[next].sign == UInt8(ascii: ",") {
            guard !tokens[next + 1].isNumber else { return nil }
            return (timex, TextRange(tokens[first].start, tokens[next].end))
        }
        // "On Tuesday the minister left", but "on Tuesday night talks".
        guard tokens[next].sign == 0, hasLink || next - index > 1,
            tokens[next].isCapital || grammar.wordClass(tokens[next].word) == .determiner
                || grammar.wordClass(tokens[next].word) == .pronoun
        else { return nil }
        return (timex, TextRange(tokens[first].start, timex.range.end))
    }

    /// The words whose class does not hang on their sentence: names of states and persons, past tenses that are nothing else.
    static func known(_ text: [UInt8], _ sentence: CodedSentence) -> [KnownWord] {
        let grammar = Grammar.english
        let names = Gazetteer.shared.names(in: sentence, text).filter {
            ($0.entry.kind == .state || $0.entry.kind == .person) && !$0.entry.isNewsroomOrFirm
        }.sorted { $0.range.start < $1.range.start }
        var result: [KnownWord] = []
        var next = 0
        for (index, token) in sentence.tokens.enumerated() where token.sign == 0 {
            while next < names.count, names[next].range.end <= token.start { next += 1 }
            if next < names.count, names[next].range.overlaps(token.range) {
                // "US" and "Xi", but not the "of" of "Republic of".
                if token.isCapital { result.append(KnownWord(token.range, .name)) }
            } else if !token.isCapital, token.word >= 0 {
                if grammar.has(token.word, .onlyVerbs) {
                    let before = index > 0 ? sentence.tokens[index - 1].word : -1
                    let isAttribute =
                        before >= 0
                        && (grammar.wordClass(before) == .determiner || grammar.wordClass(before) == .possessive)
                    if !isAttribute { result.append(KnownWord(token.range, .verb)) }
                } else if grammar.has(token.word, .onlyNouns) {
                    result.append(KnownWord(token.range, .noun))
                }
            }
        }
        return result
    }

    private static func timex(at offset: Int, _ timexes: [Timex]) -> Timex? {
        let low = timexes.sortedIndex(behind: { $0.range.start < offset })
        return low < timexes.count && timexes[low].range.start == offset ? timexes[low] : nil
    }

    /// What the parser does not read: the dateline and quotation marks.
    static func leftOut(_ text: [UInt8], _ sentence: CodedSentence, isFirst: Bool) -> [TextRange] {
        var result: [TextRange] = []
        let dateline = isFirst ? dateline(sentence) : nil
        if let dateline { result.append(dateline) }
        for token in sentence.tokens where token.sign == UInt8(ascii: "\"") || token.sign == UInt8(ascii: "*") {
            if token.start >= dateline?.end ?? 0 { result.append(token.range) }
        }
        // "Travelled to-China-from Peru": a hyphen for a blank that was lost, between a capital and a preposition or article.
        let grammar = Grammar.english
        // "V. Diaz": the stop of an initial is read as an end.
        let words = sentence.tokens
        for index in words.indices.dropFirst() where index + 2 < words.count && words[index].start >= dateline?.end ?? 0
        {
            guard words[index].isCapital, words[index].end - words[index].start == 1,
                words[index].end == words[index + 1].start,
                words[index + 1].sign == UInt8(ascii: "."), words[index + 2].isCapital,
                words[index + 2].end - words[index + 2].start > 2
            else { continue }
            result.append(TextRange(words[index].start, words[index + 1].end))
        }
        for (token, behind) in zip(words, words.dropFirst())
        where token.end - token.start == 2 && token.isCapital && text[token.end - 1] == UInt8(ascii: ".")
            && behind.isCapital && behind.end - behind.start > 2 && token.start >= dateline?.end ?? 0
            && token.start > (words.first?.start ?? 0)
        {
            result.append(token.range)
        }
        // "The respected Comrade N. N.": a participle of honour before a name is read as a verb.
        for (token, behind) in zip(sentence.tokens, sentence.tokens.dropFirst())
        where behind.isCapital && grammar.has(token.word, .honouringWords) && token.start >= dateline?.end ?? 0 {
            result.append(token.range)
        }
        // "US-backed Iraqi forces" are not the backer's.
        for token in words where token.isCapital && token.start >= dateline?.end ?? 0 {
            guard let hyphen = text[token.start..<token.end].lastIndex(of: UInt8(ascii: "-")), hyphen > token.start,
                hyphen + 1 < token.end,
                grammar.has(grammar.id(hash: Gazetteer.hash(text, TextRange(hyphen + 1, token.end))), .backedWords)
            else { continue }
            result.append(token.range)
        }
        // "US - backed" in three pieces.
        for (index, token) in words.enumerated()
        where index > 1 && grammar.has(token.word, .backedWords) && words[index - 1].sign == UInt8(ascii: "-")
            && words[index - 2].isCapital && words[index - 1].end == token.start
            && words[index - 2].end == words[index - 1].start && words[index - 2].start >= dateline?.end ?? 0
        {
            result.append(TextRange(words[index - 2].start, token.end))
        }
        // "Talks with the visiting Peruvian minister": another one.
        for (index, token) in words.enumerated()
        where index > 0 && index + 1 < words.count && grammar.has(token.word, .visitingWords)
            && grammar.wordClass(words[index - 1].word) == .determiner && words[index + 1].isCapital
            && token.start >= dateline?.end ?? 0
        {
            result.append(token.range)
        }
        for (index, token) in sentence.tokens.enumerated() where token.sign == UInt8(ascii: "-") && index > 0 {
            guard index + 1 < sentence.tokens.count, token.start >= dateline?.end ?? 0 else { continue }
            let (before, behind) = (sentence.tokens[index - 1], sentence.tokens[index + 1])
            // "The- minister", "the minister -has": a mark of a lost space.
            if token.end - token.start == 1, before.sign == 0, behind.sign == 0,
                (before.end == token.start) != (token.end == behind.start)
            {
                result.append(token.range)
                continue
            }
            let opens = behind.isCapital && !before.isCapital && grammar.isLink(before.word)
            if opens || before.isCapital && !behind.isCapital && grammar.isLink(behind.word) {
                result.append(token.range)
            }
        }
        return result
    }

    /// Whether a sentence can hold an event: a word of a frame, and words for two parties.
    ///
    /// In a text about two states one of them is enough where a noun names what has another side. In a text that names one state only
    /// there are the acts of its powers, and what unnamed people and foreigners do or suffer.
    ///
    /// - Complexity: O(*n*) in words.
    static func canHoldEvent(_ sentence: CodedSentence, _ table: MentionTable?) -> Bool {
        let grammar = Grammar.english
        let frames = FrameTable.english
        var hasFrame = false
        var isAtHome = table?.isOfOneState ?? false
        // "Cuba condemned the attack": who did it is another party.
        var hasPointer = false
        var hasAnswer = false
        var hasOtherSide = false
        var parties = 0
        var before: Int32 = -1
        for token in sentence.tokens {
            defer { before = token.word }
            guard token.word >= 0 else { continue }
            if !hasFrame {
                if frames.nouns[token.word] != nil || frames.evokes(token.word) { hasFrame = true }
                // Charges in what is said, titles of papers, tests told by a verb of two words.
                if grammar.has(token.word, .harshWords) || grammar.has(token.word, .signedPapers)
                    || grammar.has(token.word, .missileNouns)
                {
                    hasFrame = true
                }
                // "Was in Lima".
                if token.word == Word.in, before >= 0, grammar.wordClass(before) == .be { hasFrame = true }
            }
            if grammar.wordClass(token.word) == .pronoun || grammar.wordClass(token.word) == .possessive
                || PartyWords.shared.isActor(token.word) || grammar.has(token.word, .armedPeople)
                || grammar.has(token.word, .foreignPeople) || grammar.has(token.word, .foreignStates)
                || grammar.has(token.word, .foreignBodies) || grammar.has(token.word, .hereWords)
                || grammar.has(token.word, .stateNouns) || grammar.has(token.word, .powerNouns)
            {
                parties += 1
            }
            if table?.isBilateral ?? false, grammar.has(token.word, .twoSidedNouns) { hasOtherSide = true }
            if frames.nouns[token.word] != nil || grammar.has(token.word, .deedNouns)
                || grammar.has(token.word, .denialPointers)
            {
                hasPointer = true
            }
            if !hasAnswer, frames.answers(token.word) { hasAnswer = true }
            if isAtHome {
                if grammar.has(token.word, .armedPeople) || grammar.has(token.word, .foreignPeople)
                    || grammar.has(token.word, .foreignAttributes) || frames.isDomestic(token.word)
                {
                    isAtHome = false
                }
            }
            if grammar.has(token.word, .bothWords) || grammar.has(token.word, .twoWords)
                || grammar.has(token.word, .sidesWords)
            {
                parties += 2
            }
        }
        guard hasFrame, !isAtHome else { return false }
        if hasPointer && hasAnswer || hasOtherSide { parties += 1 }
        for chunk in sentence.chunks where chunk.kind == .noun {
            parties += sentence.names(of: chunk).count
            if sentence.names(of: chunk).isEmpty, sentence.tokens[chunk.last].isCapital { parties += 1 }
        }
        return parties > 1
    }
}
