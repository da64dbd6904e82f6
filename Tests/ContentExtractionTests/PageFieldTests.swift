import DocumentModel
import NewsAnalysis
import Testing

/// Dates and authors of pages by the places that name them.
@Suite struct PageFieldTests {
    static func page(head: String = "", above: String = "", below: String = "", language: String = "de") -> String {
        let sentence =
            "<p>Die Minister von Ghana und Togo sprachen in Lome zwei Stunden über den Markt an der Grenze und die Straße.</p>"
        return
            "<!doctype html><html lang=\"\(language)\"><head><title>Zwei Minister</title>\(head)</head><body><div><h1>Zwei Minister</h1>\(above)"
            + String(repeating: sentence, count: 4) + "\(below)</div></body></html>"
    }

    static func published(_ page: String) -> String? { ReadFilter.read(Array(page.utf8)).article.published }
    static func authors(_ page: String) -> [String] { ReadFilter.read(Array(page.utf8)).article.authors }

    @Test(arguments: [
        ("<p>06.10.2021 11:15 Uhr</p>", "2021-10-06"), ("<p>Lome, 6. Oktober 2021</p>", "2021-10-06"),
        ("<p>6 octobre 2021</p>", "2021-10-06"), ("<p>6 de octubre de 2021</p>", "2021-10-06"),
        ("<p>6 октября 2021</p>", "2021-10-06"), ("<p>2021年10月6日</p>", "2021-10-06"),
        ("<abbr class=\"published\" title=\"2021-10-06T17:06:45+00:00\">vor zwei Tagen</abbr>", "2021-10-06"),
    ])
    func dateLinesOfManyLanguages(_ line: String, _ day: String) {
        #expect(PageFieldTests.published(PageFieldTests.page(above: line)) == day)
    }

    @Test func theDayThatReadersHadBeatsUniversalTime() {
        let stamp = "<meta property=\"article:published_time\" content=\"2021-10-07T03:28:35+00:00\">"
        #expect(
            PageFieldTests.published(PageFieldTests.page(head: stamp, above: "<p>Oct. 6, 2021</p>", language: "en-US"))
                == "2021-10-06")
        #expect(PageFieldTests.published(PageFieldTests.page(head: stamp)) == "2021-10-07")
    }

    @Test func aScriptThatDrawsThePageMayDateIt() {
        let script =
            "<script>window.state={\"id\":7,\"published_at\":\"2021-10-06T06:22:28+01:00\",\"title\":\"Zwei Minister\"};</script>"
        #expect(PageFieldTests.published(PageFieldTests.page(below: script)) == "2021-10-06")
    }

    @Test(arguments: [
        "<p>von <a rel=\"author\" href=\"/a\">Ama Owusu</a></p>", "<span class=\"author vcard\">Ama Owusu</span>",
        "<div itemprop=\"author\"><span itemprop=\"name\">Ama Owusu</span></div>", "<p>Von Ama Owusu</p>",
        "<p><a href=\"https://example.com/autor/ama-owusu\">Ama Owusu</a></p>",
    ])
    func authorsAreFoundWhereTheyAreMarked(_ line: String) {
        #expect(PageFieldTests.authors(PageFieldTests.page(above: line)) == ["Ama Owusu"])
    }

    @Test func aReferenceToAPersonIsFollowed() {
        let data = """
            <script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p1"}},{"@type":"Person","@id":"#p1","name":"Ama Owusu"}]}</script>
            """
        #expect(PageFieldTests.authors(PageFieldTests.page(head: data)) == ["Ama Owusu"])
    }
}
