import DocumentModel
import GrammarParsing
import TestSupport
import Testing
import TextPrimitives

@Suite struct HostileTests {
    /// Bytes of a seeded source: letters, marks, spaces, and now and then anything.
    private func bytes(_ count: Int, _ source: inout SeededGenerator, any: UInt64) -> [UInt8] {
        let usual = Array("aeiou tnsrl ABCN .,;:!?\"'()-– n't 0123 \n\n’“”é".utf8)
        return (0..<count).map { _ in
            let number = source.next()
            return number % 100 < any
                ? UInt8(truncatingIfNeeded: number >> 8) : usual[Int((number >> 8) % UInt64(usual.count))]
        }
    }

    /// What must hold of any bytes.
    private func check(_ text: [UInt8]) {
        let grammar = EnglishGrammar.shared
        var end = 0
        for range in grammar.sentences(text) {
            #expect(range.start >= end && range.end > range.start && range.end <= text.count)
            end = range.end
            let words = grammar.tokens(text, in: range)
            let sentence = grammar.parse(text, range)
            #expect(sentence.wasCut == (words.count > EnglishGrammar.mostTokens))
            #expect(sentence.tokens.map(\.range) == Array(words.prefix(EnglishGrammar.mostTokens)))
            #expect(sentence.tokens.count { $0.head < 0 } == (words.isEmpty ? 0 : 1))
            #expect(sentence.tokens.allSatisfy { $0.head < sentence.tokens.count })
            #expect(sentence.tokens.indices.allSatisfy { sentence.ancestors(of: $0).last == sentence.root })
            // Words cover all of the sentence but white space.
            var last = range.start
            for word in words {
                #expect(word.start >= last && word.length > 0 && word.end <= range.end)
                #expect(isWhite(text, last, word.start))
                last = word.end
            }
            #expect(isWhite(text, last, range.end))
        }
    }

    private func isWhite(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var offset = start
        while offset < end {
            let length = Segmentation.isSpace(text, offset)
            if length == 0 { return false }
            offset += length
        }
        return true
    }

    @Test(arguments: 0..<40) func `any bytes have sentences and words that slice back`(_ seed: Int) {
        var source = SeededGenerator(state: UInt64(seed))
        check(bytes(1 + Int(source.next() % 400), &source, any: seed % 3 == 0 ? 100 : UInt64(seed % 3) * 5))
    }

    @Test func `single odd texts have what must hold`() {
        let odd: [[UInt8]] = [
            [], [0], [0xFF], [0xE2, 0x80], [0x2E], [0x20], [10], Array("...".utf8), Array("\"".utf8),
            Array("n't".utf8), Array(". . . .".utf8), Array("a\u{0301}\u{202E}b".utf8), [0xED, 0xA0, 0x80],
            Array("'s 's 's".utf8), Array("U.S.".utf8), Array("Mr.".utf8), Array("3.".utf8),
        ]
        for text in odd { check(text) }
    }

    @Test func `a word of a megabyte is one word with a bounded lemma`() {
        let text = [UInt8](repeating: 0x61, count: 1 << 20)
        let sentences = EnglishGrammar.shared.sentences(text)
        #expect(sentences == [TextRange(0, text.count)])
        let sentence = EnglishGrammar.shared.parse(text, TextRange(0, text.count))
        #expect(sentence.tokens.map(\.range) == [TextRange(0, text.count)])
        #expect(sentence.lemma(of: 0).utf8.count <= 1000)
    }

    @Test func `a sentence of half a megabyte is cut and says so`() {
        let text = Array(String(repeating: "and the envoy of the state, ", count: 18_000).utf8)
        let sentences = EnglishGrammar.shared.sentences(text)
        #expect(sentences.count == 1)
        let sentence = EnglishGrammar.shared.parse(text, sentences[0])
        #expect(sentence.wasCut)
        #expect(sentence.tokens.count == EnglishGrammar.mostTokens)
    }

    @Test func `ranges outside of the text are left out`() {
        let text = Array("Envoys met.".utf8)
        let grammar = EnglishGrammar.shared
        #expect(grammar.parse(text, TextRange(-5, 400)).tokens.count == 3)
        #expect(grammar.parse(text, TextRange(40, 90)).tokens.isEmpty)
        let tokens = [TextRange(-4, 2), TextRange(0, 6), TextRange(3, 3), TextRange(8, 99)]
        #expect(grammar.parse(text, tokens: tokens, range: TextRange(0, 11)).tokens.map(\.range) == [TextRange(0, 6)])
    }
}
