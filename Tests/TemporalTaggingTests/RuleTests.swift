import DocumentModel
import Foundation
import TemporalTagging
import Testing
import TextPrimitives

/// A line of a rules file with its example.
struct RuleCase: CustomTestStringConvertible, Sendable {
    let language: String
    let id: String
    let example: String
    let expected: String
    var testDescription: String { "\(language) \(id)" }

    /// The rules of all languages: whatever folder of `time` holds some.
    static let all: [RuleCase] = Resource.names.filter { $0.hasPrefix("time/") && $0.hasSuffix("/rules.tsv") }
        .flatMap { name in
            Resource.rows(name, columns: 5).map {
                RuleCase(
                    language: String(name.split(separator: "/")[1]), id: $0[0], example: $0[3], expected: $0[4])
            }
        }
}

@Suite struct RuleTests {
    /// The day before "the next day" is the one just named, also when the report is of the same week.
    @Test func theNextDayFollowsTheDayJustNamed() {
        let published = CivilDay(2024, 5, 14).map { DayBounds($0) }
        let text = "She met the premier on Thursday and left for home the next day."
        let found = TemporalTagger.shared(language: "en").tag(
            Array(text.utf8), context: TimeContext(published: published))
        #expect(found.timexes.map(\.value) == ["2024-05-09", "2024-05-10"])
    }

    /// A month without its year is the last one before a report, whatever years its background has; in a history it is of the story's year.
    @Test(arguments: [
        (
            "He was premier from 1990 to 1998. In 2003 the port burned down. It opened again on Monday, after the vote in January.",
            "2024-01"
        ),
        (
            "The mine was dug in 1961 and shut in 1987. A law of 2011 bars it. Last week he toured it, as he had in January.",
            "2024-01"
        ),
        (
            "The war began in 1936. By July 1937 the north had fallen, and in 1939 the rest. The last ships left in January.",
            "1939-01"
        ),
    ])
    func monthsAreOfTheReportOrOfTheStory(text: String, january: String) {
        let published = CivilDay(2024, 5, 14).map { DayBounds($0) }
        let found = TemporalTagger.shared(language: "en").tag(
            Array(text.utf8), context: TimeContext(published: published))
        #expect(found.timexes.map(\.value).contains(january), "\(found.timexes.map(\.value))")
    }

    @Test(arguments: RuleCase.all)
    func exampleGivesItsValues(rule: RuleCase) throws {
        let tagger = TemporalTagger.shared(language: rule.language)
        let published = CivilDay(2024, 5, 14).map { DayBounds($0) }
        let found = tagger.tag(Array(rule.example.utf8), context: TimeContext(published: published))
        let values = found.timexes.map(\.value)
        let expected = rule.expected == "-" ? [] : rule.expected.split(separator: " ").map(String.init)
        // A time of day without a day is that of the publication.
        let plain = values.map { value in
            expected.contains { $0.hasPrefix("T") && value.hasSuffix($0) } ? String(value.dropFirst(10)) : value
        }
        #expect(plain == expected, "\(rule.example)")
    }

    @Test(
        arguments: Resource.names.filter { $0.hasPrefix("time/") && $0.hasSuffix("/traps.tsv") }.flatMap { name in
            Resource.rows(name, columns: 3).map { (String(name.split(separator: "/")[1]), $0[2]) }
        })
    func trapsGiveNothing(language: String, sentence: String) {
        let found = TemporalTagger.shared(language: language).tag(
            Array(sentence.utf8), context: TimeContext(published: DayBounds(year: 2024)))
        #expect(found.timexes.isEmpty, "\(sentence): \(found.timexes.map(\.value))")
    }
}

@Suite struct TaggerPropertyTests {
    @Test func anyBytesAreSafeAndOffsetsSliceBack() {
        var state: UInt64 = 3
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let pieces = [
            "May", " ", "14", ",", "2024", "the", "last", "week", "-", "(", ")", "Juche", "78", "of", "\n\n", "on",
            "Monday", "33rd", "anniversary", "1.2.2020", "12:30", "é", "\u{201C}", "99999999999999999999",
        ]
        for _ in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<(next() % 60) {
                if next() % 12 == 0 {
                    bytes.append(UInt8(truncatingIfNeeded: next()))
                } else {
                    bytes.append(contentsOf: pieces[Int(next() % UInt64(pieces.count))].utf8)
                }
                if next() % 2 == 0 { bytes.append(32) }
            }
            let text = UTF8Text.repaired(bytes)
            for timex in TemporalTagger.english.tag(text).timexes {
                #expect(timex.range.start >= 0 && timex.range.end <= text.count && timex.range.start < timex.range.end)
            }
        }
    }

    /// Days of a hundred years, written in every form and calendar, read back to themselves.
    @Test func datesReadBackInEveryFormAndCalendar() throws {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        let solarMonths = [
            "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
            "Bahman",
            "Esfand",
        ]
        let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let published = try #require(CivilDay(2051, 1, 5))
        var number = try #require(CivilDay(1951, 1, 3)).number
        let last = try #require(CivilDay(2050, 12, 20)).number
        while number < last {
            let day = CivilDay(number: number)
            number += 97
            let (year, name) = (day.year, months[day.month - 1])
            let weekday = weekdays[day.weekday - 1]
            var forms = [
                day.iso, "\(day.day) \(name) \(year)", "\(name) \(day.day), \(year)",
                "\(name.prefix(3)). \(day.day), \(year)",
                "\(weekday), \(name) \(day.day), \(year)", "\(weekday), \(day.day) \(name) \(year)",
                "\(CivilDay.pad(day.day)).\(CivilDay.pad(day.month)).\(year)",
                "\(year)/\(CivilDay.pad(day.month))/\(CivilDay.pad(day.day))",
                "\(name) \(day.day), Juche \(year - 1911)",
                "\(name) \(day.day), Juche \(year - 1911) (\(year))", "\(name) \(day.day), ROC \(year - 1911)",
                "\(name) \(day.day), B.E. \(year + 543)",
            ]
            let solar = try #require(Calendars.solarHijri(of: day))
            forms.append("\(solar.day) \(solarMonths[solar.month - 1]) \(solar.year)")
            forms.append("\(solarMonths[solar.month - 1]) \(solar.day), \(solar.year)")
            if (1990...2018).contains(year) { forms.append("\(name) \(day.day), Heisei \(year - 1988)") }
            for form in forms {
                let found = TemporalTagger.english.tag(
                    Array("It was signed on \(form) by both.".utf8),
                    context: TimeContext(published: DayBounds(published)))
                #expect(found.timexes.map(\.bounds) == [DayBounds(day)], "\(form)")
                #expect(found.clashes.isEmpty, "\(form)")
            }
        }
    }

    /// Islamic days of a hundred years read back by the Umm al-Qura calendar, and are marked: sighting moves them by one.
    @Test func islamicDatesReadBackAndAreMarked() throws {
        let months = [
            ["Muharram"], ["Safar"], ["Rabi al-Awwal", "Rabi' al-awwal", "Rabi I"],
            ["Rabi al-Thani", "Rabi’ al-Akhir", "Rabi II"], ["Jumada al-Awwal", "Jumada al-Ula", "Jumada I"],
            ["Jumada al-Thani", "Jumada al-Akhirah", "Jumada II"], ["Rajab"], ["Sha'ban", "Shaban"], ["Ramadan"],
            ["Shawwal"], ["Dhu al-Qadah", "Dhul-Qi'dah", "Zulqadah"], ["Dhu al-Hijjah", "Dhul Hijjah", "Zilhijjah"],
        ]
        var number = try #require(CivilDay(1951, 1, 3)).number
        let last = try #require(CivilDay(2050, 12, 20)).number
        while number < last {
            let day = CivilDay(number: number)
            number += 97
            let (year, month, date) = try #require(Calendars.ummAlQura(of: day))
            for name in months[month - 1] {
                for form in [
                    "\(date) \(name) \(year) AH", "\(name) \(date), \(year) AH", "\(date) \(name) \(year)h",
                    "\(date) of \(name), \(year)",
                ] {
                    let found = TemporalTagger.english.tag(Array("It was signed on \(form) by both.".utf8)).timexes
                    #expect(found.map(\.bounds) == [DayBounds(day)], "\(form)")
                    #expect(found.map(\.isApproximate) == [true], "\(form)")
                    #expect(found.map(\.calendar) == ["islamic"], "\(form)")
                }
            }
        }
    }

    /// What is found in a text does not hang on the texts before it, on their order or on other threads.
    @Test func theOrderOfDocumentsDoesNotMatter() async {
        let sentences = RuleCase.all.map(\.example)
        // Documents of one to four sentences, dated, half dated and undated.
        let documents = sentences.indices.map { index -> (text: [UInt8], context: TimeContext) in
            let parts = (0...(index % 4)).map { sentences[(index * 7 + $0 * 31) % sentences.count] }
            let published = [nil, CivilDay(2024, 5, 14).map { DayBounds($0) }, DayBounds(year: 1998)][index % 3]
            return (Array(parts.joined(separator: " ").utf8), TimeContext(published: published))
        }
        @Sendable func tag(_ index: Int) -> String {
            let found = TemporalTagger.english.tag(documents[index].text, context: documents[index].context)
            return "\(found.timexes) \(found.rangeEnds) \(found.clashes) \(String(describing: found.publicationBounds))"
        }
        let alone = documents.indices.map(tag)
        for index in documents.indices.reversed() { #expect(tag(index) == alone[index]) }
        for step in [7, 11, 13] {
            let order = documents.indices.map { ($0 * step + step) % documents.count }
            for index in order { #expect(tag(index) == alone[index]) }
        }
        let together = await withTaskGroup(of: (Int, String).self) { group in
            for index in documents.indices { group.addTask { (index, tag(index)) } }
            return await group.reduce(into: [String](repeating: "", count: documents.count)) { $0[$1.0] = $1.1 }
        }
        #expect(together == alone)
    }

    @Test func whatLiesAheadOfAnUndatedTextStaysOpen() {
        func values(_ text: String) -> [String] { TemporalTagger.english.tag(Array(text.utf8)).timexes.map(\.value) }
        #expect(values("They met in May 1990. They will meet again on 12 June.") == ["1990-05", "XXXX-06-12"])
        #expect(values("In 1990 they signed it. The congress will open in June.") == ["1990", "XXXX-06"])
        #expect(values("They met in March 1990 and again in June.") == ["1990-03", "1990-06"])
    }

    @Test func theOrderOfDayAndMonthIsThatOfTheTextOrLeftOpen() throws {
        func second(_ text: String) throws -> Timex {
            try #require(TemporalTagger.english.tag(Array(text.utf8)).timexes.last)
        }
        #expect(try second("It was posted on 14/05/2021. They will meet on 12/06/2021.").value == "2021-06-12")
        #expect(try second("It was posted on 05/14/2021. They will meet on 12/06/2021.").value == "2021-12-06")
        let open = try second("They will meet on 12/06/2021.")
        #expect(open.value == "2021" && open.bounds == nil)
        #expect(open.anchor?.contains("2021-06-12 or 2021-12-06") == true)
    }

    @Test func rangesHaveTheirEnds() {
        let text = Array("They met from May 14 to 17, 1989 and again in 1991-93.".utf8)
        let found = TemporalTagger.english.tag(text)
        #expect(found.timexes.map(\.value) == ["1989-05-14/1989-05-17", "1991/1993"])
        #expect(found.rangeEnds.map(\.value) == ["1989-05-14", "1989-05-17", "1991", "1993"])
        let words = found.rangeEnds.map { UTF8Text.string(text, $0.range.start, $0.range.end) }
        #expect(words == ["May 14", "17, 1989", "1991", "93"])
    }

    @Test func clashesAreReported() {
        let weekday = TemporalTagger.english.tag(Array("They met on Monday, May 14, 2024.".utf8))
        #expect(weekday.clashes.map(\.kind) == ["weekday"])
        let era = TemporalTagger.english.tag(Array("It was built in Juche 78 (1990).".utf8))
        #expect(era.clashes.map(\.kind) == ["era"])
        func clashes(_ text: String, _ published: String) -> [String] {
            TemporalTagger.english.tag(Array(text.utf8), context: TimeContext(published: DayBounds(edtf: published)))
                .clashes
                .map(\.kind)
        }
        #expect(clashes("ACCRA, May 20 (GNA) -- The two met.", "2021-05-14") == ["dateline"])
        #expect(clashes("ACCRA, May 12 (GNA) -- The two met.", "2021-05-14").isEmpty)
        // The agency writes where the next day has begun.
        #expect(clashes("ACCRA, May 15 (GNA) -- The two met.", "2021-05-14").isEmpty)
        let anniversary = "They marked the 33rd anniversary of the treaty signed in 1989."
        #expect(clashes(anniversary, "2021-05-14") == ["anniversary"])
        #expect(clashes(anniversary, "2022-05-14").isEmpty)
    }

    @Test func anUndatedTextBoundsItself() {
        let text = "This year marks the 20th anniversary of the treaty that Ghana and Togo signed in June 1995."
        let bounds = TemporalTagger.english.tag(Array(text.utf8)).publicationBounds
        #expect(bounds?.bounds.edtf == "2015")
        #expect(bounds?.reasons.first?.contains("1995 + 20 = 2015") == true)
    }

    @Test func weekdaysAreCountedFromTheDispatchOfTheDayAfterThePages() {
        func days(_ text: String) -> [String?] {
            TemporalTagger.english.tag(
                Array(text.utf8), context: TimeContext(published: CivilDay(2021, 7, 13).map { DayBounds($0) })
            ).timexes.map(\.edtf)
        }
        // 14 July 2021 was a Wednesday.
        #expect(
            days("Pyongyang, July 14 (KCNA) -- The minister met the guests on Wednesday.") == [
                "2021-07-14", "2021-07-14",
            ])
        // Without such a dateline too a weekday that is tomorrow's is not six days past, and others look back.
        #expect(days("The minister met the guests on Wednesday.") == ["2021-07-14"])
        #expect(days("The minister met the guests on Thursday.") == ["2021-07-08"])
        #expect(days("The minister met the guests last Wednesday.") == ["2021-07-07"])
    }

    @Test func backgroundCanBeSwitchedOff() {
        let text = Array("He sent a message on the 45th anniversary of the Islamic Revolution.".utf8)
        #expect(TemporalTagger.english.tag(text).publicationBounds?.bounds.from?.iso == "2024-02-11")
        #expect(TemporalTagger.english.tag(text, context: TimeContext(usesBackground: false)).publicationBounds == nil)
    }
}

@Suite struct CalendarTests {
    static let table = "../shared/data/time/calendars.csv"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: CalendarTests.table),
            "the calendar table does not lie beside the repository"))
    func everyColumnInBothDirections() throws {
        let lines = try String(contentsOfFile: CalendarTests.table, encoding: .utf8).split(separator: "\n").dropFirst()
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let day = try #require(CivilDay(iso: fields[0]))
            func parts(_ text: String) -> [Int] { text.split(separator: "-").compactMap { Int($0) } }
            func check(_ field: String, _ date: (year: Int, month: Int, day: Int)?, _ back: ([Int]) -> CivilDay?) {
                guard !field.isEmpty else { return }
                let expected = parts(field)
                #expect(date.map { [$0.year, $0.month, $0.day] } == expected, "\(line)")
                #expect(back(expected) == day, "\(line)")
            }
            check(fields[6], Calendars.solarHijri(of: day)) { Calendars.solarHijri($0[0], $0[1], $0[2]) }
            check(fields[7], Calendars.islamicCivil(of: day)) { Calendars.islamicCivil($0[0], $0[1], $0[2]) }
            check(fields[8], Calendars.ummAlQura(of: day)) { Calendars.ummAlQura($0[0], $0[1], $0[2]) }
            if let juche = Int(fields[3]) { #expect(Calendars.juche(juche) == day.year) }
            if let buddhist = Int(fields[5]) { #expect(Calendars.buddhist(buddhist) == day.year) }
            let week = day.isoWeek
            #expect(fields[2] == "\(week.year)-W\(CivilDay.pad(week.week))-\(day.weekday)")
        }
    }

    @Test func solarHijriLeapYears() {
        #expect(Calendars.solarHijri(1357, 11, 22)?.iso == "1979-02-11")
        #expect(Calendars.solarHijri(1403, 12, 30) != nil)
        #expect(Calendars.solarHijri(1404, 12, 30) == nil)
    }
}
