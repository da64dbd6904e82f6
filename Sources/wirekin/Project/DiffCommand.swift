internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin diff`: what stands in one page and not in the other.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two pages word by word.",
        discussion:
            "EXAMPLE\n  wirekin diff 000 001\n\nWhite space and typography are folded. [-words-] stand in the first, not in the second; {+words+} the other way round; {~words~} stand elsewhere."
    )

    @Argument(help: "The first page.")
    var first: String

    @Argument(help: "The second page.")
    var second: String

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let (_, collection) = try options.collection("diff")
        let a = collection.pages[try collection.page(first)]
        let b = collection.pages[try collection.page(second)]
        let pieces = WordDiff.compare(a.article.text, b.article.text) { Folding.fold($0) }
        if options.json {
            Out.put(
                .pairs([
                    "first": .string(a.article.id), "second": .string(b.article.id),
                    "pieces": .array(
                        pieces.map { .pairs(["side": .string($0.side.rawValue), "text": .string($0.text)]) }),
                ]))
            return
        }
        var line = "in \(a.short), not in \(b.short): [-…-]   in \(b.short), not in \(a.short): {+…+}\n\n"
        for piece in pieces {
            switch piece.side {
            case .both:
                let words = piece.text.split(separator: " ")
                line +=
                    words.count > 24
                    ? "\(words.prefix(10).joined(separator: " ")) … (\(words.count - 20) equal words) … \(words.suffix(10).joined(separator: " ")) "
                    : piece.text + " "
            case .first: line += "[-\(piece.text)-] "
            case .second: line += "{+\(piece.text)+} "
            case .moved: line += "{~\(piece.text)~} "
            }
        }
        let changed = pieces.filter { $0.side != .both }.count
        Out.put(line + "\n\n\(changed == 0 ? "the same words" : Wording.count(changed, "change"))\n")
    }
}
