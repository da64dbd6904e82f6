internal import TextPrimitives

/// What a program that saved a page wrote at its head: the address, and when.
///
/// SingleFile: `<!-- Page saved with SingleFile url: … saved date: … -->`; browsers: `<!-- saved from url=(0042)… -->`.
struct SavedPageComment {
    /// The address.
    private(set) var url: String?
    /// The day (EDTF).
    private(set) var captured: String?

    /// Reads the comments at the head of a page; nil when none is of the kind.
    ///
    /// - Complexity: O(1): the first 4,096 bytes are looked at.
    init?(_ page: [UInt8]) {
        var rest = Array(page.prefix(4096))[...]
        while let open = UTF8Text.index(Array(rest), of: Array("<!--".utf8)) {
            let start = rest.startIndex + open + 4
            guard let length = UTF8Text.index(Array(rest[start...]), of: Array("-->".utf8)) else { break }
            let comment = rest[start..<(start + length)]
            rest = rest[(start + length)...]
            read(comment)
        }
        if url == nil { return nil }
    }

    private mutating func read(_ comment: ArraySlice<UInt8>) {
        let lines = comment.split { $0 == 10 || $0 == 13 }.map { MIMEPart.trimmed(String(decoding: $0, as: UTF8.self)) }
        guard let first = lines.first else { return }
        if let place = first.utf8.firstIndex(of: UInt8(ascii: ")")), first.hasPrefix("saved from url=(") {
            let address = MIMEPart.trimmed(String(first[first.utf8.index(after: place)...]))
            if address.hasPrefix("http") { url = address }
        }
        guard first.hasPrefix("Page saved with SingleFile") else { return }
        for line in lines.dropFirst() {
            if line.hasPrefix("url: http") { url = String(line.dropFirst(5)) }
            if line.hasPrefix("saved date: ") { captured = MIMEPart.day(String(line.dropFirst(12))) }
        }
    }
}
