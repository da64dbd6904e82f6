internal import ContentExtraction
public import CorpusStore
internal import DocumentModel
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// A project: captures, log and derived data together.
///
/// Every write goes captures first, then the log, then the database. What the log holds and the database lacks is derived when the
/// project is opened next, so that a crash at any moment loses nothing that was acknowledged.
public final class Project {
    /// The folder.
    public let folder: ProjectFolder
    /// The derived database.
    public let store: CorpusStore
    /// The command and version that write to the log.
    let by: String
    /// The last entry of the log.
    private var last: CustodyEntry?
    /// The entries of the analyst's layer.
    private var byHand: [CustodyEntry] = []
    /// How much of the log has been read.
    private var readTo = 0
    /// The ids of the captures that the log holds, by digest.
    private var held: [String: String] = [:]
    /// All ids.
    private var ids: Set<String> = []
    /// Entries of pages that the database may lack.
    private var missing: [CustodyEntry] = []

    /// Opens a project and derives what is missing.
    ///
    /// - Parameters:
    ///   - path: Its folder.
    ///   - by: The command and the version, for the log.
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public init(path: String, by: String) throws {
        folder = try ProjectFolder.open(path)
        self.by = by
        store = try CorpusStore(path: folder.databasePath)
        let present = Set(try store.numbers())
        try readLog { !present.contains($0) }
        try deriveMissing()
    }

    /// The most bytes of one capture, and of one capture unpacked: no saved page comes near, and one line of
    /// such a size would hold up all other pages for minutes.
    public static let captureLimit = 32 << 20

    // MARK: Adding

    /// What became of one file.
    public enum Addition: Sendable {
        /// It is new.
        case added(id: String, sha256: String)
        /// Its bytes are held already.
        case known(id: String, sha256: String, file: String)
        /// It was not taken.
        case refused(file: String, reason: String)
    }

    /// Adds files.
    ///
    /// - Parameters:
    ///   - paths: Files, folders, or `-` for standard input.
    ///   - report: Called for each file when it is settled: an added one is on the disk and in the log by then.
    /// - Throws: ``ArchiveError`` when the log or a capture cannot be written; what was reported stays.
    public func add(_ paths: [String], report: (Addition) -> Void) throws {
        try adding { held, ids in
            for path in paths {
                let files =
                    path == "-"
                    ? ["-"] : FileAccess.files(below: path) { report(.refused(file: path, reason: $0.description)) }
                for file in files {
                    if WARCReader.isWARC(file) {
                        try addArchive(file, &held, &ids, report)
                        continue
                    }
                    let bytes: [UInt8]
                    do throws(ArchiveError) {
                        bytes = try FileAccess.read(file, limit: Project.captureLimit)
                    } catch {
                        report(.refused(file: file, reason: error.description))
                        continue
                    }
                    try add(bytes, file: file, &held, &ids, report)
                }
            }
        }
    }

    /// Adds bytes that were uploaded.
    ///
    /// - Parameters:
    ///   - uploads: Names as the sender gives them, with the bytes.
    ///   - report: As in ``add(_:report:)``.
    /// - Throws: As in ``add(_:report:)``.
    public func add(uploads: [(name: String, bytes: [UInt8])], report: (Addition) -> Void) throws {
        try adding { held, ids in
            for upload in uploads { try add(upload.bytes, file: upload.name, &held, &ids, report) }
        }
    }

    /// Holds the project's lock while captures are added, and derives what they give afterwards.
    private func adding(_ work: (inout [String: String], inout Set<String>) throws -> Void) throws {
        let lock = try folder.lock()
        defer { lock.release() }
        // Another process may have written since.
        try readLog()
        var (held, ids) = (held, ids)
        try work(&held, &ids)
        try readLog()
        try deriveMissing()
    }

    /// Adds the pages of a web archive, each as a capture of its own with the record's address and date.
    private func addArchive(
        _ file: String, _ held: inout [String: String], _ ids: inout Set<String>, _ report: (Addition) -> Void
    ) throws(ArchiveError) {
        var failure: ArchiveError?
        do throws(ArchiveError) {
            try WARCReader.pages(of: file) { complaint in
                report(.refused(file: file, reason: complaint))
            } _: { page in
                guard failure == nil else { return }
                guard page.body.count <= Project.captureLimit else {
                    report(.refused(file: file, reason: "\(file), \(page.id): the page has more bytes than are taken."))
                    return
                }
                var origin = [JSONMember(name: "record", value: .string(page.id))]
                if let url = page.url { origin.append(JSONMember(name: "url", value: .string(url))) }
                if let captured = page.captured {
                    origin.append(JSONMember(name: "captured", value: .string(captured)))
                }
                do throws(ArchiveError) {
                    try add(page.body, file: file, name: Project.name(of: page), origin: origin, &held, &ids, report)
                } catch { failure = error }
            }
        } catch  where error.code != .cannotWrite {
            report(.refused(file: file, reason: "\(file): \(error.description)"))
        }
        if let failure { throw failure }
    }

    /// The id of an archived page: host and path of its address, of letters and digits.
    private static func name(of page: ArchivedPage) -> String {
        var address = Substring(page.url ?? page.id)
        for scheme in ["http://", "https://"] where address.hasPrefix(scheme) {
            address = address.dropFirst(scheme.count)
        }
        let bytes = address.utf8.map { byte in
            byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: "-")
        }
        let words = Array(bytes.split(separator: UInt8(ascii: "-")).joined(separator: [UInt8(ascii: "-")]))
        return String(decoding: words[..<min(80, words.count)], as: UTF8.self)
    }

    private func add(
        _ bytes: [UInt8], file: String, name given: String? = nil, origin: [JSONMember] = [],
        _ held: inout [String: String], _ ids: inout Set<String>,
        _ report: (Addition) -> Void
    ) throws(ArchiveError) {
        if bytes.isEmpty {
            report(.refused(file: file, reason: "\(file) is empty; there is nothing to keep."))
            return
        }
        let digest = Digest.sha256(bytes)
        if let id = held[digest] {
            report(.known(id: id, sha256: digest, file: file))
            return
        }
        if let reason = Project.refusal(bytes) {
            report(.refused(file: file, reason: "\(file) \(reason)"))
            return
        }
        do throws(ArchiveError) {
            _ = try folder.captures.keep(bytes)
        } catch {
            // A full disk may still hold the next file; this one is named and nothing of it is left.
            report(.refused(file: file, reason: "\(file) was not kept: \(error.description)"))
            return
        }
        var name = given ?? (file == "-" ? "stdin-\(digest.prefix(8))" : FileAccess.name(of: file))
        if given == nil, name.hasSuffix(".gz") { name.removeLast(3) }
        let id = ids.contains(name) ? "\(name)~\(digest.prefix(6))" : name
        let details =
            [
                JSONMember(name: "id", value: .string(id)), JSONMember(name: "sha256", value: .string(digest)),
                JSONMember(name: "size", value: .int(bytes.count)), JSONMember(name: "file", value: .string(file)),
            ] + origin
        last = try folder.log.append([("add", details)], by: by, time: Clock.now(), after: last).last
        held[digest] = id
        ids.insert(id)
        report(.added(id: id, sha256: digest))
    }

    /// Why bytes are not taken as a page: binary files are no evidence that this program can read.
    private static func refusal(_ bytes: [UInt8]) -> String? {
        var page = bytes
        if Gzip.isGzip(bytes) {
            guard let unpacked = try? Gzip.inflate(bytes, limit: captureLimit) else {
                return "is broken or unpacks to more than \(captureLimit) bytes; unpack it and add what is in it."
            }
            page = unpacked
        }
        if page.starts(with: "WARC/1.".utf8) { return "is a web archive; add it with `wirekin add`." }
        switch PageReader.refusal(of: page) {
        case "binary": return "is binary, no page or text; save the page as HTML or text and add that."
        case "empty": return "holds only white space; there is nothing to keep."
        default: return nil
        }
    }

    // MARK: Deriving

    /// Reads what has come to the log since the last time.
    ///
    /// - Parameter isMissing: Whether the database lacks a page.
    private func readLog(_ isMissing: (Int) -> Bool = { _ in true }) throws {
        readTo = try folder.log.visit(from: readTo) { entry in
            last = entry
            switch entry.action {
            case "add":
                guard let digest = entry.detail("sha256"), let id = entry.detail("id") else { break }
                held[digest] = id
                ids.insert(id)
                if isMissing(entry.number) { missing.append(entry) }
            case "set", "unset": byHand.append(entry)
            default: break
            }
        }
    }

    /// Derives what the log holds and the database lacks.
    private func deriveMissing() throws {
        try store.replaceAnalyst(analystValues())
        var batch: [(article: StoredArticle, countries: Set<String>)] = []
        for entry in missing {
            guard let digest = entry.detail("sha256"), let id = entry.detail("id") else { continue }
            // A capture that is gone or changed is verify's to report; it does not keep the others from being read.
            guard let bytes = try? folder.captures.bytes(of: digest) else { continue }
            batch.append(
                ArticleDerivation.derive(
                    bytes, id: id, number: entry.number, sha256: digest, url: entry.detail("url"),
                    captured: entry.detail("captured")))
            if batch.count == 200 {
                try store.insert(batch)
                batch = []
            }
        }
        try store.insert(batch)
        missing = []
        // Also when another run was stopped between its pages and their links.
        try KinLinker(store).update()
    }

    /// Throws the derived data away and makes it again from captures and log.
    ///
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public static func rebuild(path: String, by: String) throws -> Int {
        let folder = try ProjectFolder.open(path)
        let lock = try folder.lock()
        for suffix in ["", "-wal", "-shm"] { FileAccess.remove(folder.databasePath + suffix) }
        lock.release()
        let project = try Project(path: path, by: by)
        return try project.store.numbers().count
    }

    // MARK: The analyst's layer

    private func analystValues() -> [AnalystValue] {
        var values: [String: AnalystValue] = [:]
        for entry in byHand {
            guard let id = entry.detail("id"), let field = entry.detail("field") else { continue }
            values["\(id)\t\(field)"] = AnalystValue(
                id: id, field: field, value: entry.action == "set" ? entry.detail("value") : nil, entry: entry.number,
                time: entry.time, why: entry.detail("why"))
        }
        return values.keys.sorted().compactMap { values[$0] }
    }

    /// Sets a field of a page by hand, or takes it back.
    ///
    /// The value stands beside what the page says and never replaces it.
    ///
    /// - Parameters:
    ///   - id: The page's id.
    ///   - field: `outlet`, `url` or `date`.
    ///   - value: The value, nil to take it back.
    ///   - why: The analyst's reason.
    /// - Throws: ``ArchiveError`` when the log cannot be written.
    public func set(_ id: String, field: String, value: String?, why: String?) throws {
        let lock = try folder.lock()
        defer { lock.release() }
        // Another process may have written since.
        try readLog()
        var details = [JSONMember(name: "id", value: .string(id)), JSONMember(name: "field", value: .string(field))]
        if let value { details.append(JSONMember(name: "value", value: .string(value))) }
        if let why { details.append(JSONMember(name: "why", value: .string(why))) }
        _ = try folder.log.append(
            [(value == nil ? "unset" : "set", details)], by: by, time: Clock.now(), after: last)
        try readLog()
        try store.replaceAnalyst(analystValues())
    }

    /// The number of log entries and the hash of the last.
    public var logHead: (entries: Int, hash: String) { (last?.number ?? 0, last?.hash ?? "") }
}
