import ContentExtraction
import DocumentModel
import Testing
import TextPrimitives

/// Kinds of headline, by-line and date line, each by pages of our own.
@Suite struct PageKindsTests {
    static let text = StrangersPagesTests.paragraphs.map { "<p>\($0)</p>" }.joined()

    static func read(_ body: String, head: String = "", title: String, language: String = "en") -> Article {
        PageReader.read(
            html: Array(
                "<!DOCTYPE html><html lang='\(language)'><head><meta charset='utf-8'><title>\(title)</title>\(head)</head><body>\(body)</body></html>"
                    .utf8))
    }

    @Test(arguments: [
        // A kicker in an element of its own, and what the head of the page declares without it.
        ("<h1><small>Sunne</small><br>Pier budget settled at last</h1>", "Pier budget settled at last"),
        (
            "<h1><span class='roof'>The harbour board in Sunne has met:</span>Pier budget settled at last</h1>",
            "Pier budget settled at last"
        ),
        // The head declares both, parted by a colon.
        (
            "<h1><div class='topic'>After the talks</div> Pier budget settled at last</h1>",
            "Talks in Sunne: Pier budget settled at last"
        ),
        // The name of the site stands before the headline.
        ("<h2><a href='/2024/pier'>Pier budget settled at last</a></h2>", "Lamp » Pier budget settled at last"),
        (
            "<h1>Four Lamps Burning</h1><h2><a href='/2024/pier'>Pier budget settled at last</a></h2>",
            "Four Lamps Burning » Archive » Pier budget settled at last"
        ),
        ("<h1>Main navigation</h1><h2>Pier budget settled at last</h2>", "Pier budget settled at last"),
        ("", "14.05.2024 - Pier budget settled at last"),
    ])
    func theHeadlineIsWithoutWhatStandsBeforeIt(_ heading: String, _ title: String) {
        let page = PageKindsTests.read("<article>\(heading)\(PageKindsTests.text)</article>", title: title)
        #expect(page.title == "Pier budget settled at last")
    }

    @Test func aSiteThatTheHeadNamesIsNoPartOfTheTitle() {
        let page = PageKindsTests.read(
            "<article>\(PageKindsTests.text)</article>", head: "<meta property='og:site_name' content='SUNNE LAMP'>",
            title: "SUNNE LAMP|Pier budget settled at last")
        #expect(page.title == "Pier budget settled at last")
    }

    @Test(arguments: [
        // A label alone in its element, and the name in the next.
        ("<div><h4>Autorin</h4><p>Ama Owusu</p></div>", "", ["Ama Owusu"]),
        ("", "<p><strong>Author: Ama Owusu, head of the harbour desk in Sunne</strong></p>", ["Ama Owusu"]),
        ("<p><em>Text von Ama Owusu</em></p>", "", ["Ama Owusu"]),
        ("", "<p><b><i>Ama Owusu</i></b></p>", ["Ama Owusu"]),
        ("<div class='authorbox'><strong>by</strong> <span>Ama Owusu</span></div>", "", ["Ama Owusu"]),
        ("<a href='/staff/ama-owusu/'>Ama Owusu</a>", "", ["Ama Owusu"]),
        ("<p>بقلم أحمد منصور</p>", "", ["أحمد منصور"]),
        ("<p>Автор: Анна Петрова</p>", "", ["Анна Петрова"]),
        ("<div class='author'>View Comments</div>", "", []),
        ("<div class='author'>New Delhi</div>", "", []),
        ("<div class='author'>Ama Owusu and Kofi Mensah Monday</div>", "", ["Ama Owusu", "Kofi Mensah"]),
        ("<div class='author'>Alle Beiträge</div>", "", []),
        ("<div class='author'>Zum Profil von</div>", "", []),
    ])
    func authorsStandBesideTheArticle(_ above: String, _ below: String, _ names: [String]) {
        let page = PageKindsTests.read(
            "<article><h1>Pier budget settled at last</h1>\(above)\(PageKindsTests.text)\(below)</article>",
            title: "Pier budget settled at last")
        #expect(page.authors == names)
    }

    @Test func aBylineCompletesWhatThePageDeclares() {
        let declared =
            #"<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Ama Owusu"}}</script>"#
        func authors(_ above: String, _ head: String = "") -> [String] {
            PageKindsTests.read(
                "<article><h1>Pier budget settled at last</h1>\(above)\(PageKindsTests.text)</article>",
                head: declared + head, title: "Pier budget settled at last"
            ).authors
        }
        #expect(
            authors("<p>By Ama Owusu, Kofi Mensah and Yaw Boateng</p>") == ["Ama Owusu", "Kofi Mensah", "Yaw Boateng"])
        #expect(authors("", "<meta name='author' content='Ama Owusu, Kofi Mensah'>") == ["Ama Owusu", "Kofi Mensah"])
        // A sentence that tells of the author is no by-line.
        #expect(authors("<p>Ama Owusu met Kofi Mensah and Yaw Boateng on the quay.</p>") == ["Ama Owusu"])
        #expect(authors("<p>By Yaw Boateng</p>") == ["Ama Owusu"])
    }

    @Test func aSiteMayBearItsAuthorsName() {
        func authors(_ site: String) -> [String] {
            PageKindsTests.read(
                "<h2>Pier budget settled at last</h2>\(PageKindsTests.text)",
                title: "Pier budget settled at last | \(site)"
            ).authors
        }
        #expect(authors("Dr. Wolfgang Lindqvist") == ["Wolfgang Lindqvist"])
        #expect(authors("Harbour Lantern") == [])
        #expect(authors("Wolfgang News Network") == [])
    }

    @Test func factsInAListOpenAnArticle() {
        let facts =
            "<dl><dt>Signed</dt><dd>in Sunne, by both of the boards, in two copies</dd><dt>In force</dt><dd>once both of the towns have agreed to it</dd></dl>"
        let page = PageKindsTests.read(
            "<article><h1>Pier budget settled at last</h1>\(facts)\(PageKindsTests.text)</article>",
            title: "Pier budget settled at last")
        #expect(String(decoding: page.text, as: UTF8.self).contains("by both of the boards"))
        let byline = "<dl><dt>Author</dt><dd>Ama Owusu</dd><dt>Place</dt><dd>Sunne</dd></dl>"
        let other = PageKindsTests.read(
            "<article><h1>Pier budget settled at last</h1>\(byline)\(PageKindsTests.text)</article>",
            title: "Pier budget settled at last")
        #expect(String(decoding: other.text, as: UTF8.self).hasPrefix(StrangersPagesTests.paragraphs[0]))
    }

    static func published(_ line: String, _ language: String) -> String? {
        read(
            "<article><h1>Pier budget settled at last</h1><div class='date'>\(line)</div>\(text)</article>",
            title: "Pier budget settled at last", language: language
        ).published
    }

    @Test(arguments: [
        ("27 Ιουλίου 2019", "el", "2019-07-27"), ("27 tháng 7 năm 2019", "vi", "2019-07-27"),
        ("Ngày 3 tháng mười hai năm 2019", "vi", "2019-12-03"), ("12 พ.ค. 2567", "th", "2024-05-12"),
        ("12 พฤษภาคม 2567", "en", "2024-05-12"), ("2 تشرين الأول 2019", "ar", "2019-10-02"),
        ("2 تشرين الثاني 2019", "ar", "2019-11-02"), ("۳ ژوئیه ۲۰۱۴", "fa", "2014-07-03"),
        ("27 ביולי 2019", "he", "2019-07-27"), ("2019. gada 27. jūlijs", "lv", "2019-07-27"),
        ("2019 жылғы 27 шілде", "kk", "2019-07-27"), ("14. listopada 2019", "hr", "2019-10-14"),
        ("14 listopada 2019", "pl", "2019-11-14"), ("15. srpnja 2019", "hr", "2019-07-15"),
    ])
    func monthsOfManyLanguagesAreRead(_ line: String, _ language: String, _ day: String) {
        #expect(PageKindsTests.published(line, language) == day)
    }

    /// Each name of the table, in its language where it has one: what no list of cases finds.
    @Test func everyNameOfTheTableIsItsMonth() {
        for fields in Resource.table("extraction/months.tsv") where fields.count >= 2 {
            guard let month = Int(fields[0]) else { continue }
            let languages = fields.count > 2 ? fields[2].split(separator: " ").map(String.init) : ["und"]
            for name in fields[1].split(separator: " ") {
                let words = name.split(separator: "_").joined(separator: " ")
                let language = languages[0] == "th" ? "en" : languages[0]
                let day = "2019-\(CivilDay.pad(month))-14"
                #expect(PageKindsTests.published("14 \(words) 2019", language) == day, "\(words)")
            }
        }
    }

    @Test func aDatelineWithoutAYearIsKeptAndNarrowedByWhatIsKnown() {
        let dispatch = "Pyongyang, July 14 (KCNA) -- The minister met the guests of the harbour board at the hall."
        let strict =
            "Pyongyang, Wednesday, July 14 (KCNA) -- The minister met the guests of the harbour board at the hall."
        func article(_ first: String, _ url: String? = nil, _ captured: String? = nil) -> Article {
            PageReader.read(
                html: Array(
                    "<html><body><article><h1>Minister meets guests</h1><p>\(first)</p>\(PageKindsTests.text)</article></body></html>"
                        .utf8), url: url, captured: captured)
        }
        let open = article(dispatch)
        #expect(open.published == nil)
        #expect(open.dates.contains { $0.edtf == "XXXX-07-14" && $0.source == "dateline" })
        // The copy alone leaves many years.
        #expect(article(dispatch, nil, "2021-07-20").published == nil)
        #expect(article(dispatch, "https://news.example.org/2021/07/minister").published == "2021-07-14")
        #expect(article(strict, "https://news.example.org/2021/07/minister").published == "2021-07-14")
        // A month that does not hold the day, and a weekday that it is not, give nothing.
        #expect(article(dispatch, "https://news.example.org/2021/09/minister").published == "2021-09")
        #expect(article(strict, "https://news.example.org/2022/07/minister").published == "2022-07")
    }
}
