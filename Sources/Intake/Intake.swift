public import ContentExtraction
internal import EvidenceArchive
internal import TextPrimitives

/// A page that comes in: the bytes that are kept of it, and where it comes from.
public struct IncomingPage: Sendable {
    /// The bytes of the capture, as received.
    public var bytes: [UInt8]
    /// The file that it came in.
    public var file: String
    /// What its id is made from.
    public var name: String
    /// The id that the `read` stage gives it: of a record of an archive, the record's.
    public var id: String
    /// Where it comes from.
    public var origin: CaptureOrigin
    /// Why it is no article whatever its bytes say, such as `error page`.
    public var rejection: String?
    /// What is needed beside the bytes to have its record of a web archive again as it stood.
    public var record: [UInt8]?
}

/// What becomes of an input.
public enum IncomingItem: Sendable {
    /// A page.
    case page(IncomingPage)
    /// Something was not taken: the file, and one sentence that names it.
    case refused(file: String, reason: String)
    /// Something is told that is no fault: the file, and one sentence that names it.
    case note(file: String, text: String)
}

/// Takes what people have and gives it page by page: files of one page, and files of many (web archives, tables, feeds, mail
/// boxes, exports).
///
/// Every input is opened once; of a file of many, one record is held at a time.
public struct Intake: Sendable {
    /// Which fields of records are which.
    public var map: FieldMap
    /// Whether what is no page is given too, to be rejected by its reader: files that are empty, binary or scans.
    private let givesRejected: Bool
    /// Whether pages of web archives are given with what has their records again.
    private let keepsRecords: Bool

    /// Makes an intake.
    ///
    /// - Parameters:
    ///   - map: Which fields of records are which.
    ///   - givesRejected: Whether files that are empty, binary or scans are given too, to be rejected by their reader.
    ///   - keepsRecords: Whether pages of web archives are given with what has their records again as they stood.
    public init(map: FieldMap = .standard, givesRejected: Bool = false, keepsRecords: Bool = false) {
        self.keepsRecords = keepsRecords
        self.map = map
        self.givesRejected = givesRejected
    }

    /// Gives the pages of a file, or of standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - acceptsPipe: Whether a pipe with a name may be read too.
    ///   - take: Takes each item; false ends the reading.
    /// - Complexity: O(*n*) in unpacked bytes; memory for one record, or for one file of one page.
    public func pages(of path: String, acceptsPipe: Bool = false, _ take: (IncomingItem) -> Bool) {
        let name = path == "-" ? "-" : FileAccess.name(of: path)
        do throws(ArchiveError) {
            let stream = try ByteStream(path: path, acceptsPipe: acceptsPipe)
            try pages(
                of: stream, file: path, name: name,
                zip: { () throws(ArchiveError) in
                    try ZipArchive(path: path)
                }, take)
        } catch { _ = take(.refused(file: path, reason: Intake.sentence(error, path))) }
    }

    /// Gives the pages of bytes that were sent.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: Its name, as the sender gives it.
    ///   - take: As in ``pages(of:_:)``.
    public func pages(of bytes: [UInt8], name: String, _ take: (IncomingItem) -> Bool) {
        do throws(ArchiveError) {
            let stream = try ByteStream(bytes, name: name)
            try pages(
                of: stream, file: name, name: name,
                zip: { () throws(ArchiveError) in
                    try ZipArchive(bytes, name: name)
                }, take)
        } catch { _ = take(.refused(file: name, reason: Intake.sentence(error, name))) }
    }

    /// An error as a sentence that names the file.
    static func sentence(_ error: ArchiveError, _ file: String) -> String {
        error.description.utf8.starts(with: file.utf8) || error.description.contains(file)
            ? error.description : "\(file): \(error.description)"
    }

    private func pages(
        of stream: ByteStream, file: String, name: String, zip: () throws(ArchiveError) -> ZipArchive,
        _ take: (IncomingItem) -> Bool
    ) throws(ArchiveError) {
        let head = stream.peek(1 << 14)
        let kind = CaptureKind.of(head, name: name)
        switch kind {
        case .warc: try archive(stream, file, take)
        case .zip: try archive(try zip(), file, take)
        case .jsonLines: try lines(stream, file, name, take)
        case .jsonList: try list(stream, file, name, take)
        case .csv: try table(stream, file, name, take)
        case .feed: try feed(stream, file, name, take)
        case .mailbox: try mailbox(stream, file, name, take)
        case .zotero: try zotero(stream, file, take)
        case .archiveIndex: _ = take(.note(file: file, text: "\(file) \(CaptureKind.archiveIndex.refusal ?? "")"))
        default: try page(stream, kind, file, name, take)
        }
    }

    /// The page of a file of one page.
    private func page(
        _ stream: ByteStream, _ kind: CaptureKind, _ file: String, _ name: String, _ take: (IncomingItem) -> Bool
    ) throws(ArchiveError) {
        // An archive into which nothing was written yet.
        if kind == .empty, file.hasSuffix(".warc") || file.hasSuffix(".warc.gz") { return }
        let isGiven = givesRejected && (kind == .empty || kind == .binary || kind == .pdf)
        if let reason = kind.refusal, !isGiven, kind != .empty {
            _ = take(.refused(file: file, reason: "\(file) \(reason)"))
            return
        }
        let bytes = try stream.raw(limit: Bounds.captureBytes)
        var id = name
        if id.hasSuffix(".gz") { id.removeLast(3) }
        let given = name == "-" ? "stdin-\(Digest.sha256(bytes).prefix(8))" : id
        var origin = CaptureOrigin(name: given)
        origin.map = map.text.isEmpty || kind != .record ? nil : map.text
        if !isGiven, let reason = CaptureReading.refusal(bytes, origin) {
            _ = take(.refused(file: file, reason: "\(file) \(reason)"))
            return
        }
        _ = take(.page(IncomingPage(bytes: bytes, file: file, name: given, id: id, origin: origin)))
    }

    // MARK: Web archives

    private func archive(_ stream: ByteStream, _ file: String, _ take: (IncomingItem) -> Bool) throws(ArchiveError) {
        let index = file == "-" ? nil : ArchiveIndexFile.beside(file)
        let options = WARCReader.Options(keepsRecords: keepsRecords)
        try WARCReader.pages(of: stream, options, index: index, notice: { _ = take(Intake.item($0, file)) }) { page in
            take(Intake.item(page, file))
        }
    }

    private func archive(_ zip: ZipArchive, _ file: String, _ take: (IncomingItem) -> Bool) throws(ArchiveError) {
        if BundleLog.isBundle(zip) { return try bundle(zip, file, take) }
        let options = WARCReader.Options(keepsRecords: keepsRecords)
        try WACZReader.pages(of: zip, options, notice: { _ = take(Intake.item($0, file)) }) { page in
            take(Intake.item(page, file))
        }
    }

    /// The pages of a bundle that another project was handed over in, with what its log says of them.
    private func bundle(_ zip: ZipArchive, _ file: String, _ take: (IncomingItem) -> Bool) throws(ArchiveError) {
        let log = try BundleLog(zip)
        let options = WARCReader.Options(keepsRecords: keepsRecords, takesAllResources: true)
        try WACZReader.pages(of: zip, options, notice: { _ = take(Intake.item($0, file)) }) { page in
            let digest = Digest.sha256(page.body)
            guard let entry = log.entry(of: digest) else {
                return take(.refused(file: file, reason: "\(file), \(page.id): no entry of its log names it; skipped."))
            }
            let id = entry.detail("id") ?? digest
            return take(
                .page(
                    IncomingPage(
                        bytes: page.body, file: file, name: id, id: id,
                        origin: CaptureOrigin(details: entry.details, id: id),
                        record: entry.detail("warc") == nil ? nil : page.record)))
        }
        if log.setByHand > 0 {
            _ = take(
                .note(
                    file: file,
                    text:
                        "\(file): \(log.setByHand) values that were set by hand there are not taken over; they stand in its log."
                ))
        }
    }

    static func item(_ notice: ArchiveNotice, _ file: String) -> IncomingItem {
        switch notice {
        case .damage(let text): .refused(file: file, reason: text)
        case .note(let text): .note(file: file, text: text)
        }
    }

    private static func item(_ page: ArchivedPage, _ file: String) -> IncomingItem {
        let name = name(of: page)
        if page.body.count > Bounds.captureBytes {
            return .refused(file: file, reason: "\(file), \(page.id): the page has more bytes than are taken.")
        }
        var origin = CaptureOrigin(name: name)
        origin.record = page.id
        origin.url = page.url
        origin.captured = page.captured
        return .page(
            IncomingPage(
                bytes: page.body, file: file, name: name, id: page.id, origin: origin, rejection: page.rejection,
                record: page.record))
    }

    /// The id of an archived page: host and path of its address, of letters and digits.
    private static func name(of page: ArchivedPage) -> String {
        var address = Substring(page.url ?? page.id)
        for scheme in ["http://", "https://"] where address.hasPrefix(scheme) {
            address = address.dropFirst(scheme.count)
        }
        let bytes = address.utf8.map { byte in
            byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: "-")
        }
        let words = Array(bytes.split(separator: UInt8(ascii: "-")).joined(separator: [UInt8(ascii: "-")]))
        return String(decoding: words[..<min(80, words.count)], as: UTF8.self)
    }
}
