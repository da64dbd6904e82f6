internal import TextPrimitives

/// The parts of mails and of pages saved as such (RFC 2045, RFC 2046, RFC 5322).
enum MIMEPart {
    /// Fields that machines write, and no heading of a text.
    private static let machineFields: Set<String> = [
        "message-id", "mime-version", "received", "return-path", "delivered-to", "content-type",
    ]

    /// Whether some bytes begin as a mail, a file of mails or a saved page does.
    static func kind(of head: ArraySlice<UInt8>) -> CaptureKind? {
        if head.starts(with: "From ".utf8), let feed = head.firstIndex(of: 10), isMail(head[(feed + 1)...]) {
            return .mailbox
        }
        guard isMail(head) else { return nil }
        let small = head.prefix(8192).map(\.asciiLowercased)
        let isSaved =
            UTF8Text.contains(small, Array("multipart/related".utf8))
            && (UTF8Text.contains(small, Array("content-location".utf8))
                || UTF8Text.contains(small, Array("saved by".utf8)))
        return isSaved ? .mhtml : .mail
    }

    /// Whether the first lines are fields of a mail: one that machines write and another, or sender, day and subject.
    private static func isMail(_ head: ArraySlice<UInt8>) -> Bool {
        var found: Set<String> = []
        var start = head.startIndex
        while start < head.endIndex {
            guard let end = head[start...].firstIndex(of: 10) else { break }
            let line = head[start..<end]
            if line.isEmpty || line.count == 1 && line.first == 13 { break }
            start = end + 1
            if line.first == 32 || line.first == 9 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 60,
                line[..<colon].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") })
            else { return false }
            found.insert(String(decoding: line[..<colon].map(\.asciiLowercased), as: UTF8.self))
        }
        if found.isSuperset(of: ["from", "date", "subject"]) { return true }
        return found.count >= 2 && !found.isDisjoint(with: machineFields)
    }

    // MARK: Parts

    /// The header fields at the start of some bytes, by small names, and where the body begins.
    ///
    /// Nil when a line is no field, so that no other file is taken for one of these.
    static func head(_ bytes: ArraySlice<UInt8>) -> ([String: String], Int)? {
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

    static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let first = bytes.firstIndex { !$0.isASCIISpace } ?? bytes.count
        let last = bytes.lastIndex { !$0.isASCIISpace } ?? first
        return first < bytes.count ? String(decoding: bytes[first...last], as: UTF8.self) : ""
    }

    static func parameter(_ name: String, of field: String) -> String? {
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
    static func parts(_ bytes: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
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

    static func decoded(_ bytes: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
        switch encoding?.lowercased() {
        case "quoted-printable": quotedPrintable(bytes)
        case "base64": base64(bytes)
        default: Array(bytes)
        }
    }

    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
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

    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
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

    /// The day of a mail's date (RFC 5322, section 3.3): "Fri, 3 Nov 2023 10:00:00 -0000"; also with the month first.
    static func day(_ field: String) -> String? {
        let words = field.split { $0 == " " || $0 == "," || $0 == "-" }
        guard let month = words.firstIndex(where: { months.contains($0.lowercased()) }), words.count > month + 1,
            let number = months.firstIndex(of: words[month].lowercased())
        else { return nil }
        let isMonthFirst = month == 0 || Int(words[month - 1]) == nil
        let place = isMonthFirst ? month + 1 : month - 1
        let last = isMonthFirst ? month + 2 : month + 1
        guard last < words.count, let day = Int(words[place]), let year = Int(words[last]), (1...31).contains(day),
            (1990...2200).contains(year)
        else { return nil }
        return "\(year)-\(number + 1 < 10 ? "0" : "")\(number + 1)-\(day < 10 ? "0" : "")\(day)"
    }
}
