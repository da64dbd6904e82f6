internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin claims`: who says what in a page, through whom, and with which words.
struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "List the claims of a page: speaker, via, stance, words.",
        discussion: "EXAMPLE\n  wirekin claims 004")

    @Argument(help: "The page: its id or the beginning of it.")
    var page: String

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let collection = try options.page(page, "claims").collection
        let index = 0
        let claims = ClaimsView.claims(of: index, in: collection)
        if options.json {
            Out.put(
                .pairs([
                    "id": .string(collection.pages[index].article.id),
                    "claims": .array(claims.map { DossierText.json($0) }),
                ]))
            return
        }
        var lines: [String] = []
        for claim in claims {
            let quote = claim.quotes.first
            lines.append(
                "\(claim.id)  \(claim.speaker.isEmpty ? "the page names nobody" : claim.speaker)\(claim.country.map { " (\($0))" } ?? "")\(claim.via.isEmpty ? "" : " via \(claim.via.joined(separator: ", "))")  \(claim.stance.rawValue)"
            )
            lines.append("    “\(claim.content)”")
            if let target = claim.target { lines.append("    answers \(target.uppercased())") }
            if !claim.candidates.isEmpty {
                lines.append(
                    "    target: unresolved; could be \(claim.candidates.map { $0.uppercased() }.joined(separator: " or "))"
                )
            }
            if claim.endorses { lines.append("    the verb takes sides: it is the page's") }
            if let quote {
                lines.append(
                    "    characters \(quote.start)–\(quote.end) “\(quote.words.shortened(100))” sha256 \(quote.sha256.prefix(8))"
                )
            }
        }
        if lines.isEmpty { lines.append("no claims found on \(collection.pages[index].short)") }
        Out.put(lines.joined(separator: "\n") + "\n")
    }
}
