import ActorCoding
import DocumentModel
import EventCoding
import NewsAnalysis
import Testing
import TextPrimitives

/// Only sentences that can hold an event are parsed: the choice loses none.
@Suite struct SentenceChoiceTests {
    /// Texts of our own: each example of the frames, of the cues, and of the rules of resolution, several to a text.
    static let texts: [String] = {
        let all =
            FrameCase.all.map(\.example) + CueCase.all.map(\.example) + MentionTests.cases.map(\.text)
            + ResolutionTests.cases.map(\.text) + PolarityTests.cases.map(\.text)
        return stride(from: 0, to: all.count, by: 6).map { all[$0..<min($0 + 6, all.count)].joined(separator: " ") }
    }()

    private func events(_ text: String, parsesAll: Bool) -> [Event] {
        let bytes = Array(text.utf8)
        var resolver = PartyResolver(bytes, context: CodingContext())
        let sentences = resolver.sentences()
        var coder = EventCoder(
            bytes, sentences, named: resolver.named, timexes: [],
            published: DayBounds(CivilDay(iso: "2020-01-01") ?? CivilDay(number: 0)))
        return coder.code(parsesAll: parsesAll)
    }

    @Test func theChoiceLosesNoEvent() {
        var told = 0
        for text in SentenceChoiceTests.texts {
            let (chosen, all) = (events(text, parsesAll: false), events(text, parsesAll: true))
            told += all.count
            #expect(chosen == all, "\(text)")
        }
        #expect(told > 150)
    }
}
