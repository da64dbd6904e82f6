internal import ArchivePipeline
internal import ArgumentParser
internal import Exports
internal import TextPrimitives

/// `wirekin bundle`: the project as one file to hand over.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "Write the project as one file to hand over: a web archive with its evidence.",
        discussion: """
            EXAMPLE
              wirekin bundle KP-IR kp-ir.wacz
              wirekin verify kp-ir.wacz

            The file holds all captures, the texts, what was read, the dossier of the pair, the log with its seals and proofs. It
            is a web archive (WACZ) that others replay; `wirekin verify FILE` checks and derives all of it again on another
            machine, and `wirekin add FILE` takes it into another project.
            """)

    @Argument(help: "Two ISO 3166 codes of two letters, in any order, such as KP-IR.")
    var pair: String

    @Argument(help: "The file, such as kp-ir.wacz.")
    var file: String

    @OptionGroup var options: ProjectOptions

    func run() throws {
        guard file.hasSuffix(".wacz") else {
            throw ExitStatus.usage("the file of a bundle ends in .wacz, so that others know it; write \(file).wacz.")
        }
        let project = try options.open("bundle")
        let made: BundleFile.Summary?
        do {
            if try project.staleness() != nil {
                throw ExitStatus(
                    code: 3, message: "the derived data are not of the whole log; run `wirekin rebuild` first.")
            }
            made = try BundleFile.write(
                project.folder, project.store, pair: pair, project: options.name, made: try options.day(), to: file)
        } catch let status as ExitStatus { throw status } catch { throw ExitStatus.failed(error) }
        guard let made else {
            throw ExitStatus.usage(
                "“\(pair)” is no pair of states; give two ISO 3166 codes of two letters, such as KP-IR.")
        }
        if options.json {
            Out.put(
                .pairs([
                    "file": .string(file), "captures": .int(made.captures), "records": .int(made.records),
                    "log_entries": .int(made.stamp.entries), "log_hash": .string(made.stamp.hash),
                    "log_tree": .string(made.stamp.tree),
                ]))
        } else if !options.quiet {
            Out.put(
                "wrote \(file): \(made.captures) captures, \(made.records) of them with their records of web archives; check it with `wirekin verify \(file)`\n    log \(made.stamp.entries):\(made.stamp.hash)\n    tree \(made.stamp.entries):\(made.stamp.tree)\n"
            )
        }
    }
}
