internal import DocumentModel

/// Who says it, and how: attribution, stance, denials and replies.
extension DriftFinder {
    /// A claim with the words that matter in it.
    private struct Told {
        var claim: Claim
        var sentence: Int
        /// The lemma of its cue.
        var cue: String
        /// The stems of its content.
        var content: Set<String>
        /// The stems of its source.
        var source: Set<String>
        var words: [DriftWord]
    }

    private func told(_ side: DriftText) -> [Told] {
        side.claims.compactMap { claim in
            guard let first = claim.contentSpans.first, let sentence = side.sentence(at: first.start) else {
                return nil
            }
            let words = side.sentences.lazy.flatMap(\.words)
            let content = words.filter { word in claim.contentSpans.contains { $0.contains(word.range) } }
            let source = claim.sourceSpan.map { span in words.filter { span.contains($0.range) } }.map(Array.init) ?? []
            let cue = claim.cueSpan.flatMap { span in
                words.first { span.contains($0.range) && (rank($0.lemma) != nil || lexicon.has($0.lemma, "denial")) }?
                    .lemma
                    ?? words.first { span.contains($0.range) }?.lemma
            }
            return Told(
                claim: claim, sentence: sentence, cue: cue ?? "", content: Set(content.filter(\.isContent).map(\.stem)),
                source: Set(source.filter(\.isContent).map(\.stem)), words: source)
        }
    }

    /// How far a verb of speech goes with its speaker: 1 keeps its distance, 2 is neutral, 3 stands for it; and how much
    /// force is in what the speaker does: 11 asks, 12 demands.
    private func rank(_ lemma: String) -> Int? {
        if lexicon.has(lemma, "soft") { return 11 }
        if lexicon.has(lemma, "firm") { return 12 }
        if lexicon.has(lemma, "weak") { return 1 }
        if lexicon.has(lemma, "strong") { return 3 }
        return lexicon.has(lemma, "neutral") || lemma == "accord" ? 2 : nil
    }

    /// Sources and stances of the same matter.
    mutating func findSources() {
        let (first, second) = (told(parent), told(child))
        for mine in first where mine.content.count >= 2 {
            // The same matter under a source in the child.
            func likeness(_ theirs: Told) -> Double {
                let common = mine.content.intersection(theirs.content).count
                guard common >= 2, common * 2 >= min(mine.content.count, theirs.content.count) else { return 0 }
                let share = 2 * Double(common) / Double(mine.content.count + theirs.content.count)
                return share >= 0.34 ? share : 0
            }
            let best = second.filter { likeness($0) > 0 }.max {
                (likeness($0), -$0.sentence) < (likeness($1), -$1.sentence)
            }
            if let best {
                compare(mine, best)
            } else if !mine.claim.isDenial {
                findLostSource(mine, second)
            }
        }
    }

    private mutating func compare(_ mine: Told, _ theirs: Told) {
        let parentSpan = opening(mine, parent)
        let childSpan = opening(theirs, child)
        switch sources(mine, theirs) {
        case .other:
            add(.attributionChanged, parentSpan, childSpan, "another source", rule: "drift.source")
            return
        case .unnamed:
            add(
                .detailDropped, parentSpan, childSpan, "the named speaker became an unnamed one",
                rule: "drift.unnamed")
            return
        case .same: break
        }
        guard let before = rank(mine.cue), let after = rank(theirs.cue), before != after,
            (before > 10) == (after > 10)
        else { return }
        add(
            after > before ? .stanceStrengthened : .stanceWeakened, parentSpan, childSpan,
            "“\(mine.cue)” became “\(theirs.cue)”", rule: "drift.stance")
    }

    /// The source, the cue and the first words of what is told.
    private func opening(_ told: Told, _ side: DriftText) -> TextRange {
        let sentence = side.sentences[told.sentence]
        var result = told.claim.cueSpan ?? told.claim.contentSpans[0]
        if let source = told.claim.sourceSpan, sentence.range.contains(source) { result = result.union(source) }
        if let content = told.claim.contentSpans.first, sentence.range.contains(content),
            content.end - content.start < 240
        {
            result = result.union(content)
        }
        return result
    }

    private enum Comparison { case same, other, unnamed }

    /// Whether two sources are one: by words, by party, or by what cannot be told apart.
    private func sources(_ mine: Told, _ theirs: Told) -> Comparison {
        func isNamed(_ told: Told) -> Bool {
            if let first = told.words.first, ["a", "an", "one", "some"].contains(first.text) { return false }
            return told.words.contains { word in
                word.isCapital && !DriftLexicon.functionWords.contains(word.text)
                    && (told.words.count > 1
                        || parent.sentences.contains {
                            $0.words.dropFirst().contains { $0.text == word.text && $0.isCapital }
                        })
            }
        }
        let indefinite = theirs.words.first.map { ["a", "an", "one", "some"].contains($0.text) } ?? false
        if indefinite, isNamed(mine), !theirs.words.dropFirst().contains(where: \.isCapital) { return .unnamed }
        func isPerson(_ told: Told) -> Bool {
            told.claim.speaker.first?.kind.isPerson ?? false
                && !told.words.contains { lexicon.has($0.stem, "body") || lexicon.has($0.text, "body") }
        }
        let common = mine.source.intersection(theirs.source)
        if !common.isEmpty {
            // "Revenue Service of Georgia" and "Turkish Revenue Service" share a word and are two bodies.
            let (a, b) = (mine.claim.speaker.first, theirs.claim.speaker.first)
            guard let a, let b, !isPerson(mine), !isPerson(theirs), a.country != b.country, a.country != nil,
                b.country != nil
            else { return .same }
        }
        let (a, b) = (Set(mine.claim.speaker.map(\.id)), Set(theirs.claim.speaker.map(\.id)))
        if a.isEmpty || b.isEmpty || !a.isDisjoint(with: b) { return .same }
        // One name within the other, as a surname is.
        func names(_ told: Told) -> Set<String> {
            Set(told.claim.speaker.flatMap { $0.name.split(separator: " ").map { Stem.of(String($0).lowercased()) } })
        }
        if !names(mine).isDisjoint(with: names(theirs)) { return .same }
        // A person may speak for a body: only two persons or two bodies can be told apart.
        // The source stands in the sentence all the same, beside another.
        let sentence = child.sentences[theirs.sentence]
        if mine.source.intersection(sentence.stems).count * 2 > mine.source.count { return .same }
        let persons = (isPerson(mine), isPerson(theirs))
        guard persons.0 == persons.1 else { return .same }
        // A state and its own ministry are one side.
        let states = (mine.claim.speaker.first?.kind == .state, theirs.claim.speaker.first?.kind == .state)
        if states.0 || states.1, mine.claim.speaker.first?.country == theirs.claim.speaker.first?.country {
            return .same
        }
        return isNamed(theirs) || !theirs.source.isEmpty && !indefinite ? .other : .same
    }

    /// A statement that stands in the outlet's own voice now.
    private mutating func findLostSource(_ mine: Told, _ others: [Told]) {
        guard !mine.source.isEmpty || mine.words.isEmpty == false else { return }
        let candidates = child.sentences.indices.filter { index in
            let common = mine.content.intersection(child.sentences[index].stems).count
            return common >= 3 && common * 10 >= mine.content.count * 6
        }
        guard
            let index = candidates.max(by: {
                child.sentences[$0].stems.intersection(mine.content).count
                    < child.sentences[$1].stems.intersection(mine.content).count
            })
        else { return }
        let sentence = child.sentences[index]
        if isAttributed(sentence, in: child) || mine.source.intersection(sentence.stems).count * 2 > mine.source.count {
            return
        }
        // "Her ministry said so on Tuesday": the source may stand in a sentence beside it.
        for near in [index - 1, index + 1] where child.sentences.indices.contains(near) {
            if pointsBack(child.sentences[near]) { return }
        }
        guard let first = mine.claim.contentSpans.first else { return }
        let parentSentence = parent.sentences[mine.sentence]
        let parentSpan = opening(mine, parent)
        add(
            .attributionDropped, parentSentence.range.contains(parentSpan) ? parentSpan : first, sentence.range,
            "now in the outlet's own voice", rule: "drift.unsourced")
    }

    /// Whether a sentence names a source in some form.
    func isAttributed(_ sentence: DriftSentence, in side: DriftText) -> Bool {
        if side.claims.contains(where: { claim in
            claim.contentSpans.contains { $0.overlaps(sentence.range) }
                && claim.cueSpan.map { sentence.range.contains($0) } ?? false
        }) {
            return true
        }
        return sentence.words.indices.contains { index in
            let word = sentence.words[index]
            if word.isMark { return false }
            if word.text == "according" || word.text == "reportedly" || word.text == "allegedly" { return true }
            // "put it at", "gave the number as", "as she put it".
            if ["give", "put", "describe", "quote"].contains(word.lemma),
                sentence.words[index...].prefix(8).contains(where: { ["as", "at", "it"].contains($0.text) })
            {
                return true
            }
            // Nouns such as "report" are no cue: a subject must stand before the verb.
            guard rank(word.lemma) != nil || lexicon.has(word.lemma, "denial"), index > 0 else { return false }
            let before = sentence.words[index - 1]
            return !["a", "an", "the", "this", "to", "no", "and", "of", "will"].contains(before.text)
                && before.text != "be"
                && !(before.lemma == "be" && word.lemma != "find")
        }
    }

    /// Whether a sentence says of another that somebody said it: "announced this", "said so".
    private func pointsBack(_ sentence: DriftSentence) -> Bool {
        sentence.words.indices.dropLast().contains { index in
            rank(sentence.words[index].lemma) != nil
                && ["so", "this", "these", "it"].contains(sentence.words[index + 1].text)
        }
    }

    // MARK: Denials

    /// A denial that points at what was told before.
    private struct Denial {
        var sentence: Int
        var range: TextRange
        /// The sentence that it can answer: the nearest before it that alleges something, else the one before.
        var target: Int
        var targetRange: TextRange
    }

    private func denials(_ side: DriftText) -> [Denial] {
        var result: [Denial] = []
        for (number, sentence) in side.sentences.enumerated() {
            for index in sentence.words.indices {
                let word = sentence.words[index]
                let isCalled = word.lemma == "call" || word.lemma == "describe"
                guard lexicon.has(word.lemma, "denial") || isCalled, !word.isQuoted else { continue }
                // What it denies: a pronoun, or a noun for something told, and nothing that says what.
                var position = index + 1
                var isDefinite = false
                while position < sentence.words.count, position <= index + 4 {
                    let next = sentence.words[position]
                    if ["the", "these", "this", "those", "all", "both", "such"].contains(next.text) {
                        isDefinite = true
                    }
                    let stem =
                        next.text.hasSuffix("s") && next.text != "this" ? String(next.text.dropLast()) : next.text
                    let follows = position + 1 < sentence.words.count ? sentence.words[position + 1].text : "."
                    if next.text == "that" { break }
                    if lexicon.has(stem, "pointer"), isDefinite || ["this", "it", "them", "these"].contains(next.text) {
                        // "the report that ships were seized" says itself what it is.
                        if ["that", "of", "by", "about", "which"].contains(follows) { break }
                        if isCalled, !["the", "these", "those"].contains(sentence.words[index + 1].text) { break }
                        if let target = target(side, number, index) {
                            result.append(
                                Denial(
                                    sentence: number,
                                    range: span(sentence, index, min(sentence.words.count - 1, position + 3)),
                                    target: target.sentence, targetRange: target.range))
                        }
                        break
                    }
                    if next.isContent && !isDefinite { break }
                    position += 1
                }
            }
        }
        return result
    }

    /// The nearest statement before a denial that it can answer.
    private func target(_ side: DriftText, _ number: Int, _ index: Int) -> (sentence: Int, range: TextRange)? {
        var nearest: (Int, TextRange)?
        var before = number
        while before >= max(0, number - 3) {
            let sentence = side.sentences[before]
            let words = before == number ? Array(sentence.words[..<index]) : sentence.words
            if let cue = words.indices.last(where: { place in
                lexicon.has(words[place].lemma, "allegation")
                    && (place == 0 || !["the", "a", "an", "this", "these"].contains(words[place - 1].text))
            }) {
                let from = words[max(0, cue - 6)].range.start
                let end = before == number ? words[words.count - 1].range.end : sentence.range.end
                return (before, TextRange(from, end))
            }
            if before < number, nearest == nil { nearest = (before, sentence.range) }
            before -= 1
        }
        return nearest
    }

    /// Denials that are kept while what they answer is another statement now.
    mutating func findDenials() {
        let (first, second) = (denials(parent), denials(child))
        for mine in first {
            guard
                let theirs = second.first(where: { other in
                    alignment.parentOf[other.sentence] == mine.sentence
                        || alignment.childOf[mine.sentence] == other.sentence
                        || shared(mine, other)
                })
            else { continue }
            // Where the parent's target stands in the child, if it does.
            let isKept =
                alignment.parentOf[theirs.target] == mine.target || alignment.childOf[mine.target] == theirs.target
                || isStillNear(mine, theirs)
            if isKept || theirs.target == theirs.sentence && mine.target == mine.sentence { continue }
            guard alignment.parentOf[theirs.target] != nil else { continue }
            add(
                .denialMoved, mine.range, theirs.range,
                "answers another statement in the child than in the parent", rule: "drift.denial",
                targets: (mine.targetRange, theirs.targetRange))
        }
    }

    /// Whether the statement that a denial answers stands shortly before it in the child too, with nothing moved between.
    private func isStillNear(_ mine: Denial, _ theirs: Denial) -> Bool {
        guard let place = alignment.childOf[mine.target], place <= theirs.sentence, theirs.sentence - place <= 3 else {
            return false
        }
        return (place..<theirs.sentence).dropFirst().allSatisfy { index in
            alignment.parentOf[index].map { $0 >= mine.target && $0 <= mine.sentence } ?? true
        }
    }

    /// Whether two denials have the words of their sentences in common.
    private func shared(_ mine: Denial, _ theirs: Denial) -> Bool {
        let (p, c) = (parent.sentences[mine.sentence], child.sentences[theirs.sentence])
        return DriftFinder.commonRun(p.words, c.words) * 10 >= min(p.words.count, c.words.count) * 8
    }

    /// An allegation that is kept while its only reply is left out.
    mutating func findLostReplies() {
        for mine in denials(parent) {
            guard alignment.childOf[mine.sentence] == nil, let kept = alignment.childOf[mine.target] else { continue }
            // Another reply stands in the child, in the sentence or the two after it.
            let isAnswered = (kept..<min(child.sentences.count, kept + 3)).contains { index in
                child.sentences[index].words.contains { lexicon.has($0.lemma, "denial") }
            }
            if isAnswered { continue }
            add(
                .detailDropped, parent.sentences[mine.sentence].range, nil,
                "the only reply to a kept allegation fell out", rule: "drift.reply")
        }
    }
}
