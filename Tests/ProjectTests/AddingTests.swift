import ArchivePipeline
import EvidenceArchive
import Foundation
import Testing

/// What is told of files that are added.
@Suite struct AddingTests {
    private func add(_ names: [String], in folder: TemporaryFolder) throws -> [String] {
        let path = folder.path + "/p"
        try ProjectFolder.createWhenMissing(path, by: "test")
        let project = try Project(path: path, by: "test")
        var told: [String] = []
        try project.add(names.map { folder.path + "/" + $0 }) { addition in
            switch addition {
            case .added(let id, _): told.append("added \(id)")
            case .known(let id, _, _): told.append("known \(id)")
            case .restored(let id, _, _): told.append("restored \(id)")
            case .refused(_, let reason): told.append("refused \(reason)")
            case .noArticle(let id, let file, let reason):
                told.append("no article \(id) \(FileAccess.name(of: file)) \(reason)")
            case .noted(_, let text): told.append("noted \(text)")
            }
        }
        return told
    }

    private func record(_ body: String, _ url: String) -> String {
        let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(body)"
        return
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:\(url.utf8.count)>\r\nWARC-Target-URI: \(url)\r\n"
            + "WARC-Date: 2021-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
    }

    @Test("What is kept and is no article is told, file by file")
    func noArticles() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let links = (0..<60).map { "<li><a href=\"/\($0)\">Talks \($0) in Accra</a></li>" }.joined()
        try FileAccess.writeAtomically(
            Array("<html><head><title>All news</title></head><body><ul>\(links)</ul></body></html>".utf8),
            to: folder.path + "/index.html")
        try FileAccess.writeAtomically(
            Array("Talks in Accra\n\nMinisters of Ghana and Cuba met in Accra on Friday and signed a treaty.\n".utf8),
            to: folder.path + "/talks.txt")
        let told = try add(["index.html", "talks.txt"], in: folder)
        #expect(told.prefix(2) == ["added index.html", "added talks.txt"])
        #expect(told.count == 3 && told.last?.hasPrefix("no article index.html index.html ") == true, "\(told)")
    }

    @Test("A list of addresses beside a web archive says which pages are taken")
    func addresses() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        func page(_ text: String) -> String {
            "<html><body><article><p>\(text)</p><p>Ministers of Ghana and Cuba met in Accra and signed a treaty.</p></article></body></html>"
        }
        let archive =
            record(page("They met on Friday."), "http://example.com/one")
            + record(page("They met on Sunday, for the second time."), "http://example.com/second")
        try FileAccess.writeAtomically(Array(archive.utf8), to: folder.path + "/a.warc")
        try FileAccess.writeAtomically(
            Array("https://example.com/one\nhttps://example.com/third\n".utf8), to: folder.path + "/list.txt")
        let told = try add(["list.txt", "a.warc"], in: folder)
        #expect(told.filter { $0.hasPrefix("added") }.count == 1, "\(told)")
        #expect(told.contains { $0.hasPrefix("noted") && $0.contains("https://example.com/third") }, "\(told)")
        let alone = try add(["list.txt"], in: folder)
        #expect(alone.count == 1 && alone[0].hasPrefix("refused") && alone[0].contains("list of addresses"))
    }
}
