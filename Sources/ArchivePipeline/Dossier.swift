internal import ActorCoding
public import CorpusStore
public import DocumentModel
public import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// The ledger of a pair of states, ready to be shown: every statement with its quotes.
public struct Dossier: Sendable {
    /// The two codes (ISO 3166 alpha-2), sorted.
    public var pair: [String]
    /// The names of the two states.
    public var names: [String]
    /// The four counts of all pages that tell of the pair.
    public var counts: FourCounts
    /// The texts that tell of the pair: name, pages, voice, side, through whom, title.
    public var texts: [CollectionText]
    /// What happened.
    public var happened: [DossierEntry] = []
    /// What is remembered.
    public var remembered: [DossierRemembrance] = []
    /// What was said.
    public var said: [DossierClaim] = []
    /// Flags.
    public var flags: [DossierFlag] = []
    /// What is not known, one sentence each.
    public var unknown: [String] = []
    /// What is not known of which pages.
    public var unknownOf: [DossierUnknown] = []
    /// What the analyst struck out, in words, with the report as `PAGE#e3`.
    public var struck: [(report: String, words: String, why: String)] = []
    /// All quotes in the order of their numbers.
    public var quotes: [Quote] = []
    /// How many statements of its texts name neither state.
    private var leftOut = 0
    private let today: CivilDay

    /// Builds the dossier of a pair; nil when the pair is none.
    ///
    /// - Parameters:
    ///   - collection: The collection.
    ///   - pair: Two codes of two letters, in any order, as `KP-IR`.
    ///   - today: From which day on the next anniversaries are told.
    public init?(_ collection: Collection, pair: String, today: CivilDay = .today) {
        self.today = today
        let codes = pair.uppercased().split(separator: "-").map(String.init)
        guard codes.count == 2, codes[0] != codes[1], let first = Gazetteer.shared.alpha3[codes[0]],
            let second = Gazetteer.shared.alpha3[codes[1]]
        else { return nil }
        self.pair = codes.sorted()
        let three = [first, second].sorted { (Gazetteer.shared.alpha2[$0] ?? "") < (Gazetteer.shared.alpha2[$1] ?? "") }
        names = three.map { Gazetteer.shared.stateNames[$0] ?? $0 }
        let ledger = collection.ledger
        // A copy tells what its text tells, also where less of it was coded.
        let told = Set(
            collection.pages.indices.filter { page in
                let item = collection.pages[page]
                return item.events.contains { $0.concerns(three) }
                    || item.claims.contains { Set($0.about + $0.speaker.compactMap(\.country)).isSuperset(of: three) }
            }.map { collection.pages[$0].textName })
        let about = collection.pages.indices.filter { told.contains(collection.pages[$0].textName) }
        counts = FourCounts(about.map { ledger.documents[$0] })
        texts = collection.texts.filter { told.contains($0.name) }
        build(collection, three, about)
    }

    /// The dossier with only some of what happened and was said; the counts stay those of the whole.
    ///
    /// What gives no day of its own counts by the day on which it was told, as what was said does.
    ///
    /// - Parameters:
    ///   - stance: Claims of this stance only; nil for all.
    ///   - from: What can lie on this day or later (EDTF).
    ///   - to: What can lie on this day or earlier (EDTF).
    public func narrowed(stance: String?, from: String?, to: String?) -> Dossier {
        var result = self
        if let stance { result.said = said.filter { $0.stance.rawValue == stance } }
        let first = from.flatMap(DayBounds.init(edtf:))?.from
        let last = to.flatMap(DayBounds.init(edtf:))?.to
        if first != nil || last != nil {
            let wanted = DayBounds(from: first, to: last)
            result.happened = happened.filter { $0.counted.map { $0.overlaps(wanted) } ?? false }
            result.said = result.said.filter { $0.told.map { $0.overlaps(wanted) } ?? false }
        }
        return result
    }

    /// The entries of which two of both sides and the day stand in the text, or all three.
    public var sure: [DossierEntry] { happened.filter { $0.footing != .possible } }

    /// The entries that are only possible.
    public var possible: [DossierEntry] { happened.filter { $0.footing == .possible } }

    /// The dossier with events of one kind and claims of one stance only; nil for all.
    public func ofType(_ type: String?) -> Dossier {
        guard let type else { return self }
        var result = self
        let asked = type.split { "_ -".contains($0) }.joined(separator: " ")
        result.happened = happened.filter { $0.kind == asked || $0.kind.split(separator: " ").contains { $0 == asked } }
        result.said = said.filter { $0.stance.rawValue == asked }
        return result
    }

    /// The dossier with its first entries and claims only; 0 for all.
    public func limited(_ limit: Int) -> Dossier {
        guard limit > 0 else { return self }
        var result = self
        result.happened = Array(happened.prefix(limit))
        result.said = Array(said.prefix(limit))
        return result
    }

    private init() {
        today = CivilDay(number: 0)
        pair = []
        names = []
        counts = FourCounts([])
        texts = []
    }

    /// A dossier of nothing, for views that only number quotes.
    static var empty: Dossier { Dossier() }

    private mutating func add(_ quote: Quote) -> Quote {
        var numbered = quote
        numbered.number = quotes.count + 1
        quotes.append(numbered)
        return numbered
    }

    private mutating func build(_ collection: Collection, _ pair: [String], _ about: [Int]) {
        let events = collection.ledger.events(between: pair[0], and: pair[1])
        let shown = Set(events.map(\.id))
        let byID = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
        var number = 0
        // What only possibly happened so stands behind all others.
        for event in events.filter({ $0.footing != .possible }) + events.filter({ $0.footing == .possible }) {
            if let whole = event.partOf, shown.contains(whole) { continue }
            // What is only remembered stands under Remembered, unless nothing else tells it.
            if isOnlyRemembered(event, collection),
                events.contains(where: {
                    $0.id != event.id && $0.report.type != "meeting"
                        && $0.report.when.map { other in event.report.when?.bounds.overlaps(other.bounds) ?? false }
                            ?? false
                })
            {
                continue
            }
            number += 1
            happened.append(entry(event, number, collection, event.parts.compactMap { byID[$0] }))
        }
        remember(events, collection)
        for page in about { say(page, pair, collection) }
        said = ClaimIssues.grouped(said)
        strike(about, pair, collection)
        let places = QuotePlaces(happened, said)
        for flag in Flags.find(collection.ledger, pair[0], pair[1])
        where flag.evidence.contains(where: { about.contains($0.document) }) {
            let found = flag.evidence.map { add(collection.quote($0.document, $0.range)) }
            note(flag.code, flag.evidence, places, collection)
            flags.append(
                DossierFlag(
                    code: flag.code, title: flag.title, note: collection.naming(flag),
                    leansOnBackground: flag.leansOnBackground,
                    quotes: found))
        }
        drift(about, places, collection)
        openQuestions(collection, pair, about)
    }

    /// The most changes that are shown of one copy.
    private static let changesOfACopy = 8
    /// The most copies that are compared with the page they follow.
    private static let comparedCopies = 8

    /// What copies and rewrites tell otherwise than the page they follow, where both are held.
    private mutating func drift(_ about: [Int], _ places: QuotePlaces, _ collection: Collection) {
        let index = Dictionary(about.map { (collection.pages[$0].article.id, $0) }) { first, _ in first }
        let followed = Dictionary(
            collection.links.filter { index[$0.copy] != nil && ["same", "reprint", "rewrite"].contains($0.kind) }.map {
                ($0.copy, $0)
            }
        ) { first, _ in first }
        var copies: [(page: Int, origin: Int)] = []
        for page in about where copies.count < Dossier.comparedCopies {
            guard let link = followed[collection.pages[page].article.id], link.kind != "same",
                let origin = index[link.origin]
            else { continue }
            copies.append((page, origin))
        }
        let changed = ManyItems.map(copies, fewest: 2) { page, origin in
            // What a copy merely leaves out is for the diff; a flag is for what it tells otherwise.
            DriftFilter.changes(parent: collection.pages[origin].document, child: collection.pages[page].document)
                .filter { $0.kind != .detailDropped }
        }
        var number = 0
        for ((page, origin), changes) in zip(copies, changed) {
            let (parent, child) = (collection.pages[origin], collection.pages[page])
            for change in changes.prefix(Dossier.changesOfACopy) {
                number += 1
                let code = "V\(number)"
                func quoted(_ page: Int, _ range: TextRange?) -> Quote? {
                    range.flatMap { $0.length > 0 ? add(collection.quote(page, $0)) : nil }
                }
                func side(_ page: Int, _ target: TextRange?, _ words: TextRange?) -> DossierSide {
                    let item = collection.pages[page]
                    return DossierSide(
                        page: item.short, outlet: item.outlet.words, day: item.fields.published,
                        target: quoted(page, target), words: quoted(page, words))
                }
                let sides = [
                    side(origin, change.parentTarget, change.parent), side(page, change.childTarget, change.child),
                ]
                note(
                    code,
                    [(origin, change.parent), (page, change.child)].compactMap { page, range in
                        range.map { (document: page, range: $0) }
                    }, places, collection)
                var note = "\(child.short) beside \(parent.short), which it follows: \(change.note)"
                if change.kind == .denialMoved {
                    note =
                        "\(child.short) follows \(parent.short) and drops what stands between. Read alone, \(child.short) denies something else."
                }
                flags.append(
                    DossierFlag(
                        code: code, title: change.kind.words, note: note, leansOnBackground: false,
                        quotes: sides.flatMap { [$0.target, $0.words].compactMap(\.self) }, sides: sides,
                        diff: "/diff/\(parent.article.sha256)/\(child.article.sha256)"))
            }
        }
        // A denial that answers something else comes first, then what changes the sense of a claim.
        let first = flags.filter { $0.code.hasPrefix("V") && $0.title == DriftKind.denialMoved.words }
        flags = first + flags.filter { flag in !first.contains { $0.code == flag.code } }
    }

    /// Puts a flag's code to the entries and the claims whose sentences hold its words.
    private mutating func note(
        _ code: String, _ evidence: [(document: Int, range: TextRange)], _ places: QuotePlaces, _ collection: Collection
    ) {
        for owner in places.owners(of: evidence, collection) {
            switch owner {
            case .entry(let index): happened[index].flags.append(code)
            case .claim(let index): said[index].flags.append(code)
            }
        }
    }

    private func isOnlyRemembered(_ event: WorldEvent, _ collection: Collection) -> Bool {
        event.attestations.allSatisfy { collection.pages[$0.document].events[$0.event].remembered != nil }
    }

    private mutating func entry(_ event: WorldEvent, _ number: Int, _ collection: Collection, _ parts: [WorldEvent])
        -> DossierEntry
    {
        let report = event.report
        var shown: Set<String> = []
        var found: [Quote] = []
        for attestation in event.attestations {
            let item = collection.pages[attestation.document]
            // Of copies the first page's quote stands for all.
            let letters = Folding.fold(item.body.quote(attestation.range)).utf8.filter {
                $0 >= 0x80 || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
            }
            guard shown.insert("\(item.textName)@\(String(decoding: letters, as: UTF8.self))").inserted else {
                continue
            }
            let told = item.events[attestation.event]
            found.append(
                add(
                    collection.quote(
                        attestation.document,
                        collection.clause(attestation.document, told.trigger, in: attestation.range),
                        passage: attestation.range)))
        }
        let dated = event.attestations.lazy.compactMap { attestation -> String? in
            let item = collection.pages[attestation.document]
            return item.events[attestation.event].when?.range.map { item.body.quote($0) }
        }.first
        var seen: Set<String> = []
        let tellings = event.attestations.compactMap { attestation -> DossierTelling? in
            let item = collection.pages[attestation.document]
            guard seen.insert(item.textName).inserted else { return nil }
            return DossierTelling(
                text: item.textName, page: item.short, sha256: item.article.sha256, outlet: item.outlet.words,
                day: item.fields.published)
        }.sorted { ($0.day ?? "9", $0.text) < ($1.day ?? "9", $1.text) }
        let best =
            event.attestations.first { collection.pages[$0.document].events[$0.event] == report }
            ?? event.attestations[0]
        var entry = DossierEntry(
            id: event.id, number: number, when: report.when?.edtf, bounds: report.when?.bounds,
            precision: report.when?.precision,
            basis: report.when?.basis ?? .notStated, told: report.when?.told, footing: event.footing,
            direction: Dossier.direction(report),
            kind: report.type.split(separator: "_").drop { $0 == "planned" }.joined(separator: " "),
            polarity: report.polarity,
            status: report.status, summary: Dossier.summary(report), dateWords: dated, texts: event.texts,
            counts: event.counts, quotes: found,
            parts: parts.enumerated().map { self.entry($1, $0 + 1, collection, []) },
            deniedBy: event.deniedBy.map { collection.naming(statement: $0) })
        entry.byHand = event.attestations.flatMap { attestation in
            let item = collection.pages[attestation.document]
            return HandCorrections.words(item.events[attestation.event].id, item)
        }
        entry.sentence = collection.pages[best.document].body.quote(best.range)
        entry.tellings = tellings
        entry.reports = event.attestations.map { attestation in
            let item = collection.pages[attestation.document]
            return "\(item.article.id)#\(item.events[attestation.event].id)"
        }
        entry.isConfirmed = event.attestations.contains { attestation in
            let item = collection.pages[attestation.document]
            return HandCorrections.isConfirmed(item.events[attestation.event].id, item)
        }
        return entry
    }

    /// "IR→KP" for an act of one on the other, "KP⇄IR" for an act of both.
    public static func direction(_ event: Event) -> String {
        func codes(_ parties: [Party]) -> [String] {
            var seen: Set<String> = []
            return parties.compactMap { $0.country.map { Gazetteer.shared.alpha2[$0] ?? $0 } }.filter {
                seen.insert($0).inserted
            }
        }
        if event.isReciprocal { return codes(event.actors + event.recipients).joined(separator: "⇄") }
        return "\(codes(event.actors).joined(separator: ","))→\(codes(event.recipients).joined(separator: ","))"
    }

    /// Who, by names and offices.
    static func summary(_ event: Event) -> String {
        func name(_ party: Party) -> String {
            if let office = party.office, party.kind == .person,
                !party.name.lowercased().hasPrefix(office.lowercased()), office.utf8.count < 60
            {
                return "\(office) \(party.name)"
            }
            return party.name
        }
        func names(_ parties: [Party]) -> String {
            var seen: Set<String> = []
            return parties.map(name).filter { seen.insert($0).inserted }.joined(separator: ", ")
        }
        let actors = names(event.actors)
        let recipients = names(event.recipients)
        let place = event.place?.name.map { " in \($0)" } ?? ""
        if recipients.isEmpty { return actors + place }
        if event.isReciprocal { return "\(actors), \(recipients)\(place)" }
        return "\(actors) → \(recipients)\(place)"
    }

    private mutating func remember(_ events: [WorldEvent], _ collection: Collection) {
        for event in events where !event.remembrances.isEmpty {
            var told: [(number: Int, year: Int, text: String)] = []
            var found: [Quote] = []
            for (number, document) in event.remembrances {
                let item = collection.pages[document]
                guard let year = event.report.when?.bounds.from?.year else { continue }
                if told.contains(where: { $0.number == number && $0.text == item.textName }) { continue }
                told.append((number, year + number, item.textName))
                if let timex = item.timexes.first(where: { $0.anniversary == number }) {
                    found.append(add(collection.quote(document, timex.range)))
                }
            }
            remembered.append(
                DossierRemembrance(
                    when: event.report.when?.edtf,
                    what:
                        "\(event.report.type.split(separator: "_").joined(separator: " ")): \(Dossier.summary(event.report))",
                    told: told.sorted { $0.number < $1.number },
                    next: NextAnniversary(of: event.report.when?.bounds, from: today), quotes: found))
        }
    }

    private mutating func say(_ page: Int, _ pair: [String], _ collection: Collection) {
        let item = collection.pages[page]
        // A text is quoted once, from the page at its head.
        guard collection.text(item.textName)?.root == page else { return }
        let kept = PairClaims.kept(item.claims, item.document.events, of: pair)
        for claim in item.claims where kept.contains(claim.id) {
            var told = self.claim(claim, page, collection)
            told.isBetween = PairClaims.isBetween(claim, pair)
            said.append(told)
        }
        leftOut += item.claims.count - kept.count
    }

    /// What the analyst struck out of the pages of a pair.
    private mutating func strike(_ about: [Int], _ pair: [String], _ collection: Collection) {
        for page in about {
            let item = collection.pages[page]
            for value in item.analyst where HandCorrections.isStruck(value) {
                guard let id = HandCorrections.event(value.field),
                    let event = item.document.events.first(where: { $0.id == id }),
                    event.concerns(pair)
                else { continue }
                struck.append(
                    (
                        "\(item.article.id)#\(id)",
                        "\(Dossier.direction(event)) \(event.type.split(separator: "_").joined(separator: " ")): “\(item.body.quote(event.evidence.first ?? event.trigger))”, \(item.short)#\(id)",
                        "log #\(value.entry)\(value.why.map { ": \($0)" } ?? "")"
                    ))
            }
        }
    }

    /// A claim with its quotes.
    mutating func claim(_ claim: Claim, _ page: Int, _ collection: Collection) -> DossierClaim {
        let item = collection.pages[page]
        let content = claim.contentSpans.first ?? claim.evidence.first ?? TextRange(0, 0)
        let sentence = claim.evidence.first ?? content
        let whole = ([claim.sourceSpan, claim.cueSpan].compactMap { $0 } + claim.contentSpans).reduce(content) {
            $0.union($1)
        }
        return DossierClaim(
            id: claim.id.uppercased(), text: item.textName, speaker: claim.speaker.map(\.name).joined(separator: ", "),
            country: claim.speaker.first?.country.flatMap { Gazetteer.shared.alpha2[$0] ?? $0 },
            via: claim.via.map(\.name), stance: claim.stance, endorses: claim.endorses,
            content: claim.contentSpans.map { item.body.quote($0) }.joined(separator: " … "), target: claim.target,
            candidates: claim.targetCandidates,
            quotes: [add(collection.quote(page, whole, passage: sentence))], told: item.document.published,
            page: item.short, sha256: item.article.sha256, outlet: item.outlet.words, day: item.fields.published,
            targetWords: (claim.target.map { [$0] } ?? (claim.isDenial ? claim.targetCandidates : [])).compactMap {
                id in
                Dossier.words(of: id, item).map { (id, $0) }
            })
    }

    /// The words of a claim or an event of a page.
    private static func words(of id: String, _ item: CollectionPage) -> String? {
        if let claim = item.claims.first(where: { $0.id == id }) {
            return claim.contentSpans.map { item.body.quote($0) }.joined(separator: " … ")
        }
        return item.document.events.first { $0.id == id }.map { item.body.quote($0.evidence.first ?? $0.trigger) }
    }

    private mutating func openQuestions(_ collection: Collection, _ pair: [String], _ about: [Int]) {
        for code in pair where !counts.sides.contains(code) {
            unknown.append("No text that speaks for \(Gazetteer.shared.stateNames[code] ?? code) is held.")
        }
        if leftOut > 0 {
            unknown.append(
                leftOut == 1
                    ? "1 statement of these texts names neither state and stands with its article only."
                    : "\(leftOut) statements of these texts name neither state and stand with their articles only.")
        }
        func item(_ page: Int) -> (name: String, title: String, sha256: String?) {
            let item = collection.pages[page]
            return (item.short, item.fields.title ?? "untitled", item.article.sha256)
        }
        func add(_ reason: String, _ pages: [Int]) {
            if pages.isEmpty { return }
            unknownOf.append(DossierUnknown(reason: reason, items: pages.map(item)))
            unknown.append("\(reason): \(pages.map { collection.pages[$0].short }.joined(separator: ", ")).")
        }
        add(
            "The outlet: not named on the page, and not set by hand",
            about.filter { collection.pages[$0].outlet == .unnamed })
        let roots = about.filter { collection.text(collection.pages[$0].textName)?.root == $0 }
        add("The day of publication", roots.filter { collection.pages[$0].fields.published == nil })
        add(
            "The day of publication, of which only some days or weeks are known",
            roots.filter { page in
                collection.pages[page].fields.published.flatMap(DayBounds.init(edtf:)).map { $0.length ?? 999 > 1 }
                    ?? false
            })
        add(
            "What a page tells that was not read to the end",
            about.filter { collection.pages[$0].article.state.reason != nil })
        let undated = happened.filter { $0.bounds == nil || $0.basis == .tense }
        if !undated.isEmpty {
            unknown.append(
                "The day of \(undated.prefix(12).map { "entry \($0.number) (\($0.kind))" }.joined(separator: ", "))\(undated.count > 12 ? " and \(undated.count - 12) more" : "")."
            )
        }
        unknown.append("Whether the collection is complete: what is not attested here may be attested elsewhere.")
    }

    /// Names pages that were kept and not read for events, so that nobody takes silence for absence.
    public mutating func name(unread: [PageHeading]) {
        func add(_ reason: String, _ pages: [PageHeading]) {
            if pages.isEmpty { return }
            unknownOf.append(
                DossierUnknown(
                    reason: reason, items: pages.map { (name: $0.id, title: $0.title ?? "untitled", sha256: $0.sha256) }
                ))
            // The last sentence is of the collection as a whole.
            unknown.insert("\(reason): \(pages.count) of this project.", at: max(0, unknown.count - 1))
        }
        let languages = Set(unread.filter { $0.rejected == nil }.map { $0.language ?? "a language not known" }).sorted()
        add(
            "What pages in another language than English tell (\(languages.joined(separator: ", "))): kept, compared and searched, not read for events",
            unread.filter { $0.rejected == nil })
        add("What stands in captures in which no article was found", unread.filter { $0.rejected != nil })
    }
}
