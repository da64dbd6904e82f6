internal import DocumentModel
public import EvidenceArchive
internal import Intake

/// The text that a capture gives, without a project: what a receiver needs to find quotes again.
public enum CaptureText {
    /// The article's text as UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: The capture.
    ///   - entry: The entry of the log that added it.
    public static func of(_ bytes: [UInt8], _ entry: CustodyEntry) -> [UInt8] {
        let origin = CaptureOrigin(details: entry.details, id: entry.detail("id") ?? "")
        return CaptureReading(bytes, origin).article().text
    }
}
