internal import DocumentModel

/// An office of a person who spoke for one state or body and later for another.
struct PersonTerm: Sendable {
    /// The person with the side and the office.
    let entry: GazetteerEntry
    /// The first day of the office, or of its year; nil when it is not known.
    let from: CivilDay?
    /// The last day of the office, or of its year; nil when it is not known or not over.
    let to: CivilDay?

    /// A term from the columns of a row: a day, or a year that stands for all of its days.
    init(entry: GazetteerEntry, from: String, to: String) {
        self.entry = entry
        self.from = CivilDay(iso: from) ?? CivilDay(iso: "\(from)-01-01")
        self.to = CivilDay(iso: to) ?? CivilDay(iso: "\(to)-12-31")
    }

    /// Whether it is an office of a state, and of no body of several.
    var isNational: Bool { !["IGO", "NGO", "IMG", "XXX"].contains(entry.country) }

    /// Whether it began by a day; one whose first day is not known is not taken for begun.
    fileprivate func hasBegun(by day: CivilDay) -> Bool { from.map { $0 <= day } ?? false }

    /// Whether it began by a day and was not over then.
    fileprivate func holds(on day: CivilDay) -> Bool { hasBegun(by: day) && to.map { day <= $0 } ?? true }

    /// Whether it began before another; one whose day is not known began before all.
    fileprivate func isBefore(_ other: PersonTerm) -> Bool {
        guard let day = other.from else { return false }
        return from.map { $0 < day } ?? true
    }
}

extension [PersonTerm] {
    /// The terms with the earliest first; of two that began on one day the one of the later row is the later.
    func inOrder() -> [PersonTerm] {
        enumerated().sorted {
            $0.element.isBefore($1.element) || !$1.element.isBefore($0.element) && $0.offset < $1.offset
        }.map(\.element)
    }

    /// The term that a person acts in on a text's day, of terms with the earliest first.
    ///
    /// Of the terms that hold the day it is the one that began last. Between offices, before the first and behind the last, a person
    /// acts for the state that he comes from: in the term of a state that began last by then, else in the first of a state. Who never
    /// had an office of a state acts in the one that began last by then, else in the first.
    ///
    /// - Parameter day: The day; nil when the text has none. Nothing tells then which of his offices a person had, the one that he is
    ///   best known for no more than another, so the answer is none, and his side is what the words beside his name say.
    /// - Complexity: O(*n*) in terms.
    func held(on day: CivilDay?) -> PersonTerm? {
        guard let day else { return nil }
        if let term = last(where: { $0.holds(on: day) }) { return term }
        let national = filter(\.isNational)
        let own = national.isEmpty ? self : national
        return own.last { $0.hasBegun(by: day) } ?? own.first
    }
}
