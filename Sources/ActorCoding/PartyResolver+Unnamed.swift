internal import DocumentModel
internal import TextPrimitives

/// The states of those to whom the text gives none: by its home, by hosts, by delegations, by what the whole text is about.
extension PartyResolver {
    /// The country that the text speaks from; a dateline in a third state says where the writer sits and no more.
    public var home: String? {
        guard let home = context.homeCountry else { return nil }
        return named.counts[home] != nil || named.counts.isEmpty ? home : nil
    }

    /// "Korean" is what the text elsewhere calls North or South Korean, or nobody's.
    func settleSharedNames(_ sentence: inout CodedSentence) {
        for index in sentence.chunks.indices
        where sentence.names(index).contains(where: { !$0.entry.sharedBy.isEmpty }) {
            let settled: [NameMention] = sentence.names(index).compactMap { name in
                guard !name.entry.sharedBy.isEmpty else { return name }
                let meant = name.entry.sharedBy.filter { named.counts[$0] != nil || $0 == context.homeCountry }
                guard meant.count == 1, let country = meant.first else { return nil }
                let entry = GazetteerEntry(
                    kind: .adjective, id: "state:\(country)", name: gazetteer.stateNames[country] ?? country,
                    country: country, detail: name.entry.detail)
                return NameMention(token: name.token, count: name.count, entry: entry)
            }
            sentence.setNames(settled, index)
        }
    }

    /// The state of an official whom the text gives none: the text's own; else of the two states that it is about the one that
    /// the sentence does not name beside him.
    func countryOfUnnamed(_ index: Int, _ sentence: CodedSentence) -> String? {
        if let host = hostCountry(index, sentence) ?? ledCountry(index, sentence) { return host }
        if let home { return home }
        // A text that names one state only speaks of that state's officials.
        if pairOfText.count == 1, named.counts.count == 1 { return pairOfText.first }
        let beside = Set(sentence.names.map(\.entry.country))
        return pairOfText.first { !beside.contains($0) }
    }

    /// "He was welcomed by the first vice-president": who receives a guest is of the state that the guest came to.
    func hostCountry(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        guard index >= 2, chunks[index - 1].kind == .preposition, chunks[index - 1].word == .by,
            let verb = chunks[..<index].lastIndex(where: { $0.kind == .verb }), let group = chunks[verb].verb,
            group.isPassive, grammar.has(group.lemma, .receivingVerbs),
            let guest = chunks[..<verb].last(where: { !$0.partyRange.isEmpty }).flatMap({
                sentence.parties(of: $0).first
            })?.country
        else { return nil }
        return table.countries.last { $0 != guest }
    }

    /// "The Syrian delegation led by Samir Haddad": who leads a body is of its state.
    func ledCountry(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        guard index >= 3, chunks[index - 1].kind == .preposition, chunks[index - 1].word == .by,
            let verb = chunks[index - 2].verb, grammar.has(verb.lemma, .leadingVerbs)
        else { return nil }
        let body = chunks[index - 3].kind == .comma && index >= 4 ? chunks[index - 4] : chunks[index - 3]
        return sentence.parties(of: body).first?.country
    }

}
