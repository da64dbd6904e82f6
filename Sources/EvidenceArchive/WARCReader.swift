/// A page of a web archive.
public struct ArchivedPage: Sendable {
    /// The record's id without its brackets.
    public var id: String
    /// The address it was taken from.
    public var url: String?
    /// When it was taken, as the record says (ISO 8601).
    public var captured: String?
    /// The body as the server meant it: without chunks and content encoding.
    public var body: [UInt8]
}

/// Reads web archives (ISO 28500, WARC 1.0 and 1.1) record by record; the file is never held as a whole.
///
/// Responses and resources that are HTML are given; requests, metadata and revisits (which repeat an earlier capture)
/// are passed over. A damaged record is told and skipped.
public enum WARCReader {
    /// The most bytes of one record.
    public static let recordLimit = 64 << 20

    /// Whether a file's name or first bytes are those of a web archive.
    public static func isWARC(_ path: String) -> Bool {
        if path.hasSuffix(".warc") || path.hasSuffix(".warc.gz") { return true }
        // Reading the first bytes of a pipe would take them from whoever reads it next.
        guard path != "-", FileAccess.isRegular(path), let input = try? PackedInput(path), (try? input.fill()) == true
        else { return false }
        return input.window.starts(with: "WARC/1.".utf8)
    }

    /// Gives the pages of a file.
    ///
    /// - Parameters:
    ///   - path: The file, gzipped or not.
    ///   - complaint: Is told of each damaged record, in one sentence.
    ///   - body: Takes each page.
    /// - Throws: ``ArchiveError`` when the file cannot be read or its packing is broken.
    /// - Complexity: O(*n*) in unpacked bytes; memory for one record.
    public static func pages(of path: String, complaint: (String) -> Void, _ body: (ArchivedPage) -> Void)
        throws(ArchiveError)
    {
        let input = try PackedInput(path)
        var number = 0
        while var first = try input.line(limit: 1 << 16) {
            if first.isEmpty { continue }
            if !first.starts(with: "WARC/".utf8) {
                complaint("\(path), after record \(number): something that is no record; skipped to the next one.")
                while let line = try input.line(limit: 1 << 20) {
                    first = line
                    if first.starts(with: "WARC/".utf8) { break }
                }
                if !first.starts(with: "WARC/".utf8) { break }
            }
            number += 1
            var fields: [String: String] = [:]
            while let line = try input.line(limit: 1 << 16), !line.isEmpty {
                if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                    let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
                    fields[String(decoding: line[..<colon], as: UTF8.self).lowercased()] = WARCReader.trimmed(value)
                }
            }
            guard let length = fields["content-length"].flatMap(Int.init), length >= 0 else {
                complaint("\(path), record \(number): no length; skipped.")
                continue
            }
            guard let block = try input.take(length, limit: recordLimit) else {
                complaint("\(path), record \(number): cut off or longer than \(recordLimit) bytes; skipped.")
                continue
            }
            switch page(fields, block) {
            case .page(let page): body(page)
            case .other: break
            case .damaged(let why): complaint("\(path), record \(number): \(why); skipped.")
            }
        }
    }

    private enum Outcome {
        case page(ArchivedPage)
        case other
        case damaged(String)
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    private static func page(_ fields: [String: String], _ block: [UInt8]) -> Outcome {
        let type = fields["warc-type"]?.lowercased()
        let id = fields["warc-record-id"].map { $0.filter { $0 != "<" && $0 != ">" } } ?? "record"
        var page = ArchivedPage(id: id, url: fields["warc-target-uri"], captured: fields["warc-date"], body: block)
        if type == "resource" {
            return fields["content-type"]?.lowercased().hasPrefix("text/html") == true ? .page(page) : .other
        }
        guard type == "response", fields["content-type"]?.lowercased().hasPrefix("application/http") ?? true else {
            return .other
        }
        guard let (status, headers, start) = HTTPMessage.head(block) else { return .damaged("no HTTP message") }
        guard (200..<300).contains(status), HTTPMessage.isHTML(headers["content-type"]) else { return .other }
        page.body = Array(block[start...])
        if headers["transfer-encoding"]?.lowercased().contains("chunked") == true {
            guard let joined = HTTPMessage.unchunked(page.body) else { return .damaged("its chunks are broken") }
            page.body = joined
        }
        do throws(ArchiveError) {
            guard let body = try HTTPMessage.decoded(page.body, headers["content-encoding"], limit: recordLimit) else {
                return .damaged("its encoding “\(headers["content-encoding"] ?? "")” is not read")
            }
            page.body = body
        } catch {
            return .damaged("its body \(error.description.dropLast())")
        }
        return .page(page)
    }
}

/// The head and the body of an HTTP message (RFC 9112).
enum HTTPMessage {
    /// The status, the fields by small names and the offset of the body.
    static func head(_ bytes: [UInt8]) -> (status: Int, headers: [String: String], body: Int)? {
        guard bytes.starts(with: "HTTP/".utf8) else { return nil }
        var headers: [String: String] = [:]
        var status: Int?
        var start = 0
        while start < bytes.count {
            guard let feed = bytes[start...].firstIndex(of: 10) else { return nil }
            var end = feed
            if end > start, bytes[end - 1] == 13 { end -= 1 }
            if end == start { return status.map { ($0, headers, feed + 1) } }
            let line = String(decoding: bytes[start..<end], as: UTF8.self)
            if status == nil {
                let parts = line.split(separator: " ")
                status = parts.count > 1 ? Int(parts[1]) : nil
                if status == nil { return nil }
            } else if let colon = line.firstIndex(of: ":") {
                headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
            }
            start = feed + 1
        }
        return nil
    }

    /// Whether a type is that of a page; without one the bytes decide later.
    static func isHTML(_ type: String?) -> Bool {
        guard let type = type?.lowercased() else { return true }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
    }

    /// A body without its content codings, the last applied first; nil when one is not known.
    ///
    /// Some archives unpack the body and keep the header: gzip shows by its first bytes, and a body that begins as a
    /// page does is not packed.
    static func decoded(_ body: [UInt8], _ codings: String?, limit: Int) throws(ArchiveError) -> [UInt8]? {
        var body = body
        for coding in (codings ?? "").lowercased().split(whereSeparator: { ", \t".contains($0) }).reversed() {
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
    static func unchunked(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var offset = 0
        while offset < bytes.count {
            guard let feed = bytes[offset...].firstIndex(of: 10) else { return nil }
            let digits = bytes[offset..<feed].prefix { $0 != UInt8(ascii: ";") && $0 != 13 && $0 != 0x20 }
            guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16), length >= 0 else {
                return offset == 0 ? bytes : nil
            }
            if length == 0 { return result }
            let start = feed + 1
            guard start + length <= bytes.count else { return nil }
            result.append(contentsOf: bytes[start..<(start + length)])
            offset = start + length
            if offset < bytes.count, bytes[offset] == 13 { offset += 1 }
            if offset < bytes.count, bytes[offset] == 10 { offset += 1 }
        }
        return result
    }
}
