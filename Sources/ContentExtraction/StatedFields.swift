internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// What comes with a text and is told apart from it: by a mail's head, the fields of a record, the item of a feed.
public struct StatedFields: Sendable {
    /// The headline.
    public var title: String?
    /// The authors.
    public var authors: [String] = []
    /// The outlet.
    public var outlet: String?
    /// The language (BCP 47).
    public var language: String?
    /// The address.
    public var url: String?
    /// The day of publication (EDTF).
    public var published: String?
    /// The moment of capture (EDTF).
    public var captured: String?
    /// What told it, for the reasons: `the mail's head`, `the record's fields`.
    public var source = ""

    /// Makes fields of which none is told.
    public init() {}

    /// Fills what the page itself does not say.
    func fill(_ article: inout Article) {
        func told(_ field: String) {
            article.provenance.append(FieldProvenance(field: field, rule: "stated beside the text", node: source))
        }
        if article.title == nil, let title {
            article.title = title
            told("title")
        }
        if article.authors.isEmpty, !authors.isEmpty {
            article.authors = authors
            told("authors")
        }
        if article.outlet == nil, let outlet {
            article.outlet = outlet
            told("outlet")
        }
        if article.language == nil, let language {
            article.language = language
            told("language")
        }
        if article.url == nil { article.url = url }
        if article.captured == nil { article.captured = captured }
        if let published {
            let isOpen = article.published == nil
            article.dates.append(
                DateCandidate(
                    edtf: published, role: isOpen ? .published : .rejected, source: "meta", evidence: published,
                    reason: isOpen ? "stated in \(source)" : "stated in \(source), where the page states a day itself"))
            if isOpen { article.published = published }
        }
    }

    // MARK: Dates

    /// A day (EDTF) from how machines write dates: ISO 8601, RFC 5322, or the words of a date that stand alone.
    ///
    /// - Returns: Nil when it is none, or could be several.
    static func day(_ text: String) -> String? {
        let bytes = Array(text.utf8.drop { $0.isASCIISpace }.prefix(80))
        if let iso = isoDay(bytes) { return iso }
        if let mail = MIMEPart.day(text) { return mail }
        let found = TemporalTagger.english.tag(bytes, context: TimeContext(published: nil, usesBackground: false))
            .timexes
            .filter { $0.anchor == nil && $0.bounds != nil && $0.type != .duration }
        return found.count == 1 ? found[0].edtf : nil
    }

    /// `2021-05-14T10:00:00Z` and what is less precise; `2021` alone is a year.
    private static func isoDay(_ bytes: [UInt8]) -> String? {
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy(\.isASCIIDigit) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 }
        }
        guard let year = number(0..<4), (1000...2999).contains(year) else { return nil }
        let rest = bytes.count > 4 ? bytes[4] : 32
        if rest.isASCIIDigit, bytes.count == 8, let month = number(4..<6), let day = number(6..<8),
            CivilDay(year, month, day) != nil
        {
            return String(decoding: bytes[0..<4], as: UTF8.self) + "-" + String(decoding: bytes[4..<6], as: UTF8.self)
                + "-" + String(decoding: bytes[6..<8], as: UTF8.self)
        }
        guard rest == UInt8(ascii: "-") || rest == UInt8(ascii: "/") else {
            return bytes.dropFirst(4).allSatisfy(\.isASCIISpace) ? String(decoding: bytes[0..<4], as: UTF8.self) : nil
        }
        guard let month = number(5..<7), (1...12).contains(month) else { return nil }
        let start = String(decoding: bytes[0..<4], as: UTF8.self) + "-" + String(decoding: bytes[5..<7], as: UTF8.self)
        guard bytes.count > 7, bytes[7] == rest else { return bytes.count == 7 ? start : nil }
        guard let day = number(8..<10), CivilDay(year, month, day) != nil,
            bytes.count == 10 || !bytes[10].isASCIIDigit
        else { return nil }
        return start + "-" + String(decoding: bytes[8..<10], as: UTF8.self)
    }
}
