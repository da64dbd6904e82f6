internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// A table of events as tab-separated values under a line of names.
    ///
    /// - Parameters:
    ///   - columns: The names.
    ///   - row: The cells of an event, nil where the format has no place for it.
    static func eventTable(
        name: String, abstract: String, lacks: String, columns: [String],
        row: @escaping @Sendable (WorldEvent, ExportSource) -> [String]?
    ) -> ExportFormat {
        ExportFormat(
            name: name, abstract: abstract, fileExtension: "tsv", mediaType: "text/tab-separated-values", lacks: lacks,
            note: .beside,
            parts: single { source, sink in
                try sink.put(columns.joined(separator: "\t") + "\n")
                let source = source.asking(.coding)
                for event in source.events {
                    guard let cells = row(event, source) else { continue }
                    try sink.put(cells.map { ExportText.tab($0) }.joined(separator: "\t") + "\n")
                }
            })
    }

    /// Events in the terms of PLOVER, in the manner of POLECAT.
    static let plover: ExportFormat = eventTable(
        name: "plover", abstract: "events as tab-separated values in PLOVER's terms",
        lacks:
            "denials, which have no code there: they are claims (jsonl, csv); sectors of persons, which no page states; "
            + "a day for events that are dated to more than one: event_date is empty then, event_date_edtf is not; "
            + "all quotes but the first.",
        columns: ploverColumns
    ) { event, source in
        event.report.type == "denial" ? nil : ploverRow(event, source)
    }

    private static let ploverColumns = [
        "event_id", "event_type", "event_mode", "event_kind", "contexts", "actor_name", "actor_raw", "actor_country",
        "actor_sector", "recipient_name", "recipient_raw", "recipient_country", "recipient_sector", "reciprocal",
        "event_date", "event_date_edtf", "aux_mode", "polarity", "location", "location_country", "n_pages", "n_texts",
        "n_voices", "quote", "text_sha256", "start", "end", "set_by_analyst",
    ]

    private static func ploverRow(_ event: WorldEvent, _ source: ExportSource) -> [String] {
        let report = event.report
        let quote = source.quotes(event).first
        var row = [
            source.key(event: event), report.root.rawValue, report.mode?.rawValue ?? "", report.type,
            ExportText.list(report.contexts),
        ]
        for parties in [report.actors, report.recipients] {
            row += [
                ExportText.list(ExportText.unique(parties.map(\.name))),
                ExportText.list(raw(parties, event, source)),
                ExportText.list(ExportText.unique(parties.compactMap(\.country))),
                ExportText.list(ExportText.unique(parties.filter { $0.kind == .state }.map { _ in "GOV" })),
            ]
        }
        row += [
            report.isReciprocal ? "true" : "false", ExportText.day(report.when?.edtf) ?? "", report.when?.edtf ?? "",
            auxiliaryMode(report), report.polarity.rawValue, report.place?.name ?? "", report.place?.country ?? "",
            String(event.counts.pages), String(event.counts.texts), String(event.counts.voices),
            quote?["quote"]?.string ?? "", quote?["text_sha256"]?.string ?? "",
            quote?["start"]?.int.map { String($0) } ?? "", quote?["end"]?.int.map { String($0) } ?? "",
            ExportText.list(source.byHand(event)),
        ]
        return row
    }

    /// The words that name the parties on the page whose report stands for the event.
    private static func raw(_ parties: [Party], _ event: WorldEvent, _ source: ExportSource) -> [String] {
        let page = event.attestations.first { source.collection.pages[$0.document].events[$0.event] == event.report }
        guard let body = page.map({ source.collection.pages[$0.document].body }) else { return [] }
        return ExportText.unique(parties.compactMap { $0.range.map { body.quote($0) } })
    }

    /// PLOVER's auxiliary mode: what is not simply told as having happened.
    private static func auxiliaryMode(_ event: Event) -> String {
        switch event.polarity {
        case .planned: "future"
        case .negated: "negation"
        case .alleged, .denied, .unverified: "hypothetical"
        case .asserted: event.remembered != nil || event.status == .background ? "historical" : ""
        }
    }
}
