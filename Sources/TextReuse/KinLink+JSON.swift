public import DocumentModel
internal import TextPrimitives

extension KinLink {
    /// The link as the kin filter prints it, with places in code points.
    ///
    /// - Parameters:
    ///   - ids: The ids of the corpus's documents.
    ///   - corpus: The documents.
    /// - Returns: A JSON object.
    /// - Complexity: O(*n*) in the bytes of the two texts.
    public func json(ids: [String], corpus: ReuseCorpus) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.write(raw: "{\"copy\":")
        writer.write(string: ids[copy])
        writer.write(raw: ",\"origin\":")
        writer.write(string: ids[origin])
        writer.write(raw: ",\"kind\":")
        writer.write(string: kind.rawValue)
        writer.write(raw: ",\"score\":")
        writer.write(.double(score))
        if let likeness {
            writer.write(raw: ",\"likeness\":")
            writer.write(.double(likeness))
        }
        writer.write(raw: ",\"shared\":")
        writer.write(integer: shared)
        writer.write(raw: ",\"passages\":[")
        let copies = corpus.codePoints(copy, passages.flatMap { [$0.copy.start, $0.copy.end] })
        let origins = corpus.codePoints(origin, passages.flatMap { [$0.origin.start, $0.origin.end] })
        for index in passages.indices {
            writer.write(raw: index == 0 ? "[" : ",[")
            writer.write(integer: copies[2 * index])
            writer.write(raw: ",")
            writer.write(integer: copies[2 * index + 1])
            writer.write(raw: ",")
            writer.write(integer: origins[2 * index])
            writer.write(raw: ",")
            writer.write(integer: origins[2 * index + 1])
            writer.write(raw: "]")
        }
        writer.write(raw: "],\"direction\":[")
        for (index, reason) in direction.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            writer.write(string: reason)
        }
        writer.write(raw: isConfident ? "],\"confident\":true}" : "],\"confident\":false}")
        return writer.bytes
    }
}
