internal import ActorCoding
public import CorpusStore
public import DocumentModel
public import Ledger
internal import TextPrimitives

/// A page of the collection with everything derived from it.
public final class CollectionPage: Sendable {
    /// The stored article.
    public let article: StoredArticle
    /// What was read in it, its events as the page tells them; ``events`` are as the analyst corrected them.
    public let document: Document
    /// The events, as the analyst corrected them.
    public let events: [Event]
    /// The short name: the id up to its first underscore or dot, where that is unique.
    public let short: String
    /// The text that the page carries: `T1`, `T2` and so on.
    public let textName: String
    /// What the analyst set.
    public let analyst: [AnalystValue]

    init(
        article: StoredArticle, document: Document, events: [Event], short: String, textName: String,
        analyst: [AnalystValue]
    ) {
        self.article = article
        self.document = document
        self.events = events
        self.short = short
        self.textName = textName
        self.analyst = analyst
    }

    /// The same page as one that carries a text.
    func carrying(_ textName: String) -> CollectionPage {
        CollectionPage(
            article: article, document: document, events: events, short: short, textName: textName, analyst: analyst)
    }

    /// The fields as read.
    public var fields: Article { document.article }
    /// The text.
    public var text: String { String(decoding: fields.text, as: UTF8.self) }
    /// The text with its offsets.
    public var body: IndexedText { document.body }
    /// The claims.
    public var claims: [Claim] { document.claims }
    /// The temporal expressions.
    public var timexes: [Timex] { document.timexes }
}

/// A text of the collection: one or more pages that carry it.
public struct CollectionText: Sendable {
    /// `T1`, `T2` and so on.
    public var name: String
    /// Indexes of its pages, the root's first.
    public var pages: [Int]
    /// For each page but the first: the best link to the page it follows.
    public var links: [StoredLink]
    /// The page at the head.
    public var root: Int
    /// Whose words it is.
    public var voice: String
    /// The side that the voice speaks for.
    public var side: String?
    /// Through whom, when the text is not the side's own.
    public var through: String?
}

/// The names of a page, which are held where the page itself is not.
public struct PageName: Sendable {
    /// The page's id.
    public var id: String
    /// The digest of its bytes.
    public var sha256: String
    /// The text that it carries: `T1`, `T2` and so on.
    public var textName: String
}

/// Everything a project holds, read and joined: the one place where pages become texts, voices and sides.
public struct Collection: Sendable {
    /// The pages in the order in which they were added, or in their own.
    public private(set) var pages: OnDemand<CollectionPage>
    /// The numbers of the pages, in their order.
    public let numbers: [Int]
    /// The texts in the order of their first page.
    public let texts: [CollectionText]
    /// Where the text of a name stands among them.
    private let places: [String: Int]
    /// All links.
    public let links: [StoredLink]
    /// The events of the world.
    public private(set) var ledger: WorldLedger
    /// Pages that are no article, with the reason.
    public let rejected: [StoredArticle]
    /// Reads the pages where they are not held.
    private let reader: PageReader?

    /// Why a page could not be read where pages are read on demand: what was made of this is not to be shown.
    public var failure: String? { reader?.failure }

    /// Reads a store, or some pages of it, and holds them.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - numbers: The pages that are read, nil for all. A text whose other pages are left out keeps its name.
    ///   - hasOwnOrder: Whether pages stand by day of publication and id, and texts are named in that order, so that nothing
    ///     depends on the order in which pages were added.
    ///   - withStruck: Whether events that the analyst struck out are there.
    ///   - withCaptures: Whether with what only the view of a capture shows: lines left out, how fields were found.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages that are read and their analyses.
    public init(
        _ store: CorpusStore, pages numbers: [Int]? = nil, hasOwnOrder: Bool = false, withStruck: Bool = false,
        withCaptures: Bool = true
    ) throws {
        let analyst = Dictionary(grouping: try store.analystValues(), by: \.id)
        var all = try numbers.map { try store.articles($0, isWhole: withCaptures) } ?? store.articles()
        if hasOwnOrder { all.sort(by: Collection.precedes) }
        let shorts =
            try numbers == nil
            ? Collection.shortNames(all.map(\.id)) : Collection.shortNames(all.map(\.id), in: store)
        let members = try numbers.map { try store.members($0) } ?? store.facets().map(\.member)
        let links = try numbers == nil ? store.links() : store.links(ofCopies: all.map(\.id))
        let decoded = ManyItems.map(Array(zip(all, shorts))) { article, short -> CollectionPage? in
            guard article.rejected == nil, let document = PageReader.document(article) else { return nil }
            return PageReader.page(article, document, analyst[article.id] ?? [], short: short, withStruck: withStruck)
        }
        var read = decoded.compactMap { $0 }
        let rejected = zip(all, decoded).filter { $1 == nil }.map(\.0)
        let pages = read
        let texts = Collection.texts(pages.map(\.article.number), links, members, hasOwnOrder) { carriers in
            Voices.voice(carriers.map { Voices.word(pages[$0]) }, short: pages[carriers[0]].short)
        }
        for text in texts { for page in text.pages { read[page] = read[page].carrying(text.name) } }
        let voices = Dictionary(texts.map { ($0.name, $0) }) { first, _ in first }
        let roots = Set(texts.map(\.root))
        let index = Dictionary(read.enumerated().map { ($1.article.id, $0) }) { first, _ in first }
        ledger = WorldLedger(
            read.enumerated().map { Collection.ledgerPage($1, voices[$1.textName], isRoot: roots.contains($0)) },
            joined: HandCorrections.joined(read.indices.filter { !read[$0].analyst.isEmpty }, { read[$0] }) {
                index[$0]
            })
        self.numbers = pages.map(\.article.number)
        (self.pages, self.texts, self.links, self.rejected) = (OnDemand(read), texts, links, rejected)
        places = Collection.places(texts)
        reader = nil
    }

    /// Reads a whole project as it is now; its pages are read again, one by one, when they are asked for.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - withStruck: Whether events that the analyst struck out are there.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages and their analyses; about a kilobyte a page is held, most of it what tells events apart.
    public init(onDemand store: CorpusStore, withStruck: Bool = false) throws {
        try self.init(onDemand: store, withStruck: withStruck, capacity: PageReader.capacity)
    }

    /// As above, with the number of pages that are held.
    init(onDemand store: CorpusStore, withStruck: Bool = false, capacity: Int) throws {
        let frozen = FrozenStore(store)
        let analyst = Dictionary(grouping: try frozen.analystValues(), by: \.id)
        let members = try frozen.members()
        let links = try frozen.links()
        var copies: [Int: Int] = [:]
        for member in members { copies[member.text, default: 0] += 1 }
        let textOf = Dictionary(members.map { ($0.page, $0.text) }) { first, _ in first }
        var (held, heads, rejected): ([PageReader.Held], [String: Int], [StoredArticle]) = ([], [:], [])
        var (words, corrected): ([Voices.Word], [Int]) = ([], [])
        var table = ReportTable()
        let all = try frozen.numbers()
        func begin(_ start: Int) -> StartedWork<Result<[(StoredArticle, Document?)], any Error>> {
            let batch = Array(all[start..<min(start + Collection.batchCount, all.count)])
            return StartedWork { Result { try Collection.decoded(frozen.pages(batch)) } }
        }
        var coming = all.isEmpty ? nil : begin(0)
        var end = 0
        while let batch = coming {
            let read = try batch.wait().get()
            end += Collection.batchCount
            coming = end < all.count ? begin(end) : nil
            for (article, document) in read {
                heads[Collection.shortHead(article.id), default: 0] += 1
                guard let document else {
                    rejected.append(article)
                    continue
                }
                let text = textOf[article.number] ?? 0
                let page = PageReader.page(
                    article, document, analyst[article.id] ?? [], short: article.id, textName: "T\(text)",
                    withStruck: withStruck)
                if !page.analyst.isEmpty { corrected.append(held.count) }
                words.append(Voices.word(page))
                table.append(Collection.ledgerPage(page, nil, isRoot: false), isAlone: copies[text] == 1)
                held.append(
                    PageReader.Held(
                        number: article.number, id: article.id, sha256: article.sha256, text: Int32(clamping: text),
                        length: Int32(clamping: page.body.bytes.count), events: Int32(clamping: page.events.count)))
            }
        }
        for index in held.indices {
            let head = Collection.shortHead(held[index].id)
            held[index].isShort = !head.isEmpty && heads[head] == 1
        }
        let (known, said) = (held, words)
        let texts = Collection.texts(known.map(\.number), links, members, false) { carriers in
            let first = known[carriers[0]]
            return Voices.voice(
                carriers.map { said[$0] }, short: first.isShort ? Collection.shortHead(first.id) : first.id)
        }
        for text in texts {
            for page in text.pages { table.set(page, voice: text.voice, side: text.side, isRoot: page == text.root) }
        }
        let reader = PageReader(frozen, known, analyst, withStruck: withStruck, capacity: capacity)
        let index = corrected.isEmpty ? [:] : Dictionary(known.enumerated().map { ($1.id, $0) }) { first, _ in first }
        ledger = WorldLedger(
            table, joined: HandCorrections.joined(corrected, reader.page) { index[$0] },
            Collection.source(reader, texts))
        pages = OnDemand(count: known.count, reader.page)
        numbers = known.map(\.number)
        (self.texts, self.links, self.rejected, self.reader) = (texts, links, rejected, reader)
        places = Collection.places(texts)
    }

    /// How many pages of a whole project are decoded at once, while those before them are joined.
    private static let batchCount = 128

    /// Articles with their documents, on all cores; without a document, and without their words, those that are none.
    private static func decoded(_ articles: [StoredArticle]) -> [(StoredArticle, Document?)] {
        ManyItems.map(articles) { article in
            let document = article.rejected == nil ? PageReader.document(article) : nil
            var article = article
            if document == nil { (article.text, article.line) = ("", "") }
            return (article, document)
        }
    }

    private static func source(_ reader: PageReader, _ texts: [CollectionText]) -> WorldLedger.Source {
        let byName = Dictionary(texts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        return WorldLedger.Source(
            document: { place in
                let page = reader.page(place)
                let text = byName[page.textName].map { texts[$0] }
                return Collection.ledgerPage(page, text, isRoot: text?.root == place)
            }, report: { reader.page($0).events[$1] }, prepare: reader.prepare)
    }

    /// The collection for one who asks for some parts of its pages only; where pages are read on demand the rest is not decoded.
    public func asking(_ parts: Document.Parts) -> Collection {
        guard let part = reader?.asking(parts) else { return self }
        var result = self
        result.pages = OnDemand(count: pages.count, part.page)
        result.ledger = ledger.reading(Collection.source(part, texts))
        return result
    }

    /// The names of the page at an index; it is not read for them.
    public func name(_ index: Int) -> PageName {
        if let reader { return reader.name(index) }
        let page = pages[index]
        return PageName(id: page.article.id, sha256: page.article.sha256, textName: page.textName)
    }

    private static func ledgerPage(_ page: CollectionPage, _ text: CollectionText?, isRoot: Bool) -> LedgerDocument {
        LedgerDocument(
            id: page.article.id, text: page.textName, voice: text?.voice, side: text?.side, through: text?.through,
            body: page.body, published: page.document.published, events: page.events, claims: page.claims,
            timexes: page.timexes, isRoot: isRoot)
    }

    /// Short names for ids: up to the first underscore, dot or tilde, where that keeps them apart.
    public static func shortNames(_ ids: [String]) -> [String] {
        let heads = ids.map { id in String(id.prefix { $0 != "_" && $0 != "." && $0 != "~" }) }
        var counts: [String: Int] = [:]
        for head in heads { counts[head, default: 0] += 1 }
        return zip(ids, heads).map { counts[$1] == 1 && !$1.isEmpty ? $1 : $0 }
    }

    /// The short names of some ids among all of a store.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    static func shortNames(_ ids: [String], in store: CorpusStore) throws -> [String] {
        let heads = ids.map(shortHead)
        return zip(zip(ids, heads), try store.ids(withHeads: heads)).map { name, found in
            !name.1.isEmpty && found.filter { shortHead($0) == name.1 }.count == 1 ? name.1 : name.0
        }
    }

    /// The short name of one id among all of a store.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func shortName(_ id: String, in store: CorpusStore) throws -> String {
        try shortNames([id], in: store).first ?? id
    }

    /// `PAGE#c4` with the page's short name, as rows and claims have it.
    ///
    /// - Complexity: O(*n*) in pages.
    func naming(statement: String) -> String {
        let parts = statement.split(separator: "#")
        guard parts.count == 2, let page = pages.first(where: { $0.article.id == parts[0] }) else { return statement }
        return "\(page.short)#\(parts[1])"
    }

    /// What a flag says, with the short names of the pages that it rests on.
    func naming(_ flag: LedgerFlag) -> String {
        flag.evidence.reduce(flag.note) { note, evidence in
            let page = pages[evidence.document]
            return page.short == page.article.id
                ? note : note.replacing("\(page.article.id)#", with: "\(page.short)#")
        }
    }

    static func shortHead(_ id: String) -> String { String(id.prefix { $0 != "_" && $0 != "." && $0 != "~" }) }

    /// The numbers of the pages whose id, short name or digest is given or begins so.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - store: The store; only what the name begins is looked at.
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func numbers(matching name: String, in store: CorpusStore) throws -> [Int] {
        if let exact = try store.number(ofID: name) { return [exact] }
        let short = try store.ids(withHeads: [name]).joined().filter { shortHead($0) == name }
        if short.count == 1, let number = try store.number(ofID: short[0]) { return [number] }
        return try store.numbers(beginning: name)
    }

    /// Whether a page stands before another whenever they were added: by day of publication, id and bytes.
    private static func precedes(_ one: StoredArticle, _ other: StoredArticle) -> Bool {
        // Where no day is known, last.
        func isBefore(_ one: String?, _ other: String?) -> Bool {
            guard let one, let other else { return one != nil }
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        if one.publishedFrom != other.publishedFrom { return isBefore(one.publishedFrom, other.publishedFrom) }
        if one.publishedTo != other.publishedTo { return isBefore(one.publishedTo, other.publishedTo) }
        return one.id != other.id ? isBefore(one.id, other.id) : one.sha256 < other.sha256
    }

    /// The texts that pages carry.
    ///
    /// - Parameters:
    ///   - numbers: The numbers of the pages.
    ///   - voice: The voice of a text by the indexes of the pages that carry it, the earliest first.
    private static func texts(
        _ numbers: [Int], _ links: [StoredLink], _ members: [TextMember], _ hasOwnOrder: Bool,
        voice: ([Int]) -> Voices.Voice
    ) -> [CollectionText] {
        let member = Dictionary(members.map { ($0.page, $0) }) { first, _ in first }
        let index = Dictionary(numbers.enumerated().map { ($1, $0) }) { first, _ in first }
        var groups: [Int: [Int]] = [:]
        for page in numbers.indices { groups[member[numbers[page]]?.text ?? 0, default: []].append(page) }
        var best: [Int: StoredLink] = [:]
        for link in links where link.kind == "same" || link.kind == "reprint" {
            if let copy = index[link.numbers.copy], best[copy] == nil { best[copy] = link }
        }
        var incoming: [Int: Int] = [:]
        for link in links where link.kind == "same" || link.kind == "reprint" {
            if let copy = index[link.numbers.copy], index[link.numbers.origin] != nil {
                incoming[copy, default: 0] += 1
            }
        }
        let names =
            hasOwnOrder ? groups.keys.sorted { (groups[$0]?[0] ?? 0) < (groups[$1]?[0] ?? 0) } : groups.keys.sorted()
        return names.enumerated().compactMap { place, number in
            let pagesOfText = groups[number] ?? []
            guard let first = pagesOfText.first else { return nil }
            let root =
                hasOwnOrder
                ? pagesOfText.min { (incoming[$0] ?? 0, $0) < (incoming[$1] ?? 0, $1) } ?? first
                : pagesOfText.first { member[numbers[$0]]?.isRoot == true } ?? first
            let ordered = [root] + pagesOfText.filter { $0 != root }
            let voice = voice(ordered)
            return CollectionText(
                name: "T\(hasOwnOrder ? place + 1 : number)", pages: ordered,
                links: ordered.dropFirst().compactMap { best[$0] }, root: root,
                voice: voice.name, side: voice.side, through: voice.through)
        }
    }

    /// The text of a name.
    ///
    /// - Complexity: O(1).
    public func text(_ name: String) -> CollectionText? { places[name].map { texts[$0] } }

    private static func places(_ texts: [CollectionText]) -> [String: Int] {
        Dictionary(texts.indices.lazy.map { (texts[$0].name, $0) }) { first, _ in first }
    }

    /// The pages whose id, short name or digest is given or begins so.
    public func pages(matching id: String) -> [Int] {
        if let exact = pages.firstIndex(where: { $0.article.id == id || $0.short == id }) { return [exact] }
        return pages.indices.filter { pages[$0].article.id.hasPrefix(id) || pages[$0].article.sha256.hasPrefix(id) }
    }
}
