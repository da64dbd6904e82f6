internal import ArgumentParser
internal import NewsAnalysis
internal import StageIO

/// `wirekin read`: pages in, articles out.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReadFilter.name, abstract: ReadFilter.abstract, discussion: "EXAMPLE\n  \(ReadFilter.example)")

    @Argument(
        help: """
            Files, each also gzipped: HTML, MHTML, text, PDF, mail; web archives (WARC, WACZ), feeds, JSON Lines, CSV, mail \
            boxes, exports of Zotero; - or nothing for JSON Lines with id and html or page_text.
            """)
    var files: [String] = []

    @OptionGroup var records: RecordOptions

    @OptionGroup var options: FilterOptions

    func run() throws {
        let status = ReadStage.run(files, map: try records.fields(), options.runner)
        if status != 0 { throw ExitStatus(code: status, message: nil) }
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
