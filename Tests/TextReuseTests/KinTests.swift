import DocumentModel
import Ledger
import TestSupport
import Testing
import TextPrimitives
import TextReuse

@Suite struct KinTests {
    /// A text of made-up words; texts of different seeds share no run of words.
    static func text(_ seed: UInt64, words: Int = 200) -> String {
        var state = seed &* 7919 &+ 1
        var parts: [String] = []
        for index in 0..<words {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            parts.append("w\((state >> 40) % 5000)x\(seed)" + (index % 17 == 16 ? "." : ""))
        }
        return parts.joined(separator: " ")
    }

    static func corpus(_ texts: [(String, String?)]) -> ReuseCorpus {
        var corpus = ReuseCorpus()
        for (text, published) in texts {
            corpus.append(Array(text.utf8), ReuseCorpus.Metadata(edtf: published, outlet: nil, via: []))
        }
        return corpus
    }

    /// Some code points of a text.
    static func slice(_ corpus: ReuseCorpus, _ document: Int, _ range: Range<Int>) -> String {
        let scalars = Array(String(decoding: corpus.text(document), as: UTF8.self).unicodeScalars)
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars[range])
        return result
    }

    @Test func kindsAreNamed() {
        let origin = KinTests.text(1)
        let words = origin.split(separator: " ")
        let edited = words.enumerated().filter { $0.offset % 11 != 5 }.map { String($0.element) }.joined(separator: " ")
        let host =
            KinTests.text(2, words: 120) + " " + words[40..<110].joined(separator: " ") + " "
            + KinTests.text(3, words: 120)
        let links = KinEngine(
            KinTests.corpus([
                (origin, "2024-01-01"), (origin, "2024-01-03"), (edited, "2024-01-04"), (host, "2024-01-05"),
                (KinTests.text(9), "2024-01-01"),
            ])
        ).links()
        #expect(links.first { $0.copy == 1 && $0.origin == 0 }?.kind == .same)
        #expect(links.first { $0.copy == 2 && $0.origin == 0 }?.kind == .reprint)
        #expect(links.first { $0.copy == 3 && $0.origin == 0 }?.kind == .excerpt)
        #expect(!links.contains { $0.copy == 4 || $0.origin == 4 })
    }

    @Test func passagesSliceToEqualWords() {
        let origin = "Ein “é” " + KinTests.text(1) + " 語"
        let corpus = KinTests.corpus([
            (origin, "2024-01-01"), ("Añother title\n" + origin + "\nand a tail", "2024-01-02"),
        ])
        let link = KinEngine(corpus).links().first
        #expect(link != nil)
        for passage in link?.passages ?? [] {
            let copy = KinTests.slice(corpus, link?.copy ?? 0, passage.copy)
            #expect(copy == KinTests.slice(corpus, link?.origin ?? 0, passage.origin))
            #expect(copy.hasPrefix("Ein") && copy.contains("“") && copy.hasSuffix("語"))
        }
    }

    @Test func orderOfInputDoesNotMatter() {
        let texts: [(String, String?)] = [
            (KinTests.text(1), "2024-01-01"), (KinTests.text(1) + " more words here", "2024-01-05"),
            (KinTests.text(2), "2024-01-02"), (KinTests.text(2), "2024-01-09"),
        ]
        func named(_ order: [Int]) -> Set<String> {
            Set(
                KinEngine(KinTests.corpus(order.map { texts[$0] })).links().map {
                    "\(order[$0.copy])<\(order[$0.origin]) \($0.kind)"
                })
        }
        #expect(named([0, 1, 2, 3]) == named([3, 1, 0, 2]))
    }

    @Test(arguments: [3, 4, 5] as [UInt64])
    func allThatIsSaidHoldsInAnyOrder(_ seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let vocabulary = (0..<900).map { "w\($0)" } + ["Россия", "мир", "会", "談", "“so”", "1989", "Kelmar"]
        func words(_ count: Int) -> [String] {
            (0..<count).map { _ in vocabulary.randomElement(using: &generator) ?? "" }
        }
        var texts: [[String]] = []
        for _ in 0..<36 {
            var text = words(Int.random(in: 6...180, using: &generator))
            if let other = texts.randomElement(using: &generator) {
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: text = other
                case 1: text = other.map { Int.random(in: 0..<9, using: &generator) == 0 ? "x\($0)" : $0 }
                case 2: text += other.prefix(50) + words(30)
                case 3: text = other.reversed()
                case 4: text = Array(other.dropFirst(other.count / 3))
                default: break
                }
            }
            texts.append(text)
        }
        // White space is no part of the words; dates leave no tie.
        let pages = texts.enumerated().map { number, words in
            (words.joined(separator: number % 5 == 0 ? "  " : " "), "2024-03-01T10:\(10 + number):00Z")
        }
        func said(_ order: [Int]) -> Set<String> {
            let corpus = KinTests.corpus(order.map { pages[$0] })
            return Set(
                KinEngine(corpus).links().map { link in
                    for passage in link.passages {
                        let one = KinTests.slice(corpus, link.copy, passage.copy)
                        let two = KinTests.slice(corpus, link.origin, passage.origin)
                        if link.kind == .same { continue }
                        // A passage begins and ends with the same words on both sides, or stands for the whole text.
                        let length = String(decoding: corpus.text(link.copy), as: UTF8.self).unicodeScalars.count
                        let whole = passage.copy.lowerBound <= 3 && passage.copy.upperBound + 3 >= length
                        #expect(whole || one.split(separator: " ").first == two.split(separator: " ").first)
                    }
                    return
                        "\(order[link.copy])<\(order[link.origin]) \(link.kind) \(link.score) \(link.passages) \(link.direction)"
                })
        }
        let expected = said(Array(pages.indices))
        #expect(expected.count > 8)
        for _ in 0..<3 { #expect(said(pages.indices.shuffled(using: &generator)) == expected) }
    }

    @Test(arguments: [6, 7] as [UInt64])
    func formulasAndEqualTextsHoldInAnyOrder(_ seed: UInt64) {
        // Each formula stands in more texts than are linked with one another; copies differ in capitals, marks and quotations,
        // and most have no date.
        var generator = SeededGenerator(state: seed)
        func words(_ count: Int) -> [String] {
            (0..<count).map { _ in "w\(Int.random(in: 0..<4_000, using: &generator))" }
        }
        let formulas = (0..<3).map { _ in words(5) }
        var texts: [(id: String, text: String, date: String?)] = []
        for number in 0..<110 {
            var text = words(Int.random(in: 30...90, using: &generator))
            for formula in formulas {
                text.insert(contentsOf: formula, at: Int.random(in: 0...text.count, using: &generator))
            }
            let date = number % 4 == 0 ? "2024-03-01T10:\(10 + number % 50):00Z" : nil
            texts.append(("d\(number)", text.joined(separator: " "), date))
            guard number % 5 == 0 else { continue }
            let quoted = "“" + text.joined(separator: " ") + "”"
            texts.append(("a\(number)", quoted, nil))
            texts.append(("z\(number)", text.map { $0.uppercased() }.joined(separator: " - "), date))
            texts.append(("m\(number)", text.dropLast(9).joined(separator: " "), nil))
        }
        func said(_ order: [Int]) -> Set<String> {
            let corpus = KinTests.corpus(order.map { (texts[$0].text, texts[$0].date) })
            let ids = order.map { texts[$0].id }
            return Set(
                KinEngine(corpus, ids: ids).links().map {
                    "\(ids[$0.copy])<\(ids[$0.origin]) \($0.kind) \($0.score) \($0.passages) \($0.direction) \($0.isConfident)"
                })
        }
        let expected = said(Array(texts.indices))
        #expect(expected.count > 60)
        for _ in 0..<4 { #expect(said(texts.indices.shuffled(using: &generator)) == expected) }
    }

    @Test func aCutCopyFollowsTheWholeText() {
        // The dates are missing: only the words tell.
        let origin = KinTests.text(1, words: 300)
        let cut = origin.split(separator: " ").prefix(150).joined(separator: " ")
        let link = KinEngine(KinTests.corpus([(cut, nil), (origin, nil)])).links().first
        #expect(link?.copy == 0)
        #expect(link?.origin == 1)
        #expect(link?.direction == ["lies inside the other, which goes on"])
    }

    @Test func reasonsAreToldOfTheRightText() throws {
        // The copy names its source and lies inside the other; the dates say the opposite.
        let origin = KinTests.text(1, words: 300)
        let cut = origin.split(separator: " ").prefix(150).joined(separator: " ")
        for isFirst in [true, false] {
            var corpus = ReuseCorpus()
            let texts = [(cut, "2024-01-01", ["Kelmar Wire"]), (origin, "2024-01-03", [])]
            for (text, day, via) in isFirst ? texts : texts.reversed() {
                corpus.append(Array(text.utf8), ReuseCorpus.Metadata(edtf: day, outlet: nil, via: via))
            }
            let link = try #require(KinEngine(corpus).links().first)
            #expect(link.copy == (isFirst ? 0 : 1))
            #expect(
                link.direction == [
                    "lies inside the other, which goes on", "against it: the other is dated 2 days after this one",
                    "names a source for its text, the other names none",
                ])
        }
    }

    /// The cut text of an outlet is its first report when it is dated before the whole one; two outlets' clocks may be wrong.
    @Test(arguments: [("Kelmar Wire", "Kelmar Wire", true), ("Kelmar Wire", "Ordan Post", false)])
    func theDaysOfOneOutletAreInOrder(first: String, second: String, isLater: Bool) throws {
        let origin = KinTests.text(1, words: 300)
        let cut = origin.split(separator: " ").prefix(150).joined(separator: " ")
        var corpus = ReuseCorpus()
        corpus.append(Array(cut.utf8), ReuseCorpus.Metadata(edtf: "2024-01-01", outlet: first, via: []))
        corpus.append(Array(origin.utf8), ReuseCorpus.Metadata(edtf: "2024-01-03", outlet: second, via: []))
        let link = try #require(KinEngine(corpus).links().first)
        #expect(link.copy == (isLater ? 1 : 0))
    }

    @Test func aTextAgainstItselfIsTheSame() {
        for text in [
            "نص من كلمات قليلة عن اجتماع بين وفدين في المدينة القديمة", "两国代表团昨天在首都举行会谈并签署合作文件",
            KinTests.text(5, words: 20),
        ] {
            let links = KinEngine(KinTests.corpus([(text, "2024-01-02"), (text, "2024-01-01")])).links()
            #expect(links.map(\.kind) == [.same])
            #expect(links.first?.copy == 0)
        }
    }

    @Test(arguments: [2, 7, 8, 9, 10, 11, 40, 20_000])
    func equalTextsAreLinkedOnceEach(_ count: Int) {
        // Half of them on one day, so that ids decide; another text beside them that each of few is compared with.
        let text = KinTests.text(1, words: 40)
        var pages = (0..<count).map { (text, $0 % 2 == 0 ? "2024-01-01" : "2024-01-0\(2 + $0 % 7)") }
        pages.append((text.split(separator: " ").dropLast(6).joined(separator: " "), "2024-01-09"))
        let links = KinEngine(KinTests.corpus(pages)).links()
        var seen: Set<[Int]> = []
        for link in links {
            #expect(link.copy != link.origin)
            #expect(seen.insert([min(link.copy, link.origin), max(link.copy, link.origin)]).inserted)
        }
        let families = Families.build(count: pages.count, links: links)
        #expect(families.map(\.documents.count) == [count + 1])
        #expect(families.first?.texts.map(\.count) == [count, 1])
    }

    @Test func unrelatedTextsChangeNoClearLink() {
        let origin = KinTests.text(1)
        let pair: [(String, String?)] = [
            (origin, "2024-01-01"), (origin.split(separator: " ").dropLast(20).joined(separator: " "), "2024-01-03"),
        ]
        let others: [(String, String?)] = (10..<60).map { (KinTests.text($0), "2024-01-0\($0 % 9 + 1)") }
        let alone = KinEngine(KinTests.corpus(pair)).links()
        #expect(alone == KinEngine(KinTests.corpus(pair + others)).links())
    }

    @Test func theTailOfAnOutletIsNoExcerpt() {
        let tail = "\n" + KinTests.text(77, words: 40)
        let links = KinEngine(
            KinTests.corpus([(KinTests.text(1) + tail, nil), (KinTests.text(2) + tail, nil)])
        ).links()
        #expect(links.isEmpty)
    }

    @Test func formulasAreFoundOnceForEachText() {
        let formula = "under the banner of peace and friendship between peoples"
        func text(_ seed: UInt64) -> String {
            KinTests.text(seed, words: 40) + " " + formula + " " + KinTests.text(seed + 50, words: 40)
        }
        let corpus = KinTests.corpus([(text(1), nil), (text(1), nil), (text(2), nil), (text(3), nil)])
        let found = StockPhrases.find(in: corpus, family: [0, 0, 1, 2], least: 3)
        #expect(found.count == 1)
        #expect(found.first?.words == 9)
        #expect(found.first?.families == 3)
        for place in found.first?.places ?? [] {
            #expect(
                String(decoding: corpus.text(place.document)[place.range.start..<place.range.end], as: UTF8.self)
                    == formula)
        }
        #expect(StockPhrases.find(in: corpus, family: [0, 0, 1, 1], least: 3).isEmpty)
    }

    @Test func hostileInputsEnd() {
        let one = String(repeating: "word ", count: 200_000)
        let solid = String(repeating: "x", count: 1_000_000)
        var texts: [(String, String?)] = [(one, nil), (one + "end", nil), (solid, nil), ("", nil)]
        for _ in 0..<200 { texts.append((KinTests.text(4), "2024-01-01")) }
        _ = KinEngine(KinTests.corpus(texts)).links()
    }
}

@Suite struct DiffTests {
    @Test func wordsAreToldApart() {
        let pieces = WordDiff.compare("a b c d e", "a b x d e f") { Folding.fold($0) }
        #expect(
            pieces == [
                DiffPiece(side: .both, text: "a b"), DiffPiece(side: .first, text: "c"),
                DiffPiece(side: .second, text: "x"), DiffPiece(side: .both, text: "d e"),
                DiffPiece(side: .second, text: "f"),
            ])
    }

    /// What both have is kept as each writes it, and letters that differ are told.
    @Test func eachSideKeepsItsOwnLetters() throws {
        let pieces = WordDiff.compare("KCNA dismissed The claims – fully", "KCNA dismissed the claims - fully") {
            Folding.fold($0)
        }
        #expect(pieces.allSatisfy { $0.side == .both })
        #expect(pieces.map(\.text).joined(separator: " ") == "KCNA dismissed The claims – fully")
        #expect(pieces.map(\.secondText).joined(separator: " ") == "KCNA dismissed the claims - fully")
        #expect(pieces.filter(\.isRespelled).map(\.secondText) == ["the"])
    }

    @Test func aPieceEndsWithItsParagraph() {
        let pieces = WordDiff.compare("one two\n\nthree four", "one two\n\nthree five") { Folding.fold($0) }
        #expect(pieces.map(\.text) == ["one two", "three", "four", "five"])
        #expect(pieces.map(\.startsParagraph) == [false, true, false, false])
    }

    @Test func movedPassagesAreLinked() {
        let pieces = WordDiff.compare(
            "zero a b c d e f one two three four five six seven eight nine ten",
            "zero one two three four five six seven eight nine ten x a b c d e f y"
        ) { Folding.fold($0) }
        let moved = pieces.filter { $0.side == .moved }
        #expect(moved.map(\.text) == ["a b c d e f", "a b c d e f"])
        #expect(moved.map(\.place) == [.first, .second])
        #expect(moved.map(\.move) == [1, 1])
        #expect(pieces.filter { $0.side == .second }.map(\.text) == ["x", "y"])
    }

    @Test func whiteSpaceAndTypographyAreFolded() {
        #expect(
            WordDiff.compare("the  “old”\nman", "the \"old\" man") { Folding.fold($0) }.allSatisfy { $0.side == .both })
    }
}
