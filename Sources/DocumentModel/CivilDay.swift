/// A day of the proleptic Gregorian calendar, as a day number.
///
/// Conversions follow the era method of Hinnant, "chrono-compatible low-level date algorithms" (2013).
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public var number: Int

    /// Makes a day from days since 1970-01-01.
    public init(number: Int) { self.number = number }

    /// Makes a day from a year (astronomical: 0 is 1 BC), month and day; nil when there is no such day.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilDay.length(ofMonth: month, year: year) else { return nil }
        self.init(number: CivilDay.number(year, month, day))
    }

    /// Reads `YYYY-MM-DD`, with a minus before it for years before 0, also when a time follows; nil when it does not begin with a
    /// day.
    public init?(iso text: String) {
        var bytes = Array(text.utf8)
        let isBefore = bytes.first == UInt8(ascii: "-")
        if isBefore { bytes.removeFirst() }
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                guard bytes[index].isDigit else { return nil }
                value = value * 10 + Int(bytes[index] - 0x30)
            }
            return value
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
        self.init(isBefore ? -year : year, month, day)
    }

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The year (0 is 1 BC).
    public var year: Int { components.year }
    /// The month, 1 to 12.
    public var month: Int { components.month }
    /// The day of the month, 1 to 31.
    public var day: Int { components.day }
    /// The weekday: 1 Monday to 7 Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// The ISO week: its year and number.
    public var isoWeek: (year: Int, week: Int) {
        let thursday = CivilDay(number: number - weekday + 4)
        let first = CivilDay(number: CivilDay.number(thursday.year, 1, 1))
        return (thursday.year, (thursday.number - first.number) / 7 + 1)
    }

    /// `YYYY-MM-DD`; years before 0 carry a minus.
    public var iso: String {
        let (year, month, day) = components
        if (0...9999).contains(year) {
            return unsafe String(unsafeUninitializedCapacity: 10) { bytes in
                func put(_ value: Int, _ place: Int) {
                    unsafe bytes[place] = UInt8(0x30 + value / 10 % 10)
                    unsafe bytes[place + 1] = UInt8(0x30 + value % 10)
                }
                put(year / 100, 0)
                put(year, 2)
                put(month, 5)
                put(day, 8)
                unsafe bytes[4] = UInt8(ascii: "-")
                unsafe bytes[7] = UInt8(ascii: "-")
                return 10
            }
        }
        return "\(CivilDay.yearText(year))-\(CivilDay.pad(month))-\(CivilDay.pad(day))"
    }

    /// The year with four digits, with a minus when it is below 0.
    public static func yearText(_ year: Int) -> String {
        if (1000...9999).contains(year) { return String(year) }
        let digits = String(abs(year))
        return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A number with at least two digits.
    public static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The number of days of a month.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether a Gregorian year is a leap year.
    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The day some days later, or earlier for a negative number.
    public func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

    /// The day some months later; a day that the month does not have becomes its last.
    public func adding(months: Int) -> CivilDay {
        let (year, month, day) = components
        let total = year * 12 + month - 1 + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        let newMonth = total - newYear * 12 + 1
        let last = CivilDay.length(ofMonth: newMonth, year: newYear)
        return CivilDay(number: CivilDay.number(newYear, newMonth, min(day, last)))
    }

    /// The first day of a month; months outside 1 to 12 are folded into it.
    public static func first(ofMonth month: Int, year: Int) -> CivilDay {
        CivilDay(number: number(year, max(1, min(12, month)), 1))
    }

    /// The last day of a month.
    public static func last(ofMonth month: Int, year: Int) -> CivilDay {
        let bounded = max(1, min(12, month))
        return CivilDay(number: number(year, bounded, length(ofMonth: bounded, year: year)))
    }

    /// Orders days.
    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}
