import DocumentModel
import TemporalTagging
import Testing
import TextPrimitives

/// A text, the day of its publication, and the values of its expressions in order.
struct TimeReading: CustomTestStringConvertible, Sendable {
    let text: String
    let published: String
    let values: [String]
    var testDescription: String { text }

    init(_ text: String, on published: String, _ values: String...) {
        (self.text, self.published, self.values) = (text, published, values)
    }

    /// The values that the tagger finds.
    var found: [String] {
        TemporalTagger.english.tag(
            Array(text.utf8), context: TimeContext(published: DayBounds(edtf: published))
        ).timexes.map(\.value)
    }
}

/// Expressions whose value hangs on the words around them.
@Suite struct TimeReadingTests {
    /// A month is no month where the text has a person of its name, but for words that lead only months in.
    @Test(arguments: [
        TimeReading(
            "Ann May met the envoys. A spokesman for May said the talks between May and Ruto went well, and May can then sign.",
            on: "2017-03-14"),
        TimeReading(
            "Mrs March spoke first. She opposes March\u{2019}s bill, critics of March's plan said. The vote is in March.",
            on: "2017-03-14", "2017-03"),
        TimeReading(
            "Premier May called for calm. The port shut at the end of May, was dug between January and May and flooded on May 3.",
            on: "2017-06-14", "2017-05", "2017-01/2017-05", "2017-05-03"),
        TimeReading("Prices for May fell, and May's crop is late.", on: "2017-06-14", "2017-05", "2017-05"),
    ])
    func monthsAreNamesWhereThePersonIsNamed(reading: TimeReading) { #expect(reading.found == reading.values) }

    /// What a report of a history calls next week or earlier this year counts from its publication.
    @Test(arguments: [
        TimeReading(
            "It was dug in 1911, sold in 1923 and shut in 1931. The flood of 1938 filled it. It opens next week.",
            on: "2017-03-14", "1911", "1923", "1931", "1938", "2017-W12"),
        TimeReading(
            "It was dug in 1911, sold in 1923 and shut in 1931. The flood of 1938 filled it. It was sold earlier this year.",
            on: "2017-03-14", "1911", "1923", "1931", "1938", "2017"),
        TimeReading(
            "It was dug in 1911, sold in 1923 and shut in 1931. The flood of 1938 filled it. It was sold the next year.",
            on: "2017-03-14", "1911", "1923", "1931", "1938", "1939"),
        // A few years of the recent past make no history of a report.
        TimeReading(
            "It was dug in 2011, sold in 2012 and shut in 2014. The port opened a road in January.",
            on: "2017-03-14", "2011", "2012", "2014", "2017-01"),
    ])
    func whatCountsFromThePublicationDoesSoInHistoriesToo(reading: TimeReading) {
        #expect(reading.found == reading.values)
    }
}
