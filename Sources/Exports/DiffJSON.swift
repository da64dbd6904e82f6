public import Ledger
public import TextPrimitives

/// A word diff as JSON.
public enum DiffJSON {
    /// The pieces in their order, and what the second text tells otherwise.
    ///
    /// - Parameters:
    ///   - first: The first page's id.
    ///   - second: The second page's id.
    ///   - pieces: What ``WordDiff`` found.
    ///   - changes: What the drift stage found, as it prints it.
    public static func json(first: String, second: String, _ pieces: [DiffPiece], _ changes: [JSONValue]) -> JSONValue {
        .pairs([
            "first": .string(first), "second": .string(second),
            "pieces": .array(
                pieces.map { piece in
                    var members: [JSONMember] = [
                        JSONMember(name: "side", value: .string(piece.side.rawValue)),
                        JSONMember(name: "text", value: .string(piece.text)),
                    ]
                    if let other = piece.other {
                        members.append(JSONMember(name: "second_text", value: .string(other)))
                        members.append(JSONMember(name: "respelled", value: .bool(piece.isRespelled)))
                    }
                    if piece.startsParagraph { members.append(JSONMember(name: "paragraph", value: .bool(true))) }
                    if let move = piece.move, let place = piece.place {
                        members.append(JSONMember(name: "move", value: .int(move)))
                        members.append(JSONMember(name: "place", value: .string(place.rawValue)))
                    }
                    return .object(members)
                }), "changes": .array(changes),
        ])
    }
}
