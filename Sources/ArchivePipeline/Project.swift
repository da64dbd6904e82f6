public import CorpusStore
public import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// A project: captures, log and derived data together.
///
/// Every write goes captures first, then the log, then the database. Only the holder of the project's lock derives: what the log holds
/// and the database lacks is derived when the project is opened for writing next, so that a crash at any moment loses nothing that
/// was acknowledged. A project that is opened for reading writes nothing.
public final class Project {
    /// The most bytes of one capture, and of one capture unpacked: no saved page comes near, and one line of
    /// such a size would hold up all other pages for minutes.
    public static let captureLimit = Bounds.captureBytes
    /// The processor time of one page, in seconds: a net under the bounds of ``Bounds``, which count work and cut a page long
    /// before, the same on every machine.
    ///
    /// A page that needs more shows a fault of the program; it is kept, with what had been derived by then and the reason.
    public static let secondsPerPage = 300.0

    /// What a project is opened for.
    public enum Access: Sendable {
        /// Nothing is written; what is not derived is not seen.
        case reading
        /// What is missing is derived, unless another process has the lock or the disk cannot be written to.
        case writing
    }

    /// Told how many of how many pages have been derived.
    public typealias Progress = (_ done: Int, _ all: Int) -> Void

    /// The folder.
    public let folder: ProjectFolder
    /// The derived database.
    public let store: CorpusStore
    /// The command and version that write to the log.
    let by: String
    /// The processor time of one page, in seconds.
    let secondsPerPage: Double
    /// Told of derived pages.
    var progress: Progress?
    /// What the log says; read by writers only.
    var log = LogState()
    /// Rows that stand for pages whose captures cannot be read, by number; only where another database is compared with.
    let adopted: [Int: StoredArticle]
    /// How much of the log has been read.
    private var readTo = 0
    /// The last entry of the log, where it was opened for reading.
    private let head: CustodyEntry?

    /// Opens a project; for writing, what is missing is derived.
    ///
    /// - Parameters:
    ///   - path: Its folder.
    ///   - by: The command and the version, for the log.
    ///   - access: What for.
    ///   - secondsPerPage: The processor time of one page.
    ///   - progress: Told of derived pages.
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public init(
        path: String, by: String, access: Access = .writing, secondsPerPage: Double = Project.secondsPerPage,
        progress: Progress? = nil
    ) throws {
        folder = try ProjectFolder.open(path)
        adopted = [:]
        self.by = by
        self.secondsPerPage = secondsPerPage
        self.progress = progress
        if access == .writing, let lock = try Project.lock(folder) {
            defer { lock.release() }
            head = nil
            if Project.isOld(folder) {
                try Project.make(folder, by, secondsPerPage, progress)
            }
            store = try CorpusStore(path: folder.databasePath)
            try readLog()
            sweep()
            try deriveMissing()
        } else {
            head = try folder.log.last()
            store = try CorpusStore(path: folder.databasePath, access: .reading)
        }
    }

    /// A project whose database is made anew in a file of its own, from the log up to an entry; the project's folder is only read.
    init(
        _ folder: ProjectFolder, _ seconds: Double, _ progress: Progress?, file: String, upTo entries: Int = Int.max,
        adopting adopted: [Int: StoredArticle] = [:]
    ) throws {
        self.adopted = adopted
        self.folder = folder
        by = ""
        self.progress = progress
        secondsPerPage = seconds
        head = nil
        store = try CorpusStore(path: file)
        try folder.log.visit { entry in if entry.number <= entries { log.take(entry) } }
        try deriveMissing()
    }

    /// The project as it was at an entry of its log, made in a folder of its own.
    ///
    /// - Parameters:
    ///   - folder: The project.
    ///   - entries: The number of the last entry that counts.
    ///   - temporary: Where the database is made.
    ///   - progress: Told of derived pages.
    /// - Throws: ``ArchiveError`` or ``StoreError``.
    public static func asOf(
        _ folder: ProjectFolder, entries: Int, in temporary: TemporaryFolder, _ progress: Progress? = nil
    ) throws -> Project {
        try Project(folder, secondsPerPage, progress, file: temporary.path + "/derived.sqlite", upTo: entries)
    }

    /// The right to write, or nil when another has it or the disk cannot be written to.
    private static func lock(_ folder: ProjectFolder) throws(ArchiveError) -> ProjectFolder.Lock? {
        do throws(ArchiveError) { return try folder.lock() } catch
            where error.code == .busy || error.code == .cannotWrite
        {
            return nil
        }
    }

    /// Whether the database is of an older schema or its pages were read by an older analyser.
    private static func isOld(_ folder: ProjectFolder) -> Bool {
        let version = CorpusStore.version(of: folder.databasePath)
        if version > 0, version < CorpusStore.schemaVersion { return true }
        guard version == CorpusStore.schemaVersion,
            let store = try? CorpusStore(path: folder.databasePath, access: .reading)
        else { return false }
        return (try? store.pages(readBefore: Analyser.version)) ?? 0 > 0
    }

    /// The last entry of the log.
    public var lastEntry: CustodyEntry? { log.last ?? head }

    /// The number of log entries and the hash of the last.
    public var logHead: (entries: Int, hash: String) {
        (lastEntry?.number ?? 0, lastEntry?.hash ?? "")
    }

    /// What a reader should know of the derived data: pages that are not derived yet, or were by an older analyser; nil when all is well.
    public func staleness() throws -> String? {
        let derived = try store.derived()
        if derived.entries < logHead.entries {
            return
                "the log has \(logHead.entries) entries, of which \(derived.entries) are derived; the next `wirekin add` or `wirekin rebuild` derives the others."
        }
        let old = try store.pages(readBefore: Analyser.version)
        if old == 0 { return nil }
        return
            "\(old) pages were read by an older analyser than this one (\(Analyser.version)); `wirekin rebuild` reads them anew."
    }

    /// Reads what has come to the log since the last time.
    func readLog() throws(ArchiveError) {
        readTo = try folder.log.visit(from: readTo) { entry in log.take(entry) }
    }

    /// Moves or drops the captures that a stopped run left.
    private func sweep() {
        folder.sweep()
        let (held, records) = (log.held, log.records)
        folder.captures.sweep { held[$0] != nil || records.contains($0) }
    }

    // MARK: Making it anew

    /// Throws the derived data away and makes it again from captures and log.
    ///
    /// The data before stay until the new are whole.
    ///
    /// - Parameters: As for opening.
    /// - Returns: The number of pages.
    /// - Throws: ``ArchiveError`` or ``StoreError``; then the data before are as they were.
    @discardableResult
    public static func rebuild(
        path: String, by: String, secondsPerPage: Double = Project.secondsPerPage, progress: Progress? = nil
    ) throws -> Int {
        let folder = try ProjectFolder.open(path)
        let lock = try folder.lock()
        defer { lock.release() }
        return try make(folder, by, secondsPerPage, progress)
    }

    /// Makes the derived data anew and puts them in place of those before; the lock is held.
    @discardableResult
    private static func make(_ folder: ProjectFolder, _ by: String, _ seconds: Double, _ progress: Progress?) throws
        -> Int
    {
        try carryCorrections(folder, by)
        let file = folder.databasePath + ".new"
        func clear(_ path: String) { for suffix in ["", "-wal", "-shm"] { FileAccess.remove(path + suffix) } }
        clear(file)
        defer { clear(file) }
        let count: Int
        do {
            let project = try Project(folder, seconds, progress, file: file)
            count = try project.store.numbers().count
            try project.store.close()
        }
        // The log of the file before must not be read as one of the new.
        for suffix in ["-wal", "-shm"] { FileAccess.remove(folder.databasePath + suffix) }
        guard FileAccess.rename(file, to: folder.databasePath) else {
            throw ArchiveError(
                .cannotWrite, "cannot put the new \(folder.databasePath) in its place; check the folder's permissions.")
        }
        return count
    }
}
