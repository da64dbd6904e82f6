import DocumentModel
import GrammarParsing
import Testing
import TextPrimitives

@Suite struct GrammarTests {
    /// A word of the reference.
    private struct Word: Equatable {
        let lemma: String
        let tag: String
        let head: Int
        let relation: String
    }

    @Test func `trees are those of the reference`() {
        var compared = 0
        for block in referenceTrees.split(separator: "\n\n") {
            let lines = block.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            var bytes: [UInt8] = []
            var places: [TextRange] = []
            for line in lines where line.count == 6 {
                let first = bytes.count
                bytes.append(contentsOf: line[1].utf8)
                places.append(TextRange(first, bytes.count))
                bytes.append(0x20)
            }
            let sentence = EnglishGrammar.shared.parse(bytes, tokens: places, range: TextRange(0, bytes.count))
            let found = sentence.tokens.enumerated().map { index, token in
                Word(
                    lemma: sentence.lemma(of: index), tag: token.tag.name, head: token.head + 1,
                    relation: token.relation.name)
            }
            let expected = lines.map { Word(lemma: $0[2], tag: $0[3], head: Int($0[4]) ?? -1, relation: $0[5]) }
            #expect(found == expected)
            compared += found.count
        }
        #expect(compared > 400)
    }

    struct Arc: Sendable {
        let text: String
        let word: String
        let relation: GrammarRelation
        let child: String
    }

    static let arcs: [Arc] = [
        Arc(text: "The council condemned the raid.", word: "condemned", relation: .subject, child: "council"),
        Arc(text: "The council condemned the raid.", word: "condemned", relation: .object, child: "raid"),
        Arc(text: "The raid was condemned by the council.", word: "condemned", relation: .agent, child: "council"),
        Arc(
            text: "The raid was condemned by the council.", word: "condemned", relation: .passiveSubject, child: "raid"),
        Arc(text: "The envoys did not sign the pact.", word: "sign", relation: .adverbModifier, child: "not"),
        Arc(text: "The envoys didn’t sign the pact.", word: "sign", relation: .adverbModifier, child: "n’t"),
        Arc(text: "Norland’s minister resigned.", word: "minister", relation: .possessor, child: "Norland"),
        Arc(text: "They agreed to withdraw the troops.", word: "agreed", relation: .openComplement, child: "withdraw"),
        Arc(text: "The envoys met in Geneva.", word: "met", relation: .oblique, child: "Geneva"),
    ]

    @Test(arguments: arcs) func `plain sentences have their plain arcs`(_ arc: Arc) throws {
        let bytes = Array(arc.text.utf8)
        let sentence = EnglishGrammar.shared.parse(bytes, TextRange(0, bytes.count))
        let words = sentence.tokens.map { UTF8Text.string(bytes, $0.range.start, $0.range.end) }
        let word = try #require(words.firstIndex(of: arc.word))
        let child = try #require(sentence.child(of: word, arc.relation))
        #expect(words[child] == arc.child)
        #expect(sentence.child(of: word, anyOf: [.vocative, arc.relation]) == child)
        #expect(sentence.hangs(child, on: word))
        #expect(sentence.subtree(of: word).contains(child))
    }

    @Test func `lemmas have the hash by which they are looked up`() {
        let bytes = Array("The envoys had condemned the raids.".utf8)
        let sentence = EnglishGrammar.shared.parse(bytes, TextRange(0, bytes.count))
        #expect(
            sentence.tokens.indices.map { sentence.lemma(of: $0) } == [
                "the", "envoy", "have", "condemn", "the", "raid", ".",
            ])
        for index in sentence.tokens.indices {
            #expect(sentence.tokens[index].lemmaHash == StableHash.of(sentence.lemma(of: index)))
        }
        #expect(sentence.tokens[3].features.isSuperset(of: [.participle, .past]))
        #expect(sentence.tokens[1].features.contains(.plural))
    }

    @Test func `a headline in capitals is read as one with capitals on its words`() {
        let grammar = EnglishGrammar.shared
        func relations(_ text: String) -> [GrammarRelation] {
            let bytes = Array(text.utf8)
            return grammar.parse(bytes, TextRange(0, bytes.count), GrammarOptions(style: .headline)).tokens.map(
                \.relation)
        }
        #expect(relations("NORLAND EXPELS TWO SUDLAND ENVOYS") == relations("Norland Expels Two Sudland Envoys"))
        #expect(relations("NORLAND EXPELS TWO SUDLAND ENVOYS").prefix(2) == [.subject, .root])
    }
}
