import ContentExtraction
import DocumentModel
import Intake
import Testing
import TextPrimitives

/// What an input is.
@Suite struct CaptureKindTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let name: String?
        let kind: CaptureKind
        var testDescription: String { "\(name ?? "no name"): \(kind.rawValue)" }

        init(_ text: String, _ name: String?, _ kind: CaptureKind) {
            (bytes, self.name, self.kind) = (Array(text.utf8), name, kind)
        }

        init(_ bytes: [UInt8], _ name: String?, _ kind: CaptureKind) {
            (self.bytes, self.name, self.kind) = (bytes, name, kind)
        }
    }

    static let mail =
        "From: Desk <desk@example.com>\r\nSubject: Talks\r\nDate: Fri, 14 May 2021 10:00:00 +0000\r\n\r\nText."

    @Test(
        "The bytes decide, and the name where they leave it open",
        arguments: [
            Case("<!doctype html><p>Accra", "a.html", .html), Case("<p>Accra and Havana", "a.txt", .text),
            Case("<p>Accra and Havana", "a.txt~ab12cd", .text), Case("<p>Accra and Havana", "a.txt~ab12cd99", .text),
            Case("<p>Accra", "a.txt~nothex", .html), Case("Accra signs a treaty.", "a.html", .text),
            Case("", "a.html", .empty), Case(" \n\t", "a.warc", .empty),
            Case([0x89, 0x50, 0x4E, 0x47, 0, 1], "a.html", .binary),
            Case("WARC/1.1\r\n", nil, .warc), Case("\r\nWARC/1.0\r\n", "a", .warc), Case("WARC is a form.", "a", .text),
            Case("filedesc://a.arc", "a", .arc), Case([0x50, 0x4B, 3, 4, 9], "a.wacz", .zip),
            Case("%PDF-1.4\n", "a", .pdf),
            Case([0x1F, 0x8B, 8, 0], "a", .gzip), Case(mail, "a", .mail), Case(mail, "a.txt", .mail),
            Case("From desk@example.com Fri May 14 10:00:00 2021\n" + mail, "a", .mailbox),
            Case("Date: 14 May 2021\nSource: The Courier\n\nAccra signs a treaty.", "a", .text),
            Case(
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Location: http://a\n",
                "a", .mhtml),
            Case("{\"id\":\"a\",\"text\":\"Accra\"}", "a", .record),
            Case("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "a", .jsonLines),
            Case("{\n\"text\": \"a\"\n}", "a.json", .record), Case("[{\"text\":\"a\"}]", "a", .jsonList),
            Case("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", "a", .jsonList),
            Case("[Accra] The ministers met.", "a", .text), Case("{Accra} The ministers met.", "a", .text),
            Case("title,text\na,b\n", "a.csv", .csv), Case("title,text\na,b\n", "a.csv.gz", .csv),
            Case("title,text\na,b\n", "a", .text), Case("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", "a", .feed),
            Case("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.xml", .feed),
            Case("<item><title>a</title></item>", "a", .feedItem),
            Case("<atom:entry><title>a</title></atom:entry>", "a", .feedItem),
            Case("<rdf:RDF xmlns:z=\"http://www.zotero.org/namespaces/export#\">", "a.rdf", .zotero),
            Case("http://example.com/a\nhttps://example.com/b\n", "a.txt", .addresses),
            Case("http://example.com/a is an address.", "a.txt", .text),
            Case("com,example)/ 2021 {}", "a.cdxj", .archiveIndex),
        ])
    func kinds(_ item: Case) { #expect(CaptureKind.of(item.bytes, name: item.name) == item.kind) }

    @Test("A name that was made unique keeps its ending")
    func suffixes() {
        for (name, suffix) in [
            ("a.txt", "txt"), ("a.TXT.gz", "txt"), ("a.txt~0f9c3d", "txt"), ("a~b.csv", "csv"), ("a", ""),
            ("a.txt~zz", "txt~zz"),
            ("~ab12cd", ""), (".gz", "gz"),
        ] { #expect(CaptureKind.suffix(of: name) == suffix, "\(name)") }
    }

    @Test("Every fault of an input is told by the name of the file")
    func refusals() {
        for (bytes, word) in [
            (Array("filedesc://a 1".utf8), "ARC"), ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), "zip"),
            (Inputs.gzip(Inputs.gzip(Array("Accra".utf8))), "twice"), ([0x89, 0x50, 0, 1, 2], "binary"),
            (Array("http://example.com/a\n".utf8), "addresses"), (Array("  \n".utf8), "white space"), ([], "empty"),
        ] as [([UInt8], String)] {
            let result = Inputs.take(bytes, "b.dat")
            #expect(result.pages.isEmpty)
            #expect(
                result.refused.count == 1 && result.refused[0].contains("b.dat") && result.refused[0].contains(word))
        }
    }

    @Test("A capture is kept as received and read unpacked")
    func packed() {
        let page = Array(
            "<html><body><p>Accra signs a treaty with Havana on trade, officials said on Friday.</p></body></html>".utf8
        )
        let result = Inputs.take(Inputs.gzip(page), "a.html.gz")
        #expect(result.pages.map(\.bytes) == [Inputs.gzip(page)])
        #expect(result.pages.map(\.name) == ["a.html"])
        #expect(CaptureReading(result.pages[0].bytes, result.pages[0].origin).page.bytes == page)
    }

    @Test("What the log keeps of an origin gives the same origin again")
    func origins() {
        var origin = CaptureOrigin(name: "a-3.csv")
        (origin.row, origin.url, origin.captured, origin.map) = (3, "http://example.com/a", "2021-05-14", "text=body")
        (origin.title, origin.published, origin.outlet) = ("Talks", "2021-05", "The Courier")
        let again = CaptureOrigin(details: origin.details, id: "a-3.csv")
        #expect("\(again)" == "\(origin)")
    }

    @Test("Text for a terminal commands nothing")
    func terminal() {
        func harmless(_ text: String) -> String {
            String(decoding: TerminalText.harmless(Array(text.utf8)), as: UTF8.self)
        }
        #expect(harmless("Accra\u{1B}]0;owned\u{7}\u{1B}[2J") == "Accra\\x1B]0;owned\\x07\\x1B[2J")
        #expect(harmless("a\u{202E}b\u{2066}c\u{9B}1m\u{FEFF}\r") == "a\\u{202E}b\\u{2066}c\\u{9B}1m\\u{FEFF}\\x0D")
        #expect(harmless("a\u{E0041}b\u{200B}c\u{AD}d\u{7F}") == "a\\u{E0041}b\\u{200B}c\\u{AD}d\\x7F")
        for plain in ["Accra\tand\nHavana", "“Ō” – 平壤 조선 می‌خواهم 👩‍👩‍👧 é", ""] { #expect(harmless(plain) == plain) }
    }
}
