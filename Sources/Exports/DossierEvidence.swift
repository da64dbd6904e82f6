internal import ArchivePipeline
internal import EvidenceArchive
internal import TextPrimitives

/// What a dossier file carries so that its receiver can check it without the project: the captures of its pages and the log.
struct DossierEvidence {
    /// The most bytes of captures that a file carries.
    static let captureLimit = 48 << 20
    /// The most bytes of the log that a file carries.
    static let logLimit = 8 << 20

    /// The captures in Base64, by digest.
    private var captures: [JSONMember] = []
    /// The lines of the log up to the entry of the stamp.
    private var log: [String] = []

    /// Collects what a dossier rests on; nil when it is more than a file should carry.
    ///
    /// - Parameters:
    ///   - digests: The pages.
    ///   - folder: The project.
    ///   - entries: The number of the log's last entry that counts.
    init?(_ digests: [String], _ folder: ProjectFolder, entries: Int) throws(ArchiveError) {
        var left = DossierEvidence.captureLimit
        for digest in Set(digests).sorted() {
            let bytes = try folder.captures.bytes(of: digest)
            left -= bytes.count
            guard left >= 0 else { return nil }
            captures.append(
                JSONMember(name: digest, value: .string(String(decoding: Base64.encode(bytes), as: UTF8.self))))
        }
        let lines = try FileAccess.read(folder.log.path).split(separator: 10).prefix(entries)
        guard lines.reduce(0, { $0 + $1.count }) <= DossierEvidence.logLimit else { return nil }
        log = lines.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The two blocks of data.
    var html: String {
        """
        <script type="application/json" id="wirekin-captures">\(HTML.scriptSafe(JSONValue.object(captures).text))</script>
        <script type="application/json" id="wirekin-log">\(HTML.scriptSafe(JSONValue.strings(log).text))</script>

        """
    }

    // MARK: Checking

    /// What carried evidence gives.
    struct Checked {
        /// What does not hold.
        var findings: [String] = []
        /// The texts of the captures, by digest.
        var texts: [String: [UInt8]] = [:]
    }

    /// Checks what a file carries: each capture by its digest and in the log, the log's chain, and its end against the stamp.
    static func check(captures: JSONValue, log: JSONValue, _ stamp: DossierStamp) throws(ArchiveError) -> Checked {
        var result = Checked()
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let path = temporary.path + "/custody.jsonl"
        let lines = log.array.compactMap(\.string).joined(separator: "\n") + "\n"
        try FileAccess.writeAtomically(Array(lines.utf8), to: path)
        let custody = CustodyLog(path: path)
        result.findings += try custody.verify().map { "the log that the file carries: \($0.description)" }
        var added: [String: CustodyEntry] = [:]
        var last: CustodyEntry?
        try custody.visit { entry in
            last = entry
            if entry.action == "add", let digest = entry.detail("sha256"), added[digest] == nil {
                added[digest] = entry
            }
        }
        if last?.number != stamp.entries || last?.hash != stamp.hash {
            result.findings.append("the log that the file carries does not end with the entry that the file names.")
        }
        for member in captures.members {
            guard let bytes = Base64.decode((member.value.string ?? "").utf8), Digest.sha256(bytes) == member.name
            else {
                result.findings.append("the capture \(member.name.prefix(12)) that the file carries was changed.")
                continue
            }
            guard let entry = added[member.name] else {
                result.findings.append(
                    "the capture \(member.name.prefix(12)) does not stand in the log that the file carries.")
                continue
            }
            result.texts[member.name] = CaptureText.of(bytes, entry)
        }
        return result
    }
}
