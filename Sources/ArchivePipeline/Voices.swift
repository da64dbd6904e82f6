internal import DocumentModel
internal import NewsAnalysis

/// Whose words a text of several pages is: the newsroom that wrote it.
enum Voices {
    typealias Voice = (name: String, side: String?, through: String?)

    /// What one page says of whose words its text is.
    struct Word: Sendable {
        var voice: Voice?
        /// Whether an official signed on it.
        var isSigned = false
        /// Whether it names an agency as its source.
        var isAgency = false
    }

    /// What a page says.
    static func word(_ page: CollectionPage) -> Word {
        guard let voice = TextVoice.voice(page.fields, page.claims) else { return Word() }
        return Word(
            voice: voice,
            isSigned: page.fields.byline != nil && voice.name == page.fields.authors.first && voice.side != nil,
            isAgency: !page.fields.via.isEmpty && voice.name != page.fields.outlet)
    }

    /// The voice of a text.
    ///
    /// An official who signs on any page speaks; else the agency that a page names as its source; else the newsroom of the
    /// earliest page.
    ///
    /// - Parameters:
    ///   - words: What the pages say that carry it, the earliest first.
    ///   - short: The short name of the earliest.
    static func voice(_ words: [Word], short: @autoclosure () -> String) -> Voice {
        let found =
            words.first(where: \.isSigned) ?? words.first(where: \.isAgency) ?? words.first { $0.voice != nil }
        return found?.voice ?? ("unnamed author of \(short())", nil, nil)
    }
}
