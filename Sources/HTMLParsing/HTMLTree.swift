internal import TextPrimitives

/// A page as its reader wants it: elements and texts of an ``HTMLDocument`` in document order, without comments, and the
/// contents of raw elements (script, style, title, textarea, noscript, iframe, template) apart.
///
/// Nodes are indexes into integer columns, text stays in the page's bytes.
public struct HTMLTree: Sendable {
    /// The page as UTF-8.
    public internal(set) var bytes: [UInt8]
    /// The tag of each node, 0 for text, 1 for elements of unknown name.
    public internal(set) var tags: [UInt8] = [1]
    /// The parent of each node, -1 for the root.
    public internal(set) var parents: [Int32] = [-1]
    /// The first child of each node, -1 for none.
    public internal(set) var firstChildren: [Int32] = [-1]
    /// The next sibling of each node, -1 for none.
    public internal(set) var nextSiblings: [Int32] = [-1]
    /// The first byte of a text, or the index of the first attribute of an element.
    public internal(set) var starts: [Int32] = [0]
    /// The byte after the last of a text, or the index after the last attribute of an element.
    public internal(set) var ends: [Int32] = [0]
    /// The attributes of all elements, as byte ranges.
    private var attributes: [HTMLAttribute] = []
    /// The number of each attribute's name, 0 for names that nobody asks for.
    private var names: [UInt8] = []
    /// The names of attributes that each node has, as bits.
    private var sets: [UInt32] = [0]
    /// The contents of raw elements (script, style, title, textarea), by node.
    public internal(set) var rawContents: [Int32: (start: Int32, end: Int32)] = [:]

    private static let raw = HTMLTag.flags("script style title textarea noscript iframe template")

    /// Parses a page.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Complexity: O(*n*) in bytes; open elements are bounded by ``HTMLTreeConstructor/depthLimit``.
    public init(_ bytes: [UInt8]) {
        let document = HTMLDocument(bytes, isScripting: true)
        self.bytes = bytes
        attributes = document.attributes
        names = [UInt8](repeating: 0, count: attributes.count)
        let known = HTMLAttributeName.Numbers.shared
        let page = bytes.span
        let numbers = HTMLTag.byAtom
        tags.reserveCapacity(document.count)
        parents.reserveCapacity(document.count)
        firstChildren.reserveCapacity(document.count)
        nextSiblings.reserveCapacity(document.count)
        starts.reserveCapacity(document.count)
        ends.reserveCapacity(document.count)
        sets.reserveCapacity(document.count)
        // The stack holds the next node to visit and the parent it goes under.
        var next = document.nodes[0].first
        var parent: Int32 = 0
        var last: [Int32] = [-1]
        last.reserveCapacity(document.count)
        var path: [Int32] = [0]
        while true {
            guard next >= 0 else {
                // Back to the parent's next sibling.
                guard let node = path.popLast(), node > 0 else { break }
                next = document.nodes[Int(node)].next
                parent = parents[Int(parent)]
                continue
            }
            let node = document.nodes[Int(next)]
            guard node.kind == .element || node.kind == .text || node.kind == .rawText else {
                next = node.next
                continue
            }
            let isText = node.kind != .element
            let tag = isText ? 0 : node.namespace == .html && node.name < HTMLAtom.fixed ? numbers[Int(node.name)] : 1
            let index = Int32(tags.count)
            tags.append(tag)
            parents.append(parent)
            firstChildren.append(-1)
            nextSiblings.append(-1)
            starts.append(node.start)
            ends.append(node.end)
            last.append(-1)
            var set: UInt32 = 0
            if !isText {
                for place in Int(node.start)..<Int(node.end) {
                    let number = known.number(page, Int(attributes[place].nameStart), Int(attributes[place].nameEnd))
                    names[place] = number
                    set |= 1 << UInt32(number)
                }
            }
            sets.append(set)
            if last[Int(parent)] >= 0 {
                nextSiblings[Int(last[Int(parent)])] = index
            } else {
                firstChildren[Int(parent)] = index
            }
            last[Int(parent)] = index
            if isText || node.first < 0 {
                next = node.next
            } else if HTMLTree.raw[Int(tag)] {
                let child = document.nodes[Int(node.first)]
                if child.kind == .text || child.kind == .rawText {
                    rawContents[index] = (child.start, document.nodes[Int(node.last)].end)
                }
                next = node.next
            } else {
                path.append(next)
                parent = index
                next = node.first
            }
        }
    }

    /// The number of nodes.
    public var count: Int { tags.count }

    /// The name of an element's tag, empty for text and unknown names.
    public func name(_ node: Int) -> String { HTMLTag.name(tags[node]) }

    /// Whether an element has any attribute that somebody asks for.
    @inline(__always)
    public func hasAttributes(_ node: Int) -> Bool { sets[node] > 1 }

    /// Whether an element has an attribute.
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
    public func attributeRange(_ node: Int, _ name: HTMLAttributeName) -> (start: Int, end: Int)? {
        guard has(node, name) else { return nil }
        for index in Int(starts[node])..<Int(ends[node]) where names[index] == name.rawValue {
            return (Int(attributes[index].valueStart), Int(attributes[index].valueEnd))
        }
        return nil
    }

    /// Whether an attribute's value is some word in small letters, as it stands in the page.
    public func attribute(_ node: Int, _ name: HTMLAttributeName, is word: StaticString) -> Bool {
        guard let (start, end) = attributeRange(node, name), end - start == word.utf8CodeUnitCount else { return false }
        let page = bytes.span
        return word.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where unsafe page[start + offset].asciiLowercased != wanted[offset] {
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
