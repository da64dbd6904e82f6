internal import CStorageLibraries
internal import Glibc

/// What a file's size and time of change were.
public struct FileStamp: Sendable, Equatable {
    /// In bytes.
    public var size: Int
    /// In nanoseconds since 1970.
    public var changed: Int
}

/// Files and folders by POSIX calls, with errors in sentences.
public enum FileAccess {
    /// What the system says of the last error.
    static func reason() -> String { unsafe String(cString: strerror(errno)) }

    /// Opens a file for reading, once: what is no regular file (a pipe, a device, a folder) is refused without waiting for it.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - acceptsPipe: Whether a pipe may be opened too; opening it waits for its writer.
    /// - Returns: The descriptor, which the caller closes.
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    static func open(_ path: String, acceptsPipe: Bool = false) throws(ArchiveError) -> Int32 {
        let waiting = acceptsPipe ? 0 : O_NONBLOCK
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | waiting)
        guard descriptor >= 0 else {
            throw ArchiveError(.cannotRead, "cannot read \(path): \(reason()); check the name and its permissions.")
        }
        var status = stat()
        let kind = unsafe fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        if kind == S_IFREG || acceptsPipe && (kind == S_IFIFO || kind == S_IFCHR || kind == S_IFSOCK) {
            return descriptor
        }
        close(descriptor)
        throw ArchiveError(
            .cannotRead,
            kind == S_IFDIR
                ? "cannot read \(path): it is a folder; name a file."
                : "cannot read \(path): it is a pipe or a device, no file; give it on standard input, as `-`.")
    }

    /// Reads a file, or standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that are taken.
    ///   - offset: Where in a file to begin.
    ///   - acceptsPipe: Whether a pipe with a name may be read too.
    /// - Returns: The bytes from there on.
    /// - Throws: ``ArchiveError`` with code `cannotRead` or `tooLarge`.
    public static func read(_ path: String, limit: Int = Int.max, from offset: Int = 0, acceptsPipe: Bool = false)
        throws(ArchiveError) -> [UInt8]
    {
        let descriptor = path == "-" ? 0 : try open(path, acceptsPipe: acceptsPipe)
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) > limit {
            throw ArchiveError(
                .tooLarge, "\(path) has \(status.st_size) bytes, more than the \(limit) that are taken; split it.")
        }
        var bytes: [UInt8] = []
        if offset > 0 { lseek(descriptor, off_t(offset), SEEK_SET) }
        if status.st_size > offset { bytes.reserveCapacity(Int(status.st_size) - offset) }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw ArchiveError(.cannotRead, "cannot read \(path): \(reason()); check the disk.")
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit {
                throw ArchiveError(.tooLarge, "\(path) has more than the \(limit) bytes that are taken; split it.")
            }
        }
        return bytes
    }

    /// Writes a file so that it is there whole or not at all, and on the disk when this returns.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing of the file is left.
    public static func writeAtomically(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(ArchiveError) {
        let temporary = "\(path)\(StoppedWrites.mark)\(getpid())"
        try write(bytes, to: temporary, mode: mode, isDurable: true)
        if rename(temporary, to: path) {
            synchronise(folder: folder(of: path))
            return
        }
        let why = reason()
        unsafe unlink(temporary)
        throw ArchiveError(.cannotWrite, "cannot write \(path): \(why); free some space and run the command again.")
    }

    /// Writes a file.
    ///
    /// - Parameter isDurable: Whether it is on the disk when this returns.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing of the file is left.
    static func write(_ bytes: [UInt8], to path: String, mode: UInt32, isDurable: Bool = false) throws(ArchiveError) {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw ArchiveError(.cannotWrite, "cannot write \(path): \(reason()); check the folder's permissions.")
        }
        var offset = 0
        var isWritten = true
        while offset < bytes.count, isWritten {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { isWritten = false } else { offset += count }
        }
        if isWritten, isDurable { isWritten = fsync(descriptor) == 0 }
        let why = reason()
        close(descriptor)
        if isWritten { return }
        unsafe unlink(path)
        throw ArchiveError(.cannotWrite, "cannot write \(path): \(why); free some space and run the command again.")
    }

    /// Gives a file another name, in place of what has it; whether that was done.
    @discardableResult
    public static func rename(_ path: String, to other: String) -> Bool { unsafe Glibc.rename(path, other) == 0 }

    /// Appends bytes to a file and waits until they are on the disk.
    public static func append(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else {
            throw ArchiveError(.cannotWrite, "cannot write \(path): \(reason()); check its permissions.")
        }
        defer { close(descriptor) }
        let before = lseek(descriptor, 0, SEEK_END)
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count == bytes.count, fsync(descriptor) == 0 { return }
        let why = reason()
        ftruncate(descriptor, before)
        throw ArchiveError(.cannotWrite, "cannot write \(path): \(why); free some space and run the command again.")
    }

    /// The first bytes of a regular file; none when it cannot be read.
    public static func head(_ path: String) -> [UInt8] {
        guard let descriptor = try? open(path) else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return Array(bytes.prefix(max(0, count)))
    }

    /// The last bytes of a file, at most so many; none when it is empty or cannot be read.
    static func tail(_ path: String, _ length: Int) -> [UInt8] {
        guard let descriptor = try? open(path) else { return [] }
        defer { close(descriptor) }
        let start = max(0, Int(lseek(descriptor, 0, SEEK_END)) - length)
        var bytes = [UInt8](repeating: 0, count: length)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(start))
        }
        return Array(bytes.prefix(max(0, count)))
    }

    /// Size and time of change of a file, to see that another program wrote to it; zeros when it is not there.
    public static func stamp(_ path: String) -> FileStamp {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return FileStamp(size: 0, changed: 0) }
        return FileStamp(
            size: Int(status.st_size), changed: Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        )
    }

    /// Cuts a file to a length.
    static func truncate(_ path: String, to length: Int) { unsafe _ = Glibc.truncate(path, off_t(length)) }

    /// Whether a path is a regular file; nothing is opened.
    public static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Makes a folder and those above it; a folder that is there is no error.
    ///
    /// - Parameter isDurable: Whether they are on the disk when this returns.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public static func makeFolder(_ path: String, isDurable: Bool = true) throws(ArchiveError) {
        if isFolder(path) { return }
        let parent = folder(of: path)
        if parent != path, !isFolder(parent) { try makeFolder(parent, isDurable: isDurable) }
        if unsafe mkdir(path, 0o755) != 0, errno != EEXIST {
            throw ArchiveError(
                .cannotWrite, "cannot make the folder \(path): \(reason()); check the permissions above it.")
        }
        if isDurable { synchronise(folder: parent) }
    }

    /// The folder that a path lies in.
    public static func folder(of path: String) -> String {
        // By bytes: a sign that combines with the slash before it does not hide it.
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    public static func name(of path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    }

    /// Whether a path is a folder.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether something lies at a path.
    public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Whether a path itself is a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Waits until a file's bytes are on the disk.
    static func synchronise(file path: String) throws(ArchiveError) {
        let descriptor = try open(path)
        defer { close(descriptor) }
        if fsync(descriptor) != 0 {
            throw ArchiveError(
                .cannotWrite, "cannot write \(path): \(reason()); check the disk and run the command again.")
        }
    }

    /// Waits until everything on the file system of a folder is on the disk; whether that could be done.
    static func synchroniseAll(below folder: String) -> Bool {
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return csystem_syncfs(descriptor) == 0
    }

    /// Waits until a folder's entries are on the disk.
    static func synchronise(folder: String) {
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
    }

    /// The names in a folder, sorted by bytes.
    public static func names(in folder: String) throws(ArchiveError) -> [String] {
        guard let stream = unsafe opendir(folder) else {
            throw ArchiveError(.cannotRead, "cannot read the folder \(folder): \(reason()); check its permissions.")
        }
        defer { unsafe closedir(stream) }
        var result: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { result.append(name) }
        }
        return result.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// How many folders deep files are looked for.
    private static let folderDepth = 64

    /// The files below a path in a fixed order; a folder that was seen is not entered again, so loops of links end.
    ///
    /// - Parameters:
    ///   - path: A file or a folder. Names that begin with a dot and project folders (`*.wirekin`) are passed over.
    ///   - complaint: Called with an error for each folder that cannot be read.
    /// - Returns: The paths.
    public static func files(below path: String, complaint: (ArchiveError) -> Void) -> [String] {
        var seen: Set<String> = []
        var result: [String] = []
        func visit(_ path: String, depth: Int) {
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                result.append(path)
                return
            }
            guard seen.insert("\(status.st_dev):\(status.st_ino)").inserted else { return }
            if depth >= folderDepth {
                complaint(
                    ArchiveError(
                        .tooLarge, "\(path) lies more than \(folderDepth) folders deep; name it to add what is in it."))
                return
            }
            do throws(ArchiveError) {
                for name in try names(in: path)
                where name.utf8.first != UInt8(ascii: ".") && !name.hasSuffix(".wirekin") {
                    visit(path == "/" ? "/\(name)" : "\(path)/\(name)", depth: depth + 1)
                }
            } catch { complaint(error) }
        }
        visit(path, depth: 0)
        return result
    }
}
