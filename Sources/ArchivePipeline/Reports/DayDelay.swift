internal import DocumentModel

/// How many days lie between the publication of a text and of its copy.
///
/// A year or a span is no day: then nothing is said.
public struct DayDelay: Hashable, Sendable {
    /// The days; below 0 when the copy is dated before the text that it follows.
    public var days: Int

    /// The delay between two days; nil when one of them is not exactly one day.
    ///
    /// - Parameters:
    ///   - origin: The date of the text that is followed (EDTF).
    ///   - copy: The date of the copy (EDTF).
    public init?(from origin: String?, to copy: String?) {
        guard let first = origin.flatMap(DayBounds.init(edtf:)), let second = copy.flatMap(DayBounds.init(edtf:)),
            let a = first.from, let b = second.from, first.length == 1, second.length == 1
        else { return nil }
        days = b.number - a.number
    }

    /// "same day", "+3 days", "−1 day".
    public var words: String {
        days == 0 ? "same day" : "\(days > 0 ? "+" : "−")\(abs(days)) day\(abs(days) == 1 ? "" : "s")"
    }
}
