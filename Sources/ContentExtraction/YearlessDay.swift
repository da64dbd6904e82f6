internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// The day of a dateline that names no year, "Pyongyang, July 14 (KCNA)": kept as it stands, and given a year only where
/// what else is known leaves one.
struct YearlessDay: Sendable {
    /// The month and the day.
    var month: Int
    var day: Int
    /// The weekday that the dateline itself names (1 = Monday); nil without one.
    var weekday: Int?
    /// The dateline.
    var quote: String

    /// `XXXX-07-14`.
    var edtf: String { "XXXX-\(CivilDay.pad(month))-\(CivilDay.pad(day))" }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The day among the expressions of a dateline; nil when none is a day without a year, or several are.
    init?(_ timexes: [Timex], quote: String) {
        let found = timexes.compactMap { timex -> (Int, Int)? in
            let parts = timex.value.split(separator: "-")
            guard timex.bounds == nil, parts.count == 3, parts[0] == "XXXX", let month = Int(parts[1]),
                let day = Int(parts[2])
            else { return nil }
            return (month, day)
        }
        guard found.count == 1 else { return nil }
        (month, day) = found[0]
        self.quote = quote
        let words = Folding.fold(quote).split { !$0.isLetter }
        weekday = YearlessDay.weekdays.firstIndex { name in words.contains { $0 == name } }.map { $0 + 1 }
    }

    /// The only day within some bounds that it can be; nil when they are open, or hold none or several.
    func day(within bounds: DayBounds) -> CivilDay? {
        guard let from = bounds.from, let to = bounds.to, to.year - from.year < 30 else { return nil }
        let days = (from.year...to.year).compactMap { year -> CivilDay? in
            guard let found = CivilDay(year, month, day), from <= found, found <= to,
                weekday == nil || weekday == found.weekday
            else { return nil }
            return found
        }
        return days.count == 1 ? days[0] : nil
    }
}
