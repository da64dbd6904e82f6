import DocumentModel
import TemporalTagging
import TestSupport
import Testing
import TextPrimitives

/// Every supported form × order × separator × calendar × context, with its days or with none: what no list of cases finds.
@Suite struct SweepTests {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    static let published = CivilDay(2024, 5, 14).map { DayBounds($0) }

    /// Days of a hundred years in an order that does not change.
    static func days(_ count: Int, from: Int = 1927, to: Int = 2023) -> [CivilDay] {
        var random = SeededGenerator(state: 11)
        return (0..<count).compactMap { _ in
            CivilDay(
                Int.random(in: from...to, using: &random), Int.random(in: 1...12, using: &random),
                Int.random(in: 1...28, using: &random))
        }
    }

    static func found(_ text: String) -> [Timex] {
        TemporalTagger.english.tag(Array(text.utf8), context: TimeContext(published: published)).timexes
    }

    /// Sentences around a date: before, after and beside other numbers and names.
    static func contexts(_ form: String) -> [String] {
        [
            "It was signed on \(form) by both sides.", "The pact of \(form) holds.", "(\(form)) The pact holds.",
            "A letter dated \(form), was read to 40 men.", "They met \(form).",
            "The envoy, who left on \(form): 12 men.",
        ]
    }

    static func ordinal(_ number: Int) -> String {
        let end =
            (11...13).contains(number)
            ? "th" : ["th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"][number % 10]
        return "\(number)\(end)"
    }

    static func gregorian(_ day: CivilDay) -> [String] {
        let long = months[day.month - 1]
        let short = String(long.prefix(3))
        let (year, date) = (day.year, day.day)
        var forms = [
            "\(date) \(long) \(year)", "\(ordinal(date)) \(long) \(year)", "the \(ordinal(date)) of \(long), \(year)",
            "\(date) of \(long), \(year)", "\(long) \(date), \(year)", "\(long) \(ordinal(date)), \(year)",
            "\(long) \(date) \(year)", "\(long) the \(ordinal(date)), \(year)",
            "\(weekdays[day.weekday - 1]), \(long) \(date), \(year)",
            "\(weekdays[day.weekday - 1]) \(date) \(long) \(year)",
            day.iso, "\(year)/\(CivilDay.pad(day.month))/\(CivilDay.pad(date))", "\(date) \(long) (\(year))",
        ]
        if long != short { forms += ["\(date) \(short). \(year)", "\(short). \(date), \(year)"] }
        for sign in ["-", "/", "."] {
            forms += [
                "\(date)\(sign)\(short)\(sign)\(year)",
                "\(CivilDay.pad(date))\(sign)\(short.uppercased())\(sign)\(year)",
            ]
            forms.append("\(year)\(sign)\(short)\(sign)\(CivilDay.pad(date))")
            if date > 12 { forms.append("\(date)\(sign)\(CivilDay.pad(day.month))\(sign)\(year)") }
        }
        return forms
    }

    /// A day in each order of an era, with and without the Gregorian year in brackets.
    static func eras(_ day: CivilDay) -> [String] {
        let month = months[day.month - 1]
        var names = ["Juche \(day.year - 1911)", "ROC \(day.year - 1911)", "Minguo \(day.year - 1911)"]
        if (1927...1988).contains(day.year) { names.append("Showa \(day.year - 1925)") }
        if (1990...2018).contains(day.year) { names.append("Heisei \(day.year - 1988)") }
        if day.year >= 2020 { names.append("Reiwa \(day.year - 2018)") }
        return names.flatMap { name in
            [
                "\(month) \(day.day), \(name)", "\(month) \(day.day) \(name)", "\(day.day) \(month) \(name)",
                "\(day.day) \(month), \(name)", "\(month) \(day.day), \(name) (\(day.year))",
                "\(day.day) \(month) \(name) (\(day.year))", "\(name), \(month) \(day.day)",
            ]
        } + ["\(month) \(day.day), B.E. \(day.year + 543)", "\(day.day) \(month) B.E. \(day.year + 543) (\(day.year))"]
    }

    @Test func everyFormInEveryContextIsItsDay() {
        for day in SweepTests.days(60) {
            for form in SweepTests.gregorian(day) + SweepTests.eras(day) {
                for text in SweepTests.contexts(form) {
                    #expect(SweepTests.found(text).map(\.bounds) == [DayBounds(day)], "\(text)")
                }
            }
        }
    }

    @Test func listsShareTheMonthAndTheYear() {
        var random = SeededGenerator(state: 5)
        for size in 2...5 {
            for day in SweepTests.days(12) {
                let month = SweepTests.months[day.month - 1]
                let days = Set((0..<size * 3).map { _ in Int.random(in: 1...28, using: &random) }).sorted().prefix(size)
                let bounds = days.map { CivilDay(day.year, day.month, $0).map { DayBounds($0) } }
                let head = days.dropLast().map(String.init).joined(separator: ", ")
                let last = days.last.map(String.init) ?? ""
                for joint in [" and ", " or ", ", and "] where size > 2 || joint != ", and " {
                    for form in [
                        "\(month) \(head)\(joint)\(last), \(day.year)", "\(head)\(joint)\(last) \(month) \(day.year)",
                    ] {
                        let text = "They met on \(form) in the north."
                        #expect(SweepTests.found(text).map(\.bounds) == bounds, "\(text)")
                    }
                }
            }
        }
    }

    @Test func namesAreNoDays() {
        let presses = ["Times", "Telegraph", "Mirror", "Express", "Herald", "Tribune", "Post"]
        let heads = ["Movement", "Street", "Stadium", "Coalition", "Foundation", "Brigade", "Square", "Hotel"]
        var texts: [String] = []
        for weekday in SweepTests.weekdays {
            for press in presses {
                texts += [
                    "The \(weekday) \(press) reported a deal.", "\(weekday) \(press) said no.",
                    "He told the \(weekday) \(press) so.",
                ]
            }
            texts += [
                "Bloody \(weekday) was recalled.", "\(weekday) prayers were held.", "the Black \(weekday) sales began.",
            ]
        }
        for (number, month) in SweepTests.months.enumerated() {
            let day = number + 3
            for head in heads {
                texts += [
                    "The \(month) \(day) \(head) was named.",
                    "The \(SweepTests.ordinal(day)) of \(month) \(head) was named.",
                    "They praised the \(month) \(day) Youth \(head).",
                ]
            }
            texts += ["The \(month) \(day) group was banned.", "Black \(month) was banned."]
        }
        for paper in ["Harbour", "Coastal", "Northern"] {
            texts += ["A poll by \(paper) Today agreed.", "An essay in \(paper) Today agreed."]
        }
        for text in texts { #expect(SweepTests.found(text).isEmpty, "\(text): \(SweepTests.found(text).map(\.value))") }
    }

    @Test func numbersOfOtherThingsAreNoDays() {
        var texts: [String] = []
        for year in [1918, 1955, 1999, 2001, 2015, 2023] {
            texts += [
                "The annex is at \(year) Harbour Road.", "They moved to \(year) North Elm Street.",
                "Write to PO Box \(year).",
                "Call ext. \(year).", "Law No. \(year) was cut.", "Case \(year)/45 was heard.",
                "Decision \(year)/584/JHA holds.",
                "The tag \(year)/13/1 was found.", "See https://example.org/\(year)/03/05/story-\(year).html for it.",
                "See www.example.org/\(year)/03 for it.", "Write to desk\(year)@example.org for it.",
                "The file map-\(year).pdf was read.",
            ]
        }
        for version in ["12.12.12.12", "10.11.12.3"] {
            texts += ["Rule \(version) holds.", "The host \(version) is down."]
        }
        texts += ["Version 3.11.10 is out.", "Release 4.10.12 is out.", "Clause 5.6.07 was cut."]
        for text in texts { #expect(SweepTests.found(text).isEmpty, "\(text): \(SweepTests.found(text).map(\.value))") }
    }

    @Test func partsOfYearsAndMonthsAreTheirs() {
        let edges = ["first", "second", "third", "fourth"]
        for year in [1987, 2009, 2019, 2023] {
            for quarter in 1...4 {
                for form in [
                    "\(year)Q\(quarter)", "\(quarter)Q\(year)", "\(quarter)Q \(year)", "Q\(quarter) \(year)",
                    "\(year)-Q\(quarter)",
                    "the \(edges[quarter - 1]) quarter of \(year)",
                ] {
                    #expect(
                        SweepTests.found("Trade grew in \(form) again.").map(\.value) == ["\(year)-Q\(quarter)"],
                        "\(form)")
                }
            }
            for (number, month) in SweepTests.months.enumerated() {
                for week in 1...4 {
                    let text = "They met in the \(edges[week - 1]) week of \(month) \(year)."
                    let start = CivilDay(year, number + 1, 7 * week - 6)
                    #expect(SweepTests.found(text).map { $0.bounds?.from } == [start], "\(text)")
                    #expect(SweepTests.found(text).map { $0.bounds?.length } == [7], "\(text)")
                }
                let last = SweepTests.found("They met in the last week of \(month) \(year).")
                #expect(last.map { $0.bounds?.to } == [DayBounds(year: year, month: number + 1).to])
            }
        }
    }

    @Test func twoStylesOfOneDayAreTheGregorianDay() {
        for day in SweepTests.days(20, from: 1905, to: 1917) {
            let old = day.adding(days: -13)
            guard old.year == day.year else { continue }
            let (new, julian) = (SweepTests.months[day.month - 1], SweepTests.months[old.month - 1])
            var forms = [
                "\(old.day) \(julian) (\(day.day) \(new)) \(day.year)",
                "\(julian) \(old.day) [\(new) \(day.day)], \(day.year)",
                "\(day.day) \(new) (\(old.day) \(julian)), \(day.year)",
            ]
            if old.month == day.month { forms.append("\(old.day) (\(day.day)) \(new) \(day.year)") }
            for form in forms {
                #expect(
                    SweepTests.found("It fell on \(form) in the north.").map(\.bounds) == [DayBounds(day)], "\(form)")
            }
        }
    }

    @Test func aYearThatIsThereButNotReadIsNotReplaced() {
        for (number, month) in SweepTests.months.enumerated() {
            let value = "XXXX-\(CivilDay.pad(number + 1))-03"
            for text in [
                "The plan ends on \(month) 3, 3000.", "The plan ends on 3 \(month) 2999.",
                "The pact of 3 \(month) Tenpo 8 held.",
                "The pact of 3 \(month) in the year 4 of Kaei held.",
            ] {
                let found = SweepTests.found(text)
                #expect(found.map(\.value) == [value] && found.allSatisfy { $0.bounds == nil }, "\(text)")
            }
        }
    }
}
