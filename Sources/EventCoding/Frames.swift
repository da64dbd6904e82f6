internal import ActorCoding
internal import DocumentModel
internal import TextPrimitives

/// A verb frame of `events/en/frames.tsv`.
final class VerbFrame: Sendable {
    let kind: EventKind
    /// Word ids of which one must be the object; empty for any or none.
    let objects: Set<Int32>
    /// Whether an object must be there, or must not be there.
    let needsObject: Bool
    /// Prepositions, particles and adverbs of which one must hang on the verb or its object; empty for none.
    let with: [Int32]
    let actor: [Slot]
    let recipient: [Slot]
    let options: FrameOptions

    var id: String { kind.id }
    /// How little it asks for.
    let breadth: Int

    init(_ fields: ResourceRow) throws(ResourceFault) {
        let words = FrameTable.list(fields[2])
        kind = EventKind(id: fields[0], root: try fields.value(4), type: fields[5], mode: try fields.optional(6))
        objects = FrameTable.nouns(words.filter { $0 != "*" && $0 != "-" })
        needsObject = words != ["-"]
        with = FrameTable.list(fields[3]).map { Grammar.english.id($0) }
        actor = FrameTable.list(fields[7]).map { Slot(named: $0) }
        recipient = FrameTable.list(fields[8]).map { Slot(named: $0) }
        options = try FrameOptions(fields, column: 9)
        breadth = options.contains(.whenNegated) ? 0 : (objects.isEmpty ? 2 : 0) + (with.isEmpty ? 1 : 0) + 1
    }
}

/// A nominal frame of `events/en/nominals.tsv`.
final class NominalFrame: Sendable {
    let kind: EventKind
    let modifiers: Set<Int32>
    let actor: [Slot]
    let recipient: [Slot]
    let options: FrameOptions

    var id: String { kind.id }

    init(_ fields: ResourceRow) throws(ResourceFault) {
        kind = EventKind(id: fields[0], root: try fields.value(3), type: fields[4], mode: try fields.optional(5))
        modifiers = FrameTable.nouns(FrameTable.list(fields[2]))
        actor = FrameTable.list(fields[6]).map { Slot(named: $0) }
        recipient = FrameTable.list(fields[7]).map { Slot(named: $0) }
        options = try FrameOptions(fields, column: 8)
    }
}

/// All frames, by the word that evokes them.
struct FrameTable: Sendable {
    private(set) var verbs: [Int32: [VerbFrame]] = [:]
    private(set) var nouns: [Int32: [NominalFrame]] = [:]
    private var answering: Set<Int32> = []
    private var domestic: Set<Int32> = []

    /// The frames that are compiled in.
    static let english = FrameTable()

    private init() {
        let verbFrames = Resource.rows("events/en/frames.tsv", columns: 11) { fields throws(ResourceFault) in
            (fields[1], try VerbFrame(fields))
        }
        for (lemmas, frame) in verbFrames {
            for lemma in FrameTable.list(lemmas) { verbs[Grammar.english.id(lemma), default: []].append(frame) }
        }
        // What asks for more is tried first.
        for lemma in verbs.keys {
            verbs[lemma] = verbs[lemma]?.enumerated().sorted {
                ($0.element.breadth, $0.offset) < ($1.element.breadth, $1.offset)
            }.map(\.element)
        }
        answering = Set(
            verbs.filter { entry in
                entry.value.contains { $0.kind.root == .reject || $0.kind.root == .accuse || $0.kind.type == "praise" }
            }.keys)
        domestic = Set(
            verbs.filter { entry in entry.value.contains { EventCoder.domestic.contains($0.kind.root) } }.keys)
        let nominals = Resource.rows("events/en/nominals.tsv", columns: 10) { fields throws(ResourceFault) in
            (fields[1], try NominalFrame(fields))
        }
        for (words, frame) in nominals {
            for noun in FrameTable.nouns(FrameTable.list(words)).sorted() { nouns[noun, default: []].append(frame) }
        }
    }

    /// Whether a form is that of a verb that answers an act: rejects, condemns or praises it.
    func answers(_ word: Int32) -> Bool {
        if answering.contains(word) { return true }
        return Grammar.english.verb(word).map { answering.contains($0.lemma) } ?? false
    }

    /// Whether a form is that of a verb for what a state also does to its own.
    func isDomestic(_ word: Int32) -> Bool {
        if domestic.contains(word) { return true }
        return Grammar.english.verb(word).map { domestic.contains($0.lemma) } ?? false
    }

    /// Whether a form is that of a verb with frames.
    func evokes(_ word: Int32) -> Bool {
        if verbs[word] != nil { return true }
        return Grammar.english.verb(word).map { verbs[$0.lemma] != nil } ?? false
    }

    /// The alternatives of a column.
    static func list(_ field: String) -> [String] { field.split(separator: "|").map(String.init) }

    /// The ids of nouns, in the singular and the plural.
    static func nouns(_ words: [String]) -> Set<Int32> {
        Set(
            words.flatMap { [$0, Grammar.plural(of: $0)] }.map { Grammar.english.id(Folding.fold($0)) }.filter {
                $0 >= 0
            })
    }
}
