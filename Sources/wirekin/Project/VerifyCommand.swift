internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Ledger
internal import TextPrimitives

/// `wirekin verify`: checks that everything is what it was and that all quotes stand where they are said to stand.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Re-hash every capture, walk the log, find every quote again.",
        discussion:
            "EXAMPLE\n  wirekin verify\n  wirekin verify dossier.html\n\nExit status 1 with one line a finding when something does not hold."
    )

    @Argument(help: "A dossier that `wirekin pair --html` wrote; nothing for the project itself.")
    var dossier: String?

    @OptionGroup var options: ProjectOptions

    func run() throws {
        let project = try options.open("verify")
        let report: VerificationReport
        do {
            if let dossier {
                report = try project.verifyDossier(FileAccess.read(dossier, limit: 1 << 28))
            } else {
                report = try project.verify()
            }
        } catch { throw ExitStatus.failed(error) }
        if options.json {
            Out.put(
                .pairs([
                    "ok": .bool(report.findings.isEmpty), "captures": .int(report.captures),
                    "texts": .int(report.texts), "quotes": .int(report.quotes),
                    "log_entries": .int(report.logEntries), "notes": .strings(report.notes),
                    "findings": .strings(report.findings),
                ]))
        } else {
            for finding in report.findings { Out.put(finding + "\n") }
            for note in report.notes { Out.put("note: \(note)\n") }
            if report.findings.isEmpty {
                let what =
                    dossier == nil
                    ? "\(report.captures) captures, \(report.texts) texts, \(report.quotes) quotes found again at their places · log chain intact (\(report.logEntries) entries)"
                    : "\(report.quotes) quotes found again at their places in \(report.captures) captures"
                Out.put("ok  \(what) · time proof: none requested\n")
                Out.put(
                    "    Proves that these bytes have not changed since they were added. Does not prove what the site showed.\n"
                )
            }
        }
        if !report.findings.isEmpty { throw ExitStatus.problems }
    }
}
