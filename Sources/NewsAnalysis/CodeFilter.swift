internal import ActorCoding
internal import DocumentModel
internal import EventCoding
internal import QuotationAttribution
internal import TemporalTagging
public import TextPrimitives

/// The `code` stage: a text in, its events and claims out.
public enum CodeFilter {
    /// Adds `events` and `claims` to a document.
    ///
    /// - Parameters:
    ///   - line: A document with `text`; `published`, `title`, `authors`, `via`, `dates` and `timex` are used when they are there.
    ///   - addsRejected: Whether the candidates that were not taken are added, each with its reason.
    /// - Returns: The line without a line feed; nil when there is no `text`.
    /// - Complexity: O(*n*) in bytes, times the entities of the document.
    public static func apply(_ line: JSONLine, addsRejected: Bool = false) -> [UInt8]? {
        guard let text = line.utf8("text") else { return nil }
        let indexed = IndexedText(text)
        let coded = DocumentCoder.code(text, indexed, line)
        var members = [
            JSONMember(name: "events", value: .array(coded.events.map { $0.json(in: indexed) })),
            JSONMember(name: "claims", value: .array(coded.claims.map { $0.json(in: indexed) })),
        ]
        if addsRejected {
            members.append(
                JSONMember(
                    name: "rejected_candidates",
                    value: .array(
                        coded.rejected.map { item in
                            .pairs([
                                "trigger": indexed.json(item.trigger), "rule": .string(item.rule),
                                "reason": .string(item.reason),
                            ])
                        })))
        }
        return line.rewritten(adding: members)
    }
}

/// Everything that coding a document gives.
struct CodedDocument {
    var events: [Event]
    var claims: [Claim]
    var rejected: [RejectedCandidate]
}

/// Codes one document with what it says of itself.
enum DocumentCoder {
    static func code(_ text: [UInt8], _ indexed: IndexedText, _ line: JSONLine) -> CodedDocument {
        let article = Article(line: line)
        let timexes: [Timex]
        if let given = line.value("timex") {
            timexes = Timex.list(given, in: indexed)
        } else {
            timexes = TimeFilter.annotate(text, article: line, usesBackground: true).timexes
        }
        let author = signer(article, byline: line.string("byline"))
        var resolver = PartyResolver(text, context: CodingContext(homeCountry: home(article, author)))
        let sentences = resolver.sentences()
        var coder = EventCoder(
            text, sentences, named: resolver.named, timexes: timexes,
            published: line.string("published").flatMap(DayBounds.init(edtf:)))
        let events = coder.code()
        var finder = ClaimFinder(
            text, clauses: sentences.map { ClauseReader($0) }, events: events, author: author, home: resolver.home,
            title: article.title)
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
        return CodedDocument(events: events, claims: claims, rejected: coder.rejected + limits)
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
    private static func signer(_ article: Article, byline: String?) -> Party? {
        guard let name = article.authors.first, let byline, byline.contains(",") else { return nil }
        let country = Gazetteer.shared.lastCountry(in: byline)
        let id = Folding.fold(name).split(separator: " ").joined(separator: "-")
        return Party(id: id, name: name, country: country, kind: .person, office: nil)
    }
}
