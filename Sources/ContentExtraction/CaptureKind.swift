internal import TextPrimitives

/// What some bytes are: decided here and nowhere else, for the filters, the project's commands, verification and the desk.
///
/// The first bytes decide where they can; the name only where several readings are left (`.txt`, `.csv`, `.jsonl`).
public enum CaptureKind: String, Sendable, CaseIterable {
    /// A page of HTML.
    case html
    /// The plain text of a page.
    case text
    /// A page saved with its parts in one file (RFC 2557).
    case mhtml
    /// A mail (RFC 5322).
    case mail
    /// A PDF document.
    case pdf
    /// One JSON object with a text or a page.
    case record
    /// One item of a feed, as it stood in it.
    case feedItem = "feed item"
    /// A table: a line of names, and rows.
    case csv
    /// Several JSON objects, one a line.
    case jsonLines = "JSON Lines"
    /// A JSON array of objects, or an object that holds one (JSON Feed, an export of Zotero).
    case jsonList = "JSON list"
    /// A feed: RSS, RDF or Atom.
    case feed
    /// Several mails in one file (RFC 4155).
    case mailbox
    /// An export of Zotero as RDF.
    case zotero = "Zotero RDF"
    /// A web archive (ISO 28500).
    case warc
    /// A web archive of the old form, which is not read.
    case arc
    /// A zip file: a web archive (WACZ) when it holds one.
    case zip
    /// An index of a web archive.
    case archiveIndex = "archive index"
    /// Addresses, one a line.
    case addresses = "list of addresses"
    /// Gzipped data.
    case gzip
    /// Nothing but white space.
    case empty
    /// No text at all.
    case binary

    /// Whether such bytes are one page, not a file of several.
    public var isPage: Bool {
        switch self {
        case .html, .text, .mhtml, .mail, .pdf, .record, .feedItem, .csv: true
        default: false
        }
    }

    /// Decides what some bytes are.
    ///
    /// - Parameters:
    ///   - bytes: The first bytes of an input, unpacked; 8,192 are enough.
    ///   - name: The name of the file, or an id made from it.
    /// - Complexity: O(*n*) in bytes, of which 16,384 are looked at.
    public static func of(_ bytes: [UInt8], name: String?) -> CaptureKind {
        let head = bytes.prefix(1 << 14)
        if head.allSatisfy(\.isASCIISpace) { return .empty }
        if let kind = byMagic(head) { return kind }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            return suffix(of: name) == "txt" ? .text : .html
        }
        let ending = suffix(of: name)
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
        // A few stray controls in a file of many records are damage to one of them.
        let isControls = isControls(head.prefix(4096))
        if !isControls {
            if let mail = MIMEPart.kind(of: text) { return mail }
            if ending == "jsonl" || ending == "ndjson" { return .jsonLines }
            if let kind = byBeginning(text) { return kind }
            if ending == "csv" || ending == "tsv", !PageReader.isHTML(Array(text.prefix(2048))) { return .csv }
        }
        if isControls || head.prefix(4096).contains(0) { return .binary }
        if ending == "cdxj" || ending == "cdx" { return .archiveIndex }
        if ending == "txt" { return isAddresses(text) ? .addresses : .text }
        if PageReader.isHTML(Array(text.prefix(2048))) { return .html }
        return isAddresses(text) ? .addresses : .text
    }

    /// The ending of a file's name in small letters, without `.gz` and without what makes a second file of a name unique.
    ///
    /// The second `a.txt` of a project has the id `a.txt~ab12cd`.
    ///
    /// - Complexity: O(*n*) in the name's bytes.
    public static func suffix(of name: String?) -> String {
        guard let name else { return "" }
        var bytes = name.utf8.map(\.asciiLowercased)[...]
        if let tilde = bytes.lastIndex(of: UInt8(ascii: "~")), bytes.endIndex - tilde > 6,
            bytes[(tilde + 1)...].allSatisfy({ $0.isASCIIDigit || (0x61...0x66).contains($0) })
        {
            bytes = bytes[..<tilde]
        }
        if bytes.count > 3, bytes.suffix(3).elementsEqual(".gz".utf8) { bytes = bytes.dropLast(3) }
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(decoding: bytes[(dot + 1)...], as: UTF8.self)
    }

    private static func byMagic(_ head: ArraySlice<UInt8>) -> CaptureKind? {
        if head.starts(with: [0x1F, 0x8B, 8]) { return .gzip }
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
        if head.starts(with: "%PDF-".utf8) { return .pdf }
        let start = head.drop { $0.isASCIISpace }
        if start.starts(with: "WARC/".utf8), start.dropFirst(5).first?.isASCIIDigit ?? false { return .warc }
        if start.starts(with: "filedesc://".utf8) { return .arc }
        return nil
    }

    /// Whether more than a twentieth of some bytes are control signs.
    private static func isControls(_ head: ArraySlice<UInt8>) -> Bool {
        var count = 0
        let bytes = head.span
        let raw = unsafe bytes.bytes
        // The controls: all below the space but those that texts have.
        let controls: UInt32 = ~(1 << 0x08 | 1 << 0x09 | 1 << 0x0A | 1 << 0x0C | 1 << 0x0D | 1 << 0x1B)
        var offset = 0
        while offset < bytes.count {
            if offset + 8 <= bytes.count {
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
                // Eight bytes of which none is below the space.
                if (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 == 0 {
                    offset += 8
                    continue
                }
            }
            if bytes[offset] < 0x20 { count += Int(controls >> UInt32(bytes[offset]) & 1) }
            offset += 1
        }
        return count * 20 > head.count
    }

    /// JSON and XML tell themselves by how they begin.
    private static func byBeginning(_ head: ArraySlice<UInt8>) -> CaptureKind? {
        let start = head.drop { $0.isASCIISpace }
        switch start.first {
        case UInt8(ascii: "{"):
            guard let name = start.dropFirst().first(where: { !$0.isASCIISpace }),
                name == UInt8(ascii: "\"") || name == UInt8(ascii: "}")
            else { return nil }
            if JSONRecords.listName(start) != nil { return .jsonList }
            // A whole object on the first line, or another on the next, makes lines of it when more follows.
            guard let feed = start.firstIndex(of: 10),
                let next = start[feed...].first(where: { !$0.isASCIISpace })
            else { return .record }
            let isWhole = (try? JSONLine(Array(start[..<feed]))) != nil
            return isWhole || next == UInt8(ascii: "{") ? .jsonLines : .record
        case UInt8(ascii: "["):
            let next = start.dropFirst().first { !$0.isASCIISpace }
            return next == UInt8(ascii: "{") || next == UInt8(ascii: "]") ? .jsonList : nil
        case UInt8(ascii: "<"): return XMLScanner.kind(of: start)
        default: return nil
        }
    }

    /// Whether every line is an address and nothing else.
    private static func isAddresses(_ head: ArraySlice<UInt8>) -> Bool {
        var count = 0
        // The last line may be cut off where the first bytes end.
        for line in head.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let bare = line.drop { $0.isASCIISpace }
            if bare.isEmpty || bare.first == UInt8(ascii: "#") { continue }
            guard bare.starts(with: "http://".utf8) || bare.starts(with: "https://".utf8),
                !bare.contains(where: { $0 == 32 || $0 == 9 })
            else { return false }
            count += 1
        }
        return count > 0
    }
}
