internal import DocumentModel
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
    /// The manifest is written last and makes it one: what a stopped run left is gone on with, and of two that make the same
    /// project at once the second is told that it is there.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`, or `exists` when there is a project already.
    @discardableResult
    public static func create(_ path: String, by: String) throws(ArchiveError) -> ProjectFolder {
        let project = ProjectFolder(path: path)
        try FileAccess.makeFolder(path + "/captures")
        let lock = try project.lock()
        defer { lock.release() }
        if FileAccess.exists(project.manifestPath) {
            throw ArchiveError(.exists, "\(path) is a project already; choose another folder or use it as it is.")
        }
        let last = try project.log.last()
        if last == nil {
            _ = try project.log.append(
                [("init", [JSONMember(name: "format", value: .int(formatVersion))])], by: by, time: Clock.now(),
                after: nil)
            FileAccess.synchronise(folder: path)
        }
        let manifest = JSONValue.pairs(["format": .string("wirekin project"), "version": .int(formatVersion)])
        try FileAccess.writeAtomically(Array((manifest.text + "\n").utf8), to: project.manifestPath)
        return project
    }

    /// Makes a project in a folder that holds none; one that is there is no error.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public static func createWhenMissing(_ path: String, by: String) throws(ArchiveError) {
        if FileAccess.exists(ProjectFolder(path: path).manifestPath) { return }
        do throws(ArchiveError) { try create(path, by: by) } catch  where error.code == .exists { return }
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

    /// Makes a folder look like a project that holds a log and nothing else: for checking what was handed over.
    ///
    /// - Parameters:
    ///   - path: An empty folder.
    ///   - log: The bytes of the log.
    ///   - files: Further files by their paths, a folder and a name.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public static func unpacked(_ path: String, log: [UInt8], files: [(name: String, bytes: [UInt8])])
        throws(ArchiveError) -> ProjectFolder
    {
        let project = ProjectFolder(path: path)
        try FileAccess.write(log, to: project.log.path, mode: 0o600)
        for file in files {
            let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { continue }
            try FileAccess.makeFolder("\(path)/\(parts[0])", isDurable: false)
            try FileAccess.write(file.bytes, to: "\(path)/\(file.name)", mode: 0o600)
        }
        let manifest = JSONValue.pairs(["format": .string("wirekin project"), "version": .int(formatVersion)])
        try FileAccess.write(Array((manifest.text + "\n").utf8), to: project.manifestPath, mode: 0o600)
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
    /// - Parameter seconds: How long it is waited for.
    /// - Throws: ``ArchiveError`` with code `busy` when another process has it, `cannotWrite` when the folder cannot be written to.
    public func lock(waiting seconds: Int = 5) throws(ArchiveError) -> Lock {
        let descriptor = unsafe Glibc.open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else {
            throw ArchiveError(.cannotWrite, "cannot write in \(path): \(FileAccess.reason()); check its permissions.")
        }
        var tries = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            tries += 1
            if tries > seconds * 20 {
                close(descriptor)
                throw ArchiveError(.busy, "another wirekin writes to \(path); wait for it to end.")
            }
            usleep(50_000)
        }
        return Lock(descriptor: descriptor)
    }

    /// Whether another process has the right to write.
    public var isBeingWritten: Bool {
        let descriptor = unsafe Glibc.open(path + "/lock", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
}

/// The time of day, for the log only.
public enum Clock {
    /// A time as ``now()`` gives it, in seconds that grow with it; 0 for what is no time.
    static func seconds(_ time: String) -> Int {
        let digits = time.utf8.split { !(0x30...0x39).contains($0) }.map { Int(String(Substring($0))) ?? 0 }
        guard digits.count >= 6, let day = CivilDay(digits[0], digits[1], digits[2]) else { return 0 }
        return ((day.number * 24 + digits[3]) * 60 + digits[4]) * 60 + digits[5]
    }

    /// Now, in minutes since 1970.
    public static var minutes: Int { seconds(now()) / 60 }

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
