internal import ArgumentParser
internal import EvidenceArchive
internal import NewsAnalysis
internal import StageIO
internal import TextPrimitives

/// `wirekin read`: pages in, articles out.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read pages: article, metadata and date.",
        discussion: "EXAMPLE\n  wirekin read pages/*.html > articles.jsonl")

    @Argument(
        help:
            "Pages: HTML, MHTML, plain text or WARC, each also gzipped; - or nothing for JSON Lines with id and html or page_text."
    )
    var files: [String] = []

    @OptionGroup var options: FilterOptions

    func run() throws {
        if files.isEmpty || files == ["-"] {
            let status = options.runner.run { line throws(StageFault) in
                let object: JSONLine
                do throws(JSONError) { object = try JSONLine(line) } catch {
                    throw StageFault("\(error.description); expected one JSON object")
                }
                return try ReadStage.line(object)
            }
            if status != 0 { throw ExitStatus(code: status, message: nil) }
            return
        }
        var failed = false
        for file in files {
            do {
                try ReadStage.lines(ofFile: file) { StandardStreams.write($0 + [10]) }
            } catch {
                StandardStreams.complain("wirekin: \(error)")
                failed = true
            }
        }
        if failed { throw ExitStatus.partly }
    }
}

/// Options that all filters share.
struct FilterOptions: ParsableArguments {
    @Option(help: "The number of threads; all cores by default.")
    var threads = 0

    @Flag(help: "Show progress on standard error.")
    var progress = false

    /// The runner that the options ask for.
    var runner: StageRunner { StageRunner(threads: threads) }
}
