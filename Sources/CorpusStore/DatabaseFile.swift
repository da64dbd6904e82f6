internal import Glibc

/// A database's file, seen from outside of the database: which file it is, and the right to read it while nobody moves pages in it.
///
/// Writers add to the write-ahead log only, and move pages from there to the file itself while they hold it alone. A reader that
/// holds it with others may therefore read the file as one that does not change, when the log beside it is empty: it writes
/// nothing, needs no memory that is shared, and works on a disk that cannot be written to.
@safe
final class DatabaseFile: Sendable {
    /// Which file a path names.
    struct Identity: Equatable, Sendable {
        var device: UInt
        var node: UInt
    }

    private let descriptor: Int32
    /// Which file is held.
    let identity: Identity

    /// Holds a file, together with others or alone.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isAlone: Whether nobody else may hold it.
    ///   - seconds: How long it is waited for.
    /// - Returns: Nil when it is not there, or others hold it.
    init?(_ path: String, isAlone: Bool, waiting seconds: Int) {
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { return nil }
        var tries = 0
        while flock(opened, (isAlone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
            tries += 1
            if tries > seconds * 20 {
                close(opened)
                return nil
            }
            usleep(50_000)
        }
        var status = stat()
        unsafe fstat(opened, &status)
        descriptor = opened
        identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    }

    deinit { close(descriptor) }

    /// Which file a path names now; nil when there is none.
    static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    }

    /// What shows that a database was written to: the size of its log, and when its file changed.
    struct Stamp: Equatable, Sendable {
        var logSize: Int
        var seconds: Int
        var nanoseconds: Int
    }

    /// The stamp of a database.
    static func stamp(_ path: String) -> Stamp {
        var status = stat()
        unsafe _ = stat(path, &status)
        return Stamp(
            logSize: size(path + "-wal"), seconds: Int(status.st_mtim.tv_sec),
            nanoseconds: Int(status.st_mtim.tv_nsec))
    }

    /// The size of a file in bytes; 0 when it is not there.
    static func size(_ path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether files can be made beside a path.
    static func isWritable(beside path: String) -> Bool {
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
        return unsafe access(folder.isEmpty ? "/" : folder, W_OK) == 0
    }

    /// A path as the name of a database that does not change (SQLite, "Uniform Resource Identifiers").
    static func unchanging(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var name = Array("file:".utf8)
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
            if isPlain { name.append(byte) } else { name += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: name + Array("?immutable=1".utf8), as: UTF8.self)
    }
}
