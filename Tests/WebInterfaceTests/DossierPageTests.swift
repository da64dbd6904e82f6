import Foundation
import HTTPTypes
import Testing
import TextPrimitives

@testable import WebInterface

/// The dossier on the desk: counts and filters are of the whole pair, whatever part of it is shown.
@Suite struct DossierPageTests {
    /// Articles of our own, each of another year and other words.
    static func articles(_ count: Int) -> [(name: String, text: String)] {
        let matters = [
            "cocoa", "ferries", "bridges", "teachers", "vaccines", "fishing", "railways", "theatre", "sugar", "radio",
        ]
        return (0..<count).map { number in
            let year = 1900 + number
            let matter = matters[number % matters.count]
            return (
                "N\(number).txt",
                """
                Minister of Ghana Visits Cuba over \(matter) \(number)

                HAVANA, 12 May \(year)

                The foreign minister of Ghana visited Cuba on 10 May \(year). Paper \(number) lists \(matter) of the \(number)th \
                district, with \(number * 7 + 3) tables on \(matters[(number / 10) % matters.count]) and \(number * 13 + 1) maps.
                """
            )
        }
    }

    @Test func countsAndFiltersAreOfTheWholePair() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.articles(104))
        func entries(_ query: String) async throws -> String {
            let body = try await desk.ask("/pair/GH-CU\(query)").body
            let head = try #require(body.range(of: "<h2 id=\"h-happened\">"))
            return String(body[head.upperBound...].prefix(200))
        }
        #expect(try await entries("").contains("104 entries from 104 pages"))
        #expect(try await entries("?from=1904&to=1910").contains("7 entries"))
        // The parts of the list hold all of it.
        let whole = try await desk.ask("/pair/GH-CU").body.components(separatedBy: "<li class=\"reg\"").count
        #expect(whole == 105)
    }

    @Test func thePairIsNamedAsItWasAskedFor() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.articles(5))
        let (one, other) = ("<abbr title=\"Cuba\">CU</abbr>", "<abbr title=\"Ghana\">GH</abbr>")
        for (pair, first, second) in [("CU-GH", one, other), ("GH-CU", other, one)] {
            let head = try await desk.ask("/pair/\(pair)").body.components(separatedBy: "</h1>")[0]
            #expect(try #require(head.range(of: first)).lowerBound < #require(head.range(of: second)).lowerBound)
        }
        // What is the same of all is said once.
        let body = try await desk.ask("/pair/GH-CU").body
        #expect(body.contains("each stands on 1 page") && !body.contains("T2 stands on 1 page"))
    }

    @Test func flagsNameStatementsByTheShortNamesOfTheirPages() async throws {
        let text = """
            Ghana and Togo at Odds

            ACCRA, 3 May 2021

            Ghana alleged that Togolese guards moved three pillars. Benin alleged that Togolese guards fired at a village.

            Togo dismissed the allegations as fiction.
            """
        let body = try await DeskCaller(texts: [("odds.txt", text)]).ask("/pair/GH-TG").body
        #expect(body.contains("It could answer odds#"))
        #expect(!body.contains("answer odds.txt#") && !body.contains("or odds.txt#"))
    }

    @Test func aPairThatNoPageNamesSaysSo() async throws {
        let body = try await DeskCaller(texts: DossierPageTests.articles(2)).ask("/pair/FR-MN").body
        #expect(body.contains("No page in this project names both. <a href=\"/pair\">"))
        #expect(!body.contains(", as saved"))
    }

    @Test func copiesComeFirstAndShortNamesOpenTheirPages() async throws {
        let articles = DossierPageTests.articles(30)
        let copy = (name: "copy.html.txt", text: articles[28].text + "\n\nReprinted by permission of the paper.")
        let desk = try DeskCaller(texts: articles + [copy])
        let list = try await desk.ask("/families").body
        let first = try #require(list.range(of: "<li id=\"T"))
        #expect(list[first.lowerBound...].prefix(2_000).contains("2 pages"))
        #expect(try await desk.ask("/families?part=2").body.contains("<li id=\"T"))
        #expect(try await desk.ask("/families?part=9223372036854775807").status == 404)
        #expect(try await desk.ask("/article/N7").status == 200)
        #expect(try await desk.ask("/article/N").status == 404)
    }

    /// Bars, their labels and the number above them are of the same texts.
    @Test func theBarsOfYearsAddUp() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.articles(25))
        let body = try await desk.ask("/search").body
        #expect(body.contains("1900–1914 15 + 1915 1 + 1916 1"))
        #expect(body.contains("= 25 texts"))
        #expect(body.contains("href=\"/search?from=1920&amp;to=1920\""))
    }

    /// The pages of the demonstration, as they are compiled in.
    static var demonstration: [(name: String, text: String)] {
        Resource.names.filter { $0.hasPrefix("demo/") }.map {
            (String($0.dropFirst("demo/".count)), String(decoding: Resource.bytes($0), as: UTF8.self))
        }
    }

    /// What the first two minutes promise is there, in this order.
    @Test func theDemonstrationShowsWhatIsPromised() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.demonstration)
        let body = try await desk.ask("/tour").body
        var from = body.startIndex
        for title in [
            "A misplaced denial", "A hedge that fell on the way", "An anniversary that leads to an old visit",
            "Two wordings of one report",
            "Outlets by name", "Four numbers, never one",
        ] {
            let found = try #require(body.range(of: title, range: from..<body.endIndex), "\(title)")
            from = found.upperBound
        }
        // Both targets stand side by side: the one of the parent and the one of the copy.
        #expect(body.contains("ring rot") && body.contains("altered serial plates"))
        let dossier = try await desk.ask("/pair/BY-UZ").body
        #expect(dossier.contains("10</dd>") && dossier.contains("Read alone, 02-courier denies something else."))
        #expect(dossier.contains("href=\"#V"))
    }

    /// A row that is struck out is gone from the entries, is named as struck out, and comes back when that is undone.
    @Test func aRowIsStruckOutAndComesBack() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.demonstration)
        func entries() async throws -> Int {
            try await desk.ask("/pair/BY-UZ").body.components(separatedBy: "<li class=\"reg\"").count - 1
        }
        let before = try await entries()
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.origin] = "http://127.0.0.1:8700"
        let page = try await desk.ask("/pair/BY-UZ").body
        // The last entry: one with parts would leave these as entries of their own.
        let mark = try #require(page.range(of: "name=\"reports\" value=\"", options: .backwards))
        let reports = page[mark.upperBound...].prefix { $0 != "\"" }.replacingOccurrences(of: "#", with: "%23")
            .replacingOccurrences(of: " ", with: "+")
        let body = "reports=\(reports)&act=strike&back=/pair/BY-UZ"
        let answer = try await desk.ask("/rows", method: .post, headers: headers, body: body)
        #expect(answer.status == 303)
        #expect(try await desk.ask("/log").body.contains("struck:e"))
        let struck = try await desk.ask("/pair/BY-UZ").body
        #expect(struck.contains("Struck out by hand"))
        #expect(try await entries() <= before)
        _ = try await desk.ask(
            "/rows", method: .post, headers: headers,
            body: body.replacingOccurrences(of: "act=strike", with: "act=undo-strike"))
        #expect(try await entries() == before)
        #expect(try await desk.ask("/rows", method: .post, headers: headers, body: "act=strike").status == 400)
    }

    /// Several pages are set at once, and found by what they were tagged with.
    @Test func severalPagesAreSetAtOnce() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.demonstration)
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.origin] = "http://127.0.0.1:8700"
        let answer = try await desk.ask(
            "/pages", method: .post, headers: headers,
            body: "pages=09-customs.html&pages=10-answer.html&field=tag&value=to+check&why=test&back=/search")
        #expect(answer.status == 303)
        let found = try await desk.ask("/search?q=tag:%22to%20check%22").body
        #expect(found.contains("2 texts"))
        #expect(try await desk.ask("/pages", method: .post, headers: headers, body: "field=tag&value=x").status == 400)
    }

    /// Each column of a comparison keeps its own letters.
    @Test func aComparisonQuotesEachSideAsItStands() async throws {
        let desk = try DeskCaller(texts: [
            (
                "A.txt",
                "Envoy Visits Between Talks\n\nACCRA, 3 May 2019\n\nThe envoy of Cuba visited Ghana on 2 May 2019.\n\nA rare foreign guest, he dismissed The claims."
            ),
            (
                "B.txt",
                "Envoy visits between talks\n\nACCRA, 3 May 2019\n\nThe envoy of Cuba visited Ghana on 2 May 2019.\n\na rare foreign guest, he dismissed the claims."
            ),
        ])
        let body = try await desk.ask("/diff/A.txt/B.txt").body
        #expect(body.contains(">The</mark>") && body.contains(">the</mark>"))
        #expect(body.contains("Title") && body.contains("in other letters"))
        #expect(body.contains("1 equal paragraph") || body.contains("equal words"))
    }

    /// A person's page holds what the tables hold of it, and the table of events only what passes.
    @Test func aPersonAndTheTablesHoldTheirRows() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.demonstration)
        let persons = try await desk.ask("/persons").body
        let mark = try #require(persons.range(of: "href=\"/person/"))
        let name = String(persons[mark.upperBound...].prefix { $0 != "\"" })
        let person = try await desk.ask("/person/\(name)").body
        #expect(person.contains("<tr role=\"row\" data-item"))
        let all = try await desk.ask("/events").body.components(separatedBy: "<tr role=\"row\" data-item").count
        let visits = try await desk.ask("/events?kind=visit").body.components(separatedBy: "<tr role=\"row\" data-item")
            .count
        #expect(1 < visits && visits < all)
        // A facet of one value says nothing of the page around it.
        let narrow = try await desk.ask("/claims?stance=denies").body
        #expect(narrow.components(separatedBy: "Who says what, through whom").count == 2)
    }

    @Test func aHeadRequestIsAnswered() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.articles(2))
        let answer = try await desk.ask("/", method: .head)
        #expect(answer.status == 200)
    }
}
