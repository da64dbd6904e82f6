internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// A verb frame of `events/en/frames.tsv`.
final class VerbFrame: Sendable {
    let id: String
    /// Word ids of which one must stand in the object; empty for any or none.
    let objects: Set<Int32>
    /// Whether an object must be there, must not be there, or either.
    let needsObject: Bool?
    /// Words of which one must follow the verb, or prepositions of which one must open a phrase; empty for none.
    let with: [Int32]
    let isParticle: Bool
    /// Whether "to" and a court must follow.
    let goesToCourt: Bool
    /// Whether the object must be called joint.
    let isJoint: Bool
    let root: Root
    let type: String
    let mode: Mode?
    let actor: [Slot]
    let recipient: [Slot]
    let options: FrameOptions

    init(
        id: String, objects: Set<Int32>, needsObject: Bool?, with: [Int32], isParticle: Bool, goesToCourt: Bool,
        isJoint: Bool, root: Root, type: String, mode: Mode?, actor: [Slot], recipient: [Slot],
        options: FrameOptions
    ) {
        self.id = id
        self.objects = objects
        self.needsObject = needsObject
        self.with = with
        self.isParticle = isParticle
        self.goesToCourt = goesToCourt
        self.isJoint = isJoint
        self.root = root
        self.type = type
        self.mode = mode
        self.actor = actor
        self.recipient = recipient
        self.options = options
    }
}

/// A nominal frame of `events/en/nominals.tsv`.
final class NominalFrame: Sendable {
    let id: String
    let modifiers: Set<Int32>
    let root: Root
    let type: String
    let mode: Mode?
    let actor: [Slot]
    let recipient: [Slot]
    let options: FrameOptions

    init(
        id: String, modifiers: Set<Int32>, root: Root, type: String, mode: Mode?, actor: [Slot], recipient: [Slot],
        options: FrameOptions
    ) {
        self.id = id
        self.modifiers = modifiers
        self.root = root
        self.type = type
        self.mode = mode
        self.actor = actor
        self.recipient = recipient
        self.options = options
    }
}

/// All frames, by the word that evokes them.
struct FrameTable: Sendable {
    private(set) var verbs: [Int32: [VerbFrame]] = [:]
    private(set) var nouns: [Int32: [NominalFrame]] = [:]

    /// The frames that are compiled in.
    static let english = FrameTable()

    private init() {
        let grammar = Grammar.english
        func list(_ field: String) -> [String] { field.split(separator: "|").map(String.init) }
        func slots(_ field: String) -> [Slot] { list(field).map { Slot(named: $0) } }
        let verbFrames = Resource.rows("events/en/frames.tsv", columns: 11) {
            fields throws(ResourceFault) -> (lemmas: [String], frame: VerbFrame) in
            let words = list(fields[2])
            let isParticle = fields[3].hasPrefix("+")
            let frame = VerbFrame(
                id: fields[0],
                objects: Set(
                    words.filter { $0 != "*" && $0 != "-" }.flatMap { [$0, Grammar.plural(of: $0)] }.map {
                        grammar.id(Folding.fold($0))
                    }.filter { $0 >= 0 }),
                needsObject: words == ["*"] ? true : words == ["-"] ? false : words.contains("-") ? nil : true,
                with: list(fields[3]).map { grammar.id($0.hasPrefix("+") ? String($0.dropFirst()) : $0) },
                isParticle: isParticle, goesToCourt: fields[3] == "+to-court", isJoint: fields[3] == "joint",
                root: try fields.value(4), type: fields[5], mode: try fields.optional(6), actor: slots(fields[7]),
                recipient: slots(fields[8]),
                options: try FrameOptions(fields, column: 9))
            return (list(fields[1]), frame)
        }
        for (lemmas, frame) in verbFrames {
            for lemma in lemmas { verbs[grammar.id(lemma), default: []].append(frame) }
        }
        let nominals = Resource.rows("events/en/nominals.tsv", columns: 10) {
            fields throws(ResourceFault) -> (nouns: [String], frame: NominalFrame) in
            let frame = NominalFrame(
                id: fields[0], modifiers: Set(list(fields[2]).map { grammar.id($0) }.filter { $0 >= 0 }),
                root: try fields.value(3), type: fields[4], mode: try fields.optional(5), actor: slots(fields[6]),
                recipient: slots(fields[7]),
                options: try FrameOptions(fields, column: 8))
            return (list(fields[1]), frame)
        }
        for (words, frame) in nominals {
            for noun in words {
                let id = grammar.id(Folding.fold(noun))
                if id >= 0 { nouns[id, default: []].append(frame) }
            }
        }
    }
}
