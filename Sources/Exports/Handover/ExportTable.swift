internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// A table of what a project holds: the same columns as JSON Lines and as CSV.
struct ExportTable: Sendable {
    /// Given each row, its values in the order of the columns.
    typealias Take = ([JSONValue]) throws -> Void

    /// The name: that of its file without the ending.
    let name: String
    /// What a row is.
    let about: String
    /// The columns.
    let columns: [String]
    /// Columns that no spreadsheet's cell can hold; they stand in JSON Lines only.
    var onlyJSON: Set<String> = []
    /// What its rows ask of the pages.
    let parts: Document.Parts
    /// Gives the rows.
    let rows: @Sendable (ExportSource, Take) throws -> Void

    /// All tables.
    static let all: [ExportTable] = [captures, texts, families, links, dates, events, claims, flags]

    // MARK: Pages and texts

    static let captures = ExportTable(
        name: "captures", about: "a saved page as it came in",
        columns: [
            "sha256", "page", "size", "text", "title", "authors", "byline", "outlet", "url", "language", "via",
            "published", "published_from", "published_to", "captured", "added_at", "log_entry", "text_sha256",
            "analyser", "rejected", "unfinished", "set_by_analyst",
        ], parts: .article
    ) { source, take in
        for index in source.pages {
            let page = source.collection.pages[index]
            let published = source.published(page)
            let bounds = published.value.flatMap(DayBounds.init(edtf:))
            try take([
                .string(page.article.sha256), .string(page.article.id), .int(page.article.size),
                .string(page.textName), .optional(page.fields.title), .strings(page.fields.authors),
                .optional(page.fields.byline), .optional(source.outlet(page).value),
                .optional(source.url(page).value), .optional(page.fields.language),
                .array(
                    page.fields.via.map {
                        .pairs(["name": .string($0.name), "kind": .string($0.kind), "quote": .string($0.quote)])
                    }), .optional(published.value), .optional(bounds?.from?.iso), .optional(bounds?.to?.iso),
                .optional(page.fields.captured), .optional(source.added(page.article.number)),
                .int(page.article.number), .string(page.article.textSHA256), .int(page.article.analyser), .null,
                .optional(page.article.state.reason), byAnalyst(page),
            ])
        }
        if source.dossier != nil { return }
        for article in source.collection.rejected {
            try take([
                .string(article.sha256), .string(article.id), .int(article.size), .null, .optional(article.title),
                .array([]), .null, .optional(article.outlet), .optional(article.url), .optional(article.language),
                .array([]), .optional(article.published), .optional(article.publishedFrom),
                .optional(article.publishedTo), .null, .optional(source.added(article.number)), .int(article.number),
                .string(article.textSHA256), .int(article.analyser), .optional(article.rejected),
                .optional(article.state.reason), .array([]),
            ])
        }
    }

    /// What the analyst set on a page.
    private static func byAnalyst(_ page: CollectionPage) -> JSONValue {
        .array(
            page.analyst.map { value in
                .pairs([
                    "field": .string(value.field), "value": .optional(value.value), "log_entry": .int(value.entry),
                    "at": .string(value.time), "why": .optional(value.why),
                ])
            })
    }

    static let texts = ExportTable(
        name: "texts", about: "a text, which one page or several carry",
        columns: [
            "id", "text", "head", "pages", "n_pages", "title", "voice", "side", "through", "language", "published",
            "text_sha256", "body",
        ], onlyJSON: ["body"], parts: .article
    ) { source, take in
        for text in source.texts {
            let head = source.collection.pages[text.root]
            try take([
                .string(source.key(text: text)), .string(text.name), .string(head.article.sha256),
                .strings(text.pages.map { source.key(page: $0) }), .int(text.pages.count),
                .optional(head.fields.title), .string(text.voice), .optional(text.side), .optional(text.through),
                .optional(head.fields.language), .optional(source.published(head).value),
                .string(head.article.textSHA256), .string(head.text),
            ])
        }
    }

    static let families = ExportTable(
        name: "families", about: "a page in the family of texts that follow one another",
        columns: ["family", "text", "text_id", "page", "sha256", "is_head", "follows", "kind", "score"],
        parts: []
    ) { source, take in
        let families = Families(source)
        var best: [Int: StoredLink] = [:]
        source.visitLinks { link, copy, _ in
            if best[copy] == nil { best[copy] = link }
        }
        for text in source.texts {
            for index in text.pages {
                let page = source.collection.name(index)
                let link = best[index]
                try take([
                    .string(families.family(text)), .string(text.name), .string(source.key(text: text)),
                    .string(page.id), .string(page.sha256), .bool(index == text.root),
                    .optional(link?.origin), .optional(link?.kind), link.map { number($0.score) } ?? .null,
                ])
            }
        }
    }

    static let links = ExportTable(
        name: "links", about: "a page that follows another, and why",
        columns: [
            "id", "copy", "copy_sha256", "origin", "origin_sha256", "kind", "score", "shared", "confident",
            "direction", "passages",
        ], parts: []
    ) { source, take in
        try source.visitLinks { link, copy, origin in
            let value = try? JSONParser.parse(Array(link.line.utf8))
            let (first, second) = (source.key(page: copy), source.key(page: origin))
            try take([
                .string(ExportSource.key("link", "\(first) \(second) \(link.kind)")), .string(link.copy),
                .string(first), .string(link.origin), .string(second), .string(link.kind), number(link.score),
                value?["shared"] ?? .null, value?["confident"] ?? .null, value?["direction"] ?? .array([]),
                value?["passages"] ?? .array([]),
            ])
        }
    }

    static let dates = ExportTable(
        name: "dates", about: "a date: of the page, considered for its day, or an expression of its text",
        columns: [
            "page", "sha256", "of", "role", "source", "type", "value", "edtf", "from", "to", "calendar", "anchor",
            "anniversary", "rule", "quote", "start", "end", "reason",
        ], parts: [.article, .time]
    ) { source, take in
        for index in source.pages {
            let page = source.collection.pages[index]
            let names: [JSONValue] = [.string(page.article.id), .string(page.article.sha256)]
            for date in page.fields.dates {
                let bounds = DayBounds(edtf: date.edtf)
                try take(
                    names + [
                        .string("page"), .string(date.role.rawValue), .string(date.source), .null, .null,
                        .string(date.edtf), .optional(bounds?.from?.iso), .optional(bounds?.to?.iso), .null, .null,
                        .null, .null, .string(date.evidence), .null, .null, .string(date.reason),
                    ])
            }
            for timex in page.timexes {
                try take(
                    names + [
                        .string("text"), .null, .string("text"), .string(timex.type.rawValue), .string(timex.value),
                        .optional(timex.edtf), .optional(timex.bounds?.from?.iso), .optional(timex.bounds?.to?.iso),
                        .string(timex.calendar), .optional(timex.anchor), timex.anniversary.map { .int($0) } ?? .null,
                        .string(timex.rule), .string(page.body.quote(timex.range)),
                        .int(page.body.points.codePoint(atByte: timex.range.start)),
                        .int(page.body.points.codePoint(atByte: timex.range.end)), .null,
                    ])
            }
        }
    }

    /// A score with four digits, so that it reads the same everywhere.
    static func number(_ score: Double) -> JSONValue { .raw(Array(decimal(score).utf8)) }

    /// A score between 0 and 1 with four digits behind the point.
    static func decimal(_ score: Double) -> String {
        let value = Int((min(max(score, 0), 1) * 10_000).rounded())
        let tail = String(value % 10_000)
        return "\(value / 10_000).\(String(repeating: "0", count: 4 - tail.utf8.count))\(tail)"
    }
}

/// Which texts belong together: those joined by links, whatever their kind.
struct Families {
    private var head: [String: String] = [:]

    /// Joins texts.
    ///
    /// - Complexity: O(*n* + *m*) in texts and links, nearly.
    init(_ source: ExportSource) {
        let texts = source.texts
        let index = Dictionary(texts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var sets = DisjointSets(texts.count)
        source.visitLinks { _, copy, origin in
            guard let first = index[source.collection.name(copy).textName],
                let second = index[source.collection.name(origin).textName]
            else { return }
            sets.join(first, second)
        }
        for place in texts.indices {
            head[texts[place].name] = ExportSource.key("family", source.key(text: texts[sets.find(place)]))
        }
    }

    /// The family's name, of the text that came first.
    func family(_ text: CollectionText) -> String { head[text.name] ?? "" }
}
