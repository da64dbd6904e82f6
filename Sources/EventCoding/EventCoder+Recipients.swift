internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Whom an act is directed at when its clause names nobody: the complement, the accuser, the other side, or home.
extension EventCoder {
    /// Who accused some states last: a denial answers the charge before it.
    func accusers(of countries: Set<String>) -> [Party] {
        let charge = events.last { event in
            event.root == "ACCUSE" && !countries.isDisjoint(with: event.recipients.compactMap(\.country))
        }
        return charge?.actors.filter { !countries.contains($0.country ?? "") } ?? []
    }

    /// "Asked those who work there": whoever is asked is named, and is no party.
    func asksOthers(_ arguments: ClauseArguments, _ sentence: CodedSentence) -> Bool {
        arguments.object.contains { chunk in
            grammar.has(sentence.tokens[sentence.chunks[chunk].head].word, .othersAsked)
        }
    }

    static let promissory: Set<String> = ["AGREE", "THREATEN", "REQUEST"]
    static let addressed: Set<String> = ["REQUEST", "ACCUSE", "AGREE", "REJECT", "THREATEN"]

    /// The first state that the complement names: "agreed to pay for schools in Nepal", "threatened to close the consulate of Peru".
    func complementStates(_ arguments: ClauseArguments, _ countries: Set<String>, _ sentence: CodedSentence)
        -> [Party]
    {
        let start = (arguments.object + arguments.phrases.flatMap(\.chunks) + [arguments.end]).min() ?? arguments.end
        for index in start..<max(start, sentence.chunks.count) {
            let chunk = sentence.chunks[index]
            // What stands behind a comma says who reports it.
            if chunk.kind == .comma || chunk.kind == .relative { return [] }
            guard chunk.kind == .noun else { continue }
            let names = sentence.names(of: chunk).map(\.entry).filter {
                $0.kind != .person && $0.country.utf8.count == 3 && !countries.contains($0.country)
            }
            if let entry = names.first {
                return [
                    Party(
                        id: entry.kind == .organisation ? entry.id : "state:\(entry.country)", name: entry.name,
                        country: entry.country, kind: entry.kind == .organisation ? .organisation : .state,
                        range: sentence.range(of: chunk))
                ]
            }
        }
        return []
    }

    static let powers: Set<String> = ["COERCE", "CONCEDE", "PROTEST", "SANCTION", "RETREAT", "ASSAULT"]

    /// Whether an act of power, protest or concession names no other state in its clause: it is one inside its own country.
    func isAtHome(
        _ frame: VerbFrame, _ arguments: ClauseArguments, _ countries: Set<String>, _ sentence: CodedSentence,
        _ position: Int
    ) -> Bool {
        guard EventCoder.powers.contains(frame.root), countries.count == 1, let own = countries.first,
            Gazetteer.shared.stateNames[own] != nil, !frame.options.contains(.reciprocal),
            !frame.options.contains(.ownObject),
            frame.type != "supply_cut", !frame.options.contains(.intoNeighbour)
        else { return false }
        let clause = sentence.chunks[position..<max(position, arguments.end)]
        let foreign = clause.contains { chunk in
            sentence.names(of: chunk).contains { $0.entry.country != own && $0.entry.country.utf8.count == 3 }
                || sentence.place(of: chunk).map { $0.country != own } ?? false
        }
        return !foreign
    }
}
