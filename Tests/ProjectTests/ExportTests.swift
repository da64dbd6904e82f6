import ArchivePipeline
import CorpusStore
import DocumentModel
import EvidenceArchive
import Testing
import TextPrimitives

@testable import Exports

@Suite struct ExportTests {
    /// A project of two pages, one of them a copy, and what is exported of it.
    private func source(_ scratch: Scratch, pair: String? = nil) throws -> ExportSource {
        let text = """
            Envoys in Lusaka

            The minister of Norway visited Lusaka on 3 May 2019. Norway and Zambia signed a treaty on 5 May 2019.

            Zambia's minister denied the report of a secret deal, "a fable", he said. He spoke of {braces} & a 100% _rise_.

            """
        let files = try files(scratch, [("in/a.txt", text), ("in/b.txt", text + "A late line of the second paper.\n")])
        let project = try project(scratch, files).project
        return try #require(try ExportSource(project, name: "a=b\u{7}", pair: pair))
    }

    /// The bytes of a part.
    private func bytes(_ part: ExportPart, _ source: ExportSource) throws -> [UInt8] {
        var result: [UInt8] = []
        let sink = ExportSink { result += $0 }
        try part.write(source, sink)
        try sink.flush()
        return result
    }

    /// What was struck out is in no export but where it is asked for, and there it has its mark.
    @Test func aStruckRowIsLeftOutOrMarked() throws {
        let scratch = Scratch()
        let made = try project(
            scratch,
            try files(
                scratch,
                [("in/a.txt", "Norway and Zambia signed a treaty in Lusaka on 5 May 2019, the ministry said.\n")])
        ).project
        let event = try #require(try Collection(made.store).pages.first?.events.first)
        try made.set("a.txt", field: HandCorrections.struck(event.id), value: "yes", why: "a slip")
        func table(_ pair: String?, withStruck: Bool) throws -> String {
            let source = try #require(try ExportSource(made, name: "x", pair: pair, withStruck: withStruck))
            let part = try #require(ExportFormat.jsonLines.parts.first { $0.file == "events.jsonl" })
            return String(decoding: try bytes(part, source), as: UTF8.self)
        }
        for pair in [nil, "NO-ZM"] {
            #expect(try !table(pair, withStruck: false).contains("treaty"))
            let marked = try table(pair, withStruck: true)
            #expect(marked.contains("treaty"))
            #expect(marked.contains("struck:\(event.id) yes") && marked.contains("a slip"))
        }
        #expect(ExportFormat.all.filter(\.marksStruck).map(\.name) == ["jsonl", "csv"])
    }

    @Test func everyFormatHasAnOptionOfItsOwnAndSaysWhatItLacks() {
        let names = ExportFormat.all.map(\.name)
        #expect(Set(names).count == names.count)
        for format in ExportFormat.all {
            #expect(format.lacks.hasSuffix("."), "\(format.name)")
            #expect(!format.abstract.isEmpty)
            #expect(format.isFolder == (format.parts.count > 1), "\(format.name)")
            #expect(ExportFormat.named(format.name)?.abstract == format.abstract)
        }
    }

    @Test func everyFormatGivesTheSameBytesTwiceAndNoControlCharacters() throws {
        let source = try source(Scratch(), pair: "NO-ZM")
        for format in ExportFormat.served {
            for part in format.parts {
                let first = try bytes(part, source)
                // A pair may have no flag; every other file has a line.
                #expect(!first.isEmpty || part.file == "flags.jsonl", "\(format.name) \(part.file)")
                #expect(try bytes(part, source) == first, "\(format.name) \(part.file)")
                let control = first.filter { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
                #expect(control.isEmpty, "\(format.name) \(part.file)")
                #expect(String(validating: first, as: UTF8.self) != nil, "\(format.name) \(part.file)")
            }
        }
    }

    @Test func aFileHasItsNameOnlyWhenItIsWhole() throws {
        struct Stop: Error {}
        let scratch = Scratch()
        let source = try source(scratch)
        let path = "\(scratch.path)/out.tsv"
        let failing = ExportFormat(
            name: "x", abstract: "x", fileExtension: "x", mediaType: "x/x", lacks: "x.",
            parts: ExportFormat.single { _, sink in
                try sink.put(String(repeating: "a", count: 200_000))
                throw Stop()
            })
        #expect(throws: Stop.self) { try failing.write(source, to: path) { _ in } }
        #expect(try FileAccess.names(in: scratch.path).filter { $0.hasPrefix("out.tsv") } == [])
        let names = try #require(ExportFormat.named("plover")).write(source, to: path) { _ in }
        #expect(names == [path, "\(path).txt"])
        #expect(
            try FileAccess.names(in: scratch.path).filter { $0.hasPrefix("out.tsv") } == ["out.tsv", "out.tsv.txt"])
    }

    @Test func idsAreThoseOfThePairInTheWholeProjectToo() throws {
        let scratch = Scratch()
        let whole = try source(scratch)
        let pair = try source(Scratch(), pair: "ZM-NO")
        #expect(pair.pair == "NO-ZM")
        #expect(!pair.events.isEmpty)
        let ids = Set(whole.events.map { whole.key(event: $0) })
        #expect(ids.count == whole.events.count)
        #expect(pair.events.allSatisfy { ids.contains(pair.key(event: $0)) })
        #expect(whole.texts.map { whole.key(text: $0) } == pair.texts.map { pair.key(text: $0) })
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
        ("=1+1", "'=1+1"), ("-5", "'-5"), ("@a,b", "\"'@a,b\""), ("a\u{0}b", "ab"),
    ]) func aCellOfCSV(_ text: String, _ cell: String) { #expect(ExportText.csv(text) == cell) }

    @Test(arguments: [
        ("a{b}c", "a\\textbraceleft b\\textbraceright c"), ("50% & #1_x$", "50\\% \\& \\#1\\_x\\$"),
        ("a\\b~^", "a\\textbackslash b\\textasciitilde \\textasciicircum "), ("a\nb", "a b"),
    ]) func aFieldOfBibTeX(_ text: String, _ field: String) { #expect(ExportFormat.tex(text) == field) }

    @Test(arguments: [
        ("a;b,c\\d\ne", "a\\;b\\,c\\\\d\\ne"), ("a\u{b}b", "a b"),
    ]) func aTextOfACalendar(_ text: String, _ value: String) { #expect(CalendarLines.text(text) == value) }

    @Test func aLineOfACalendarIsCutAtSeventyFiveOctetsAndNeverInASign() {
        let line = "SUMMARY:" + String(repeating: "é中😀", count: 40)
        let folded = CalendarLines.folded(line)
        let lines = folded.utf8.split(separator: UInt8(ascii: "\n")).map { $0.count + 1 - 2 }
        #expect(lines.allSatisfy { $0 <= 75 })
        #expect(folded.split(separator: "\r\n").map { $0.hasPrefix(" ") ? $0.dropFirst() : $0 }.joined() == line)
    }

    @Test(arguments: [
        ("a\u{8}<b>\u{FFFE}&", "a &lt;b&gt;\u{FFFD}&amp;"), ("\u{85}\"'", " &quot;&#39;"),
    ]) func textOfXML(_ text: String, _ value: String) { #expect(ExportText.xml(text) == value) }

    @Test(
        arguments: [
            ("2021", "2021"), ("2021-03", "2021-03"), ("2021-03-04", "2021-03-04"),
            ("2021-03-04/2021-03-06", nil), ("1973~", nil), ("197X", nil), ("../2022-05-14", nil),
        ] as [(String, String?)])
    func aDateOfFollowTheMoneyIsNeverCut(_ edtf: String, _ date: String?) { #expect(FtMEntity.date(edtf) == date) }

    @Test func anIDOfVersionFiveIsThatOfItsName() {
        // The example of FIPS 180-4.
        let digest = UUIDName.sha1(Array("abc".utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digest == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(UUIDName.version5("KCNA") == "40533c38-049b-5f63-a366-cb582179663d")
    }

    @Test func pairsAreCountedByPagesAndTexts() throws {
        let scratch = Scratch()
        _ = try source(scratch)
        let project = try Project(path: "\(scratch.path)/p", by: "test", access: .reading)
        let pairs = try PairCount.all(project.store)
        let found = try #require(pairs.first { $0.pair == "NO-ZM" })
        #expect(found.pages == 2)
        #expect(found.texts == 1)
    }
}
