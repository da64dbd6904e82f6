internal import ActorCoding
internal import TextPrimitives

/// What a frame asks for beside its slots, by the words of its column of options.
struct FrameOptions: OptionSet, Sendable {
    let rawValue: UInt64

    /// All parties act on each other.
    static let reciprocal = FrameOptions(rawValue: 1 << 0)
    /// A passive without an agent is done by the state that it takes place in.
    static let atPlace = FrameOptions(rawValue: 1 << 1)
    /// The complement must be a bad word: "called X a liar".
    static let badComplement = FrameOptions(rawValue: 1 << 2)
    /// Only crowds and bodies of people do it, not states.
    static let crowd = FrameOptions(rawValue: 1 << 3)
    /// The subject must be a force: ships, aircraft.
    static let forceSubject = FrameOptions(rawValue: 1 << 4)
    /// Who is acted on is where somebody goes: cities count.
    static let goesTo = FrameOptions(rawValue: 1 << 5)
    /// The object itself must be a party.
    static let headObject = FrameOptions(rawValue: 1 << 6)
    /// The object must be a force: troops, missiles, ships.
    static let needsForce = FrameOptions(rawValue: 1 << 7)
    /// A verb must bring it about.
    static let needsCarrier = FrameOptions(rawValue: 1 << 8)
    /// A state alone cannot do it.
    static let needsOfficial = FrameOptions(rawValue: 1 << 9)
    /// It is done to states, their bodies and officials, named as the object.
    static let needsState = FrameOptions(rawValue: 1 << 10)
    /// Two states must be named in its own words.
    static let needsTwo = FrameOptions(rawValue: 1 << 11)
    /// An infinitive must follow.
    static let needsInfinitive = FrameOptions(rawValue: 1 << 12)
    /// Its modifier stands behind "of".
    static let ofNoun = FrameOptions(rawValue: 1 << 13)
    /// It goes on in the present tense.
    static let ongoing = FrameOptions(rawValue: 1 << 14)
    /// The object must be a party or hold one.
    static let needsParty = FrameOptions(rawValue: 1 << 15)
    /// The object must be people.
    static let needsPeople = FrameOptions(rawValue: 1 << 16)
    /// What stands behind the preposition must be a party.
    static let needsPartyWith = FrameOptions(rawValue: 1 << 17)
    /// Only its passive counts.
    static let passiveOnly = FrameOptions(rawValue: 1 << 18)
    /// Several must do it, or one with another.
    static let pluralOrWith = FrameOptions(rawValue: 1 << 19)
    /// The object must be no paper, word or film.
    static let notDocument = FrameOptions(rawValue: 1 << 20)
    /// No other state of the clause fills an empty slot.
    static let noFill = FrameOptions(rawValue: 1 << 21)
    /// What is declared is a persona non grata.
    static let persona = FrameOptions(rawValue: 1 << 22)
    /// Only its negation counts.
    static let whenNegated = FrameOptions(rawValue: 1 << 23)
    /// Somebody is put on a list of sanctions.
    static let toList = FrameOptions(rawValue: 1 << 24)
    /// What is hit must be people, a force, a building, a vehicle or a state.
    static let needsTarget = FrameOptions(rawValue: 1 << 25)
    /// The word is often figurative: the object must be no play, pitch or record.
    static let assault = FrameOptions(rawValue: 1 << 26)
    /// The senders stand in a list.
    static let listed = FrameOptions(rawValue: 1 << 27)
    /// Any verb that governs the noun carries it: "came at the invitation of".
    static let anyVerb = FrameOptions(rawValue: 1 << 28)
    /// Only a state itself is acted on, none of its bodies.
    static let stateOnly = FrameOptions(rawValue: 1 << 29)

    /// With ``atPlace``: who is put out of a state is put out by it.
    static let fromPlace = FrameOptions(rawValue: 1 << 30)

    /// It counts only as the finite verb of a clause, not in an infinitive, a participle or a wish.
    static let told = FrameOptions(rawValue: 1 << 31)

    /// A passive without an agent is done by the state whose the goods are.
    static let ofOrigin = FrameOptions(rawValue: 1 << 32)

    /// A strike, a force or who has one hits people, forces or buildings: "strikes targeting rebels", and no policy.
    static let hits = FrameOptions(rawValue: 1 << 33)

    /// The noun stands behind "at": "at the request of".
    static let behindAt = FrameOptions(rawValue: 1 << 34)

    /// What stands behind its preposition are talks, cooperation or relations.
    static let needsDialogue = FrameOptions(rawValue: 1 << 35)

    /// The object is no subject of a clause without "that": "warned Russia could attack".
    static let wholeObject = FrameOptions(rawValue: 1 << 36)

    /// The options by their names in the data files.
    static let named: [String: FrameOptions] = [
        "R": reciprocal, "at-place": atPlace, "bad-complement": badComplement, "crowd": crowd,
        "force-subject": forceSubject, "goes-to": goesTo, "head-object": headObject, "needs-force": needsForce,
        "needs-carrier": needsCarrier, "needs-official": needsOfficial, "needs-state": needsState,
        "needs-two": needsTwo, "needs-infinitive": needsInfinitive, "of-noun": ofNoun, "ongoing": ongoing,
        "needs-party": needsParty, "needs-people": needsPeople, "needs-party-with": needsPartyWith,
        "passive-only": passiveOnly, "plural-or-with": pluralOrWith, "not-document": notDocument, "no-fill": noFill,
        "persona": persona, "when-negated": whenNegated, "to-list": toList, "needs-target": needsTarget,
        "assault": assault, "listed": listed, "any-verb": anyVerb, "state-only": stateOnly,
        "from-place": fromPlace, "told": told, "of-origin": ofOrigin, "hits": hits, "behind-at": behindAt,
        "needs-dialogue": needsDialogue, "whole-object": wholeObject,
    ]
}

extension FrameOptions {
    /// Reads a column of options.
    ///
    /// - Throws: `ResourceFault` for a name that is none of them.
    init(_ row: ResourceRow, column: Int) throws(ResourceFault) {
        self = []
        for name in row[column].split(separator: " ") {
            guard let option = FrameOptions.named[String(name)] else { throw row.fault("“\(name)” is no option") }
            insert(option)
        }
    }
}

/// Where a party of a frame stands: a path in the tree of the sentence.
enum Slot: Hashable, Sendable {
    /// The subject, also through coordination, infinitives, participles and relative clauses; of a passive what stands behind "by".
    case subject
    /// The object, of a passive the subject.
    case object
    /// The genitive, adjective or noun before a noun.
    case possessor
    /// The subject of the verb that carries a noun.
    case carrier
    /// The first state of the clause behind a verb.
    case content
    /// "Here" and "home" beside the verb: the state of the dateline.
    case here
    /// The phrase behind a preposition, on the verb, on its object, or on what hangs on that.
    case phrase(Int32)

    /// Reads a slot's name in the data files.
    init(named name: String) {
        switch name {
        case "subj": self = .subject
        case "obj": self = .object
        case "poss": self = .possessor
        case "sup": self = .carrier
        case "that", "xcomp": self = .content
        case "here": self = .here
        default: self = .phrase(Grammar.english.id(name))
        }
    }
}
