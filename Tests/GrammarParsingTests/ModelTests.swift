import EvidenceArchive
import TestSupport
import Testing
import TextPrimitives

@testable import GrammarParsing

@Suite struct ModelTests {
    @Test func `the model is the one that was trained`() throws {
        let digest = String(decoding: Resource.bytes("grammar/en.model.sha256").prefix(64), as: UTF8.self)
        #expect(Digest.sha256(Resource.bytes("grammar/en.model")) == digest)
        #expect(EnglishGrammar.shared.isTrained)
        #expect(Resource.bytes("grammar/en.model").count <= 5_000_000)
    }

    @Test func `bytes that are no model are not read`() {
        let model = Resource.bytes("grammar/en.model")
        #expect(GrammarModel([]) == nil)
        #expect(GrammarModel(Array("WKGRAM02".utf8)) == nil)
        for length in [9, 400, 2_000, 60_000, 500_000, model.count - 1] {
            #expect(GrammarModel(Array(model.prefix(length))) == nil)
        }
        var source = SeededGenerator(state: 7)
        for _ in 0..<12 {
            var changed = Array(model.prefix(3_000))
            for _ in 0..<20 {
                changed[8 + Int(source.next() % 2_900)] = UInt8(truncatingIfNeeded: source.next())
            }
            #expect(GrammarModel(changed) == nil)
        }
    }

    @Test func `every relation and tag has the name it is made of`() {
        for relation in GrammarRelation.allCases { #expect(GrammarRelation(name: relation.name) == relation) }
        for tag in UniversalTag.allCases { #expect(UniversalTag(name: tag.name) == tag) }
        #expect(GrammarRelation(name: "obl:of") == .oblique)
        #expect(GrammarRelation(name: "nonsense") == .unspecified)
        #expect(GrammarRelation.passiveSubject.universal == .subject)
    }
}
