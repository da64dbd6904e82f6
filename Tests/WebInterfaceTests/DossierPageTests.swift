import Foundation
import Testing

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

    /// Bars, their labels and the number above them are of the same texts.
    @Test func theBarsOfYearsAddUp() async throws {
        let desk = try DeskCaller(texts: DossierPageTests.articles(25))
        let body = try await desk.ask("/search").body
        #expect(body.contains("1900–1914 15 + 1915 1 + 1916 1"))
        #expect(body.contains("= 25 texts"))
        #expect(body.contains("href=\"/search?from=1920&amp;to=1920\""))
    }
}
