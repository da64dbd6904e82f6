internal import HTMLParsing
internal import TextPrimitives

/// The items of a feed (RSS 0.9 to 2.0, RSS 1.0, Atom: RFC 4287), each as it stands in the file.
public enum FeedItems {
    /// The items of a feed.
    ///
    /// Items are told by their tags alone, wherever they stand, so that content that is not closed ends with its item.
    ///
    /// - Parameter bytes: The feed as UTF-8.
    /// - Returns: Where each stands with its tags, and what is broken: an item that does not end before the next one begins,
    ///   or that ends and never began.
    /// - Complexity: O(*n*) in bytes.
    public static func items(of bytes: [UInt8]) -> (items: [Range<Int>], broken: [Range<Int>]) {
        var items: [Range<Int>] = []
        var broken: [Range<Int>] = []
        var open: Int?
        var at = 0
        var last = 0
        while let bracket = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            at = bracket + 1
            guard let (isClosing, end) = itemTag(bytes, bracket) else { continue }
            at = end
            if isClosing {
                if let start = open { items.append(start..<end) } else { broken.append(last..<end) }
                open = nil
                last = end
            } else {
                if let start = open { broken.append(start..<bracket) }
                open = bracket
            }
        }
        if let start = open { broken.append(start..<bytes.count) }
        return (items, broken)
    }

    /// The end of the tag of an item that begins at a bracket; nil when another tag does.
    private static func itemTag(_ bytes: [UInt8], _ bracket: Int) -> (isClosing: Bool, end: Int)? {
        var at = bracket + 1
        let isClosing = at < bytes.count && bytes[at] == UInt8(ascii: "/")
        if isClosing { at += 1 }
        let name = bytes[at...].prefix(40).prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: ":") }
        let own = (name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name).map(\.asciiLowercased)
        guard own.elementsEqual("item".utf8) || own.elementsEqual("entry".utf8), name.endIndex < bytes.count,
            bytes[name.endIndex].isASCIISpace || bytes[name.endIndex] == UInt8(ascii: ">"),
            let close = bytes[name.endIndex...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return (isClosing, close + 1)
    }

    /// The feed's own title.
    public static func title(of bytes: [UInt8]) -> String? {
        let scanner = XMLScanner(bytes: bytes)
        var at = 0
        while let tag = scanner.tag(from: at, bytes.count) {
            at = max(tag.range.upperBound, at + 1)
            let name = scanner.local(tag.name)
            if name == "item" || name == "entry" { return nil }
            if name == "title", !tag.isClosing, !tag.isEmpty, let close = scanner.tag(from: at, bytes.count) {
                let title = FeedItem.line(scanner.text(tag.range.upperBound..<close.range.lowerBound))
                return title.isEmpty ? nil : title
            }
        }
        return nil
    }
}

/// An item of a feed: its page and what it says of it.
struct FeedItem {
    /// The content as HTML, decoded; empty when the item has none.
    private(set) var page: [UInt8] = []
    /// Title, authors, address and day.
    private(set) var stated = StatedFields()

    /// Reads an item.
    ///
    /// - Parameter bytes: The element as UTF-8, from its tag to its end.
    /// - Complexity: O(*n*) in bytes.
    init(_ bytes: [UInt8]) {
        stated.source = "the feed's item"
        let scanner = XMLScanner(bytes: bytes)
        guard let tag = scanner.tag(from: 0, bytes.count) else { return }
        var rank = 0
        for (name, child, content) in scanner.children(tag.range.upperBound..<bytes.count) {
            let value = scanner.text(content)
            let line = FeedItem.line(value)
            switch name {
            case "title": if stated.title == nil, !line.isEmpty { stated.title = line }
            case "link":
                let relation = scanner.attribute("rel", child)
                if let address = scanner.attribute("href", child), relation == nil || relation == "alternate" {
                    stated.url = address
                } else if !line.isEmpty {
                    stated.url = line
                }
            case "guid", "id": if stated.url == nil, line.hasPrefix("http") { stated.url = line }
            case "pubdate", "published", "dc:date", "issued", "dcterms:issued":
                stated.published = StatedFields.day(line) ?? stated.published
            case "updated", "modified": if stated.published == nil { stated.published = StatedFields.day(line) }
            case "author", "dc:creator", "contributor":
                let names = scanner.children(content).filter { $0.name == "name" }
                    .map { FeedItem.line(scanner.text($0.content)) }
                stated.authors += (names.isEmpty ? [line] : names).filter {
                    !$0.isEmpty && !stated.authors.contains($0)
                }
            case "dc:language", "language": if !line.isEmpty { stated.language = line }
            case "content:encoded", "content", "description", "summary", "body":
                // The whole text before a summary of it.
                let worth = name.hasPrefix("content") || name == "body" ? 2 : 1
                guard worth > rank || worth == rank && value.count > page.count else { continue }
                rank = worth
                // Content of XHTML stands as elements, other content as text with references.
                page =
                    scanner.attribute("type", child) == "xhtml" ? Array(bytes[content]) : value
            default: continue
            }
        }
    }

    /// Text as one line, without tags.
    static func line(_ bytes: [UInt8]) -> String {
        var text = bytes
        if text.contains(UInt8(ascii: "<")) {
            let scanner = XMLScanner(bytes: text)
            text = scanner.text(0..<text.count)
        }
        return String(
            decoding: Array(text.split(whereSeparator: { $0.isASCIISpace }).joined(separator: [32])), as: UTF8.self)
    }
}
