internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import Exports

/// `wirekin rewordings`: reports that a newsroom issued twice, in other words.
struct RewordingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewordings", abstract: "Show two wordings of one report with what changed between them.",
        discussion: """
            EXAMPLE
              wirekin rewordings --limit 10 --project ./kp-ir

            Both are of one outlet or agency, within three days. [-words-] stand in the first, not in the second; {+words+} the other way round.
            """)

    @Option(help: "The most pairs that are shown; 0 for all.")
    var limit = 50

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard limit >= 0 else { throw ExitStatus.usage("--limit \(limit) is below 0; give 0 for all pairs.") }
        let project = try options.open("rewordings")
        let part: TwoWordings.Part
        do { part = try TwoWordings.part(0..<(limit == 0 ? .max : limit), of: project.store) } catch {
            throw ExitStatus.failed(error)
        }
        if options.json { Out.put(RewordingsText.json(part)) } else { Out.put(RewordingsText.text(part)) }
    }
}
