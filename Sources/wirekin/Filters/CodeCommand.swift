internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// `wirekin code`: texts in, events and claims out.
struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Find who did what to whom, and who says so.",
        discussion: "EXAMPLE\n  wirekin read page.html | wirekin time | wirekin code")

    @OptionGroup var options: FilterOptions

    @Flag(help: "Print one line an event or claim, with quotes.")
    var ledger = false

    @Flag(help: "Add the candidates that were not taken, each with its reason.")
    var rejected = false

    func run() throws {
        let output: CodeFilter.Output = ledger ? .ledger : rejected ? .documentWithRejected : .document
        let status = options.runner.run { line throws(StageFault) in
            let result = try StageLine.run(line) { CodeFilter.apply($0, output: output) }
            return result.isEmpty ? nil : result
        }
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
