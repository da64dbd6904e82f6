internal import TextPrimitives

/// The log of a project inside a bundle (`wirekin bundle`).
public struct BundleLog: Sendable {
    /// The folder of what only this program reads.
    public static let folder = "wirekin"
    /// The member that holds the log.
    public static let log = "wirekin/custody.jsonl"
    /// The most bytes of it.
    public static let limit = 1 << 30

    /// How many entries set values by hand.
    public private(set) var setByHand = 0
    private var pages: [String: CustodyEntry] = [:]

    /// Whether a zip file is a bundle.
    public static func isBundle(_ zip: ZipArchive) -> Bool { zip.members.contains(log) }

    /// Reads the log of a bundle; whether it holds is not asked here.
    ///
    /// - Throws: ``ArchiveError`` with code `damaged` or `tooLarge`.
    public init(_ zip: ZipArchive) throws(ArchiveError) {
        for line in try zip.bytes(of: BundleLog.log, limit: BundleLog.limit).split(separator: 10) {
            guard let entry = CustodyLog.entry(line) else { continue }
            switch entry.action {
            case "add":
                guard let digest = entry.detail("sha256"), pages[digest] == nil else { continue }
                pages[digest] = entry
            case "set", "unset": setByHand += 1
            default: break
            }
        }
    }

    /// The entry that added a capture; nil when there is none.
    public func entry(of sha256: String) -> CustodyEntry? { pages[sha256] }
}
