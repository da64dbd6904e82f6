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
    public static let version = 2
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
    /// - Complexity: O(*n*) in bytes, of which ``Bounds/codedBytes`` are taken, times the entities of the document.
    public static func apply(_ document: inout Document, _ flags: Set<Flag>) { _ = applying(&document, flags) }

    /// Codes a text as ``apply(_:_:)`` does.
    ///
    /// - Returns: Up to which byte the text was coded; nil when it was to its end.
    public static func applying(_ document: inout Document, _ flags: Set<Flag> = []) -> Int? {
        var dated = document
        if dated.time == nil { TimeFilter.apply(&dated) }
        let whole = document.body.bytes
        var end = end(whole, Bounds.codedBytes)
        code(&document, dated, Array(whole[..<end]), flags)
        if let coding = document.coding, coding.events.count > Bounds.events || coding.claims.count > Bounds.claims {
            // What stands before the first that is too many is coded again by itself, so that nothing refers beyond it.
            let starts =
                coding.events.dropFirst(Bounds.events).map(\.trigger.start)
                + coding.claims.dropFirst(Bounds.claims).compactMap { $0.evidence.first?.start }
            end = self.end(whole, starts.min() ?? end)
            code(&document, dated, Array(whole[..<end]), flags)
        }
        if end == whole.count { return nil }
        document.coding?.rejected?.append(
            RejectedCandidate(
                trigger: TextRange(end, whole.count), rule: "limit.text", reason: "nothing behind byte \(end) is coded")
        )
        return end
    }

    /// Where a text is cut: at its end, or behind the last line or blank before a bound.
    private static func end(_ text: [UInt8], _ bound: Int) -> Int {
        guard bound < text.count else { return text.count }
        let first = max(0, bound - Bounds.sentenceBytes)
        if let feed = text[first..<bound].lastIndex(of: 10) { return feed + 1 }
        if let blank = text[first..<bound].lastIndex(of: 0x20) { return blank + 1 }
        var end = bound
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    private static func code(_ document: inout Document, _ dated: Document, _ whole: [UInt8], _ flags: Set<Flag>) {
        let text = LostBlanks.mended(whole)
        let article = document.article
        let author = signer(article)
        var resolver = PartyResolver(
            text, context: CodingContext(homeCountry: home(article, author), day: document.published?.to))
        let sentences = resolver.sentences()
        var coder = EventCoder(
            text, sentences, named: resolver.named, timexes: dated.timexes, published: document.published,
            headline: article.title)
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
