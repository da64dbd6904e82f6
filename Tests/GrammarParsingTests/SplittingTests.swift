import DocumentModel
import GrammarParsing
import Testing
import TextPrimitives

@Suite struct SplittingTests {
    struct Case: Sendable {
        let text: String
        let parts: [String]
    }

    static let sentences: [Case] = [
        Case(
            text: "Mr. Haddad left on Sept. 3. They met again.",
            parts: ["Mr. Haddad left on Sept. 3.", "They met again."]
        ),
        Case(
            text: "Lt. Gen. Omar Said spoke near Mt. Karam. No one died.",
            parts: ["Lt. Gen. Omar Said spoke near Mt. Karam.", "No one died."]),
        Case(
            text: "Rates rose by 0.25 points to 4.5 %. Analysts were wrong.",
            parts: ["Rates rose by 0.25 points to 4.5 %.", "Analysts were wrong."]),
        Case(
            text: "Dr. J. K. Amin resigned. He gave no reason.",
            parts: ["Dr. J. K. Amin resigned.", "He gave no reason."]
        ),
        Case(
            text: "U.S. officials said the U.N. mission left. The U.S. denied it.",
            parts: ["U.S. officials said the U.N. mission left.", "The U.S. denied it."]),
        Case(
            text: "\"We cannot stay there,\" he said. \"We will go.\"",
            parts: ["\"We cannot stay there,\" he said.", "\"We will go.\""]),
        Case(text: "Envoys meet again\n\nThe envoys met.", parts: ["Envoys meet again", "The envoys met."]),
        Case(
            text: "The envoys\nmet twice.\n \t\nThen they left.", parts: ["The envoys\nmet twice.", "Then they left."]),
        Case(
            text: "The Secretary of State Anna Whitfield met her counterpart.",
            parts: ["The Secretary of State Anna Whitfield met her counterpart."]),
        Case(
            text: "It fell in 1994. The pact was renewed.", parts: ["It fell in 1994.", "The pact was renewed."]),
        Case(text: "  \n\n \u{A0} ", parts: []),
        Case(text: "", parts: []),
    ]

    @Test(arguments: sentences) func `sentences end where they end`(_ example: Case) {
        let bytes = Array(example.text.utf8)
        let found = EnglishGrammar.shared.sentences(bytes).map { UTF8Text.string(bytes, $0.start, $0.end) }
        #expect(found == example.parts)
    }

    static let words: [Case] = [
        Case(text: "Iran's envoy didn't sign.", parts: ["Iran", "'s", "envoy", "did", "n't", "sign", "."]),
        Case(text: "They cannot stay; we can’t.", parts: ["They", "can", "not", "stay", ";", "we", "ca", "n’t", "."]),
        Case(text: "(the U.S.-led force)", parts: ["(", "the", "U.S.", "-", "led", "force", ")"]),
        Case(text: "$5.2 million, or 4.5%", parts: ["$", "5.2", "million", ",", "or", "4.5", "%"]),
        Case(text: "“Go,” he said — twice", parts: ["“", "Go", ",", "”", "he", "said", "—", "twice"]),
    ]

    @Test(arguments: words) func `words end where they end`(_ example: Case) {
        let bytes = Array(example.text.utf8)
        let found = EnglishGrammar.shared.tokens(bytes, in: TextRange(0, bytes.count)).map {
            UTF8Text.string(bytes, $0.start, $0.end)
        }
        #expect(found == example.parts)
    }

    @Test func `an abbreviation of the list does not end its example`() throws {
        for line in Resource.table("grammar/abbreviations.tsv") {
            try #require(line.count == 3)
            let bytes = Array("They wrote to \(line[2]) today.".utf8)
            #expect(EnglishGrammar.shared.sentences(bytes).count == 1, "\(line[0])")
        }
    }
}
