/// Captured bytes, each under its SHA-256, written once and never again.
///
/// A capture arrives in a folder of its own (`captures/.arriving`), where many are made durable at once, and moves to its place when
/// the log names it. What a stopped run leaves there was never acknowledged, or is moved by the next.
public struct CaptureStore: Sendable {
    /// The folder of the captures.
    public let folder: String
    /// Up to so many captures are made durable one by one; of more, the whole file system is.
    private static let fewCaptures = 4

    private var arriving: String { folder + "/.arriving" }

    /// Opens a store; the folder is made when the first capture is kept.
    public init(folder: String) { self.folder = folder }

    /// The file of a digest.
    public func path(of sha256: String) -> String { "\(folder)/\(sha256.prefix(2))/\(sha256)" }

    private func arrivingPath(of sha256: String) -> String { "\(arriving)/\(sha256)" }

    /// Whether the bytes of a digest are held and are what they were.
    ///
    /// - Complexity: O(*n*) in their bytes.
    public func holds(_ sha256: String) -> Bool { (try? bytes(of: sha256)) != nil }

    /// Writes bytes, not yet for good: ``settle(_:)`` makes them durable, ``take(_:)`` puts them in their place.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then nothing of them is left.
    public func place(_ bytes: [UInt8], sha256: String) throws(ArchiveError) {
        try FileAccess.makeFolder(arriving)
        let path = arrivingPath(of: sha256)
        FileAccess.remove(path)
        try FileAccess.write(bytes, to: path, mode: 0o444)
    }

    /// Writes bytes to their place in a folder that needs not last.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func put(_ bytes: [UInt8], sha256: String) throws(ArchiveError) {
        let path = path(of: sha256)
        try FileAccess.makeFolder(FileAccess.folder(of: path), isDurable: false)
        try FileAccess.write(bytes, to: path, mode: 0o444)
    }

    /// Makes placed bytes durable: on return they are on the disk.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotWrite`; then none of them may be acknowledged.
    public func settle(_ digests: [String]) throws(ArchiveError) {
        if digests.isEmpty { return }
        if digests.count > CaptureStore.fewCaptures {
            if FileAccess.synchroniseAll(below: arriving) { return }
        }
        for digest in digests { try FileAccess.synchronise(file: arrivingPath(of: digest)) }
        FileAccess.synchronise(folder: arriving)
    }

    /// Puts durable bytes that the log names in their place.
    ///
    /// Not an error: a capture that cannot be moved is read where it is, and moved by the next run.
    public func take(_ digests: [String]) {
        for digest in digests {
            let target = path(of: digest)
            guard (try? FileAccess.makeFolder(FileAccess.folder(of: target), isDurable: false)) != nil else { continue }
            FileAccess.rename(arrivingPath(of: digest), to: target)
        }
    }

    /// Drops placed bytes.
    public func drop(_ digests: [String]) { for digest in digests { FileAccess.remove(arrivingPath(of: digest)) } }

    /// Takes what a stopped run left arriving: moves what the log names, drops the rest.
    ///
    /// - Parameter isLogged: Whether the log names a digest.
    public func sweep(_ isLogged: (String) -> Bool) {
        guard FileAccess.isFolder(arriving), let names = try? FileAccess.names(in: arriving) else { return }
        for name in names {
            if isLogged(name), !holdsInPlace(name) { take([name]) } else { FileAccess.remove("\(arriving)/\(name)") }
        }
    }

    private func holdsInPlace(_ sha256: String) -> Bool {
        guard let bytes = try? FileAccess.read(path(of: sha256)) else { return false }
        return Digest.sha256(bytes) == sha256
    }

    /// The bytes of a digest, checked against it.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead` when they are gone, `damaged` when they have changed.
    public func bytes(of sha256: String) throws(ArchiveError) -> [UInt8] {
        let path = path(of: sha256)
        if let bytes = try? FileAccess.read(arrivingPath(of: sha256)), Digest.sha256(bytes) == sha256 { return bytes }
        let bytes = try FileAccess.read(path)
        guard Digest.sha256(bytes) == sha256 else {
            throw ArchiveError(
                .damaged,
                "capture \(sha256.prefix(12)) has changed since it was added; restore \(path) from a copy, or add the page again."
            )
        }
        return bytes
    }

    /// Whether a symbolic link stands in the place of a capture.
    public func isLink(_ sha256: String) -> Bool { FileAccess.isLink(path(of: sha256)) }

    /// Everything that lies in the folder, by name below it, in a fixed order; what is arriving is left out.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    public func names() throws(ArchiveError) -> [String] {
        guard FileAccess.exists(folder) else { return [] }
        var result: [String] = []
        for name in try FileAccess.names(in: folder) where name != ".arriving" {
            let path = "\(folder)/\(name)"
            guard FileAccess.isFolder(path), !FileAccess.isLink(path) else {
                result.append(name)
                continue
            }
            for inner in try FileAccess.names(in: path) { result.append("\(name)/\(inner)") }
        }
        return result
    }
}
