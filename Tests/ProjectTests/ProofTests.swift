import Foundation
import TestSupport
import Testing

@testable import ArchivePipeline
@testable import EvidenceArchive

@Suite struct ProofTests {
    private func lines(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("line \($0)".utf8) } }

    @Test func rootsAreThoseOfTheStandard() {
        // The known answers for the leaves of RFC 6962's first implementation.
        let leaves: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F],
        ]
        let tree = LogTree(lines: leaves)
        #expect(tree.root(of: 1) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(tree.root(of: 2) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
        #expect(tree.root(of: 8) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        #expect(tree.root(of: 0) == nil && tree.root(of: 9) == nil)
    }

    @Test func everyEntryIsProvenInEveryLogAndNothingElse() throws {
        let all = lines(21)
        let tree = LogTree(lines: all)
        for entries in 1...21 {
            for entry in 1...entries {
                let proof = try #require(tree.inclusion(of: entry, line: all[entry - 1], in: entries))
                #expect(proof.problem == nil, "\(entry) of \(entries)")
                #expect(LogProof(proof.file) == proof)
                var other = proof
                other.kind = .inclusion(entry: entry, line: Array("another".utf8))
                #expect(other.problem != nil)
                if !proof.steps.isEmpty {
                    var other = proof
                    other.steps[0].side = other.steps[0].side == .left ? .right : .left
                    #expect(other.problem != nil)
                    other = proof
                    other.steps.removeLast()
                    #expect(other.problem != nil)
                }
            }
            for old in 1...entries {
                let proof = try #require(tree.consistency(from: old, to: entries))
                #expect(proof.problem == nil, "\(old) to \(entries)")
                #expect(LogProof(proof.file) == proof)
                var other = proof
                other.kind = .consistency(entries: old, root: String(repeating: "0", count: 64))
                #expect(other.problem != nil)
                other = proof
                other.entries += 1
                #expect(old == entries || other.problem != nil || other.steps.map(\.side) == proof.steps.map(\.side))
            }
        }
        #expect(tree.consistency(from: 0, to: 3) == nil && tree.consistency(from: 4, to: 3) == nil)
        #expect(tree.inclusion(of: 22, line: [], in: 22) == nil)
    }

    @Test func everyChangedByteOfAProofIsFound() throws {
        let all = lines(13)
        let tree = LogTree(lines: all)
        for proof in [tree.inclusion(of: 6, line: all[5], in: 13), tree.consistency(from: 6, to: 13)] {
            let file = try #require(proof).file
            for place in file.indices {
                var changed = file
                changed[place] ^= 1
                let read = LogProof(changed)
                // What is still a proof is one of the same thing: the number of all entries is the root's to know.
                if let read, read.problem == nil {
                    #expect(read.kind == proof?.kind && read.root == proof?.root, "byte \(place)")
                }
            }
        }
    }

    @Test func aLogIsCheckedAgainstTheRootOfItsTree() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt"]).project
        let report = try project.verify()
        #expect(report.logTree.count == 64)
        let root = try #require(ExpectedEntry("\(report.logEntries):\(report.logTree)"))
        #expect(try project.verify(expecting: [root]).findings.isEmpty)
        try project.add([examples + "/D04.txt"]) { _ in }
        #expect(try project.verify(expecting: [root]).findings.isEmpty)
        let other = try #require(ExpectedEntry("\(report.logEntries - 1):\(report.logTree)"))
        #expect(try project.verify(expecting: [other]).findings.count == 1)
    }

    @Test func aHeadWithoutATreeStillHolds() throws {
        let scratch = Scratch()
        let project = try project(scratch, [examples + "/D01.txt"]).project
        let seals = Seals(project.folder)
        let last = try #require(project.lastEntry)
        let old = try seals.write(last, tree: nil)
        #expect(try project.verify().findings.isEmpty)
        // A head that is there is not written anew: it may be signed already.
        #expect(try seals.write(last, tree: LogTree(project.folder.log).root(of: last.number)).bytes == old.bytes)
        try FileManager.default.removeItem(atPath: old.path)
        _ = try seals.write(last, tree: String(repeating: "0", count: 64))
        #expect(try !project.verify().findings.isEmpty)
    }

    /// What `Documentation/Proofs.md` says to do, done.
    @Test(.enabled(if: ProgramTests.isBuilt, "the program is not built in .build/debug"))
    func theDocumentedStepsWork() throws {
        let scratch = Scratch()
        _ = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt", examples + "/D04.txt"])
        try FileManager.default.moveItem(atPath: scratch.path + "/p", toPath: scratch.path + "/project")
        let text = try String(
            contentsOfFile: FileManager.default.currentDirectoryPath + "/Documentation/Proofs.md", encoding: .utf8)
        let start = try #require(text.range(of: "```bash\n"))
        let end = try #require(text[start.upperBound...].range(of: "```"))
        let script = String(text[start.upperBound..<end.lowerBound])
        func run(_ script: String) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", script]
            process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
            let folder = (ProgramTests.executable as NSString).deletingLastPathComponent
            process.environment = ["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: output, as: UTF8.self))
        }
        let root = try Project.verify(path: scratch.path + "/project").logTree
        let good = try run(script)
        #expect(good.status == 0)
        #expect(good.output.contains("entry 3 is in the log with the root \(root)"))
        #expect(good.output.contains("the log with the root \(root) begins with the log with the root "))
        // A proof with another line, and one with another step.
        let edit = "sed -i 's/\"action\":\"add\"/\"action\":\"sat\"/' entry-3.proof"
        let bad = try run(script.replacingOccurrences(of: "leaf() {", with: edit + "\nleaf() {"))
        #expect(bad.status == 1 && bad.output.contains("the line is not that of the leaf"))
        let other = try run(
            script.replacingOccurrences(of: "leaf() {", with: "sed -i '/^right: /d' since-2.proof\nleaf() {"))
        #expect(other.status == 1 && other.output.contains("do not lead to the root"))
    }
}
