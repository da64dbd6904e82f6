internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// What a list of references says of a text: one entry a text, its copies in the notes.
struct Citation: Sendable {
    /// The key in the list.
    var key: String
    var title: String?
    var authors: [String]
    var outlet: String?
    var url: String?
    /// The day of publication (EDTF).
    var published: String?
    /// The day on which the copy was made (EDTF), where the page or its archive says so.
    var accessed: String?
    var language: String?
    var sha256: String
    /// What else a reader must know, a sentence each.
    var notes: [String]

    init(_ text: CollectionText, _ source: ExportSource) {
        let page = source.collection.pages[text.root]
        key = "wk\(page.article.sha256.prefix(16))"
        title = page.fields.title
        authors = page.fields.authors
        language = page.fields.language
        sha256 = page.article.sha256
        accessed = page.fields.captured
        let found = (outlet: source.outlet(page), url: source.url(page), day: source.published(page))
        (outlet, url, published) = (found.outlet.value, found.url.value, found.day.value)
        notes = []
        if let published, ExportText.parts(published) == nil { notes.append("published \(published) (EDTF)") }
        for (name, value) in [("outlet", found.outlet), ("address", found.url), ("date", found.day)] {
            if let entry = value.entry { notes.append("\(name) set by the analyst, log #\(entry)") }
        }
        for via in page.fields.via { notes.append("takes it from \(via.name), as the page says: “\(via.quote)”") }
        for copy in text.pages.dropFirst() {
            let other = source.collection.pages[copy]
            let parts = [
                source.outlet(other).value, source.published(other).value, source.url(other).value,
                "sha256:\(other.article.sha256)",
            ]
            notes.append("also held as: \(parts.compactMap { $0 }.joined(separator: ", "))")
        }
        if text.pages.count > 1 { notes.append("this is the earliest copy held") }
        notes.append("sha256:\(sha256), capture \(page.article.id) of \(source.project)")
    }

    /// The citations of all texts that are exported.
    static func all(_ source: ExportSource) -> [Citation] { source.texts.map { Citation($0, source) } }
}

extension ExportFormat {
    private static let citationLacks =
        "events, claims and quotes; which words were changed between copies; a day that is known only as an interval, which stands in the note."

    /// RIS.
    static let ris: ExportFormat = ExportFormat(
        name: "ris", abstract: "references, one a text (Zotero, EndNote, Mendeley)", fileExtension: "ris",
        mediaType: "application/x-research-info-systems", lacks: citationLacks, note: .beside, isCitation: true,
        parts: single { source, sink in
            let source = source.asking(.article)
            for text in source.texts {
                let citation = Citation(text, source)
                var lines = ["TY  - \(citation.outlet == nil ? "ELEC" : "NEWS")", "ID  - \(citation.key)"]
                func add(_ tag: String, _ value: String?) {
                    if let value, !value.isEmpty { lines.append("\(tag)  - \(ExportText.plain(value))") }
                }
                add("TI", citation.title)
                for author in citation.authors { add("AU", author) }
                add("T2", citation.outlet)
                if let day = ExportText.parts(citation.published) {
                    add("PY", CivilDay.yearText(day.year))
                    add("DA", risDay(day))
                }
                if let day = ExportText.parts(citation.accessed) { add("Y2", risDay(day)) }
                add("UR", citation.url)
                add("LA", citation.language)
                add("AN", "sha256:\(citation.sha256)")
                for note in citation.notes { add("N1", note) }
                lines.append("ER  - ")
                try sink.put(lines.joined(separator: "\r\n") + "\r\n\r\n")
            }
        })

    private static func risDay(_ day: (year: Int, month: Int?, day: Int?)) -> String {
        let month = day.month.map { CivilDay.pad($0) } ?? ""
        return "\(CivilDay.yearText(day.year))/\(month)/\(day.day.map { CivilDay.pad($0) } ?? "")/"
    }

    private static func isoDay(_ day: (year: Int, month: Int?, day: Int?)) -> String {
        [CivilDay.yearText(day.year), day.month.map { CivilDay.pad($0) }, day.day.map { CivilDay.pad($0) }]
            .compactMap { $0 }.joined(separator: "-")
    }

    /// BibTeX with the fields of biblatex.
    static let bibTeX: ExportFormat = ExportFormat(
        name: "bibtex", abstract: "references, one a text (LaTeX with biblatex, JabRef, Zotero)", fileExtension: "bib",
        mediaType: "application/x-bibtex", lacks: citationLacks, isCitation: true,
        parts: single { source, sink in
            // What stands outside of an entry is passed over; an at sign there would begin one.
            for line in bibTeX.words(source) {
                try sink.put("% \(ExportText.plain(line).utf8Replacing(UInt8(ascii: "@"), with: " at "))\n")
            }
            let source = source.asking(.article)
            for text in source.texts {
                let citation = Citation(text, source)
                var fields: [(String, String)] = []
                func add(_ name: String, _ value: String?) {
                    if let value, !value.isEmpty { fields.append((name, tex(value))) }
                }
                add("title", citation.title)
                if !citation.authors.isEmpty {
                    fields.append(("author", citation.authors.map { "{\(tex($0))}" }.joined(separator: " and ")))
                }
                add(citation.outlet == nil ? "organization" : "journaltitle", citation.outlet)
                add("date", ExportText.parts(citation.published).map { isoDay($0) })
                if let url = citation.url { fields.append(("url", texURL(url))) }
                add("urldate", ExportText.parts(citation.accessed).map { isoDay($0) })
                add("language", citation.language)
                add("note", citation.notes.joined(separator: "; "))
                let body = fields.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n")
                try sink.put("\n@\(citation.outlet == nil ? "online" : "article"){\(citation.key),\n\(body)\n}\n")
            }
        })

    /// Text with the signs that TeX reads as commands written out; braces are in balance, as each is written out.
    static func tex(_ text: String) -> String {
        var result = ""
        for scalar in ExportText.plain(text).unicodeScalars {
            switch scalar {
            case "\\": result += "\\textbackslash "
            case "{": result += "\\textbraceleft "
            case "}": result += "\\textbraceright "
            case "~": result += "\\textasciitilde "
            case "^": result += "\\textasciicircum "
            case "&", "%", "#", "_", "$": result += "\\\(scalar)"
            case "@": result += "@"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// An address, in which what would end the field is written as its code.
    private static func texURL(_ url: String) -> String {
        var result = ""
        for scalar in ExportText.plain(url).unicodeScalars {
            switch scalar {
            case "{": result += "%7B"
            case "}": result += "%7D"
            case "\\": result += "%5C"
            case " ": result += "%20"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// CSL-JSON.
    static let cslJSON: ExportFormat = ExportFormat(
        name: "csl-json", abstract: "references, one a text (Zotero, Word, pandoc, citeproc)", fileExtension: "json",
        mediaType: "application/vnd.citationstyles.csl+json", lacks: citationLacks, note: .beside, isCitation: true,
        parts: single { source, sink in
            try sink.put("[")
            var isFirst = true
            let source = source.asking(.article)
            for text in source.texts {
                let citation = Citation(text, source)
                var members: [JSONMember] = []
                func add(_ name: String, _ value: JSONValue) { members.append(JSONMember(name: name, value: value)) }
                func add(_ name: String, text: String?) {
                    if let text { add(name, .string(ExportText.plain(text))) }
                }
                add("id", text: citation.key)
                add("type", text: citation.outlet == nil ? "webpage" : "article-newspaper")
                add("title", text: citation.title)
                if !citation.authors.isEmpty {
                    add("author", .array(citation.authors.map { .pairs(["literal": .string(ExportText.plain($0))]) }))
                }
                add("container-title", text: citation.outlet)
                if let days = cslDays(citation.published) { add("issued", days) }
                if let days = cslDays(citation.accessed) { add("accessed", days) }
                add("URL", text: citation.url)
                add("language", text: citation.language)
                add("archive", text: source.project)
                add("archive_location", text: "sha256:\(citation.sha256)")
                add("note", text: citation.notes.joined(separator: "; "))
                try sink.put(isFirst ? "\n" : ",\n")
                isFirst = false
                try sink.put(.object(members))
            }
            try sink.put("\n]\n")
        })

    /// Days as CSL has them: one date, or two for a closed interval; nil when an end is open.
    private static func cslDays(_ edtf: String?) -> JSONValue? {
        func list(_ parts: [Int?]) -> JSONValue { .array(parts.compactMap { $0.map { .int($0) } }) }
        if let one = ExportText.parts(edtf) {
            return .pairs(["date-parts": .array([list([one.year, one.month, one.day])])])
        }
        guard let bounds = edtf.flatMap(DayBounds.init(edtf:)), let from = bounds.from, let to = bounds.to else {
            return nil
        }
        let days = [from, to].map { list([$0.year, $0.month, $0.day]) }
        return .pairs(["date-parts": .array(days)])
    }
}

extension String {
    /// The text with each of a byte replaced.
    func utf8Replacing(_ byte: UInt8, with other: String) -> String {
        var result: [UInt8] = []
        for found in utf8 { if found == byte { result += Array(other.utf8) } else { result.append(found) } }
        return String(decoding: result, as: UTF8.self)
    }
}
