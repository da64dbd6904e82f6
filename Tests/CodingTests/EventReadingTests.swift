import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Who acts on whom where the grammar alone does not say so, and what looks like an act and is none.
@Suite struct EventReadingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var text: String
        var event: String
        var testDescription: String { rule }
    }

    static let cases = [
        Case(
            rule: "a day before the object is no object", text: "Ghana rejected Thursday an appeal by Cuba.",
            event: "REJECT GHA>CUB"),
        Case(
            rule: "who speaks after a meeting took part in it",
            text:
                "The minister of Ghana told the press after a long meeting with Luis Prado, his Cuban counterpart, that trade had grown.",
            event: "CONSULT CUB=GHA"),
        Case(
            rule: "between, with offices on the way",
            text:
                "There were talks between Ama Owusu, minister of trade of Ghana, and Luis Prado, vice-minister of trade of Cuba, on Tuesday.",
            event: "CONSULT CUB=GHA"),
        Case(
            rule: "the state that somebody is put out of", text: "A Cuban diplomat was expelled from Ghana on Friday.",
            event: "SANCTION GHA>CUB"),
        Case(
            rule: "who signs a decree does what it does",
            text: "On Monday the king of Ghana sealed a law imposing sanctions on Cuba.",
            event: "SANCTION GHA>CUB"),
        Case(
            rule: "the attack is the attacker's",
            text: "Ghana attacked a village in Cuba on Monday. Cuba condemned the attack.", event: "ACCUSE CUB>GHA"),
        Case(rule: "what a state does to its own", text: "Ghana has banned Ghanaian papers.", event: "COERCE GHA>GHA"),
        Case(
            rule: "greeting behind of is a noun",
            text: "The president of Cuba received a message of greeting from the president of Ghana.",
            event: "SUPPORT GHA>CUB"),
        Case(
            rule: "the affiliates of a group are the group's",
            text: "The local Ghanaian affiliates of ISIL attacked Cuba.", event: "ASSAULT IMG>CUB"),
        Case(
            rule: "who is on a visit",
            text: "The minister of Ghana, on a visit to Cuba as head of a delegation, was ill.",
            event: "CONSULT GHA>CUB"),
        Case(
            rule: "deliveries have another side in a text about two states",
            text: "Ghana and Cuba met often. Cuba is near. Ghana halted deliveries on Monday.",
            event: "SANCTION GHA>CUB"),
        Case(
            rule: "where a treaty is signed is no party", text: "Ghana and Cuba signed a treaty in Lima.",
            event: "SUPPORT CUB=GHA"),
        Case(
            rule: "a region says which city", text: "The minister of Peru visited Paris, Texas.",
            event: "CONSULT PER>USA"),
        Case(
            rule: "the governor of a region", text: "The governor of Georgia, Brian Hill, visited Kenya.",
            event: "CONSULT USA>KEN"),
        Case(rule: "a short form", text: "S. Sudan accused Kenya.", event: "ACCUSE SSD>KEN"),
        Case(
            rule: "what another must do, said behind it",
            text: "Sudan must withdraw its troops from Kenya, the Kenyan minister said.", event: "REQUEST KEN>SDN"),
        Case(
            rule: "should, of officials", text: "Kenyan officials insisted that Sudan should release the pilots.",
            event: "REQUEST KEN>SDN"),
        Case(
            rule: "a dissolved state", text: "Yugoslavia signed a treaty with Ghana in 1951.",
            event: "SUPPORT GHA=YUG"),
    ]

    @Test(arguments: cases) func eachRuleFindsWhoIsMeant(_ item: Case) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    /// Inputs of the kinds that other programs fail at: unknown names, persons named like states, regions, conditions, figures of speech, private people.
    @Test(arguments: [
        "The harbour board of Westmark rejected the offer. Norway and Chad had signed it.",
        "A trade union accused the ministry of delay. Peru and Chile watched.",
        "The mayor of Dunfold met reporters on Monday. Kenya and Sudan had closed the border.",
        "Chad Morris accused the board of delay. Kenya watched.",
        "Mr Jordan met the Kenyan minister.",
        "Georgia Brown, a singer, thanked the fans in Peru.",
        "Officials of Athens, Georgia, met the mayor of a town in Greece.",
        "Had Kenya signed the treaty with Sudan, trade would have grown.",
        "Kenya was to have signed a treaty with Sudan.",
        "Were Kenya to attack Sudan, the union would split.",
        "It is time that Kenya apologised to Sudan.",
        "Kenya hit back at critics in Sudan.",
        "The Kenyan striker shot from far against Sudan.",
        "Reporters bombarded the Sudanese minister with questions on Kenya.",
        "A Peruvian student killed a Chilean guide.",
        "A Kenyan woman sued a Sudanese singer.",
        "Two Chilean tourists attacked a Peruvian farmer.",
        "Ghana withheld aid from Cuba.",
        "Five hundred Kenyan nationals left the country for Sudan.",
        "Kenyan fans booed the Sudanese team.",
    ]) func whatIsNoActOfStatesGivesNone(text: String) throws {
        let value = try ResolutionTests.code(text)
        for event in value["events"]?.array ?? [] {
            let states = Set((countries(event["actors"]) + countries(event["recipients"])))
            #expect(states.count < 2, "\(text) \(ResolutionTests.events(value))")
        }
    }

    @Test(arguments: [
        "Kenya condemned Sudan over the bombing of a market in Chad.",
        "The Norwegian envoy denounced Sudan for the shelling of Kenya.",
        "Chad deplored the attack by Sudan on Kenya.",
    ]) func whoCondemnsAnActIsNoPartyOfIt(text: String) throws {
        let value = try ResolutionTests.code(text)
        for event in value["events"]?.array ?? [] where event["root"]?.string == "ASSAULT" {
            let states = Set(countries(event["actors"]) + countries(event["recipients"]))
            #expect(!states.contains("KEN") || text.contains("on Kenya") || text.contains("of Kenya"))
            #expect(!states.contains("NOR") && !(states.contains("TCD") && !text.contains("in Chad")))
        }
    }

    @Test func aRemarkInBracketsIsNoNews() throws {
        let events = ResolutionTests.events(try ResolutionTests.code("Rebels (banned in Ghana) attacked Cuba."))
        #expect(events == ["ASSAULT IMG>CUB"])
    }

    @Test func nobodyActsAfterHisDeath() throws {
        let value = try code(
            "President Kim Il Sung visited China, the paper recalled on Friday.", published: "2024-05-20")
        let event = try #require(value["events"]?.array.first)
        #expect(event["when"]?["to"]?.string == "1994-07-08")
    }

    @Test func aHeadlineHelpsToReadTheLead() throws {
        func events(_ title: String?) throws -> [String] {
            var members = [
                JSONMember(name: "id", value: .string("t")),
                JSONMember(
                    name: "text",
                    value: .string("Of the visit by the minister of Ghana, planned since May, Cuba heard on Monday.")),
            ]
            if let title { members.append(JSONMember(name: "title", value: .string(title))) }
            let line = try JSONLine(Array(JSONValue.object(members).text.utf8))
            return ResolutionTests.events(try JSONParser.parse(CodeFilter.run(line)))
        }
        #expect(try events("Ghanaian Minister Visits Cuba").contains("CONSULT GHA>CUB"))
        #expect(try !events("Ghanaian Minister Visits Peru").contains { $0.contains("PER") })
    }
}
