internal import ActorCoding
public import ContentExtraction
public import DocumentModel
internal import TextPrimitives

/// The `read` stage: the bytes of a page in, its article out.
public enum ReadFilter: Sendable {
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
        let form: CapturedPage.Form? = isText.map { $0 ? .text : .html }
        let page = CapturedPage(bytes, name: name, form: form)
        return (read(page, url: url, captured: captured), page.bytes)
    }

    /// Reads the page of a capture.
    ///
    /// - Parameters:
    ///   - page: The page, as it was taken out of the capture.
    ///   - url: Its address, if known from elsewhere.
    ///   - captured: The moment of capture (EDTF), if known from elsewhere.
    /// - Returns: The article; its segments count in the page's bytes.
    /// - Complexity: O(*n*) in bytes.
    public static func read(_ page: CapturedPage, url: String? = nil, captured: String? = nil) -> Article {
        var article = PageReader.read(page, url: url, captured: captured)
        if article.outlet == nil, let outlet = article.url.flatMap(OutletTable.shared.outlet(forAddress:)) {
            article.outlet = outlet.name
            article.provenance.append(FieldProvenance(field: "outlet", rule: "outlet.address", node: "url"))
        }
        return article
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
