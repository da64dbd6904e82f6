/// An interval of days, both ends included; nil is an open end.
public struct DayBounds: Hashable, Sendable {
    /// The earliest day, nil when open.
    public var from: CivilDay?
    /// The latest day, nil when open.
    public var to: CivilDay?

    /// Makes an interval.
    public init(from: CivilDay?, to: CivilDay?) {
        self.from = from
        self.to = to
    }

    /// One day.
    public init(_ day: CivilDay) { self.init(from: day, to: day) }

    /// A whole year.
    public init(year: Int) {
        self.init(from: CivilDay.first(ofMonth: 1, year: year), to: CivilDay.last(ofMonth: 12, year: year))
    }

    /// A whole month.
    public init(year: Int, month: Int) {
        self.init(from: CivilDay.first(ofMonth: month, year: year), to: CivilDay.last(ofMonth: month, year: year))
    }

    /// Whether the intervals share a day; open ends reach any day.
    public func overlaps(_ other: DayBounds) -> Bool {
        if let from, let end = other.to, from > end { return false }
        if let to, let start = other.from, start > to { return false }
        return true
    }

    /// The days in both, or nil when they share none.
    public func intersection(_ other: DayBounds) -> DayBounds? {
        guard overlaps(other) else { return nil }
        let start = [from, other.from].compactMap { $0 }.max()
        let end = [to, other.to].compactMap { $0 }.min()
        return DayBounds(from: start, to: end)
    }

    /// The number of days, nil when an end is open.
    public var length: Int? {
        guard let from, let to else { return nil }
        return to.number - from.number + 1
    }

    /// The interval as EDTF level 1: a day, month or year where it is exactly one, else `A/B` with `..` for open ends.
    public var edtf: String? {
        if from == nil, to == nil { return nil }
        guard let from, let to else { return "\(from?.iso ?? "..")/\(to?.iso ?? "..")" }
        if from == to { return from.iso }
        let (startYear, startMonth, startDay) = from.components
        let (endYear, endMonth, endDay) = to.components
        if startDay == 1, endDay == CivilDay.length(ofMonth: endMonth, year: endYear) {
            let first = "\(CivilDay.yearText(startYear))-\(CivilDay.pad(startMonth))"
            if startYear == endYear, startMonth == endMonth { return first }
            if startMonth == 1, endMonth == 12 {
                if startYear == endYear { return CivilDay.yearText(startYear) }
                return "\(CivilDay.yearText(startYear))/\(CivilDay.yearText(endYear))"
            }
        }
        return "\(from.iso)/\(to.iso)"
    }

    /// Reads the EDTF forms that this project writes; nil when the text is none of them.
    ///
    /// Qualifiers (`~ ? %`) do not change the bounds. `YYYX` and `YYXX` are decades and centuries.
    public init?(edtf text: String) {
        // A day, also with a time of day behind it.
        if text.utf8.count == 10 || text.utf8.dropFirst(10).first == UInt8(ascii: "T"), !text.utf8.contains(0x2F),
            let day = CivilDay(iso: text)
        {
            self.init(day)
            return
        }
        let plain = text.filter { $0 != "~" && $0 != "?" && $0 != "%" }
        if let slash = plain.firstIndex(of: "/") {
            let left = String(plain[..<slash])
            let right = String(plain[plain.index(after: slash)...])
            let start = left == ".." || left.isEmpty ? DayBounds(from: nil, to: nil) : DayBounds(edtf: left)
            let end = right == ".." || right.isEmpty ? DayBounds(from: nil, to: nil) : DayBounds(edtf: right)
            guard let start, let end else { return nil }
            self.init(from: start.from, to: end.to)
            return
        }
        if let day = CivilDay(iso: plain) {
            self.init(day)
            return
        }
        let isBefore = plain.hasPrefix("-")
        let digits = isBefore ? String(plain.dropFirst()) : plain
        let parts = digits.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            (1...12).contains(month)
        {
            self.init(year: isBefore ? -year : year, month: month)
            return
        }
        if parts.count == 1, digits.utf8.count == 4 {
            if let year = Int(digits) {
                self.init(year: isBefore ? -year : year)
                return
            }
            if plain.hasSuffix("XX"), let century = Int(plain.prefix(2)) {
                self.init(
                    from: CivilDay.first(ofMonth: 1, year: century * 100),
                    to: CivilDay.last(ofMonth: 12, year: century * 100 + 99))
                return
            }
            if plain.hasSuffix("X"), let decade = Int(plain.prefix(3)) {
                self.init(
                    from: CivilDay.first(ofMonth: 1, year: decade * 10),
                    to: CivilDay.last(ofMonth: 12, year: decade * 10 + 9))
                return
            }
        }
        return nil
    }
}
