internal import ArchivePipeline
internal import CorpusStore
internal import EvidenceArchive
internal import Synchronization
internal import TextPrimitives

/// The project behind the desk: the columns in memory, rendered answers, and the one writer.
final class Desk: Sendable {
    /// What changes when the project changes.
    private struct View: Sendable {
        var index: ProjectIndex
        var captures: [Int]
        var pairs: [(pair: String, pages: Int)]
        var log: (entries: Int, hash: String)
        var stamps: [FileStamp]

        /// Reads it all.
        init(_ store: CorpusStore, _ folder: ProjectFolder) throws {
            // The stamps first: what is written while the rest is read is seen at the next look.
            stamps = folder.stamps
            let last = try folder.log.last()
            log = (last?.number ?? 0, last?.hash ?? "")
            index = try ProjectIndex(store)
            captures = try store.numbers()
            pairs = try Desk.pairs(store)
        }
    }

    private struct State {
        var view: View
        /// Counts the views, so that an older one never follows a newer one.
        var generation = 0
        /// When the files are looked at again; nil while a request reads them.
        var nextLook: ContinuousClock.Instant? = .now
        var answers = KeptAnswers()
        /// Dossiers, the one that was asked for last at the end.
        var dossiers: [(pair: String, view: PairView)] = []
        /// The events and the claims, once somebody asked for them.
        var table: EventTable?

        mutating func take(_ view: View) {
            self.view = view
            generation += 1
            answers = KeptAnswers()
            dossiers = []
            table = nil
        }
    }

    /// The dossiers that are kept.
    private static let dossierLimit = 4

    /// The dossier of a pair: kept from before, or built now from all its pages.
    ///
    /// - Throws: ``DeskError`` when the pair is none; ``StoreError``.
    func dossier(_ pair: String) throws -> PairView {
        let key = pair.uppercased().split(separator: "-").sorted().joined(separator: "-")
        let before: (view: PairView?, generation: Int) = state.withLock { state in
            guard let place = state.dossiers.firstIndex(where: { $0.pair == key }) else {
                return (nil, state.generation)
            }
            let kept = state.dossiers.remove(at: place)
            state.dossiers.append(kept)
            return (kept.view, state.generation)
        }
        if let kept = before.view { return kept }
        let made = try PairView(pair, store)
        state.withLock { state in
            guard state.generation == before.generation else { return }
            state.dossiers.append((key, made))
            if state.dossiers.count > Desk.dossierLimit { state.dossiers.removeFirst() }
        }
        return made
    }

    /// The events and the claims of all texts: kept from before, or read now.
    func table() throws -> EventTable {
        let before = state.withLock { ($0.table, $0.generation, $0.view.index) }
        if let kept = before.0 { return kept }
        let made = try EventTable(store, before.2)
        state.withLock { state in
            if state.generation == before.1 { state.table = made }
        }
        return made
    }

    /// A rendered answer.
    struct Answer: Sendable {
        var type: String
        var body: [UInt8]
    }

    /// The derived database.
    let store: CorpusStore
    /// The folder.
    let folder: ProjectFolder
    /// The project's name.
    let name: String
    /// The templates.
    let templates: Templates
    private let writer: ProjectWriter
    private let state: Mutex<State>

    /// The number of the page of an id, a short name, a digest, or of what one of them alone begins with.
    ///
    /// - Throws: ``StoreError``.
    func number(of name: String) throws -> Int? {
        if let exact = try store.number(of: name) { return exact }
        let found = try Collection.numbers(matching: name, in: store)
        return found.count == 1 ? found[0] : nil
    }

    /// Opens a project.
    ///
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    init(path: String, name: String, by: String) throws {
        writer = try ProjectWriter(path: path, by: by)
        store = writer.store
        folder = writer.folder
        self.name = name
        templates = try Templates()
        state = Mutex(State(view: try View(store, folder)))
    }

    /// The columns as they are now.
    var index: ProjectIndex { state.withLock { $0.view.index } }
    /// The numbers of all pages, articles or not.
    var captures: [Int] { state.withLock { $0.view.captures } }
    /// The number of log entries and the hash of the last.
    var log: (entries: Int, hash: String) { state.withLock { $0.view.log } }
    /// The pairs of states that most pages name together.
    var pairs: [(pair: String, pages: Int)] { state.withLock { $0.view.pairs } }

    /// The answer to an address: kept from before, or made now.
    ///
    /// Answers are thrown away when the project changes.
    func answer(_ key: String, _ make: () throws -> Answer) throws -> Answer {
        let before = state.withLock { ($0.answers.find(key), $0.generation) }
        if let kept = before.0 { return Answer(type: kept.type, body: kept.body.bytes) }
        let made = try make()
        let packed = PackedBytes(made.body)
        state.withLock { state in
            if state.generation == before.1 { state.answers.keep(key, made.type, packed) }
        }
        return made
    }

    /// Takes up what another process wrote to the project, such as `wirekin add` in a terminal.
    ///
    /// Three files are looked at, a second apart at the least and ten times as long as reading took the last time;
    /// one request reads while the others are answered as before.
    func refresh() {
        let begun = ContinuousClock.now
        let generation: Int? = state.withLock { state in
            guard let next = state.nextLook, begun >= next else { return nil }
            state.nextLook = nil
            return state.generation
        }
        guard let generation else { return }
        // A project that cannot be read now is read at the next look; the view before stays.
        // After a rebuild another file is in the database's place.
        _ = try? store.follow()
        let view = folder.stamps == state.withLock({ $0.view.stamps }) ? nil : try? View(store, folder)
        let end = ContinuousClock.now
        state.withLock { state in
            state.nextLook = end + max(.seconds(1), (end - begun) * 10)
            if let view, state.generation == generation { state.take(view) }
        }
    }

    /// Runs a change of the project and takes up what it gives.
    func change(_ work: sending @escaping (Project) throws -> Void) async throws {
        try await writer.run(work)
        let view = try View(store, folder)
        state.withLock { $0.take(view) }
    }

    /// The pairs of states that most pages name together, at most 60.
    private static func pairs(_ store: CorpusStore) throws -> [(pair: String, pages: Int)] {
        let codes = try store.countries().prefix(40).map(\.code)
        let sets = try codes.map { Set(try store.pages(about: $0)) }
        var result: [(pair: String, pages: Int)] = []
        for first in codes.indices {
            for second in codes.indices where second > first {
                let count = sets[first].count < 50_000 ? sets[second].intersection(sets[first]).count : 0
                let two = [codes[first], codes[second]].map { CountryCodes.alpha2($0) }.sorted()
                if count > 0, two.allSatisfy({ $0.utf8.count == 2 }) {
                    result.append((two.joined(separator: "-"), count))
                }
            }
        }
        return Array(result.sorted { ($1.pages, $0.pair) < ($0.pages, $1.pair) }.prefix(60))
    }
}

/// The only writer to the project; changes run one after the other.
actor ProjectWriter {
    private let project: Project

    nonisolated let store: CorpusStore
    nonisolated let folder: ProjectFolder

    init(path: String, by: String) throws {
        let project = try Project(path: path, by: by)
        store = project.store
        folder = project.folder
        self.project = project
    }

    func run(_ work: sending (Project) throws -> Void) throws { try work(project) }
}
