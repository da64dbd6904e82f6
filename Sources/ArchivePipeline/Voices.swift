internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Whose words a text is, and for which side it speaks: by what its pages and its sentences say, never by its tone.
enum Voices {
    /// The voice of a text.
    ///
    /// A signer with an office speaks; else the agency that the page names; else an agency or state on which its claims hang;
    /// else its author; else nobody is named.
    static func voice(of pages: [CollectionPage]) -> (name: String, side: String?, through: String?) {
        for page in pages {
            if let byline = page.fields.byline, byline.contains(","), let name = page.fields.authors.first {
                return (name, Gazetteer.shared.lastCountry(in: byline), nil)
            }
        }
        for page in pages {
            for via in page.fields.via {
                if let entry = Gazetteer.shared.entry(named: via.name), entry.kind == .organisation {
                    return (entry.name, entry.country, nil)
                }
            }
            if let outlet = page.fields.outlet, let entry = Gazetteer.shared.entry(named: outlet),
                entry.kind == .organisation
            {
                return (entry.name, entry.country, nil)
            }
        }
        var counts: [String: (count: Int, name: String, country: String)] = [:]
        for page in pages {
            for claim in page.claims {
                for speaker in claim.speaker + claim.via {
                    guard let entry = Gazetteer.shared.entry(named: speaker.name), entry.detail == "agency",
                        let country = speaker.country
                    else { continue }
                    counts[entry.id] = ((counts[entry.id]?.count ?? 0) + 1, entry.name, country)
                }
            }
        }
        if let best = counts.keys.sorted().compactMap({ counts[$0] }).max(by: { $0.count < $1.count }) {
            let author = pages.lazy.compactMap { $0.fields.authors.first }.first
            return (author ?? best.name, best.country, best.name)
        }
        for page in pages { if let author = page.fields.authors.first { return (author, nil, nil) } }
        for page in pages { if let outlet = page.fields.outlet { return (outlet, nil, nil) } }
        return ("unnamed author of \(pages.first?.short ?? "a page")", nil, nil)
    }
}
