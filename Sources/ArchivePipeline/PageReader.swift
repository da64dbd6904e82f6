internal import CorpusStore
internal import DocumentModel
internal import Ledger
internal import Synchronization
internal import TextPrimitives

/// Gives the pages of a whole project one by one, and holds the last ones.
///
/// Of each page some fifty bytes are held: its number, id, short name and text. What cannot be read is told by ``failure``; blanks
/// stand for it until somebody asks.
final class PageReader: Sendable {
    /// What is held of each page that is an article.
    struct Held: Sendable {
        var number: Int
        var id: String
        var sha256: String
        /// Whether its short name is unique.
        var isShort = false
        /// The number of its text.
        var text: Int32
        /// The end of its text, and how many events it tells: for the page that stands in where it cannot be read.
        var length: Int32
        var events: Int32
    }

    private struct State: Sendable {
        var pages: [Int: CollectionPage] = [:]
        /// The indexes of the pages that are held, the oldest first from `oldest` on, in a ring.
        var ring: [Int] = []
        var oldest = 0
        var last = -1
        /// Pages that are being read while others are used.
        var coming: StartedWork<[(Int, CollectionPage)]>?
    }

    /// What could not be read, of this reader and all that were made of it.
    private final class Failure: Sendable {
        let reason = Mutex<String?>(nil)
    }

    private let store: FrozenStore
    private let held: [Held]
    private let analyst: [String: [AnalystValue]]
    private let withStruck: Bool
    private let state = Mutex(State())
    private let told: Failure
    private let parts: Document.Parts
    private let capacity: Int
    /// How many pages are held.
    static let capacity = 512
    /// How many pages are read at once where one after the other is asked for.
    private static let ahead = 64

    init(
        _ store: FrozenStore, _ held: [Held], _ analyst: [String: [AnalystValue]], withStruck: Bool,
        capacity: Int = PageReader.capacity
    ) {
        self.capacity = max(1, capacity)
        parts = .all
        told = Failure()
        self.store = store
        self.held = held
        self.analyst = analyst
        self.withStruck = withStruck
    }

    /// A reader of the same pages that decodes no more of each than some parts.
    private init(_ other: PageReader, _ parts: Document.Parts) {
        (store, held, analyst, withStruck) = (other.store, other.held, other.analyst, other.withStruck)
        (capacity, told, self.parts) = (other.capacity, other.told, parts)
    }

    /// A reader of the same pages that decodes no more of each than some parts; of those that the analyst corrected, all.
    func asking(_ parts: Document.Parts) -> PageReader { PageReader(self, parts) }

    /// Why a page could not be read; nil while all could.
    var failure: String? { told.reason.withLock { $0 } }

    /// What is held of a page.
    func name(_ index: Int) -> PageName {
        PageName(id: held[index].id, sha256: held[index].sha256, textName: "T\(held[index].text)")
    }

    /// The page at an index.
    func page(_ index: Int) -> CollectionPage {
        let (found, isNext) = state.withLock { state in
            let isNext = index == state.last + 1
            state.last = index
            return (state.pages[index], isNext)
        }
        if let found { return found }
        let size = min(PageReader.ahead, max(1, capacity / 2))
        func block(_ start: Int) -> [Int] { Array(start..<max(start, min(start + size, held.count))) }
        if isNext { prepare(block(index), block(index + size)) } else { prepare([index], []) }
        return state.withLock { $0.pages[index] } ?? blank(index)
    }

    /// Reads pages that will be asked for.
    ///
    /// - Parameters:
    ///   - indexes: The pages.
    ///   - next: Those that will be asked for behind them: they are read meanwhile.
    func prepare(_ indexes: [Int], _ next: [Int]) {
        if let coming = state.withLock({ $0.coming.take() }) { keep(coming.wait()) }
        keep(read(missing(indexes)))
        let later = missing(next)
        guard !later.isEmpty, WorkThread.cores > 1 else { return }
        let work = StartedWork { [self] in read(later) }
        state.withLock { $0.coming = work }
    }

    /// Those of some pages that are not held.
    private func missing(_ indexes: [Int]) -> [Int] {
        state.withLock { state in
            // What is being read and what is read now fit together, so that neither takes the other's place.
            Array(Set(indexes).filter { state.pages[$0] == nil }.sorted().prefix(max(1, capacity / 2)))
        }
    }

    private func read(_ missing: [Int]) -> [(Int, CollectionPage)] {
        guard !missing.isEmpty else { return [] }
        var read: [(Int, CollectionPage)] = []
        do {
            let articles = try store.pages(missing.map { held[$0].number })
            let byNumber = Dictionary(articles.map { ($0.number, $0) }) { first, _ in first }
            let found = missing.map { ($0, byNumber[held[$0].number]) }
            for (index, page) in pages(found) {
                guard let page else {
                    fail("\(held[index].id) is no longer in the project's database as it was; run the command again.")
                    continue
                }
                read.append((index, page))
            }
        } catch { fail("the project's database cannot be read: \(error)") }
        return read
    }

    private func keep(_ read: [(Int, CollectionPage)]) {
        state.withLock { state in
            for (index, page) in read where state.pages[index] == nil {
                if state.ring.count < capacity {
                    state.ring.append(index)
                } else {
                    state.pages[state.ring[state.oldest]] = nil
                    state.ring[state.oldest] = index
                    state.oldest = (state.oldest + 1) % capacity
                }
                state.pages[index] = page
            }
        }
    }

    private func fail(_ reason: String) { told.reason.withLock { $0 = $0 ?? reason } }

    private func pages(_ articles: [(Int, StoredArticle?)]) -> [(Int, CollectionPage?)] {
        ManyItems.map(articles) { index, article in (index, article.flatMap { self.page(index, $0) }) }
    }

    private func page(_ index: Int, _ article: StoredArticle) -> CollectionPage? {
        let own = analyst[article.id] ?? []
        let parts = own.isEmpty ? parts : .all
        guard let document = PageReader.document(article, parts) else { return nil }
        let page = PageReader.page(
            article, document, own,
            short: held[index].isShort ? Collection.shortHead(article.id) : article.id,
            textName: "T\(held[index].text)", withStruck: withStruck)
        let isWhole = !parts.contains(.coding) || page.events.count == Int(held[index].events)
        return isWhole && page.body.bytes.count == Int(held[index].length) ? page : nil
    }

    /// The document of an article, whether its line has the text or not; nil when it is none.
    static func document(_ article: StoredArticle, _ parts: Document.Parts = .all) -> Document? {
        guard let line = try? JSONLine(Array(article.line.utf8)) else { return nil }
        let isApart = !article.text.isEmpty && (line.utf8("text") ?? []).isEmpty
        return try? Document(line, text: isApart ? Array(article.text.utf8) : nil, parts)
    }

    /// A page of the collection: its document, and its events as the analyst corrected them.
    static func page(
        _ article: StoredArticle, _ document: Document, _ analyst: [AnalystValue], short: String,
        textName: String = "", withStruck: Bool
    ) -> CollectionPage {
        let byHand =
            analyst.isEmpty
            ? [] : HandCorrections.settled(analyst, document.events, document.body, text: article.textSHA256)
        // The document holds what the row holds as text; it is held once.
        var row = article
        (row.text, row.line) = ("", "")
        return CollectionPage(
            article: row, document: document,
            events: HandCorrections.apply(byHand, to: document.events, withStruck: withStruck),
            short: short, textName: textName, analyst: byHand)
    }

    /// Blanks in place of a page that cannot be read, as many as it had.
    private func blank(_ index: Int) -> CollectionPage {
        let held = held[index]
        var article = Article()
        article.text = Array(repeating: UInt8(ascii: " "), count: Int(held.length))
        let event = Event(root: .consult, type: "", trigger: TextRange(0, 0), evidence: [])
        return CollectionPage(
            article: StoredArticle(
                id: held.id, number: held.number, sha256: held.sha256, size: 0, title: nil, outlet: nil, language: nil,
                url: nil,
                text: "", textSHA256: "", published: nil, publishedFrom: nil, publishedTo: nil, rejected: nil, line: "",
                segments: [], leftOut: [], provenance: [], analyser: 0),
            document: Document(id: held.id, article: article),
            events: Array(repeating: event, count: Int(held.events)), short: held.id, textName: "T\(held.text)",
            analyst: [])
    }
}
