import ContentExtraction
import Foundation
import Intake
import TestSupport
import Testing

/// Damaged inputs of every kind: nothing traps, what is whole is taken, what is not is named.
@Suite struct MutationTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        /// What stands before and behind the records.
        let head: [UInt8]
        let tail: [UInt8]
        let records: [[UInt8]]
        /// How many bytes at a record's head are left alone: the line that parts mails is text when it is damaged.
        let kept: Int
        var testDescription: String { name }

        init(_ name: String, _ head: String = "", _ tail: String = "", kept: Int = 0, _ record: (Int) -> [UInt8]) {
            self.name = name
            self.kept = kept
            (self.head, self.tail) = (Array(head.utf8), Array(tail.utf8))
            records = (0..<6).map(record)
        }
    }

    static func sentence(_ number: Int) -> String {
        "Ministers of the two states met in Accra for the \(number + 3)th time on Friday and signed a treaty on trade, officials said."
    }

    static let kinds: [Kind] = [
        Kind("a.warc") { Inputs.page("<html><body><p>\(sentence($0))</p></body></html>") },
        Kind("a.warc.gz") { Inputs.gzip(Inputs.page("<html><body><p>\(sentence($0))</p></body></html>")) },
        Kind("a.jsonl") { Array("{\"id\":\"n\($0)\",\"text\":\"\(sentence($0))\"}\n".utf8) },
        Kind("a.json", "[", "{\"text\":\"Last.\"}]") {
            Array("{\"id\":\"n\($0)\",\"text\":\"\(sentence($0))\"},\n".utf8)
        },
        Kind("a.csv", "id,title,text\n") { Array("\($0),\"Talks \($0)\",\"\(sentence($0))\"\n".utf8) },
        Kind("a.xml", "<rss><channel><title>C</title>", "</channel></rss>") {
            Array(
                "<item><title>Talks \($0)</title><description><![CDATA[<p>\(sentence($0))</p>]]></description></item>\n"
                    .utf8)
        },
        Kind("a.tsv", "id\ttitle\ttext\n") { Array("\($0)\tTalks \($0)\t\(sentence($0))\n".utf8) },
        Kind("a.atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>C</title>", "</feed>") {
            Array(
                "<entry><title>Talks \($0)</title><content type=\"html\">&lt;p&gt;\(sentence($0))&lt;/p&gt;</content></entry>\n"
                    .utf8)
        },
        Kind(
            "feed.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
            "{\"content_text\":\"Last.\"}]}"
        ) { Array("{\"id\":\"n\($0)\",\"content_text\":\"\(sentence($0))\"},\n".utf8) },
        Kind("a.mbox", kept: 33) {
            Array(
                "From a Fri May 14 10:00:00 2021\nFrom: A <a@example.com>\nSubject: Talks \($0)\nDate: Fri, 14 May 2021 10:00:00 +0000\n\n\(sentence($0))\nThe guests left for home on Sunday after a dinner.\n\n"
                    .utf8)
        },
    ]

    /// Changes some bytes of one record, in one of six ways.
    static func damaged(_ record: [UInt8], _ kept: Int, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = record
        let place = Int.random(in: kept..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
        case 2: bytes.insert(contentsOf: (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: bytes[place...].prefix(30), at: place)
        default:
            for _ in 0..<10 {
                bytes[Int.random(in: kept..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
        }
        return bytes
    }

    /// The damaged files of each kind: `make damaged` asks for more.
    static let count = ProcessInfo.processInfo.environment["WIREKIN_DAMAGED"].flatMap { Int($0) } ?? 300

    @Test("Three hundred damaged files of each kind", arguments: kinds)
    func damage(_ kind: Kind) {
        var random = SeededGenerator(state: 41)
        var (lost, silent) = (0, 0)
        for _ in 0..<MutationTests.count {
            let which = Int.random(in: 1..<5, using: &random)
            var records = kind.records
            records[which] = MutationTests.damaged(records[which], kind.kept, &random)
            // Lines that are gone leave no trace; a mail ends with its line.
            if kind.kept > 0, records[which].last != 10 { records[which].append(10) }
            let isGone = records[which].count < 8
            let input = kind.head + records.joined() + kind.tail
            let result = Inputs.take(input, kind.name)
            // Reading every page would take minutes; a tenth of them is read.
            if random.next() % 10 == 0 { #expect(result.texts.count == result.pages.count) }
            let texts = result.bodies
            for other in 0..<6 where other != which {
                let sentence = MutationTests.sentence(other)
                // The record behind a damaged end may have become a part of it, and then it is named.
                if !texts.contains(where: { $0.contains(sentence) }), other != which + 1 || result.refused.isEmpty {
                    lost += 1
                    if lost < 3 {
                        Issue.record(
                            "lost \(other): \(String(decoding: records[which], as: UTF8.self)) \(result.refused)")
                    }
                }
            }
            let isWhole = texts.contains { $0.contains(MutationTests.sentence(which)) }
            if !isWhole, !isGone, result.refused.isEmpty, result.notes.isEmpty, result.pages.count < 6 {
                silent += 1
                if silent < 3 { Issue.record("silent: \(String(decoding: records[which], as: UTF8.self))") }
            }
        }
        #expect(lost == 0)
        #expect(silent == 0)
    }

    /// Files of one page.
    static let single: [(name: String, bytes: [UInt8])] = {
        let page =
            "<html><head><title>Talks</title></head><body><article><p>\(sentence(0))</p><p>\(sentence(1))</p></article></body></html>"
        let saved =
            "<!DOCTYPE html> <!--\n Page saved with SingleFile \n url: https://example.com/a \n saved date: Fri May 14 2021 10:00:00 GMT+0000 (UTC)\n-->\(page)"
        let mail =
            "From: A <a@example.com>\r\nSubject: Talks\r\nDate: Fri, 14 May 2021 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\(sentence(0))=20\r\n\(sentence(1))\r\n--x\r\nContent-Type: text/html\r\n\r\n\(page)\r\n--x--\r\n"
        let archive =
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/a\r\nSubject: Talks\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-Location: https://example.com/a\r\n\r\n\(page)\r\n--y--\r\n"
        return [
            ("a.html", Array(saved.utf8)), ("a.eml", Array(mail.utf8)), ("a.mhtml", Array(archive.utf8)),
            ("a.pdf", Inputs.pdf([[sentence(0)], ["The president of Cuba will visit Ghana in May, a spokesman said on Saturday."]])),
            ("a.html.gz", Inputs.gzip(Array(page.utf8))),
            (
                "a.wacz",
                Inputs.zip([
                    ("archive/data.warc", Inputs.page(page)), ("datapackage.json", Array("{\"resources\":[]}".utf8)),
                    ("pages/pages.jsonl", Array("{\"format\":\"json-pages-1.0\"}\n".utf8)),
                ])
            ),
        ]
    }()

    @Test("A damaged file of one page is taken or named", arguments: single.indices)
    func damagedPage(_ index: Int) {
        let (name, bytes) = MutationTests.single[index]
        let whole = Inputs.take(bytes, name)
        #expect(whole.pages.count == 1 && whole.refused.isEmpty, "\(name): \(whole.refused)")
        #expect(whole.texts.first?.contains(MutationTests.sentence(0)) == true, "\(name)")
        var random = SeededGenerator(state: 47)
        var silent = 0
        for round in 0..<MutationTests.count {
            let result = Inputs.take(MutationTests.damaged(bytes, 0, &random), name)
            if result.pages.isEmpty, result.refused.isEmpty, result.notes.isEmpty { silent += 1 }
            // Reading every page would take minutes.
            if round % 10 == 0 { #expect(result.texts.count == result.pages.count) }
        }
        #expect(silent == 0, "\(name)")
    }

    @Test("A damaged export of Zotero loses one item at most")
    func damagedExport() {
        let head =
            "<rdf:RDF xmlns:rdf=\"r\" xmlns:z=\"http://www.zotero.org/namespaces/export#\" xmlns:link=\"l\" xmlns:dc=\"d\">\n"
        func item(_ number: Int) -> [UInt8] {
            Array(
                "<rdf:Description rdf:about=\"http://example.com/\(number)\"><z:itemType>webpage</z:itemType><link:link rdf:resource=\"#item_\(number)\"/><dc:title>Talks \(number)</dc:title></rdf:Description>\n<z:Attachment rdf:about=\"#item_\(number)\"><rdf:resource rdf:resource=\"files/\(number)/a.html\"/></z:Attachment>\n"
                    .utf8)
        }
        var random = SeededGenerator(state: 53)
        var lost = 0
        for _ in 0..<MutationTests.count {
            var items = (0..<6).map(item)
            let which = Int.random(in: 1..<5, using: &random)
            items[which] = MutationTests.damaged(items[which], 0, &random)
            let bytes = Array(head.utf8) + items.joined() + Array("</rdf:RDF>".utf8)
            let paths = ZoteroExport.attachments(rdf: bytes).attachments.map(\.path)
            // What stands behind a tag that does not end may have become a part of it.
            for other in 0..<6 where other != which && other != which + 1 && !paths.contains("files/\(other)/a.html") {
                lost += 1
            }
            let result = Inputs.take(bytes, "z.rdf")
            #expect(!result.refused.isEmpty || !result.pages.isEmpty)
        }
        #expect(lost == 0)
    }

    @Test("Noise of every kind of head does no harm")
    func noise() {
        var random = SeededGenerator(state: 43)
        for kind in MutationTests.kinds {
            for _ in 0..<20 {
                var input = kind.head + kind.records.joined() + kind.tail
                for _ in 0..<40 {
                    let place = Int.random(in: 0..<input.count, using: &random)
                    input[place] = UInt8.random(in: 0...255, using: &random)
                }
                input.removeLast(Int.random(in: 0..<input.count, using: &random))
                let result = Inputs.take(input, kind.name)
                #expect(result.texts.count == result.pages.count)
            }
        }
    }
}
