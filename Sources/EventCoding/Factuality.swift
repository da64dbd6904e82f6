internal import ActorCoding
internal import DocumentModel

/// Whether an event is told as a fact: negation, plan, allegation and denial, scoped over clauses.
struct Factuality {
    let sentence: CodedSentence
    let reader: ClauseReader
    let grammar: Grammar

    /// Roots that stay what they are when they lie ahead.
    private static let verbal: Set<Root> = [.agree, .request, .threaten, .reject, .accuse]
    private static let conflict: Set<Root> = [.sanction, .coerce, .assault, .mobilize, .protest]

    /// Sets polarity, status and root; false when the clause tells no event at all.
    func apply(
        _ event: inout Event, _ group: VerbGroup, _ position: Int, _ arguments: ClauseArguments, _ options: FrameOptions
    ) -> Bool {
        let isNothing = arguments.object.first.map {
            sentence.tokens[sentence.chunks[$0].first].word == .no
        }
        // "Neither bought nor asked for".
        let isNor = position > 0 && reader.word(position - 1) == .nor
        if group.isNegated || isNor || isNothing ?? false { event.polarity = .negated }
        if group.isAlleged { event.polarity = .alleged }
        if group.isParticiple, isProposed(position) { return false }
        if group.isInfinitive, followsProposal(position) { return false }
        let opener = arguments.opener
        if grammar.has(opener, .questionOpeners) {
            guard isDetermined(position) else { return false }
            event.polarity = .unverified
        }
        if opener == .whether { event.polarity = .unverified }
        if group.isUnsure, event.root != .threaten, event.polarity == .asserted { event.polarity = .unverified }
        if let governor = governor(of: position) {
            switch governor.kind {
            case .planning:
                planned(&event)
            // "Vowed to return it": the vow is an event of its own, and this is what it says.
            case .offering:
                guard FrameTable.english.verbs[sentence.chunks[governor.chunk].verb?.lemma ?? -1] == nil else {
                    return false
                }
                planned(&event)
            case .refusing: return false
            case .threatening: return false
            case .denying: event.polarity = .denied
            case .alleging: event.polarity = .alleged
            case .demanding: return false
            case .none: break
            }
            event.rules.append("mood.\(governor.kind.rawValue)")
        }
        if group.isFuture || group.isModal, event.polarity == .asserted {
            if group.isModal, isReported(position) || opener < 0 {
                planned(&event)
            } else if group.isFuture {
                planned(&event)
            } else {
                return false
            }
        }
        return true
    }

    /// A cooperative act that lies ahead is an agreement to do it; a hostile one a threat.
    private func planned(_ event: inout Event) {
        guard event.polarity == .asserted else { return }
        if Factuality.conflict.contains(event.root) || event.type == "court_case" {
            event.root = .threaten
            event.type = "threat"
            event.mode = nil
            return
        }
        if !Factuality.verbal.contains(event.root) {
            event.type = "planned_\(event.type)"
            event.root = .agree
            event.mode = nil
        }
        event.polarity = .planned
    }

    /// Whether an infinitive is only proposed, refused or asked for: "rejected an invitation to attend", "an offer to host".
    func isUnrealised(_ position: Int) -> Bool {
        guard let group = sentence.chunks[position].verb else { return false }
        if group.isParticiple { return isProposed(position) }
        guard group.isInfinitive else { return false }
        if followsProposal(position) { return true }
        switch governor(of: position)?.kind {
        case .refusing, .offering, .threatening, .demanding, .denying: return true
        default: return false
        }
    }

    /// Whether the noun directly before a verb is a proposal, an offer or the like.
    private func followsProposal(_ position: Int) -> Bool {
        guard position > 0, sentence.chunks[position - 1].kind == .noun else { return false }
        return grammar.has(sentence.tokens[sentence.chunks[position - 1].head].word, .proposals)
    }

    /// What the verb that governs a clause does to it.
    enum Kind: String {
        case planning
        case offering
        case refusing
        case threatening
        case denying
        case alleging
        case demanding
        case none
    }

    private static let moods: [(list: WordList, kind: Kind)] = [
        (.moodsPlanning, .planning), (.moodsOffering, .offering), (.moodsRefusing, .refusing),
        (.moodsThreatening, .threatening), (.moodsDenying, .denying), (.moodsAlleging, .alleging),
        (.moodsDemanding, .demanding),
    ]

    private func kind(of lemma: Int32) -> Kind {
        for mood in Factuality.moods where grammar.has(lemma, mood.list) { return mood.kind }
        return .none
    }

    /// The verb in whose scope a clause stands.
    private func governor(of position: Int) -> (kind: Kind, chunk: Int)? {
        guard let group = sentence.chunks[position].verb else { return nil }
        var index = position - 1
        var sawSubordinator = false
        while index >= 0 {
            let chunk = sentence.chunks[index]
            if chunk.kind == .subordinator, chunk.word == .that { sawSubordinator = true }
            if chunk.kind == .relative { return nil }
            if chunk.kind == .verb, let verb = chunk.verb {
                let kind = kind(of: verb.lemma)
                // Infinitives and gerunds hang on the verb before; finite clauses only behind "that" or a verb of denial or allegation.
                if group.isInfinitive || group.isParticiple || sawSubordinator {
                    return kind == .none ? nil : (kind, index)
                }
                if kind == .alleging || kind == .denying, sawSubordinator || index == position - 2 {
                    return (kind, index)
                }
                return nil
            }
            index -= 1
        }
        // "Reports of gunfire were denied by": the verb behind the noun.
        return nil
    }

    /// "A proposal for signing a treaty", "a plan for buying grain": what is proposed is not done.
    private func isProposed(_ position: Int) -> Bool {
        guard position >= 2, sentence.chunks[position - 1].kind == .preposition,
            sentence.chunks[position - 2].kind == .noun
        else { return false }
        return grammar.has(sentence.tokens[sentence.chunks[position - 2].head].word, .proposals)
    }

    /// "to determine if": the question is open.
    private func isDetermined(_ position: Int) -> Bool {
        sentence.chunks[..<position].contains { chunk in
            chunk.verb.map {
                grammar.has($0.lemma, .inquiringVerbs)
            } ?? false
        }
    }

    private func isReported(_ position: Int) -> Bool {
        sentence.chunks[..<position].contains { chunk in
            chunk.verb.map {
                grammar.has($0.lemma, .announcingVerbs)
            } ?? false
        }
    }
}
