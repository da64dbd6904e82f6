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

    @Option(help: "Two reports tell of one event: an event of this page and one of another, as e3=PAGE#e1.")
    var sameEvent: String?

    @Option(help: "A party that is none in an event of this page, as e3=NAME.")
    var notActor: String?

    @Option(help: "Take a value back: outlet, url, date, same-event:e3 or not-actor:e3:NAME.")
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
        if let sameEvent, let at = sameEvent.firstIndex(of: "=") {
            let event = String(sameEvent[..<at])
            changes.append((HandCorrections.sameEvent(event), String(sameEvent[sameEvent.index(after: at)...])))
        }
        if let notActor, let at = notActor.firstIndex(of: "=") {
            let name = String(notActor[notActor.index(after: at)...])
            changes.append((HandCorrections.notActor(String(notActor[..<at]), name), "yes"))
        }
        if let unset {
            guard ["outlet", "url", "date"].contains(unset) || HandCorrections.isCorrection(unset) else {
                throw ExitStatus.usage(
                    "“\(unset)” cannot be taken back; name outlet, url, date, same-event:e3 or not-actor:e3:NAME.")
            }
            changes.append((unset, nil))
        }
        guard !changes.isEmpty else {
            throw ExitStatus.usage(
                "nothing to set; give --outlet, --url, --date, --same-event, --not-actor or --unset.")
        }
        for (field, value) in changes where HandCorrections.isCorrection(field) {
            let problem = HandCorrections.problem(field, value, item) { name in
                collection.pages.contains { page in page.events.contains { "\(page.article.id)#\($0.id)" == name } }
            }
            if let problem { throw ExitStatus.usage(problem) }
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
