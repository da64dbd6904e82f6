internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// The interface for programs: the fields of the stage filters under `/api/v1`, described by `desk/openapi.json`.
struct API: Sendable {
    private let desk: Desk
    private let pages: Pages

    init(_ desk: Desk) {
        self.desk = desk
        pages = Pages(desk)
    }

    /// The addresses, and what makes their JSON.
    var routes: [(path: String, make: @Sendable (Asked) throws -> String)] {
        [
            ("/api/v1/openapi.json", { _ in String(decoding: Resource.bytes("desk/openapi.json"), as: UTF8.self) }),
            ("/api/v1/search", { try search($0) }), ("/api/v1/claims", { try claims($0) }),
            ("/api/v1/article/:name", { try page($0.name) }),
            ("/api/v1/family/:name", { try text($0.name) }),
            ("/api/v1/rewordings", { try rewordings($0.part) }), ("/api/v1/pairs", { _ in pairs() }),
            ("/api/v1/pair/:name", { try DossierText(desk.dossier($0.name).dossier).json().text }),
            ("/api/v1/diff/:name/:other", { try diff($0.name, $0.other) }), ("/api/v1/outlets", { _ in outlets() }),
            ("/api/v1/capture/:name", { try capture($0.name) }), ("/api/v1/log", { try log($0.part) }),
            ("/api/v1/stages", { _ in Stages.json.text }),
            ("/api/v1/exports", { _ in ExportFormat.json.text }),
        ]
    }

    /// The addresses of files in the formats of others, and what makes them.
    var files: [(path: String, make: @Sendable (Asked) throws -> DeskExport)] {
        [
            ("/api/v1/pair/:name/export/:other", { try DeskExport(pair: $0.name, $0.other, desk) }),
            (
                "/api/v1/search/export/:name",
                { try DeskExport(search: SearchAddress($0.values).query, $0.name, desk) }
            ),
        ]
    }

    private func search(_ asked: Asked) throws -> String {
        try SearchView(SearchAddress(asked.values).query, desk.index, desk.store).json.text
    }

    /// The claims of the texts of a search, from the page at the head of each.
    private func claims(_ asked: Asked) throws -> String {
        let address = try SearchAddress(asked.values)
        let result = try desk.index.search(address.query, in: desk.store)
        let collection = try pages.collection(result.found.compactMap(\.pages.first))
        let claims = collection.pages.flatMap { page in
            page.claims.filter { address.query.stances.isEmpty || address.query.stances.contains($0.stance.rawValue) }
                .map {
                    JSONValue.pairs([
                        "article": .string(page.article.id), "sha256": .string(page.article.sha256),
                        "text": .string(page.textName), "claim": $0.json(in: page.body),
                    ])
                }
        }
        return JSONValue.pairs(["texts": .int(result.texts), "claims": .array(claims)]).text
    }

    /// The line that read, time and code give for a page.
    private func page(_ name: String) throws -> String {
        String(decoding: try pages.item(name).page.document.line(.exchange), as: UTF8.self)
    }

    private func text(_ name: String) throws -> String {
        let number = try pages.text(name)
        let collection = try pages.collection(try desk.store.pages(ofText: number))
        guard let text = collection.texts.first else { throw DeskError.notFound("There is no text \(name).") }
        let root = collection.pages[text.root]
        return JSONValue.pairs([
            "text": .string(text.name), "title": .optional(root.fields.title), "root": .string(root.article.id),
            "pages": .strings(text.pages.map { collection.pages[$0].article.id }), "voice": .string(text.voice),
            "side": .optional(text.side), "through": .optional(text.through),
            "links": .array(text.links.map { .raw(Array($0.line.utf8)) }),
        ]).text
    }

    private func rewordings(_ part: Int) throws -> String {
        let first = (part - 1) * Pages.rewordingsAPart
        return RewordingsText.json(
            try TwoWordings.part(first..<(first + Pages.rewordingsAPart), of: desk.store)
        ).text
    }

    private func pairs() -> String {
        JSONValue.array(desk.pairs.map { .pairs(["pair": .string($0.pair), "pages": .int($0.pages)]) }).text
    }

    private func diff(_ first: String, _ second: String) throws -> String {
        let (a, b) = (try pages.item(first).page, try pages.item(second).page)
        return DiffJSON.json(
            first: a.article.id, second: b.article.id,
            WordDiff.compare(a.text, b.text) { Folding.fold($0) },
            DriftFilter.changes(parent: a.document, child: b.document).map { $0.json(parent: a.body, child: b.body) }
        ).text
    }

    private func outlets() -> String {
        JSONValue.array(
            desk.index.outlets.map {
                .pairs(["outlet": .string($0.value), "pages": .int($0.pages), "texts": .int($0.texts)])
            }
        ).text
    }

    private func capture(_ name: String) throws -> String {
        guard let number = try desk.number(of: name), let article = try desk.store.articles([number]).first else {
            throw DeskError.notFound("No capture of this project has the id or digest “\(name.prefix(80))”.")
        }
        let entries = try pages.logEntries(of: article)
        return JSONValue.pairs([
            "id": .string(article.id), "sha256": .string(article.sha256), "size": .int(article.size),
            "text_sha256": .string(article.textSHA256), "rejected": .optional(article.rejected),
            "log": .array(entries.map { LogRow.json($0) }),
        ]).text
    }

    private func log(_ part: Int) throws -> String {
        let first = (part - 1) * 1_000 + 1
        let entries = try desk.folder.log.entries(first..<(first + 1_000))
        return JSONValue.pairs([
            "entries": .int(desk.log.entries), "head": .string(desk.log.hash),
            "log": .array(entries.map { LogRow.json($0) }),
        ]).text
    }
}
