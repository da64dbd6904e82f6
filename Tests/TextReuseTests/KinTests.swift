import DocumentModel
import Ledger
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
        let origin = KinTests.text(1)
        let corpus = KinTests.corpus([
            (origin, "2024-01-01"), ("Another title\n" + origin + "\nand a tail", "2024-01-02"),
        ])
        let link = KinEngine(corpus).links().first
        #expect(link != nil)
        for passage in link?.passages ?? [] {
            let copy = corpus.text(link?.copy ?? 0)[passage.copy.start..<passage.copy.end]
            let source = corpus.text(link?.origin ?? 0)[passage.origin.start..<passage.origin.end]
            #expect(Array(copy) == Array(source))
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

    @Test func whiteSpaceAndTypographyAreFolded() {
        #expect(
            WordDiff.compare("the  “old”\nman", "the \"old\" man") { Folding.fold($0) }.allSatisfy { $0.side == .both })
    }
}
