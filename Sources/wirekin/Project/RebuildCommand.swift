internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Ledger
internal import TextPrimitives

/// `wirekin rebuild`: makes everything derived again.
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Throw the derived data away and make it again from the captures and the log.",
        discussion: "EXAMPLE\n  wirekin rebuild")

    @OptionGroup var options: ProjectOptions

    func run() throws {
        do {
            let count = try Project.rebuild(
                path: options.path, by: "wirekin rebuild \(Version.text)", progress: options.progress)
            if options.json {
                Out.put(.pairs(["pages": .int(count)]))
            } else {
                Out.put("made the derived data again from \(count) captures\n")
            }
        } catch { throw ExitStatus.failed(error) }
    }
}
