internal import ArchivePipeline
internal import ArgumentParser
internal import CorpusStore
internal import DocumentModel
internal import EvidenceArchive
internal import Exports
internal import Ledger
internal import TextPrimitives

/// `wirekin verify`: checks that everything is what it was and that all quotes stand where they are said to stand.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Walk the log, re-hash every capture, derive everything again and compare.",
        discussion:
            "EXAMPLE\n  wirekin verify\n  wirekin verify --expect 14:9f86d081884c\n  wirekin verify dossier.html\n  wirekin verify kp-ir.wacz\n\nA dossier or a proof is checked by itself where no project is named and the current folder is none; a bundle always is.\nExit status 1 with one line a finding when something does not hold."
    )

    @Argument(help: "A dossier, a bundle or a proof that wirekin wrote; nothing for the project itself.")
    var file: String?

    @Option(help: "An entry of the log that is known from elsewhere, as N:HASH; may be given more than once.")
    var expect: [String] = []

    @Option(help: "The public key by which the log was sealed (FILE.pub); every seal must be signed by it.")
    var key: String?

    @Option(help: "A file of certificates (PEM) of time-stamp authorities, to check their signatures.")
    var authorities: String?

    @OptionGroup var options: ProjectOptions

    /// Whether a file is checked with a project.
    private var hasProject: Bool { options.isNamed || FileAccess.exists(options.path + "/wirekin.json") }

    /// Checks the project, or the dossier with or without it.
    private func check() throws -> VerificationReport {
        let expected = try expect.map { text in
            guard let entry = ExpectedEntry(text) else {
                throw ExitStatus.usage(
                    "“\(text)” names no entry of a log; write it as 14:9f86d081884c, with 8 to 64 digits.")
            }
            return entry
        }
        let key = try key.map { try PublicSealKey(file: $0) }
        guard let file else {
            return try Project.verify(
                path: options.path, expecting: expected, key: key, authorities: authorities,
                progress: options.progress)
        }
        if ZipArchive.isZip(FileAccess.head(file)) {
            return try BundleCheck.check(
                file, expecting: expected, key: key, authorities: authorities, progress: options.progress)
        }
        let bytes = try FileAccess.read(file, limit: 1 << 28)
        if LogProof.isProof(bytes) {
            return try ProofCheck.check(bytes, hasProject ? try ProjectFolder.open(options.path) : nil)
        }
        if hasProject {
            return try DossierCheck.against(bytes, try ProjectFolder.open(options.path), name: options.name)
        }
        return DossierCheck.alone(bytes)
    }

    /// What was found well, in one line.
    private func summary(_ report: VerificationReport) -> String {
        guard let file else {
            return
                "\(report.captures) captures, \(report.texts) articles, \(report.quotes) quotes found again at their places · log chain intact (\(report.logEntries) entries)"
        }
        if file.hasSuffix(".wacz") {
            return
                "\(report.captures) captures, \(report.texts) texts, \(report.quotes) quotes, rows, links and dossier derived again from them · log chain intact (\(report.logEntries) entries)"
        }
        return report.proofs > 0
            ? "the proof leads to its root"
            : "\(report.quotes) quotes in \(report.captures) captures, "
                + (hasProject ? "the file as the project gives it" : "the file as it says of itself")
    }

    func run() throws {
        let report: VerificationReport
        do { report = try check() } catch let status as ExitStatus { throw status } catch {
            throw ExitStatus.failed(error)
        }
        if options.json {
            Out.put(
                .pairs([
                    "ok": .bool(report.findings.isEmpty), "captures": .int(report.captures),
                    "texts": .int(report.texts), "quotes": .int(report.quotes),
                    "log_entries": .int(report.logEntries), "log_hash": .string(report.logHash),
                    "log_at": .string(report.logTime), "log_tree": .string(report.logTree),
                    "seals": .strings(report.seals), "notes": .strings(report.notes),
                    "findings": .strings(report.findings),
                ]))
        } else {
            for finding in report.findings { Out.put(finding + "\n") }
            for seal in report.seals { Out.put("\(seal)\n") }
            for note in report.notes { Out.put("note: \(note)\n") }
            if report.findings.isEmpty {
                Out.put(
                    "ok  \(summary(report)) · time proof: \(report.seals.isEmpty ? "none requested" : "see the seals above")\n"
                )
                if !report.logHash.isEmpty {
                    Out.put("    log \(report.logEntries):\(report.logHash) of \(report.logTime)\n")
                }
                if !report.logTree.isEmpty { Out.put("    tree \(report.logEntries):\(report.logTree)\n") }
                Out.put(
                    "    Proves that these bytes have not changed since they were added, where this entry of the log is known from elsewhere (--expect).\n    Does not prove what the site showed.\n"
                )
            }
        }
        if !report.findings.isEmpty { throw ExitStatus.problems }
    }
}
