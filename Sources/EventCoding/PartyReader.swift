internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Reads who is meant by the noun phrases of a sentence, in the order that ``MentionTable`` writes down.
struct PartyReader {
    let tree: Tree
    let sentence: CodedSentence
    let index: Int
    let table: MentionTable
    let text: [UInt8]
    /// Who signs the text: its "I", "we" and "our".
    let signer: Mention?
    /// The clauses of the sentence by the order of its pieces.
    let clauses: ClauseReader
    let grammar = Grammar.english
    let words = PartyWords.shared

    init(tree: Tree, sentence: CodedSentence, index: Int, table: MentionTable, text: [UInt8], signer: Mention?) {
        self.tree = tree
        self.sentence = sentence
        self.index = index
        self.table = table
        self.text = text
        self.signer = signer
        clauses = ClauseReader(sentence)
    }

    /// What a slot asks of its words.
    enum Role {
        /// Who acts: cities do not, and neither do things.
        case actor
        /// Who is acted on.
        case recipient
        /// Where something takes place or is directed: cities count.
        case place
    }

    /// The parties of a noun phrase and of what is coordinated with it.
    func parties(_ node: Int, _ role: Role, excluding own: Set<String> = [], depth: Int = 0) -> [Mention] {
        guard depth < 5 else { return [] }
        var result: [Mention] = []
        for conjunct in tree.conjuncts(node) { result += one(conjunct, role, own, depth) }
        return result
    }

    /// The parties of one noun phrase.
    private func one(_ node: Int, _ role: Role, _ own: Set<String>, _ depth: Int) -> [Mention] {
        let item = tree[node]
        if item.name < 0, item.tag == .pronoun || grammar.wordClass(item.word) == .relative {
            if let head = relativeHead(node) {
                let found = one(head, role, own, depth + 1)
                if !found.isEmpty { return found }
                var before = node - 1
                while before >= 0, tree[before].tag == .punctuation || tree[before].tag == .adposition { before -= 1 }
                if before >= 0, before != head, tree[before].isNominal, depth < 4 {
                    return one(before, role, own, depth + 1)
                }
                return []
            }
            return pronoun(node, own).map { [$0] } ?? []
        }
        if grammar.has(item.word, .latterWords), item.name < 0, let last = latter(node, own) { return [last] }
        if grammar.has(item.word, .homeNouns), let home = ownHome(node, own) { return [home] }
        if grammar.has(item.word, .bothWords), item.tag != .coordinator {
            return table.pair(before: item.range.start, in: index).map { $0.repeated(at: item.range, .pair) }
        }
        if role == .actor, isPrivate(node) { return [] }
        // Rebels of a state do not act for it.
        if grammar.has(item.lemma, .armedPeople), let people = unnamed(node) { return [people] }
        // "States such as Peru and Chile": those that are named.
        if grammar.has(item.word, .foreignStates) || grammar.has(item.word, .foreignPeople) {
            let examples = tree.children(node).filter {
                $0 > node && tree.isNominalModifier($0) && grammar.has(tree.preposition($0), .exampleLinks)
            }.flatMap { tree.conjuncts($0) }.compactMap { named($0, role, depth + 1) }
            if !examples.isEmpty { return examples }
        }
        if let named = named(node, role, depth) { return [named] + besides(node, named, role) }
        if let name = tree.name(node), name.entry.isNewsroomOrFirm || name.entry.isPartOfWorld { return [] }
        if let people = unnamed(node) { return [people] }
        let meant = definite(node, own)
        return meant.isEmpty ? coded(node, own) : meant
    }

    /// Who the coded sentence takes a phrase for: "the premier", "his country", a surname.
    private func coded(_ node: Int, _ own: Set<String>) -> [Mention] {
        let chunk = Int(tree[node].chunk)
        guard chunk >= 0, !isMember(node), !sentence.names(chunk).contains(where: { $0.entry.isNewsroomOrFirm }),
            !grammar.has(tree[node].word, .stateNouns), tree[node].word != grammar.id("state")
        else { return [] }
        // "433 people" are not the 14 of before, and "young people" not those of Peru.
        let isCounted = tree.children(node).contains { tree[$0].relation == .numericModifier }
        let isBare =
            tree[node].tag == .noun && !tree[node].isCapital && tree[node].features.contains(.plural)
            && tree.children(node).contains { tree.isAttribute($0) }
            && !tree.children(node).contains {
                tree[$0].relation.universal == .determiner && grammar.has(tree[$0].word, .definiteWords)
            }
        return sentence.parties(chunk).compactMap { party in
            guard let country = party.country, !own.contains(country), let range = party.range,
                range.overlaps(tree[node].range)
            else { return nil }
            let before = table.last(before: range.start, in: index) { $0.party.id == party.id }
            if isCounted ? before != nil : isBare, !party.kind.isPerson,
                !sentence.names(chunk).contains(where: { $0.entry.country == country })
            {
                return nil
            }
            if let before, let other = colleague(of: before, node) { return other }
            return Mention(
                party: party, kind: party.kind.isPerson ? .person : party.kind == .state ? .state : .body,
                source: before == nil ? .learnt : .definite, sentence: index, antecedent: before?.party.range)
        }
    }

    /// The noun that a relative pronoun stands for.
    private func relativeHead(_ node: Int) -> Int? {
        guard grammar.has(tree[node].word, .relativeWords) else { return nil }
        var current = tree[node].head
        var steps = 0
        while current >= 0, steps < 8 {
            if tree[current].relation == .relativeClause || tree[current].relation == .nominalClause {
                let head = tree[current].head
                guard head >= 0 else { return nil }
                return grammar.has(tree[node].word, .personRelatives) ? person(before: node, head) : head
            }
            current = tree[current].head
            steps += 1
        }
        return nil
    }

    /// The noun that "who" stands for: a thing before it has the nearest person behind it, "the meeting with the premier, who …".
    private func person(before node: Int, _ head: Int) -> Int {
        func isPerson(_ index: Int) -> Bool {
            tree[index].name >= 0 || tree[index].isCapital || tree[index].tag == .pronoun
                || words.isActor(tree[index].lemma) || words.isActor(tree[index].word) || isPrivate(index)
                || unnamed(index) != nil
        }
        guard !isPerson(head) else { return head }
        for index in stride(from: node - 1, through: max(0, head + 1), by: -1)
        where Offices.isOffice(tree[index].lemma) || tree.name(index)?.entry.kind == .person {
            return index
        }
        return head
    }

    /// "Refugees from Peru", "students from Chile".
    private func isPeople(_ item: Tree.Node) -> Bool {
        grammar.has(item.word, .foreignPeople) || grammar.has(item.word, .privatePeople)
    }

    /// Private people act for no state: tourists, players, students.
    func isPrivate(_ node: Int) -> Bool {
        grammar.has(tree[node].word, .privatePeople) || grammar.has(tree[node].lemma, .privatePeople)
    }

    // MARK: Names

    /// A name on the head, before it or behind it.
    func named(_ node: Int, _ role: Role, _ depth: Int = 0) -> Mention? {
        guard depth < 6 else { return nil }
        let item = tree[node]
        if let name = tree.name(node) {
            // A newspaper or agency speaks; nobody goes to it or does it anything that a state answers for.
            if name.entry.isNewsroomOrFirm, role != .actor { return nil }
            // "Europe", "the Caucasus": a part of the world is no party.
            if name.entry.isPartOfWorld { return nil }
            // "The attack in Brussels" is where the city lies, and not on who sits there.
            if name.entry.kind == .organisation, name.first == name.last,
                grammar.has(tree.preposition(node), .inAt), let city = cityState(node)
            {
                return city
            }
            // "Korea's group": a body without a state of its own is whose it is.
            if name.entry.country == "XXX" || name.entry.country.isEmpty {
                if let owner = attributeState(node, role, depth) { return owner }
                if name.entry.country.isEmpty { return nil }
            }
            return mention(of: name, node)
        }
        if role == .place, let place = place(node) { return place }
        guard item.isNominal || item.tag == .adjective else { return nil }
        // "The Saudi affiliates of an armed group" are the group's.
        if let group = tree.children(node).first(where: {
            $0 > node && tree.preposition($0) == Word.of && tree.name($0)?.entry.country == "IMG"
        }), let found = named(group, .actor, depth + 1) {
            return phrase(node, found)
        }
        if let found = attributeState(node, role, depth) { return found }
        for child in tree.children(node)
        where child > node && tree[child].relation == .nominalModifier && !isOfOthers(node, child) {
            let preposition = tree.preposition(child)
            // "The peace from X" is not X's, "officials from X" are.
            // "Officials in Lima", "police in Peru": those who have power there.
            if preposition == Word.in, grammar.has(item.word, .powerNouns) || grammar.has(item.lemma, .powerNouns),
                var found = named(child, .place, depth + 1), found.kind == .state
            {
                found.source = .of
                return phrase(node, found)
            }
            // "The son of Peruvian immigrants" is not of Peru, the son of its president is.
            if grammar.has(item.word, .kinNouns), tree[child].name < 0,
                isPrivate(child) || grammar.has(tree[child].word, .foreignPeople)
            {
                continue
            }
            guard
                preposition == Word.of
                    || grammar.has(preposition, .officeLinks)
                        && (words.isActor(item.lemma) || preposition == Word.from && isPeople(item))
            else {
                continue
            }
            if var found = named(child, .actor, depth + 1) {
                found.source = found.source.isNamed ? .of : found.source
                return phrase(node, found)
            }
        }
        // "The storm, along with the shooting of …" is no apposition.
        for child in tree.children(node)
        where tree[child].relation == .apposition && child > node && tree.preposition(child) < 0 {
            if var found = named(child, .actor, depth + 1) {
                if found.source == .explicit { found.source = .of }
                return phrase(node, found)
            }
        }
        return learntName(node, role) ?? surname(node)
    }

    /// A name word alone that a full name before explains: "Diaz" after "the minister of Ghana, Ramon Diaz".
    private func surname(_ node: Int) -> Mention? {
        let item = tree[node]
        guard item.isCapital, item.tag == .properNoun, item.name < 0,
            !tree.children(node).contains(where: {
                (tree[$0].relation == .flat || tree[$0].relation == .compound) && tree[$0].isCapital
                    && !Offices.isTitle(tree[$0].lemma)
            }),
            var party = table.person(surname: item.hash), let first = party.range, first.end <= item.range.start,
            party.country.map({ !$0.isEmpty }) ?? false
        else { return nil }
        party.range = item.range
        return Mention(party: party, kind: .person, source: .learnt, sentence: index, antecedent: first)
    }

    /// The state of an attribute before the head: "Iranian", "Iran's", "his" of an Iranian.
    private func attributeState(_ node: Int, _ role: Role, _ depth: Int) -> Mention? {
        var best: Mention?
        let isNamed = tree.children(node).contains {
            tree.isAttribute($0) && tree[$0].name >= 0 && !(tree.name($0)?.entry.country.isEmpty ?? true)
        }
        // "His counterparts from Peru" are Peru's.
        let isFromElsewhere =
            grammar.has(tree[node].word, .counterpartWords)
            && tree.children(node).contains { $0 > node && tree.isNominalModifier($0) && tree.preposition($0) >= 0 }
        for child in tree.children(node) where tree.isAttribute(child) || tree[child].relation == .determiner {
            if tree[child].relation == .unmarkedNominal && child > node { continue }
            // "His Russian counterpart" is Russia's.
            if isNamed || isFromElsewhere, tree[child].name < 0, tree[child].tag == .pronoun { continue }
            if isOfOthers(node, child) { continue }
            if isMember(node), tree.name(child)?.entry.country == "IGO" { continue }
            var found: Mention?
            if tree[child].relation == .flat || tree[child].relation == .descriptiveNominal {
                found = named(child, role, depth + 1)
            } else if let name = tree.name(child) {
                if !name.entry.country.isEmpty, !name.entry.isNewsroomOrFirm, !name.entry.isPartOfWorld {
                    found = mention(of: name, child)
                }
            } else if tree[child].tag == .pronoun {
                // "Defended its borders": whose the object is, is mostly who acts.
                if role == .actor || grammar.has(tree[child].word, .weOur) || words.isActor(tree[node].lemma) {
                    found = pronoun(child, [])
                }
            } else if tree[child].isNominal {
                found = named(child, role, depth + 1)
            }
            if var found {
                if found.source == .explicit { found.source = .modifier }
                best = phrase(node, found)
                if tree[child].relation == .adjectiveModifier || tree[child].relation == .possessor
                    || tree[child].name >= 0
                {
                    break
                }
            }
        }
        return best
    }

    /// Whether a phrase stands for others than whose it says they are: "Peru's neighbours"; "its Peruvian allies" and "its
    /// ally Peru" are Peru's.
    func isOfOthers(_ node: Int, _ child: Int) -> Bool {
        grammar.has(tree[node].word, .othersWords)
            && (tree[child].relation == .possessor || tree[child].tag != .adjective && tree[child].relation != .flat)
    }

    /// "An EU member", "a NATO country": one of a body, and not the body.
    private func isMember(_ node: Int) -> Bool {
        grammar.has(tree[node].word, .memberWords)
            && tree.children(node).contains { grammar.has(tree[$0].word, .articlesA) }
    }

    private func learntName(_ node: Int, _ role: Role) -> Mention? {
        let item = tree[node]
        guard item.isCapital, item.tag == .properNoun || item.tag == .noun || item.tag == .other,
            !grammar.has(item.word, .listeningTimes)
        else { return nil }
        var candidates = [node]
        for child in tree.children(node) where tree[child].relation == .flat || tree[child].relation == .compound {
            candidates.append(child)
        }
        for candidate in candidates where tree[candidate].isCapital {
            // "Juche 113", "Resolution 12": what is counted is no person.
            if candidate + 1 < tree.nodes.count, tree[candidate + 1].tag == .numeral { continue }
            if let known = table.state(ofName: tree[candidate].hash),
                role != .actor || !table.isPrivate(tree[candidate].hash)
            {
                let range = nameRange(node)
                // "Countries on the occasion of the year Juche": words between that are no name.
                guard
                    !tree.nodes.contains(where: {
                        range.contains($0.range) && ($0.tag == .adposition || $0.tag == .verb)
                    })
                else { return nil }
                return identified(
                    Mention(
                        party: Party(
                            id: "name:\(UTF8Text.string(text, range.start, range.end).lowercased())",
                            name: UTF8Text.string(text, range.start, range.end), country: known.country, kind: .person,
                            range: range),
                        kind: .person, source: .learnt, sentence: index, antecedent: known.range), node)
            }
        }
        return nil
    }

    /// The words of a name: the head with what is flat or compound beside it.
    private func nameRange(_ node: Int) -> TextRange {
        var range = tree[node].range
        for child in tree.children(node)
        where (tree[child].relation == .flat || tree[child].relation == .compound) && tree[child].isCapital {
            range = range.union(tree[child].range)
        }
        return range
    }

    func mention(of name: Tree.Name, _ node: Int) -> Mention {
        let entry = name.entry
        let kind: Mention.Kind
        let party: Party
        switch entry.kind {
        case .person:
            kind = .person
            party = Party(id: entry.id, name: entry.name, country: entry.country, kind: .person, range: name.range)
        case .organisation:
            kind = entry.country == "IMG" ? .unnamed : .body
            // What a firm does is no act of its state.
            party = Party(
                id: entry.id, name: entry.name, country: entry.isFirm ? nil : entry.country,
                kind: .organisation, range: name.range)
        default:
            kind = .state
            party = Party(
                id: "state:\(entry.country)", name: entry.name, country: entry.country, kind: .state, range: name.range)
        }
        return identified(
            Mention(party: party, kind: kind, source: .explicit, sentence: index, isOutlet: entry.isNewsroomOrFirm),
            node)
    }

    /// A noun phrase that another mention gives its state: "the Iranian minister" is a person or body of Iran.
    private func phrase(_ node: Int, _ found: Mention) -> Mention {
        let head = tree[node]
        guard head.name < 0 else { return found }
        var result = found
        var range = head.range
        if let inner = found.party.range, abs(inner.start - range.start) < 90 { range = range.union(inner) }
        let isPlural = head.features.contains(.plural) || words.isPlural(head.word)
        let isPerson =
            Offices.isOffice(head.lemma) && !isPlural || head.tag == .properNoun && !Offices.isGroup(head.lemma)
        let spelling = grammar.spelling(head.lemma)
        if head.lemma >= 0, words.isActor(head.lemma) || words.isActor(head.word) {
            let code = found.country ?? ""
            result.party.range = range
            result.party.id = isPerson ? "office:\(spelling):\(code)" : "group:\(grammar.spelling(head.word)):\(code)"
            result.party.name = UTF8Text.string(text, range.start, range.end)
            result.party.kind = isPerson ? .office : .organisation
            result.kind = isPerson ? .person : .body
            result.head = head.word
        }
        result.isPlural = isPlural
        return identified(result, node)
    }

    /// The identity that the coded sentence gives a phrase of the same state: the person's id, full name and office.
    private func identified(_ mention: Mention, _ node: Int) -> Mention {
        let chunk = Int(tree[node].chunk)
        guard chunk >= 0 else { return mention }
        var result = mention
        for party in sentence.parties(chunk) where party.country == mention.country {
            guard let range = party.range, let own = mention.party.range, range.overlaps(own) else { continue }
            result.party = party
            if party.kind.isPerson { result.kind = .person }
            return result
        }
        return result
    }

    /// A city or country that a phrase of place names.
    private func place(_ node: Int) -> Mention? {
        let chunk = Int(tree[node].chunk)
        guard chunk >= 0, let place = sentence.place(chunk), let country = place.country, let range = place.range,
            range.overlaps(tree[node].range) || range.end == tree[node].range.end
        else { return nil }
        return Mention(
            party: Party(
                id: "state:\(country)", name: Gazetteer.shared.stateNames[country] ?? country, country: country,
                kind: .state, range: range),
            kind: .state, source: .explicit, sentence: index)
    }

    /// The state of a town that a word names, alone or with the names before it.
    func town(_ node: Int) -> Mention? {
        guard tree[node].isCapital, tree[node].tag == .properNoun || tree[node].tag == .noun, tree[node].name < 0 else {
            return nil
        }
        var nodes = [node]
        for child in tree.children(node)
        where (tree[child].relation == .flat || tree[child].relation == .compound) && tree[child].isCapital {
            nodes.append(child)
        }
        nodes.sort()
        return cityState(nodes)
    }

    /// The state of the city that a word names.
    private func cityState(_ node: Int) -> Mention? { cityState([node]) }

    private func cityState(_ nodes: [Int]) -> Mention? {
        guard let found = CityTable.shared.city(endingIn: nodes.map { tree[$0].hash }), found.words == nodes.count,
            let name = Gazetteer.shared.stateNames[found.country]
        else { return nil }
        let range = tree[nodes[0]].range.union(tree[nodes[nodes.count - 1]].range)
        return Mention(
            party: Party(
                id: "state:\(found.country)", name: name, country: found.country, kind: .state, range: range),
            kind: .state, source: .explicit, sentence: index)
    }

    /// What stands beside the first state of a phrase: "US and South Korean forces", "the navies of Peru and Chile".
    private func besides(_ node: Int, _ first: Mention, _ role: Role) -> [Mention] {
        var result: [Mention] = []
        // "The Saudi affiliates of ISIL" are no state's.
        if first.country == "IMG" { return [] }
        func add(_ other: Int, _ source: Mention.Source) {
            guard let name = tree.name(other), !name.entry.country.isEmpty, !name.entry.isNewsroomOrFirm,
                name.entry.country != first.country,
                !result.contains(where: { $0.country == name.entry.country })
            else { return }
            var found = mention(of: name, other)
            found.source = source
            result.append(found)
        }
        for child in tree.children(node) {
            if tree.isAttribute(child) {
                for inner in tree.children(child) where tree[inner].relation == .conjunct { add(inner, .modifier) }
                // "Russia-China": two states in one word or behind each other.
                if tree[child].name >= 0,
                    tree[child].relation == .compound || tree[child].relation == .adjectiveModifier
                {
                    add(child, .modifier)
                    for inner in tree.children(child) where tree.isAttribute(inner) { add(inner, .modifier) }
                }
            }
            if tree[child].relation == .nominalModifier, grammar.has(tree.preposition(child), .ofFrom) {
                for inner in tree.conjuncts(child).dropFirst() { add(inner, .of) }
                // "The commanders of the Peruvian and Chilean navies", whichever of them was taken for the head.
                for part in tree.conjuncts(child) {
                    for attribute in tree.children(part) where tree.isAttribute(attribute) {
                        if part != child { add(attribute, .of) }
                        for inner in tree.children(attribute) where tree[inner].relation == .conjunct {
                            add(inner, .of)
                        }
                    }
                }
            }
        }
        return result
    }
}
