import ArchivePipeline
import CorpusStore
import DocumentModel
import EvidenceArchive
import Foundation
import Testing

/// Web archives made by hand, byte by byte.
@Suite struct WARCTests {
    static func record(_ type: String, _ block: String, length: Int? = nil) -> String {
        "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Record-ID: <urn:uuid:\(block.utf8.count)>\r\nWARC-Target-URI: http://example.com/a\r\n"
            + "WARC-Date: 2021-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            + "Content-Length: \(length ?? block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
    }

    static func response(_ body: String, _ headers: String = "") -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(headers)\r\n\(body)"
    }

    /// A record whose body is packed, given as hexadecimal digits.
    static func packed(_ coding: String, _ digits: String) -> [UInt8] {
        let body = stride(from: 0, to: digits.utf8.count, by: 2).compactMap {
            UInt8(digits.dropFirst($0).prefix(2), radix: 16)
        }
        let head = response("", "Content-Encoding: \(coding)\r\n")
        let record = record("response", head, length: head.utf8.count + body.count)
        return Array(record.utf8.dropLast(4)) + body + Array("\r\n\r\n".utf8)
    }

    func read(_ archive: String) throws -> (pages: [ArchivedPage], complaints: [String]) {
        try read(Array(archive.utf8))
    }

    func read(_ archive: [UInt8]) throws -> (pages: [ArchivedPage], complaints: [String]) {
        var pages: [ArchivedPage] = []
        var complaints: [String] = []
        let stream = try ByteStream(archive, name: "a.warc")
        try WARCReader.pages(of: stream, notice: { if case .damage(let text) = $0 { complaints.append(text) } }) {
            pages.append($0)
            return true
        }
        return (pages, complaints)
    }

    @Test func responsesAreRead() throws {
        let chunked = WARCTests.response("5\r\n<p>Ha\r\n6\r\nvana.<\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG"
        let (pages, complaints) = try read(
            WARCTests.record("warcinfo", "software: none")
                + WARCTests.record("response", WARCTests.response("<p>Accra"))
                + WARCTests.record("response", image) + WARCTests.record("revisit", "HTTP/1.1 200 OK\r\n\r\n")
                + WARCTests.record("response", chunked))
        #expect(pages.map { String(decoding: $0.body, as: UTF8.self) } == ["<p>Accra", "<p>Havana.<"])
        #expect(pages.first?.url == "http://example.com/a")
        #expect(pages.first?.captured == "2021-06-01T00:00:00Z")
        #expect(complaints.isEmpty)
    }

    /// One sentence as packed by the libraries of Brotli 1.0.9 and zlib 1.2.13; the last body was unpacked before.
    @Test func packedBodiesAreUnpacked() throws {
        let brotli = "8b12803c703e416363726120616e6420486176616e612e20416363726120616e6420486176616e612e03"
        let deflate = "b329b0734c4e2e4a5448cc4b51f0482c4bcc4bd453c0100100"
        let zlib = "78da\(deflate)f4e20c9f"
        let plain = "3c703e41636372612e"
        let (pages, complaints) = try read(
            WARCTests.packed("br", brotli) + WARCTests.packed("deflate", deflate) + WARCTests.packed("deflate", zlib)
                + WARCTests.packed("br", plain) + WARCTests.packed("gzip", plain))
        let sentence = "<p>Accra and Havana. Accra and Havana."
        #expect(
            pages.map { String(decoding: $0.body, as: UTF8.self) }
                == [sentence, sentence, sentence, "<p>Accra.", "<p>Accra."])
        #expect(complaints.isEmpty)
    }

    @Test func brokenPackingIsTold() throws {
        let (pages, complaints) = try read(
            WARCTests.packed("br", "8b12803c703e4163") + WARCTests.packed("deflate", "b329b0734c4e")
                + WARCTests.packed("br", "ffffffff") + WARCTests.packed("zstd", "28b52ffd"))
        #expect(pages.isEmpty)
        #expect(complaints.count == 4)
        #expect(complaints.last?.contains("“zstd” is not read") == true)
    }

    @Test func pagesOfAnArchiveAreCapturesOfTheirOwn() throws {
        let scratch = Scratch()
        let body =
            "<!doctype html><html><body><h1>Ghana and Cuba sign a treaty</h1>"
            + "<p>The president of Ghana arrived in Havana on Friday for a visit of three days, officials in Accra said.</p>"
            + "<p>The two sides signed a treaty on trade, and the ministers met twice before the guests left for home.</p></body></html>"
        let archive = scratch.path + "/pages.warc"
        let records =
            WARCTests.record("response", WARCTests.response(body)) + "garbage\r\n\r\n"
            + WARCTests.record("response", WARCTests.response(body + "<!-- later -->"))
        try Data(records.utf8).write(to: URL(fileURLWithPath: archive))
        let (project, added, _, refused) = try project(scratch, [archive])
        #expect(added == 2 && refused.count == 1)
        let article = try #require(try project.store.articles().first)
        #expect(article.id == "example.com-a" && article.url == "http://example.com/a")
        #expect(article.text.hasPrefix("The president of Ghana"))
        #expect(try project.verify().findings.isEmpty)
        let again = try Project(path: scratch.path + "/p", by: "test")
        var known = 0
        try again.add([archive]) { if case .known = $0 { known += 1 } }
        #expect(known == 2)
        #expect(try Project.rebuild(path: scratch.path + "/p", by: "test") == 2)
    }

    @Test func damagedRecordsAreToldAndSkipped() throws {
        let good = WARCTests.record("response", WARCTests.response("<p>Accra"))
        let (pages, complaints) = try read(
            good + "garbage\r\n\r\n" + WARCTests.record("response", "no message") + good
                + WARCTests.record("response", "HTTP/1.1 200 OK\r\n", length: 9999))
        #expect(pages.count == 2)
        #expect(complaints.count == 3)
    }
}
