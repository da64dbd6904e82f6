import ContentExtraction
import DocumentModel
import EvidenceArchive
import Intake

/// Inputs made by hand, byte by byte, and what becomes of them.
enum Inputs {
    /// What an input gave.
    struct Result {
        var pages: [IncomingPage] = []
        var refused: [String] = []
        var notes: [String] = []
        var bodies: [String] { pages.map { String(decoding: $0.bytes, as: UTF8.self) } }
        /// The texts of the articles.
        var texts: [String] {
            pages.map { String(decoding: CaptureReading($0.bytes, $0.origin).article().text, as: UTF8.self) }
        }
    }

    static func take(_ bytes: [UInt8], _ name: String, map: String = "") -> Result {
        var result = Result()
        Intake(map: .init(map) ?? .standard).pages(of: bytes, name: name) { item in
            switch item {
            case .page(let page): result.pages.append(page)
            case .refused(_, let reason): result.refused.append(reason)
            case .note(_, let text): result.notes.append(text)
            }
            return true
        }
        return result
    }

    static func take(_ text: String, _ name: String, map: String = "") -> Result {
        take(Array(text.utf8), name, map: map)
    }

    // MARK: Web archives

    /// A record of a web archive.
    static func record(
        _ block: [UInt8], type: String = "response", url: String = "http://example.com/a", id: String = "urn:uuid:1",
        length: String? = nil, fields: String = ""
    ) -> [UInt8] {
        Array(
            ("WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Record-ID: <\(id)>\r\nWARC-Target-URI: \(url)\r\n"
                + "WARC-Date: 2021-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\(fields)"
                + "Content-Length: \(length ?? String(block.count))\r\n\r\n").utf8) + block + Array("\r\n\r\n".utf8)
    }

    /// An answer of a server.
    static func answer(_ body: String, head: String = "Content-Type: text/html\r\n", status: String = "200 OK")
        -> [UInt8]
    {
        Array("HTTP/1.1 \(status)\r\n\(head)\r\n\(body)".utf8)
    }

    /// A record that holds an answer.
    static func page(_ body: String, head: String = "Content-Type: text/html\r\n", status: String = "200 OK") -> [UInt8]
    {
        record(answer(body, head: head, status: status))
    }

    // MARK: PDF

    /// A PDF document with some pages of lines (ISO 32000-1, section 7), nothing in it packed; a page without lines is a scan.
    static func pdf(_ pages: [[String]]) -> [UInt8] {
        let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for (index, lines) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents \(5 + 2 * index) 0 R >>"
            )
            // Small letters: poppler leaves out what stands beyond the edge of the page.
            let shown = lines.enumerated().map { "BT /F1 9 Tf 72 \(720 - 16 * $0) Td (\($1)) Tj ET" }
            let content = shown.joined(separator: "\n")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var result = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(result.utf8.count)
            result += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = result.utf8.count
        result += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            result += "\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n"
        }
        result += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(result.utf8)
    }

    // MARK: Packing

    /// Bytes as a gzip member (RFC 1952) of stored blocks (RFC 1951, section 3.2.4).
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(bytes.count, start + 0xFFFF)
            let count = end - start
            result.append(end == bytes.count ? 1 : 0)
            result += little(count, 2) + little(~count & 0xFFFF, 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        return result + little(Int(crc(bytes)), 4) + little(bytes.count & 0xFFFF_FFFF, 4)
    }

    /// A zip file whose members are stored (APPNOTE 6.3, sections 4.3.7 to 4.3.16).
    static func zip(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var result: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in members {
            let sizes =
                little(0, 4) + little(Int(crc(bytes)), 4) + little(bytes.count, 4) + little(bytes.count, 4)
                + little(name.utf8.count, 2) + little(0, 2)
            let offset = result.count
            result += [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0] + sizes + Array(name.utf8) + bytes
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0] + sizes + little(0, 2) + little(0, 2) + little(0, 2)
                + little(0, 4) + little(offset, 4) + Array(name.utf8)
        }
        let start = result.count
        return result + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(members.count, 2) + little(members.count, 2)
            + little(directory.count, 4) + little(start, 4) + little(0, 2)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
