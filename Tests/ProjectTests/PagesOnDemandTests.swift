import CorpusStore
import DocumentModel
import Exports
import Ledger
import Testing
import TextPrimitives

@testable import ArchivePipeline

/// A whole project whose pages are read when they are asked for gives what it gives when all are held.
@Suite struct PagesOnDemandTests {
    private func made(_ scratch: Scratch) throws -> Project {
        let made = try project(scratch).project
        let pages = try Collection(made.store).pages
        let event = try #require(pages.first { !$0.events.isEmpty })
        let struck = try #require(pages.last { !$0.events.isEmpty && $0.article.id != event.article.id })
        let other = try #require(pages.last { $0.events.count > 1 && $0.article.id != event.article.id })
        try made.set(
            event.article.id, field: HandCorrections.sameEvent(event.events[0].id),
            value: "\(other.article.id)#\(other.events[0].id)", why: "one act")
        try made.set(
            struck.article.id, field: HandCorrections.struck(struck.events.last?.id ?? ""), value: "yes", why: "a slip")
        try made.set(event.article.id, field: "outlet", value: "A Paper", why: "by its masthead")
        return made
    }

    @Test(arguments: [1, 3, 512]) func theSameAsWhereAllAreHeld(_ capacity: Int) throws {
        let scratch = Scratch()
        let made = try made(scratch)
        for withStruck in [false, true] {
            let held = try Collection(made.store, withStruck: withStruck)
            let read = try Collection(onDemand: made.store, withStruck: withStruck, capacity: capacity)
            #expect(held.pages.count > 10 && held.ledger.events.count > 5)
            #expect(read.pages.map(\.document) == held.pages.map(\.document))
            #expect(read.pages.map(\.events) == held.pages.map(\.events))
            #expect(read.pages.map(\.short) == held.pages.map(\.short))
            #expect(read.pages.map(\.textName) == held.pages.map(\.textName))
            #expect(read.numbers == held.numbers)
            #expect(read.texts.map(\.name) == held.texts.map(\.name))
            #expect(read.texts.map(\.pages) == held.texts.map(\.pages))
            #expect(read.texts.map(\.voice) == held.texts.map(\.voice))
            #expect(read.texts.map(\.side) == held.texts.map(\.side))
            #expect(read.rejected.map(\.id) == held.rejected.map(\.id))
            #expect(read.ledger.events.map(\.report) == held.ledger.events.map(\.report))
            #expect(read.ledger.events.map(\.counts) == held.ledger.events.map(\.counts))
            #expect(read.ledger.events.map(\.texts) == held.ledger.events.map(\.texts))
            #expect(read.ledger.events.map(\.deniedBy) == held.ledger.events.map(\.deniedBy))
            #expect(read.ledger.events.map(\.parts) == held.ledger.events.map(\.parts))
            #expect(Flags.all(read.ledger).map(\.note) == Flags.all(held.ledger).map(\.note))
            #expect(read.failure == nil)
        }
    }

    /// An export of a whole project reads page by page; one of all its pages by number holds them.
    @Test func exportsAreTheSameBytes() throws {
        let scratch = Scratch()
        let made = try made(scratch)
        let whole = try #require(try ExportSource(made, name: "x"))
        let held = try #require(try ExportSource(made, name: "x", pages: try made.store.numbers()))
        for format in ExportFormat.served where !format.needsPair {
            #expect(try format.bytes(whole) == format.bytes(held), "\(format.name)")
        }
    }

    /// A page that is gone is told, and its blanks hold what its numbers ask for.
    @Test func whatCannotBeReadIsTold() throws {
        let scratch = Scratch()
        let made = try made(scratch)
        let gone = PageReader.Held(number: 9_999, id: "gone.txt", sha256: "0", text: 4, length: 70, events: 3)
        let reader = PageReader(FrozenStore(made.store), [gone], [:], withStruck: false)
        #expect(reader.failure == nil)
        let page = reader.page(0)
        #expect(page.events.count == 3)
        #expect(page.body.quote(TextRange(10, 70)).utf8.count == 60)
        #expect(reader.failure?.contains("gone.txt") == true)
    }
}
