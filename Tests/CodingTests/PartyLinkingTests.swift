import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// Who acts on whom where the words or the tree hide it, and what only looks like an act: kinds that are frequent in news.
@Suite struct PartyLinkingTests {
    /// A text and an event in it, as ``ResolutionTests/events(_:)`` writes them.
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var event: String
        var testDescription: String { text }

        init(_ text: String, _ event: String) {
            self.text = text
            self.event = event
        }
    }

    static let told = [
        // "US" before a noun that is also a verb.
        Case("The minister of Ghana rejected US claims.", "REJECT GHA>USA"),
        Case("Ghanaian and US envoys discussed trade.", "CONSULT GHA=USA"),
        Case("The court discussed US sanctions on Cuba.", "SANCTION USA>CUB"),
        // "We" of a quotation.
        Case("\"We have agreed with Cuba to open a port,\" the Ghanaian minister said.", "AGREE CUB=GHA"),
        Case("\"We urge the new Cuban government to talk,\" said Ama Owusu, minister of Ghana.", "REQUEST GHA>CUB"),
        Case("\"It is late,\" Ghana's president said. \"We condemn Cuba.\"", "ACCUSE GHA>CUB"),
        // A participle read as the main verb, adjectives, parliaments in one word.
        Case(
            "Having rejected the findings of the Cuban authorities, Ghana claims that the probe is a plot.",
            "REJECT GHA>CUB"),
        Case("Ghana is strongly opposed to the Cuban plan.", "REJECT GHA>CUB"),
        Case("The committees of the Ghanaian and Cuban parliaments held a meeting.", "CONSULT CUB=GHA"),
        // "His talks with", people in no state's service, "it" of a name in the plural.
        Case("The president of Ghana said that his summit with the Cuban president had gone well.", "CONSULT CUB=GHA"),
        Case("The Cuban businessman Ramon Diaz came. Ghana arrested Diaz.", "COERCE GHA>CUB"),
        Case("The United States said it attacked Cuba.", "ASSAULT USA>CUB"),
    ]

    @Test(arguments: told) func partyIsLinked(item: Case) throws {
        let events = ResolutionTests.events(try code(item.text))
        #expect(events.contains(item.event), "\(events)")
    }

    static let untold = [
        "The envoy of Ghana was barred from travelling to Cuba.",
        "Ghana barred the minister from visiting Cuba.",
        "Guards prevented Ghana from attacking Cuba.",
        "Ghana called for lifting the ban on Cuba.",
        "Ghana's rhetorical attack on Cuba went on.",
        "Refugees of Ghana arrived in Cuba.",
    ]

    @Test(arguments: untold) func whatIsBarredAskedOrMeantOtherwiseIsNoAct(text: String) throws {
        let events = ResolutionTests.events(try code(text)).filter {
            ($0.hasPrefix("CONSULT") || $0.hasPrefix("ASSAULT") || $0.hasPrefix("CONCEDE")) && $0.contains("CUB")
        }
        #expect(events.isEmpty, "\(events)")
    }

    @Test func chargesInAStatementNeedMoreThanAnAdjective() throws {
        let text = """
            Accra, May 3 -- The foreign minister of Ghana issued the following press statement:

            The situation is dangerous for Cuba.

            Cuba faces a grave and serious threat.
            """
        #expect(!ResolutionTests.events(try code(text)).contains("ACCUSE GHA>CUB"))
    }
}
