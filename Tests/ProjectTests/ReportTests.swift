import ArchivePipeline
import CorpusStore
import DocumentModel
import Exports
import Foundation
import Testing

/// What every list, page and file must say alike.
@Suite struct ReportTests {
    @Test(arguments: [
        ("2021-05-14", "2021-05-14", "same day"), ("2021-05-14", "2021-05-15", "+1 day"),
        ("2021-05-14", "2021-05-04", "−10 days"), ("2021-05-14T08:00:00Z", "2021-05-17", "+3 days"),
    ]) func daysBetweenTwoDays(origin: String, copy: String, words: String) {
        #expect(DayDelay(from: origin, to: copy)?.words == words)
    }

    /// A year against a day is no number of days, in whatever order.
    @Test(arguments: [
        ("2021", "2021-05-14"), ("2021-05-14", "2021"), ("2021-05", "2021-05-14"),
        ("2021-05-14/2021-05-16", "2021-05-20"),
    ]) func aSpanIsNoDay(origin: String, copy: String) {
        #expect(DayDelay(from: origin, to: copy) == nil)
        #expect(DayDelay(from: nil, to: copy) == nil && DayDelay(from: origin, to: nil) == nil)
    }

    @Test(arguments: [
        ("1989-05-14", "2024-05-14", "2024-05-14", 35), ("1989-05-14", "2024-05-15", "2025-05-14", 36),
        ("1989-05-14/1989-05-17", "2024-01-01", "2024-05-14", 35), ("1996-02-29", "2025-03-01", "2028-02-29", 32),
        ("2024-05-14", "2024-05-01", "2025-05-14", 1),
    ]) func theNextAnniversaryIsSeenFromToday(event: String, today: String, day: String, number: Int) throws {
        let seen = try #require(CivilDay(iso: today))
        let next = try #require(NextAnniversary(of: DayBounds(edtf: event), from: seen))
        #expect(next.day.iso == day)
        #expect(next.number == number)
    }

    @Test func aYearHasNoAnniversaryOfADay() throws {
        let today = try #require(CivilDay(2024, 1, 1))
        #expect(NextAnniversary(of: DayBounds(year: 1989), from: today) == nil)
        #expect(NextAnniversary(of: nil, from: today) == nil)
    }

    /// A text that tells of two states also tells what others say of others: that is none of the pair's.
    @Test func whatIsSaidOfOthersIsNotThePairs() throws {
        let scratch = Scratch()
        let text = """
            Treaty signed

            Norway and Zambia signed a treaty in Lusaka on 5 May 2019. "The treaty opens the fjords," said Norway's foreign minister.

            In another hall, "the harvest was poor," said the president of Chad. "Zambia is a friend," said the president of Peru.

            """
        let made = try project(scratch, try files(scratch, [("in/a.txt", text)])).project
        let collection = try Collection(made.store)
        let all = try #require(collection.pages.first).claims.map { claim in
            claim.contentSpans.map { collection.pages[0].body.quote($0) }.joined()
        }
        #expect(all.contains { $0.contains("harvest") })
        let dossier = try #require(Dossier(collection, pair: "NO-ZM"))
        #expect(dossier.said.contains { $0.content.contains("fjords") })
        #expect(dossier.said.contains { $0.content.contains("friend") })
        #expect(!dossier.said.contains { $0.content.contains("harvest") })
        #expect(dossier.unknown.contains { $0.hasPrefix("1 statement of these texts names neither state") })
    }

    /// What one state says of its own harvest is folded on a terminal where there is much of it and something of both; a few lines stay.
    @Test(arguments: [(30, true), (5, false)])
    func theirOwnAffairsAreFoldedOnATerminal(count: Int, isFolded: Bool) throws {
        let scratch = Scratch()
        let own = (1...count).map {
            "Norway's foreign minister said on Monday that the harvest of field \($0) was poor."
        }
        let text = """
            Treaty signed

            Norway and Zambia signed a treaty in Lusaka on 5 May 2019. Norway's foreign minister said that Zambia was a friend.

            \(own.joined(separator: " "))

            """
        let made = try project(scratch, try files(scratch, [("in/a.txt", text)])).project
        let dossier = try #require(Dossier(try Collection(made.store), pair: "NO-ZM"))
        let shown = DossierText(dossier).terminal()
        #expect(dossier.said.count > count)
        #expect(shown.contains("Zambia was a friend"))
        #expect(shown.contains("field \(count) was poor") != isFolded)
        #expect(shown.contains("by or about one of the two alone") == isFolded)
    }

    @Test func anOutletIsWhatTheAnalystTheHeadOrTheSourceSays() throws {
        let scratch = Scratch()
        let made = try project(scratch).project
        func outlet(_ id: String) throws -> PageOutlet {
            let number = try #require(try made.store.number(of: id))
            let pages = try Collection(made.store, pages: [number]).pages
            return try #require(pages.first).outlet
        }
        try made.set("D01.txt", field: "outlet", value: "The Courier", why: nil)
        #expect(try outlet("D01.txt") == .byHand("The Courier"))
        for page in try Collection(made.store).pages {
            switch page.outlet {
            case .byHand: #expect(page.article.id == "D01.txt")
            case .named(let name): #expect(page.fields.outlet == name)
            case .source(let name): #expect(page.fields.outlet == nil && page.fields.via.first?.name == name)
            case .unnamed: #expect(page.fields.outlet == nil && page.fields.via.isEmpty)
            }
        }
    }

    /// A formula has its holes, its first and its last day, and its days in each outlet; parts of it are no formulas beside it.
    @Test func aFormulaIsShownWithItsHolesItsDaysAndItsOutlets() throws {
        let scratch = Scratch()
        var lines: [String] = []
        let states = ["Kavaria", "Meldun", "Shavero", "Lobria", "Zanquhep", "Wygol", "Telmika", "Rodun"]
        let openings = [
            "Rain fell on the coast all night.", "A bridge was closed for repairs.", "Farmers began to sow barley.",
            "The museum shows old maps.", "Two ships lay in the roads.", "Pupils planted young trees.",
            "A choir sang in the square.", "Snow kept the pass shut.",
        ]
        for (number, state) in states.enumerated() {
            let text =
                "\(openings[number]) The President of the Assembly received a message of greeting from the "
                + "President of \(state), who extended warm congratulations on the anniversary of the founding of the Republic."
            let outlet = number < 5 ? "Harbour Wire" : "Mountain Post"
            lines.append(
                "{\"id\":\"n\(number)\",\"text\":\"\(text)\",\"title\":\"Notice \(number)\",\"outlet\":\"\(outlet)\",\"published\":\"2024-0\(number + 1)-10\"}"
            )
        }
        let path = scratch.path + "/notices.jsonl"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let made = try project(scratch, [path]).project
        let phrases = try Collection(made.store).phrases(least: 4)
        let phrase = try #require(phrases.first)
        #expect(phrases.count == 1, "\(phrases.map(\.text))")
        #expect(phrase.text.contains(" … "))
        #expect(phrase.text.contains("received a message of greeting from the President of"))
        #expect(phrase.text.contains("who extended warm congratulations on the anniversary"))
        #expect(phrase.texts == 8)
        #expect(phrase.first == "2024-01-10" && phrase.last == "2024-08-10")
        #expect(phrase.outlets.map(\.outlet) == ["Harbour Wire", "Mountain Post"])
        #expect(phrase.outlets.map(\.pages) == [5, 3])
        #expect(phrase.outlets.first?.last == "2024-05-10" && phrase.outlets.last?.first == "2024-06-10")
    }

    /// A name that two pages share is nobody's short name, however few pages are read.
    @Test func aShortNameDoesNotHangOnWhatElseIsRead() throws {
        let scratch = Scratch()
        let folder = scratch.path + "/in"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["A1.txt", "A1.html", "A10.txt", "B2_x.txt"] {
            let text = "The minister of Ghana met the envoy of Cuba on Monday, said the paper \(name) in a long report."
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        let store = try project(scratch, [folder]).project.store
        func short(_ id: String) throws -> String? {
            let number = try #require(try store.number(of: id))
            return try Collection(store, pages: [number]).pages.first?.short
        }
        for page in try Collection(store).pages { #expect(try short(page.article.id) == page.short) }
        #expect(try short("A1.txt") == "A1.txt")
        #expect(try short("A10.txt") == "A10")
        #expect(try short("B2_x.txt") == "B2")
    }
}
