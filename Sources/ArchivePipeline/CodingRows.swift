internal import CorpusStore
internal import DocumentModel
internal import TextPrimitives

/// What a document tells, as the rows that events, claims and persons are searched by.
enum CodingRows {
    /// The rows.
    static func of(_ events: [Event], _ claims: [Claim], _ article: Article) -> StoredCoding {
        var coding = StoredCoding()
        for event in events {
            guard let place = number(event.id) else { continue }
            let (actors, recipients) = (codes(event.actors), codes(event.recipients))
            coding.told.append(
                StoredCoding.Told(
                    place: place, kind: event.type, polarity: event.polarity.rawValue, status: event.status.rawValue,
                    from: event.when?.bounds.from?.number, to: event.when?.bounds.to?.number, actors: actors,
                    recipients: event.isReciprocal ? actors : recipients))
            for (role, parties) in [("acts", event.actors), ("receives", event.recipients)] {
                coding.parties += parties.filter { $0.kind != .state }.map {
                    StoredCoding.Part(id: $0.id, role: role, place: place, name: $0.name)
                }
            }
        }
        for claim in claims {
            guard let place = number(claim.id) else { continue }
            coding.said.append(
                StoredCoding.Said(
                    place: place, stance: claim.stance.rawValue, speakers: codes(claim.speaker),
                    about: claim.about.sorted().joined(separator: " ")))
            for (role, parties) in [("says", claim.speaker), ("relays", claim.via)] {
                coding.parties += parties.map {
                    StoredCoding.Part(id: $0.id, role: role, place: place, name: $0.name)
                }
            }
        }
        coding.parties += article.authors.map {
            StoredCoding.Part(id: "writes:\(SearchText.folded($0))", role: "writes", place: 0, name: $0)
        }
        return coding
    }

    /// 3 for `e3` and `c3`.
    private static func number(_ id: String) -> Int? {
        Int(id.utf8.dropFirst().map { String(UnicodeScalar($0)) }.joined())
    }

    private static func codes(_ parties: [Party]) -> String {
        Set(parties.compactMap(\.country)).sorted().joined(separator: " ")
    }
}
