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
            "Ghanaian raids struck six mills in Havana on Monday, injuring three Cubans.", "ASSAULT", "2019-12-30",
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
            "Last month Ghana angered Cuba by banning sales of Cuban honey for the coming year.", "COERCE",
            "2019-12-01", "2019-12-31"),
        Dated(
            "The king of Ghana opened a fair on Thursday, holding talks with the Cuban premier.", "CONSULT",
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
        // What is quoted looks no way for the day outside of it.
        Dated(
            "Accra, January 1 (GNA) -- The foreign ministry of Ghana released the following press statement \u{22}We will answer every attack\u{22} on Monday:\n\nWe strongly denounce Cuba for its raid.",
            "ACCUSE", "2019-12-30", "2019-12-30"),
        Dated(
            "Accra, January 1 (GNA) -- The foreign ministry of Ghana issued the following statement \u{22}They shall pay, and we will see\u{22} on Tuesday:\n\nWe denounce Cuba for its raid.",
            "ACCUSE", "2019-12-31", "2019-12-31"),
        Dated(
            "Accra, January 1 (GNA) -- The army of Ghana published the following press statement \u{201C}It will be late\u{201D} on Sunday:\n\nWe strongly denounce Cuba for its raid.",
            "ACCUSE", "2019-12-29", "2019-12-29"),
        // A year that a hyphen joins to a name belongs to the name.
        Dated("The Harbour-2018 drills of Ghana and Cuba were long.", "COOPERATE", "", "2020-01-01"),
        Dated("Ghana and Cuba held the Palm-2017 drills near Havana.", "COOPERATE", "", "2020-01-01"),
        Dated("Ghana attacked the Sugar-2016 ship of Cuba.", "ASSAULT", "", "2020-01-01"),
        // A day in brackets is that of the thing before it.
        Dated("Ghana attacked a port of Cuba (3 May 1945).", "ASSAULT", "", "2020-01-01"),
        Dated("Ghana praised Cuba for its independence (20 May 1902).", "SUPPORT", "", "2020-01-01"),
        Dated("Ghana condemned Cuba for the raid (12 June 1990) and left.", "ACCUSE", "", "2020-01-01"),
        // What is done again and again is not of the day of another telling.
        Dated(
            "The ministry of Ghana said on Monday that trade grew. Ghana often condemns Cuba.", "ACCUSE", "",
            "2020-01-01"),
        Dated(
            "Ghana's minister said on Tuesday that trade grew. Ghana frequently demands that Cuba leave.", "REQUEST",
            "",
            "2020-01-01"),
        Dated(
            "The ministry of Ghana said on Monday that trade grew. Ghana repeatedly accuses Cuba of raids.", "ACCUSE",
            "", "2020-01-01"),
        // What a dated message says is of its day.
        Dated(
            "The premier of Ghana sent a message of greeting to the president of Cuba on Monday.\n\nIn the message, the premier praised Cuba.",
            "SUPPORT", "2019-12-30", "2019-12-30"),
        Dated(
            "The premier of Ghana sent a message to the president of Cuba on Monday.\n\nIn the letter the premier condemned Peru for its raid.",
            "ACCUSE", "2019-12-30", "2019-12-30"),
        Dated(
            "The premier of Ghana sent a message to the president of Cuba on Tuesday.\n\nThe message said:\n\nGhana condemns the raid on Cuba by Peru.",
            "ACCUSE", "2019-12-31", "2019-12-31"),
        // A visit and its talks share their day.
        Dated(
            "The premier of Ghana visited Cuba and had talks with the Cuban president on Monday.", "CONSULT",
            "2019-12-30", "2019-12-30"),
        Dated(
            "Ghana's minister visited Havana and held a meeting with the Cuban minister on Tuesday.", "CONSULT",
            "2019-12-31", "2019-12-31"),
        Dated(
            "The king of Ghana visited Cuba and held a short talk with Cuba's president on 30 December.", "CONSULT",
            "2019-12-30", "2019-12-30"),
    ]

    /// The acts of a visit and its talks all have the day.
    @Test func visitAndTalksShareTheirDay() throws {
        for item in DayConstructionTests.dated where item.text.contains(" visited ") && item.text.contains(" and h") {
            let events = try code(item.text)["events"]?.array ?? []
            #expect(events.count >= 2 && events.allSatisfy { $0["when"]?["from"]?.string == item.from }, "\(item.text)")
        }
    }

    @Test(arguments: dated) func eachDayIsThatOfTheAct(_ item: Dated) throws {
        let events = try code(item.text)["events"]?.array ?? []
        let days = events.filter { $0["root"]?.string == item.root }.map {
            "\($0["when"]?["from"]?.string ?? "")..\($0["when"]?["to"]?.string ?? "")"
        }
        #expect(days.contains("\(item.from)..\(item.to)"), "\(days)")
    }
}
