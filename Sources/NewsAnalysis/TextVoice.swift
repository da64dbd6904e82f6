internal import ActorCoding
public import DocumentModel
internal import TextPrimitives

/// Whose words a text is, and for which side it speaks: by what its page and its sentences say, never by its tone.
public enum TextVoice {
    /// The voice of a page.
    ///
    /// An official who signs speaks, for his state; else the agency that the page takes its text from; else the outlet, as the page
    /// or its address names it; a reporter is no voice of his own there. Where no outlet is known, the agency on which most of the
    /// claims hang, through the author; else the author.
    ///
    /// - Parameters:
    ///   - article: The page as read.
    ///   - claims: Its claims.
    /// - Returns: The name, the side (ISO 3166 alpha-3) and through whom it speaks; nil when nobody is named.
    public static func voice(_ article: Article, _ claims: [Claim]) -> (name: String, side: String?, through: String?)?
    {
        if let byline = article.byline, let name = article.authors.first, let state = SignedOffice.state(in: byline) {
            return (name, state, nil)
        }
        for source in article.via {
            if let found = newsroom(source.name) { return found }
        }
        if let outlet = article.outlet { return newsroom(outlet) ?? (outlet, nil, nil) }
        if let outlet = article.url.flatMap(OutletTable.shared.outlet(forAddress:)) {
            return (outlet.name, outlet.speaksFor, nil)
        }
        if let agency = mainAgency(claims) {
            return (article.authors.first ?? agency.name, agency.side, agency.name)
        }
        return article.authors.first.map { ($0, nil, nil) }
    }

    /// An outlet, agency or body by its name, with the state that it speaks for.
    private static func newsroom(_ name: String) -> (name: String, side: String?, through: String?)? {
        if let outlet = OutletTable.shared.outlet(named: name) { return (outlet.name, outlet.speaksFor, nil) }
        guard let entry = Gazetteer.shared.entry(named: name), entry.kind == .organisation else { return nil }
        if let outlet = OutletTable.shared.outlet(named: entry.name) { return (outlet.name, outlet.speaksFor, nil) }
        return (entry.name, entry.country, nil)
    }

    /// The agency on which at least two claims and most of all hang: a sentence that cites one does not make the text its voice.
    private static func mainAgency(_ claims: [Claim]) -> (name: String, side: String?)? {
        var counts: [String: (count: Int, name: String, side: String?)] = [:]
        for claim in claims {
            var seen: Set<String> = []
            for speaker in claim.speaker + claim.via {
                guard let entry = Gazetteer.shared.entry(named: speaker.name), entry.detail == "agency",
                    seen.insert(entry.id).inserted
                else { continue }
                let outlet = OutletTable.shared.outlet(named: entry.name)
                counts[entry.id] = (
                    (counts[entry.id]?.count ?? 0) + 1, entry.name, outlet.map(\.speaksFor) ?? entry.country
                )
            }
        }
        let best = counts.keys.sorted().compactMap { counts[$0] }.max { $0.count < $1.count }
        guard let best, best.count >= 2, best.count * 2 > claims.count else { return nil }
        return (best.name, best.side)
    }
}
