internal import ArgumentParser
internal import StageIO

/// `wirekin kin`: texts in, copies and the way they went out.
struct KinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kin", abstract: "Find which text is a copy of which, and which way it went.",
        discussion: "EXAMPLE\n  wirekin read pages/* | wirekin kin")

    @OptionGroup var options: FilterOptions

    @Flag(help: "Print one line a family instead of one a link.")
    var families = false

    @Flag(help: "Print copy, origin, kind and score, tab-separated.")
    var tsv = false

    func run() throws {
        let status = KinStage.run(families ? .families : tsv ? .table : .links)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
