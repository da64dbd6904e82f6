internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin pair`: the ledger of a pair of states.
struct PairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pair", abstract: "Show what happened between two states, what is remembered and what was said.",
        discussion: "EXAMPLE\n  wirekin pair KP-IR\n  wirekin pair KP-IR --html dossier.html")

    @Argument(help: "Two ISO 3166 codes of two letters, in any order, such as KP-IR.")
    var pair: String

    @OptionGroup var options: ProjectOptions

    @Option(help: "Write a page that opens offline and can be handed over.")
    var html: String?

    @Option(help: "The day that stands for today: the next anniversaries are told from it (YYYY-MM-DD).")
    var today: String?

    @Flag(help: "Print Markdown.")
    var md = false

    func run() throws {
        let (project, collection) = try options.collection("pair")
        guard let day = today.map({ CivilDay(iso: $0) }) ?? CivilDay.today else {
            throw ExitStatus.usage("“\(today ?? "")” is no day; write it as 2024-05-14.")
        }
        guard let dossier = Dossier(collection, pair: pair, today: day) else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        let text = DossierText(dossier)
        if let html {
            let page = DossierHTML(dossier, collection: collection, project: options.name, log: project.logHead)
                .render()
            do { try FileAccess.writeAtomically(Array(page.utf8), to: html) } catch { throw ExitStatus.failed(error) }
            if !options.quiet, !options.json {
                Out.put(
                    "wrote \(html): \(dossier.happened.count) entries, \(dossier.quotes.count) quotes; check it with `wirekin verify \(html)`\n"
                )
            }
            if !options.json { return }
        }
        if options.json {
            Out.put(text.json())
        } else {
            Out.put(md ? text.markdown() : text.terminal())
        }
    }
}
