internal import ActorCoding
internal import DocumentModel

/// Parties that change places: who did it in one text has it done to them in the other.
extension DriftFinder {
    /// An act between two named parties.
    private struct Act {
        var verb: Int
        var lemma: String
        var subject: String
        var object: String
        /// From the first party to the second.
        var range: ClosedRange<Int>
    }

    /// The most words between a party and the verb.
    private static let reach = 4

    /// Two acts of one verb whose parties have changed places.
    mutating func findSwaps(_ p: DriftSentence, _ c: DriftSentence) {
        let (first, second) = (acts(p), acts(c))
        for mine in first {
            guard
                let theirs = second.first(where: {
                    $0.lemma == mine.lemma && isParty($0.subject, mine.object) && isParty($0.object, mine.subject)
                }),
                // The child tells the other direction only, as does the parent.
                !second.contains(where: { isSame($0, mine) }), !first.contains(where: { isSame($0, theirs) })
            else { continue }
            add(
                .nameChanged, span(p, mine.range.lowerBound, mine.range.upperBound),
                span(c, theirs.range.lowerBound, theirs.range.upperBound), "the two parties have changed places",
                rule: "drift.swap")
            return
        }
    }

    private func isSame(_ one: Act, _ other: Act) -> Bool {
        one.lemma == other.lemma && isParty(one.subject, other.subject) && isParty(one.object, other.object)
    }

    /// Whether two stems name one party: "kenya" and "keny".
    private func isParty(_ one: String, _ other: String) -> Bool {
        one == other || min(one.utf8.count, other.utf8.count) >= 4 && (one.hasPrefix(other) || other.hasPrefix(one))
    }

    /// The acts of a sentence: a verb with a name shortly before it and another shortly behind, in the active or the passive.
    private func acts(_ sentence: DriftSentence) -> [Act] {
        let words = sentence.words
        var result: [Act] = []
        for index in words.indices where !words[index].isMark && !words[index].isCapital {
            guard let verb = Grammar.english.verb(Grammar.english.id(words[index].text)),
                !lexicon.has(words[index].lemma, "mutual"), words[index].lemma != "be", words[index].lemma != "have"
            else { continue }
            guard let before = name(words, from: index, by: -1), let after = name(words, from: index, by: 1) else {
                continue
            }
            let isByPhrase = words[index + 1..<after].contains { $0.text == "by" }
            let isPassive = isByPhrase && verb.form != .base
            let parties = (words[before].stem, words[after].stem)
            if isParty(parties.0, parties.1) { continue }
            result.append(
                Act(
                    verb: index, lemma: words[index].lemma, subject: isPassive ? parties.1 : parties.0,
                    object: isPassive ? parties.0 : parties.1, range: before...after))
        }
        return result
    }

    /// The nearest name before or behind a word, with no mark and no other verb between.
    private func name(_ words: [DriftWord], from index: Int, by step: Int) -> Int? {
        var place = index + step
        var steps = 0
        while words.indices.contains(place), steps < DriftFinder.reach {
            let word = words[place]
            if word.isMark { return nil }
            if word.isCapital, !word.isTimex, !DriftLexicon.functionWords.contains(word.text) { return place }
            if word.isContent, Grammar.english.verb(Grammar.english.id(word.text)) != nil { return nil }
            place += step
            steps += 1
        }
        return nil
    }
}
