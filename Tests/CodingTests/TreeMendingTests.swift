import DocumentModel
import Testing
import TextPrimitives

/// Slips of the parser that are mended before events are read: each case holds the act that the sentence tells.
@Suite struct TreeMendingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        /// "ROOT A>B polarity" of each act, in order.
        var told: [String]
        var testDescription: String { text }

        init(_ text: String, _ told: String...) {
            self.text = text
            self.told = told
        }
    }

    static let cases = [
        // A past tense does not go on with an infinitive: it goes with the verb above, and is told as that is.
        Case("Ghana used the talks to gain time, and later imposed a ban on Cuba.", "SANCTION GHA>CUB asserted"),
        Case(
            "Ghana denied that it had sent ships to win the port and later attacked Cuba.", "ASSAULT GHA>CUB denied"),
        Case("The two met to speak of rice when a Ghanaian jet bombed Cuban posts.", "ASSAULT GHA>CUB asserted"),
        Case("She meant to write of the question whether Ghana attacked Cuba."),
        Case("Ghana will waste no chance to mend the road and condemns Cuba.", "ACCUSE GHA>CUB asserted"),
        Case("Ghana plans to shut the port and condemns Cuba.", "ACCUSE GHA>CUB asserted"),
        // What is not spared, missed or left undone is done.
        Case("Ghana spared no effort to help Cuba.", "AID GHA>CUB asserted"),
        Case("Ghana will miss no chance to help Cuba.", "AGREE GHA>CUB planned"),
        Case("Ghana had no choice but to attack Cuba.", "ASSAULT GHA>CUB asserted"),
        Case("Ghana has no choice but to attack Cuba."),
        Case("Ghana made no effort to help Cuba.", "AID GHA>CUB negated"),
        // What is only said of a thing leaves the thing what it is; what nobody says is hearsay; a report's own charge is none.
        Case(
            "Ghana's president rejected reports that his talks with the Cuban premier had ended in tears.",
            "REJECT GHA>CUB asserted", "CONSULT CUB=GHA asserted"),
        Case("Ghana denied that its talks with Cuba went ahead.", "CONSULT CUB=GHA denied"),
        Case("Rumours said that Ghana attacked Cuba.", "ASSAULT GHA>CUB alleged"),
        Case("Ghana issued a report in which it accused Cuba of fraud.", "ACCUSE GHA>CUB asserted"),
        // What stands under a condition or is thwarted is not even planned.
        Case("If Ghana were to send doctors to Cuba this late, few would go."),
        Case("If Ghana plans to attack Cuba, few will stay."),
        Case("Ghana thwarted a plan to attack Cuba."),
        Case("Peru's navy is thought to be sabotaging moves to arm Cuba."),
        // He and she are the person of the clause above, and nobody when that is nobody known.
        Case("The Ghanaian minister spoke to the press. Lara Quint has denied she attacked Cuba."),
        Case("The Ghanaian minister spoke to the press. Lara Quint said that she visited Cuba."),
        Case("The Ghanaian minister met rice farmers. He said he would visit Cuba.", "AGREE GHA>CUB planned"),
        Case(
            "The Ghanaian minister told the Peruvian envoy that he had visited Cuba.", "CONSULT GHA>CUB asserted"),
        // Gerunds behind a future: what comes before or goes with it is ahead, what is said meanwhile is not.
        Case(
            "Ghana's minister will call at a port before returning to Cuba.", "AGREE GHA>CUB planned"),
        Case("The fair will move in May, with Ghana receiving the Cuban delegation.", "AGREE CUB>GHA planned"),
        Case("Ghana will close the port, accusing Cuba of fraud.", "ACCUSE GHA>CUB asserted"),
        // A state before a title and a genitive belongs to whose the thing is.
        Case("The UN envoy questioned US President Joe Biden's love of trains."),
        Case("The UN envoy accepted US President Joe Biden's offer.", "AGREE IGO>USA asserted"),
        // "West" is where the sun sets, or part of the next word; what a particle joins is a person's name.
        Case("Ghana praised the West African country."),
        Case("Hezbollah praised the west gate of the town."),
        Case("Ghana condemned the West.", "ACCUSE GHA>XXX asserted"),
        Case("Ghana visited de Lima's sister."),
        // What is avoided meanwhile is not acted on; whose son somebody is is not who he is.
        Case(
            "A Ghanaian official thanked the cooks, while the band left out the songs of Cuba.", "SUPPORT GHA> asserted"
        ),
        Case("Ama Owusu, the daughter of Cuban immigrants, visited Peru."),
        Case("Ama Owusu, the daughter of Cuban immigrants, met the Peruvian premier."),
        // Neighbours and rivals are others, whoever is called one is himself.
        Case("Ghana attacked a neighbour of Cuba.", "ASSAULT GHA> asserted"),
        Case("Ghana attacked the rivals of Cuba.", "ASSAULT GHA> asserted"),
        Case("Ghana attacked its neighbour Cuba.", "ASSAULT GHA>CUB asserted"),
        // Towns are captured, claims are questioned; people are both.
        Case("Ghana captured a port in Cuba."),
        Case("Ghana questioned Cuba's claim."),
        Case("Ghana's police questioned a Cuban envoy.", "COERCE GHA>CUB asserted"),
    ]

    @Test(arguments: cases) func actIsTold(item: Case) throws {
        let value = try code(item.text)
        let events = zip(ResolutionTests.events(value), value["events"]?.array ?? []).map { event, values in
            "\(event) \(values["polarity"]?.string ?? "")"
        }
        #expect(events == item.told)
    }
}
