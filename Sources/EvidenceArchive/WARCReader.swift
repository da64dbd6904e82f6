internal import TextPrimitives

/// Reads web archives (ISO 28500, WARC 1.0 and 1.1) record by record; the file is never held as a whole.
///
/// Responses and resources that are HTML are given, also those with the status of an error; requests, metadata and revisits
/// (which repeat an earlier capture) are passed over, other types are counted. What is damaged is told with file and offset,
/// and reading goes on behind it: at the next gzip member, or at the next line that begins a record.
public struct WARCReader {
    /// The most bytes of one record.
    public static let recordLimit = Bounds.recordBytes

    private let stream: ByteStream
    private let notice: (ArchiveNotice) -> Void
    private let give: (ArchivedPage) -> Bool
    /// Is told where each record begins, of which address.
    private let sees: ((_ offset: Int, _ url: String?) -> Void)?
    private let options: Options
    /// The head of the record that is read, where it is kept.
    private var head: [UInt8] = []
    private var number = 0
    /// Whether a record has begun and not ended.
    private var isInside = false
    private var others: [String: Int] = [:]
    private var goesOn = true

    /// What else is given of an archive.
    public struct Options: Sendable {
        /// Whether each page is given with what has its record again as it stood.
        public var keepsRecords: Bool
        /// Whether resources of all types are given, not HTML alone.
        public var takesAllResources: Bool

        /// Makes options.
        public init(keepsRecords: Bool = false, takesAllResources: Bool = false) {
            self.keepsRecords = keepsRecords
            self.takesAllResources = takesAllResources
        }
    }

    /// Gives the pages of a stream.
    ///
    /// - Parameters:
    ///   - stream: The archive, gzipped or not.
    ///   - options: What else is given.
    ///   - index: The path of the archive's index (CDXJ), whose entries are checked against the records.
    ///   - notice: Is told of each damaged record and, at the end, of what is no page.
    ///   - body: Takes each page; false ends the reading.
    /// - Throws: ``ArchiveError`` when the input cannot be read.
    /// - Complexity: O(*n*) in unpacked bytes; memory for one record.
    public static func pages(
        of stream: ByteStream, _ options: Options = Options(), index: String? = nil, notice: (ArchiveNotice) -> Void,
        _ body: (ArchivedPage) -> Bool
    ) throws(ArchiveError) {
        guard let index else { return try pages(of: stream, options, notice: notice, sees: nil, body) }
        var entries = ArchiveIndex()
        do throws(ArchiveError) { try entries.read(try ByteStream(path: index), notice) } catch {
            notice(.damage(error.description))
        }
        var goesOn = true
        try pages(of: stream, options, notice: notice, sees: { offset, _ in entries.see(stream.name, offset) }) {
            page in
            goesOn = body(page)
            return goesOn
        }
        if goesOn { entries.check(index, notice) }
    }

    /// The same, telling of each whole record where it begins, and its address.
    static func pages(
        of stream: ByteStream, _ options: Options, notice: (ArchiveNotice) -> Void,
        sees: ((_ offset: Int, _ url: String?) -> Void)?, _ body: (ArchivedPage) -> Bool
    ) throws(ArchiveError) {
        var failure: ArchiveError?
        withoutActuallyEscaping(notice) { notice in
            withoutActuallyEscaping(body) { body in
                var reader = WARCReader(stream: stream, options: options, notice: notice, give: body, sees: sees)
                do throws(ArchiveError) { try reader.run() } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }

    private init(
        stream: ByteStream, options: Options, notice: @escaping (ArchiveNotice) -> Void,
        give: @escaping (ArchivedPage) -> Bool, sees: ((Int, String?) -> Void)?
    ) {
        self.stream = stream
        self.options = options
        self.notice = notice
        self.give = give
        self.sees = sees
    }

    private mutating func run() throws(ArchiveError) {
        while goesOn {
            do throws(ArchiveError) {
                guard try record() else { break }
            } catch {
                guard error.code == .damaged else { throw error }
                damage(stream.place, "\(error.description.dropLast())")
                isInside = false
                guard try stream.skipDamage(to: WARCReader.magic) else { break }
            }
        }
        tellOthers()
    }

    private func damage(_ offset: Int, _ what: String) {
        let record = isInside ? "record \(number) at byte \(offset)" : "after record \(number), at byte \(offset)"
        notice(.damage("\(stream.name), \(record): \(what); skipped."))
    }

    private mutating func tellOthers() {
        guard !others.isEmpty else { return }
        let sorted = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let count = sorted.reduce(0) { $0 + $1.value }
        let kinds = sorted.prefix(8).map { "\($0.value) of \($0.key)" }.joined(separator: ", ")
        let more = sorted.count > 8 ? " and other types" : ""
        notice(.note("\(stream.name): \(count) records are no HTML and were left out: \(kinds)\(more)."))
    }

    // MARK: Records

    private static let magic = Array("WARC/".utf8)
    private static let contentLength = Array("content-length".utf8)
    private static let contentType = Array("content-type".utf8)
    private static let type = Array("warc-type".utf8)
    private static let id = Array("warc-record-id".utf8)
    private static let url = Array("warc-target-uri".utf8)
    private static let date = Array("warc-date".utf8)
    private static let blockDigest = Array("warc-block-digest".utf8)
    private static let response = Array("response".utf8)
    private static let resource = Array("resource".utf8)
    private static let http = Array("application/http".utf8)
    private static let html = Array("text/html".utf8)
    /// The kinds of records that are no page by themselves (ISO 28500, section 5.5).
    private static let silentTypes = [
        "warcinfo", "request", "metadata", "revisit", "conversion", "continuation",
    ].map { Array($0.utf8) }
    /// The most bytes of a record's head.
    private static let headLimit = 1 << 20

    /// Reads one record; false at the end of the input.
    private mutating func record() throws(ArchiveError) -> Bool {
        isInside = false
        guard try skipBlank() else { return false }
        if try !isRecord() {
            let offset = stream.place
            notice(
                .damage(
                    "\(stream.name), after record \(number), at byte \(offset): something that is no record; "
                        + "skipped to the next one."))
            return try skipToRecord()
        }
        number += 1
        isInside = true
        let offset = stream.place
        let headLength: Int
        switch try headEnd() {
        case .whole(let length): headLength = length
        case .cut(let length):
            damage(offset, "its head is cut off or longer than \(WARCReader.headLimit) bytes")
            stream.advance(length)
            return try skipToRecord()
        }
        let fields = HeaderFields(stream.window, in: stream.start..<(stream.start + headLength))
        // A head that was cut off within a line is followed by the next one.
        if let next = gluedRecord(headLength) {
            damage(offset, "its head is cut off")
            stream.advance(next)
            return true
        }
        guard let length = fields.length(WARCReader.contentLength, stream.window) else {
            damage(offset, "it tells no length")
            stream.advance(headLength)
            return try skipToRecord()
        }
        let values = Values(fields, stream.window)
        if options.keepsRecords { head = Array(stream.window[stream.start..<(stream.start + headLength)]) }
        stream.advance(headLength)
        if length > WARCReader.recordLimit || length > stream.remaining ?? Int.max {
            return try skipLarge(length, offset)
        }
        return try block(length, values, offset)
    }

    /// What is needed of a record's head.
    private struct Values {
        var id: String
        var url: String?
        var captured: String?
        var kind: Kind
        /// Whether its content is told to be an HTTP message, or is not told.
        var isHTTP: Bool
        var isHTML: Bool
        var digest: String?

        /// The kind of a record (ISO 28500, section 5.5).
        enum Kind {
            case response
            case resource
            /// One that is no page by itself.
            case silent
            case unknown
        }

        init(_ fields: HeaderFields, _ bytes: [UInt8]) {
            let type = fields.range(WARCReader.type, bytes) ?? 0..<0
            if bytes.isFolded(WARCReader.response, type) {
                kind = .response
            } else if bytes.isFolded(WARCReader.resource, type) {
                kind = .resource
            } else {
                kind = WARCReader.silentTypes.contains { bytes.isFolded($0, type) } ? .silent : .unknown
            }
            let content = fields.range(WARCReader.contentType, bytes)
            isHTTP = content.map { bytes.isFolded(WARCReader.http, $0.prefix(WARCReader.http.count)) } ?? true
            isHTML = content.map { bytes.isFolded(WARCReader.html, $0.prefix(WARCReader.html.count)) } ?? false
            let isPage = kind == .response || kind == .resource
            id = isPage ? fields.bare(WARCReader.id, bytes) ?? "record" : ""
            url = isPage ? fields.bare(WARCReader.url, bytes) : nil
            captured = isPage ? fields.text(WARCReader.date, bytes) : nil
            digest = isPage ? fields.text(WARCReader.blockDigest, bytes) : nil
        }
    }

    /// Takes a record's block and gives its page.
    private mutating func block(_ length: Int, _ values: Values, _ offset: Int) throws(ArchiveError) -> Bool {
        let isWhole = try stream.ensure(length)
        // A record that tells too long a length must not swallow the next one.
        if let cut = firstRecord(within: min(length, stream.held), isAtMemberStart: true) {
            damage(offset, "it ends before its length")
            stream.advance(cut)
            return true
        }
        guard isWhole, try endsRecord(length) else {
            if let cut = firstRecord(within: min(length, stream.held), isAtMemberStart: false) {
                damage(offset, "it ends before its length")
                stream.advance(cut)
            } else if isWhole {
                damage(offset, "it goes on behind its length")
                stream.advance(length)
                return try skipToRecord()
            } else {
                damage(offset, "cut off")
                stream.drop()
            }
            return true
        }
        let outcome = page(values, stream.start..<(stream.start + length), offset)
        stream.advance(length)
        // What a gzip member holds is whole when its checksum is right.
        while stream.isPacked, !stream.isBetweenMembers, stream.held <= 4 { guard try stream.fill() else { break } }
        sees?(offset, values.url)
        switch outcome {
        case .page(let page): goesOn = give(page)
        case .other(let type?): others[type, default: 0] += 1
        case .other(nil): break
        case .damaged(let why): damage(offset, why)
        }
        return true
    }

    /// Passes over a record that is larger than is taken, or than the file.
    private mutating func skipLarge(_ length: Int, _ offset: Int) throws(ArchiveError) -> Bool {
        guard length <= stream.remaining ?? Int.max else {
            damage(offset, "cut off, or it tells too long a length")
            return try skipToRecord()
        }
        damage(offset, "longer than \(WARCReader.recordLimit) bytes")
        var left = length
        while left > 0 {
            if stream.held == 0 {
                guard try stream.fill() else { return false }
            }
            if stream.isAtMemberStart, try isRecord() { return true }
            let part = min(left, stream.held)
            if let cut = firstRecord(within: part, isAtMemberStart: true) {
                stream.advance(cut)
                return true
            }
            stream.advance(part)
            left -= part
        }
        return true
    }

    // MARK: Finding records

    /// Passes over blank lines; false at the end of the input.
    private mutating func skipBlank() throws(ArchiveError) -> Bool {
        while true {
            while stream.held > 0, stream.window[stream.start].isASCIISpace { stream.advance(1) }
            if stream.held > 0 { return true }
            guard try stream.fill() else { return false }
        }
    }

    private func isRecord() throws(ArchiveError) -> Bool {
        guard try stream.ensure(WARCReader.magic.count + 1) else { return false }
        return isRecord(at: stream.start)
    }

    private func isRecord(at offset: Int) -> Bool {
        let last = offset + WARCReader.magic.count
        return last < stream.end && stream.window[offset..<last].elementsEqual(WARCReader.magic)
            && stream.window[last].isASCIIDigit
    }

    /// Goes to the next line that begins a record; false when there is none.
    private func skipToRecord() throws(ArchiveError) -> Bool {
        while true {
            var at = stream.start
            var previous: UInt8 = 10
            if at > 0 { previous = stream.window[at - 1] }
            while at + WARCReader.magic.count < stream.end {
                if stream.window[at] == WARCReader.magic[0], previous == 10, isRecord(at: at) {
                    stream.advance(at - stream.start)
                    return true
                }
                previous = stream.window[at]
                at += 1
            }
            // A line feed before stays, so that a record behind it is known.
            stream.advance(max(0, stream.held - WARCReader.magic.count - 1))
            guard try stream.fill() else {
                stream.drop()
                return false
            }
        }
    }

    /// Where the first record begins among the next bytes: at the start of a gzip member, or after a line feed.
    private func firstRecord(within count: Int, isAtMemberStart: Bool) -> Int? {
        if isAtMemberStart {
            return stream.memberStart(within: count) { isRecord(at: stream.start + $0) }
        }
        let (first, last) = (stream.start, stream.start + count)
        var at = first
        while let feed = stream.window.first(10, in: at..<last) {
            if isRecord(at: feed + 1) { return feed + 1 - first }
            at = feed + 1
        }
        return nil
    }

    /// Whether a block ends where it says: at the end of the input or a member, with a line feed, or where a record begins.
    private func endsRecord(_ length: Int) throws(ArchiveError) -> Bool {
        while stream.held < length + 6 {
            if stream.isPacked, stream.isBetweenMembers { break }
            guard try stream.fill() else { break }
        }
        let after = stream.start + length
        if after >= stream.end { return true }
        if stream.memberStart(within: length + 1, where: { $0 == length }) != nil { return true }
        return stream.window[after] == 10 || stream.window[after] == 13 || isRecord(at: after)
    }

    /// Where another record's first line begins within a line of a head.
    private func gluedRecord(_ length: Int) -> Int? {
        let end = stream.start + length
        var from = stream.start + WARCReader.magic.count
        while let at = stream.window.first(UInt8(ascii: "/"), in: from..<end) {
            let first = at - WARCReader.magic.count + 1
            if first + 9 <= end, first >= stream.start + WARCReader.magic.count, isRecord(at: first),
                stream.window[at + 2] == UInt8(ascii: "."), stream.window[at + 3].isASCIIDigit,
                stream.window[at + 4] == 13 || stream.window[at + 4] == 10
            {
                return first - stream.start
            }
            from = at + 1
        }
        return nil
    }

    private enum Head {
        /// The length with the blank line behind it.
        case whole(Int)
        /// The bytes before the next record, or those of the beginning.
        case cut(Int)
    }

    /// Finds the blank line behind a record's head; a line that begins a record ends it too.
    private func headEnd() throws(ArchiveError) -> Head {
        var line = 0
        while true {
            while let feed = stream.window.first(10, in: (stream.start + line)..<stream.end) {
                let length = feed - stream.start - line
                if length == 0 || length == 1 && stream.window[feed - 1] == 13 {
                    return .whole(feed + 1 - stream.start)
                }
                if line > 0, isRecord(at: stream.start + line) { return .cut(line) }
                line = feed + 1 - stream.start
            }
            guard stream.held < WARCReader.headLimit, try stream.fill() else { return .cut(WARCReader.magic.count) }
        }
    }

    // MARK: Pages

    private enum Outcome {
        case page(ArchivedPage)
        /// Not a page; the type when it is worth counting.
        case other(String?)
        case damaged(String)
    }

    private func page(_ values: Values, _ range: Range<Int>, _ offset: Int) -> Outcome {
        var page = ArchivedPage(
            id: values.id, url: values.url, captured: values.captured, status: nil, offset: offset, body: [])
        if values.kind == .resource {
            guard options.takesAllResources || values.isHTML else { return .other(nil) }
            page.body = Array(stream.window[range])
            if options.keepsRecords { page.record = head }
            return isIntact(values, page.body) ? .page(page) : .damaged("its digest does not match")
        }
        guard values.kind == .response else { return .other(values.kind == .silent ? nil : "an unknown kind") }
        guard values.isHTTP else { return .other("another protocol") }
        guard let message = HTTPMessage(stream.window, in: range) else { return .damaged("no HTTP message") }
        if let type = message.type(stream.window), type != "text/html", !type.hasPrefix("application/xhtml") {
            return .other(type.utf8.count <= 40 ? type : "an odd type")
        }
        guard isIntact(values, range) else { return .damaged("its digest does not match") }
        page.status = message.status
        page.body = Array(stream.window[message.body..<range.upperBound])
        if let fault = unpack(&page, message) { return .damaged(fault) }
        if options.keepsRecords {
            let isPlain = stream.window[message.body..<range.upperBound].elementsEqual(page.body)
            page.record = head + stream.window[range.lowerBound..<(isPlain ? message.body : range.upperBound)]
        }
        return .page(page)
    }

    /// Takes chunks and content codings off a body; what is wrong with it, or nil.
    private func unpack(_ page: inout ArchivedPage, _ message: HTTPMessage) -> String? {
        if message.fields.text(HTTPMessage.transferEncoding, stream.window)?.lowercased().contains("chunked") == true {
            guard let joined = HTTPMessage.unchunked(page.body) else { return "its chunks are broken" }
            page.body = joined
        }
        guard let coding = message.fields.text(HTTPMessage.contentEncoding, stream.window) else { return nil }
        do throws(ArchiveError) {
            guard let body = try HTTPMessage.decoded(page.body, coding, limit: Bounds.captureBytes) else {
                return "its encoding “\(coding.prefix(40))” is not read"
            }
            page.body = body
        } catch {
            return "its body \(error.description.dropLast())"
        }
        return nil
    }

    private func isIntact(_ values: Values, _ range: Range<Int>) -> Bool {
        values.digest == nil || isIntact(values, Array(stream.window[range]))
    }

    /// Whether a block has the digest that its record tells; one of an unknown kind is not judged.
    private func isIntact(_ values: Values, _ block: [UInt8]) -> Bool {
        guard let digest = values.digest, let colon = digest.firstIndex(of: ":") else { return true }
        let value = digest[digest.index(after: colon)...].lowercased().filter { $0 != "=" }
        let own: [UInt8]
        switch digest[..<colon].lowercased() {
        case "sha1": own = Digest.sha1Bytes(block)
        case "sha256", "sha-256": own = Digest.bytes(block)
        default: return true
        }
        guard value == Digest.hexadecimal(own) || value == Digest.base32(own) else { return false }
        return true
    }
}
