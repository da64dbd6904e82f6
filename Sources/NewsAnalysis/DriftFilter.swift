public import DocumentModel
internal import DriftDetection
public import TextPrimitives

/// The `drift` stage: a parent and a child in, what the child changed out.
public enum DriftFilter: LineStage {
    /// It has no switches.
    public typealias Flag = NoFlag

    /// Its name.
    public static let name = "drift"
    /// What it does.
    public static let abstract = "Find what a copy changed: hedges, numbers, sources, what a denial denies."
    /// How it is called.
    public static let example = """
        wirekin drift < pairs.jsonl

        A line is {"id":…,"parent":{"id":…,"text":…,"published":…},"child":{…}}.
        """
    /// Its version.
    public static let version = 1

    /// Adds `relation` and `changes` to a pair.
    ///
    /// - Parameters:
    ///   - line: A pair with `parent` and `child`, each a document with `text`.
    ///   - flags: None.
    /// - Returns: The pair as one JSON line.
    /// - Throws: ``DocumentError`` when a side has no `text`.
    /// - Complexity: O(*n* · *m*) in sentences.
    public static func run(_ line: JSONLine, _ flags: Set<NoFlag> = []) throws(DocumentError) -> [UInt8] {
        guard let parent = side(line, "parent"), let child = side(line, "child") else {
            throw DocumentError(
                description: "no \"parent\" or no \"child\" with a \"text\"; expected a pair of documents")
        }
        var finder = DriftFinder(parent: text(parent), child: text(child))
        let changes = finder.find()
        return line.rewritten(adding: [
            JSONMember(name: "relation", value: .string(line.string("relation") ?? finder.relation)),
            JSONMember(
                name: "changes", value: .array(changes.map { $0.json(parent: parent.body, child: child.body) })),
        ])
    }

    /// What a child changed against its parent.
    ///
    /// - Complexity: As ``run(_:_:)``.
    public static func changes(parent: Document, child: Document) -> [DriftChange] {
        var finder = DriftFinder(parent: text(parent), child: text(child))
        return finder.find()
    }

    private static func side(_ line: JSONLine, _ name: String) -> Document? {
        guard let range = line.range(name), let document = try? JSONLine(Array(line.bytes[range])) else { return nil }
        return try? Document(document, [.article, .time, .coding])
    }

    /// A document for comparison; what no stage has found in it is found here.
    private static func text(_ document: Document) -> DriftText {
        var document = document
        if document.time == nil { TimeFilter.apply(&document) }
        if document.coding == nil { CodeFilter.apply(&document) }
        return DriftText(
            document.body.bytes, claims: document.claims, timexes: document.timexes, published: document.published,
            issued: document.article.issued.flatMap(DayBounds.init(edtf:)))
    }
}
