public import DocumentModel
public import TextPrimitives
public import TextReuse

/// The `kin` stage: all documents in, links between them out.
public struct KinFilter: Sendable {
    private var corpus: ReuseCorpus
    private var ids: [String] = []
    /// The places of ids by their hashes.
    private var known = HashIndex()

    /// The most documents of one run.
    public static let limit = ReuseCorpus.limit

    /// Makes an empty filter.
    ///
    /// - Parameter source: Where the lines can be read again; without one the texts are held.
    public init(source: TextSource? = nil) { corpus = ReuseCorpus(source: source) }

    /// Makes room for input of so many bytes.
    public mutating func reserve(bytes: Int) { corpus.reserve(bytes: bytes) }

    /// Takes a document.
    ///
    /// - Parameters:
    ///   - line: A document with `id` and `text`; `published`, `outlet` and `via` are used when they are there.
    ///   - origin: Where the bytes begin in the source that the line stands in.
    /// - Returns: Whether it was taken; a document without `text` is not, nor one with the id of another: links tell documents by ids.
    public mutating func add(_ line: JSONLine, origin: Int = 0) -> Bool {
        guard let id = line.string("id"), let text = line.range("text"), let metadata = KinFilter.metadata(line) else {
            return false
        }
        guard !isTaken(id) else { return false }
        let place = origin + text.lowerBound + 1..<origin + max(text.lowerBound + 1, text.upperBound)
        guard corpus.append(metadata, at: place, writing: { line.append("text", to: &$0) }) else { return false }
        take(id)
        return true
    }

    /// What a document says of its page; nil for one without `text`.
    static func metadata(_ line: JSONLine) -> ReuseCorpus.Metadata? {
        if line.range("text") == nil { return nil }
        let via = line.range("via") == nil ? [] : line.value("via")?.array.compactMap { $0["name"]?.string } ?? []
        return ReuseCorpus.Metadata(edtf: line.string("published"), outlet: line.string("outlet"), via: via)
    }

    /// Takes a document, whose text is held.
    ///
    /// - Returns: Whether it was taken; one with the id of another is not.
    public mutating func add(_ document: Document) -> Bool {
        guard !isTaken(document.id) else { return false }
        let article = document.article
        corpus.append(
            article.text,
            ReuseCorpus.Metadata(edtf: article.published, outlet: article.outlet, via: article.via.map(\.name)))
        take(document.id)
        return true
    }

    private func isTaken(_ id: String) -> Bool {
        let before = known.value(StableHash.of(id))
        return before >= 0 && ids[Int(before)] == id
    }

    private mutating func take(_ id: String) {
        known.set(StableHash.of(id), Int32(truncatingIfNeeded: ids.count))
        ids.append(id)
    }

    /// The number of documents taken.
    public var count: Int { ids.count }

    /// The links of all documents taken, of which there are ``limit`` at most.
    public func links() -> [KinLink] { KinEngine(corpus, ids: ids).links() }

    /// A link as the filter prints it.
    public func json(_ link: KinLink) -> [UInt8] { link.json(ids: ids) }

    /// A link as a line of tab-separated values.
    public func tsv(_ link: KinLink) -> String {
        "\(ids[link.copy])\t\(ids[link.origin])\t\(link.kind.rawValue)\t\(link.score)"
    }

    /// The families of all documents, each as the filter prints it.
    public func families(_ links: [KinLink]) -> [JSONValue] {
        Families.build(count: corpus.count, links: links).enumerated().map { index, family in
            KinFilter.family(index, family, ids, json)
        }
    }

    /// A family as the filter prints it.
    static func family(_ index: Int, _ family: TextFamily, _ ids: [String], _ json: (KinLink) -> [UInt8]) -> JSONValue {
        .pairs([
            "family": .string("f\(index + 1)"),
            "texts": .array(family.texts.map { group in .strings(group.map { ids[$0] }) }),
            "root": .string(ids[family.root]), "links": .array(family.links.map { .raw(json($0)) }),
        ])
    }
}
