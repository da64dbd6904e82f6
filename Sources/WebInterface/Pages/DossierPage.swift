internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Ledger
internal import TextPrimitives

/// A pair's dossier with what limits it.
struct PairView: Sendable {
    /// The dossier, whole.
    let dossier: Dossier
    /// The pages that carry each text, in words.
    let shorts: [String: String]
    /// A sentence where pages were left out.
    let limited: String?

    /// Builds the dossier of a pair from all its pages.
    ///
    /// - Parameters:
    ///   - pair: As `KP-IR`.
    ///   - store: The derived data.
    /// - Throws: ``DeskError`` when the pair is none; ``StoreError``.
    init(_ pair: String, _ store: CorpusStore) throws {
        guard let numbers = try PairPages.numbers(store, pair: pair) else { throw PairView.none(pair) }
        let read = numbers.suffix(PairPages.limit)
        let collection = try Collection(store, pages: Array(read), withCaptures: false)
        guard let dossier = try PairPages.dossier(collection, store, pair: pair) else { throw PairView.none(pair) }
        self.dossier = dossier
        shorts = DossierHTML.shorts(collection)
        limited =
            read.count < numbers.count
            ? "Of \(Wording.count(numbers.count, "page")) that name both states, the \(read.count) added last are read here."
            : nil
    }

    private static func none(_ pair: String) -> DeskError {
        .badRequest("“\(pair.prefix(40))” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
    }
}

extension Pages {
    /// The list of pairs.
    func pairs() -> String {
        page(
            "pairs", title: "Dossiers", place: "Dossiers",
            [
                "pairs": desk.pairs.map { item in
                    let names = item.pair.split(separator: "-").map { CountryCodes.name(String($0)) }
                    return [
                        "pair": item.pair, "names": names.joined(separator: " and "),
                        "pages": Wording.count(item.pages, "page"),
                    ] as Templates.Values
                }
            ])
    }

    /// The entries, and the claims, of one part of a dossier.
    static let entriesAPart = 150

    /// The dossier of a pair, narrowed by stance and by the days of what happened; its entries in parts, its counts whole.
    func dossier(_ pair: String, _ asked: Asked) throws -> String {
        let view = try desk.dossier(pair)
        let (stance, from, to) = (
            asked.one("stance"), try SearchAddress.day(asked.one("from")), try SearchAddress.day(asked.one("to"))
        )
        let shown = view.dossier.narrowed(stance: stance, from: from, to: to)
        var stances: [String: Int] = [:]
        for claim in view.dossier.said { stances[claim.stance.rawValue, default: 0] += 1 }
        let name = view.dossier.pair.joined(separator: "-")
        var bar: Templates.Values = [
            "pair": name, "said": Wording.count(view.dossier.said.count, "claim"), "from": from ?? "",
            "to": to ?? "",
            "counts": ["pages", "texts", "voices"].map {
                ["value": $0, "checked": $0 == (asked.one("count") ?? "texts")] as Templates.Values
            },
            "stances": stances.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                ["value": $0.key, "count": $0.value, "selected": $0.key == stance] as Templates.Values
            },
        ]
        if let limited = view.limited { bar["limited"] = limited }
        bar["exports"] = ExportMenu.values("/pair/\(name)/export/", isPair: true)
        let parts = max(1, (max(shown.happened.count, shown.said.count) + Pages.entriesAPart - 1) / Pages.entriesAPart)
        let part = min(asked.part, parts)
        if parts > 1 {
            bar["part"] = "Part \(part) of \(parts)"
            bar["parts"] = (1...parts).map { number in
                [
                    "number": number, "current": number == part,
                    "address": asked.address(
                        "/pair/\(FormData.encode(name))", with: ["part": number == 1 ? nil : "\(number)"]),
                ] as Templates.Values
            }
        }
        let controls = desk.templates.render("pairbar", bar)
        let first = (part - 1) * Pages.entriesAPart
        let html = DossierHTML(
            shown, shorts: view.shorts, controls: controls, isLinked: true,
            shownPart: first..<(first + Pages.entriesAPart),
            isTurned: pair.uppercased() == view.dossier.pair.reversed().joined(separator: "-"))
        return page(
            "dossier", title: "\(name.split(separator: "-").joined(separator: " and ")), pair dossier",
            place: "Dossiers", ["body": html.body, "feed": "/pair/\(name)/feed.atom"])
    }

    /// The dossier as one file to hand over.
    func dossierFile(_ pair: String) throws -> String {
        guard
            let made = try DossierFile.make(
                desk.store, pair: pair, project: desk.name, made: String(Clock.now().prefix(10)),
                log: try desk.folder.log.last(), carrying: desk.folder)
        else { throw DeskError.badRequest("“\(pair.prefix(40))” is no pair of states.") }
        return String(decoding: made.bytes, as: UTF8.self)
    }

    /// The calendar of coming anniversaries.
    func calendar() throws -> String {
        let items = try Anniversaries.all(desk)
        return page(
            "calendar", title: "Calendar", place: "Calendar",
            [
                "isEmpty": items.isEmpty,
                "items": items.map { item in
                    let told = item.told.map { "\(Wording.ordinal($0.number)), \($0.year), \($0.text)" }
                    return [
                        "next": item.next.map { Wording.date($0.day.iso) } ?? "day not known",
                        "ordinal": item.next.map { Wording.ordinal($0.number) } ?? "", "what": item.what,
                        "when": Wording.date(item.when), "told": told.joined(separator: " · ") + ": in this project.",
                        "quotes": item.quotes.map { QuoteHTML.render($0, pages: $0.short, isLinked: true) }.joined(),
                    ] as Templates.Values
                },
            ])
    }
}

/// The anniversaries of all pairs of a project.
enum Anniversaries {
    /// The most pages that are read: those that remember something, the newest captures first.
    private static let pageLimit = 300

    /// What pages remember, the next first; the same anniversary of two pairs once.
    static func all(_ desk: Desk) throws -> [DossierRemembrance] {
        try of(desk.store.pagesWithAnniversaries(limit: pageLimit), desk)
    }

    /// What the pages of a search remember.
    static func found(by query: SearchQuery, _ desk: Desk) throws -> [DossierRemembrance] {
        var wide = query
        wide.offset = 0
        wide.limit = 2_000
        let pages = try desk.index.search(wide, in: desk.store).found.flatMap(\.pages)
        let remembering = Set(try desk.store.pagesWithAnniversaries(limit: 10_000))
        return try of(Array(pages.filter { remembering.contains($0) }.prefix(pageLimit)), desk)
    }

    private static func of(_ pages: [Int], _ desk: Desk) throws -> [DossierRemembrance] {
        let collection = try Collection(desk.store, pages: pages.sorted())
        var pairs: Set<String> = []
        for page in collection.pages {
            for event in page.events where event.remembered != nil {
                let codes = event.countries.map { CountryCodes.alpha2($0) }.filter { $0.utf8.count == 2 }.sorted()
                for (place, first) in codes.enumerated() {
                    for second in codes.dropFirst(place + 1) { pairs.insert("\(first)-\(second)") }
                }
            }
        }
        var seen: Set<String> = []
        var result: [DossierRemembrance] = []
        for pair in pairs.sorted() {
            for item in Dossier(collection, pair: pair)?.remembered ?? []
            where seen.insert("\(item.when ?? "") \(item.what)").inserted {
                var coming = item
                coming.quotes = item.quotes.map { quote in
                    var plain = quote
                    plain.number = 0
                    return plain
                }
                result.append(coming)
            }
        }
        return result.sorted { ($0.next?.day.iso ?? "9", $0.what) < ($1.next?.day.iso ?? "9", $1.what) }
    }
}
