internal import TextPrimitives

/// The insertion modes of tables and of templates (section 13.2.6.4.9 to 18).
extension HTMLTreeConstructor {
    // MARK: Tables

    mutating func inTable(_ token: HTMLToken) {
        switch token.kind {
        case .characters, .reference, .null:
            let node = current
            if tree.nodes[Int(node)].namespace == .html,
                isIn(Tag.tableContext, name(node)) || name(node) == Tag.template
            {
                pendingTable = []
                originalMode = mode
                mode = .inTableText
                dispatch(token)
                return
            }
        case .comment:
            insertComment(token)
            return
        case .doctype: return
        case .startTag:
            switch token.name {
            case Tag.caption:
                clearStack(to: Tag.tableFlags)
                formatting.append(Formatting(node: -1))
                _ = insertElement(token)
                mode = .inCaption
                return
            case Tag.colgroup:
                clearStack(to: Tag.tableFlags)
                _ = insertElement(token)
                mode = .inColumnGroup
                return
            case Tag.col:
                clearStack(to: Tag.tableFlags)
                _ = insertPhantom(Tag.colgroup)
                mode = .inColumnGroup
                dispatch(token)
                return
            case Tag.tbody, Tag.tfoot, Tag.thead:
                clearStack(to: Tag.tableFlags)
                _ = insertElement(token)
                mode = .inTableBody
                return
            case Tag.td, Tag.th, Tag.tr:
                clearStack(to: Tag.tableFlags)
                _ = insertPhantom(Tag.tbody)
                mode = .inTableBody
                dispatch(token)
                return
            case Tag.table:
                guard has(Tag.table, within: Tag.tableScope) else { return }
                pop(through: Tag.table)
                resetMode()
                dispatch(token)
                return
            case Tag.style, Tag.script, Tag.template:
                inHead(token)
                return
            case Tag.input:
                if attribute(token, "type")?.lowercased() == "hidden" {
                    _ = insertElement(token, push: false)
                    return
                }
            case Tag.form:
                if hasTemplate || formElement >= 0 { return }
                formElement = insertElement(token, push: false)
                return
            default: break
            }
        case .endTag:
            switch token.name {
            case Tag.table:
                guard has(Tag.table, within: Tag.tableScope) else { return }
                pop(through: Tag.table)
                resetMode()
                return
            case Tag.body, Tag.caption, Tag.col, Tag.colgroup, Tag.html, Tag.tbody, Tag.td, Tag.tfoot, Tag.th,
                Tag.thead, Tag.tr:
                return
            case Tag.template:
                inHead(token)
                return
            default: break
            }
        case .end:
            inBody(token)
            return
        }
        isFostering = true
        inBody(token)
        isFostering = false
    }

    mutating func inTableText(_ token: HTMLToken) {
        switch token.kind {
        case .null: return
        case .characters, .reference: pendingTable.append(token)
        default:
            let pending = pendingTable
            pendingTable = []
            mode = originalMode
            if pending.allSatisfy({ isWhitespace($0) }) {
                for item in pending { insertText(item) }
            } else {
                isFostering = true
                for item in pending { inBody(item) }
                isFostering = false
            }
            dispatch(token)
        }
    }

    mutating func inCaption(_ token: HTMLToken) {
        if token.kind == .endTag && (token.name == Tag.caption || token.name == Tag.table)
            || token.kind == .startTag && isIn(Tag.tableParts, token.name)
        {
            guard has(Tag.caption, within: Tag.tableScope) else { return }
            generateImpliedEndTags()
            pop(through: Tag.caption)
            clearFormattingToMarker()
            mode = .inTable
            if token.name != Tag.caption || token.kind == .startTag { dispatch(token) }
            return
        }
        if token.kind == .endTag, token.name == Tag.body || token.name == Tag.html || isIn(Tag.tableParts, token.name) {
            return
        }
        inBody(token)
    }

    mutating func inColumnGroup(_ token: HTMLToken) {
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
            case Tag.col:
                _ = insertElement(token, push: false)
                return
            case Tag.template: inHead(token); return
            default: break
            }
        case .endTag:
            switch token.name {
            case Tag.colgroup:
                guard isHTML(current, Tag.colgroup) else { return }
                pop()
                mode = .inTable
                return
            case Tag.col: return
            case Tag.template: inHead(token); return
            default: break
            }
        case .end:
            inBody(token)
            return
        default: break
        }
        guard isHTML(current, Tag.colgroup) else { return }
        pop()
        mode = .inTable
        dispatch(token)
    }

    mutating func inTableBody(_ token: HTMLToken) {
        let (tfoot, thead) = (Tag.tfoot, Tag.thead)
        if token.kind == .startTag {
            switch token.name {
            case Tag.tr:
                clearStack(to: Tag.bodyFlags)
                _ = insertElement(token)
                mode = .inRow
                return
            case Tag.th, Tag.td:
                clearStack(to: Tag.bodyFlags)
                _ = insertPhantom(Tag.tr)
                mode = .inRow
                dispatch(token)
                return
            case Tag.caption, Tag.col, Tag.colgroup, Tag.tbody, tfoot, thead:
                leaveTableBody(token)
                return
            default: break
            }
        } else if token.kind == .endTag {
            switch token.name {
            case Tag.tbody, tfoot, thead:
                guard has(token.name, within: Tag.tableScope) else { return }
                clearStack(to: Tag.bodyFlags)
                pop()
                mode = .inTable
                return
            case Tag.table:
                leaveTableBody(token)
                return
            case Tag.body, Tag.caption, Tag.col, Tag.colgroup, Tag.html, Tag.td, Tag.th, Tag.tr: return
            default: break
            }
        }
        inTable(token)
    }

    private mutating func leaveTableBody(_ token: HTMLToken) {
        guard
            has(Tag.tbody, within: Tag.tableScope) || has(Tag.thead, within: Tag.tableScope)
                || has(Tag.tfoot, within: Tag.tableScope)
        else { return }
        clearStack(to: Tag.bodyFlags)
        pop()
        mode = .inTable
        dispatch(token)
    }

    mutating func inRow(_ token: HTMLToken) {
        let (tfoot, thead) = (Tag.tfoot, Tag.thead)
        if token.kind == .startTag {
            switch token.name {
            case Tag.th, Tag.td:
                clearStack(to: Tag.rowFlags)
                _ = insertElement(token)
                mode = .inCell
                formatting.append(Formatting(node: -1))
                return
            case Tag.caption, Tag.col, Tag.colgroup, Tag.tbody, tfoot, thead, Tag.tr:
                if leaveRow() { dispatch(token) }
                return
            default: break
            }
        } else if token.kind == .endTag {
            switch token.name {
            case Tag.tr:
                _ = leaveRow()
                return
            case Tag.table:
                if leaveRow() { dispatch(token) }
                return
            case Tag.tbody, tfoot, thead:
                guard has(token.name, within: Tag.tableScope) else { return }
                if leaveRow() { dispatch(token) }
                return
            case Tag.body, Tag.caption, Tag.col, Tag.colgroup, Tag.html, Tag.td, Tag.th: return
            default: break
            }
        }
        inTable(token)
    }

    private mutating func leaveRow() -> Bool {
        guard has(Tag.tr, within: Tag.tableScope) else { return false }
        clearStack(to: Tag.rowFlags)
        pop()
        mode = .inTableBody
        return true
    }

    mutating func inCell(_ token: HTMLToken) {
        let (tfoot, thead) = (Tag.tfoot, Tag.thead)
        if token.kind == .endTag {
            switch token.name {
            case Tag.td, Tag.th:
                guard has(token.name, within: Tag.tableScope) else { return }
                generateImpliedEndTags()
                pop(through: token.name)
                clearFormattingToMarker()
                mode = .inRow
                return
            case Tag.body, Tag.caption, Tag.col, Tag.colgroup, Tag.html: return
            case Tag.table, Tag.tbody, tfoot, thead, Tag.tr:
                guard has(token.name, within: Tag.tableScope) else { return }
                closeCell()
                dispatch(token)
                return
            default: break
            }
        } else if token.kind == .startTag, isIn(Tag.tableParts, token.name) {
            guard has(Tag.td, within: Tag.tableScope) || has(Tag.th, within: Tag.tableScope) else { return }
            closeCell()
            dispatch(token)
            return
        }
        inBody(token)
    }

    private mutating func closeCell() {
        generateImpliedEndTags()
        var index = open.count - 1
        while index >= 0, !isHTML(open[index], Tag.td), !isHTML(open[index], Tag.th) { index -= 1 }
        if index >= 0 { open.removeLast(open.count - max(1, index)) }
        clearFormattingToMarker()
        mode = .inRow
    }

    // MARK: Templates

    mutating func inTemplate(_ token: HTMLToken) {
        switch token.kind {
        case .characters, .reference, .null, .comment, .doctype: inBody(token)
        case .startTag:
            let next: Mode
            switch token.name {
            case Tag.caption, Tag.colgroup, Tag.tbody, Tag.tfoot, Tag.thead: next = .inTable
            case Tag.col: next = .inColumnGroup
            case Tag.tr: next = .inTableBody
            case Tag.td, Tag.th: next = .inRow
            default:
                if isIn(Tag.inHead, token.name) {
                    inHead(token)
                    return
                }
                next = .inBody
            }
            _ = templateModes.popLast()
            templateModes.append(next)
            mode = next
            dispatch(token)
        case .endTag: if token.name == Tag.template { inHead(token) }
        case .end:
            guard hasTemplate else {
                isDone = true
                return
            }
            pop(through: Tag.template)
            clearFormattingToMarker()
            _ = templateModes.popLast()
            resetMode()
            dispatch(token)
        }
    }
}
