internal import CorpusStore
public import EvidenceArchive
internal import TextPrimitives

/// The watches of a project, in a file of their own beside the log: `watch.json`.
///
/// A look changes no evidence and nothing that is derived, so it is no entry of the log; without the file all is as before but that
/// the watches are gone.
public struct WatchList: Sendable {
    private static let version = 1

    /// The watches, in the order in which they were made.
    public var watches: [Watch] = []
    private let path: String

    /// Reads the watches of a project; none when it has no such file.
    ///
    /// - Throws: ``ArchiveError`` when the file cannot be read or is damaged.
    public init(_ project: Project) throws(ArchiveError) {
        path = project.folder.path + "/watch.json"
        guard FileAccess.exists(path) else { return }
        let bytes = try FileAccess.read(path, limit: 16 << 20)
        guard let value = try? JSONParser.parse(bytes), let list = value["watches"] else { throw damaged() }
        if let version = value["schema_version"]?.int, version > WatchList.version {
            throw ArchiveError(.cannotRead, "\(path) was written by a newer wirekin; use that one.")
        }
        for item in list.array {
            guard let watch = Watch(json: item) else { throw damaged() }
            watches.append(watch)
        }
    }

    private func damaged() -> ArchiveError {
        ArchiveError(.cannotRead, "\(path) is damaged; delete it and add the watches anew.")
    }

    /// Writes them.
    ///
    /// - Throws: ``ArchiveError`` when the file cannot be written.
    public func write() throws(ArchiveError) {
        let value = JSONValue.pairs([
            "schema_version": .int(WatchList.version), "watches": .array(watches.map(\.json)),
        ])
        try FileAccess.writeAtomically(Array((value.text + "\n").utf8), to: path)
    }
}

extension Project {
    /// What can be looked at now: the last entry of the log that is derived.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public func mark(day: String) throws -> WatchMark {
        let derived = try store.derived()
        return WatchMark(entries: derived.entries, hash: derived.hash, day: day)
    }

    /// Whether the log still holds the entry of a mark.
    ///
    /// - Throws: ``ArchiveError`` when the log cannot be read.
    public func holds(_ mark: WatchMark) throws(ArchiveError) -> Bool {
        if mark.entries == 0 { return true }
        return try folder.log.entries(mark.entries..<(mark.entries + 1)).first?.hash == mark.hash
    }
}
