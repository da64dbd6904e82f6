public import DocumentModel
internal import TextPrimitives

extension KinLink {
    /// The link as the kin filter prints it, with places in code points.
    ///
    /// - Parameter ids: The ids of the corpus's documents.
    /// - Returns: A JSON object.
    public func json(ids: [String]) -> [UInt8] {
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
        if let order {
            writer.write(raw: ",\"order\":{\"shared\":")
            writer.write(integer: order.shared)
            writer.write(raw: ",\"in_place\":")
            writer.write(integer: order.inPlace)
            writer.write(raw: ",\"by_chance\":")
            writer.write(integer: order.byChance)
            writer.write(raw: "}")
        }
        writer.write(raw: ",\"shared\":")
        writer.write(integer: shared)
        writer.write(raw: ",\"passages\":[")
        for (index, passage) in passages.enumerated() {
            writer.write(raw: index == 0 ? "[" : ",[")
            writer.write(integer: passage.copy.lowerBound)
            writer.write(raw: ",")
            writer.write(integer: passage.copy.upperBound)
            writer.write(raw: ",")
            writer.write(integer: passage.origin.lowerBound)
            writer.write(raw: ",")
            writer.write(integer: passage.origin.upperBound)
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
