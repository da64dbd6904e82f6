import DocumentModel
import TestSupport
import Testing
import TextReuse

/// Texts of which much was taken over: edited ones and cut ones are reprints, ones told in other words are not.
@Suite struct WordTextureTests {
    /// Changes single words: most become another, some go, some get another behind them.
    static func edited(
        _ text: [String], _ script: StoryOrderTests.Script, share: Double, _ generator: inout SeededGenerator
    ) -> [String] {
        text.flatMap { word in
            if Double.random(in: 0..<1, using: &generator) >= share { return [word] }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return []
            case 1: return [word, script.word(&generator)]
            default: return [script.word(&generator)]
            }
        }
    }

    /// Keeps runs of a few words and puts other clauses between them.
    static func reworded(_ text: [String], _ script: StoryOrderTests.Script, _ generator: inout SeededGenerator)
        -> [String]
    {
        var result: [String] = []
        var place = 0
        while place < text.count {
            let kept = Int.random(in: 5...8, using: &generator)
            result += text[place..<min(text.count, place + kept)]
            let told = Int.random(in: 3...5, using: &generator)
            for _ in 0..<Int.random(in: 3...6, using: &generator) { result.append(script.word(&generator)) }
            place += kept + told
        }
        return result
    }

    static func kind(_ origin: [String], _ copy: [String], _ script: StoryOrderTests.Script) -> [KinKind] {
        func joined(_ words: [String]) -> String { words.joined(separator: script.glue) }
        return KinEngine(KinTests.corpus([(joined(origin), "2024-03-01"), (joined(copy), "2024-03-02")])).links().map(
            \.kind)
    }

    @Test(arguments: StoryOrderTests.scripts) func editsMakeAReprintAndOtherClausesARewrite(
        _ script: StoryOrderTests.Script
    ) {
        var generator = SeededGenerator(state: 21)
        for _ in 0..<8 {
            let origin = StoryOrderTests.Event(script, &generator).report(&generator, words: 260)
            for share in [0.03, 0.15, 0.3] {
                let copy = WordTextureTests.edited(origin, script, share: share, &generator)
                #expect(WordTextureTests.kind(origin, copy, script) == [.reprint], "\(share)")
            }
            let cut = Array(origin.prefix(130))
            #expect(WordTextureTests.kind(origin, cut, script) == [.reprint])
            #expect(
                WordTextureTests.kind(origin, cut + (0..<30).map { _ in script.word(&generator) }, script) == [.reprint]
            )
            #expect(
                WordTextureTests.kind(origin, WordTextureTests.reworded(origin, script, &generator), script) == [
                    .rewrite
                ])
        }
    }

    @Test(arguments: StoryOrderTests.scripts) func aPassageInATextOfItsOwnIsAnExcerpt(_ script: StoryOrderTests.Script)
    {
        var generator = SeededGenerator(state: 22)
        for _ in 0..<8 {
            let origin = StoryOrderTests.Event(script, &generator).report(&generator, words: 240)
            let host = StoryOrderTests.Event(script, &generator).report(&generator, words: 150)
            let start = Int.random(in: 10...100, using: &generator)
            var passage = Array(origin[start..<start + 80])
            // Quoted as it stands, or with a word changed here and there.
            if Bool.random(using: &generator) {
                passage = WordTextureTests.edited(passage, script, share: 0.06, &generator)
            }
            let copy = host[..<70] + passage + host[70...]
            #expect(WordTextureTests.kind(origin, Array(copy), script) == [.excerpt])
        }
    }
}
