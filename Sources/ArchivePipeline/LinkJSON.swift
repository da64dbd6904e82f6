internal import DocumentModel
internal import TextPrimitives
internal import TextReuse

/// Links as the kin filter prints them, with ids.
enum LinkJSON {
    static func json(_ link: KinLink, ids: [String], corpus: ReuseCorpus) -> JSONValue {
        let copy = CodePointIndex(corpus.text(link.copy))
        let origin = CodePointIndex(corpus.text(link.origin))
        return .pairs([
            "copy": .string(ids[link.copy]), "origin": .string(ids[link.origin]), "kind": .string(link.kind.rawValue),
            "score": .double(link.score),
            "shared": .int(link.shared),
            "passages": .array(
                link.passages.map { passage in
                    .array([
                        .int(copy.codePoint(atByte: passage.copy.start)),
                        .int(copy.codePoint(atByte: passage.copy.end)),
                        .int(origin.codePoint(atByte: passage.origin.start)),
                        .int(origin.codePoint(atByte: passage.origin.end)),
                    ])
                }),
            "direction": .strings(link.direction), "confident": .bool(link.isConfident),
        ])
    }
}
