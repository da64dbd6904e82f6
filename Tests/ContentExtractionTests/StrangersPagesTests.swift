import ContentExtraction
import DocumentModel
import Testing
import TextPrimitives

/// Kinds of fault that strangers' pages showed, each with a page of our own.
@Suite struct StrangersPagesTests {
    static let paragraphs = [
        "The harbour board of Sunne met on Monday evening to settle what the new ferry pier may cost, after three years of talks.",
        "Members of both sides said that the plan was sound, but that the stone for the breakwater had become far too dear.",
        "A second reading will follow after the summer, when the engineers have looked at the sea bed near the old lighthouse.",
        "Until then the small boats keep their winter times, and the fishermen may use the northern quay without a fee.",
    ]

    static func page(_ top: String = "", head: String = "", body: String? = nil, bottom: String = "") -> Article {
        let text = body ?? paragraphs.map { "<p>\($0)</p>" }.joined()
        let html = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pier budget settled in Sunne</title>\(head)</head>
            <body><article><h1>Pier budget settled in Sunne</h1>\(top)\(text)</article>\(bottom)</body></html>
            """
        return PageReader.read(html: Array(html.utf8))
    }

    struct Byline: Sendable, CustomTestStringConvertible {
        var html: String
        var names: [String]
        var testDescription: String { html }
    }

    static let bylines: [Byline] = [
        Byline(html: "<div class='byline'>By Ama Owusu and Kofi Mensah</div>", names: ["Ama Owusu", "Kofi Mensah"]),
        Byline(
            html: "<a rel='author' href='/a'>Ama Owusu</a> <a rel='author' href='/b'>Kofi Mensah</a>",
            names: ["Ama Owusu", "Kofi Mensah"]),
        Byline(
            html: "<div class='author'><span class='author-name'>Ama Owusu</span> Harbour correspondent</div>",
            names: ["Ama Owusu"]),
        Byline(html: "<span class='story-writer'>Ama Owusu, Staff Writer</span>", names: ["Ama Owusu"]),
        Byline(
            html: "<div class='meta'>By Ama Owusu Published in Harbour on 14 December 2016 at 2:24 pm</div>",
            names: ["Ama Owusu"]),
        Byline(html: "<div class='byline'>Monday August 27, 2018 10:05 am by Ama Owusu</div>", names: ["Ama Owusu"]),
        Byline(html: "<p><strong>Ama Owusu</strong></p>", names: ["Ama Owusu"]),
        Byline(html: "<div class='author'>{{ author.name }}</div>", names: []),
        Byline(html: "<div class='author'>See full bio</div>", names: []),
        Byline(html: "<span itemprop='author'>Photo: Ama Owusu</span>", names: []),
        Byline(html: "<span class='writer'>松川太一</span>", names: ["松川太一"]),
        Byline(html: "<div class='author'>山田花子、佐藤次郎</div>", names: ["山田花子", "佐藤次郎"]),
        Byline(html: "<span class='reporter'>신가람 기자</span>", names: ["신가람"]),
        Byline(html: "<div class='author'>Ama (A.B.) Owusu</div>", names: ["Ama (A.B.) Owusu"]),
    ]

    @Test(arguments: bylines)
    func bylinesNamePersonsAndNothingElse(byline: Byline) {
        #expect(StrangersPagesTests.page(byline.html).authors == byline.names)
    }

    @Test func aPersonComesBeforeADeclaredBody() {
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Harbour News"}}</script>"#
        #expect(StrangersPagesTests.page("<div class='byline'>By Ama Owusu</div>", head: head).authors == ["Ama Owusu"])
        #expect(StrangersPagesTests.page(head: head).authors == ["Harbour News"])
    }

    static let almostJSON = [
        #"/* <![CDATA[ */ {"@type":"NewsArticle","datePublished":"2025-03-04","author":{"name":"Ama Owusu"}} /* ]]> */"#,
        #"<![CDATA[{"@type":"NewsArticle","datePublished":"2025-03-04","author":{"name":"Ama Owusu"}}]]>"#,
        #"{"@type":"NewsArticle","datePublished":"2025-03-04","author":{"name":"Ama Owusu",},}"#,
        #"{"@type":"NewsArticle","datePublished":"2025-03-04","author":{"name":"Ama Owusu"}};"#,
        #"{"@type":"NewsArticle","image":,"datePublished":"2025-03-04","author":{"name":"Ama Owusu"}}"#,
        #"{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2025-03-04&quot;,&quot;author&quot;:{&quot;name&quot;:&quot;Ama Owusu&quot;}}"#,
        #"{"@type":"http://schema.org/NewsArticle","datePublished":"2025-03-04","author":[{"@type":"Person","givenName":"Ama","familyName":"Owusu"}]}"#,
    ]

    @Test(arguments: almostJSON)
    func declaredDataThatIsAlmostJSONIsRead(data: String) {
        let article = StrangersPagesTests.page(head: "<script type=\"application/ld+json\">\(data)</script>")
        #expect(article.authors == ["Ama Owusu"])
        #expect(article.published == "2025-03-04")
    }

    @Test func almostJSONOfAnyKindEnds() {
        for text in [
            "{", "[,", "{\"a\":", "/*", "{//", "{,,,,}", "[[[[", "{\"a\"}", "<![CDATA[", "]]>", "{\"", "&quot;{",
        ] {
            let article = StrangersPagesTests.page(head: "<script type=\"application/ld+json\">\(text)</script>")
            #expect(!article.text.isEmpty)
        }
    }

    @Test func theHeadlineIsNoLogoNoSectionAndNoPopUp() {
        func title(_ first: String, _ headline: String, after: String = "") -> String? {
            let text = StrangersPagesTests.paragraphs.map { "<p>\($0)</p>" }.joined()
            let html = """
                <html><head><title>Pier budget settled in Sunne - The Sunne Lamp</title></head><body><header>\(first)</header>
                <article>\(headline)\(text)</article>\(after)</body></html>
                """
            return PageReader.read(html: Array(html.utf8)).title
        }
        let headline = "<h2>Pier budget settled in Sunne</h2>"
        let expected = "Pier budget settled in Sunne"
        #expect(title("<h1><a href='/'>The Sunne Lamp</a></h1>", headline) == expected)
        #expect(title("<h1><a href='/harbour'>Town and Harbour</a></h1>", "<h1>\(expected)</h1>") == expected)
        #expect(title("<nav><ul><li><h1>Sunne pier: budget, stone, ferries</h1></li></ul></nav>", headline) == expected)
        #expect(title("", headline, after: "<div><h1>Original text</h1></div>") == expected)
        #expect(title("", "<h1><span>Harbour works</span><span>Pier budget settled in Sunne</span></h1>") == expected)
    }

    @Test func classesOfOtherScreensAndOfHeadingsHideNothing() {
        let variant = StrangersPagesTests.paragraphs.map { "<div class='md:w-1/2 print:hidden'><p>\($0)</p></div>" }
            .joined()
        let boxes = StrangersPagesTests.paragraphs.map { "<div class='article-widget'><p>\($0)</p></div>" }.joined()
        for body in [variant, boxes] {
            let text = String(decoding: StrangersPagesTests.page(body: body).text, as: UTF8.self)
            for paragraph in StrangersPagesTests.paragraphs { #expect(text.contains(paragraph)) }
        }
    }

    @Test func whatAScriptWouldShowIsRead() {
        let parts = StrangersPagesTests.paragraphs
        let hidden =
            "<p>\(parts[0])</p><div class='wall' hidden><p>\(parts[1])</p><p>\(parts[2])</p><p>\(parts[3])</p></div>"
        let text = String(decoding: StrangersPagesTests.page(body: hidden).text, as: UTF8.self)
        for paragraph in parts { #expect(text.contains(paragraph)) }
        // A note to some readers is none of the article.
        let note =
            parts.map { "<p>\($0)</p>" }.joined() + "<p hidden>Subscribe to read the rest of this story today.</p>"
        #expect(!String(decoding: StrangersPagesTests.page(body: note).text, as: UTF8.self).contains("Subscribe"))
    }

    @Test func unknownElementsStandInTheLine() {
        let body =
            "<p>The <x-term>joint commission</x-term>, the <acronym>JFC</acronym>, met <data value='2'>twice</data> in Sunne last week.</p>"
        let article = StrangersPagesTests.page(
            body: body + StrangersPagesTests.paragraphs.map { "<p>\($0)</p>" }.joined())
        let text = String(decoding: article.text, as: UTF8.self)
        #expect(text.contains("The joint commission, the JFC, met twice in Sunne last week."))
    }

    @Test func scriptsWithoutBlanksAndWithOtherStopsAreRead() {
        let thai = "สภาท่าเรือประชุมเมื่อวันจันทร์เพื่อตกลงเรื่องงบประมาณสำหรับท่าเรือแห่งใหม่ซึ่งหารือกันมาเกือบสามปีแล้วและยังไม่มีข้อสรุปใดทั้งสิ้น"
        let burmese = "ဆိပ်ကမ်းကောင်စီသည် တနင်္လာနေ့ညက အစည်းအဝေးကျင်းပပြီး ဆိပ်ခံတံတားအသစ်အတွက် ဘတ်ဂျက်ကို သတ်မှတ်ခဲ့သည်။"
        let armenian =
            "Նավահանգստի խորհուրդը երկուշաբթի երեկոյան հավաքվեց, որպեսզի որոշի նոր նավամատույցի բյուջեն երեք տարվա քննարկումներից հետո։"
        let amharic = "የወደቡ ምክር ቤት ሰኞ ምሽት ለአዲሱ የመርከብ ማረፊያ በጀት ለመወሰን ከሦስት ዓመታት ውይይት በኋላ ተሰበሰበ።"
        for sentence in [thai, burmese, armenian, amharic] {
            let body = (0..<4).map { "<p>\(sentence) \($0)\(sentence)</p>" }.joined()
            let article = StrangersPagesTests.page(body: body)
            #expect(article.rejected == nil, "\(sentence)")
            #expect(String(decoding: article.text, as: UTF8.self).contains(sentence))
        }
    }

    @Test func dateLinesOfOtherCalendarsAndDigitsAreDays() {
        let lines = [
            "令和元年7月27日": "2019-07-27", "平成31年4月30日": "2019-04-30", "民國113年1月13日": "2024-01-13",
            "中華民國一一三年一月十三日": "2024-01-13", "주체113(2024)년 4월 24일": "2024-04-24", "4 سبتمبر، 2018": "2018-09-04",
            "२८ अप्रैल २०१४": "2014-04-28", "二〇二四年五月十四日": "2024-05-14", "১৪ মে ২০২৪": "2024-05-14",
        ]
        for (line, day) in lines {
            #expect(StrangersPagesTests.page("<div class='date'>\(line)</div>").published == day, "\(line)")
        }
    }

    @Test func whatTheSavingProgramWroteIsTheAddressAndTheCapture() {
        let html = """
            <!DOCTYPE html><html><!--
             Page saved with SingleFile
             url: https://news.example.org/pier
             saved date: Fri Mar 22 2024 10:15:00 GMT+0100 (Central European Standard Time)
            --><head><title>Pier budget settled in Sunne</title></head><body><article><h1>Pier budget settled in Sunne</h1>
            \(StrangersPagesTests.paragraphs.map { "<p>\($0)</p>" }.joined())</article></body></html>
            """
        let article = PageReader.read(html: Array(html.utf8))
        #expect(article.url == "https://news.example.org/pier")
        #expect(article.captured == "2024-03-22")
    }

    @Test func aDeclaredLanguageWithoutAProfileIsBelieved() {
        let zulu =
            "Umkhandlu wechweba uhlangane ngoMsombuluko kusihlwa ukuze unqume isabelomali sebhuloho elisha ngemva kweminyaka emithathu kuxoxwa."
        let html =
            "<html lang='zu'><body><article><h1>Isabelomali sebhuloho</h1>\((0..<5).map { "<p>\(zulu) \($0).</p>" }.joined())</article></body></html>"
        #expect(PageReader.read(html: Array(html.utf8)).language == "zu")
        let empty = html.replacing("lang='zu'", with: "lang=''")
        #expect(PageReader.read(html: Array(empty.utf8)).language == nil)
    }
}

extension String {
    fileprivate func replacing(_ words: String, with other: String) -> String {
        guard let range = UTF8Text.index(Array(utf8), of: Array(words.utf8)) else { return self }
        let bytes = Array(utf8)
        return String(
            decoding: bytes[..<range] + Array(other.utf8) + bytes[(range + words.utf8.count)...], as: UTF8.self)
    }
}
