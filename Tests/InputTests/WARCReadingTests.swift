import EvidenceArchive
import Intake
import Testing

/// Web archives, whole and damaged.
@Suite struct WARCReadingTests {
    @Test(
        "A chunk's length that is beyond all bounds is told and does no harm",
        arguments: ["7fffffffffffffff", "ffffffffffffffff", "8000000000000000", "FFFFFFFFFFFF", "7ffffffffffffff0;a=b"])
    func chunkLength(_ length: String) {
        let chunked = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
        let first = Inputs.page("\(length)\r\n<p>Accra", head: chunked)
        let second = Inputs.page("3\r\n<p>\r\n\(length)\r\nAccra", head: chunked)
        let result = Inputs.take(first + second + Inputs.page("<p>Havana"), "a.warc")
        #expect(result.bodies == ["<p>Havana"] || result.bodies.last == "<p>Havana" && result.refused.count >= 1)
        #expect(result.refused.allSatisfy { $0.contains("chunks are broken") })
    }

    @Test(
        "White space around a field's value is no part of it",
        arguments: [
            "Content-Type:\ttext/html\r\n", "Content-Type: \t text/html \t\r\n", "content-type :text/html\r\n",
            "CONTENT-TYPE:\r\n\ttext/html\r\n", "Content-Type: \"text/html\"\r\n",
        ])
    func tabs(_ head: String) {
        let result = Inputs.take(Inputs.page("<p>Accra", head: head), "a.warc")
        #expect(result.bodies == ["<p>Accra"])
        #expect(result.refused.isEmpty && result.notes.isEmpty)
    }

    @Test(
        "Brackets around an address are no part of it",
        arguments: [
            "<http://example.com/a>", "\t<http://example.com/a>", "< http://example.com/a >", "http://example.com/a",
        ])
    func brackets(_ url: String) {
        let result = Inputs.take(Inputs.record(Inputs.answer("<p>Accra"), url: url), "a.warc")
        #expect(result.pages.map(\.origin.url) == ["http://example.com/a"])
    }

    @Test("A damaged gzip member is told with file and offset, and the others are read")
    func damagedMembers() {
        let members = (0..<5).map { Inputs.gzip(Inputs.page("<p>Page \($0)")) }
        let offset = members[0].count + members[1].count
        for place in [3, 12, 60, members[2].count - 6, members[2].count - 1] {
            var broken = members
            broken[2][place] ^= 0xFF
            let result = Inputs.take(broken.flatMap { $0 }, "five.warc.gz")
            #expect(result.bodies == ["<p>Page 0", "<p>Page 1", "<p>Page 3", "<p>Page 4"], "byte \(place)")
            #expect(result.refused.count == 1 && result.refused[0].contains("five.warc.gz"), "byte \(place)")
            #expect(result.refused[0].contains("at byte \(offset)"), "byte \(place): \(result.refused)")
        }
    }

    @Test("The first, the last and several members may be damaged, or lie in something else")
    func damagedAtTheEnds() {
        let members = (0..<4).map { Inputs.gzip(Inputs.page("<p>Page \($0)")) }
        var first = members
        first[0][40] ^= 0xFF
        #expect(Inputs.take(first.flatMap { $0 }, "a.warc.gz").bodies == ["<p>Page 1", "<p>Page 2", "<p>Page 3"])
        var two = members
        two[1][40] ^= 0xFF
        two[2][40] ^= 0xFF
        let result = Inputs.take(two.flatMap { $0 }, "a.warc.gz")
        #expect(result.bodies == ["<p>Page 0", "<p>Page 3"] && result.refused.count == 2)
        let cut = Inputs.take(Array(members.flatMap { $0 }.dropLast(20)), "a.warc.gz")
        #expect(cut.bodies == ["<p>Page 0", "<p>Page 1", "<p>Page 2"] && cut.refused.count == 1)
        let junk = Inputs.take(members[0] + Array("something else".utf8) + members[1], "a.warc.gz")
        #expect(junk.bodies == ["<p>Page 0", "<p>Page 1"] && junk.refused.count == 1)
        let padded = Inputs.take(members[0] + [UInt8](repeating: 0, count: 512) + members[1], "a.warc.gz")
        #expect(padded.bodies == ["<p>Page 0", "<p>Page 1"] && padded.refused.isEmpty)
    }

    @Test(
        "A file that begins a record and holds none is told",
        arguments: [
            "WARC/1.0", "WARC/1.0\r\n", "WARC/1.1\r\nWARC-Type: response\r\n", "WARC/1.0\r\nContent-Length: 12\r\n\r\n",
        ])
    func onlyMagic(_ text: String) {
        let result = Inputs.take(text, "a.warc")
        #expect(result.pages.isEmpty && result.refused.count == 1)
    }

    @Test("The old form of web archives is refused by its name")
    func arc() {
        for head in [
            "filedesc://x.arc 0.0.0.0 20240322101500 text/plain 76\n", "\nfiledesc:///tmp/y.arc 1 2 text/plain 9\n",
        ] {
            let bytes = Array((head + "1 0 Example\n\n<p>Accra</p>").utf8)
            for input in [bytes, Inputs.gzip(bytes)] {
                let result = Inputs.take(input, "old.arc.gz")
                #expect(result.pages.isEmpty && result.refused.count == 1)
                #expect(result.refused.first?.contains("ARC") == true)
            }
        }
    }

    @Test("Resources that are no HTML are counted too")
    func otherResources() {
        func resource(_ type: String) -> [UInt8] {
            Inputs.record(Array("Accra".utf8), type: "resource", fields: "Content-Type: \(type)\r\n")
        }
        let archive =
            resource("text/plain; charset=utf-8") + resource("Application/JSON") + resource("text/plain") + resource("")
            + resource("text/html")
        let result = Inputs.take(archive, "a.warc")
        #expect(result.pages.count == 1)
        #expect(
            result.notes == [
                "a.warc: 4 records are no HTML and were left out: 2 of text/plain, 1 of an odd type, 1 of application/json."
            ])
    }

    @Test("Answers that are no success are given with why they are no article; other types are counted")
    func statuses() {
        let archive =
            Inputs.page("<p>Moved", status: "301 Moved Permanently") + Inputs.page("<p>Gone", status: "404 Not Found")
            + Inputs.page("<p>Broken", status: "503") + Inputs.page("<p>Accra")
            + Inputs.page("PNG", head: "Content-Type: image/png\r\n")
            + Inputs.page("PNG", head: "Content-Type: image/png\r\n")
            + Inputs.page("{}", head: "Content-Type: application/json; charset=utf-8\r\n")
        let result = Inputs.take(archive, "a.warc")
        #expect(result.pages.map(\.rejection) == ["redirect", "error page", "error page", nil])
        #expect(
            result.notes == ["a.warc: 3 records are no HTML and were left out: 2 of image/png, 1 of application/json."])
        #expect(result.refused.isEmpty)
    }

    @Test(
        "A body that stands without chunks is read whatever the head says",
        arguments: ["<p>Accra", "<p>Accra\nHavana", "\n<p>Accra", "Accra and Havana"])
    func unchunked(_ body: String) {
        let page = Inputs.page(body, head: "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")
        let result = Inputs.take(page, "a.warc")
        #expect(result.bodies == [body])
        #expect(result.refused.isEmpty)
    }

    @Test("A record that tells too long a length does not take the next one with it")
    func tooLong() {
        for length in ["9999", "999999999", "9223372036854775807", "18446744073709551616", "-5"] {
            let long = Inputs.record(Inputs.answer("<p>Accra"), length: length)
            let result = Inputs.take(long + Inputs.page("<p>Havana"), "a.warc")
            #expect(result.bodies == ["<p>Havana"], "length \(length)")
            #expect(result.refused.count == 1, "length \(length)")
            let packed = Inputs.take(Inputs.gzip(long) + Inputs.gzip(Inputs.page("<p>Havana")), "a.warc.gz")
            #expect(packed.bodies == ["<p>Havana"], "length \(length), packed")
            #expect(packed.refused.count == 1, "length \(length), packed")
        }
    }

    @Test("A block that is not what its digest says is told")
    func digests() {
        let answer = Inputs.answer("<p>Accra")
        let right = Inputs.record(answer, fields: "WARC-Block-Digest: sha256:\(Digest.sha256(answer))\r\n")
        let wrong = Inputs.record(answer, fields: "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n")
        let unknown = Inputs.record(answer, fields: "WARC-Block-Digest: whirlpool:aa\r\n")
        let result = Inputs.take(right + wrong + unknown, "a.warc")
        #expect(result.bodies.count == 2)
        #expect(result.refused.count == 1 && result.refused[0].contains("digest"))
    }

    @Test("A body packed many times over is not unpacked")
    func packings() {
        let once = Inputs.gzip(Array("<p>Accra".utf8))
        let twice = Inputs.gzip(once)
        func page(_ body: [UInt8], _ coding: String) -> [UInt8] {
            Inputs.record(Inputs.answer("", head: "Content-Type: text/html\r\nContent-Encoding: \(coding)\r\n") + body)
        }
        let result = Inputs.take(
            page(once, "gzip") + page(twice, "gzip, gzip") + page(once, "gzip,gzip,gzip,gzip"), "a.warc")
        #expect(result.bodies == ["<p>Accra", "<p>Accra"])
        #expect(result.refused.count == 1)
    }

    @Test("Five thousand records are read through a window that does not grow with them")
    func manyRecords() throws {
        let members = (0..<5_000).flatMap { Inputs.gzip(Inputs.record(Inputs.answer("<p>\($0)"), id: "urn:\($0)")) }
        var count = 0
        try WARCReader.pages(of: try ByteStream(members, name: "many.warc.gz"), notice: { _ in }) { page in
            if page.id == "urn:\(count)" { count += 1 }
            return true
        }
        #expect(count == 5_000)
    }
}
