internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Whom a pronoun stands for.
extension PartyReader {
    /// Whom a pronoun stands for; never a state that acts in the same clause.
    ///
    /// What acts beside it in its own sentence is passed over; who is found before and acts here as well leaves it open.
    func pronoun(_ node: Int, _ own: Set<String>) -> Mention? {
        let item = tree[node]
        let offset = item.range.start
        func isOther(_ mention: Mention) -> Bool { mention.country.map { !own.contains($0) } ?? false }
        func last(_ fits: (Mention) -> Bool) -> Mention? {
            let found = table.last(before: offset, in: index) {
                fits($0) && !$0.isOutlet && ($0.sentence != index || isOther($0))
            }
            guard let found, isOther(found) else { return nil }
            return found.repeated(at: item.range, .pronoun)
        }
        if grammar.has(item.word, .heShe) || grammar.has(item.word, .hisHer) {
            if let subject = subject(over: node) {
                let found = namesake(subject) ?? parties(subject, .actor).first { $0.kind == .person && !$0.isPlural }
                if let found, isOther(found) { return found.repeated(at: item.range, .pronoun) }
                if found == nil, isNameWord(subject), tree[subject].name < 0 { return nil }
            }
            return last { $0.kind == .person && !$0.isPlural }
        }
        if grammar.has(item.word, .it) || grammar.spelling(item.word) == "its" {
            if grammar.has(item.word, .it), isThing(before: node) || isNoParty(node) { return nil }
            return last { ($0.kind == .state || $0.kind == .body) && !$0.isPlural }
        }
        if grammar.has(item.word, .they) { return last { $0.isPlural || $0.kind == .body } }
        if grammar.spelling(item.word) == "their" {
            return last { $0.isPlural || $0.kind == .body || $0.kind == .state && $0.sentence == index }
        }
        if grammar.has(item.word, .weOur) {
            if isQuoted(offset) {
                guard let speaker = table.quotation(in: index).speaker, isOther(speaker) else { return nil }
                return speaker.repeated(at: item.range, .pronoun)
            }
            if let signer, isOther(signer) { return signer.repeated(at: item.range, .signer) }
        }
        return nil
    }

    /// "When it comes to the harbour", "rejected the plan, calling it a crime": nobody, or what was spoken of.
    private func isNoParty(_ node: Int) -> Bool {
        let head = tree[node].head
        guard head >= 0, tree[head].tag == .verb else { return false }
        if tree[node].relation.universal == .subject, grammar.spelling(tree[head].lemma) == "come" {
            return tree.children(head).contains { tree[$0].word == Word.when && $0 < head }
        }
        return tree[node].relation == .object
            && (tree[head].relation == .adverbClause || tree[head].relation == .nominalClause)
            && grammar.has(tree[head].lemma, .namingVerbs)
    }

    /// "The dose was so high that it killed him": a thing that is the subject of the clause before is what "it" means.
    private func isThing(before node: Int) -> Bool {
        var current = tree[node].head
        for _ in 0..<4 where current >= 0 {
            let above = tree[current].head
            guard above >= 0, above < node else { return false }
            if let subject = tree.children(above).first(where: { $0 < node && tree[$0].relation.universal == .subject })
            {
                let isSaying = grammar.has(tree[above].lemma, .announcingVerbs)
                return !isSaying && tree[subject].tag == .noun && tree[subject].name < 0
                    && !words.isActor(tree[subject].lemma) && !words.isActor(tree[subject].word)
                    && tree[subject].features.contains(.singular)
                    && !tree.children(subject).contains { tree[$0].name >= 0 }
                    && named(subject, .actor) == nil
            }
            current = above
        }
        return false
    }

    /// "Lara Quint said that she had left", "… when she left": the person who is the subject of the clause above that of a pronoun.
    private func subject(over pronoun: Int) -> Int? {
        var verb = tree[pronoun].head
        for _ in 0..<6 where verb >= 0 {
            let above = tree[verb].head
            guard above >= 0 else { return nil }
            if [.clauseComplement, .adverbClause].contains(tree[verb].relation), tree[above].tag == .verb,
                above < pronoun,
                let subject = tree.subject(above).nodes.first(where: { $0 < pronoun }), isPerson(subject)
            {
                return subject
            }
            verb = above
        }
        return nil
    }

    /// Whether a subject is a person by its words: a name, an office.
    private func isPerson(_ node: Int) -> Bool {
        if let name = tree.name(node) { return name.entry.kind == .person }
        return isNameWord(node) || words.isActor(tree[node].lemma) && !Offices.isGroup(tree[node].word)
    }

    private func isNameWord(_ node: Int) -> Bool { tree[node].tag == .properNoun && tree[node].isCapital }

    /// Whom the text named before by a word of a name: "Mrs Quint" after "Lara Quint".
    private func namesake(_ node: Int) -> Mention? {
        let hashes = ([node] + tree.children(node)).filter { isNameWord($0) && !Offices.isTitle(tree[$0].lemma) }
            .map { tree[$0].hash }
        return table.last(before: tree[node].range.start, in: index) { mention in
            mention.kind == .person && mention.country != nil
                && mention.party.name.split(separator: " ").contains { hashes.contains(CodeToken.hash(of: String($0))) }
        }
    }
}
