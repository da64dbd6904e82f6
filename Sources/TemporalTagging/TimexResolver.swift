internal import DocumentModel
internal import TextPrimitives

/// Turns matches into temporal expressions, in text order, against the publication and the dates named before.
struct TimexResolver {
    /// Which way a bare weekday, month or day looks.
    enum Direction {
        case past
        case future
        /// Ahead, unless it has only just been: "ahead of the vote in May".
        case near
        case open
    }

    var lexicon: TimeLexicon { _read { yield matcher.shared.lexicon } }
    let tokens: [TimeToken]
    let bytes: [UInt8]
    let matcher: TimeMatcher
    let context: TimeContext
    /// The days of publication, stated or inferred.
    let reference: DayBounds?
    /// Whether the text tells an old story: then bare months and days hang on the last date named.
    var isNarrative = false
    /// The last date named, with its grain.
    var last: (bounds: DayBounds, grain: Character)?
    /// The last date that the story itself hangs on: asides far from it do not move it.
    var story: (bounds: DayBounds, grain: Character)?
    private var asides = 0
    /// The expressions found so far.
    var timexes: [Timex] = []
    /// The ends of the ranges found so far.
    var rangeEnds: [Timex] = []
    /// The last day named, also in a story, and the token behind it.
    private var lastDay: (day: CivilDay, after: Int)?
    /// Contradictions found so far.
    var clashes: [DateClash] = []

    init(matcher: TimeMatcher, context: TimeContext, reference: DayBounds?) {
        self.matcher = matcher
        tokens = matcher.tokens
        bytes = matcher.bytes
        self.context = context
        self.reference = reference
    }

    /// The day of an agency's dateline that is the day after the page's: the agency writes where that day has begun.
    private var dispatchDay: CivilDay?

    /// The day that weekdays are counted from: the dateline's, else that of publication.
    var weekdayReference: CivilDay? { dispatchDay ?? referenceDay }

    /// The day of publication, when it is one day.
    var referenceDay: CivilDay? {
        guard let from = reference?.from, from == reference?.to else { return nil }
        return from
    }

    /// The year of publication, when it is one year.
    var referenceYear: Int? {
        guard let from = reference?.from, let to = reference?.to, from.year == to.year else { return nil }
        return from.year
    }

    /// Resolves one match and records what it gives.
    mutating func resolve(_ match: TimeMatch) {
        let rule = lexicon.rules[match.rule]
        var parts = TimexParts(match: match)
        parts.rule = rule.id
        guard var timex = timex(rule.action, parts) else { return }
        timex.range = span(match, timex)
        timex.rule = rule.id
        timexes.append(timex)
        if timex.type == .interval { rangeEnds += ends(of: timex, rule.action, parts) }
        remember(timex, rule.action)
        if let day = timex.bounds?.to, timex.bounds?.length == 1, timex.type == .date || timex.type == .time {
            lastDay = (day, match.last + 1)
            if timexes.count == 1, timex.range.end <= 80, let own = referenceDay, day == own.adding(days: 1),
                TimeClashes.isDateline(timex, in: bytes)
            {
                dispatchDay = day
            }
        }
    }

    /// The last day named shortly before a token.
    ///
    /// - Parameter limit: The most tokens between; a new paragraph ends the search when it is 60 or less.
    func dayJustNamed(before token: Int, within limit: Int = 60) -> CivilDay? {
        guard let lastDay, token >= lastDay.after, token - lastDay.after <= limit else { return nil }
        if limit <= 60, tokens[lastDay.after..<token].contains(where: { $0.kind == .paragraph }) { return nil }
        return lastDay.day
    }

    /// Keeps a date as the anchor of what follows.
    private mutating func remember(_ timex: Timex, _ action: TimeAction) {
        guard let bounds = timex.bounds, timex.type == .date || timex.type == .time || timex.type == .interval,
            timex.anniversary == nil
        else { return }
        if isNarrative, timex.anchor == "publication" { return }
        let length = bounds.length ?? 0
        let found: (bounds: DayBounds, grain: Character) = (
            bounds, length == 0 ? "Y" : length == 1 ? "D" : length <= 31 ? "M" : length <= 366 ? "Y" : "E"
        )
        last = found
        if let year = found.bounds.to?.year, let base = story?.bounds.to?.year, abs(year - base) > 5, asides < 2 {
            asides += 1
        } else {
            asides = 0
            story = found
        }
    }

    /// The span with the words that belong to it on the left: "early", "the end of", "more than".
    private func span(_ match: TimeMatch, _ timex: Timex) -> TextRange {
        var first = match.first
        let end = Int(tokens[match.last].end)
        let opening = tokens[first]
        let beginsWithArticle = lexicon.has(opening.word, .determiner) && opening.kind == .word
        if timex.type == .duration {
            if !beginsWithArticle, let previous = tokens[safe: first - 1], previous.kind == .word {
                if lexicon.has(previous.word, .approximate)
                    || lexicon.has(previous.word, .approximateSpan)
                {
                    first -= 1
                } else if matcher.isWord(first - 1, "than"),
                    matcher.isWord(first - 2, "more") || matcher.isWord(first - 2, "less")
                        || matcher.isWord(first - 2, "longer")
                {
                    first -= 2
                    if matcher.isWord(first - 1, "little"), matcher.isWord(first - 2, "a") { first -= 2 }
                } else if matcher.isWord(first - 1, "least"), matcher.isWord(first - 2, "at") {
                    first -= 2
                }
            }
        } else if timex.anniversary == nil, timex.type != .set {
            if matcher.isSign(first - 1, UInt8(ascii: "-")), let edge = tokens[safe: first - 2],
                lexicon.has(edge.word, .edge), edge.kind == .word
            {
                first -= 2
            } else if let edge = tokens[safe: first - 1], edge.kind == .word, lexicon.has(edge.word, .edge) {
                first -= 1
            } else if matcher.isWord(first - 1, "in"), let edge = tokens[safe: first - 2], edge.kind == .word,
                lexicon.has(edge.word, .edge)
            {
                first -= 2
            }
            if matcher.isWord(first - 1, "of"), let noun = tokens[safe: first - 2], noun.kind == .word,
                lexicon.has(noun.word, .edgeNoun), (timex.bounds?.length ?? 2) > 1
            {
                first -= 2
                if matcher.isWord(first - 1, "very") { first -= 1 }
            }
            if first != match.first, matcher.isWord(first - 1, "the") { first -= 1 }
        }
        return TextRange(Int(tokens[max(0, first)].start), end)
    }

    /// The direction that the clause of a token takes.
    ///
    /// The nearest verb or cue before the token in its sentence decides; failing that the nearest after it.
    func direction(at index: Int) -> Direction {
        // "The plan // On Monday …": behind a heading without a stop the capital shows where the sentence begins.
        var position = isOpening(lead(of: index)) ? -1 : index - 1
        var steps = 0
        while position >= 0, steps < 40 {
            let token = tokens[position]
            if token.kind == .paragraph { break }
            if token.kind == .sign, isSentenceEnd(position) || token.number == Int32(UInt8(ascii: ";")) { break }
            if token.kind == .sign, token.end - token.start > 4 { break }  // The address of a page.
            // "Published a statement “We will answer” on Saturday": what is quoted looks another way.
            if let opening = quotation(endingAt: position) {
                if endsSentence(quotationMark: position) { break }
                position = opening - 1
                continue
            }
            if let cue = cue(at: position) { return cue }
            position -= 1
            steps += 1
        }
        position = index + 1
        steps = 0
        while position < tokens.count, steps < 25 {
            let token = tokens[position]
            if token.kind == .paragraph { break }
            if token.kind == .sign, isSentenceEnd(position) { break }
            // "The ruling on Thursday could free him": what may follow says nothing of the day before it.
            if let cue = cue(at: position), !isHedge(position) { return cue }
            position += 1
            steps += 1
        }
        return .open
    }

    /// The token before a date and the words of its edge: "in" of "in early May", "by" of "by the end of May".
    func lead(of index: Int) -> Int {
        var lead = index - 1
        func isEdge(_ index: Int, _ cls: TimeClass) -> Bool {
            tokens[safe: index].map { $0.kind == .word && lexicon.has($0.word, cls) } ?? false
        }
        if matcher.isSign(lead, UInt8(ascii: "-")), isEdge(lead - 1, .edge) { return lead - 2 }
        if isEdge(lead, .edge) { lead -= 1 }
        if matcher.isWord(lead, "of"), isEdge(lead - 1, .edgeNoun) {
            lead -= 2
            if matcher.isWord(lead, "very") { lead -= 1 }
            if matcher.isWord(lead, "the") { lead -= 1 }
        }
        return lead
    }

    /// Whether a token is a preposition with a capital that other letters do not have.
    private func isOpening(_ index: Int) -> Bool {
        guard let token = tokens[safe: index], token.kind == .word, token.capital,
            bytes[Int(token.end) - 1] >= UInt8(ascii: "a")
        else { return false }
        return lexicon.has(token.word, .lead) || matcher.isWord(index, "on")
    }

    /// Whether a date is told as past beyond doubt: its sentence begins with it, or its verb stands before it with no other
    /// preposition of a date between.
    func isToldAsPast(_ index: Int) -> Bool {
        let lead = lead(of: index)
        guard lead >= 1, !isOpening(lead) else { return direction(at: index) == .past }
        for position in stride(from: lead - 1, to: max(-1, lead - 7), by: -1) {
            let token = tokens[position]
            if token.kind != .word || lexicon.has(token.word, .lead) { return false }
            if let cue = cue(at: position) { return cue == .past }
        }
        return false
    }

    /// Whether a sign ends a sentence: a stop that is followed by a capital, or the end.
    private func isSentenceEnd(_ index: Int) -> Bool {
        let token = tokens[index]
        if token.number == Int32(UInt8(ascii: "?")) || token.number == Int32(UInt8(ascii: "!")) { return true }
        guard token.number == Int32(UInt8(ascii: ".")) else { return false }
        guard let next = tokens[safe: index + 1] else { return true }
        return next.spaced && (next.kind == .sign || next.capital || next.kind == .number || next.kind == .paragraph)
            && !(tokens[safe: index - 1].map { $0.end - $0.start <= 3 && $0.capital } ?? false)
    }

    /// The token that opens the quotation which ends at a token, or nil.
    private func quotation(endingAt index: Int) -> Int? {
        guard quotationMark(index) == .closing else { return nil }
        for opening in stride(from: index - 1, through: max(0, index - 60), by: -1) {
            if tokens[opening].kind == .paragraph { return nil }
            switch quotationMark(opening) {
            case .opening: return opening
            case .closing: return nil
            case nil: continue
            }
        }
        return nil
    }

    /// "“I will go.” On Monday …": a sentence ends with the quotation.
    private func endsSentence(quotationMark index: Int) -> Bool {
        guard let last = tokens[safe: index - 1], last.kind == .sign, let next = tokens[safe: index + 1], next.capital,
            next.spaced
        else { return false }
        return [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!")].contains { last.number == Int32($0) }
    }

    private enum QuotationMark {
        case opening
        case closing
    }

    /// Which quotation mark a token is: a straight one closes where a word ends.
    private func quotationMark(_ index: Int) -> QuotationMark? {
        let token = tokens[index]
        guard token.kind == .sign else { return nil }
        let bytes = bytes[Int(token.start)..<Int(token.end)]
        if bytes.elementsEqual("\u{201C}".utf8) { return .opening }
        if bytes.elementsEqual("\u{201D}".utf8) { return .closing }
        guard bytes.elementsEqual("\"".utf8) else { return nil }
        return token.spaced || index == 0 ? .opening : .closing
    }

    private func cue(at index: Int) -> Direction? {
        let token = tokens[index]
        guard token.kind == .word else { return nil }
        // "Be held" and "be signed" are no past: the word before them decides.
        let isAfterBe = matcher.isWord(index - 1, "be")
        if let sense = lexicon.sense(token.word, .cue) {
            switch sense.value {
            // "Will", "May" and "Will Rice" within a sentence are names.
            case "future", "hedge": return token.capital && !isOpeningWord(index) ? nil : .future
            // "The harvest plan for July" is a noun, "plans to", "plans a" are verbs; the target was set, "is set to" is not yet.
            case "plan": return isBeforeTo(index) || isBeforeArticle(index + 1) ? .future : nil
            case "aim": return isBeforeTo(index) || matcher.isWord(index + 1, "for") ? .future : nil
            // "Due to a ruling" tells why.
            case "due": return isBeforeTo(index) && isBeforeArticle(index + 2) ? nil : .future
            case "ahead": return matcher.isWord(index + 1, "of") ? .near : nil
            case "past" where isAfterBe: return isPlanned(index) ? .future : nil
            case "past" where !matcher.isWord(index - 1, "to"): return .past
            case "infinitive":
                let isPlan = ["is", "are", "be"].contains { (word: StaticString) in matcher.isWord(index - 1, word) }
                return isPlan ? .future : nil
            default: return nil
            }
        }
        guard !token.capital, token.end - token.start > 4, lexicon.hasEnglishPast else { return nil }
        let end = Int(token.end)
        guard bytes[end - 1] == UInt8(ascii: "d"), bytes[end - 2] == UInt8(ascii: "e") else { return nil }
        return !isAfterBe ? .past : isPlanned(index) ? .future : nil
    }

    /// Whether a participle behind "be" tells of what a noun is yet to undergo: "a meeting to be held".
    private func isPlanned(_ index: Int) -> Bool {
        matcher.isWord(index - 2, "to") && index >= 3 && tokens[index - 3].kind == .word && cue(at: index - 3) == nil
    }

    private func isHedge(_ index: Int) -> Bool { lexicon.sense(tokens[index].word, .cue)?.value == "hedge" }

    private func isBeforeTo(_ index: Int) -> Bool { matcher.isWord(index + 1, "to") }

    private func isBeforeArticle(_ index: Int) -> Bool {
        guard let token = tokens[safe: index], token.kind == .word else { return false }
        return lexicon.has(token.word, .article) || lexicon.has(token.word, .determiner)
    }

    private func isOpeningWord(_ index: Int) -> Bool {
        guard let previous = tokens[safe: index - 1] else { return true }
        return previous.kind == .paragraph || previous.kind == .sign
    }
}

/// The captures of a match, sorted by what they mean.
struct TimexParts {
    let match: TimeMatch
    /// The rule's id.
    var rule = ""

    /// The values caught by some classes, in order: a rule has no more than six of a kind.
    struct Values: RandomAccessCollection {
        private var held = InlineArray<6, Int>(repeating: 0)
        private(set) var endIndex = 0
        var startIndex: Int { 0 }
        subscript(index: Int) -> Int { held[index] }

        fileprivate mutating func append(_ value: Int) {
            guard endIndex < 6 else { return }
            held[endIndex] = value
            endIndex += 1
        }
    }

    /// The values caught by some classes, in order.
    func values(
        _ first: TimeClass, _ second: TimeClass? = nil, _ third: TimeClass? = nil, _ fourth: TimeClass? = nil
    ) -> Values {
        var result = Values()
        for capture in match.captures {
            guard let cls = capture.cls, cls == first || cls == second || cls == third || cls == fourth else {
                continue
            }
            result.append(capture.value)
        }
        return result
    }

    /// The first capture of a class.
    func capture(_ cls: TimeClass) -> TimeCapture? { match.captures.first { $0.cls == cls } }

    /// The first value of a class.
    func value(_ cls: TimeClass) -> Int? { capture(cls)?.value }

    /// The first text of a class.
    func text(_ cls: TimeClass) -> String? { capture(cls)?.text }

    var months: Values { values(.month, .clearMonth, .shyMonth) }
    var days: Values { values(.day, .dayOrdinal, .dayWord, .dayCompound) }
    var years: Values { values(.year) }
    var weekdays: Values { values(.weekday, .weekdayAbbreviation) }
    var unit: String? { text(.unit) ?? text(.units) ?? text(.spanUnit) ?? text(.night) }
    var edge: String? { text(.edge) }
}
