internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// `wirekin code`: texts in, events and claims out.
struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Find who did what to whom, and who says so.",
        discussion: "EXAMPLE\n  wirekin read page.html | wirekin time | wirekin code")

    @OptionGroup var options: FilterOptions

    @Flag(help: "Print one line an event or claim, with quotes; reports of one event share a cluster.")
    var ledger = false

    @Flag(help: "Add the candidates that were not taken, each with its reason.")
    var rejected = false

    func run() throws {
        let status = ledger ? CollectionStages.codedItems() : coded()
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }

    /// Codes the documents one by one.
    private func coded() -> Int32 {
        options.runner.run { line throws(StageFault) in
            let result = try StageLine.run(line) { CodeFilter.apply($0, addsRejected: rejected) }
            return result.isEmpty ? nil : result
        }
    }
}
