internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// Events in the columns of GDELT 2.0.
    static let gdelt: ExportFormat = eventTable(
        name: "gdelt", abstract: "events in the columns of GDELT 2.0, with a line of their names",
        lacks:
            "what is planned, denied, alleged or negated, as its codes have no place for that; quotes; Goldstein's scale and tone, "
            + "which no page states; places by number. NumSources counts voices, NumArticles pages, NumMentions places where it "
            + "is told; Day, MonthYear and Year are empty where the event is dated to more than one.",
        columns: gdeltColumns
    ) { event, source in
        guard event.report.polarity == .asserted else { return nil }
        return (cameo[event.report.type] ?? cameo[event.report.root.rawValue]).map { gdeltRow(event, $0, source) }
    }

    private static let cameo = Dictionary(
        Resource.table("exports/cameo.tsv").filter { $0.count > 1 }.map { ($0[0], $0[1]) }
    ) { first, _ in first }

    private static let gdeltColumns: [String] = {
        let actor = [
            "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
            "Type1Code", "Type2Code", "Type3Code",
        ]
        let place = [
            "Geo_Type", "Geo_Fullname", "Geo_CountryCode", "Geo_ADM1Code", "Geo_ADM2Code", "Geo_Lat", "Geo_Long",
            "Geo_FeatureID",
        ]
        let head = ["GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"]
        let event = [
            "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
            "NumSources", "NumArticles", "AvgTone",
        ]
        return head + actor.map { "Actor1\($0)" } + actor.map { "Actor2\($0)" } + event
            + place.map { "Actor1\($0)" } + place.map { "Actor2\($0)" } + place.map { "Action\($0)" }
            + ["DATEADDED", "SOURCEURL"]
    }()

    private static func gdeltRow(_ event: WorldEvent, _ code: String, _ source: ExportSource) -> [String] {
        let report = event.report
        let key = source.key(event: event)
        let parts = ExportText.parts(report.when?.edtf)
        let year = parts.map { CivilDay.yearText($0.year) } ?? ""
        let month = parts.flatMap { part in part.month.map { "\(year)\(CivilDay.pad($0))" } } ?? ""
        let day = parts.flatMap { part in part.day.map { "\(month)\(CivilDay.pad($0))" } } ?? ""
        func actor(_ parties: [Party]) -> [String] {
            let codes = ExportText.unique(parties.compactMap(\.country))
            let one = codes.count == 1 ? codes[0] : ""
            return [one, ExportText.list(ExportText.unique(parties.map(\.name))), one] + empty(7)
        }
        func empty(_ count: Int) -> [String] { [String](repeating: "", count: count) }
        let root = String(code.prefix(2))
        let quad = Int(root).map { $0 < 6 ? "1" : $0 < 9 ? "2" : $0 < 14 ? "3" : "4" } ?? ""
        let page = event.attestations.first.map { source.collection.pages[$0.document] }
        let address = page.flatMap { source.url($0).value } ?? page.map { "urn:sha256:\($0.article.sha256)" } ?? ""
        let added = source.moment.utf8.prefix(19).filter { (0x30...0x39).contains($0) }
        return [String(UInt64(key.prefix(15), radix: 16) ?? 0), day, month, year, ""] + actor(report.actors)
            + actor(report.recipients) + [
                "1", code, String(code.prefix(3)), root, quad, "", String(event.attestations.count),
                String(event.counts.voices), String(event.counts.pages), "",
            ] + empty(16) + ["", report.place?.name ?? ""] + empty(6)
            + [String(decoding: added, as: UTF8.self), address]
    }
}
