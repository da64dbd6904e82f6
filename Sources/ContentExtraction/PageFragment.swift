internal import HTMLParsing
internal import TextPrimitives

/// A few elements of HTML without a page around them, as feeds carry them.
enum PageFragment {
    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption",
        "table",
        "tr", "hr", "pre", "section", "article",
    ]
    private static let silent: Set<String> = ["script", "style"]

    /// How many paragraphs a fragment marks.
    static func paragraphs(_ bytes: [UInt8]) -> Int {
        let scanner = XMLScanner(bytes: bytes)
        var (count, at) = (0, 0)
        while let tag = scanner.tag(from: at, bytes.count) {
            at = max(tag.range.upperBound, at + 1)
            if !tag.isClosing, scanner.local(tag.name) == "p" { count += 1 }
        }
        return count
    }

    /// The text of a fragment: each block a paragraph.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func text(of bytes: [UInt8]) -> [UInt8] {
        let scanner = XMLScanner(bytes: bytes)
        var result: [UInt8] = []
        var at = 0
        while true {
            let tag = scanner.tag(from: at, bytes.count)
            let end = tag?.range.lowerBound ?? bytes.count
            if end > at { result += scanner.text(at..<end).map { $0 == 10 || $0 == 13 ? 32 : $0 } }
            guard let tag else { return result }
            at = max(tag.range.upperBound, at + 1)
            let name = scanner.local(tag.name)
            if blocks.contains(name) { result += [10, 10] }
            if silent.contains(name), !tag.isClosing {
                while let next = scanner.tag(from: at, bytes.count),
                    !(next.isClosing && scanner.local(next.name) == name)
                {
                    at = max(next.range.upperBound, at + 1)
                }
                at = scanner.tag(from: at, bytes.count)?.range.upperBound ?? bytes.count
            }
        }
    }
}
