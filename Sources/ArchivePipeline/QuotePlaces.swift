internal import CorpusStore
internal import DocumentModel
internal import TextPrimitives

/// Where the quotes of a dossier stand, so that what touches some words is found without asking every quote.
struct QuotePlaces {
    /// What shows a quote: an entry of what happened, or a claim, by its index.
    enum Owner {
        case entry(Int)
        case claim(Int)
    }

    /// The quotes of each page, by its text and the digest of its bytes.
    private var places: [String: [(start: Int, end: Int, owner: Int)]] = [:]
    private let entries: Int

    /// Notes the quotes of entries, their parts, and claims.
    init(_ happened: [DossierEntry], _ said: [DossierClaim]) {
        entries = happened.count
        for (index, entry) in happened.enumerated() {
            for quote in entry.quotes { note(quote, index) }
            for part in entry.parts { for quote in part.quotes { note(quote, index) } }
        }
        for (index, claim) in said.enumerated() {
            for quote in claim.quotes { note(quote, entries + index) }
        }
    }

    private mutating func note(_ quote: Quote, _ owner: Int) {
        places[Self.key(quote.text, quote.sha256), default: []].append((quote.start, quote.end, owner))
    }

    private static func key(_ text: String, _ sha256: String) -> String { "\(text) \(sha256)" }

    /// What shows quotes that share words with some places, each once: entries in their order, then claims.
    ///
    /// - Complexity: O(*n*) in the quotes of the pages that the places are in.
    func owners(of evidence: [(document: Int, range: TextRange)], _ collection: Collection) -> [Owner] {
        var found: Set<Int> = []
        for place in evidence {
            let item = collection.pages[place.document]
            guard let quotes = places[Self.key(item.textName, item.article.sha256)] else { continue }
            let points = item.body.points
            let start = points.codePoint(atByte: place.range.start)
            let end = points.codePoint(atByte: place.range.end)
            for quote in quotes where start < quote.end && quote.start < end { found.insert(quote.owner) }
        }
        return found.sorted().map { $0 < entries ? .entry($0) : .claim($0 - entries) }
    }
}
