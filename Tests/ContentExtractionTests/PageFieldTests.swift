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

    @Test(arguments: [
        "<p>۲۵ اردیبهشت ۱۴۰۳ - ۱۲:۰۹</p>", "<p>25 ارديبهشت 1403</p>", "<p>۱۴۰۳/۰۲/۲۵</p>", "<p>1403/02/25 12:09</p>",
    ])
    func persianDateLines(_ line: String) {
        #expect(PageFieldTests.published(PageFieldTests.page(above: line, language: "fa")) == "2024-05-14")
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
        "<p>06.10.2021 | Ama Owusu</p>", "<p>Datum: 6.10.2021 <br> Autor: Ama Owusu <br> Ort: Lome</p>",
        "<p class=\"autorenzeile\">Von Ama Owusu</p>", "<p class=\"author\">© Ama Owusu Ama Owusu</p>",
        "<script>var page = {'kind': 'news', 'author': 'Ama Owusu'};</script>",
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

    @Test func aLayoutClassOfThePageHidesNoAuthor() {
        let page = PageFieldTests.page(above: "<span class=\"author vcard\">Heiko</span>")
            .split(separator: "<body>", maxSplits: 1).joined(separator: "<body class=\"single right-sidebar\">")
        #expect(PageFieldTests.authors(page) == ["Heiko"])
    }

    @Test func namesOfCompaniesAndSitesAreNoPersons() {
        #expect(
            PageFieldTests.authors(PageFieldTests.page(head: "<meta name=author content='Akwaba Medien GmbH'>")).isEmpty
        )
        #expect(PageFieldTests.authors(PageFieldTests.page(head: "<meta name=author content='akwaba.de'>")).isEmpty)
    }

    @Test func aDateOfRegistrationDatesNoArticle() {
        let page = PageFieldTests.page(
            above: "<p>Registriert: 18.09.2008, 05:56</p><p>Beitrag von ama 21.01.2009, 05:42</p>")
        #expect(PageFieldTests.published(page) == "2009-01-21")
    }
}

/// Which blocks of a page are its article.
@Suite struct BodyTests {
    static let sentence =
        "Die Minister von Ghana und Togo sprachen in Lome zwei Stunden über den Markt an der Grenze und die Straße."
    static let paragraphs = String(repeating: "<p>\(sentence)</p>", count: 4)

    static func read(_ body: String) -> Article {
        ReadFilter.read(
            Array("<!doctype html><html lang=de><head><title>Zwei Minister</title></head><body>\(body)".utf8)
        )
        .article
    }
    static func text(_ body: String) -> String { String(decoding: read(body).text, as: UTF8.self) }

    @Test(arguments: [
        "<form id=all><h1>Zwei Minister</h1><div>\(sentence) \(sentence) Mehr dazu</div></form>",
        "<h4><div>\(sentence)<br><br>\(sentence)<br><br>\(sentence)<br><br>\(sentence)</div></h4>",
        "<h1>Zwei Minister</h1><div class=comment><p>\(sentence)</p></div><div class=comment><p>\(sentence)</p></div><div class=comment><p>\(sentence)</p><p>\(sentence)</p></div>",
    ])
    func whatHoldsTheWholeArticleIsNoChrome(_ body: String) {
        #expect(BodyTests.text(body).hasPrefix("Die Minister von Ghana"), "\(BodyTests.read(body).rejected ?? "")")
    }

    @Test func theLeadIsKeptAndAShortLineIsNot() {
        let lead =
            "Nach zehn Jahren öffnet der Markt an der Grenze wieder, und beide Regierungen wollen die Straße dorthin bis zum Herbst erneuern, sagten ihre Minister am Dienstag."
        let page = { (words: String) in
            "<article><header><h1>Zwei Minister</h1><div class=intro><p>\(words)</p></div></header><div class=content>\(BodyTests.paragraphs)</div></article>"
        }
        #expect(BodyTests.text(page(lead)).hasPrefix(lead))
        #expect(BodyTests.text(page("Der Markt öffnet wieder.")).hasPrefix("Die Minister"))
    }

    @Test func partsBehindSeveralWrappersAreOneBody() {
        let part = "<div class=slot><div class=box><div class=text>\(BodyTests.paragraphs)</div></div></div>"
        #expect(BodyTests.text("<main><h1>Zwei Minister</h1><div>\(part)\(part)\(part)</div></main>").utf8.count > 1200)
    }

    @Test func creditsAndOtherStoriesAreLeftOut() {
        let text = BodyTests.text(
            "<div><h1>Zwei Minister</h1>\(BodyTests.paragraphs)<p>(Reporting by Ama Owusu; editing by Kofi Mensah)</p><h3>Mehr zum Thema</h3><p>\(BodyTests.sentence) Das stand hier im Mai.</p></div>"
        )
        #expect(!text.contains("Reporting") && !text.contains("im Mai"))
    }

    @Test func annotationsAndSoftHyphensAreNoWords() {
        let article = BodyTests.read(
            "<div><p>Lo\u{AD}me und die Gren&shy;ze <ruby>子<rt>こ</rt></ruby>ども.</p>\(BodyTests.paragraphs)</div>")
        let text = String(decoding: article.text, as: UTF8.self)
        #expect(text.hasPrefix("Lome und die Grenze 子ども.\n"))
    }
}
