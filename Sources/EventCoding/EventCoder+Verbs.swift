internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Verb frames: what stands around a verb, and which frame is taken.
extension EventCoder {
    /// The words of a verb's clause that its frames ask for.
    struct Arguments {
        var verb: Int
        var isPassive = false
        /// Who acts: the subject, of a passive the agent.
        var subject: [Int] = []
        /// What is acted on: the object, of a passive the subject.
        var object: [Int] = []
        var hasAgent = false
        /// Who is given the object of a passive: "she was granted asylum".
        var given: [Int] = []
        /// Whether the order of the pieces gave them, and not the tree.
        var isLinear = false
    }

    func arguments(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> Arguments {
        var result = Arguments(verb: verb)
        let (subject, isPassive) = tree.subject(verb)
        result.isPassive = isPassive
        var agents = tree.children(verb).filter {
            tree[$0].relation == .agent || isPassive && tree.isOblique($0) && tree.preposition($0) == Word.by
        }
        // "Was sent to the president of X by the king of Y": the agent was hung on the noun before it.
        if isPassive, agents.isEmpty { agents = linearPhrases(Word.by.rawValue, verb, tree, reader) }
        var objects = tree.children(verb).filter { tree[$0].relation == .object && !isTime($0, tree) }
        if objects.isEmpty { objects = tree.children(verb).filter { tree[$0].relation == .indirectObject } }
        if objects.isEmpty, !isPassive { objects = tree.children(verb).filter { isParticleObject($0, verb, tree) } }
        if objects.isEmpty, !isPassive { objects = bareObjects(verb, tree) }
        if !isPassive, objects.allSatisfy({ isDated($0, tree) }) {
            objects = objectBehindDay(verb, tree).map { [$0] } ?? objects
        }
        if tree[verb].relation == .relativeClause, objects.isEmpty, !isPassive, tree[verb].head >= 0,
            let own = tree.children(verb).first(where: { tree[$0].relation == .subject }),
            !grammar.has(tree[own].word, .relativeWords),
            tree[own].chunk < 0 || tree[own].chunk != tree[tree[verb].head].chunk
        {
            objects = [tree[verb].head]
        }
        result.hasAgent = !agents.isEmpty
        result.subject = isPassive ? agents : subject
        result.object = isPassive ? subject : objects
        if isPassive, !subject.isEmpty, let first = objects.first, tree[first].tag == .noun,
            tree[first].relation == .object, first > verb, grammar.has(tree[verb].lemma, .dativeVerbs)
        {
            result.given = subject
            result.object = objects
        }
        return result
    }

    /// Nouns behind a verb without a preposition that were read as something else than its object: "deployed troops", "laid bare the moves".
    private func bareObjects(_ verb: Int, _ tree: Tree) -> [Int] {
        for child in tree.children(verb) where child == verb + 1 && tree[child].relation == .openComplement {
            let inner = tree.children(child).filter { tree[$0].relation == .object }
            if !inner.isEmpty { return inner }
        }
        let found = tree.children(verb).first { child in
            guard child > verb, child <= verb + 6, tree[child].isNominal, tree[child].tag != .numeral,
                tree.preposition(child) < 0, !timexes.contains(where: { $0.range.overlaps(tree[child].range) }),
                !grammar.has(tree[child].word, .timeNouns),
                !tree.children(child).contains(where: { tree[$0].relation == .coordinator })
            else { return false }
            switch tree[child].relation {
            case .oblique, .conjunct, .apposition, .unspecified, .nominalModifier, .unmarkedNominal: return true
            default: return false
            }
        }
        return found.map { [$0] } ?? []
    }

    /// Whether a word lies in an expression of time.
    private func isDated(_ node: Int, _ tree: Tree) -> Bool {
        timexes.contains { $0.range.overlaps(tree[node].range) }
    }

    /// "Held from 2 to 5 March a conference": the object behind a day was read as the day's apposition.
    private func objectBehindDay(_ verb: Int, _ tree: Tree) -> Int? {
        let last = min(verb + 16, tree.nodes.count)
        guard verb + 1 < last else { return nil }
        return (verb + 1..<last).first { node in
            let head = tree[node].head
            return tree[node].relation == .apposition && tree[node].tag == .noun && head > verb && isDated(head, tree)
                && !isDated(node, tree) && tree.hangs(head, on: verb)
        }
    }

    /// "Handed over a letter": the particle was read as a preposition.
    private func isParticleObject(_ node: Int, _ verb: Int, _ tree: Tree) -> Bool {
        guard tree.isOblique(node) else { return false }
        let word = tree.preposition(node)
        let lemma = tree[verb].lemma
        return word == Word.over && grammar.has(lemma, .takesOver) || word == Word.out && grammar.has(lemma, .takesOut)
            || word == Word.up && grammar.has(lemma, .takesUp) || word == Word.off && grammar.has(lemma, .takesOff)
            || word == Word.down && grammar.has(lemma, .takesDown)
            || word == Word.back && grammar.has(lemma, .takesBack)
    }

    /// Codes the first frame of a verb that fits and finds its parties; whether one did.
    mutating func codeVerb(_ verb: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) -> Bool {
        guard let candidates = frames.verbs[tree[verb].lemma],
            grammar.wordClass(tree[verb].word) == .open
                || tree[verb].tag == .verb && grammar.wordClass(tree[verb].word) == .have
        else { return false }
        let truth = Factuality(tree: tree, grammar: grammar).read(verb)
        // Frames that find two parties come before one that finds the actor alone, and the tree before the order of the pieces.
        let readings = readings(verb, tree, reader)
        var rejections: [(frame: VerbFrame, reason: String)] = []
        var fitting: [[VerbFrame]] = []
        for arguments in readings {
            let frames = candidates.filter {
                fits($0, arguments, tree, reader) && (tree[verb].tag != .adjective || !$0.needsObject)
                    && (!$0.options.contains(.whenNegated) || truth.isNegated && !truth.isYet)
            }
            fitting.append(frames)
            for frame in frames {
                guard let reason = fill(frame, arguments, truth, tree, reader, index, isAlone: false) else {
                    return true
                }
                if !rejections.contains(where: { $0.frame.id == frame.id }) { rejections.append((frame, reason)) }
            }
        }
        for (arguments, frames) in zip(readings, fitting) {
            for frame in frames where fill(frame, arguments, truth, tree, reader, index, isAlone: true) == nil {
                return true
            }
        }
        for (frame, reason) in rejections { reject(trigger(frame, readings[0], tree), frame.id, reason) }
        return false
    }

    /// What stands around a verb: as the tree has it, then with what the order of the pieces adds where the tree names nobody.
    private func readings(_ verb: Int, _ tree: Tree, _ reader: PartyReader) -> [Arguments] {
        let own = arguments(verb, tree, reader)
        guard var linear = linearArguments(verb, tree, reader) else { return [own] }
        var result = [own]
        if linear.isPassive == own.isPassive {
            let names = own.subject.contains { !reader.parties($0, .actor).isEmpty }
            if names || own.subject.contains(where: { tree[$0].tag == .pronoun }) { linear.subject = own.subject }
            if !own.object.isEmpty, !own.isPassive { linear.object = own.object }
        }
        linear.isLinear = true
        if linear.subject != own.subject || linear.object != own.object { result.append(linear) }
        return result
    }

    /// "The minister of Ghana was in Cuba on Monday", "will be in Lima": an official who is in another state visits it.
    mutating func codePresence(_ place: Int, _ tree: Tree, _ reader: PartyReader, _ index: Int) {
        guard tree[place].name >= 0, grammar.has(tree.preposition(place), .inAt),
            tree.children(place).contains(where: { tree[$0].relation == .copula }),
            let subject = tree.children(place).first(where: { tree[$0].relation == .subject })
        else { return }
        let chunk = Int(tree[subject].chunk)
        let isOfficial = chunk >= 0 && reader.sentence.parties(chunk).contains { $0.kind.isPerson }
        let guests = reader.parties(subject, .actor).filter {
            $0.kind == .person || isOfficial || grammar.has(tree[subject].word, .visitorNouns)
        }
        guard !guests.isEmpty, !tree.children(subject).contains(where: { grammar.has(tree[$0].word, .postNouns) }),
            !grammar.has(tree[subject].lemma, .postNouns)
        else { return }
        let hosts = reader.parties(place, .place, excluding: Set(guests.compactMap(\.country))).filter {
            $0.kind == .state && MentionTable.isState($0.country)
        }
        guard !hosts.isEmpty else { return }
        _ = keep(
            EventKind(id: "visit.be-in", root: .consult, type: "visit", mode: .visit), [.goesTo], guests, hosts,
            Factuality(tree: tree, grammar: grammar).read(place), tree[place].range, place, tree, index, place: nil)
    }

    /// "From the president of A, the premier of B and the king of C": long lists are read as all sorts of things, but each
    /// member is an office or a state behind a comma or "and".
    func listed(behind node: Int, _ tree: Tree, _ reader: PartyReader) -> [Mention] {
        var result: [Mention] = []
        for next in (node + 1)..<max(node + 1, tree.nodes.count) {
            if tree[next].features.contains(.finite) { break }
            guard tree[next].isNominal, Offices.isOffice(tree[next].lemma) else { continue }
            var before = next - 1
            while before > node,
                tree[before].tag == .adjective || tree[before].tag == .determiner || tree[before].name >= 0
            {
                before -= 1
            }
            guard before > node, tree[before].tag == .punctuation || tree[before].tag == .coordinator else { continue }
            result += reader.named(next, .actor).map { [$0] } ?? []
        }
        return result
    }
}
