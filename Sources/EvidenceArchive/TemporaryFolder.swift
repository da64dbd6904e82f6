internal import Glibc

/// A folder for files that are needed for a while, beside the project and not in it.
///
/// It goes with everything in it: by ``remove()``, with the value, or, when the process was stopped, as soon as another folder is
/// made in the same place. A lock tells which are in use, whatever process holds them.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let path: String
    private let lock: Int32
    private static let mark = "wirekin-tmp-"
    private static let lockName = "lock"

    /// Makes a folder below `$TMPDIR`, or `/tmp`, and removes those that stopped runs left there.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public convenience init() throws(ArchiveError) { try self.init(in: TemporaryFolder.base) }

    /// Makes a folder below another, and removes those that stopped runs left there.
    package init(in base: String) throws(ArchiveError) {
        TemporaryFolder.sweep(base)
        // Who sweeps may take the lock of a folder between its making and its locking; then another is made.
        var made: (path: String, lock: Int32)?
        for _ in 0..<8 where made == nil { made = TemporaryFolder.make(base) }
        guard let made else {
            throw ArchiveError(
                .cannotWrite, "cannot make a folder in \(base): \(FileAccess.reason()); name another with TMPDIR.")
        }
        (path, lock) = made
    }

    private static func make(_ base: String) -> (path: String, lock: Int32)? {
        var name = Array("\(base)/\(mark)XXXXXX".utf8CString)
        let isMade = unsafe name.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        guard isMade else { return nil }
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let lock = unsafe Glibc.open(
            "\(path)/\(lockName)", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 { return (path, lock) }
        let fault = errno
        if lock >= 0 { close(lock) }
        FileAccess.removeTree(path)
        errno = fault
        return nil
    }

    deinit {
        remove()
        close(lock)
    }

    /// Removes the folder with everything in it.
    public func remove() { FileAccess.removeTree(path) }

    /// Where files are put that are needed for a while.
    public static var base: String { unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp" }

    /// Removes the folders of the same user that no process holds.
    private static func sweep(_ base: String) {
        for name in (try? FileAccess.names(in: base)) ?? [] where name.hasPrefix(mark) {
            let path = "\(base)/\(name)"
            guard FileAccess.isOwnFolder(path) else { continue }
            let descriptor = unsafe Glibc.open("\(path)/\(lockName)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { FileAccess.removeTree(path) }
            close(descriptor)
        }
    }
}

extension FileAccess {
    /// Removes a file; one that is not there is no error.
    public static func remove(_ path: String) { unsafe _ = unlink(path) }

    /// Removes a folder with everything in it, following no link.
    static func removeTree(_ path: String) {
        for name in (try? names(in: path)) ?? [] {
            let inner = "\(path)/\(name)"
            if isFolder(inner), !isLink(inner) { removeTree(inner) } else { remove(inner) }
        }
        unsafe _ = rmdir(path)
    }

    /// Whether this is a folder, no link to one, that belongs to the user of this process.
    fileprivate static func isOwnFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
    }
}
