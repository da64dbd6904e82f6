internal import DocumentModel
internal import NewsAnalysis

/// Whose words a text of several pages is: the voice of the first page that names the most.
enum Voices {
    /// The voice of a text.
    static func voice(of pages: [CollectionPage]) -> (name: String, side: String?, through: String?) {
        let found = pages.compactMap { TextVoice.voice($0.fields, $0.claims) }
        // A signer's own words come before those of an agency, and a known side before an unknown one.
        if let signed = pages.first(where: { $0.fields.byline != nil }).flatMap({
            TextVoice.voice($0.fields, $0.claims)
        }) {
            return signed
        }
        return found.first { $0.side != nil } ?? found.first ?? (
            "unnamed author of \(pages.first?.short ?? "a page")", nil, nil
        )
    }
}
