import DocumentModel
import Ledger
import Testing

/// Which reports tell of one event, in collections of many reports between the same states.
@Suite struct WorldLedgerTests {
    /// A page of one event: of a day, of a span of days, or of a tense.
    static func page(
        _ id: Int, text: String, published: Int, days: ClosedRange<Int>?, basis: DateBasis = .explicit,
        place: String? = nil
    ) -> LedgerDocument {
        var event = Event(root: .consult, type: "talks", trigger: TextRange(0, 1), evidence: [TextRange(0, 1)])
        event.id = "e1"
        event.when = days.map {
            let bounds = DayBounds(
                from: CivilDay(number: $0.lowerBound), to: CivilDay(number: $0.upperBound))
            return EventDate(edtf: "", bounds: bounds, precision: .day, basis: basis, range: nil)
        }
        event.place = place.map { Place(country: $0, name: nil, range: nil) }
        return LedgerDocument(
            id: "p\(id)", text: text, voice: nil, side: nil, through: nil, body: IndexedText(Array("x".utf8)),
            published: DayBounds(CivilDay(number: published)), events: [event], claims: [], timexes: [])
    }

    static func groups(_ pages: [LedgerDocument]) -> Set<Set<String>> {
        let ledger = WorldLedger(pages)
        return Set(ledger.events.map { Set($0.attestations.map { ledger.documents[$0.document].id }) })
    }

    @Test func everyYearHasItsTalks() {
        // Three outlets tell of talks on the same day, every ninth day over thirty years.
        let pages = (0..<1_200).flatMap { number in
            (0..<3).map { outlet in
                WorldLedgerTests.page(
                    number * 3 + outlet, text: "T\(number)-\(outlet)", published: 9 * number + 1,
                    days: 9 * number...9 * number)
            }
        }
        let groups = WorldLedgerTests.groups(pages)
        #expect(groups.count == 1_200)
        #expect(groups.allSatisfy { $0.count == 3 })
    }

    @Test func newsOfTheWeekJoinsTheDayThatOthersName() {
        let dated = WorldLedgerTests.page(1, text: "T1", published: 100, days: 99...99)
        let tense = { (id: Int, published: Int) in
            WorldLedgerTests.page(id, text: "T\(id)", published: published, days: 0...published, basis: .tense)
        }
        #expect(WorldLedgerTests.groups([dated, tense(2, 103)]) == [["p1", "p2"]])
        #expect(WorldLedgerTests.groups([tense(2, 103), dated]) == [["p1", "p2"]])
        #expect(WorldLedgerTests.groups([dated, tense(2, 120)]) == [["p1"], ["p2"]])
        #expect(WorldLedgerTests.groups([tense(1, 100), tense(2, 103), tense(3, 130)]) == [["p1", "p2"], ["p3"]])
    }

    @Test func copiesTellOfTheSameEventWhateverTheirDate() {
        // The second page of the text was published years later and gives no day.
        let pages = [
            WorldLedgerTests.page(1, text: "T1", published: 100, days: 99...99),
            WorldLedgerTests.page(2, text: "T1", published: 3_000, days: nil),
            WorldLedgerTests.page(3, text: "T2", published: 101, days: 98...100),
            WorldLedgerTests.page(4, text: "T3", published: 3_000, days: nil),
        ]
        #expect(WorldLedgerTests.groups(pages) == [["p1", "p2", "p3"], ["p4"]])
    }

    /// "On Tuesday" in a reprint of two weeks later is the Tuesday of the text.
    @Test func aReprintTellsOfTheDayOfItsText() throws {
        var first = WorldLedgerTests.page(1, text: "T1", published: 102, days: 100...100, basis: .weekday)
        var reprint = WorldLedgerTests.page(2, text: "T1", published: 116, days: 114...114, basis: .weekday)
        first.isRoot = true
        reprint.isRoot = false
        for pages in [[first, reprint], [reprint, first]] {
            let ledger = WorldLedger(pages)
            let event = try #require(ledger.events.first)
            #expect(ledger.events.count == 1 && event.attestations.count == 2)
            #expect(event.report.when?.bounds.from?.number == 100)
            #expect(event.counts.pages == 2 && event.counts.texts == 1)
        }
    }

    @Test func spansAndPlacesDecide() {
        let pages = [
            WorldLedgerTests.page(1, text: "T1", published: 900, days: 100...130, place: "AAA"),
            WorldLedgerTests.page(2, text: "T2", published: 900, days: 110...110, place: "BBB"),
            WorldLedgerTests.page(3, text: "T3", published: 900, days: 120...125, place: "AAA"),
            // Two spans of more than a year say too little.
            WorldLedgerTests.page(4, text: "T4", published: 900, days: 200...700),
            WorldLedgerTests.page(5, text: "T5", published: 900, days: 300...800),
            WorldLedgerTests.page(6, text: "T6", published: 900, days: 600...600),
            WorldLedgerTests.page(7, text: "T7", published: 900, days: 50...50),
        ]
        #expect(WorldLedgerTests.groups(pages) == [["p1", "p3"], ["p2"], ["p4", "p6"], ["p5"], ["p7"]])
    }

    @Test func undatedActsOfNobodyNamedAreNotOne() {
        let pages = [
            WorldLedgerTests.page(1, text: "T1", published: 100, days: nil),
            WorldLedgerTests.page(2, text: "T2", published: 101, days: nil),
        ]
        #expect(WorldLedgerTests.groups(pages) == [["p1"], ["p2"]])
    }

    @Test func whatHappenedAgainIsAnotherEvent() {
        var pages = [
            WorldLedgerTests.page(1, text: "T1", published: 100, days: 99...100),
            WorldLedgerTests.page(2, text: "T2", published: 101, days: 98...100),
        ]
        #expect(WorldLedgerTests.groups(pages) == [["p1", "p2"]])
        pages[1].events[0].rules.append(Event.againRule)
        #expect(WorldLedgerTests.groups(pages) == [["p1"], ["p2"]])
    }

    /// What a row stands on: the surest of its reports.
    @Test func aRowIsAsSureAsItsSurestReport() {
        var pages = [
            WorldLedgerTests.page(1, text: "T1", published: 100, days: 99...99),
            WorldLedgerTests.page(2, text: "T2", published: 100, days: 99...99),
        ]
        func side(_ country: String, _ start: Int, isNamed: Bool) -> Party {
            Party(
                id: country, name: country, country: country, kind: .state, range: TextRange(start, start + 1),
                resolvedFrom: isNamed ? nil : TextRange(90, 91))
        }
        pages[0].events[0].actors = [side("PER", 0, isNamed: false)]
        pages[0].events[0].recipients = [side("CHL", 2, isNamed: false)]
        pages[1].events[0].actors = [side("PER", 0, isNamed: false)]
        pages[1].events[0].recipients = [side("CHL", 2, isNamed: true)]
        #expect(pages.map { $0.events[0].footing } == [.possible, .resolved])
        #expect(WorldLedger(pages).events.map(\.footing) == [.resolved])
        pages[1].events[0].actors = [side("PER", 0, isNamed: true)]
        #expect(pages[1].events[0].footing == .stated)
        pages[1].events[0].when?.basis = .tense
        #expect(pages[1].events[0].footing == .resolved)
    }
}
