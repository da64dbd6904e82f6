internal import TextPrimitives

/// A page that a browser saved with its parts in one file (MHTML, RFC 2557): the page's own part is taken out.
public struct MHTMLDocument: Sendable {
    /// The bytes of the page itself, its transfer encoding undone.
    public let page: [UInt8]
    /// The address that it was saved from.
    public let url: String?
    /// The day on which it was saved (ISO 8601), as the file says.
    public let captured: String?

    /// Reads a file.
    ///
    /// - Parameter bytes: The file; nil is given back when it is no MHTML or holds no HTML.
    /// - Complexity: O(*n*) in bytes.
    public init?(_ bytes: [UInt8]) {
        guard let (head, body) = MIMEPart.head(bytes[...]),
            let type = head["content-type"], type.lowercased().hasPrefix("multipart/related"),
            let boundary = MIMEPart.parameter("boundary", of: type)
        else { return nil }
        let main = head["snapshot-content-location"]
        var first: (page: [UInt8], url: String?)?
        for part in MIMEPart.parts(bytes[body...], boundary: Array("--\(boundary)".utf8)) {
            guard let (fields, start) = MIMEPart.head(part),
                let kind = fields["content-type"]?.lowercased(),
                kind.hasPrefix("text/html") || kind.hasPrefix("application/xhtml+xml")
            else { continue }
            let place = fields["content-location"]
            let isMain = place != nil && place == main
            guard first == nil || isMain else { continue }
            first = (MIMEPart.decoded(part[start...], fields["content-transfer-encoding"]), place)
            if isMain { break }
        }
        guard let first else { return nil }
        page = first.page
        url = (main ?? first.url).flatMap { $0.hasPrefix("http") ? $0 : nil }
        captured = head["date"].flatMap(MIMEPart.day)
    }
}
