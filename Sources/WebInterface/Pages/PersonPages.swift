internal import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// Persons, offices and bodies; phrases; the way in.
extension Pages {
    /// The rows of one kind that a person's page lists.
    private static let rowsAPart = 60

    /// The persons and bodies that texts tell most of.
    func persons(_ asked: Asked) throws -> String {
        let words = asked.one("q") ?? ""
        let found: [(id: String, parts: Int)] =
            words.isEmpty
            ? try desk.store.frequentParties(limit: 200)
            : try desk.store.parties(named: SearchText.folded(words), role: nil).filter {
                !$0.hasPrefix("writes:") && !$0.hasPrefix("state:")
            }.prefix(200)
                .map { ($0, try desk.store.parts(of: $0).count) }
        return page(
            "persons", title: "Persons and bodies", place: "Persons",
            [
                "words": words, "isEmpty": found.isEmpty, "isAsked": !words.isEmpty,
                "persons": try found.map { item in
                    [
                        "address": "/person/\(FormData.encode(item.id))",
                        "name": try desk.store.name(ofParty: item.id) ?? item.id,
                        "parts": Wording.count(item.parts, "time"), "id": item.id,
                    ] as Templates.Values
                },
            ])
    }

    /// What a person or a body did, what was done to it, and what it said or is told to have said.
    func person(_ id: String) throws -> String {
        guard let name = try desk.store.name(ofParty: id) else {
            throw DeskError.notFound("Nobody here goes by “\(id.prefix(80))”; /persons lists those that texts name.")
        }
        let parts = try desk.store.parts(of: id)
        let heads = Set(desk.index.headNumbers)
        // Copies add nothing; the newest capture first.
        let own = parts.filter { heads.contains($0.number) }.sorted { ($1.number, $0.place) < ($0.number, $1.place) }
        var sections: [Templates.Values] = []
        var offices: Set<String> = []
        for (role, title, empty) in [
            ("acts", "Did", "No text tells of an act."), ("receives", "Was met, asked or acted upon", ""),
            ("says", "Said, or is told to have said", ""), ("relays", "Relayed", ""),
        ] {
            let rows = own.filter { $0.role == role }
            if rows.isEmpty, empty.isEmpty { continue }
            let shown = rows.prefix(Pages.rowsAPart).map { (page: $0.number, place: $0.place) }
            let isEvent = role == "acts" || role == "receives"
            let values = isEvent ? try eventRows(shown) : try claimRows(shown)
            sections.append([
                "title": title, "id": role, "isEvents": isEvent, "rows": values, "hasRows": !rows.isEmpty,
                "empty": rows.isEmpty ? [empty] : [],
                "count":
                    "\(Wording.count(rows.count, isEvent ? "event" : "claim")) in \(Wording.count(Set(rows.map(\.number)).count, "text"))\(rows.count > shown.count ? "; the \(shown.count) added last are shown" : "")",
            ])
        }
        let first = try collection(Array(Set(own.prefix(40).map(\.number))).sorted())
        for item in first.pages {
            let parties =
                item.events.flatMap { $0.actors + $0.recipients } + item.claims.flatMap { $0.speaker + $0.via }
            for party in parties where party.id == id {
                if let office = party.office { offices.insert(office) }
            }
        }
        return page(
            "person", title: name, place: "Persons",
            [
                "name": name, "id": id, "sections": sections,
                "offices": offices.sorted().prefix(6).joined(separator: "; "), "hasOffices": !offices.isEmpty,
                "search": "/search?q=\(FormData.encode("said:\"\(name)\""))",
            ])
    }

    /// The texts that phrases are looked for in, the newest.
    private static let phraseLimit = 1_500

    /// Runs of words that recur in texts that are no copies.
    func phrases(_ asked: Asked) throws -> String {
        var query = SearchQuery()
        query.order = .newest
        query.limit = Pages.phraseLimit
        if let pair = asked.one("pair") { query.pair = try SearchAddress.codes(pair) }
        let found = try desk.index.search(query, in: desk.store)
        let least = min(max(2, asked.one("least").flatMap { Int($0) } ?? 3), 1_000)
        let collection = try collection(found.found.compactMap(\.pages.first).sorted())
        let phrases = collection.phrases(least: least)
        return page(
            "phrases", title: "Phrases", place: "Phrases",
            [
                "heading": phrases.isEmpty
                    ? "No run of five words stands in \(Wording.count(least, "text"))"
                    : "\(Wording.count(phrases.count, "phrase")) that recur in texts which are no copies of each other",
                "limited": found.texts > Pages.phraseLimit
                    ? [
                        "Of \(Wording.count(found.texts, "text")) the \(Wording.number(Pages.phraseLimit)) newest are read here; a pair narrows them."
                    ] : [],
                "least": least, "pair": asked.one("pair") ?? "",
                "phrases": phrases.prefix(100).map { phrase in
                    [
                        "text": phrase.text.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                        "texts": Wording.count(phrase.texts, "text"),
                        "seen": phrase.first == phrase.last
                            ? Wording.date(phrase.first)
                            : "\(Wording.date(phrase.first)) to \(Wording.date(phrase.last))",
                        "search": "/search?q=\(FormData.encode("\"\(phrase.text.components(upTo: "…"))\""))",
                        "outlets": phrase.outlets.prefix(8).map { outlet in
                            [
                                "name": outlet.outlet, "pages": Wording.count(outlet.pages, "page"),
                                "first": Wording.date(outlet.first), "last": Wording.date(outlet.last),
                            ] as Templates.Values
                        },
                        "uses": phrase.uses.prefix(12).map { use in
                            let item = collection.pages[use.page]
                            let points = item.body.points
                            return [
                                "short": item.short, "date": Wording.date(item.fields.published),
                                "address":
                                    "/article/\(item.article.sha256)?start=\(points.codePoint(atByte: use.range.start))&end=\(points.codePoint(atByte: use.range.end))#words",
                            ] as Templates.Values
                        },
                        "more": phrase.uses.count > 12 ? "and \(phrase.uses.count - 12) more" : "",
                    ] as Templates.Values
                },
            ])
    }

    /// What there is to see, each at its first place, in the texts added last.
    func tour() throws -> String {
        let numbers = desk.index.headNumbers.suffix(200)
        let texts = Set(try desk.store.members(Array(numbers)).map(\.text))
        let pages = try texts.sorted().flatMap { try desk.store.pages(ofText: $0).prefix(20) }
        let tour = Tour(try collection(Array(Set(pages)).sorted()), pair: desk.pairs.first?.pair)
        return page(
            "tour", title: "Tour", place: "",
            [
                "stops": tour.stops.enumerated().map { place, stop in
                    [
                        "number": place + 1, "title": stop.title, "words": stop.words, "address": stop.address,
                        "command": stop.command, "html": stop.html,
                    ] as Templates.Values
                }
            ])
    }

    /// The way in: pairs held, what is new, what to look at, what is not known.
    ///
    /// - Parameter seen: The number of the log's last entry at the visit before; nil at the first.
    func home(seen: Int?) throws -> String {
        let index = desk.index
        let numbers = desk.captures
        let fresh = seen.map { seen in numbers.filter { $0 > seen } } ?? []
        let shown = fresh.isEmpty ? numbers.suffix(8) : fresh.suffix(40)
        let headings = try desk.store.headings(Array(shown.reversed()))
        let all = try index.search(SearchQuery(), in: desk.store)
        let table = try desk.table()
        var denials = EventQuery()
        denials.kinds = ["denies", "rejects", "dismisses", "refutes", "disputes"]
        denials.limit = 6
        let denied = table.claims(denials)
        var questions: [Templates.Values] = []
        func ask(_ words: String, _ address: String) { questions.append(["words": words, "address": address]) }
        if let unnamed = all.outlets.first(where: { $0.value.isEmpty }) {
            ask(
                "\(Wording.count(unnamed.texts, "text")) on \(Wording.count(unnamed.pages, "page")): the outlet is not named. Set it by hand if you know it.",
                "/search?outlet=")
        }
        for (value, words) in [
            ("none", "the day of publication is not known."), ("range", "only some days or weeks are known."),
            ("year", "only the year is known."),
        ] {
            if let count = all.precisions.first(where: { $0.value == value }) {
                ask("\(Wording.count(count.texts, "text")): \(words)", "/search?day=\(value)")
            }
        }
        let foreign = all.languages.filter { $0.value != "en" && !$0.value.isEmpty }
        if !foreign.isEmpty {
            ask(
                "\(Wording.count(foreign.reduce(0) { $0 + $1.texts }, "text")) in \(foreign.map(\.value).joined(separator: ", ")): kept, compared and searched; events are read in English only.",
                "/search?\(foreign.map { "lang=\(FormData.encode($0.value))" }.joined(separator: "&"))")
        }
        let rejected = numbers.count - index.pages
        if rejected > 0 { ask("\(Wording.count(rejected, "capture")): no article was found in them.", "/captures") }
        var flags: [Templates.Values] = []
        for pair in desk.pairs.prefix(4) where pair.pages <= 300 {
            guard let view = try? desk.dossier(pair.pair) else { continue }
            for flag in view.dossier.flags.prefix(4) {
                flags.append([
                    "code": flag.code, "title": flag.title, "note": flag.note.shortened(220), "pair": pair.pair,
                    "address": "/pair/\(pair.pair)#\(flag.code)",
                ])
            }
        }
        return page(
            "home", title: desk.name, place: "",
            [
                "isNew": index.pages == 0, "help": SearchExpression.help,
                "counts":
                    "\(Wording.count(index.pages, "page")) · \(Wording.count(index.texts, "text")) · \(Wording.count(table.counts.events, "event")) · \(Wording.count(table.counts.claims, "claim"))",
                "pairs": desk.pairs.prefix(12).map { item in
                    [
                        "pair": item.pair, "pages": Wording.count(item.pages, "page"),
                        "names": item.pair.split(separator: "-").map { CountryCodes.name(String($0)) }.joined(
                            separator: " and "),
                    ] as Templates.Values
                },
                "hasPairs": !desk.pairs.isEmpty, "morePairs": desk.pairs.count > 12,
                "newHeading": seen == nil
                    ? "Added last"
                    : fresh.isEmpty
                        ? "Nothing new since your last visit; added last"
                        : "New since your last visit: \(Wording.count(fresh.count, "page"))",
                "new": headings.map { page in
                    [
                        "sha256": page.sha256,
                        "title": page.rejected.map { "not an article: \($0)" } ?? page.title ?? "untitled",
                        "lang": page.language ?? "und", "outlet": page.outlet ?? "outlet not named",
                        "date": Wording.date(page.published),
                    ] as Templates.Values
                },
                "denials": try claimRows(denied.rows), "hasDenials": denied.count > 0,
                "denialCount": Wording.count(denied.count, "denial"),
                "flags": flags, "hasFlags": !flags.isEmpty, "questions": questions, "hasQuestions": !questions.isEmpty,
            ])
    }
}

extension String {
    /// The text before a sign, without blanks at its ends; all of it where the sign does not stand.
    fileprivate func components(upTo sign: Character) -> String {
        let head = prefix { $0 != sign }
        return head.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
