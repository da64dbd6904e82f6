public import TextPrimitives

/// What a copy changed against its parent.
public struct DriftChange: Hashable, Sendable {
    /// The kind.
    public var kind: DriftKind
    /// Where it stands in the parent, in bytes; nil when there is nothing to show.
    public var parent: TextRange?
    /// Where it stands in the child.
    public var child: TextRange?
    /// For a moved denial: what it answers in the parent.
    public var parentTarget: TextRange?
    /// For a moved denial: what it seems to answer in the child.
    public var childTarget: TextRange?
    /// The statement of the parent that it is about.
    public var parentStatement: TextRange?
    /// The statement of the child that it is about.
    public var childStatement: TextRange?
    /// What changed, for a reader.
    public var note: String
    /// The rule that found it.
    public var rule: String

    /// Makes a change.
    public init(
        kind: DriftKind, parent: TextRange?, child: TextRange?, parentTarget: TextRange? = nil,
        childTarget: TextRange? = nil, note: String, rule: String
    ) {
        self.kind = kind
        self.parent = parent
        self.child = child
        self.parentTarget = parentTarget
        self.childTarget = childTarget
        self.note = note
        self.rule = rule
    }
}

extension DriftChange {
    /// The change as the filter prints it.
    public func json(parent: IndexedText, child: IndexedText) -> JSONValue {
        func span(_ range: TextRange?, _ text: IndexedText) -> JSONValue {
            guard let range else { return .null }
            return .array([
                .int(text.points.codePoint(atByte: range.start)), .int(text.points.codePoint(atByte: range.end)),
            ])
        }
        func quote(_ range: TextRange?, _ text: IndexedText) -> JSONValue {
            range.map { .string(text.quote($0)) } ?? .null
        }
        var members: [JSONMember] = [
            JSONMember(name: "kind", value: .string(kind.rawValue)),
            JSONMember(name: "parent_span", value: span(self.parent, parent)),
            JSONMember(name: "parent_quote", value: quote(self.parent, parent)),
            JSONMember(name: "child_span", value: span(self.child, child)),
            JSONMember(name: "child_quote", value: quote(self.child, child)),
            JSONMember(name: "note", value: .string(note)),
            JSONMember(name: "rule", value: .string(rule)),
        ]
        if let target = parentTarget {
            members.append(JSONMember(name: "parent_target_span", value: span(target, parent)))
            members.append(JSONMember(name: "parent_target_quote", value: quote(target, parent)))
        }
        if let target = childTarget {
            members.append(JSONMember(name: "child_target_span", value: span(target, child)))
            members.append(JSONMember(name: "child_target_quote", value: quote(target, child)))
        }
        for (name, statement, text) in [
            ("parent_statement", parentStatement, parent), ("child_statement", childStatement, child),
        ] where statement != nil {
            members.append(JSONMember(name: name + "_span", value: span(statement, text)))
            members.append(JSONMember(name: name + "_quote", value: quote(statement, text)))
        }
        return .object(members)
    }
}
