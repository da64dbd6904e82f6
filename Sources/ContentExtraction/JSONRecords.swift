internal import TextPrimitives

/// The objects of a JSON list, each as it stands in the file.
public enum JSONRecords {
    /// The member under which an object holds the list of records, when it is known to hold one.
    ///
    /// JSON Feed (version 1.1) names `items` after its version; exports of Zotero name it after `config`.
    static func listName(_ head: ArraySlice<UInt8>) -> String? {
        let start = Array(head.prefix(4096))
        guard UTF8Text.contains(start, Array("\"items\"".utf8)) else { return nil }
        return UTF8Text.contains(start, Array("jsonfeed.org".utf8))
            || UTF8Text.contains(start, Array("\"config\"".utf8))
            || UTF8Text.contains(start, Array("Zotero".utf8)) ? "items" : nil
    }

    /// Where the records of a list stand, and what between them is none.
    ///
    /// A record that is broken is told; reading goes on at the next that begins behind a comma.
    ///
    /// - Parameter bytes: The file as UTF-8.
    /// - Complexity: O(*n*) in bytes.
    public static func records(of bytes: [UInt8]) -> (records: [Range<Int>], broken: [Int]) {
        var start = bytes.firstIndex { !$0.isASCIISpace } ?? 0
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        while start < bytes.count, bytes[start].isASCIISpace { start += 1 }
        guard start < bytes.count else { return ([], []) }
        if bytes[start] == UInt8(ascii: "{") {
            let mark = Array("\"items\"".utf8)
            guard let place = UTF8Text.index(bytes, of: mark),
                let open = bytes[(place + mark.count)...].firstIndex(of: UInt8(ascii: "["))
            else { return ([], [start]) }
            start = open
        }
        guard bytes[start] == UInt8(ascii: "[") else { return ([], [start]) }
        var records: [Range<Int>] = []
        var broken: [Int] = []
        var at = start + 1
        while at < bytes.count {
            while at < bytes.count, bytes[at].isASCIISpace || bytes[at] == UInt8(ascii: ",") { at += 1 }
            guard at < bytes.count, bytes[at] != UInt8(ascii: "]") else { break }
            if bytes[at] == UInt8(ascii: "{"), let end = end(of: bytes, at) {
                records.append(at..<end)
                at = end
                continue
            }
            broken.append(at)
            guard let next = nextObject(bytes, at + 1) else { break }
            at = next
        }
        return (records, broken)
    }

    /// The end of the object that begins at an offset; nil when it is not closed.
    private static func end(of bytes: [UInt8], _ start: Int) -> Int? {
        var depth = 0
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    // A line feed in a string is no JSON: the string was not closed.
                    if bytes[at] == 10 { return nil }
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    // Nothing but a comma or the list's end may follow.
                    let next = bytes[(at + 1)...].first { !$0.isASCIISpace }
                    let isRight = next == nil || next == UInt8(ascii: ",") || next == UInt8(ascii: "]")
                    return isRight && bytes[at] == UInt8(ascii: "}") ? at + 1 : nil
                }
            default: break
            }
            at += 1
        }
        return nil
    }

    /// The next `{` that stands behind a comma that stands behind a `}`.
    private static func nextObject(_ bytes: [UInt8], _ start: Int) -> Int? {
        var at = start
        while let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) {
            var next = close + 1
            while next < bytes.count, bytes[next].isASCIISpace { next += 1 }
            if next < bytes.count, bytes[next] == UInt8(ascii: ",") {
                next += 1
                while next < bytes.count, bytes[next].isASCIISpace { next += 1 }
                if next < bytes.count, bytes[next] == UInt8(ascii: "{") { return next }
            }
            at = close + 1
            if at >= bytes.count { break }
        }
        return nil
    }
}

extension JSONRecords {
    /// Whether some bytes are one whole JSON object.
    public static func isObject(_ bytes: [UInt8]) -> Bool { (try? JSONParser.parse(bytes)) != nil }

    /// The id that a record gives itself.
    public static func id(of bytes: [UInt8], _ map: FieldMap) -> String? { TextRecord(json: bytes, map)?.id }
}
