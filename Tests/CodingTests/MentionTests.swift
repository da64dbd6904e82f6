import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// The order in which noun phrases are resolved, one step a case: who acts on whom, and which words stand for it.
@Suite struct MentionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var step: String
        var text: String
        var event: String
        var testDescription: String { step }
    }

    static let cases = [
        Case(step: "a name", text: "Ghana attacked Cuba.", event: "ASSAULT GHA>CUB"),
        Case(step: "a seat of power", text: "Havana praised Ghana.", event: "SUPPORT CUB>GHA"),
        Case(step: "an adjective", text: "The Cuban minister praised Ghana.", event: "SUPPORT CUB>GHA"),
        Case(step: "a genitive", text: "Cuba's minister praised Ghana.", event: "SUPPORT CUB>GHA"),
        Case(
            step: "two adjectives", text: "Cuban and Chilean troops attacked Ghana.", event: "ASSAULT CHL+CUB>GHA"),
        Case(step: "a phrase with of", text: "The minister of Cuba praised Ghana.", event: "SUPPORT CUB>GHA"),
        Case(
            step: "a name that the text explains later",
            text: "Owusu praised Cuba. The day before, Ghanaian Foreign Minister Ama Owusu had been in the north.",
            event: "SUPPORT GHA>CUB"),
        Case(
            step: "a name that an apposition explains",
            text: "Ama Owusu, foreign minister of Ghana, came late. Owusu praised Cuba.", event: "SUPPORT GHA>CUB"),
        Case(step: "armed people", text: "Rebels attacked Cuban troops.", event: "ASSAULT IMG>CUB"),
        Case(step: "people of no state", text: "Cuba accepted refugees.", event: "AID CUB>XXX"),
        Case(
            step: "a relative pronoun", text: "The minister of Ghana, who praised Cuba, left.",
            event: "SUPPORT GHA>CUB"),
        Case(
            step: "he", text: "The president of Ghana spoke on Monday. He praised Cuba.", event: "SUPPORT GHA>CUB"),
        Case(step: "it", text: "Ghana closed its ports on Monday. It condemned Cuba.", event: "ACCUSE GHA>CUB"),
        Case(
            step: "the two sides",
            text: "The minister of Ghana came to see Cuban officials. The two sides signed an agreement.",
            event: "SUPPORT CUB=GHA"),
        Case(
            step: "a definite phrase", text: "A Ghanaian delegation came. The delegation praised Cuba.",
            event: "SUPPORT GHA>CUB"),
    ]

    @Test(arguments: cases) func eachStepFindsWhoIsMeant(_ item: Case) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    @Test(arguments: cases) func everyPartyHasItsWords(_ item: Case) throws {
        let value = try ResolutionTests.code(item.text)
        for event in value["events"]?.array ?? [] {
            for party in (event["actors"]?.array ?? []) + (event["recipients"]?.array ?? []) {
                #expect(party["start"]?.int != nil && party["end"]?.int != nil, "\(party)")
            }
        }
    }

    /// A pronoun or phrase tells the words that it was resolved to.
    @Test(arguments: [
        ("The president of Ghana spoke on Monday. He praised Cuba.", "He", "president"),
        ("Ghana closed its ports on Monday. It condemned Cuba.", "It", "Ghana"),
        ("A Ghanaian delegation came. The delegation praised Cuba.", "The delegation", "delegation"),
        (
            "The minister of Ghana came to see Cuban officials. The two sides signed an agreement.", "The two sides",
            "Cuban"
        ),
        ("Ghana met Cuba. Both countries signed an agreement.", "Both countries", "Cuba"),
    ]) func whatAPhraseStandsForIsTold(text: String, words: String, antecedent: String) throws {
        let parties = (try ResolutionTests.code(text)["events"]?.array ?? []).flatMap {
            ($0["actors"]?.array ?? []) + ($0["recipients"]?.array ?? [])
        }
        let scalars = Array(text.unicodeScalars)
        let found = parties.filter { party in
            guard let start = party["start"]?.int, let end = party["end"]?.int else { return false }
            return String(String.UnicodeScalarView(scalars[start..<end])) == words
        }.compactMap { $0["resolved_from"]?["quote"]?.string }
        #expect(found.contains { $0.contains(antecedent) }, "\(parties.map(\.text))")
    }

    /// What names nobody gives nobody: no state of the neighbourhood, of the text or of home is put in its place.
    @Test(arguments: [
        "The senator refused to tell reporters. Russia and Peru watched.",
        "Police arrested four men. Peru and Chile had been warned the day before.",
        "Chile invaded Westmark.",
        "Jordan Miller attacked Israel Brown.",
        "Mario de Lima attacked Ana da Havana.",
        "Norway arrested Luisa von der Paris.",
        "Chile attacked Omar bin Muscat.",
        "Ghana held talks with French-speaking traders.",
        "Chile arrested a German-born singer.",
        "Norway attacked Chinese-made drones.",
        "Tory rebels arrested Ghana's bill.",
        "Labour rebels in Norway defied the leader.",
        "Kenya condemned Sudan over the shelling of a town.",
        "A Norwegian tourist attacked a Kenyan guide.",
        "The Ghanaian team beat the Cuban team.",
        "Ghana released a statement on Cuba.",
        "The talks between Ghana and Cuba might open in May.",
        "Had Ghana attacked Cuba, few would have lived.",
        "Ghana would have attacked Cuba.",
        "Ghanaian fans invaded the pitch in Cuba.",
        "The chief of the Study of the Harbour Idea of Ghana came. Cuba received letters from the towns on the occasion of the New Year, Harbour 113.",
        "Ghana is strong. The envoy said the plan is good when it comes to Cuba.",
        "The Cuban ministry rejected the plan of Ghana, branding it as a crime.",
        "The Cuban ministry rejected the plan of Ghana, calling it a grave provocation.",
    ]) func nobodyIsSupplied(text: String) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(text)).filter {
            // One state alone, and what one really says of the other, is no supply.
            !$0.hasSuffix(">") && !$0.hasPrefix("ACCUSE KEN>SDN") && $0 != "REJECT CUB>GHA"
        }
        #expect(events.isEmpty, "\(events)")
    }

    /// "They" is right as often as not: a row that stands on it is possible at best, whatever else is stated.
    @Test(arguments: [
        ("Ghanaian officials came on Monday. They attacked Cuba on Tuesday.", Footing.possible),
        ("Ghana's president came on Monday. He attacked Cuba on 3 March 2020.", .resolved),
        ("Ghana attacked Cuba on 3 March 2020.", .stated),
    ]) func theFootingTellsHowSureARowIs(text: String, footing: Footing) throws {
        var event = Event(root: .assault, type: "attack", trigger: TextRange(0, 1), evidence: [TextRange(0, 9)])
        let told = try #require(
            ResolutionTests.code(text)["events"]?.array.first { $0["root"]?.string == "ASSAULT" })
        event.rules = (told["rules"]?.array ?? []).compactMap(\.string)
        for side in ["actors", "recipients"] {
            let parties = (told[side]?.array ?? []).map { item in
                var party = Party(
                    id: item["id"]?.string ?? "", name: item["name"]?.string ?? "", country: item["country"]?.string,
                    kind: .state, range: TextRange(item["start"]?.int ?? 0, item["end"]?.int ?? 1))
                if item["resolved_from"]?["start"] != nil { party.resolvedFrom = TextRange(0, 5) }
                return party
            }
            if side == "actors" { event.actors = parties } else { event.recipients = parties }
        }
        let day = DayBounds(CivilDay(2020, 3, 3) ?? CivilDay(number: 0))
        event.when = EventDate(edtf: "2020-03-03", bounds: day, precision: .day, basis: .explicit, range: nil)
        #expect(event.footing == footing, "\(told.text)")
    }
}
