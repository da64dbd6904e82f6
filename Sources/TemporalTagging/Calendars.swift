public import DocumentModel
internal import TextPrimitives

/// Calendars other than the Gregorian, in integer arithmetic.
public enum Calendars {
    /// Years of the Solar Hijri calendar at which the pattern of leap years breaks.
    ///
    /// K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74 (1996): an
    /// arithmetic fit to the true equinox at Tehran, good for 1178 to 1634; the 2820-year rule is not.
    private static let breaks = [
        -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
    ]

    /// The Gregorian day in March on which a Solar Hijri year begins, and whether the year is a leap year.
    private static func solarYear(_ year: Int) -> (march: Int, isLeap: Bool)? {
        guard let firstBreak = breaks.first, let lastBreak = breaks.last, year >= firstBreak, year < lastBreak else {
            return nil
        }
        let gregorian = year + 621
        var leapCount = -14
        var previous = firstBreak
        var jump = 0
        for limit in breaks.dropFirst() {
            jump = limit - previous
            if year < limit { break }
            leapCount += jump / 33 * 8 + jump % 33 / 4
            previous = limit
        }
        var years = year - previous
        leapCount += years / 33 * 8 + (years % 33 + 3) / 4
        if jump % 33 == 4, jump - years == 4 { leapCount += 1 }
        let gregorianLeaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150
        let march = 20 + leapCount - gregorianLeaps
        if jump - years < 6 { years = years - jump + (jump + 4) / 33 * 33 }
        var leap = ((years + 1) % 33 - 1) % 4
        if leap == -1 { leap = 4 }
        return (march, leap == 0)
    }

    /// The day of a Solar Hijri date; nil when there is no such day or the year is out of reach.
    public static func solarHijri(_ year: Int, _ month: Int, _ day: Int) -> CivilDay? {
        guard let (march, isLeap) = solarYear(year), (1...12).contains(month), day >= 1 else { return nil }
        let length = month <= 6 ? 31 : month <= 11 || isLeap ? 30 : 29
        guard day <= length, let start = CivilDay(year + 621, 3, march) else { return nil }
        return start.adding(days: (month - 1) * 31 - max(0, month - 7) + day - 1)
    }

    /// The Solar Hijri date of a day; nil when out of reach.
    public static func solarHijri(of day: CivilDay) -> (year: Int, month: Int, day: Int)? {
        var year = day.year - 621
        guard var start = solarHijri(year, 1, 1) else { return nil }
        if start > day {
            year -= 1
            guard let earlier = solarHijri(year, 1, 1) else { return nil }
            start = earlier
        }
        let offset = day.number - start.number
        if offset < 186 { return (year, offset / 31 + 1, offset % 31 + 1) }
        return (year, (offset - 186) / 30 + 7, (offset - 186) % 30 + 1)
    }

    /// The days of a Solar Hijri month.
    public static func solarHijriMonth(_ year: Int, _ month: Int) -> DayBounds? {
        guard let start = solarHijri(year, month, 1) else { return nil }
        let end = solarHijri(year, month, 31) ?? solarHijri(year, month, 30) ?? solarHijri(year, month, 29)
        return DayBounds(from: start, to: end)
    }

    /// The days of a Solar Hijri year.
    public static func solarHijriYear(_ year: Int) -> DayBounds? {
        guard let start = solarHijri(year, 1, 1), let next = solarHijri(year + 1, 1, 1) else { return nil }
        return DayBounds(from: start, to: next.adding(days: -1))
    }

    /// Whether a year of the tabular Islamic calendar has 355 days (leap years 2 5 7 10 13 16 18 21 24 26 29).
    private static func isCivilLeap(_ year: Int) -> Bool { (11 * year + 14) % 30 < 11 }

    /// The day of a date of the tabular (civil) Islamic calendar, epoch Friday 16 July 622 (Julian).
    public static func islamicCivil(_ year: Int, _ month: Int, _ day: Int) -> CivilDay? {
        guard year >= 1, (1...12).contains(month), day >= 1 else { return nil }
        let length = month % 2 == 1 || (month == 12 && isCivilLeap(year)) ? 30 : 29
        guard day <= length else { return nil }
        let days = (year - 1) * 354 + (11 * year + 3) / 30 + 29 * (month - 1) + month / 2 + day
        return CivilDay(number: days - 492_149)
    }

    /// The date of a day in the tabular (civil) Islamic calendar; nil before its epoch.
    public static func islamicCivil(of day: CivilDay) -> (year: Int, month: Int, day: Int)? {
        let offset = day.number + 492_148
        guard offset >= 0 else { return nil }
        var year = (30 * offset + 10_646) / 10_631
        while let start = islamicCivil(year, 1, 1), start > day { year -= 1 }
        while let next = islamicCivil(year + 1, 1, 1), next <= day { year += 1 }
        for month in (1...12).reversed() {
            if let start = islamicCivil(year, month, 1), start <= day {
                return (year, month, day.number - start.number + 1)
            }
        }
        return nil
    }

    private struct UmmAlQuraYear: Sendable {
        var start: CivilDay
        var lengths: [Int]
    }

    /// The first year of the month table.
    private static let ummAlQuraFirst = 1356

    private static let ummAlQura: [UmmAlQuraYear] = Resource.rows("calendars/umalqura.tsv", columns: 3) {
        fields throws(ResourceFault) -> UmmAlQuraYear in
        guard let start = CivilDay(iso: fields[1]) else { throw fields.fault("“\(fields[1])” is no day") }
        return UmmAlQuraYear(start: start, lengths: fields[2].split(separator: " ").compactMap { Int($0) })
    }

    /// The day of a date of Saudi Arabia's Umm al-Qura calendar; nil outside AH 1356 to 1500.
    public static func ummAlQura(_ year: Int, _ month: Int, _ day: Int) -> CivilDay? {
        let index = year - ummAlQuraFirst
        guard ummAlQura.indices.contains(index), (1...12).contains(month) else { return nil }
        let entry = ummAlQura[index]
        guard entry.lengths.count == 12, day >= 1, day <= entry.lengths[month - 1] else { return nil }
        return entry.start.adding(days: entry.lengths[..<(month - 1)].reduce(0, +) + day - 1)
    }

    /// The date of a day in the Umm al-Qura calendar; nil outside AH 1356 to 1500.
    public static func ummAlQura(of day: CivilDay) -> (year: Int, month: Int, day: Int)? {
        guard let index = ummAlQura.lastIndex(where: { $0.start <= day }) else { return nil }
        var rest = day.number - ummAlQura[index].start.number
        for (month, length) in ummAlQura[index].lengths.enumerated() {
            if rest < length { return (ummAlQuraFirst + index, month + 1, rest + 1) }
            rest -= length
        }
        return nil
    }

    /// The day of a Hijri date by the Umm al-Qura table, beyond it by the tabular calendar; either can be a day off.
    public static func hijri(_ year: Int, _ month: Int, _ day: Int) -> CivilDay? {
        ummAlQura(year, month, day) ?? islamicCivil(year, month, day)
    }

    /// The days of a Hijri month.
    public static func hijriMonth(_ year: Int, _ month: Int) -> DayBounds? {
        guard let start = hijri(year, month, 1) else { return nil }
        let next = month == 12 ? hijri(year + 1, 1, 1) : hijri(year, month + 1, 1)
        return DayBounds(from: start, to: next?.adding(days: -1))
    }

    /// The days of a Hijri year.
    public static func hijriYear(_ year: Int) -> DayBounds? {
        guard let start = hijri(year, 1, 1), let next = hijri(year + 1, 1, 1) else { return nil }
        return DayBounds(from: start, to: next.adding(days: -1))
    }

    /// The Gregorian year of a Juche year: Juche 1 is 1912.
    public static func juche(_ year: Int) -> Int { year + 1911 }
    /// The Gregorian year of a year of the Republic of China: year 1 is 1912.
    public static func republicOfChina(_ year: Int) -> Int { year + 1911 }
    /// The Gregorian year of a Buddhist year, Thai reckoning since 1941.
    public static func buddhist(_ year: Int) -> Int { year - 543 }
}
