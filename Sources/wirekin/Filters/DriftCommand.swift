internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// `wirekin drift`: pairs of parent and copy in, what the copy changed out.
struct DriftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Find what a copy changed: hedges, numbers, sources, what a denial denies.",
        discussion:
            "EXAMPLE\n  wirekin drift < pairs.jsonl\n\nA line is {\"id\":…,\"parent\":{\"id\":…,\"text\":…,\"published\":…},\"child\":{…}}."
    )

    @OptionGroup var options: FilterOptions

    func run() throws {
        let status = options.runner.run { line throws(StageFault) in
            do throws(StageFault) { return try StageLine.run(line) { DriftFilter.apply($0) } } catch {
                throw error.message.hasPrefix("no \"text\"")
                    ? StageFault("no \"parent\" or no \"child\" with a \"text\"; expected a pair of documents") : error
            }
        }
        if status != 0 { throw ExitStatus(code: status, message: nil) }
    }
}
