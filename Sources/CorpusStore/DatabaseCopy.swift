internal import Glibc

/// A copy of a database and its log in a folder for temporary files, which is removed with it.
@safe
final class DatabaseCopy: Sendable {
    /// The file of the copy.
    let path: String
    private let folder: String

    /// Copies a database; nil when that cannot be done.
    init?(_ original: String) {
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var name = Array("\(base)/wirekin-XXXXXX".utf8CString)
        let isMade = unsafe name.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
        }
        guard isMade else { return nil }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/derived.sqlite"
        for suffix in ["", "-wal"] where !DatabaseCopy.copy(original + suffix, path + suffix) { return nil }
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { unsafe _ = unlink(path + suffix) }
        unsafe _ = rmdir(folder)
    }

    private static func copy(_ from: String, _ to: String) -> Bool {
        let source = unsafe open(from, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { return false }
        defer { close(source) }
        let target = unsafe open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard target >= 0 else { return false }
        defer { close(target) }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(source, $0.baseAddress, $0.count) }
            if count == 0 { return true }
            if count < 0 { return false }
            var done = 0
            while done < count {
                let written = unsafe chunk.withUnsafeBytes {
                    unsafe write(target, $0.baseAddress.map { unsafe $0 + done }, count - done)
                }
                if written <= 0 { return false }
                done += written
            }
        }
    }
}
