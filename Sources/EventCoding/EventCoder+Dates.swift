internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing
internal import TextPrimitives

/// Which expression of time of a sentence is the day of an act: the one that hangs on its words.
extension EventCoder {
    /// The expression nearest to the words of an act in the tree, or nil: one that dates another act, a thing, or the telling is not meant.
    ///
    /// - Parameters:
    ///   - node: The verb or noun that names the act.
    ///   - tree: Its sentence.
    ///   - index: The sentence's index.
    func day(of node: Int, _ tree: Tree, _ index: Int) -> Timex? {
        var best: (timex: Timex, rank: Int)?
        for timex in timexes[firstTimex(from: sentences[index].range.start)...] {
            if timex.range.start >= sentences[index].range.end { break }
            guard timex.type != .duration || timex.ends(with: published), timex.type != .set, timex.anniversary == nil,
                timex.bounds != nil || timex.isDayOfUnknownYear, !isAnothers(timex),
                !(dateline?.overlaps(timex.range) ?? false), let rank = rank(timex, node, tree, index)
            else { continue }
            if rank < best?.rank ?? Int.max { best = (timex, rank) }
        }
        return best?.timex
    }

    /// Whether an expression is of something else than the act: of the thing before its bracket ("the port (3 May 1945)"), or part of a
    /// name that a hyphen joins it to ("the Harbour-2017 drills").
    private func isAnothers(_ timex: Timex) -> Bool {
        let start = timex.range.start
        if start > 1, text[start - 1] == UInt8(ascii: "(") { return true }
        guard timex.range.length == 4, start > 1, text[start - 1] == UInt8(ascii: "-"), text[start].isASCIIDigit else {
            return false
        }
        var first = start - 1
        while first > 0, text[first - 1].isASCIILetter { first -= 1 }
        let word = grammar.id(UTF8Text.string(text, first, start - 1).lowercased())
        return first < start - 1 && grammar.wordClass(word) == .open
    }

    /// The first expression of time at or behind a place; they stand in the order of the text.
    ///
    /// - Complexity: O(log *n*) in expressions.
    func firstTimex(from offset: Int) -> Int {
        timexes.sortedIndex(behind: { $0.range.start < offset })
    }

    /// How near an expression hangs to the words of an act; nil when it hangs on something else.
    private func rank(_ timex: Timex, _ node: Int, _ tree: Tree, _ index: Int) -> Int? {
        let inside = tree.nodes.indices.filter { tree[$0].range.overlaps(timex.range) }
        guard let first = inside.first, let last = inside.last else {
            guard trees.openings[index]?.range == timex.range, let opened = openedVerb(tree) else { return nil }
            return opened == node ? 0 : rank(under: opened, node, tree, isClosing: false)
        }
        guard let top = inside.first(where: { tree[$0].head < first || tree[$0].head > last }) else { return nil }
        var head = tree[top].head
        // A date between commas that was hung on the comma.
        if head >= 0, tree[head].tag == .punctuation { head = tree[head].head }
        guard head >= 0 else { return nil }
        if let verb = verbBehind(last, head, tree) ?? verbBefore(first, last, head, tree) {
            return verb == node ? 0 : rank(under: verb, node, tree, isClosing: false)
        }
        let relation = tree[top].relation
        // "The 2015 deal": the year of a thing.
        if relation == .compound || relation == .adjectiveModifier || relation == .numericModifier
            || relation == .possessor
        {
            // "Fought a 2006 war", but not "criticised the 2015 deal".
            let isCarried =
                head >= 0 && tree[head].head == node && tree[head].relation == .object
                && grammar.has(tree[node].lemma, .carryingVerbs)
            return head == node || isCarried ? 4 : nil
        }
        let preposition = tree.preposition(top)
        // "For the coming year": how long it holds.
        if preposition == Word.for, (timex.bounds?.length ?? 0) > 31, tree[head].tag == .verb, tree[top].head == node {
            return nil
        }
        if preposition == Word.of || grammar.has(preposition, .ofFor), tree.isNominalModifier(top), head != node {
            return nil
        }
        if head == node { return 0 }
        let isClosing = last + 2 >= tree.nodes.count
        if let near = rank(under: head, node, tree, isClosing: isClosing) { return near }
        // "Raids struck six mills in Lima on Monday": a day that was hung on the place is that of the verb.
        let verb = tree[head].head
        guard relation.universal == .oblique || tree.isNominalModifier(top), tree[head].relation.universal == .oblique,
            verb >= 0, tree[verb].tag == .verb, grammar.has(tree.preposition(head), .sceneLinks),
            frames.nouns[tree[head].word] == nil
        else { return nil }
        return rank(under: verb, node, tree, isClosing: isClosing).map { $0 + 1 }
    }

    /// How near an act is to the word that a day hangs on.
    private func rank(under head: Int, _ node: Int, _ tree: Tree, isClosing: Bool) -> Int? {
        // Up: what governs the act as an infinitive, participle or coordinated verb shares its day.
        var current = node
        for step in 1..<5 {
            guard tree[current].head >= 0 else { break }
            switch tree[current].relation {
            case .openComplement, .conjunct, .object, .oblique, .nominalModifier, .passiveSubject, .subject,
                .nominalClause, .adverbClause, .relativeClause:
                current = tree[current].head
            default: return below(head, node, tree, isClosing)
            }
            if current == head {
                return tree[current].tag == .verb || step == 1 ? step : step + 2
            }
        }
        return below(head, node, tree, isClosing)
    }

    /// The main verb behind a day that opens the sentence; of "On Monday Ghana attacked Cuba, the minister said" the first.
    private func openedVerb(_ tree: Tree) -> Int? {
        guard var verb = tree.nodes.indices.first(where: { tree[$0].head < 0 }) else { return nil }
        if tree[verb].isNominal,
            let main = tree.children(verb).first(where: {
                tree[$0].tag == .verb && tree[$0].features.contains(.finite)
                    && (tree[$0].relation == .parataxis || tree[$0].relation == .conjunct)
            })
        {
            verb = main
        }
        for _ in 0..<3 {
            guard
                let said = tree.children(verb).first(where: {
                    $0 < verb && tree[$0].tag == .verb
                        && (tree[$0].relation == .clauseComplement || tree[$0].relation == .parataxis)
                })
            else { break }
            verb = said
        }
        return verb
    }

    /// "The king on 29 August sent a basket": the verb behind a day that was hung on the noun before it, which is no act itself.
    private func verbBehind(_ last: Int, _ head: Int, _ tree: Tree) -> Int? {
        let next = last + 1
        guard head < last, next < tree.nodes.count, tree[head].isNominal,
            frames.nouns[tree[head].word] == nil, frames.nouns[tree[head].lemma] == nil
        else { return nil }
        if tree[next].tag == .verb, tree[next].features.contains(.finite) { return next }
        guard tree[next].tag == .auxiliary, tree[next].head > next, tree[tree[next].head].tag == .verb else {
            return nil
        }
        return tree[next].head
    }

    /// "Will visit Cuba on 3 April, an official said": the verb before a day that was hung on what is behind its comma.
    private func verbBefore(_ first: Int, _ last: Int, _ head: Int, _ tree: Tree) -> Int? {
        guard head > last + 1, tree[head].tag == .verb, tree[last + 1].tag == .punctuation,
            grammar.has(tree[head].lemma, .announcingVerbs)
        else { return nil }
        let above = tree[head].head
        if above >= 0, above < first, tree[above].tag == .verb { return above }
        let said = tree.children(head).last {
            $0 < first && tree[$0].tag == .verb
                && (tree[$0].relation == .clauseComplement || tree[$0].relation == .parataxis)
        }
        if let said { return said }
        return tree.nodes[..<first].indices.last { verb in
            tree[verb].tag == .verb
                && (tree[verb].features.contains(.finite)
                    || tree.children(verb).contains { tree[$0].relation == .auxiliary })
        }
    }

    /// Whether the day of an act that is told in the present, or by a noun, has not come yet: "travels to Cuba on Friday".
    func liesAhead(_ node: Int, _ tree: Tree, _ index: Int) -> Bool {
        guard let limit = published?.to,
            tree[node].tag == .noun || tree[node].features.contains(.finite)
                || tree.children(node).contains(where: { tree[$0].relation == .auxiliary }),
            let day = day(of: node, tree, index), let from = day.bounds?.from,
            let length = day.bounds?.length, length <= 31
        else { return false }
        return from > limit
    }

    /// The day on which the sentence says that an act was told: "said on Tuesday that Ghana had attacked Cuba".
    func dayOfTelling(_ node: Int, _ tree: Tree, _ index: Int) -> DayBounds? {
        var current = node
        for _ in 0..<6 {
            for verb in [current] + tree.children(current)
            where verb != node && tree[verb].tag == .verb && grammar.has(tree[verb].lemma, .announcingVerbs) {
                let isTelling =
                    verb == current || tree[verb].relation == .parataxis || tree[verb].relation == .adverbClause
                if isTelling, let bounds = day(of: verb, tree, index)?.bounds, bounds.length == 1 { return bounds }
            }
            guard tree[current].head >= 0 else { return nil }
            current = tree[current].head
        }
        return nil
    }

    /// "Since the height of the crisis in 2015": what an expression hangs on hangs on "since".
    func isSince(_ timex: Timex, _ node: Int, _ tree: Tree) -> Bool {
        guard var current = tree.nodes.indices.first(where: { tree[$0].range.overlaps(timex.range) }) else {
            return false
        }
        for _ in 0..<6 {
            if current == node { return false }
            if tree.preposition(current) == Word.since || tree[current].word == Word.since { return true }
            guard tree[current].head >= 0 else { return false }
            current = tree[current].head
        }
        return false
    }

    /// "Said after talks with the minister", "said as she received the envoy": what is told of was on the day of the saying.
    func isOccasion(_ node: Int, _ tree: Tree) -> Bool {
        var current = node
        var isOpened = false
        for _ in 0..<6 {
            switch tree[current].relation {
            case .oblique, .nominalModifier, .adverbClause:
                if grammar.has(tree.preposition(current), .occasionOpeners) { isOpened = true }
            case .clauseComplement where grammar.has(tree.preposition(current), .occasionOpeners): isOpened = true
            case .object, .conjunct: break
            default: return false
            }
            current = tree[current].head
            guard current >= 0 else { return false }
            if tree[current].tag == .verb, grammar.has(tree[current].lemma, .announcingVerbs) {
                return isOpened
                    && (tree[current].features.isSuperset(of: [.finite, .past])
                        || tree[current].features.contains(.gerund)
                        || tree[current].features.isSuperset(of: [.participle, .present]))
            }
        }
        return false
    }

    /// An expression below the object or a phrase of the act: "received a message from X on Monday".
    private func below(_ head: Int, _ node: Int, _ tree: Tree, _ isClosing: Bool) -> Int? {
        var current = head
        for step in 5..<10 {
            if tree[current].tag == .verb, current != node {
                // The clause of another act, but for participles of the act's own object.
                let isSpeaking =
                    tree[current].relation == .adverbClause && grammar.has(tree[current].lemma, .speakingVerbs)
                // "Staged a drill targeting Cuba on 3 May": the last day of a sentence is that of its act.
                let isManner =
                    isClosing && tree[current].relation == .adverbClause
                    && (tree[current].features.contains(.gerund)
                        || tree[current].features.isSuperset(of: [.participle, .present]))
                    && !tree.children(current).contains { tree[$0].relation.universal == .subject }
                    && !grammar.has(tree.preposition(current), .sequenceLinks)
                guard
                    tree[current].relation == .nominalClause || tree[current].relation == .openComplement || isSpeaking
                        || isManner
                else { return nil }
            }
            // "The minister who is here, on 3 May": what somebody is has no day.
            if tree[current].relation == .relativeClause, isClosing,
                tree.children(current).contains(where: {
                    tree[$0].relation == .copula && tree[$0].features.contains(.present)
                })
            {
                current = tree[current].head
                if current < 0 { return nil }
                if current == node { return step }
                continue
            }
            if tree[current].relation == .relativeClause || tree[current].relation == .clauseComplement { return nil }
            current = tree[current].head
            if current < 0 { return nil }
            if current == node { return step }
        }
        return nil
    }
}
