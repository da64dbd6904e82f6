internal import ActorCoding
internal import TextPrimitives

/// A verb frame of `events/en/frames.tsv`.
struct VerbFrame: Sendable {
    var id: String
    /// Word ids of which one must stand in the object; empty for any or none.
    var objects: Set<Int32>
    /// Whether an object must be there, must not be there, or either.
    var needsObject: Bool?
    /// A word that must follow the verb, or a preposition that must open a phrase; empty for none.
    var with: [String]
    var isParticle: Bool
    var root: String
    var type: String
    var mode: String?
    var actor: [String]
    var recipient: [String]
    var options: Set<String>
}

/// A nominal frame of `events/en/nominals.tsv`.
struct NominalFrame: Sendable {
    var id: String
    var modifiers: Set<Int32>
    var root: String
    var type: String
    var mode: String?
    var actor: [String]
    var recipient: [String]
    var options: Set<String>
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
        for fields in Resource.table("events/en/frames.tsv") where fields.count >= 10 {
            let words = list(fields[2])
            let isParticle = fields[3].hasPrefix("+")
            let frame = VerbFrame(
                id: fields[0],
                objects: Set(
                    words.filter { $0 != "*" && $0 != "-" }.flatMap { [$0, Grammar.plural(of: $0)] }.map {
                        grammar.id(Folding.fold($0))
                    }.filter { $0 >= 0 }),
                needsObject: words == ["*"] ? true : words == ["-"] ? false : words.contains("-") ? nil : true,
                with: list(fields[3]).map { $0.hasPrefix("+") ? String($0.dropFirst()) : $0 }, isParticle: isParticle,
                root: fields[4], type: fields[5],
                mode: fields[6].isEmpty ? nil : fields[6], actor: list(fields[7]), recipient: list(fields[8]),
                options: Set(fields[9].split(separator: " ").map(String.init)))
            for lemma in list(fields[1]) { verbs[grammar.id(lemma), default: []].append(frame) }
        }
        for fields in Resource.table("events/en/nominals.tsv") where fields.count >= 9 {
            let frame = NominalFrame(
                id: fields[0], modifiers: Set(list(fields[2]).map { grammar.id($0) }.filter { $0 >= 0 }),
                root: fields[3], type: fields[4],
                mode: fields[5].isEmpty ? nil : fields[5], actor: list(fields[6]), recipient: list(fields[7]),
                options: Set(fields[8].split(separator: " ").map(String.init)))
            for noun in list(fields[1]) {
                let id = grammar.id(Folding.fold(noun))
                if id >= 0 { nouns[id, default: []].append(frame) }
            }
        }
    }
}
