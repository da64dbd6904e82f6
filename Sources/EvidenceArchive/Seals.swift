internal import Glibc

/// The seals of a project: the heads of its log as files, signed or stamped, in its folder `seals`.
///
/// A head is a text of a few lines that any program can read; its signature stands beside it as minisign writes it (`.minisig`), the
/// request to an authority for time stamps and its answer as `.tsq` and `.tsr` (RFC 3161).
public struct Seals: Sendable {
    /// The folder.
    public let folder: String

    /// A sealed head.
    public struct Head: Sendable, Hashable {
        /// The number of the log's last entry.
        public var entries: Int
        /// Its hash.
        public var hash: String
        /// The file of the head.
        public var path: String
        /// The file's bytes.
        var bytes: [UInt8]
    }

    /// The seals of a project.
    public init(_ project: ProjectFolder) { folder = project.path + "/seals" }

    /// The text of a head; without the line of the tree as an older program wrote it.
    static func text(_ entry: CustodyEntry, tree: String?) -> [UInt8] {
        Array(
            "wirekin log head\nentries: \(entry.number)\nsha256: \(entry.hash)\nwritten: \(entry.time)\n\(tree.map { "tree: \($0)\n" } ?? "")"
                .utf8)
    }

    /// Writes the head of a log, unless it is there.
    ///
    /// - Parameters:
    ///   - entry: The log's last entry.
    ///   - tree: The root of the tree over the log.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`, or `damaged` when another head stands in its place.
    public func write(_ entry: CustodyEntry, tree: String?) throws(ArchiveError) -> Head {
        try FileAccess.makeFolder(folder)
        let path = "\(folder)/\(entry.number).head"
        var bytes = Seals.text(entry, tree: tree)
        if FileAccess.exists(path) {
            let found = try FileAccess.read(path, limit: 1 << 16)
            guard found == bytes || found == Seals.text(entry, tree: nil) else {
                throw ArchiveError(.damaged, "\(path) is not the head of this log; run `wirekin verify`.")
            }
            bytes = found
        } else {
            try FileAccess.writeAtomically(bytes, to: path)
        }
        return Head(entries: entry.number, hash: entry.hash, path: path, bytes: bytes)
    }

    /// Signs a head.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func sign(_ head: Head, with key: SealKey, at time: String) throws(ArchiveError) {
        let comment = "timestamp:\(time)\tfile:\(FileAccess.name(of: head.path))\thashed"
        try FileAccess.writeAtomically(key.signature(of: head.bytes, comment: comment), to: head.path + ".minisig")
        try FileAccess.writeAtomically(key.publicHalf.file, to: "\(folder)/\(key.publicHalf.name).pub")
    }

    /// Writes the request for a time stamp of a head, unless there is one.
    ///
    /// - Returns: The request.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func request(_ head: Head) throws(ArchiveError) -> [UInt8] {
        let path = head.path + ".tsq"
        if FileAccess.exists(path) { return try FileAccess.read(path, limit: 1 << 16) }
        let request = TimeStamp.request(for: head.bytes)
        if request.isEmpty { throw ArchiveError(.cannotWrite, "no time-stamp request could be made.") }
        try FileAccess.writeAtomically(request, to: path)
        return request
    }

    /// Keeps an authority's response, where it is one for a head.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when it is not.
    public func keep(_ response: [UInt8], for head: Head, authorities: String?) throws(ArchiveError) -> String {
        let request = try? FileAccess.read(head.path + ".tsq", limit: 1 << 16)
        switch TimeStamp.read(response, of: head.bytes, request: request, authorities: authorities) {
        case .confirmed(let time):
            try FileAccess.writeAtomically(response, to: head.path + ".tsr")
            return time
        case .invalid(let why): throw ArchiveError(.damaged, "the response was not kept: \(why).")
        }
    }

    /// The names of the files in the folder, in a fixed order; those that a stopped run left are left out.
    public func names() -> [String] {
        ((try? FileAccess.names(in: folder)) ?? []).filter { name in
            [".head", ".minisig", ".pub", ".tsq", ".tsr"].contains { name.hasSuffix($0) }
        }
    }

    /// The sealed heads in the order of their entries.
    public func heads() -> [Head] {
        guard let names = try? FileAccess.names(in: folder) else { return [] }
        return names.filter { $0.hasSuffix(".head") }.compactMap { name in
            let path = "\(folder)/\(name)"
            guard let bytes = try? FileAccess.read(path, limit: 1 << 16) else { return nil }
            let lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
            func value(_ name: String) -> String? {
                lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
            }
            return Head(
                entries: value("entries").flatMap(Int.init) ?? 0, hash: value("sha256") ?? "", path: path, bytes: bytes)
        }.sorted { ($0.entries, $0.path) < ($1.entries, $1.path) }
    }

    /// What the seals say of a log.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - key: The key that seals are signed by; nil to take the public keys that lie beside them.
    ///   - authorities: A file of certificates of time-stamp authorities; nil to leave their signatures unchecked.
    /// - Returns: Findings, and what holds, in sentences.
    /// - Throws: ``ArchiveError`` when the log cannot be read.
    public func check(_ log: CustodyLog, key: PublicSealKey?, authorities: String?) throws(ArchiveError) -> (
        findings: [String], notes: [String]
    ) {
        var (findings, notes): ([String], [String]) = ([], [])
        let heads = heads()
        if heads.isEmpty {
            if key != nil { findings.append("there is no seal in \(folder).") }
            return (findings, notes)
        }
        var entries: [Int: CustodyEntry] = [:]
        let wanted = Set(heads.map(\.entries))
        try log.visit { entry in if wanted.contains(entry.number) { entries[entry.number] = entry } }
        let tree = try LogTree(log)
        for head in heads {
            let name = FileAccess.name(of: head.path)
            guard let entry = entries[head.entries], entry.hash == head.hash,
                [tree.root(of: head.entries), nil].contains(where: { Seals.text(entry, tree: $0) == head.bytes })
            else {
                findings.append(
                    "seal \(name): the log's entry \(head.entries) is not the one that was sealed (\(head.hash.prefix(12))): the log was cut off or written anew, or the seal was changed."
                )
                continue
            }
            check(signatureOf: head, key, &findings, &notes)
            check(stampOf: head, authorities, &findings, &notes)
        }
        return (findings, notes)
    }

    private func check(
        signatureOf head: Head, _ key: PublicSealKey?, _ findings: inout [String], _ notes: inout [String]
    ) {
        let name = FileAccess.name(of: head.path)
        guard let signature = try? FileAccess.read(head.path + ".minisig", limit: 1 << 16) else {
            if key != nil { findings.append("seal \(name): it is not signed.") }
            return
        }
        let beside = ((try? FileAccess.names(in: folder)) ?? []).filter { $0.hasSuffix(".pub") }
            .compactMap { try? PublicSealKey(file: "\(folder)/\($0)") }
        let keys = key.map { [$0] } ?? beside
        let problems = keys.map { $0.problem(signature, of: head.bytes) }
        if let index = problems.firstIndex(where: { $0 == nil }) {
            notes.append(
                "seal \(name): signed by the key \(keys[index].name)\(key == nil ? "; whose key that is, name it to be checked (--key FILE.pub)" : "")."
            )
        } else {
            findings.append(
                "seal \(name): \(problems.compactMap { $0 }.first ?? "the key that signed it is not there").")
        }
    }

    private func check(stampOf head: Head, _ authorities: String?, _ findings: inout [String], _ notes: inout [String])
    {
        let name = FileAccess.name(of: head.path)
        let request = try? FileAccess.read(head.path + ".tsq", limit: 1 << 16)
        guard let response = try? FileAccess.read(head.path + ".tsr", limit: 1 << 20) else {
            if request != nil { notes.append("seal \(name): a time stamp is asked for and pending.") }
            return
        }
        switch TimeStamp.read(response, of: head.bytes, request: request, authorities: authorities) {
        case .confirmed(let time):
            notes.append(
                "seal \(name): an authority saw it at \(time)\(authorities == nil ? ", by its own word (name its certificate to check that: --authorities FILE)" : "")."
            )
        case .invalid(let why): findings.append("seal \(name): its time stamp does not hold: \(why).")
        }
    }
}
