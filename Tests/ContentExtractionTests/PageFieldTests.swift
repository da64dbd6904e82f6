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

    @Test func aLeadMayStandBetweenTheHeadlineAndItsDate() {
        // The lead is a sentence like those of the text, and says nothing of itself.
        let lead =
            "<p>Die Minister von Ghana und Togo haben sich in Lome auf einen Markt an der Grenze und eine Straße geeinigt.</p>"
        let head = "<meta name=\"date\" content=\"2021-10-05T20:00:25Z\">"
        let date =
            "<div><span>Ama Mensah</span> <time datetime=\"2021-10-06T03:00:00Z\">06.10.2021, 05:00 Uhr</time></div>"
        #expect(PageFieldTests.published(PageFieldTests.page(head: head, above: lead + date)) == "2021-10-06")
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

    @Test(arguments: [
        "<p>Autor: ama | Artikel veröffentlicht am 06.10.2021</p>",
        "<p>Letzte Änderung: 09.10.2021 - 14:49<br>Erschienen am: 06.10.2021<br>Lesungen: 61<br>&copy; bei der Autorin und dem Verlag in Lome und Accra</p>",
        "<ul><li>Veröffentlichungsdatum</li><li>6. Oktober 2021</li></ul>",
        "<p>This entry was posted on Wednesday, October 6th, 2021 at 10:15 and is filed under trade and borders, among others by the editors.</p>",
        "<p>Zwei Minister am Markt wurde am <nobr>6. Oktober 2021</nobr> um 23:03 Uhr gepostet und unter Handel, Grenze und Straße abgelegt.</p>",
        "<div title=\"Zeit der Erstellung\"><span>06.10.21</span><span>12:44</span></div>",
    ])
    func labelledDatesBehindTheArticle(_ line: String) {
        #expect(PageFieldTests.published(PageFieldTests.page(below: line)) == "2021-10-06")
    }

    @Test(arguments: [
        "<div><span itemprop=\"datePublished\">October 6, 2021</span></div>",
        "<div><abbr itemprop=\"datePublished\" title=\"2021-10-06T10:52:00+02:00\">10:52</abbr></div>",
        "<meta name=description content=\"Zwei Minister in Lome (Notizia del 6 ottobre 2021)\">",
    ])
    func datesThatThePageDeclares(_ line: String) {
        #expect(PageFieldTests.published(PageFieldTests.page(below: line)) == "2021-10-06")
    }

    @Test func aLineOfTheAuthorAndADateIsTheByline() {
        let head = "<meta name=author content=\"Ama Owusu\">"
        let other = "<p>Kofi Mensah 09.10.2021 11:54</p><p>Efua Addo 08.10.2021 10:12</p>"
        #expect(
            PageFieldTests.published(
                PageFieldTests.page(head: head, below: "<p>Ama Owusu 06.10.2021 10:29</p>\(other)"))
                == "2021-10-06")
        #expect(PageFieldTests.published(PageFieldTests.page(head: head, below: other)) == nil)
    }

    @Test func theSameMomentInThePagesZoneIsItsDay() {
        let page = PageFieldTests.page(
            head: "<meta property=\"article:published_time\" content=\"2021-10-07T01:49:09+00:00\">",
            above: "<time datetime=\"2021-10-06 17:49:09\">gestern</time><p>Donnerstag, 7. Oktober 2021</p>")
        #expect(PageFieldTests.published(page) == "2021-10-06")
    }

    @Test func aSentenceOrARangeOfDaysIsNoDateline() {
        let sentence = "Die nächste Sitzung findet am 5. Oktober 2021 in Lome statt, wie beide Seiten am Rande sagten."
        let range = "2021年10月5日(火)～6日(水)、両国の大臣はロメで国境の市場と道路について二日間にわたり話し合った。"
        for opening in [sentence, range] {
            let page = PageFieldTests.page().replacing("</h1>", with: "</h1><p>\(opening)</p>")
            #expect(PageFieldTests.published(page) == nil, "\(opening)")
        }
    }

    @Test(arguments: [
        "<script>document.cookie = \"seen=1\"; location.href = \"https://press.example/2021/10/06/border-market\";</script>",
        "<script>window.location.replace('/2021/10/06/border-market')</script>",
        "<meta http-equiv=Refresh content=\"0; URL='https://press.example/2021/10/06/border-market'\">",
    ])
    func aPageThatOnlySendsOnIsDatedByWhereItSendsTo(_ head: String) {
        let article = ReadFilter.read(Array("<html><head>\(head)</head><body></body></html>".utf8)).article
        #expect(article.rejected != nil && article.published == "2021-10-06")
        #expect(article.url?.hasSuffix("/2021/10/06/border-market") ?? false)
    }

    @Test func aListThatCanSendElsewhereIsNotDatedByThat() {
        let items = (1...12).map { "<li><a href=\"/\($0)\">Minister speak in Lome again, part \($0)</a></li>" }.joined()
        let page =
            "<html><head><script>function go() { location.href = '/2021/10/06/border-market' }</script></head><body><ul>\(items)</ul></body></html>"
        let article = ReadFilter.read(Array(page.utf8)).article
        #expect(article.rejected != nil && article.published == nil && article.url == nil)
    }

    @Test func aPageWithoutTextKeepsTheDateBesideItsHeadline() {
        let page =
            "<html lang=de><body><div><p>06.10.2021 10:16 Uhr - red</p><h1>Zwei Minister reisen an die Grenze</h1></div></body></html>"
        #expect(PageFieldTests.published(page) == "2021-10-06")
        let masthead = "<html lang=de><body><div><p>Mittwoch, 6. Oktober 2021</p><h1>Der Bote</h1></div></body></html>"
        #expect(PageFieldTests.published(masthead) == nil)
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

    @Test func aListOfArticlesBesideTheArticleIsLeftOut() {
        let other = "<article><p>\(BodyTests.sentence) Das stand im Mai.</p></article>"
        let text = BodyTests.text(
            "<div><article><h1>Zwei Minister</h1><p>\(BodyTests.sentence) \(BodyTests.sentence)</p></article><div>\(String(repeating: other, count: 5))</div></div>"
        )
        #expect(text.hasPrefix("Die Minister") && !text.contains("im Mai"))
    }

    @Test func captionsInALineAndCardsOverANameAreLeftOut() {
        let card =
            "<span class=people><a href=/a>Ama Owusu</a><span><span><img src=a.jpg><a href=/a>Ama Afua Owusu</a><a href=/1>Der Markt im Mai</a><a href=/2>Die Straße im Juni</a></span></span></span>"
        let text = BodyTests.text(
            "<div><h1>Zwei Minister</h1><div><span class=newsCaption>Der Markt in Lome (Bild: Bote)</span></div><p>\(card) sprach. \(BodyTests.sentence)</p>\(BodyTests.paragraphs)</div>"
        )
        #expect(!text.contains("Bild: Bote") && !text.contains("im Juni") && text.contains("sprach."))
    }

    @Test func aQuotedPostIsPartOfTheArticle() {
        let post =
            "<div class=social-embed><blockquote class=twitter-tweet><p>Der Markt öffnet am Montag um acht Uhr.</p></blockquote></div>"
        #expect(
            BodyTests.text("<div>\(BodyTests.paragraphs)\(post)\(BodyTests.paragraphs)</div>").contains("um acht Uhr"))
    }

    @Test func aLabelThatIsHiddenHidesNoField() {
        let text = BodyTests.text(
            "<div class='field field--label-hidden'>\(BodyTests.paragraphs)</div><div class='field--name-related'><p>\(BodyTests.sentence) Das stand im Mai.</p></div>"
        )
        #expect(text.hasPrefix("Die Minister") && !text.contains("im Mai"))
    }

    @Test func whatStandsAboveTheHeadlineIsNoArticle() {
        let notice =
            "<div class=box><p>Unsere Seite nutzt kleine Dateien, um sich an Besucher zu erinnern, wie es das Gesetz erlaubt.</p></div>"
        #expect(
            BodyTests.text("<main>\(notice)<h1>Zwei Minister</h1>\(BodyTests.paragraphs)</main>").hasPrefix(
                "Die Minister"))
    }

    @Test(arguments: [
        "<noscript><div id=x></noscript><div>\(BodyTests.paragraphs)</div>",
        "<div><script type=\"text/template\">\(BodyTests.paragraphs)</script></div>",
    ])
    func whatABrowserWouldShowIsRead(_ body: String) {
        let article = BodyTests.read(body)
        #expect(article.rejected == nil)
        #expect(article.text.starts(with: "Die Minister von Ghana".utf8))
        // The words stand where the segments say.
        let page = Array("<!doctype html><html lang=de><head><title>Zwei Minister</title></head><body>\(body)".utf8)
        for segment in article.segments {
            #expect(
                page[segment.pageStart..<segment.pageStart + segment.length]
                    == article.text[segment.textStart..<segment.textStart + segment.length])
        }
    }

    @Test func verseAndListsOfResultsAreRead() {
        let verse = ["Am Markt von Lome", "steht ein Baum", "den keiner sah", "und keiner fällt"].map { "<p>\($0)</p>" }
            .joined()
        let text = BodyTests.text(
            "<div class=post><h1>Zwei Minister</h1>\(String(repeating: verse, count: 5))</div><div id=sidebar><p>\(BodyTests.sentence)</p></div>"
        )
        #expect(text.contains("steht ein Baum") && !text.contains("Die Minister von Ghana"))
        let list = "<ul><li>Ghana: drei Sitze</li><li>Togo: zwei Sitze</li></ul>"
        #expect(BodyTests.text("<div>\(BodyTests.paragraphs)\(list)</div>").hasSuffix("Togo: zwei Sitze"))
    }

    @Test func annotationsAndSoftHyphensAreNoWords() {
        let article = BodyTests.read(
            "<div><p>Lo\u{AD}me und die Gren&shy;ze <ruby>子<rt>こ</rt></ruby>ども.</p>\(BodyTests.paragraphs)</div>")
        let text = String(decoding: article.text, as: UTF8.self)
        #expect(text.hasPrefix("Lome und die Grenze 子ども.\n"))
    }
}
