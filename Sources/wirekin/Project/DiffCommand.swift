internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Ledger
internal import NewsAnalysis
internal import TextPrimitives

/// `wirekin diff`: what stands in one page and not in the other.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two pages word by word.",
        discussion:
            "EXAMPLE\n  wirekin diff 000 001 --html diff.html\n\nWhite space and typography are folded. [-words-] stand in the first, not in the second; {+words+} the other way round; {1<words} were here and {1>words} went there."
    )

    @Argument(help: "The first page.")
    var first: String

    @Argument(help: "The second page.")
    var second: String

    @Option(help: ArgumentHelp("Write one HTML page instead, readable offline.", valueName: "file"))
    var html: String?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let (_, collection) = try options.collection("diff")
        let a = collection.pages[try collection.page(first)]
        let b = collection.pages[try collection.page(second)]
        let changes = DriftFilter.changes(parent: a.document, child: b.document)
        let pieces = WordDiff.compare(a.text, b.text) { Folding.fold($0) }
        if options.json {
            Out.put(
                DiffJSON.json(
                    first: a.article.id, second: b.article.id, pieces,
                    changes.map { $0.json(parent: a.body, child: b.body) }))
            return
        }
        if let html {
            let page = DiffHTML.page(
                first: DiffHTML.Side(a), second: DiffHTML.Side(b), pieces)
            do { try FileAccess.writeAtomically(Array(page.utf8), to: html) } catch { throw ExitStatus.failed(error) }
            return
        }
        var line = "in \(a.short), not in \(b.short): [-…-]   in \(b.short), not in \(a.short): {+…+}\n\n"
        for field in DiffField.changed(DiffHTML.Side(a).fields, DiffHTML.Side(b).fields) {
            line += "\(field.name.lowercased()): [-\(field.first ?? "")-] {+\(field.second ?? "")+}\n"
        }
        for piece in pieces {
            if piece.startsParagraph { line += "\n\n" }
            switch piece.side {
            case .both where piece.isRespelled: line += "[-\(piece.text)-]{+\(piece.secondText)+} "
            case .both:
                let words = piece.text.split(separator: " ")
                line +=
                    words.count > 24
                    ? "\(words.prefix(10).joined(separator: " ")) … (\(words.count - 20) equal words) … \(words.suffix(10).joined(separator: " ")) "
                    : piece.text + " "
            case .first: line += "[-\(piece.text)-] "
            case .second: line += "{+\(piece.text)+} "
            case .moved: line += "{\(piece.move ?? 0)\(piece.place == .first ? "<" : ">")\(piece.text)} "
            }
        }
        let changed = pieces.count { $0.side == .first || $0.side == .second } + pieces.count { $0.place == .first }
        var told = ""
        if !changes.isEmpty {
            told = "\nwhat \(b.short) tells otherwise than \(a.short), statement by statement:\n"
            for change in changes { told += DiffCommand.line(change, a, b) }
        }
        let respelled = pieces.count { $0.side == .both && $0.isRespelled }
        let letters = respelled == 0 ? "" : ", \(Wording.count(respelled, "place")) in other letters"
        Out.put(line + "\n\n\(changed == 0 ? "the same words" : Wording.count(changed, "change"))\(letters)\n" + told)
    }

    /// A change as one paragraph.
    private static func line(_ change: DriftChange, _ first: CollectionPage, _ second: CollectionPage) -> String {
        func quote(_ range: TextRange?, _ page: CollectionPage) -> String {
            range.map { "“\(page.body.quote($0).split(whereSeparator: \.isWhitespace).joined(separator: " "))”" }
                ?? "nothing"
        }
        var result = "  \(change.kind.rawValue): \(change.note)\n"
        result += "      \(first.short): \(quote(change.parent, first))\n"
        result += "      \(second.short): \(quote(change.child, second))\n"
        if let target = change.parentTarget {
            result += "      answers in \(first.short): \(quote(target, first))\n"
            result += "      seems to answer in \(second.short): \(quote(change.childTarget, second))\n"
        }
        return result
    }
}
