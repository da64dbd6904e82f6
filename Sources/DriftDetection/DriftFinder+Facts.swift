internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// What a statement says: numbers, dates, names, details, and whose words are in quotation marks.
extension DriftFinder {
    /// The quantities of a sentence by their first word: outside temporal expressions, and of durations.
    private func quantities(_ sentence: DriftSentence) -> [(index: Int, quantity: Quantity)] {
        let durations = sentence.timexes.filter { $0.type == .duration }.map(\.range)
        func isDated(_ word: DriftWord) -> Bool {
            word.isTimex && !durations.contains { $0.overlaps(word.range) }
        }
        var result: [(Int, Quantity)] = []
        var index = 0
        while index < sentence.words.count {
            if !isDated(sentence.words[index]), let quantity = Quantity.read(sentence.words, index) {
                result.append((index, quantity))
                index += quantity.words
            } else {
                index += 1
            }
        }
        return result
    }

    /// The matter that a quantity counts: the stems of the words behind it, and of the one before.
    private func counted(_ words: [DriftWord], _ place: (index: Int, quantity: Quantity)) -> (
        after: Set<String>, before: String?
    ) {
        var after: Set<String> = []
        var position = place.index + place.quantity.words
        while position < words.count, position < place.index + place.quantity.words + 4, !words[position].isMark {
            if words[position].isContent { after.insert(words[position].stem) }
            position += 1
        }
        let before = words[..<place.index].last { $0.isContent }?.stem
        return (after, before)
    }

    /// A quantity that counts the same matter in another measure.
    mutating func findNumbers(_ p: DriftSentence, _ c: DriftSentence) {
        let (first, second) = (quantities(p), quantities(c))
        for mine in first where !second.contains(where: { $0.quantity.isSame(mine.quantity) }) {
            let matter = counted(p.words, mine)
            for theirs in second where !first.contains(where: { $0.quantity.isSame(theirs.quantity) }) {
                let other = counted(c.words, theirs)
                let isSameMatter =
                    !matter.after.isDisjoint(with: other.after)
                    || matter.before != nil && matter.before == other.before
                        && matter.after.isEmpty == other.after.isEmpty
                guard isSameMatter else { continue }
                add(
                    .numberChanged, span(p, mine.index - 1, mine.index + mine.quantity.words + 1),
                    span(c, theirs.index - 1, theirs.index + theirs.quantity.words + 1),
                    "another quantity of the same matter", rule: "drift.number")
                break
            }
        }
    }

    // MARK: Dates

    /// A time expression that means another time in the child.
    mutating func findDates(_ p: DriftSentence, _ c: DriftSentence) {
        // A child that shows when its parent was published keeps the parent's weekdays unharmed.
        let showsParentDate =
            parent.published.map { published in
                child.sentences.contains { sentence in
                    sentence.timexes.contains { $0.bounds == published && $0.anchor == nil }
                }
                    || child.notes(published)
            } ?? false
        for mine in p.timexes where mine.type == .date && !isDateline(mine, p) {
            guard let bounds = mine.bounds, let length = bounds.length else { continue }
            let near = c.timexes.filter {
                $0.bounds != nil && ($0.type == .date || $0.type == .interval) && !isDateline($0, c)
            }
            if near.contains(where: { $0.bounds.map { $0.overlaps(bounds) } ?? false }) { continue }
            for theirs in near where theirs.type == .date {
                guard let other = theirs.bounds, let otherLength = other.length else { continue }
                if p.timexes.contains(where: { $0.bounds.map { $0.overlaps(other) } ?? false }) { continue }
                // Only expressions of one grain can stand for each other.
                guard DriftFinder.grain(length) == DriftFinder.grain(otherLength) else { continue }
                let isCopied = mine.value != theirs.value && text(parent, mine.range) == text(child, theirs.range)
                // A bare month copied some weeks later is read from its sentence; only days go stale so soon.
                if isCopied && (showsParentDate || length > 1) { continue }
                add(
                    .dateChanged, mine.range, theirs.range,
                    isCopied
                        ? "means \(mine.edtf ?? mine.value) in the parent, reads as \(theirs.edtf ?? theirs.value) in the child"
                        : "\(mine.edtf ?? mine.value) became \(theirs.edtf ?? theirs.value)", rule: "drift.date")
                break
            }
        }
    }

    /// Whether a day stands in a dateline before the sentence, which is of the report and not of what it tells.
    ///
    /// As in: Lima, May 3 (ANDINA) -- It rained.
    private func isDateline(_ timex: Timex, _ sentence: DriftSentence) -> Bool {
        guard let first = sentence.words.firstIndex(where: { timex.range.overlaps($0.range) }), first <= 6 else {
            return false
        }
        var end = sentence.words[first...].firstIndex { !timex.range.overlaps($0.range) } ?? sentence.words.count
        if end + 1 < sentence.words.count, sentence.words[end].text == "." { end += 1 }
        return end < sentence.words.count && lexicon.has(sentence.words[end].text, "dateline-end")
            && sentence.words[..<first].allSatisfy { $0.isCapital || $0.isMark }
    }

    private static func grain(_ days: Int) -> Int {
        days == 1 ? 0 : days <= 7 ? 1 : days <= 31 ? 2 : days <= 366 ? 3 : 4
    }

    private func text(_ side: DriftText, _ range: TextRange) -> String {
        side.sentences.lazy.flatMap(\.words).filter { range.contains($0.range) }.map(\.text).joined(separator: " ")
    }

    // MARK: Names and offices

    /// Runs of capital words of a sentence, without the first word where it is an ordinary one.
    private func names(_ sentence: DriftSentence) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = 0
        while index < sentence.words.count {
            guard sentence.words[index].isCapital, !sentence.words[index].isTimex, !sentence.words[index].isQuoted,
                !DriftLexicon.functionWords.contains(sentence.words[index].text)
            else {
                index += 1
                continue
            }
            var end = index + 1
            while end < sentence.words.count, sentence.words[end].isCapital, !sentence.words[end].isTimex { end += 1 }
            // "The harbour of Peru Asked if …": what opens the next sentence, where the page lost the stop.
            var last = end
            while last > index + 1, isOpener(sentence.words[last - 1]) { last -= 1 }
            result.append(index..<last)
            index = end
        }
        return result
    }

    /// Whether a capital word is no name's: a small word of the language, or a form that is nothing but a verb's.
    private func isOpener(_ word: DriftWord) -> Bool {
        let grammar = Grammar.english
        let id = grammar.id(word.text)
        guard id >= 0 else { return false }
        if grammar.wordClass(id) != .open { return true }
        return grammar.verb(id).map { $0.form == .past || $0.form == .pastOrParticiple && $0.lemma != id } ?? false
    }

    /// Another name in the same place, or another rank before the same name.
    mutating func findNames(_ p: DriftSentence, _ c: DriftSentence) {
        let (first, second) = (names(p), names(c))
        for mine in first {
            let stems = mine.map { p.words[$0] }
            // Each word of it is nowhere in the child, in whatever spelling.
            guard stems.contains(where: { !isKnown($0, in: child) }) else { continue }
            for theirs in second {
                let others = theirs.map { c.words[$0] }
                guard others.contains(where: { !isKnown($0, in: parent) }), !isSameState(stems, others) else {
                    continue
                }
                if stems.contains(where: { mine in
                    others.contains { isSpelling(mine.stem, $0.stem) && !isKnown(mine, in: child) }
                }) {
                    continue
                }
                func before(_ words: [DriftWord], _ index: Int) -> String? { index > 0 ? words[index - 1].stem : nil }
                func after(_ words: [DriftWord], _ index: Int) -> String? {
                    index < words.count ? words[index].stem : nil
                }
                let isBeforeSame =
                    before(p.words, mine.lowerBound).map {
                        $0 == before(c.words, theirs.lowerBound)
                            && lexicon.has($0, "place")
                    } ?? false
                let lastSame = stems.last?.stem == others.last?.stem
                if isBeforeSame && mine.count == theirs.count || lastSame && mine.count > 1 && theirs.count > 1 {
                    add(
                        .nameChanged, span(p, mine.lowerBound - 1, mine.upperBound - 1),
                        span(c, theirs.lowerBound - 1, theirs.upperBound - 1), "another name in the same place",
                        rule: "drift.name")
                    break
                }
            }
        }
        findRanks(p, c, first, second)
    }

    /// "vice", "deputy" and the like before or behind the same person's name in one text only.
    private mutating func findRanks(
        _ p: DriftSentence, _ c: DriftSentence, _ first: [Range<Int>], _ second: [Range<Int>]
    ) {
        /// The words that change an office beside a name, by their places.
        func ranks(_ sentence: DriftSentence, _ name: Range<Int>) -> [Int] {
            near(name, sentence).filter { lexicon.has(sentence.words[$0].text, "rank") }
        }
        func near(_ name: Range<Int>, _ sentence: DriftSentence) -> Range<Int> {
            max(0, name.lowerBound - 6)..<min(sentence.words.count, name.upperBound + 6)
        }
        func office(_ sentence: DriftSentence, _ name: Range<Int>) -> Bool {
            sentence.words[near(name, sentence)].contains { lexicon.has($0.text, "office") }
        }
        /// The name and the words of its office that changed.
        func words(_ sentence: DriftSentence, _ name: Range<Int>, _ ranks: [Int]) -> TextRange {
            span(
                sentence, min(name.lowerBound, (ranks.min() ?? name.lowerBound) - 1),
                max(name.upperBound - 1, (ranks.max() ?? name.upperBound - 2) + 1))
        }
        for mine in first {
            // An agency has no office, whoever told it something.
            guard let surname = p.words[mine].last?.stem,
                Gazetteer.shared.entry(named: p.words[mine].map(\.text).joined(separator: " ").uppercased()).map({
                    $0.kind == .person
                }) ?? true,
                let theirs = second.first(where: { c.words[$0].last?.stem == surname })
            else { continue }
            let (a, b) = (ranks(p, mine), ranks(c, theirs))
            guard Set(a.map { p.words[$0].text }) != Set(b.map { c.words[$0].text }), office(p, mine),
                office(c, theirs)
            else { continue }
            add(
                .nameChanged, words(p, mine, a), words(c, theirs, b), "another office", rule: "drift.office")
        }
    }

    /// Whether a name stands anywhere in a text, also in another spelling.
    private func isKnown(_ word: DriftWord, in side: DriftText) -> Bool {
        if side.stems.contains(word.stem) { return true }
        if let country = Gazetteer.shared.entry(named: Gazetteer.titleCase(word.text))?.country {
            return side.sentences.contains { sentence in
                sentence.words.contains {
                    $0.isCapital && Gazetteer.shared.entry(named: Gazetteer.titleCase($0.text))?.country == country
                }
            }
        }
        return side.stems.contains { isSpelling($0, word.stem) }
    }

    private func isSameState(_ first: [DriftWord], _ second: [DriftWord]) -> Bool {
        func countries(_ words: [DriftWord]) -> Set<String> {
            Set(words.compactMap { Gazetteer.shared.entry(named: Gazetteer.titleCase($0.text))?.country })
        }
        return !countries(first).isDisjoint(with: countries(second))
    }

    /// Two spellings of one name: the same first letter and one change in four letters at most.
    private func isSpelling(_ first: String, _ second: String) -> Bool {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        guard a.count >= 4, b.count >= 4, a[0] == b[0], abs(a.count - b.count) <= 2 else { return false }
        return EditDistance.between(first, second) * 4 <= max(a.count, b.count)
    }

    // MARK: Quotation marks

    /// The runs of quoted words of a sentence.
    private func quotations(_ sentence: DriftSentence) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in sentence.words.indices where sentence.words[index].isQuoted && !sentence.words[index].isMark {
            if let last = result.last,
                sentence.words[last.upperBound..<index].allSatisfy({ $0.isMark && $0.text != "\"" })
            {
                result[result.count - 1] = last.lowerBound..<(index + 1)
            } else {
                result.append(index..<(index + 1))
            }
        }
        return result
    }

    /// Words that are quoted in one text and told in the other.
    mutating func findQuotations(_ p: DriftSentence, _ c: DriftSentence, _ childIndex: Int) {
        for (kind, from, to, side) in [
            (DriftKind.quoteToParaphrase, p, c, child), (.paraphraseToQuote, c, p, parent),
        ] {
            if !quotations(to).isEmpty { continue }
            for run in quotations(from) where run.count >= 3 {
                let words = from.words[run]
                // The quoted words stand in marks elsewhere, or their matter is not told at all.
                let stems = Set(words.filter(\.isContent).map(\.stem))
                let elsewhere = side.sentences.contains { sentence in
                    let quoted = Set(
                        quotations(sentence).flatMap { sentence.words[$0] }.filter(\.isContent).map(\.stem))
                    return quoted.intersection(stems).count * 2 >= stems.count
                }
                let told = stems.filter { to.stems.contains($0) }
                if elsewhere || told.isEmpty { continue }
                // The parent's own words, quoted as the parent's, are no change.
                if kind == .paraphraseToQuote, told.count == stems.count, !isAttributed(to, in: parent) { continue }
                guard let first = to.words.firstIndex(where: { stems.contains($0.stem) }),
                    let last = to.words.lastIndex(where: { stems.contains($0.stem) })
                else { continue }
                let mine = span(from, run.lowerBound - 1, run.upperBound)
                let theirs = span(to, first - 3, max(last, first + 6))
                add(
                    kind, kind == .quoteToParaphrase ? mine : theirs, kind == .quoteToParaphrase ? theirs : mine,
                    kind == .quoteToParaphrase ? "the quotation marks are gone" : "put into quotation marks",
                    rule: "drift.quotation")
            }
        }
    }

    // MARK: Details

    /// Words that only measure: they are compared as quantities.
    private static let measures: Set<String> = [
        "half", "quarter", "third", "decade", "dozen", "cent", "percent", "once", "twice",
    ]

    /// A sentence that the parent does not have, on the matter of the sentences around it.
    mutating func findNewSentences() {
        guard relation != "excerpt" else { return }
        for (index, sentence) in child.sentences.enumerated() where alignment.parentOf[index] == nil {
            // The first and the last sentences greet, credit and take leave.
            guard index > 0, index + 1 < child.sentences.count,
                alignment.parentOf[index - 1] != nil, alignment.parentOf[index + 1] != nil,
                child.sentences[index - 1].paragraph == sentence.paragraph
                    || child.sentences[index + 1].paragraph == sentence.paragraph
            else { continue }
            let fresh = sentence.words.filter { $0.isContent && !$0.isTimex && !parent.stems.contains($0.stem) }
            let known = sentence.words.filter { $0.isContent && parent.stems.contains($0.stem) }
            // The same measure in other words is no new fact.
            let isMeasured = quantities(sentence).contains { place in
                parent.sentences.contains { quantities($0).contains { $0.quantity.isSame(place.quantity) } }
            }
            if fresh.count >= 3, known.count >= 1, !isMeasured {
                add(.detailAdded, nil, sentence.range, "the parent does not say this", rule: "drift.sentence")
            }
        }
    }

    /// A run of words with matter that the whole other text does not have, in a sentence that is otherwise kept.
    mutating func findDetails(_ p: DriftSentence, _ c: DriftSentence) {
        for (kind, from, side, otherSentence) in [(DriftKind.detailDropped, p, child, c), (.detailAdded, c, parent, p)]
        {
            var start = 0
            var isFresh = from.words.map { isNew($0, side, from, otherSentence) }
            // A name is new as a whole when a part of it is.
            for name in names(from) where name.contains(where: { isFresh[$0] }) {
                for index in name { isFresh[index] = true }
            }
            while start < from.words.count {
                guard isFresh[start] else {
                    start += 1
                    continue
                }
                var end = start
                var last = start
                while end < from.words.count {
                    let word = from.words[end]
                    if isFresh[end] {
                        last = end
                    } else if word.isContent && Quantity.read([word], 0) == nil || word.text == "\"" || end - last > 4 {
                        break
                    }
                    end += 1
                }
                let run = start...last
                start = last + 1
                let matter = run.filter { from.words[$0].isContent }.count
                // A time alone belongs to the dates.
                if run.allSatisfy({ from.words[$0].isTimex || !from.words[$0].isContent }) { continue }
                let isPlaced = run.contains { from.words[$0].isTimex || from.words[$0].isCapital }
                // A verb in it makes it a retelling rather than a detail.
                let isWorded = run.contains { isVerbal(from.words[$0]) }
                guard matter >= (isPlaced ? 2 : 3), !isWorded, run.count * 2 < from.words.count else { continue }
                guard DriftFinder.commonRun(from.words, otherSentence.words) * 2 >= from.words.count - run.count else {
                    continue
                }
                if kind == .detailDropped, !isPlaced || run.lowerBound < 3 { continue }
                let place = span(from, run.lowerBound - 1, run.upperBound)
                add(
                    kind, kind == .detailDropped ? place : nil, kind == .detailDropped ? nil : place,
                    kind == .detailDropped ? "the other text does not say this" : "the parent does not say this",
                    rule: "drift.detail")
            }
        }
    }

    private func isVerbal(_ word: DriftWord) -> Bool {
        lexicon.has(word.lemma, "neutral") || lexicon.has(word.lemma, "weak")
            || ["will", "would", "is", "are", "was", "were", "has", "have", "had", "be", "been"].contains(word.text)
    }

    private func isNew(_ word: DriftWord, _ side: DriftText, _ sentence: DriftSentence, _ other: DriftSentence) -> Bool
    {
        guard word.isContent, !word.isQuoted else { return false }
        if word.isTimex {
            // A time is new when no time of the other sentence is within it or around it.
            guard
                let bounds = sentence.timexes.first(where: { $0.range.overlaps(word.range) && $0.type == .date })?
                    .bounds
            else { return false }
            return !other.timexes.contains { $0.bounds.map { $0.overlaps(bounds) } ?? false }
                && !side.sentences.contains { $0.timexes.contains { $0.bounds == bounds } }
        }
        if Quantity.read([word], 0) != nil || DriftFinder.measures.contains(word.stem) { return false }
        if word.isCapital { return !isKnown(word, in: side) }
        return !side.stems.contains(word.stem)
    }
}

extension DriftText {
    /// Whether the text outside the compared sentences shows a day, as a line "First published on 9 September" does.
    func notes(_ day: DayBounds) -> Bool { noted.contains(day) }
}
