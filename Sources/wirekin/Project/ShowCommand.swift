internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin show`: a page as it was read.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a page as it was read.",
        discussion: "EXAMPLE\n  wirekin show 000 --explain")

    @Argument(help: "The page: its id or the beginning of it.")
    var page: String

    @OptionGroup var options: ProjectOptions

    @Flag(help: "Say for each field which rule gave it, and what was left out of the page.")
    var explain = false

    func run() throws {
        let item = try options.page(page, "show").item
        if options.json {
            Out.put(.raw(item.document.line(.exchange)))
            Out.put("\n")
            return
        }
        var lines = [item.fields.title ?? "untitled", ""]
        func field(_ name: String, _ value: String?) { lines.append("\(name.padding(12))\(value ?? "not named")") }
        field("page", "\(item.article.id) · text \(item.textName)")
        field("authors", item.fields.authors.isEmpty ? nil : item.fields.authors.joined(separator: ", "))
        field("outlet", item.outlet.name == nil ? nil : item.outlet.words)
        field(
            "via",
            item.fields.via.isEmpty ? nil : item.fields.via.map { "\($0.name) (\($0.kind))" }.joined(separator: ", "))
        field("language", item.fields.language)
        field("published", item.fields.published)
        field("captured", item.fields.captured)
        field("address", item.fields.url)
        if let reason = item.article.state.reason { field("state", reason) }
        for value in item.analyst {
            field(
                value.field,
                "\(value.value ?? "") – set by the analyst, log #\(value.entry)\(value.why.map { ", \($0)" } ?? "")\(value.isLost ? " – its words tell no event any more" : "")"
            )
        }
        field("sha256", item.article.sha256)
        lines += ["", item.text]
        if explain {
            lines += ["", "HOW EACH FIELD WAS FOUND"]
            for entry in item.article.provenance where entry.count == 3 {
                lines.append("  \(entry[0].padding(12))\(entry[1]) – \(entry[2])")
            }
            lines += ["", "LEFT OUT AS PAGE CHROME"]
            for entry in item.article.leftOut where entry.count == 2 {
                lines.append("  \(entry[0].shortened(70)) – \(entry[1])")
            }
        }
        Out.put(lines.joined(separator: "\n") + "\n")
    }
}

extension String {
    /// The text filled up with spaces.
    func padding(_ width: Int) -> String {
        count >= width ? self + " " : self + String(repeating: " ", count: width - count)
    }
}
