internal import CorpusStore
public import DocumentModel
public import TextPrimitives

/// Words of a page with the place where they stand: what every statement of a dossier opens.
public struct Quote: Sendable, Hashable {
    /// The running number in the document that shows it.
    public var number = 0
    /// The page's id.
    public var page: String
    /// The page's short name.
    public var short: String
    /// The text's name.
    public var text: String
    /// The digest of the page's bytes.
    public var sha256: String
    /// The sentence around the words.
    public var passage: String
    /// The words themselves.
    public var words: String
    /// Where the words begin in the article's text, in code points.
    public var start: Int
    /// Where they end.
    public var end: Int
    /// Where they begin in the page's bytes (as UTF-8), nil when the page was not kept byte for byte there.
    public var pageByte: Int?
    /// The language of the text.
    public var language: String?

    /// The quote as JSON.
    public var json: JSONValue {
        .pairs([
            "page": .string(page), "text": .string(text), "sha256": .string(sha256), "start": .int(start),
            "end": .int(end), "quote": .string(words),
            "page_byte": pageByte.map { .int($0) } ?? .null,
        ])
    }
}

extension Collection {
    /// The quote of a range of a page.
    public func quote(_ page: Int, _ range: TextRange, passage: TextRange? = nil) -> Quote {
        let item = pages[page]
        let around = passage ?? sentence(page, range)
        return Quote(
            page: item.article.id, short: item.short, text: item.textName, sha256: item.article.sha256,
            passage: item.body.quote(around), words: item.body.quote(range),
            start: item.body.points.codePoint(atByte: range.start), end: item.body.points.codePoint(atByte: range.end),
            pageByte: pageByte(page, range.start),
            language: item.fields.language)
    }

    /// Some words around those that name an event: six to twelve, within their clause.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - words: The words that name it.
    ///   - sentence: The sentence around.
    func clause(_ page: Int, _ words: TextRange, in sentence: TextRange) -> TextRange {
        let bytes = pages[page].body.bytes
        guard sentence.start <= words.start, words.end <= sentence.end, sentence.end <= bytes.count else {
            return words
        }
        func ends(_ byte: UInt8) -> Bool { [0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x22, 10].contains(byte) }
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 }
        var (start, end) = (words.start, words.end)
        var count = 0
        while end < sentence.end, count < 8 {
            if ends(bytes[end]) { break }
            if bytes[end] == 0x2E, end + 1 >= sentence.end { break }
            if isBlank(bytes[end]) {
                count += 1
                if count == 8 { break }
            }
            end += 1
        }
        let wanted = max(3, 9 - count)
        count = 0
        while start > sentence.start {
            let before = bytes[start - 1]
            if ends(before) { break }
            if isBlank(before) {
                count += 1
                if count > wanted { break }
            }
            start -= 1
        }
        while start < words.start, isBlank(bytes[start]) { start += 1 }
        while end > words.end, isBlank(bytes[end - 1]) { end -= 1 }
        return TextRange(start, end)
    }

    /// The sentence that holds a range.
    func sentence(_ page: Int, _ range: TextRange) -> TextRange {
        let bytes = pages[page].body.bytes
        for (start, end) in Segmentation.sentences(bytes) where start <= range.start && range.start < end {
            return TextRange(start, max(end, range.end))
        }
        return range
    }

    /// The offset in the page's bytes at which a byte of the text stands.
    func pageByte(_ page: Int, _ offset: Int) -> Int? {
        for segment in pages[page].article.segments
        where segment.count == 3 && segment[0] <= offset && offset < segment[0] + segment[2] {
            return segment[1] + offset - segment[0]
        }
        return nil
    }
}
