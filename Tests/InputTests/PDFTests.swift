import Foundation
import Intake
import Testing

/// PDF documents: their text layer, and those without one.
@Suite struct PDFTests {
    @Test("The text of the pages is read in their order")
    func text() throws {
        let first = "Ministers of Ghana and Cuba met in Accra on Friday and signed a treaty on trade."
        let second = "The president of Cuba will visit Ghana in May, a spokesman said on Saturday."
        let result = Inputs.take(Inputs.pdf([[first], [second]]), "a.pdf")
        #expect(result.refused.isEmpty)
        let text = try #require(result.texts.first)
        let (one, two) = (text.range(of: first), text.range(of: second))
        #expect(one != nil && two != nil)
        if let one, let two { #expect(one.upperBound <= two.lowerBound) }
    }

    @Test("A scan is refused by name")
    func scan() {
        let result = Inputs.take(Inputs.pdf([[], []]), "scan.pdf")
        #expect(result.pages.isEmpty)
        #expect(result.refused.count == 1)
        #expect(result.refused.first?.contains("scan.pdf") == true)
        #expect(result.refused.first?.contains("without a text layer") == true)
    }

    @Test("What only begins as a PDF document is refused")
    func broken() {
        for bytes in [Array("%PDF-1.4\nnothing".utf8), Array(Inputs.pdf([["Talks."]]).prefix(40))] {
            let result = Inputs.take(bytes, "a.pdf")
            #expect(result.pages.isEmpty && result.refused.count == 1)
        }
    }
}
