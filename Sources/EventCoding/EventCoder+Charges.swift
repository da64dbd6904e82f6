internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Charges in what somebody says: "the minister said that the provocations of Peru must end" accuses Peru.
extension EventCoder {
    /// Reads what a verb of saying reports: its speaker accuses the state whose a harsh word of the content is.
    mutating func codeCharge(_ verb: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) {
        guard grammar.has(tree[verb].lemma, .chargeSayings), !tree.isPassive(verb) else { return }
        let above = tree[verb].head
        var contents = tree.children(verb).filter {
            (tree[$0].relation == .clauseComplement || tree[$0].relation == .parataxis)
                && (tree[$0].tag == .verb || tree[$0].tag == .auxiliary || tree[$0].isNominal
                    || tree[$0].tag == .adjective)
        }
        // "…, the minister said": the verb hangs on what is said.
        let isBehind =
            contents.isEmpty && above >= 0 && above < verb && tree[verb].features.contains(.finite)
            && (tree[verb].relation == .parataxis || tree[verb].relation == .listItem)
        if isBehind { contents = [above] }
        guard !contents.isEmpty, Factuality(tree: tree, grammar: grammar).read(verb).isFact else { return }
        let speakers = tree.subject(verb).nodes.flatMap { reader.parties($0, .actor) }.filter { !$0.isOutlet }
        let own = Set(speakers.compactMap(\.country))
        guard own.count == 1, speakers.allSatisfy({ $0.source != .deep }) else { return }
        for node in tree.nodes.indices where !isBehind || node != verb && !tree.hangs(node, on: verb) {
            guard contents.contains(where: { $0 == node || tree.hangs(node, on: $0) }) else { continue }
            guard let accused = accused(node, tree, reader, own) else { continue }
            _ = keep(
                EventKind(id: "charge.said", root: .accuse, type: "accusation", mode: .disapprove), [], speakers,
                [accused], Factuality.Reading(), tree[node].range, verb, tree, index, place: nil)
            return
        }
    }

    /// "The ministry released a press statement titled “…”": who releases it accuses the state of the title, where its words are harsh or bar something.
    mutating func codeTitle(_ tree: Tree, _ reader: PartyReader, _ index: Int) {
        let sentence = sentences[index]
        guard DocumentOpening(text, sentences).signed != index,
            let verb = tree.nodes.indices.first(where: {
                grammar.has(tree[$0].word, .issuingWords) && tree[$0].tag == .verb
            }),
            let paper = tree.nodes.indices.first(where: { $0 > verb && grammar.has(tree[$0].word, .signedPapers) }),
            paper < verb + 6,
            let quote = sentence.tokens.first(where: {
                $0.sign == UInt8(ascii: "\"") && $0.start >= tree[paper].range.end
                    && $0.start - tree[paper].range.end < 16
            })
        else { return }
        let title = sentence.tokens.filter { $0.start > quote.start }
        guard
            title.contains(where: {
                grammar.has($0.word, .harshWords) || grammar.wordClass($0.word) == .negation
                    || grammar.has($0.word, .negations)
            })
        else { return }
        let speakers = tree.subject(verb).nodes.flatMap { reader.parties($0, .actor) }.filter { !$0.isOutlet }
        let own = Set(speakers.compactMap(\.country))
        guard own.count == 1, let country = own.first, speakers.allSatisfy({ $0.source.isNamed }),
            let target = states(sentence, but: country).first(where: { ($0.party.range?.start ?? 0) > quote.start })
        else { return }
        _ = keep(
            EventKind(id: "title.accuse", root: .accuse, type: "condemnation", mode: .disapprove), [], speakers,
            [target], Factuality.Reading(), tree[paper].range, verb, tree, index, place: nil)
    }

    /// A commentary that nobody signs: an agency that accuses a state again and again in its own words, and attributes them to nobody.
    mutating func codeUnsigned() {
        guard let here, let own = here.country, let first = sentences.first, let dateline,
            Gazetteer.shared.names(in: first, text).contains(where: {
                $0.range.end <= dateline.end && $0.entry.isNewsroomOrFirm && $0.entry.country == own
            })
        else { return }
        var order: [String] = []
        var told: [String: (mention: Mention, trigger: TextRange, evidence: [TextRange])] = [:]
        for (index, sentence) in sentences.enumerated() {
            let harsh = harshWords(sentence).filter { !grammar.has($0.word, .weakHarshWords) }
            guard !harsh.isEmpty, !isAttributed(sentence), let tree = trees.tree(index) else { continue }
            let reader = PartyReader(
                tree: tree, sentence: sentence, index: index, table: table, text: text, signer: signer)
            for node in tree.nodes.indices {
                guard let found = accused(node, tree, reader, [own]), let country = found.country else { continue }
                if told[country] == nil {
                    order.append(country)
                    told[country] = (found, tree[node].range, [])
                }
                if told[country]?.evidence.last != sentence.range { told[country]?.evidence.append(sentence.range) }
            }
        }
        let most = order.map { told[$0]?.evidence.count ?? 0 }.max() ?? 0
        guard most >= 3, let country = order.first(where: { told[$0]?.evidence.count == most }),
            let item = told[country]
        else { return }
        var event = Event(root: .accuse, type: "condemnation", trigger: item.trigger, evidence: item.evidence)
        event.mode = .disapprove
        event.actors = [here.party]
        event.recipients = [item.mention.party]
        event.rules = ["statement.unsigned", "party.signer"]
        events.append(event)
    }

    /// Whether a sentence quotes somebody or says who says so.
    private func isAttributed(_ sentence: CodedSentence) -> Bool {
        sentence.tokens.contains { token in
            grammar.verb(token.word).map { grammar.has($0.lemma, .chargeSayings) } ?? false
        }
    }

    /// Whose the deed is that a harsh word names, or of whom it is said; nil for words that charge nobody.
    private func accused(_ node: Int, _ tree: Tree, _ reader: PartyReader, _ own: Set<String>) -> Mention? {
        let item = tree[node]
        func isHarsh(_ word: Int32) -> Bool { grammar.has(word, .harshWords) && !grammar.has(word, .weakHarshWords) }
        guard isHarsh(item.word) || isHarsh(item.lemma), item.name < 0 else { return nil }
        func state(_ found: Mention?) -> Mention? {
            guard let found, found.source.isNamed, let country = found.country, MentionTable.isState(country),
                !own.contains(country)
            else { return nil }
            return found
        }
        switch item.tag {
        case .noun:
            // Whose the deed is; what is done against somebody is not his.
            if let owner = tree.children(node).first(where: {
                tree[$0].relation == .possessor || tree.isNominalModifier($0) && tree.preposition($0) == Word.of
                    || tree[$0].relation == .adjectiveModifier && tree[$0].name >= 0 || tree.preposition($0) == Word.by
            }),
                !tree.children(node).contains(where: {
                    tree[$0].relation == .determiner && grammar.has(tree[$0].word, .negations)
                })
            {
                return state(reader.named(owner, .recipient))
            }
            // "Peru is a gangster state", "Peru is a threat".
            guard tree.children(node).contains(where: { tree[$0].relation == .copula }), !isDenied(node, tree) else {
                return nil
            }
            return tree.children(node).first { tree[$0].relation == .subject }.flatMap {
                state(reader.named($0, .recipient))
            }
        case .verb:
            guard !tree.isPassive(node), !isDenied(node, tree),
                Factuality(tree: tree, grammar: grammar).read(node).isFact
            else { return nil }
            return tree.children(node).first { tree[$0].relation == .subject }.flatMap {
                state(reader.named($0, .recipient))
            }
        case .adjective:
            guard tree.children(node).contains(where: { tree[$0].relation == .copula }), !isDenied(node, tree) else {
                return nil
            }
            return tree.children(node).first { tree[$0].relation == .subject }.flatMap {
                state(reader.named($0, .recipient))
            }
        default: return nil
        }
    }

    private func isDenied(_ node: Int, _ tree: Tree) -> Bool {
        tree.children(node).contains {
            grammar.wordClass(tree[$0].word) == .negation || grammar.has(tree[$0].word, .negations)
                || grammar.has(tree[$0].word, .conditionWords)
                || tree[$0].relation == .auxiliary
                    && (grammar.wordClass(tree[$0].word) == .maybe || grammar.has(tree[$0].word, .wouldWords)
                        || grammar.has(tree[$0].word, .demandModals))
        }
    }
}
