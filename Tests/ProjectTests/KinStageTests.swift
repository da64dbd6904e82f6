import Foundation
import NewsAnalysis
import TestSupport
import Testing
import TextPrimitives
import TextReuse

@testable import StageIO

/// Texts that are read again from a file instead of being held.
@Suite struct KinStageTests {
    /// Writes lines of documents: copies, cut and edited ones, in several scripts, with every kind of escape.
    static func lines(_ seed: UInt64, count: Int = 120, prefix: String = "d") -> String {
        var generator = SeededGenerator(state: seed)
        let vocabulary =
            (0..<700).map { "w\($0)" } + [
                "Россия", "мир", "会談", "“so”", "a\\\"b", "\\\\", "\\n", "\\u00e9t\\u00e9", "\\ud83d\\ude42", "\\t",
                "\\/",
            ]
        var texts: [[String]] = []
        var result = ""
        for number in 0..<count {
            var text = (0..<Int.random(in: 5...260, using: &generator)).map { _ in
                vocabulary[Int.random(in: vocabulary.indices, using: &generator)]
            }
            if let other = texts.randomElement(using: &generator) {
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: text = other
                case 1: text = other.map { Int.random(in: 0..<9, using: &generator) == 0 ? "x" : $0 }
                case 2: text += other.prefix(60)
                default: break
                }
            }
            texts.append(text)
            if number % 17 == 3 { result += "\n  \n" }
            let fields = number % 3 == 0 ? ", \"published\": \"2024-03-0\(number % 9 + 1)\"" : ""
            result += "{\"id\": \"\(prefix)\(number)\", \"text\": \"\(text.joined(separator: " "))\"\(fields)}\n"
        }
        return result
    }

    /// A file that is gone when the test is.
    final class TemporaryFile {
        let url: URL
        let handle: FileHandle

        init(_ text: String) throws {
            url = FileManager.default.temporaryDirectory.appendingPathComponent("kin-\(UUID().uuidString).jsonl")
            try Data(text.utf8).write(to: url)
            handle = try FileHandle(forUpdating: url)
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

    static func links(_ filter: KinFilter) -> [String] {
        filter.links().map { String(decoding: filter.json($0), as: UTF8.self) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func textsThatAreNotHeldGiveTheSameLinks(_ seed: UInt64) throws {
        // A line longer than what is read at once, and a first line that was read before.
        let long = "{\"id\": \"long\", \"text\": \"" + String(repeating: "many words \\n", count: 40_000) + "\"}\n"
        let text = "head\n" + KinStageTests.lines(seed) + long + KinStageTests.lines(seed + 10, count: 30, prefix: "e")
        let file = try TemporaryFile(text)
        func read(_ heldLimit: Int) throws -> (filter: KinFilter, source: Bool, links: [String]) {
            try file.handle.seek(toOffset: 5)
            let (filter, source, status) = KinStage.read(descriptor: file.handle.fileDescriptor, heldLimit: heldLimit)
            #expect(status == 0)
            let links = KinStageTests.links(filter)
            #expect(source?.hasChanged != true)
            return (filter, source != nil, links)
        }
        let held = try read(1 << 30)
        let again = try read(0)
        #expect(!held.source && again.source)
        #expect(held.links.count > 20)
        #expect(held.links == again.links)
        #expect(
            held.filter.families(held.filter.links()).map(\.text)
                == again.filter.families(again.filter.links()).map(\.text))
    }

    @Test func aFileThatChangesIsNoticed() throws {
        let text = KinStageTests.lines(5)
        let changes: [(FileHandle) throws -> Void] = [
            { try $0.truncate(atOffset: 2_000) },
            { try $0.truncate(atOffset: 0) },
            {
                try $0.seek(toOffset: 9_000)
                try $0.write(contentsOf: Data(String(repeating: "\\u0041\"", count: 300).utf8))
            },
            {
                try $0.seek(toOffset: 4_000)
                try $0.write(contentsOf: Data("z".utf8))
            },
        ]
        for change in changes {
            let file = try TemporaryFile(text)
            let (filter, source, _) = KinStage.read(descriptor: file.handle.fileDescriptor, heldLimit: 0)
            try change(file.handle)
            _ = KinStageTests.links(filter)
            #expect(source?.hasChanged == true)
        }
    }

    @Test func aPipeIsHeld() throws {
        let pipe = Pipe()
        let text = KinStageTests.lines(6, count: 20)
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try pipe.fileHandleForWriting.close()
        let (filter, source, status) = KinStage.read(
            descriptor: pipe.fileHandleForReading.fileDescriptor, heldLimit: 0)
        #expect(source == nil && status == 0)
        let file = try TemporaryFile(text)
        let other = KinStage.read(descriptor: file.handle.fileDescriptor, heldLimit: 0)
        #expect(KinStageTests.links(filter) == KinStageTests.links(other.filter))
    }
}
