internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Ledger
internal import TextPrimitives

/// `wirekin set`: the analyst's layer.
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a page's outlet, address or date by hand; logged, and never written into the evidence.",
        discussion:
            "EXAMPLE\n  wirekin set 002 --outlet \"The Courier\" --why \"masthead of the print edition\"\n  wirekin set 002 --unset outlet"
    )

    @Argument(help: "The page: its id or the beginning of it.")
    var page: String

    @OptionGroup var options: ProjectOptions

    @Option(help: "The outlet.")
    var outlet: String?

    @Option(help: "The address.")
    var url: String?

    @Option(help: "The day of publication (EDTF).")
    var date: String?

    @Option(help: "Take a value back: outlet, url or date.")
    var unset: String?

    @Option(help: "Why, in your words; kept in the log.")
    var why: String?

    func run() throws {
        let (project, collection) = try options.collection("set")
        let item = collection.pages[try collection.page(page)]
        var changes: [(String, String?)] = []
        if let outlet { changes.append(("outlet", outlet)) }
        if let url { changes.append(("url", url)) }
        if let date {
            guard DayBounds(edtf: date) != nil else {
                throw ExitStatus.usage("“\(date)” is no date; write it as 2022-05-14, 2022-05, 2022 or A/B.")
            }
            changes.append(("date", date))
        }
        if let unset {
            guard ["outlet", "url", "date"].contains(unset) else {
                throw ExitStatus.usage("“\(unset)” cannot be taken back; name outlet, url or date.")
            }
            changes.append((unset, nil))
        }
        guard !changes.isEmpty else {
            throw ExitStatus.usage("nothing to set; give --outlet, --url, --date or --unset.")
        }
        for (field, value) in changes {
            do { try project.set(item.article.id, field: field, value: value, why: why) } catch {
                throw ExitStatus.failed(error)
            }
            Out.put(
                "\(item.short): \(field) \(value.map { "set to \($0)" } ?? "taken back") · log #\(project.logHead.entries)\n"
            )
        }
    }
}
