public import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// Reads a page: its article, its date, and what it says of itself.
public enum PageReader {
    /// Why some bytes are no page at all, or nil.
    ///
    /// - Returns: `empty` or `binary`.
    /// - Complexity: O(1); the first 4,096 bytes are looked at.
    public static func refusal(of bytes: [UInt8]) -> String? {
        if bytes.allSatisfy(\.isASCIISpace) { return "empty" }
        let head = bytes.prefix(4096)
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if isWide { return nil }
        let controls = head.count { $0 < 0x20 && !$0.isASCIISpace && $0 != 0x1B && $0 != 0x08 }
        return head.contains(0) || controls * 20 > head.count ? "binary" : nil
    }

    /// Reads the plain text of a page.
    ///
    /// A page without an article is not an error: ``Article/rejected`` says why.
    ///
    /// - Parameters:
    ///   - page: UTF-8; invalid sequences must have been replaced.
    ///   - url: The page's address, if known.
    ///   - captured: The moment of capture (EDTF), if known.
    /// - Returns: The article; its segments count in `page`.
    /// - Complexity: O(*n*) in bytes.
    public static func read(text page: [UInt8], url: String? = nil, captured: String? = nil) -> Article {
        var reader = PlainTextPage(page)
        return reader.read(url: url, captured: captured)
    }

    /// Reads a page of HTML.
    ///
    /// - Parameters: As for ``read(text:url:captured:)``.
    /// - Returns: The article; its segments count in `page`.
    /// - Complexity: O(*n*) in bytes.
    public static func read(html page: [UInt8], url: String? = nil, captured: String? = nil) -> Article {
        var reader = HTMLPage(page)
        return reader.read(url: url, captured: captured)
    }

    /// Whether some bytes hold a tag at all, so that a fragment of a page is read as HTML.
    static func isMarkup(_ bytes: [UInt8]) -> Bool {
        var at = 0
        while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            let next = open + 1 < bytes.count ? bytes[open + 1] : 0
            if next.isASCIILetter || next == UInt8(ascii: "/") { return true }
            at = open + 1
        }
        return false
    }

    /// Reads a text that is an article and nothing else.
    ///
    /// Blank lines part its paragraphs; without any, each line is one.
    ///
    /// - Parameter page: UTF-8.
    /// - Returns: The article; its segments count in `page`.
    /// - Complexity: O(*n*) in bytes.
    public static func read(body page: [UInt8], url: String? = nil, captured: String? = nil) -> Article {
        var article = Article()
        article.url = url
        article.captured = captured
        let hasBlank = ArticleText.hasBlankLine(page)
        for (start, end) in ArticleText.paragraphs(page, byLine: !hasBlank) {
            if !article.text.isEmpty { article.text += [10, 10] }
            article.segments.append(
                SourceSegment(textStart: article.text.count, pageStart: start, length: end - start))
            article.text += page[start..<end]
        }
        if article.text.isEmpty { article.rejected = "empty" }
        article.language = LanguageGuess.language(of: article.text)
        return article
    }

    /// Reads the page of a capture, with what is stated beside it.
    ///
    /// - Parameters:
    ///   - captured: The page.
    ///   - url: Its address, if known from elsewhere.
    ///   - moment: The moment of capture (EDTF), if known from elsewhere.
    /// - Returns: The article; its segments count in the page's bytes.
    /// - Complexity: O(*n*) in bytes.
    public static func read(_ capture: CapturedPage, url: String? = nil, captured moment: String? = nil) -> Article {
        let (url, moment) = (url ?? capture.stated.url, moment ?? capture.stated.captured)
        if let reason = capture.rejection {
            var article = Article()
            article.rejected = reason
            article.url = url
            article.captured = moment
            article.title = capture.stated.title
            return article
        }
        var article =
            switch capture.form {
            case .html: read(html: capture.bytes, url: url, captured: moment)
            case .text: read(text: capture.bytes, url: url, captured: moment)
            case .body: read(body: capture.bytes, url: url, captured: moment)
            }
        if article.text.count > Bounds.textBytes { ArticleText.cut(&article) }
        if let cut = capture.cut { article.leftOut.append(LeftOut(text: "", reason: cut)) }
        capture.stated.fill(&article)
        return article
    }

    /// Whether some bytes are HTML rather than plain text: a tag of a page's frame stands among the first.
    public static func isHTML(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(2048)
        return head.indices.contains { open in
            head[open] == UInt8(ascii: "<")
                && frameTags.contains { tag in
                    tag.count <= head.count - open
                        && tag.indices.allSatisfy { bytes[open + $0].asciiLowercased == tag[$0] }
                }
        }
    }

    private static let frameTags = [
        "<!doctype html", "<html", "<head", "<body", "<article", "<meta ", "<div", "<p>", "<title",
    ].map { Array($0.utf8) }

    /// The bytes of a page as UTF-8, by ``CharacterEncoding``.
    ///
    /// - Complexity: O(*n*) in bytes.
    public static func utf8(_ bytes: [UInt8]) -> [UInt8] { CharacterEncoding.utf8(bytes) }
}
