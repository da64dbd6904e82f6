internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin search`: full-text search with snippets.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search all texts.",
        discussion: "EXAMPLE\n  wirekin search \"joint communique\" --pair KP-IR --from 1989")

    @Argument(help: "Words that must all be found.")
    var query: String

    @OptionGroup var options: ProjectOptions

    @Option(help: "Only texts about two states, such as KP-IR.")
    var pair: String?

    @Option(help: "Published on this day or later (YYYY, YYYY-MM or YYYY-MM-DD).")
    var from: String?

    @Option(help: "Published on this day or earlier.")
    var to: String?

    @Option(help: "Only this outlet.")
    var outlet: String?

    @Option(help: "Only this language, such as en.")
    var language: String?

    @Option(help: "The most hits.")
    var limit = 20

    func run() throws {
        let project = try options.open("search")
        var filter = SearchFilter()
        filter.limit = max(1, min(limit, 1000))
        filter.outlet = outlet
        filter.language = language
        filter.from = from
        filter.to = to.map { $0 + (($0.count == 4) ? "-12-31" : $0.count == 7 ? "-31" : "") }
        if let pair {
            filter.pair = pair.uppercased().split(separator: "-").compactMap { CountryCodes.alpha3(String($0)) }
            guard filter.pair.count == 2 else {
                throw ExitStatus.usage(
                    "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
            }
        }
        let hits: [SearchHit]
        do { hits = try project.store.search(query, filter) } catch { throw ExitStatus.failed(error) }
        func plain(_ text: String) -> String {
            String(text.map { $0 == "\u{E000}" ? "[" : $0 == "\u{E001}" ? "]" : $0 == "\n" ? " " : $0 })
        }
        if options.json {
            Out.put(
                .pairs([
                    "query": .string(query),
                    "hits": .array(
                        hits.map {
                            .pairs([
                                "id": .string($0.id), "title": .optional($0.title),
                                "published": .optional($0.published), "outlet": .optional($0.outlet),
                                "snippet": .string(plain($0.snippet)),
                            ])
                        }),
                ]))
            return
        }
        for hit in hits {
            Out.put(
                "\(hit.id)  \(Wording.date(hit.published))  \(hit.title ?? "untitled")\n    \(plain(hit.snippet))\n")
        }
        Out.put(
            "\(Wording.count(hits.count, "page"))\(hits.count == filter.limit ? " (the most that were asked for)" : "")\n"
        )
    }
}
