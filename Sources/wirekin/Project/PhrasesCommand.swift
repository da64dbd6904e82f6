internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import TextPrimitives

/// `wirekin phrases`: the formulas of the press, and when they came and went.
struct PhrasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phrases", abstract: "Show runs of words that recur in texts which are no copies of each other.",
        discussion: "EXAMPLE\n  wirekin phrases --least 5 --project ./kp-ir")

    @Option(help: "In how many texts a phrase must stand; copies count once.")
    var least = 3

    @Option(help: "The most phrases that are shown.")
    var limit = 50

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard least >= 2 else {
            throw ExitStatus.usage("--least \(least) is too few; a phrase recurs in two texts or more.")
        }
        let (_, collection) = try options.collection("phrases")
        let phrases = collection.phrases(least: least)
        if options.json {
            Out.put(
                .pairs([
                    "schema_version": .int(1),
                    "phrases": .array(phrases.prefix(max(0, limit)).map { json($0, collection) }),
                ]))
            return
        }
        if phrases.isEmpty {
            Out.put("no run of five words stands in \(Wording.count(least, "text")) of this project\n")
            return
        }
        for phrase in phrases.prefix(max(0, limit)) {
            Out.put("“\(phrase.text.split(whereSeparator: \.isWhitespace).joined(separator: " "))”\n")
            let days = phrase.first == phrase.last ? phrase.first : phrase.first.map { "\($0) … \(phrase.last ?? $0)" }
            Out.put(
                "    \(Wording.count(phrase.texts, "text")), \(Wording.count(phrase.uses.count, "page")) · seen \(days ?? "in undated pages only")\n"
            )
            for outlet in phrase.outlets {
                let days = outlet.first.map { $0 == outlet.last ? $0 : "\($0) … \(outlet.last ?? $0)" } ?? "undated"
                Out.put("    \(outlet.outlet): \(Wording.count(outlet.pages, "page")), \(days)\n")
            }
            Out.put("    in \(phrase.uses.map { collection.pages[$0.page].short }.joined(separator: ", "))\n")
        }
        if phrases.count > limit { Out.put("… and \(phrases.count - limit) more: raise --limit\n") }
    }

    private func json(_ phrase: CollectionPhrase, _ collection: Collection) -> JSONValue {
        .pairs([
            "phrase": .string(phrase.text), "words": .int(phrase.words), "texts": .int(phrase.texts),
            "first": .optional(phrase.first), "last": .optional(phrase.last),
            "outlets": .array(
                phrase.outlets.map {
                    .pairs([
                        "outlet": .string($0.outlet), "first": .optional($0.first), "last": .optional($0.last),
                        "pages": .int($0.pages),
                    ])
                }),
            "uses": .array(
                phrase.uses.map { use in
                    let page = collection.pages[use.page]
                    return .pairs(["id": .string(page.article.id), "span": page.body.json(use.range)])
                }),
        ])
    }
}
