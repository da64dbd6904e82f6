/// A form as browsers send it: `multipart/form-data` (RFC 7578) and `application/x-www-form-urlencoded`.
enum FormData {
    /// A part of a form.
    struct Part: Sendable {
        /// The field.
        var name: String
        /// The file's name, nil for a plain field.
        var file: String?
        /// The bytes.
        var bytes: [UInt8]
    }

    /// The parts of a multipart body; nil when it is none, or is cut off.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func multipart(_ body: [UInt8], type: String) -> [Part]? {
        guard type.lowercased().hasPrefix("multipart/form-data"), let at = type.range(of: "boundary=") else {
            return nil
        }
        let boundary = type[at.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        guard !boundary.isEmpty, boundary.utf8.count <= 70 else { return nil }
        let mark = Array("--\(boundary)".utf8)
        var parts: [Part] = []
        guard var at = find(mark, in: body, from: 0) else { return nil }
        while true {
            var start = at + mark.count
            if body.starts(with: [45, 45], at: start) { return parts }
            guard body.starts(with: [13, 10], at: start) else { return nil }
            start += 2
            guard let headEnd = find([13, 10, 13, 10], in: body, from: start),
                let next = find([13, 10] + mark, in: body, from: headEnd + 2)
            else { return nil }
            let head = String(decoding: body[start..<headEnd], as: UTF8.self)
            if let name = parameter("name", head), headEnd + 4 <= next {
                parts.append(
                    Part(name: name, file: parameter("filename", head), bytes: Array(body[(headEnd + 4)..<next])))
            }
            at = next + 2
        }
    }

    /// The fields of a form body; a `+` is a space.
    static func fields(_ body: [UInt8]) -> [String: String] {
        var result: [String: String] = [:]
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            result[decode(sides[0])] = sides.count > 1 ? decode(sides[1]) : ""
        }
        return result
    }

    /// All values of the fields of a query, in order.
    static func values(_ query: String) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for pair in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            result[decode(sides[0]), default: []].append(sides.count > 1 ? decode(sides[1]) : "")
        }
        return result
    }

    /// Text for a place in a query.
    static func encode(_ text: String) -> String {
        var result = ""
        let digits = Array("0123456789ABCDEF")
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }

    /// A part of a path with its percent signs undone.
    static func plain(_ text: String) -> String { decode(Array(text.utf8)[...], plusIsSpace: false) }

    private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = true) -> String {
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x41 + 10
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
        var result: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = digit(bytes[at + 1]),
                let low = digit(bytes[at + 2])
            {
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(plusIsSpace && bytes[at] == UInt8(ascii: "+") ? 0x20 : bytes[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func find(_ needle: [UInt8], in body: [UInt8], from: Int) -> Int? {
        guard needle.count <= body.count else { return nil }
        var at = from
        while at + needle.count <= body.count {
            guard let first = body[at...].firstIndex(of: needle[0]), first + needle.count <= body.count else {
                return nil
            }
            if body.starts(with: needle, at: first) { return first }
            at = first + 1
        }
        return nil
    }

    /// A parameter of a header line, without its quotes.
    private static func parameter(_ name: String, _ head: String) -> String? {
        guard let at = head.range(of: " \(name)=\"") else { return nil }
        return String(head[at.upperBound...].prefix { $0 != "\"" && !$0.isNewline })
    }
}

extension [UInt8] {
    /// Whether other bytes stand at an offset.
    fileprivate func starts(with other: [UInt8], at offset: Int) -> Bool {
        offset + other.count <= count && self[offset..<(offset + other.count)].elementsEqual(other)
    }
}

extension String {
    /// The first range at which another text stands.
    fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}
