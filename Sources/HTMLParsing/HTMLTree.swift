internal import TextPrimitives

/// A page as its reader wants it: elements and texts of an ``HTMLDocument`` in document order, without comments, and the
/// contents of raw elements (script, style, title, textarea, noscript, iframe, template) apart.
///
/// Nodes are indexes into integer columns, text stays in the page's bytes. A class, as several readers hold the same page.
public final class HTMLTree: Sendable {
    /// The page as UTF-8.
    public let bytes: [UInt8]
    /// The tag of each node, 0 for text, 1 for elements of unknown name.
    public let tags: [UInt8]
    /// The parent of each node, -1 for the root.
    public let parents: [Int32]
    /// The first child of each node, -1 for none.
    public let firstChildren: [Int32]
    /// The next sibling of each node, -1 for none.
    public let nextSiblings: [Int32]
    /// The first byte of a text, or the index of the first attribute of an element.
    public let starts: [Int32]
    /// The byte after the last of a text, or the index after the last attribute of an element.
    public let ends: [Int32]
    /// The attributes of all elements, as byte ranges.
    @usableFromInline let attributes: [HTMLAttribute]
    /// The number of each attribute's name, 0 for names that nobody asks for.
    @usableFromInline let names: [UInt8]
    /// The names of attributes that each node has, as bits.
    @usableFromInline let sets: [UInt32]
    /// The contents of raw elements (script, style, title, textarea), by node.
    public let rawContents: [Int32: (start: Int32, end: Int32)]

    private static let raw = HTMLTag.flags("script style title textarea noscript iframe template")

    /// A node while the tree is made: one row, so that each is one step in memory.
    private struct Row {
        var tag: UInt8
        var parent: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var lastChild: Int32 = -1
        var start: Int32
        var end: Int32
        var set: UInt32
    }

    /// Parses a page.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Complexity: O(*n*) in bytes; open elements are bounded by ``HTMLTreeConstructor/depthLimit``.
    public init(_ bytes: [UInt8]) {
        let document = HTMLDocument(bytes, isScripting: true)
        let (numbers, raw) = (HTMLTag.byAtom, HTMLTree.raw)
        var names = [UInt8](repeating: 0, count: document.attributes.count)
        // No more rows than nodes; comments have none.
        var table = [Row](repeating: Row(tag: 1, parent: -1, start: 0, end: 0, set: 0), count: document.count)
        var count = 1
        var contents: [Int32: (start: Int32, end: Int32)] = [:]
        let known = HTMLAttributeName.Numbers.shared
        let (page, nodes, attributes) = (bytes.span, document.nodes.span, document.attributes.span)
        var rows = table.mutableSpan
        var numbered = names.mutableSpan
        // The node to visit next, the row it goes under, and the nodes above it.
        var next = nodes[0].first
        var parent: Int32 = 0
        var path: [Int32] = [0]
        path.reserveCapacity(HTMLTreeConstructor.depthLimit)
        while true {
            guard next >= 0 else {
                // Back to the parent's next sibling.
                guard let node = path.popLast(), node > 0 else { break }
                next = nodes[Int(node)].next
                parent = rows[Int(parent)].parent
                continue
            }
            let node = nodes[Int(next)]
            guard node.kind == .element || node.kind == .text || node.kind == .rawText else {
                next = node.next
                continue
            }
            let isText = node.kind != .element
            let tag = isText ? 0 : node.namespace == .html && node.name < HTMLAtom.fixed ? numbers[Int(node.name)] : 1
            let index = Int32(count)
            var set: UInt32 = 0
            if !isText {
                for place in Int(node.start)..<Int(node.end) {
                    let number = known.number(page, Int(attributes[place].nameStart), Int(attributes[place].nameEnd))
                    numbered[place] = number
                    set |= 1 << UInt32(number)
                }
            }
            rows[count] = Row(tag: tag, parent: parent, start: node.start, end: node.end, set: set)
            count += 1
            let last = rows[Int(parent)].lastChild
            if last >= 0 { rows[Int(last)].nextSibling = index } else { rows[Int(parent)].firstChild = index }
            rows[Int(parent)].lastChild = index
            if isText || node.first < 0 {
                next = node.next
            } else if raw[Int(tag)] {
                let child = nodes[Int(node.first)]
                if child.kind == .text || child.kind == .rawText {
                    contents[index] = (child.start, nodes[Int(node.last)].end)
                }
                next = node.next
            } else {
                path.append(next)
                parent = index
                next = node.first
            }
        }
        self.bytes = bytes
        self.attributes = document.attributes
        self.names = names
        rawContents = contents
        let made = table[..<count]
        tags = made.map { $0.tag }
        parents = made.map { $0.parent }
        firstChildren = made.map { $0.firstChild }
        nextSiblings = made.map { $0.nextSibling }
        starts = made.map { $0.start }
        ends = made.map { $0.end }
        sets = made.map { $0.set }
    }

    /// The number of nodes.
    public var count: Int { tags.count }

    /// The name of an element's tag, empty for text and unknown names.
    public func name(_ node: Int) -> String { HTMLTag.name(tags[node]) }

    /// Whether an element has any attribute that somebody asks for.
    @inlinable
    @inline(__always)
    public func hasAttributes(_ node: Int) -> Bool { sets[node] > 1 }

    /// Whether an element has an attribute.
    @inlinable
    @inline(__always)
    public func has(_ node: Int, _ name: HTMLAttributeName) -> Bool { sets[node] & name.bit != 0 }

    /// The value of an attribute, decoded; nil when the element has none of that name.
    public func attribute(_ node: Int, _ name: HTMLAttributeName) -> String? {
        guard let (start, end) = attributeRange(node, name) else { return nil }
        return String(decoding: HTMLText.decoded(bytes, start, end, inAttribute: true), as: UTF8.self)
    }

    /// The bytes of an attribute's value; nil when the element has none of that name.
    ///
    /// - Complexity: O(1) when it has none, else O(*n*) in the element's attributes.
    @inlinable
    @inline(__always)
    public func attributeRange(_ node: Int, _ name: HTMLAttributeName) -> (start: Int, end: Int)? {
        has(node, name) ? range(node, name) : nil
    }

    @usableFromInline
    func range(_ node: Int, _ name: HTMLAttributeName) -> (start: Int, end: Int)? {
        for index in Int(starts[node])..<Int(ends[node]) where names[index] == name.rawValue {
            return (Int(attributes[index].valueStart), Int(attributes[index].valueEnd))
        }
        return nil
    }

    /// Whether an attribute's value is some word in small letters, as it stands in the page.
    public func attribute(_ node: Int, _ name: HTMLAttributeName, is word: StaticString) -> Bool {
        guard let (start, end) = attributeRange(node, name), end - start == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where unsafe bytes[start + offset].asciiLowercased != wanted[offset] {
                return false
            }
            return true
        }
    }

    /// The nodes of a subtree: nodes are numbered in document order, so that a subtree is a range.
    ///
    /// - Complexity: O(*d*) in the depth of the node.
    public func subtree(of node: Int) -> Range<Int> {
        var current = Int32(node)
        while current >= 0 {
            if nextSiblings[Int(current)] >= 0 { return node..<Int(nextSiblings[Int(current)]) }
            current = parents[Int(current)]
        }
        return node..<count
    }
}

/// The elements that the reader knows by number.
public enum HTMLTag {
    private static let names = [
        "", "?", "html", "head", "body", "p", "div", "article", "section", "main", "header", "footer", "nav", "aside",
        "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
        "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "figure", "figcaption",
        "form", "fieldset", "address", "hr", "br", "img", "a", "span", "b", "i",
        "strong", "em", "script", "style", "noscript", "title", "meta", "link", "time", "button", "select", "option",
        "input", "textarea", "label", "iframe", "svg", "video", "audio", "object", "embed",
        "base", "source", "track", "wbr", "area", "col", "param", "template", "details", "summary", "center", "small",
        "sup", "sub", "abbr", "cite", "q", "code", "font", "u", "s", "ins", "del",
        "picture", "canvas", "math", "optgroup", "dialog", "hgroup", "menu", "search",
        "ruby", "rb", "rt", "rp", "rtc", "mark", "kbd", "samp", "var", "data", "bdi", "bdo", "tt", "nobr", "big",
        "strike",
        "acronym", "dfn", "dir", "listing", "plaintext", "xmp", "legend", "colgroup",
    ]
    private static let table: [UInt64: UInt8] = Dictionary(
        uniqueKeysWithValues: names.enumerated().filter { $0.offset > 1 }.map {
            (StableHash.of($0.element), UInt8($0.offset))
        })

    /// The number of each fixed atom, 1 for those that the reader does not know.
    static let byAtom: [UInt8] = HTMLAtom.names.map { $0.isEmpty ? 1 : number($0) }

    /// The number of a name that is known to be in the table.
    public static func number(_ name: String) -> UInt8 { table[StableHash.of(name)] ?? 1 }

    /// The name of a number.
    public static func name(_ number: UInt8) -> String {
        names.indices.contains(Int(number)) ? names[Int(number)] : "?"
    }

    /// A set of names as flags by number.
    public static func flags(_ list: String) -> [Bool] {
        var result = [Bool](repeating: false, count: 256)
        for name in list.split(separator: " ") { result[Int(number(String(name)))] = true }
        result[1] = false
        return result
    }
}
