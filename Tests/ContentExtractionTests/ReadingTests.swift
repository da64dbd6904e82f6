import DocumentModel
import Foundation
import HTMLParsing
import NewsAnalysis
import Testing
import TextPrimitives

@Suite struct ReadingTests {
    /// An invented page as its plain text: chrome, masthead, teasers, a comment form.
    static let page = """
        Edit page
        Saturday, Nov 23, 2019
        - Advertisement -

        Ghana and Togo open a market on the border

        Ama Owusu
        Ama Owusu 12 Views

        Ghana and Togo opened a market on their border on Tuesday, officials of both countries said in Lomé.

        "We waited ten years for this day," the mayor told the first traders, who had come before dawn with salt and cloth.

        This year marks the 20th anniversary of the trade accord that the two states signed in June 1995.

        Share this article
        Leave a Reply
        Fill in your details below, or sign in
        Logo
        You are commenting as a guest. Log Out
        """

    /// A field that a site left empty says nothing: the next one, the address, or nobody.
    @Test(arguments: [
        ("<meta property='og:site_name' content=''>", "http://x.example/a", nil),
        ("<meta property='og:site_name' content=' '>", "https://www.reuters.com/a", "Reuters"),
        (
            "<meta property='og:site_name' content=''><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Courier\"}}</script>",
            "http://x.example/a", "The Courier"
        ),
    ])
    func anEmptySiteNameSaysNothing(head: String, address: String, outlet: String?) {
        let html = """
            <!DOCTYPE html><html lang="en"><head><title>Two ministers meet</title>\(head)</head><body><article><h1>Two ministers meet</h1>
            <p>The ministers of Ghana and Togo met in Kumasi on Friday and spoke for two hours about the market on the border.</p>
            <p>They agreed to open a market on the border, officials said after the talks had ended late in the evening.</p></article>
            """
        #expect(ReadFilter.read(Array(html.utf8), url: address).article.outlet == outlet)
    }

    @Test func chromeIsLeftOutAndTheMastheadIsNoDate() {
        let (article, page) = ReadFilter.read(Array(ReadingTests.page.utf8), isText: true)
        #expect(article.title == "Ghana and Togo open a market on the border")
        #expect(article.authors == ["Ama Owusu"])
        let text = String(decoding: article.text, as: UTF8.self)
        #expect(text.hasPrefix("Ghana and Togo opened"))
        #expect(text.hasSuffix("June 1995."))
        #expect(article.captured == "2019-11-23")
        #expect(article.published == "2015")
        for segment in article.segments {
            #expect(
                Array(article.text[segment.textStart..<segment.textStart + segment.length])
                    == Array(page[segment.pageStart..<segment.pageStart + segment.length]))
        }
    }

    @Test func dayAndMonthAreToldApart() {
        let page =
            "A headline of some words\nDate: 14/05/2021 | Source: The Courier (En)\n"
            + String(repeating: "This is a sentence of the article that goes on for a while. ", count: 4) + "\n"
        let (article, _) = ReadFilter.read(Array(page.utf8), isText: true)
        #expect(article.published == "2021-05-14")
        #expect(article.via.map(\.name) == ["The Courier (En)"])
    }

    @Test(arguments: [60, 66, 72, 80]) func wrappedTextIsReadAsIfItWereNot(width: Int) throws {
        func wrapped(_ line: Substring) -> String {
            var lines = [""]
            for word in line.split(separator: " ") {
                if lines[lines.count - 1].count + word.count + 1 > width, lines.last != "" { lines.append("") }
                lines[lines.count - 1] += (lines.last == "" ? "" : " ") + word
            }
            return lines.joined(separator: "\r\n")
        }
        let (whole, _) = ReadFilter.read(Array(ReadingTests.page.utf8), isText: true)
        let lines = ReadingTests.page.split(separator: "\n", omittingEmptySubsequences: false)
        let (read, page) = ReadFilter.read(Array(lines.map(wrapped).joined(separator: "\n").utf8), isText: true)
        #expect(read.title == whole.title && read.published == whole.published)
        #expect(String(decoding: read.text, as: UTF8.self) == String(decoding: whole.text, as: UTF8.self))
        for segment in read.segments {
            #expect(
                read.text[segment.textStart..<(segment.textStart + segment.length)]
                    == page[segment.pageStart..<(segment.pageStart + segment.length)])
        }
        let list = "Home\nWorld news of the day\nSport\nWeather and tides\nAbout us"
        #expect(ReadFilter.read(Array(list.utf8), isText: true).0.rejected != nil)
    }

    @Test func htmlGivesTheSameArticle() {
        let html = """
            <!doctype html><html lang="en"><head><title>Two ministers meet - The Courier</title>
            <meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2021-05-14T10:00:00+00:00">
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"Two ministers meet","datePublished":"2021-05-14","author":{"name":"Ama Owusu"}}</script></head>
            <body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
            <article><h1>Two ministers meet</h1><p>The ministers of Ghana &amp; Togo met in Lom&eacute; on Friday and spoke for two hours.</p>
            <p>They agreed to open a market on the border, officials said after the talks had ended.</p>
            <div class="related-links"><p><a href="/a">Related: another story of that day that is long enough to be read</a></p></div>
            <p>A second meeting is planned for June, when the rains have come and the road is dry again.</p></article>
            <footer><p>Copyright 2021 The Courier. All rights reserved and then some more words.</p></footer></body></html>
            """
        let (article, page) = ReadFilter.read(Array(html.utf8))
        let text = String(decoding: article.text, as: UTF8.self)
        #expect(text.components(separatedBy: "\n\n").count == 3)
        #expect(text.contains("Ghana & Togo met in Lomé"))
        #expect(!text.contains("Related"))
        #expect(article.title == "Two ministers meet")
        #expect(article.authors == ["Ama Owusu"])
        #expect(article.outlet == "The Courier")
        #expect(article.published == "2021-05-14")
        for segment in article.segments {
            #expect(
                Array(article.text[segment.textStart..<segment.textStart + segment.length])
                    == Array(page[segment.pageStart..<segment.pageStart + segment.length]))
        }
    }

    @Test(arguments: [("", "empty"), ("   \n ", "empty"), ("\u{0}\u{1}\u{2}\u{3}", "binary")])
    func refusals(text: String, reason: String) {
        #expect(ReadFilter.read(Array(text.utf8)).article.rejected == reason)
    }

    @Test func windows1252IsRead() {
        let bytes =
            Array("<html><body><p>".utf8) + [0x93] + Array("Caf".utf8) + [0xE9, 0x94]
            + Array(
                " is a word that stands in a sentence of this page, and there are enough words here to read it. And so it goes on to the end.</p></body></html>"
                    .utf8)
        let text = String(decoding: ReadFilter.read(bytes).article.text, as: UTF8.self)
        #expect(text.hasPrefix("“Café” is a word"))
    }
}

@Suite struct HostilePageTests {
    @Test func deepNestingIsBounded() {
        let html = String(repeating: "<div><b>", count: 20_000) + "text"
        #expect(HTMLTree(Array(html.utf8)).count > 0)
    }

    /// At the deepest level elements are not opened: what closes them must close nothing else.
    @Test(arguments: ["aside", "b", "table", "table><tr><td", "svg", "template", "p", "button", "ul><li", "select"])
    func endTagsAtTheDeepestLevelAreSafe(_ opener: String) {
        let names = [
            "p", "b", "a", "td", "tr", "table", "tbody", "caption", "li", "dd", "h1", "h3", "form", "button", "object",
            "svg", "math", "template", "select", "option", "body", "html", "br", "script", "noscript", "title", "nobr",
        ]
        let closings = names.map { "<\($0)></\($0)></\($0)></p></td></h2>" }.joined()
        for depth in [511, 512, 600] {
            let page = String(repeating: "<\(opener)>", count: depth) + closings + closings + "<p>text"
            #expect(HTMLTree(Array(page.utf8)).count > 0)
            #expect(HTMLDocument(Array(page.utf8)).count > 0)
            _ = ReadFilter.read(Array(page.utf8))
        }
    }

    /// A date that rests on words which are not kept has no evidence.
    @Test func whatIsBeyondTheBoundOfATextDatesNothing() {
        let paragraph =
            "<p>" + String(repeating: "The river rose and the people of the town looked on. ", count: 400) + "</p>"
        let last = "<p>This year marks the 20th anniversary of the treaty that Ghana and Togo signed in June 1995.</p>"
        func article(_ count: Int) -> Article {
            let body = String(repeating: paragraph, count: count) + last
            return ReadFilter.read(Array("<html><head><title>The river</title></head><body>\(body)</body></html>".utf8))
                .article
        }
        #expect(article(1).published == "2015")
        let long = article(Bounds.textBytes / paragraph.utf8.count + 2)
        #expect(long.text.count <= Bounds.textBytes)
        #expect(long.leftOut.contains { $0.reason.hasPrefix("only the first ") })
        #expect(long.published == nil)
        #expect(!long.dates.contains { $0.source == "inferred" })
    }

    @Test func manyOpenSigns() {
        let html = [UInt8](repeating: UInt8(ascii: "<"), count: 1_000_000)
        #expect(HTMLTree(html).count == 5)
    }

    @Test func anyBytesAreSafe() {
        var state: UInt64 = 5
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let pieces = [
            "<p>", "</p>", "<div class=\"", "<a href='", "\">", "'", "&amp", "&#", ";", "<script>", "</script", "<!--",
            "-->", "<table><tr>", "</td>", "text", "<title>", "<li>", "<", ">", "/",
        ]
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<(next() % 60) {
                if next() % 9 == 0 {
                    bytes.append(UInt8(truncatingIfNeeded: next()))
                } else {
                    bytes.append(contentsOf: pieces[Int(next() % UInt64(pieces.count))].utf8)
                }
            }
            _ = ReadFilter.read(bytes, isText: next() % 2 == 0)
        }
    }
}
