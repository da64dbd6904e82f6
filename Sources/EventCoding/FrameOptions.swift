internal import ActorCoding
internal import TextPrimitives

/// What a frame asks for beside its slots, by the words of its column of options.
struct FrameOptions: OptionSet, Sendable {
    let rawValue: UInt32

    /// All parties act on each other.
    static let reciprocal = FrameOptions(rawValue: 1 << 0)
    /// Every object must be one of the frame's.
    static let allObjects = FrameOptions(rawValue: 1 << 1)
    /// Who acts is who sends, not who carries.
    static let carrier = FrameOptions(rawValue: 1 << 2)
    /// A clause may stand for the object.
    static let content = FrameOptions(rawValue: 1 << 3)
    /// It denies, and answers a charge.
    static let denial = FrameOptions(rawValue: 1 << 4)
    /// Who is acted on is where somebody goes.
    static let goesTo = FrameOptions(rawValue: 1 << 5)
    /// The object itself must be a party or one of the frame's nouns.
    static let headObject = FrameOptions(rawValue: 1 << 6)
    /// It takes place in the land of the other party.
    static let intoNeighbour = FrameOptions(rawValue: 1 << 7)
    /// A verb must bring it about.
    static let needsCarrier = FrameOptions(rawValue: 1 << 8)
    /// A state alone cannot do it.
    static let needsOfficial = FrameOptions(rawValue: 1 << 9)
    /// It is done to states only.
    static let needsState = FrameOptions(rawValue: 1 << 10)
    /// Two states must take part.
    static let needsTwo = FrameOptions(rawValue: 1 << 11)
    /// Only bodies and crowds do it.
    static let notStateActor = FrameOptions(rawValue: 1 << 12)
    /// Its modifier stands behind "of".
    static let ofNoun = FrameOptions(rawValue: 1 << 13)
    /// It goes on in the present tense.
    static let ongoing = FrameOptions(rawValue: 1 << 14)
    /// What it is done to may be one's own, and then the other side is meant.
    static let ownObject = FrameOptions(rawValue: 1 << 15)
    /// The two states of the text do it.
    static let pair = FrameOptions(rawValue: 1 << 16)
    /// The two states of the text may do it.
    static let pairOk = FrameOptions(rawValue: 1 << 17)
    /// Only its passive counts.
    static let passiveOnly = FrameOptions(rawValue: 1 << 18)
    /// Several must do it, or one with another.
    static let pluralOrWith = FrameOptions(rawValue: 1 << 19)
    /// It must stand in a quotation.
    static let quotedOnly = FrameOptions(rawValue: 1 << 20)
    /// What is sent is the sender's own.
    static let sentOwn = FrameOptions(rawValue: 1 << 21)
    /// It is directed at what stands behind "on".
    static let voteAgainst = FrameOptions(rawValue: 1 << 22)
    /// Only its negation counts.
    static let whenNegated = FrameOptions(rawValue: 1 << 23)

    /// The options by their names in the data files.
    static let named: [String: FrameOptions] = [
        "R": reciprocal,
        "all-objects": allObjects,
        "carrier": carrier,
        "content": content,
        "denial": denial,
        "goes-to": goesTo,
        "head-object": headObject,
        "into-neighbour": intoNeighbour,
        "needs-carrier": needsCarrier,
        "needs-official": needsOfficial,
        "needs-state": needsState,
        "needs-two": needsTwo,
        "not-state-actor": notStateActor,
        "of-noun": ofNoun,
        "ongoing": ongoing,
        "own-object": ownObject,
        "pair": pair,
        "pair-ok": pairOk,
        "passive-only": passiveOnly,
        "plural-or-with": pluralOrWith,
        "quoted-only": quotedOnly,
        "sent-own": sentOwn,
        "vote-against": voteAgainst,
        "when-negated": whenNegated,
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

/// Where a party of a frame stands.
enum Slot: Hashable, Sendable {
    /// The subject, of a passive what stands behind "by".
    case subject
    /// The object, of a passive the subject.
    case object
    /// The genitive, adjective or possessive before a noun.
    case possessor
    /// The subject of the verb that carries a noun.
    case carrier
    /// The subject of the sentence's first verb.
    case clauseSubject
    /// The two states that the text is about.
    case pair
    /// The first party of the clause behind the verb.
    case content
    /// The phrase behind a preposition.
    case phrase(Int32)

    /// Reads a slot's name in the data files.
    init(named name: String) {
        switch name {
        case "subj": self = .subject
        case "obj": self = .object
        case "poss": self = .possessor
        case "sup": self = .carrier
        case "sup-obj": self = .clauseSubject
        case "by-pair": self = .pair
        case "that": self = .content
        case "of-actor": self = .phrase(Word.of.rawValue)
        default: self = .phrase(Grammar.english.id(name))
        }
    }
}
