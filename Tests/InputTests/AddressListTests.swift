import EvidenceArchive
import Foundation
import Intake
import Testing

/// Lists of addresses beside web archives.
@Suite struct AddressListTests {
    private func page(_ url: String) throws -> IncomingPage {
        let answer = Inputs.answer(
            "<html><body><p>Ministers met in Accra on Friday and signed a treaty.</p></body></html>")
        return try #require(Inputs.take(Inputs.record(answer, url: url), "a.warc").pages.first)
    }

    @Test("Only pages that a list names are taken, and those that none holds are named")
    func list() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (list, archive) = (folder.path + "/list.txt", folder.path + "/a.warc")
        try FileAccess.writeAtomically(
            Array("# seen\nhttps://Example.com/a#top\nhttp://example.com\n\nhttp://example.com/none\n".utf8), to: list)
        try FileAccess.writeAtomically([], to: archive)
        #expect(AddressList(among: [list]) == nil, "no web archive is beside it")
        let found = try #require(AddressList(among: [list, archive]))
        #expect(found.files == [list])
        #expect(try found.takes(page("http://example.com/a")))
        #expect(try found.takes(page("http://example.com/")))
        #expect(try !found.takes(page("http://example.com/b")))
        let notes = found.notes.map(\.text)
        #expect(notes.count == 2)
        #expect(notes.first?.contains("of 3 addresses 2 are held") == true)
        #expect(notes.first?.contains("http://example.com/none") == true)
        #expect(notes.last?.contains("a.warc: 1 pages were left out") == true)
        // What is no page of an archive is taken as before.
        #expect(try found.takes(#require(Inputs.take("Ministers met in Accra.", "a.txt").pages.first)))
    }
}
