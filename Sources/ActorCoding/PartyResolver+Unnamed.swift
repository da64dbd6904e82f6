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

    /// The state of an official whom the text gives none: that of the body that he leads, else the text's own, where the text is about it.
    func countryOfUnnamed(_ index: Int, _ sentence: CodedSentence) -> String? {
        if let country = ledCountry(index, sentence) { return country }
        guard let home else { return nil }
        let most = named.counts.values.max() ?? 0
        return (named.counts[home] ?? 0) * 3 >= most ? home : nil
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
