internal import CorpusStore
internal import EvidenceArchive
internal import TextPrimitives

/// What became of a project that was merged into another.
public struct MergedProject: Sendable {
    /// The folder that was given.
    public var path: String
    /// The pages that are new.
    public var added = 0
    /// The pages whose bytes were held already.
    public var known = 0
    /// The decisions and corrections of its analyst that were taken over.
    public var decisions = 0
    /// What could not be taken, one sentence each.
    public var refused: [String] = []
}

extension Project {
    /// Takes the pages and the analyst's layer of other projects into this one.
    ///
    /// The captures come in the order of the other log, under their ids where these are free; then what was set by hand, hung on the
    /// pages as they are named here. The other log is kept whole beside this one's and an entry names its head, so that each page can be
    /// followed to the moment when it was first held. Everything is derived and linked once, at the end.
    ///
    /// - Parameter paths: The folders of the other projects; they are only read.
    /// - Returns: What became of each.
    /// - Throws: ``ArchiveError`` when one is no project, when its log does not hold, or when nothing can be written; what came before
    ///   stays.
    /// - Complexity: That of adding the pages that are new.
    public func merge(_ paths: [String]) throws -> [MergedProject] {
        let sources = try paths.map { path throws(ArchiveError) in try ProjectFolder.open(path) }
        let lock = try folder.lock()
        defer { lock.release() }
        try store.follow(.writing)
        try readLog()
        var merged: [MergedProject] = []
        for source in sources {
            merged.append(try take(source))
            try readLog()
        }
        try deriveMissing()
        return merged
    }

    private func take(_ source: ProjectFolder) throws(ArchiveError) -> MergedProject {
        var result = MergedProject(path: source.path)
        let head = try MergedLog.keep(source, in: folder)
        _ = try folder.log.append(
            [(MergedLog.action, head.details)], by: by, time: Clock.now(), after: log.last)
        try readLog()
        var refused: [String] = []
        var (added, known) = (0, 0)
        let arrivals = Arrivals(folder, log, by: by) { addition in
            switch addition {
            case .added: added += 1
            case .known, .restored: known += 1
            case .refused(_, let reason): refused.append(reason)
            case .noArticle, .noted: break
            }
        }
        // Which page of the other project is which, by the ids that both have.
        var digests: [String: String] = [:]
        var byHand: [CustodyEntry] = []
        var failure: ArchiveError?
        var state = LogState()
        try source.log.visit { entry in
            state.take(entry)
            guard failure == nil else { return }
            switch entry.action {
            case "set", "unset": byHand.append(entry)
            case "add":
                guard let digest = entry.detail("sha256"), let id = state.held[digest], digests[id] == nil else {
                    return
                }
                digests[id] = digest
                do throws(ArchiveError) {
                    try take(entry, id, digest, of: source, head, arrivals)
                } catch { failure = error }
            default: break
            }
        }
        if failure == nil {
            do throws(ArchiveError) { try arrivals.flush() } catch { failure = error }
        }
        if let failure {
            arrivals.abandon()
            throw failure
        }
        try readLog()
        result.added = added
        result.known = known
        result.refused = refused
        result.decisions = try take(byHand, digests, head)
        return result
    }

    private func take(
        _ entry: CustodyEntry, _ id: String, _ digest: String, of source: ProjectFolder, _ head: MergedLog.Head,
        _ arrivals: Arrivals
    ) throws(ArchiveError) {
        let name = "\(source.path), \(id)"
        let bytes: [UInt8]
        do throws(ArchiveError) { bytes = try source.captures.bytes(of: digest) } catch {
            arrivals.refuse(name, "\(name) was not taken: \(error.description)")
            return
        }
        // A page whose record was lost there is taken without it: there it is a finding.
        let record = entry.detail("warc").flatMap { try? source.captures.bytes(of: $0) }
        if arrivals.isKnown(digest) { return try arrivals.again(bytes, digest, file: name, record: record) }
        let own: Set = ["id", "sha256", "size", "file", "warc", MergedLog.action]
        let origin =
            entry.details.filter { !own.contains($0.name) } + [head.reference(to: entry)]
        try arrivals.take(
            bytes, digest, name: id, file: entry.detail("file") ?? name, origin: origin, record: record)
    }

    /// Sets here what was set there; gives how much that is.
    private func take(_ entries: [CustodyEntry], _ digests: [String: String], _ head: MergedLog.Head)
        throws(ArchiveError) -> Int
    {
        func here(_ id: String) -> String? { digests[id].flatMap { log.held[$0] } }
        var items: [(action: String, details: [JSONMember])] = []
        for entry in entries {
            guard let id = entry.detail("id").flatMap(here) else { continue }
            let details = entry.details.compactMap { member -> JSONMember? in
                switch member.name {
                case "id": return JSONMember(name: "id", value: .string(id))
                // The number is of an entry of the other log.
                case "carries": return nil
                case "value" where (entry.detail("field") ?? "").hasPrefix("same-event:"):
                    guard let value = member.value.string, let sign = value.utf8.lastIndex(of: UInt8(ascii: "#")),
                        let other = here(String(value[..<sign]))
                    else { return member }
                    return JSONMember(name: "value", value: .string(other + value[sign...]))
                default: return member
                }
            }
            items.append((entry.action, details + [head.reference(to: entry)]))
        }
        if items.isEmpty { return 0 }
        _ = try folder.log.append(items, by: by, time: Clock.now(), after: log.last)
        try readLog()
        return items.count
    }
}
