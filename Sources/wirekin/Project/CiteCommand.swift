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
        var numbers: [Int] = []
        do {
            if text.hasPrefix("T"), let number = Int(text.dropFirst()) {
                numbers = try project.store.pages(ofText: number)
            }
            if numbers.isEmpty {
                let page = try options.page(text, "cite").item
                numbers = try project.store.pages(
                    ofText: project.store.members([page.article.number]).first?.text ?? 0)
            }
            guard let source = try ExportSource(project, name: options.name, pages: numbers.sorted()) else { return }
            _ = try format.write(source, to: "-") { bytes in StandardStreams.write(bytes) }
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
    }
}
