import EvidenceArchive
import Foundation
import Synchronization
import Testing
import TextPrimitives

@testable import ArchivePipeline
@testable import CorpusStore
@testable import Exports

/// Writes files of texts and gives their paths.
func files(_ scratch: Scratch, _ texts: [(name: String, text: String)]) throws -> [String] {
    try texts.map { name, text in
        let path = scratch.path + "/" + name
        try FileManager.default.createDirectory(
            atPath: FileAccess.folder(of: path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}

/// A story of some sentences, other for each number.
private func story(_ number: Int) -> String {
    """
    The delegation of Norway arrived in Lusaka on \(number) May 2019 for talks on the river dam.

    Zambia's minister said the two states would sign a treaty in the spring of the next year.

    """
}

@Suite struct NothingStopsAProjectTests {
    @Test(arguments: [8, 9, 12, 30]) func equalPagesStopNothing(count: Int) throws {
        let scratch = Scratch()
        let text = String(repeating: story(3), count: 3)
        let paths = try files(
            scratch, (0..<count).map { ("n\($0).html", "<html><title>\($0)</title><body><p>\(text)</p></body></html>") }
        )
        let (project, added, _, refused) = try project(scratch, paths)
        #expect(added == count && refused.isEmpty)
        #expect(try Collection(project.store).texts.count == 1)
        #expect(try project.verify().findings.isEmpty)
    }

    @Test func aLinkGivenTwiceIsWrittenOnce() throws {
        let scratch = Scratch()
        let store = try CorpusStore(path: scratch.path + "/d.sqlite")
        let link = StoredLink(copy: "a", origin: "b", kind: "same", score: 1, line: "{}", numbers: (2, 1), place: 0)
        try store.changeLinks { tables in
            try tables.insert(link)
            try tables.insert(link)
        }
        #expect(try store.links().count == 1)
    }

    @Test func workThatTakesTooLongIsGivenUpAndTheRestIsDone() {
        let work = BoundedWork<Int, String, String>(
            threads: 2, seconds: 0.2,
            work: { item, report in
                if item == 3 {
                    report("half of 3")
                    // Longer than any test waits; the thread ends by itself.
                    let clock = ThreadClock()
                    while clock.seconds < 3 {}
                }
                return "all of \(item)"
            }, unfinished: { item, part in "\(item): \(part ?? "nothing")" })
        let results = work.run(Array(0..<20))
        #expect(results.count == 20)
        #expect(results[3] == "3: half of 3")
        #expect(results[4] == "all of 4" && results[19] == "all of 19")
    }

    @Test func aPageThatTakesTooLongIsKeptAndSaysSo() throws {
        let scratch = Scratch()
        let path = scratch.path + "/p"
        try ProjectFolder.create(path, by: "test")
        let slow = String(repeating: "Iran accused Egypt of lying. Egypt denied the allegations. ", count: 1_500)
        let paths = try files(scratch, [("slow.txt", slow), ("quick.txt", story(4))])
        // The first page of a process pays for the tables, which the bound of a page is not about.
        let warm = Scratch()
        try ProjectFolder.create(warm.path + "/p", by: "test")
        try Project(path: warm.path + "/p", by: "test").add([paths[1]]) { _ in }
        let project = try Project(path: path, by: "test", secondsPerPage: 0.3)
        var added = 0
        try project.add(paths) { if case .added = $0 { added += 1 } }
        #expect(added == 2)
        let stored = try project.store.articles()
        #expect(stored.map(\.id) == ["slow.txt", "quick.txt"])
        let slowState = try #require(stored.first).state
        #expect(slowState.reason?.contains("more than 0 seconds of processor time") == true)
        // It is told, and is no finding; the next opening does not derive it again.
        #expect(try project.verify().notes.contains { $0.hasPrefix("slow.txt: not ") })
        let findings = try project.verify().findings
        #expect(findings == [])
        try project.store.close()
        let again = try Project(path: path, by: "test", secondsPerPage: 0.3)
        #expect(try again.store.articles().first?.state == slowState)
    }

    @Test func aDatabaseWithItsLogIsReadWhereNothingCanBeWritten() throws {
        let scratch = Scratch()
        let path = scratch.path + "/d.sqlite"
        let store = try CorpusStore(path: path)
        try store.setDerived(entries: 7, hash: "abc")
        // As a run leaves it that is stopped now: what was written stands in the log only.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: scratch.path + "/left.sqlite" + suffix)
        }
        let left = scratch.path + "/left.sqlite"
        let before = try Data(contentsOf: URL(fileURLWithPath: left + "-wal"))
        #expect(!before.isEmpty)
        do {
            let copy = try CorpusStore(copyOf: left)
            #expect(try copy.derived().entries == 7 && copy.access == .reading)
            try copy.close()
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: left + "-wal")) == before)
        #expect(!FileManager.default.fileExists(atPath: left + "-shm"))
        try store.close()
    }

    @Test func aTextBeyondTheBoundIsCodedToThereAndSaysSo() throws {
        let scratch = Scratch()
        let path = scratch.path + "/p"
        try ProjectFolder.create(path, by: "test")
        let long = String(repeating: "It rained in the hills. ", count: Bounds.codedBytes / 24 + 100)
        let paths = try files(
            scratch, [("long.txt", "The minister of Norway arrived in Lusaka.\n\n" + long), ("short.txt", story(4))])
        let project = try Project(path: path, by: "test")
        try project.add(paths) { _ in }
        let stored = try project.store.articles()
        #expect(stored[0].state.reason?.hasPrefix("coded up to byte ") == true)
        #expect(stored[1].state == .whole)
        #expect(try project.verify().findings.isEmpty)
        #expect(try project.verify().notes.contains { $0.hasPrefix("long.txt: coded up to byte ") })
    }

    @Test func aPageCanBeLeftOutAndTakenBack() throws {
        let scratch = Scratch()
        let (project, _, _, _) = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt"])
        let before = try project.store.articles().map(\.line)
        try project.set("D01.txt", field: HandCorrections.leaveOut, value: "yes", why: "a test")
        let collection = try Collection(project.store)
        #expect(collection.pages.map(\.article.id) == ["D03.txt"])
        #expect(collection.rejected.map(\.rejected) == ["left out by hand, log #4: a test"])
        let report = try project.verify()
        #expect(report.findings.isEmpty && report.notes == ["D01.txt: left out by hand, log #4: a test"])
        try project.store.close()
        _ = try Project.rebuild(path: scratch.path + "/p", by: "test")
        let again = try Project(path: scratch.path + "/p", by: "test")
        #expect(try Collection(again.store).pages.map(\.article.id) == ["D03.txt"])
        try again.set("D01.txt", field: HandCorrections.leaveOut, value: nil, why: nil)
        #expect(try again.store.articles().map(\.line) == before)
        #expect(try again.verify().findings.isEmpty)
    }
}

@Suite struct EvidenceTests {
    @Test func aPipeIsRefusedByNameAndHangsNothing() throws {
        let scratch = Scratch()
        let folder = scratch.path + "/in"
        let good = try files(scratch, [("in/good.txt", story(1))])
        for name in ["x", "y.warc"] { #expect(unsafe mkfifo(folder + "/" + name, 0o644) == 0) }
        let result = try project(scratch, [folder])
        #expect(result.added == 1 && good.count == 1)
        #expect(result.refused.count == 2)
        #expect(result.refused.allSatisfy { $0.contains("is a pipe or a device") && $0.hasSuffix(".") })
    }

    @Test func aPipeAmongTheCapturesIsAFinding() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        let capture = project.folder.captures.path(of: try #require(try project.store.articles().first).sha256)
        try FileManager.default.removeItem(atPath: capture)
        #expect(unsafe mkfifo(capture, 0o644) == 0)
        #expect(try project.verify().findings.contains { $0.hasPrefix("D01.txt: ") })
    }

    @Test(arguments: [true, false]) func aLostOrChangedCaptureCanBeGivenBack(isLost: Bool) throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        let capture = project.folder.captures.path(of: try #require(try project.store.articles().first).sha256)
        try FileManager.default.removeItem(atPath: capture)
        if !isLost { try Data("other".utf8).write(to: URL(fileURLWithPath: capture)) }
        #expect(try !project.verify().findings.isEmpty)
        var restored = 0
        try project.add([examples + "/D01.txt"]) { if case .restored("D01.txt", _, _) = $0 { restored += 1 } }
        #expect(restored == 1)
        #expect(try project.verify().findings.isEmpty)
        #expect(try project.folder.log.entries().last?.action == "restore")
    }

    @Test func idsNeverCollide() throws {
        let scratch = Scratch()
        let second = "The second text, of the harbour in Oslo and its pilots.\n"
        let taken = "a.txt~" + Digest.sha256(second).prefix(6)
        let paths = try files(
            scratch,
            [
                ("1/a.txt", "The first text, of the river in Lusaka and its dam.\n"),
                ("2/\(taken)", "The third text, of a road through the hills.\n"), ("3/a.txt", second),
            ])
        let (project, added, _, _) = try project(scratch, paths)
        #expect(added == 3)
        let ids = try project.store.articles().map(\.id)
        #expect(ids == ["a.txt", taken, "a.txt~" + Digest.sha256(second).prefix(8)])
        try project.store.close()
        _ = try Project.rebuild(path: scratch.path + "/p", by: "test")
        #expect(try Project(path: scratch.path + "/p", by: "test").store.articles().map(\.id) == ids)
    }

    @Test func whatAStoppedAddLeftIsNoCapture() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        // Written, and never logged.
        try project.folder.captures.place(Array(story(1).utf8), sha256: Digest.sha256(story(1)))
        #expect(try project.verify().findings.isEmpty)
        // Logged, and never moved to its place.
        let sha = Digest.sha256(story(2))
        try project.folder.captures.place(Array(story(2).utf8), sha256: sha)
        _ = try project.folder.log.append(
            [
                (
                    "add",
                    [JSONMember(name: "id", value: .string("b.txt")), JSONMember(name: "sha256", value: .string(sha))]
                )
            ],
            by: "test", time: Clock.now(), after: project.folder.log.last())
        try project.store.close()
        let again = try Project(path: scratch.path + "/p", by: "test")
        #expect(try again.store.articles().map(\.id) == ["D01.txt", "b.txt"])
        #expect(FileManager.default.fileExists(atPath: again.folder.captures.path(of: sha)))
        #expect(try again.verify().findings.isEmpty)
    }
}

@Suite struct MakingAProjectTests {
    @Test func aProjectWhoseMakingWasStoppedIsGoneOnWith() throws {
        let scratch = Scratch()
        let path = scratch.path + "/p"
        try ProjectFolder.create(path, by: "test")
        try FileManager.default.removeItem(atPath: path + "/wirekin.json")
        let project = try ProjectFolder.create(path, by: "test")
        #expect(try project.log.entries().count == 1)
        #expect(try project.log.verify().isEmpty)
    }

    @Test func twoThatMakeTheSameProjectMakeOne() throws {
        let scratch = Scratch()
        let path = scratch.path + "/p"
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do { try ProjectFolder.createWhenMissing(path, by: "test") } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 }.isEmpty)
        let project = try ProjectFolder.open(path)
        #expect(try project.log.entries().map(\.action) == ["init"])
        #expect(try project.log.verify().isEmpty)
    }

    @Test func aProjectThatIsThereIsNotMadeAgain() throws {
        let scratch = Scratch()
        try ProjectFolder.create(scratch.path + "/p", by: "test")
        #expect(throws: ArchiveError.self) { try ProjectFolder.create(scratch.path + "/p", by: "test") }
    }
}

@Suite struct BytesNotCharactersTests {
    /// Signs that make one Character of themselves and what follows or precedes them.
    static let joiners = ["\u{600}", "\u{110BD}", "\u{D4E}", "\u{301}", "\u{200D}", "\u{E0020}"]

    @Test(arguments: joiners) func noTagGetsThroughIntoAScript(joiner: String) {
        let json = JSONValue.string("\(joiner)</script>\(joiner)<meta>\(joiner)&\(joiner)-->").text
        let safe = HTML.scriptSafe(json)
        for byte in "<>&".utf8 { #expect(!safe.utf8.contains(byte)) }
        #expect((try? JSONParser.parse(Array(safe.utf8)))?.string == (try? JSONParser.parse(Array(json.utf8)))?.string)
    }

    @Test(arguments: joiners) func foldersAreFoundByBytes(joiner: String) {
        #expect(FileAccess.folder(of: "/a/\(joiner)b").unicodeScalars.elementsEqual("/a".unicodeScalars))
        #expect(FileAccess.name(of: "/a/\(joiner)b").unicodeScalars.elementsEqual("\(joiner)b".unicodeScalars))
    }

    @Test(arguments: joiners) func searchWordsAreNoOperators(joiner: String) throws {
        let scratch = Scratch()
        let store = try project(scratch, [examples + "/D01.txt"]).project.store
        for words in ["\"\(joiner) OR a", "a\"\(joiner)b\(joiner)\"", "\(joiner)\""] {
            _ = try store.matches(.phrase(words))
        }
    }
}
