internal import ArchivePipeline
internal import ArgumentParser
internal import EvidenceArchive
internal import StageIO
internal import TextPrimitives

/// `wirekin merge`: joins projects.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Take the pages and decisions of other projects into one.",
        discussion: """
            EXAMPLE
              wirekin merge shard-1 shard-2 shard-3 --into whole

            The others are only read. Captures keep their ids where these are free, corrections come along, and the
            other logs are kept beside this one's with their heads. What is new is read and linked once, at the end.
            Exit status 3 when a page could not be taken; the others are.
            """)

    @Argument(help: "The folders of the projects.")
    var projects: [String]

    @Option(help: "The project that takes them; it is made when it is not there.")
    var into: String

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Say nothing on standard error but errors.")
    var quiet = false

    func run() throws {
        let by = "wirekin merge \(Version.text)"
        let merged: [MergedProject]
        let project: Project
        do {
            // A name that is none ends the command before anything is made.
            for path in projects { _ = try ProjectFolder.open(path) }
            try ProjectFolder.createWhenMissing(into, by: by)
            project = try Project(path: into, by: by)
            merged = try project.merge(projects)
        } catch { throw ExitStatus.failed(error) }
        for refusal in merged.flatMap(\.refused) { StandardStreams.complain("wirekin: \(refusal)") }
        let head = project.logHead
        if json {
            Out.put(
                .pairs([
                    "merged": .array(
                        merged.map {
                            .pairs([
                                "project": .string($0.path), "added": .int($0.added), "known": .int($0.known),
                                "decisions": .int($0.decisions), "refused": .array($0.refused.map { .string($0) }),
                            ])
                        }),
                    "log": .pairs(["entries": .int(head.entries), "hash": .string(head.hash)]),
                ]))
        } else {
            for one in merged {
                Out.put(
                    "\(one.path): \(one.added) added, \(one.known) known, \(one.decisions) decisions, \(one.refused.count) not taken\n"
                )
            }
            Out.put("project \(into)\n    log \(head.entries):\(head.hash)\n")
        }
        if merged.contains(where: { !$0.refused.isEmpty }) { throw ExitStatus.partly }
    }
}
