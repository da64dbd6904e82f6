public import ContentExtraction
public import DocumentModel
internal import EvidenceArchive
internal import NewsAnalysis
internal import TextPrimitives

/// From the bytes of a capture, as received, to its page and its article: the same for every command, for verification and
/// for the desk.
///
/// A pure function of the bytes, the origin and the program's version.
public struct CaptureReading: Sendable {
    /// The page as it is read.
    public let page: CapturedPage
    private let origin: CaptureOrigin

    /// Unpacks a capture and takes its page out.
    ///
    /// - Parameters:
    ///   - bytes: As received: gzipped or not.
    ///   - origin: Where it comes from.
    /// - Complexity: O(*n*) in unpacked bytes, of which ``Bounds/captureBytes`` are taken.
    public init(_ bytes: [UInt8], _ origin: CaptureOrigin) {
        self.origin = origin
        page = CaptureReading.page(bytes, origin)
    }

    private static func page(_ bytes: [UInt8], _ origin: CaptureOrigin) -> CapturedPage {
        var unpacked = bytes
        // Data that were packed twice are not unpacked twice: each time may be a thousandfold.
        if Gzip.isGzip(bytes) { unpacked = (try? Gzip.inflate(bytes, limit: Bounds.captureBytes)) ?? [] }
        if unpacked.starts(with: "%PDF-".utf8) {
            switch PDFText.read(unpacked) {
            case .text(let text): return CapturedPage(text: text, kind: .pdf)
            case .broken, .locked, .absent: break
            }
        }
        // What a server gave as HTML is HTML.
        let form: CapturedPage.Form? = origin.record == nil ? nil : .html
        return CapturedPage(unpacked, name: origin.name, form: form, map: origin.fieldMap)
    }

    /// The article.
    public func article() -> Article {
        var article = ReadFilter.read(page, url: origin.url, captured: origin.captured)
        if article.title == nil { article.title = origin.title }
        if article.outlet == nil { article.outlet = origin.outlet }
        if article.published == nil, article.rejected == nil, let day = origin.published {
            article.published = day
            article.dates.append(
                DateCandidate(
                    edtf: day, role: .published, source: "meta", evidence: day,
                    reason: "stated by the list that the page came with"))
        }
        return article
    }

    /// The media type of a capture, for web archives.
    ///
    /// - Parameters:
    ///   - bytes: As received.
    ///   - origin: Where it comes from.
    public static func mediaType(_ bytes: [UInt8], _ origin: CaptureOrigin) -> String {
        if Gzip.isGzip(bytes) { return "application/gzip" }
        if origin.record != nil { return "text/html" }
        return switch CaptureKind.of(Array(bytes.prefix(1 << 14)), name: origin.name) {
        case .html: "text/html"
        case .text: "text/plain"
        case .mhtml: "multipart/related"
        case .mail: "message/rfc822"
        case .pdf: "application/pdf"
        case .record: "application/json"
        case .feedItem: "application/xml"
        case .csv: "text/csv"
        default: "application/octet-stream"
        }
    }

    /// Why bytes are not taken as a capture, one clause behind the file's name; nil when they are.
    ///
    /// - Complexity: O(*n*) in unpacked bytes.
    public static func refusal(_ bytes: [UInt8], _ origin: CaptureOrigin) -> String? {
        if bytes.isEmpty { return "is empty; there is nothing to keep." }
        if bytes.count > Bounds.captureBytes {
            return "has \(bytes.count) bytes, more than the \(Bounds.captureBytes) that are taken; split it."
        }
        var head = Array(bytes.prefix(1 << 14))
        if Gzip.isGzip(bytes) {
            let unpacked: [UInt8]
            do throws(ArchiveError) { unpacked = try Gzip.inflate(bytes, limit: Bounds.captureBytes) } catch {
                return error.code == .tooLarge
                    ? "unpacks to more than \(Bounds.captureBytes) bytes; unpack it and add what is in it."
                    : "is broken gzip data; fetch or copy it again."
            }
            head = Array(unpacked.prefix(1 << 14))
        }
        let kind = CaptureKind.of(head, name: origin.name)
        if kind == .pdf { return refusal(pdf: bytes) }
        return kind.refusal
    }

    private static func refusal(pdf bytes: [UInt8]) -> String? {
        let unpacked = Gzip.isGzip(bytes) ? (try? Gzip.inflate(bytes, limit: Bounds.captureBytes)) ?? [] : bytes
        switch PDFText.read(unpacked) {
        case .broken: return "is a PDF document that cannot be read; fetch or copy it again."
        case .locked: return "is a PDF document that opens with a password only; save it without one and add that."
        case .absent: return "is a PDF document, which this program was built without; add its text."
        case .text(let text):
            return text.allSatisfy(\.isASCIISpace)
                ? "is a PDF document without a text layer, a scan; recognise its text with another program and add that."
                : nil
        }
    }
}

extension CaptureKind {
    /// Why such a file is no capture of a page, one clause behind the file's name; nil when it is one.
    var refusal: String? {
        switch self {
        case .html, .text, .mhtml, .mail, .pdf, .record, .feedItem, .csv: nil
        case .binary: "is binary, no page or text; save the page as HTML or text and add that."
        case .empty: "holds only white space; there is nothing to keep."
        case .gzip: "is packed twice; unpack it once and add what is in it."
        case .arc: "is a web archive of the old ARC form, which is not read; convert it to WARC and add that."
        case .addresses: "is a list of addresses, no page; add it beside the web archive that holds them."
        case .archiveIndex: "is the index of a web archive, no page; add the archive beside it."
        case .zip: "is a zip file; unpack it and add what is in it."
        case .warc: "is a web archive; add it with `wirekin add`."
        case .feed, .jsonLines, .jsonList, .mailbox, .zotero: "holds several texts; add it with `wirekin add`."
        }
    }
}
