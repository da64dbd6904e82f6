internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO
internal import TextPrimitives

/// `wirekin ledger`: a whole collection in, events of the world out.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Join what many texts tell of one event.",
        discussion: "EXAMPLE\n  wirekin read pages/* | wirekin time | wirekin code | wirekin ledger")

    @OptionGroup var options: FilterOptions

    func run() throws {
        var filter = LedgerFilter()
        let status = CollectionInput.feed { line, _ in filter.add(line) }
        var output: [UInt8] = []
        for line in filter.lines() { output.append(contentsOf: (line.text + "\n").utf8) }
        StandardStreams.write(output)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
