/// A page of a web archive.
public struct ArchivedPage: Sendable {
    /// The record's id without its brackets.
    public var id: String
    /// The address it was taken from.
    public var url: String?
    /// When it was taken, as the record says (ISO 8601).
    public var captured: String?
    /// The status of the answer, nil for a resource; what is not 200 to 299 is no page of an article.
    public var status: Int?
    /// Where in the file the record begins: of a gzipped file, its gzip member.
    public var offset: Int
    /// The body as the server meant it: without chunks and content encoding.
    public var body: [UInt8]
    /// What is needed beside the body to have the record again as it stood: its heads, or the whole of it where the body was
    /// unpacked; nil where that was not asked for.
    public var record: [UInt8]?

    /// Why the answer is no article whatever its body says: `error page` or `redirect`; nil for a success.
    public var rejection: String? {
        guard let status, !(200..<300).contains(status) else { return nil }
        return (300..<400).contains(status) ? "redirect" : "error page"
    }
}

/// What is told of an archive while it is read.
public enum ArchiveNotice: Sendable, Equatable {
    /// Something is damaged and was left out; one sentence that names file and offset.
    case damage(String)
    /// Something was left out that is no page; one sentence.
    case note(String)

    /// The sentence.
    public var text: String {
        switch self {
        case .damage(let text), .note(let text): text
        }
    }
}
