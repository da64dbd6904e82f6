internal import ActorCoding
internal import DocumentModel

/// Fills the slots of a frame from the arguments of a verb.
struct SlotReader {
    let sentence: CodedSentence
    let arguments: ClauseArguments
    let group: VerbGroup
    let verb: Int
    private let grammar = Grammar.english

    init(sentence: CodedSentence, arguments: ClauseArguments, group: VerbGroup, verb: Int) {
        self.sentence = sentence
        self.arguments = arguments
        self.group = group
        self.verb = verb
    }

    /// The parties of a slot; a passive turns subject and object round.
    func parties(_ slot: Slot) -> [Party] {
        switch slot {
        case .subject:
            guard group.isPassive else { return of(arguments.subject, deep: true) }
            return named(.by)
        case .object:
            return of(group.isPassive ? arguments.subject : arguments.object, deep: true)
        case .phrase(let word): return named(word)
        default: return []
        }
    }

    /// The parties of the first phrase with a preposition that names any.
    func named(_ word: Word) -> [Party] { named(word.rawValue) }

    private func named(_ word: Int32) -> [Party] {
        for phrase in arguments.phrases where phrase.word == word {
            let found = of(phrase.chunks, deep: true)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The parties of some chunks; with `deep`, also those named inside them or in an "of" phrase behind.
    func of(_ chunks: [Int], deep: Bool) -> [Party] {
        var result: [Party] = []
        for chunk in chunks {
            let piece = sentence.chunks[chunk]
            if !sentence.parties(of: piece).isEmpty {
                result += sentence.parties(of: piece)
                continue
            }
            guard deep else { continue }
            let named = sentence.names(of: piece).filter {
                $0.entry.kind != .person && ($0.entry.country.utf8.count == 3)
            }
            if !named.isEmpty {
                result += named.map { state($0.entry, chunk) }
                continue
            }
            // "the role of Ghana", "an agreement with Cuba".
            if chunk + 2 < sentence.chunks.count, sentence.chunks[chunk + 1].kind == .preposition,
                grammar.has(sentence.chunks[chunk + 1].word, .innerLinks),
                sentence.chunks[chunk + 2].kind == .noun
            {
                let next = sentence.chunks[chunk + 2]
                // "A round in Kinshasa": where it was held, not with whom.
                if sentence.chunks[chunk + 1].word == .in, sentence.names(of: next).last?.entry.kind == .seat {
                    continue
                }
                result +=
                    sentence.parties(of: next).isEmpty
                    ? sentence.names(of: next).filter { $0.entry.kind != .person }.map { state($0.entry, chunk + 2) }
                    : Array(sentence.parties(of: next))
            }
        }
        return result
    }

    private func state(_ entry: GazetteerEntry, _ chunk: Int) -> Party {
        Party(
            id: entry.kind == .organisation ? entry.id : "state:\(entry.country)", name: entry.name,
            country: entry.country,
            kind: entry.kind == .organisation ? .organisation : .state,
            range: sentence.range(of: sentence.chunks[chunk]))
    }

    /// The place of the first phrase with a preposition; for `obj` that of the object.
    func place(_ slot: Slot) -> Place? {
        if slot == .object { return arguments.object.lazy.compactMap { sentence.place($0) }.first }
        guard case .phrase(let word) = slot else { return nil }
        for phrase in arguments.phrases where phrase.word == word {
            for chunk in phrase.chunks {
                if let place = sentence.place(chunk) { return place }
            }
        }
        return nil
    }
}
