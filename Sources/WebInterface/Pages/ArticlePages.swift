internal import ArchivePipeline
internal import ContentExtraction
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Intake
internal import TextPrimitives

extension Pages {
    /// Words that an address points at: code points of the article's text.
    private func pointed(_ page: CollectionPage, _ values: [String: [String]]) -> TextRange? {
        guard let start = values["start"]?.last.flatMap({ Int($0) }),
            let end = values["end"]?.last.flatMap({ Int($0) }),
            start >= 0, end > start, end <= page.body.bytes.count
        else { return nil }
        let range = TextRange(
            page.body.points.byte(atCodePoint: start), page.body.points.byte(atCodePoint: end))
        return range.end > range.start ? range : nil
    }

    /// An article with its marks, what was left out, and where each field comes from.
    func article(_ name: String, _ address: [String: [String]]) throws -> String {
        let page = try item(name).page
        let outlet = page.outlet.words
        let authors = page.fields.authors.isEmpty ? "unsigned" : page.fields.authors.joined(separator: ", ")
        return self.page(
            "article", title: "\(page.fields.title ?? page.short), article", place: "",
            [
                "id": page.short, "sha256": page.article.sha256, "text": page.textName,
                "lang": page.fields.language ?? "und", "heading": page.fields.title ?? "untitled",
                "under": "\(authors), \(outlet), published: \(Pages.date(page)).",
                "paragraphs": ArticleMarkup(page, pointed: pointed(page, address)).paragraphs(),
                "leftOutCount": Wording.count(page.article.leftOut.count, "line"),
                "leftOut": page.article.leftOut.map { item in
                    ["text": item.first ?? "", "reason": item.count > 1 ? item[1] : ""] as Templates.Values
                },
                "fields": fields(page), "dossiers": Pages.pairs(of: page).map { ["pair": $0] as Templates.Values },
                "copies": try desk.store.pages(ofText: Int(page.textName.dropFirst()) ?? 0).count > 1,
            ])
    }

    /// The pairs of states of a page's events, the most told first, at most four.
    static func pairs(of page: CollectionPage) -> [String] {
        var counts: [String: Int] = [:]
        for event in page.events {
            let codes = event.countries.map { CountryCodes.alpha2($0) }.filter { $0.utf8.count == 2 }.sorted()
            for (place, code) in codes.enumerated() {
                for other in codes.dropFirst(place + 1) { counts["\(code)-\(other)", default: 0] += 1 }
            }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4).map(\.key)
    }

    /// The reference of the text of a page, in a format of references.
    func cite(_ name: String, _ format: String) throws -> (bytes: [UInt8], type: String, file: String) {
        guard let format = ExportFormat.all.first(where: { $0.isCitation && $0.name == format }) else {
            throw DeskError.notFound("There is no format “\(format.prefix(40))” of references.")
        }
        let page = try item(name).page
        let text = Int(page.textName.dropFirst()) ?? 0
        guard
            let source = try ExportSource(
                desk.store, log: desk.folder.log, last: try desk.folder.log.last(), name: desk.name,
                pages: try desk.store.pages(ofText: text))
        else { throw DeskError.notFound("There is nothing to cite.") }
        var made: [UInt8] = []
        let sink = ExportSink { made += $0 }
        for part in format.parts { try part.write(source, sink) }
        try sink.flush()
        return (made, format.mediaType, "\(page.short).\(format.fileExtension)")
    }

    /// Whether the project has an event `PAGE#e1`.
    func hasEvent(_ name: String) -> Bool {
        let parts = name.split(separator: "#").map(String.init)
        guard parts.count == 2, let page = try? item(parts[0]).page, page.article.id == parts[0] else { return false }
        return page.events.contains { $0.id == parts[1] }
    }

    private static let roles: [DateRole: String] = [
        .issued: "First issued", .modified: "Modified", .captured: "Captured",
    ]

    private func fields(_ page: CollectionPage) -> [Templates.Values] {
        func provenance(_ field: String) -> [String] {
            page.article.provenance.filter { $0.first == field && $0.count > 2 }.map {
                $0[2].isEmpty ? $0[1] : "\($0[1]): \($0[2])"
            }
        }
        func row(_ name: String, _ value: String, _ reasons: [String], setting field: String? = nil) -> Templates.Values
        {
            var values: Templates.Values = ["name": name, "value": value, "reasons": reasons]
            if let field {
                values["field"] = field
                values["undo"] = field
                if let set = page.analyst.first(where: { $0.field == field }) {
                    values["byHand"] =
                        "\(set.value ?? ""), log #\(set.entry), \(set.time)\(set.why.map { ": \($0)" } ?? "")"
                }
            }
            return values
        }
        let fields = page.fields
        var result = [
            row("Title", fields.title ?? "not found", provenance("title")),
            row(
                "Author", fields.authors.isEmpty ? "not named" : fields.authors.joined(separator: ", "),
                provenance("authors") + [fields.byline].compactMap { $0.map { "by-line: \($0)" } }),
            row("Outlet", page.outlet.words, provenance("outlet"), setting: "outlet"),
        ]
        if !fields.via.isEmpty {
            result.append(
                row("Taken from", fields.via.map(\.name).joined(separator: ", "), fields.via.map { "“\($0.quote)”" }))
        }
        let taken = fields.dates.filter { $0.role == .published }
        result.append(
            row(
                "Published", Wording.date(fields.published), taken.map { "\($0.source): \($0.reason)" }, setting: "date"
            ))
        for date in fields.dates where date.role == .issued || date.role == .modified || date.role == .captured {
            result.append(
                row(Pages.roles[date.role] ?? "", Wording.date(date.edtf), ["\(date.source): \(date.reason)"]))
        }
        for date in fields.dates.filter({ $0.role == .rejected }).prefix(12) {
            var values = row(
                "Rejected as publication", date.evidence.isEmpty ? date.edtf : date.evidence,
                ["\(Wording.date(date.edtf)), \(date.source): \(date.reason)"])
            values["rejected"] = true
            result.append(values)
        }
        result.append(row("Language", fields.language ?? "not known", provenance("language")))
        result.append(row("Address", fields.url ?? "not known", provenance("url"), setting: "url"))
        result.append(row("Note", page.analyst.first { $0.field == "note" }?.value ?? "none", [], setting: "note"))
        for value in page.analyst where value.field.hasPrefix("tag:") {
            var tag = row("Tag", String(value.field.dropFirst(4)), [])
            tag["undo"] = value.field
            tag["byHand"] = "log #\(value.entry), \(value.time)\(value.why.map { ": \($0)" } ?? "")"
            result.append(tag)
        }
        for value in page.analyst where HandCorrections.isCorrection(value.field) {
            var correction = row("Coding corrected", HandCorrections.inWords(value.field), [])
            correction["undo"] = value.field
            correction["byHand"] =
                "\(value.value ?? ""), log #\(value.entry), \(value.time)\(value.why.map { ": \($0)" } ?? "")"
            result.append(correction)
        }
        return result
    }

    /// The claims of a page as a table.
    func claims(_ name: String) throws -> String {
        let (collection, page) = try item(name)
        let claims = ClaimsView.claims(of: 0, in: collection)
        return self.page(
            "claims", title: "Claims of \(page.short)", place: "Claims",
            [
                "page": page.short, "sha256": page.article.sha256, "text": page.textName,
                "title": page.fields.title ?? "untitled", "lang": page.fields.language ?? "und",
                "heading": "\(Wording.count(claims.count, "claim")): who says so, and what was denied",
                "claims": claims.map { claim in
                    var values: Templates.Values = [
                        "id": claim.id, "speaker": claim.speaker.isEmpty ? "not named" : claim.speaker,
                        "via": claim.via.isEmpty ? "the page" : claim.via.joined(separator: ", "),
                        "stance": claim.stance.rawValue, "endorses": claim.endorses, "content": claim.content,
                        "isDenial": claim.stance.isDenial,
                        "quote": claim.quotes.map { QuoteHTML.render($0, pages: $0.short, isLinked: true) }.joined(),
                    ]
                    if let target = claim.target {
                        values["target"] = "Answers \(target.uppercased())."
                    } else if !claim.candidates.isEmpty {
                        values["target"] =
                            "Target: unresolved; could be \(claim.candidates.map { $0.uppercased() }.joined(separator: " or "))."
                    }
                    return values
                },
            ])
    }

    // MARK: Bytes

    /// The page of a capture: its bytes in a frame, its check, its log.
    func capture(_ name: String, _ address: [String: [String]]) throws -> String {
        guard let number = try desk.number(of: name), let article = try desk.store.articles([number]).first else {
            throw DeskError.notFound("No capture of this project has the id or digest “\(name.prefix(80))”.")
        }
        let item = try? item(article.id).page
        var values: Templates.Values = [
            "id": item?.short ?? article.id, "sha256": article.sha256,
            "published": item.map { Pages.date($0) } ?? "no article",
            "captured": item?.fields.captured.map { Wording.date($0) } ?? "not known",
            "size": "\(article.size) bytes", "address": article.url ?? "not known", "place": "",
        ]
        if let item { values["text"] = item.textName }
        if let rejected = article.rejected { values["rejected"] = rejected }
        let bytes: [UInt8]
        do throws(ArchiveError) {
            bytes = try desk.folder.captures.bytes(of: article.sha256)
            values["isIntact"] = true
        } catch {
            bytes = []
            values["problem"] = error.description
        }
        values["kind"] = CaptureBytes(bytes, try origin(of: article)).isHTML ? "HTML" : "text of a page"
        if let item, let range = pointed(item, address) {
            let (start, end) = (address["start"]?.last ?? "", address["end"]?.last ?? "")
            values["quote"] = item.body.quote(range)
            values["place"] = "?start=\(FormData.encode(start))&end=\(FormData.encode(end))#words"
            values["where"] = "characters \(start)–\(end) of the text"
        }
        let own = try logEntries(of: article)
        if let added = own.first {
            values["added"] = "\(added.time), log #\(added.number)"
            // The folders of this machine are nobody's business.
            values["file"] = added.detail("file").map { String($0.split(separator: "/").last ?? "") } ?? ""
        }
        values["logCount"] = "\(own.count) of \(Wording.count(desk.log.entries, "entry"))"
        values["log"] = own.prefix(100).map { LogRow.values($0) }
        return page("capture", title: "Capture \(item?.short ?? article.id)", place: "Captures", values)
    }

    /// The log entries that concern a capture.
    func logEntries(of article: StoredArticle) throws -> [CustodyEntry] {
        try desk.folder.log.entries(naming: JSONValue.string(article.id).text).filter {
            $0.detail("id") == article.id
        }
    }

    /// Where a capture comes from, as the log says.
    private func origin(of article: StoredArticle) throws -> CaptureOrigin {
        let added = try logEntries(of: article).first { $0.action == "add" }
        return CaptureOrigin(details: added?.details ?? [], id: article.id)
    }

    /// The sandboxed page of a capture.
    func frame(_ name: String, _ address: [String: [String]]) throws -> String {
        guard let number = try desk.number(of: name), let article = try desk.store.articles([number]).first else {
            throw DeskError.notFound("No capture of this project has the id or digest “\(name.prefix(80))”.")
        }
        let bytes: [UInt8]
        do throws(ArchiveError) { bytes = try desk.folder.captures.bytes(of: article.sha256) } catch {
            throw DeskError.notFound(error.description)
        }
        let capture = CaptureBytes(bytes, try origin(of: article))
        var ranges: [(start: Int, end: Int)] = []
        if let item = try? item(article.id).page, let range = pointed(item, address) {
            for segment in article.segments where segment.count == 3 {
                let (from, to) = (max(segment[0], range.start), min(segment[0] + segment[2], range.end))
                if from < to { ranges.append((segment[1] + from - segment[0], segment[1] + to - segment[0])) }
            }
        }
        return CaptureFrame.render(capture.page, isHTML: capture.isHTML, marking: ranges)
    }

    /// The bytes of a capture as they are held.
    func bytes(_ name: String) throws -> [UInt8] {
        guard let number = try desk.number(of: name), let article = try desk.store.articles([number]).first else {
            throw DeskError.notFound("No capture of this project has the id or digest “\(name.prefix(80))”.")
        }
        do throws(ArchiveError) { return try desk.folder.captures.bytes(of: article.sha256) } catch {
            throw DeskError.notFound(error.description)
        }
    }

    /// All captures, a part of the list.
    func captures(part: Int) throws -> String {
        let size = 50
        let part = max(1, part)
        let numbers = desk.captures
        let count = numbers.count
        let before = min((part - 1) * size, count)
        let headings = try desk.store.headings(Array(numbers.dropFirst(before).prefix(size)))
        var values: Templates.Values = [
            "heading": "\(Wording.count(count, "capture")), in the order in which they were added",
            "captures": headings.map {
                [
                    "id": $0.id, "sha256": $0.sha256, "short": String($0.sha256.prefix(12)),
                    "title": $0.rejected.map { "not an article: \($0)" } ?? $0.title ?? "untitled",
                    "lang": $0.language ?? "und", "date": Wording.date($0.published),
                ] as Templates.Values
            },
        ]
        if part > 1 { values["previous"] = "/captures?part=\(part - 1)" }
        if part * size < count { values["next"] = "/captures?part=\(part + 1)" }
        return page("captures", title: "Captures", place: "Captures", values)
    }

    /// The custody log, the newest entry first.
    func log(part: Int) throws -> String {
        let size = 100
        let part = max(1, part)
        let count = desk.log.entries
        let last = max(0, count - (part - 1) * size)
        let entries = try desk.folder.log.entries(max(1, last - size + 1)..<max(1, last + 1))
        var values: Templates.Values = [
            "heading": "\(Wording.count(count, "entry")), the newest first",
            "log": entries.reversed().map { LogRow.values($0) },
        ]
        if part > 1 { values["previousPart"] = "/log?part=\(part - 1)" }
        if part * size < count { values["nextPart"] = "/log?part=\(part + 1)" }
        return page("log", title: "Custody log", place: "", values)
    }
}

/// A capture unpacked, as UTF-8.
struct CaptureBytes {
    /// The page as UTF-8.
    let page: [UInt8]
    /// Whether it is HTML.
    let isHTML: Bool

    /// Unpacks a capture.
    init(_ bytes: [UInt8], _ origin: CaptureOrigin) {
        let reading = CaptureReading(bytes, origin)
        page = reading.page.bytes
        isHTML = reading.page.form == .html
    }
}

/// An entry of the log as it is shown.
enum LogRow {
    /// The values of a row.
    static func values(_ entry: CustodyEntry) -> Templates.Values {
        let details = entry.details.filter { $0.name != "sha256" }.compactMap { member in
            member.value.string.map { "\(member.name) \($0)" } ?? member.value.int.map { "\(member.name) \($0)" }
        }
        return [
            "number": entry.number, "time": entry.time,
            "what": "\(entry.action): \(details.joined(separator: ", "))", "by": entry.by,
            "hash": String(entry.hash.prefix(16)) + "…", "previous": String(entry.previous.prefix(8)) + "…",
        ]
    }

    /// The entry as it stands in the log.
    static func json(_ entry: CustodyEntry) -> JSONValue {
        .pairs([
            "n": .int(entry.number), "at": .string(entry.time), "action": .string(entry.action),
            "by": .string(entry.by), "details": .object(entry.details), "previous": .string(entry.previous),
            "hash": .string(entry.hash),
        ])
    }
}
