internal import DocumentModel
internal import NewsAnalysis

/// Whose words a text of several pages is: the newsroom that wrote it.
enum Voices {
    /// The voice of a text.
    ///
    /// An official who signs on any page speaks; else the agency that a page names as its source; else the newsroom of the
    /// earliest page.
    ///
    /// - Parameter pages: The pages that carry it, the earliest first.
    static func voice(of pages: [CollectionPage]) -> (name: String, side: String?, through: String?) {
        let found = pages.map { TextVoice.voice($0.fields, $0.claims) }
        for (page, voice) in zip(pages, found) {
            if let voice, page.fields.byline != nil, voice.name == page.fields.authors.first, voice.side != nil {
                return voice
            }
        }
        for (page, voice) in zip(pages, found) where !page.fields.via.isEmpty {
            if let voice, voice.name != page.fields.outlet { return voice }
        }
        return found.lazy.compactMap { $0 }.first ?? ("unnamed author of \(pages.first?.short ?? "a page")", nil, nil)
    }
}
