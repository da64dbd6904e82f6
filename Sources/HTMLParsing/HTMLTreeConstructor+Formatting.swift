internal import TextPrimitives

/// The list of active formatting elements and the adoption agency (sections 13.2.4.3 and 13.2.6.4.7).
extension HTMLTreeConstructor {
    mutating func pushFormatting(_ node: Int32) {
        // An element that was too deep to be opened formats nothing after it.
        guard open.last == node else { return }
        // Noah's Ark: of four alike since the last marker the earliest goes.
        var alike: [Int] = []
        for index in formatting.indices.reversed() {
            let other = formatting[index].node
            if other < 0 { break }
            if isAlike(other, node) { alike.append(index) }
        }
        if alike.count >= 3 { formatting.remove(at: alike[alike.count - 1]) }
        formatting.append(Formatting(node: node))
    }

    private mutating func isAlike(_ first: Int32, _ second: Int32) -> Bool {
        let (a, b) = (tree.nodes[Int(first)], tree.nodes[Int(second)])
        guard a.name == b.name, a.namespace == b.namespace, a.end - a.start == b.end - b.start else { return false }
        if a.start == b.start { return true }
        func values(_ node: HTMLDocument.Node) -> [[UInt8]] {
            (Int(node.start)..<Int(node.end)).map { index in
                let item = tokenizer.attributes[index]
                return tree.bytes[Int(item.nameStart)..<Int(item.nameEnd)].map(\.asciiLowercased) + [0x3D]
                    + tree.decoded(Int(item.valueStart), Int(item.valueEnd), references: true, inAttribute: true)
            }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        return values(a) == values(b)
    }

    mutating func clearFormattingToMarker() {
        while let last = formatting.popLast(), last.node >= 0 {}
    }

    mutating func reconstructFormatting() {
        guard let last = formatting.last, last.node >= 0, !open.contains(last.node) else { return }
        var index = formatting.count - 1
        while index > 0 {
            let previous = formatting[index - 1].node
            if previous < 0 || open.contains(previous) { break }
            index -= 1
        }
        while index < formatting.count {
            let node = clone(formatting[index].node)
            let place = insertionPlace()
            attach(node, to: place.parent, before: place.before)
            if open.count < HTMLTreeConstructor.depthLimit { open.append(node, name(node)) }
            formatting[index].node = node
            index += 1
        }
    }

    mutating func clone(_ node: Int32) -> Int32 {
        let item = tree.nodes[Int(node)]
        tree.nodes.append(
            HTMLDocument.Node(
                kind: .element, namespace: item.namespace, name: item.name, start: item.start, end: item.end))
        return Int32(tree.nodes.count - 1)
    }

    /// The first place of an element among the active formatting elements.
    private mutating func placeInFormatting(_ node: Int32) -> Int? {
        for index in 0..<formatting.count where formatting[index].node == node { return index }
        return nil
    }

    /// The adoption agency algorithm (section 13.2.6.4.7).
    mutating func adopt(_ atom: Int32, _ token: HTMLToken) {
        if isHTML(current, atom), placeInFormatting(current) == nil {
            pop()
            return
        }
        for _ in 0..<8 {
            var position = formatting.count - 1
            while position >= 0 {
                let node = formatting[position].node
                if node < 0 { position = 0 } else if isHTML(node, atom) { break }
                position -= 1
            }
            guard position >= 0 else {
                anyOtherEndTag(token)
                return
            }
            let element = formatting[position].node
            guard let inStack = open.lastIndex(of: element) else {
                formatting.remove(at: position)
                return
            }
            guard hasNode(element) else { return }
            var furthestIndex = inStack + 1
            while furthestIndex < open.count, !isSpecial(open[furthestIndex]) { furthestIndex += 1 }
            guard furthestIndex < open.count else {
                open.removeLast(open.count - inStack)
                formatting.remove(at: position)
                return
            }
            let furthest = open[furthestIndex]
            let ancestor = open[inStack - 1]
            var bookmark = position
            var nodeIndex = furthestIndex
            var node = furthest
            var last = furthest
            var inner = 0
            // Elements below are taken out of the stack as they are met.
            while true {
                inner += 1
                nodeIndex -= 1
                node = open[nodeIndex]
                if node == element { break }
                var place = placeInFormatting(node)
                if inner > 3, let found = place {
                    formatting.remove(at: found)
                    if found < bookmark { bookmark -= 1 }
                    place = nil
                }
                guard let found = place else {
                    open.remove(at: nodeIndex)
                    continue
                }
                let copy = clone(node)
                formatting[found].node = copy
                open.replace(at: nodeIndex, with: copy)
                node = copy
                if last == furthest { bookmark = found + 1 }
                detach(last)
                attach(last, to: node, before: -1)
                last = node
            }
            detach(last)
            let wasFostering = isFostering
            isFostering = true
            let place = insertionPlace(ancestor)
            isFostering = wasFostering
            attach(last, to: place.parent, before: place.before)
            let copy = clone(element)
            // All children of the furthest block go to the copy.
            var child = tree.nodes[Int(furthest)].first
            while child >= 0 {
                let next = tree.nodes[Int(child)].next
                detach(child)
                attach(child, to: copy, before: -1)
                child = next
            }
            attach(copy, to: furthest, before: -1)
            if let old = placeInFormatting(element) {
                formatting.remove(at: old)
                if old < bookmark { bookmark -= 1 }
            }
            formatting.insert(Formatting(node: copy), at: min(bookmark, formatting.count))
            open.removeAll(element)
            if let index = open.firstIndex(of: furthest) { open.insert(copy, atom, at: index + 1) }
        }
    }

    mutating func isSpecial(_ node: Int32) -> Bool {
        let item = tree.nodes[Int(node)]
        switch item.namespace {
        case .html: return isIn(Tag.special, item.name)
        case .math: return isMathTextPoint(node) || item.name == Tag.annotation
        case .svg: return item.name == Tag.foreignObject || item.name == Tag.desc || item.name == Tag.title
        }
    }

    mutating func anyOtherEndTag(_ token: HTMLToken) {
        for index in open.indices.reversed() {
            let node = open[index]
            if isHTML(node, token.name) {
                generateImpliedEndTags(except: token.name)
                if open.count > index { open.removeLast(open.count - index) }
                return
            }
            if isSpecial(node) { return }
        }
    }
}
