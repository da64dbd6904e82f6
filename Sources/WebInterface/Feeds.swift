internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import TextPrimitives

/// Atom feeds (RFC 4287) of a search and of a pair.
///
/// Copies of a known text make no entry: an entry stands for a text.
struct Feeds {
    private let desk: Desk
    /// The desk's address, as the reader asked for it.
    private let base: String
    /// The feed's own address below that.
    private let path: String

    init(_ desk: Desk, base: String, path: String) {
        self.desk = desk
        self.base = base
        self.path = path
    }

    /// The newest texts of a search.
    func search(_ address: SearchAddress) throws -> String {
        var query = address.query
        query.order = .added
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
        query.order = .added
        query.limit = 50
        return try feed(query, title: "\(desk.name): \(pair.uppercased())", id: "pair:\(pair.uppercased())")
    }

    private func feed(_ query: SearchQuery, title: String, id: String) throws -> String {
        let view = try SearchView(query, desk.index, desk.store)
        let times = try added(view.hits.map(\.head.number))
        let entries = view.hits.map { hit in
            let head = hit.head
            let summary =
                "\(Wording.date(head.published)), \(head.outlet ?? "outlet not named"); \(hit.text) on \(Wording.count(hit.others.count + 1, "page"))"
            let published =
                head.published.flatMap(DayBounds.init(edtf:)).flatMap { $0.length == 1 ? $0.from : nil }
                .map { "<published>\($0.iso)T00:00:00Z</published>" } ?? ""
            return """
                <entry><id>urn:sha256:\(head.sha256)</id><title>\(ExportText.xml(head.title ?? "untitled"))</title><updated>\(times[head.number] ?? Feeds.epoch)</updated>\(published)<link href="\(ExportText.xml(base))/article/\(head.sha256)"/><summary>\(ExportText.xml(summary))</summary></entry>
                """
        }
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:wirekin:\(ExportText.xml(id))</id><title>\(ExportText.xml(title))</title><updated>\(times.values.max() ?? Feeds.epoch)</updated><link rel="self" href="\(ExportText.xml(base + path))"/><author><name>wirekin</name></author>
            \(entries.joined(separator: "\n"))
            </feed>

            """
    }

    private static let epoch = "1970-01-01T00:00:00Z"

    /// When pages were added, by the log; a feed is read for what is new, whatever day it is of.
    private func added(_ numbers: [Int]) throws -> [Int: String] {
        guard let first = numbers.min(), let last = numbers.max() else { return [:] }
        let wanted = Set(numbers)
        var result: [Int: String] = [:]
        for entry in try desk.folder.log.entries(first..<(last + 1)) where wanted.contains(entry.number) {
            result[entry.number] = entry.time
        }
        return result
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
