internal import ContentExtraction
internal import EvidenceArchive
internal import TextPrimitives

/// Files of many texts: each record becomes a capture of its own bytes; one that is broken is named and the others are taken.
extension Intake {
    /// A file's name without its ending, for the names of its records.
    static func stem(_ name: String) -> String {
        var bytes = Array(name.utf8)[...]
        if bytes.count > 3, bytes.suffix(3).elementsEqual(".gz".utf8) { bytes = bytes.dropLast(3) }
        if let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex { bytes = bytes[..<dot] }
        let stem = String(decoding: bytes, as: UTF8.self)
        return stem == "-" ? "stdin" : stem
    }

    /// A record as an item.
    func item(
        _ bytes: [UInt8], file: String, name: String, row: Int, ending: String, id: String? = nil,
        _ change: (inout CaptureOrigin) -> Void = { _ in }
    ) -> IncomingItem {
        let own = "\(Intake.stem(name))-\(row).\(ending)"
        var origin = CaptureOrigin(name: own)
        origin.row = row
        origin.map = map.text.isEmpty ? nil : map.text
        change(&origin)
        return .page(
            IncomingPage(
                bytes: bytes, file: file, name: own, id: id ?? "\(name == "-" ? "stdin" : name)#\(row)", origin: origin)
        )
    }

    /// JSON Lines: an object a line.
    func lines(_ stream: ByteStream, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool)
        throws(ArchiveError)
    {
        var row = 0
        while let read = try stream.boundedLine(limit: Bounds.captureBytes) {
            row += 1
            guard let line = read else {
                let reason = "\(file), line \(row): longer than \(Bounds.captureBytes) bytes; skipped."
                guard take(.refused(file: file, reason: reason)) else { return }
                continue
            }
            if line.allSatisfy(\.isASCIISpace) { continue }
            guard take(record(line, file, name, row, "line")) else { return }
        }
    }

    /// The item of an object, or why it is none.
    private func record(_ bytes: [UInt8], _ file: String, _ name: String, _ row: Int, _ what: String) -> IncomingItem {
        let page = CapturedPage(bytes, name: nil, map: map)
        guard page.kind == .record, JSONRecords.isObject(bytes) else {
            return .refused(file: file, reason: "\(file), \(what) \(row): no whole JSON object; skipped.")
        }
        guard page.rejection == nil else {
            return .refused(
                file: file,
                reason: "\(file), \(what) \(row): no text; name the member that holds it with --map text=NAME; skipped."
            )
        }
        return item(bytes, file: file, name: name, row: row, ending: "json", id: JSONRecords.id(of: bytes, map))
    }

    /// A list of JSON objects: of texts, the items of a JSON Feed, an export of Zotero with its attachments.
    func list(_ stream: ByteStream, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool)
        throws(ArchiveError)
    {
        let bytes = try stream.rest(limit: Bounds.captureBytes)
        let (records, broken) = JSONRecords.records(of: bytes)
        var row = 0
        for range in records {
            row += 1
            let object = Array(bytes[range])
            let attachments = ZoteroExport.attachments(json: object)
            if attachments.isEmpty {
                guard take(record(object, file, name, row, "object")) else { return }
            }
            for attachment in attachments { guard attached(attachment, file, take) else { return } }
        }
        for place in broken {
            guard take(.refused(file: file, reason: "\(file), at byte \(place): no whole JSON object; skipped."))
            else { return }
        }
        if records.isEmpty, broken.isEmpty {
            _ = take(.refused(file: file, reason: "\(file) is a list without objects; there is nothing to keep."))
        }
    }

    /// A table: the line of names and a row are a capture.
    func table(_ stream: ByteStream, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool)
        throws(ArchiveError)
    {
        // Lines that were read too far, the next one last.
        var waiting: [[UInt8]?] = []
        func next() throws(ArchiveError) -> [UInt8]?? {
            if let line = waiting.popLast() { return .some(line) }
            return try stream.boundedLine(limit: Bounds.captureBytes)
        }
        var number = 0
        /// A row of one line or several, and the lines; nil at the end.
        func row() throws(ArchiveError) -> (bytes: [UInt8]?, lines: [[UInt8]?])? {
            guard let first = try next() else { return nil }
            guard var bytes = first else { return (nil, [nil]) }
            var lines: [[UInt8]?] = [bytes]
            var isClosed = TableRows.isClosed(bytes)
            while !isClosed, bytes.count <= Bounds.captureBytes, let more = try next() {
                lines.append(more)
                guard let more else { break }
                if !TableRows.isClosed(more) { isClosed = true }
                bytes.append(10)
                bytes += more
            }
            return (bytes, lines)
        }
        guard let first = try row(), let header = first.bytes, let table = TableRows(header: header) else {
            _ = take(.refused(file: file, reason: "\(file) is a table without a line of names; put one first."))
            return
        }
        guard map.holdsText(table.names) else {
            let names = table.names.prefix(12).map { $0.isEmpty ? "–" : String($0.prefix(40)) }.joined(separator: ", ")
            let reason = "\(file) is a table without a text: its columns are \(names); name one with --map text=NAME."
            _ = take(.refused(file: file, reason: reason))
            return
        }
        number = first.lines.count
        var rows = 0
        while let read = try row() {
            let line = number + 1
            guard let bytes = read.bytes, bytes.contains(where: { !$0.isASCIISpace }) else {
                number += read.lines.count
                guard read.bytes == nil else { continue }
                guard take(.refused(file: file, reason: "\(file), line \(line): too long; skipped.")) else { return }
                continue
            }
            guard table.values(bytes) != nil else {
                // A mark that is not closed must not take the rows below with it.
                waiting += read.lines.dropFirst().reversed()
                number += 1
                let reason =
                    "\(file), line \(line): not \(table.names.count) values, or an open quotation mark; skipped."
                guard take(.refused(file: file, reason: reason)) else { return }
                continue
            }
            number += read.lines.count
            rows += 1
            let capture = header + [10] + bytes + [10]
            let page = CapturedPage(capture, name: "row.csv", map: map)
            if page.rejection != nil {
                guard take(.refused(file: file, reason: "\(file), row \(rows) in line \(line): no text; skipped."))
                else { return }
                continue
            }
            guard take(item(capture, file: file, name: name, row: rows, ending: "csv", id: page.recordID)) else {
                return
            }
        }
    }

    /// A feed: each item is a capture.
    func feed(_ stream: ByteStream, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool)
        throws(ArchiveError)
    {
        let bytes = try stream.rest(limit: Bounds.captureBytes)
        let text = PageReader.utf8(bytes)
        if text != bytes {
            let reason = "\(file) is not in UTF-8: its items are kept as UTF-8."
            guard take(.note(file: file, text: reason)) else { return }
        }
        let (items, broken) = FeedItems.items(of: text)
        let outlet = FeedItems.title(of: text)
        var row = 0
        for range in items {
            row += 1
            let own = Array(text[range])
            guard CapturedPage(own).rejection == nil else {
                guard take(.refused(file: file, reason: "\(file), item \(row): no text; skipped.")) else { return }
                continue
            }
            guard take(item(own, file: file, name: name, row: row, ending: "xml", { $0.outlet = outlet })) else {
                return
            }
        }
        for range in broken {
            let reason = "\(file), at byte \(range.lowerBound): an item that does not end; skipped."
            guard take(.refused(file: file, reason: reason)) else { return }
        }
        if items.isEmpty, broken.isEmpty {
            _ = take(.refused(file: file, reason: "\(file) is a feed without items; there is nothing to keep."))
        }
    }

    /// A mail box: each mail is a capture, without the line that the box puts before it.
    func mailbox(_ stream: ByteStream, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool)
        throws(ArchiveError)
    {
        var mail: [UInt8] = []
        var row = 0
        var isTooLong = false
        var isBlank = true
        func end() -> Bool {
            defer {
                mail = []
                isTooLong = false
            }
            guard row > 0 else { return true }
            while mail.count > 1, mail.last == 10, mail[mail.count - 2] == 10 { mail.removeLast() }
            if isTooLong {
                let reason = "\(file), mail \(row): longer than \(Bounds.captureBytes) bytes; skipped."
                return take(.refused(file: file, reason: reason))
            }
            let page = CapturedPage(mail)
            guard page.kind == .mail || page.kind == .mhtml, page.rejection == nil else {
                return take(.refused(file: file, reason: "\(file), mail \(row): no mail with a text; skipped."))
            }
            return take(item(mail, file: file, name: name, row: row, ending: "eml"))
        }
        while let read = try stream.boundedLine(limit: Bounds.captureBytes) {
            guard let line = read else {
                isTooLong = true
                continue
            }
            if line.starts(with: "From ".utf8), isBlank || Intake.isBoundary(line) {
                guard end() else { return }
                row += 1
                isBlank = false
                continue
            }
            isBlank = line.isEmpty || line == [13]
            if mail.count + line.count > Bounds.captureBytes { isTooLong = true }
            if isTooLong { mail = [] } else { mail += line + [10] }
        }
        _ = end()
    }

    /// Whether a line that begins with "From " ends as the line before a mail does: a time, and a year (RFC 4155, appendix A).
    private static func isBoundary(_ line: [UInt8]) -> Bool {
        let words = line.split { $0.isASCIISpace }
        guard words.count >= 5, let year = words.last, year.count == 4, year.allSatisfy(\.isASCIIDigit) else {
            return false
        }
        return words.contains { $0.count == 8 && $0.count { $0 == UInt8(ascii: ":") } == 2 }
    }

    // MARK: Zotero

    /// An export of Zotero: the pages that are attached to its items.
    func zotero(_ stream: ByteStream, _ file: String, _ take: (IncomingItem) -> Bool) throws(ArchiveError) {
        let bytes = try stream.rest(limit: Bounds.captureBytes)
        let (attachments, others) = ZoteroExport.attachments(rdf: PageReader.utf8(bytes))
        for attachment in attachments { guard attached(attachment, file, take) else { return } }
        if others > 0 {
            _ = take(.note(file: file, text: "\(file): \(others) items have no page attached and were left out."))
        }
        if attachments.isEmpty {
            _ = take(.refused(file: file, reason: "\(file) has no pages attached; export it with its files."))
        }
    }

    /// The page of an attachment; its file lies below the folder of the export.
    private func attached(_ attachment: ZoteroExport.Attachment, _ file: String, _ take: (IncomingItem) -> Bool) -> Bool
    {
        let parts = attachment.path.split(separator: "/", omittingEmptySubsequences: false)
        guard !attachment.path.isEmpty, !parts.contains(".."), parts.first != "" else {
            return take(
                .refused(
                    file: file, reason: "\(file): “\(attachment.path.prefix(120))” lies outside its folder; skipped."))
        }
        let path = FileAccess.folder(of: file) + "/" + attachment.path
        var goesOn = true
        pages(of: path) { item in
            guard case .page(var page) = item else {
                goesOn = take(item)
                return goesOn
            }
            page.origin.url = page.origin.url ?? attachment.url
            page.origin.captured = page.origin.captured ?? attachment.captured
            page.origin.title = attachment.title
            page.origin.published = attachment.published
            page.origin.outlet = attachment.outlet
            goesOn = take(.page(page))
            return goesOn
        }
        return goesOn
    }
}
