internal import ActorCoding
public import DocumentModel
internal import EventCoding
internal import QuotationAttribution
internal import TextPrimitives

/// The `code` stage: a text in, its events and claims out.
public enum CodeFilter: DocumentStage {
    /// The switches of `code`.
    public enum Flag: String, StageFlag {
        /// One line an event or claim, for a whole collection.
        case ledger
        /// The candidates that were not taken are added.
        case rejected

        /// What it does.
        public var help: String {
            switch self {
            case .ledger: "Print one line an event or claim, with quotes; reports of one event share a cluster."
            case .rejected: "Add the candidates that were not taken, each with its reason."
            }
        }
    }

    /// Its name.
    public static let name = "code"
    /// What it does.
    public static let abstract = "Find who did what to whom, and who says so."
    /// How it is called.
    public static let example = "wirekin read page.html | wirekin time | wirekin code"
    /// Its version.
    public static let version = 1
    /// It looks at the page and at its temporal expressions, which it finds itself where no stage has.
    public static let needs: Document.Parts = [.article, .time]
    /// It makes `events` and `claims`.
    public static let gives: Document.Parts = .coding

    /// The items of a whole collection, for `--ledger`.
    public static func collection(_ flags: Set<Flag>) -> (any DocumentCollection)? {
        flags.contains(.ledger) ? CodedItems() : nil
    }

    /// Codes a text with what its page says of itself.
    ///
    /// - Complexity: O(*n*) in bytes, times the entities of the document.
    public static func apply(_ document: inout Document, _ flags: Set<Flag>) {
        var dated = document
        if dated.time == nil { TimeFilter.apply(&dated) }
        let (article, text) = (document.article, document.body.bytes)
        let author = signer(article)
        var resolver = PartyResolver(text, context: CodingContext(homeCountry: home(article, author)))
        let sentences = resolver.sentences()
        var coder = EventCoder(
            text, sentences, named: resolver.named, timexes: dated.timexes, published: document.published)
        let events = coder.code()
        var finder = ClaimFinder(
            text, clauses: sentences.map { ClauseReader($0) }, events: events, author: author, home: resolver.home,
            title: article.title, trees: coder.trees)
        let claims = finder.find()
        let limits =
            resolver.cutSentences.map {
                RejectedCandidate(
                    trigger: $0, rule: "limit.sentence",
                    reason: "a sentence of more than \(PartyResolver.sentenceLimit) words and signs is read in pieces")
            }
            + finder.crowdedSentences.map {
                RejectedCandidate(
                    trigger: $0, rule: "limit.claims",
                    reason: "no more than \(ClaimFinder.sentenceLimit) claims of a sentence are read")
            }
        document.coding = Coding(
            events: events, claims: claims, rejected: flags.contains(.rejected) ? coder.rejected + limits : nil)
    }

    /// The country that a text speaks from: its agency's, its signer's, that of the place in its dateline.
    private static func home(_ article: Article, _ author: Party?) -> String? {
        if let country = author?.country { return country }
        for via in article.via {
            if let entry = Gazetteer.shared.entry(named: via.name), entry.kind == .organisation { return entry.country }
        }
        for date in article.dates where date.source == "dateline" {
            let place = Gazetteer.titleCase(date.evidence)
            if let entry = Gazetteer.shared.entry(named: place), entry.kind == .seat || entry.kind == .state {
                return entry.country
            }
        }
        if let outlet = article.outlet, let entry = Gazetteer.shared.entry(named: outlet) { return entry.country }
        return nil
    }

    /// Who signs the text with an office: the last state that the by-line names is the signer's.
    private static func signer(_ article: Article) -> Party? {
        guard let name = article.authors.first, let byline = article.byline, byline.contains(",") else { return nil }
        let country = Gazetteer.shared.lastCountry(in: byline)
        let id = Folding.fold(name).split(separator: " ").joined(separator: "-")
        return Party(id: id, name: name, country: country, kind: .person, office: nil)
    }
}
