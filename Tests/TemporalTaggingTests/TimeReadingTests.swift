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

    /// A bare month is the last one of that name, or the next where it lies ahead: by preposition, clause and distance.
    @Test(arguments: [
        TimeReading("Voters were polled ahead of the vote in April.", on: "2017-03-14", "2017-04"),
        TimeReading("The town holds its fair in May and its races in April.", on: "2017-03-14", "2017-05", "2017-04"),
        TimeReading("The fair was supposed to take place in April.", on: "2017-03-14", "2017-04"),
        TimeReading("Both were freed and must report back by mid-April.", on: "2017-03-14", "2017-04"),
        TimeReading("The trial is not likely to end until mid May.", on: "2017-03-14", "2017-05"),
        TimeReading("The port has been shut since April.", on: "2017-03-14", "2016-04"),
        TimeReading("The strike began in April. In May, the crews gave up.", on: "2017-03-14", "2016-04", "2016-05"),
        TimeReading("They met ahead of the vote in December.", on: "2017-03-14", "2016-12"),
        TimeReading("The mill fulfilled its coal plan for July.", on: "2017-08-04", "2017-07"),
        TimeReading("The goal was set in August.", on: "2017-12-09", "2017-08"),
        TimeReading("It may come too late due to a ruling in February.", on: "2017-03-27", "2017-02"),
        TimeReading("The board is to put it to a vote in July.", on: "2017-03-17", "2017-07"),
        TimeReading("The harbour plan In January the crews left it.", on: "2017-03-17", "2017-01"),
        TimeReading("The fleet last called at the port in November.", on: "2023-09-13", "2022-11"),
        TimeReading("They study plans for a meeting to be held in December.", on: "2024-08-26", "2024-12"),
        TimeReading("The ruling on Thursday could free him.", on: "2017-03-03", "2017-03-02"),
        TimeReading("The line could open as early as Monday.", on: "2017-03-18", "2017-03-20"),
        TimeReading("The singer Will Rice drew crowds in August.", on: "2017-03-17", "2016-08"),
    ])
    func bareMonthsAreTheLastOrTheNext(reading: TimeReading) { #expect(reading.found == reading.values) }

    /// Two months of one year, and seasons, are of the year that their clause and what stands behind them tell.
    @Test(arguments: [
        TimeReading("Trade fell between January and November.", on: "2017-01-13", "2016-01/2016-11"),
        TimeReading("It rains between November and April.", on: "2017-03-18", "2016-11/2017-04"),
        TimeReading("The mill will be shut from July to September.", on: "2017-03-18", "2017-07/2017-09"),
        TimeReading("Ships lay off the port from July to December last year.", on: "2017-03-13", "2016-07/2016-12"),
        TimeReading("She was in town between May and August of last year.", on: "2017-01-27", "2016-05/2016-08"),
        TimeReading("It rained in October and November of this year.", on: "2016-12-09", "2016-10", "2016-11"),
        TimeReading(
            "They met in December 2016. The fair is expected to open in the spring.", on: "2017-03-01", "2016-12",
            "2017-SP"),
        TimeReading("The Autumn Budget and the next Winter Games were named.", on: "2017-03-01"),
        TimeReading("This winter was mild, and last winter was not.", on: "2017-02-13", "2016-WI", "2015-WI"),
        TimeReading("They met in 2003. Trade should double in the next decade.", on: "2017-03-01", "2003", "202X"),
    ])
    func rangesAndSeasonsHaveTheirYear(reading: TimeReading) { #expect(reading.found == reading.values) }

    /// A weekday looks the way of its clause, but for words that tell which one it is.
    @Test(arguments: [
        TimeReading("Sunday's arrests will put it to the test.", on: "2017-03-27", "2017-03-26"),
        TimeReading("Thursday's vote will put it to the test.", on: "2017-03-27", "2017-03-30"),
        TimeReading(
            "The ship will dock soon. Earlier on Wednesday it should have set course.", on: "2017-02-23", "2017-02-22"),
        TimeReading("He left the town on a Friday.", on: "2017-03-16", "XXXX-WXX-5"),
        TimeReading("They met ahead of Friday's vote.", on: "2017-03-27", "2017-03-31"),
        TimeReading("They met ahead of Sunday's vote.", on: "2017-03-27", "2017-03-26"),
        TimeReading("The Ten-point plan On Friday, both agreed on it.", on: "2017-02-06", "2017-02-03"),
    ])
    func weekdaysLookTheWayOfTheirClause(reading: TimeReading) { #expect(reading.found == reading.values) }

    /// The two days of a list have their months with them.
    @Test(arguments: [
        ("They vote on April 23 and May 7.", ["April 23", "May 7"]),
        ("They vote on 23 April and 7 May 2017.", ["23 April", "7 May 2017"]),
        ("They vote on April 23, 2017 and May 7, 2018.", ["April 23, 2017", "May 7, 2018"]),
        ("They vote on April 23 and 24.", ["April 23", "24"]),
    ])
    func listedDaysHaveTheirMonths(text: String, words: [String]) {
        let found = TemporalTagger.english.tag(
            Array(text.utf8), context: TimeContext(published: DayBounds(edtf: "2017-03-20"))
        ).timexes.map { UTF8Text.string(Array(text.utf8), $0.range.start, $0.range.end) }
        #expect(found == words)
    }

    /// What was most of a year ago is told with its year, also by the day; months that are names stand before what is held in them.
    @Test(arguments: [
        TimeReading(
            "It has made the port a key issue in the vote on April 23 and May 17.", on: "2017-03-20", "2017-04-23",
            "2017-05-17"),
        TimeReading(
            "They will hold an April referendum, as after the June vote.", on: "2017-03-20", "2017-04", "2016-06"),
        TimeReading("It fell after the May election.", on: "2017-03-20", "2016-05"),
        TimeReading("The town was dug some 1,500 years ago, and the port months ago.", on: "2017-03-20", "PAST_REF"),
        TimeReading("They kept to their August plans for ore.", on: "2024-08-28", "2024-08"),
    ])
    func nearDaysAndEventsHaveTheirYear(reading: TimeReading) { #expect(reading.found == reading.values) }

    /// Limits, next weekdays, what came later, and papers that are called by how often they come.
    @Test(arguments: [
        TimeReading("The coin is to be completely phased out by 15 October.", on: "2017-03-25", "2017-10-15"),
        TimeReading("They had to leave by 15 February.", on: "2017-03-25", "2017-02-15"),
        TimeReading("They will vote next Tuesday.", on: "2017-03-13", "2017-03-21"),
        TimeReading("They will vote next Thursday.", on: "2017-03-13", "2017-03-16"),
        TimeReading("He was freed ten weeks later.", on: "2017-03-13", "FUTURE_REF"),
        TimeReading(
            "He was told by the Harbour Daily, and by Weekly Mirror men, of the weekly ship.", on: "2017-03-13", "P1W"),
        TimeReading("Daily they met.", on: "2017-03-13", "P1D"),
    ])
    func limitsAndNamesAreTold(reading: TimeReading) { #expect(reading.found == reading.values) }
}
