internal import DocumentModel
internal import TextPrimitives

/// Mentions by office or group, without a name.
extension PartyResolver {
    /// An office without a name: the person who has it in this document, else a person known by office and country only.
    mutating func officeMention(_ index: Int, _ sentence: CodedSentence) -> Party? {
        let chunk = sentence.chunks[index]
        let tokens = sentence.tokens
        guard
            lexicon.isOffice(tokens[chunk.last].word)
                || (chunk.last > chunk.first && lexicon.isOffice(tokens[chunk.last].word))
        else { return nil }
        let head = tokens[chunk.last].word
        let range = sentence.range(of: chunk)
        let spelling = grammar.spelling(head)
        // "Ernesto Quiroga, First Vice-President of the Council": the office of whoever stands before the comma.
        if index >= 2, sentence.chunks[index - 1].kind == .comma, sentence.chunks[index - 2].kind == .noun,
            var named = sentence.parties(index - 2).first, named.kind == .person,
            sentence.names(of: chunk).isEmpty, grammar.wordClass(tokens[chunk.first].word) == .open,
            countryAround(index, sentence).map({ $0 == named.country }) ?? true
        {
            named.office = UTF8Text.string(text, range.start, range.end)
            table.note(named, nameWords: [], heads: [head])
            named.range = range
            return named
        }
        // "Minister of Economy Samir Haddad": the office belongs to the name behind.
        if isOfficeOfNamed(index, sentence) { return nil }
        let country = countryAround(index, sentence)
        if head == .counterpart {
            // The same office on the other side.
            let other =
                country ?? table.pair().first { $0 != table.last(where: { $0.party.kind.isPerson })?.party.country }
            if let found = table.last(where: { $0.party.kind.isPerson && $0.party.country == other && other != nil }) {
                var party = found.party
                party.range = range
                return party
            }
            guard let other else { return nil }
            return Party(
                id: "office:counterpart:\(other)", name: UTF8Text.string(text, range.start, range.end), country: other,
                kind: .office, office: spelling, range: range)
        }
        let isDefinite =
            tokens[chunk.first].word == .the
            || grammar.wordClass(tokens[chunk.first].word) == .possessive || chunk.first == chunk.last
        if isDefinite,
            let found = table.last(where: { entity in
                entity.party.kind.isPerson && entity.heads.contains(head)
                    && (country == nil || entity.party.country == country)
            })
        {
            var party = found.party
            party.range = range
            return party
        }
        if isDefinite, let country, lexicon.heads.contains(spelling),
            let found = table.last(where: { $0.party.kind.isPerson && $0.party.country == country })
        {
            var party = found.party
            party.range = range
            return party
        }
        guard let owner = country ?? (grammar.has(head, .publicOffices) ? countryOfUnnamed(index, sentence) : nil)
        else {
            return nil
        }
        let party = Party(
            id: "office:\(spelling):\(owner)", name: UTF8Text.string(text, range.start, range.end), country: owner,
            kind: .office, office: spelling, range: range)
        // "A song by a Ghanaian head of state": nobody in particular, whom no pronoun means.
        let isNobody =
            grammar.has(tokens[chunk.first].word, .articlesA) && index > 0
            && sentence.chunks[index - 1].kind == .preposition
        if !isNobody { table.note(party, nameWords: [], heads: [head]) }
        return party
    }

    /// Whether "of", a portfolio and a name follow an office: "Minister of Economy Samir Haddad".
    func isOfficeOfNamed(_ index: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard index + 2 < chunks.count, chunks[index + 1].kind == .preposition,
            grammar.has(chunks[index + 1].word, .ofFor), chunks[index + 2].kind == .noun
        else { return false }
        return nameBehindPortfolio(chunks[index + 2], sentence) != nil
    }

    /// The first token of the name behind a portfolio in a phrase: "Economy Samir Haddad".
    func nameBehindPortfolio(_ chunk: Chunk, _ sentence: CodedSentence) -> Int? {
        var start = chunk.first
        while start <= chunk.last, lexicon.isPortfolio(sentence.tokens[start].word) { start += 1 }
        guard start > chunk.first, start < chunk.last, sentence.tokens[start].isCapital,
            sentence.tokens[chunk.last].isCapital
        else { return nil }
        return start
    }

    /// A body or group: "Iranian officials", "the navies of Peru and Chile", "the delegation".
    mutating func groupMention(_ index: Int, _ sentence: CodedSentence) -> [Party]? {
        let chunk = sentence.chunks[index]
        let tokens = sentence.tokens
        guard let headIndex = (chunk.first...chunk.last).last(where: { lexicon.isGroup(tokens[$0].word) }) else {
            return nil
        }
        // The group is the head, or the head's nearest attribute before a name ("the state agency MENA").
        if let name = sentence.names(of: chunk).last, name.token > headIndex { return nil }
        guard headIndex >= chunk.last - 1 || !tokens[headIndex].isGenitive else { return nil }
        if chunk.last > headIndex, tokens[headIndex].isGenitive { return nil }
        let head = tokens[headIndex].word
        let spelling = grammar.spelling(head)
        let range = sentence.range(of: chunk)
        // A known organisation inside the phrase is meant itself.
        if let organisation = sentence.names(of: chunk).last(where: { $0.entry.kind == .organisation }),
            organisation.entry.detail != "group"
        {
            let party = Party(
                id: organisation.entry.id, name: organisation.entry.name, country: organisation.entry.country,
                kind: .organisation, range: range)
            let others = (chunk.first...chunk.last).map { tokens[$0].word }.filter { lexicon.isGroup($0) }
            table.note(party, nameWords: [], heads: Set(others + [head]))
            return [party]
        }
        var countries: [String] = sentence.names(of: chunk).filter { $0.entry.kind != .person }.map(\.entry.country)
        if countries.isEmpty { countries = ofCountries(index, sentence) }
        if countries.isEmpty,
            let found = table.last(where: { $0.heads.contains(head) && $0.party.kind == .organisation }),
            headIndex == chunk.last, !isNamedOtherwise(chunk.first..<headIndex, sentence, than: found.party)
        {
            var party = found.party
            party.range = range
            table.note(found.party, nameWords: [], heads: [head])
            return [party]
        }
        if countries.isEmpty, let own = possessiveCountry(index, sentence) { countries = [own] }
        // "Our association" of a text whose home is not known is nobody's.
        if countries.isEmpty, grammar.has(tokens[chunk.first].word, .firstPerson) { return nil }
        if countries.isEmpty, grammar.has(head, .publicBodies), let home = bodyHome(sentence, index) {
            countries = [home]
        }
        guard !countries.isEmpty else { return nil }
        var seen: Set<String> = []
        return countries.filter { seen.insert($0).inserted }.map { code in
            let party = Party(
                id: "group:\(spelling):\(code)", name: UTF8Text.string(text, range.start, range.end), country: code,
                kind: .organisation, range: range)
            table.note(party, nameWords: [], heads: [head], isPlural: spelling.hasSuffix("s"))
            return party
        }
    }

    /// Whether a capital stands before a head that the party's name lacks: "the Korean people" after "the Syrian people".
    private func isNamedOtherwise(_ modifiers: Range<Int>, _ sentence: CodedSentence, than party: Party) -> Bool {
        let name = Array(party.name.utf8)
        return modifiers.contains { index in
            let token = sentence.tokens[index]
            return token.isCapital && index > 0 && !UTF8Text.contains(name, Array(text[token.start..<token.end]))
        }
    }

    /// The country of a ministry or parliament that is named without one: the text's own.
    func bodyHome(_ sentence: CodedSentence, _ index: Int) -> String? {
        home
    }

    /// The countries behind "of": "of Peru and Chile".
    func ofCountries(_ index: Int, _ sentence: CodedSentence) -> [String] {
        let chunks = sentence.chunks
        guard index + 2 < chunks.count || index + 2 == chunks.count - 0,
            index + 2 <= chunks.count - 1 || index + 2 == chunks.count
        else { return [] }
        guard index + 1 < chunks.count, chunks[index + 1].kind == .preposition else { return [] }
        guard grammar.has(chunks[index + 1].word, .ofSources) else { return [] }
        var result: [String] = []
        var position = index + 2
        while position < chunks.count, chunks[position].kind == .noun {
            let found = sentence.names(position).filter { $0.entry.kind != .person }.map(\.entry.country)
            if found.isEmpty { break }
            result += found
            guard position + 2 < chunks.count,
                chunks[position + 1].kind == .conjunction || chunks[position + 1].kind == .comma
            else { break }
            position += 2
        }
        return result
    }
}
