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
    private let values: [String: [String]]

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
            "words": address.query.words, "byPages": address.countsPages, "isStart": address.query.words.isEmpty,
            "from": address.query.from ?? "", "to": address.query.to ?? "", "pair": address.pair,
            "orders": [("best", "best first"), ("newest", "newest first"), ("earliest", "earliest first")].map {
                ["value": $0.0, "name": $0.1, "selected": $0.0 == address.query.order.rawValue] as Templates.Values
            },
            "years": YearBars.render(result.years), "facets": facets(result, address.query),
            "countTexts":
                "\(Wording.count(result.texts, "text")), on \(Wording.count(result.pages, "page"))",
            "countPages":
                "\(Wording.count(result.pages, "page")), of \(Wording.count(result.texts, "text"))",
            "isEmpty": result.pages == 0 && !isNew, "isNew": isNew,
            "tooCommon": !address.query.words.isEmpty && address.query.order == .best && result.order == .newest,
            "hits": view.hits.map { hit($0, address.query.words) },
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

    private func hit(_ hit: SearchHit, _ words: String) -> Templates.Values {
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
        if !hit.snippet.isEmpty { values["snippet"] = Markup.snippet(hit.snippet) }
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
                "name": name,
                "values": shown.map { count in
                    [
                        "field": field, "value": count.value, "label": label(count.value), "texts": count.texts,
                        "pages": count.pages, "checked": chosen.contains(count.value),
                    ] as Templates.Values
                },
            ]
            func sum(_ key: (FacetCount) -> Int, _ noun: String) -> String {
                var parts = shown.map { "\(key($0))" }
                if !rest.isEmpty { parts.append("\(rest.reduce(0) { $0 + key($1) }) elsewhere") }
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

/// Texts by year of publication as bars.
enum YearBars {
    /// An SVG picture with the same counts in its label, and the counts of pages as text.
    static func render(_ years: [FacetCount]) -> String {
        let known = years.filter { !$0.value.isEmpty }
        guard let first = known.compactMap({ Int($0.value) }).min(),
            let last = known.compactMap({ Int($0.value) }).max()
        else { return "" }
        let shown = Array(max(first, last - 9)...last)
        let counts = Dictionary(uniqueKeysWithValues: known.map { ($0.value, $0) })
        let unknown = years.first { $0.value.isEmpty }
        let earlier = known.filter { (Int($0.value) ?? 0) < shown[0] }.reduce(0) { $0 + $1.texts }
        let most = max(1, shown.map { counts["\($0)"]?.texts ?? 0 }.max() ?? 1, unknown?.texts ?? 0)
        let columns = shown.count + (unknown == nil ? 0 : 1)
        let step = 230 / max(columns, 4)
        let width = min(44, step - 4)
        var bars = ""
        func bar(_ place: Int, _ count: Int, _ label: String, _ isUnsure: Bool) {
            let (x, height) = (place * step + 2, count == 0 ? 0 : max(2, count * 34 / most))
            let middle = x + width / 2
            if count > 0 {
                bars +=
                    "<rect class=\"\(isUnsure ? "unsure\" fill=\"url(#hy)" : "solid")\" x=\"\(x)\" y=\"\(54 - height)\" width=\"\(width)\" height=\"\(height)\"/>"
            }
            bars += "<text x=\"\(middle)\" y=\"\(49 - height)\" text-anchor=\"middle\" class=\"n\">\(count)</text>"
            bars += "<text x=\"\(middle)\" y=\"70\" text-anchor=\"middle\" class=\"lab\">\(label)</text>"
        }
        for (place, year) in shown.enumerated() {
            bar(place, counts["\(year)"]?.texts ?? 0, columns > 6 ? "’\("\(year)".suffix(2))" : "\(year)", false)
        }
        if let unknown { bar(shown.count, unknown.texts, "?", true) }
        let words = shown.map { "\($0): \(counts["\($0)"]?.texts ?? 0)" }.joined(separator: ", ")
        let pages = known.map { "\($0.value) \($0.pages)" }.joined(separator: " · ")
        return """
            <div class="tl by by-texts"><svg viewBox="0 0 230 74" role="img" aria-label="Texts by year of publication: \(words)\(unknown.map { ", year not known: \($0.texts)" } ?? "")\(earlier > 0 ? ", earlier: \(earlier)" : "")"><defs><pattern id="hy" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatchpaper" width="5" height="5"/><line class="hatchline" x1="0" y1="0" x2="0" y2="5"/></pattern></defs><line class="axis" x1="0" x2="230" y1="54.5" y2="54.5"/>\(bars)</svg></div>
            <p class="by by-pages">\(pages)\(unknown.map { " · not known \($0.pages)" } ?? "")</p>
            """
    }
}
