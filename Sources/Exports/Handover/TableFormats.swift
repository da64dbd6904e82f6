internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

extension ExportFormat {
    /// JSON Lines: all that there is.
    static let jsonLines: ExportFormat = ExportFormat(
        name: "jsonl", abstract: "a folder of JSON Lines, one file a table (jq, R, pandas, DuckDB)", fileExtension: "",
        mediaType: "application/jsonl",
        lacks: "the bytes of the pages, which are in the project; what changed between two copies (wirekin diff).",
        marksStruck: true,
        parts: ExportTable.all.map { table in
            ExportPart("\(table.name).jsonl") { source, sink in
                try table.rows(source.asking(table.parts)) { row in
                    try sink.put("{\"schema_version\":\(ExportSource.schemaVersion)")
                    for (column, value) in zip(table.columns, row) {
                        try sink.put(",\"\(column)\":")
                        try sink.put(value)
                    }
                    try sink.put("}\n")
                }
            }
        } + [
            ExportPart("README.txt") { source, sink in try sink.put(readMe(source, jsonLines, ".jsonl")) }
        ])

    /// CSV (RFC 4180).
    static let csv: ExportFormat = ExportFormat(
        name: "csv", abstract: "a folder of CSV, one file a table (Excel, LibreOffice, R, pandas)", fileExtension: "",
        mediaType: "text/csv",
        lacks:
            "the bodies of the texts, as a spreadsheet's cell ends at 32,767 characters (jsonl has them); "
            + "whether a value is unknown or an empty text; the bytes of the pages.",
        marksStruck: true,
        parts: ExportTable.all.map { table in
            ExportPart("\(table.name).csv") { source, sink in
                let columns = table.columns.filter { !table.onlyJSON.contains($0) }
                try sink.put((["schema_version"] + columns).joined(separator: ",") + "\r\n")
                try table.rows(source.asking(table.parts)) { row in
                    try sink.put("\(ExportSource.schemaVersion)")
                    for (column, value) in zip(table.columns, row) where !table.onlyJSON.contains(column) {
                        try sink.put(",")
                        try sink.put(ExportText.csv(cell(value)))
                    }
                    try sink.put("\r\n")
                }
            }
        } + [
            ExportPart("README.txt") { source, sink in
                try sink.put(
                    readMe(source, csv, ".csv")
                        + "Several values in one cell are parted by a semicolon, one within a value is written as a comma; "
                        + "what has parts of its own is JSON. A cell that begins with = + - or @ has an apostrophe before "
                        + "it, as a spreadsheet would run it otherwise.\n")
            }
        ])

    /// A value in one cell.
    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: return ""
        case .string(let text): return text
        case .array(let items):
            if items.contains(where: { !$0.members.isEmpty || !$0.array.isEmpty }) { return value.text }
            return ExportText.list(items.map { $0.string ?? $0.text })
        default: return value.text
        }
    }

    private static func readMe(_ source: ExportSource, _ format: ExportFormat, _ end: String) -> String {
        var lines = format.words(source)
        lines.append("")
        for table in ExportTable.all {
            lines.append("\(table.name)\(end): one line is \(table.about).")
        }
        lines.append("")
        lines.append(
            "Every line carries schema_version \(ExportSource.schemaVersion). A page is known by the sha256 of its bytes, "
                + "and text, event and claim by an id that rests on it, so that they stay the same from export to export. "
                + "start and end count code points of the page's text, whose digest is text_sha256. Days are EDTF; "
                + "from and to are their first and last day. Countries are ISO 3166 codes of three letters.")
        return lines.joined(separator: "\n") + "\n"
    }
}
