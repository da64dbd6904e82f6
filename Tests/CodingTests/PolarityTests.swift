import DocumentModel
import NewsAnalysis
import Testing
import TextPrimitives

/// What did not happen is not told as a fact: one wording a case.
@Suite struct PolarityTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        /// "ROOT polarity" of an act between Ghana and Cuba, or nil when there is none.
        var told: String?
        var testDescription: String { text }

        init(_ text: String, _ told: String?) {
            self.text = text
            self.told = told
        }
    }

    static let cases = [
        Case("Had Ghana attacked Cuba, few would have lived.", nil),
        Case("Should Ghana attack Cuba, few will live.", nil),
        Case("Were Ghana to attack Cuba, few would live.", nil),
        Case("Ghana would have signed the treaty with Cuba.", nil),
        Case("Ghana should have signed the treaty with Cuba.", nil),
        Case("Ghana will share its ports with Peru but firmly opposes Cuba's plan.", "REJECT asserted"),
        Case("Ghana will meet Peru, and it attacked Cuba.", "ASSAULT asserted"),
        Case("Ghana will arm its troops and will attack Cuba.", "ASSAULT planned"),
        Case(
            "The Ghanaian delegation visited the statue of the Cuban president to pay tribute to him.",
            "SUPPORT asserted"),
        Case("Ghana's ministry issued a statement to condemn Cuba for its attack.", "ACCUSE asserted"),
        Case("Ghana's ministry will issue a statement to condemn Cuba.", "ACCUSE planned"),
        Case("Ghanaian forces launched an offensive to attack Cuban troops.", "ASSAULT asserted"),
        Case("Ghana is planning an offensive to attack Cuba.", "ASSAULT planned"),
        Case("Ghana neither attacked Cuba nor accused it.", "ASSAULT negated"),
        Case("Ghana did not attack Cuba or accuse Cuba of lying.", "ACCUSE negated"),
        Case("Ghana must have attacked Cuba.", nil),
        Case("Ghana's growers called for dropping the duties against Cuba.", nil),
        Case("Ghana's minister pushed for attacking Cuba.", nil),
        Case("Ghana has yet to make a decision on directly arming Cuba.", nil),
        Case("Ghana discussed the idea of attacking Cuba.", nil),
        Case("Ghana is looking into recognising Cuba.", nil),
        Case("Peru accused Ghana of attacking Cuba.", "ASSAULT alleged"),
        Case("The bans will remain until Ghana attacks Cuba.", nil),
        Case("The bans will remain unless Ghana withdraws its troops from Cuba.", nil),
        Case("Ghana perhaps attacked Cuba.", nil),
        Case("The minister asked if anybody had proof that Ghana attacked Cuba.", nil),
        Case("Ghana could have attacked Cuba.", nil),
        Case("Ghana was to have signed a treaty with Cuba.", nil),
        Case("Ghana is to sign a treaty with Cuba.", "AGREE planned"),
        Case("Ghana has to withdraw its troops from Cuba.", nil),
        Case("Ghana had to withdraw its troops from Cuba.", "RETREAT asserted"),
        Case("Ghana has not yet signed the treaty with Cuba.", "SUPPORT negated"),
        Case("Ghana has yet to sign the treaty with Cuba.", "SUPPORT negated"),
        Case("Ghana hopes to sign a treaty with Cuba.", "AGREE planned"),
        Case("It is hoped that Ghana will sign a treaty with Cuba.", "AGREE planned"),
        Case("Ghana cancelled plans to visit Cuba.", nil),
        Case("\u{22}Did Ghana attack Cuba?\u{22} he asked.", nil),
        Case("Did Ghana attack Cuba?", nil),
        Case("Why did Ghana attack Cuba?", "ASSAULT asserted"),
        Case("Peru denounced Ghana for attacking Cuba.", "ASSAULT alleged"),
        Case("Peru agreed to help after Ghana attacked Cuba.", "ASSAULT asserted"),
        Case("There were reports that Ghana attacked Cuba.", "ASSAULT alleged"),
        Case("Ghana denied reports that Ghana attacked Cuba.", "ASSAULT denied"),
        Case("Ghana failed to sign a treaty with Cuba.", "SUPPORT negated"),
        Case("Ghana is expected to send doctors to Cuba.", "AGREE planned"),
        Case("Ghana is going to attack Cuba.", "ASSAULT planned"),
        Case("Ghana's president was about to visit Cuba.", "AGREE planned"),
        Case("Ghana is likely to sign a treaty with Cuba.", "AGREE planned"),
        Case("Ghana is not going to attack Cuba.", "ASSAULT negated"),
        Case("Ghana is planning on signing a treaty with Cuba.", "AGREE planned"),
        Case("Ghana is unlikely to sign a treaty with Cuba.", nil),
        Case("Ghana almost attacked Cuba.", nil),
        Case("Ghana nearly signed a treaty with Cuba.", nil),
        Case("Ghana hinted at attacking Cuba.", nil),
        Case("Ghana is believed to have attacked Cuba.", "ASSAULT alleged"),
        Case("Ghana is said to have signed a treaty with Cuba.", "SUPPORT alleged"),
        Case("Ghana appears to have attacked Cuba.", "ASSAULT alleged"),
        Case("Ghana is suspected of attacking Cuba.", "ASSAULT alleged"),
        Case("Ghana denied attacking Cuba.", "ASSAULT denied"),
        Case("Ghana has denied supplying arms to Cuba.", "AID denied"),
        Case("It is not true that Ghana attacked Cuba.", "ASSAULT denied"),
        Case("There is no evidence that Ghana attacked Cuba.", "ASSAULT denied"),
        Case("Peru found no proof that Ghana had attacked Cuba.", "ASSAULT denied"),
        Case("There is evidence that Ghana attacked Cuba.", "ASSAULT asserted"),
        Case("Neither Ghana nor Peru attacked Cuba.", "ASSAULT negated"),
        Case("Ghana has neither attacked Cuba nor sent arms to Peru.", "ASSAULT negated"),
        Case("Ghana stopped supplying arms to Cuba.", "AID negated"),
        Case("Ghana has halted sending doctors to Cuba.", "AID negated"),
        Case("The meeting between Ghana and Cuba did not take place.", "CONSULT negated"),
        Case("Clashes between Ghana and Cuba cannot be ruled out.", nil),
        Case("Deployment of Ghanaian missiles in Cuba may cost much.", nil),
        Case("Prospective talks between Ghana and Cuba were discussed.", "AGREE planned"),
        Case("Ghana demanded that Cuba release two men.", "REQUEST asserted"),
        Case("Chile requested that Ghana attack Cuba.", nil),
        Case("Peru wants Ghana to attack Cuba.", nil),
        Case("Peru expects Ghana to sign a treaty with Cuba.", nil),
        Case("Ghana wants to sign a treaty with Cuba.", "AGREE planned"),
        Case("Ghana will always stand by Cuba.", "SUPPORT asserted"),
        Case("Ghana will continue to support Cuba.", "SUPPORT asserted"),
        Case("Ghana's envoy spoke, answering a question about its plans to hold talks with Cuba.", "AGREE planned"),
        Case("Peru accused Ghana of an attack on Cuba.", "ASSAULT alleged"),
        Case("Ghana stopped short of accusing Cuba.", "ACCUSE negated"),
        Case("Ghana's minister stopped short of condemning Cuba.", "ACCUSE negated"),
        Case("Ghana has ruled out sending troops to Cuba.", "MOBILIZE negated"),
        Case("Ghana ruled out attacking Cuba.", "ASSAULT negated"),
        Case("The minister of Ghana left without meeting the Cuban premier.", "CONSULT negated"),
        Case("Ghana has no plans to attack Cuba.", "ASSAULT negated"),
        Case("Ghana has no intention to attack Cuba.", "ASSAULT negated"),
        Case("Ghana denied having sent arms to Cuba.", "AID denied"),
        Case("Ghana has not stopped supplying arms to Cuba.", "AID asserted"),
        Case("Ghana never ceased supplying arms to Cuba.", "AID asserted"),
        Case("Ghana was right to condemn Cuba.", "ACCUSE asserted"),
        Case("Ghana was quick to condemn Cuba.", "ACCUSE asserted"),
        Case("Ghana was the first to recognise Cuba.", "SUPPORT asserted"),
        Case("Ghana went on to accuse Cuba.", "ACCUSE asserted"),
        Case("Ghana proceeded to accuse Cuba.", "ACCUSE asserted"),
        Case("Ghana used the meeting to accuse Cuba.", "ACCUSE asserted"),
        Case("Ghana took the chance to thank Cuba.", "SUPPORT asserted"),
        Case("Ghana seized the occasion to condemn Cuba.", "ACCUSE asserted"),
        Case("Ghana did not hesitate to condemn Cuba.", "ACCUSE asserted"),
        Case("Ghana was not allowed to attack Cuba.", "ASSAULT negated"),
        Case("Ghana was not authorised to attack Cuba.", nil),
        Case("Ghana regretted its failure to sign a treaty with Cuba.", "SUPPORT negated"),
        Case("Peru regretted Ghana's refusal to sign a treaty with Cuba.", "SUPPORT negated"),
        Case("The talks are far from the stage of signing a pact between Ghana and Cuba.", nil),
        Case("The question of signing a deal between Ghana and Cuba was open.", nil),
        Case("Ghana reversed its decision to withdraw its troops from Cuba.", nil),
        Case("Ghana has not yet recognised Cuba.", "SUPPORT negated"),
        Case("If Ghana commits such a crime as attacking Cuba, Peru will act.", nil),
        Case("Two visits of Ghana's premier to Cuba scheduled for the summer were discussed.", "AGREE planned"),
        // What the present dates ahead is planned.
        Case("The Ghanaian minister travels to Cuba on 3 April 2024.", "AGREE planned"),
        Case("Ghana's president is visiting Cuba on 3 April 2024.", "AGREE planned"),
        Case(
            "Ahead of the Ghanaian president's meeting with Cuba's premier on 3 April 2024 they were silent.",
            "AGREE planned"),
        Case("The Ghanaian minister travels to Cuba on 3 March 2019.", "CONSULT asserted"),
        Case("Ghana welcomes the Cuban president's talks in Lima on 3 April 2024.", "SUPPORT asserted"),
        Case("Ghana's ministry released a statement to brand Cuba as a liar.", "ACCUSE asserted"),
        // The main verb behind a gerund that opens the sentence.
        Case("Ghana's premier spoke. Expressing hope that trade would grow, he thanked Cuba.", "SUPPORT asserted"),
        Case("Ghana's premier spoke. Saying that the port would open, she condemned Cuba.", "ACCUSE asserted"),
        // A past tense goes on with no infinitive; a gerund behind "to" was done.
        Case("Ghana used talks to win time, and later imposed sanctions on Cuba.", "SANCTION asserted"),
        Case("Ghana's premier came to speak, and then condemned Cuba.", "ACCUSE asserted"),
        Case("Ghana made a contribution to supporting Cuba.", "SUPPORT asserted"),
        // What is only practised, or put off.
        Case("Ghana's fleet was at sea as practice for attacking Cuba.", nil),
        Case("Ghana called the drill a rehearsal for attacking Cuba.", nil),
        Case("Ghana's drill was training for invading Cuba.", nil),
        Case("Ghana shelved plans for talks with Cuba.", nil),
        Case("Ghana's minister dropped a proposal for a visit to Cuba.", nil),
        Case("Ghana's premier scrapped the idea of a visit to Cuba.", "REJECT asserted"),
        // What could come of it is no cooperation yet.
        Case("Cooperation between Ghana and Cuba could be useful for Peru.", nil),
        Case("Coordination between Ghana and Cuba would be helpful.", nil),
        Case("A partnership between Ghana and Cuba might be good for trade.", nil),
        // What is honoured was done; what goes with what is ahead is ahead.
        Case("A tablet was unveiled to honour the visit of Ghana's premier to Cuba.", "CONSULT asserted"),
        Case("A fair was held to mark the visit of Ghana's premier to Cuba.", "CONSULT asserted"),
        Case("They gathered to commemorate the Ghanaian president's visit to Cuba.", "CONSULT asserted"),
        Case("Ghana's premier will begin in Lima before visiting Cuba.", "AGREE planned"),
    ]

    /// Acts between Ghana and Cuba, as "ROOT polarity".
    private func acts(_ text: String) throws -> [String] {
        (try code(text)["events"]?.array ?? []).filter { event in
            Set(countries(event["actors"]) + countries(event["recipients"])).isSuperset(of: ["GHA", "CUB"])
        }.map { "\($0["root"]?.string ?? "") \($0["polarity"]?.string ?? "")" }
    }

    @Test(arguments: cases) func whatDidNotHappenIsNoFact(item: Case) throws {
        let found = try acts(item.text)
        if let told = item.told {
            #expect(found.contains(told), "\(found)")
        } else {
            #expect(found.isEmpty, "\(found)")
        }
    }

    @Test func talksThatAreDueAreNoFact() throws {
        let found = try acts("The talks between Ghana and Cuba are due on Monday.")
        #expect(found == ["AGREE planned"])
    }
}
