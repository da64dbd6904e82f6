internal import CorpusStore
internal import DocumentModel
internal import Ledger
public import TextPrimitives

/// The whole derivation of a row: its words, the rules that read them, the pages that they stand on.
public enum RowDerivation {
    /// The derivation of an event or claim of a page; nil when the page has none of that name.
    ///
    /// - Parameters:
    ///   - name: `e1` or `c6`.
    ///   - page: The page.
    public static func json(_ name: String, on page: CollectionPage) -> JSONValue? {
        let row: (String, JSONValue)
        if let event = page.events.first(where: { $0.id == name }) {
            row = ("event", event.json(in: page.body))
        } else if let claim = page.claims.first(where: { $0.id == name }) {
            row = ("claim", claim.json(in: page.body))
        } else {
            return nil
        }
        return .object([
            JSONMember(name: "page", value: .string(page.article.id)),
            JSONMember(name: "sha256", value: .string(page.article.sha256)),
            JSONMember(name: row.0, value: row.1),
        ])
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
