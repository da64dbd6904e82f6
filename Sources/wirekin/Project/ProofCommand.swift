internal import ArgumentParser
internal import EvidenceArchive
internal import StageIO

/// `wirekin proof`: a proof over the log for a third person.
struct ProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Prove that an entry is in the log, or that the log only goes on.",
        discussion: """
            EXAMPLE
              wirekin proof 14 > entry-14.proof
              wirekin proof --since 9 > since-9.proof

            A proof is a file of lines that anybody checks with sha256sum (Documentation/Proofs.md) or with `wirekin verify FILE`.
            It leads to the root of the tree over the log, which `verify` prints and a seal signs.
            """)

    @Argument(help: "The number of the entry.")
    var entry: Int?

    @Option(help: "The last entry of the log as it was earlier: prove that it goes on from there.")
    var since: Int?

    @Option(help: "The last entry of the log that the proof leads to; else that of now.")
    var of: Int?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard (entry == nil) != (since == nil) else {
            throw ExitStatus.usage(
                "name an entry, such as `wirekin proof 14`, or an earlier end of the log with --since 9.")
        }
        let proof: LogProof?
        let count: Int
        do {
            let log = try ProjectFolder.open(options.path).log
            let tree = try LogTree(log)
            count = of ?? tree.count
            if let entry {
                proof = try log.line(entry).flatMap { tree.inclusion(of: entry, line: $0, in: count) }
            } else {
                proof = tree.consistency(from: since ?? 0, to: count)
            }
        } catch { throw ExitStatus.failed(error) }
        guard let proof else {
            throw ExitStatus.usage("the log has no entry \(entry ?? since ?? 0) among its first \(count).")
        }
        StandardStreams.write(proof.file)
    }
}
