import ContentExtraction
import DocumentModel
import Intake
import Testing

/// Files of many texts: tables, lists, feeds, mail boxes.
@Suite struct RecordTests {
    func article(_ page: IncomingPage) -> (
        title: String?, published: String?, authors: [String], url: String?, text: String
    ) {
        let article = CaptureReading(page.bytes, page.origin).article()
        return (
            article.title, article.published, article.authors, article.url,
            String(decoding: article.text, as: UTF8.self)
        )
    }

    @Test("Lines of JSON are captures of their own bytes, with the row in the origin")
    func jsonLines() {
        let good =
            #"{"id":"x1","headline":"Talks in Accra","body":"Ministers met.\n\nThey signed a treaty.","date":"2021-05-14T08:00:00Z","authors":["A. Mensah"],"url":"http://example.com/x"}"#
        let result = Inputs.take(
            good + "\n\n{\"text\": \"Havana.\"\n" + #"{"title":"No text"}"# + "\n" + #"{"text":"Third."}"# + "\n",
            "texts.jsonl")
        #expect(result.bodies == [good, #"{"text":"Third."}"#])
        #expect(result.pages.map(\.origin.row) == [1, 5] && result.pages.map(\.id) == ["x1", "texts.jsonl#5"])
        #expect(
            result.refused.count == 2 && result.refused[0].contains("line 3") && result.refused[1].contains("line 4"))
        let first = article(result.pages[0])
        #expect(first.title == "Talks in Accra" && first.published == "2021-05-14" && first.authors == ["A. Mensah"])
        #expect(first.url == "http://example.com/x" && first.text == "Ministers met.\n\nThey signed a treaty.")
    }

    @Test("A map says which member is which")
    func map() {
        let line = #"{"kopf":"Talks","inhalt":"Ministers met in Accra.","text":"noise"}"#
        let result = Inputs.take(line, "a.json", map: "title=kopf,text=inhalt")
        #expect(result.pages.count == 1)
        #expect(article(result.pages[0]).text == "Ministers met in Accra." && article(result.pages[0]).title == "Talks")
        #expect(FieldMap("title") == nil && FieldMap("colour=red") == nil && FieldMap("text=") == nil)
    }

    @Test("A row of a table is kept with the line of names, so that it can be read alone")
    func tables() {
        let names = "Title;Text;Date\r"
        let table =
            names
            + "\nTalks;\"Ministers met; they said \"\"yes\"\".\n\nThen they left.\";14 May 2021\r\nLater;Second text.;2021\r\n"
        let result = Inputs.take(table, "t.csv")
        #expect(result.refused.isEmpty)
        #expect(result.bodies.first?.hasPrefix(names + "\nTalks;") == true)
        #expect(result.pages.map(\.name) == ["t-1.csv", "t-2.csv"])
        let (first, second) = (article(result.pages[0]), article(result.pages[1]))
        #expect(first.text == "Ministers met; they said \"yes\".\n\nThen they left." && first.published == "2021-05-14")
        #expect(second.text == "Second text." && second.published == "2021" && second.title == "Later")
    }

    @Test("A row that is broken is named and takes no other with it")
    func brokenRows() {
        let table = "title,text\nA,One.\nB,\"Two\nC,Three.\nD,\"Four\"x\nE,Five,6\nF\nG,Seven.\n\nH,\nI,Nine."
        let result = Inputs.take(table, "t.csv")
        #expect(result.texts == ["One.", "Three.", "Seven.", "Nine."])
        for line in [3, 5, 6, 7, 10] {
            #expect(result.refused.contains { $0.contains("line \(line):") }, "line \(line)")
        }
        #expect(result.refused.count == 5)
        let none = Inputs.take("a,b,c\n1,2,3\n", "t.csv")
        #expect(none.pages.isEmpty && none.refused.count == 1 && none.refused[0].contains("--map"))
    }

    @Test("Items of feeds are captures as they stand in the feed")
    func feeds() {
        let item =
            "<item><title>Talks &amp; trade</title><link>http://example.com/a</link><pubDate>Fri, 14 May 2021 08:00:00 GMT</pubDate><dc:creator>A. Mensah</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>Ministers met in Accra on Friday and signed a treaty on trade, officials said.</p>]]></content:encoded></item>"
        let rss =
            "<?xml version=\"1.0\"?><rss><channel><title>The Courier</title>\(item)<item><title>Only a title</title></item><item><title>Open</channel></rss>"
        let result = Inputs.take(rss, "f.xml")
        #expect(result.bodies == [item])
        #expect(result.refused.count == 2)
        let first = article(result.pages[0])
        #expect(
            first.title == "Talks & trade" && first.url == "http://example.com/a" && first.published == "2021-05-14")
        #expect(first.authors == ["A. Mensah"] && first.text.hasPrefix("Ministers met in Accra"))
        #expect(result.pages[0].origin.outlet == "The Courier")
        let atom =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>C</title><entry><title>Talks</title><link rel=\"self\" href=\"http://example.com/f\"/><link href=\"http://example.com/b\"/><updated>2021-05-14T08:00:00Z</updated><author><name>B. Ruiz</name></author><content type=\"html\">&lt;p&gt;Ministers met in Havana on Friday and signed a treaty on trade, officials said.&lt;/p&gt;</content></entry></feed>"
        let second = article(Inputs.take(atom, "f.atom").pages[0])
        #expect(
            second.url == "http://example.com/b" && second.authors == ["B. Ruiz"] && second.published == "2021-05-14")
        #expect(second.text.hasPrefix("Ministers met in Havana"))
        let json =
            #"{"version":"https://jsonfeed.org/version/1.1","title":"C","items":[{"id":"1","title":"Talks","content_text":"Ministers met.","date_published":"2021-05-14"},{"id":"2" "broken"},{"id":"3","content_text":"Third."}]}"#
        let third = Inputs.take(json, "f.json")
        #expect(third.texts == ["Ministers met.", "Third."] && third.refused.count == 1)
    }

    @Test("Mails are read from their parts, with what their heads say")
    func mails() {
        let plain =
            "From: =?utf-8?B?w4lzYQ==?= Ruiz <desk@example.com>\r\nSubject: =?iso-8859-1?Q?Caf=E9?= =?utf-8?q?_talks?=\r\nDate: Fri, 14 May 2021 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe ministers met in the Caf=E9 on Friday and signed a treaty on trade.\r\nThe president of Ghana arrived in Havana for a visit of three days.\r\n--x--\r\n"
        let mail = Inputs.take(plain, "a.eml")
        #expect(mail.bodies == [plain])
        let read = article(mail.pages[0])
        #expect(read.title == "Café talks" && read.published == "2021-05-14" && read.authors == ["Ésa Ruiz"])
        #expect(read.text.contains("met in the Café on Friday"))
        let other = plain.replacing("Caf=E9 on", with: "harbour on").replacing("\r\n", with: "\n")
        let box =
            "From desk Fri May 14 10:00:00 2021\n\(other)\nFrom desk Fri May 14 10:00:00 2021\nno head at all\n\nFrom desk Fri May 14 10:00:00 2021\n\(other)\n"
        let mails = Inputs.take(box, "a.mbox")
        #expect(mails.pages.count == 2 && mails.refused.count == 1 && mails.refused[0].contains("mail 2"))
        #expect(mails.pages.map(\.origin.row) == [1, 3])
    }

    @Test("A page that a program saved tells where it was and when")
    func savedPages() {
        let body =
            "<html><body><p>Ministers met in Accra on Friday and signed a treaty on trade, officials said.</p></body></html>"
        let page =
            "<!DOCTYPE html> <!--\n Page saved with SingleFile \n url: https://example.com/a?b=1 \n saved date: Fri May 14 2021 10:00:00 GMT+0000 (UTC)\n-->"
            + body
        let read = CaptureReading(Array(page.utf8), CaptureOrigin(name: "a.html")).article()
        #expect(read.url == "https://example.com/a?b=1" && read.captured == "2021-05-14")
        let browser = CaptureReading(
            Array(("<!-- saved from url=(0021)http://example.com/a -->" + body).utf8), CaptureOrigin(name: "a.html")
        ).article()
        #expect(browser.url == "http://example.com/a")
    }

    @Test("Exports of Zotero name the pages of their items")
    func zotero() {
        let rdf =
            "<rdf:RDF xmlns:z=\"http://www.zotero.org/namespaces/export#\"><rdf:Description rdf:about=\"http://example.com/a\"><z:itemType>webpage</z:itemType><dcterms:isPartOf><z:Website><dc:title>The Courier</dc:title></z:Website></dcterms:isPartOf><link:link rdf:resource=\"#item_2\"/><dc:title>Talks</dc:title><dc:date>2021-05-14</dc:date><dc:identifier><dcterms:URI><rdf:value>http://example.com/a</rdf:value></dcterms:URI></dc:identifier></rdf:Description><z:Attachment rdf:about=\"#item_2\"><rdf:resource rdf:resource=\"files/2/a.html\"/><dcterms:dateSubmitted>2021-06-01 10:00:00</dcterms:dateSubmitted></z:Attachment><bib:Book rdf:about=\"#item_9\"><dc:title>A book</dc:title></bib:Book></rdf:RDF>"
        let (attachments, others) = ZoteroExport.attachments(rdf: Array(rdf.utf8))
        #expect(attachments.count == 1 && others == 1)
        #expect(attachments.first?.path == "files/2/a.html" && attachments.first?.url == "http://example.com/a")
        #expect(attachments.first?.title == "Talks" && attachments.first?.published == "2021-05-14")
        #expect(attachments.first?.captured == "2021-06-01" && attachments.first?.outlet == "The Courier")
        let outside =
            #"[{"title":"Talks","attachments":[{"path":"../../etc/hosts"}]},{"title":"T","attachments":[{"path":"/etc/hosts"}]}]"#
        let result = Inputs.take(outside, "z.json")
        #expect(result.pages.isEmpty && result.refused.count == 2)
    }

    @Test("The names of a record's fields are found by the examples beside them")
    func fieldNames() throws {
        for row in FieldMap.examples {
            let page = CapturedPage(Array(row.example.utf8))
            #expect(page.kind == .record, "\(row.name)")
            let places = FieldMap.standard.place(of: row.field, in: [row.name])
            #expect(places == 0, "\(row.name)")
        }
    }
}
