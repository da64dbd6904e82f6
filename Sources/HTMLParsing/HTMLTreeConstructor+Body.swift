internal import TextPrimitives

/// The insertion mode of the body (section 13.2.6.4.7).
extension HTMLTreeConstructor {
    mutating func inBody(_ token: HTMLToken) {
        switch token.kind {
        case .null:
            // Plain text keeps its nulls as U+FFFD.
            if tokenizer.state == .plaintext {
                reconstructFormatting()
                insertText(token)
            }
        case .characters, .reference:
            reconstructFormatting()
            insertText(token)
            if isFramesetAllowed, !isWhitespace(token) { isFramesetAllowed = false }
        case .comment: insertComment(token)
        case .doctype: return
        case .startTag: startTagInBody(token)
        case .endTag: endTagInBody(token)
        case .end:
            if !templateModes.isEmpty { inTemplate(token) } else { isDone = true }
        }
    }

    private mutating func mergeAttributes(_ token: HTMLToken, into node: Int32) {
        guard token.lastAttribute > token.firstAttribute else { return }
        let item = tree.nodes[Int(node)]
        let merged = tokenizer.merge(Int(item.start)..<Int(item.end), token.firstAttribute..<token.lastAttribute)
        tree.nodes[Int(node)].start = Int32(merged.lowerBound)
        tree.nodes[Int(node)].end = Int32(merged.upperBound)
    }

    private mutating func startTagInBody(_ token: HTMLToken) {
        let name = token.name
        switch name {
        case Tag.html:
            if !hasTemplate { mergeAttributes(token, into: open[0]) }
        case Tag.body:
            guard open.count > 1, isHTML(open[1], Tag.body), !hasTemplate else { return }
            isFramesetAllowed = false
            mergeAttributes(token, into: open[1])
        case Tag.frameset:
            guard open.count > 1, isHTML(open[1], Tag.body), isFramesetAllowed else { return }
            detach(open[1])
            open.removeLast(open.count - 1)
            _ = insertElement(token)
            mode = .inFrameset
        case Tag.pre, Tag.listing:
            closeParagraphInButtonScope()
            _ = insertElement(token)
            skipsNextLineFeed = true
            isFramesetAllowed = false
        case Tag.form:
            let inTemplate = hasTemplate
            if formElement >= 0, !inTemplate { return }
            closeParagraphInButtonScope()
            let node = insertElement(token)
            if !inTemplate { formElement = node }
        case Tag.li: listItem(token, [Tag.li])
        case Tag.dd, Tag.dt: listItem(token, [Tag.dd, Tag.dt])
        case Tag.plaintext:
            closeParagraphInButtonScope()
            _ = insertElement(token)
            tokenizer.state = .plaintext
        case Tag.button:
            if has(Tag.button, within: Tag.scope) {
                generateImpliedEndTags()
                pop(through: Tag.button)
            }
            reconstructFormatting()
            _ = insertElement(token)
            isFramesetAllowed = false
        case Tag.a:
            for entry in formatting.reversed() {
                if entry.node < 0 { break }
                if isHTML(entry.node, Tag.a) {
                    let old = entry.node
                    adopt(Tag.a, token)
                    formatting.removeAll { $0.node == old }
                    open.removeAll(old)
                    break
                }
            }
            reconstructFormatting()
            pushFormatting(insertElement(token))
        case Tag.nobr:
            reconstructFormatting()
            if has(Tag.nobr, within: Tag.scope) {
                adopt(Tag.nobr, token)
                reconstructFormatting()
            }
            pushFormatting(insertElement(token))
        case Tag.applet, Tag.marquee, Tag.object:
            reconstructFormatting()
            _ = insertElement(token)
            formatting.append(Formatting(node: -1))
            isFramesetAllowed = false
        case Tag.table:
            if !tree.isQuirky { closeParagraphInButtonScope() }
            _ = insertElement(token)
            isFramesetAllowed = false
            mode = .inTable
        case Tag.area, Tag.br, Tag.embed, Tag.img, Tag.keygen, Tag.wbr:
            reconstructFormatting()
            _ = insertElement(token, push: false)
            isFramesetAllowed = false
        case Tag.input:
            if context >= 0, isHTML(context, Tag.select) { return }
            if has(Tag.select, within: Tag.scope) { pop(through: Tag.select) }
            reconstructFormatting()
            _ = insertElement(token, push: false)
            if attribute(token, "type")?.lowercased() != "hidden" { isFramesetAllowed = false }
        case Tag.param, Tag.source, Tag.track:
            _ = insertElement(token, push: false)
        case Tag.hr:
            closeParagraphInButtonScope()
            if has(Tag.select, within: Tag.scope) { generateImpliedEndTags() }
            _ = insertElement(token, push: false)
            isFramesetAllowed = false
        case Tag.image:
            var image = token
            image.name = Tag.img
            startTagInBody(image)
        case Tag.textarea:
            _ = insertElement(token)
            skipsNextLineFeed = true
            tokenizer.state = .rcdata
            originalMode = mode
            isFramesetAllowed = false
            mode = .text
        case Tag.xmp:
            closeParagraphInButtonScope()
            reconstructFormatting()
            isFramesetAllowed = false
            rawText(token, .rawtext)
        case Tag.iframe:
            isFramesetAllowed = false
            rawText(token, .rawtext)
        case Tag.noembed: rawText(token, .rawtext)
        case Tag.noscript where isScripting: rawText(token, .rawtext)
        case Tag.select:
            if context >= 0, isHTML(context, Tag.select) { return }
            if has(Tag.select, within: Tag.scope) {
                pop(through: Tag.select)
                return
            }
            reconstructFormatting()
            _ = insertElement(token)
            isFramesetAllowed = false
        case Tag.option:
            if has(Tag.select, within: Tag.scope) {
                generateImpliedEndTags(except: Tag.optgroup)
            } else if isHTML(current, Tag.option) {
                pop()
            }
            reconstructFormatting()
            _ = insertElement(token)
        case Tag.optgroup:
            if has(Tag.select, within: Tag.scope) {
                generateImpliedEndTags()
            } else if isHTML(current, Tag.option) {
                pop()
            }
            reconstructFormatting()
            _ = insertElement(token)
        case Tag.rb, Tag.rtc:
            if has(Tag.ruby, within: Tag.scope) { generateImpliedEndTags() }
            _ = insertElement(token)
        case Tag.rp, Tag.rt:
            if has(Tag.ruby, within: Tag.scope) { generateImpliedEndTags(except: Tag.rtc) }
            _ = insertElement(token)
        case Tag.math:
            reconstructFormatting()
            foreignElement(token, .math)
        case Tag.svg:
            reconstructFormatting()
            foreignElement(token, .svg)
        case Tag.caption, Tag.col, Tag.colgroup, Tag.frame, Tag.head, Tag.tbody, Tag.td, Tag.tfoot, Tag.th,
            Tag.thead, Tag.tr:
            return
        default:
            if isIn(Tag.inHead, name) {
                inHead(token)
            } else if isIn(Tag.closesParagraph, name) {
                closeParagraphInButtonScope()
                _ = insertElement(token)
            } else if isIn(Tag.headings, name) {
                closeParagraphInButtonScope()
                if tree.nodes[Int(current)].namespace == .html, isIn(Tag.headings, self.name(current)) { pop() }
                _ = insertElement(token)
            } else if isIn(Tag.formatting, name) {
                reconstructFormatting()
                pushFormatting(insertElement(token))
            } else {
                reconstructFormatting()
                _ = insertElement(token)
            }
        }
    }

    private mutating func listItem(_ token: HTMLToken, _ closes: [Int32]) {
        isFramesetAllowed = false
        for node in open.reversed() {
            if tree.nodes[Int(node)].namespace == .html, closes.contains(name(node)) {
                generateImpliedEndTags(except: name(node))
                pop(through: name(node))
                break
            }
            if isSpecial(node),
                !(tree.nodes[Int(node)].namespace == .html
                    && (name(node) == Tag.address || name(node) == Tag.div || name(node) == Tag.p))
            {
                break
            }
        }
        closeParagraphInButtonScope()
        _ = insertElement(token)
    }

    private mutating func endTagInBody(_ token: HTMLToken) {
        let name = token.name
        switch name {
        case Tag.template: inHead(token)
        case Tag.body, Tag.html:
            guard has(Tag.body, within: Tag.scope) else { return }
            mode = .afterBody
            if name == Tag.html { dispatch(token) }
        case Tag.form:
            if !hasTemplate {
                let node = formElement
                formElement = -1
                guard node >= 0, hasNode(node) else { return }
                generateImpliedEndTags()
                if let index = open.lastIndex(of: node) { open.remove(at: index) }
            } else {
                guard has(Tag.form, within: Tag.scope) else { return }
                generateImpliedEndTags()
                pop(through: Tag.form)
            }
        case Tag.p:
            if !has(Tag.p, within: Tag.buttonScope) { _ = insertPhantom(Tag.p) }
            closeParagraph()
        case Tag.li:
            guard has(Tag.li, within: Tag.listScope) else { return }
            generateImpliedEndTags(except: Tag.li)
            pop(through: Tag.li)
        case Tag.dd, Tag.dt:
            guard has(name, within: Tag.scope) else { return }
            generateImpliedEndTags(except: name)
            pop(through: name)
        case Tag.br:
            reconstructFormatting()
            var token = token
            token.firstAttribute = 0
            token.lastAttribute = 0
            _ = insertElement(token, push: false)
            isFramesetAllowed = false
        case Tag.applet, Tag.marquee, Tag.object:
            guard has(name, within: Tag.scope) else { return }
            generateImpliedEndTags()
            pop(through: name)
            clearFormattingToMarker()
        default:
            if isIn(Tag.headings, name) {
                guard hasAny(Tag.headings, within: Tag.scope) else { return }
                generateImpliedEndTags()
                while let last = open.popLast() {
                    if tree.nodes[Int(last)].namespace == .html, isIn(Tag.headings, self.name(last)) { break }
                }
            } else if isIn(Tag.formatting, name) {
                adopt(name, token)
            } else if isIn(Tag.blockEnd, name) {
                guard has(name, within: Tag.scope) else { return }
                generateImpliedEndTags()
                pop(through: name)
            } else {
                anyOtherEndTag(token)
            }
        }
    }
}
