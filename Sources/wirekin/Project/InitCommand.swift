internal import ArchivePipeline
internal import ArgumentParser
internal import EvidenceArchive

/// `wirekin init`: makes a project.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a project in a folder.", discussion: "EXAMPLE\n  wirekin init ./kp-ir")

    @Argument(help: "The folder; it is made when it is not there.")
    var folder: String

    func run() throws {
        do {
            _ = try ProjectFolder.create(folder, by: "wirekin init \(Version.text)")
            _ = try Project(path: folder, by: "wirekin init \(Version.text)")
        } catch { throw ExitStatus.failed(error) }
        Out.put("made a project in \(folder); add pages with `wirekin add --project \(folder) FILE…`\n")
    }
}
