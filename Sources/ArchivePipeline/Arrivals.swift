internal import EvidenceArchive
internal import TextPrimitives

/// Captures on their way into a project, in groups: many are written, made durable at once, logged at once, and then acknowledged.
///
/// What is not acknowledged may be added again; what is acknowledged is on the disk and in the log.
final class Arrivals {
    /// The most captures of a group.
    private static let groupCount = 256
    /// The most bytes of a group: what is not yet durable.
    private static let groupBytes = 64 << 20

    private struct Waiting {
        var addition: Project.Addition
        /// The digests of what was placed and the log's entry, for what is to be logged.
        var entry: (digests: [String], action: String, details: [JSONMember])?
        var file: String
    }

    private let folder: ProjectFolder
    private let by: String
    private let report: (Project.Addition) -> Void
    private var log: LogState
    private var arriving: [String: String] = [:]
    /// The ids of what is arriving.
    private var reserved: Set<String> = []
    private var waiting: [Waiting] = []
    private var bytes = 0
    private var count = 0

    /// Begins with what the log says.
    init(_ folder: ProjectFolder, _ log: LogState, by: String, _ report: @escaping (Project.Addition) -> Void) {
        self.folder = folder
        self.log = log
        self.by = by
        self.report = report
    }

    /// Whether a digest is held or arriving.
    func isKnown(_ digest: String) -> Bool { log.held[digest] != nil || arriving[digest] != nil }

    /// Refuses a file.
    func refuse(_ file: String, _ reason: String) {
        waiting.append(Waiting(addition: .refused(file: file, reason: reason), entry: nil, file: file))
        if count == 0 { tell() }
    }

    /// Tells what is no fault.
    func note(_ file: String, _ text: String) {
        waiting.append(Waiting(addition: .noted(file: file, text: text), entry: nil, file: file))
        if count == 0 { tell() }
    }

    /// Takes a page that is held: a capture that was lost or has changed is given back.
    ///
    /// - Parameter record: What was kept of its record of a web archive.
    func again(_ given: [UInt8], _ digest: String, file: String, record: [UInt8]?) throws(ArchiveError) {
        var lost: (bytes: [UInt8], digest: String)?
        if log.held[digest] != nil {
            if !folder.captures.holds(digest) { lost = (given, digest) }
            if lost == nil, let record {
                let own = Digest.sha256(record)
                if log.records.contains(own), arriving[own] == nil, !folder.captures.holds(own) { lost = (record, own) }
            }
        }
        guard let id = log.held[digest], let lost else {
            let id = log.held[digest] ?? arriving[digest] ?? ""
            waiting.append(
                Waiting(addition: .known(id: id, sha256: digest, file: file), entry: nil, file: file))
            if count == 0 { tell() }
            return
        }
        let details = [
            JSONMember(name: "id", value: .string(id)), JSONMember(name: "sha256", value: .string(lost.digest)),
            JSONMember(name: "size", value: .int(lost.bytes.count)), JSONMember(name: "file", value: .string(file)),
        ]
        try place([lost], "restore", details, .restored(id: id, sha256: digest, file: file), file)
    }

    /// Takes a new page.
    ///
    /// - Parameter record: What is to be kept of its record of a web archive.
    func take(
        _ given: [UInt8], _ digest: String, name: String, file: String, origin: [JSONMember], record: [UInt8]?
    ) throws(ArchiveError) {
        let id = log.free(name, digest, besides: reserved)
        var details =
            [
                JSONMember(name: "id", value: .string(id)), JSONMember(name: "sha256", value: .string(digest)),
                JSONMember(name: "size", value: .int(given.count)), JSONMember(name: "file", value: .string(file)),
            ] + origin
        var parts = [(bytes: given, digest: digest)]
        if let record {
            let own = Digest.sha256(record)
            details.append(JSONMember(name: "warc", value: .string(own)))
            if log.held[own] == nil, !log.records.contains(own), arriving[own] == nil { parts.append((record, own)) }
        }
        for part in parts { arriving[part.digest] = id }
        reserved.insert(id)
        try place(parts, "add", details, .added(id: id, sha256: digest), file)
    }

    private func place(
        _ parts: [(bytes: [UInt8], digest: String)], _ action: String, _ details: [JSONMember],
        _ addition: Project.Addition, _ file: String
    ) throws(ArchiveError) {
        do throws(ArchiveError) {
            for part in parts { try folder.captures.place(part.bytes, sha256: part.digest) }
        } catch {
            // A full disk may still hold the next file; this one is named and nothing of it is left.
            for part in parts { if let id = arriving.removeValue(forKey: part.digest) { reserved.remove(id) } }
            folder.captures.drop(parts.map(\.digest))
            refuse(file, "\(file) was not kept: \(error.description)")
            return
        }
        waiting.append(Waiting(addition: addition, entry: (parts.map(\.digest), action, details), file: file))
        for part in parts { bytes += part.bytes.count }
        count += 1
        if count >= Arrivals.groupCount || bytes >= Arrivals.groupBytes { try flush() }
    }

    /// Makes what waits durable, logs it, and tells what became of it.
    ///
    /// - Throws: ``ArchiveError`` when the log cannot be written; then nothing of the group is acknowledged.
    func flush() throws(ArchiveError) {
        let entries = waiting.compactMap(\.entry)
        let digests = entries.flatMap(\.digests)
        do throws(ArchiveError) { try folder.captures.settle(digests) } catch {
            folder.captures.drop(digests)
            let dropped = Set(digests)
            for item in waiting.indices {
                let file = waiting[item].file
                switch waiting[item].addition {
                case .known(_, let digest, _) where dropped.contains(digest): break
                case .added, .restored: break
                default: continue
                }
                waiting[item].addition = .refused(file: file, reason: "\(file) was not kept: \(error.description)")
            }
            (arriving, reserved) = ([:], [])
            tell()
            return
        }
        if !entries.isEmpty {
            let written = try folder.log.append(
                entries.map { ($0.action, $0.details) }, by: by, time: Clock.now(), after: log.last)
            for entry in written { log.take(entry) }
            log.settle()
            folder.captures.take(digests)
        }
        (arriving, reserved) = ([:], [])
        tell()
    }

    /// Drops what is not logged.
    func abandon() { folder.captures.drop(waiting.flatMap { $0.entry?.digests ?? [] }) }

    private func tell() {
        let told = waiting
        waiting = []
        bytes = 0
        count = 0
        for item in told { report(item.addition) }
    }
}
