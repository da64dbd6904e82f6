internal import TextPrimitives

/// Writes web archives (ISO 28500, WARC 1.1) into a member of a zip file, each record a gzip member of its own.
public struct WARCWriter {
    /// A record to write.
    public struct Record: Sendable {
        /// Its kind, such as `resource`.
        public var type: String
        /// What its id is made from: the same for the same.
        public var name: String
        /// When it was made (ISO 8601).
        public var date: String
        /// The address that it is of.
        public var url: String?
        /// The type of its block.
        public var contentType: String
        /// Further fields.
        public var fields: [(name: String, value: String)]
        /// The block.
        public var block: [UInt8]

        /// Makes a record.
        public init(
            type: String, name: String, date: String, url: String?, contentType: String,
            fields: [(name: String, value: String)] = [], block: [UInt8]
        ) {
            (self.type, self.name, self.date, self.url) = (type, name, date, url)
            (self.contentType, self.fields, self.block) = (contentType, fields, block)
        }

        /// The record's id.
        public var id: String { WARCWriter.id(name) }

        /// The whole record.
        var bytes: [UInt8] {
            var head = "WARC/1.1\r\nWARC-Type: \(type)\r\nWARC-Record-ID: <\(id)>\r\nWARC-Date: \(date)\r\n"
            if let url { head += "WARC-Target-URI: \(url)\r\n" }
            for field in fields { head += "\(field.name): \(field.value)\r\n" }
            head += "WARC-Block-Digest: sha256:\(Digest.base32(Digest.bytes(block)).uppercased())====\r\n"
            head += "Content-Type: \(contentType)\r\nContent-Length: \(block.count)\r\n\r\n"
            return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
        }
    }

    private let zip: ZipWriter

    /// Begins an archive.
    ///
    /// - Parameters:
    ///   - zip: The zip file.
    ///   - name: The member, which ends in `.warc.gz`.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    public init(_ zip: ZipWriter, name: String) throws(ArchiveError) {
        self.zip = zip
        try zip.begin(name, isPacked: false)
    }

    /// The id of a record of a name: a UUID of the 8th version (RFC 9562, section 5.8) made of its digest.
    public static func id(_ name: String) -> String {
        var bytes = Array(Digest.bytes(Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Digest.hexadecimal(bytes).utf8)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return "urn:uuid:" + parts.joined(separator: "-")
    }

    /// Writes a record.
    ///
    /// - Returns: Where its gzip member stands.
    /// - Throws: ``ArchiveError`` with code `cannotWrite`.
    @discardableResult
    public func write(_ record: Record) throws(ArchiveError) -> Range<Int> { try write(record.bytes) }

    /// Writes a record as it stands, with the blank lines behind it.
    public func write(_ bytes: [UInt8]) throws(ArchiveError) -> Range<Int> {
        let start = zip.place
        try zip.write(Gzip.deflate(bytes))
        return start..<zip.place
    }

    /// Ends the archive.
    public func end() throws(ArchiveError) { try zip.end() }
}

/// What was kept of a record of a web archive beside its page.
public enum WARCRecord {
    /// The whole record: what was kept, the page behind it where that is not among it, and the blank lines.
    ///
    /// - Returns: The record; nil when what was kept and the page are not as long as the record says.
    public static func whole(_ kept: [UInt8], page: [UInt8]) -> [UInt8]? {
        guard let head = headLength(kept) else { return nil }
        let fields = HeaderFields(kept, in: 0..<head)
        guard let length = fields.length(Array("content-length".utf8), kept) else { return nil }
        let end = Array("\r\n\r\n".utf8)
        if kept.count == head + length { return kept + end }
        return kept.count + page.count == head + length ? kept + page + end : nil
    }

    /// The answer's status and type, and what the record says of its date, address and block.
    public static func fields(_ kept: [UInt8]) -> (
        id: String?, url: String?, date: String?, status: Int?, type: String?
    ) {
        guard let head = headLength(kept) else { return (nil, nil, nil, nil, nil) }
        let fields = HeaderFields(kept, in: 0..<head)
        func text(_ name: String) -> String? { fields.text(Array(name.utf8), kept) }
        let message = HTTPMessage(kept, in: head..<kept.count)
        return (
            fields.bare(Array("warc-record-id".utf8), kept), fields.bare(Array("warc-target-uri".utf8), kept),
            text("warc-date"), message?.status, message?.type(kept)
        )
    }

    private static func headLength(_ bytes: [UInt8]) -> Int? {
        var line = 0
        while let feed = bytes[line...].firstIndex(of: 10) {
            if feed == line || feed == line + 1 && bytes[line] == 13 { return feed + 1 }
            line = feed + 1
        }
        return nil
    }
}
