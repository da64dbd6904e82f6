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
