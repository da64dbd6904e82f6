internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import Exports
internal import StageIO

/// `wirekin cite`: the reference of one text.
struct CiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cite", abstract: "Print the reference of a text, its copies in the notes.",
        discussion: "EXAMPLE\n  wirekin cite T3 --format bibtex --project ./kp-ir")

    @Argument(help: "A text such as T3, or a page that carries it.")
    var text: String

    @Option(help: "The format: \(CiteCommand.names).")
    var format = "csl-json"

    @OptionGroup var options: ProjectOptions

    private static var formats: [ExportFormat] { ExportFormat.all.filter(\.isCitation) }
    private static var names: String { formats.map(\.name).joined(separator: ", ") }

    func run() throws {
        guard let format = CiteCommand.formats.first(where: { $0.name == format }) else {
            throw ExitStatus.usage("“\(format)” is no format of references; they are \(CiteCommand.names).")
        }
        let project = try options.open("cite")
        do {
            let numbers = try Collection.numbers(ofText: text, in: project.store)
            // A name that means no page, or several, is told as every command tells it.
            if numbers.isEmpty { _ = try options.page(text, "cite") }
            guard let source = try ExportSource(project, name: options.name, pages: numbers) else { return }
            _ = try format.write(source, to: "-") { bytes in StandardStreams.write(bytes) }
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
    }
}
