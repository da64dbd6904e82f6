internal import DocumentModel
internal import TextPrimitives

/// Dates of other calendars: the calendar is settled before the value, and a bracketed twin is a check.
extension TimexResolver {
    mutating func calendar(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        var timex: Timex?
        var name = "gregorian"
        switch action {
        case .juche, .jucheRange, .jucheYears, .jucheDecade:
            name = "juche"
            timex = juche(action, parts)
        case .roc, .rocNth, .rocDate:
            name = "roc"
            timex = republic(action, parts)
        case .buddhist:
            name = "buddhist"
            timex = parts.value(.buddhistYear).flatMap { gregorian(year: Calendars.buddhist($0), parts) }
        case .era:
            name = "japanese"
            guard let base = parts.value(.era) else { return nil }
            let number = parts.value(.ordinal) ?? parts.value(.eraYear) ?? 1
            timex = gregorian(year: base + number, parts)
        case .solar, .solarMonth, .solarYear:
            name = "solar-hijri"
            timex = solar(action, parts)
        case .hijri:
            name = "islamic"
            timex = hijri(parts)
        default: break
        }
        timex?.calendar = name
        if let timex { checkTwin(timex, parts) }
        return timex
    }

    /// A Gregorian year from an era, with the month and day of the match.
    private func gregorian(year: Int, _ parts: TimexParts) -> Timex? {
        guard let month = parts.months.first else { return whole(year: year) }
        guard let day = parts.days.first else { return whole(year: year, month: month) }
        return CivilDay(year, month, day).map { one($0) }
    }

    private func juche(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        let numbers = parts.values(.eraYear)
        switch action {
        case .jucheYears:
            guard numbers.count == 2, numbers[1] > numbers[0] else { return nil }
            let start = Calendars.juche(numbers[0])
            let end = Calendars.juche(numbers[1])
            return closed(
                DayBounds(from: DayBounds(year: start).from, to: DayBounds(year: end).to), value: "\(start)/\(end)")
        case .jucheDecade:
            guard let decade = parts.value(.decadeNumber) else { return nil }
            let start = Calendars.juche(decade)
            return closed(
                DayBounds(from: DayBounds(year: start).from, to: DayBounds(year: start + 9).to),
                value: "\(start)/\(start + 9)")
        case .jucheRange:
            guard let number = numbers.first, parts.days.count == 2, let month = parts.months.first,
                let endMonth = parts.months.last
            else { return nil }
            let year = Calendars.juche(number)
            guard let start = CivilDay(year, month, parts.days[0]), let end = CivilDay(year, endMonth, parts.days[1]),
                start <= end
            else { return nil }
            return closed(DayBounds(from: start, to: end))
        default: return numbers.first.flatMap { gregorian(year: Calendars.juche($0), parts) }
        }
    }

    private func republic(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        if action == .rocDate {
            guard let value = parts.value(.rocDate) else { return nil }
            return CivilDay(Calendars.republicOfChina(value / 10_000), value / 100 % 100, value % 100).map { one($0) }
        }
        guard let number = parts.value(.eraYear) ?? parts.value(.ordinal) else { return nil }
        return gregorian(year: Calendars.republicOfChina(number), parts)
    }

    private func solar(_ action: TimeAction, _ parts: TimexParts) -> Timex? {
        if action == .solarYear {
            guard let year = parts.value(.solarYear), let bounds = Calendars.solarHijriYear(year) else { return nil }
            return closed(bounds)
        }
        guard let month = parts.value(.solarMonth) else { return nil }
        var year = parts.value(.solarYear)
        var anchor: String?
        if year == nil {
            guard let reference = referenceDay ?? reference?.to, let current = Calendars.solarHijri(of: reference)
            else { return nil }
            anchor = "publication"
            if let mod = parts.text(.modifier) {
                year = current.year + (Int(mod.dropFirst()) ?? 0)
            } else {
                let start = Calendars.solarHijriMonth(current.year, month)?.from
                year = current.year
                let way = direction(at: parts.match.first)
                if let start, start > reference.adding(days: way == .past ? 1 : 180), way != .future {
                    year = current.year - 1
                }
                if let end = Calendars.solarHijriMonth(current.year, month)?.to, end < reference,
                    direction(at: parts.match.first) == .future
                {
                    year = current.year + 1
                }
            }
        }
        guard let year else { return nil }
        guard let day = parts.days.first else {
            guard let bounds = Calendars.solarHijriMonth(year, month) else { return nil }
            return closed(bounds, anchor: anchor)
        }
        return Calendars.solarHijri(year, month, day).map { one($0, anchor: anchor) }
    }

    private func hijri(_ parts: TimexParts) -> Timex? {
        guard let year = parts.value(.hijriYear) ?? parts.value(.hijriYearH) else { return nil }
        guard let month = parts.value(.hijriMonth) else {
            return Calendars.hijriYear(year).flatMap { closed($0) }.map { approximate($0) }
        }
        guard let day = parts.days.first else {
            return Calendars.hijriMonth(year, month).flatMap { closed($0) }.map { approximate($0) }
        }
        return Calendars.hijri(year, month, day).map { approximate(one($0)) }
    }

    /// A date that can be a day off, as the sighting of the moon went.
    private func approximate(_ timex: Timex) -> Timex {
        var result = timex
        result.isApproximate = true
        return result
    }

    /// Checks the Gregorian year or date in brackets behind a date of another calendar.
    private mutating func checkTwin(_ timex: Timex, _ parts: TimexParts) {
        var twin: DayBounds?
        if let year = parts.years.last {
            twin = DayBounds(year: year)
        } else if let capture = parts.capture(.skippedDate), let inner = matcher.match(at: capture.token),
            inner.last < capture.token + capture.count
        {
            var scratch = self
            scratch.timexes = []
            scratch.resolve(inner)
            twin = scratch.timexes.first?.bounds
        }
        guard let twin, let bounds = timex.bounds, !twin.overlaps(bounds) else { return }
        let range = TextRange(Int(tokens[parts.match.first].start), Int(tokens[parts.match.last].end))
        clashes.append(
            DateClash(
                kind: "era", range: range,
                note:
                    "The date in the \(timex.calendar) calendar is \(bounds.edtf ?? "open"), the one in brackets \(twin.edtf ?? "open")."
            ))
    }
}
