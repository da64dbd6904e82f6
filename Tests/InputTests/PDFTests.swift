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

    @Test("Words have their page and their box")
    func places() throws {
        let pages = [
            ["Ministers of Ghana and Cuba met in Accra on Friday", "and signed a treaty on trade."],
            ["Ministers of Ghana and Cuba met in Havana on Sunday", "and signed a treaty on trade."],
        ]
        let bytes = Inputs.pdf(pages)
        let text = Array(try #require(Inputs.take(bytes, "a.pdf").texts.first).utf8)
        let places = try #require(PDFPlaces(bytes))
        func find(_ words: String, _ last: Bool = false) throws -> [PDFPlace] {
            let wanted = Array(words.utf8)
            let found = (0...(text.count - wanted.count)).filter {
                text[$0..<($0 + wanted.count)].elementsEqual(wanted)
            }
            let start = try #require(last ? found.last : found.first)
            return places.places(of: start..<(start + wanted.count), in: text)
        }
        let havana = try find("in Havana on Sunday")
        #expect(havana.map(\.page) == [2])
        let box = try #require(havana.first?.box)
        // The line begins 72 points from the left and 72 from above, in letters of 12 points.
        #expect(box[0] > 200 && box[2] < 400 && box[1] > 50 && box[1] < 72 && box[3] > 70 && box[3] < 80)
        // Words that stand twice are told apart by those around them.
        #expect(try find("a treaty on trade").map(\.page) == [1])
        #expect(try find("a treaty on trade", true).map(\.page) == [2])
        // Words of two lines have two boxes.
        let lines = text.split(separator: 10, omittingEmptySubsequences: true).count
        #expect(lines >= 1)
        #expect(try find("Accra").count == 1)
        #expect(PDFPlaces(Array("no document".utf8)) == nil)
        #expect(places.places(of: 0..<0, in: text).isEmpty)
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
