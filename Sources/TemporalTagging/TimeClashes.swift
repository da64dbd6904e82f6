internal import DocumentModel
internal import TextPrimitives

/// Contradictions between expressions of one text, and between them and the publication; reported, never repaired.
struct TimeClashes {
    let text: [UInt8]
    let timexes: [Timex]
    /// The days of publication, stated or inferred.
    let reference: DayBounds?

    /// The clashes, in text order.
    func all() -> [DateClash] { (dateline() + anniversaries()).sorted { $0.range.start < $1.range.start } }

    /// "PYONGYANG, May 20 (KCNA) --" of a page that was published on 14 May: a dispatch is not sent after it is printed.
    private func dateline() -> [DateClash] {
        // A dispatch of the next day is one from where that day has begun already.
        guard let to = reference?.to, let first = timexes.first, first.range.end <= 80, first.bounds?.length == 1,
            let day = first.bounds?.from, day > to.adding(days: 1), TimeClashes.isDateline(first, in: text)
        else { return [] }
        return [
            DateClash(
                kind: "dateline", range: first.range,
                note: "The dateline says \(day.iso), the publication is of \(to.iso).")
        ]
    }

    /// Whether the words before an expression are a place in capitals or with a comma, and a bracket or dash follows it.
    static func isDateline(_ timex: Timex, in text: [UInt8]) -> Bool {
        var offset = timex.range.end
        while offset < text.count, text[offset] == 0x20 || text[offset] == UInt8(ascii: ".") { offset += 1 }
        guard offset < text.count, let before = text[..<timex.range.start].last(where: { $0 != 0x20 }) else {
            return false
        }
        let next = text[offset]
        let isDash = next == UInt8(ascii: "-") || next == 0xE2 && offset + 1 < text.count && text[offset + 1] == 0x80
        return (isDash || next == UInt8(ascii: "(") || next == UInt8(ascii: "/")) && before == UInt8(ascii: ",")
    }

    /// "The 33rd anniversary of the treaty signed in 1989" of a page of 2021: the count and the year of the event disagree.
    private func anniversaries() -> [DateClash] {
        timexes.indices.compactMap { index in
            let anniversary = timexes[index]
            guard let count = anniversary.anniversary, let year = anniversary.bounds?.from?.year,
                year == anniversary.bounds?.to?.year, index + 1 < timexes.count
            else { return nil }
            let event = timexes[index + 1]
            guard event.anchor == nil, event.anniversary == nil, let told = event.bounds?.from?.year,
                told == event.bounds?.to?.year, event.range.start >= anniversary.range.end,
                event.range.start - anniversary.range.end <= 80, (1...5).contains(abs(told - year)),
                !text[anniversary.range.end..<event.range.start].contains(where: {
                    $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ";")
                })
            else { return nil }
            return DateClash(
                kind: "anniversary", range: anniversary.range.union(event.range),
                note: "\(count) years before \(year + count) is \(year), the text says \(told).")
        }
    }
}
