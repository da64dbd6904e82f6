internal import DocumentModel

/// The claims of one page as they are shown.
public enum ClaimsView {
    /// The claims of a page, each with its quote.
    public static func claims(of page: Int, in collection: Collection) -> [DossierClaim] {
        var scratch = Dossier.empty
        return collection.pages[page].claims.map { scratch.claim($0, page, collection) }
    }
}
