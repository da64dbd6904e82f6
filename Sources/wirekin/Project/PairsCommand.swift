internal import ArchivePipeline
internal import ArgumentParser
internal import Exports
internal import TextPrimitives

/// `wirekin pairs`: the pairs of states of which a project holds something.
struct PairsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs", abstract: "List the pairs of states that texts name together, the most told first.",
        discussion: "EXAMPLE\n  wirekin pairs --limit 10 --project ./kp-ir")

    @Option(help: "The most pairs that are shown; 0 for all.")
    var limit = 50

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard limit >= 0 else { throw ExitStatus.usage("--limit \(limit) is below 0; give 0 for all pairs.") }
        let project = try options.open("pairs")
        let pairs: [PairCount]
        do { pairs = try PairCount.all(project.store) } catch { throw ExitStatus.failed(error) }
        let shown = limit == 0 ? pairs[...] : pairs.prefix(limit)
        if options.json {
            Out.put(
                .pairs([
                    "schema_version": .int(1), "count": .int(pairs.count),
                    "pairs": .array(
                        shown.map { item in
                            .pairs([
                                "pair": .string(item.pair), "names": .strings(item.names), "pages": .int(item.pages),
                                "texts": .int(item.texts),
                            ])
                        }),
                ]))
            return
        }
        if pairs.isEmpty { Out.put("no text of this project names two states together\n") }
        for item in shown {
            Out.put(
                "\(item.pair)  \(Wording.count(item.pages, "page")), \(Wording.count(item.texts, "text"))  \(item.names.joined(separator: " and "))\n"
            )
        }
        if pairs.count > shown.count { Out.put("… and \(pairs.count - shown.count) more: raise --limit\n") }
    }
}
