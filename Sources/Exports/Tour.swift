public import ArchivePipeline
internal import CorpusStore
internal import DocumentModel
internal import Ledger
internal import NewsAnalysis

/// A walk through a collection: for each thing that is worth seeing the first place that shows it.
public struct Tour: Sendable {
    /// A place to stop at.
    public struct Stop: Sendable {
        /// What is to be seen, in three or four words.
        public var title: String
        /// One or two sentences on it.
        public var words: String
        /// Its address on the desk.
        public var address: String
        /// The command that shows the same.
        public var command: String
        /// HTML that shows it in place; empty where there is none.
        public var html: String
    }

    /// The stops in their order; what the collection does not show is left out.
    public let stops: [Stop]

    /// Walks through a collection.
    ///
    /// - Parameters:
    ///   - collection: The collection.
    ///   - pair: The pair of states whose anniversaries are looked at, as `KP-IR`.
    public init(_ collection: Collection, pair: String?) {
        var stops: [Stop] = []
        let index = Dictionary(collection.pages.enumerated().map { ($1.article.id, $0) }) { first, _ in first }
        var denial: Stop?
        var hedge: Stop?
        for link in collection.links where ["reprint", "rewrite", "rewording"].contains(link.kind) {
            guard denial == nil || hedge == nil, let parent = index[link.origin], let child = index[link.copy] else {
                continue
            }
            let (a, b) = (collection.pages[parent], collection.pages[child])
            let changes = DriftFilter.changes(parent: a.document, child: b.document)
            let address = "/diff/\(a.article.sha256)/\(b.article.sha256)"
            let command = "wirekin diff \(a.short) \(b.short)"
            if denial == nil, let change = changes.first(where: { $0.kind == .denialMoved }) {
                denial = Stop(
                    title: "A misplaced denial",
                    words:
                        "\(b.outlet.words) follows \(a.outlet.words) and drops a paragraph. Read alone, it denies something else.",
                    address: address, command: command,
                    html: DenialHTML.columns(change, collection, parent: parent, child: child))
            }
            if hedge == nil, let change = changes.last(where: { $0.kind == .hedgeDropped }) {
                func quote(_ range: TextRange?, _ page: CollectionPage) -> String {
                    range.map {
                        "“\(page.body.quote($0).split(whereSeparator: \.isWhitespace).joined(separator: " "))”"
                    } ?? "nothing"
                }
                hedge = Stop(
                    title: "A hedge that fell on the way",
                    words:
                        "\(a.outlet.words): \(quote(change.parent, a)). \(b.outlet.words): \(quote(change.child, b)).",
                    address: address, command: command, html: "")
            }
        }
        stops += [denial, hedge].compactMap(\.self)
        if let pair, let item = Dossier(collection, pair: pair)?.remembered.first {
            let told = item.told.map { "\(Wording.ordinal($0.number)) (\($0.year), \($0.text))" }.joined(
                separator: ", ")
            stops.append(
                Stop(
                    title: "An anniversary that leads to an old visit",
                    words:
                        "\(item.what), \(Wording.date(item.when)): remembered as \(told). One event of then, none of today.",
                    address: "/pair/\(pair)#remembered", command: "wirekin pair \(pair)", html: ""))
        }
        if let link = collection.links.first(where: { $0.kind == "rewording" }), let parent = index[link.origin],
            let child = index[link.copy]
        {
            let (a, b) = (collection.pages[parent], collection.pages[child])
            stops.append(
                Stop(
                    title: "Two wordings of one report",
                    words:
                        "\(b.outlet.words) issued “\(a.fields.title ?? a.short)” anew. What was said the first time is not said the second.",
                    address: "/diff/\(a.article.sha256)/\(b.article.sha256)",
                    command: "wirekin diff \(a.short) \(b.short)", html: ""))
        }
        let outlets = Set(collection.pages.compactMap { $0.outlet.name }).sorted()
        if !outlets.isEmpty {
            stops.append(
                Stop(
                    title: "Outlets by name",
                    words: outlets.prefix(8).joined(separator: ", ")
                        + (outlets.count > 8 ? " and \(outlets.count - 8) more" : "") + ": who copies whom, how late.",
                    address: "/outlets", command: "wirekin families", html: ""))
        }
        let counts = FourCounts(collection.ledger.documents)
        stops.append(
            Stop(
                title: "Four numbers, never one",
                words: Wording.counts(
                    pages: counts.pages, texts: counts.texts, voices: counts.voices, sides: counts.sides.count)
                    + ". Copies count once.",
                address: pair.map { "/pair/\($0)" } ?? "/families",
                command: pair.map { "wirekin pair \($0)" } ?? "wirekin families", html: ""))
        self.stops = stops
    }
}
