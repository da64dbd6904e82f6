internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// What the program that saved a page wrote into it: browsers, SingleFile, the Wayback Machine.
enum SavedPage {
    /// The address and the moment of the copy (EDTF) that a comment of the page gives; nil without one.
    ///
    /// - Complexity: O(1); the first and last four thousand bytes are looked at.
    static func note(in page: [UInt8]) -> (url: String?, captured: String?)? {
        let head = Array(page.prefix(4096))
        let tail = Array(page.suffix(4096))
        guard UTF8Text.contains(head, Array("<!--".utf8)) || UTF8Text.contains(tail, Array("<!--".utf8)) else {
            return nil
        }
        let small = UTF8Text.asciiLowercased(head)
        if let comment = comment(in: head, small, with: Array("saved from url=".utf8)) {
            // <!-- saved from url=(0042)https://news.example.org/ -->
            guard let close = comment.firstIndex(of: UInt8(ascii: ")")) else { return nil }
            let address = comment[(close + 1)...].split { $0.isASCIISpace || $0 == UInt8(ascii: ">") }.first
            return address.map { (String(decoding: $0, as: UTF8.self), nil) }
        }
        if let comment = comment(in: head, small, with: Array("singlefile".utf8)) {
            let url = field("url:", of: comment)
            let date = field("saved date:", of: comment).flatMap(day)
            if url != nil || date != nil { return (url.flatMap { $0.hasPrefix("http") ? $0 : nil }, date) }
        }
        if let comment = comment(in: tail, UTF8Text.asciiLowercased(tail), with: Array("file archived on ".utf8)),
            let place = UTF8Text.index(comment.map(\.asciiLowercased), of: Array("file archived on ".utf8))
        {
            // FILE ARCHIVED ON 21:50:58 Nov 03, 2016 AND RETRIEVED FROM THE INTERNET ARCHIVE …
            let words = comment[(place + 17)...].split(separator: 0x20).prefix(4).map {
                String(decoding: $0, as: UTF8.self)
            }
            return day(words.dropFirst().joined(separator: " ")).map { (nil, $0) }
        }
        return nil
    }

    /// The comment that holds some words in small letters.
    private static func comment(in bytes: [UInt8], _ small: [UInt8], with words: [UInt8]) -> [UInt8]? {
        guard let place = UTF8Text.index(small, of: words) else { return nil }
        var start = place
        while start > 3, !small[..<start].suffix(4).elementsEqual("<!--".utf8) { start -= 1 }
        guard start > 3 else { return nil }
        var end = place
        while end + 2 < bytes.count, !(bytes[end] == 0x2D && bytes[end + 1] == 0x2D && bytes[end + 2] == 0x3E) {
            end += 1
        }
        return Array(bytes[start..<end])
    }

    /// What stands behind a name on a line of its own.
    private static func field(_ name: String, of comment: [UInt8]) -> String? {
        for line in comment.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let text = String(decoding: line, as: UTF8.self).trimmingSpaces
            if text.lowercased().hasPrefix(name) { return String(text.dropFirst(name.count)).trimmingSpaces }
        }
        return nil
    }

    /// A day as programs write it: "Fri Mar 22 2024 10:00:00 GMT+0100", "Nov 03, 2016", "2024-03-22T…".
    private static func day(_ text: String) -> String? {
        if let day = CivilDay(iso: text) { return day.iso }
        return TemporalTagger.english.tag(Array(text.utf8), context: TimeContext(usesBackground: false)).timexes
            .first { $0.bounds?.length == 1 && $0.anchor == nil }?.bounds?.from?.iso
    }
}
