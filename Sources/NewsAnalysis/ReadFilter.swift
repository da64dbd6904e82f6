internal import ActorCoding
internal import ContentExtraction
public import DocumentModel
internal import TextPrimitives

/// The `read` stage: the bytes of a page in, its article out.
public enum ReadFilter {
    /// Reads a page.
    ///
    /// - Parameters:
    ///   - bytes: The page as received, already unpacked; of MHTML the page's own part is read.
    ///   - name: The file's name, when it is a file: `.txt` is plain text.
    ///   - isText: Whether it is plain text; nil to judge by the name and the bytes.
    ///   - url: Its address, if known.
    ///   - captured: The moment of capture (EDTF), if known.
    /// - Returns: The article, and the page as UTF-8, in which the article's segments count.
    /// - Complexity: O(*n*) in bytes.
    public static func read(
        _ bytes: [UInt8], name: String? = nil, isText: Bool? = nil, url: String? = nil, captured: String? = nil
    ) -> (article: Article, page: [UInt8]) {
        if let saved = MHTMLDocument(bytes) {
            return read(saved.page, isText: false, url: url ?? saved.url, captured: captured ?? saved.captured)
        }
        if let reason = PageReader.refusal(of: bytes) {
            var article = Article()
            article.rejected = reason
            article.url = url
            article.captured = captured
            return (article, [])
        }
        let page = PageReader.utf8(bytes)
        let isPlain = isText ?? (name?.hasSuffix(".txt") ?? false || !PageReader.isHTML(page))
        var article =
            isPlain
            ? PageReader.read(text: page, url: url, captured: captured)
            : PageReader.read(html: page, url: url, captured: captured)
        if article.outlet == nil, let outlet = article.url.flatMap(OutletTable.shared.outlet(forAddress:)) {
            article.outlet = outlet.name
            article.provenance.append(FieldProvenance(field: "outlet", rule: "outlet.address", node: "url"))
        }
        return (article, page)
    }

    /// The output line of a page.
    ///
    /// - Parameters:
    ///   - article: What was read.
    ///   - id: The document's id.
    ///   - sha256: The digest of the bytes as received.
    /// - Returns: One JSON object without a line feed.
    public static func line(_ article: Article, id: String, sha256: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(.object([JSONMember(name: "id", value: .string(id))] + article.members(sha256: sha256)))
        return writer.bytes
    }
}
