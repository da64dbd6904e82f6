internal import EvidenceArchive
internal import Glibc

/// A copy of a database and its log in a folder for temporary files, which is removed with it.
@safe
final class DatabaseCopy: Sendable {
    /// The file of the copy.
    let path: String
    private let folder: TemporaryFolder

    /// Copies a database; nil when that cannot be done.
    init?(_ original: String) {
        guard let made = try? TemporaryFolder() else { return nil }
        folder = made
        path = made.path + "/derived.sqlite"
        for suffix in ["", "-wal"] where !DatabaseCopy.copy(original + suffix, path + suffix) { return nil }
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
