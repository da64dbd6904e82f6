internal import DocumentModel
internal import TextPrimitives

/// Lists of days and months that share what one of them says, days told in two styles, days whose year is not read.
extension TimexResolver {
    /// "Monday 6, Wednesday 8 and Friday 10 May 2019": each member is an expression of its own.
    mutating func list(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        action == .monthList ? monthMembers(parts) : dayMembers(parts)
    }

    private mutating func dayMembers(_ parts: TimexParts) -> Timex? {
        let captures = parts.match.captures
        let days = captures.indices.filter { captures[$0].cls == .day }
        guard let month = parts.months.first, let last = days.last else { return nil }
        var anchor: String?
        var year = parts.years.first
        if year == nil {
            let found = resolve(
                month: month, day: captures[last].value, at: parts.match.first, last: parts.match.last)
            guard let found else { return nil }
            (year, anchor) = (found.0.year, found.1)
        }
        guard let year else { return nil }
        var members: [Timex] = []
        for (position, index) in days.enumerated() {
            let capture = captures[index]
            guard let day = CivilDay(year, month, capture.value) else { return nil }
            let weekday = index > 0 && captures[index - 1].cls == .weekday ? captures[index - 1] : nil
            if let weekday { checkWeekday(parts, day, weekday.value) }
            let first = position == 0 ? parts.match.first : weekday?.token ?? capture.token
            let end = index == last && captures.last?.cls != .day ? parts.match.last : capture.token + capture.count - 1
            var member = one(day, anchor: anchor)
            member.range = TextRange(Int(tokens[first].start), Int(tokens[end].end))
            member.rule = parts.rule
            members.append(member)
        }
        return taken(members)
    }

    private mutating func monthMembers(_ parts: TimexParts) -> Timex? {
        let months = parts.match.captures.filter { $0.cls == .month }
        let relative = parts.text(.modifier).flatMap { relativeYear($0) }
        guard let last = months.last, let year = parts.years.last ?? relative else { return nil }
        return taken(
            months.map { capture in
                var member = whole(
                    year: year, month: capture.value, anchor: relative != nil ? "publication" : nil)
                let end = capture.token == last.token ? parts.match.last : capture.token + capture.count - 1
                member.range = TextRange(Int(tokens[capture.token].start), Int(tokens[end].end))
                member.rule = parts.rule
                return member
            })
    }

    /// Records the members of a list.
    private mutating func taken(_ members: [Timex]) -> Timex? {
        timexes += members
        if let bounds = members.last?.bounds {
            last = (bounds, bounds.length == 1 ? "D" : "M")
            story = last
        }
        return nil
    }

    /// "25 October (7 November) 1917": of two days of one year ten to thirteen days apart the later is the Gregorian one.
    mutating func dualStyle(_ parts: TimexParts) -> Timex? {
        guard let year = parts.years.first, parts.days.count == 2, let month = parts.months.first,
            let second = parts.months.last, let left = CivilDay(year, month, parts.days[0]),
            let right = CivilDay(year + (month == 12 && second == 1 ? 1 : 0), second, parts.days[1])
        else { return nil }
        switch right.number - left.number {
        case 10...13: return one(right)
        case -13 ... -10: return one(left)
        default: return nil
        }
    }

    /// A day and month beside a year that is there but not read: an unknown era, a year too far away.
    func dateWithoutYear(_ parts: TimexParts) -> Timex? {
        guard let month = parts.months.first, let day = parts.days.first, CivilDay(2024, month, day) != nil else {
            return nil
        }
        return bare(.date, "XXXX-\(CivilDay.pad(month))-\(CivilDay.pad(day))", anchor: "unresolved")
    }

    /// "The second week of March 2019", "the last month of 2019", "the first week of this month".
    mutating func nthPart(_ parts: TimexParts, isMonth: Bool) -> Timex? {
        let isLast = parts.text(.edgeDay) == "END"
        guard let number = parts.value(.ordinal) ?? (parts.capture(.edgeDay) != nil ? 1 : nil) else { return nil }
        var anchor: String?
        let whole: DayBounds
        if let month = parts.months.first {
            if let year = parts.years.first {
                whole = DayBounds(year: year, month: month)
            } else if let found = resolve(month: month, day: 1, at: parts.match.first, last: parts.match.last) {
                whole = DayBounds(year: found.0.year, month: month)
                anchor = found.1
            } else {
                return nil
            }
        } else if let year = parts.years.first {
            whole = DayBounds(year: year)
        } else if let mod = parts.text(.modifier), let year = relativeYear(mod) {
            whole = DayBounds(year: year)
            anchor = mod.hasPrefix("T") ? lastAnchor : "publication"
        } else {
            return nil
        }
        guard let from = whole.from, let to = whole.to else { return nil }
        if isMonth {
            let month = isLast ? 12 : number
            guard (1...12).contains(month), parts.months.isEmpty else { return nil }
            return self.whole(year: from.year, month: month, anchor: anchor)
        }
        let start = isLast ? to.adding(days: -6) : from.adding(days: 7 * (number - 1))
        let end = isLast ? to : start.adding(days: 6)
        guard number >= 1, start >= from, start <= to else { return nil }
        return closed(DayBounds(from: start, to: min(end, to)), anchor: anchor)
    }

    /// The year that two figures stand for: the one that is at most ten years after the publication, else up to 2029.
    func century(ofShort year: Int) -> Int {
        let limit = (referenceYear ?? 2019) + 10
        return limit / 100 * 100 + year <= limit ? limit / 100 * 100 + year : (limit / 100 - 1) * 100 + year
    }

    /// Gives a length that is told from the publication its two ends: "the past two months".
    func anchor(_ length: inout Timex, _ count: Int, _ unit: String, isAhead: Bool) {
        guard let reference = referenceDay, !isNarrative, count > 0, count < 1000 else { return }
        let amount = isAhead ? count : -count
        let other: CivilDay?
        switch unit {
        case "D": other = reference.adding(days: amount)
        case "W": other = reference.adding(days: 7 * amount)
        case "M", "Y", "DE":
            let months = amount * (unit == "M" ? 1 : unit == "Y" ? 12 : 120)
            let first = CivilDay.first(ofMonth: reference.month, year: reference.year).adding(months: months)
            let length = CivilDay.length(ofMonth: first.month, year: first.year)
            other = CivilDay(first.year, first.month, min(reference.day, length))
        default: other = nil
        }
        guard let other else { return }
        let bounds = isAhead ? DayBounds(from: reference, to: other) : DayBounds(from: other, to: reference)
        length.bounds = bounds
        length.edtf = bounds.edtf
        length.anchor = "publication"
    }
}
