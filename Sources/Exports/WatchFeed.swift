public import ArchivePipeline
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// What watches have told since they were made, as a feed and as a calendar.
///
/// No clock is asked: moments are those of the log.
public enum WatchFeed {
    /// The most entries of a feed.
    private static let limit = 100

    /// An Atom feed (RFC 4287), the last first.
    ///
    /// - Parameters:
    ///   - looks: What the watches saw since they were made.
    ///   - project: The project.
    ///   - name: Its name.
    /// - Throws: ``ArchiveError`` when the log cannot be read.
    public static func atom(_ looks: [WatchLook], _ project: Project, name: String) throws -> String {
        let items = looks.flatMap { look in look.signals.map { (look.watch.name, $0) } }
            .sorted { ($1.1.entry, $0.1.key) < ($0.1.entry, $1.1.key) }.prefix(limit)
        let wanted = Set(items.map(\.1.entry))
        var times: [Int: String] = [:]
        try project.folder.log.visit { entry in if wanted.contains(entry.number) { times[entry.number] = entry.time } }
        let epoch = "1970-01-01T00:00:00Z"
        func moment(_ signal: WatchSignal) -> String {
            signal.day.map { "\(CivilDay(number: $0.number - WatchLook.days).iso)T00:00:00Z" } ?? times[signal.entry]
                ?? epoch
        }
        let title = ExportText.xml("\(ExportText.plain(name)): \(looks.map(\.watch.name).joined(separator: ", "))")
        var result = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:wirekin:watch:\(ExportSource.key("watch", title))</id><title>\(title)</title><updated>\(ExportText.xml(items.map { moment($0.1) }.max() ?? epoch))</updated><author><name>wirekin</name></author>

            """
        for (watch, signal) in items {
            var words = [signal.note].filter { !$0.isEmpty }
            if let change = signal.change { words += change.notes.prefix(20) + [WatchText.diff(change)] }
            words += signal.quotes.map {
                "“\($0.words)” – \($0.short), characters \($0.start)–\($0.end), sha256 \($0.sha256)"
            }
            result += "<entry><id>urn:wirekin:watch:\(signal.key)</id>"
            result += "<title>\(ExportText.xml("\(signal.rule.words): \(signal.title)"))</title>"
            result += "<updated>\(ExportText.xml(moment(signal)))</updated>"
            result += "<category term=\"\(signal.rule.rawValue)\"/><category term=\"\(ExportText.xml(watch))\"/>"
            result += "<content type=\"text\">\(ExportText.xml(words.joined(separator: " ")))</content></entry>\n"
        }
        return result + "</feed>\n"
    }

    /// A calendar (RFC 5545) of the anniversaries that the watched pages remember.
    ///
    /// - Parameters:
    ///   - watches: The watches.
    ///   - project: The project.
    ///   - name: Its name.
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public static func calendar(_ watches: [Watch], _ project: Project, name: String) throws -> String {
        var sources: [ExportSource] = []
        for watch in watches {
            let pages = watch.words.isEmpty ? nil : try WatchLook.scope(watch, project.store)
            if let source = try ExportSource(
                project, name: name, pair: watch.words.isEmpty ? watch.pair : nil, pages: pages)
            {
                sources.append(source)
            }
        }
        return try ExportFormat.calendarFile(sources, title: ExportText.plain(name))
    }
}
