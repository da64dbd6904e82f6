import DocumentModel
import GrammarParsing
import Testing
import TextPrimitives

@Suite struct TreeTests {
    private func parsed(_ text: String) -> (bytes: [UInt8], sentence: ParsedSentence) {
        let bytes = Array(text.utf8)
        return (bytes, EnglishGrammar.shared.parse(bytes, TextRange(0, bytes.count)))
    }

    @Test func `the children of all words and the root are all words`() {
        let (_, sentence) = parsed("The envoys of both states signed a paper in Geneva on Monday.")
        var seen = Set<Int>()
        for index in sentence.tokens.indices {
            for child in sentence.children(of: index) {
                #expect(sentence.tokens[child].head == index)
                #expect(seen.insert(child).inserted)
            }
        }
        #expect(seen.count == sentence.tokens.count - 1)
        #expect(sentence.root.map { sentence.tokens[$0].head } == -1)
    }

    @Test func `a subtree is the run of words that hang on a word`() {
        let (_, sentence) = parsed("The envoys of both states signed a paper in Geneva on Monday.")
        for index in sentence.tokens.indices {
            let run = sentence.subtree(of: index)
            let below = sentence.tokens.indices.filter { sentence.ancestors(of: $0).contains(index) }
            #expect(Array(run) == below)
        }
    }

    @Test func `words that touch a range left out are not parsed`() {
        let text = Array("GENEVA (Wire) - The envoys met.".utf8)
        let whole = TextRange(0, text.count)
        let sentence = EnglishGrammar.shared.parse(text, whole, GrammarOptions(leavingOut: [TextRange(0, 16)]))
        #expect(sentence.tokens.first?.range == TextRange(16, 19))
        #expect(sentence.range == whole)
    }

    @Test func `a path goes by the nearest common ancestor`() {
        let (_, sentence) = parsed("The envoys of both states signed a paper in Geneva on Monday.")
        let path = sentence.path(from: 0, to: 7)
        #expect(path.first == 0)
        #expect(path.last == 7)
        for (left, right) in zip(path, path.dropFirst()) {
            #expect(sentence.tokens[left].head == right || sentence.tokens[right].head == left)
        }
    }
}
