public import EvidenceArchive

/// Checks a proof over a log: by itself, and against the log where its project is at hand.
public enum ProofCheck {
    /// Checks a file.
    ///
    /// - Parameters:
    ///   - file: A proof as `wirekin proof` writes it.
    ///   - folder: The project; nil to check the proof by itself.
    /// - Throws: ``ArchiveError`` when the log cannot be read.
    public static func check(_ file: [UInt8], _ folder: ProjectFolder?) throws(ArchiveError) -> VerificationReport {
        var report = VerificationReport()
        guard let proof = LogProof(file) else {
            report.findings.append("the file is no proof as `wirekin proof` writes it, or was changed.")
            return report
        }
        (report.logEntries, report.logTree) = (proof.entries, proof.root)
        if let problem = proof.problem { report.findings.append("\(problem).") } else { report.proofs = 1 }
        guard let folder else {
            report.notes.append(
                "checked by itself: compare the root with one that is known from elsewhere, such as a seal's.")
            return report
        }
        guard let root = try LogTree(folder.log).root(of: proof.entries) else {
            report.findings.append(
                "the log of this project has no entry \(proof.entries): it was cut off, or it is another.")
            return report
        }
        if root != proof.root {
            report.findings.append(
                "the log of this project has another root at entry \(proof.entries): it was written anew, or it is another."
            )
        }
        return report
    }
}
