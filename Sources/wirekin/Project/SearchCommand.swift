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
        discussion:
            "EXAMPLE\n  wirekin search '\"joint communique\" -trade' --pair KP-IR --from 1989\n  wirekin search 'visit* OR met said:KCNA'"
    )

    @Argument(
        help: """
            Words in all their forms, "words in quotes", visit* for a beginning; OR, NOT or -, ( ); outlet:KCNA, pair:KP-IR, \
            type:visit, said:NAME, by:NAME.
            """)
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
        var asked = SearchQuery()
        asked.words = query
        asked.limit = max(1, min(limit, 100_000))
        asked.outlets = outlet.map { [$0] } ?? []
        asked.languages = language.map { [$0] } ?? []
        for day in [from, to].compactMap(\.self) where DayBounds(edtf: day) == nil {
            throw ExitStatus.usage("“\(day)” is no date; write it as 2022-05-14, 2022-05 or 2022.")
        }
        asked.from = from
        asked.to = to
        if let pair {
            asked.pair = pair.uppercased().split(separator: "-").compactMap { CountryCodes.alpha3(String($0)) }
            guard asked.pair.count == 2 else {
                throw ExitStatus.usage(
                    "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
            }
        }
        let result: SearchView
        do { result = try SearchView(asked, ProjectIndex(project.store), project.store) } catch {
            throw ExitStatus.failed(error)
        }
        if options.json {
            Out.put(result.json)
        } else {
            Out.put(text(result, project.store))
        }
    }

    /// One text a paragraph: its head page, then the pages that reprint it.
    private func text(_ view: SearchView, _ store: CorpusStore) -> String {
        func short(_ id: String) -> String { (try? Collection.shortName(id, in: store)) ?? id }
        var result = view.result.notes.map { "note: \($0)\n" }.joined()
        for hit in view.hits {
            let snippet = hit.snippet.map { $0 == "\u{E000}" ? "[" : $0 == "\u{E001}" ? "]" : $0 == "\n" ? " " : $0 }
            result +=
                "\(short(hit.head.id))  \(Wording.date(hit.head.published))  \(hit.head.title ?? "untitled")\n    \(String(snippet))\n"
            if !hit.others.isEmpty {
                result += "    also on \(hit.others.map { short($0.id) }.joined(separator: ", "))\n"
            }
        }
        let shown = view.hits.count < view.result.texts ? "; the first \(view.hits.count) texts are shown" : ""
        return result
            + "\(Wording.count(view.result.texts, "text")) on \(Wording.count(view.result.pages, "page"))\(shown)\n"
    }
}
