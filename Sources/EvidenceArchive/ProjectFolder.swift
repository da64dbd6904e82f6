internal import Glibc
internal import TextPrimitives

/// A project on disk: one folder with captures, the custody log and a derived database.
public struct ProjectFolder: Sendable {
    /// The layout's version, written to `wirekin.json`.
    public static let formatVersion = 1

    /// The folder.
    public let path: String
    /// The captured bytes.
    public var captures: CaptureStore { CaptureStore(folder: path + "/captures") }
    /// The custody log.
    public var log: CustodyLog { CustodyLog(path: path + "/custody.jsonl") }
    /// The file of the derived database.
    public var databasePath: String { path + "/derived.sqlite" }
    /// What shows that a process wrote to the project: the stamps of the log, the database and its write-ahead log.
    public var stamps: [FileStamp] {
        [log.path, databasePath, databasePath + "-wal"].map { FileAccess.stamp($0) }
    }
    private var manifestPath: String { path + "/wirekin.json" }

    private init(path: String) { self.path = path }

    /// Makes a project in a folder, which may be there already but must hold no project.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public static func create(_ path: String, by: String) throws(ArchiveError) -> ProjectFolder {
        let project = ProjectFolder(path: path)
        if FileAccess.exists(project.manifestPath) {
            throw ArchiveError(.cannotWrite, "\(path) is a project already; choose another folder or use it as it is.")
        }
        try FileAccess.makeFolder(path)
        try FileAccess.makeFolder(path + "/captures")
        let lock = try project.lock()
        defer { lock.release() }
        let manifest = JSONValue.pairs(["format": .string("wirekin project"), "version": .int(formatVersion)])
        _ = try project.log.append(
            [("init", [JSONMember(name: "format", value: .int(formatVersion))])], by: by, time: Clock.now(), after: nil)
        try FileAccess.writeAtomically(Array((manifest.text + "\n").utf8), to: project.manifestPath)
        return project
    }

    /// Opens a project.
    ///
    /// - Throws: ``ArchiveError`` with code `notAProject` or `newerProject`.
    public static func open(_ path: String) throws(ArchiveError) -> ProjectFolder {
        let project = ProjectFolder(path: path)
        guard FileAccess.exists(project.manifestPath) else {
            throw ArchiveError(
                .notAProject,
                "\(path) holds no project; make one with `wirekin init \(path)`, or name one with --project.")
        }
        let manifest = try FileAccess.read(project.manifestPath, limit: 1 << 20)
        let version = (try? JSONParser.parse(manifest))?["version"]?.int ?? 0
        if version > formatVersion {
            throw ArchiveError(
                .newerProject,
                "\(path) was made by a newer wirekin (format \(version), this one reads \(formatVersion)); update wirekin."
            )
        }
        guard version >= 1 else {
            throw ArchiveError(.notAProject, "\(project.manifestPath) is damaged; restore it from a copy.")
        }
        return project
    }

    /// Holds the right to write until it is released or the process ends.
    public struct Lock: ~Copyable {
        fileprivate let descriptor: Int32
        /// Gives the right back.
        public func release() { close(descriptor) }
    }

    /// Takes the right to write to the project.
    ///
    /// - Throws: ``ArchiveError`` with code `busy` when another process has it.
    public func lock() throws(ArchiveError) -> Lock {
        let descriptor = unsafe Glibc.open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ArchiveError(.cannotWrite, "cannot write in \(path): \(FileAccess.reason()); check its permissions.")
        }
        var tries = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            tries += 1
            if tries > 100 {
                close(descriptor)
                throw ArchiveError(.busy, "another wirekin writes to \(path); wait for it to end.")
            }
            usleep(50_000)
        }
        return Lock(descriptor: descriptor)
    }
}

/// The time of day, for the log only.
public enum Clock {
    /// Now, ISO 8601 in UTC to the second.
    public static func now() -> String {
        var seconds = Glibc.time(nil)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        func pad(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return
            unsafe "\(parts.tm_year + 1900)-\(pad(parts.tm_mon + 1))-\(pad(parts.tm_mday))T\(pad(parts.tm_hour)):\(pad(parts.tm_min)):\(pad(parts.tm_sec))Z"
    }
}
