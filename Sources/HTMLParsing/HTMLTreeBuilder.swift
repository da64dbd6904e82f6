internal import TextPrimitives

/// Builds the tree of a page in one pass over its bytes.
struct HTMLTreeBuilder {
    /// The most elements that can be open at once; deeper ones become siblings.
    static let depthLimit = 512

    private static let void = HTMLTag.flags("br img hr meta link input base source track wbr area col param embed")
    private static let raw = HTMLTag.flags("script style title textarea noscript iframe")
    private static let closesParagraph = HTMLTag.flags(
        "p div article section main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure form fieldset address hr center details menu"
    )
    private static let headings = HTMLTag.flags("h1 h2 h3 h4 h5 h6")

    private(set) var tree: HTMLTree
    private var open: [Int32] = [0]
    private var lastChildren: [Int32] = [-1]
    private var openCounts = [Int](repeating: 0, count: 256)

    init(_ bytes: [UInt8]) { tree = HTMLTree(empty: bytes) }

    mutating func build() {
        let bytes = tree.bytes
        let count = bytes.count
        tree.tags.reserveCapacity(count / 40)
        var offset = 0
        var textStart = 0
        while offset < count {
            guard bytes[offset] == UInt8(ascii: "<"), offset + 1 < count else {
                offset += 1
                continue
            }
            let next = bytes[offset + 1]
            if next.isASCIILetter {
                text(textStart, offset)
                offset = startTag(offset + 1)
                textStart = offset
            } else if next == UInt8(ascii: "/"), offset + 2 < count, bytes[offset + 2].isASCIILetter {
                text(textStart, offset)
                offset = endTag(offset + 2)
                textStart = offset
            } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
                text(textStart, offset)
                offset = comment(offset + 1)
                textStart = offset
            } else {
                offset += 1
            }
        }
        text(textStart, count)
    }

    private mutating func append(_ tag: UInt8, _ start: Int, _ end: Int) -> Int32 {
        let node = Int32(tree.tags.count)
        let parent = open[open.count - 1]
        tree.tags.append(tag)
        tree.parents.append(parent)
        tree.firstChildren.append(-1)
        tree.nextSiblings.append(-1)
        tree.starts.append(Int32(start))
        tree.ends.append(Int32(end))
        lastChildren.append(-1)
        if lastChildren[Int(parent)] >= 0 {
            tree.nextSiblings[Int(lastChildren[Int(parent)])] = node
        } else {
            tree.firstChildren[Int(parent)] = node
        }
        lastChildren[Int(parent)] = node
        return node
    }

    private mutating func text(_ start: Int, _ end: Int) {
        if end > start { _ = append(0, start, end) }
    }

    private func comment(_ start: Int) -> Int {
        let bytes = tree.bytes
        if start + 2 < bytes.count, bytes[start] == UInt8(ascii: "!"), bytes[start + 1] == UInt8(ascii: "-"),
            bytes[start + 2] == UInt8(ascii: "-")
        {
            var offset = start + 3
            while offset + 2 < bytes.count {
                if bytes[offset] == UInt8(ascii: "-"), bytes[offset + 1] == UInt8(ascii: "-"),
                    bytes[offset + 2] == UInt8(ascii: ">")
                {
                    return offset + 3
                }
                offset += 1
            }
            return bytes.count
        }
        var offset = start
        while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
        return min(bytes.count, offset + 1)
    }

    private mutating func startTag(_ start: Int) -> Int {
        let bytes = tree.bytes
        let count = bytes.count
        var offset = start
        while offset < count, !bytes[offset].isASCIISpace, bytes[offset] != UInt8(ascii: ">"),
            bytes[offset] != UInt8(ascii: "/")
        { offset += 1 }
        let tag = HTMLTag.number(bytes, start, offset)
        let firstAttribute = tree.attributeNames.count
        while offset < count, bytes[offset] != UInt8(ascii: ">") {
            if bytes[offset].isASCIISpace || bytes[offset] == UInt8(ascii: "/") {
                offset += 1
                continue
            }
            let nameStart = offset
            while offset < count, !bytes[offset].isASCIISpace, bytes[offset] != UInt8(ascii: "="),
                bytes[offset] != UInt8(ascii: ">"), bytes[offset] != UInt8(ascii: "/") || offset == nameStart
            { offset += 1 }
            let nameEnd = offset
            while offset < count, bytes[offset].isASCIISpace { offset += 1 }
            var valueStart = offset
            var valueEnd = offset
            if offset < count, bytes[offset] == UInt8(ascii: "="), nameEnd > nameStart {
                offset += 1
                while offset < count, bytes[offset].isASCIISpace { offset += 1 }
                if offset < count, bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'") {
                    let quote = bytes[offset]
                    offset += 1
                    valueStart = offset
                    while offset < count, bytes[offset] != quote { offset += 1 }
                    valueEnd = offset
                    offset += 1
                } else {
                    valueStart = offset
                    while offset < count, !bytes[offset].isASCIISpace, bytes[offset] != UInt8(ascii: ">") {
                        offset += 1
                    }
                    valueEnd = offset
                }
            } else if nameEnd == nameStart {
                offset += 1
                continue
            }
            tree.attributeNames.append((Int32(nameStart), Int32(nameEnd)))
            tree.attributeValues.append((Int32(valueStart), Int32(min(valueEnd, count))))
        }
        offset = min(count, offset + 1)
        closeImplied(tag)
        let node = append(tag, firstAttribute, tree.attributeNames.count)
        if HTMLTreeBuilder.void[Int(tag)] { return offset }
        if HTMLTreeBuilder.raw[Int(tag)] {
            let end = rawEnd(offset, tag)
            tree.rawContents[node] = (Int32(offset), Int32(end.content))
            return end.after
        }
        if open.count < HTMLTreeBuilder.depthLimit {
            open.append(node)
            openCounts[Int(tag)] += 1
        }
        return offset
    }

    /// The end of a raw element's content, and the offset behind its end tag.
    private func rawEnd(_ start: Int, _ tag: UInt8) -> (content: Int, after: Int) {
        let bytes = tree.bytes
        let name = Array(HTMLTag.name(tag).utf8)
        var offset = start
        while offset + 2 + name.count <= bytes.count {
            if bytes[offset] == UInt8(ascii: "<"), bytes[offset + 1] == UInt8(ascii: "/") {
                var same = true
                for index in 0..<name.count where bytes[offset + 2 + index].asciiLowercased != name[index] {
                    same = false
                    break
                }
                if same {
                    var after = offset + 2 + name.count
                    while after < bytes.count, bytes[after] != UInt8(ascii: ">") { after += 1 }
                    return (offset, min(bytes.count, after + 1))
                }
            }
            offset += 1
        }
        return (bytes.count, bytes.count)
    }

    private mutating func pop() {
        guard open.count > 1 else { return }
        let node = open.removeLast()
        openCounts[Int(tree.tags[Int(node)])] -= 1
    }

    /// Closes open elements up to one of some tags, if one is open above a boundary.
    private mutating func close(_ tag: UInt8, boundary: [Bool]) {
        guard openCounts[Int(tag)] > 0 else { return }
        var index = open.count - 1
        while index > 0 {
            let current = tree.tags[Int(open[index])]
            if current == tag {
                while open.count > index { pop() }
                return
            }
            if boundary[Int(current)] { return }
            index -= 1
        }
    }

    private static let listBoundary = HTMLTag.flags("ul ol menu table body html")
    private static let tableBoundary = HTMLTag.flags("table body html")
    private static let paragraphBoundary = HTMLTag.flags(
        "td th table button li div article section blockquote body html caption object")
    private static let definitionBoundary = HTMLTag.flags("dl table body html")

    private static let li = HTMLTag.number("li")
    private static let p = HTMLTag.number("p")
    private static let tr = HTMLTag.number("tr")
    private static let td = HTMLTag.number("td")
    private static let th = HTMLTag.number("th")
    private static let dt = HTMLTag.number("dt")
    private static let dd = HTMLTag.number("dd")
    private static let option = HTMLTag.number("option")
    private static let body = HTMLTag.number("body")
    private static let head = HTMLTag.number("head")

    private mutating func closeImplied(_ tag: UInt8) {
        if HTMLTreeBuilder.closesParagraph[Int(tag)] {
            close(HTMLTreeBuilder.p, boundary: HTMLTreeBuilder.paragraphBoundary)
        }
        switch tag {
        case HTMLTreeBuilder.li: close(HTMLTreeBuilder.li, boundary: HTMLTreeBuilder.listBoundary)
        case HTMLTreeBuilder.tr:
            close(HTMLTreeBuilder.tr, boundary: HTMLTreeBuilder.tableBoundary)
        case HTMLTreeBuilder.td, HTMLTreeBuilder.th:
            close(HTMLTreeBuilder.td, boundary: HTMLTreeBuilder.tableBoundary)
            close(HTMLTreeBuilder.th, boundary: HTMLTreeBuilder.tableBoundary)
        case HTMLTreeBuilder.dt, HTMLTreeBuilder.dd:
            close(HTMLTreeBuilder.dt, boundary: HTMLTreeBuilder.definitionBoundary)
            close(HTMLTreeBuilder.dd, boundary: HTMLTreeBuilder.definitionBoundary)
        case HTMLTreeBuilder.option: close(HTMLTreeBuilder.option, boundary: HTMLTreeBuilder.listBoundary)
        case HTMLTreeBuilder.body: close(HTMLTreeBuilder.head, boundary: HTMLTreeBuilder.tableBoundary)
        default: break
        }
    }

    private mutating func endTag(_ start: Int) -> Int {
        let bytes = tree.bytes
        var offset = start
        while offset < bytes.count, !bytes[offset].isASCIISpace, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
        let tag = HTMLTag.number(bytes, start, offset)
        while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
        offset = min(bytes.count, offset + 1)
        if tag == 1 {
            // An end tag of an unknown name closes only an unknown element on top.
            if open.count > 1, tree.tags[Int(open[open.count - 1])] == 1 { pop() }
            return offset
        }
        if HTMLTreeBuilder.headings[Int(tag)] {
            if open.count > 1, HTMLTreeBuilder.headings[Int(tree.tags[Int(open[open.count - 1])])] {
                pop()
                return offset
            }
        }
        close(
            tag,
            boundary: tag == HTMLTreeBuilder.td || tag == HTMLTreeBuilder.tr
                ? HTMLTreeBuilder.tableBoundary : HTMLTreeBuilder.none)
        return offset
    }

    private static let none = HTMLTag.flags("")
}
