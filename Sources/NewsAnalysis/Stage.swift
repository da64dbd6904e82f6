public import DocumentModel
public import TextPrimitives

/// A stage of the analysis, declared once: the command, the worker, the project, the interface and its description take it from
/// ``Stages``.
///
/// A new stage is one file that conforms to one of the protocols below, and one line in ``Stages``.
public protocol Stage: Sendable {
    /// The switches that it knows.
    associatedtype Flag: StageFlag
    /// The word that calls it: `time`.
    static var name: String { get }
    /// What it does, one sentence.
    static var abstract: String { get }
    /// How it is called, and what a line of its input is where that is not a document.
    static var example: String { get }
    /// The number of its code: one more whenever the same bytes and the same data files give another result.
    static var version: Int { get }
    /// What it is done in where a collection is too large for one run; empty for a stage that takes its lines one by one.
    static var steps: [any StageStep.Type] { get }
}

extension Stage {
    /// It needs no steps.
    public static var steps: [any StageStep.Type] { [] }
}

/// A switch of a stage.
public protocol StageFlag: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// What it does, one sentence.
    var help: String { get }
}

/// The switches of a stage that has none.
public enum NoFlag: StageFlag {
    /// None is made.
    public init?(rawValue: String) { nil }
    /// There is none.
    public static var allCases: [NoFlag] { [] }
    /// There is none.
    public var rawValue: String { "" }
    /// There is none.
    public var help: String { "" }
}

/// What needs all documents before it prints a line.
public protocol DocumentCollection {
    /// Takes a document.
    ///
    /// - Returns: Whether it was taken; a line without `id` or `text` is not.
    mutating func add(_ line: JSONLine) -> Bool
    /// Appends the output, each line with its line feed.
    func write(to output: inout [UInt8])
}

/// A stage that needs all documents before it prints a line.
public protocol CollectionStage: Stage, DocumentCollection {
    /// Makes an empty collection.
    init(_ flags: Set<Flag>)
}

/// A stage that makes one line of one line.
public protocol LineStage: Stage {
    /// What takes all lines in place of ``run(_:_:)`` when some switches are on; nil for none.
    static func collection(_ flags: Set<Flag>) -> (any DocumentCollection)?
    /// The output of a line.
    ///
    /// - Parameters:
    ///   - line: One object.
    ///   - flags: The switches that are on.
    /// - Returns: One JSON object without a line feed.
    /// - Throws: ``DocumentError`` when the line is not for this stage.
    static func run(_ line: JSONLine, _ flags: Set<Flag>) throws(DocumentError) -> [UInt8]
}

extension LineStage {
    /// No switch needs all documents.
    public static func collection(_ flags: Set<Flag>) -> (any DocumentCollection)? { nil }
}

/// A stage that adds to one document.
public protocol DocumentStage: LineStage {
    /// The parts of a document that it looks at.
    static var needs: Document.Parts { get }
    /// The part that it makes.
    static var gives: Document.Parts { get }
    /// Adds its part to a document.
    static func apply(_ document: inout Document, _ flags: Set<Flag>)
}

extension DocumentStage {
    /// Adds its part to a document, without switches.
    public static func apply(_ document: inout Document) { apply(&document, []) }

    /// The line with the stage's members behind the others, which stay the bytes that they are.
    public static func run(_ line: JSONLine, _ flags: Set<Flag> = []) throws(DocumentError) -> [UInt8] {
        var document = try Document(line, needs)
        apply(&document, flags)
        return line.rewritten(adding: document.members(gives))
    }
}

/// A stage that reads pages as they were received; what is around it knows files, archives and digests.
public protocol PageStage: Stage {}
