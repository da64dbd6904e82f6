public import ArchivePipeline
public import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// What is exported: a project or what it holds of one pair of states, with the state of its log.
///
/// No clock is asked: days and moments are those of the log, so that the same project gives the same bytes.
public struct ExportSource: Sendable {
    /// The version of what is written in each line.
    public static let schemaVersion = 1

    /// The pages, read and joined.
    public private(set) var collection: Collection
    /// The dossier of the pair, nil for the whole project.
    public let dossier: Dossier?
    /// The project's name.
    public let project: String
    /// The derived data.
    let store: CorpusStore
    /// The project's folder, where formats are written that hold captures.
    let folder: ProjectFolder?
    /// The number of log entries and the hash of the last.
    public let log: (entries: Int, hash: String)
    /// The log's last entry.
    let lastEntry: CustodyEntry?
    /// The moment of the log's last entry (ISO 8601, UTC).
    public let moment: String
    /// The texts that are exported.
    public internal(set) var texts: [CollectionText]
    /// The pages that are exported, in the order of the collection.
    let pages: [Int]
    /// The events that are exported.
    private(set) var events: OnDemand<WorldEvent>
    /// When each page was added, by its number.
    private let added: [Int: String]
    /// The index of the page of each number.
    private let slots: [Int: Int]
    /// The release that wrote it.
    var release: String { Analyser.release }

    /// Reads what is exported of a project that is open; nil when the pair is none.
    ///
    /// - Parameters:
    ///   - project: The project.
    ///   - name: The project's name.
    ///   - pair: Two codes of two letters in any order, nil for the whole project.
    ///   - numbers: The numbers of the pages that are read, nil for all; not asked where there is a pair.
    ///   - withStruck: Whether events that the analyst struck out are there, with that mark.
    /// - Throws: ``StoreError`` or ``ArchiveError``.
    public init?(
        _ project: Project, name: String, pair: String? = nil, pages numbers: [Int]? = nil, withStruck: Bool = false
    ) throws {
        try self.init(
            project.store, log: project.folder.log, last: project.lastEntry, name: name, pair: pair, pages: numbers,
            folder: project.folder, withStruck: withStruck)
    }

    /// Reads what is exported; nil when the pair is none.
    ///
    /// - Parameters:
    ///   - store: The derived data.
    ///   - custody: The custody log.
    ///   - last: Its last entry.
    ///   - name: The project's name.
    ///   - pair: Two codes of two letters in any order, nil for the whole project.
    ///   - numbers: The numbers of the pages that are read, nil for all; not asked where there is a pair.
    ///   - folder: The project's folder, for formats that hold captures; nil where none of these is written.
    ///   - withStruck: Whether events that the analyst struck out are there, with that mark.
    /// - Throws: ``StoreError`` or ``ArchiveError``.
    /// - Complexity: O(*n*) in the pages that are read; those of a pair or of numbers are held in memory, those of a whole project
    ///   are read again as they are asked for.
    public init?(
        _ store: CorpusStore, log custody: CustodyLog, last: CustodyEntry?, name: String, pair: String? = nil,
        pages numbers: [Int]? = nil, folder: ProjectFolder? = nil, withStruck: Bool = false
    ) throws {
        self.store = store
        self.folder = folder
        if let pair {
            guard let found = try PairPages.collection(store, pair: pair, withStruck: withStruck),
                let made = Dossier(found, pair: pair)
            else { return nil }
            collection = found
            dossier = made
        } else {
            collection =
                try numbers.map { try Collection(store, pages: $0, withStruck: withStruck) }
                ?? Collection(onDemand: store, withStruck: withStruck)
            dossier = nil
        }
        project = ExportText.plain(name)
        log = (last?.number ?? 0, last?.hash ?? "")
        lastEntry = last
        moment = last?.time ?? "1970-01-01T00:00:00Z"
        let read = collection
        if let dossier {
            let told = Set(dossier.texts.map(\.name))
            texts = read.texts.filter { told.contains($0.name) }
            pages = read.pages.indices.filter { told.contains(read.pages[$0].textName) }
        } else {
            texts = read.texts
            pages = Array(read.numbers.indices)
        }
        if let codes = dossier?.pair, let first = CountryCodes.alpha3(codes[0]),
            let second = CountryCodes.alpha3(codes[1])
        {
            events = OnDemand(read.ledger.events(between: first, and: second))
        } else {
            events = read.ledger.events
        }
        let wanted = Set(read.numbers + read.rejected.map(\.number))
        var times: [Int: String] = [:]
        try custody.visit { entry in
            if wanted.contains(entry.number) { times[entry.number] = entry.time }
        }
        added = times
        slots = Dictionary(read.numbers.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// The same for one who asks for some parts of the pages only.
    func asking(_ parts: Document.Parts) -> ExportSource {
        guard dossier == nil else { return self }
        var result = self
        result.collection = collection.asking(parts)
        result.events = result.collection.ledger.events
        return result
    }

    /// Throws when a page could not be read: what was made of its blanks is not to be kept.
    func check() throws(ArchiveError) {
        if let failure = collection.failure { throw ArchiveError(.damaged, failure) }
    }

    /// The day of the log's last entry (ISO).
    var day: String { String(moment.prefix(10)) }

    /// The pair's codes, or nil.
    public var pair: String? { dossier?.pair.joined(separator: "-") }

    /// What it is, in words.
    var title: String { pair.map { "\($0) in \(project)" } ?? project }

    /// When a page was added (ISO 8601, UTC), as the log says.
    func added(_ number: Int) -> String? { added[number] }

    // MARK: Names that stay

    /// The name of a page that stays: of its bytes.
    func key(page index: Int) -> String { collection.name(index).sha256 }

    /// The name of a text that stays: of the bytes at its head.
    func key(text: CollectionText) -> String { ExportSource.key("text", key(page: text.root)) }

    /// The name of an event that stays: of the first page that tells it and its place there.
    func key(event: WorldEvent) -> String {
        guard let first = event.attestations.first else { return ExportSource.key("event", event.id) }
        let page = collection.pages[first.document]
        return ExportSource.key("event", "\(page.article.sha256)#\(page.events[first.event].id)")
    }

    /// The name of a claim that stays.
    func key(claim: Claim, _ page: Int) -> String {
        ExportSource.key("claim", "\(collection.pages[page].article.sha256)#\(claim.id)")
    }

    /// Sixteen digits of the digest of a kind and a name.
    static func key(_ kind: String, _ name: String) -> String { String(Digest.sha256("\(kind) \(name)").prefix(16)) }

    // MARK: What pages say, with what the analyst set in its place

    /// A value of a page and whether the analyst set it.
    struct Effective: Sendable {
        var value: String?
        var entry: Int?
    }

    private func effective(_ page: CollectionPage, _ field: String, _ own: String?) -> Effective {
        guard let set = page.analyst.last(where: { $0.field == field && $0.value != nil }) else {
            return Effective(value: own, entry: nil)
        }
        return Effective(value: set.value, entry: set.entry)
    }

    /// The outlet.
    func outlet(_ page: CollectionPage) -> Effective { effective(page, "outlet", page.fields.outlet) }
    /// The address.
    func url(_ page: CollectionPage) -> Effective { effective(page, "url", page.fields.url) }
    /// The day of publication (EDTF).
    func published(_ page: CollectionPage) -> Effective { effective(page, "date", page.fields.published) }

    // MARK: Quotes

    /// Words of a page with their place, in code points.
    func quote(_ page: Int, _ range: TextRange) -> JSONValue {
        let item = collection.pages[page]
        return .pairs([
            "page": .string(item.article.id), "sha256": .string(item.article.sha256),
            "text_sha256": .string(item.article.textSHA256),
            "start": .int(item.body.points.codePoint(atByte: range.start)),
            "end": .int(item.body.points.codePoint(atByte: range.end)), "quote": .string(item.body.quote(range)),
        ])
    }

    /// The words that tell of an event, one a page and text.
    func quotes(_ event: WorldEvent) -> [JSONValue] {
        var shown: Set<String> = []
        return event.attestations.compactMap { attestation in
            let item = collection.pages[attestation.document]
            let place = "\(item.article.textSHA256) \(attestation.range.start)"
            return shown.insert(place).inserted ? quote(attestation.document, attestation.range) : nil
        }
    }

    /// The words that date an event: the first that do.
    func dateWords(_ event: WorldEvent) -> String? {
        event.attestations.lazy.compactMap { attestation -> String? in
            let item = collection.pages[attestation.document]
            return item.events[attestation.event].when?.range.map { item.body.quote($0) }
        }.first
    }

    /// What the analyst corrected in an event, in words.
    func byHand(_ event: WorldEvent) -> [String] {
        event.attestations.flatMap { attestation -> [String] in
            let item = collection.pages[attestation.document]
            let id = item.events[attestation.event].id
            return item.analyst.compactMap { value in
                guard
                    !value.isLost,
                    [HandCorrections.sameEvent(id), HandCorrections.struck(id), HandCorrections.confirmed(id)].contains(
                        value.field) || value.field.hasPrefix(HandCorrections.notActor(id, ""))
                else { return nil }
                return "\(value.field) \(value.value ?? ""), log #\(value.entry)\(value.why.map { ": \($0)" } ?? "")"
            }
        }
    }

    /// The claims that are exported: a text is quoted once, from the page at its head.
    func visitClaims(_ take: (Claim, Int) throws -> Void) rethrows {
        for text in texts {
            for claim in collection.pages[text.root].claims { try take(claim, text.root) }
        }
    }

    /// The links between exported pages, in the order of the copies.
    func visitLinks(_ take: (StoredLink, _ copy: Int, _ origin: Int) throws -> Void) rethrows {
        let wanted = Set(pages)
        for link in collection.links {
            guard let copy = slots[link.numbers.copy], let origin = slots[link.numbers.origin], wanted.contains(copy),
                wanted.contains(origin)
            else { continue }
            try take(link, copy, origin)
        }
    }
}
