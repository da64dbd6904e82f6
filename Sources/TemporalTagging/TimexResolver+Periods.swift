internal import DocumentModel
internal import TextPrimitives

/// Ranges, long periods, lengths, recurring times and anniversaries.
extension TimexResolver {
    mutating func range(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        switch action {
        case .yearRange:
            guard parts.years.count == 2, let start = parts.years.first, let end = parts.years.last, end >= start else {
                return nil
            }
            return closed(
                DayBounds(from: DayBounds(year: start).from, to: DayBounds(year: end).to), value: "\(start)/\(end)")
        case .monthRange:
            guard parts.months.count == 2 else { return nil }
            if parts.match.captures.count == 3 || parts.years.isEmpty, isListed(parts) { return monthList(parts) }
            let anchorYear = parts.years.isEmpty ? rangeYear(parts) : nil
            guard let endYear = parts.years.last ?? anchorYear else { return nil }
            var startYear = parts.years.count == 2 ? parts.years[0] : endYear
            if parts.years.count < 2, parts.months[0] > parts.months[1] { startYear -= 1 }
            let start = DayBounds(year: startYear, month: parts.months[0])
            let end = DayBounds(year: endYear, month: parts.months[1])
            guard let from = start.edtf, let to = end.edtf else { return nil }
            return closed(
                DayBounds(from: start.from, to: end.to), value: "\(from)/\(to)",
                anchor: anchorYear != nil ? "publication" : nil)
        case .weekdayRange:
            guard parts.weekdays.count == 2, let reference = referenceDay else { return nil }
            let isFuture = direction(at: parts.match.first) == .future
            var end = reference.adding(days: -((reference.weekday - parts.weekdays[1] + 7) % 7))
            if isFuture { end = reference.adding(days: (parts.weekdays[1] - reference.weekday + 7) % 7) }
            let start = end.adding(days: -((parts.weekdays[1] - parts.weekdays[0] + 7) % 7))
            return closed(DayBounds(from: start, to: end), anchor: "publication")
        default: return dayRange(action, parts)
        }
    }

    /// Ranges and lists of days, whose months and years can stand on one side only.
    private mutating func dayRange(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        guard parts.days.count == 2, let firstMonth = parts.months.first, let lastMonth = parts.months.last else {
            return nil
        }
        var anchor: String?
        var startYear = parts.years.first
        var endYear = parts.years.last
        if parts.years.count == 1, firstMonth > lastMonth, let end = endYear { startYear = end - 1 }
        if startYear == nil {
            guard
                let (day, found) = resolve(
                    month: lastMonth, day: parts.days[1], at: parts.match.first, last: parts.match.last)
            else { return nil }
            anchor = found
            endYear = day.year
            startYear = firstMonth > lastMonth ? day.year - 1 : day.year
        }
        let action = isListed(parts) ? .dayList : action
        guard let startYear, let endYear, let start = CivilDay(startYear, firstMonth, parts.days[0]),
            let end = CivilDay(endYear, lastMonth, parts.days[1])
        else { return nil }
        if action == .dayList {
            guard let capture = parts.match.captures.first(where: { $0.cls == .day }) else { return nil }
            // Two days, two expressions: the first carries the month if it stands with it.
            var left = one(start, anchor: anchor)
            let isMonthFirst = parts.months.count == 1 && parts.match.captures.first.map { $0.cls == .month } ?? false
            let head = parts.match.captures[0]
            let joint = parts.months.count == 2 ? self.joint(parts) : nil
            left.range = TextRange(
                Int(tokens[isMonthFirst || joint != nil ? head.token : capture.token].start),
                Int(tokens[joint.map { $0 - 1 } ?? capture.token + capture.count - 1].end))
            left.rule = parts.rule
            timexes.append(left)
            var right = one(end, anchor: anchor)
            right.rule = parts.rule
            let lastDay = parts.match.captures.last { $0.cls == .day } ?? capture
            let lastToken = isMonthFirst && parts.years.isEmpty ? lastDay.token + lastDay.count - 1 : parts.match.last
            right.range = TextRange(
                Int(tokens[joint.map { $0 + 1 } ?? lastDay.token].start), Int(tokens[lastToken].end))
            timexes.append(right)
            last = (DayBounds(end), "D")
            story = last
            return nil
        }
        guard end >= start else { return nil }
        return closed(DayBounds(from: start, to: end), anchor: anchor)
    }

    /// The two ends of a range as dates of their own, with the words that stand for each; none when a word joins nothing.
    func ends(of range: Timex, _ action: TimeAction, _ parts: TimexParts) -> [Timex] {
        guard let from = range.bounds?.from, let to = range.bounds?.to, let joint = joint(parts) else { return [] }
        let pair: (Timex, Timex)
        switch action {
        case .dayRange, .weekdayRange: pair = (one(from, anchor: range.anchor), one(to, anchor: range.anchor))
        case .monthRange:
            pair = (
                whole(year: from.year, month: from.month), whole(year: to.year, month: to.month)
            )
        case .yearRange, .yearToYear: pair = (whole(year: from.year), whole(year: to.year))
        default: return []
        }
        var (left, right) = pair
        left.anchor = range.anchor
        right.anchor = range.anchor
        left.range = TextRange(range.range.start, Int(tokens[joint - 1].end))
        right.range = TextRange(Int(tokens[joint + 1].start), range.range.end)
        left.rule = parts.rule + Timex.fromEnd
        right.rule = parts.rule + Timex.toEnd
        return left.range.length > 0 && right.range.length > 0 ? [left, right] : []
    }

    /// The token that joins the ends of a range: "to", "until", "and", a hyphen.
    private func joint(_ parts: TimexParts) -> Int? {
        let inside = (parts.match.first + 1)..<max(parts.match.first + 1, parts.match.last)
        return inside.first { index in
            tokens[index].kind == .sign
                ? matcher.isSign(index, UInt8(ascii: "-")) || matcher.isSign(index, UInt8(ascii: "/"))
                : ["to", "through", "until", "till", "and", "al", "a", "hasta", "y"].contains { (word: StaticString) in
                    matcher.isWord(index, word)
                }
        }
    }

    /// Whether the two sides are joined by "and" without a "between" before them: then they are two dates.
    private func isListed(_ parts: TimexParts) -> Bool {
        let inside = (parts.match.first...parts.match.last).contains {
            matcher.isWord($0, "and") || matcher.isWord($0, "y")
        }
        return inside && !matcher.isWord(parts.match.first - 1, "between")
            && !matcher.isWord(parts.match.first - 1, "entre")
    }

    /// The year of the second of two months that have none: that of "last year" behind them, the story's, or the last or next.
    private func rangeYear(_ parts: TimexParts) -> Int? {
        if let mod = parts.text(.modifier) { return relativeYear(mod) }
        let (start, end) = (parts.months[0], parts.months[1])
        if let year = narrativeYear(month: end, parts.match.first) { return year }
        guard let reference = referenceDay else { return referenceYear }
        let direction = direction(at: parts.match.first)
        // What runs now is not of another year, unless it is told as over when much of it is ahead.
        let startYear = start > end ? -1 : 0
        for year in [reference.year, reference.year + 1]
        where direction != .past || (end - reference.month + 12) % 12 <= 6 {
            let first = (year + startYear) * 12 + start
            if (first...max(first, year * 12 + end)).contains(reference.year * 12 + reference.month) { return year }
        }
        // What is planned is not of the months just past.
        if direction == .future, !(1...2).contains(reference.month - end) {
            return end >= reference.month ? reference.year : reference.year + 1
        }
        return end <= reference.month ? reference.year : reference.year - 1
    }

    /// "March and April 1918": two months.
    private mutating func monthList(_ parts: TimexParts) -> Timex? {
        let year = parts.years.last ?? rangeYear(parts)
        let captures = parts.match.captures.filter { $0.cls == .month }
        guard let year, captures.count == 2 else { return nil }
        var left = whole(year: year, month: parts.months[0])
        left.range = TextRange(Int(tokens[captures[0].token].start), Int(tokens[captures[0].token].end))
        left.rule = parts.rule
        timexes.append(left)
        var right = whole(year: year, month: parts.months[1])
        right.range = TextRange(Int(tokens[captures[1].token].start), Int(tokens[parts.match.last].end))
        right.rule = parts.rule
        timexes.append(right)
        last = (DayBounds(year: year, month: parts.months[1]), "M")
        story = last
        return nil
    }

    mutating func period(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        switch action {
        case .decade:
            guard let year = parts.value(.decade) else { return nil }
            return decade(year)
        case .decadeBC:
            guard let year = parts.value(.decade) else { return nil }
            let bounds = DayBounds(from: DayBounds(year: 1 - year - 9).from, to: DayBounds(year: 1 - year).to)
            return closed(bounds)
        case .nthDecade:
            guard let ordinal = parts.value(.ordinal), let base = parts.value(.decade) else { return nil }
            return decade(base + (ordinal - 1) * 10)
        case .romanCentury:
            guard let century = parts.value(.roman) else { return nil }
            let bounds = DayBounds(
                from: DayBounds(year: (century - 1) * 100).from, to: DayBounds(year: century * 100 - 1).to)
            return spanning(bounds, "\(CivilDay.pad(century - 1))XX", nil)
        case .nthDecadeOfCentury:
            let ordinals = parts.values(.ordinal)
            if ordinals.count == 1, let edge = parts.text(.edgeDay) {
                return decade((ordinals[0] - 1) * 100 + (edge == "END" ? 90 : 0))
            }
            guard ordinals.count == 2 else { return nil }
            return decade((ordinals[1] - 1) * 100 + (ordinals[0] - 1) * 10)
        case .century:
            guard let ordinal = parts.value(.ordinal), (1...40).contains(ordinal), !isNameOfCentury(parts) else {
                return nil
            }
            if parts.value(.bc) == -1 {
                let first = 1 - ordinal * 100
                return closed(DayBounds(from: DayBounds(year: first).from, to: DayBounds(year: first + 99).to))
            }
            let value = "\(CivilDay.pad(ordinal - 1))XX"
            return spanning(
                DayBounds(from: DayBounds(year: (ordinal - 1) * 100).from, to: DayBounds(year: ordinal * 100 - 1).to),
                value, nil)
        case .relativeCentury:
            guard let year = referenceYear, let mod = parts.text(.modifier) else { return nil }
            let century = year / 100 + (Int(mod.dropFirst()) ?? 0)
            return spanning(
                DayBounds(from: DayBounds(year: century * 100).from, to: DayBounds(year: century * 100 + 99).to),
                "\(century)XX", "publication")
        case .quarter: return quarter(parts)
        case .half: return half(parts)
        case .halfMonth:
            guard let month = parts.months.first, let year = parts.years.first ?? referenceYear else { return nil }
            return whole(year: year, month: month)
        case .season: return season(parts)
        case .fiscal:
            guard let fiscal = parts.capture(.fiscalYear) else { return parts.years.first.map { whole(year: $0) } }
            guard let end = Int(fiscal.text) else { return whole(year: fiscal.value) }
            return closed(
                DayBounds(from: DayBounds(year: fiscal.value).from, to: DayBounds(year: end).to),
                value: "\(fiscal.value)/\(end)")
        case .quarterOfYear:
            return parts.value(.quarterYear).map { quarterValue($0 / 10, $0 % 10, nil) }
        case .halfYear:
            return parts.value(.halfYear).map { halfValue($0 / 10, $0 % 10, nil) }
        case .lastQuarter, .lastHalf:
            let isQuarter = action == .lastQuarter
            let part = parts.text(.edgeDay) != "END" ? 1 : isQuarter ? 4 : 2
            guard let (year, anchor) = partYear(parts, startMonth: 1) else { return nil }
            return isQuarter ? quarterValue(year, part, anchor) : halfValue(year, part, anchor)
        default: return nil
        }
    }

    private func decade(_ year: Int) -> Timex {
        let bounds = DayBounds(from: DayBounds(year: year).from, to: DayBounds(year: year + 9).to)
        return spanning(bounds, "\(CivilDay.yearText(year).dropLast())X", nil)
    }

    /// The year that a part of a year belongs to, and its anchor.
    private func partYear(_ parts: TimexParts, startMonth: Int, isSeason: Bool = false) -> (Int, String?)? {
        if let year = parts.years.first { return (year, nil) }
        if let mod = parts.text(.modifier) {
            return relativeYear(mod).map { ($0, mod.hasPrefix("T") ? lastAnchor : "publication") }
        }
        if isNarrative, let last, let year = last.bounds.from?.year { return (year, lastAnchor) }
        let isFuture = direction(at: parts.match.first) == .future
        if !isFuture || !isSeason, let last, let year = last.bounds.from?.year, let reference = referenceYear,
            year < reference,
            last.grain != "E"
        {
            return (year, lastAnchor)
        }
        guard let reference = referenceDay else {
            return referenceYear.map { ($0, "publication") } ?? last?.bounds.from.map { ($0.year, lastAnchor) }
        }
        if isFuture {
            let isOver = isSeason && startMonth + 2 < reference.month
            return (isOver ? reference.year + 1 : reference.year, "publication")
        }
        return (startMonth > reference.month ? reference.year - 1 : reference.year, "publication")
    }

    private func quarter(_ parts: TimexParts) -> Timex? {
        guard let quarter = parts.value(.ordinal) ?? parts.value(.quarterWord), (1...4).contains(quarter),
            let (year, anchor) = partYear(parts, startMonth: quarter * 3 - 2)
        else { return nil }
        return quarterValue(year, quarter, anchor)
    }

    private func half(_ parts: TimexParts) -> Timex? {
        guard let half = parts.value(.ordinal), (1...2).contains(half),
            let (year, anchor) = partYear(parts, startMonth: half * 6 - 5)
        else { return nil }
        return halfValue(year, half, anchor)
    }

    /// A half of a year.
    private func halfValue(_ year: Int, _ half: Int, _ anchor: String?) -> Timex {
        let bounds = DayBounds(
            from: CivilDay.first(ofMonth: half * 6 - 5, year: year), to: CivilDay.last(ofMonth: half * 6, year: year))
        return spanning(bounds, "\(CivilDay.yearText(year))-H\(half)", anchor)
    }

    /// "21st Century Fox": a capital before another makes it a name.
    private func isNameOfCentury(_ parts: TimexParts) -> Bool {
        guard let word = tokens[safe: parts.match.last], let next = tokens[safe: parts.match.last + 1] else {
            return false
        }
        return word.capital && word.kind == .word && next.capital && next.kind == .word
    }

    private func season(_ parts: TimexParts) -> Timex? {
        guard let season = parts.text(.season) ?? parts.text(.fall) else { return nil }
        if parts.capture(.fall) != nil, parts.years.isEmpty, matcher.isWord(parts.match.last + 1, "of") { return nil }
        let startMonth = ["SP": 3, "SU": 6, "FA": 9, "WI": 12][season] ?? 3
        if !lexicon.monthsAreCapital, parts.years.isEmpty { return nil }
        // "The Autumn Budget", "the next Winter Games": seasons have capitals in names only; that of a battle is still its season.
        if parts.years.isEmpty, !isNarrative, tokens[parts.match.last].capital,
            let next = tokens[safe: parts.match.last + 1],
            next.kind == .word, next.capital
        {
            return nil
        }
        var year: Int
        var anchor: String?
        if let mod = parts.text(.modifier), parts.years.isEmpty, !parts.rule.hasSuffix("season-that") {
            guard let reference = mod.hasPrefix("T") ? last?.bounds.from ?? referenceDay : referenceDay else {
                return nil
            }
            let offset = Int(mod.dropFirst()) ?? 0
            year = reference.year
            // A winter that runs or has just ended began in the year before.
            if season == "WI", reference.month <= (offset == 0 ? 4 : 2), offset <= 0 { year -= 1 }
            if offset < 0, startMonth + 2 >= reference.month { year -= 1 }
            if offset > 0, startMonth <= reference.month { year += 1 }
            if mod.hasPrefix("T") { year = reference.year }
            anchor = "publication"
        } else {
            guard let found = partYear(parts, startMonth: startMonth, isSeason: true) else { return nil }
            (year, anchor) = found
        }
        let endYear = season == "WI" ? year + 1 : year
        let endMonth = season == "WI" ? 2 : startMonth + 2
        var timex = bare(.date, "\(CivilDay.yearText(year))-\(season)", anchor: anchor)
        timex.bounds = DayBounds(
            from: CivilDay.first(ofMonth: startMonth, year: year), to: CivilDay.last(ofMonth: endMonth, year: endYear))
        timex.edtf = "\(CivilDay.yearText(year))-\(["SP": "21", "SU": "22", "FA": "23", "WI": "24"][season] ?? "21")"
        return timex
    }

    // MARK: Lengths and recurrence

    mutating func duration(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        let unit = parts.unit ?? "D"
        switch action {
        case .decimalDuration:
            guard let amount = parts.text(.decimal) else { return nil }
            switch unit {
            case "h": return bare(.duration, "PT\(amount)H")
            case "n": return bare(.duration, "PT\(amount)M")
            case "s": return bare(.duration, "PT\(amount)S")
            case "DE", "CE", "F": return nil
            default: return bare(.duration, "P\(amount)\(unit)")
            }
        case .duration, .span:
            let count = parts.value(.cardinal) ?? parts.value(.couple) ?? 1
            // "The Five-Year Plan" is a name.
            if tokens[parts.match.last].capital, tokens[parts.match.last].kind == .word { return nil }
            if unit == "Q", !parts.rule.hasSuffix("consecutive"), matcher.isWord(parts.match.last + 1, "of") {
                return nil
            }
            if unit == "s", parts.capture(.article) != nil || parts.value(.cardinal) == nil { return nil }
            if parts.capture(.article) != nil, isRate(parts.match) { return nil }
            var length = bare(.duration, TimexResolver.period(count, unit))
            if action == .span {
                // Without a word for it, as in "the past year", it lies behind.
                anchor(&length, count, unit, isAhead: (parts.value(.spanModifier) ?? -1) > 0)
            }
            return length
        case .oneDuration: return bare(.duration, TimexResolver.period(1, unit))
        case .durationAndHalf:
            guard let count = parts.value(.cardinal) else { return nil }
            return bare(
                .duration, unit == "h" ? "PT\(count).5H" : unit == "DE" ? "P\(count * 10 + 5)Y" : "P\(count).5\(unit)")
        case .durationOfHundreds:
            return bare(.duration, TimexResolver.period((parts.value(.cardinal) ?? 1) * 100, unit))
        case .fractionalDuration:
            return bare(.duration, unit == "CE" ? "P50Y" : unit == "DE" ? "P5Y" : unit == "h" ? "PT30M" : "P0.5\(unit)")
        case .vagueDuration, .bareDuration:
            return bare(.duration, ["h", "n", "s"].contains(unit) ? "PTX\(unit.uppercased())" : "PX\(unit)")
        case .spanUnit: return bare(.duration, TimexResolver.period(1, unit))
        case .set:
            if matcher.isWord(parts.match.first + 1, "other") { return nil }
            return bare(
                .set, TimexResolver.period(parts.rule.hasPrefix("set.times") ? 1 : parts.value(.cardinal) ?? 1, unit))
        case .setWeekday: return parts.weekdays.first.map { bare(.set, "XXXX-WXX-\($0)") }
        case .setWord:
            if isNamed(parts.match) { return nil }
            return parts.text(.each).map { bare(.set, $0) }
        default: return nil
        }
    }

    /// Whether a word with a capital stands in a name: beside another, or within a sentence ("the Harbour Weekly").
    private func isNamed(_ match: TimeMatch) -> Bool {
        guard tokens[match.first].capital else { return false }
        if let previous = tokens[safe: match.first - 1], previous.kind == .word { return true }
        return tokens[safe: match.last + 1].map { $0.kind == .word && $0.capital } ?? false
    }

    /// Whether "a day" is the measure of a rate: three times a day, 5 dollars a day.
    private func isRate(_ match: TimeMatch) -> Bool {
        guard let previous = tokens[safe: match.first - 1] else { return false }
        if previous.kind == .number { return true }
        return matcher.isWord(match.first - 1, "times") || matcher.isWord(match.first - 1, "once")
            || matcher.isWord(match.first - 1, "twice") || matcher.isWord(match.first - 1, "percent")
    }

    // MARK: Anniversaries

    mutating func anniversary(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        let count: Int
        if action == .yearsSince {
            guard parts.unit == "Y" || parts.unit == "DE", let number = parts.value(.cardinal) else { return nil }
            count = parts.unit == "DE" ? number * 10 : number
        } else if let ordinal = parts.value(.ordinal) {
            count = ordinal
        } else if let metal = parts.value(.jubileeMetal) {
            count = metal
        } else {
            count = parts.value(.cardinal) ?? parts.value(.jubilee) ?? 0
        }
        guard count > 0, count < 3000 else { return nil }
        var result = bare(.date, "XXXX", anchor: "unresolved")
        result.anniversary = count
        if let (base, anchor) = anniversaryYear(parts.match) {
            let year = base - count
            result.value = CivilDay.yearText(year)
            result.edtf = result.value
            result.bounds = DayBounds(year: year)
            result.anchor = anchor
        }
        return result
    }

    /// The year in which an anniversary falls: a year named in its sentence before it, else that of the publication.
    private func anniversaryYear(_ match: TimeMatch) -> (Int, String)? {
        // A date of the same sentence that hangs on the publication ("Last year was the 100th anniversary").
        let start = Int(tokens[match.first].start)
        if let near = timexes.last, near.type == .date, near.anniversary == nil, near.range.end <= start,
            !bytes[near.range.end..<start].contains(UInt8(ascii: ".")), start - near.range.end < 60,
            let bounds = near.bounds, let from = bounds.from, from.year == bounds.to?.year,
            // "The jubilee of the accord of 1960 and 80 years since": that year is the event's.
            !(timexes.dropLast().last.map { $0.anniversary != nil && near.range.start - $0.range.end < 60 } ?? false)
        {
            return (from.year, near.anchor == nil ? "text:\(near.value)" : "publication")
        }
        return referenceYear.map { ($0, "publication") }
    }
}
