internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// Whose state somebody is of.
extension SpeakerTable {
    /// The state of a person or body whose own words name none.
    ///
    /// A public office is that of the body named before its spokesman, of whoever the sentence makes it, of the only state that its
    /// sentence names, of the text's own; anybody else's is the text's own, when his sentence names no other state.
    func impliedCountry(
        _ position: Int, _ index: Int, isPublic: Bool, isPerson: Bool = false, _ heads: [UInt64]
    ) -> String? {
        let sentence = sentences[index]
        let named = states(index)
        let here = named.filter { state in ranked.contains { $0.country == state } }
        if let local = localCountry(position, index) { return local }
        // "The puppet regime", "the other side": not the text's own, and whose it is, is not said.
        let chunk = sentence.chunks[position]
        if isAlien(sentence.tokens[chunk.first...chunk.last]) { return nil }
        if isPublic {
            if heads.contains(where: { words.has($0, .spokes) }),
                let body = mentions.suffix(8).last(where: { $0.body?.country != nil && index - $0.sentence <= 2 })
            {
                return body.body?.country
            }
            if let meant = sentence.parties(position).first, meant.kind.isPerson, let country = meant.country,
                here.contains(country)
            {
                return country
            }
            if named.count == 1, let only = here.first { return only }
            // "Brazil fears that …, the minister said": the state that the sentence begins with.
            if let first = firstState(sentence), here.contains(first) { return first }
            if let dominant, here.isEmpty || here.contains(dominant) { return dominant }
            return home
        }
        // A person is of no state for being told of beside it, unless the text is about that state.
        if named.count == 1, let only = here.first, !isPerson || ranked.first?.country == only { return only }
        // What a text from elsewhere is about by far is where its people are.
        if isPerson, here.isEmpty, let dominant { return dominant }
        if let home, here.isEmpty || here.contains(home) { return home }
        // Where one state is named far oftener than all others, nobody's state is said because it is that one.
        return here.isEmpty || dominant.map { here.contains($0) } ?? false || dominant == home ? dominant : nil
    }

    /// A state that nobody's words tie a person to, when his name does not speak against it; else the one other that the text is about.
    ///
    /// "Sarah Moore" in a paper of Beijing is hardly Chinese, and "Sun Yong" in a text on Chile and China no Chilean.
    func fitting(_ country: String?, _ name: [CodeToken], _ index: Int, isPublic: Bool) -> String? {
        guard let first = name.first, let last = name.last, name.count >= 2, !isPublic else { return country }
        let isEastern = words.has(first, .easternSurname) || words.has(last, .easternSurname)
        if let country, SpeakerTable.eastern.contains(country) {
            guard !isEastern, Gazetteer.shared.isGivenName(first.hash) else { return country }
            let others = ranked.filter { !SpeakerTable.eastern.contains($0.country) }
            let here = states(index).filter { state in
                !SpeakerTable.eastern.contains(state) && ranked.contains { $0.country == state }
            }
            if here.count == 1 { return here.first }
            guard let most = others.first, others.count == 1 || most.count >= 2 * others[1].count else { return nil }
            return most.country
        }
        if name.count == 2, words.has(first, .chineseSurname), !Gazetteer.shared.isGivenName(last.hash),
            !(country.map { SpeakerTable.chinese.contains($0) } ?? false),
            isChinese || ranked.contains(where: { $0.country == "CHN" })
        {
            return "CHN"
        }
        return country
    }

    /// Whether words call somebody another's: "the enemy's", "a foreign firm"; "foreign" before a minister or ministry is what he minds.
    private func isAlien(_ tokens: ArraySlice<CodeToken>) -> Bool {
        tokens.indices.contains { index in
            guard words.has(tokens[index], .alien) else { return false }
            guard words.has(tokens[index], .portfolio), index + 1 < tokens.endIndex else { return true }
            let next = tokens[index + 1]
            return !grammar.has(next.word, .publicOffices) && !grammar.has(next.word, .publicBodies)
                && (!words.has(next, .publicBody) || words.has(next, .person))
        }
    }

    /// The state of people or bodies of the place where something happens, when a place was named: "Police said".
    func localCountry(_ position: Int, _ index: Int) -> String? {
        isLocal(position, sentences[index]) ? scene(index, before: position) : nil
    }

    /// Whether a phrase names people or bodies of the place where something happens: "police", "witnesses", "the hospital".
    private func isLocal(_ position: Int, _ sentence: CodedSentence) -> Bool {
        let chunk = sentence.chunks[position]
        return (chunk.first...chunk.last).contains { words.has(sentence.tokens[$0], .local) }
    }

    /// The state where the text plays at a place: that of the last "in" and a place before it.
    private func scene(_ index: Int, before position: Int) -> String? {
        for number in stride(from: index, through: max(0, index - 12), by: -1) {
            let sentence = sentences[number]
            for chunk in sentence.chunks.indices.reversed() where sentence.chunks[chunk].kind == .noun {
                guard chunk > 0, grammar.has(sentence.chunks[chunk - 1].word, .sceneLinks),
                    !isQuoted(sentence.range(of: sentence.chunks[chunk]))
                else { continue }
                if let country = sentence.place(chunk)?.country
                    ?? sentence.names(chunk).first(where: {
                        $0.entry.kind != .person && $0.entry.kind != .organisation && $0.entry.country.utf8.count == 3
                    })?.entry.country
                {
                    return country
                }
            }
        }
        return nil
    }

    /// The state that the first phrase of a sentence names.
    private func firstState(_ sentence: CodedSentence) -> String? {
        guard let chunk = sentence.chunks.firstIndex(where: { $0.kind == .noun }),
            chunk == 0 || sentence.chunks[chunk - 1].kind != .preposition
        else { return nil }
        return sentence.names(chunk).first { $0.entry.kind != .person && $0.entry.country.utf8.count == 3 }?.entry
            .country
    }

    /// The states that a sentence names outside of quotations.
    func states(_ index: Int) -> Set<String> {
        var result: Set<String> = []
        let sentence = sentences[index]
        for chunk in sentence.chunks where chunk.kind == .noun {
            let names = sentence.names(of: chunk)
            // "Told the Peruvian agency ANDINA": whose the newsroom is says nothing of who speaks to it.
            if names.contains(where: { $0.entry.isNewsroomOrFirm }) { continue }
            for name in names
            where name.entry.kind != .person && name.entry.country.utf8.count == 3
                && !isQuoted(sentence.tokens[name.token].range)
            {
                result.insert(name.entry.country)
            }
        }
        return result
    }

    func country(_ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence)
        -> String?
    {
        let own = sentence.names(position).first {
            $0.token < run.tokens.lowerBound && $0.entry.kind != .person && !$0.entry.country.isEmpty
        }
        // "The ambassador to China": where he is sent is not whose he is.
        let isSent =
            run.office >= 0 && sentence.chunks[position - 1].kind == .preposition
            && (cls(sentence.tokens[sentence.chunks[position - 1].first]) == .to
                || sentence.chunks[position - 1].word == .in)
        if run.office >= 0, let named = country(in: run.office...run.office, sentence) { return named }
        if let own, !isSent { return own.entry.country }
        if let country = owner(position, run, sentence) { return country }
        // "Juan Rojas of Peru".
        if position + 2 < sentence.chunks.count, sentence.chunks[position + 1].kind == .preposition,
            grammar.has(sentence.chunks[position + 1].word, .ofSources), sentence.chunks[position + 1].word != .by,
            let name = sentence.names(position + 2).first(where: { $0.entry.kind == .state }),
            !name.entry.country.isEmpty
        {
            return name.entry.country
        }
        for chunks in describing(position, run, sentence) {
            if let named = country(in: chunks, sentence) { return named }
            // "Its foreign minister, Juan Rojas": the state named before.
            if grammar.has(sentence.tokens[sentence.chunks[chunks.lowerBound].first].word, .itsTheir) {
                return lastState(before: chunks.lowerBound, sentence)
            }
        }
        return nil
    }

    /// "Mensah spokesman Kofi Owusu": the state of whoever's spokesman or adviser somebody is, where that is a person named before.
    private func owner(
        _ position: Int, _ run: (tokens: Range<Int>, office: Int), _ sentence: CodedSentence
    ) -> String? {
        let first = sentence.chunks[position].first
        let tokens = sentence.tokens
        guard run.tokens.lowerBound > first + 1,
            let role = (first + 1..<run.tokens.lowerBound).first(where: { isRole(tokens[$0]) })
        else { return nil }
        if let known = sentence.names(position).first(where: { $0.token < role && $0.entry.kind == .person }) {
            return known.entry.country.utf8.count == 3 ? known.entry.country : nil
        }
        guard tokens[first].isCapital, tokens[first].word < 0, let person = byWord[tokens[first].hash],
            persons[person].words.count > 1, !persons[person].isImplied
        else { return nil }
        return persons[person].party.country
    }

    /// The state named last before a chunk, in its sentence or the one before.
    private func lastState(before chunk: Int, _ sentence: CodedSentence) -> String? {
        func last(_ sentence: CodedSentence, _ chunks: Range<Int>) -> String? {
            for index in chunks.reversed() where sentence.chunks[index].kind == .noun {
                if let name = sentence.names(index).last(where: {
                    $0.entry.kind != .person && $0.entry.country.utf8.count == 3
                }) {
                    return name.entry.country
                }
            }
            return nil
        }
        if let here = last(sentence, 0..<chunk) { return here }
        guard ranges.count > 0, ranges.count <= sentences.count, ranges.count - 1 >= 0 else { return nil }
        let before = sentences[ranges.count - 1]
        return before.range == sentence.range ? nil : last(before, 0..<before.chunks.count)
    }

    /// The state that some chunks name, by a name, an adjective, a seat or a body; behind "to" no state is the phrase's own.
    func country(in chunks: ClosedRange<Int>, _ sentence: CodedSentence) -> String? {
        func named(_ chunk: Int) -> String? {
            sentence.names(chunk).first {
                // Nobody is of Antarctica.
                $0.entry.kind != .person && $0.entry.country.utf8.count == 3 && $0.entry.country != "ATA"
            }?.entry.country
                ?? (chunk > chunks.lowerBound ? sentence.place(chunk)?.country : nil)
        }
        if let own = based(chunks, sentence) ?? named(chunks.lowerBound) ?? city(chunks.lowerBound, sentence) {
            return own
        }
        // "Of the Desk for Chilean Questions of the Ministry of Trade of Peru": the last one is the whole.
        // "A spokesman for the Peruvian mission in Chile": where it is counts when no words say whose it is.
        var place: String?
        for chunk in chunks.reversed() where chunk > chunks.lowerBound && sentence.chunks[chunk].kind == .noun {
            let isOwn =
                grammar.has(sentence.chunks[chunk - 1].word, .officeLinks)
                || sentence.chunks[chunk - 1].word == .at
                    && sentence.names(chunk).contains { $0.entry.kind == .organisation }
            let isPlace =
                grammar.has(sentence.chunks[chunk - 1].word, .sceneLinks) && !isSent(chunks, sentence)
            guard isOwn || isPlace, cls(sentence.tokens[sentence.chunks[chunk - 1].first]) != .to,
                let country = named(chunk) ?? city(chunk, sentence)
            else { continue }
            if isOwn { return country }
            place = place ?? country
        }
        return place
    }

    /// "Leeds University", "the Hamburg police": the state of the city in a body's name.
    private func city(_ chunk: Int, _ sentence: CodedSentence) -> String? {
        let piece = sentence.chunks[chunk]
        let head = sentence.tokens[piece.last]
        guard piece.last > piece.first,
            words.has(head, .body) || words.has(head, .nameEnd) || words.has(head, .local)
                || grammar.has(head.word, .publicBodies)
        else { return nil }
        var capitals: [UInt64] = []
        for token in sentence.tokens[piece.first..<piece.last] where token.isCapital && token.sign == 0 {
            capitals.append(token.hash)
            // "George Washington University" is of no city George, and a city of a state that the text does not name is another's namesake.
            if let found = CityTable.shared.city(endingIn: capitals), found.words == capitals.count {
                return ranked.contains { $0.country == found.country } && !Gazetteer.shared.isGivenName(token.hash)
                    ? found.country : nil
            }
        }
        return nil
    }

    /// "The London-based bank": where it is at home.
    private func based(_ chunks: ClosedRange<Int>, _ sentence: CodedSentence) -> String? {
        for chunk in chunks where sentence.chunks[chunk].kind == .noun {
            for token in sentence.tokens[sentence.chunks[chunk].first...sentence.chunks[chunk].last]
            where token.isCapital && token.end - token.start > 7
                && text[token.end - 6..<token.end].elementsEqual("-based".utf8)
            {
                let place = UTF8Text.string(text, token.start, token.end - 6)
                if let entry = Gazetteer.shared.entry(named: place), entry.country.utf8.count == 3 {
                    return entry.country
                }
            }
        }
        return nil
    }

    /// Whether somebody is sent to where he is: an ambassador, a correspondent.
    private func isSent(_ chunks: ClosedRange<Int>, _ sentence: CodedSentence) -> Bool {
        chunks.contains { chunk in
            sentence.tokens[sentence.chunks[chunk].first...sentence.chunks[chunk].last].contains {
                words.has($0, .sent)
            }
        }
    }
}
