import ArchivePipeline
import CorpusStore
import DocumentModel
import EvidenceArchive
import Exports
import Foundation
import Ledger
import Testing
import TextPrimitives

/// A folder that goes when the test ends.
final class Scratch {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/wirekin-test-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // Captures are read-only files; the folders are not, so all of it can go.
        try? FileManager.default.removeItem(atPath: path)
    }
}

let examples = FileManager.default.currentDirectoryPath + "/Examples"

/// Makes a project and adds some paths; gives what was reported.
func project(_ scratch: Scratch, _ paths: [String] = [examples]) throws -> (
    project: Project, added: Int, known: Int, refused: [String]
) {
    let path = scratch.path + "/p"
    if !FileManager.default.fileExists(atPath: path) { _ = try ProjectFolder.create(path, by: "test") }
    let project = try Project(path: path, by: "test")
    var added = 0
    var known = 0
    var refused: [String] = []
    try project.add(paths) { addition in
        switch addition {
        case .added: added += 1
        case .known, .restored: known += 1
        case .refused(_, let reason): refused.append(reason)
        case .noArticle, .noted: break
        }
    }
    return (project, added, known, refused)
}

@Suite struct ProjectTests {
    @Test func theThreadHolds() throws {
        let scratch = Scratch()
        let (project, added, _, refused) = try project(scratch)
        #expect(added == 13)
        #expect(refused.isEmpty)
        let collection = try Collection(project.store)
        #expect(collection.pages.count >= 12)
        let dossier = try #require(Dossier(collection, pair: "KP-SY"))
        #expect(dossier.pair == ["KP", "SY"])
        #expect(!dossier.happened.isEmpty)
        let report = try project.verify()
        #expect(report.findings.isEmpty)
        #expect(report.quotes > 100)
        let made = try #require(
            try DossierFile.make(
                project.store, pair: "KP-SY", project: "test", made: String(Clock.now().prefix(10)),
                log: project.lastEntry))
        let page = String(decoding: made.bytes, as: UTF8.self)
        let checked = try DossierCheck.against(made.bytes, project.folder, name: "test")
        #expect(checked.findings.isEmpty)
        #expect(checked.quotes == dossier.quotes.count)
        for outside in ["src=\"http", "href=\"http", "url(http", "@import"] { #expect(!page.contains(outside)) }
    }

    @Test func addingAgainChangesNothing() throws {
        let scratch = Scratch()
        let first = try project(scratch)
        let entries = first.project.logHead.entries
        let again = try project(scratch)
        #expect(again.added == 0)
        #expect(again.known == first.added)
        #expect(again.project.logHead.entries == entries)
    }

    @Test func rebuildGivesTheSameRows() throws {
        let scratch = Scratch()
        let first = try project(scratch).project
        let before = try rows(first)
        try first.store.close()
        _ = try Project.rebuild(path: scratch.path + "/p", by: "test")
        let after = try rows(try Project(path: scratch.path + "/p", by: "test"))
        #expect(before == after)
    }

    private func rows(_ project: Project) throws -> [String] {
        try project.store.articles().map { "\($0.number) \($0.id) \($0.line) \($0.segments)" }
            + project.store.links().map(\.line)
    }

    @Test func aChangedCaptureIsFound() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        let article = try #require(try project.store.articles().first)
        let path = project.folder.captures.path(of: article.sha256)
        try FileManager.default.removeItem(atPath: path)
        try Data("changed".utf8).write(to: URL(fileURLWithPath: path))
        let findings = try project.verify().findings
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("D01.txt: capture") == true)
    }

    @Test func aChangedLogIsFound() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt"]).project
        let path = project.folder.log.path
        let log = try String(contentsOfFile: path, encoding: .utf8)
        try log.replacingOccurrences(of: "D01.txt", with: "D99.txt").write(
            toFile: path, atomically: true, encoding: .utf8)
        #expect(try project.folder.log.verify().isEmpty == false)
    }

    @Test func aTornLogTailIsNoLoss() throws {
        let scratch = Scratch()
        let first = try project(scratch, [examples + "/D01.txt"]).project
        let handle = try #require(FileHandle(forWritingAtPath: first.folder.log.path))
        handle.seekToEndOfFile()
        handle.write(Data("{\"n\":3,\"at\":\"20".utf8))
        try handle.close()
        let second = try project(scratch, [examples + "/D03.txt"])
        #expect(second.added == 1)
        #expect(try second.project.folder.log.verify().isEmpty)
        #expect(try second.project.store.articles().count == 2)
    }

    @Test func theAnalystsLayerStandsBeside() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        try project.set("D01.txt", field: "outlet", value: "The Courier", why: "masthead")
        let page = try #require(try Collection(project.store).pages.first)
        #expect(page.analyst.map(\.value) == ["The Courier"])
        #expect(page.fields.outlet == nil)
        try project.set("D01.txt", field: "outlet", value: nil, why: nil)
        #expect(try Collection(project.store).pages.first?.analyst.isEmpty == true)
        #expect(try project.folder.log.verify().isEmpty)
    }

    @Test func searchFindsWordsAndIsSafe() throws {
        let scratch = Scratch()
        let store = try project(scratch).project.store
        let index = try ProjectIndex(store)
        var query = SearchQuery()
        query.words = "embargo Cuba"
        #expect(try !SearchView(query, index, store).hits.isEmpty)
        for hostile in ["\"", "a OR", "*", "NEAR(", "title:x AND (", "'; DROP TABLE article;--", "\u{0}"] {
            query.words = hostile
            _ = try SearchView(query, index, store)
        }
        var pair = SearchQuery()
        pair.words = "delegation"
        pair.pair = ["PRK", "SYR"]
        let found = try SearchView(pair, index, store).hits.map(\.head.id)
        #expect(found.allSatisfy { ["D04.txt", "D05.html", "D06.txt"].contains($0) })
    }

    @Test func facetsAddUpInPagesAndInTexts() throws {
        let scratch = Scratch()
        let store = try project(scratch).project.store
        let result = try ProjectIndex(store).search(SearchQuery(), in: store)
        #expect(result.pages > 0 && result.texts < result.pages)
        for counts in [result.outlets, result.languages, result.sides, result.years, result.precisions] {
            #expect(counts.reduce(0) { $0 + $1.pages } == result.pages)
            #expect(counts.reduce(0) { $0 + $1.texts } == result.texts)
        }
        #expect(result.found.flatMap(\.pages).count == result.pages)
    }

    @Test func noPageViewScansATable() throws {
        let scratch = Scratch()
        let store = try project(scratch).project.store
        for (statement, plan) in try store.queryPlans() {
            #expect(
                plan.allSatisfy {
                    !$0.hasPrefix("SCAN") || $0.contains("VIRTUAL TABLE INDEX") || $0.contains("facet_anniversaries")
                }, "\(statement)")
        }
    }
}

@Suite struct BadInputTests {
    @Test func eachBadFileIsNamedAndTheOthersAreAdded() throws {
        let scratch = Scratch()
        let folder = scratch.path + "/in"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder + "/empty.txt"))
        try Data([0, 1, 2, 3, 0, 255]).write(to: URL(fileURLWithPath: folder + "/binary.html"))
        try Data([0x41, 0xFF, 0xFE, 0x80, 0x20, 0x42]).write(to: URL(fileURLWithPath: folder + "/broken.txt"))
        try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: folder)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/gone.txt", withDestinationPath: folder + "/nothing")
        try FileManager.default.copyItem(atPath: examples + "/D01.txt", toPath: folder + "/good.txt")
        try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]).write(to: URL(fileURLWithPath: folder + "/torn.html.gz"))
        try Data(repeating: UInt8(ascii: "a"), count: 100_000_000).write(
            to: URL(fileURLWithPath: folder + "/huge.txt"))
        let result = try project(scratch, [folder, scratch.path + "/missing"])
        #expect(result.added == 2)
        #expect(result.refused.count == 6)
        for name in ["empty.txt", "binary.html", "gone.txt", "torn.html.gz", "huge.txt", "missing"] {
            #expect(result.refused.contains { $0.contains(name) && $0.hasSuffix(".") }, "\(name)")
        }
    }

    @Test func aLongLineIsTaken() throws {
        let scratch = Scratch()
        let path = scratch.path + "/long.txt"
        try Data(repeating: UInt8(ascii: "a"), count: 5_000_000).write(to: URL(fileURLWithPath: path))
        #expect(try project(scratch, [path]).added == 1)
    }

    @Test func aNewerProjectIsRefused() throws {
        let scratch = Scratch()
        let made = try project(scratch, [examples + "/D01.txt"]).project
        try made.store.close()
        try Data("{\"format\":\"wirekin project\",\"version\":99}".utf8).write(
            to: URL(fileURLWithPath: scratch.path + "/p/wirekin.json"))
        #expect(throws: ArchiveError.self) { try Project(path: scratch.path + "/p", by: "test") }
    }

    @Test func aFolderWithoutAProjectIsNamed() {
        #expect(throws: ArchiveError.self) { try Project(path: "/nowhere/at/all", by: "test") }
    }
}

@Suite(.serialized) struct ProgramTests {

    @discardableResult
    func run(_ arguments: [String], input: String? = nil, killAfter: Double? = nil, withErrors: Bool = false) throws -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProgramTests.executable)
        process.arguments = arguments
        let file = FileManager.default.temporaryDirectory.path + "/out-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        let out = FileHandle(forWritingAtPath: file)
        process.standardOutput = out
        process.standardError = withErrors ? out : FileHandle.nullDevice
        process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
        try process.run()
        if let killAfter {
            Thread.sleep(forTimeInterval: killAfter)
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(atPath: file) }
        return (process.terminationStatus, (try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
    }

    static var executable: String {
        let folder = FileManager.default.currentDirectoryPath + "/.build/debug"
        return folder + "/wirekin"
    }

    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: executable) }

    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func exitStatusesAreAsDocumented() throws {
        let scratch = Scratch()
        #expect(try run(["--help"]).status == 0)
        #expect(try run(["no-such-command"]).status == 2)
        #expect(try run(["families", "--project", scratch.path + "/none"]).status == 2)
        #expect(try run(["add", "--project", scratch.path + "/p", examples + "/D01.txt"]).status == 0)
        #expect(try run(["add", "--project", scratch.path + "/p", scratch.path + "/missing.txt"]).status == 3)
        #expect(try run(["pair", "XX-YY", "--project", scratch.path + "/p"]).status == 2)
        #expect(try run(["date", "nothing", "--project", scratch.path + "/p"]).status == 2)
        #expect(try run(["verify", "--project", scratch.path + "/p"]).status == 0)
    }

    /// Wrong words get a sentence that names the right ones.
    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func whatWasMeantIsSaid() throws {
        let scratch = Scratch()
        try run(["add", "--project", scratch.path + "/p", examples])
        for (arguments, status, words) in [
            (["familes"], 2, "did you mean “families”"), (["help", "nosuch"], 2, "no command “nosuch”"),
            (["pairs", "--project", scratch.path], 2, "--project \(scratch.path)/p"),
            (["pair", "Korea-Syria", "--project", scratch.path + "/p"], 2, "KP-SY or KR-SY"),
            (["set", "D01", "--undo", "outlet", "--project", scratch.path + "/p"], 2, "--unset"),
            (["families", "--limit=-1", "--project", scratch.path + "/p"], 2, "below 0"),
            (["init", scratch.path + "/p"], 2, "already") , (["search", "colour:red", "--project", scratch.path + "/p"], 0, "no field"),
            (["pair", "--project", scratch.path + "/p"], 0, "KP-SY"), (["families", "T2", "--project", scratch.path + "/p"], 0, "T2"),
            (["pair", "KP-SY", "--csv", "--project", scratch.path + "/p"], 0, "event,when,from,to"),
            (["pair", "KP-SY", "--plain", "--type", "visit", "--project", scratch.path + "/p"], 0, "visit"),
            (["set", "D01", "D03", "--tag", "to check", "--dry-run", "--project", scratch.path + "/p"], 0, "would be: D03"),
            (["add", "--dry-run", "--project", scratch.path + "/p", examples + "/D01.txt"], 0, "nothing was written"),
        ] as [([String], Int32, String)] {
            let result = try run(arguments, withErrors: true)
            #expect(result.status == status, "\(arguments)")
            #expect(result.output.contains(words), "\(arguments): \(result.output.suffix(300))")
        }
    }

    /// The commands of the README run as printed, in their order, to the end.
    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func theCommandsOfTheReadmeRun() throws {
        let scratch = Scratch()
        try FileManager.default.createDirectory(atPath: scratch.path + "/pages", withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: examples) where name.hasSuffix(".html") {
            try FileManager.default.copyItem(atPath: examples + "/" + name, toPath: scratch.path + "/pages/" + name)
        }
        let readme = try String(contentsOfFile: FileManager.default.currentDirectoryPath + "/README.md", encoding: .utf8)
        let block = try #require(readme.components(separatedBy: "## Five commands").last?.components(separatedBy: "```").dropFirst().first)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", block]
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        let folder = URL(fileURLWithPath: ProgramTests.executable).deletingLastPathComponent().path
        process.environment = ["PATH": folder + ":/usr/bin:/bin", "HOME": scratch.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for words in ["A misplaced denial", "made a project", "added", "wrote dossier.html", "ok  "] {
            #expect(output.contains(words), "\(words)")
        }
    }

    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func nothingAcknowledgedIsLostWhenKilled() throws {
        for milliseconds in [20, 60, 120, 250, 500, 900] {
            let scratch = Scratch()
            let path = scratch.path + "/p"
            try run(["init", path])
            let (_, output) = try run(
                ["add", "--jsonl", "--project", path, examples], killAfter: Double(milliseconds) / 1000)
            let acknowledged = output.split(separator: "\n").filter { $0.contains("\"added\"") && $0.hasSuffix("}") }
                .count
            let project = try Project(path: path, by: "test")
            #expect(try project.store.articles().count >= acknowledged)
            #expect(try project.verify().findings.isEmpty)
            try project.store.close()
        }
    }

    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func driftDoesNotDependOnTheSeedOfHashes() throws {
        let scratch = Scratch()
        // Many sentences that share words of every frequency: their weights are halves, thirds, sevenths.
        let words = [
            "dam", "river", "treaty", "port", "road", "harbour", "pilot", "envoy", "minister", "border", "bridge",
        ]
        func text(_ step: Int) -> String {
            (1...24).map { sentence in
                let told = (1...5).map { words[(sentence * step + $0 * $0) % words.count] }
                return
                    "In \(1980 + sentence % 7) the \(told.joined(separator: " and the ")) of \(sentence % 5 + 2) states were told of."
            }.joined(separator: " ")
        }
        let line = JSONValue.pairs([
            "id": .string("a-b"),
            "parent": .pairs(["id": .string("a"), "text": .string(text(3))]),
            "child": .pairs(["id": .string("b"), "text": .string(text(4))]),
        ]).text
        let path = scratch.path + "/pairs.jsonl"
        try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: path))
        // Each run has another seed.
        let outputs = try (0..<12).map { _ in try run(["drift"], input: path).output }
        #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
    }

    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func filtersAreDeterministicAndForgiving() throws {
        let first = try run(["read"] + ["D01.txt", "D02.html", "D04.txt"].map { examples + "/" + $0 })
        let second = try run(["read"] + ["D01.txt", "D02.html", "D04.txt"].map { examples + "/" + $0 })
        #expect(first.status == 0)
        #expect(first.output == second.output)
        #expect(first.output.split(separator: "\n").count == 3)
    }
}
