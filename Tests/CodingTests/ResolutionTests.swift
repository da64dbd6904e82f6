import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Who is meant, whom an act is directed at, when and where: one sentence of a rule each.
@Suite struct ResolutionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var text: String
        /// "ROOT ACTOR>RECIPIENT", or "ROOT A=B" for an act of both.
        var event: String
        var testDescription: String { rule }
    }

    static func code(_ text: String, published: String? = nil) throws -> JSONValue {
        var members = [JSONMember(name: "id", value: .string("t")), JSONMember(name: "text", value: .string(text))]
        if let published { members.append(JSONMember(name: "published", value: .string(published))) }
        let coded = try CodeFilter.run(try JSONLine(Array(JSONValue.object(members).text.utf8)))
        return try JSONParser.parse(coded)
    }

    static func events(_ value: JSONValue) -> [String] {
        (value["events"]?.array ?? []).map { event in
            func codes(_ slot: String) -> String {
                Set((event[slot]?.array ?? []).compactMap { $0["country"]?.string }).sorted().joined(separator: "+")
            }
            let root = event["root"]?.string ?? ""
            if event["reciprocal"]?.bool ?? false {
                let all = Set((codes("actors") + "+" + codes("recipients")).split(separator: "+").map(String.init))
                return "\(root) \(all.sorted().joined(separator: "="))"
            }
            return "\(root) \(codes("actors"))>\(codes("recipients"))"
        }
    }

    static let cases = [
        Case(
            rule: "who leads a delegation is of its state",
            text: "Peru met the Chilean delegation led by Minister of Trade Ana Rojas. Rojas praised Peru.",
            event: "SUPPORT CHL>PER"),
        Case(
            rule: "a shared adjective is read by the text",
            text: "Pyongyang thanked Cuba. The Korean people sent doctors to Cuba.", event: "AID PRK>CUB"),
        Case(
            rule: "his country is the speaker's",
            text: "Foreign Minister Ama Owusu of Ghana met Cuban envoys. She said that her country supported Cuba.",
            event: "SUPPORT GHA>CUB"),
        Case(
            rule: "a letter behind its recipient",
            text: "The envoy of Ghana conveyed to the Cuban president a letter on trade.", event: "SUPPORT GHA>CUB"),
        Case(
            rule: "a participle behind a thing is spoken by the subject",
            text: "Nepal handed a note to the embassy of India alleging that Indian guards moved a pillar.",
            event: "ACCUSE NPL>IND"),
        Case(
            rule: "since opens a clause",
            text: "It was their first meeting since Lima recalled its ambassador from Chile.",
            event: "SANCTION PER>CHL"),
        Case(
            rule: "an inverted participle",
            text:
                "Ghana received a Cuban delegation. Signed at the end of the visit were two agreements between Ghana and Cuba.",
            event: "SUPPORT CUB=GHA"),
        Case(
            rule: "what one says another must do is a demand",
            text: "Chile said in Lima that Peru must return the bell.", event: "REQUEST CHL>PER"),
        Case(
            rule: "what one is willing to do", text: "Peru is willing to send doctors to Cuba.", event: "AGREE PER>CUB"),
        Case(
            rule: "two objects", text: "Norway will give Nepal a loan for two ferries.",
            event: "AGREE NOR>NPL"),
        Case(
            rule: "a call goes to whoever imposes the measure",
            text: "Ghana called for the lifting of the embargo imposed on Cuba by Norway.", event: "REQUEST GHA>NOR"),
        Case(
            rule: "an act of power at home", text: "Nigerian police arrested twelve farmers on Monday.",
            event: "COERCE NGA>NGA"),
        Case(
            rule: "the complement names the other side",
            text: "Norway agreed on Friday to pay for schools in Nepal.", event: "AGREE NOR>NPL"),
        Case(
            rule: "a denial answers whoever accused",
            text:
                "Norway accused Chad and Niger of smuggling fish. Chad and Niger rejected the charge on Friday.",
            event: "REJECT NER+TCD>NOR"),
    ]

    @Test(arguments: cases) func eachRuleFindsWhoIsMeant(_ item: Case) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    @Test(arguments: [
        "Peru rejected an offer to host a summit with Chile.",
        "Chile made a proposal for signing a treaty with Peru.",
        "The union of Ghana, which was not consulted, wrote to Cuba.",
        "Peruvian generals warn Chile may be plotting a war.",
        "Peru warned Chile will lose the port.",
        "The president of Peru cautioned Chile has not yet answered.",
    ]) func whatIsOnlyProposedIsNoEvent(text: String) throws {
        let roots = ResolutionTests.events(try ResolutionTests.code(text)).map { $0.prefix(7) }
        #expect(!roots.contains { $0 == "CONSULT" || $0 == "SUPPORT" }, "\(roots)")
    }

    /// Neither a dateline nor the states around him give an official whom the text explains nowhere a state.
    @Test func nobodyGetsTheStateOfHisNeighbours() throws {
        let value = try ResolutionTests.code(
            "Damascus met the delegation of Cuba. Economy Minister Samir Haddad praised Cuba.", published: "2016-04-25")
        #expect(!ResolutionTests.events(value).contains { $0.hasPrefix("SUPPORT") })
    }

    @Test func partsOfAVisitHaveItsDaysAndPlace() throws {
        let value = try ResolutionTests.code(
            "The president of Ghana arrived in Lima on 3 May 2011 for a three-day visit. The two sides signed an agreement.",
            published: "2011-05-09")
        let event = try #require(value["events"]?.array.first { $0["type"]?.string == "agreement_signed" })
        #expect(event["when"]?["from"]?.string == "2011-05-03" && event["when"]?["to"]?.string == "2011-05-05")
        #expect(event["where"]?["country"]?.string == "PER")
    }

    @Test(arguments: [
        ("Ghana met Cuba's envoys in Arica last month.", "CHL"), ("Ghana and Cuba held talks in Dehradun.", "IND"),
    ]) func aCityIsAPlaceAndNoParty(text: String, country: String) throws {
        let value = try ResolutionTests.code(text)
        #expect(value["events"]?.array.first?["where"]?["country"]?.string == country)
        #expect(ResolutionTests.events(value).first?.contains(country) == false)
    }

    @Test func whatIsToldAsDoneIsNotDatedAhead() throws {
        let value = try ResolutionTests.code(
            "India has invited the minister of Nepal for talks next month.", published: "2018-05-25")
        #expect(value["events"]?.array.first?["when"]?["to"]?.string == "2018-05-25")
    }

    /// The clause's own day comes before that of the telling; what has none was told on the day of its telling.
    @Test(arguments: [
        ("Ghana's minister said on Tuesday that Ghana attacked Cuba on Monday.", "2024-03-11", nil),
        ("Ghana attacked Cuba, its minister said on Tuesday.", "../2024-03-12", "2024-03-12"),
        ("Ghana has attacked Cuba, its minister said.", "../2024-03-14", "2024-03-14"),
        ("The minister said on Monday that Ghana had already asked Cuba to leave.", "../2024-03-11", "2024-03-11"),
        ("On Monday, Ghana's army announced that Cuba had attacked Ghana.", "../2024-03-11", "2024-03-11"),
        // A day that opens the sentence is that of its main verb.
        ("On Monday, Ghanaian trade watchdog Akoma imposed sanctions on Cuba.", "2024-03-11", nil),
        ("On March 4, Ghana attacked Cuba, an official said on Tuesday.", "2024-03-04", nil),
        ("Last week the Ghanaian minister visited Cuba and met the Chilean president.", "2024-03-04/2024-03-10", nil),
        ("But on Tuesday Ghana expelled two Cuban diplomats.", "2024-03-12", nil),
        // A day behind the subject is that of the verb behind it.
        (
            "The king of Ghana and the great queen Ama Owusu on March 4 sent large baskets to the embassy of Cuba.",
            "2024-03-04", nil
        ),
        ("The Ghanaian minister of trade on Monday met the Cuban envoy.", "2024-03-11", nil),
        // The last day of the sentence is that of its act, whatever stands between.
        ("Ghana staged a drill targeting our Cuban friends once again in front of them on March 4.", "2024-03-04", nil),
        (
            "The ambassador of Ghana presented his credentials to the president of Cuba (CUB) who is a keen angler, on March 4.",
            "2024-03-04", nil
        ),
        (
            "Ghana's premier met a delegation of Cuba for celebrating the founding of the league led by Juan Diaz at the hall on March 4.",
            "2024-03-04", nil
        ),
        // A day before the comma is not that of the telling behind it.
        (
            "Ghana's president Ama Owusu will receive the Cuban president Juan Diaz Ruiz in Accra on April 3, a clerk of the palace told the press on Sunday.",
            "2024-04-03", nil
        ),
        ("Ghana's minister will visit Cuba on April 3, the ministry said on Tuesday.", "2024-04-03", nil),
        // What follows a full date of another year within a month is of that year.
        (
            "Ghana shot down a Cuban jet on November 24, 2021. On November 28, Cuba imposed sanctions on Ghana.",
            "2021-11-28", nil
        ),
        ("Cuba attacked Ghana on December 20, 2020. On January 3, Ghana expelled the Cuban envoy.", "2021-01-03", nil),
        (
            "Ghana shot down a Cuban jet on January 24, 2021. On March 1, Cuba imposed sanctions on Ghana.",
            "2024-03-01", nil
        ),
        ("Ghana criticised the 2015 deal with Cuba.", "../2024-03-14", "2024-03-14"),
        ("Ghana waged a 2006 war with Cuba.", "2006", nil),
        ("Ghana struck Cuban troops overnight.", "2024-03-13/2024-03-14", nil),
        ("Ghana's president is to visit Cuba in May.", "2024-05", nil),
        ("Speaking in Accra on Monday, Ghana's minister praised Cuba.", "2024-03-11", nil),
        ("Ghana signed a treaty with Cuba last week.", "2024-03-04/2024-03-10", nil),
    ]) func theDayIsThatOfTheAct(text: String, edtf: String, told: String?) throws {
        let events = try ResolutionTests.code(text, published: "2024-03-14")["events"]?.array ?? []
        #expect(
            events.contains { $0["when"]?["edtf"]?.string == edtf && $0["when"]?["told"]?.string == told },
            "\(events.compactMap { $0["when"]?.text })")
    }

    @Test func aDayWithoutAYearStaysOne() throws {
        let event = try #require(try ResolutionTests.code("Ghana attacked Cuba on 14 July.")["events"]?.array.first)
        #expect(event["when"]?["edtf"]?.string == "XXXX-07-14" && event["when"]?["from"]?.string == nil)
    }

    @Test func anOfficeIsItsHoldersAtTheTimeOfTheEvent() throws {
        let value = try ResolutionTests.code("In June 1986 Cuba met the Iranian president.", published: "2020-01-05")
        let names = (value["events"]?.array ?? []).flatMap {
            (($0["actors"]?.array ?? []) + ($0["recipients"]?.array ?? [])).compactMap { $0["name"]?.string }
        }
        #expect(names.contains("Ali Khamenei"), "\(names)")
    }

    @Test func reportsOfTwoTextsAreOneEvent() throws {
        var filter = LedgerFilter()
        for (id, text) in [
            (
                "a",
                "The ministers of Peru and Chile met in Arica on 3 May 2011 to speak of the border and of the trade in copper."
            ),
            (
                "b",
                "A long walk by the sea ended the day on which Chile's minister met Peru's minister, 3 May 2011, the paper wrote."
            ),
        ] {
            let line = JSONValue.pairs(["id": .string(id), "text": .string(text), "published": .string("2011-05-04")])
            let coded = try CodeFilter.run(try JSONLine(Array(line.text.utf8)))
            #expect(filter.add(try JSONLine(coded)))
        }
        let lines = String(decoding: filter.itemLines(), as: UTF8.self).split(separator: "\n")
        let clusters = try lines.map { try JSONParser.parse(Array($0.utf8)) }.filter {
            $0["kind"]?.string == "event" && $0["type"]?.string == "meeting"
        }.compactMap { $0["cluster"]?.string }
        #expect(clusters.count == 2 && Set(clusters).count == 1, "\(lines)")
    }

    /// Another office of the same head is another's: his state may be told by the one named before, his name is not.
    @Test(arguments: [
        (
            "Foreign Minister Juan Rojas of Peru visited Cuba on Monday. The finance minister met the president of Ghana on Tuesday.",
            "finance minister PER"
        ),
        (
            "The foreign minister of Peru visited Cuba on Monday. The trade minister met the president of Ghana on Tuesday.",
            "trade minister PER"
        ),
        (
            "President Juan Rojas of Peru visited Cuba on Monday. The vice president met the president of Ghana on Tuesday.",
            "vice president PER"
        ),
        (
            "The Peruvian foreign ministry condemned Cuba. The defence ministry accused Ghana of an attack.",
            "defence ministry PER"
        ),
        (
            "Foreign Minister Juan Rojas of Peru visited Cuba on Monday. The foreign minister met the president of Ghana on Tuesday.",
            "Juan Rojas PER"
        ),
        (
            "Vice President Juan Rojas of Peru visited Cuba. Rojas then left Havana. On Tuesday the vice president met the president of Ghana.",
            "Juan Rojas PER"
        ),
        (
            "Foreign Minister Juan Rojas of Peru visited Cuba on Monday. The minister met the president of Ghana on Tuesday.",
            "Juan Rojas PER"
        ),
    ]) func anotherOfficeIsAnothers(text: String, actor: String) throws {
        let last = try #require(ResolutionTests.code(text)["events"]?.array.last?["actors"]?.array.first)
        #expect("\(last["name"]?.string ?? "") \(last["country"]?.string ?? "")" == actor)
    }
}
