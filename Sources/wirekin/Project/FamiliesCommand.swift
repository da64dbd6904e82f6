internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin families`: how many different texts and voices there are.
struct FamiliesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "families",
        abstract: "Show which pages carry one text, and how many texts, voices and sides there are.",
        discussion: "EXAMPLE\n  wirekin families --project ./kp-ir\n  wirekin families T3 --project ./kp-ir")

    @Argument(help: ArgumentHelp("Only these texts: T3, or a page that carries one.", valueName: "text"))
    var only: [String] = []

    @Option(help: "The most texts that are shown; 0 for all.")
    var limit = 100

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard limit >= 0 else { throw ExitStatus.usage("--limit \(limit) is below 0; give 0 for all texts.") }
        let (_, collection) = try options.collection("families")
        var names: Set<String>?
        if !only.isEmpty {
            names = Set(
                try only.map { name in
                    if collection.text(name.uppercased()) != nil { return name.uppercased() }
                    return collection.pages[try collection.page(name)].textName
                })
        }
        if options.json {
            Out.put(FamiliesView(collection).json)
        } else {
            Out.put(FamiliesView(collection).text(only: names, limit: limit))
        }
    }
}

/// The families of a collection as text and JSON.
struct FamiliesView {
    let collection: Collection
    /// The pages by id.
    private let pages: [String: CollectionPage]
    /// The links that are no copies, by the page that follows.
    private let kin: [String: [StoredLink]]
    /// The earliest page of each text.
    private let roots: [String: String]
    /// For each page the pages that follow it so.
    private let followers: [String: [String]]
    /// For each text those that tell of an event that it tells, by a date.
    private let siblings: [String: Set<String>]

    init(_ collection: Collection) {
        self.collection = collection
        pages = Dictionary(collection.pages.map { ($0.article.id, $0) }) { first, _ in first }
        kin = Dictionary(
            grouping: collection.links.lazy.filter(\.isBetweenTexts), by: \.copy)
        roots = Dictionary(
            collection.texts.map { ($0.name, collection.pages[$0.root].article.id) },
            uniquingKeysWith: { first, _ in first })
        followers = kin.values.joined().reduce(into: [:]) { $0[$1.origin, default: []].append($1.copy) }
        var siblings: [String: Set<String>] = [:]
        for event in collection.ledger.events {
            guard event.texts.count > 1, let when = event.report.when, when.basis != .tense else { continue }
            for text in event.texts { siblings[text, default: []].formUnion(event.texts) }
        }
        self.siblings = siblings
    }

    /// Names in a row, cut where nobody would read on.
    private static func listed(_ names: [String]) -> String {
        names.count > 12
            ? "\(names.prefix(10).joined(separator: ", ")) and \(Wording.number(names.count - 10)) more"
            : names.joined(separator: ", ")
    }

    private var sides: [String: [String]] {
        var result: [String: [String]] = [:]
        for text in collection.texts {
            if let side = text.side {
                result[CountryCodes.alpha2(side), default: []].append(
                    text.through.map { "\(text.name) through \($0)" } ?? text.name)
            }
        }
        return result
    }

    /// - Parameters:
    ///   - only: The texts that are shown; nil for all.
    ///   - limit: The most that are shown; 0 for all. The counts are of all.
    func text(only: Set<String>? = nil, limit: Int = 0) -> String {
        let texts = collection.texts
        let asked = only.map { names in texts.filter { names.contains($0.name) } } ?? texts
        let shown = limit == 0 ? asked[...] : asked.prefix(limit)
        let reprinted = texts.count { $0.pages.count > 1 }
        let heard = sides.keys.sorted().map { "\($0) (\(FamiliesView.listed(sides[$0] ?? [])))" }.joined(
            separator: " · ")
        var lines = [
            "\(Wording.count(collection.pages.count, "page")) → \(Wording.count(texts.count, "text")) (\(reprinted) reprinted, \(texts.count - reprinted) seen once) → at most \(Wording.count(Set(texts.map(\.voice)).count, "voice")) → sides heard: \(heard.isEmpty ? "none named" : heard)",
            "",
        ]
        // Columns are as wide as what stands in them, so that days stand under days; what is very long runs over.
        let pages = shown.flatMap { text in text.pages.map { collection.pages[$0] } }
        let nameWidth = min(44, max(8, (pages.map { $0.short.unicodeScalars.count }.max() ?? 0) + 5))
        let outletWidth = min(40, (pages.map { $0.outlet.words.unicodeScalars.count }.max() ?? 0) + 2)
        let labelWidth = max(4, (shown.map { $0.name.utf8.count }.max() ?? 0) + 1)
        for text in shown {
            let root = collection.pages[text.root]
            lines.append(
                "\(pad(text.name, labelWidth))\(pad((root.fields.title ?? "untitled").shortened(72), 74))\(words(root)) words"
            )
            for (position, index) in text.pages.enumerated() {
                let page = collection.pages[index]
                let branch = text.pages.count == 1 ? "" : position == text.pages.count - 1 ? "└─ " : "├─ "
                let state = position == 0 ? (text.pages.count > 1 ? "earliest copy we hold" : "") : link(text, page)
                lines.append(
                    "    \(pad(branch + page.short, nameWidth))\(pad(page.outlet.words, outletWidth))\(state.isEmpty ? Wording.date(page.fields.published) : pad(Wording.date(page.fields.published), 16))\(state)"
                )
                if position > 0, let found = text.links.first(where: { $0.copy == page.article.id }) {
                    lines += reasons(found, page)
                }
            }
            lines.append(
                "    voice \(text.voice) · side \(text.side.map { CountryCodes.alpha2($0) } ?? "not named")\(text.through.map { " through \($0)" } ?? "")"
            )
            for other in related(text) { lines.append("    \(other)") }
        }
        if asked.count > shown.count {
            lines.append(
                "… and \(Wording.count(asked.count - shown.count, "text")) more: raise --limit, or name a text")
        }
        if only != nil { return lines.joined(separator: "\n") + "\n" }
        let unnamed = collection.pages.filter { $0.outlet == .unnamed }
        if !unnamed.isEmpty {
            lines.append("")
            lines.append(
                "\(FamiliesView.listed(unnamed.map(\.short))): no outlet named → wirekin set PAGE --outlet … | --url …"
            )
        }
        for page in collection.rejected { lines.append("not an article: \(page.id) (\(page.rejected ?? "not read"))") }
        for page in collection.pages {
            if let reason = page.article.state.reason { lines.append("\(page.short): \(reason)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text.count >= width ? text + " " : text + String(repeating: " ", count: width - text.count)
    }
    /// The number of runs without white space.
    private func words(_ page: CollectionPage) -> Int {
        var count = 0
        var isInside = false
        for scalar in page.text.unicodeScalars {
            let isSpace = scalar.value < 0x80 ? scalar.value <= 0x20 : scalar.properties.isWhitespace
            if !isSpace, !isInside { count += 1 }
            isInside = !isSpace
        }
        return count
    }

    private func link(_ text: CollectionText, _ page: CollectionPage) -> String {
        guard let link = text.links.first(where: { $0.copy == page.article.id }) else { return "" }
        return "REPRINT\(delay(link))\(link.kind == "same" ? ", the same words" : "")"
    }

    private func delay(_ link: StoredLink) -> String {
        let delay = DayDelay(from: pages[link.origin]?.fields.published, to: pages[link.copy]?.fields.published)
        return delay.map { ", \($0.words)" } ?? ""
    }

    private func reasons(_ link: StoredLink, _ page: CollectionPage) -> [String] {
        guard let value = try? JSONParser.parse(Array(link.line.utf8)) else { return [] }
        var items = (value["direction"]?.array ?? []).compactMap(\.string)
        if let issued = page.fields.issued { items.append("repeats the date \(issued)") }
        if page.fields.via.isEmpty { items.append("names no source") }
        let origin = pages[link.origin]?.short ?? link.origin
        var lines = LinkBasis.words(link).map { "            \($0)" }
        lines.append(
            "            why \(origin) → \(page.short): \(items.isEmpty ? "no reason found; the order is open" : items.joined(separator: "; "))\(value["confident"]?.bool == false ? " (not confident)" : "")"
        )
        return lines
    }

    /// Excerpts and rewrites between texts, and texts that tell of the same events without being copies.
    private func related(_ text: CollectionText) -> [String] {
        let members = text.pages.sorted().map { collection.pages[$0].article.id }
        var result: [String] = []
        var seen: Set<String> = [text.name]
        for link in members.flatMap({ kin[$0] ?? [] }) {
            guard let other = pages[link.origin]?.textName, !seen.contains(other) else { continue }
            // Where copies of two texts are linked both ways, the earliest pages say which text came first.
            if link.copy != roots[text.name],
                (kin[roots[other] ?? ""] ?? []).contains(where: { members.contains($0.origin) })
            {
                continue
            }
            seen.insert(other)
            result.append("\(link.kind.uppercased()) of \(other): \(LinkBasis.words(link).joined(separator: "; "))")
            if link.kind == "rewording" { result += rewording(link) }
        }
        seen.formUnion(members.flatMap { followers[$0] ?? [] }.compactMap { pages[$0]?.textName })
        for other in (siblings[text.name] ?? []).subtracting(seen).sorted() {
            result.append("SIBLING of \(other): the same event in words of its own, no copy")
        }
        return result
    }

    /// What changed between two wordings of one report: the first places in words, and where the rest can be read.
    private func rewording(_ link: StoredLink) -> [String] {
        guard let copy = pages[link.copy], let origin = pages[link.origin] else { return [] }
        let changes = WordDiff.compare(origin.text, copy.text) { Folding.fold($0) }
            .filter { $0.side == .first || $0.side == .second }
        let told = changes.prefix(6).map { piece in
            piece.side == .first ? "[-\(piece.text.shortened(60))-]" : "{+\(piece.text.shortened(60))+}"
        }
        return [
            "            two wordings of one report: \(told.joined(separator: " "))\(changes.count > 6 ? " …" : "")",
            "            \(Wording.count(changes.count, "change")): wirekin diff \(origin.short) \(copy.short)",
        ]
    }

    var json: JSONValue {
        .pairs([
            "schema_version": .int(1),
            "counts": .pairs([
                "pages": .int(collection.pages.count), "texts": .int(collection.texts.count),
                "voices": .int(Set(collection.texts.map(\.voice)).count),
                "sides": .strings(sides.keys.sorted()),
            ]),
            "texts": .array(
                collection.texts.map { text in
                    .pairs([
                        "text": .string(text.name), "title": .optional(collection.pages[text.root].fields.title),
                        "root": .string(collection.pages[text.root].article.id),
                        "pages": .strings(text.pages.map { collection.pages[$0].article.id }),
                        "voice": .string(text.voice), "side": .optional(text.side),
                        "through": .optional(text.through),
                        "links": .array(text.links.map { .raw(Array($0.line.utf8)) }),
                    ])
                }),
            "links": .array(collection.links.map { .raw(Array($0.line.utf8)) }),
            "rejected": .array(
                collection.rejected.map { .pairs(["id": .string($0.id), "reason": .optional($0.rejected)]) }),
        ])
    }
}
