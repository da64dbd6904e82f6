internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// `wirekin time`: texts in, temporal expressions out.
struct TimeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "time", abstract: "Find and resolve every date of a text.",
        discussion: "EXAMPLE\n  wirekin read page.html | wirekin time")

    @OptionGroup var options: FilterOptions

    @Flag(inversion: .prefixedNo, help: "Use the table of well-known dates for undated texts.")
    var background = true

    func run() throws {
        let usesBackground = background
        let status = options.runner.run { line throws(StageFault) in
            try StageLine.run(line) { TimeFilter.apply($0, usesBackground: usesBackground) }
        }
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
