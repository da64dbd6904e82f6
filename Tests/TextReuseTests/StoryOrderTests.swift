import DocumentModel
import TestSupport
import Testing

@testable import TextReuse

/// Retellings, which keep the order of the story, and other texts on the same event, which do not.
@Suite struct StoryOrderTests {
    /// A script: how its words are written, and what stands between them.
    struct Script: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let letters: [Character]
        let lengths: ClosedRange<Int>
        let glue: String

        func word(_ generator: inout SeededGenerator) -> String {
            String(
                (0..<Int.random(in: lengths, using: &generator)).map { _ in
                    letters[Int.random(in: letters.indices, using: &generator)]
                })
        }
    }

    static let scripts = [
        Script(testDescription: "Latin", letters: Array("abdefghiklmnoprstuz"), lengths: 3...8, glue: " "),
        Script(testDescription: "Cyrillic", letters: Array("абвгдежзиклмнопрстуя"), lengths: 3...8, glue: " "),
        Script(testDescription: "Arabic", letters: Array("ابتثجحدرزسشصطعفقكلمنهوي"), lengths: 3...6, glue: " "),
        Script(
            testDescription: "Han",
            letters: (0..<900).compactMap { Unicode.Scalar(0x4E00 + 7 * $0).map { Character($0) } }, lengths: 2...2,
            glue: ""),
    ]

    /// An event: its names, which every text on it uses, and one speech that every text quotes.
    struct Event {
        let script: Script
        let names: [String]
        let speech: [String]

        init(_ script: Script, _ generator: inout SeededGenerator) {
            self.script = script
            names = (0..<9).map { _ in script.word(&generator) }
            speech = ["“"] + (0..<14).map { _ in script.word(&generator) } + ["”"]
        }

        /// A text of its own: other words, the names and the speech anywhere.
        func report(_ generator: inout SeededGenerator, words: Int = 220) -> [String] {
            var text = (0..<words).map { _ in script.word(&generator) }
            for _ in 0..<words / 6 {
                let place = Int.random(in: text.indices, using: &generator)
                text[place] = names[Int.random(in: names.indices, using: &generator)]
            }
            let place = Int.random(in: 1..<text.count, using: &generator)
            return text[..<place] + speech + text[place...]
        }

        /// The text retold: the names and the speech stay, of other words one in five, and neighbours change places.
        func retold(_ text: [String], _ generator: inout SeededGenerator) -> [String] {
            var result = text.map { word in
                let stays =
                    names.contains(word) || speech.contains(word) || Int.random(in: 0..<5, using: &generator) == 0
                return stays ? word : script.word(&generator)
            }
            for place in stride(from: 0, to: result.count - 24, by: 48)
            where !result[place..<place + 24].contains(where: speech.contains) {
                result[place..<place + 24] = result[(place + 12)..<(place + 24)] + result[place..<(place + 12)]
            }
            return result
        }

        func joined(_ words: [String]) -> String { words.joined(separator: script.glue) }
    }

    @Test(arguments: scripts) func aTextRetoldInItsOrderIsARewrite(_ script: Script) {
        var generator = SeededGenerator(state: 11)
        for _ in 0..<12 {
            let event = Event(script, &generator)
            let origin = event.report(&generator)
            // A retelling may go on with what it has of its own.
            let tail =
                Int.random(in: 0...1, using: &generator) == 0 ? [] : (0..<120).map { _ in script.word(&generator) }
            let texts = [
                (event.joined(origin), "2024-03-01"),
                (event.joined(event.retold(origin, &generator) + tail), "2024-03-02"),
            ]
            // Nothing but the two is needed.
            let links = KinEngine(KinTests.corpus(texts)).links()
            #expect(links.map(\.kind) == [.rewrite])
            #expect(links.first?.copy == 1)
            // What it rests on is told.
            let order = links.first?.order
            #expect(order.map { $0.inPlace <= $0.shared && $0.inPlace > $0.byChance } == true)
        }
    }

    @Test(arguments: scripts) func textsOnOneEventAreNoKin(_ script: Script) {
        var generator = SeededGenerator(state: 12)
        for _ in 0..<6 {
            let event = Event(script, &generator)
            let texts = (0..<6).map { (event.joined(event.report(&generator)), "2024-03-0\($0 + 1)") }
            #expect(KinEngine(KinTests.corpus(texts)).links().isEmpty)
        }
    }

    /// The words of two texts.
    static func words(_ texts: [String]) -> (WordCache, [Range<Int>]) {
        let corpus = KinTests.corpus(texts.map { ($0, nil) })
        var cache = WordCache(corpus, Boilerplate(corpus, masked: []))
        let ranges = texts.indices.map { cache.range(of: $0) }
        return (cache, ranges)
    }

    @Test(arguments: scripts) func chanceGoesAsFarAsItShould(_ script: Script) {
        var generator = SeededGenerator(state: 13)
        var story = StoryOrder()
        var deviations: [Double] = []
        for _ in 0..<60 {
            let event = Event(script, &generator)
            let reports = (0..<2).map { _ in
                event.joined(event.report(&generator, words: Int.random(in: 60...400, using: &generator)))
            }
            let (cache, ranges) = StoryOrderTests.words(reports)
            story.take(cache.words, ranges[0])
            deviations.append(story.agreement(cache.words, ranges[1], []).deviations)
        }
        // The speech stands at one place in each, and counts here as the words it has.
        #expect(deviations.count { $0 < 4.5 } >= 50)
        #expect(deviations.count { abs($0) < 2 } >= 35)
    }

    @Test func oneWordManyTimesTellsNothingOfItsPlace() {
        let text = String(repeating: "word ", count: 200_000)
        let (cache, ranges) = StoryOrderTests.words([text, text + "other "])
        var story = StoryOrder()
        story.take(cache.words, ranges[0])
        #expect(story.agreement(cache.words, ranges[1], []).words.shared == 0)
    }
}
