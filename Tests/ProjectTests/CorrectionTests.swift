import CorpusStore
import DocumentModel
import EvidenceArchive
import Testing
import TextPrimitives

@testable import ArchivePipeline

@Suite struct CorrectionTests {
    /// A project with one page of several events, and that page.
    private func page(_ scratch: Scratch) throws -> (project: Project, page: CollectionPage) {
        let text = """
            Envoys in Lusaka

            The minister of Norway visited Lusaka on 3 May 2019. Norway and Zambia signed a treaty on 5 May 2019.

            Zambia's minister visited Oslo on 9 May 2019. Zambia criticised Sweden on 11 May 2019.

            """
        let project = try project(scratch, try files(scratch, [("in/a.txt", text)])).project
        return (project, try #require(try Collection(project.store).pages.first))
    }

    /// An event of a page with a party's name.
    private func party(_ page: CollectionPage) throws -> (event: Event, name: String) {
        let event = try #require(page.events.last { !$0.actors.isEmpty })
        return (event, event.actors[0].name)
    }

    @Test func aCorrectionFindsItsEventUnderAnotherNumber() throws {
        let scratch = Scratch()
        let (project, page) = try page(scratch)
        let (event, name) = try party(page)
        try project.set("a.txt", field: HandCorrections.notActor(event.id, name), value: "yes", why: "a test")
        let value = try #require(try project.store.analystValues().first)
        let anchor = try #require(HandCorrections.anchors(value)?.event)
        #expect(anchor.quote == page.body.quote(event.trigger))
        // Another analyser finds one event more, before the others.
        var renumbered = page.events
        for index in renumbered.indices { renumbered[index].id = "e\(index + 7)" }
        let moved = HandCorrections.settled([value], renumbered, page.body, text: page.article.textSHA256)
        let now = try #require(renumbered.first { $0.trigger == event.trigger && $0.type == event.type })
        #expect(moved.map(\.field) == [HandCorrections.notActor(now.id, name)])
        #expect(
            HandCorrections.apply(moved, to: renumbered).first { $0.id == now.id }?.actors.contains { $0.name == name }
                == false)
        // Another reading of the page gives the same sentences at other places.
        let other = HandCorrections.settled([value], renumbered, page.body, text: "another")
        #expect(other.map(\.field) == [HandCorrections.notActor(now.id, name)])
        // An analyser that finds it no more.
        let without = renumbered.filter { $0.id != now.id }
        let lost = HandCorrections.settled([value], without, page.body, text: page.article.textSHA256)
        #expect(lost.map(\.isLost) == [true])
    }

    @Test func aCorrectionIsTakenBackByTheNameThatItHas() throws {
        let scratch = Scratch()
        let (project, page) = try page(scratch)
        let (event, name) = try party(page)
        let field = HandCorrections.notActor(event.id, name)
        try project.set("a.txt", field: field, value: "yes", why: nil)
        #expect(
            try Collection(project.store).pages[0].events.first { $0.id == event.id }?.actors.contains {
                $0.name == name
            } == false)
        try project.set("a.txt", field: field, value: nil, why: nil)
        #expect(try Collection(project.store).pages[0].analyst.isEmpty)
        #expect(try project.verify().findings.isEmpty)
    }

    @Test func correctionsByNumberAreCarriedOverToTheirWords() throws {
        let scratch = Scratch()
        let (project, page) = try page(scratch)
        let (event, name) = try party(page)
        let path = scratch.path + "/p"
        // As an older wirekin wrote them: by number only, one of an event that is there and one that is not.
        for field in [HandCorrections.notActor(event.id, name), HandCorrections.notActor("e99", name)] {
            _ = try project.folder.log.append(
                [
                    (
                        "set",
                        [
                            JSONMember(name: "id", value: .string("a.txt")),
                            JSONMember(name: "field", value: .string(field)),
                            JSONMember(name: "value", value: .string("yes")),
                        ]
                    )
                ], by: "test", time: Clock.now(), after: project.folder.log.last())
        }
        try project.store.close()
        Forger.execute(path, "UPDATE article SET analyser = 0")
        let again = try Project(path: path, by: "test")
        let last = try #require(try again.folder.log.last())
        #expect(last.action == "set" && last.details.contains { $0.name == "carries" })
        let values = try Collection(again.store).pages[0].analyst
        #expect(values.count == 2)
        #expect(
            values.contains {
                HandCorrections.anchors($0)?.event != nil && $0.field == HandCorrections.notActor(event.id, name)
            })
        let report = try again.verify()
        #expect(report.findings.isEmpty)
        #expect(report.notes.count == 1 && report.notes[0].contains("e99") && report.notes[0].contains("number only"))
        // It is carried over once.
        try again.store.close()
        _ = try Project.rebuild(path: path, by: "test")
        #expect(try again.folder.log.last()?.number == last.number)
    }
}

@Suite struct ReadersAndWritersTests {
    /// All files of a folder with their sizes and times of change.
    private func listing(_ path: String) throws -> [String] {
        try FileAccess.names(in: path).map { "\($0) \(FileAccess.stamp("\(path)/\($0)"))" }
    }

    @Test func aReaderWritesNothing() throws {
        let scratch = Scratch()
        let made = try project(scratch, [examples + "/D01.txt", examples + "/D03.txt"]).project
        try made.store.close()
        let path = scratch.path + "/p"
        let before = try listing(path)
        let reader = try Project(path: path, by: "test", access: .reading)
        #expect(try Collection(reader.store).pages.count == 2)
        #expect(try reader.verify().findings.isEmpty)
        try reader.store.close()
        #expect(try listing(path) == before)
    }

    @Test func readersBesideAWriterReadWholeRowsAndDamageNothing() throws {
        let scratch = Scratch()
        let writer = try project(scratch, [examples + "/D01.txt"]).project
        let path = scratch.path + "/p"
        let early = try Project(path: path, by: "test", access: .reading)
        let first = try early.store.articles().map(\.id)
        try writer.add([examples]) { _ in }
        // The early reader sees what it saw: a file that does not change.
        #expect(try early.store.articles().map(\.id) == first)
        let late = try Project(path: path, by: "test", access: .reading)
        #expect(try late.store.articles().count == 13)
        try early.store.follow()
        #expect(try early.store.articles().count == 13)
        #expect(try late.verify().findings.isEmpty)
    }

    @Test func aReaderFollowsARebuild() throws {
        let scratch = Scratch()
        let desk = try project(scratch, [examples + "/D01.txt"]).project
        let path = scratch.path + "/p"
        _ = try Project.rebuild(path: path, by: "test")
        #expect(try desk.store.follow())
        try Project(path: path, by: "test").add([examples + "/D03.txt"]) { _ in }
        #expect(try desk.store.articles().map(\.id) == ["D01.txt", "D03.txt"])
        // And writes to the file that is there now.
        _ = try Project.rebuild(path: path, by: "test")
        try desk.add([examples + "/D04.txt"]) { _ in }
        #expect(try Project(path: path, by: "test", access: .reading).store.articles().count == 3)
        #expect(try desk.verify().findings.isEmpty)
    }

    @Test func pagesOfAnOlderAnalyserAreReadAnew() throws {
        let scratch = Scratch()
        let made = try project(scratch, [examples + "/D01.txt"]).project
        let before = try made.store.articles().map(\.line)
        try made.store.close()
        let path = scratch.path + "/p"
        Forger.execute(path, "UPDATE article SET analyser = 0, line = '{}'")
        let reader = try Project(path: path, by: "test", access: .reading)
        #expect(try reader.staleness()?.contains("1 pages were read by an older analyser") == true)
        #expect(try Project(path: path, by: "test").store.articles().map(\.line) == before)
    }
}
