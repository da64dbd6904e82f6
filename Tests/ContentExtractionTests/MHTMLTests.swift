import ContentExtraction
import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

@Suite struct MHTMLTests {
    static let html =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A café opens</title></head><body><h1>A café opens</h1>"
        + "<p>The president of Ghana opened a café in Havana on Friday, officials of both countries said in Accra.</p>"
        + "<p>It is the first of its kind, and the two sides plan another one for the spring of next year.</p></body></html>"

    static func file(_ encoding: String, _ body: String, boundary: String = "----b--") -> [UInt8] {
        Array(
            """
            From: <Saved>\r
            Snapshot-Content-Location: https://example.org/2019/05/04/a.html\r
            Date: Sat, 4 May 2019 18:00:00 -0000\r
            Content-Type: multipart/related;\r
            \ttype="text/html";\r
            \tboundary="\(boundary)"\r
            \r
            --\(boundary)\r
            Content-Type: text/css\r
            \r
            p { color: red }\r
            --\(boundary)\r
            Content-Type: text/html\r
            Content-Transfer-Encoding: \(encoding)\r
            Content-Location: https://example.org/2019/05/04/a.html\r
            \r
            \(body)\r
            --\(boundary)--\r

            """.utf8)
    }

    static func quotedPrintable(_ text: String) -> String {
        var result = ""
        var width = 0
        for byte in text.utf8 {
            let isPlain = byte >= 32 && byte < 127 && byte != UInt8(ascii: "=")
            let hex = String(byte, radix: 16, uppercase: true)
            let piece = isPlain ? String(UnicodeScalar(byte)) : "=" + (hex.count < 2 ? "0" : "") + hex
            if width + piece.count > 70 {
                result += "=\r\n"
                width = 0
            }
            result += piece
            width += piece.count
        }
        return result
    }

    @Test func thePagesOwnPartIsRead() {
        let plain = ReadFilter.read(Array(MHTMLTests.html.utf8)).article
        for (encoding, body) in [
            ("quoted-printable", MHTMLTests.quotedPrintable(MHTMLTests.html)), ("8bit", MHTMLTests.html),
        ] {
            let article = ReadFilter.read(MHTMLTests.file(encoding, body)).article
            #expect(article.title == "A café opens" && article.text == plain.text, "\(encoding)")
            #expect(article.url == "https://example.org/2019/05/04/a.html" && article.captured == "2019-05-04")
        }
        let encoded = "PHA+Q2Fmw6k8L3A+"
        #expect(MHTMLDocument(MHTMLTests.file("base64", encoded))?.page == Array("<p>Café</p>".utf8))
    }

    @Test func otherFilesAreNoMHTML() {
        for text in [MHTMLTests.html, "", "Content-Type: text/plain\r\n\r\nWords.", "Date: 14 May 2021\n\nA sentence."]
        {
            #expect(MHTMLDocument(Array(text.utf8)) == nil)
        }
    }

    @Test func brokenFilesEnd() {
        let whole = MHTMLTests.file("quoted-printable", MHTMLTests.quotedPrintable(MHTMLTests.html))
        for length in stride(from: 0, to: whole.count, by: 7) { _ = ReadFilter.read(Array(whole[..<length])) }
        var state: UInt64 = 7
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 40)
            }
            _ = ReadFilter.read(bytes)
        }
    }
}
