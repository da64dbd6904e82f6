import CorpusStore
import EvidenceArchive
import Foundation
import TestSupport
import Testing
import TextPrimitives

@testable import ArchivePipeline
@testable import Exports

/// A project of a few pages with claims, events, a copy and a value set by hand; every forgery gets a copy of it.
private struct ForgedProject {
    let scratch = Scratch()

    init() throws {
        let report = """
            The minister of Norway arrived in Lusaka on 3 May 2019 for talks with the president of Zambia on the river dam.

            Norway's minister said that the two states would sign a treaty. Zambia denied that it had asked for money.

            The envoys of Norway and Zambia met again on 5 May 2019 and signed the treaty on the river dam in Lusaka.

            """
        let paths = try files(
            scratch,
            [
                ("in/a.txt", "Norway and Zambia sign\n\n" + report + "The harbour of Oslo is open.\n"),
                ("in/b.txt", "Treaty signed\n\n" + report),
                (
                    "in/c.txt",
                    "Weather\n\nIt rained in Oslo on 4 May 2019, and the minister of Norway stayed in Lusaka.\n"
                ),
            ])
        let project = try project(scratch, paths).project
        try project.set("a.txt", field: "outlet", value: "The Courier", why: "masthead")
        try project.store.close()
    }

    /// A copy that may be changed.
    func copy(_ number: Int) throws -> String {
        let path = scratch.path + "/copy\(number)"
        try FileManager.default.copyItem(atPath: scratch.path + "/p", toPath: path)
        return path
    }
}

/// How often each kind of forgery is drawn: `WIREKIN_FORGERIES` times, once without it.
private let rounds = ProcessInfo.processInfo.environment["WIREKIN_FORGERIES"].flatMap(Int.init) ?? 1

@Suite struct TamperingTests {
    private func check(_ forgeries: [Forger.Forgery], rounds: Int) throws {
        let original = try ForgedProject()
        #expect(try Project.verify(path: original.scratch.path + "/p").findings.isEmpty)
        var number = 0
        for round in 0..<rounds {
            for forgery in forgeries {
                var generator = SeededGenerator(state: UInt64(round * 1_000 + number))
                let path = try original.copy(number)
                number += 1
                try forgery.edit(path, &generator)
                let findings = try Project.verify(path: path).findings
                #expect(!findings.isEmpty, "\(forgery.name), round \(round)")
                #expect(findings.allSatisfy { !$0.isEmpty && !$0.contains("\n") })
                try? FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test func everyForgeryOfTheLogIsFound() throws { try check(Forger.ofLog, rounds: rounds) }
    @Test func everyForgeryOfTheCapturesIsFound() throws { try check(Forger.ofCaptures, rounds: rounds) }
    @Test func everyForgeryOfTheDatabaseIsFound() throws { try check(Forger.ofDatabase, rounds: 1) }

    @Test func aLogThatIsWrittenAnewWithEverythingElseIsFoundByWhatIsKnownElsewhere() throws {
        let original = try ForgedProject()
        let path = try original.copy(0)
        let known = try Project.verify(path: path)
        let expected = try #require(ExpectedEntry("\(known.logEntries):\(known.logHash)"))
        let cut = try #require(ExpectedEntry("\(known.logEntries):\(known.logHash.prefix(12))"))
        #expect(try Project.verify(path: path, expecting: [expected, cut]).findings.isEmpty)
        var generator = SeededGenerator(state: 1)
        let rewriting = try #require(Forger.ofLog.first { $0.name.hasPrefix("the chain made anew") })
        try rewriting.edit(path, &generator)
        _ = try Project.rebuild(path: path, by: "test")
        #expect(try Project.verify(path: path).findings.isEmpty)
        #expect(try Project.verify(path: path, expecting: [expected]).findings.count == 1)
        #expect(try Project.verify(path: path, expecting: [cut]).findings.count == 1)
    }

    @Test(arguments: ["", "3", "3:", ":abcdef01", "3:abc", "3:xyzxyzxyz", "0:abcdef0123", "3:abcdef01:2"])
    func whatNamesNoEntryIsRefused(text: String) { #expect(ExpectedEntry(text) == nil) }

    @Test func everyFlippedBitThatChangesWhatIsShownIsFound() throws {
        let original = try ForgedProject()
        let plain = try shown(original.scratch.path + "/p")
        var generator = SeededGenerator(state: 7)
        for number in 0..<(12 * rounds) {
            let path = try original.copy(number)
            let file = path + "/derived.sqlite"
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            bytes[100 + generator.below(bytes.count - 100)] ^= UInt8(1 << generator.below(8))
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            let now = (try? shown(path)) ?? ["unreadable"]
            if now != plain { #expect(try !Project.verify(path: path).findings.isEmpty, "flip \(number)") }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// A value of another type, or none where there must be one, ends no command: the reader gets nothing, and verify a finding.
    @Test(arguments: [
        ("article", "size", "x'ff00'"), ("article", "text_sha256", "NULL"), ("article", "body", "NULL"),
        ("article", "segments", "x'c328'"), ("article", "analyser", "'many'"), ("article", "state", "NULL"),
        ("link", "kind", "NULL"), ("link", "score", "'high'"), ("facet", "stances", "NULL"), ("state", "value", "NULL"),
    ])
    func aValueOfAnotherTypeIsAFinding(table: String, column: String, value: String) throws {
        let original = try ForgedProject()
        let path = try original.copy(0)
        // A damaged disk asks no constraint.
        Forger.execute(
            path,
            "PRAGMA writable_schema=1; UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = '\(table)'"
        )
        let before = try Project.verify(path: path).findings
        Forger.execute(path, "UPDATE \(table) SET \(column) = \(value)")
        _ = try? shown(path)
        #expect(try Project.verify(path: path).findings.count > before.count)
    }

    /// A column that has another name in a damaged schema ends no command either.
    @Test(arguments: [
        ("article", "provenance"), ("article", "size"), ("link", "score"), ("facet", "side"), ("state", "value"),
    ])
    func aColumnOfAnotherNameIsAFinding(table: String, column: String) throws {
        let original = try ForgedProject()
        let path = try original.copy(0)
        Forger.execute(
            path,
            "PRAGMA writable_schema=1; UPDATE sqlite_master SET sql = replace(sql, '\(column) ', 'x\(column) ') WHERE name = '\(table)'"
        )
        _ = try? shown(path)
        // A database that cannot be read at all is refused in a sentence.
        #expect(try !Project.verify(path: path).findings.isEmpty)
    }

    private func shown(_ path: String) throws -> [String] {
        let store = try CorpusStore(path: path + "/derived.sqlite", access: .reading)
        let collection = try Collection(store)
        let dossier = Dossier(collection, pair: "NO-ZM")
        return try collection.pages.map { "\($0.article)" } + collection.texts.map { "\($0)" }
            + store.links().map { "\($0)" } + ["\(String(describing: dossier))"]
            + ["Lusaka", "Oslo", "treaty"].map { "\(try store.matches(.phrase($0)))" }
    }

    @Test func everyForgeryOfADossierIsFound() throws {
        let original = try ForgedProject()
        let path = original.scratch.path + "/p"
        let project = try Project(path: path, by: "test", access: .reading)
        let made = try #require(
            try DossierFile.make(
                project.store, pair: "NO-ZM", project: "p", made: String(Clock.now().prefix(10)), log: project.lastEntry
            ))
        #expect(!made.dossier.quotes.isEmpty && !made.dossier.happened.isEmpty)
        #expect(try DossierCheck.against(made.bytes, project.folder, name: "p").findings.isEmpty)
        #expect(DossierCheck.alone(made.bytes).findings.isEmpty)
        let text = String(decoding: made.bytes, as: UTF8.self)
        for forgery in DossierForger.all {
            let forged = Array(forgery.edit(text).utf8)
            #expect(forged != made.bytes, "\(forgery.name) changes nothing")
            #expect(!DossierCheck.alone(forged).findings.isEmpty, "\(forgery.name), alone")
            // Who makes the digest anew is found by the project.
            for file in [forged, anew(forged)] {
                #expect(
                    try !DossierCheck.against(file, project.folder, name: "p").findings.isEmpty,
                    "\(forgery.name), with the project")
            }
        }
    }

    /// The file with its digest made anew, as a forger would.
    private func anew(_ file: [UInt8]) -> [UInt8] {
        guard let place = DossierDigest.places(file).first else { return file }
        var plain = file
        plain.replaceSubrange(place..<(place + 64), with: DossierDigest.zeros)
        return DossierDigest.filled(plain)
    }

    /// Its receiver checks the words in the captures that the file carries, without the project.
    @Test func aDossierThatCarriesItsCapturesIsCheckedAlone() throws {
        let original = try ForgedProject()
        let project = try Project(path: original.scratch.path + "/p", by: "test", access: .reading)
        let made = try #require(
            try DossierFile.make(
                project.store, pair: "NO-ZM", project: "p", made: String(Clock.now().prefix(10)),
                log: project.lastEntry,
                carrying: project.folder))
        let report = DossierCheck.alone(made.bytes)
        #expect(report.findings.isEmpty && report.quotes == made.dossier.quotes.count)
        #expect(try DossierCheck.against(made.bytes, project.folder, name: "p").findings == [])
        let text = String(decoding: made.bytes, as: UTF8.self)
        // A word of a quote, a capture, and a line of the log, each with the digest made anew.
        let start = try #require(text.range(of: "id=\"wirekin-captures\">{\"")).upperBound
        let capture = String(text[text.index(start, offsetBy: 70)..<text.index(start, offsetBy: 90)])
        let quote = try #require(made.dossier.quotes.first).words
        for (old, new) in [
            (quote, String(quote.reversed())), (capture, String(capture.reversed())),
            ("\\\"action\\\":\\\"add\\\"", "\\\"action\\\":\\\"ad\\\""),
        ] {
            let forged = anew(Array(text.replacingOccurrences(of: old, with: new).utf8))
            #expect(forged != made.bytes, "\(old)")
            #expect(!DossierCheck.alone(forged).findings.isEmpty, "\(old)")
        }
    }

    @Test func aDossierStaysTrueWhenTheProjectGrows() throws {
        let original = try ForgedProject()
        let path = original.scratch.path + "/p"
        let project = try Project(path: path, by: "test")
        let made = try #require(
            try DossierFile.make(
                project.store, pair: "NO-ZM", project: "p", made: String(Clock.now().prefix(10)), log: project.lastEntry
            ))
        let more = try files(
            original.scratch, [("in/d.txt", "The envoy of Norway met the president of Zambia on 9 May 2019.\n")])
        try project.add(more) { _ in }
        #expect(try DossierCheck.against(made.bytes, project.folder, name: "p").findings.isEmpty)
    }

    /// A dossier with its texts and events numbered from 1: they are numbered within the collection that it is made from.
    private func numberedAnew(_ page: String) -> String {
        var result = page
        for letter in ["T", "E"] {
            let pattern = try? Regex("\\b\(letter)[0-9]+\\b")
            guard let pattern else { continue }
            let found = Set(result.matches(of: pattern).map { String(result[$0.range]) })
            let sorted = found.sorted { (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0) }
            let ranks = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, "\(letter)#\($0)") })
            result = result.replacing(pattern) { ranks[String(result[$0.range])] ?? "" }
        }
        return result
    }

    @Test func theDossierOfAPairIsThatOfTheWholeCollection() throws {
        let scratch = Scratch()
        let store = try project(scratch).project.store
        let whole = try Collection(store, hasOwnOrder: true)
        var compared = 0
        for pair in ["KP-SY", "CU-US", "IR-KP", "KP-CU", "NO-ZM"] {
            let part = try #require(try PairPages.collection(store, pair: pair))
            let (one, other) = (Dossier(whole, pair: pair), Dossier(part, pair: pair))
            guard let one, let other else { continue }
            let stamp = DossierStamp(one, project: "p", made: "2026-01-01", log: nil)
            let pages = [(one, whole), (other, part)].map { DossierHTML($0, collection: $1).render(stamp) }
            #expect(numberedAnew(pages[0]) == numberedAnew(pages[1]), "\(pair)")
            compared += one.quotes.count
        }
        #expect(compared > 0)
    }
}
