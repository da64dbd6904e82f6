internal import TextPrimitives

/// The page in a capture, ready to be read: as UTF-8, with what was said of it elsewhere in the capture.
public struct CapturedPage: Sendable {
    /// How the page is read.
    public enum Form: Sendable {
        /// As HTML.
        case html
        /// As the plain text of a page, with chrome to be found.
        case text
        /// As the text of an article and nothing else.
        case body
    }

    /// What the capture is.
    public let kind: CaptureKind
    /// How the page is read.
    public private(set) var form = Form.text
    /// The page as UTF-8, in which the article's segments count; empty when the capture is no page.
    public private(set) var bytes: [UInt8] = []
    /// What was said of it beside the page.
    public private(set) var stated = StatedFields()
    /// The id that a record gives itself.
    public private(set) var recordID: String?
    /// Why the capture is no page, in the words of an article's `rejected`.
    public private(set) var rejection: String?
    /// What was cut off because it is beyond a bound, one sentence; nil for nothing.
    public private(set) var cut: String?

    /// Takes the page out of a capture.
    ///
    /// - Parameters:
    ///   - capture: The bytes, unpacked; of a PDF its text is given to ``init(text:kind:)``.
    ///   - name: The name of the file, or the id made from it.
    ///   - form: How it is read; nil to judge by name and bytes.
    ///   - map: Which fields of a record are which.
    /// - Complexity: O(*n*) in bytes.
    public init(_ capture: [UInt8], name: String? = nil, form given: Form? = nil, map: FieldMap = .standard) {
        let found = CaptureKind.of(capture, name: name)
        // Whoever says how it is read knows better; only saved pages and what is no text are still told from the rest.
        let isKept = given == nil || found == .mhtml || found == .binary || found == .empty
        kind = isKept ? found : given == .html ? .html : .text
        unpack(capture, given, map)
    }

    private mutating func unpack(_ capture: [UInt8], _ given: Form?, _ map: FieldMap) {
        switch kind {
        case .html:
            take(PageReader.utf8(capture), given ?? .html)
            if let saved = SavedPageComment(bytes) {
                stated.url = saved.url
                stated.captured = saved.captured
                stated.source = "the comment of the program that saved the page"
            }
        case .text: take(PageReader.utf8(capture), given ?? .text)
        case .mhtml:
            guard let saved = MHTMLDocument(capture) else { return reject("no article: a saved page without its page") }
            stated.url = saved.url
            stated.captured = saved.captured
            stated.source = "the saved page's head"
            take(PageReader.utf8(saved.page), .html)
        case .mail:
            guard let mail = MailMessage(capture), !mail.body.isEmpty else {
                return reject("no article: a mail without text")
            }
            stated = mail.stated
            take(mail.body, mail.isHTML ? .html : .text)
        case .record:
            guard let record = TextRecord(json: capture, map) else { return reject("no article: broken JSON") }
            take(record)
        case .csv:
            let (header, rest) = TableRows.first(PageReader.utf8(capture)[...])
            let (row, more) = TableRows.first(rest)
            guard let table = TableRows(header: header), let values = table.values(row) else {
                return reject("no article: a broken row of a table")
            }
            if more.contains(where: { !$0.isASCIISpace }) { return reject("no article: a table of several rows") }
            take(TextRecord(row: values, names: table.names, map))
        case .feedItem:
            let item = FeedItem(PageReader.utf8(capture))
            stated = item.stated
            if item.page.allSatisfy(\.isASCIISpace) { return reject("no article: an item without text") }
            // A fragment of a few paragraphs has no frame in which an article would have to be found.
            if PageFragment.paragraphs(item.page) >= 3 {
                take(item.page, .html)
            } else {
                take(PageReader.isMarkup(item.page) ? PageFragment.text(of: item.page) : item.page, .body)
            }
        case .empty, .binary: reject(kind.rawValue)
        case .pdf: reject("no article: a PDF document whose text was not read")
        default: reject("no article: \(kind.article) \(kind.rawValue)")
        }
    }

    /// A page whose text a library took out of the capture.
    ///
    /// - Parameters:
    ///   - text: UTF-8; empty when there is none, as in a scan.
    ///   - kind: What the capture is.
    public init(text: [UInt8], kind: CaptureKind) {
        self.kind = kind
        if text.allSatisfy(\.isASCIISpace) {
            reject("no article: no text layer, a scan")
        } else {
            take(text, .text)
        }
    }

    private mutating func reject(_ reason: String) { rejection = reason }

    private mutating func take(_ record: TextRecord) {
        recordID = record.id
        stated = record.stated
        switch record.form {
        case .text: take(record.bytes, .body)
        case .html: take(record.bytes, .html)
        case .pageText: take(record.bytes, .text)
        case .none: reject("no article: a record without text")
        }
    }

    /// Keeps the page, cut where it is beyond the bounds.
    private mutating func take(_ page: [UInt8], _ form: Form) {
        self.form = form
        bytes = page
        let limit = form == .html ? PageBounds.end(ofHTML: page) : PageBounds.end(ofText: page)
        guard limit < page.count else { return }
        bytes.removeLast(page.count - limit)
        cut = "only the first \(limit) of \(page.count) bytes were read: the page is beyond what is taken of one text"
    }
}

extension CaptureKind {
    /// The article before the kind's name in a sentence.
    var article: String { "aeiou".contains(rawValue.first ?? "b") ? "an" : "a" }
}

/// Where pages are cut that no reader could read in one sitting.
enum PageBounds {
    /// The end of what is read of a plain text: at a line's end, else at the bound.
    static func end(ofText page: [UInt8]) -> Int {
        guard page.count > Bounds.textBytes else { return page.count }
        var end = Bounds.textBytes
        if let feed = page[(end - 4096)..<end].lastIndex(of: 10) { return feed }
        while end > 0, page[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    /// The end of what is read of HTML: so many tags, and so many bytes between tags.
    ///
    /// Pictures written into a page stand in attributes and do not count.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func end(ofHTML page: [UInt8]) -> Int {
        if page.count <= Bounds.textBytes { return end(ofTags: page) }
        var tags = 0
        var between = 0
        var at = 0
        while at < page.count {
            let open = page[at...].firstIndex(of: UInt8(ascii: "<")) ?? page.count
            between += open - at
            if between > Bounds.pageTextBytes {
                var end = max(at, open - (between - Bounds.pageTextBytes))
                while end > at, end < page.count, page[end] & 0xC0 == 0x80 { end -= 1 }
                return end
            }
            guard open < page.count else { break }
            tags += 1
            if tags > Bounds.tags { return open }
            at = page[open...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? page.count
        }
        return page.count
    }

    private static func end(ofTags page: [UInt8]) -> Int {
        // So few bytes hold no more tags than the bound; nor do most longer pages, which are counted without a look at each.
        guard page.count > Bounds.tags else { return page.count }
        if UTF8Text.count(page, of: UInt8(ascii: "<")) <= Bounds.tags { return page.count }
        var tags = 0
        for index in page.indices where page[index] == UInt8(ascii: "<") {
            tags += 1
            if tags > Bounds.tags { return index }
        }
        return page.count
    }
}
