import Foundation
import TestSupport
import TextPrimitives

@testable import EvidenceArchive

/// A hand that changes a bundle: each forgery is one deliberate edit of its members.
enum BundleForger {
    typealias Members = [(name: String, bytes: [UInt8])]

    struct Forgery: Sendable, CustomStringConvertible {
        var name: String
        var edit: @Sendable (inout Members, inout SeededGenerator) -> Void
        var description: String { name }
    }

    static func members(_ path: String) throws -> Members {
        let zip = try ZipArchive(path: path)
        return try zip.members.map { ($0, try zip.bytes(of: $0, limit: 1 << 28)) }
    }

    static func write(_ members: Members, _ path: String) throws {
        let zip = try ZipWriter(path: path)
        for member in members { try zip.add(member.name, member.bytes, isPacked: !member.name.hasSuffix(".gz")) }
        try zip.finish()
    }

    /// The list of what is in the bundle made anew, as a forger would.
    static func sealed(_ members: Members) -> Members {
        var result = members.filter { $0.name != "datapackage.json" && $0.name != "datapackage-digest.json" }
        let resources = result.map { member in
            JSONValue.pairs([
                "name": .string((member.name.split(separator: "/").last ?? "").lowercased()),
                "path": .string(member.name), "hash": .string("sha256:\(Digest.sha256(member.bytes))"),
                "bytes": .int(member.bytes.count),
            ])
        }
        let old = members.first { $0.name == "datapackage.json" }.flatMap { try? JSONParser.parse($0.bytes) }
        var fields = old?.members ?? []
        fields.removeAll { $0.name == "resources" }
        fields.append(JSONMember(name: "resources", value: .array(resources)))
        let package = Array((JSONValue.object(fields).text + "\n").utf8)
        result.append(("datapackage.json", package))
        let digest = JSONValue.pairs([
            "path": .string("datapackage.json"), "hash": .string("sha256:\(Digest.sha256(package))"),
        ])
        result.append(("datapackage-digest.json", Array((digest.text + "\n").utf8)))
        return result
    }

    /// The records of a web archive, each by itself.
    static func records(_ member: [UInt8]) -> [[UInt8]] {
        let bytes = (try? Gzip.inflate(member, limit: 1 << 28)) ?? []
        let mark = Array("WARC/1.".utf8)
        var starts: [Int] = []
        for place in bytes.indices where bytes[place...].starts(with: mark) && (place == 0 || bytes[place - 1] == 10) {
            starts.append(place)
        }
        return starts.enumerated().map { index, start in
            Array(bytes[start..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)])
        }
    }

    private static func change(_ members: inout Members, _ name: String, _ edit: (inout [UInt8]) -> Void) {
        guard let index = members.firstIndex(where: { $0.name.hasSuffix(name) }) else { return }
        edit(&members[index].bytes)
    }

    /// An edit of the text of a member: the first of some words becomes others.
    private static func words(_ name: String, _ member: String, _ from: String, _ to: String) -> Forgery {
        Forgery(name: name) { members, _ in
            change(&members, member) { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                guard let range = text.range(of: from) else { return }
                bytes = Array(text.replacingCharacters(in: range, with: to).utf8)
            }
        }
    }

    private static func lines(_ name: String, _ member: String, _ edit: @escaping @Sendable (inout [[UInt8]]) -> Void)
        -> Forgery
    {
        Forgery(name: name) { members, _ in
            change(&members, member) { bytes in
                var lines = bytes.split(separator: 10).map(Array.init)
                edit(&lines)
                bytes = lines.flatMap { $0 + [10] }
            }
        }
    }

    private static func archive(
        _ name: String, _ member: String, _ edit: @escaping @Sendable (inout [[UInt8]]) -> Void
    ) -> Forgery {
        Forgery(name: name) { members, _ in
            change(&members, member) { bytes in
                var all = records(bytes)
                edit(&all)
                bytes = all.flatMap { Gzip.deflate($0) }
            }
        }
    }

    private static func replaced(_ record: [UInt8], _ from: String, _ to: String) -> [UInt8] {
        let text = String(decoding: record, as: UTF8.self)
        return Array(text.replacingOccurrences(of: from, with: to).utf8)
    }

    static let all: [Forgery] = [
        words("a stance changed", "rows.jsonl", "\"stance\":\"denies\"", "\"stance\":\"says\""),
        words("a country changed", "rows.jsonl", "\"NOR\"", "\"SWE\""),
        words("a title changed", "rows.jsonl", "\"title\":\"", "\"title\":\"Not "),
        words("a digest changed", "rows.jsonl", "\"text_sha256\":\"", "\"text_sha256\":\"0"),
        lines("a row taken out", "rows.jsonl") { $0.removeFirst() },
        lines("a row twice", "rows.jsonl") { $0.append($0[0]) },
        lines("rows swapped", "rows.jsonl") { $0.swapAt(0, 1) },
        lines("the rows emptied", "rows.jsonl") { $0 = [] },
        lines("the links emptied", "links.jsonl") { $0 = [] },
        words("a link turned", "links.jsonl", "\"kind\":\"", "\"kind\":\"un"),
        words("a value set by hand changed", "hand.jsonl", "The Courier", "The Herald"),
        lines("the values set by hand emptied", "hand.jsonl") { $0 = [] },
        words("a word of the dossier changed", "NO-ZM.html", "Lusaka", "Ndola"),
        words("a script in the dossier", "NO-ZM.html", "</body>", "<script>1</script></body>"),
        words("a title in the list of pages changed", "pages.jsonl", "\"title\":\"", "\"title\":\"Not "),
        words("the README changed", "README.txt", "Proves that", "Proves not that"),
        words("the day of making changed", "bundle.json", "\"made\":\"2", "\"made\":\"1"),
        words("the pair changed", "bundle.json", "NO-ZM", "NO-KE"),
        words("the project's name changed", "bundle.json", "\"project\":\"", "\"project\":\"x"),
        words("the head's hash changed", "bundle.json", "\"hash\":\"", "\"hash\":\"0"),
        words("the root changed", "bundle.json", "\"tree\":\"", "\"tree\":\"0"),
        words("another root in a proof", "entry-2.proof", "root: ", "root: 0"),
        words("another entry in a proof", "entry-2.proof", "entry: 2", "entry: 3"),
        words("the head of a seal changed", "3.head", "written: 2", "written: 1"),
        words("a signature changed", ".minisig", "timestamp:2", "timestamp:1"),
        words("an entry of the log changed", "custody.jsonl", "a.txt", "z.txt"),
        lines("the last entry of the log cut off", "custody.jsonl") { $0.removeLast() },
        lines("the log emptied", "custody.jsonl") { $0 = [] },
        lines("two entries of the log swapped", "custody.jsonl") { $0.swapAt(1, 2) },
        archive("a capture taken out", "captures.warc.gz") { $0.remove(at: 1) },
        archive("a capture twice", "captures.warc.gz") { $0.append($0[1]) },
        archive("two captures swapped", "captures.warc.gz") { $0.swapAt(1, 2) },
        archive("words of a capture changed", "captures.warc.gz") { $0[1] = replaced($0[1], "Lusaka", "Ndolas") },
        archive("the date of a capture changed", "captures.warc.gz") {
            $0[1] = replaced($0[1], "WARC-Date: 2", "WARC-Date: 1")
        },
        archive("the address of a capture changed", "captures.warc.gz") {
            $0[1] = replaced($0[1], "WARC-Target-URI: urn:", "WARC-Target-URI: uri:")
        },
        archive("the type of a capture changed", "captures.warc.gz") {
            $0[1] = replaced($0[1], "text/plain", "text/plane")
        },
        archive("a field of a record changed", "captures.warc.gz") {
            $0[4] = replaced($0[4], "X-Server: a", "X-Server: b")
        },
        archive("another capture added", "captures.warc.gz") {
            $0.append(replaced($0[1], "Lusaka", "Ndola!").filter { $0 != 0 })
        },
        archive("what the archive says of itself changed", "captures.warc.gz") {
            $0[0] = replaced($0[0], "order of its log", "order of this log")
        },
        archive("words of a text changed", "texts.warc.gz") { $0[1] = replaced($0[1], "Lusaka", "Ndolas") },
        archive("a text taken out", "texts.warc.gz") { $0.remove(at: 1) },
        archive("what a text refers to changed", "texts.warc.gz") {
            $0[1] = replaced($0[1], "WARC-Refers-To: <urn:uuid:", "WARC-Refers-To: <urn:uuid:0")
        },
        Forgery(name: "a type in the index changed") { members, _ in
            change(&members, "index.cdx.gz") { bytes in
                let text = (try? Gzip.inflate(bytes, limit: 1 << 24)) ?? []
                bytes = Gzip.deflate(replaced(text, "text/plain", "text/html"))
            }
        },
        Forgery(name: "an offset in the index changed") { members, _ in
            change(&members, "index.cdx.gz") { bytes in
                let text = (try? Gzip.inflate(bytes, limit: 1 << 24)) ?? []
                bytes = Gzip.deflate(replaced(text, "\"offset\":\"", "\"offset\":\"1"))
            }
        },
        words("the list of blocks of the index changed", "index.idx", "\"length\":", "\"length\":1"),
        words("the title of the package changed", "datapackage.json", "\"title\":\"", "\"title\":\"x"),
        words("a field in the digest of the package added", "datapackage-digest.json", "{", "{\"signed\":true,"),
        Forgery(name: "a member added") { members, _ in members.append(("wirekin/note.txt", Array("seen".utf8))) },
        Forgery(name: "a seal added") { members, _ in
            members.append(("seals/2.head", Array("wirekin log head\nentries: 2\n".utf8)))
        },
        Forgery(name: "a member taken out") { members, generator in
            let names = ["rows.jsonl", "links.jsonl", "README.txt", "bundle.json", "entry-2.proof", "NO-ZM.html"]
            let name = names[generator.below(names.count)]
            members.removeAll { $0.name.hasSuffix(name) }
        },
        Forgery(name: "the list of members taken out") { members, _ in
            members.removeAll { $0.name == "datapackage.json" }
        },
        Forgery(name: "the digest of the list taken out") { members, _ in
            members.removeAll { $0.name == "datapackage-digest.json" }
        },
        Forgery(name: "a member twice") { members, _ in
            members.append(("wirekin/README.txt", Array("another".utf8)))
        },
        Forgery(name: "the archive of captures taken out") { members, _ in
            members.removeAll { $0.name == "archive/captures.warc.gz" }
        },
    ]
}
