public import CorpusStore
public import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// What a watch sees that it did not see before: quiet for mere reprints of what is known.
public struct WatchLook: Sendable {
    /// The pages of a scope that are read at most, the newest captures.
    private static let pageLimit = 5_000
    /// The most copies that are compared with the text that they follow.
    private static let comparedCopies = 400
    /// The days before an anniversary on which it is told.
    public static let days = 7

    /// The watch.
    public let watch: Watch
    /// What is told, in the order in which it came; anniversaries last.
    public private(set) var signals: [WatchSignal] = []
    /// The pages of the scope that have come.
    public private(set) var pages = 0
    /// Of these, those whose text was held before.
    public private(set) var reprints = 0

    private let mark: WatchMark
    private let today: CivilDay
    private let collection: Collection
    /// For each page of the collection, whether it has come since.
    private let isNew: [Bool]
    /// The texts of which no page was held before.
    private let newTexts: Set<String>

    /// Looks at a project.
    ///
    /// - Parameters:
    ///   - watch: What is watched.
    ///   - mark: What was seen before; nil for the watch's last look.
    ///   - project: The project.
    ///   - today: The day.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages of the scope and their analyses, of which 5,000 are read at most.
    public init(_ watch: Watch, since mark: WatchMark? = nil, in project: Project, today: CivilDay) throws {
        self.watch = watch
        let mark = mark ?? watch.looked
        self.mark = mark
        self.today = today
        let numbers = try WatchLook.scope(watch, project.store)
        let scope = Set(numbers)
        let fresh = numbers.filter { $0 > mark.entries }
        // What new pages follow is read too, to see what they changed.
        let ids = try project.store.headings(fresh).map(\.id)
        let origins = try project.store.links(ofCopies: ids).map(\.numbers.origin)
        collection = try Collection(project.store, pages: scope.union(origins).sorted())
        isNew = collection.pages.map { $0.article.number > mark.entries }
        newTexts = try WatchLook.newTexts(collection, fresh, mark, project.store)
        for page in collection.pages where scope.contains(page.article.number) && page.article.number > mark.entries {
            pages += 1
            if !newTexts.contains(page.textName) { reprints += 1 }
        }
        let inside = collection.pages.indices.filter { scope.contains(collection.pages[$0].article.number) }
        if watch.rules.contains(.event) { events(Set(inside)) }
        if watch.rules.contains(.denial) { denials(inside) }
        if watch.rules.contains(.textChanged) || watch.rules.contains(.misplacedDenial) { changes(inside) }
        signals.sort { ($0.entry, $0.rule.rawValue, $0.key) < ($1.entry, $1.rule.rawValue, $1.key) }
        if watch.rules.contains(.anniversary) { anniversaries(Set(inside)) }
    }

    /// The numbers of the pages that a watch looks at: those that it names, with all that carry the same texts.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func scope(_ watch: Watch, _ store: CorpusStore) throws -> [Int] {
        var found: Set<Int>?
        if !watch.words.isEmpty { found = Set(try ProjectIndex(store).numbers(of: watch.words, in: store)) }
        if let pair = watch.pair {
            for code in pair.split(separator: "-") {
                let about = Set(try store.pages(about: CountryCodes.alpha3(String(code)) ?? String(code)))
                found = found?.intersection(about) ?? about
            }
        }
        let newest = (found ?? []).sorted().suffix(pageLimit)
        var numbers = Set(newest)
        for text in Set(try store.members(Array(newest)).map(\.text)) {
            numbers.formUnion(try store.pages(ofText: text))
        }
        return Array(numbers.sorted().suffix(pageLimit))
    }

    /// The texts of new pages of which the project held no page before.
    private static func newTexts(_ collection: Collection, _ fresh: [Int], _ mark: WatchMark, _ store: CorpusStore)
        throws -> Set<String>
    {
        var result: Set<String> = []
        for text in Set(try store.members(fresh).map(\.text)) {
            if try store.pages(ofText: text).allSatisfy({ $0 > mark.entries }) { result.insert("T\(text)") }
        }
        return result
    }

    /// The events of the scope.
    private func told(_ inside: Set<Int>) -> [WorldEvent] {
        var found = Array(collection.ledger.events)
        if let pair = watch.pair?.split(separator: "-").compactMap({ CountryCodes.alpha3(String($0)) }), pair.count == 2
        {
            found = collection.ledger.events(between: pair[0], and: pair[1])
        }
        return found.filter { $0.attestations.contains { inside.contains($0.document) } }
    }

    private func isNew(_ event: WorldEvent) -> Bool { event.attestations.allSatisfy { isNew[$0.document] } }

    private func key(_ rule: WatchRule, _ parts: String...) -> String {
        String(Digest.sha256(([rule.rawValue] + parts).joined(separator: " ")).prefix(16))
    }

    private func name(_ event: WorldEvent) -> String {
        guard let first = event.attestations.first else { return event.id }
        let page = collection.pages[first.document]
        return "\(page.article.sha256)#\(page.events[first.event].id)"
    }

    // MARK: Rules

    private mutating func events(_ inside: Set<Int>) {
        for event in told(inside) where event.report.type != "denial" && isNew(event) {
            guard
                let first = event.attestations.first(where: {
                    newTexts.contains(collection.pages[$0.document].textName)
                })
            else { continue }
            let page = collection.pages[first.document]
            let report = event.report
            let polarity = report.polarity == .asserted ? "" : " (\(report.polarity.rawValue))"
            signals.append(
                WatchSignal(
                    rule: .event, key: key(.event, name(event)), entry: page.article.number,
                    title:
                        "\(report.when?.edtf ?? "day not known") \(WatchLook.words(report.type))\(polarity): \(Dossier.summary(report))",
                    note:
                        "\(event.counts.pages) pages, \(event.counts.texts) texts, \(event.counts.voices) voices tell it.",
                    quotes: [collection.quote(first.document, first.range, passage: first.range)]))
        }
    }

    private mutating func denials(_ inside: [Int]) {
        for text in collection.texts where newTexts.contains(text.name) && inside.contains(text.root) {
            let page = collection.pages[text.root]
            for (claim, shown) in zip(page.claims, ClaimsView.claims(of: text.root, in: collection))
            where claim.isDenial {
                let target =
                    shown.target.map { "It answers \($0.uppercased())." }
                    ?? (shown.candidates.isEmpty
                        ? "What it answers is not told."
                        : "What it answers is open: \(shown.candidates.map { $0.uppercased() }.joined(separator: " or ")).")
                signals.append(
                    WatchSignal(
                        rule: .denial, key: key(.denial, page.article.sha256, claim.id), entry: page.article.number,
                        title:
                            "\(shown.speaker.isEmpty ? "speaker not named" : shown.speaker) \(claim.stance.rawValue): \(shown.content)",
                        note: target, quotes: shown.quotes))
            }
        }
    }

    /// What a page follows: the page at its address before, or the text that it copies.
    private func followed(_ page: Int, _ index: [String: Int], _ addresses: [String: [Int]])
        -> (origin: Int, isAddress: Bool)?
    {
        let item = collection.pages[page]
        if let url = item.fields.url, let earlier = addresses[url]?.last(where: { $0 < page }),
            collection.pages[earlier].article.textSHA256 != item.article.textSHA256
        {
            return (earlier, true)
        }
        let kinds = ["reprint", "rewrite", "rewording"]
        guard let link = collection.links.first(where: { $0.copy == item.article.id && kinds.contains($0.kind) }),
            let origin = index[link.origin]
        else { return nil }
        return (origin, false)
    }

    private mutating func changes(_ inside: [Int]) {
        let index = Dictionary(collection.pages.indices.map { (collection.pages[$0].article.id, $0) }) { first, _ in
            first
        }
        var addresses: [String: [Int]] = [:]
        for place in collection.pages.indices {
            if let url = collection.pages[place].fields.url { addresses[url, default: []].append(place) }
        }
        var seen: Set<String> = []
        var compared = 0
        for page in inside where isNew[page] {
            // Of copies with the same words one stands for all.
            guard compared < WatchLook.comparedCopies, let (origin, isAddress) = followed(page, index, addresses),
                seen.insert(collection.pages[page].article.textSHA256).inserted
            else { continue }
            compared += 1
            compare(page, origin, isAddress)
        }
    }

    private mutating func compare(_ page: Int, _ origin: Int, _ isAddress: Bool) {
        let (copy, parent) = (collection.pages[page], collection.pages[origin])
        let changes = DriftFilter.changes(parent: parent.document, child: copy.document)
        func quotes(_ change: DriftChange) -> [Quote] {
            [
                (origin, change.parent), (origin, change.parentTarget), (page, change.child),
                (page, change.childTarget),
            ].compactMap { place, range in
                range.flatMap { $0.length > 0 ? collection.quote(place, $0, passage: $0) : nil }
            }
        }
        for change in changes where change.kind == .denialMoved && watch.rules.contains(.misplacedDenial) {
            signals.append(
                WatchSignal(
                    rule: .misplacedDenial,
                    key: key(
                        .misplacedDenial, parent.article.textSHA256, copy.article.textSHA256,
                        "\(change.child?.start ?? 0)"), entry: copy.article.number,
                    title: "\(copy.short) beside \(parent.short), which it follows: \(change.note)", note: "",
                    quotes: quotes(change)))
        }
        // What a copy merely leaves out is for the diff, unless the page itself was changed.
        let weighty = changes.filter { $0.kind != .detailDropped }
        let isRetold =
            newTexts.contains(copy.textName) && copy.textName != parent.textName && !isRewording(copy, parent)
        guard watch.rules.contains(.textChanged), isAddress || !weighty.isEmpty && !isRetold else { return }
        let why = isAddress ? "the page at one address" : "a copy beside the text that it follows"
        signals.append(
            WatchSignal(
                rule: .textChanged, key: key(.textChanged, parent.article.textSHA256, copy.article.textSHA256),
                entry: copy.article.number,
                title: "\(copy.fields.title ?? copy.short): \(why) was changed",
                note: "In \(copy.short), not in \(parent.short), or the other way round.",
                quotes: (isAddress ? changes : weighty).prefix(8).flatMap { quotes($0) },
                change: WatchSignal.Change(
                    origin: (parent.short, parent.text), copy: (copy.short, copy.text),
                    notes: changes.map { "\($0.kind.words): \($0.note)" })))
    }

    private func isRewording(_ copy: CollectionPage, _ parent: CollectionPage) -> Bool {
        collection.links.contains {
            $0.copy == copy.article.id && $0.origin == parent.article.id && $0.kind == "rewording"
        }
    }

    private mutating func anniversaries(_ inside: Set<Int>) {
        let before = CivilDay(iso: mark.day)
        var found: [(day: CivilDay, signal: WatchSignal)] = []
        for event in told(inside) where !event.remembrances.isEmpty {
            guard let next = NextAnniversary(of: event.report.when?.bounds, from: today),
                next.day.number <= today.number + WatchLook.days
            else { continue }
            // It was told at the last look, unless that was too early or the event was not known.
            if let before, !isNew(event), before.number <= today.number,
                next.day.number <= before.number + WatchLook.days
            {
                continue
            }
            let first = event.attestations[0]
            let page = collection.pages[first.document]
            found.append(
                (
                    next.day,
                    WatchSignal(
                        rule: .anniversary, key: key(.anniversary, name(event), "\(next.day.year)"),
                        entry: page.article.number,
                        title:
                            "\(next.day.iso): \(next.number) years since \(WatchLook.words(event.report.type)): \(Dossier.summary(event.report))",
                        note: "Dated \(event.report.when?.edtf ?? ""); pages remember it.",
                        quotes: [collection.quote(first.document, first.range, passage: first.range)], day: next.day)
                ))
        }
        signals += found.sorted { ($0.day, $0.signal.key) < ($1.day, $1.signal.key) }.map(\.signal)
    }

    private static func words(_ type: String) -> String { type.split(separator: "_").joined(separator: " ") }
}
