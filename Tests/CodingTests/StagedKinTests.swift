import NewsAnalysis
import TestSupport
import Testing
import TextPrimitives

/// Runs steps over parts of a collection, with arrays as shuffles.
enum StagedRun {
    /// The lines that a step makes of some.
    static func run(_ name: String, _ values: [StepValue], _ lines: [String]) throws -> [String] {
        let step = try #require(Stages.step(name))
        return String(decoding: try bytes(step, values, lines), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static func bytes(_ step: any StageStep.Type, _ values: [StepValue], _ lines: [String]) throws -> [UInt8] {
        func take<Some: StageStep>(_ type: Some.Type) throws -> [UInt8] {
            var step = try type.init(values)
            var written: [UInt8] = []
            var output = StepOutput { written += $0 }
            for line in lines {
                let bytes = Array(line.utf8)
                try step.add(bytes, 0..<bytes.count, &output)
            }
            try step.finish(&output)
            output.flush()
            return written
        }
        return try take(step)
    }

    /// Lines that come together, by what stands behind their channel.
    static func shuffled(_ lines: [String], _ channel: String) -> [[String]] {
        var parts: [String: [String]] = [:]
        for line in lines where line.hasPrefix(channel + "\t") {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            // Neither the order of parts nor that of lines may matter.
            parts[String(fields[1]), default: []].insert(line, at: 0)
        }
        return Array(parts.values)
    }

    /// The links and families of documents by their steps.
    static func kin(_ documents: [String], _ ranges: Int) throws -> (links: [String], families: [String]) {
        let number = StepValue.number(ranges)
        let count = StepValue.number(documents.count)
        var parts: [[String]] = Array(repeating: [], count: ranges)
        for (index, document) in documents.enumerated() { parts[index % ranges].append(document) }
        func each(_ name: String, _ values: [StepValue], _ parts: [[String]]) throws -> [String] {
            try parts.flatMap { try run(name, values, $0) }
        }
        let records = try each("kin lines", [number], parts)
        let masked = try each("kin boilerplate", [], shuffled(records, "records"))
        let boilerplate = StepValue.file(Array(masked.joined(separator: "\n").utf8))
        let sample = try each("kin sample", [count], parts)
        let counter = try #require(Stages.step("kin counts"))
        let counts = StepValue.file(try bytes(counter, [count], sample))
        let signatures = try each("kin sign", [number, boilerplate], parts)
        let groups = try each("kin groups", [number], shuffled(signatures, "signature"))
        let shares = try each("kin pair", [number], shuffled(groups, "entries"))
        let pairs = try each("kin candidates", [], shuffled(shares, "shares"))
        let buckets = shuffled(
            try run("kin buckets", [.number(max(1, pairs.count / min(ranges, 6)))], pairs), "compare")
        let texts = Dictionary(uniqueKeysWithValues: try documents.map { (try id($0), $0) })
        var verified: [String] = []
        for bucket in buckets {
            let keys = Set(bucket.flatMap { $0.split(separator: "\t").dropFirst(2).map(String.init) })
            let held = groups.filter { line in
                line.hasPrefix("group\t") && keys.contains(String(line.split(separator: "\t")[1]))
            }
            var needed: Set<String> = []
            for line in held {
                let json = try JSONParser.parse(Array(line.split(separator: "\t", maxSplits: 2)[2].utf8))
                needed.formUnion((json["members"]?.array ?? []).compactMap(\.string))
                needed.insert(json["representative"]?.string ?? "")
            }
            verified += try run("kin verify", [boilerplate, counts], bucket + held + needed.compactMap { texts[$0] })
        }
        let links = try run("kin links", [], groups + verified)
        return (links, try run("kin families", [], links + documents))
    }

    static func id(_ line: String) throws -> String {
        try #require(JSONParser.parse(Array(line.utf8))["id"]?.string)
    }
}

/// Pages of several outlets: reports, their copies of every kind, notices of one form, short texts, what outlets put around.
struct GeneratedPress {
    var generator: SeededGenerator
    private var number = 0
    private let words: [String]

    init(_ seed: UInt64) {
        generator = SeededGenerator(state: seed)
        let syllables = ["ka", "ro", "mi", "tel", "dun", "sha", "ver", "lo", "bri", "zan", "qu", "hep", "wy", "gol"]
        words = syllables.flatMap { one in syllables.map { one + $0 } } + ["the", "of", "and", "мир", "会", "談", "“so”"]
    }

    mutating func pick<Element>(_ list: [Element], _ other: Element) -> Element {
        list.randomElement(using: &generator) ?? other
    }

    mutating func text(_ count: Int) -> [String] {
        (0..<count).map { index in
            var word = pick(words, "the")
            if Int.random(in: 0..<9, using: &generator) == 0 { word = word.prefix(1).uppercased() + word.dropFirst() }
            return index % 13 == 12 ? word + "." : word
        }
    }

    mutating func notice() -> [String] {
        let (person, place, days) = (text(2), text(1), Int.random(in: 2...99, using: &generator))
        return """
            The president of the assembly received a message of greeting from \(person.joined(separator: " ")). The message said that \
            on the \(days)th day of the founding of \(place[0]) the head of state extends warm congratulations to the people and \
            wishes them great success in their work for the prosperity of the country in the years ahead of all of them.
            """.split(separator: " ").map(String.init)
    }

    /// Lines as `wirekin read` gives them, ascending by id.
    mutating func pages(_ count: Int) -> [String] {
        let outlets = (0..<5).map { "Paper \($0)" }
        let frames = outlets.map { _ in (text(14).joined(separator: " "), text(20).joined(separator: " ")) }
        var bodies: [[String]] = []
        var written: [(lines: [String], outlet: Int, date: String)] = []
        return (0..<count).map { number in
            var body = text(Int.random(in: 5...220, using: &generator))
            let other = bodies.randomElement(using: &generator) ?? body
            switch Int.random(in: 0..<12, using: &generator) {
            case 0, 1: body = other
            case 2: body = other.map { Int.random(in: 0..<9, using: &generator) == 0 ? "new" + $0 : $0 }
            case 3: body = text(60) + other.prefix(60) + text(40)
            case 4: body = Array(other.dropFirst(other.count / 3))
            case 5: body = other.reversed()
            case 6: body = text(12)
            case 7: body = other.prefix(16).map { Int.random(in: 0..<4, using: &generator) == 0 ? $0 + "en" : $0 }
            case 8, 9: body = notice()
            default: break
            }
            bodies.append(body)
            var outlet = Int.random(in: 0..<5, using: &generator)
            var lines = [text(6).joined(separator: " ")]
            if number % 3 != 0 { lines.append(frames[outlet].0) }
            lines += stride(from: 0, to: body.count, by: 40).map {
                body[$0..<min(body.count, $0 + 40)].joined(separator: " ")
            }
            if number % 4 != 0 { lines.append(frames[outlet].1) }
            if number % 5 == 0 { lines.removeFirst() }
            let month = 1 + number % 12
            var date = "2024-\(month < 10 ? "0" : "")\(month)-1\(number % 10)" + (number % 2 == 0 ? "" : "T10:30:00Z")
            let earlier = written.randomElement(using: &generator)
            if let earlier, number % 9 == 4 { lines = earlier.lines }
            if let earlier, number % 9 == 5 {
                // The outlet's second wording of the day.
                (outlet, date) = (earlier.outlet, earlier.date)
                lines = earlier.lines.map { line in
                    line.split(separator: " ").map {
                        Int.random(in: 0..<3, using: &generator) == 0 ? pick(words, "a") : String($0)
                    }
                    .joined(separator: " ")
                }
            }
            written.append((lines, outlet, date))
            var members: [JSONMember] = [
                JSONMember(name: "id", value: .string("p\(1_000 + number)é")),
                JSONMember(name: "text", value: .string(lines.joined(separator: "\n"))),
            ]
            if number % 7 != 0 { members.append(JSONMember(name: "outlet", value: .string(outlets[outlet]))) }
            if number % 6 != 0 { members.append(JSONMember(name: "published", value: .string(date))) }
            if number % 11 == 0 {
                members.append(JSONMember(name: "via", value: .array([.pairs(["name": .string(outlets[number % 5])])])))
            }
            return JSONValue.object(members).text
        }
    }
}

@Suite struct StagedKinTests {
    static let pages: [String] = {
        var press = GeneratedPress(11)
        return press.pages(320)
    }()

    static let once = Result { try whole(pages) }

    static func whole(_ documents: [String]) throws -> (links: [String], families: [String]) {
        var filter = KinFilter()
        for line in documents { #expect(filter.add(try JSONLine(Array(line.utf8)))) }
        let links = filter.links()
        return (links.map { String(decoding: filter.json($0), as: UTF8.self) }, filter.families(links).map(\.text))
    }

    @Test(arguments: [1, 4, 16, 64])
    func stepsGiveWhatTheWholeRunGives(_ ranges: Int) throws {
        let whole = try StagedKinTests.once.get()
        let kinds = Set(whole.links.compactMap { line in try? JSONParser.parse(Array(line.utf8))["kind"]?.string })
        #expect(kinds == ["same", "reprint", "excerpt", "rewrite", "rewording"])
        let staged = try StagedRun.kin(StagedKinTests.pages, ranges)
        #expect(staged.links == whole.links)
        #expect(staged.families == whole.families)
    }

    @Test func nothingGivesNothing() throws {
        let staged = try StagedRun.kin([], 4)
        #expect(staged.links.isEmpty && staged.families.isEmpty)
    }

    @Test(arguments: [
        ("kin boilerplate", "records\t0\t*"), ("kin boilerplate", "records\t0\tAAAA"),
        ("kin groups", "signature\t0\t{}"),
        ("kin pair", "entries\t0\tAAAAAAAAAAABAAAA"), ("kin candidates", "shares\t0\tAAAA"),
        ("kin buckets", "pair\t1\tx"),
        ("kin links", "link\t0\t1 2\t{\"copy\":\"a\",\"origin\":\"b\"}"),
        ("kin families", "{\"copy\":\"a\",\"origin\":\"b\"}"),
        ("kin families", "{\"id\":\"a\"}\n{\"id\":\"a\"}"), ("kin candidates", "pair\t1\t2"),
    ])
    func whatIsBrokenEndsTheStep(_ name: String, _ lines: String) throws {
        let values: [StepValue] = ["kin groups", "kin pair", "kin buckets"].contains(name) ? [.number(4)] : []
        #expect(throws: StepFault.self) {
            try StagedRun.run(name, values, lines.split(separator: "\n").map(String.init))
        }
    }

    @Test func aTextThatIsMissingEndsTheStep() throws {
        let counter = try #require(Stages.step("kin counts"))
        let counts = StepValue.file(try StagedRun.bytes(counter, [.number(0)], []))
        #expect(throws: StepFault.self) {
            try StagedRun.run(
                "kin verify", [.file([]), counts],
                [
                    "compare\t0\t1\t2", #"group\#t1\#t{"representative":"a","members":["a"],"size":1}"#,
                    #"group\#t2\#t{"representative":"b","members":["b"],"size":1}"#, #"{"id":"a","text":"one"}"#,
                ])
        }
    }
}

@Suite struct StagedLedgerTests {
    /// Coded reports of a few states over two years: copies, denials, visits with their talks.
    static func documents(_ count: Int, _ seed: UInt64) throws -> [String] {
        var generator = SeededGenerator(state: seed)
        let states = ["France", "Japan", "Egypt", "Norway", "Cuba", "Mongolia"]
        let months = ["January", "March", "May", "August", "November"]
        var texts: [String] = []
        return try (0..<count).map { number in
            func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }
            let (one, other, third) = (pick(states), pick(states), pick(states))
            let date =
                "\(Int.random(in: 1...28, using: &generator)) \(pick(months)) 202\(Int.random(in: 1...2, using: &generator))"
            var text = ""
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                text +=
                    [
                        "The foreign minister of \(one) visited \(other) on \(date) and held talks with the president of \(other). ",
                        "\(one) condemned \(third) on Monday for the expulsion of its ambassador. ",
                        "The foreign ministry of \(one) said that \(other) had attacked \(third) on \(date). The foreign ministry of \(other) denied that \(other) had attacked \(third) on \(date). ",
                        "\(third) and \(one) signed an agreement on fisheries on \(date). ",
                        "\(other) sold missiles to \(third), the government of \(one) said. \(other) denied that it sold missiles to \(third). ",
                    ].randomElement(using: &generator) ?? ""
            }
            // What makes it long enough to be copied.
            text += (0..<40).map { "word\(number)x\($0)" }.joined(separator: " ") + "."
            if number % 4 == 3, let copied = texts.randomElement(using: &generator) { text = copied }
            texts.append(text)
            let line = JSONValue.pairs([
                "id": .string("d\(1_000 + number)"), "text": .string(text), "outlet": .string("Paper \(number % 7)"),
                "published": .string("202\(1 + number % 2)-0\(1 + number % 9)-1\(number % 10)"),
            ]).text
            let timed = try TimeFilter.run(JSONLine(Array(line.utf8)), [])
            return String(decoding: try CodeFilter.run(JSONLine(timed), []), as: UTF8.self)
        }
    }

    @Test(arguments: [1, 4, 16, 64])
    func stepsGiveWhatTheWholeRunGives(_ ranges: Int) throws {
        let documents = try StagedLedgerTests.documents(150, 5)
        var whole = LedgerFilter()
        for line in documents { #expect(whole.add(try JSONLine(Array(line.utf8)))) }
        let expected = whole.lines().map(\.text)
        #expect(expected.count > 100)
        #expect(expected.contains { !$0.contains("\"denied_by\":[]") })
        #expect(expected.contains { !$0.contains("\"part_of\":null") })
        var families: [String: String] = [:]
        for line in try StagedRun.kin(documents, ranges).families {
            let family = try JSONParser.parse(Array(line.utf8))
            let members = (family["texts"]?.array ?? []).flatMap { $0.array.compactMap(\.string) }
            for member in members { families[member] = members[0] }
        }
        var parts: [Int: [String]] = [:]
        for line in documents {
            let id = try StagedRun.id(line)
            let family = families[id] ?? id
            parts[family.utf8.reduce(0) { ($0 * 31 + Int($1)) % ranges }, default: []].insert(
                "text\t\(family)\t\(line)", at: 0)
        }
        let reports = try parts.values.flatMap { try StagedRun.run("ledger split", [.number(ranges)], $0) }
        let events = try StagedRun.shuffled(reports, "report").flatMap { try StagedRun.run("ledger world", [], $0) }
        let denials = reports.reversed().filter { $0.hasPrefix("denial") }
        #expect(try StagedRun.run("ledger events", [], denials + events) == expected)
    }
}
