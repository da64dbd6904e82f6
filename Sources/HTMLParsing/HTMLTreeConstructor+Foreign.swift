internal import TextPrimitives

/// The rules for foreign content: SVG and MathML (section 13.2.6.5).
extension HTMLTreeConstructor {
    // MARK: Foreign content

    mutating func foreign(_ token: HTMLToken) {
        switch token.kind {
        case .null: insertText(token)
        case .characters:
            insertText(token)
            if !isWhitespace(token) { isFramesetAllowed = false }
        case .reference:
            insertText(token)
            if !isWhitespace(token) { isFramesetAllowed = false }
        case .comment: insertComment(token)
        case .doctype: return
        case .end: dispatch(token)
        case .startTag:
            let breaks =
                isIn(Tag.breakout, token.name)
                || token.name == Tag.font
                    && (token.firstAttribute..<token.lastAttribute).contains { index in
                        ["color", "face", "size"].contains { attributeIs(tokenizer.attributes[index], $0) }
                    }
            if breaks {
                popForeign()
                dispatch(token)
                return
            }
            foreignElement(token, tree.nodes[Int(adjustedCurrent)].namespace)
        case .endTag:
            if token.name == Tag.br || token.name == Tag.p {
                popForeign()
                dispatch(token)
                return
            }
            var index = open.count - 1
            while index > 0 {
                let node = open[index]
                if tree.nodes[Int(node)].namespace == .html {
                    dispatch(token)
                    return
                }
                if foreignName(node) == tagName(token) {
                    open.removeLast(open.count - index)
                    return
                }
                index -= 1
            }
        }
    }

    private mutating func popForeign() {
        while open.count > 1, tree.nodes[Int(current)].namespace != .html, !isMathTextPoint(current),
            !isHTMLPoint(current)
        { pop() }
    }

    func tagName(_ token: HTMLToken) -> [UInt8] { tree.bytes[token.start..<token.end].map(\.asciiLowercased) }

    func foreignName(_ node: Int32) -> [UInt8] {
        let atom = name(node)
        if atom < HTMLAtom.fixed { return Array(HTMLAtom.names[Int(atom)].lowercased().utf8) }
        let index = Int(atom - HTMLAtom.fixed)
        let own = tokenizer.addedNames
        if index < own.count { return own[index] }
        return foreignNames.indices.contains(index - 100_000)
            ? Array(foreignNames[index - 100_000].lowercased().utf8) : []
    }

    mutating func foreignElement(_ token: HTMLToken, _ namespace: HTMLDocument.Namespace) {
        var name = token.name
        if namespace == .svg, name != Tag.svg {
            let written = String(decoding: tagName(token), as: UTF8.self)
            if let adjusted = ForeignNames.elements[written] { name = foreignAtom(adjusted) }
        }
        adjustAttributes(token, namespace)
        if token.isSelfClosing {
            _ = insertElement(token, namespace, push: false, name: name)
        } else {
            _ = insertElement(token, namespace, name: name)
        }
    }

    private mutating func foreignAtom(_ name: String) -> Int32 {
        let fixed = HTMLAtom.number(name)
        if fixed > 0 { return fixed }
        if let index = foreignNames.firstIndex(of: name) { return HTMLAtom.fixed + 100_000 + Int32(index) }
        foreignNames.append(name)
        return HTMLAtom.fixed + 100_000 + Int32(foreignNames.count - 1)
    }

    private mutating func adjustAttributes(_ token: HTMLToken, _ namespace: HTMLDocument.Namespace) {
        for index in token.firstAttribute..<token.lastAttribute {
            let item = tokenizer.attributes[index]
            let found = ForeignNames.index(tree.bytes, Int(item.nameStart), Int(item.nameEnd))
            guard found >= 0 else { continue }
            let entry = ForeignNames.attributes[Int(found)]
            if entry.prefix == 0, entry.isMath != (namespace == .math) { continue }
            tokenizer.rename(index, prefix: entry.prefix, name: Int16(found))
        }
    }
}
