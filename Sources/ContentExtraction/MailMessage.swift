internal import HTMLParsing
internal import TextPrimitives

/// A mail (RFC 5322): its HTML or its plain text, and what its head says.
struct MailMessage {
    /// The body, decoded to UTF-8.
    private(set) var body: [UInt8] = []
    /// Whether the body is HTML.
    private(set) var isHTML = false
    /// Subject, sender and day.
    private(set) var stated = StatedFields()

    /// How deep parts may lie in parts.
    private static let depthLimit = 8

    /// Reads a mail; nil when its head is none.
    ///
    /// - Complexity: O(*n*) in bytes times the depth of parts, at most 8.
    init?(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        // A line that a mailbox puts before.
        if bytes.starts(with: "From ".utf8), let feed = bytes.firstIndex(of: 10) { bytes = bytes[(feed + 1)...] }
        guard let (fields, start) = MIMEPart.head(bytes) else { return nil }
        stated.source = "the mail's head"
        stated.title = fields["subject"].map(EncodedWords.decoded).flatMap { $0.isEmpty ? nil : $0 }
        stated.published = fields["date"].flatMap(MIMEPart.day)
        if let from = fields["from"].map(EncodedWords.decoded) {
            // The name without the address.
            let name = from.prefix { $0 != "<" }.filter { $0 != "\"" }
            let bare = MIMEPart.trimmed(String(name))
            if !bare.isEmpty, !bare.utf8.contains(UInt8(ascii: "@")) { stated.authors = [bare] }
        }
        take(fields, bytes[start...], depth: 0)
    }

    /// Takes the first HTML part, else the first plain one.
    private mutating func take(_ fields: [String: String], _ bytes: ArraySlice<UInt8>, depth: Int) {
        let type = fields["content-type"] ?? "text/plain"
        let kind = type.prefix { $0 != ";" }.lowercased()
        if kind.hasPrefix("multipart/") {
            guard depth < MailMessage.depthLimit, let boundary = MIMEPart.parameter("boundary", of: type) else {
                return
            }
            for part in MIMEPart.parts(bytes, boundary: Array("--\(boundary)".utf8)) {
                if isHTML { return }
                guard let (inner, start) = MIMEPart.head(part) else {
                    // A part without a head is plain text.
                    take([:], part.drop { $0 == 10 || $0 == 13 }, depth: depth + 1)
                    continue
                }
                take(inner, part[start...], depth: depth + 1)
            }
            return
        }
        let isPage = MIMEPart.trimmed(kind) == "text/html"
        guard isPage || MIMEPart.trimmed(kind) == "text/plain", isPage || body.isEmpty,
            fields["content-disposition"]?.lowercased().hasPrefix("attachment") != true
        else { return }
        let plain = MIMEPart.decoded(bytes, fields["content-transfer-encoding"])
        body = MailMessage.utf8(plain, MIMEPart.parameter("charset", of: type))
        isHTML = isPage
    }

    /// Text in the encoding that its part names; without one, in the one that fits.
    static func utf8(_ bytes: [UInt8], _ label: String?) -> [UInt8] {
        guard let name = label.flatMap(CharacterEncoding.name), name != "utf-8",
            !UTF8Text.isValid(bytes) || name.hasPrefix("iso-2022")
        else { return CharacterEncoding.utf8(bytes) }
        return CharacterEncoding.decode(bytes, name)
    }
}

/// Words of a head in other scripts than Latin letters (RFC 2047).
enum EncodedWords {
    /// A field with its words decoded.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func decoded(_ field: String) -> String {
        let bytes = Array(field.utf8)
        guard UTF8Text.index(bytes, of: Array("=?".utf8)) != nil else { return field }
        var result: [UInt8] = []
        var at = 0
        var isAfterWord = false
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "="), let (word, next) = word(bytes, at) {
                // White space between two words is none.
                if isAfterWord { while let last = result.last, last.isASCIISpace { result.removeLast() } }
                result += word
                at = next
                isAfterWord = true
                continue
            }
            if !bytes[at].isASCIISpace { isAfterWord = false }
            result.append(bytes[at])
            at += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `=?charset?B?text?=` at an offset.
    private static func word(_ bytes: [UInt8], _ start: Int) -> (word: [UInt8], next: Int)? {
        guard start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "?") else { return nil }
        let mark = UInt8(ascii: "?")
        guard let first = bytes[(start + 2)...].prefix(60).firstIndex(of: mark), first + 2 < bytes.count,
            bytes[first + 2] == mark, let end = bytes[(first + 3)...].prefix(400).firstIndex(of: mark),
            end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "=")
        else { return nil }
        let label = String(decoding: bytes[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
        var text = Array(bytes[(first + 3)..<end])
        switch bytes[first + 1].asciiLowercased {
        case UInt8(ascii: "b"): text = MIMEPart.base64(text[...])
        case UInt8(ascii: "q"):
            text = MIMEPart.quotedPrintable(text.map { $0 == UInt8(ascii: "_") ? 32 : $0 }[...])
        default: return nil
        }
        return (MailMessage.utf8(text, label), end + 2)
    }
}
