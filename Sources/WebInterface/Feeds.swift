internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// Atom feeds (RFC 4287) of a search and of a pair.
///
/// Copies of a known text make no entry: an entry stands for a text.
struct Feeds {
    private let desk: Desk

    init(_ desk: Desk) { self.desk = desk }

    /// The newest texts of a search.
    func search(_ address: SearchAddress) throws -> String {
        var query = address.query
        query.order = .newest
        query.limit = 50
        query.offset = 0
        return try feed(
            query, title: query.words.isEmpty ? "\(desk.name): all texts" : "\(desk.name): \(query.words)",
            id: "search:\(address.address("/search"))")
    }

    /// The newest texts that name both states of a pair.
    func pair(_ pair: String) throws -> String {
        var query = SearchQuery()
        query.pair = try SearchAddress.codes(pair)
        query.order = .newest
        query.limit = 50
        return try feed(query, title: "\(desk.name): \(pair.uppercased())", id: "pair:\(pair.uppercased())")
    }

    private func feed(_ query: SearchQuery, title: String, id: String) throws -> String {
        let view = try SearchView(query, desk.index, desk.store)
        let entries = view.hits.map { hit in
            let head = hit.head
            let updated = Feeds.moment(head.published)
            let summary =
                "\(Wording.date(head.published)), \(head.outlet ?? "outlet not named"); \(hit.text) on \(Wording.count(hit.others.count + 1, "page"))"
            return """
                <entry><id>urn:sha256:\(head.sha256)</id><title>\(HTML.escape(head.title ?? "untitled"))</title><updated>\(updated)</updated><link href="/article/\(head.sha256)"/><summary>\(HTML.escape(summary))</summary></entry>
                """
        }
        let newest = view.hits.map { Feeds.moment($0.head.published) }.max() ?? "1970-01-01T00:00:00Z"
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:wirekin:\(HTML.escape(id))</id><title>\(HTML.escape(title))</title><updated>\(newest)</updated><author><name>wirekin</name></author>
            \(entries.joined(separator: "\n"))
            </feed>

            """
    }

    /// The first moment of a publication; the epoch where it is not known, so that no day is invented.
    private static func moment(_ edtf: String?) -> String {
        let day = edtf.flatMap(DayBounds.init(edtf:))?.from?.iso ?? "1970-01-01"
        return "\(day)T00:00:00Z"
    }
}

/// Anniversaries as a calendar (RFC 5545): whole days of the years to come.
enum AnniversaryCalendar {
    /// How many years are told.
    private static let years = 10

    /// The calendar's text, its lines ended by CR LF and folded.
    static func render(_ items: [DossierRemembrance]) -> String {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wirekin//desk//EN", "CALSCALE:GREGORIAN"]
        for item in items {
            guard let next = item.next else { continue }
            let digest = StableHash.of("\(item.when ?? "") \(item.what)")
            // Each year has an entry of its own, which names its number.
            for later in 0..<AnniversaryCalendar.years {
                guard let date = CivilDay(next.day.year + later, next.day.month, next.day.day) else { continue }
                let day = date.iso.filter { $0 != "-" }
                lines += [
                    "BEGIN:VEVENT", "UID:\(String(digest, radix: 16))-\(date.year)@wirekin", "DTSTAMP:\(day)T000000Z",
                    "DTSTART;VALUE=DATE:\(day)",
                    "SUMMARY:\(CalendarLines.text("\(Wording.ordinal(next.number + later)) anniversary: \(item.what)"))",
                ]
                if let quote = item.quotes.first {
                    lines.append(
                        "DESCRIPTION:\(CalendarLines.text("“\(quote.words)”, \(quote.text), sha256 \(quote.sha256)"))")
                }
                lines.append("END:VEVENT")
            }
        }
        lines.append("END:VCALENDAR")
        return lines.map { CalendarLines.folded($0) }.joined()
    }
}
