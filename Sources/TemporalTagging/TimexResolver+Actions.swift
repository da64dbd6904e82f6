internal import DocumentModel
internal import TextPrimitives

/// What each action of the rules makes of its captures.
extension TimexResolver {
    /// The expression of an action, without span and rule; nil when the match is none.
    mutating func timex(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        switch action {
        case .noExpression: return nil
        case .date: return date(parts)
        case .month: return month(parts)
        case .year: return year(parts)
        case .yearToYear: return yearRange(parts)
        case .yearBC:
            // Days before our era are those of another calendar: the month is as far as they are told.
            guard let year = parts.value(.yearNumber) else { return nil }
            return parts.months.first.map { whole(year: 1 - year, month: $0) } ?? whole(year: 1 - year)
        case .yearAD: return parts.value(.yearNumber).map { whole(year: $0) }
        case .numeric: return numeric(parts)
        case .dayOfMonth: return dayOfMonth(parts)
        case .edgeDay: return edgeDay(parts)
        case .openDate: return dateWithoutYear(parts)
        case .primero: return date(parts, firstOfMonth: true)
        case .dualStyle: return dualStyle(parts)
        case .listOfDays, .monthList: return list(action, parts)
        case .nthPart: return nthPart(parts, isMonth: false)
        case .nthMonth: return nthPart(parts, isMonth: true)
        case .time, .dayPart, .lastNight, .nextPart: return time(action, parts)
        case .weekday, .relativeWeekday, .weekdayOfWeek, .weekdayWeekAgo, .weekend: return weekday(action, parts)
        case .dayRange, .monthRange, .yearRange, .weekdayRange, .dayList: return range(action, parts)
        case .juche, .jucheRange, .jucheYears, .jucheDecade, .roc, .rocNth, .rocDate, .buddhist, .era,
            .solar, .solarMonth, .solarYear, .hijri:
            return calendar(action, parts)
        case .decade, .decadeBC, .nthDecade, .nthDecadeOfCentury, .century, .relativeCentury, .quarter, .half,
            .halfMonth, .season, .fiscal, .quarterOfYear, .halfYear, .lastQuarter, .lastHalf, .romanCentury:
            return period(action, parts)
        case .anniversary, .ordinalSince, .yearsSince: return anniversary(action, parts)
        case .duration, .span, .decimalDuration, .durationAndHalf, .durationOfHundreds, .fractionalDuration,
            .vagueDuration, .bareDuration,
            .spanUnit, .oneDuration, .set, .setWeekday, .setWord:
            return duration(action, parts)
        default: return relative(action, parts)
        }
    }

    /// A whole year.
    func whole(year: Int) -> Timex {
        let text = CivilDay.yearText(year)
        return Timex(
            range: TextRange(0, 0), type: .date, value: text, edtf: text, bounds: DayBounds(year: year), rule: "")
    }

    /// A whole month.
    func whole(year: Int, month: Int, anchor: String? = nil) -> Timex {
        let text = "\(CivilDay.yearText(year))-\(CivilDay.pad(month))"
        return Timex(
            range: TextRange(0, 0), type: .date, value: text, edtf: text, bounds: DayBounds(year: year, month: month),
            anchor: anchor, rule: "")
    }

    /// One day.
    func one(_ day: CivilDay, anchor: String? = nil) -> Timex {
        Timex(
            range: TextRange(0, 0), type: .date, value: day.iso, edtf: day.iso, bounds: DayBounds(day), anchor: anchor,
            rule: "")
    }

    /// A closed range.
    func closed(_ bounds: DayBounds, value: String? = nil, anchor: String? = nil) -> Timex? {
        guard let edtf = bounds.edtf else { return nil }
        return Timex(
            range: TextRange(0, 0), type: .interval, value: value ?? edtf, edtf: edtf, bounds: bounds, anchor: anchor,
            rule: "")
    }

    /// A value that names no days.
    func bare(_ type: TimexType, _ value: String, anchor: String? = nil) -> Timex {
        Timex(range: TextRange(0, 0), type: type, value: value, anchor: anchor, rule: "")
    }

    // MARK: Dates

    /// "The first day of 2017", "the last day of June 2017".
    private func edgeDay(_ parts: TimexParts) -> Timex? {
        guard let year = parts.years.first else { return nil }
        let month = parts.months.first
        let bounds = month.map { DayBounds(year: year, month: $0) } ?? DayBounds(year: year)
        guard let day = parts.text(.edgeDay) == "END" ? bounds.to : bounds.from else { return nil }
        return one(day, anchor: nil)
    }

    private mutating func date(_ parts: TimexParts, firstOfMonth: Bool = false) -> Timex? {
        let index = parts.match.first
        guard let month = parts.months.first else { return nil }
        var anchor: String?
        var year = parts.years.first ?? parts.value(.shortYear).map { century(ofShort: $0) }
        if year == nil, let mod = parts.text(.modifier) {
            year = relativeYear(mod)
            anchor = mod.hasPrefix("T") ? lastAnchor : "publication"
            if year == nil { return bare(.date, "XXXX-\(CivilDay.pad(month))", anchor: "unresolved") }
        }
        if year == nil, parts.rule.hasSuffix("of-that") {
            year = parts.match.captures.isEmpty ? nil : (last?.bounds.from?.year ?? referenceYear)
            anchor = lastAnchor
        }
        guard let day = parts.days.first ?? (firstOfMonth ? 1 : nil) else {
            if let year { return whole(year: year, month: month, anchor: anchor) }
            return undatedMonth(month, index, parts)
        }
        if let year {
            guard let found = CivilDay(year, month, day) else { return nil }
            checkWeekday(parts, found)
            return one(found, anchor: anchor)
        }
        // "Today, February 16": the year is that of the publication.
        guard let (found, anchor) = resolve(month: month, day: day, at: index, last: parts.match.last) else {
            return bare(.date, "XXXX-\(CivilDay.pad(month))-\(CivilDay.pad(day))", anchor: "unresolved")
        }
        checkWeekday(parts, found)
        return one(found, anchor: anchor)
    }

    mutating func checkWeekday(_ parts: TimexParts, _ day: CivilDay, _ told: Int? = nil) {
        guard let weekday = told ?? parts.weekdays.first, weekday != day.weekday else { return }
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        clashes.append(
            DateClash(
                kind: "weekday",
                range: TextRange(Int(tokens[parts.match.first].start), Int(tokens[parts.match.last].end)),
                note: "\(day.iso) is a \(names[day.weekday - 1]), the text says \(names[weekday - 1])."))
    }

    /// The anchor of what hangs on the last date named.
    var lastAnchor: String { "text:\(last?.bounds.edtf ?? "none")" }

    /// The day of a month and day without a year.
    func resolve(month: Int, day: Int, at index: Int, last lastToken: Int) -> (CivilDay, String)? {
        if let year = narrativeYear(month: month, index) {
            return CivilDay(year, month, day).map { ($0, lastAnchor) }
        }
        guard let reference = referenceDay else {
            let told = isNarrative || direction(at: index) != .future ? last?.bounds.from?.year : nil
            guard let year = referenceYear ?? told, let found = CivilDay(year, month, day) else {
                return nil
            }
            return (found, referenceYear != nil ? "publication" : lastAnchor)
        }
        if let day = chained(month: month, day: day, at: index) { return (day, lastAnchor) }
        let candidates = (-1...1).compactMap { CivilDay(reference.year + $0, month, day) }
        func nearest() -> CivilDay? {
            candidates.min { abs($0.number - reference.number) < abs($1.number - reference.number) }
        }
        // "To be phased out by 15 October": the limit is the next such day, but for one that has just passed.
        let past = candidates.filter { $0.number <= reference.number }.max()
        if isLimit(lead(of: index)), let past, reference.number - past.number > 120,
            let limit = candidates.filter({ $0.number >= reference.number }).min()
        {
            return (limit, "publication")
        }
        let chosen: CivilDay?
        // A day is seldom named without its year when it lies most of a year away: the tense decides between months,
        // not between next week and last year.
        switch direction(at: index) {
        case .past: chosen = candidates.filter { $0.number <= reference.number + 60 }.max()
        case .future: chosen = candidates.filter { $0.number >= reference.number - 45 }.min()
        case .open, .near: chosen = nearest()
        }
        return (chosen ?? nearest()).map { ($0, "publication") }
    }

    /// The day that follows a full date of another time within a month: it is of that year.
    ///
    /// As in: It fell on 24 November 2015; on 28 November …
    private func chained(month: Int, day: Int, at index: Int) -> CivilDay? {
        guard let reference = referenceDay, let last, last.grain == "D", let before = last.bounds.from,
            let named = timexes.last, named.anchor == nil, named.bounds?.from == before,
            abs(reference.number - before.number) > 90, Int(tokens[index].start) - named.range.end < 800,
            direction(at: index) != .future
        else { return nil }
        return [before.year, before.year + 1].lazy.compactMap { CivilDay($0, month, day) }.first {
            $0 >= before && $0.number - before.number <= 31
        }
    }

    /// The year of a bare month in a text that tells an old story: the one nearest to the last date.
    func narrativeYear(month: Int, _ index: Int) -> Int? {
        guard isNarrative || referenceDay == nil, let story, let start = story.bounds.from else { return nil }
        if referenceYear != nil, !isNarrative { return nil }
        // What lies ahead of an undated text is not in the year of what it tells as past.
        if !isNarrative, direction(at: index) == .future { return nil }
        if story.grain == "Y" || story.grain == "E" { return start.year }
        return month - start.month <= -8 ? start.year + 1 : start.year
    }

    private func undatedMonth(_ month: Int, _ index: Int, _ parts: TimexParts) -> Timex? {
        if let year = narrativeYear(month: month, index) { return whole(year: year, month: month, anchor: lastAnchor) }
        guard let from = reference?.from, let to = reference?.to,
            (reference?.length ?? 999) <= 200 || referenceYear != nil
        else {
            return bare(.date, "XXXX-\(CivilDay.pad(month))", anchor: "unresolved")
        }
        let pivot = referenceDay ?? to
        let isAhead = referenceDay == nil ? direction(at: index) == .future : isAhead(month: month, index, pivot)
        let year =
            isAhead
            ? (month >= from.month ? from.year : from.year + 1) : (month <= pivot.month ? pivot.year : pivot.year - 1)
        return whole(year: year, month: month, anchor: "publication")
    }

    /// Whether a token says that a date is a limit.
    private func isLimit(_ index: Int) -> Bool {
        let limits: [StaticString] = ["by", "until", "till"]
        return limits.contains { matcher.isWord(index, $0) }
    }

    /// Whether a bare month lies ahead of the publication: by its preposition, its clause, and how far away either one is.
    ///
    /// A month that was most of a year ago is told with its year, but for "it began in April" and "in April it began"; and
    /// what is planned is not told of the month before last.
    private func isAhead(month: Int, _ index: Int, _ pivot: CivilDay) -> Bool {
        let back = (pivot.month - month + 12) % 12
        let lead = lead(of: index)
        // "Since June", "after the June vote".
        let leader =
            tokens[safe: lead].map { $0.kind == .word && lexicon.has($0.word, .determiner) } ?? false ? lead - 1 : lead
        if matcher.isWord(leader, "since") || matcher.isWord(leader, "after") { return false }
        let direction = direction(at: index)
        if isLimit(lead) { return direction != .past || back > 6 }
        switch direction {
        case .future: return !(1...2).contains(back) || matcher.isWord(lead, "from")
        case .past: return back >= 10 && !isToldAsPast(index)
        case .near: return back > 4
        case .open: return back >= 7 && lexicon.hasEnglishPast
        }
    }

    private func month(_ parts: TimexParts) -> Timex? {
        guard let month = parts.months.first else { return nil }
        guard let mod = parts.text(.modifier) else { return undatedMonth(month, parts.match.first, parts) }
        guard let pivot = mod.hasPrefix("T") ? (last?.bounds.from ?? referenceDay) : referenceDay ?? reference?.from
        else {
            return bare(.date, "XXXX-\(CivilDay.pad(month))", anchor: "unresolved")
        }
        let offset = Int(mod.dropFirst()) ?? 0
        var year = pivot.year
        if offset < 0, month >= pivot.month { year -= 1 }
        if offset > 0, month <= pivot.month { year += 1 }
        if offset == 0, mod.hasPrefix("T") { year = pivot.year }
        if let day = parts.days.first {
            return CivilDay(year, month, day).map { one($0, anchor: "publication") }
        }
        return whole(year: year, month: month, anchor: "publication")
    }

    private func dayOfMonth(_ parts: TimexParts) -> Timex? {
        guard let day = parts.days.first else { return nil }
        if let offset = parts.text(.modifier).flatMap({ Int($0.dropFirst()) }) {
            guard let reference = referenceDay else {
                return bare(.date, "XXXX-XX-\(CivilDay.pad(day))", anchor: "unresolved")
            }
            let month = CivilDay.first(ofMonth: reference.month, year: reference.year).adding(months: offset)
            return CivilDay(month.year, month.month, day).map { one($0, anchor: "publication") }
        }
        guard let base = last?.grain == "D" || last?.grain == "M" ? last?.bounds.from : referenceDay,
            let found = CivilDay(base.year, base.month, day)
        else { return bare(.date, "XXXX-XX-\(CivilDay.pad(day))", anchor: "unresolved") }
        return one(found, anchor: last != nil ? lastAnchor : "publication")
    }

    private func year(_ parts: TimexParts) -> Timex? {
        guard let capture = parts.capture(.year) else { return nil }
        return isYear(capture.token) ? whole(year: capture.value) : nil
    }

    /// Whether a bare number of four digits stands as a year.
    private func isYear(_ index: Int) -> Bool {
        let token = tokens[index]
        if let previous = tokens[safe: index - 1] {
            if previous.kind == .word, previous.word >= 0, lexicon.barsAfter[Int(previous.word)] { return false }
            if previous.kind == .sign, previous.number == Int32(UInt8(ascii: ".")), let word = tokens[safe: index - 2],
                word.kind == .word, word.word >= 0, lexicon.barsAfter[Int(word.word)]
            {
                return false
            }
            // "Pages 1945 and 2001": what is said of the first number holds for the second.
            if matcher.isWord(index - 1, "and") || matcher.isWord(index - 1, "or"), index >= 2,
                tokens[index - 2].kind == .number
            {
                return isYear(index - 2)
            }
            // Between capitals without a preposition it is a name's part: Boeing 1999, Model 2012.
            if previous.kind == .sign, previous.number == Int32(UInt8(ascii: "/")), !token.spaced { return false }
        }
        if isHouseNumber(index) { return false }
        if let next = tokens[safe: index + 1], next.kind == .word {
            if next.word >= 0, lexicon.barsBefore[Int(next.word)] { return false }
            let end = Int(next.end)
            let isPlural =
                next.end - next.start > 3 && bytes[end - 1] == UInt8(ascii: "s") && bytes[end - 2] != UInt8(ascii: "s")
                && !next.capital && next.word < 0
            if isPlural, !isLedIn(index) || matcher.isWord(index - 1, "of") || matcher.isWord(index - 1, "by") {
                return matcher.isWord(index - 1, "the") || matcher.isWord(index - 1, "in")
            }
        }
        if token.number >= 1900 && token.number <= 2060 { return true }
        return isLedIn(index)
    }

    /// Whether a number stands before the name of a street: "at 2015 Harbour Road"; in "in 2015 Wall Street fell" it does not.
    private func isHouseNumber(_ index: Int) -> Bool {
        var next = index + 1
        while next < index + 4, let token = tokens[safe: next], token.kind == .word, token.capital {
            if next > index + 1, lexicon.has(token.word, .street) {
                let leads: [StaticString] = ["in", "since", "by", "during", "until", "till", "before", "after", "year"]
                return !leads.contains { matcher.isWord(index - 1, $0) }
            }
            next += 1
        }
        return false
    }

    /// Whether a word or sign before a number leads a year in.
    private func isLedIn(_ index: Int) -> Bool {
        guard let previous = tokens[safe: index - 1] else { return false }
        if previous.kind == .sign {
            return previous.number == Int32(UInt8(ascii: "(")) || previous.number == Int32(UInt8(ascii: "-"))
                || previous.number == Int32(UInt8(ascii: ","))
        }
        return previous.kind == .word && lexicon.has(previous.word, .lead)
    }

    private func yearRange(_ parts: TimexParts) -> Timex? {
        guard let start = parts.years.first, let short = parts.value(.shortYear), let capture = parts.capture(.year),
            isYear(capture.token)
        else { return nil }
        // Behind a slash only the year that follows makes a season; any other number is a case, a law, a month.
        if matcher.isSign(parts.match.last - 1, UInt8(ascii: "/")), short != (start + 1) % 100 { return nil }
        var end = start / 100 * 100 + short
        if end < start { end += 100 }
        guard end > start, end - start <= (short < start % 100 ? 15 : 99) else { return nil }
        return closed(
            DayBounds(from: DayBounds(year: start).from, to: DayBounds(year: end).to), value: "\(start)/\(end)")
    }

    private func numeric(_ parts: TimexParts) -> Timex? {
        guard let capture = parts.capture(.numericDate) else { return nil }
        let (first, second, third) = (
            capture.value / 100_000_000, capture.value / 10_000 % 10_000, capture.value % 10_000
        )
        let order = capture.text.prefix(3)
        let time = capture.text.dropFirst(3)
        var day: CivilDay?
        if order == "ymd" {
            // Figures alone are no notation of the fourteenth century: a year such as 1398 is of the Solar Hijri era.
            if (1300...1450).contains(first) {
                guard let solar = Calendars.solarHijri(first, second, third) else { return nil }
                var timex = one(solar)
                timex.calendar = "solar-hijri"
                return timex
            }
            day = CivilDay(first, second, third)
        } else {
            let year = order == "xxs" ? (third < 70 ? 2000 + third : 1900 + third) : third
            let dayFirst = CivilDay(year, second, first)
            let monthFirst = CivilDay(year, first, second)
            let usesDots = parts.match.last > parts.match.first && matcher.isSign(capture.token + 1, UInt8(ascii: "."))
            switch (dayFirst, monthFirst) {
            case (let left?, let right?) where left != right:
                if let isDayFirst = context.isDayFirst ?? (usesDots ? true : nil) {
                    day = isDayFirst ? left : right
                } else if let reference = referenceDay {
                    // Both orders fit: the one at most a month before the publication, if only one is.
                    let near = [left, right].filter { (-31...1).contains($0.number - reference.number) }
                    if near.count == 1 { day = near.first }
                }
                if day == nil {
                    return bare(
                        .date, "\(year)",
                        anchor: "order of day and month not known: \(left.iso) or \(right.iso)")
                }
            default: day = dayFirst ?? monthFirst
            }
        }
        guard let day else { return nil }
        if time.isEmpty { return one(day) }
        var timex = one(day)
        timex.type = .time
        timex.value = day.iso + time
        return timex
    }

    /// The year that a modifier such as "last year" names; nil when its anchor is not known.
    func relativeYear(_ mod: String) -> Int? {
        let offset = Int(mod.dropFirst()) ?? 0
        let base = mod.hasPrefix("T") ? last?.bounds.from?.year ?? referenceYear : referenceYear
        return base.map { $0 + offset }
    }
}
