internal import TextPrimitives

/// Tree construction of the HTML standard (section 13.2.6) with scripting off.
struct HTMLTreeConstructor {
    /// The most elements that can be open at once; deeper ones become siblings.
    static let depthLimit = 512

    enum Mode: UInt8 {
        case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, text, inTable, inTableText
        case inCaption, inColumnGroup, inTableBody, inRow, inCell, inTemplate, afterBody
        case inFrameset, afterFrameset, afterAfterBody, afterAfterFrameset
    }

    /// An entry of the list of active formatting elements; a negative node is a marker.
    struct Formatting {
        var node: Int32
    }

    var tree: HTMLDocument
    var tokenizer: HTMLTokenizer
    var mode = Mode.initial
    var originalMode = Mode.inBody
    var templateModes: [Mode] = []
    var open = OpenElements()
    var formatting: [Formatting] = []
    var headElement: Int32 = -1
    var formElement: Int32 = -1
    var isFramesetAllowed = true
    var isFostering = false
    var skipsNextLineFeed = false
    var pendingTable: [HTMLToken] = []
    /// The context element of a fragment, outside the tree.
    var context: Int32 = -1
    var isDone = false
    /// The standard's scripting flag: whether `noscript` is text that nobody sees.
    var isScripting = false
    /// ``Tag/sets``, at hand.
    let sets = Tag.sets
    /// The selects that show their chosen option.
    var selected = SelectedContents()
    /// Names of SVG elements with capitals, by their order of first use.
    var foreignNames: [String] = []

    init(_ bytes: [UInt8]) {
        tree = HTMLDocument(empty: bytes)
        tree.nodes.reserveCapacity(bytes.count / 20 + 16)
        tokenizer = HTMLTokenizer(bytes)
    }

    static func document(_ bytes: [UInt8], isScripting: Bool) -> HTMLDocument {
        var constructor = HTMLTreeConstructor(bytes)
        constructor.isScripting = isScripting
        return constructor.run()
    }

    static func fragment(_ bytes: [UInt8], context: String, namespace: HTMLDocument.Namespace) -> HTMLDocument {
        var constructor = HTMLTreeConstructor(bytes)
        constructor.beginFragment(context, namespace)
        return constructor.run()
    }

    private mutating func beginFragment(_ name: String, _ namespace: HTMLDocument.Namespace) {
        let atom = HTMLAtom.number(name)
        tree.nodes.append(HTMLDocument.Node(kind: .element, namespace: namespace, name: atom))
        context = Int32(tree.nodes.count - 1)
        if namespace == .html {
            switch name {
            case "title", "textarea": tokenizer.begin(.rcdata, lastStartTag: [])
            case "style", "xmp", "iframe", "noembed", "noframes": tokenizer.begin(.rawtext, lastStartTag: [])
            case "script": tokenizer.begin(.script, lastStartTag: [])
            case "plaintext": tokenizer.begin(.plaintext, lastStartTag: [])
            default: break
            }
        }
        let root = appendNode(HTMLDocument.Node(kind: .element, name: Tag.html), to: 0)
        open.append(root, Tag.html)
        if atom == Tag.template, namespace == .html { templateModes.append(.inTemplate) }
        resetMode()
        if atom == Tag.form, namespace == .html { formElement = context }
    }

    mutating func run() -> HTMLDocument {
        while !isDone {
            tokenizer.allowsCDATA = adjustedCurrentIsForeign
            let token = tokenizer.next()
            process(token)
            if open.hasClosedOptions { fillSelectedContents() }
        }
        if open.tracksOptions { closeAllOptions() }
        tree.attributes = tokenizer.attributes
        tree.addedNames += tokenizer.addedNames
        tree.foreignNames = foreignNames
        if context >= 0 {
            // The children of the root are the fragment.
            let root = open.first ?? tree.nodes[0].first
            if root >= 0 {
                tree.nodes[0].first = tree.nodes[Int(root)].first
                tree.nodes[0].last = tree.nodes[Int(root)].last
                var child = tree.nodes[0].first
                while child >= 0 {
                    tree.nodes[Int(child)].parent = 0
                    child = tree.nodes[Int(child)].next
                }
            }
        }
        return tree
    }

    // MARK: Nodes

    @inline(__always)
    func name(_ node: Int32) -> Int32 { tree.nodes[Int(node)].name }

    @inline(__always)
    func isHTML(_ node: Int32, _ name: Int32) -> Bool {
        tree.nodes[Int(node)].name == name && tree.nodes[Int(node)].namespace == .html
    }

    var current: Int32 { open[open.count - 1] }

    @inline(__always)
    func isIn(_ set: UInt32, _ atom: Int32) -> Bool { atom < HTMLAtom.fixed && sets[Int(atom)] & set != 0 }

    /// The current node, or the context of a fragment when only the root is open.
    @inline(__always)
    var adjustedCurrent: Int32 { context >= 0 && open.count == 1 ? context : (open.last ?? -1) }

    var adjustedCurrentIsForeign: Bool {
        let node = adjustedCurrent
        return node >= 0 && tree.nodes[Int(node)].namespace != .html
    }

    mutating func appendNode(_ node: HTMLDocument.Node, to parent: Int32) -> Int32 {
        let index = Int32(tree.nodes.count)
        tree.nodes.append(node)
        attach(index, to: parent, before: -1)
        return index
    }

    /// Puts a node under a parent, before a sibling or last.
    mutating func attach(_ node: Int32, to parent: Int32, before sibling: Int32) {
        tree.nodes[Int(node)].parent = parent
        let previous = sibling >= 0 ? tree.nodes[Int(sibling)].previous : tree.nodes[Int(parent)].last
        tree.nodes[Int(node)].previous = previous
        tree.nodes[Int(node)].next = sibling
        if previous >= 0 { tree.nodes[Int(previous)].next = node } else { tree.nodes[Int(parent)].first = node }
        if sibling >= 0 { tree.nodes[Int(sibling)].previous = node } else { tree.nodes[Int(parent)].last = node }
    }

    mutating func detach(_ node: Int32) {
        let item = tree.nodes[Int(node)]
        guard item.parent >= 0 else { return }
        if item.previous >= 0 {
            tree.nodes[Int(item.previous)].next = item.next
        } else {
            tree.nodes[Int(item.parent)].first = item.next
        }
        if item.next >= 0 {
            tree.nodes[Int(item.next)].previous = item.previous
        } else {
            tree.nodes[Int(item.parent)].last = item.previous
        }
        tree.nodes[Int(node)].parent = -1
        tree.nodes[Int(node)].next = -1
        tree.nodes[Int(node)].previous = -1
    }

    /// The contents of a template.
    mutating func content(of template: Int32) -> Int32 {
        var child = tree.nodes[Int(template)].first
        while child >= 0 {
            if tree.nodes[Int(child)].kind == .content { return child }
            child = tree.nodes[Int(child)].next
        }
        return template
    }

    /// Where the next node goes: the parent, and the sibling it stands before (-1 for last).
    ///
    /// This and other questions change nothing. They are declared as mutating because a method that is not is given a copy of
    /// the constructor, all its columns' headers, each time.
    mutating func insertionPlace(_ override: Int32 = -1) -> (parent: Int32, before: Int32) {
        let target = override >= 0 ? override : current
        if isFostering, tree.nodes[Int(target)].namespace == .html, isIn(Tag.tableContext, name(target)) {
            let lastTemplate = lastOpen(Tag.template)
            let lastTable = lastOpen(Tag.table)
            if let lastTemplate, lastTemplate > lastTable ?? -1 {
                return (content(of: open[lastTemplate]), -1)
            }
            guard let lastTable else { return (open[0], -1) }
            let table = open[lastTable]
            let parent = tree.nodes[Int(table)].parent
            if parent >= 0 { return (parent, table) }
            return (open[lastTable - 1], -1)
        }
        return isHTML(target, Tag.template) ? (content(of: target), -1) : (target, -1)
    }

    mutating func insertElement(
        _ token: HTMLToken, _ namespace: HTMLDocument.Namespace = .html, push: Bool = true, name: Int32? = nil
    ) -> Int32 {
        let place = insertionPlace()
        let index = Int32(tree.nodes.count)
        tree.nodes.append(
            HTMLDocument.Node(
                kind: .element, namespace: namespace, name: name ?? token.name, start: Int32(token.firstAttribute),
                end: Int32(token.lastAttribute)))
        attach(index, to: place.parent, before: place.before)
        // Bounded depth: too deep an element stays without children of its own.
        if push, open.count < HTMLTreeConstructor.depthLimit { open.append(index, name ?? token.name) }
        if namespace == .html, (name ?? token.name) == Tag.selectedcontent { noteSelectedContent(index) }
        if namespace == .html, (name ?? token.name) == Tag.template {
            _ = appendNode(HTMLDocument.Node(kind: .content), to: index)
        }
        return index
    }

    /// An element that the page does not write.
    mutating func insertPhantom(_ atom: Int32) -> Int32 {
        var token = HTMLToken()
        token.kind = .startTag
        token.name = atom
        return insertElement(token)
    }

    mutating func insertComment(_ token: HTMLToken, into parent: Int32? = nil) {
        let node = HTMLDocument.Node(kind: .comment, start: Int32(token.start), end: Int32(token.end))
        if let parent {
            _ = appendNode(node, to: parent)
        } else {
            let place = insertionPlace()
            let index = Int32(tree.nodes.count)
            tree.nodes.append(node)
            attach(index, to: place.parent, before: place.before)
        }
    }

    /// Inserts characters: next to a text that ends where they begin, they go on with it.
    mutating func insertText(_ token: HTMLToken) {
        let place = insertionPlace()
        if tree.nodes[Int(place.parent)].kind == .document { return }
        let isRaw = tokenizer.state != .data && tokenizer.state != .rcdata || token.isSelfClosing
        let kind: HTMLDocument.Kind = isRaw ? .rawText : .text
        let neighbour = place.before >= 0 ? tree.nodes[Int(place.before)].previous : tree.nodes[Int(place.parent)].last
        if neighbour >= 0, tree.nodes[Int(neighbour)].kind == kind, Int(tree.nodes[Int(neighbour)].end) == token.start {
            tree.nodes[Int(neighbour)].end = Int32(token.end)
            return
        }
        let index = Int32(tree.nodes.count)
        tree.nodes.append(HTMLDocument.Node(kind: kind, start: Int32(token.start), end: Int32(token.end)))
        attach(index, to: place.parent, before: place.before)
    }

    // MARK: The stack

    /// Pops the current node; the root stays, whatever a page closes.
    mutating func pop() { if open.count > 1 { open.popLast() } }

    /// Pops up to an element; nothing when it is not open, as one that was too deep to be opened.
    mutating func pop(through atom: Int32) {
        guard open.has(atom), let index = lastOpen(atom) else { return }
        open.removeLast(open.count - max(1, index))
    }

    /// The place of the last open element of a name.
    private mutating func lastOpen(_ atom: Int32) -> Int? {
        var index = open.count - 1
        while index >= 0, !isHTML(open[index], atom) { index -= 1 }
        return index < 0 ? nil : index
    }

    mutating func has(_ atom: Int32, within scope: UInt32) -> Bool {
        guard open.has(atom) else { return false }
        for index in stride(from: open.count - 1, through: 0, by: -1) {
            let node = open[index]
            if isHTML(node, atom) { return true }
            if isBoundary(node, scope) { return false }
        }
        return false
    }

    mutating func hasAny(_ flags: UInt32, within scope: UInt32) -> Bool {
        for index in stride(from: open.count - 1, through: 0, by: -1) {
            let node = open[index]
            if tree.nodes[Int(node)].namespace == .html, isIn(flags, name(node)) { return true }
            if isBoundary(node, scope) { return false }
        }
        return false
    }

    mutating func hasNode(_ wanted: Int32) -> Bool {
        for index in stride(from: open.count - 1, through: 0, by: -1) {
            let node = open[index]
            if node == wanted { return true }
            if isBoundary(node, Tag.scope) { return false }
        }
        return false
    }

    private mutating func isBoundary(_ node: Int32, _ scope: UInt32) -> Bool {
        let item = tree.nodes[Int(node)]
        switch item.namespace {
        case .html: return isIn(scope, item.name)
        // Table scope knows no foreign boundary.
        case .math:
            return !isTableScope(scope) && isMathTextPoint(node) || item.name == Tag.annotation && !isTableScope(scope)
        case .svg:
            return !isTableScope(scope)
                && (item.name == Tag.foreignObject || item.name == Tag.desc || item.name == Tag.title)
        }
    }

    private func isTableScope(_ scope: UInt32) -> Bool { scope == Tag.tableScope }

    mutating func isMathTextPoint(_ node: Int32) -> Bool {
        guard tree.nodes[Int(node)].namespace == .math else { return false }
        return isIn(Tag.mathText, name(node))
    }

    mutating func isHTMLPoint(_ node: Int32) -> Bool {
        let item = tree.nodes[Int(node)]
        if item.namespace == .svg {
            return item.name == Tag.foreignObject || item.name == Tag.desc || item.name == Tag.title
        }
        guard item.namespace == .math, item.name == Tag.annotation else { return false }
        for index in Int(item.start)..<Int(item.end) {
            let attribute = tokenizer.attributes[index]
            guard attributeIs(attribute, "encoding") else { continue }
            let value = String(
                decoding: tree.decoded(
                    Int(attribute.valueStart), Int(attribute.valueEnd), references: true, inAttribute: true),
                as: UTF8.self
            ).lowercased()
            return value == "text/html" || value == "application/xhtml+xml"
        }
        return false
    }

    func attributeIs(_ attribute: HTMLAttribute, _ wanted: String) -> Bool {
        let name = wanted.utf8
        guard Int(attribute.nameEnd - attribute.nameStart) == name.count else { return false }
        for (index, byte) in name.enumerated()
        where tree.bytes[Int(attribute.nameStart) + index].asciiLowercased != byte { return false }
        return true
    }

    func attribute(_ token: HTMLToken, _ wanted: String) -> String? {
        for index in token.firstAttribute..<token.lastAttribute where attributeIs(tokenizer.attributes[index], wanted) {
            let found = tokenizer.attributes[index]
            return String(
                decoding: tree.decoded(Int(found.valueStart), Int(found.valueEnd), references: true, inAttribute: true),
                as: UTF8.self)
        }
        return nil
    }

    /// Whether a template is open.
    var hasTemplate: Bool {
        mutating get { open.has(Tag.template) && lastOpen(Tag.template) != nil }
    }

    mutating func generateImpliedEndTags(except: Int32 = -1) {
        while open.count > 0, tree.nodes[Int(current)].namespace == .html, isIn(Tag.impliedEnd, name(current)),
            name(current) != except
        { pop() }
    }

    mutating func generateAllImpliedEndTags() {
        while open.count > 0, tree.nodes[Int(current)].namespace == .html, isIn(Tag.impliedEndThoroughly, name(current))
        {
            pop()
        }
    }

    mutating func closeParagraph() {
        generateImpliedEndTags(except: Tag.p)
        pop(through: Tag.p)
    }

    mutating func closeParagraphInButtonScope() {
        if has(Tag.p, within: Tag.buttonScope) { closeParagraph() }
    }

    mutating func clearStack(to flags: UInt32) {
        while open.count > 1 {
            if tree.nodes[Int(current)].namespace == .html, isIn(flags, name(current)) { return }
            pop()
        }
    }

    /// The insertion mode that the open elements call for (section 13.2.4.1).
    mutating func resetMode() {
        for index in open.indices.reversed() {
            let isLast = index == 0
            let node = isLast && context >= 0 ? context : open[index]
            guard tree.nodes[Int(node)].namespace == .html else {
                if isLast {
                    mode = .inBody
                    return
                }
                continue
            }
            switch name(node) {
            case Tag.td where !isLast, Tag.th where !isLast: mode = .inCell; return
            case Tag.tr: mode = .inRow; return
            case Tag.tbody, Tag.thead, Tag.tfoot: mode = .inTableBody; return
            case Tag.caption: mode = .inCaption; return
            case Tag.colgroup: mode = .inColumnGroup; return
            case Tag.table: mode = .inTable; return
            case Tag.template: mode = templateModes.last ?? .inBody; return
            case Tag.head where !isLast: mode = .inHead; return
            case Tag.body: mode = .inBody; return
            case Tag.frameset: mode = .inFrameset; return
            case Tag.html: mode = headElement < 0 ? .beforeHead : .afterHead; return
            default: break
            }
            if isLast {
                mode = .inBody
                return
            }
        }
    }
}
