import ArchivePipeline
import CorpusStore
import Testing

/// Links of a collection that grows: what is found bit by bit is what a full run finds.
@Suite struct KinGrowthTests {
    /// Numbers that only look random.
    struct Generator {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    /// Pages of a press that copies, cuts, quotes and retells, between the lines of its outlets.
    ///
    /// - Parameter isCopy: Given a page and that which it copies whole, edited or cut, where both are shown so.
    static func press(_ seed: UInt64, _ count: Int, isCopy: (Int, Int) -> Void = { _, _ in }) -> [StoredArticle] {
        var generator = Generator(state: seed)
        var stories: [[String]] = []
        var notes: [[String]] = []
        return (1...count).map { number in
            func story(_ length: Int) -> [String] { (0..<length).map { _ in "w\(generator.below(900))" } }
            var words = story(60 + generator.below(120))
            if !stories.isEmpty {
                let place = generator.below(stories.count)
                let (other, kind) = (stories[place], generator.below(8))
                let isShown = [number, place + 1].allSatisfy { $0 % 3 != 0 && $0 % 4 != 1 }
                if kind < 3, isShown { isCopy(number, place + 1) }
                switch kind {
                case 0: words = other
                case 1: words = other.map { generator.below(12) == 0 ? "e\(generator.below(900))" : $0 }
                case 2: words = Array(other.prefix(other.count / 2 + 10))
                case 3: words.insert(contentsOf: other.prefix(45), at: words.count / 2)
                case 4:
                    words = stride(from: 0, to: other.count - other.count % 4, by: 4).flatMap {
                        other[$0..<$0 + 4].reversed()
                    }
                default: break
                }
            }
            stories.append(words)
            // A phrase of the day stands in many, and says less of two of them the more there are.
            let phrase = stories[generator.below(min(3, stories.count))]
            words.insert(contentsOf: phrase.prefix(12 + generator.below(14)), at: generator.below(words.count + 1))
            // One story comes often, and outlets come later than others.
            if number % 3 == 0 { words = stories[0] + ["n\(number / 18)"] }
            // Notes of a sentence or two, most of them retold from others.
            if number % 4 == 1 {
                words = story(8 + generator.below(12)).map { "\($0)stem\($0)" }
                if !notes.isEmpty, generator.below(4) > 0 {
                    words = notes[generator.below(notes.count)].map {
                        generator.below(4) > 0 ? $0 + "en" : "w\(generator.below(900))"
                    }
                }
                notes.append(words)
            }
            let outlet = generator.below(1 + number / 25)
            let body = stride(from: 0, to: words.count, by: 30).map { start in
                words[start..<min(start + 30, words.count)].joined(separator: " ")
            }
            let head =
                ["Bulletin \(outlet) of the press"] + (generator.below(2) == 0 ? ["Day \(generator.below(500))"] : [])
            let text = (head + body + ["More of bulletin \(outlet)", "Write to bulletin \(outlet) at its house"])
                .joined(separator: "\n")
            let day = 10 + generator.below(19)
            return StoredArticle(
                id: "p\(number)", number: number, sha256: "\(number)", size: text.utf8.count, title: nil, outlet: nil,
                language: nil, url: nil, text: text, textSHA256: "", published: nil, publishedFrom: nil,
                publishedTo: nil, rejected: nil,
                line: "{\"id\":\"p\(number)\",\"published\":\"2024-03-\(day)\",\"outlet\":\"Bulletin \(outlet)\"}",
                segments: [], leftOut: [], provenance: [], analyser: 1)
        }
    }

    static func store(_ scratch: Scratch, _ name: String) throws -> CorpusStore {
        try CorpusStore(path: scratch.path + "/" + name)
    }

    /// All that is said of links and texts.
    static func said(_ store: CorpusStore) throws -> [String] {
        try store.links().map(\.line)
            + store.facets().map { "\($0.member.page) \($0.member.text) \($0.member.isRoot)" }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func growthFindsWhatAFullRunFinds(_ seed: UInt64) throws {
        let scratch = Scratch()
        let pages = KinGrowthTests.press(seed, 260)
        let growing = try KinGrowthTests.store(scratch, "growing")
        var generator = KinGrowthTests.Generator(state: seed)
        var held = 0
        var grown = 0
        while held < pages.count {
            let next = min(pages.count, held + 1 + generator.below(24))
            try growing.insert(Array(pages[held..<next])) { $0 }
            held = next
            if try KinLinker(growing, smallest: 32).update() == .grown { grown += 1 }
            let whole = try KinGrowthTests.store(scratch, "whole\(held)")
            try whole.insert(Array(pages[..<held])) { $0 }
            #expect(try KinLinker(whole, smallest: 32).update() == .whole)
            #expect(try KinGrowthTests.said(growing) == KinGrowthTests.said(whole), "\(held) pages")
            try whole.close()
        }
        #expect(grown >= 8)
        let links = try growing.links()
        // Most of what is planted is found; of a page cut short the phrase of the day may be most.
        var planted: [[String]] = []
        _ = KinGrowthTests.press(seed, 260) { planted.append(["p\($0)", "p\($1)"]) }
        let found = Set(links.map { Set([$0.copy, $0.origin]) })
        let missed = planted.filter { !found.contains(Set($0)) }
        #expect(planted.count > 20)
        #expect(missed.count * 3 < planted.count, "\(missed) of \(planted.count)")
        #expect(links.count > 150, "\(links.count) links")
        // A note retold by its own outlet within days is a rewording.
        let notes = links.count { link in
            ["rewrite", "rewording"].contains("\(link.kind)")
                && [link.copy, link.origin].allSatisfy { (Int($0.dropFirst()) ?? 0) % 4 == 1 }
        }
        #expect(notes > 10, "\(notes) of \(links.count) links")
    }

    @Test func pagesThatCameBetweenOthersAreLinkedWithAll() throws {
        let scratch = Scratch()
        let pages = KinGrowthTests.press(9, 60)
        let late = try KinGrowthTests.store(scratch, "late")
        try late.insert(pages.filter { $0.number != 20 }) { $0 }
        try KinLinker(late, smallest: 32).update()
        #expect(try KinLinker(late, smallest: 32).update() == .none)
        try late.insert([pages[19]]) { $0 }
        #expect(try KinLinker(late, smallest: 32).update() == .whole)
        let whole = try KinGrowthTests.store(scratch, "whole")
        try whole.insert(pages) { $0 }
        try KinLinker(whole, smallest: 32).update()
        #expect(try KinGrowthTests.said(late) == KinGrowthTests.said(whole))
    }

    @Test func whatAnotherMethodFoundIsFoundAnew() throws {
        let scratch = Scratch()
        let pages = KinGrowthTests.press(4, 62)
        let store = try KinGrowthTests.store(scratch, "kept")
        try store.insert(Array(pages[..<60])) { $0 }
        try KinLinker(store, smallest: 32).update()
        try store.insert([pages[60]]) { $0 }
        #expect(try KinLinker(store, smallest: 32).update() == .grown)
        try store.changeLinks { tables in try tables.setState(.method, Array("1".utf8)) }
        try store.insert([pages[61]]) { $0 }
        #expect(try KinLinker(store, smallest: 32).update() == .whole)
    }
}
