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
        guard let (head, body) = MHTMLDocument.head(bytes[...]),
            let type = head["content-type"], type.lowercased().hasPrefix("multipart/related"),
            let boundary = MHTMLDocument.parameter("boundary", of: type)
        else { return nil }
        let main = head["snapshot-content-location"]
        var first: (page: [UInt8], url: String?)?
        for part in MHTMLDocument.parts(bytes[body...], boundary: Array("--\(boundary)".utf8)) {
            guard let (fields, start) = MHTMLDocument.head(part),
                let kind = fields["content-type"]?.lowercased(),
                kind.hasPrefix("text/html") || kind.hasPrefix("application/xhtml+xml")
            else { continue }
            let place = fields["content-location"]
            let isMain = place != nil && place == main
            guard first == nil || isMain else { continue }
            first = (MHTMLDocument.decoded(part[start...], fields["content-transfer-encoding"]), place)
            if isMain { break }
        }
        guard let first else { return nil }
        page = first.page
        url = (main ?? first.url).flatMap { $0.hasPrefix("http") ? $0 : nil }
        captured = head["date"].flatMap(MHTMLDocument.day)
    }

    // MARK: Parts

    /// The header fields at the start of some bytes, by small names, and where the body begins.
    ///
    /// Nil when a line is no field, so that no other file is taken for one of these.
    private static func head(_ bytes: ArraySlice<UInt8>) -> ([String: String], Int)? {
        var fields: [String: String] = [:]
        var last: String?
        var start = bytes.startIndex
        var lines = 0
        while start < bytes.endIndex, lines < 200 {
            lines += 1
            let end = bytes[start...].prefix(1 << 14).firstIndex(of: 10) ?? bytes.endIndex
            guard end < bytes.endIndex else { return nil }
            var line = bytes[start..<end]
            if line.last == 13 { line.removeLast() }
            start = end + 1
            if line.isEmpty { return fields.isEmpty ? nil : (fields, start) }
            let text = String(decoding: line, as: UTF8.self)
            if line.first == 32 || line.first == 9 {
                guard let last else { return nil }
                fields[last, default: ""] += " " + trimmed(text)
                continue
            }
            guard let colon = text.firstIndex(of: ":"),
                text[..<colon].utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") })
            else { return nil }
            let name = text[..<colon].lowercased()
            fields[name] = trimmed(String(text[text.index(after: colon)...]))
            last = name
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let first = bytes.firstIndex { !$0.isASCIISpace } ?? bytes.count
        let last = bytes.lastIndex { !$0.isASCIISpace } ?? first
        return first < bytes.count ? String(decoding: bytes[first...last], as: UTF8.self) : ""
    }

    private static func parameter(_ name: String, of field: String) -> String? {
        for part in field.split(separator: ";").dropFirst() {
            guard let equal = part.firstIndex(of: "="), trimmed(String(part[..<equal])).lowercased() == name else {
                continue
            }
            var value = trimmed(String(part[part.index(after: equal)...]))
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count > 2 {
                value = String(value.dropFirst().dropLast())
            }
            return value.isEmpty ? nil : value
        }
        return nil
    }

    /// What stands between the boundary lines.
    private static func parts(_ bytes: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start: Int?
        var line = bytes.startIndex
        while line < bytes.endIndex {
            let end = bytes[line...].firstIndex(of: 10) ?? bytes.endIndex
            if end - line >= boundary.count, bytes[line..<(line + boundary.count)].elementsEqual(boundary) {
                if let start { result.append(bytes[start..<line]) }
                start = min(end + 1, bytes.endIndex)
                if bytes[(line + boundary.count)..<end].starts(with: "--".utf8) { return result }
            }
            line = end + 1
        }
        if let start, start < bytes.endIndex { result.append(bytes[start...]) }
        return result
    }

    // MARK: Transfer encodings (RFC 2045, section 6)

    private static func decoded(_ bytes: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
        switch encoding?.lowercased() {
        case "quoted-printable": quotedPrintable(bytes)
        case "base64": base64(bytes)
        default: Array(bytes)
        }
    }

    private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "=") else {
                result.append(byte)
                index += 1
                continue
            }
            // A sign of equality at a line's end joins it to the next.
            if index + 1 < bytes.endIndex, bytes[index + 1] == 10 {
                index += 2
            } else if index + 2 < bytes.endIndex, bytes[index + 1] == 13, bytes[index + 2] == 10 {
                index += 3
            } else if index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(byte)
                index += 1
            }
        }
        return result
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="): return result
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 != 1 { result.append(UInt8(truncatingIfNeeded: bits >> UInt32((4 - count % 4) % 4 * 2))) }
        }
        return result
    }

    // MARK: The date

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The day of a mail's date (RFC 5322, section 3.3): "Fri, 3 Nov 2023 10:00:00 -0000".
    private static func day(_ field: String) -> String? {
        let words = field.split { $0 == " " || $0 == "," }
        guard let month = words.firstIndex(where: { months.contains($0.lowercased()) }), month > 0,
            month + 1 < words.count,
            let number = months.firstIndex(of: words[month].lowercased()), let day = Int(words[month - 1]),
            let year = Int(words[month + 1]), (1...31).contains(day), (1990...2200).contains(year)
        else { return nil }
        return "\(year)-\(number + 1 < 10 ? "0" : "")\(number + 1)-\(day < 10 ? "0" : "")\(day)"
    }
}
