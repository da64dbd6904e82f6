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

    /// A script in which notices are written, beside English.
    enum Script: CaseIterable {
        case arabic, korean, han, cyrillic

        /// What names are made of.
        var syllables: [String] {
            switch self {
            case .arabic: ["كا", "رو", "مي", "تل", "دن", "شا", "فر", "لو", "بر", "زان", "قو", "هب", "وي", "جل"]
            case .korean: ["가", "로", "미", "텔", "둔", "샤", "베", "브", "잔", "쿠", "헵", "위", "골"]
            case .han: ["克", "罗", "米", "特", "敦", "沙", "维", "洛", "布", "赞", "库", "赫", "戈", "尔"]
            case .cyrillic: ["ка", "ро", "ми", "тел", "дун", "ша", "вер", "ло", "бри", "зан", "ку", "хеп"]
            }
        }
    }

    /// A message of greeting in a script.
    mutating func notice(_ script: Script) -> String {
        func name() -> String {
            let name = (0..<Int.random(in: 2...4, using: &generator)).map { _ in pick(script.syllables) }.joined()
            return script == .cyrillic ? name.prefix(1).uppercased() + name.dropFirst() : name
        }
        let (person, family, state, city, number) = (
            name(), name(), name(), name(), Int.random(in: 2...99, using: &generator)
        )
        switch script {
        case .arabic:
            return """
                تلقى رئيس المجلس رسالة تهنئة من \(person) \(family) رئيس دولة \(state) بمناسبة الذكرى \(number) لتأسيس الجمهورية. \
                وجاء في الرسالة أن رئيس الدولة يقدم أحر التهاني إلى الرئيس ومن خلاله إلى الشعب كله، ويتمنى له الصحة الجيدة والنجاح \
                الكبير في عمله من أجل ازدهار البلاد. وأعرب عن ثقته بأن علاقات الصداقة التي توطدت في \(city) ستزداد قوة.
                """
        case .korean:
            return """
                의회 의장은 \(state) 국가수반 \(person) \(family)로부터 축하 메시지를 받았다. 메시지는 공화국 창건 \(number)돌에 즈음하여 \
                국가수반이 의장과 그를 통하여 전체 인민에게 따뜻한 축하를 보내며 나라의 번영을 위한 사업에서 큰 성과가 있을 것을 \
                축원한다고 지적하였다. 메시지는 \(city)에서 맺어진 두 나라 사이의 친선 관계가 앞으로 더욱 강화되리라는 확신을 표명하였다.
                """
        case .han:
            return """
                议会主席收到\(state)国家元首\(person)·\(family)发来的贺电。贺电说,值此共和国成立\(number)周年之际,国家元首谨向主席\
                并通过主席向全体人民致以热烈的祝贺,祝愿主席身体健康,在为国家繁荣而进行的工作中取得更大成就。\
                贺电表示相信,在\(city)缔结的两国之间的友好关系今后将日益巩固。
                """
        case .cyrillic:
            return """
                Председатель собрания получил приветственное послание от главы государства \(state) \(person) \(family). В послании \
                говорится, что по случаю \(number)-й годовщины основания республики глава государства шлёт тёплые поздравления \
                председателю, а через него и всему народу, и желает ему доброго здоровья и больших успехов на благо страны. \
                Выражена уверенность в том, что узы дружбы, скреплённые в городе \(city), будут и впредь крепнуть.
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

    @Test(arguments: [(10, 3 as UInt64), (10, 4), (30, 7), (30, 8), (100, 5), (400, 6)])
    func noticesOfOneFormAreNoCopiesWithoutDays(_ count: Int, _ seed: UInt64) {
        var press = FormulaPress(seed)
        var pages: [(text: String, day: Int?)] = (0..<count).map { _ in (press.notice(), nil) }
        pages.append((pages[0].text + " The report was carried by the evening papers.", nil))
        pages.append((pages[2].text, nil))
        let links = KinEngine(FormulaTests.corpus(pages)).links()
        #expect(Set(links.map { [$0.copy, $0.origin] }) == [[count, 0], [count + 1, 2]])
        // The order of the pages says nothing.
        let turned = KinEngine(FormulaTests.corpus(pages.reversed())).links()
        let last = pages.count - 1
        #expect(
            Set(turned.map { Set([last - $0.copy, last - $0.origin]) }) == Set(links.map { Set([$0.copy, $0.origin]) }))
    }

    @Test(arguments: FormulaPress.Script.allCases, [30, 120])
    func noticesOfOtherScriptsAreNoCopiesWithoutDays(_ script: FormulaPress.Script, _ count: Int) {
        var press = FormulaPress(UInt64(count))
        var pages: [(text: String, day: Int?)] = (0..<count).map { _ in (press.notice(script), nil) }
        pages.append((pages[1].text, nil))
        let links = KinEngine(FormulaTests.corpus(pages)).links()
        #expect(links.map { [$0.copy, $0.origin] } == [[count, 1]])
    }

    @Test func noticesLinkNothingWithoutDaysWhateverTheSeed() {
        // Of ten notices some forms are filled in twice only, which no count can tell from a copy with other names.
        var wrong = 0
        for seed in 20..<40 as Range<UInt64> {
            var press = FormulaPress(seed)
            let pages: [(text: String, day: Int?)] = (0..<10).map { _ in (press.notice(), nil) }
            wrong += KinEngine(FormulaTests.corpus(pages)).links().count
        }
        #expect(wrong <= 4, "\(wrong) links in twenty collections")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func versionsOfAReportWithoutDaysAreKin(_ seed: UInt64) {
        // One outlet gives a report under other titles, cut, with notes: what the versions share is no formula.
        var press = FormulaPress(seed)
        let report = (0..<12).map { _ in "\(press.name()) \(press.report(14))" }
        func version(_ sentences: Int) -> String {
            "\(press.name()) of \(press.name()) says \(press.report(4))\n"
                + report.prefix(sentences).joined(separator: " ")
                + " \(press.name()) \(press.report(9))"
        }
        let versions = [version(12), version(12), version(9), version(6)]
        var pages: [(text: String, day: Int?)] = versions.map { ($0, nil) }
        for _ in 0..<30 { pages.append((press.notice(), nil)) }
        let links = KinEngine(FormulaTests.corpus(pages)).links()
        let families = Families.build(count: pages.count, links: links)
        #expect(families.map(\.documents.count).max() == 4)
        #expect(links.allSatisfy { max($0.copy, $0.origin) < 4 })
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
        #expect(Set(links.flatMap { [$0.copy, $0.origin] }).count == 60)
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

    /// Pages of one day and outlet among others, and whether two of them are told to be wordings of one report.
    private func areWordings(_ one: String, _ other: String) -> Bool {
        var press = FormulaPress(13)
        let others: [(text: String, day: Int?)] = (0..<30).map { number in (press.report(60), 100 + number) }
        return KinEngine(FormulaTests.corpus([(one, 100), (other, 100)] + others, outlet: "Press Office")).links()
            .contains { $0.kind == .rewording }
    }

    @Test(arguments: [
        // Two messages of one day.
        (
            "Accra, May 3 (PO) -- Ama Mensah, president of the Republic of Ghana, received a message of greeting from Juan Perez, president of the Republic of Cuba, on May 2. In the message the Cuban president extended sincere congratulations to Ama Mensah on the occasion of the national day. He wished her good health and the people of Ghana prosperity.",
            "Accra, May 3 (PO) -- Ama Mensah, president of the Republic of Ghana, received a message of greeting from Erdene Bat, president of Mongolia, on May 2. In the message the Mongolian president extended sincere congratulations, on behalf of the Mongolian people, to Ama Mensah on the national day. He hoped that the relations between Mongolia and Ghana, which Bat Dorj and Kofi Boateng once laid, would grow with the new road from Darkhan to Tema, the port of Takoradi and the school at Tamale."
        ),
        // Two games of one cup.
        (
            "Accra, May 3 (PO) -- The team of Ghana won over that of Peru in the quarterfinals of the Cup of Youth on Sunday. Esi Owusu opened the scoring in the 12th minute and Abena Sarpong added the second goal. Ghana meets Japan in Cali on Thursday.",
            "Accra, May 6 (PO) -- The team of Ghana won over that of Japan in the semifinals of the Cup of Youth on Thursday. Adwoa Addo opened the scoring in the 30th minute after a pass of Yaa Asante at the stadium of Cali. Ghana meets Spain in Bogota on Sunday for the title, which Brazil, Nigeria and Mexico hoped for."
        ),
        // An item of a review.
        (
            "Accra, May 3 (PO) -- A delegation of the Ghana Chess Union led by Chairman Kojo Annan returned home on May 2 after taking part in the 12th General Meeting of the Chess Council of Africa held in Kenya.",
            "Accra, May 3 (PO) -- Following are the items of the Daily Lamp on Friday: - Farmers vowed to bring in the harvest in time. - A delegation of the Ghana Chess Union returned home after taking part in the 12th General Meeting of the Chess Council of Africa. - A bridge was opened at Yeji. - Teachers of Wa met to speak of the new books. - Nurses of Ho received awards for long service. - A poem on the lake stands on the last page."
        ),
    ])
    func noticesOfOneFormAreNoWordings(_ one: String, _ other: String) { #expect(!areWordings(one, other)) }

    @Test func aReportIssuedAnewIsAWording() {
        let one =
            "Accra, May 3 (PO) -- President Ama Mensah inspected the shipyard of Tema on Thursday. She was greeted by Director Kojo Annan and Engineer Esi Owusu. Going round the slip and the hall for welding, she acquainted herself in detail with the building of the ferry Volta Queen. She said that the ferry must be launched before the rains, and set the task of training three hundred young welders at the school of Takoradi."
        let other =
            "Accra, May 3 (PO) -- Ama Mensah, president, gave field guidance to the shipyard of Tema on Thursday. She was greeted by Director Kojo Annan and Engineer Esi Owusu. Looking round the slip and the hall for welding, she learned in detail about how the ferry Volta Queen is being built. Saying that the ferry should be put afloat before the rains come, she underscored the need to train three hundred young welders at the school of Takoradi."
        #expect(areWordings(one, other))
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
