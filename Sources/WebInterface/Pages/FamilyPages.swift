internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import NewsAnalysis
internal import TextPrimitives

extension Pages {
    /// The texts of one part of the list.
    private static let textsAPart = 25

    /// The texts of the project, a part of them.
    func families(part: Int) throws -> String {
        let all = desk.index.textsByCopies
        let count = all.count
        let part = max(1, part)
        let (first, overflow) = (part - 1).multipliedReportingOverflow(by: Pages.textsAPart)
        guard !overflow, first < max(count, 1) else {
            throw DeskError.notFound("The list of texts ends before this part.")
        }
        let texts = Array(all[first..<min(count, first + Pages.textsAPart)])
        var values: Templates.Values = [
            "heading":
                "\(Wording.count(desk.index.pages, "page")), \(Wording.count(count, "text")): who copies whom, how late, and what changed on the way",
            "order": "Texts on several pages first, then those seen once.",
            "texts": try trees(texts, open: false),
        ]
        if part > 1 { values["previous"] = "/families?part=\(part - 1)" }
        if first + Pages.textsAPart < count { values["next"] = "/families?part=\(part + 1)" }
        return page("families", title: "Families", place: "Families", values)
    }

    /// One text with its copies.
    func family(_ name: String) throws -> String {
        let text = try self.text(name)
        let name = "T\(text)"
        return page(
            "families", title: "\(name), family", place: "Families",
            ["heading": "\(name): who copies whom, how late, and why", "texts": try trees([text], open: true)])
    }

    /// The number of a text, by its name or by a page that carries it.
    func text(_ name: String) throws -> Int {
        if name.hasPrefix("T"), let text = Int(name.dropFirst()), text > 0, text <= desk.index.texts { return text }
        if let number = try desk.number(of: name), let member = try desk.store.members([number]).first {
            return member.text
        }
        throw DeskError.notFound("There is no text “\(name.prefix(40))”; they are named T1 to T\(desk.index.texts).")
    }

    private func trees(_ texts: [Int], open: Bool) throws -> [Templates.Values] {
        let numbers = try texts.flatMap { try desk.store.pages(ofText: $0).prefix(500) }
        let collection = try collection(numbers.sorted())
        let trees = try collection.texts.map { ($0.name, try tree($0, collection, open: open)) }
        let byName = Dictionary(trees) { first, _ in first }
        return texts.compactMap { byName["T\($0)"] }
    }

    private func tree(_ text: CollectionText, _ collection: Collection, open: Bool) throws -> Templates.Values {
        let root = collection.pages[text.root]
        let byID = Dictionary(uniqueKeysWithValues: text.pages.map { (collection.pages[$0].article.id, $0) })
        func row(_ page: CollectionPage) -> Templates.Values {
            [
                "id": page.short, "sha256": page.article.sha256, "outlet": page.outlet.words,
                "date": Pages.date(page),
            ]
        }
        // Each page hangs on the one that its best link names, the others on the root.
        var children: [Int: [Int]] = [:]
        for index in text.pages.dropFirst() {
            let link = text.links.first { $0.copy == collection.pages[index].article.id }
            var origin = link.flatMap { byID[$0.origin] } ?? text.root
            if origin == index { origin = text.root }
            children[origin, default: []].append(index)
        }
        var isShown: Set<Int> = [text.root]
        func copies(of parent: Int, depth: Int) -> [Templates.Values] {
            (children[parent] ?? []).filter { isShown.insert($0).inserted }.map { index in
                let page = collection.pages[index]
                let origin = collection.pages[parent]
                var values = row(page)
                let link = text.links.first { $0.copy == page.article.id }
                values["origin"] = origin.article.sha256
                values["relation"] =
                    link.map { $0.kind == "same" ? "the same words as \(origin.short)" : "reprint of \(origin.short)" }
                    ?? "carries the same text"
                // An empty delay hides that of the page above, too.
                let delay = DayDelay(from: origin.fields.published, to: page.fields.published)
                values["delay"] = [delay?.words].compactMap(\.self)
                values["reasons"] = link.map { LinkReasons.words($0) } ?? []
                values["open"] = open
                let below = depth < 20 ? copies(of: index, depth: depth + 1) : []
                values["copies"] = below
                values["hasCopies"] = !below.isEmpty
                return values
            }
        }
        var tree = copies(of: text.root, depth: 0)
        // Links that go in a ring reach no root; their pages hang on it.
        let rest = text.pages.filter { !isShown.contains($0) }
        children = [text.root: rest]
        tree += copies(of: text.root, depth: 0)
        var values = row(root)
        values["name"] = text.name
        values["title"] = root.fields.title ?? "untitled"
        values["lang"] = root.fields.language ?? "und"
        values["voice"] =
            "Voice: \(text.voice). Side: \(text.side.map { CountryCodes.alpha2($0) } ?? "not named")\(text.through.map { " through \($0)" } ?? "")."
        values["pages"] = Wording.count(text.pages.count, "page")
        values["state"] = text.pages.count > 1 ? "earliest copy we hold" : "seen once"
        values["copies"] = tree
        values["hasCopies"] = !tree.isEmpty
        values["related"] = try related(text, collection)
        return values
    }

    /// Excerpts and rewrites that this text is of others.
    private func related(_ text: CollectionText, _ collection: Collection) throws -> [Templates.Values] {
        let ids = Set(text.pages.map { collection.pages[$0].article.id })
        // What the earliest page of another text is an excerpt or a rewrite of.
        func root(of text: Int) throws -> [String] {
            let members = try desk.store.members(try desk.store.pages(ofText: text))
            let root = try desk.store.headings(members.filter(\.isRoot).map(\.page))
            return try desk.store.links(ofCopies: root.map(\.id)).filter(\.isBetweenTexts).map(\.origin)
        }
        var seen: Set<String> = []
        var result: [Templates.Values] = []
        for index in text.pages {
            let page = collection.pages[index]
            for link in collection.links
            where link.copy == page.article.id && link.isBetweenTexts {
                guard let number = try desk.store.number(of: link.origin),
                    let member = try desk.store.members([number]).first,
                    let origin = try desk.store.headings([number]).first, !seen.contains("T\(member.text)")
                else { continue }
                // Where copies of two texts are linked both ways, the earliest pages say which text came first.
                if index != text.root, try root(of: member.text).contains(where: ids.contains) { continue }
                seen.insert("T\(member.text)")
                result.append([
                    "kind": link.kind == "rewording" ? "second wording" : link.kind, "text": "T\(member.text)",
                    "basis": LinkBasis.words(link).joined(separator: "; "),
                    "diff": "/diff/\(origin.sha256)/\(page.article.sha256)",
                ])
            }
        }
        return result
    }

    /// Two pages side by side or in one column.
    func diff(_ first: String, _ second: String, inline: Bool) throws -> String {
        let (a, b) = (try item(first).page, try item(second).page)
        let both = try collection([a.article.number, b.article.number].sorted())
        func place(_ page: CollectionPage) -> Int {
            both.pages.firstIndex { $0.article.number == page.article.number } ?? 0
        }
        let pieces = WordDiff.compare(a.text, b.text) { Folding.fold($0) }
        let (left, right) = (DiffHTML.Side(a), DiffHTML.Side(b))
        let changes = DriftFilter.changes(parent: a.document, child: b.document)
        func plain(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return page(
            "diff", title: "\(a.short) beside \(b.short)", place: "Families",
            [
                "first": a.short, "second": b.short, "firstSHA": a.article.sha256, "secondSHA": b.article.sha256,
                "text": a.textName, "side": !inline, "summary": DiffHTML.summary(pieces, first: left, second: right),
                "table": inline
                    ? DiffHTML.inline(first: left, second: right, pieces)
                    : DiffHTML.sideBySide(first: left, second: right, pieces),
                "moved": changes.filter { $0.kind == .denialMoved }.map { change in
                    [
                        "columns": DenialHTML.columns(change, both, parent: place(a), child: place(b)),
                        "first": a.short, "second": b.short,
                    ] as Templates.Values
                },
                "hasChanges": !changes.isEmpty,
                "changes": changes.map { change in
                    var values: Templates.Values = ["kind": change.kind.words, "note": plain(change.note)]
                    for (name, range, page) in [("parent", change.parent, a), ("child", change.child, b)] {
                        let words = plain(range.map { page.body.quote($0) } ?? "")
                        if !words.isEmpty { values[name] = words }
                    }
                    return values
                },
            ])
    }

    /// The outlets, and the copies that went from one to another.
    func outlets() throws -> String {
        let flows = try OutletFlows(desk)
        return page(
            "outlets", title: "Outlets", place: "Outlets",
            [
                "outlets": desk.index.outlets.prefix(200).map {
                    [
                        "value": FormData.encode($0.value), "name": $0.value.isEmpty ? "not named" : $0.value,
                        "pages": $0.pages, "texts": $0.texts,
                    ] as Templates.Values
                },
                "limit": flows.isCut ? "The first \(OutletFlows.linkLimit) copies are counted." : "",
                "flows": flows.rows.prefix(200).map { row in
                    [
                        "from": row.from, "to": row.to, "copies": row.copies,
                        "delay": row.delay.map { "\($0) day\(abs($0) == 1 ? "" : "s")" } ?? "not known",
                        "diff": "/diff/\(row.example.origin)/\(row.example.copy)",
                    ] as Templates.Values
                },
            ])
    }
}

/// The reasons of a link in words.
enum LinkReasons {
    /// What is shared, then why the direction is this.
    static func words(_ link: StoredLink) -> [String] {
        guard let value = try? JSONParser.parse(Array(link.line.utf8)) else { return [] }
        let reasons = (value["direction"]?.array ?? []).compactMap(\.string)
        var result = LinkBasis.words(link)
        result += reasons.isEmpty ? ["no reason for the direction was found; the order is open"] : reasons
        if value["confident"]?.bool == false { result.append("the direction is not certain") }
        return result
    }
}

/// Which outlet copies which, and how late.
struct OutletFlows {
    /// One direction.
    struct Row {
        var from: String
        var to: String
        var copies: Int
        var delay: Int?
        var example: (origin: String, copy: String)
    }

    /// The most links that are looked at.
    static let linkLimit = 20_000

    /// The directions with the most copies first.
    private(set) var rows: [Row] = []
    /// Whether links were left out.
    let isCut: Bool

    /// Reads the links of a project.
    init(_ desk: Desk) throws {
        let links = try desk.store.flows(limit: OutletFlows.linkLimit + 1)
        isCut = links.count > OutletFlows.linkLimit
        var flows: [String: (row: Row, delays: [Int])] = [:]
        for link in links.prefix(OutletFlows.linkLimit) {
            let from = link.originOutlet ?? "not named"
            let to = link.copyOutlet ?? "not named"
            let key = "\(from)\u{0}\(to)"
            var flow =
                flows[key] ?? (Row(from: from, to: to, copies: 0, delay: nil, example: (link.origin, link.copy)), [])
            flow.row.copies += 1
            if let a = link.originDay.flatMap(CivilDay.init(iso:)), let b = link.copyDay.flatMap(CivilDay.init(iso:)) {
                flow.delays.append(b.number - a.number)
            }
            flows[key] = flow
        }
        rows = flows.values.map { flow in
            var row = flow.row
            row.delay = flow.delays.isEmpty ? nil : flow.delays.sorted()[flow.delays.count / 2]
            return row
        }.sorted { ($1.copies, $0.from, $0.to) < ($0.copies, $1.from, $1.to) }
    }
}
