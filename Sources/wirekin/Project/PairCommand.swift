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
        discussion:
            "EXAMPLE\n  wirekin pair KP-IR --from 1989 --to 1994\n  wirekin pair KP-IR --type visit --csv > visits.csv\n  wirekin pair KP-IR --html dossier.html\n\nWithout a pair it lists those that texts name together."
    )

    @Argument(help: "Two ISO 3166 codes of two letters, in any order, such as KP-IR.")
    var pair: String?

    @OptionGroup var options: ProjectOptions

    @Option(help: ArgumentHelp("Write a page that opens offline and can be handed over.", valueName: "file"))
    var html: String?

    @Flag(
        help:
            "Leave the captures and the log out of the page, so that only the holder of the project can check its words."
    )
    var withoutCaptures = false

    @Flag(help: "Print Markdown.")
    var md = false

    @Flag(help: "Print what happened as a table (CSV, RFC 4180).")
    var csv = false

    @Flag(help: "Print what happened one entry a line, fields between tabs, without notes.")
    var plain = false

    @Option(help: ArgumentHelp("What can lie on this day or later (YYYY, YYYY-MM or YYYY-MM-DD).", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("What can lie on this day or earlier.", valueName: "day"))
    var to: String?

    @Option(help: "Only events of this kind, such as visit, and claims of this stance, such as denies.")
    var type: String?

    @Option(help: "The most entries and claims that are shown; 0 for all. The counts are of all.")
    var limit = 0

    func run() throws {
        guard let pair else {
            var words = ["--limit", "\(limit == 0 ? 50 : limit)", "--project", options.path]
            if options.json { words.append("--json") }
            if options.quiet { words.append("--quiet") }
            return try PairsCommand.parse(words).run()
        }
        guard limit >= 0 else { throw ExitStatus.usage("--limit \(limit) is below 0; give 0 for all.") }
        for day in [from, to].compactMap(\.self) where DayBounds(edtf: day) == nil {
            throw ExitStatus.usage("“\(day)” is no date; write it as 2022-05-14, 2022-05 or 2022.")
        }
        if let html {
            try write(pair, html)
            if !options.json { return }
        }
        let project = try options.open("pair")
        let today = CivilDay(iso: try options.day()) ?? .today
        let found: Dossier?
        do {
            found = try PairPages.collection(project.store, pair: pair).flatMap {
                try PairPages.dossier($0, project.store, pair: pair, today: today)
            }
        } catch { throw ExitStatus.failed(error) }
        guard let whole = found else { throw PairCommand.none(pair) }
        let dossier = whole.narrowed(stance: nil, from: from, to: to).ofType(type).limited(limit)
        let text = DossierText(dossier)
        if options.json {
            Out.put(text.json())
        } else if csv || plain {
            Out.put(text.table(separator: csv ? .comma : .tab))
        } else {
            Out.put(md ? text.markdown() : text.terminal())
            let left = whole.happened.count + whole.said.count - dossier.happened.count - dossier.said.count
            if left > 0, !md {
                Out.put(
                    "\(Wording.count(left, "entry")) and claims more are not shown: --from, --to, --type or --limit leaves them out\n"
                )
            }
        }
    }

    /// What to say of a pair that is none: with pairs of states whose names it holds.
    private static func none(_ pair: String) -> ExitStatus {
        let near = CountryCodes.pairs(named: pair).prefix(4)
        let hint =
            near.isEmpty
            ? "give two ISO 3166 codes of two letters, such as KP-IR."
            : "did you mean \(near.joined(separator: " or "))?"
        return ExitStatus.usage("“\(pair)” is no pair of states; \(hint)")
    }

    /// Writes the dossier as a file to hand over.
    private func write(_ pair: String, _ html: String) throws {
        let project = try options.open("pair")
        let made: (bytes: [UInt8], dossier: Dossier)?
        do {
            made = try DossierFile.make(
                project.store, pair: pair, project: options.name, made: try options.day(), log: project.lastEntry,
                carrying: withoutCaptures ? nil : project.folder)
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
        guard let made else { throw PairCommand.none(pair) }
        do { try FileAccess.writeAtomically(made.bytes, to: html) } catch { throw ExitStatus.failed(error) }
        if !options.quiet, !options.json {
            Out.put(
                "wrote \(html): \(made.dossier.happened.count) entries, \(made.dossier.quotes.count) quotes; check it with `wirekin verify \(html)`\n    log \(project.logHead.entries):\(project.logHead.hash)\n"
            )
        }
    }
}
