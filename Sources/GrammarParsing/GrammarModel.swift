import TextPrimitives

/// What `Resources/grammar/en.model` holds: written by `Training/model.hpp`, read here.
struct GrammarModel: Sendable {
    /// A tag as the tagger gives it: word class with features.
    struct Tag: Sendable {
        let tag: UniversalTag
        let features: GrammarFeatures
        /// The number of the word class as the parser was trained with it.
        let wordClass: Int32
        /// The hash of the whole tag's name and of its word class's.
        let hash: UInt64
        let classHash: UInt64
    }

    let tags: [Tag]
    /// The tags that a word may have of which something is known: by the number of its ``KnownWord/Kind``.
    let tagsOfKind: [[Int]]
    let relations: [GrammarRelation]
    /// The numbers of the root's label and of the classes of verbs and punctuation.
    let rootLabel: Int
    let verbClass: Int32
    let markClass: Int32
    /// What each feature of the parser is made of, one after another, and where each begins.
    let atoms: [UInt8]
    let atomStarts: [Int32]
    let tagger: WeightTable
    let parser: WeightTable
    let splitter: WeightTable
    let lemmatiser: Lemmatiser

    /// Reads a model; nil when the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Array("WKGRAM02".utf8)) else { return nil }
        var reader = ModelReader(bytes)
        _ = reader.number(8)
        var classes: [[UInt8]] = []
        func classNumber(_ name: [UInt8]) -> Int32 {
            if let index = classes.firstIndex(of: name) { return Int32(index) }
            classes.append(name)
            return Int32(classes.count - 1)
        }
        tags = reader.texts().map { name in
            let parts = name.split(separator: UInt8(ascii: "|")).map { Array($0) }
            let wordClass = parts.first ?? []
            var features: GrammarFeatures = []
            for part in parts.dropFirst() {
                features.formUnion(GrammarFeatures(name: String(decoding: part, as: UTF8.self)))
            }
            return Tag(
                tag: UniversalTag(name: String(decoding: wordClass, as: UTF8.self)), features: features,
                wordClass: classNumber(wordClass), hash: FeatureHash.of(name), classHash: FeatureHash.of(wordClass))
        }
        tagsOfKind = [
            [],
            tags.indices.filter { [tags] in tags[$0].tag == .verb || tags[$0].tag == .auxiliary },
            tags.indices.filter { [tags] in
                tags[$0].tag != .verb && tags[$0].tag != .auxiliary
            },
            tags.indices.filter { [tags] in tags[$0].tag == .noun || tags[$0].tag == .properNoun },
        ]
        verbClass = classNumber(Array("VERB".utf8))
        markClass = classNumber(Array("PUNCT".utf8))
        let names = reader.texts()
        relations = names.map { GrammarRelation(name: String(decoding: $0, as: UTF8.self)) }
        rootLabel = names.firstIndex(of: Array("root".utf8)) ?? -1
        var atoms: [UInt8] = []
        var starts: [Int32] = [0]
        for _ in 0..<reader.number(2) {
            for _ in 0..<reader.number(1) {
                let atom = reader.number(1)
                if atom >= ParserAtom.count { return nil }
                atoms.append(UInt8(atom))
            }
            starts.append(Int32(atoms.count))
        }
        guard starts.count <= WeightTable.mostFeatures else { return nil }
        self.atoms = atoms
        atomStarts = starts
        guard let tagger = WeightTable(&reader), let parser = WeightTable(&reader),
            let splitter = WeightTable(&reader), let lemmatiser = Lemmatiser(&reader)
        else { return nil }
        self.tagger = tagger
        self.parser = parser
        self.splitter = splitter
        self.lemmatiser = lemmatiser
        guard tagger.labels == tags.count, parser.labels == 2 * relations.count + 1, splitter.labels == 3,
            rootLabel >= 0, reader.number(4) == 0x2E44_4E45, !reader.hasFailed
        else { return nil }
    }

    /// The model compiled into the program; nil when it is missing, which a test forbids.
    static let english = GrammarModel(Resource.bytes("grammar/en.model"))
}
