public import DocumentModel

/// What a copy changed against its parent.
public struct DriftChange: Hashable, Sendable {
    /// The kind, such as `hedge-dropped` or `denial-moved`.
    public var kind: String
    /// Where it stands in the parent, in bytes; nil when there is nothing to show.
    public var parent: TextRange?
    /// Where it stands in the child.
    public var child: TextRange?
    /// For a moved denial: what it answers in the parent.
    public var parentTarget: TextRange?
    /// For a moved denial: what it seems to answer in the child.
    public var childTarget: TextRange?
    /// The sentence of the parent that the change is about; nil when the parent has no such sentence.
    public var parentStatement: TextRange?
    /// The sentence of the child that the change is about; nil when the child has no such sentence.
    public var childStatement: TextRange?
    /// What changed, for a reader.
    public var note: String
    /// The rule that found it.
    public var rule: String
}
