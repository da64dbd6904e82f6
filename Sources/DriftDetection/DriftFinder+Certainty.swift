internal import ActorCoding
internal import DocumentModel

/// How certain a statement is told: hedges, negation, what is planned and what is done.
extension DriftFinder {
    /// The first word from an index on that carries matter, within the clause.
    private func governed(_ words: [DriftWord], after index: Int, reach: Int = 6) -> Int? {
        var position = index + 1
        while position < words.count, position <= index + reach {
            let word = words[position]
            if word.isMark, word.text != "," { return nil }
            if word.isContent, !isAnyHedge(words, position), !lexicon.has(word.lemma, "negation"), word.lemma != "ever"
            {
                return position
            }
            position += 1
        }
        return nil
    }

    /// The class of a hedge at an index, nil for other words.
    private func hedge(_ words: [DriftWord], _ index: Int) -> String? {
        let word = words[index]
        if word.isMark { return nil }
        // May is a month, some is a quantity, about is a matter: only before what they can govern.
        if lexicon.has(word.text, "modal") {
            if word.isCapital && index > 0 { return nil }
            guard let next = governed(words, after: index, reach: 4) else { return nil }
            return words[next].isCapital ? nil : "modal"
        }
        if lexicon.has(word.text, "adverb") { return "adverb" }
        if lexicon.has(word.text, "number") {
            guard index + 1 < words.count, Quantity.read(words, index + 1) != nil else { return nil }
            return "number"
        }
        if lexicon.has(word.lemma, "verb"), index + 1 < words.count, words[index + 1].text == "to" { return "verb" }
        return nil
    }

    private func isAnyHedge(_ words: [DriftWord], _ index: Int) -> Bool { hedge(words, index) != nil }

    /// Hedges that govern a word in one text and are gone in the other.
    mutating func findHedges(_ p: DriftSentence, _ c: DriftSentence) {
        for (kind, from, to) in [(DriftKind.hedgeDropped, p, c), (.hedgeAdded, c, p)] {
            for index in from.words.indices {
                guard let type = hedge(from.words, index) else { continue }
                var found: (here: Int, there: Int)?
                if type == "number" {
                    guard let quantity = Quantity.read(from.words, index + 1) else { continue }
                    for place in to.words.indices where Quantity.read(to.words, place)?.value == quantity.value {
                        found = (index + 1, place)
                        break
                    }
                } else if let here = governed(from.words, after: index) ?? before(from.words, index) {
                    let stem = from.words[here].stem
                    found = to.words.indices.first { to.words[$0].stem == stem }.map { (here, $0) }
                }
                guard let (here, there) = found else { continue }
                // Any hedge near the same words, or the whole clause under a weak verb, keeps the doubt.
                let near = max(0, there - 8)..<min(to.words.count, there + 5)
                if near.contains(where: { isAnyHedge(to.words, $0) || isDoubt(to.words[$0]) }) { continue }
                let low = min(index, here)
                let high = max(index, here)
                let mine = span(from, low - (type == "number" ? 2 : 1), high + 3)
                let theirs = span(to, there - 3, there + 3)
                let word = from.words[index].text
                add(
                    kind, kind == .hedgeDropped ? mine : theirs, kind == .hedgeDropped ? theirs : mine,
                    kind == .hedgeDropped ? "“\(word)” is gone" : "“\(word)” is new", rule: "drift.hedge.\(type)")
            }
        }
    }

    /// The word before a hedge that stands behind what it governs.
    private func before(_ words: [DriftWord], _ index: Int) -> Int? {
        words[..<index].indices.last { $0 >= index - 3 && words[$0].isContent }
    }

    /// Words that keep a statement in doubt without being hedges of a word.
    private func isDoubt(_ word: DriftWord) -> Bool {
        ["estimate", "likely", "unclear", "possible", "probable", "supposed", "nearly", "up", "least", "over", "most"]
            .contains(word.lemma) || ["maybe", "would", "close"].contains(word.text)
    }

    // MARK: Negation

    /// A statement that is negated in one text and affirmed in the other.
    mutating func findNegations(_ p: DriftSentence, _ c: DriftSentence) {
        for (from, to, isGone) in [(p, c, true), (c, p, false)] {
            for index in from.words.indices where isNegation(from.words[index]) && !from.words[index].isQuoted {
                guard let here = negated(from.words, index) else { continue }
                let stem = from.words[here].stem
                guard let there = to.words.indices.first(where: { to.words[$0].stem == stem }) else { continue }
                // Another way to negate it is no change.
                let near = to.words[max(0, there - 8)..<min(to.words.count, there + 4)]
                if near.contains(where: { isNegation($0) || isNegative($0) }) { continue }
                if to.words.count(where: isNegation) >= from.words.count(where: isNegation) { continue }
                // The words around must be the same statement: two more words of matter nearby.
                let context = Set(
                    (max(0, here - 8)..<min(from.words.count, here + 6)).map { from.words[$0] }.filter(\.isContent).map(
                        \.stem))
                let other = Set(
                    (max(0, there - 8)..<min(to.words.count, there + 6)).map { to.words[$0] }.filter(\.isContent).map(
                        \.stem))
                if context.intersection(other).count < 2 { continue }
                let mine = span(from, index - 3, here + 2)
                let theirs = span(to, there - 4, there + 2)
                add(
                    .polarityFlipped, isGone ? mine : theirs, isGone ? theirs : mine,
                    isGone ? "the negation is gone" : "a negation is new", rule: "drift.negation")
            }
        }
    }

    private func isNegation(_ word: DriftWord) -> Bool { !word.isMark && lexicon.has(word.text, "negation") }

    private func isNegative(_ word: DriftWord) -> Bool {
        ["deny", "refuse", "fail", "lack", "reject", "rule", "exclude", "dismiss", "avoid", "instead"].contains(
            word.lemma)
            || word.text.hasPrefix("un") && word.text.utf8.count > 6
    }

    /// The verb or noun that a negation governs.
    private func negated(_ words: [DriftWord], _ index: Int) -> Int? {
        var position = index + 1
        while position < words.count, position <= index + 5 {
            // What is negated may be quoted: not “an enemy”.
            if words[position].isMark, words[position].text != "\"", words[position].text != "'" { return nil }
            if words[position].isContent { return position }
            position += 1
        }
        return nil
    }

    // MARK: Planned and done

    private enum Tense { case ahead, done }

    /// Whether a verb tells what is ahead or what has happened; nil when neither is clear.
    private func tense(_ words: [DriftWord], _ index: Int) -> Tense? {
        guard let verb = Grammar.english.verb(Grammar.english.id(words[index].text)) else { return nil }
        var position = index - 1
        var sawTo = false
        var steps = 0
        while position >= 0, steps < 6 {
            let word = words[position]
            if word.isMark { return nil }
            switch word.text {
            case "will", "shall", "would": return .ahead
            case "to" where position == index - 1 || words[position + 1].text == "be": sawTo = true
            case "is", "are", "was", "were":
                if sawTo { return .ahead }
                // "was signed": done when no plan stands between.
                if position == index - 1, word.text == "was" || word.text == "were" {
                    return verb.form == .base ? nil : .done
                }
                return nil
            case "has", "have", "had": return sawTo ? nil : .done
            case "not", "been", "be", "also", "already", "now", "then": break
            default:
                if sawTo, lexicon.has(word.lemma, "plan") { return .ahead }
                if sawTo || position < index - 2 { return nil }
                // A bare past: done when a subject stands before and an object behind.
                if verb.form == .past || verb.form == .pastOrParticiple, position == index - 1, index + 1 < words.count,
                    word.isContent || word.isCapital
                        || Grammar.english.wordClass(Grammar.english.id(word.text)) == .pronoun
                {
                    let next = words[index + 1]
                    let isObject =
                        ["a", "an", "the", "its", "their", "his", "her"].contains(next.text) || next.isCapital
                        || Quantity.read(words, index + 1) != nil
                    return isObject ? .done : nil
                }
                return nil
            }
            position -= 1
            steps += 1
        }
        return nil
    }

    private static let auxiliaries: Set<String> = [
        "be", "have", "do", "say", "will", "go", "set", "expect", "plan", "tell", "add", "report", "announce", "make",
        "take",
        "put", "let", "get", "see", "use", "agree",
    ]

    /// What is ahead in one text and told as done in the other.
    mutating func findPlans(_ p: DriftSentence, _ c: DriftSentence) {
        for here in p.words.indices {
            let lemma = p.words[here].lemma
            if p.words[here].isMark || p.words[here].isQuoted || DriftFinder.auxiliaries.contains(lemma) { continue }
            guard let first = tense(p.words, here) else { continue }
            for there in c.words.indices where c.words[there].lemma == lemma && !c.words[there].isQuoted {
                guard let second = tense(c.words, there), first != second else { continue }
                // The reporting day moves the point of view, "would" and "had" with it: only the clause itself counts.
                let isAhead = first == .ahead
                add(
                    .plannedToDone, span(p, here - 4, here + 9), span(c, there - 4, there + 9),
                    isAhead ? "planned, told as done" : "the reverse: done, told as planned", rule: "drift.plan")
            }
        }
    }
}
