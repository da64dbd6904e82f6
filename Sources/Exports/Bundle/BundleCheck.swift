public import ArchivePipeline
internal import CorpusStore
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// Checks a bundle by itself: re-hashes, walks the log, derives and renders everything again, and compares.
public enum BundleCheck {
    /// The most places that are named of a member.
    static let namedPlaces = 10
    /// The most bytes of a member that is read as a whole.
    private static let limit = 256 << 20

    /// Checks a bundle; no project is needed, and nothing but a folder for temporary files is written to.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - expecting: Entries of its log that are known from elsewhere.
    ///   - key: The key by which seals are signed.
    ///   - authorities: A file of certificates of time-stamp authorities.
    ///   - progress: Told of derived pages.
    /// - Returns: Findings, each with the place that it is of.
    /// - Throws: ``ArchiveError`` when the file cannot be read, or there is no room for temporary files.
    /// - Complexity: That of deriving all pages.
    public static func check(
        _ path: String, expecting: [ExpectedEntry] = [], key: PublicSealKey? = nil, authorities: String? = nil,
        progress: Project.Progress? = nil
    ) throws -> VerificationReport {
        var report = VerificationReport()
        let zip = try ZipArchive(path: path)
        for name in Set(zip.members).sorted() where zip.members.count(where: { $0 == name }) > 1 {
            report.findings.append("\(name) is in the bundle more than once.")
        }
        guard report.findings.isEmpty, BundleLog.isBundle(zip) else {
            if report.findings.isEmpty {
                report.findings.append("\(path) is no bundle that `wirekin bundle` wrote: it holds no custody log.")
            }
            return report
        }
        checkDigests(zip, &report)
        let stamp = (try? zip.bytes(of: BundleFile.stamp, limit: 1 << 20)).flatMap { try? JSONParser.parse($0) }
            .flatMap(BundleStamp.init)
        if stamp == nil {
            report.findings.append("\(BundleFile.stamp): what the bundle says of itself is gone or broken.")
        }
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder: ProjectFolder
        do throws(ArchiveError) { folder = try unpack(zip, temporary.path, &report) } catch {
            guard error.code == .damaged || error.code == .tooLarge else { throw error }
            report.findings.append(error.description)
            return report
        }
        let derived = stamp.map { (entries: $0.entries, hash: $0.hash) }
        try Project.checkKept(folder, expecting, derived, key: key, authorities: authorities, &report)
        checkProofs(zip, report.logTree, &report)
        guard let stamp else { return report }
        if stamp.entries != report.logEntries || stamp.tree != report.logTree || stamp.logged != report.logTime {
            report.findings.append(
                "\(BundleFile.stamp): it names the log \(stamp.entries):\(stamp.hash.prefix(12)) of \(stamp.logged); the log in the bundle is \(report.logEntries):\(report.logHash.prefix(12)) of \(report.logTime)."
            )
        }
        // What is kept is not whole: deriving it would only tell the same again.
        if !report.findings.isEmpty { return report }
        if stamp.release != Analyser.release || stamp.analyser != Analyser.version {
            report.notes.append(
                "it was made by wirekin \(stamp.release) (analyser \(stamp.analyser)); this is \(Analyser.release) (\(Analyser.version)): captures, log, seals, proofs and all digests are checked, rows, texts and dossier are not derived again."
            )
            return report
        }
        try checkDerived(zip, folder, stamp, progress, &report)
        return report
    }

    // MARK: What is kept

    /// Whether every member is what the package says, and all are named there.
    private static func checkDigests(_ zip: ZipArchive, _ report: inout VerificationReport) {
        guard let package = try? zip.bytes(of: "datapackage.json", limit: 16 << 20),
            let resources = (try? JSONParser.parse(package))?["resources"]?.array
        else {
            report.findings.append("datapackage.json: the list of what the bundle holds is gone or broken.")
            return
        }
        let told = (try? zip.bytes(of: "datapackage-digest.json", limit: 1 << 16)).flatMap { try? JSONParser.parse($0) }
        if told?["hash"]?.string != "sha256:" + Digest.sha256(package) {
            report.findings.append("datapackage.json is not what its digest says.")
        }
        var named: Set<String> = ["datapackage.json", "datapackage-digest.json"]
        for resource in resources {
            guard let name = resource["path"]?.string, let hash = resource["hash"]?.string else {
                report.findings.append("datapackage.json: an entry lacks its path or its digest.")
                continue
            }
            named.insert(name)
            do throws(ArchiveError) {
                let (digest, size) = try zip.digest(of: name)
                if hash != "sha256:" + digest || resource["bytes"]?.int != size {
                    report.findings.append("\(name) is not what its digest in datapackage.json says.")
                }
            } catch { report.findings.append(error.description) }
        }
        for name in zip.members where !named.contains(name) {
            report.findings.append("\(name) is in the bundle, and datapackage.json does not name it.")
        }
    }

    /// Makes the project anew, in a folder, of what the bundle keeps.
    private static func unpack(_ zip: ZipArchive, _ path: String, _ report: inout VerificationReport)
        throws(ArchiveError) -> ProjectFolder
    {
        var files: [(name: String, bytes: [UInt8])] = []
        for name in zip.members where name.hasPrefix("seals/") || name.hasPrefix("logs/") {
            files.append((name, try zip.bytes(of: name, limit: BundleLog.limit)))
        }
        let log = try BundleLog(zip)
        let folder = try ProjectFolder.unpacked(
            path, log: try zip.bytes(of: BundleLog.log, limit: BundleLog.limit), files: files)
        var findings: [String] = []
        var failure: ArchiveError?
        let options = WARCReader.Options(keepsRecords: true, takesAllResources: true)
        // Digests of the members are checked already.
        try WACZReader.pages(
            of: zip, options,
            notice: { notice in if case .damage(let text) = notice { findings.append(text) } }
        ) { page in
            let digest = Digest.sha256(page.body)
            guard let entry = log.entry(of: digest) else {
                findings.append("\(page.id), of \(page.url ?? "no address"): no entry of the log names its bytes.")
                return true
            }
            do throws(ArchiveError) {
                try folder.captures.put(page.body, sha256: digest)
                if let told = entry.detail("warc"), let record = page.record {
                    let own = Digest.sha256(record)
                    if own == told {
                        try folder.captures.put(record, sha256: own)
                    } else {
                        findings.append("\(entry.detail("id") ?? page.id): its record is not the one that was added.")
                    }
                }
            } catch {
                failure = error
                return false
            }
            return true
        }
        if let failure { throw failure }
        report.findings += findings.filter { !report.findings.contains($0) }
        return folder
    }

    /// Whether every proof leads to the root of the log in the bundle.
    private static func checkProofs(_ zip: ZipArchive, _ tree: String, _ report: inout VerificationReport) {
        for name in zip.members where name.hasPrefix("proofs/") {
            guard let bytes = try? zip.bytes(of: name, limit: 1 << 24), let proof = LogProof(bytes) else {
                report.findings.append("\(name): no proof.")
                continue
            }
            if let problem = proof.problem { report.findings.append("\(name): \(problem).") }
            if proof.root != tree { report.findings.append("\(name): it leads to another root than the log has.") }
        }
    }

    // MARK: What is derived

    private static func checkDerived(
        _ zip: ZipArchive, _ folder: ProjectFolder, _ stamp: BundleStamp, _ progress: Project.Progress?,
        _ report: inout VerificationReport
    ) throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let project = try Project.asOf(folder, entries: stamp.entries, in: temporary, progress)
        report.texts = try project.store.numbers().count
        try project.countQuotes(&report)
        let again = temporary.path + "/again.wacz"
        let tree = try LogTree(folder.log)
        guard let last = try folder.log.last(),
            try BundleFile.write(folder, project.store, stamp, last, tree, to: again) != nil
        else {
            report.findings.append("“\(stamp.pair)” is no pair of states.")
            return
        }
        try project.store.close()
        try compare(zip, try ZipArchive(path: again), &report)
    }

    /// Compares member by member; what another zlib packed otherwise is compared unpacked.
    private static func compare(_ found: ZipArchive, _ wanted: ZipArchive, _ report: inout VerificationReport)
        throws(ArchiveError)
    {
        let (have, should) = (Set(found.members), Set(wanted.members))
        for name in have.subtracting(should).sorted() {
            report.findings.append("\(name) is in the bundle, and its captures and log do not give it.")
        }
        for name in should.subtracting(have).sorted() { report.findings.append("\(name) is not in the bundle.") }
        var isPackedOtherwise = false
        for name in wanted.members where have.contains(name) {
            if try found.isSame(name, in: wanted) { continue }
            if name.hasSuffix(".gz") {
                let places = try differences(name, found, wanted)
                if places.isEmpty { isPackedOtherwise = true }
                report.findings += places
            } else if isPackedOtherwise, name == "indexes/index.idx" || name.hasPrefix("datapackage") {
                // They tell sizes and digests of what was packed; these are checked already.
                continue
            } else {
                report.findings += try differences(name, found, wanted)
            }
        }
        if isPackedOtherwise, report.findings.isEmpty {
            report.notes.append("it was packed by another zlib; what is packed is the same.")
        }
    }

    /// Where a member is not what it should be, line by line.
    private static func differences(_ name: String, _ found: ZipArchive, _ wanted: ZipArchive) throws(ArchiveError)
        -> [String]
    {
        let (one, two) = (try found.lines(of: name), try wanted.lines(of: name))
        var result: [String] = []
        var (number, count) = (0, 0)
        var place = ""
        while true {
            number += 1
            var (line, other) = (try one.line(limit: limit), try two.line(limit: limit))
            if line == nil, other == nil { break }
            if let other { place = mark(other) ?? place }
            if name.hasPrefix("indexes/") { (line, other) = (line.map(settled), other.map(settled)) }
            if line == other { continue }
            count += 1
            if result.count < namedPlaces {
                result.append(
                    "\(name), line \(number)\(place.isEmpty ? "" : " (\(place))"): not what the captures and the log give."
                )
            }
            if line == nil || other == nil { break }
        }
        if count > result.count { result.append("\(name): \(count - result.count) more lines differ.") }
        return result
    }

    /// What a line is of: the id of a row, the address of a record.
    private static func mark(_ line: [UInt8]) -> String? {
        func value(_ before: String, _ end: UInt8) -> String? {
            let head = Array(before.utf8)
            guard line.starts(with: head) else { return nil }
            return String(decoding: line.dropFirst(head.count).prefix { $0 != end }.prefix(120), as: UTF8.self)
        }
        return value("{\"id\":\"", 0x22) ?? value("{\"copy\":\"", 0x22) ?? value("WARC-Target-URI: ", 13)
    }

    /// A line of an index without the places of records, which are checked by reading there.
    private static func settled(_ line: [UInt8]) -> [UInt8] {
        guard let brace = line.firstIndex(of: UInt8(ascii: "{")),
            let members = (try? JSONParser.parse(Array(line[brace...])))?.members
        else { return line }
        let kept = members.filter { $0.name != "offset" && $0.name != "length" }
        return line[..<brace] + Array(JSONValue.object(kept).text.utf8)
    }
}
