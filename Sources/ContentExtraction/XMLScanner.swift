internal import HTMLParsing
internal import TextPrimitives

/// Finds elements in XML by their tags, without a tree: feeds and exports in the wild are broken in ways that a parser
/// refuses, and one broken item must not take the others with it.
///
/// Source of the grammar: Extensible Markup Language 1.0, sections 2.4 to 3.1.
public struct XMLScanner {
    let bytes: [UInt8]

    /// A tag.
    struct Tag {
        /// The whole of it, with its brackets.
        var range: Range<Int>
        /// The name with its prefix.
        var name: Range<Int>
        var isClosing: Bool
        var isEmpty: Bool
    }

    /// What some bytes are that begin with `<`.
    static func kind(of head: ArraySlice<UInt8>) -> CaptureKind? {
        let scanner = XMLScanner(bytes: Array(head))
        guard let tag = scanner.tag(from: 0, scanner.bytes.count), !tag.isClosing else { return nil }
        switch scanner.local(tag.name) {
        case "rss": return .feed
        case "feed": return .feed
        case "item", "entry": return .feedItem
        case "rdf":
            return UTF8Text.contains(scanner.bytes, Array("zotero.org/namespaces".utf8))
                ? .zotero : UTF8Text.contains(scanner.bytes, Array("purl.org/rss/".utf8)) ? .feed : nil
        default: return nil
        }
    }

    /// The next tag; comments, instructions, declarations and CDATA are passed over.
    func tag(from start: Int, _ end: Int) -> Tag? {
        var at = start
        while let open = bytes[at..<max(at, end)].firstIndex(of: UInt8(ascii: "<")) {
            if has("<!--", open) {
                at = behind("-->", open + 4, end)
            } else if has("<![CDATA[", open) {
                at = behind("]]>", open + 9, end)
            } else if open + 1 < end, bytes[open + 1] == UInt8(ascii: "?") || bytes[open + 1] == UInt8(ascii: "!") {
                at = behind(">", open + 2, end)
            } else {
                let isClosing = open + 1 < end && bytes[open + 1] == UInt8(ascii: "/")
                let first = isClosing ? open + 2 : open + 1
                var last = first
                while last < end, isNameByte(bytes[last]) { last += 1 }
                guard last > first else {
                    at = open + 1
                    continue
                }
                let close = closing(last, end)
                return Tag(
                    range: open..<close, name: first..<last, isClosing: isClosing,
                    isEmpty: close - 2 > open && bytes[close - 2] == UInt8(ascii: "/"))
            }
            if at >= end { return nil }
        }
        return nil
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// The offset behind the bracket that closes a tag; closing brackets in values do not, an opening one stands in no value.
    private func closing(_ start: Int, _ end: Int) -> Int {
        var at = start
        var quote: UInt8 = 0
        while at < end {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<") { return at }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return at + 1
            }
            at += 1
        }
        return end
    }

    private func has(_ text: StaticString, _ at: Int) -> Bool {
        at + text.utf8CodeUnitCount <= bytes.count
            && text.description.utf8.elementsEqual(bytes[at..<(at + text.utf8CodeUnitCount)])
    }

    /// The offset behind the next occurrence of some text; the end when there is none.
    private func behind(_ text: String, _ start: Int, _ end: Int) -> Int {
        let mark = Array(text.utf8)
        var at = start
        while at + mark.count <= end {
            guard let found = bytes[at..<end].firstIndex(of: mark[0]), found + mark.count <= end else { return end }
            if bytes[found..<(found + mark.count)].elementsEqual(mark) { return found + mark.count }
            at = found + 1
        }
        return end
    }

    /// A name without its prefix, in small letters.
    func local(_ name: Range<Int>) -> String {
        let whole = bytes[name]
        let own = whole.lastIndex(of: UInt8(ascii: ":")).map { whole[($0 + 1)...] } ?? whole
        return String(decoding: own.map(\.asciiLowercased), as: UTF8.self)
    }

    /// A name with its prefix, in small letters.
    func full(_ name: Range<Int>) -> String { String(decoding: bytes[name].map(\.asciiLowercased), as: UTF8.self) }

    /// The elements right below a range, each with its name, its tag and what stands in it.
    ///
    /// A closing tag closes what is open inside its element, and nothing where no element of its name is open.
    ///
    /// - Parameters:
    ///   - range: The range.
    ///   - isNew: Whether a tag begins an element right below the range whatever is still open, by the tag and the innermost
    ///     element that is open.
    /// - Complexity: O(*n*) in bytes.
    func children(
        _ range: Range<Int>, beginningAnew isNew: (_ tag: Tag, _ inside: Tag) -> Bool = { _, _ in false }
    ) -> [(name: String, tag: Tag, content: Range<Int>)] {
        var result: [(name: String, tag: Tag, content: Range<Int>)] = []
        var at = range.lowerBound
        var open: [Tag] = []
        var counts: [String: Int] = [:]
        func close(_ end: Int) {
            guard let first = open.first else { return }
            let start = first.range.upperBound
            result.append((full(first.name), first, start..<max(start, end)))
            open = []
            counts = [:]
        }
        while let tag = tag(from: at, range.upperBound) {
            at = max(tag.range.upperBound, at + 1)
            let name = full(tag.name)
            if tag.isClosing {
                guard counts[name, default: 0] > 0 else { continue }
                while let last = open.last {
                    let closed = full(last.name)
                    if open.count == 1 {
                        close(tag.range.lowerBound)
                    } else {
                        open.removeLast()
                        counts[closed, default: 0] -= 1
                    }
                    if closed == name { break }
                }
                continue
            }
            if let inside = open.last, isNew(tag, inside) { close(tag.range.lowerBound) }
            if tag.isEmpty {
                if open.isEmpty { result.append((name, tag, tag.range.upperBound..<tag.range.upperBound)) }
            } else {
                open.append(tag)
                counts[name, default: 0] += 1
            }
        }
        return result
    }

    /// The value of an attribute of a tag, its references replaced.
    func attribute(_ name: String, _ tag: Tag) -> String? {
        let wanted = Array(name.utf8)
        var at = tag.name.upperBound
        let end = tag.range.upperBound
        while at < end {
            while at < end, bytes[at].isASCIISpace { at += 1 }
            let first = at
            while at < end, isNameByte(bytes[at]) { at += 1 }
            let found = first..<at
            if found.isEmpty { return nil }
            while at < end, bytes[at].isASCIISpace { at += 1 }
            guard at < end, bytes[at] == UInt8(ascii: "=") else { continue }
            at += 1
            while at < end, bytes[at].isASCIISpace { at += 1 }
            guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return nil }
            let quote = bytes[at]
            let start = at + 1
            guard let close = bytes[start..<end].firstIndex(of: quote) else { return nil }
            if bytes[found].map(\.asciiLowercased) == wanted {
                return String(decoding: HTMLText.decoded(bytes, start, close, inAttribute: true), as: UTF8.self)
            }
            at = close + 1
        }
        return nil
    }

    /// The text of a range: CDATA as it stands, references replaced, tags left out.
    func text(_ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let open = bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: "<")) ?? range.upperBound
            if open > at { result += HTMLText.decoded(bytes, at, open) }
            guard open < range.upperBound else { break }
            if has("<![CDATA[", open) {
                let next = behind("]]>", open + 9, range.upperBound)
                let isClosed = next >= open + 12 && bytes[(next - 3)..<next].elementsEqual("]]>".utf8)
                result += bytes[(open + 9)..<max(open + 9, isClosed ? next - 3 : next)]
                at = next
            } else if has("<!--", open) {
                at = behind("-->", open + 4, range.upperBound)
            } else {
                at = max(open + 1, closing(open + 1, range.upperBound))
            }
        }
        return result
    }
}
