internal import DocumentModel

/// An office of a person who spoke for one state or body and later for another.
struct PersonTerm: Sendable {
    /// The person with the side and the office.
    let entry: GazetteerEntry
    /// The first day of the office, or of its year; nil when it is not known.
    let from: CivilDay?

    /// Whether it began before another; one whose day is not known began before all.
    func isBefore(_ other: PersonTerm) -> Bool {
        guard let day = other.from else { return false }
        return from.map { $0 < day } ?? true
    }

    /// The first day of a column: a day, or a year whose first it is.
    static func first(_ column: String) -> CivilDay? { CivilDay(iso: column) ?? CivilDay(iso: "\(column)-01-01") }
}
