internal import TextPrimitives

/// The insertion modes before and after the body, and the dispatcher (section 13.2.6).
extension HTMLTreeConstructor {
    private func onlyWhitespace(_ start: Int, _ end: Int) -> Bool {
        var offset = start
        while offset < end, HTMLTokenizer.isSpace(tree.bytes[offset]) { offset += 1 }
        return offset == end
    }

    func isWhitespace(_ token: HTMLToken) -> Bool {
        switch token.kind {
        case .reference: token.scalar < 0x80 && token.second == 0 && HTMLTokenizer.isSpace(UInt8(token.scalar))
        case .characters:
            onlyWhitespace(token.start, token.end)
        default: false
        }
    }

    /// Cuts leading white space off a run of characters; nil parts are empty.
    func split(_ token: HTMLToken) -> (space: HTMLToken?, rest: HTMLToken?) {
        guard token.kind == .characters else { return isWhitespace(token) ? (token, nil) : (nil, token) }
        var end = token.start
        while end < token.end, HTMLTokenizer.isSpace(tree.bytes[end]) { end += 1 }
        if end == token.start { return (nil, token) }
        if end == token.end { return (token, nil) }
        var (space, rest) = (token, token)
        space.end = end
        rest.start = end
        return (space, rest)
    }

    func isText(_ token: HTMLToken) -> Bool {
        token.kind == .characters || token.kind == .reference || token.kind == .null
    }

    /// Dispatches a token to the rules of the mode or of foreign content.
    mutating func process(_ token: HTMLToken) {
        var token = token
        if skipsNextLineFeed {
            skipsNextLineFeed = false
            if token.kind == .characters {
                if tree.bytes[token.start] == 0x0D, token.start + 1 < token.end, tree.bytes[token.start + 1] == 0x0A {
                    token.start += 2
                } else if tree.bytes[token.start] == 0x0A || tree.bytes[token.start] == 0x0D {
                    token.start += 1
                }
                if token.start >= token.end { return }
            } else if token.kind == .reference, token.scalar == 0x0A {
                return
            }
        }
        let node = adjustedCurrent
        if node < 0 || tree.nodes[Int(node)].namespace == .html || token.kind == .end
            || isMathTextPoint(node)
                && (isText(token)
                    || token.kind == .startTag && token.name != Tag.mglyph && token.name != Tag.malignmark)
            || tree.nodes[Int(node)].namespace == .math && name(node) == Tag.annotation && token.kind == .startTag
                && token.name == Tag.svg
            || isHTMLPoint(node) && (isText(token) || token.kind == .startTag)
        {
            dispatch(token)
        } else {
            foreign(token)
        }
    }

    mutating func dispatch(_ token: HTMLToken) {
        switch mode {
        case .initial: initial(token)
        case .beforeHTML: beforeHTML(token)
        case .beforeHead: beforeHead(token)
        case .inHead: inHead(token)
        case .inHeadNoscript: inHeadNoscript(token)
        case .afterHead: afterHead(token)
        case .inBody: inBody(token)
        case .text: textMode(token)
        case .inTable: inTable(token)
        case .inTableText: inTableText(token)
        case .inCaption: inCaption(token)
        case .inColumnGroup: inColumnGroup(token)
        case .inTableBody: inTableBody(token)
        case .inRow: inRow(token)
        case .inCell: inCell(token)
        case .inTemplate: inTemplate(token)
        case .afterBody: afterBody(token)
        case .inFrameset: inFrameset(token)
        case .afterFrameset: afterFrameset(token)
        case .afterAfterBody: afterAfterBody(token)
        case .afterAfterFrameset: afterAfterFrameset(token)
        }
    }

    // MARK: Before the head

    private mutating func initial(_ token: HTMLToken) {
        switch token.kind {
        case .comment: insertComment(token, into: 0)
        case .doctype:
            tree.doctype = token
            _ = appendNode(HTMLDocument.Node(kind: .doctype), to: 0)
            tree.isQuirky = HTMLQuirks.isQuirky(token, tree)
            mode = .beforeHTML
        default:
            guard let token = split(token).rest else { return }
            tree.isQuirky = true
            mode = .beforeHTML
            dispatch(token)
        }
    }

    private mutating func beforeHTML(_ token: HTMLToken) {
        switch token.kind {
        case .doctype: return
        case .comment:
            insertComment(token, into: 0)
            return
        case .startTag where token.name == Tag.html:
            let node = appendNode(
                HTMLDocument.Node(
                    kind: .element, name: Tag.html, start: Int32(token.firstAttribute), end: Int32(token.lastAttribute)),
                to: 0)
            open.append(node, Tag.html)
            mode = .beforeHead
            return
        case .endTag where !isIn(Tag.reopens, token.name): return
        default: break
        }
        guard let token = split(token).rest else { return }
        open.append(appendNode(HTMLDocument.Node(kind: .element, name: Tag.html), to: 0), Tag.html)
        mode = .beforeHead
        dispatch(token)
    }

    private mutating func beforeHead(_ token: HTMLToken) {
        switch token.kind {
        case .doctype: return
        case .comment:
            insertComment(token)
            return
        case .startTag where token.name == Tag.html:
            inBody(token)
            return
        case .startTag where token.name == Tag.head:
            headElement = insertElement(token)
            mode = .inHead
            return
        case .endTag where !isIn(Tag.reopens, token.name): return
        default: break
        }
        guard let token = split(token).rest else { return }
        headElement = insertPhantom(Tag.head)
        mode = .inHead
        dispatch(token)
    }

    // MARK: The head

    /// Begins an element whose text ends only with its own end tag.
    mutating func rawText(_ token: HTMLToken, _ state: HTMLTokenizer.State) {
        _ = insertElement(token)
        tokenizer.state = state
        originalMode = mode
        mode = .text
    }

    mutating func inHead(_ token: HTMLToken) {
        let (space, rest) = split(token)
        if let space { insertText(space) }
        guard let token = rest else { return }
        switch token.kind {
        case .comment:
            insertComment(token)
            return
        case .doctype: return
        case .startTag:
            switch token.name {
            case Tag.html: inBody(token); return
            case Tag.base, Tag.basefont, Tag.bgsound, Tag.link, Tag.meta:
                _ = insertElement(token, push: false)
                return
            case Tag.title: rawText(token, .rcdata); return
            case Tag.noscript where isScripting: rawText(token, .rawtext); return
            case Tag.noscript:
                _ = insertElement(token)
                mode = .inHeadNoscript
                return
            case Tag.noframes, Tag.style: rawText(token, .rawtext); return
            case Tag.script: rawText(token, .script); return
            case Tag.template:
                _ = insertElement(token)
                formatting.append(Formatting(node: -1))
                isFramesetAllowed = false
                mode = .inTemplate
                templateModes.append(.inTemplate)
                return
            case Tag.head: return
            default: break
            }
        case .endTag:
            switch token.name {
            case Tag.head:
                pop()
                mode = .afterHead
                return
            case Tag.template:
                guard hasTemplate else { return }
                generateAllImpliedEndTags()
                pop(through: Tag.template)
                clearFormattingToMarker()
                _ = templateModes.popLast()
                resetMode()
                return
            case Tag.body, Tag.html, Tag.br: break
            default: return
            }
        default: break
        }
        pop()
        mode = .afterHead
        dispatch(token)
    }

    private mutating func inHeadNoscript(_ token: HTMLToken) {
        let (space, rest) = split(token)
        if let space { inHead(space) }
        guard let token = rest else { return }
        switch token.kind {
        case .doctype: return
        case .comment: inHead(token); return
        case .startTag:
            switch token.name {
            case Tag.html: inBody(token); return
            case Tag.basefont, Tag.bgsound, Tag.link, Tag.meta, Tag.noframes, Tag.style:
                inHead(token)
                return
            case Tag.head, Tag.noscript: return
            default: break
            }
        case .endTag:
            if token.name == Tag.noscript {
                pop()
                mode = .inHead
                return
            }
            if token.name != Tag.br { return }
        default: break
        }
        pop()
        mode = .inHead
        dispatch(token)
    }

    private mutating func afterHead(_ token: HTMLToken) {
        let (space, rest) = split(token)
        if let space { insertText(space) }
        guard let token = rest else { return }
        switch token.kind {
        case .comment:
            insertComment(token)
            return
        case .doctype: return
        case .startTag:
            switch token.name {
            case Tag.html: inBody(token); return
            case Tag.body:
                _ = insertElement(token)
                isFramesetAllowed = false
                mode = .inBody
                return
            case Tag.frameset:
                _ = insertElement(token)
                mode = .inFrameset
                return
            case Tag.head: return
            default:
                if isIn(Tag.inHead, token.name) {
                    open.append(headElement, Tag.head)
                    inHead(token)
                    if let index = open.lastIndex(of: headElement) { open.remove(at: index) }
                    return
                }
            }
        case .endTag:
            if token.name == Tag.template {
                inHead(token)
                return
            }
            if !isIn(Tag.reopensBody, token.name) { return }
        default: break
        }
        _ = insertPhantom(Tag.body)
        mode = .inBody
        dispatch(token)
    }

    private mutating func textMode(_ token: HTMLToken) {
        switch token.kind {
        case .end:
            pop()
            mode = originalMode
            dispatch(token)
        case .endTag:
            pop()
            mode = originalMode
        default: insertText(token)
        }
    }

    // MARK: After the body

    private mutating func afterBody(_ token: HTMLToken) {
        let (space, rest) = split(token)
        if let space { inBody(space) }
        guard let token = rest else { return }
        switch token.kind {
        case .comment: insertComment(token, into: open[0]); return
        case .doctype: return
        case .startTag where token.name == Tag.html: inBody(token); return
        case .endTag where token.name == Tag.html:
            if context < 0 { mode = .afterAfterBody }
            return
        case .end:
            isDone = true
            return
        default: break
        }
        mode = .inBody
        dispatch(token)
    }

    private mutating func afterAfterBody(_ token: HTMLToken) {
        let (space, rest) = split(token)
        if let space { inBody(space) }
        guard let token = rest else { return }
        switch token.kind {
        case .comment: insertComment(token, into: 0); return
        case .doctype: return
        case .startTag where token.name == Tag.html: inBody(token); return
        case .end:
            isDone = true
            return
        default: break
        }
        mode = .inBody
        dispatch(token)
    }

    // MARK: Framesets

    /// The white space of a run, as framesets drop everything else.
    private mutating func insertSpaces(_ token: HTMLToken) {
        if token.kind == .reference {
            if isWhitespace(token) { insertText(token) }
            return
        }
        var start = token.start
        while start < token.end {
            guard HTMLTokenizer.isSpace(tree.bytes[start]) else {
                start += 1
                continue
            }
            var piece = token
            piece.start = start
            while start < token.end, HTMLTokenizer.isSpace(tree.bytes[start]) { start += 1 }
            piece.end = start
            insertText(piece)
        }
    }

    private mutating func inFrameset(_ token: HTMLToken) {
        switch token.kind {
        case .characters, .reference: insertSpaces(token)
        case .null, .doctype: return
        case .comment: insertComment(token)
        case .startTag:
            switch token.name {
            case Tag.html: inBody(token)
            case Tag.frameset: _ = insertElement(token)
            case Tag.frame: _ = insertElement(token, push: false)
            case Tag.noframes: inHead(token)
            default: return
            }
        case .endTag:
            guard token.name == Tag.frameset, open.count > 1 else { return }
            pop()
            if context < 0, !isHTML(current, Tag.frameset) { mode = .afterFrameset }
        case .end: isDone = true
        }
    }

    private mutating func afterFrameset(_ token: HTMLToken) {
        switch token.kind {
        case .characters, .reference: insertSpaces(token)
        case .null, .doctype: return
        case .comment: insertComment(token)
        case .startTag:
            if token.name == Tag.html { inBody(token) } else if token.name == Tag.noframes { inHead(token) }
        case .endTag: if token.name == Tag.html { mode = .afterAfterFrameset }
        case .end: isDone = true
        }
    }

    private mutating func afterAfterFrameset(_ token: HTMLToken) {
        switch token.kind {
        case .characters, .reference:
            reconstructFormatting()
            insertSpaces(token)
        case .null, .doctype: return
        case .comment: insertComment(token, into: 0)
        case .startTag:
            if token.name == Tag.html { inBody(token) } else if token.name == Tag.noframes { inHead(token) }
        case .endTag: return
        case .end: isDone = true
        }
    }
}
