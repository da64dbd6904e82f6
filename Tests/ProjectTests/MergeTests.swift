import CorpusStore
import DocumentModel
import EvidenceArchive
import Foundation
import Testing
import TextPrimitives

@testable import ArchivePipeline

@Suite struct MergeTests {
    private static let stories = (1...6).map { number in
        (
            "in/\(number).txt",
            """
            River talks, part \(number)

            The delegation of Norway arrived in Lusaka on \(number) May 2019 for talks on the dam of river \(number).

            Zambia's minister said on \(number + 10) May 2019 that the two states would sign treaty number \(number).

            """
        )
    }

    private func make(_ scratch: Scratch, _ name: String, _ paths: [String]) throws -> Project {
        let path = scratch.path + "/" + name
        try ProjectFolder.createWhenMissing(path, by: "test")
        let project = try Project(path: path, by: "test")
        try project.add(paths) { _ in }
        return project
    }

    /// What a project shows: texts with their coding, links, corrections, without the numbers of log entries.
    private func shown(_ project: Project) throws -> [String] {
        var lines: [String] = []
        for article in try project.store.articles() {
            lines.append("\(article.id) \(article.textSHA256) \(article.line)")
        }
        for link in try project.store.links() {
            lines.append("\(link.copy) \(link.kind) \(link.origin) \(link.line)")
        }
        for value in try project.store.analystValues() {
            lines.append("\(value.id) \(value.key) \(value.value ?? "-") \(value.why ?? "-")")
        }
        return lines
    }

    @Test func shardsGiveWhatOneProjectGives() throws {
        let scratch = Scratch()
        let paths = try files(scratch, Self.stories)
        // A page that copies one of the other shard.
        let copies = try files(scratch, [("more/copy.txt", Self.stories[0].1 + "\nEnd of the report.\n")])
        let first = try make(scratch, "a", Array(paths[..<3]))
        try first.set("2.txt", field: "outlet", value: "Lusaka Wire", why: "its masthead")
        _ = try make(scratch, "b", Array(paths[3...]) + copies + [paths[1]])
        let whole = try make(scratch, "w", paths + copies)
        try whole.set("2.txt", field: "outlet", value: "Lusaka Wire", why: "its masthead")
        try ProjectFolder.createWhenMissing(scratch.path + "/m", by: "test")
        let merged = try Project(path: scratch.path + "/m", by: "test")
        let report = try merged.merge([scratch.path + "/a", scratch.path + "/b"])
        #expect(report.map(\.added) == [3, 4])
        #expect(report.map(\.known) == [0, 1])
        #expect(report.map(\.decisions) == [1, 0])
        let (found, expected) = (try shown(merged), try shown(whole))
        #expect(found == expected)
        #expect(try !merged.store.links().isEmpty)
        let check = try merged.verify()
        #expect(check.findings.isEmpty, "\(check.findings)")
    }

    @Test func whatIsHeldUnderAnotherNameKeepsItsCorrections() throws {
        let scratch = Scratch()
        let one = try files(scratch, [("x/page.txt", Self.stories[0].1)])
        let two = try files(scratch, [("y/page.txt", Self.stories[1].1)])
        let target = try make(scratch, "t", one)
        let other = try make(scratch, "o", two)
        let number = try #require(try other.store.numbers().first)
        let page = try #require(try Collection(other.store, pages: [number]).pages.first)
        let event = try #require(page.events.first(where: { !$0.actors.isEmpty }))
        let field = HandCorrections.notActor(event.id, event.actors[0].name)
        try other.set("page.txt", field: field, value: "yes", why: nil)
        _ = try target.merge([scratch.path + "/o"])
        let value = try #require(try target.store.analystValues().first)
        #expect(value.id.hasPrefix("page.txt~"))
        let pages = try Collection(target.store).pages
        let held = pages.filter { $0.article.id == value.id }
        let moved = try #require(held.first)
        #expect(moved.analyst.map { $0.isLost } == [false])
        let names = moved.events.filter { $0.id == event.id }.flatMap { $0.actors.map(\.name) }
        #expect(!names.contains(event.actors[0].name))
        #expect(try target.verify().findings.isEmpty)
    }

    @Test func aMergedLogIsChecked() throws {
        let scratch = Scratch()
        _ = try make(scratch, "o", try files(scratch, Array(Self.stories[..<2])))
        let target = try make(scratch, "t", try files(scratch, [Self.stories[4]]))
        _ = try target.merge([scratch.path + "/o"])
        let logs = scratch.path + "/t/logs"
        let name = try #require(try FileAccess.names(in: logs).first)
        let bytes = try FileAccess.read("\(logs)/\(name)")
        for change in ["cut", "edit", "gone"] {
            switch change {
            case "cut":
                let end = try #require(bytes.dropLast().lastIndex(of: 10))
                try Data(bytes[...end]).write(to: URL(fileURLWithPath: "\(logs)/\(name)"))
            case "edit":
                var edited = bytes
                edited[edited.count / 2] ^= 1
                try Data(edited).write(to: URL(fileURLWithPath: "\(logs)/\(name)"))
            default: FileAccess.remove("\(logs)/\(name)")
            }
            #expect(try target.verify().findings.contains { $0.contains("merged log") }, "\(change)")
        }
    }

    @Test func aProjectWhoseLogDoesNotHoldIsRefused() throws {
        let scratch = Scratch()
        _ = try make(scratch, "o", try files(scratch, Array(Self.stories[..<2])))
        let path = scratch.path + "/o/custody.jsonl"
        var bytes = try FileAccess.read(path)
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let target = try make(scratch, "t", try files(scratch, [Self.stories[4]]))
        #expect(throws: ArchiveError.self) { try target.merge([scratch.path + "/o"]) }
        #expect(try target.verify().findings.isEmpty)
    }
}
