import ArchivePipeline
import CorpusStore
import EvidenceArchive
import Foundation
import TestSupport
import Testing

/// What every reading command prints of a project of the examples, in each of its forms.
@Suite(.serialized) struct CommandSnapshotTests {
    static let commands: [(name: String, arguments: [String])] = [
        ("families.txt", ["families"]), ("families.json", ["families", "--json"]),
        ("date.txt", ["date", "D10"]), ("date.json", ["date", "D10", "--json"]),
        ("claims.txt", ["claims", "D06"]), ("claims.json", ["claims", "D06", "--json"]),
        ("show.txt", ["show", "D02", "--explain"]), ("show.json", ["show", "D02", "--json"]),
        ("explain.txt", ["explain", "E1"]), ("explain.json", ["explain", "E1", "--json"]),
        ("search.txt", ["search", "delegation"]), ("search.json", ["search", "delegation", "--json"]),
        ("diff.txt", ["diff", "D04", "D05"]), ("diff.json", ["diff", "D04", "D05", "--json"]),
        ("diff.html", ["diff", "D04", "D05", "--html", "OUT"]),
        ("rewordings.txt", ["rewordings"]), ("rewordings.json", ["rewordings", "--json"]),
        ("phrases.txt", ["phrases"]), ("phrases.json", ["phrases", "--json"]),
        ("pair.txt", ["pair", "KP-SY", "--today", "2026-11-29"]), ("pair.json", ["pair", "KP-SY", "--json"]),
        ("pair.md", ["pair", "KP-SY", "--today", "2026-11-29", "--md"]),
        ("pair.html", ["pair", "KP-SY", "--html", "OUT", "--without-captures", "--today", "2026-11-29"]),
        ("help.txt", ["--help"]), ("help-time.txt", ["time", "--help"]), ("help-code.txt", ["code", "--help"]),
        ("help-kin.txt", ["kin", "--help"]), ("help-drift.txt", ["drift", "--help"]),
        ("help-ledger.txt", ["ledger", "--help"]), ("help-read.txt", ["read", "--help"]),
    ]

    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func everyCommandPrintsWhatItDid() throws {
        let scratch = Scratch()
        let made = try project(scratch).project
        let (path, head, time) = (scratch.path + "/p", made.logHead.hash, try made.folder.log.last()?.time ?? "")
        try made.store.close()
        for (name, arguments) in CommandSnapshotTests.commands {
            let out = scratch.path + "/out"
            try? FileManager.default.removeItem(atPath: out)
            var all = arguments.map { $0 == "OUT" ? out : $0 }
            if !name.hasPrefix("help") { all += ["--project", path] }
            let result = try ProgramTests().run(all)
            #expect(result.status == 0, "\(name)")
            var text = result.output
            if arguments.contains("OUT") { text = try String(contentsOfFile: out, encoding: .utf8) }
            text = CommandSnapshotTests.settled(text, folder: scratch.path, head: head)
            if !time.isEmpty { text = text.replacingOccurrences(of: time, with: "TIME") }
            let difference = Snapshot.difference(text, name)
            #expect(difference == nil, "\(difference ?? "")")
        }
    }

    /// A text without what differs from run to run, and without the style sheet.
    private static func settled(_ text: String, folder: String, head: String) -> String {
        var text = text.replacingOccurrences(of: folder, with: "FOLDER")
        for length in [head.count, 16, 12] where length <= head.count {
            text = text.replacingOccurrences(of: String(head.prefix(length)), with: "HEAD")
        }
        if let mark = text.range(of: "id=\"wirekin-digest\">") {
            let end = text.index(mark.upperBound, offsetBy: 64, limitedBy: text.endIndex) ?? text.endIndex
            text.replaceSubrange(mark.upperBound..<end, with: "DIGEST")
        }
        if let start = text.range(of: "<style>"), let end = text.range(of: "</style>") {
            text.replaceSubrange(start.upperBound..<end.lowerBound, with: "")
        }
        return text
    }
}
