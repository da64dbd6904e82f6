internal import ActorCoding
internal import CorpusStore
public import DocumentModel
public import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// An entry of a dossier under "What happened".
public struct DossierEntry: Sendable {
    /// The event's id.
    public var id: String
    /// The number in the dossier.
    public var number: Int
    /// When (EDTF), nil when no day is given.
    public var when: String?
    /// The days.
    public var bounds: DayBounds?
    /// How exactly the day is known; nil when none is.
    public var precision: DatePrecision?
    /// How the date is known.
    public var basis: DateBasis
    /// The day on which it was told, when the texts give no other.
    public var told: CivilDay?
    /// What its parties and its day stand on.
    public var footing: Footing
    /// Who acts on whom, as codes: "IR→KP".
    public var direction: String
    /// The kind.
    public var kind: String
    /// Whether it is told as a fact.
    public var polarity: Polarity
    /// How it stands to the day of its telling.
    public var status: EventStatus
    /// Who, in words of the texts.
    public var summary: String
    /// The words that date it.
    public var dateWords: String?
    /// The texts that tell it.
    public var texts: [String]
    /// The four counts.
    public var counts: FourCounts
    /// The quotes, one a page.
    public var quotes: [Quote]
    /// Its parts: id, kind, date, the texts that tell it.
    public var parts: [DossierEntry]
    /// Claims that deny it.
    public var deniedBy: [String]
    /// What the analyst corrected in it, in words.
    public var byHand: [String] = []
}

/// An old event that pages remember.
public struct DossierRemembrance: Sendable {
    /// The days of the old event.
    public var when: String?
    /// What is remembered, in the words of the texts.
    public var what: String
    /// The anniversaries told: number, year, text.
    public var told: [(number: Int, year: Int, text: String)]
    /// The next day on which it is remembered.
    public var next: NextAnniversary?
    /// The quotes.
    public var quotes: [Quote]
}

/// A claim of a dossier.
public struct DossierClaim: Sendable {
    /// The page's short name and the claim's id: `004 C6`.
    public var id: String
    /// The text that has it.
    public var text: String
    /// Who speaks.
    public var speaker: String
    /// The speaker's country, two letters.
    public var country: String?
    /// Through whom.
    public var via: [String]
    /// The stance.
    public var stance: Stance
    /// Whether the page's verb takes sides.
    public var endorses: Bool
    /// The content's words.
    public var content: String
    /// What it denies: an id, or nil.
    public var target: String?
    /// What it could deny.
    public var candidates: [String]
    /// The quotes: the content in its sentence.
    public var quotes: [Quote]
}

/// A flag with its quotes.
public struct DossierFlag: Sendable {
    /// The code.
    public var code: String
    /// The kind in words.
    public var title: String
    /// One or two sentences.
    public var note: String
    /// Whether it leans on background.
    public var leansOnBackground: Bool
    /// The quotes.
    public var quotes: [Quote]
}

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
    /// All quotes in the order of their numbers.
    public var quotes: [Quote] = []
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
                return item.events.contains { $0.countries.isSuperset(of: three) }
                    || item.claims.contains { Set($0.about + $0.speaker.compactMap(\.country)).isSuperset(of: three) }
            }.map { collection.pages[$0].textName })
        let about = collection.pages.indices.filter { told.contains(collection.pages[$0].textName) }
        counts = FourCounts(about.map { ledger.documents[$0] })
        texts = collection.texts.filter { told.contains($0.name) }
        build(collection, three, about)
    }

    /// The dossier with only some of what happened and was said; the counts stay those of the whole.
    ///
    /// - Parameters:
    ///   - stance: Claims of this stance only; nil for all.
    ///   - from: Events that can lie on this day or later (EDTF).
    ///   - to: Events that can lie on this day or earlier (EDTF).
    public func narrowed(stance: String?, from: String?, to: String?) -> Dossier {
        var result = self
        if let stance { result.said = said.filter { $0.stance.rawValue == stance } }
        let first = from.flatMap(DayBounds.init(edtf:))?.from
        let last = to.flatMap(DayBounds.init(edtf:))?.to
        if first != nil || last != nil {
            let wanted = DayBounds(from: first, to: last)
            result.happened = happened.filter { $0.bounds.map { $0.overlaps(wanted) } ?? false }
        }
        return result
    }

    /// The entries of which two of both sides and the day stand in the text, or all three.
    public var sure: [DossierEntry] { happened.filter { $0.footing != .possible } }

    /// The entries that are only possible.
    public var possible: [DossierEntry] { happened.filter { $0.footing == .possible } }

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
        for page in about { say(page, collection) }
        for flag in Flags.find(collection.ledger, pair[0], pair[1])
        where flag.evidence.contains(where: { about.contains($0.document) }) {
            let found = flag.evidence.map { add(collection.quote($0.document, $0.range)) }
            flags.append(
                DossierFlag(
                    code: flag.code, title: flag.title, note: flag.note, leansOnBackground: flag.leansOnBackground,
                    quotes: found))
        }
        drift(about, collection)
        openQuestions(collection, pair, about)
    }

    /// The most changes that are shown of one copy.
    private static let changesOfACopy = 8
    /// The most copies that are compared with the page they follow.
    private static let comparedCopies = 8

    /// What copies and rewrites tell otherwise than the page they follow, where both are held.
    private mutating func drift(_ about: [Int], _ collection: Collection) {
        let index = Dictionary(about.map { (collection.pages[$0].article.id, $0) }) { first, _ in first }
        var compared = 0
        var number = 0
        for page in about where compared < Dossier.comparedCopies {
            guard
                let link = collection.links.first(where: {
                    $0.copy == collection.pages[page].article.id && ["same", "reprint", "rewrite"].contains($0.kind)
                }), link.kind != "same", let origin = index[link.origin]
            else { continue }
            compared += 1
            let (parent, child) = (collection.pages[origin], collection.pages[page])
            // What a copy merely leaves out is for the diff; a flag is for what it tells otherwise.
            let changes = DriftFilter.changes(parent: parent.document, child: child.document).filter {
                $0.kind != .detailDropped
            }
            for change in changes.prefix(Dossier.changesOfACopy) {
                number += 1
                let places = [(origin, change.parent), (page, change.child)]
                flags.append(
                    DossierFlag(
                        code: "V\(number)", title: change.kind.words,
                        note: "\(child.short) beside \(parent.short), which it follows: \(change.note)",
                        leansOnBackground: false,
                        quotes: places.compactMap { page, range in
                            range.flatMap { $0.length > 0 ? add(collection.quote(page, $0)) : nil }
                        }))
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
            guard shown.insert("\(item.textName)@\(letters)").inserted else { continue }
            let told = item.events[attestation.event]
            found.append(add(collection.quote(attestation.document, told.trigger, passage: attestation.range)))
        }
        let dated = event.attestations.lazy.compactMap { attestation -> String? in
            let item = collection.pages[attestation.document]
            return item.events[attestation.event].when?.range.map { item.body.quote($0) }
        }.first
        var entry = DossierEntry(
            id: event.id, number: number, when: report.when?.edtf, bounds: report.when?.bounds,
            precision: report.when?.precision,
            basis: report.when?.basis ?? .notStated, told: report.when?.told, footing: event.footing,
            direction: Dossier.direction(report),
            kind: report.type.split(separator: "_").drop { $0 == "planned" }.joined(separator: " "),
            polarity: report.polarity,
            status: report.status, summary: Dossier.summary(report), dateWords: dated, texts: event.texts,
            counts: event.counts, quotes: found,
            parts: parts.enumerated().map { self.entry($1, $0 + 1, collection, []) }, deniedBy: event.deniedBy)
        entry.byHand = event.attestations.flatMap { attestation in
            let item = collection.pages[attestation.document]
            return HandCorrections.words(item.events[attestation.event].id, item)
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

    private mutating func say(_ page: Int, _ collection: Collection) {
        let item = collection.pages[page]
        // A text is quoted once, from the page at its head.
        guard collection.text(item.textName)?.root == page else { return }
        for claim in item.claims { said.append(self.claim(claim, page, collection)) }
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
            quotes: [add(collection.quote(page, whole, passage: sentence))])
    }

    private mutating func openQuestions(_ collection: Collection, _ pair: [String], _ about: [Int]) {
        for code in pair where !counts.sides.contains(code) {
            unknown.append("No text that speaks for \(Gazetteer.shared.stateNames[code] ?? code) is held.")
        }
        let unnamed = about.filter {
            collection.pages[$0].outlet == .unnamed
        }
        if !unnamed.isEmpty {
            unknown.append(
                "The outlet of \(unnamed.map { collection.pages[$0].short }.joined(separator: ", ")): not named on the page; `wirekin set PAGE --outlet …` if you know it."
            )
        }
        for page in about where collection.text(collection.pages[page].textName)?.root == page {
            let item = collection.pages[page]
            if item.fields.published == nil { unknown.append("The day on which \(item.textName) was published.") }
            if let bounds = item.fields.published.flatMap(DayBounds.init(edtf:)), bounds.length ?? 999 > 1 {
                unknown.append(
                    "The day on which \(item.textName) was published; the text allows \(bounds.edtf ?? "an open interval")."
                )
            }
        }
        let undated = happened.filter { $0.bounds == nil || $0.basis == .tense }
        if !undated.isEmpty {
            unknown.append("The day of \(undated.map { "entry \($0.number) (\($0.kind))" }.joined(separator: ", ")).")
        }
        unknown.append("Whether the collection is complete: what is not attested here may be attested elsewhere.")
    }
}
