internal import ActorCoding
internal import DocumentModel
internal import GrammarParsing

/// The words beside a verb that say how it is told: auxiliaries, negation, adverbs.
extension Factuality {
    /// What the auxiliaries, adverbs and conjunctions of a verb say.
    struct Auxiliaries {
        var isNegated = false
        var isFuture = false
        var isUnreal = false
        var isWould = false
        var isPerfect = false
        /// Whether a form of "be" was read as its copula.
        var isBe = false
        /// Whether it is what is to be done: "is to sign".
        var isBound = false
        var isObligation = false
        var isAlleging = false
        var isConditional = false
        /// Whether it is said to have come near: "almost", "nearly".
        var isNearly = false
        /// Whether it has an auxiliary or a subject of its own.
        var isAny = false
        var hasOnlySubject = true
    }

    func auxiliaries(_ verb: Int) -> Auxiliaries {
        var result = Auxiliaries()
        var firstAuxiliary = -1
        var firstSubject = -1
        var hasBe = false
        for child in tree.children(verb) {
            let word = tree[child].word
            switch tree[child].relation {
            case .adverbModifier, .determiner:
                if grammar.wordClass(word) == .negation || grammar.has(word, .negations) {
                    // "Not only".
                    let isMere = child + 1 < tree.nodes.count && grammar.has(tree[child + 1].word, .mereWords)
                    if !isMere { result.isNegated = true }
                } else if grammar.wordClass(word) == .alleging {
                    result.isAlleging = true
                } else if grammar.has(word, .nearlyWords), child + 1 == verb {
                    result.isNearly = true
                } else if grammar.has(word, .maybeWords), child < verb {
                    result.isUnreal = true
                }
            case .auxiliary, .passiveAuxiliary:
                result.isAny = true
                result.hasOnlySubject = false
                if firstAuxiliary < 0 { firstAuxiliary = child }
                if grammar.wordClass(word) == .be { hasBe = true }
                if grammar.has(word, .wouldWords) {
                    result.isWould = true
                    break
                }
                switch grammar.wordClass(word) {
                case .future: result.isFuture = true
                case .maybe: result.isUnreal = true
                case .modal:
                    if grammar.has(word, .demandModals) {
                        result.isObligation = true
                    } else {
                        result.isUnreal = true
                    }
                case .have: result.isPerfect = true
                default: break
                }
            // "Neither bought nor asked for rice".
            case .coordinator:
                if grammar.has(word, .negations) { result.isNegated = true }
            // "Was to have signed".
            case .copula:
                result.isBe = true
                hasBe = true
            case .marker:
                if grammar.has(word, .conditionWords) { result.isConditional = true }
                // "Is to sign".
                if word == Word.to, hasBe { result.isBound = true }
            case .object:
                if tree.children(child).contains(where: {
                    tree[$0].relation == .determiner && grammar.has(tree[$0].word, .negations)
                }) {
                    result.isNegated = true
                }
            case .subject, .passiveSubject:
                result.isAny = true
                if firstSubject < 0 { firstSubject = child }
                // "Neither Ghana nor Peru attacked Cuba", however the pair was hung.
                if child > 0, grammar.has(tree[child - 1].word, .neitherWords) { result.isNegated = true }
                if tree.children(child).contains(where: {
                    tree[$0].relation == .determiner && grammar.has(tree[$0].word, .negations)
                }) {
                    result.isNegated = true
                }
            default: break
            }
        }
        // "Ghana neither attacked Cuba nor", however "neither" was hung.
        if verb > 0, grammar.has(tree[verb - 1].word, .neitherWords) { result.isNegated = true }
        if result.isBound { if result.isPerfect { result.isUnreal = true } else { result.isFuture = true } }
        // "Had the talks failed, …": the auxiliary before the subject, and no question.
        if firstAuxiliary >= 0, firstSubject > firstAuxiliary, grammar.has(tree[firstAuxiliary].word, .invertedWords) {
            result.isConditional = true
        }
        return result
    }

    /// "Had the talks failed, …", however it was read: the auxiliary opens the clause and its subject stands before the verb.
    func isInverted(_ verb: Int) -> Bool {
        for index in stride(from: verb - 1, through: 0, by: -1) {
            if index > 0, tree[index].features.contains(.finite), tree[index].tag == .verb,
                !grammar.has(tree[index].word, .invertedWords)
            {
                return false
            }
            guard grammar.has(tree[index].word, .invertedWords) else {
                if tree[index].tag == .punctuation { return false }
                continue
            }
            return (index == 0 || tree[index - 1].tag == .punctuation) && index + 1 < verb
                && (tree[index + 1].isNominal || tree[index + 1].tag == .determiner)
        }
        return false
    }
}
