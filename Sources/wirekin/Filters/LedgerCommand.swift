internal import ArgumentParser
internal import StageIO

/// `wirekin ledger`: a whole collection in, events of the world out.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Join what many texts tell of one event.",
        discussion: "EXAMPLE\n  wirekin read pages/* | wirekin time | wirekin code | wirekin ledger")

    @OptionGroup var options: FilterOptions

    func run() throws {
        let status = CollectionStages.ledger()
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
