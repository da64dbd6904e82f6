internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Statements, commentaries and articles: who signs them accuses whom their harsh words name.
extension EventCoder {
    /// The words of a sentence that only an accuser uses.
    func harshWords(_ sentence: CodedSentence) -> [CodeToken] {
        sentence.tokens.filter {
            grammar.has($0.word, .harshWords)
                || (grammar.verb($0.word).map { grammar.has($0.lemma, .harshWords) } ?? false)
        }
    }

    /// The states that a sentence names, with their words, without one.
    func states(_ sentence: CodedSentence, but own: String?) -> [Mention] {
        Gazetteer.shared.names(in: sentence, text).compactMap { name in
            let country = name.entry.country
            guard country != own, MentionTable.isState(country) || country == "IGO" else { return nil }
            if name.entry.kind == .organisation, name.entry.detail == "agency" || name.entry.detail == "paper" {
                return nil
            }
            var party = Gazetteer.shared.state(country, range: name.range)
            if name.entry.kind == .organisation || name.entry.kind == .person {
                party.id = name.entry.id
                party.name = name.entry.name
                party.kind = name.entry.kind == .person ? .person : .organisation
            }
            return Mention(party: party, kind: .state, source: .explicit, sentence: 0)
        }
    }

    /// "War drills against X", "a raid on the territory of X": what is done to a state is no charge against it.
    private func isVictim(_ mention: Mention, _ sentence: CodedSentence) -> Bool {
        guard let start = mention.party.range?.start else { return false }
        return sentence.tokens.filter { $0.end <= start }.suffix(4).contains {
            grammar.has($0.word, .victimLinks)
        }
    }

    /// A signed statement: the signer accuses the states that two or more harsh sentences name.
    mutating func codeStatement() {
        let opening = DocumentOpening(text, sentences)
        guard let signer, let signed = opening.signed, let own = signer.country else {
            codeUnsigned()
            return
        }
        var order: [String] = []
        var told: [String: (weight: Int, charges: Int, mention: Mention, trigger: TextRange, evidence: [TextRange])] =
            [:]
        for sentence in sentences[(signed + 1)...] {
            let harsh = harshWords(sentence)
            // "A dangerous situation": an adjective alone charges nobody.
            let charges = harsh.filter { !grammar.has($0.word, .weakHarshWords) }
            guard let first = charges.first ?? harsh.first else { continue }
            var seen: Set<String> = []
            for mention in states(sentence, but: own) where !isVictim(mention, sentence) {
                guard let country = mention.country, seen.insert(country).inserted else { continue }
                if told[country] == nil {
                    order.append(country)
                    told[country] = (0, 0, mention, first.range, [])
                }
                if !charges.isEmpty, told[country]?.charges == 0 { told[country]?.trigger = first.range }
                told[country]?.weight += harsh.count
                told[country]?.charges += charges.count
                told[country]?.evidence.append(sentence.range)
            }
        }
        let ranked = order.enumerated().sorted {
            (-(told[$0.element]?.weight ?? 0), $0.offset) < (-(told[$1.element]?.weight ?? 0), $1.offset)
        }.map(\.element)
        let most = ranked.first.flatMap { told[$0]?.weight } ?? 0
        for country in ranked.prefix(2) {
            // Who is charged beside another is so in most of the sentences.
            guard let item = told[country], item.weight >= 2, item.charges > 0, item.weight * 5 >= most * 3 else {
                continue
            }
            var event = Event(root: .accuse, type: "condemnation", trigger: item.trigger, evidence: item.evidence)
            event.mode = .disapprove
            event.actors = [signer.party]
            event.recipients = [item.mention.party]
            event.rules = ["statement.accuse", "party.signer"]
            if let day = timexes.last(where: {
                sentences[signed].range.contains($0.range) && $0.bounds?.length == 1 && $0.anniversary == nil
            }), let bounds = day.bounds, let edtf = bounds.edtf {
                event.when = EventDate(
                    edtf: edtf, bounds: bounds, precision: .day, basis: .explicit, range: day.range)
            }
            events.append(event)
        }
    }

    /// "An article says that …" with harsh words: the paper accuses for the state that it is of.
    mutating func codeCommentary(_ tree: Tree, _ reader: PartyReader, _ index: Int) {
        guard let here else { return }
        let sentence = sentences[index]
        for verb in tree.nodes.indices where tree[verb].tag == .verb && grammar.has(tree[verb].lemma, .commentingVerbs)
        {
            guard let subject = tree.children(verb).first(where: { tree[$0].relation == .subject }),
                grammar.has(tree[subject].lemma, .commentaries)
                    || tree[subject].name >= 0
                        && tree.name(subject)?.entry.detail == "agency",
                let harsh = harshWords(sentence).first,
                let target = states(sentence, but: here.country).first(where: {
                    ($0.party.range?.start ?? 0) > tree[verb].range.start
                })
            else { continue }
            let speaker = here.repeated(at: tree[subject].range, .signer)
            _ = keep(
                EventKind(id: "commentary.accuse", root: .accuse, type: "condemnation", mode: .disapprove), [],
                [speaker], [target], Factuality.Reading(), harsh.range, verb, tree, index, place: nil)
            // A press review tells the articles of its day.
            if let last = events.indices.last, events[last].when == nil, events[last].trigger == harsh.range,
                let published, published.length == 1, let edtf = published.edtf
            {
                events[last].when = EventDate(
                    edtf: edtf, bounds: published, precision: .day, basis: .relativeToEvent, range: nil)
            }
            return
        }
    }
}
