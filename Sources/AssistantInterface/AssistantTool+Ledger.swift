internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// Tools that say what happened, what was said, and how a row was read.
extension AssistantTool {
    private static let entry: JSONValue = ToolSchema.object([
        ("event", ToolSchema.text), ("number", ToolSchema.integer), ("type", ToolSchema.text),
        ("direction", ToolSchema.text), ("when", ToolSchema.known), ("from", ToolSchema.known),
        ("to", ToolSchema.known), ("precision", ToolSchema.text), ("basis", ToolSchema.text),
        ("told", ToolSchema.known), ("footing", ToolSchema.text),
        ("polarity", ToolSchema.text), ("status", ToolSchema.text), ("summary", ToolSchema.text),
        ("texts", ToolSchema.list(ToolSchema.text)), ("counts", ToolSchema.counts),
        ("attestations", ToolSchema.list(ToolSchema.quote)),
        ("parts", ToolSchema.list(.pairs(["$ref": .string("#/$defs/entry")]))),
        ("denied_by", ToolSchema.list(ToolSchema.text)),
    ])

    /// The ledger of a pair.
    static let pair = AssistantTool(
        "pair", title: "The ledger of two states",
        about:
            "Says what is told to have happened between two states, what is remembered, what was said and by whom, which flags a reader should stop at, and what is not known. Pages, texts, voices and sides are counted apart; every entry has its quotes. A polarity other than asserted means that it is denied, alleged, planned or told not to have happened.",
        [
            .needed("pair", "Two ISO 3166 codes of two letters, in any order, such as KP-IR."),
            ToolParameter(
                name: "stance", kind: .choice(Stance.allCases.map(\.rawValue)), about: "Claims of this stance only."),
            .text("from", "Events that can lie on this day or later: YYYY, YYYY-MM or YYYY-MM-DD."),
            .text("to", "Events that can lie on this day or earlier."), .limit(500),
        ],
        gives: [
            ("pair", ToolSchema.list(ToolSchema.text)), ("names", ToolSchema.list(ToolSchema.text)),
            ("counts", ToolSchema.counts),
            ("totals", ToolSchema.object(pairLists.map { ($0, ToolSchema.integer) })),
            (
                "texts",
                ToolSchema.list(
                    ToolSchema.object([
                        ("text", ToolSchema.text), ("pages", ToolSchema.integer), ("voice", ToolSchema.text),
                        ("side", ToolSchema.known), ("through", ToolSchema.known),
                    ]))
            ),
            ("happened", ToolSchema.list(.pairs(["$ref": .string("#/$defs/entry")]))),
            (
                "remembered",
                ToolSchema.list(
                    ToolSchema.object([
                        ("when", ToolSchema.known), ("what", ToolSchema.text),
                        (
                            "told",
                            ToolSchema.list(
                                ToolSchema.object([
                                    ("number", ToolSchema.integer), ("year", ToolSchema.integer),
                                    ("text", ToolSchema.text),
                                ]))
                        ),
                        (
                            "next",
                            .pairs([
                                "anyOf": .array([
                                    ToolSchema.object([("day", ToolSchema.text), ("number", ToolSchema.integer)]),
                                    .pairs(["type": .string("null")]),
                                ])
                            ])
                        ), ("quotes", ToolSchema.list(ToolSchema.quote)),
                    ]))
            ), ("said", ToolSchema.list(ToolSchema.claim)),
            (
                "flags",
                ToolSchema.list(
                    ToolSchema.object([
                        ("code", ToolSchema.text), ("title", ToolSchema.text), ("note", ToolSchema.text),
                        ("leans_on_background", ToolSchema.flag), ("quotes", ToolSchema.list(ToolSchema.quote)),
                    ]))
            ), ("unknown", ToolSchema.list(ToolSchema.text)),
        ], definitions: [("entry", entry)]
    ) { given, project in
        let name = given.text("pair") ?? ""
        guard let dossier = Dossier(try project.pair(name), pair: name, today: project.day) else {
            throw ToolFault("“\(name.prefix(40))” is no pair of states.")
        }
        let narrow = dossier.narrowed(
            stance: given.text("stance"), from: try AssistantProject.day(given.text("from")),
            to: try AssistantProject.day(given.text("to")))
        let whole = DossierText(narrow).json()
        let limit = given.integer("limit", 40)
        let names = [
            "pair", "names", "counts", "totals", "texts", "happened", "remembered", "said", "flags", "unknown",
        ]
        return names.map { name in
            let value: JSONValue
            if name == "totals" {
                value = .object(
                    pairLists.map { JSONMember(name: $0, value: .int(whole[$0]?.array.count ?? 0)) })
            } else if pairLists.contains(name) {
                value = .array(Array((whole[name]?.array ?? []).prefix(limit)))
            } else {
                value = whole[name] ?? .null
            }
            return JSONMember(name: name, value: value)
        }
    }

    /// The lists of a pair that are cut at the limit.
    private static let pairLists = ["texts", "happened", "remembered", "said", "flags"]

    /// Who says what.
    static let claims = AssistantTool(
        "claims", title: "Who says what",
        about:
            "Lists the claims of a page, of a text, or of the texts that a search finds: who speaks, through whom, with which stance, in which words. A denial whose target is null answers something that the text does not settle; its candidates are given, and none of them may be taken for granted.",
        [
            .text("page", "A page, by id or digest."), .text("text", "A text such as T3; its head page is read."),
            .text("query", "Words; the texts that hold them all are read."),
            .text("pair", "With a query: only texts that name both of two states, such as KP-IR."),
            ToolParameter(
                name: "stance", kind: .choice(Stance.allCases.map(\.rawValue)), about: "Claims of this stance only."),
            .limit(200), .offset,
        ],
        gives: [
            ("total", ToolSchema.integer),
            (
                "claims",
                ToolSchema.list(
                    ToolSchema.object([
                        ("page", ToolSchema.text), ("sha256", ToolSchema.text), ("row", ToolSchema.text),
                        ("claim", ToolSchema.claim),
                    ]))
            ),
        ]
    ) { given, project in
        let ways = ["page", "text", "query"].compactMap { given.text($0) }
        guard ways.count == 1 else { throw ToolFault("Give one of page, text and query.") }
        var pages: [(collection: Collection, page: Int)] = []
        if let name = given.text("page") {
            pages = [(try project.page(name).collection, 0)]
        } else if let name = given.text("text") {
            let collection = try Collection(project.store, pages: try project.numbers(ofText: name))
            pages = collection.texts.map { (collection, $0.root) }
        } else {
            var query = try SearchQuery(given)
            (query.limit, query.offset) = (50, 0)
            let found = try project.columns().search(query, in: project.store).found.compactMap(\.pages.first)
            let collection = try Collection(project.store, pages: found)
            pages = collection.pages.indices.map { (collection, $0) }
        }
        let stance = given.text("stance")
        var rows: [JSONValue] = []
        for (collection, index) in pages {
            let page = collection.pages[index]
            for claim in ClaimsView.claims(of: index, in: collection)
            where stance == nil || claim.stance.rawValue == stance {
                rows.append(
                    .pairs([
                        "page": .string(page.article.id), "sha256": .string(page.article.sha256),
                        "row": .string("\(page.article.id)#\(claim.id.lowercased())"),
                        "claim": DossierText.json(claim),
                    ]))
            }
        }
        let shown = rows.dropFirst(given.integer("offset", 0)).prefix(given.integer("limit", 50))
        return members(["total": .int(rows.count), "claims": .array(Array(shown))])
    }

    /// What is told to have happened.
    static let events = AssistantTool(
        "events", title: "What is told to have happened",
        about:
            "Lists the events of the world that the pages of a pair, or one page, tell of: reports of one event are joined, copies count once. Each has every place where it is told, with the words, and the row by which explain gives its derivation. Days are EDTF; null means that no day is told.",
        [
            .text("pair", "Two ISO 3166 codes of two letters, such as KP-IR."),
            .text("page", "A page, by id or digest, instead of a pair."),
            .text("from", "Events that can lie on this day or later."),
            .text("to", "Events that can lie on this day or earlier."), .limit(500), .offset,
        ],
        gives: [
            ("total", ToolSchema.integer),
            (
                "events",
                ToolSchema.list(
                    ToolSchema.object([
                        ("event", ToolSchema.text), ("root", ToolSchema.text), ("type", ToolSchema.text),
                        ("actors", ToolSchema.list(ToolSchema.text)),
                        ("recipients", ToolSchema.list(ToolSchema.text)), ("reciprocal", ToolSchema.flag),
                        ("when", ToolSchema.known), ("from", ToolSchema.known), ("to", ToolSchema.known),
                        ("basis", ToolSchema.known), ("place", ToolSchema.known), ("polarity", ToolSchema.text),
                        ("status", ToolSchema.text), ("counts", ToolSchema.counts),
                        ("texts", ToolSchema.list(ToolSchema.text)), ("denied_by", ToolSchema.list(ToolSchema.text)),
                        (
                            "attestations",
                            ToolSchema.list(
                                ToolSchema.object([("row", ToolSchema.text), ("quote", ToolSchema.quote)]))
                        ),
                    ]))
            ),
        ]
    ) { given, project in
        let collection: Collection
        var found: [WorldEvent]
        switch (given.text("pair"), given.text("page")) {
        case (let pair?, nil):
            collection = try project.pair(pair)
            let codes = try AssistantProject.codes(pair)
            found = collection.ledger.events(between: codes[0], and: codes[1])
        case (nil, let page?):
            collection = try project.page(page).collection
            found = Array(collection.ledger.events)
        default: throw ToolFault("Give a pair or a page.")
        }
        let first = try AssistantProject.day(given.text("from")).flatMap(DayBounds.init(edtf:))?.from
        let last = try AssistantProject.day(given.text("to")).flatMap(DayBounds.init(edtf:))?.to
        if first != nil || last != nil {
            let wanted = DayBounds(from: first, to: last)
            found = found.filter { $0.report.when.map { $0.bounds.overlaps(wanted) } ?? false }
        }
        let shown = found.dropFirst(given.integer("offset", 0)).prefix(given.integer("limit", 40))
        return members([
            "total": .int(found.count), "events": .array(shown.map { json($0, collection) }),
        ])
    }

    private static func json(_ event: WorldEvent, _ collection: Collection) -> JSONValue {
        let report = event.report
        return .pairs([
            "event": .string(event.id), "root": .string(report.root.rawValue), "type": .string(report.type),
            "actors": .strings(report.actors.map(\.name)), "recipients": .strings(report.recipients.map(\.name)),
            "reciprocal": .bool(report.isReciprocal), "when": .optional(report.when?.edtf),
            "from": .optional(report.when?.bounds.from?.iso), "to": .optional(report.when?.bounds.to?.iso),
            "basis": .optional(report.when?.basis.rawValue), "place": .optional(report.place?.name),
            "polarity": .string(report.polarity.rawValue), "status": .string(report.status.rawValue),
            "counts": .pairs([
                "pages": .int(event.counts.pages), "texts": .int(event.counts.texts),
                "voices": .int(event.counts.voices), "sides": .strings(event.counts.sides),
            ]), "texts": .strings(event.texts), "denied_by": .strings(event.deniedBy),
            "attestations": .array(
                event.attestations.map { attestation in
                    let page = collection.pages[attestation.document]
                    return .pairs([
                        "row": .string("\(page.article.id)#\(page.events[attestation.event].id)"),
                        "quote": collection.quote(
                            attestation.document, attestation.range, passage: attestation.range
                        ).json,
                    ])
                }),
        ])
    }

    /// The derivation of a row.
    static let explain = AssistantTool(
        "explain", title: "How a row was read",
        about:
            "Gives the whole derivation of an event or a claim: the words that it rests on with their offsets, the rules that read them, the pages and their digests.",
        [
            .needed("row", "An event or claim of a page (PAGE#e1, PAGE#c6), or an event of the ledger (E3)."),
            .text(
                "pair", "The pair in whose answer the event E3 stands; without it, E3 is of the whole project's ledger."
            ),
        ],
        gives: [
            ("row", ToolSchema.text),
            (
                "derivation",
                ToolSchema.any(
                    "For a row of a page: page, sha256, and event or claim as the code filter prints it; of a PDF document also pdf, the places of the words on its pages. For an event of the ledger: event, texts, and attestations, each of that form."
                )
            ),
        ]
    ) { given, project in
        let row = given.text("row") ?? ""
        let bytes = Array(row.utf8)
        let value: JSONValue?
        if let place = bytes.lastIndex(of: UInt8(ascii: "#")) {
            let page = try project.page(String(decoding: bytes[..<place], as: UTF8.self)).page
            let name = String(decoding: bytes[(place + 1)...], as: UTF8.self).lowercased()
            value = RowDerivation.json(name, on: page, in: project.project.folder)
        } else if let pair = given.text("pair") {
            value = RowDerivation.json(row, in: try project.pair(pair))
        } else {
            value = RowDerivation.json(row, in: try Collection(project.store))
        }
        guard let value else {
            throw ToolFault("There is no row “\(row.prefix(80))”; events and claims give their rows.")
        }
        return members(["row": .string(row), "derivation": value])
    }
}
