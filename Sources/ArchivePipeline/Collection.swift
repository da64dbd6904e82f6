internal import ActorCoding
public import CorpusStore
public import DocumentModel
public import Ledger
internal import TextPrimitives

/// A page of the collection with everything derived from it.
public struct CollectionPage: Sendable {
    /// The stored article.
    public var article: StoredArticle
    /// What was read in it, its events as the page tells them; ``events`` are as the analyst corrected them.
    public var document: Document
    /// The events, as the analyst corrected them.
    public var events: [Event]
    /// The short name: the id up to its first underscore or dot, where that is unique.
    public var short: String
    /// The text that the page carries: `T1`, `T2` and so on.
    public var textName: String
    /// What the analyst set.
    public var analyst: [AnalystValue]

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

/// Everything a project holds, read and joined: the one place where pages become texts, voices and sides.
public struct Collection: Sendable {
    /// The pages in the order in which they were added, or in their own.
    public private(set) var pages: [CollectionPage] = []
    /// The texts in the order of their first page.
    public private(set) var texts: [CollectionText] = []
    /// All links.
    public let links: [StoredLink]
    /// The events of the world.
    public let ledger: WorldLedger
    /// Pages that are no article, with the reason.
    public private(set) var rejected: [StoredArticle] = []

    /// Reads a store, or some pages of it.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - numbers: The pages that are read, nil for all. A text whose other pages are left out keeps its name.
    ///   - hasOwnOrder: Whether pages stand by day of publication and id, and texts are named in that order, so that nothing
    ///     depends on the order in which pages were added.
    /// - Throws: ``StoreError`` when the database cannot be read.
    /// - Complexity: O(*n*) in the pages that are read and their analyses.
    public init(
        _ store: CorpusStore, pages numbers: [Int]? = nil, hasOwnOrder: Bool = false, withStruck: Bool = false
    ) throws {
        let analyst = Dictionary(grouping: try store.analystValues(), by: \.id)
        var all = try numbers.map { try store.articles($0) } ?? store.articles()
        if hasOwnOrder { all.sort(by: Collection.precedes) }
        let shorts =
            try numbers == nil
            ? Collection.shortNames(all.map(\.id)) : all.map { try Collection.shortName($0.id, in: store) }
        let members = try numbers.map { try store.members($0) } ?? store.facets().map(\.member)
        links = try numbers == nil ? store.links() : store.links(ofCopies: all.map(\.id))
        for (article, short) in zip(all, shorts) {
            guard article.rejected == nil, let line = try? JSONLine(Array(article.line.utf8)),
                let document = try? Document(line)
            else {
                rejected.append(article)
                continue
            }
            let byHand = HandCorrections.settled(
                analyst[article.id] ?? [], document.events, document.body, text: article.textSHA256)
            // The document holds what the row holds as text; it is held once.
            var row = article
            (row.text, row.line) = ("", "")
            pages.append(
                CollectionPage(
                    article: row, document: document,
                    events: HandCorrections.apply(byHand, to: document.events, withStruck: withStruck),
                    short: short, textName: "", analyst: byHand))
        }
        texts = Collection.texts(pages, links, members, hasOwnOrder)
        for text in texts { for page in text.pages { pages[page].textName = text.name } }
        let voices = Dictionary(texts.map { ($0.name, $0) }) { first, _ in first }
        let (settled, read) = (texts, pages)
        let roots = Set(settled.map { read[$0.root].article.id })
        ledger = WorldLedger(
            pages.map { page in
                let text = voices[page.textName]
                return LedgerDocument(
                    id: page.article.id, text: page.textName, voice: text?.voice, side: text?.side,
                    through: text?.through, body: page.body,
                    published: page.document.published, events: page.events,
                    claims: page.claims, timexes: page.timexes, isRoot: roots.contains(page.article.id))
            }, joined: HandCorrections.joined(pages))
    }

    /// Short names for ids: up to the first underscore, dot or tilde, where that keeps them apart.
    public static func shortNames(_ ids: [String]) -> [String] {
        let heads = ids.map { id in String(id.prefix { $0 != "_" && $0 != "." && $0 != "~" }) }
        var counts: [String: Int] = [:]
        for head in heads { counts[head, default: 0] += 1 }
        return zip(ids, heads).map { counts[$1] == 1 && !$1.isEmpty ? $1 : $0 }
    }

    /// The short name of one id among all of a store.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func shortName(_ id: String, in store: CorpusStore) throws -> String {
        let head = String(id.prefix { $0 != "_" && $0 != "." && $0 != "~" })
        return try !head.isEmpty && store.ids(withHead: head).filter { shortHead($0) == head }.count == 1 ? head : id
    }

    private static func shortHead(_ id: String) -> String { String(id.prefix { $0 != "_" && $0 != "." && $0 != "~" }) }

    /// The numbers of the pages whose id, short name or digest is given or begins so.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - store: The store; only what the name begins is looked at.
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func numbers(matching name: String, in store: CorpusStore) throws -> [Int] {
        if let exact = try store.number(ofID: name) { return [exact] }
        let short = try store.ids(withHead: name).filter { shortHead($0) == name }
        if short.count == 1, let number = try store.number(ofID: short[0]) { return [number] }
        return try store.numbers(beginning: name)
    }

    /// Whether a page stands before another whenever they were added: by day of publication, id and bytes.
    private static func precedes(_ one: StoredArticle, _ other: StoredArticle) -> Bool {
        func bytes(_ text: String?) -> [UInt8] { text.map { Array($0.utf8) } ?? [0xFF] }
        for key in [\StoredArticle.publishedFrom, \.publishedTo] where one[keyPath: key] != other[keyPath: key] {
            return bytes(one[keyPath: key]).lexicographicallyPrecedes(bytes(other[keyPath: key]))
        }
        if one.id != other.id { return bytes(one.id).lexicographicallyPrecedes(bytes(other.id)) }
        return one.sha256 < other.sha256
    }

    /// The texts that pages carry.
    private static func texts(
        _ pages: [CollectionPage], _ links: [StoredLink], _ members: [TextMember], _ hasOwnOrder: Bool
    ) -> [CollectionText] {
        let member = Dictionary(members.map { ($0.page, $0) }) { first, _ in first }
        let index = Dictionary(pages.enumerated().map { ($1.article.id, $0) }) { first, _ in first }
        var groups: [Int: [Int]] = [:]
        for page in pages.indices { groups[member[pages[page].article.number]?.text ?? 0, default: []].append(page) }
        var best: [Int: StoredLink] = [:]
        for link in links where link.kind == "same" || link.kind == "reprint" {
            if let copy = index[link.copy], best[copy] == nil { best[copy] = link }
        }
        var incoming: [Int: Int] = [:]
        for link in links where link.kind == "same" || link.kind == "reprint" {
            if let copy = index[link.copy], index[link.origin] != nil { incoming[copy, default: 0] += 1 }
        }
        let names =
            hasOwnOrder ? groups.keys.sorted { (groups[$0]?[0] ?? 0) < (groups[$1]?[0] ?? 0) } : groups.keys.sorted()
        return names.enumerated().compactMap { place, number in
            let pagesOfText = groups[number] ?? []
            guard let first = pagesOfText.first else { return nil }
            let root =
                hasOwnOrder
                ? pagesOfText.min { (incoming[$0] ?? 0, $0) < (incoming[$1] ?? 0, $1) } ?? first
                : pagesOfText.first { member[pages[$0].article.number]?.isRoot == true } ?? first
            let ordered = [root] + pagesOfText.filter { $0 != root }
            let voice = Voices.voice(of: ordered.map { pages[$0] })
            return CollectionText(
                name: "T\(hasOwnOrder ? place + 1 : number)", pages: ordered,
                links: ordered.dropFirst().compactMap { best[$0] }, root: root,
                voice: voice.name, side: voice.side, through: voice.through)
        }
    }

    /// The text of a name.
    public func text(_ name: String) -> CollectionText? { texts.first { $0.name == name } }

    /// The pages whose id, short name or digest is given or begins so.
    public func pages(matching id: String) -> [Int] {
        if let exact = pages.firstIndex(where: { $0.article.id == id || $0.short == id }) { return [exact] }
        return pages.indices.filter { pages[$0].article.id.hasPrefix(id) || pages[$0].article.sha256.hasPrefix(id) }
    }
}
