internal import Glibc
internal import TextPrimitives

/// What writes that were stopped left behind: files beside those that they were to become, with the number of the process.
enum StoppedWrites {
    static let mark = ".tmp-"

    /// Removes them from a folder, but those of processes that are running.
    static func sweep(_ folder: String) {
        for name in (try? FileAccess.names(in: folder)) ?? [] {
            guard let number = process(of: name), kill(number, 0) != 0, errno == ESRCH else { continue }
            FileAccess.remove("\(folder)/\(name)")
        }
    }

    /// The number of the process that writes a file under a name; nil for another name.
    static func process(of name: String) -> pid_t? {
        let bytes = Array(name.utf8)
        guard let end = bytes.lastIndex(where: { !$0.isASCIIDigit }), bytes.count - end > 1,
            bytes[...end].suffix(mark.utf8.count).elementsEqual(mark.utf8), end >= mark.utf8.count
        else { return nil }
        return pid_t(String(decoding: bytes[(end + 1)...], as: UTF8.self))
    }
}

extension ProjectFolder {
    /// Removes what stopped writes left in the project; the lock is held.
    public func sweep() {
        for folder in [path, path + "/seals", path + "/logs"] where FileAccess.isFolder(folder) {
            StoppedWrites.sweep(folder)
        }
    }
}
