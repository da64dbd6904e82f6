public import DocumentModel
internal import EvidenceArchive

/// The next day on which an old event is remembered, and the how manieth time that is.
public struct NextAnniversary: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// The number: 36 for the 36th anniversary.
    public var number: Int

    /// The next anniversary on or after a day; nil when the event's month is not known.
    ///
    /// An event of several days is remembered on its first. The 29th of February comes in leap years only.
    public init?(of days: DayBounds?, from today: CivilDay) {
        guard let from = days?.from, let length = days?.length, length < 32 else { return nil }
        for year in today.year...(today.year + 8) {
            if let day = CivilDay(year, from.month, from.day), today <= day, year > from.year {
                self.day = day
                number = year - from.year
                return
            }
        }
        return nil
    }
}

extension CivilDay {
    /// The day it is, in universal time.
    public static var today: CivilDay { CivilDay(iso: Clock.now()) ?? CivilDay(number: 0) }
}
