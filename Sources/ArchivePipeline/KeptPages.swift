public import EvidenceArchive
internal import Intake

/// A page as the log of a project names it, for handing it over.
public struct KeptPage: Sendable {
    /// The number of the log entry that added it.
    public var number: Int
    /// Its id.
    public var id: String
    /// The digest of its bytes.
    public var sha256: String
    /// The address that its archive or list gives.
    public var url: String?
    /// The moment of its capture, or else of its coming to the project (ISO 8601).
    public var date: String
    /// The digest of what was kept of its record of a web archive.
    public var record: String?
    private let origin: CaptureOrigin

    init(_ page: LoggedPage) {
        (number, id, sha256, record, origin) = (page.number, page.id, page.sha256, page.record, page.origin)
        url = page.origin.url.flatMap { KeptPage.isAddress($0) ? $0 : nil }
        date = page.origin.captured.flatMap { KeptPage.isDate($0) ? $0 : nil } ?? page.time
    }

    /// The media type of its bytes.
    public func mediaType(_ bytes: [UInt8]) -> String { CaptureReading.mediaType(bytes, origin) }

    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("http://") || text.hasPrefix("https://")) && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// Whether a text is a moment as web archives write it: `2026-05-14T08:00:00Z`.
    private static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let form = Array("0000-00-00T00:00:00Z".utf8)
        return bytes.count == form.count
            && zip(bytes, form).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    }
}

extension ProjectFolder {
    /// The pages of a project in the order of its log.
    ///
    /// - Parameter entries: The number of the last entry that counts.
    /// - Throws: ``ArchiveError`` when the log cannot be read.
    public func keptPages(upTo entries: Int) throws(ArchiveError) -> [KeptPage] {
        var state = LogState()
        try log.visit { entry in if entry.number <= entries { state.take(entry) } }
        return state.unsettled.map(KeptPage.init)
    }
}
