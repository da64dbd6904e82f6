internal import DocumentModel
internal import TextPrimitives

/// Persons by name, and whose they are.
extension PartyResolver {
    /// A person by name: titles and a run of capitals, a known name, or a surname seen before.
    mutating func personMention(_ index: Int, _ sentence: CodedSentence) -> (
        party: Party, words: Set<UInt64>, heads: Set<Int32>
    )? {
        let chunk = sentence.chunks[index]
        let tokens = sentence.tokens
        let span = chunk.first...chunk.last
        if let known = sentence.names(of: chunk).last(where: { $0.entry.kind == .person }) {
            // "Iran's leader Khamenei": the name is the head when nothing but an office stands around it.
            let range = TextRange(tokens[known.token].start, tokens[known.token + known.count - 1].end)
            guard
                known.token + known.count - 1 == chunk.last || tokens[known.token + known.count - 1].isGenitive == false
            else {
                return nil
            }
            guard known.token + known.count - 1 == chunk.last else { return nil }
            let words = Set((known.token..<known.token + known.count).map { hash(tokens[$0]) })
            let office = lexicon.office(tokens[chunk.first..<known.token].map { $0 }, grammar)
            // Whose side a text without a day does not tell stands beside him or nowhere.
            let party = Party(
                id: known.entry.id, name: known.entry.name,
                country: known.entry.country.isEmpty ? countryAround(index, sentence) : known.entry.country,
                kind: .person,
                office: office.map { text(of: $0.range, Array(tokens[chunk.first..<known.token])) }, range: range)
            return (
                party, words,
                Set(
                    [office?.head, Word.leader.rawValue, grammar.id(known.entry.detail)].compactMap { $0 }.filter {
                        $0 >= 0
                    })
            )
        }
        // A run of unknown capitals at the end of the phrase.
        var start = chunk.last + 1
        while start > chunk.first {
            let token = tokens[start - 1]
            guard token.sign == 0 || token.sign == UInt8(ascii: "-"),
                token.isCapital || token.sign != 0
                    || (token.end - token.start <= 3 && grammar.has(token.word, .nameParticles)),
                !token.isNumber
            else { break }
            if sentence.names(of: chunk).contains(where: { ($0.token..<$0.token + $0.count).contains(start - 1) }) {
                break
            }
            if token.isGenitive, start - 1 != chunk.last { break }
            if lexicon.isOffice(token.word) || lexicon.isGroup(token.word) { break }
            if start - 1 == 0, token.word >= 0 || grammar.wordClass(token.word) != .open, chunk.last != 0 { break }
            start -= 1
        }
        while start <= chunk.last, !tokens[start].isCapital { start += 1 }
        guard start <= chunk.last else { return nil }
        let name = Array(tokens[start...chunk.last])
        guard name.allSatisfy({ !$0.isAcronym || name.count > 1 }) else { return nil }
        if index >= 2, isOfficeOfNamed(index - 2, sentence), let first = nameBehindPortfolio(chunk, sentence) {
            return ministerMention(index, first, sentence)
        }
        let range = TextRange(name[0].start, name[name.count - 1].end)
        let titles = Array(tokens[span.lowerBound..<start])
        let office = lexicon.office(titles, grammar)
        let honorific = titles.last.map { lexicon.isHonorific($0.word) } ?? false
        let known =
            name.count <= 2
            ? table.person(hash(name[name.count - 1])) ?? (name.count == 1 ? table.person(hash(name[0])) : nil) : nil
        if let known, office == nil || known.party.office != nil {
            var party = known.party
            party.range = range
            return (party, Set(name.map(hash)), Set(office.map { [$0.head] } ?? []))
        }
        // A new person needs a title, an apposition behind the name, or a verb of speech beside it.
        guard
            office != nil || honorific || hasApposition(index, sentence) || (name.count >= 2 && speaks(index, sentence))
        else { return nil }
        guard name.count >= 2 || office != nil || honorific else { return nil }
        let country = countryAround(index, sentence) ?? countryOfUnnamed(index, sentence)
        let full = UTF8Text.string(text, range.start, range.end)
        let party = Party(
            id: Folding.fold(full).split(separator: " ").joined(separator: "-"), name: full, country: country,
            kind: .person,
            office: office.map { text(of: $0.range, titles) }, range: range)
        return (party, Set(name.map(hash)), Set(office.map { [$0.head] } ?? []))
    }

    /// "Minister of Economy Samir Haddad": the name behind the portfolio, with the office before it.
    func ministerMention(_ index: Int, _ first: Int, _ sentence: CodedSentence) -> (
        party: Party, words: Set<UInt64>, heads: Set<Int32>
    )? {
        let tokens = sentence.tokens
        let name = Array(tokens[first...sentence.chunks[index].last])
        let range = TextRange(name[0].start, name[name.count - 1].end)
        let office = sentence.chunks[index - 2]
        let words = Set(name.filter { $0.sign == 0 }.map(hash))
        let heads: Set<Int32> = [tokens[office.last].word]
        if var known = table.person(hash(name[name.count - 1]))?.party {
            known.range = range
            return (known, words, heads)
        }
        let full = UTF8Text.string(text, range.start, range.end)
        let country = countryAround(index - 2, sentence) ?? countryOfUnnamed(index - 2, sentence)
        let party = Party(
            id: Folding.fold(full).split(separator: " ").joined(separator: "-"), name: full, country: country,
            kind: .person,
            office: UTF8Text.string(text, tokens[office.first].start, tokens[first - 1].end), range: range)
        return (party, words, heads)
    }

    func text(of range: Range<Int>, _ tokens: [CodeToken]) -> String {
        guard !range.isEmpty, range.upperBound <= tokens.count else { return "" }
        return UTF8Text.string(text, tokens[range.lowerBound].start, tokens[range.upperBound - 1].end)
    }

    /// Whether ", premier of …" follows a name.
    func hasApposition(_ index: Int, _ sentence: CodedSentence) -> Bool {
        let chunks = sentence.chunks
        guard index + 2 < chunks.count, chunks[index + 1].kind == .comma, chunks[index + 2].kind == .noun else {
            // "minister for external relations, Yun Jong Ho": the office before the comma.
            var back = index - 1
            guard back >= 1, chunks[back].kind == .comma else { return false }
            back -= 1
            while back >= 0, back >= index - 7 {
                if chunks[back].kind == .noun,
                    sentence.tokens[chunks[back].first...chunks[back].last].contains(where: {
                        lexicon.isOffice($0.word)
                    })
                {
                    return true
                }
                if chunks[back].kind == .verb || chunks[back].kind == .comma { return false }
                back -= 1
            }
            return false
        }
        return sentence.tokens[chunks[index + 2].first...chunks[index + 2].last].contains { lexicon.isOffice($0.word) }
    }

    /// Whether a verb of speech or meeting stands directly beside a phrase.
    func speaks(_ index: Int, _ sentence: CodedSentence) -> Bool {
        for neighbour in [index - 1, index + 1] where sentence.chunks.indices.contains(neighbour) {
            if let verb = sentence.chunks[neighbour].verb, grammar.has(verb.lemma, .meetingVerbs) {
                return true
            }
        }
        return false
    }

    /// The country that a phrase itself names: an adjective or genitive inside, or "of" and a state behind it.
    func countryAround(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        if let inside = sentence.names(index).first(where: {
            $0.entry.kind != .person && $0.entry.kind != .organisation
        }) {
            return inside.entry.country
        }
        if let inside = sentence.names(index).first(where: {
            $0.entry.kind == .organisation && $0.entry.country.utf8.count == 3
        }) {
            return inside.entry.country
        }
        // "of the Republic of Ghana", "of Turkmenistan", also behind a longer office.
        var position = index + 1
        var steps = 0
        while position + 1 < chunks.count, steps < 3, chunks[position].kind == .preposition,
            grammar.has(chunks[position].word, .officeLinks),
            chunks[position + 1].kind == .noun
        {
            if chunks[position].word == .of || steps > 0
                || chunks[position].word == .from,
                let name = sentence.names(position + 1).first(where: { $0.entry.kind != .person })
            {
                return name.entry.country
            }
            position += 2
            steps += 1
        }
        if let side = sentence.side(behind: index) { return side }
        // An apposition behind a comma.
        if index + 2 < chunks.count, chunks[index + 1].kind == .comma, chunks[index + 2].kind == .noun,
            sentence.tokens[chunks[index + 2].first...chunks[index + 2].last].contains(where: {
                lexicon.isOffice($0.word)
            })
        {
            if let name = sentence.names(index + 2).first(where: { $0.entry.kind != .person }) {
                return name.entry.country
            }
            return countryBehind(index + 2, sentence)
        }
        // An office before a comma: "Chad's minister of fisheries, Ama Owusu".
        if index >= 2, chunks[index - 1].kind == .comma {
            var back = index - 2
            while back >= 0, back >= index - 8, chunks[back].kind != .verb, chunks[back].kind != .comma {
                if chunks[back].kind == .noun,
                    let name = sentence.names(back).first(where: { $0.entry.kind != .person })
                {
                    return name.entry.country
                }
                back -= 1
            }
        }
        return possessiveCountry(index, sentence)
    }

    func countryBehind(_ index: Int, _ sentence: CodedSentence) -> String? {
        let chunks = sentence.chunks
        var position = index + 1
        while position + 1 < chunks.count, position < index + 6, chunks[position].kind == .preposition,
            chunks[position + 1].kind == .noun
        {
            if let name = sentence.names(position + 1).first(where: { $0.entry.kind != .person }) {
                return name.entry.country
            }
            position += 2
        }
        return nil
    }

    /// "Its foreign minister": the country of the last organisation or state.
    func possessiveCountry(_ index: Int, _ sentence: CodedSentence) -> String? {
        let first = sentence.tokens[sentence.chunks[index].first]
        guard grammar.wordClass(first.word) == .possessive else { return nil }
        if grammar.has(first.word, .itsTheir) { return table.countries.last }
        if grammar.has(first.word, .firstPerson) { return home }
        if grammar.has(first.word, .hisHer) { return table.last { $0.party.kind.isPerson }?.party.country }
        return nil
    }
}
