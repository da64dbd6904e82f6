internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// What the address of a search says.
struct SearchAddress {
    /// The query.
    var query = SearchQuery()
    /// Whether pages are counted instead of texts.
    var countsPages = false
    /// The pair as written.
    var pair = ""
    private var values: [String: [String]]

    /// Reads an address.
    ///
    /// - Throws: ``DeskError`` when a date or a pair is none.
    init(_ values: [String: [String]]) throws {
        self.values = values
        func one(_ name: String) -> String? {
            values[name]?.last.flatMap { $0.isEmpty ? nil : $0 }
        }
        query.words = String((one("q") ?? "").prefix(400))
        query.order = one("order").flatMap(SearchQuery.Order.init(rawValue:)) ?? .best
        query.from = try SearchAddress.day(one("from"))
        query.to = try SearchAddress.day(one("to"))
        query.outlets = values["outlet"] ?? []
        query.languages = values["lang"] ?? []
        query.sides = (values["side"] ?? []).map { CountryCodes.alpha3($0) ?? $0 }
        query.stances = values["stance"] ?? []
        query.precisions = (values["day"] ?? []).compactMap(DayPrecision.init(rawValue:))
        query.offset = min(max(0, (one("part").flatMap { Int($0) } ?? 1) - 1), 10_000) * query.limit
        countsPages = one("count") == "pages"
        if let pair = one("pair") {
            query.pair = try SearchAddress.codes(pair)
            self.pair = pair.uppercased()
        }
    }

    /// Whether more than words narrows the search.
    var isFiltered: Bool {
        query.from != nil || query.to != nil || !query.pair.isEmpty
            || !(query.outlets + query.languages + query.sides + query.stances).isEmpty || !query.precisions.isEmpty
    }

    /// A day as written, checked.
    static func day(_ text: String?) throws -> String? {
        guard let text else { return nil }
        guard text.utf8.count <= 30, DayBounds(edtf: text) != nil else {
            throw DeskError.badRequest("“\(text.prefix(40))” is no date; write it as 2022-05-14, 2022-05 or 2022.")
        }
        return text
    }

    /// The two codes of three letters of a pair as written.
    static func codes(_ pair: String) throws -> [String] {
        let codes = pair.uppercased().split(separator: "-").compactMap { CountryCodes.alpha3(String($0)) }
        guard codes.count == 2, codes[0] != codes[1] else {
            throw DeskError.badRequest(
                "“\(pair.prefix(40))” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        return codes
    }

    /// The address of this search in a span of years, nil for an open side.
    func address(_ path: String, from: Int?, to: Int?) -> String {
        var other = self
        other.values["from"] = from.map { ["\($0)"] } ?? []
        other.values["to"] = to.map { ["\($0)"] } ?? []
        return other.address(path)
    }

    /// The address of this search under a path, with a part of the list, nil for none.
    func address(_ path: String, part: Int? = nil) -> String {
        var pairs: [String] = []
        for name in values.keys.sorted() where name != "part" && name != "token" {
            for value in values[name] ?? [] where !value.isEmpty || name == "outlet" || name == "side" {
                pairs.append("\(FormData.encode(name))=\(FormData.encode(value))")
            }
        }
        if let part, part > 1 { pairs.append("part=\(part)") }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }
}

extension Pages {
    /// The search page.
    func search(_ address: SearchAddress) throws -> String {
        let view = try SearchView(address.query, desk.index, desk.store)
        let result = view.result
        let part = address.query.offset / address.query.limit + 1
        let isNew = desk.index.pages == 0
        var values: Templates.Values = [
            "words": address.query.words, "byPages": address.countsPages,
            "isStart": address.query.words.isEmpty && !address.isFiltered,
            "from": address.query.from ?? "", "to": address.query.to ?? "", "pair": address.pair,
            "orders": [("best", "best first"), ("newest", "newest first"), ("earliest", "earliest first")].map {
                ["value": $0.0, "name": $0.1, "selected": $0.0 == address.query.order.rawValue] as Templates.Values
            },
            "years": YearBars.render(result.years) { address.address("/search", from: $0, to: $1) },
            "facets": facets(result, address.query),
            "countTexts":
                "\(Wording.count(result.texts, "text")), on \(Wording.count(result.pages, "page"))",
            "countPages":
                "\(Wording.count(result.pages, "page")), of \(Wording.count(result.texts, "text"))",
            "isEmpty": result.pages == 0 && !isNew, "isNew": isNew, "help": SearchExpression.help,
            "notes": result.notes,
            "isFiltered": result.pages == 0 && address.isFiltered,
            "bare": "/search?q=\(FormData.encode(address.query.words))",
            "tooCommon": !address.query.words.isEmpty && address.query.order == .best && result.order == .newest,
            "self": address.address("/search", part: part), "hasHits": !view.hits.isEmpty,
            "hits": try view.hits.map { try hit($0) },
            "feed": address.address("/search.atom"), "calendar": address.address("/search.ics"),
            "api": address.address("/api/v1/search"),
        ]
        values["exports"] = ExportMenu.values("/search/export/", isPair: false) { address.address($0) }
        if part > 1 { values["previous"] = address.address("/search", part: part - 1) }
        if address.query.offset + address.query.limit < result.texts {
            values["next"] = address.address("/search", part: part + 1)
        }
        let title = address.query.words.isEmpty ? "Search" : "\(address.query.words), search"
        return page("search", title: title, place: "Search", values)
    }

    private func hit(_ hit: SearchHit) throws -> Templates.Values {
        func row(_ page: PageHeading) -> Templates.Values {
            [
                "id": page.id, "sha256": page.sha256, "date": Wording.date(page.published),
                "outlet": page.outlet ?? "outlet not named", "root": hit.head.sha256,
            ]
        }
        var values = row(hit.head)
        values["text"] = hit.text
        values["title"] = hit.head.title ?? "untitled"
        values["lang"] = hit.head.language ?? "und"
        values["pages"] = Wording.count(hit.others.count + 1, "page")
        values["mark"] = ""
        // Without words to show, a text shows how it begins.
        let snippet = hit.snippet.isEmpty ? Snippets.beginning(of: try desk.store.body(hit.head.number)) : hit.snippet
        if !snippet.isEmpty { values["snippet"] = Markup.snippet(snippet) }
        values["tags"] = desk.index.tags(of: hit.head.number).map {
            ["name": $0, "address": FormData.encode($0)] as Templates.Values
        }
        values["hasOthers"] = !hit.others.isEmpty
        values["othersCount"] = "also on \(Wording.count(hit.others.count, "page"))"
        values["others"] = hit.others.map(row)
        return values
    }

    private func facets(_ result: SearchResult, _ query: SearchQuery) -> [Templates.Values] {
        func facet(
            _ name: String, _ field: String, _ counts: [FacetCount], _ chosen: [String], addsUp: Bool = true,
            label: (String) -> String
        ) -> Templates.Values {
            let shown = counts.prefix(12)
            let rest = counts.dropFirst(12)
            var values: Templates.Values = [
                "name": name, "hasValues": !shown.isEmpty,
                "values": shown.map { count in
                    [
                        "field": field, "value": count.value, "label": label(count.value),
                        "texts": Wording.number(count.texts), "pages": Wording.number(count.pages),
                        "checked": chosen.contains(count.value),
                    ] as Templates.Values
                },
            ]
            func sum(_ key: (FacetCount) -> Int, _ noun: String) -> String {
                var parts = shown.map { Wording.number(key($0)) }
                if !rest.isEmpty { parts.append("\(Wording.number(rest.reduce(0) { $0 + key($1) })) elsewhere") }
                return "\(parts.joined(separator: " + ")) = \(Wording.count(counts.reduce(0) { $0 + key($1) }, noun))"
            }
            if addsUp, counts.count > 1 {
                values["sum"] = ["texts": sum(\.texts, "text"), "pages": sum(\.pages, "page")] as Templates.Values
            }
            if !addsUp, !counts.isEmpty { values["note"] = "A text can hold several; these do not add up." }
            return values
        }
        let days = ["day": "to the day", "range": "to some days or weeks", "year": "to the year", "none": "not known"]
        return [
            facet("Day known", "day", result.precisions, query.precisions.map(\.rawValue)) { days[$0] ?? $0 },
            facet("Outlet", "outlet", result.outlets, query.outlets) { $0.isEmpty ? "not named" : $0 },
            facet("Side heard", "side", result.sides, query.sides) {
                $0.isEmpty ? "not named" : CountryCodes.alpha2($0)
            },
            facet("Language", "lang", result.languages, query.languages) { $0.isEmpty ? "not known" : $0 },
            facet("Holds a claim that", "stance", result.stances, query.stances, addsUp: false) { $0 },
        ]
    }
}

/// Texts by year of publication as bars that add up: what is not known, what lies before, and each year a link.
enum YearBars {
    /// The years that have a bar of their own.
    private static let shownYears = 10

    /// An SVG picture with the same counts in its label and in a line under it.
    ///
    /// - Parameters:
    ///   - years: The counts.
    ///   - nouns: What is counted, one way and the other; the second empty for one way only.
    ///   - link: The address of the same search in a span of years.
    static func render(
        _ years: [FacetCount], nouns: (String, String) = ("text", "page"), link: (_ from: Int?, _ to: Int?) -> String
    ) -> String {
        let known = years.filter { !$0.value.isEmpty }
        guard let first = known.compactMap({ Int($0.value) }).min(),
            let last = known.compactMap({ Int($0.value) }).max()
        else { return "" }
        let start = max(first, last - shownYears + 1)
        let counts = Dictionary(uniqueKeysWithValues: known.map { ($0.value, $0) })
        let before = known.filter { (Int($0.value) ?? 0) < start }
        var bars: [(label: String, words: String, texts: Int, pages: Int, address: String?, isUnsure: Bool)] = []
        if !before.isEmpty {
            bars.append(
                (
                    "earlier", "\(first)–\(start - 1)", before.reduce(0) { $0 + $1.texts },
                    before.reduce(0) { $0 + $1.pages }, link(nil, start - 1), false
                ))
        }
        for year in start...last {
            let count = counts["\(year)"]
            bars.append(("\(year)", "\(year)", count?.texts ?? 0, count?.pages ?? 0, link(year, year), false))
        }
        if let unknown = years.first(where: { $0.value.isEmpty }) {
            bars.append(("?", "year not known", unknown.texts, unknown.pages, nil, true))
        }
        let most = max(1, bars.map(\.texts).max() ?? 1)
        let step = 230.0 / Double(max(bars.count, 4))
        let width = min(44, step - 4)
        func f(_ value: Double) -> String { String((value * 10).rounded() / 10) }
        var shapes = ""
        for (place, bar) in bars.enumerated() {
            let x = Double(place) * step + 2
            let height = bar.texts == 0 ? 0 : max(2, bar.texts * 34 / most)
            let label =
                bar.isUnsure || bars.count <= 5
                ? bar.label : bar.address != nil && place == 0 && !before.isEmpty ? "<" : "’\(bar.label.suffix(2))"
            let middle = f(x + width / 2)
            let shape =
                height == 0
                ? ""
                : "<rect class=\"\(bar.isUnsure ? "unsure\" fill=\"url(#hy)" : "solid")\" x=\"\(f(x))\" y=\"\(54 - height)\" width=\"\(f(width))\" height=\"\(height)\"/>"
            let words =
                "<title>\(bar.words): \(Wording.number(bar.texts))</title><rect class=\"hit\" x=\"\(f(x - 2))\" y=\"0\" width=\"\(f(step))\" height=\"74\"/>\(shape)<text x=\"\(middle)\" y=\"\(49 - height)\" text-anchor=\"middle\" class=\"n\">\(Wording.number(bar.texts))</text><text x=\"\(middle)\" y=\"70\" text-anchor=\"middle\" class=\"lab\">\(HTML.escape(label))</text>"
            shapes +=
                bar.address.map {
                    bar.texts == 0
                        ? "<g>\(words)</g>"
                        : "<a href=\"\(HTML.escape($0))\" aria-label=\"\(bar.words): \(bar.texts)\">\(words)</a>"
                } ?? "<g>\(words)</g>"
        }
        func sum(_ count: (FacetCount) -> Int, _ shown: [Int], _ noun: String) -> String {
            let parts = zip(bars, shown).filter { $0.1 > 0 }.map { "\($0.0.words) \(Wording.number($0.1))" }
            return "\(parts.joined(separator: " + ")) = \(Wording.count(years.reduce(0) { $0 + count($1) }, noun))"
        }
        return """
            <div class="tl years-chart"><svg viewBox="0 0 230 74" role="group" aria-label="\(nouns.0)s by year"><defs><pattern id="hy" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern></defs><line class="axis" x1="0" x2="230" y1="54.5" y2="54.5"/>\(shapes)</svg></div>
            <p class="sumup"><span class="by by-texts">\(sum(\.texts, bars.map(\.texts), nouns.0))</span>\(nouns.1.isEmpty ? "" : "<span class=\"by by-pages\">\(sum(\.pages, bars.map(\.pages), nouns.1))</span>")</p>
            """
    }
}

/// How texts begin.
enum Snippets {
    /// The first words of a text, cut at a blank.
    static func beginning(of text: [UInt8]) -> String {
        var end = min(text.count, 220)
        if end < text.count {
            while end > 150, text[end] != 0x20, text[end] != 10 { end -= 1 }
            while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        }
        let words = String(decoding: text[..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        return words.isEmpty ? "" : words + (end < text.count ? " …" : "")
    }
}
