internal import ActorCoding
public import DocumentModel
internal import TextPrimitives

/// Whose words a text is, and for which side it speaks: by what its page and its sentences say, never by its tone.
public enum TextVoice {
    /// The voice of a page.
    ///
    /// A signer with an office speaks; else the agency or outlet that the page names; else the agency on which its claims hang,
    /// through its author; else its author.
    ///
    /// - Parameters:
    ///   - article: The page as read.
    ///   - claims: Its claims.
    /// - Returns: The name, the side (ISO 3166 alpha-3) and through whom it speaks; nil when nobody is named.
    public static func voice(_ article: Article, _ claims: [Claim]) -> (name: String, side: String?, through: String?)?
    {
        if let byline = article.byline, byline.contains(","), let name = article.authors.first {
            return (name, Gazetteer.shared.lastCountry(in: byline), nil)
        }
        for name in article.via.map(\.name) + [article.outlet].compactMap({ $0 }) {
            if let entry = Gazetteer.shared.entry(named: name), entry.kind == .organisation {
                return (entry.name, entry.country, nil)
            }
        }
        var counts: [String: (count: Int, name: String, country: String)] = [:]
        for speaker in claims.flatMap({ $0.speaker + $0.via }) {
            guard let entry = Gazetteer.shared.entry(named: speaker.name), entry.detail == "agency",
                let country = speaker.country
            else { continue }
            counts[entry.id] = ((counts[entry.id]?.count ?? 0) + 1, entry.name, country)
        }
        if let best = counts.keys.sorted().compactMap({ counts[$0] }).max(by: { $0.count < $1.count }) {
            return (article.authors.first ?? best.name, best.country, best.name)
        }
        if let author = article.authors.first { return (author, nil, nil) }
        return article.outlet.map { ($0, nil, nil) }
    }
}
