internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// Tools that find texts and say what belongs together.
extension AssistantTool {
    /// Full-text search.
    static let search = AssistantTool(
        "search", title: "Search all texts",
        about:
            "Finds texts by words that must all stand in them. A text stands once, whatever the number of pages that carry it; each is given with the words around the match as they stand in it, their offsets in code points of the text, and the SHA-256 of the page's bytes; where the words stand in the title only, the text's first sentence is quoted. Cite the quotes; what is not found here is “not attested in this collection”, never “never said”.",
        [
            .needed("query", "Words that must all be found."),
            .text("pair", "Only texts that name both of two states: two ISO 3166 codes of two letters, such as KP-IR."),
            .text("from", "Published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD."),
            .text("to", "Published on this day or earlier."), .text("outlet", "Only this outlet."),
            .text("language", "Only this language, such as en."), .limit(100), .offset,
        ],
        gives: [
            ("query", ToolSchema.text), ("pages", ToolSchema.integer), ("texts", ToolSchema.integer),
            ("order", ToolSchema.text), ("notes", ToolSchema.list(ToolSchema.text)),
            (
                "hits",
                ToolSchema.list(
                    ToolSchema.object([
                        ("text", ToolSchema.text), ("page", ToolSchema.text), ("sha256", ToolSchema.text),
                        ("title", ToolSchema.known), ("published", ToolSchema.known), ("outlet", ToolSchema.known),
                        ("language", ToolSchema.known), ("matched_in", ToolSchema.text),
                        ("also_on", ToolSchema.list(ToolSchema.text)),
                        (
                            "quotes",
                            ToolSchema.list(
                                ToolSchema.object([
                                    ("sha256", ToolSchema.text), ("start", ToolSchema.integer),
                                    ("end", ToolSchema.integer), ("quote", ToolSchema.text),
                                ]))
                        ),
                    ]))
            ),
        ]
    ) { given, project in
        let query = try SearchQuery(given)
        let view = try SearchView(query, project.columns(), project.store)
        return members([
            "query": .string(query.words), "pages": .int(view.result.pages), "texts": .int(view.result.texts),
            "order": .string(view.result.order.rawValue), "notes": .strings(view.result.notes),
            "hits": .array(
                try view.hits.map { hit in
                    let body = try project.store.body(hit.head.number)
                    let found = SearchMatch(hit.snippet, in: body)
                    return .pairs([
                        "text": .string(hit.text), "page": .string(hit.head.id), "sha256": .string(hit.head.sha256),
                        "title": .optional(hit.head.title), "published": .optional(hit.head.published),
                        "outlet": .optional(hit.head.outlet), "language": .optional(hit.head.language),
                        "matched_in": .string(found == nil ? "title" : "text"),
                        "also_on": .strings(hit.others.map(\.id)),
                        "quotes": .array(
                            [found ?? SearchMatch(beginningOf: body)].compactMap { $0 }.map { match in
                                .pairs([
                                    "sha256": .string(hit.head.sha256), "start": .int(match.start),
                                    "end": .int(match.end), "quote": .string(match.words),
                                ])
                            }),
                    ])
                }),
        ])
    }

    /// The most passages of a link.
    private static let passages = 20

    /// A text with its copies and what it follows.
    static let family = AssistantTool(
        "family", title: "Copies and sources of a text",
        about:
            "Says which pages carry a text and which other texts it follows (reprint, excerpt, rewrite, rewording), with the passages that both have, quoted from each, and the reasons for the direction. The page named first is the earliest copy held, which is not to say the original.",
        [.needed("text", "A text such as T3, or a page that carries it, by id or digest.")],
        gives: [
            ("text", ToolSchema.text), ("title", ToolSchema.known), ("voice", ToolSchema.text),
            ("side", ToolSchema.known), ("through", ToolSchema.known),
            (
                "pages",
                ToolSchema.list(
                    ToolSchema.object([
                        ("page", ToolSchema.text), ("sha256", ToolSchema.text), ("outlet", ToolSchema.known),
                        ("outlet_words", ToolSchema.text), ("url", ToolSchema.known), ("published", ToolSchema.known),
                        ("captured", ToolSchema.known), ("text_sha256", ToolSchema.text),
                    ]))
            ),
            (
                "links",
                ToolSchema.list(
                    ToolSchema.object([
                        ("copy", ToolSchema.text), ("origin", ToolSchema.text), ("origin_text", ToolSchema.text),
                        ("kind", ToolSchema.text), ("confident", ToolSchema.flag),
                        ("direction", ToolSchema.list(ToolSchema.text)),
                        (
                            "passages",
                            ToolSchema.list(
                                ToolSchema.object([("copy", ToolSchema.quote), ("origin", ToolSchema.quote)]))
                        ),
                    ]))
            ),
        ]
    ) { given, project in
        let numbers = try project.numbers(ofText: given.text("text") ?? "")
        let ids = try project.store.headings(numbers).map(\.id)
        let origins = try project.store.links(ofCopies: ids).compactMap { try project.store.number(ofID: $0.origin) }
        let collection = try Collection(project.store, pages: Set(numbers + origins).sorted())
        guard
            let text = collection.texts.first(where: { text in
                text.pages.contains { numbers.contains(collection.pages[$0].article.number) }
            })
        else { throw ToolFault("The text has no page that is an article.") }
        let places = Dictionary(collection.pages.enumerated().map { ($1.article.id, $0) }) { first, _ in first }
        let members = Set(text.pages.map { collection.pages[$0].article.id })
        let links = collection.links.filter { members.contains($0.copy) && places[$0.origin] != nil }
        return AssistantTool.members([
            "text": .string(text.name), "title": .optional(collection.pages[text.root].fields.title),
            "voice": .string(text.voice), "side": .optional(text.side), "through": .optional(text.through),
            "pages": .array(
                text.pages.map { index in
                    let page = collection.pages[index]
                    return .pairs([
                        "page": .string(page.article.id), "sha256": .string(page.article.sha256),
                        "outlet": .optional(page.outlet.name), "outlet_words": .string(page.outlet.words),
                        "url": .optional(page.fields.url), "published": .optional(page.fields.published),
                        "captured": .optional(page.fields.captured),
                        "text_sha256": .string(page.article.textSHA256),
                    ])
                }),
            "links": .array(links.compactMap { link(_: $0, places, collection) }),
        ])
    }

    /// A link with the passages that both pages have, in the words of each.
    private static func link(_ link: StoredLink, _ places: [String: Int], _ collection: Collection) -> JSONValue? {
        guard let copy = places[link.copy], let origin = places[link.origin] else { return nil }
        let value = try? JSONParser.parse(Array(link.line.utf8))
        func quote(_ page: Int, _ start: Int, _ end: Int) -> JSONValue {
            let points = collection.pages[page].body.points
            let range = TextRange(points.byte(atCodePoint: start), points.byte(atCodePoint: max(start, end)))
            return collection.quote(page, range, passage: range).json
        }
        let passages = (value?["passages"]?.array ?? []).prefix(passages).compactMap { passage -> JSONValue? in
            let offsets = passage.array.compactMap(\.int)
            guard offsets.count == 4, offsets.allSatisfy({ $0 >= 0 }) else { return nil }
            return .pairs([
                "copy": quote(copy, offsets[0], offsets[1]), "origin": quote(origin, offsets[2], offsets[3]),
            ])
        }
        return .pairs([
            "copy": .string(link.copy), "origin": .string(link.origin),
            "origin_text": .string(collection.pages[origin].textName), "kind": .string(link.kind),
            "confident": .bool(value?["confident"]?.bool ?? false),
            "direction": .strings((value?["direction"]?.array ?? []).compactMap(\.string)),
            "passages": .array(passages),
        ])
    }

    /// The reference of a text.
    static let cite = AssistantTool(
        "cite", title: "The reference of a text",
        about:
            "Gives the reference of a text for a bibliography, its copies in the notes, and the digest of every page that carries it, so that what is cited can be opened.",
        [
            .needed("text", "A text such as T3, or a page that carries it, by id or digest."),
            ToolParameter(
                name: "format", kind: .choice(ExportFormat.all.filter(\.isCitation).map(\.name)),
                about: "The format of the reference; csl-json when left out."),
        ],
        gives: [
            ("format", ToolSchema.text), ("text", ToolSchema.text), ("reference", ToolSchema.text),
            (
                "pages",
                ToolSchema.list(
                    ToolSchema.object([
                        ("page", ToolSchema.text), ("sha256", ToolSchema.text), ("text_sha256", ToolSchema.text),
                    ]))
            ),
            ("quotes", ToolSchema.list(ToolSchema.quote)),
        ]
    ) { given, project in
        let numbers = try project.numbers(ofText: given.text("text") ?? "")
        let name = given.text("format") ?? "csl-json"
        guard let format = ExportFormat.named(name),
            let source = try ExportSource(project.project, name: project.name, pages: numbers),
            let text = source.texts.first
        else { throw ToolFault("The text has no page that is an article.") }
        let collection = source.collection
        return members([
            "format": .string(name), "text": .string(text.name),
            "reference": .string(String(decoding: try format.bytes(source), as: UTF8.self)),
            "pages": .array(
                text.pages.map { index in
                    let page = collection.pages[index].article
                    return .pairs([
                        "page": .string(page.id), "sha256": .string(page.sha256),
                        "text_sha256": .string(page.textSHA256),
                    ])
                }),
            // The text's first sentence, by which a reader finds it on the page.
            "quotes": .array(
                [Segmentation.sentences(collection.pages[text.root].body.bytes).first].compactMap { $0 }.map {
                    collection.quote(text.root, TextRange($0.0, $0.1), passage: TextRange($0.0, $0.1)).json
                }),
        ])
    }
}

/// The words around a match with their place, in code points of the text.
struct SearchMatch {
    let words: String
    let start: Int
    let end: Int

    /// Finds the words of a snippet in the text that it was cut from; nil when there are none.
    ///
    /// - Complexity: O(*n*) in bytes for words that do not repeat themselves.
    init?(_ snippet: String, in body: [UInt8]) {
        // The marks of matches (U+E000, U+E001) and the ellipses are no words of the text.
        var bytes = Array(snippet.utf8)
        var kept: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0xEE, place + 2 < bytes.count, bytes[place + 1] == 0x80,
                bytes[place + 2] == 0x80 || bytes[place + 2] == 0x81
            {
                place += 3
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        bytes = kept
        if bytes.starts(with: "… ".utf8) { bytes.removeFirst("… ".utf8.count) }
        if bytes.suffix(" …".utf8.count).elementsEqual(" …".utf8) { bytes.removeLast(" …".utf8.count) }
        guard let first = bytes.first, let offset = SearchMatch.place(of: bytes, first, in: body) else { return nil }
        words = String(decoding: bytes, as: UTF8.self)
        start = body[..<offset].count { $0 & 0xC0 != 0x80 }
        end = start + bytes.count { $0 & 0xC0 != 0x80 }
    }

    /// The first sentence of a text; nil for an empty one.
    init?(beginningOf body: [UInt8]) {
        guard let (first, last) = Segmentation.sentences(body).first, first < last else { return nil }
        words = UTF8Text.string(body, first, last)
        start = body[..<first].count { $0 & 0xC0 != 0x80 }
        end = start + body[first..<last].count { $0 & 0xC0 != 0x80 }
    }

    private static func place(of bytes: [UInt8], _ first: UInt8, in body: [UInt8]) -> Int? {
        guard bytes.count <= body.count else { return nil }
        for offset in 0...(body.count - bytes.count)
        where body[offset] == first && body[offset..<(offset + bytes.count)].elementsEqual(bytes) {
            return offset
        }
        return nil
    }
}

extension SearchQuery {
    /// A search as an assistant asks for it.
    ///
    /// - Throws: ``ToolFault`` when a day or a pair is none.
    init(_ given: ToolArguments) throws(ToolFault) {
        self.init()
        words = given.text("query") ?? ""
        limit = given.integer("limit", 20)
        offset = given.integer("offset", 0)
        from = try AssistantProject.day(given.text("from"))
        to = try AssistantProject.day(given.text("to"))
        outlets = given.text("outlet").map { [$0] } ?? []
        languages = given.text("language").map { [$0] } ?? []
        if let name = given.text("pair") { pair = try AssistantProject.codes(name) }
    }
}
