import CorpusStore
import Foundation
import TestSupport
import Testing
import TextPrimitives

@testable import ArchivePipeline
@testable import EvidenceArchive
@testable import Exports

/// A sealed project of files and a page of a web archive, and its bundle.
struct BundledProject {
    let scratch = Scratch()
    let key: SealKey
    /// The entry that the bundle was made at.
    let head: String
    var path: String { scratch.path + "/p" }
    var bundle: String { scratch.path + "/p.wacz" }

    init() throws {
        let report = """
            The minister of Norway arrived in Lusaka on 3 May 2019 for talks with the president of Zambia on the river dam.

            Norway's minister said that the two states would sign a treaty. Zambia denied that it had asked for money.

            The envoys of Norway and Zambia met again on 5 May 2019 and signed the treaty on the river dam in Lusaka.

            """
        let page =
            "<html><head><title>Dam</title></head><body><p>Norway accused Zambia of delay on 7 May 2019 in Lusaka.</p></body></html>"
        let chunks = "\(String(page.utf8.count, radix: 16))\r\n\(page)\r\n0\r\n\r\n"
        func record(_ block: String, _ url: String, _ number: Int) -> String {
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:\(number)>\r\nWARC-Target-URI: \(url)\r\n"
                + "WARC-Date: 2021-06-01T00:00:0\(number)Z\r\nContent-Type: application/http; msgtype=response\r\n"
                + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Server: a\r\n"
        let other = page.replacingOccurrences(of: "7 May", with: "8 May")
        let archive =
            record("\(head)\r\n\(other)", "http://example.com/dam", 1)
            + record("\(head)Transfer-Encoding: chunked\r\n\r\n\(chunks)", "http://example.com/dam?b=2&a=1", 2)
        let paths = try files(
            scratch,
            [
                ("in/a.txt", "Norway and Zambia sign\n\n" + report + "The harbour of Oslo is open.\n"),
                ("in/b.txt", "Treaty signed\n\n" + report),
                ("in/c.warc", archive),
                (
                    "in/d.csv",
                    "id,title,text\n7,Rain,\"It rained in Oslo on 4 May 2019, and the minister stayed in Lusaka.\"\n"
                ),
            ])
        let project = try project(scratch, Array(paths[..<2])).project
        key = try SealKey()
        let seals = Seals(project.folder)
        let last = try #require(project.lastEntry)
        let sealed = try seals.write(last, tree: LogTree(project.folder.log).root(of: last.number))
        try seals.sign(sealed, with: key, at: Clock.now())
        try project.add(Array(paths[2...])) { _ in }
        try project.set("a.txt", field: "outlet", value: "The Courier", why: "masthead")
        self.head = "\(project.logHead.entries):\(project.logHead.hash)"
        let made = try BundleFile.write(
            project.folder, project.store, pair: "NO-ZM", project: "p", made: "2026-11-30",
            to: scratch.path + "/p.wacz")
        #expect(made?.captures == 5 && made?.records == 2)
        try project.store.close()
    }
}

@Suite struct BundleTests {
    @Test func aBundleIsCheckedOnAnotherMachineAndGivesTheSameRows() throws {
        let one = try BundledProject()
        // The project is gone; only the file is there.
        let rows = try rows(one.path)
        try FileManager.default.moveItem(atPath: one.path, toPath: one.scratch.path + "/away")
        let report = try BundleCheck.check(one.bundle, expecting: [try #require(ExpectedEntry(one.head))])
        #expect(report.findings == [] && report.captures == 5 && report.texts == 5 && report.quotes > 5)
        #expect(report.seals.count == 1)
        #expect(try BundleCheck.check(one.bundle, key: one.key.publicHalf).findings == [])
        #expect(try !BundleCheck.check(one.bundle, key: SealKey().publicHalf).findings.isEmpty)
        // Another project takes it.
        let other = Scratch()
        let (project, added, _, refused) = try project(other, [one.bundle])
        #expect(added == 5 && refused == [])
        try project.store.close()
        #expect(try self.rows(other.path + "/p") == rows)
        #expect(try Project.verify(path: other.path + "/p").findings == [])
        // What it holds is handed on as it stood.
        let again = other.path + "/again.wacz"
        let store = try CorpusStore(path: other.path + "/p/derived.sqlite", access: .reading)
        _ = try BundleFile.write(
            ProjectFolder.open(other.path + "/p"), store, pair: "NO-ZM", project: "p", made: "2026-11-30", to: again)
        #expect(try BundleCheck.check(again).findings == [])
        let responses = try [one.bundle, again].map { path in
            BundleForger.records(try ZipArchive(path: path).bytes(of: "archive/captures.warc.gz", limit: 1 << 24))
                .filter { String(decoding: $0, as: UTF8.self).contains("WARC-Type: response") }
        }
        #expect(responses[0].count == 2 && responses[0] == responses[1])
        #expect(String(decoding: responses[0][1], as: UTF8.self).contains("Transfer-Encoding: chunked"))
    }

    /// What is shown of each page, without the numbers of the log.
    private func rows(_ path: String) throws -> [String] {
        let store = try CorpusStore(path: path + "/derived.sqlite", access: .reading)
        defer { try? store.close() }
        let articles = try store.articles().map { article in
            var article = article
            article.number = 0
            return "\(article)"
        }
        return articles.sorted()
            + (try store.links().map { "\($0.copy) \($0.origin) \($0.kind) \($0.line)" }).sorted()
    }

    @Test func theSameProjectGivesTheSameBundle() throws {
        let one = try BundledProject()
        let store = try CorpusStore(path: one.path + "/derived.sqlite", access: .reading)
        let again = one.scratch.path + "/again.wacz"
        _ = try BundleFile.write(
            ProjectFolder.open(one.path), store, pair: "ZM-NO", project: "p", made: "2026-11-30", to: again)
        let found = try BundleForger.members(again)
        for (member, other) in zip(try BundleForger.members(one.bundle), found) where member.name != BundleFile.stamp {
            #expect(member.name == other.name || member.name.hasSuffix(".html"))
            if !member.name.hasPrefix("datapackage"), !member.name.hasPrefix("wirekin/") {
                #expect(member.bytes == other.bytes, "\(member.name)")
            }
        }
        _ = try BundleFile.write(
            ProjectFolder.open(one.path), store, pair: "NO-ZM", project: "p", made: "2026-11-30", to: again)
        #expect(FileManager.default.contentsEqual(atPath: again, andPath: one.bundle))
        #expect(
            try BundleFile.write(
                ProjectFolder.open(one.path), store, pair: "NO-NO", project: "p", made: "2026-11-30", to: again) == nil)
    }

    @Test func everyForgeryOfABundleIsFound() throws {
        let one = try BundledProject()
        let members = try BundleForger.members(one.bundle)
        let path = one.scratch.path + "/forged.wacz"
        // A bundle that was packed again by another program is the same bundle.
        try BundleForger.write(BundleForger.sealed(members), path)
        #expect(try BundleCheck.check(path).findings == [])
        for (number, forgery) in BundleForger.all.enumerated() {
            for isSealed in [false, true] {
                var generator = SeededGenerator(state: UInt64(number))
                var changed = members
                forgery.edit(&changed, &generator)
                #expect(
                    !zip(members, changed).allSatisfy { $0.name == $1.name && $0.bytes == $1.bytes }
                        || members.count != changed.count, "\(forgery.name) changes nothing")
                // What is of the list itself is gone when the list is made anew.
                if isSealed {
                    if forgery.name.contains("list of members") || forgery.name.contains("digest of the") { continue }
                }
                try BundleForger.write(isSealed ? BundleForger.sealed(changed) : changed, path)
                let findings = (try? BundleCheck.check(path).findings) ?? ["it cannot be opened"]
                #expect(!findings.isEmpty, "\(forgery.name), \(isSealed ? "with" : "without") a new list")
                #expect(findings.allSatisfy { !$0.isEmpty && !$0.contains("\n") })
            }
        }
    }

    @Test func aBundleThatIsWrittenAnewIsFoundByWhatIsKnownElsewhere() throws {
        let one = try BundledProject()
        var generator = SeededGenerator(state: 1)
        let rewriting = try #require(Forger.ofLog.first { $0.name.hasPrefix("the chain made anew") })
        try rewriting.edit(one.path, &generator)
        try FileManager.default.removeItem(atPath: one.path + "/seals")
        _ = try Project.rebuild(path: one.path, by: "test")
        let store = try CorpusStore(path: one.path + "/derived.sqlite", access: .reading)
        let forged = one.scratch.path + "/forged.wacz"
        _ = try BundleFile.write(
            ProjectFolder.open(one.path), store, pair: "NO-ZM", project: "p", made: "2026-11-30", to: forged)
        #expect(try BundleCheck.check(forged).findings == [])
        #expect(try BundleCheck.check(forged, expecting: [try #require(ExpectedEntry(one.head))]).findings.count == 1)
        #expect(try !BundleCheck.check(forged, key: one.key.publicHalf).findings.isEmpty)
    }

    @Test func everyFlippedBitThatChangesAMemberIsFound() throws {
        let one = try BundledProject()
        let members = try BundleForger.members(one.bundle)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: one.bundle)))
        let path = one.scratch.path + "/flipped.wacz"
        let rounds = ProcessInfo.processInfo.environment["WIREKIN_FORGERIES"].flatMap(Int.init) ?? 1
        var generator = SeededGenerator(state: 11)
        for number in 0..<(30 * rounds) {
            var changed = bytes
            changed[generator.below(bytes.count)] ^= UInt8(1 << generator.below(8))
            try Data(changed).write(to: URL(fileURLWithPath: path))
            guard let report = try? BundleCheck.check(path), report.findings.isEmpty else { continue }
            let now = try BundleForger.members(path)
            #expect(now.count == members.count && zip(now, members).allSatisfy { $0 == $1 }, "flip \(number)")
        }
    }

    @Test func addressesAreSortedAsIndexesHaveThem() {
        for (url, key) in [
            ("https://www.Example.org/a/B?x=1&a=2#f", "org,example)/a/b?a=2&x=1"),
            ("http://example.org:8080", "org,example:8080)/"), ("http://example.org:80/a/", "org,example)/a"),
            ("urn:sha256:ABC", "urn:sha256:abc"), ("http://example.org/?b=2&a=1", "org,example)/?a=1&b=2"),
            ("https://example.org/ä", "org,example)/%c3%a4"), ("https://www.org/", "org,www)/"),
        ] { #expect(String(decoding: BundleIndex.key(url), as: UTF8.self) == key) }
    }

    @Test func aLostCaptureOrRecordIsNoBundle() throws {
        let one = try BundledProject()
        let folder = try ProjectFolder.open(one.path)
        let page = try #require(try folder.keptPages(upTo: Int.max).last { $0.record != nil })
        let record = try #require(page.record)
        try FileManager.default.removeItem(atPath: folder.captures.path(of: record))
        #expect(try Project.verify(path: one.path).findings.count == 1)
        let store = try CorpusStore(path: one.path + "/derived.sqlite", access: .reading)
        #expect(throws: ArchiveError.self) {
            try BundleFile.write(folder, store, pair: "NO-ZM", project: "p", made: "2026-11-30", to: one.bundle)
        }
        try store.close()
        // The archive gives it back.
        let project = try Project(path: one.path, by: "test")
        var restored = 0
        try project.add([one.scratch.path + "/in/c.warc"]) { if case .restored = $0 { restored += 1 } }
        #expect(restored == 1)
        #expect(try project.verify().findings == [])
    }
}
