internal import ArgumentParser
internal import EvidenceArchive
internal import Glibc
internal import NewsAnalysis
internal import StageIO

/// The program: parses the command line, runs one command, and turns what went wrong into a sentence and an exit status.
///
/// Exit status: 0 fine, 1 problems found, 2 usage (also: what was named is not there), 3 not or not all done, 4 network, 130 interrupted.
@main
enum Entry {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        if let message = CommandNames.problem(Array(CommandLine.arguments.dropFirst())) {
            StandardStreams.complain("wirekin: \(message)")
            exit(2)
        }
        do {
            var command = try Wirekin.parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            if let message = status.message { StandardStreams.complain("wirekin: \(message)") }
            exit(status.code)
        } catch {
            let code = Wirekin.exitCode(for: error)
            let message = Wirekin.fullMessage(for: error)
            if code == .success {
                StandardStreams.write(Array((message + "\n").utf8))
                exit(0)
            }
            StandardStreams.complain(CommandNames.hinted(message))
            exit(code == .validationFailure ? 2 : 3)
        }
    }
}

/// The end of a command that did not go as asked.
struct ExitStatus: Error {
    /// The exit status.
    let code: Int32
    /// A sentence for standard error, or nil when all has been said.
    let message: String?

    /// Problems were found.
    static let problems = ExitStatus(code: 1, message: nil)
    /// A part was done.
    static let partly = ExitStatus(code: 3, message: nil)

    /// A failure that stopped the command: 2 where what was named is not there or is in the way, else 3.
    static func failed(_ error: any Error) -> ExitStatus {
        if let error = error as? ArchiveError, [.notAProject, .exists, .cannotRead].contains(error.code) {
            return ExitStatus(code: 2, message: error.description)
        }
        return ExitStatus(code: 3, message: "\(error)")
    }
    /// A wrong use of the command.
    static func usage(_ message: String) -> ExitStatus { ExitStatus(code: 2, message: message) }
}

/// The root command.
struct Wirekin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wirekin",
        abstract: "A press attaché in a box: which text is a copy of which, what is dated when, who said it.",
        discussion: """
            EXAMPLES
              wirekin demo
              wirekin init ./kp-ir && cd ./kp-ir
              wirekin add ~/pages/*.html
              wirekin families
              wirekin pair KP-IR --html dossier.html
              wirekin read page.html | wirekin time | wirekin code

            Exit status: 0 fine, 1 problems found, 2 usage or nothing of that name there,
            3 not or not all done, 4 network, 130 interrupted.
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Project",
                subcommands: [
                    DemoCommand.self, InitCommand.self, AddCommand.self, FamiliesCommand.self, DateCommand.self,
                    PairCommand.self,
                    PairsCommand.self, ClaimsCommand.self, SearchCommand.self, ShowCommand.self,
                    ExplainCommand.self,
                    DiffCommand.self,
                    RewordingsCommand.self,
                    PhrasesCommand.self,
                    ExportCommand.self,
                    CiteCommand.self,
                    SetCommand.self,
                    ServeCommand.self,
                    VerifyCommand.self,
                    KeyCommand.self,
                    SealCommand.self,
                    ProofCommand.self,
                    BundleCommand.self,
                    RebuildCommand.self,
                    WatchCommand.self,
                    AssistantCommand.self,
                    MergeCommand.self,
                ]),
            CommandGroup(
                name: "Filter (JSON Lines in, JSON Lines out)",
                subcommands: StageCommands.all),
        ])
}

/// The program's version.
enum Version {
    /// As shown by `--version` and written to the log.
    static let text = Analyser.release
}
