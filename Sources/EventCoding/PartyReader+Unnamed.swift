internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// People without a state, definite phrases, and states deep inside a phrase.
extension PartyReader {
    /// Armed groups, refugees, "foreign companies", "a number of countries".
    func unnamed(_ node: Int) -> Mention? {
        let item = tree[node]
        guard item.isNominal || item.tag == .adjective else { return nil }
        func has(_ list: WordList) -> Bool { grammar.has(item.lemma, list) || grammar.has(item.word, list) }
        func hasAttribute(_ list: WordList) -> Bool {
            tree.children(node).contains {
                $0 < node && (grammar.has(tree[$0].word, list) || grammar.has(tree[$0].lemma, list))
            }
        }
        let code: String
        // Those who rise in a parliament bear no arms.
        if has(.armedPeople) && !hasAttribute(.parliamentaryAttributes)
            || has(.armedBodies) && hasAttribute(.armedAttributes)
        {
            code = "IMG"
        } else if has(.foreignPeople), item.features.contains(.plural) || words.isPlural(item.word) {
            code = "XXX"
        } else if has(.foreignBodies),
            item.features.contains(.plural) || words.isPlural(item.word) || item.word == grammar.id("corps"),
            hasAttribute(.foreignAttributes)
        {
            code = "XXX"
        } else if has(.quantityNouns),
            let inner = tree.children(node).first(where: { tree[$0].relation == .nominalModifier }),
            grammar.has(tree[inner].lemma, .foreignStates)
        {
            code = "XXX"
        } else {
            return nil
        }
        var range = item.range
        for child in tree.children(node) where tree.isAttribute(child) && child < node && node - child < 5 {
            range = range.union(tree[child].range)
        }
        let name = UTF8Text.string(text, range.start, range.end)
        return Mention(
            party: Party(
                id: "group:\(grammar.spelling(item.word)):\(code)", name: name, country: code, kind: .organisation,
                range: range),
            kind: .unnamed, source: .unnamed, sentence: index, isPlural: true, head: item.word)
    }

    // MARK: Definite phrases

    /// The state that "the country" is: one named before in the sentence that does not act, else the only one of the sentence before.
    private func country(before offset: Int, _ own: Set<String>) -> Mention? {
        let here = table.mentions(in: index).filter {
            $0.kind == .state && !$0.isOutlet && ($0.party.range?.end ?? offset + 1) <= offset
        }
        if let found = here.last(where: { !own.contains($0.country ?? "") }) { return found }
        guard index > 0 else { return nil }
        let before = table.mentions(in: index - 1).filter { MentionTable.isState($0.country) && !$0.isOutlet }
        guard let found = before.last(where: { $0.kind == .state }), !own.contains(found.country ?? ""),
            before.allSatisfy({ $0.country == found.country })
        else { return nil }
        return found
    }

    /// "The latter": who is named last before it.
    func latter(_ node: Int, _ own: Set<String>) -> Mention? {
        let start = tree[node].range.start
        let before = table.mentions(in: index).last {
            ($0.party.range?.end ?? start + 1) <= start && !$0.isOutlet && $0.country != nil
        }
        guard let before, !own.contains(before.country ?? "") else { return nil }
        return before.repeated(at: tree[node].range, .pronoun)
    }

    /// "His country", "their homeland": the state of whoever is meant, where he does not act himself.
    func ownHome(_ node: Int, _ own: Set<String>) -> Mention? {
        guard
            let owner = tree.children(node).first(where: {
                tree[$0].relation == .possessor && tree[$0].tag == .pronoun
                    && grammar.wordClass(tree[$0].word) == .possessive
            }),
            let found = pronoun(owner, own)
                ?? (own.count == 1 ? own.first.flatMap { table.otherSide(of: $0, in: index, reach: 6) } : nil),
            let country = found.country, MentionTable.isState(country)
        else { return nil }
        let range = tree[owner].range.union(tree[node].range)
        var result = found
        result.party = Gazetteer.shared.state(country, range: found.party.range ?? range)
        result.kind = .state
        return result.repeated(at: range, .definite)
    }

    /// Whether a place of the sentence lies inside a quotation.
    func isQuoted(_ offset: Int) -> Bool {
        var isInside = table.quotation(in: index).isOpen
        for token in sentence.tokens {
            if token.start >= offset { break }
            if token.sign == UInt8(ascii: "\"") { isInside.toggle() }
        }
        return isInside
    }

    /// "The two sides", "the minister", "the delegation".
    func definite(_ node: Int, _ own: Set<String>) -> [Mention] {
        let item = tree[node]
        guard item.isNominal else { return [] }
        if item.tag == .numeral, grammar.has(item.word, .twoWords) {
            return table.pair(before: item.range.start, in: index).map { $0.repeated(at: item.range, .pair) }
        }
        let isPlural = item.features.contains(.plural) || words.isPlural(item.word)
        var isDefinite = false
        var isTwo = false
        for child in tree.children(node) where child < node {
            if tree[child].relation.universal == .determiner {
                if grammar.has(tree[child].word, .definiteWords) { isDefinite = true }
                if grammar.has(tree[child].word, .bothWords) { isTwo = true }
            }
            if grammar.has(tree[child].word, .twoWords) { isTwo = true }
        }
        var range = item.range
        for child in tree.children(node) where child < node && node - child < 4 {
            range = range.union(tree[child].range)
        }
        if isPlural, grammar.has(item.lemma, .pairNouns) || grammar.has(item.word, .pairNouns),
            isTwo || isDefinite && grammar.has(item.word, .sidesWords)
        {
            return table.pair(before: range.start, in: index).map { $0.repeated(at: range, .pair) }
        }
        // "The country", "that kingdom": the last state named before that does not act itself.
        if isDefinite, !isPlural, grammar.has(item.word, .stateNouns),
            !tree.children(node).contains(where: { $0 > node && tree.preposition($0) == Word.of }),
            let state = country(before: range.start, own)
        {
            return [state.repeated(at: range, .definite)]
        }
        guard isDefinite, !isPlural || Offices.isGroup(item.word), words.isActor(item.lemma) || words.isActor(item.word)
        else { return [] }
        // "The foreign minister" with an attribute that the antecedent may lack is still the last minister.
        if let found = table.last(before: range.start, in: index, head: item.word),
            found.country.map({ !own.contains($0) }) ?? false
        {
            // "The envoy in charge of trade of Peru" is not the envoy of another state whom the text named before.
            if item.chunk >= 0, let side = sentence.side(behind: Int(item.chunk)), side != found.country { return [] }
            return [colleague(of: found, node) ?? found.repeated(at: range, .definite)]
        }
        return []
    }

    /// The mentions of somebody that are asked for his office.
    private static let knownMentions = 40

    /// "The trade minister" behind the foreign minister of Peru: of the same state and somebody else, called by his own words.
    func colleague(of found: Mention, _ node: Int) -> Mention? {
        let chunk = Int(tree[node].chunk)
        guard chunk >= 0, found.kind != .state else { return nil }
        let head = tree[node].range
        let tokens = sentence.tokens[sentence.chunks[chunk].first...sentence.chunks[chunk].last].prefix {
            $0.start <= head.start
        }
        let duties = Set(tokens.lazy.map(\.word).filter { Offices.isDuty($0) })
        guard !duties.isEmpty else { return nil }
        // What the text said before of whoever is meant: his office may stand by his first name only.
        let known = table.mentions.lazy.filter { $0.party.id == found.party.id }.prefix(PartyReader.knownMentions)
        let told = ([found.party] + known.map(\.party)).flatMap {
            "\($0.name) \($0.office ?? "")".split { $0 == " " || $0 == "-" }
        }
        let before = Set(told.lazy.map { grammar.id($0.lowercased()) }.filter { Offices.isDuty($0) })
        if Offices.isSame(duties, before: before) { return nil }
        guard let first = tokens.first(where: { grammar.wordClass($0.word) != .determiner }) else { return nil }
        let range = TextRange(tokens.first?.start ?? first.start, head.end)
        let name = UTF8Text.string(text, first.start, head.end)
        var result = found.repeated(at: range, .definite)
        result.party = Offices.holder(
            name, country: found.country, office: UTF8Text.string(text, head.start, head.end), range: range)
        return result
    }

    /// Where something is that one goes to: "took part in a fair in Lima", "in the opening of the Peruvian parliament".
    func scene(_ node: Int, excluding own: Set<String>, depth: Int = 0) -> [Mention] {
        guard depth < 5 else { return [] }
        for child in tree.children(node) where tree[child].relation != .conjunct && tree[child].relation != .apposition
        {
            let preposition = tree.preposition(child)
            if preposition == Word.on || grammar.has(preposition, .topicLinks) { continue }
            if preposition == Word.of || grammar.has(preposition, .inAt) || preposition < 0,
                let name = tree.name(child), !name.entry.isNewsroomOrFirm, !name.entry.isPartOfWorld,
                !own.contains(name.entry.country),
                MentionTable.isState(name.entry.country) || name.entry.country == "IGO"
            {
                var found = mention(of: name, child)
                found.source = .deep
                return [found]
            }
            let inner = scene(child, excluding: own, depth: depth + 1)
            if !inner.isEmpty { return inner }
        }
        return []
    }

    /// The first state named inside the words of a phrase: "the withdrawal of the forces of X from Y".
    ///
    /// - Parameters:
    ///   - isScene: Whether "in" and "at" say only where: "signed a treaty in Lima".
    ///   - isTopic: Whether the phrase is what something is about: of "support over the war in X" X is not supported.
    ///   - takesTopics: Whether what something is about is acted on: "raised concerns over the fate of two Cubans".
    func deep(
        _ node: Int, excluding own: Set<String>, isScene: Bool = false, isTopic: Bool = false,
        takesTopics: Bool = false, depth: Int = 0
    ) -> [Mention] {
        guard depth < 5 else { return [] }
        func rank(_ child: Int) -> Int {
            if tree.isAttribute(child) { return 0 }
            let preposition = tree.preposition(child)
            if preposition == Word.by { return 1 }
            return preposition == Word.of ? 2 : 3
        }
        let order = tree.children(node).enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }
        for (_, child) in order {
            switch tree[child].relation {
            case .relativeClause, .parataxis, .conjunct, .apposition, .punctuation, .caseMarker: continue
            default: break
            }
            if isScene,
                grammar.has(tree.preposition(child), .inAt) || tree.preposition(child) == Word.on
                    || grammar.has(tree.preposition(child), .topicLinks)
                    || grammar.has(tree.preposition(child), .victimLinks)
            {
                continue
            }
            if grammar.has(tree.preposition(child), .occasionLinks) || tree.isAccordingTo(child) { continue }
            if isOfOthers(node, child) { continue }
            if isTopic, rank(child) > 1 { continue }
            if let name = tree.name(child), !name.entry.country.isEmpty, !name.entry.isNewsroomOrFirm,
                !name.entry.isPartOfWorld, !own.contains(name.entry.country)
            {
                var found = mention(of: name, child)
                found.source = .deep
                return [found]
            }
            if tree[child].name < 0, tree[child].tag == .pronoun, tree[child].relation == .possessor,
                grammar.has(tree[child].word, .weOur),
                let found = pronoun(child, own)
            {
                return [found]
            }
            let inner = deep(
                child, excluding: own, isScene: isScene,
                isTopic: isTopic || !takesTopics && grammar.has(tree.preposition(child), .topicLinks),
                takesTopics: takesTopics, depth: depth + 1)
            if !inner.isEmpty { return inner }
        }
        return []
    }
}
