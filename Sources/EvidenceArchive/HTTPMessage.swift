internal import TextPrimitives

/// The head and the body of an HTTP message (RFC 9112) inside other bytes.
struct HTTPMessage {
    /// The status; 0 when the first line holds no number.
    let status: Int
    /// The header fields.
    let fields: HeaderFields
    /// Where the body begins.
    let body: Int

    static let contentLength = Array("content-length".utf8)
    static let contentType = Array("content-type".utf8)
    static let transferEncoding = Array("transfer-encoding".utf8)
    static let contentEncoding = Array("content-encoding".utf8)

    /// Reads the head of a message; nil when it is none or the head does not end.
    ///
    /// - Complexity: O(*n*) in the head's bytes.
    init?(_ bytes: [UInt8], in range: Range<Int>) {
        guard bytes[range].starts(with: "HTTP/".utf8) else { return nil }
        var line = range.lowerBound
        while true {
            guard let feed = bytes.first(10, in: line..<range.upperBound) else { return nil }
            if feed == line || feed == line + 1 && bytes[line] == 13 {
                body = feed + 1
                break
            }
            line = feed + 1
        }
        fields = HeaderFields(bytes, in: range.lowerBound..<line)
        var digits = fields.first.drop { bytes[$0] != 32 && bytes[$0] != 9 }.drop { bytes[$0] == 32 || bytes[$0] == 9 }
        digits = digits.prefix { bytes[$0].isASCIIDigit }
        guard (1...9).contains(digits.count) else { return nil }
        status = digits.reduce(0) { $0 * 10 + Int(bytes[$1]) - 48 }
    }

    /// The type without its parameters, in small letters; nil when none is named.
    func type(_ bytes: [UInt8]) -> String? {
        guard let value = fields.bareRange(HTTPMessage.contentType, bytes) else { return nil }
        var bare: [UInt8] = []
        for index in value {
            let byte = bytes[index]
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: ",") { break }
            if byte != UInt8(ascii: "\"") { bare.append(byte.asciiLowercased) }
        }
        return bare.isEmpty ? nil : String(decoding: bare, as: UTF8.self)
    }

    /// A body without its content codings, the last applied first; nil when one is not known.
    ///
    /// Some archives unpack the body and keep the header: gzip shows by its first bytes, and a body that begins as a
    /// page does is not packed.
    static func decoded(_ body: [UInt8], _ codings: String?, limit: Int) throws(ArchiveError) -> [UInt8]? {
        var body = body
        let names = (codings ?? "").lowercased().split(whereSeparator: { ", \t".contains($0) })
        // More than a few codings on top of each other are an attack: each may unpack to a thousand times its size.
        guard names.count <= Bounds.packings else { return nil }
        for coding in names.reversed() {
            switch coding {
            case "identity": break
            case "gzip", "x-gzip":
                if Gzip.isGzip(body) { body = try Gzip.inflate(body, limit: limit) }
            case "deflate":
                // Said to be zlib (RFC 9110), and sent by many without its head.
                if beginsPage(body) { break }
                let hasHead = body.count > 2 && body[0] & 15 == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
                body = try Gzip.inflate(body, limit: limit, isRaw: !hasHead && !Gzip.isGzip(body))
            case "br":
                if !beginsPage(body) { body = try Brotli.decode(body, limit: limit) }
            default: return nil
            }
        }
        return body
    }

    private static func beginsPage(_ body: [UInt8]) -> Bool {
        body.first { ![0x20, 9, 10, 13, 0xEF, 0xBB, 0xBF].contains($0) } == UInt8(ascii: "<")
    }

    /// A chunked body joined; nil when a length is broken.
    ///
    /// A body that stands without chunks is given as it is.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func unchunked(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var offset = 0
        while offset < bytes.count {
            guard let feed = bytes[offset...].prefix(4096).firstIndex(of: 10),
                let length = chunkLength(bytes[offset..<feed])
            else { return offset == 0 ? bytes : nil }
            if length == 0 { return result }
            let start = feed + 1
            guard length <= bytes.count - start else { return nil }
            result.append(contentsOf: bytes[start..<(start + length)])
            offset = start + length
            if offset < bytes.count, bytes[offset] == 13 { offset += 1 }
            if offset < bytes.count, bytes[offset] == 10 { offset += 1 }
        }
        return result
    }

    /// The number at the start of a chunk's first line, up to its extensions.
    private static func chunkLength(_ line: ArraySlice<UInt8>) -> Int? {
        var value = 0
        var count = 0
        for byte in line {
            let digit: Int
            switch byte {
            case 0x30...0x39: digit = Int(byte) - 0x30
            case 0x41...0x46: digit = Int(byte) - 0x37
            case 0x61...0x66: digit = Int(byte) - 0x57
            case UInt8(ascii: ";"), 13, 32, 9: return count > 0 ? value : nil
            default: return nil
            }
            count += 1
            // No body is held that needs more digits than these.
            guard value < 1 << 48 else { return nil }
            value = value << 4 | digit
        }
        return count > 0 ? value : nil
    }
}
