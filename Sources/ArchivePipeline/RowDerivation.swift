internal import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import Intake
internal import Ledger
public import TextPrimitives

/// The whole derivation of a row: its words, the rules that read them, the pages that they stand on.
public enum RowDerivation {
    /// The derivation of an event or claim of a page; nil when the page has none of that name.
    ///
    /// - Parameters:
    ///   - name: `e1` or `c6`.
    ///   - page: The page.
    ///   - folder: The project; of a PDF document it is told where on its pages the words stand.
    public static func json(_ name: String, on page: CollectionPage, in folder: ProjectFolder) -> JSONValue? {
        let row: (String, JSONValue)
        let words: [TextRange]
        if let event = page.events.first(where: { $0.id == name }) {
            row = ("event", event.json(in: page.body))
            words = [event.trigger] + event.evidence
        } else if let claim = page.claims.first(where: { $0.id == name }) {
            row = ("claim", claim.json(in: page.body))
            words = [claim.sourceSpan, claim.cueSpan].compactMap { $0 } + claim.contentSpans + claim.evidence
        } else {
            return nil
        }
        var members = [
            JSONMember(name: "page", value: .string(page.article.id)),
            JSONMember(name: "sha256", value: .string(page.article.sha256)),
            JSONMember(name: row.0, value: row.1),
        ]
        if let places = pdf(words, on: page, in: folder) { members.append(JSONMember(name: "pdf", value: places)) }
        return .object(members)
    }

    /// Where words stand on the pages of a PDF document; nil when the capture is none.
    private static func pdf(_ words: [TextRange], on page: CollectionPage, in folder: ProjectFolder) -> JSONValue? {
        guard let bytes = try? folder.captures.bytes(of: page.article.sha256), let places = PDFPlaces(bytes) else {
            return nil
        }
        var seen: Set<TextRange> = []
        return .array(
            words.filter { $0.length > 0 && seen.insert($0).inserted }.map { range in
                .object(
                    page.body.json(range).members + [
                        JSONMember(
                            name: "places",
                            value: .array(
                                places.places(of: range.start..<range.end, in: page.body.bytes).map { place in
                                    .pairs([
                                        "page": .int(place.page), "box": .array(place.box.map { .double($0) }),
                                    ])
                                }))
                    ])
            })
    }

    /// The derivation of an event of the ledger; nil when it has none of that name.
    ///
    /// - Parameters:
    ///   - name: `E3`, in capitals or not.
    ///   - collection: The collection whose ledger it is.
    public static func json(_ name: String, in collection: Collection) -> JSONValue? {
        let wanted = name.uppercased()
        guard let event = collection.ledger.events.first(where: { $0.id == wanted }) else { return nil }
        return .pairs([
            "event": .string(event.id), "texts": .strings(event.texts),
            "attestations": .array(
                event.attestations.map { attestation in
                    let item = collection.pages[attestation.document]
                    return .pairs([
                        "page": .string(item.article.id), "sha256": .string(item.article.sha256),
                        "event": item.events[attestation.event].json(in: item.body),
                    ])
                }),
        ])
    }
}
