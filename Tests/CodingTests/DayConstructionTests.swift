import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// When an act was, by constructions of English: three wordings of each.
@Suite struct DayConstructionTests {
    struct Dated: Sendable, CustomTestStringConvertible {
        var text: String
        var root: String
        var from: String
        var to: String
        var testDescription: String { text }

        init(_ text: String, _ root: String, _ from: String, _ to: String) {
            (self.text, self.root, self.from, self.to) = (text, root, from, to)
        }
    }

    /// Published on Wednesday, 1 January 2020.
    static let dated = [
        Dated("Ghana has sent doctors to Cuba since 2015.", "AID", "2015-01-01", "2020-01-01"),
        Dated("Since May 2018 Ghana has fought Cuba.", "ASSAULT", "2018-05-01", "2020-01-01"),
        Dated(
            "Ghana has accused Cuba since the start of the crisis in 2016.", "ACCUSE", "2016-01-01", "2020-01-01"),
        Dated(
            "\u{22}Trade grew,\u{22} the minister of Ghana said on Monday after talks with the Cuban premier.",
            "CONSULT",
            "2019-12-30", "2019-12-30"),
        Dated(
            "Ghana's premier said on Monday that trade grew. \u{22}It is good,\u{22} the Ghanaian premier said as he received the Cuban ambassador.",
            "CONSULT", "2019-12-30", "2019-12-30"),
        Dated(
            "Ghana's minister said on Tuesday that trade grew. She said during a meeting with the Cuban premier that it would go on.",
            "CONSULT", "2019-12-31", "2019-12-31"),
        Dated(
            "Ghanaian strikes hit five sites in Havana on Monday, wounding four Cubans.", "ASSAULT", "2019-12-30",
            "2019-12-30"),
        Dated("Ghana's troops attacked a bridge in Cuba on Tuesday.", "ASSAULT", "2019-12-31", "2019-12-31"),
        Dated(
            "A Ghanaian group for the 76th birthday of Cuba visited Cuba on Monday to pay homage to the Cuban president.",
            "SUPPORT", "2019-12-30", "2019-12-30"),
        Dated("Ghana has attacked Cuba twice in the last year.", "ASSAULT", "2019-01-01", "2020-01-01"),
        Dated("Ghana has met Cuba's envoy over the past month.", "CONSULT", "2019-12-01", "2020-01-01"),
        Dated(
            "Ghana's ambassador presented his credentials to the president of Cuba on Monday. He conveyed the greetings of Ghana's president to the president of Cuba.",
            "SUPPORT", "2019-12-30", "2019-12-30"),
        Dated(
            "Last month Ghana shocked Cuba by banning imports of Cuban sugar for the rest of the year.", "COERCE",
            "2019-12-01", "2019-12-31"),
        Dated(
            "The premier of Ghana began a tour on Thursday, holding talks with the Cuban premier.", "CONSULT",
            "2020-01-02", "2020-01-02"),
        Dated(
            "Ghana freed a man on Monday, a day after Cuba accused Ghana.", "ACCUSE", "2019-12-29", "2019-12-29"),
        Dated(
            "Ghana left on Tuesday, two days after Cuba attacked Ghana.", "ASSAULT", "2019-12-29", "2019-12-29"),
        Dated(
            "Ghana opened the port on Saturday, one day before Cuba condemned Ghana.", "ACCUSE", "2019-12-29",
            "2019-12-29"),
        Dated(
            "The president of Ghana has received the Cuban premier. Monday's meeting was short.", "CONSULT",
            "2019-12-30", "2019-12-30"),
        Dated(
            "Ghana's minister has met the Cuban envoy. Trade came up in Tuesday's talks.", "CONSULT", "2019-12-31",
            "2019-12-31"),
        Dated(
            "The Ghanaian king has visited Cuba. Sunday's visit was his first.", "CONSULT", "2019-12-29",
            "2019-12-29"),
    ]

    @Test(arguments: dated) func eachDayIsThatOfTheAct(_ item: Dated) throws {
        let events = try code(item.text)["events"]?.array ?? []
        let days = events.filter { $0["root"]?.string == item.root }.map {
            "\($0["when"]?["from"]?.string ?? "")..\($0["when"]?["to"]?.string ?? "")"
        }
        #expect(days.contains("\(item.from)..\(item.to)"), "\(days)")
    }
}
