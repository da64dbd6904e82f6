internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import EvidenceArchive
internal import Exports
internal import TextPrimitives

/// `wirekin demo`: an invented collection that shows what the program is for.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open an invented collection in the desk: a misplaced denial, a fallen hedge, an old visit.",
        discussion:
            "EXAMPLE\n  wirekin demo\n  wirekin demo --no-serve\n\nThe pages are invented (CC0): nothing in them happened. The folder is a project like any other and can be deleted."
    )

    @Argument(help: ArgumentHelp("The folder of the project; it is made when it is not there.", valueName: "folder"))
    var folder = "wirekin-demo"

    @Option(help: "The port of the desk; 0 for any that is free.")
    var port = 8700

    @Flag(help: "Make the project and print the tour, and serve no desk.")
    var noServe = false

    func run() throws {
        let project: Project
        do {
            if !FileAccess.exists(folder + "/wirekin.json") {
                _ = try ProjectFolder.create(folder, by: "wirekin demo \(Version.text)")
                let made = try Project(path: folder, by: "wirekin demo \(Version.text)")
                let pages = Resource.names.filter { $0.hasPrefix("demo/") }.map { name in
                    (name: String(name.dropFirst("demo/".count)), bytes: Resource.bytes(name))
                }
                try made.add(uploads: pages) { _ in }
                try made.store.close()
            }
            project = try Project(path: folder, by: "wirekin demo \(Version.text)", access: .reading)
            let collection = try Collection(project.store)
            let tour = Tour(collection, pair: try PairCount.all(project.store).first?.pair)
            var text =
                "an invented collection in \(folder): \(Wording.count(collection.pages.count, "page")), nothing in them happened\n\n"
            for (place, stop) in tour.stops.enumerated() {
                text += "\(place + 1)  \(stop.title)\n   \(stop.words)\n   \(stop.command) --project \(folder)\n"
            }
            Out.put(text + "\n")
            try project.store.close()
        } catch { throw ExitStatus.failed(error) }
        if noServe { return }
        var serve = try ServeCommand.parse(["--project", folder, "--port", "\(port)"])
        serve.start = "tour"
        try serve.run()
    }
}
