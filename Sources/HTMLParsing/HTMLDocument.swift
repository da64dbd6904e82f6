internal import TextPrimitives

/// A parsed page: nodes are indexes into integer columns, text and values stay in the page's bytes.
///
/// Built by ``HTMLTreeConstructor`` as the HTML standard does; there are no node objects and nothing is recursive.
public struct HTMLDocument: Sendable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
        case document
        case element
        /// Text with character references in its bytes.
        case text
        /// Text whose bytes stand as they are, as in scripts.
        case rawText
        case comment
        case doctype
        /// The contents of a template.
        case content
    }

    /// The namespace of an element.
    public enum Namespace: UInt8, Sendable {
        case html
        case svg
        case math
    }

    /// A node.
    struct Node: Sendable {
        var kind: Kind
        var namespace: Namespace = .html
        /// The atom of an element's name.
        var name: Int32 = 0
        var parent: Int32 = -1
        var first: Int32 = -1
        var last: Int32 = -1
        var next: Int32 = -1
        var previous: Int32 = -1
        /// The bytes of a text, comment or doctype; the attributes of an element.
        var start: Int32 = 0
        var end: Int32 = 0
    }

    /// The page as UTF-8.
    public let bytes: [UInt8]
    var nodes: [Node] = [Node(kind: .document)]
    var attributes: [HTMLAttribute] = []
    var addedNames: [[UInt8]] = []
    /// Names of SVG elements with capitals.
    var foreignNames: [String] = []
    /// The parts of the doctype.
    var doctype: HTMLToken?
    /// Whether the page is shown in quirks mode.
    public internal(set) var isQuirky = false

    /// Parses a page (HTML standard, section 13.2).
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - isScripting: The standard's scripting flag. No script is ever run: it only makes `noscript` raw text, as it is
    ///     in the browsers that pages are written for.
    /// - Complexity: O(*n*) in bytes; open elements are bounded by ``HTMLTreeConstructor/depthLimit``.
    public init(_ bytes: [UInt8], isScripting: Bool = false) {
        self = HTMLTreeConstructor.document(bytes, isScripting: isScripting)
    }

    /// Parses a fragment in the context of an element (section 13.4).
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - context: The name of the context element.
    ///   - namespace: Its namespace.
    public init(fragment bytes: [UInt8], context: String, namespace: Namespace = .html) {
        self = HTMLTreeConstructor.fragment(bytes, context: context, namespace: namespace)
    }

    init(empty bytes: [UInt8]) { self.bytes = bytes }

    /// The number of nodes.
    public var count: Int { nodes.count }
    /// What a node is.
    public func kind(_ node: Int) -> Kind { nodes[node].kind }
    /// The namespace of an element.
    public func namespace(_ node: Int) -> Namespace { nodes[node].namespace }
    /// The parent of a node, -1 for none.
    public func parent(_ node: Int) -> Int { Int(nodes[node].parent) }
    /// The first child of a node, -1 for none.
    public func firstChild(_ node: Int) -> Int { Int(nodes[node].first) }
    /// The next sibling of a node, -1 for none.
    public func nextSibling(_ node: Int) -> Int { Int(nodes[node].next) }

    /// The name of an element.
    public func name(_ node: Int) -> String { name(atom: nodes[node].name) }

    func name(atom: Int32) -> String {
        if atom < HTMLAtom.fixed { return HTMLAtom.names[Int(atom)] }
        if atom >= HTMLAtom.fixed + 100_000 { return foreignNames[Int(atom - HTMLAtom.fixed) - 100_000] }
        return HTMLDocument.repaired(addedNames[Int(atom - HTMLAtom.fixed)])
    }

    /// Nulls become U+FFFD in names, values and comments.
    static func repaired(_ bytes: [UInt8]) -> String {
        guard bytes.contains(0) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        for byte in bytes { if byte == 0 { result += [0xEF, 0xBF, 0xBD] } else { result.append(byte) } }
        return String(decoding: result, as: UTF8.self)
    }

    /// A byte range as text: carriage returns as line feeds, nulls as U+FFFD, references replaced where asked.
    func decoded(_ start: Int, _ end: Int, references: Bool, inAttribute: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(end - start)
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x0D {
                result.append(0x0A)
                offset += offset + 1 < end && bytes[offset + 1] == 0x0A ? 2 : 1
            } else if byte == 0 {
                result += [0xEF, 0xBF, 0xBD]
                offset += 1
            } else if references, byte == UInt8(ascii: "&"),
                let (first, second, length) = HTMLEntities.shared.reference(
                    bytes, offset, end, inAttribute: inAttribute)
            {
                UTF8Text.append(first, to: &result)
                if second > 0 { UTF8Text.append(second, to: &result) }
                offset += length
            } else {
                result.append(byte)
                offset += 1
            }
        }
        return result
    }

    /// The text of a text node or comment.
    public func text(_ node: Int) -> String {
        let node = nodes[node]
        return String(decoding: decoded(Int(node.start), Int(node.end), references: node.kind == .text), as: UTF8.self)
    }

    /// The attributes of an element, in the order of the page: prefixed name and value.
    public func attributes(_ node: Int) -> [(name: String, value: String)] {
        guard nodes[node].kind == .element else { return [] }
        return (Int(nodes[node].start)..<Int(nodes[node].end)).map { index in
            let attribute = attributes[index]
            let name =
                attribute.adjusted >= 0
                ? ForeignNames.attributes[Int(attribute.adjusted)].written
                : HTMLDocument.repaired(bytes[Int(attribute.nameStart)..<Int(attribute.nameEnd)].map(\.asciiLowercased))
            let prefix = ["", "xlink ", "xml ", "xmlns "][Int(attribute.prefix)]
            let value = decoded(Int(attribute.valueStart), Int(attribute.valueEnd), references: true, inAttribute: true)
            return (prefix + name, String(decoding: value, as: UTF8.self))
        }
    }

    /// The tree in the form of the html5lib tests: one line a node, indented.
    public func dump(from root: Int = 0) -> String {
        var lines: [String] = []
        var pending = ""
        var pendingDepth = 0
        func flush() {
            if pending.isEmpty { return }
            lines.append("| " + String(repeating: "  ", count: pendingDepth) + "\"\(pending)\"")
            pending = ""
        }
        var stack: [(node: Int, depth: Int)] = []
        func push(_ parent: Int, _ depth: Int) {
            var children: [(Int, Int)] = []
            var child = nodes[parent].first
            while child >= 0 {
                children.append((Int(child), depth))
                child = nodes[Int(child)].next
            }
            stack += children.reversed()
        }
        push(root, 0)
        var lastParent = -1
        while let (node, depth) = stack.popLast() {
            let item = nodes[node]
            let indent = "| " + String(repeating: "  ", count: depth)
            if item.kind == .text || item.kind == .rawText {
                // Neighbouring texts are one.
                if !pending.isEmpty, Int(item.parent) != lastParent { flush() }
                pending += text(node)
                pendingDepth = depth
                lastParent = Int(item.parent)
                continue
            }
            flush()
            switch item.kind {
            case .element:
                let prefix = ["", "svg ", "math "][Int(item.namespace.rawValue)]
                lines.append(indent + "<\(prefix)\(name(node))>")
                for (name, value) in attributes(node).sorted(by: {
                    Array($0.name.utf16).lexicographicallyPrecedes(Array($1.name.utf16))
                }) {
                    lines.append(indent + "  \(name)=\"\(value)\"")
                }
            case .comment: lines.append(indent + "<!-- \(text(node)) -->")
            case .doctype: lines.append(indent + doctypeLine())
            case .content: lines.append(indent + "content")
            default: break
            }
            push(node, depth + 1)
        }
        flush()
        return lines.joined(separator: "\n")
    }

    private func doctypeLine() -> String {
        guard let doctype else { return "<!DOCTYPE >" }
        func part(_ start: Int, _ end: Int) -> String {
            start < 0 ? "" : String(decoding: decoded(start, end, references: false), as: UTF8.self)
        }
        let name =
            doctype.hasName ? HTMLDocument.repaired(bytes[doctype.start..<doctype.end].map(\.asciiLowercased)) : ""
        if doctype.publicStart < 0, doctype.systemStart < 0 { return "<!DOCTYPE \(name)>" }
        return
            "<!DOCTYPE \(name) \"\(part(doctype.publicStart, doctype.publicEnd))\" \"\(part(doctype.systemStart, doctype.systemEnd))\">"
    }
}

/// Names that foreign content writes otherwise than HTML does (HTML standard, section 13.2.6.5).
enum ForeignNames {
    /// Attributes by the lower-case name that a page may use.
    static let attributes: [(page: String, written: String, prefix: UInt8, isMath: Bool)] = {
        let svg =
            "attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan"
        var result: [(String, String, UInt8, Bool)] = svg.split(separator: " ").map {
            ($0.lowercased(), String($0), 0, false)
        }
        result.append(("definitionurl", "definitionURL", 0, true))
        for name in ["actuate", "arcrole", "href", "role", "show", "title", "type"] {
            result.append(("xlink:" + name, name, 1, false))
        }
        for name in ["lang", "space"] { result.append(("xml:" + name, name, 2, false)) }
        result.append(("xmlns", "xmlns", 3, false))
        result.append(("xmlns:xlink", "xlink", 3, false))
        return result
    }()

    private static let table: HashIndex = {
        var table = HashIndex(capacity: 256)
        for (index, entry) in attributes.enumerated() { table.set(StableHash.of(entry.page), Int32(index)) }
        return table
    }()

    /// The entry of an attribute's name, -1 for none.
    static func index(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int32 {
        table.value(StableHash.folded(bytes.span, start, end))
    }

    /// Elements of SVG by their lower-case names.
    static let elements: [String: String] = Dictionary(
        uniqueKeysWithValues:
            "altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient textPath"
            .split(separator: " ").map { ($0.lowercased(), String($0)) })
}
