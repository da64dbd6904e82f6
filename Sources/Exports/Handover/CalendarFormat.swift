internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// Anniversaries as whole days that return each year (RFC 5545).
    static let calendar: ExportFormat = ExportFormat(
        name: "ics", abstract: "anniversaries that pages remember, as yearly days of a calendar (RFC 5545)",
        fileExtension: "ics", mediaType: "text/calendar",
        lacks:
            "events that no page remembers as an anniversary, and those whose day and month are not known; claims; all quotes but one.",
        parts: single { source, sink in
            try put([source], title: source.title, about: calendar.words(source).joined(separator: " "), sink)
        })

    /// A calendar of the anniversaries of several sources; one that two of them have stands once.
    ///
    /// - Throws: Nothing but what the sources throw.
    static func calendarFile(_ sources: [ExportSource], title: String) throws -> String {
        var made: [UInt8] = []
        let sink = ExportSink { made += $0 }
        let about = sources.first.map { calendar.words($0).joined(separator: " ") } ?? ""
        try put(sources, title: title, about: about, sink)
        try sink.flush()
        return String(decoding: made, as: UTF8.self)
    }

    private static func put(_ sources: [ExportSource], title: String, about: String, _ sink: ExportSink) throws {
        let name = CalendarLines.text(title)
        for line in [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wirekin//\(name)//EN", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:\(name)", "X-WR-CALDESC:\(CalendarLines.text(about))",
        ] { try sink.put(CalendarLines.folded(line)) }
        var seen: Set<String> = []
        for source in sources {
            for event in source.events
            where !event.remembrances.isEmpty && seen.insert(source.key(event: event)).inserted {
                for line in anniversary(event, source) { try sink.put(CalendarLines.folded(line)) }
            }
        }
        try sink.put(CalendarLines.folded("END:VCALENDAR"))
    }

    private static func anniversary(_ event: WorldEvent, _ source: ExportSource) -> [String] {
        guard let when = event.report.when, let from = when.bounds.from, when.bounds.length ?? Int.max < 32,
            let last = CivilDay(iso: source.day), let next = next(from, after: last)
        else { return [] }
        let digits = { (text: String) in String(decoding: text.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self) }
        let stamp = source.moment.utf8.prefix(19).filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
        let what = "\(event.report.type.utf8Replacing(UInt8(ascii: "_"), with: " ")): \(summary(event.report))"
        let quotes = source.quotes(event)
        let words = quotes.first.map {
            "“\($0["quote"]?.string ?? "")”, page \($0["page"]?.string ?? ""), sha256 \($0["sha256"]?.string ?? "")"
        }
        var told: Set<Int> = []
        let numbers = event.remembrances.map(\.number).sorted().filter { told.insert($0).inserted }
        let description =
            "\(when.edtf) (EDTF). Remembered by pages as the \(numbers.map { Wording.ordinal($0) }.joined(separator: ", ")). \(words ?? "")"
        return [
            "BEGIN:VEVENT", "UID:\(source.key(event: event))@wirekin.invalid",
            "DTSTAMP:\(String(decoding: stamp, as: UTF8.self))Z", "DTSTART;VALUE=DATE:\(digits(next.iso))",
            "RRULE:FREQ=YEARLY", "TRANSP:TRANSPARENT",
            "SUMMARY:\(CalendarLines.text("\(what) (\(from.year); \(Wording.ordinal(next.year - from.year)) in \(next.year))"))",
            "DESCRIPTION:\(CalendarLines.text(description))", "END:VEVENT",
        ]
    }

    /// The next day after one that has a day's month and number: at most eight years on, for the 29th of February.
    private static func next(_ day: CivilDay, after last: CivilDay) -> CivilDay? {
        for year in last.year...(last.year + 8) {
            if let found = CivilDay(year, day.month, day.day), found > last, found.year > day.year { return found }
        }
        return nil
    }

    /// Who, by the names of the texts.
    static func summary(_ event: Event) -> String {
        let actors = ExportText.unique(event.actors.map(\.name)).joined(separator: ", ")
        let recipients = ExportText.unique(event.recipients.map(\.name)).joined(separator: ", ")
        let place = event.place?.name.map { " in \($0)" } ?? ""
        if recipients.isEmpty { return actors + place }
        return "\(actors) \(event.isReciprocal ? "and" : "→") \(recipients)\(place)"
    }
}
