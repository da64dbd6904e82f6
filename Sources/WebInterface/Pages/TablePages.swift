internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// The tables of events and of claims: what every text tells and says, with facets and the years.
extension Pages {
    /// The table of events.
    func events(_ asked: Asked) throws -> String {
        let query = try eventQuery(asked)
        let found = try desk.table().events(query)
        var values = try tableValues(asked, found, "/events", query)
        values["heading"] =
            "\(Wording.count(found.count, "event")), as \(Wording.count(found.texts, "text")) on \(Wording.count(found.pages, "page")) \(found.texts == 1 ? "tells" : "tell") them"
        values["note"] =
            "One row for each telling: two texts that tell of one event are two rows here and one entry in the dossier of their pair. Events are read in English texts only."
        values["rows"] = try eventRows(found.rows)
        values["facets"] = [
            facet("Kind", "kind", found.facets["kind"] ?? [], query.kinds) { Pages.words($0) },
            facet(
                "Pair", "pair", found.facets["pair"] ?? [],
                query.pair.isEmpty ? [] : [query.pair.sorted().joined(separator: " ")], isChoice: true,
                note: "An event of three states is in three pairs; these do not add up."
            ) { Pages.pairWords($0) },
            facet("Told as", "how", found.facets["how"] ?? [], query.polarities) { $0 },
            facet("Side that tells it", "side", found.facets["side"] ?? [], query.sides) {
                $0.isEmpty ? "not named" : CountryCodes.alpha2($0)
            },
        ]
        values["isEvents"] = true
        return page("table", title: "Events", place: "Events", values)
    }

    /// The table of claims.
    func claims(_ asked: Asked) throws -> String {
        let query = try eventQuery(asked, kind: "stance")
        let found = try desk.table().claims(query)
        var values = try tableValues(asked, found, "/claims", query)
        values["heading"] =
            "\(Wording.count(found.count, "claim")) in \(Wording.count(found.texts, "text")) on \(Wording.count(found.pages, "page"))"
        values["note"] =
            "Who says what, through whom, and in which words. A denial that does not say what it denies stays unresolved. The day is that of publication."
        values["rows"] = try claimRows(found.rows)
        values["facets"] = [
            facet("Stance", "stance", found.facets["kind"] ?? [], query.kinds) { $0 },
            facet(
                "States", "state", found.facets["state"] ?? [], query.states,
                note: "Who speaks, and whom it is about; these do not add up."
            ) { "\(CountryCodes.alpha2($0)) \(CountryCodes.name(CountryCodes.alpha2($0)))" },
            facet("Side that tells it", "side", found.facets["side"] ?? [], query.sides) {
                $0.isEmpty ? "not named" : CountryCodes.alpha2($0)
            },
        ]
        return page("table", title: "Claims", place: "Claims", values)
    }

    /// What the address asks of a table.
    private func eventQuery(_ asked: Asked, kind: String = "kind") throws -> EventQuery {
        var query = EventQuery()
        query.kinds = asked.values[kind] ?? []
        if let pair = asked.one("pair") {
            query.pair = try SearchAddress.codes(
                pair.split(separator: " ").map { CountryCodes.alpha2(String($0)) }.joined(separator: "-"))
        }
        query.states = (asked.values["state"] ?? []).filter { !$0.isEmpty }.map {
            CountryCodes.alpha3($0.uppercased()) ?? $0.uppercased()
        }
        query.polarities = asked.values["how"] ?? []
        query.sides = (asked.values["side"] ?? []).map { CountryCodes.alpha3($0) ?? $0 }
        query.from = try SearchAddress.day(asked.one("from"))
        query.to = try SearchAddress.day(asked.one("to"))
        query.isEarliestFirst = asked.one("order") == "earliest"
        query.offset = min(asked.part - 1, 100_000) * query.limit
        return query
    }

    private func tableValues(_ asked: Asked, _ found: RowSelection, _ path: String, _ query: EventQuery) throws
        -> Templates.Values
    {
        let years = (found.facets["year"] ?? []).map { FacetCount(value: $0.value, pages: $0.count, texts: $0.count) }
        var values: Templates.Values = [
            "path": path, "from": query.from ?? "", "to": query.to ?? "",
            "pair": query.pair.map { CountryCodes.alpha2($0) }.joined(separator: "-"),
            "years": YearBars.render(years, nouns: (path == "/events" ? "event" : "claim", "")) { from, to in
                asked.address(path, with: ["from": from.map { "\($0)" }, "to": to.map { "\($0)" }, "part": nil])
            },
            "orders": [("newest", "newest first"), ("earliest", "earliest first")].map {
                ["value": $0.0, "name": $0.1, "selected": ($0.0 == "earliest") == query.isEarliestFirst]
                    as Templates.Values
            },
            "isEmpty": found.count == 0,
        ]
        let isNarrowed = ["kind", "stance", "pair", "state", "how", "side", "from", "to"].contains {
            asked.one($0) != nil
        }
        if isNarrowed { values["all"] = path }
        let part = query.offset / query.limit + 1
        if part > 1 { values["previous"] = asked.address(path, with: ["part": part == 2 ? nil : "\(part - 1)"]) }
        if query.offset + query.limit < found.count {
            values["next"] = asked.address(path, with: ["part": "\(part + 1)"])
        }
        return values
    }

    private func facet(
        _ name: String, _ field: String, _ counts: [(value: String, count: Int)], _ chosen: [String],
        isChoice: Bool = false, note: String? = nil, label: (String) -> String
    ) -> Templates.Values {
        let shown = counts.prefix(14) + counts.dropFirst(14).filter { chosen.contains($0.value) }
        var values: Templates.Values = [
            "name": name,
            "values": shown.map {
                [
                    "field": field, "value": $0.value, "label": label($0.value), "count": Wording.number($0.count),
                    "checked": chosen.contains($0.value), "type": isChoice ? "radio" : "checkbox",
                ] as Templates.Values
            },
        ]
        // A list of none hides the note of the page around it.
        values["notes"] = [note].compactMap(\.self)
        if note == nil, counts.count > 1 {
            let rest = counts.dropFirst(14).reduce(0) { $0 + $1.count }
            let parts =
                counts.prefix(14).map { Wording.number($0.count) }
                + (rest > 0 ? ["\(Wording.number(rest)) of others"] : [])
            values["notes"] = [
                "\(parts.joined(separator: " + ")) = \(Wording.number(counts.reduce(0) { $0 + $1.count }))"
            ]
        }
        return values
    }

    static func words(_ kind: String) -> String { kind.split(separator: "_").joined(separator: " ") }

    private static func pairWords(_ pair: String) -> String {
        pair.split(separator: " ").map { CountryCodes.alpha2(String($0)) }.joined(separator: " – ")
    }

    /// Rows of events as the table shows them.
    func eventRows(_ rows: [(page: Int, place: Int)]) throws -> [Templates.Values] {
        let collection = try collection(Array(Set(rows.map(\.page))).sorted())
        let index = Dictionary(collection.pages.enumerated().map { ($1.article.number, $0) }) { first, _ in first }
        return rows.compactMap { row in
            guard let number = index[row.page] else { return nil }
            let item = collection.pages[number]
            guard let event = item.events.first(where: { $0.id == "e\(row.place)" }) else { return nil }
            var values = common(item)
            let isOpen = event.when == nil || event.when?.basis == .tense
            values["when"] = isOpen ? "told \(Wording.date(item.fields.published))" : Wording.date(event.when?.edtf)
            values["precision"] = isOpen ? "no day given" : event.when?.precision.rawValue ?? ""
            values["direction"] = Dossier.direction(event)
            values["kind"] = Pages.words(event.type)
            if event.polarity != .asserted { values["how"] = event.polarity.rawValue }
            values["parties"] = partyLinks(event.actors + event.recipients)
            values["name"] = "\(item.short)#\(event.id)"
            values["anchor"] = "n-\(event.id)"
            values["quote"] = QuoteHTML.render(
                collection.quote(number, event.trigger, passage: event.evidence.first), pages: item.short,
                isLinked: true, isWhole: true)
            let codes = event.countries.map { CountryCodes.alpha2($0) }.filter { $0.utf8.count == 2 }.sorted()
            if codes.count > 1 { values["dossier"] = "\(codes[0])-\(codes[1])" }
            return values
        }
    }

    /// Rows of claims as the table shows them.
    func claimRows(_ rows: [(page: Int, place: Int)]) throws -> [Templates.Values] {
        let collection = try collection(Array(Set(rows.map(\.page))).sorted())
        let index = Dictionary(collection.pages.enumerated().map { ($1.article.number, $0) }) { first, _ in first }
        return rows.compactMap { row in
            guard let number = index[row.page] else { return nil }
            let item = collection.pages[number]
            guard let claim = item.claims.first(where: { $0.id == "c\(row.place)" }) else { return nil }
            var values = common(item)
            values["when"] = Wording.date(item.fields.published)
            values["precision"] = ""
            values["speaker"] = claim.speaker.isEmpty ? "speaker not named" : partyLinks(claim.speaker)
            if !claim.via.isEmpty { values["via"] = partyLinks(claim.via) }
            values["stance"] = claim.stance.rawValue
            values["isDenial"] = claim.isDenial
            values["endorses"] = claim.endorses
            values["name"] = "\(item.short)#\(claim.id)"
            values["anchor"] = "n-\(claim.id)"
            let content = claim.contentSpans.first ?? claim.evidence.first ?? TextRange(0, 0)
            let whole = claim.contentSpans.reduce(content) { $0.union($1) }
            values["quote"] = QuoteHTML.render(
                collection.quote(number, whole, passage: claim.evidence.first ?? whole), pages: item.short,
                isLinked: true, isWhole: true)
            if claim.isDenial {
                values["target"] =
                    claim.target.map { "Answers \(item.short)#\($0)." }
                    ?? (claim.targetCandidates.isEmpty
                        ? "Target: not in this text."
                        : "Target: unresolved; could be \(claim.targetCandidates.map { "\(item.short)#\($0)" }.joined(separator: " or ")).")
            }
            return values
        }
    }

    private func common(_ item: CollectionPage) -> Templates.Values {
        [
            "sha256": item.article.sha256, "short": item.short, "text": item.textName, "outlet": item.outlet.words,
            "told": Wording.date(item.fields.published), "title": item.fields.title ?? "untitled",
            "lang": item.fields.language ?? "und",
        ]
    }

    /// The names of parties, each a link to its page; states to the table of their events.
    func partyLinks(_ parties: [Party]) -> String {
        var seen: Set<String> = []
        return parties.filter { seen.insert($0.id).inserted }.map { party in
            let name = HTML.escape(party.name)
            if party.kind == .state {
                return party.country.map {
                    "<a href=\"/events?state=\(FormData.encode(CountryCodes.alpha2($0)))\">\(name)</a>"
                } ?? name
            }
            return "<a href=\"/person/\(FormData.encode(party.id))\">\(name)</a>"
        }.joined(separator: ", ")
    }
}
