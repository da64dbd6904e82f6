internal import ArgumentParser
internal import AssistantInterface
internal import DocumentModel
internal import StageIO

/// `wirekin mcp`: the project for assistants.
struct AssistantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp", abstract: "Let an assistant ask the project, over standard input and output.",
        discussion: """
            EXAMPLE
              wirekin mcp --project ./kp-ir

            Speaks the Model Context Protocol: one JSON object a line in, one out, until the input ends. An assistant can search, \
            read and cite; nothing is written. Every answer has its quotes, their offsets and the digests of their pages.
            """)

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let today = try options.today.map { _ in CivilDay(iso: try options.day()) } ?? nil
        let session: AssistantSession
        do {
            session = try AssistantSession(
                path: options.path, name: options.name, by: "wirekin mcp \(Version.text)", today: today)
        } catch { throw ExitStatus.failed(error) }
        var reader = LineReader(descriptor: 0, maximumLine: AssistantSession.lineLimit)
        while let read = reader.next() {
            guard let answer = read.map({ session.answer($0) }) ?? AssistantSession.tooLong else { continue }
            // The assistant has gone.
            if !StandardStreams.write(answer) { return }
        }
    }
}
