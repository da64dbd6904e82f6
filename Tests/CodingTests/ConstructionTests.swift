import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Who acts, when and how surely, by constructions of English: three wordings of each.
@Suite struct ConstructionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var text: String
        var event: String
        var testDescription: String { "\(rule): \(text)" }
    }

    static let cases = [
        Case(
            rule: "of whom a noun says what they are",
            text: "The Ghanaian president was the first leader who visited Cuba.",
            event: "CONSULT GHA>CUB"),
        Case(
            rule: "of whom a noun says what they are", text: "Ghana's premier became the first guest to visit Cuba.",
            event: "CONSULT GHA>CUB"),
        Case(
            rule: "of whom a noun says what they are",
            text: "The minister of Ghana was the last envoy who met the Cuban king.",
            event: "CONSULT CUB=GHA"),
        Case(
            rule: "a possessive before the object",
            text: "The Ghanaian minister will meet his Cuban counterpart next week.", event: "AGREE CUB=GHA"),
        Case(
            rule: "a possessive before the object",
            text: "The Ghanaian premier received his Cuban guest last week.", event: "CONSULT CUB>GHA"),
        Case(
            rule: "a possessive before the object",
            text: "The Ghanaian king thanked his Cuban colleague next day.", event: "SUPPORT GHA>CUB"),
        Case(
            rule: "a pair behind between", text: "A contract between Ghana and Cuba was signed on Monday.",
            event: "SUPPORT CUB=GHA"),
        Case(
            rule: "a pair behind between", text: "A treaty between Ghana and Cuba was ratified in May.",
            event: "SUPPORT CUB=GHA"),
        Case(
            rule: "a pair behind between", text: "An agreement between Ghana and Cuba was concluded on Friday.",
            event: "SUPPORT CUB=GHA"),
        Case(
            rule: "what must be done, said behind", text: "Cuba must leave the islands, the president of Ghana said.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "what must be done, said behind",
            text: "Cuba should stop its tests, the Ghanaian minister stressed.", event: "REQUEST GHA>CUB"),
        Case(
            rule: "what must be done, said behind", text: "Cuba must return the pilots, Ghana's premier added.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "what another must be", text: "Ghana's premier said that Cuba must be ready to talk.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "what another must be", text: "The Ghanaian minister stressed that Cuba should be careful.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "what another must be", text: "The Ghanaian envoy added that Cuba must be patient.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "the content of a demand", text: "Ghana repeated its demand that Cuba return the pilots.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "the content of a demand", text: "Ghana repeated its request that Cuba withdraw its troops.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "the content of a demand", text: "The premier of Ghana issued a reminder to Cuba that it must pay.",
            event: "REQUEST GHA>CUB"),
        Case(
            rule: "who claims that another used force",
            text: "Cuba claimed that a Ghanaian jet violated its airspace.", event: "ACCUSE CUB>GHA"),
        Case(
            rule: "who claims that another used force",
            text: "The Cuban army claimed Ghanaian troops shelled a village.", event: "ACCUSE CUB>GHA"),
        Case(
            rule: "who claims that another used force", text: "Havana alleged that Ghana seized a ship.",
            event: "ACCUSE CUB>GHA"),
        Case(
            rule: "where what was fired fell", text: "Ghana fired missiles which fell in Cuban waters.",
            event: "MOBILIZE GHA>CUB"),
        Case(
            rule: "where what was fired fell", text: "Ghana launched a satellite that flew over Cuba.",
            event: "MOBILIZE GHA>CUB"),
        Case(
            rule: "where what was fired fell", text: "Ghana tested a rocket that crashed near Cuba.",
            event: "MOBILIZE GHA>CUB"),
        Case(
            rule: "firms act where firms do", text: "A Ghanaian company won a contract in Cuba.",
            event: "COOPERATE GHA>CUB"),
        Case(
            rule: "firms act where firms do", text: "A Ghanaian firm built a bridge in Cuba.",
            event: "COOPERATE GHA>CUB"),
        Case(
            rule: "firms act where firms do", text: "A Ghanaian bank bought a stake in a Cuban airline.",
            event: "COOPERATE GHA>CUB"),
        Case(
            rule: "a leader of an armed group is the group's",
            text: "Al Qaeda leader Omar Prado spoke. Ghana arrested Prado.", event: "COERCE GHA>IMG"),
        Case(
            rule: "a leader of an armed group is the group's",
            text: "ISIL commander Hassan Prado was there. Ghanaian jets killed Prado.", event: "ASSAULT GHA>IMG"),
        Case(
            rule: "a leader of an armed group is the group's",
            text: "Al-Shabaab spokesman Hassan Prado wrote. Ghana sanctioned Prado.", event: "SANCTION GHA>IMG"),
        Case(
            rule: "who is thanked for sending sent",
            text: "The president of Ghana expressed deep thanks to the Cuban president for sending a message.",
            event: "SUPPORT CUB>GHA"),
        Case(
            rule: "who is thanked for sending sent",
            text: "The Ghanaian king thanked the Cuban premier for sending a letter.",
            event: "SUPPORT CUB>GHA"),
        Case(
            rule: "who is thanked for sending sent",
            text: "Ghana's minister voiced her gratitude to Cuba for offering condolences.", event: "SUPPORT CUB>GHA"),
        Case(
            rule: "he is the subject behind a dateline",
            text:
                "Accra, January 1 (ACN) -- Kofi Mensah, chairman of the council and president of the Republic of Ghana, sent a message to Luis Prado, president of Cuba. In the message he extended congratulations to the Cuban premier.",
            event: "SUPPORT GHA>CUB"),
        Case(
            rule: "two leaders are persons",
            text:
                "The president of Ghana, Kofi Mensah, met Luis Prado, the president of Cuba, in the shade of Peru. The two leaders signed a treaty.",
            event: "SUPPORT CUB=GHA"),
    ]

    @Test(arguments: cases) func eachConstructionFindsWhoIsMeant(_ item: Case) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    /// Texts that tell of no cooperation, arrest or request.
    static let nothing = [
        "The talks discussed the issues of cooperation between Ghana and Cuba.",
        "She emphasised the importance of cooperation between Ghana and Cuba.",
        "He spoke of the field of partnership between Ghana and Cuba.",
        "The envoy of Ghana questioned the Cuban plan.",
        "The envoy of Ghana questioned Cuba's commitment to peace.",
        "The minister of Ghana questioned the use of the Cuban law.",
        "Ghana and Cuba are near. The Ghanaian spokesman told reporters that he is willing to testify.",
        "Ghana and Cuba are near. The Ghanaian premier asked the commission to come.",
        "Ghana and Cuba are near. The Ghanaian minister urged officials to wait.",
        "Peru trades with Ghana and Cuba, and Chile with Norway. The parties agreed to vote.",
        "Ghana, Peru and Cuba are near. The three parties signed a treaty.",
        "Peru, Ghana and Cuba are near. The three sides signed a treaty.",
        "Ghana and Cuba were named. The six governments signed a treaty.",
    ]

    @Test(arguments: nothing) func whatIsOnlyNamedIsNoAct(_ text: String) throws {
        let events = ResolutionTests.events(try ResolutionTests.code(text)).filter {
            $0.contains("GHA") && $0.contains("CUB") && !$0.hasPrefix("CONSULT") && !$0.hasPrefix("REJECT")
        }
        #expect(events.isEmpty, "\(events)")
    }

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
