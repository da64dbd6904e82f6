import DocumentModel
import TestSupport
import Testing
import TextPrimitives

@testable import TextReuse

/// A press that writes in formulas: notices of one form about ever other people, places and days.
struct FormulaPress {
    var generator: SeededGenerator

    init(_ seed: UInt64) { generator = SeededGenerator(state: seed) }

    mutating func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }

    mutating func name() -> String {
        let syllables = ["ka", "ro", "mi", "tel", "dun", "sha", "ver", "lo", "bri", "zan", "qu", "hep", "wy", "gol"]
        let name = (0..<Int.random(in: 2...4, using: &generator)).map { _ in pick(syllables) }.joined()
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// A notice: all of its form is the same, all else is another.
    mutating func notice() -> String {
        let (leader, state, capital, number) = (name(), name(), name(), Int.random(in: 2...99, using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
            return """
                The president of the assembly received a message of greeting from \(leader) \(name()), head of state of \(state). \
                The message said that on the occasion of the \(number)th day of the founding of the republic the head of state \
                extends warm congratulations to the president and, through him, to the people, and wishes him good health and \
                great success in his responsible work for the prosperity of the country. It voiced the belief that the ties of \
                friendship between \(state) and the republic, sealed in \(capital), would grow ever stronger.
                """
        case 1:
            return """
                New houses were built at \(leader) Farm of \(state) District, and a meeting for moving in took place on the spot. \
                Present at the meeting were officials of the district, builders and farmers. Speakers said that \(number) families \
                move into the wonderful houses free of charge thanks to the care of the president, and called on all farmers to \
                repay his kindness with bumper crops. The officials visited the houses of \(name()) and \(capital), shared the \
                joy of their owners and gave them household goods.
                """
        default:
            return """
                \(leader) \(name()), ambassador of \(state), paid a farewell visit to the minister of foreign affairs on leaving his \
                post. The talk took place in a friendly atmosphere. The ambassador expressed thanks for the help given to him \
                during his stay of \(number) months and said that he would keep working for the development of the relations of \
                the two countries. The minister wished him success in \(capital) and asked him to convey his greetings.
                """
        }
    }

    /// A report of its own.
    mutating func report(_ words: Int = 90) -> String {
        (0..<words).map { $0 % 14 == 13 ? name().lowercased() + "." : name().lowercased() }.joined(separator: " ")
    }
}

@Suite struct FormulaTests {
    /// Documents with days of a year, of one outlet.
    static func corpus(_ pages: [(text: String, day: Int?)], outlet: String? = "Press Office") -> ReuseCorpus {
        var corpus = ReuseCorpus()
        for (text, day) in pages {
            corpus.append(
                Array(text.utf8),
                ReuseCorpus.Metadata(published: day.map { $0 * 86_400 }, isDayOnly: true, outlet: outlet))
        }
        return corpus
    }

    @Test(arguments: [(10, 3 as UInt64), (10, 4), (40, 5), (400, 6)])
    func noticesOfOneFormAreNoCopies(_ count: Int, _ seed: UInt64) {
        var press = FormulaPress(seed)
        var pages: [(text: String, day: Int?)] = (0..<count).map { (press.notice(), 40 + $0 * 300 / count) }
        // One is carried a day later with a note of its own, another is cut.
        pages.append((pages[0].text + " The report was carried by the evening papers.", 41))
        let cut = pages[1].text.split(separator: " ")
        pages.append((cut.prefix(cut.count * 3 / 4).joined(separator: " "), 41 + 300 / count))
        pages.append((pages[2].text, 39 + 300))
        let links = KinEngine(FormulaTests.corpus(pages)).links()
        let found = Set(links.map { [$0.copy, $0.origin] })
        #expect(found == [[count, 0], [count + 1, 1], [count + 2, 2]])
        #expect(Set(links.map(\.kind)) == [.reprint, .same])
    }

    @Test(arguments: [7, 8] as [UInt64])
    func withoutDaysACopyOfANoticeIsStillFound(_ seed: UInt64) {
        var press = FormulaPress(seed)
        var pages: [(text: String, day: Int?)] = (0..<30).map { _ in (press.notice(), nil) }
        pages.append((pages[0].text + " The report was carried by the evening papers.", nil))
        let links = KinEngine(FormulaTests.corpus(pages)).links()
        #expect(links.contains { $0.copy == 30 && $0.origin == 0 && $0.kind == .reprint })
    }

    @Test func aStoryThatManyCarryIsNoFormula() {
        // The same report in sixty outlets within three days, each with a cut or a change of its own.
        var press = FormulaPress(9)
        let report = press.report(160).split(separator: " ").map(String.init)
        var pages: [(text: String, day: Int?)] = [(report.joined(separator: " "), 10)]
        for number in 1..<60 {
            var words = report
            for _ in 0..<12 {
                words[Int.random(in: words.indices, using: &press.generator)] = press.name().lowercased()
            }
            pages.append((words.prefix(words.count - number % 40).joined(separator: " "), 10 + number % 3))
        }
        for number in 0..<60 { pages.append((press.report(), number * 5)) }
        let links = KinEngine(FormulaTests.corpus(pages, outlet: nil)).links()
        let families = Families.build(count: pages.count, links: links)
        // Some are changed so much that they count as told anew.
        #expect((families.map(\.documents.count).max() ?? 0) > 50)
        #expect(links.allSatisfy { max($0.copy, $0.origin) < 60 })
        #expect(Set(links.flatMap { [$0.copy, $0.origin] }).count > 55)
    }

    @Test func twoWordingsOfOneReportAreNamedSo() {
        var press = FormulaPress(11)
        let report = press.report(200).split(separator: " ").map(String.init)
        // Every third word is another, the order is kept: the same names at the same places.
        let other = report.enumerated().map { $0.offset % 7 < 3 ? press.name().lowercased() : $0.element }
        func kind(_ day: Int, _ outlet: String?) -> KinKind? {
            KinEngine(
                FormulaTests.corpus(
                    [(report.joined(separator: " "), 100), (other.joined(separator: " "), day)], outlet: outlet)
            ).links().first?.kind
        }
        #expect(kind(101, "Press Office") == .rewording)
        #expect(kind(101, nil) == .rewrite)
        #expect(kind(109, "Press Office") == .rewrite)
        #expect(kind(140, "Press Office") == nil)
    }

    @Test func aSentenceSaidAgainAndAgainCountsOnce() {
        let slogan = "The two sides agreed to deepen the traditional friendship. "
        var press = FormulaPress(12)
        let one = String(repeating: slogan, count: 6) + press.report(60)
        let other = slogan + press.report(55)
        let both = String(repeating: slogan, count: 5) + press.report(58)
        let links = KinEngine(FormulaTests.corpus([(one, nil), (other, nil), (both, nil)])).links()
        #expect(!links.contains { $0.kind == .reprint || $0.kind == .same })
        // Said once it would be no excerpt either.
        #expect(links.allSatisfy { $0.kind == .excerpt && $0.copy + $0.origin == 2 } || links.isEmpty)
    }

    @Test func linesOfMenusLinkNothing() {
        let menu = [
            "Home", "Politics and society", "Markets", "Sport today", "Weather", "Share this page", "Send by mail",
            "Print", "Sign in or register", "Your name", "Your address", "Subscribe to our letter", "Follow us",
            "Most read",
            "About the house", "Terms of use", "Contact and imprint", "Advertise with us", "Jobs", "Back to top",
        ].joined(separator: "\n")
        var press = FormulaPress(13)
        // Two pages of one outlet: too few to know its lines.
        let pages = (0..<2).map { _ in
            (text: press.report(70) + "\n" + menu + "\n" + press.report(70), day: nil as Int?)
        }
        #expect(KinEngine(FormulaTests.corpus(pages)).links().isEmpty)
    }

    @Test func formulasHaveHolesAndAreNoTitles() {
        var press = FormulaPress(16)
        let texts = (0..<5).map { _ in
            press.report(30)
                + " The respected Chairman of the State Affairs Commission of the Republic received a message of greeting"
                + " from \(press.name()) \(press.name()), and the message extended warm congratulations on the anniversary. "
                + press.report(20)
        }
        let corpus = FormulaTests.corpus(texts.map { ($0, nil) })
        let phrases = StockPhrases.find(in: corpus, family: Array(texts.indices), least: 3)
        #expect(phrases.count == 1)
        #expect(phrases.first?.places.allSatisfy { $0.pieces.count == 2 } == true)
        let title = (0..<5).map { _ in
            press.report(30) + " the Chairman of the State Affairs Commission of the Republic " + press.report(20)
        }
        let titles = FormulaTests.corpus(title.map { ($0, nil) })
        #expect(StockPhrases.find(in: titles, family: Array(title.indices), least: 3).isEmpty)
    }

    @Test func signsAndWordsMixHarmlessly() {
        // Forms in a script without spaces, with names, years and figures in others.
        var press = FormulaPress(15)
        var pages: [(text: String, day: Int?)] = []
        for number in 0..<40 {
            let (name, figure) = (press.name(), Int.random(in: 1...2030, using: &press.generator))
            pages.append(
                (
                    "外交部发言人就\(name)问题回答记者提问,\(figure)年以来 the two sides 在平等互利的基础上发展友好合作关系,"
                        + "双方同意进一步加强\(name) and partners 之间的交流,为世界和平与发展作出\(figure)新的更大的贡献。",
                    number * 7
                ))
        }
        #expect(KinEngine(FormulaTests.corpus(pages)).links().isEmpty)
    }

    @Test func whatIsFoundOfFormulasIsKept() {
        var press = FormulaPress(14)
        let corpus = FormulaTests.corpus((0..<60).map { (press.notice(), $0 * 4) })
        let statistics = WordStatistics(corpus, Boilerplate(corpus), first: corpus.count)
        #expect(statistics.formulas.runs.count > 100)
        #expect(WordStatistics(statistics.bytes)?.formulas.runs == statistics.formulas.runs)
        #expect(WordStatistics(Array(statistics.bytes.dropLast())) == nil)
    }
}
