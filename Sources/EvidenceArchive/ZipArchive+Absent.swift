#if !canImport(CZip)
/// A zip file in a program that was built without libzip: it is told from other files, and refused in a sentence.
public final class ZipArchive {
    /// The name of the file, for messages.
    public let name: String
    /// The names of the members: none.
    public let members: [String] = []

    /// Whether some bytes begin as a zip file does.
    public static func isZip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    /// Refuses.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`, always.
    public init(path: String) throws(ArchiveError) {
        throw ArchiveError(
            .cannotRead, "\(path) is a zip file, which this program was built without; give the WARC files in it.")
    }

    /// Refuses.
    ///
    /// - Throws: As ``init(path:)``.
    public convenience init(_ bytes: [UInt8], name: String) throws(ArchiveError) { try self.init(path: name) }

    func member(_ name: String) throws(ArchiveError) -> ZipMember {
        throw ArchiveError(.cannotRead, "\(name) is not there.")
    }

    /// Refuses.
    ///
    /// - Throws: As ``init(path:)``.
    public func bytes(of name: String, limit: Int) throws(ArchiveError) -> [UInt8] { try member(name).bytes }
}

/// No member: none can be opened.
final class ZipMember {
    let name = ""
    let size: Int? = nil
    let isAtEnd = true
    fileprivate let bytes: [UInt8] = []

    func read(into bytes: inout [UInt8], at start: Int) throws(ArchiveError) -> Int { 0 }

    func digest() -> String? { nil }
}
#endif
