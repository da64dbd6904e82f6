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

    @Flag(help: "Print Markdown.")
    var md = false

    func run() throws {
        if let html {
            try write(html)
            if !options.json { return }
        }
        let project = try options.open("pair")
        let found: Collection?
        do { found = try PairPages.collection(project.store, pair: pair) } catch { throw ExitStatus.failed(error) }
        guard let collection = found,
            let dossier = Dossier(
                collection, pair: pair, today: CivilDay(iso: try options.day()) ?? .today)
        else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        let text = DossierText(dossier)
        if options.json {
            Out.put(text.json())
        } else {
            Out.put(md ? text.markdown() : text.terminal())
        }
    }

    /// Writes the dossier as a file to hand over.
    private func write(_ html: String) throws {
        let project = try options.open("pair")
        let made: (bytes: [UInt8], dossier: Dossier)?
        do {
            made = try DossierFile.make(
                project.store, pair: pair, project: options.name, made: try options.day(), log: project.lastEntry)
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
        guard let made else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        do { try FileAccess.writeAtomically(made.bytes, to: html) } catch { throw ExitStatus.failed(error) }
        if !options.quiet, !options.json {
            Out.put(
                "wrote \(html): \(made.dossier.happened.count) entries, \(made.dossier.quotes.count) quotes; check it with `wirekin verify \(html)`\n    log \(project.logHead.entries):\(project.logHead.hash)\n"
            )
        }
    }
}
