internal import ContentExtraction
internal import Exports
internal import HTMLParsing
internal import TextPrimitives

/// Archived bytes as a page that can do nothing: the text of the elements that a reader sees, rewritten from the parsed tree
/// with no attribute of the original, so that neither script, style, frame, picture, form, link nor preconnect is left.
enum CaptureFrame {
    private static let kept = HTMLTag.flags(
        "p div article section main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre figure figcaption address hr br span b i strong em center small sup sub cite q code u s ins del"
    )
    private static let skipped = HTMLTag.flags(
        "script style noscript template iframe object embed svg canvas head title textarea select audio video math")
    private static let image = HTMLTag.number("img")
    private static let empty = HTMLTag.flags("br hr")

    /// The most open elements that are written.
    private static let depthLimit = 200

    /// The page.
    ///
    /// - Parameters:
    ///   - page: The capture as UTF-8.
    ///   - isHTML: Whether it is HTML; else every byte is shown as text.
    ///   - ranges: Byte ranges of the page that are marked.
    /// - Complexity: O(*n*) in bytes.
    static func render(_ page: [UInt8], isHTML: Bool, marking ranges: [(start: Int, end: Int)]) -> String {
        var result = """
            <!doctype html><html lang="und"><head><meta charset="utf-8"><title>The page as saved</title><style>body{margin:14px 16px;font:15px/1.55 serif;color:#111;background:#fff;overflow-wrap:anywhere}body.text{font:13px/1.55 monospace;white-space:pre-wrap}mark{background:#fbe9a6;color:#111}.img{color:#555;border:1px dotted #999}table{border-collapse:collapse}</style></head><body class="\(isHTML ? "html" : "text")">
            """
        if isHTML {
            write(HTMLTree(page), ranges, &result)
        } else {
            result += text(page, 0, page.count, ranges, isHTML: false)
        }
        return result + "</body></html>\n"
    }

    private static func write(_ tree: HTMLTree, _ ranges: [(start: Int, end: Int)], _ result: inout String) {
        // The tags to close on the way back, by node.
        var open: [(node: Int32, close: String)] = []
        var node: Int32 = 0
        while true {
            let tag = Int(tree.tags[Int(node)])
            var enters = true
            var close = ""
            if tag == 0 {
                result += text(tree.bytes, Int(tree.starts[Int(node)]), Int(tree.ends[Int(node)]), ranges, isHTML: true)
            } else if skipped[tag] {
                enters = false
            } else if tag == Int(image) {
                let alternative = tree.attribute(Int(node), .alt) ?? ""
                result +=
                    "<span class=\"img\">[picture\(alternative.isEmpty ? "" : ": " + HTML.escape(alternative))]</span>"
            } else if kept[tag], open.count < depthLimit {
                result += "<\(HTMLTag.name(UInt8(tag)))>"
                if !empty[tag] { close = "</\(HTMLTag.name(UInt8(tag)))>" }
            }
            if enters, tree.firstChildren[Int(node)] >= 0 {
                open.append((node, close))
                node = tree.firstChildren[Int(node)]
                continue
            }
            result += close
            while tree.nextSiblings[Int(node)] < 0 {
                guard let last = open.popLast() else { return }
                result += last.close
                node = last.node
            }
            if open.isEmpty { return }
            node = tree.nextSiblings[Int(node)]
        }
    }

    private static func text(
        _ page: [UInt8], _ start: Int, _ end: Int, _ ranges: [(start: Int, end: Int)], isHTML: Bool
    ) -> String {
        var result = ""
        var at = start
        func plain(_ from: Int, _ to: Int) -> String {
            let bytes = isHTML ? HTMLText.decoded(page, from, to, inAttribute: false) : Array(page[from..<to])
            return HTML.escape(String(decoding: bytes, as: UTF8.self))
        }
        for range in ranges where range.start < end && at < range.end {
            let (from, to) = (max(at, range.start), min(end, range.end))
            result +=
                plain(at, from) + "<mark\(range.start == ranges.first?.start ? " id=\"words\"" : "")>" + plain(from, to)
                + "</mark>"
            at = to
        }
        return result + plain(at, end)
    }
}
