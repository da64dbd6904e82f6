import EvidenceArchive
import Intake
import Testing

/// Web archives in zip files.
@Suite struct WACZTests {
    static let first = Inputs.gzip(Inputs.record(Inputs.answer("<p>Accra"), url: "http://example.com/a"))
    static let second = Inputs.gzip(Inputs.record(Inputs.answer("<p>Havana"), url: "http://example.com/b"))
    static var warc: [UInt8] { first + second }
    static var index: String {
        "com,example)/a 20210601000000 {\"url\":\"http://example.com/a\",\"filename\":\"data.warc.gz\",\"offset\":\"0\"}\n"
            + "com,example)/b 20210601000000 {\"filename\":\"data.warc.gz\",\"offset\":\"\(first.count)\"}\n"
    }

    static func package(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        let resources = members.map {
            "{\"name\":\"x\",\"path\":\"\($0.name)\",\"hash\":\"sha256:\(Digest.sha256($0.bytes))\",\"bytes\":\($0.bytes.count)}"
        }
        return Array("{\"profile\":\"data-package\",\"resources\":[\(resources.joined(separator: ","))]}".utf8)
    }

    /// A whole archive; what is changed in its members afterwards is not what its digests say.
    static func wacz(_ change: (inout [(name: String, bytes: [UInt8])]) -> Void = { _ in }) -> [UInt8] {
        var members: [(name: String, bytes: [UInt8])] = [
            ("archive/data.warc.gz", warc), ("indexes/index.cdxj", Array(index.utf8)),
            ("pages/pages.jsonl", Array("{\"format\":\"json-pages-1.0\"}\n".utf8)),
        ]
        let package = package(members)
        members.append(("datapackage.json", package))
        members.append(
            (
                "datapackage-digest.json",
                Array("{\"path\":\"datapackage.json\",\"hash\":\"sha256:\(Digest.sha256(package))\"}".utf8)
            ))
        change(&members)
        return Inputs.zip(members)
    }

    @Test("A whole archive gives its pages and no complaint")
    func whole() {
        let result = Inputs.take(WACZTests.wacz(), "a.wacz")
        #expect(result.bodies == ["<p>Accra", "<p>Havana"])
        #expect(result.refused.isEmpty && result.notes.isEmpty)
        #expect(result.pages.map(\.origin.url) == ["http://example.com/a", "http://example.com/b"])
    }

    @Test("What a digest or the index does not bear out is told by its name, and the good records are read")
    func damage() {
        let pages = Inputs.take(WACZTests.wacz { $0[2].bytes[3] ^= 1 }, "a.wacz")
        #expect(pages.bodies.count == 2 && pages.refused.contains { $0.contains("pages/pages.jsonl") })
        let package = Inputs.take(WACZTests.wacz { $0[3].bytes.append(10) }, "a.wacz")
        #expect(package.bodies.count == 2 && package.refused.contains { $0.contains("datapackage.json is not what") })
        let archive = Inputs.take(WACZTests.wacz { $0[0].bytes[30] ^= 0xFF }, "a.wacz")
        #expect(archive.bodies == ["<p>Havana"])
        #expect(archive.refused.contains { $0.contains("archive/data.warc.gz") && $0.contains("at byte 0") })
        #expect(archive.refused.contains { $0.contains("entries of the index") })
        let index = Inputs.take(
            WACZTests.wacz { $0[1].bytes = Array(WACZTests.index.replacing("\"0\"", with: "\"7\"").utf8) }, "a.wacz")
        #expect(index.bodies.count == 2)
        #expect(index.refused.contains { $0.contains("1 of 2 entries of the index") && $0.contains("line 1") })
        let missing = Inputs.take(WACZTests.wacz { $0.remove(at: 2) }, "a.wacz")
        #expect(missing.bodies.count == 2 && missing.refused.contains { $0.contains("pages/pages.jsonl") })
    }

    @Test("A zip file without an archive, or cut off, is refused by its name")
    func otherZips() {
        let other = Inputs.take(Inputs.zip([("a.html", Array("<p>Accra".utf8))]), "a.zip")
        #expect(other.pages.isEmpty && other.refused.count == 1)
        let cut = Inputs.take(Array(WACZTests.wacz().dropLast(60)), "a.wacz")
        #expect(cut.pages.isEmpty && cut.refused.count == 1 && cut.refused[0].contains("a.wacz"))
    }
}
