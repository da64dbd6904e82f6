internal import Glibc

/// Captured bytes, each under its SHA-256, written once and never again.
public struct CaptureStore: Sendable {
    /// The folder of the captures.
    public let folder: String

    /// Opens a store; the folder is made when the first capture is kept.
    public init(folder: String) { self.folder = folder }

    /// The file of a digest.
    public func path(of sha256: String) -> String { "\(folder)/\(sha256.prefix(2))/\(sha256)" }

    /// Keeps bytes; on return they are on the disk.
    ///
    /// - Returns: The digest, and whether the bytes are new.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public func keep(_ bytes: [UInt8]) throws(ArchiveError) -> (sha256: String, isNew: Bool) {
        let digest = Digest.sha256(bytes)
        let path = path(of: digest)
        if FileAccess.exists(path) { return (digest, false) }
        try FileAccess.makeFolder(FileAccess.folder(of: path))
        try FileAccess.writeAtomically(bytes, to: path, mode: 0o444)
        return (digest, true)
    }

    /// The bytes of a digest, checked against it.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead` when they are gone, `damaged` when they have changed.
    public func bytes(of sha256: String) throws(ArchiveError) -> [UInt8] {
        let bytes = try FileAccess.read(path(of: sha256))
        guard Digest.sha256(bytes) == sha256 else {
            throw ArchiveError(
                .damaged,
                "capture \(sha256.prefix(12)) has changed since it was added; restore \(path(of: sha256)) from a copy.")
        }
        return bytes
    }
}
