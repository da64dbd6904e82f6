internal import DocumentModel
internal import TextPrimitives

/// Weekdays, times of day and everything that hangs on another date.
extension TimexResolver {
    // MARK: Weekdays

    mutating func weekday(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        guard action != .weekend else { return weekend(parts) }
        guard let weekday = parts.weekdays.first else { return nil }
        let mod = parts.text(.modifier)
        let offset = mod.flatMap { Int($0.dropFirst()) } ?? 0
        if let mod, mod.hasPrefix("T"), action == .relativeWeekday {
            guard let base = last?.bounds.to else { return unresolvedWeekday(weekday) }
            let step =
                offset < 0
                ? -((base.weekday - weekday + 6) % 7 + 1)
                : (weekday - base.weekday + (offset == 0 ? 7 : 6)) % 7 + (offset == 0 ? 0 : 1)
            return one(base.adding(days: step), anchor: lastAnchor)
        }
        guard let reference = weekdayReference else { return unresolvedWeekday(weekday) }
        let back = (reference.weekday - weekday + 7) % 7
        let ahead = (weekday - reference.weekday + 7) % 7
        switch action {
        case .weekday:
            // "Until Friday": the limit lies ahead.
            let isLimit = ["until", "till"].contains { (word: StaticString) in
                matcher.isWord(parts.match.first - 1, word)
            }
            let direction = isLimit ? .future : direction(at: parts.match.first)
            // "Earlier on Monday" has been, whatever is said of it, and so has "Monday's ruling" when Monday was nearer.
            let isEarlier = [1, 2].contains { matcher.isWord(parts.match.first - $0, "earlier") }
            if isEarlier || (direction == .future && matcher.isPossessive(parts.match.last) && back < ahead) {
                return one(reference.adding(days: -back), anchor: "publication")
            }
            // "On a Friday" is any of them.
            if matcher.isWord(parts.match.first - 1, "a"), matcher.isWord(parts.match.first - 2, "on") {
                return bare(.date, "XXXX-WXX-\(weekday)", anchor: "unresolved")
            }
            // Six days ago is told otherwise: the day is tomorrow's, or today's where the news was made.
            let isAhead = direction == .future || ahead == 1 || (direction == .near && back > 1)
            return one(reference.adding(days: isAhead ? ahead : -back), anchor: "publication")
        case .relativeWeekday:
            if offset < 0 { return one(reference.adding(days: back == 0 ? -7 : -back), anchor: "publication") }
            if offset > 0 {
                // Nobody calls tomorrow "next Tuesday"; "this coming Tuesday" it may be.
                let isWeekOn = ahead == 0 || (ahead == 1 && matcher.isWord(parts.match.first, "next"))
                return one(reference.adding(days: isWeekOn ? ahead + 7 : ahead), anchor: "publication")
            }
            let isFuture = direction(at: parts.match.first) != .past
            return one(reference.adding(days: isFuture ? ahead : -back), anchor: "publication")
        case .weekdayOfWeek:
            return one(reference.adding(days: weekday - reference.weekday + offset * 7), anchor: "publication")
        default: return one(reference.adding(days: -back - 7), anchor: "publication")
        }
    }

    /// A weekday of a text whose day is not known: the days within a week of the bounds, and no day.
    private func unresolvedWeekday(_ weekday: Int) -> Timex {
        var timex = bare(.date, "XXXX-WXX-\(weekday)", anchor: "unresolved")
        if let reference, let from = reference.from, let to = reference.to, reference.length ?? 999 < 366 {
            let first = from.adding(days: -((from.weekday - weekday + 7) % 7))
            let final = to.adding(days: -((to.weekday - weekday + 7) % 7))
            let start = first < from ? first.adding(days: 7) : first
            guard start <= final else { return timex }
            timex.bounds = DayBounds(from: start, to: final)
            timex.edtf = timex.bounds?.edtf
            timex.anchor = "publication bounds: one of \((final.number - start.number) / 7 + 1) such days"
        }
        return timex
    }

    private func weekend(_ parts: TimexParts) -> Timex? {
        guard let reference = referenceDay else { return bare(.date, "XXXX-WXX-WE", anchor: "unresolved") }
        let offset =
            parts.text(.modifier).flatMap { Int($0.dropFirst()) }
            ?? (direction(at: parts.match.first) == .future ? 0 : -1)
        var saturday = reference.adding(days: 6 - reference.weekday)
        if offset < 0, saturday >= reference || parts.text(.modifier) == nil { saturday = saturday.adding(days: -7) }
        if offset > 0 { saturday = saturday.adding(days: 7) }
        let (year, week) = saturday.isoWeek
        let bounds = DayBounds(from: saturday, to: saturday.adding(days: 1))
        var timex = bare(.date, "\(year)-W\(CivilDay.pad(week))-WE", anchor: "publication")
        timex.bounds = bounds
        timex.edtf = bounds.edtf
        return timex
    }

    // MARK: Times of day

    mutating func time(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        var day: CivilDay?
        var anchor: String?
        if let weekday = parts.weekdays.first {
            if let reference = referenceDay {
                let isFuture = direction(at: parts.match.first) == .future
                let back = (reference.weekday - weekday + 7) % 7
                day = reference.adding(days: isFuture ? (weekday - reference.weekday + 7) % 7 : -back)
            }
            anchor = "publication"
        } else if let offset = parts.value(.deictic) {
            day = referenceDay?.adding(days: offset)
            anchor = "publication"
        } else if let month = parts.months.first, let number = parts.days.first {
            if let year = parts.years.first {
                day = CivilDay(year, month, number)
            } else if let found = resolve(month: month, day: number, at: parts.match.first, last: parts.match.last) {
                (day, anchor) = found
            }
        } else if action == .nextPart || parts.rule.hasSuffix("that-part") {
            day = last?.grain == "D" ? last?.bounds.to?.adding(days: action == .nextPart ? 1 : 0) : nil
            anchor = lastAnchor
        } else if action == .lastNight {
            day = referenceDay?.adding(days: -1)
            anchor = "publication"
        } else if action == .dayPart {
            day =
                parts.rule.hasSuffix("part-trading")
                ? dayJustNamed(before: parts.match.first, within: 200) ?? referenceDay : referenceDay
            anchor = "publication"
        } else if let named = dayJustNamed(before: parts.match.first) {
            // "On Tuesday … at 18:00": the hour is of the day just named.
            day = named
            anchor = "text:\(named.iso)"
        }
        if action == .dayPart || action == .lastNight || action == .nextPart {
            let part = action == .lastNight || parts.capture(.tonight) != nil ? "NI" : parts.text(.dayPart) ?? "NI"
            return timed(day, "T\(part)", anchor)
        }
        var hour = 0
        var minute = 0
        if let noon = parts.text(.noon) {
            hour = Int(noon.prefix(2)) ?? 0
        } else if let clock = parts.value(.clock) ?? parts.value(.military) {
            hour = clock / 100
            minute = clock % 100
        } else if let value = parts.value(.hour) {
            hour = value
        }
        if let half = parts.value(.ampm) { hour = hour % 12 + half }
        guard hour <= 24 else { return nil }
        let zone = parts.text(.zone).map { $0 == "X" ? "" : $0 } ?? ""
        return timed(day, "T\(CivilDay.pad(hour)):\(CivilDay.pad(minute))\(zone)", anchor)
    }

    private func timed(_ day: CivilDay?, _ time: String, _ anchor: String?) -> Timex {
        let base = day ?? referenceDay
        var timex = bare(.time, (base?.iso ?? "XXXX-XX-XX") + time, anchor: day == nil ? "publication" : anchor)
        timex.bounds = base.map { DayBounds($0) }
        timex.edtf = base?.iso
        return timex
    }

    // MARK: Units from an anchor

    mutating func relative(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        switch action {
        case .deictic:
            // "A poll by Harbour Today": a capital inside of a sentence is a name's.
            if tokens[parts.match.first].capital, let before = tokens[safe: parts.match.first - 1],
                before.kind == .word || before.kind == .number
            {
                return nil
            }
            return deictic(parts.value(.deictic) ?? 0)
        case .twoDaysOn: return deictic(2)
        case .twoDaysBack: return deictic(-2)
        case .relativeUnit, .edgeUnit, .relativeThis: return unit(action, parts)
        case .samePeriod:
            return samePeriod()
        case .ago, .halfAgo, .later, .fromNow, .inDuration: return shifted(action, parts)
        case .edgeOfUnit: return edgeOfUnit(parts)
        case .vagueLater: return bare(.date, "FUTURE_REF", anchor: last != nil ? lastAnchor : "publication")
        case .vagueAgo:
            // "1,500 years ago": a number that is no count of the rules is more than some years.
            if parts.rule.hasSuffix("ago-units"), tokens[safe: parts.match.first - 1]?.kind == .number { return nil }
            return bare(.date, "PAST_REF", anchor: "publication")
        case .dayBefore, .dayAfter: return offset(action == .dayBefore ? -1 : 1, parts)
        case .reference:
            return bare(
                .date,
                parts.text(.reference) ?? parts.text(.recent) ?? parts.text(.current) ?? parts.text(.future)
                    ?? "PRESENT_REF")
        case .futureReference: return bare(.date, "FUTURE_REF")
        case .presentReference: return bare(.date, "PRESENT_REF")
        case .pastReference: return bare(.date, "PAST_REF")
        case .thatTime:
            guard let last, let edtf = last.bounds.edtf else { return nil }
            return Timex(
                range: TextRange(0, 0), type: .date, value: edtf, edtf: edtf, bounds: last.bounds, anchor: lastAnchor,
                rule: "")
        default: return nil
        }
    }

    /// "Sales rose in February from the same period last year": the month or quarter just named, a year before; else that year.
    private func samePeriod() -> Timex? {
        if let last, last.grain == "M" || last.grain == "Y", let from = last.bounds.from,
            let length = last.bounds.length,
            (28...92).contains(length), from.day == 1
        {
            if length <= 31 { return whole(year: from.year - 1, month: from.month, anchor: lastAnchor) }
            if length >= 90, from.month % 3 == 1 {
                return quarterValue(from.year - 1, (from.month + 2) / 3, lastAnchor)
            }
        }
        return referenceYear.map { anchored(whole(year: $0 - 1), "publication") }
    }

    private func deictic(_ offset: Int) -> Timex {
        if let day = referenceDay { return one(day.adding(days: offset), anchor: "publication") }
        return bare(.date, offset == 0 ? "PRESENT_REF" : offset < 0 ? "PAST_REF" : "FUTURE_REF", anchor: "unresolved")
    }

    /// A unit at an offset from an anchor: "last month", "this week", "the following year".
    private func unit(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        let unit = action == .relativeThis ? "Y" : parts.unit ?? "D"
        var mod = action == .relativeThis || action == .edgeUnit ? "P0" : parts.text(.modifier) ?? "P0"
        if parts.rule.hasSuffix("that-same") || (action == .edgeUnit && matcher.isWord(parts.match.first + 1, "that")) {
            mod = "T0"
        }
        // "The next day" in a story follows the last date; "next week" does not.
        let isDefinite = matcher.isWord(parts.match.first, "the")
        // "It ended the day lower": the day is the one just told of, else that of the report.
        let isOfReport = parts.rule.hasPrefix("rel.the-unit") || parts.rule.hasPrefix("rel.in-the-unit")
        if isOfReport, unit == "D", let day = dayJustNamed(before: parts.match.first, within: 200) {
            return one(day, anchor: "text:\(day.iso)")
        }
        // "Next week", "earlier this year" count from the publication in a story too, where that is known; "the last year" does not.
        let isOfPublication =
            reference != nil && (action == .edgeUnit || (!isDefinite && mod != "P0" && action == .relativeUnit))
        if isNarrative, last != nil, mod.hasPrefix("P"), unit != "CE", !isOfReport, !isOfPublication {
            mod = "T" + mod.dropFirst()
        }
        let offset = Int(mod.dropFirst()) ?? 0
        // "Met on Thursday and left the next day": the day before it has just been named, however close to the report.
        if unit == "D", isDefinite, offset == 1, let day = dayJustNamed(before: parts.match.first, within: 200) {
            return one(day.adding(days: 1), anchor: "text:\(day.iso)")
        }
        // "It wants to grow in the next decade" is said of its own day, whatever year came before.
        let isOfToday = ["DE", "CE"].contains(unit) && direction(at: parts.match.first) != .past
        let usesText =
            mod.hasPrefix("T")
            || (isDefinite && last != nil && offset > 0 && isNarrativeLike && !isOfToday)
        let anchor = usesText && last != nil ? lastAnchor : "publication"
        let base = usesText && last != nil ? last?.bounds : reference
        guard let base, let from = base.from, let to = base.to else {
            return bare(.date, "PXX", anchor: "unresolved").replacing(unit)
        }
        switch unit {
        case "Y":
            guard from.year == to.year else { return bare(.date, "XXXX", anchor: "unresolved") }
            var found = whole(year: from.year + offset)
            found.anchor = anchor
            return found
        case "M":
            guard from.year == to.year, from.month == to.month else {
                return bare(.date, "XXXX-XX", anchor: "unresolved")
            }
            let moved = CivilDay.first(ofMonth: from.month, year: from.year).adding(months: offset)
            return whole(year: moved.year, month: moved.month, anchor: anchor)
        case "W":
            guard let length = base.length, length <= 7 else { return bare(.date, "XXXX-WXX", anchor: "unresolved") }
            return week(from.adding(days: 7 * offset), anchor)
        case "D":
            guard from == to else { return bare(.date, "XXXX-XX-XX", anchor: "unresolved") }
            return one(from.adding(days: offset), anchor: anchor)
        case "DE":
            let decade = from.year / 10 + offset
            return spanning(
                DayBounds(from: DayBounds(year: decade * 10).from, to: DayBounds(year: decade * 10 + 9).to),
                "\(decade)X", anchor)
        case "CE":
            let century = from.year / 100 + offset
            return spanning(
                DayBounds(from: DayBounds(year: century * 100).from, to: DayBounds(year: century * 100 + 99).to),
                "\(century)XX", anchor)
        case "Q":
            let quarter = from.year * 4 + (from.month - 1) / 3 + offset
            return quarterValue(quarter / 4, quarter % 4 + 1, anchor)
        default: return nil
        }
    }

    /// "The end of the month": the unit of the story, or that of the publication in news.
    private func edgeOfUnit(_ parts: TimexParts) -> Timex? {
        guard let base = isNarrative ? last?.bounds.to : referenceDay else { return nil }
        let anchor = isNarrative ? lastAnchor : "publication"
        switch parts.unit {
        case "Y": return anchored(whole(year: base.year), anchor)
        case "M": return whole(year: base.year, month: base.month, anchor: anchor)
        case "W": return week(base, anchor)
        case "D": return one(base, anchor: anchor)
        case "DE":
            let decade = base.year / 10
            return spanning(
                DayBounds(from: DayBounds(year: decade * 10).from, to: DayBounds(year: decade * 10 + 9).to),
                "\(decade)X", anchor)
        case "CE":
            let century = base.year / 100
            return spanning(
                DayBounds(from: DayBounds(year: century * 100).from, to: DayBounds(year: century * 100 + 99).to),
                "\(century)XX", anchor)
        default: return nil
        }
    }

    /// Whether the last date lies so far from the publication that "the next day" follows it.
    private var isNarrativeLike: Bool {
        guard !isNarrative, let reference = referenceDay, let day = last?.bounds.to else { return true }
        return abs(reference.number - day.number) > 8
    }

    func week(_ day: CivilDay, _ anchor: String) -> Timex {
        let (year, week) = day.isoWeek
        let monday = day.adding(days: 1 - day.weekday)
        return spanning(DayBounds(from: monday, to: monday.adding(days: 6)), "\(year)-W\(CivilDay.pad(week))", anchor)
    }

    func spanning(_ bounds: DayBounds, _ value: String, _ anchor: String?) -> Timex {
        Timex(
            range: TextRange(0, 0), type: .date, value: value,
            edtf: value.contains("W") || value.contains("Q") || value.contains("H")
                ? bounds.edtf : value.contains("X") ? value : bounds.edtf,
            bounds: bounds, anchor: anchor, rule: "")
    }

    /// A quarter of a year.
    func quarterValue(_ year: Int, _ quarter: Int, _ anchor: String?) -> Timex {
        let start = CivilDay.first(ofMonth: quarter * 3 - 2, year: year)
        let end = CivilDay.last(ofMonth: quarter * 3, year: year)
        return spanning(DayBounds(from: start, to: end), "\(CivilDay.yearText(year))-Q\(quarter)", anchor)
    }

    /// A number of units before or after an anchor, at the grain of the unit.
    private func shifted(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        let count = action == .halfAgo ? 1 : parts.value(.cardinal) ?? parts.value(.couple) ?? 1
        guard let unit = parts.unit else { return nil }
        var sign = 1
        var base = referenceDay ?? (unit == "Y" || unit == "DE" || unit == "CE" ? reference?.to : nil)
        var anchor = "publication"
        switch action {
        case .ago, .halfAgo: sign = -1
        case .later:
            let isBack = parts.capture(.earlier) != nil || parts.capture(.before) != nil
            sign = isBack ? -1 : 1
            if parts.capture(.after) != nil || parts.capture(.before) != nil {
                // "Five months after the coup" is a length; "two days after." stands alone.
                if let next = tokens[safe: parts.match.last + 1], next.kind != .sign {
                    return length(count, unit, parts)
                }
            }
            // "They let him go ten weeks later": not ten weeks from the report.
            if !isBack, last == nil, direction(at: parts.match.first) != .future { base = nil }
            if let last {
                base = isBack ? last.bounds.from : last.bounds.to
                anchor = lastAnchor
                if last.grain == "Y" || last.grain == "E", unit == "D" || unit == "M" || unit == "W" || unit == "h" {
                    return bare(.date, unit == "D" ? "XXXX-XX-XX" : "XXXX-XX", anchor: "unresolved")
                }
            }
        case .inDuration:
            guard direction(at: parts.match.first) == .future || matcher.isWord(parts.match.last + 1, "time") else {
                return length(count, unit, parts)
            }
        default: break
        }
        guard let base else { return bare(.date, sign < 0 ? "PAST_REF" : "FUTURE_REF", anchor: "unresolved") }
        let amount = sign * count
        switch unit {
        case "Y": return anchored(whole(year: base.year + amount), anchor)
        case "DE": return anchored(whole(year: base.year + amount * 10), anchor)
        case "CE": return anchored(whole(year: base.year + (action == .halfAgo ? amount * 50 : amount * 100)), anchor)
        case "M":
            let moved = CivilDay.first(ofMonth: base.month, year: base.year).adding(months: amount)
            return whole(year: moved.year, month: moved.month, anchor: anchor)
        case "W": return one(base.adding(days: amount * 7), anchor: anchor)
        case "F": return one(base.adding(days: amount * 14), anchor: anchor)
        case "D": return one(base.adding(days: amount), anchor: anchor)
        case "h", "n", "s": return anchored(bare(.time, "\(base.iso)TXX:XX"), anchor)
        default: return nil
        }
    }

    private func anchored(_ timex: Timex, _ anchor: String) -> Timex {
        var result = timex
        result.anchor = anchor
        return result
    }

    private func offset(_ amount: Int, _ parts: TimexParts) -> Timex? {
        let unit = parts.unit ?? "D"
        // "It rose late in the day after falling": the day of the story, and what came before.
        if matcher.isWord(parts.match.first - 1, "in") { return nil }
        guard let last else {
            return unit == "D" ? referenceDay.map { one($0.adding(days: amount), anchor: "publication") } : nil
        }
        switch unit {
        case "D":
            return last.grain == "D"
                ? last.bounds.from.map { one($0.adding(days: amount), anchor: lastAnchor) }
                : bare(.date, "XXXX-XX-XX", anchor: "unresolved")
        case "Y": return last.bounds.from.map { anchored(whole(year: $0.year + amount), lastAnchor) }
        case "M":
            return last.bounds.from.map { day in
                let moved = CivilDay.first(ofMonth: day.month, year: day.year).adding(months: amount)
                return whole(year: moved.year, month: moved.month, anchor: lastAnchor)
            }
        case "W": return last.bounds.from.map { week($0.adding(days: amount * 7), lastAnchor) }
        default: return nil
        }
    }

    private func length(_ count: Int, _ unit: String, _ parts: TimexParts) -> Timex {
        bare(.duration, TimexResolver.period(count, unit))
    }

    /// A count of units as an ISO 8601 period; decades and centuries become years.
    static func period(_ count: Int, _ unit: String) -> String {
        switch unit {
        case "DE": "P\(count * 10)Y"
        case "CE": "P\(count * 100)Y"
        case "F": "P\(count * 2)W"
        case "h": "PT\(count)H"
        case "n": "PT\(count)M"
        case "s": "PT\(count)S"
        default: "P\(count)\(unit)"
        }
    }
}

extension Timex {
    /// The same expression with the value that an unresolved unit has.
    fileprivate func replacing(_ unit: String) -> Timex {
        var result = self
        result.value = unit == "Y" ? "XXXX" : unit == "M" ? "XXXX-XX" : unit == "W" ? "XXXX-WXX" : "XXXX-XX-XX"
        return result
    }
}
