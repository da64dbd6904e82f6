internal import ArchivePipeline
public import CorpusStore
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// A project as one file to hand over: captures, texts, rows, a pair's dossier, the log with its seals and proofs, as a web
/// archive (WACZ 1.1.1) that others replay.
///
/// The same project, pair and day give the same bytes by the same zlib.
public enum BundleFile {
    /// What a bundle holds.
    public struct Summary: Sendable {
        /// The captures.
        public var captures = 0
        /// Those whose records of web archives are in it as they stood.
        public var records = 0
        /// The entries of the dossier.
        public var entries = 0
        /// What the bundle says of itself.
        public var stamp: BundleStamp
    }

    /// Writes a bundle.
    ///
    /// - Parameters:
    ///   - folder: The project.
    ///   - store: Its derived data, which must be of its whole log.
    ///   - pair: Two codes of two letters, as `KP-IR`.
    ///   - project: The project's name.
    ///   - made: The day that it says it was made on (ISO).
    ///   - path: The file.
    /// - Returns: What was written; nil when the pair is none.
    /// - Throws: ``ArchiveError`` when a capture is lost or the file cannot be written, or ``StoreError``.
    /// - Complexity: O(*n*) in bytes; memory for one capture, and for the dossier's pages.
    public static func write(
        _ folder: ProjectFolder, _ store: CorpusStore, pair: String, project: String, made: String, to path: String
    ) throws -> Summary? {
        let tree = try LogTree(folder.log)
        guard let last = try folder.log.last(), let root = tree.root(of: last.number) else {
            throw ArchiveError(.damaged, "the log of \(folder.path) is empty or broken; run `wirekin verify`.")
        }
        let stamp = BundleStamp(
            pair: pair, project: project, made: made, entries: last.number, hash: last.hash, logged: last.time,
            tree: root
        )
        return try write(folder, store, stamp, last, tree, to: path)
    }

    static func write(
        _ folder: ProjectFolder, _ store: CorpusStore, _ stamp: BundleStamp, _ last: CustodyEntry, _ tree: LogTree,
        to path: String
    ) throws -> Summary? {
        guard
            let dossier = try DossierFile.make(
                store, pair: stamp.pair, project: stamp.project, made: stamp.made, log: last)
        else { return nil }
        let zip = try ZipWriter(path: path)
        var maker = BundleMaker(folder, store, stamp, zip, try folder.keptPages(upTo: last.number))
        try maker.captures()
        try maker.texts()
        try maker.index()
        try maker.rows()
        try zip.add("\(BundleLog.folder)/\(BundleFile.name(stamp.pair)).html", dossier.bytes)
        try maker.log(tree, quoted: Set(dossier.dossier.quotes.map(\.sha256)))
        try zip.add(BundleFile.stamp, Array((stamp.json.text + "\n").utf8))
        try zip.add("\(BundleLog.folder)/README.txt", Array(BundleFile.readme(stamp).utf8))
        try maker.package()
        try zip.finish()
        var summary = maker.summary
        summary.entries = dossier.dossier.happened.count
        return summary
    }

    static let stamp = "\(BundleLog.folder)/bundle.json"
    static let archive = "archive/captures.warc.gz"
    static let texts = "archive/texts.warc.gz"

    /// A pair as the name of a file.
    static func name(_ pair: String) -> String {
        String(decoding: pair.utf8.filter { $0.isASCIILetter || $0 == UInt8(ascii: "-") }, as: UTF8.self)
    }

    private static func readme(_ stamp: BundleStamp) -> String {
        """
        A bundle of the project “\(stamp.project)”, made by wirekin \(stamp.release) on \(stamp.made).

        It is a web archive (WACZ 1.1.1): replay it with any program that reads these.
          archive/captures.warc.gz  the captures: records as they stood where they came from a web archive, else the bytes
                                    of the files that were added, as records of the kind "resource"
          archive/texts.warc.gz     the text of each page, as records of the kind "conversion"
          wirekin/custody.jsonl     the custody log; its last entry is \(stamp.entries):\(stamp.hash)
          wirekin/rows.jsonl        what was read from each page; links.jsonl, hand.jsonl: links of pages, values set by hand
          wirekin/\(name(stamp.pair)).html        the dossier of the pair; it opens offline
          seals/, proofs/           seals of the log, and proofs that entries are in it
          logs/                     the logs of projects that were merged into this one

        `wirekin verify FILE` checks all of it offline, and derives it all again. `wirekin verify FILE --expect
        \(stamp.entries):\(stamp.hash.prefix(16))` also finds a bundle that was written anew as a whole; take the number and
        the hash from elsewhere than from this file. The proofs are checked with sha256sum as Documentation/Proofs.md of the
        program says; they lead to the root \(stamp.tree).
        `wirekin add FILE` takes the captures into another project.

        Proves that these bytes have not changed since they were added, where the entry is known from elsewhere.
        Does not prove what a site showed, nor that nothing was left out.

        """
    }
}

/// Writes the members of a bundle.
struct BundleMaker {
    private let folder: ProjectFolder
    private let store: CorpusStore
    private let stamp: BundleStamp
    private let zip: ZipWriter
    private let pages: [KeptPage]
    private var cdx = BundleIndex()
    /// The address and the record's id of each page, by its number.
    private var records: [Int: (url: String, id: String)] = [:]
    private var titles: [Int: String] = [:]
    private(set) var summary: BundleFile.Summary

    init(
        _ folder: ProjectFolder, _ store: CorpusStore, _ stamp: BundleStamp, _ zip: ZipWriter, _ pages: [KeptPage]
    ) {
        (self.folder, self.store, self.stamp, self.zip, self.pages) = (folder, store, stamp, zip, pages)
        summary = BundleFile.Summary(stamp: stamp)
    }

    private func information(_ writer: WARCWriter, _ name: String, _ what: String) throws(ArchiveError) {
        let text =
            "software: wirekin \(stamp.release)\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\ndescription: \(what)\r\n"
        try writer.write(
            WARCWriter.Record(
                type: "warcinfo", name: "\(name) \(stamp.hash)", date: stamp.logged, url: nil,
                contentType: "application/warc-fields",
                fields: [("WARC-Filename", String(name.split(separator: "/").last ?? ""))], block: Array(text.utf8)))
    }

    // MARK: Web archives

    mutating func captures() throws(ArchiveError) {
        let writer = try WARCWriter(zip, name: BundleFile.archive)
        try information(writer, BundleFile.archive, "captures of a wirekin project, in the order of its log")
        let file = String(BundleFile.archive.split(separator: "/").last ?? "")
        for page in pages {
            let bytes = try folder.captures.bytes(of: page.sha256)
            summary.captures += 1
            if let record = page.record {
                let kept = try folder.captures.bytes(of: record)
                guard let whole = WARCRecord.whole(kept, page: bytes) else {
                    throw ArchiveError(
                        .damaged,
                        "\(page.id): what was kept of its record is not as long as it says; run `wirekin verify`.")
                }
                let place = try writer.write(whole)
                let fields = WARCRecord.fields(kept)
                let url = fields.url ?? "urn:sha256:\(page.sha256)"
                records[page.number] = (url, fields.id ?? "")
                cdx.add(
                    url: url, date: fields.date ?? page.date, mime: fields.type ?? "text/html",
                    status: fields.status ?? 200, sha256: page.sha256, place: place, file: file)
                summary.records += 1
                continue
            }
            let url = page.url ?? "urn:sha256:\(page.sha256)"
            let type = page.mediaType(bytes)
            let record = WARCWriter.Record(
                type: "resource", name: "resource \(page.number) \(page.sha256)", date: page.date, url: url,
                contentType: type, block: bytes)
            let place = try writer.write(record)
            records[page.number] = (url, record.id)
            cdx.add(
                url: url, date: page.date, mime: type, status: 200, sha256: page.sha256, place: place, file: file)
        }
        try writer.end()
    }

    mutating func texts() throws {
        let writer = try WARCWriter(zip, name: BundleFile.texts)
        try information(writer, BundleFile.texts, "texts that wirekin read from the captures")
        var failure: (any Error)?
        var titles: [Int: String] = [:]
        try store.visitArticles { article in
            titles[article.number] = article.title
            guard failure == nil, !article.text.isEmpty, let record = records[article.number] else { return }
            do {
                try writer.write(
                    WARCWriter.Record(
                        type: "conversion", name: "conversion \(article.number) \(article.textSHA256)",
                        date: stamp.logged, url: record.url, contentType: "text/plain; charset=utf-8",
                        fields: [("WARC-Refers-To", "<\(record.id)>")], block: Array(article.text.utf8)))
            } catch { failure = error }
        }
        if let failure { throw failure }
        self.titles = titles
        try writer.end()
    }

    func index() throws(ArchiveError) {
        let (index, blocks) = cdx.files()
        try zip.add("indexes/index.cdx.gz", index, isPacked: false)
        try zip.add("indexes/index.idx", blocks)
        try zip.begin("pages/pages.jsonl", isPacked: true)
        let head = JSONValue.pairs([
            "format": .string("json-pages-1.0"), "id": .string("pages"), "title": .string("All Pages"),
        ])
        try zip.write(Array((head.text + "\n").utf8))
        for page in pages {
            guard let record = records[page.number] else { continue }
            var fields: [(String, JSONValue)] = [
                ("id", .string(record.id)), ("url", .string(record.url)), ("ts", .string(page.date)),
            ]
            fields.append(("title", .string(titles[page.number] ?? page.id)))
            let line = JSONValue.object(fields.map { JSONMember(name: $0.0, value: $0.1) })
            try zip.write(Array((line.text + "\n").utf8))
        }
        try zip.end()
    }

    // MARK: Rows

    func rows() throws {
        try zip.begin("\(BundleLog.folder)/rows.jsonl", isPacked: true)
        var failure: (any Error)?
        try store.visitArticles { article in
            guard failure == nil else { return }
            do { try zip.write(BundleMaker.row(article)) } catch { failure = error }
        }
        if let failure { throw failure }
        try zip.end()
        // A list of nothing is no member: other programs take an empty one for broken.
        let links = try store.links()
        if !links.isEmpty {
            try zip.begin("\(BundleLog.folder)/links.jsonl", isPacked: true)
            for link in links {
                let head = JSONValue.pairs([
                    "copy": .string(link.copy), "origin": .string(link.origin), "kind": .string(link.kind),
                    "place": .int(link.place),
                ])
                try zip.write(BundleMaker.joined(head, "link", link.line))
            }
            try zip.end()
        }
        let values = try store.analystValues()
        if values.isEmpty { return }
        try zip.begin("\(BundleLog.folder)/hand.jsonl", isPacked: true)
        for value in values {
            let line = JSONValue.pairs([
                "id": .string(value.id), "key": .string(value.key), "field": .string(value.field),
                "value": .optional(value.value), "anchor": .string(value.anchor), "entry": .int(value.entry),
                "at": .string(value.time), "why": .optional(value.why),
            ])
            try zip.write(Array((line.text + "\n").utf8))
        }
        try zip.end()
    }

    private static func row(_ article: StoredArticle) -> [UInt8] {
        func lists(_ value: [[String]]) -> JSONValue { .array(value.map { .strings($0) }) }
        let head = JSONValue.pairs([
            "id": .string(article.id), "number": .int(article.number), "sha256": .string(article.sha256),
            "size": .int(article.size), "text_sha256": .string(article.textSHA256), "title": .optional(article.title),
            "outlet": .optional(article.outlet), "language": .optional(article.language),
            "url": .optional(article.url), "published": .optional(article.published),
            "published_from": .optional(article.publishedFrom), "published_to": .optional(article.publishedTo),
            "rejected": .optional(article.rejected), "unread": .optional(article.state.reason),
            "analyser": .int(article.analyser),
            "segments": .array(article.segments.map { .array($0.map { .int($0) }) }),
            "left_out": lists(article.leftOut), "provenance": lists(article.provenance),
        ])
        return joined(head, "document", article.line)
    }

    /// An object with one more member that is JSON already.
    private static func joined(_ head: JSONValue, _ name: String, _ line: String) -> [UInt8] {
        Array(head.text.utf8.dropLast()) + Array(",\"\(name)\":".utf8) + Array((line.isEmpty ? "null" : line).utf8)
            + [UInt8(ascii: "}"), 10]
    }

    // MARK: The log

    /// The log, its seals, and proofs: of each sealed head that the log goes on from it, of each quoted page that its entry is in it.
    func log(_ tree: LogTree, quoted: Set<String>) throws {
        try zip.add(BundleLog.log, try FileAccess.read(folder.log.path, limit: BundleLog.limit))
        // The logs of projects that were merged into this one.
        let merged = (try? FileAccess.names(in: folder.path + "/logs")) ?? []
        for name in merged where name.hasSuffix(".jsonl") {
            try zip.add("logs/\(name)", try FileAccess.read("\(folder.path)/logs/\(name)", limit: BundleLog.limit))
        }
        let seals = Seals(folder)
        for name in seals.names() {
            try zip.add("seals/\(name)", try FileAccess.read("\(seals.folder)/\(name)", limit: 1 << 20))
        }
        for head in seals.heads() where head.entries < stamp.entries {
            guard let proof = tree.consistency(from: head.entries, to: stamp.entries) else { continue }
            try zip.add("proofs/since-\(head.entries).proof", proof.file)
        }
        let numbers = Set(pages.filter { quoted.contains($0.sha256) }.map(\.number))
        for (number, line) in try folder.log.lines(numbers) {
            guard let proof = tree.inclusion(of: number, line: line, in: stamp.entries) else { continue }
            try zip.add("proofs/entry-\(number).proof", proof.file)
        }
    }

    /// What is in the file, with digests.
    func package() throws(ArchiveError) {
        let resources = zip.members.map { member in
            JSONValue.pairs([
                "name": .string((member.name.split(separator: "/").last ?? "").lowercased()),
                "path": .string(member.name),
                "hash": .string("sha256:\(member.sha256)"), "bytes": .int(member.size),
            ])
        }
        let package = JSONValue.pairs([
            "profile": .string("data-package"), "wacz_version": .string("1.1.1"),
            "title": .string("\(stamp.project), \(stamp.pair)"), "created": .string("\(stamp.made)T00:00:00Z"),
            "software": .string("wirekin \(stamp.release)"), "resources": .array(resources),
        ])
        let bytes = Array((package.text + "\n").utf8)
        try zip.add("datapackage.json", bytes)
        let digest = JSONValue.pairs([
            "path": .string("datapackage.json"), "hash": .string("sha256:\(Digest.sha256(bytes))"),
        ])
        try zip.add("datapackage-digest.json", Array((digest.text + "\n").utf8))
    }
}
