internal import EvidenceArchive
internal import TextPrimitives

/// The logs of projects that were merged into one: kept whole, each under the hash of its last entry.
enum MergedLog {
    /// The action of the entry that names a merged project, and the detail by which an entry points into its log.
    static let action = "merge"

    /// The end of a merged log.
    struct Head {
        /// The folder of the project, as it was given.
        var path: String
        /// The number of the last entry.
        var entries: Int
        /// Its hash.
        var hash: String

        /// The details of the entry that names it.
        var details: [JSONMember] {
            [
                JSONMember(name: "project", value: .string(path)), JSONMember(name: "entries", value: .int(entries)),
                JSONMember(name: "head", value: .string(hash)),
            ]
        }

        /// What points from an entry here to the one there that it follows.
        func reference(to entry: CustodyEntry) -> JSONMember {
            JSONMember(
                name: action,
                value: .pairs([
                    "head": .string(hash), "n": .int(entry.number), "at": .string(entry.time),
                    "hash": .string(entry.hash),
                ]))
        }
    }

    private static func path(_ hash: String, in folder: ProjectFolder) -> String {
        "\(folder.path)/logs/\(hash).jsonl"
    }

    /// Copies a project's log, whose chain must hold.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` when it does not hold, `cannotWrite` when it cannot be kept.
    static func keep(_ source: ProjectFolder, in folder: ProjectFolder) throws(ArchiveError) -> Head {
        if let fault = try source.log.verify().first {
            throw ArchiveError(
                .damaged, "\(source.path) was not merged: \(fault.description); run `wirekin verify` there.")
        }
        guard let last = try source.log.last() else {
            throw ArchiveError(.damaged, "\(source.path) was not merged: its log holds no entry.")
        }
        let kept = path(last.hash, in: folder)
        if !FileAccess.exists(kept) {
            try FileAccess.makeFolder(folder.path + "/logs")
            // A last line that a stopped run left is no entry.
            let bytes = try FileAccess.read(source.log.path)
            let whole = bytes.lastIndex(of: 10).map { Array(bytes[...$0]) } ?? []
            try FileAccess.writeAtomically(whole, to: kept)
        }
        // Logs that came with it.
        for name in (try? FileAccess.names(in: source.path + "/logs")) ?? [] where name.hasSuffix(".jsonl") {
            let file = "\(folder.path)/logs/\(name)"
            if FileAccess.exists(file) { continue }
            try FileAccess.writeAtomically(try FileAccess.read("\(source.path)/logs/\(name)"), to: file)
        }
        return Head(path: source.path, entries: last.number, hash: last.hash)
    }

    /// What is wrong with the logs that a project keeps of those merged into it, in sentences.
    ///
    /// Each must hold by itself, end as the entry says that names it, and hold the entries that are pointed to.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    /// - Complexity: O(*n*) in the bytes of all logs.
    static func findings(_ folder: ProjectFolder) throws(ArchiveError) -> [String] {
        var heads: [(number: Int, entries: Int, hash: String)] = []
        var references: [String: [(number: Int, entry: Int, hash: String)]] = [:]
        try folder.log.visit { entry in
            if entry.action == action {
                let entries = entry.details.last { $0.name == "entries" }?.value.int ?? 0
                heads.append((entry.number, entries, entry.detail("head") ?? ""))
            }
            if let reference = entry.details.last(where: { $0.name == action })?.value,
                let head = reference["head"]?.string
            {
                references[head, default: []].append(
                    (entry.number, reference["n"]?.int ?? 0, reference["hash"]?.string ?? ""))
            }
        }
        var findings: [String] = []
        for head in heads {
            let kept = CustodyLog(path: path(head.hash, in: folder))
            let faults = try kept.verify()
            findings += faults.map { "the merged log of entry \(head.number): \($0.description)" }
            if !faults.isEmpty { continue }
            var hashes: [Int: String] = [:]
            try kept.visit { hashes[$0.number] = $0.hash }
            if hashes.count != head.entries || hashes[head.entries] != head.hash {
                findings.append("the merged log of entry \(head.number) does not end at \(head.entries):\(head.hash).")
            }
            for reference in references.removeValue(forKey: head.hash) ?? []
            where hashes[reference.entry] != reference.hash {
                findings.append(
                    "log entry \(reference.number) points to entry \(reference.entry) of a merged log, which is another."
                )
            }
        }
        for head in references.keys.sorted() {
            findings.append("entries of the log point to a merged log \(head), which no entry names.")
        }
        return findings
    }
}
