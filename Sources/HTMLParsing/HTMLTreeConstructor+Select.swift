internal import TextPrimitives

/// What the button of a select shows: a copy of the chosen option in its first `selectedcontent` (HTML standard, sections
/// 4.10.10 and 4.10.10.1, "maybe clone an option into selectedcontent").
extension HTMLTreeConstructor {
    /// The selects of a page that show their chosen option.
    struct SelectedContents {
        /// The first selectedcontent of each select.
        var places: [Int32: Int32] = [:]
        /// The option that each of those selects has chosen.
        var chosen: [Int32: Int32] = [:]
        /// How many nodes are copies.
        var copies = 0
    }

    /// Notes a selectedcontent that was just put in, and fills it when its select has chosen already.
    mutating func noteSelectedContent(_ node: Int32) {
        var select: Int32?
        var current = tree.nodes[Int(node)].parent
        while current > 0 {
            if isHTML(current, Tag.select) {
                // Within two selects it belongs to none.
                if select != nil { return }
                select = current
            } else if isHTML(current, Tag.option) || isHTML(current, Tag.selectedcontent) {
                return
            }
            current = tree.nodes[Int(current)].parent
        }
        guard let select, selected.places[select] == nil, !has(select, attribute: "multiple") else { return }
        selected.places[select] = node
        open.tracksOptions = true
        // The options that stand before it have been closed.
        var next = tree.nodes[Int(select)].first
        while next >= 0 {
            let item = tree.nodes[Int(next)]
            if isHTML(next, Tag.option) { choose(next, of: select) }
            if item.first >= 0 {
                next = item.first
                continue
            }
            var climbing = next
            while climbing != select, tree.nodes[Int(climbing)].next < 0 { climbing = tree.nodes[Int(climbing)].parent }
            if climbing == select { break }
            next = tree.nodes[Int(climbing)].next
        }
        if let option = selected.chosen[select] { copyChildren(of: option, into: node) }
    }

    /// Fills the selectedcontent of the selects whose chosen options have just been closed.
    mutating func fillSelectedContents() { fill(open.takeClosedOptions()) }

    /// At the end of a page its open options are closed.
    mutating func closeAllOptions() { fill(open.reversed().filter { isHTML($0, Tag.option) }) }

    private mutating func fill(_ options: [Int32]) {
        for option in options {
            var select = tree.nodes[Int(option)].parent
            while select > 0, !isHTML(select, Tag.select) { select = tree.nodes[Int(select)].parent }
            guard select > 0, let place = selected.places[select], choose(option, of: select) else { continue }
            copyChildren(of: option, into: place)
        }
    }

    /// Whether an option is the one that its select shows: the last that says so, else the first that can be chosen.
    @discardableResult
    private mutating func choose(_ option: Int32, of select: Int32) -> Bool {
        if !has(option, attribute: "selected") {
            guard selected.chosen[select] == nil, !has(option, attribute: "disabled"), !isList(select) else {
                return false
            }
            let parent = tree.nodes[Int(option)].parent
            if isHTML(parent, Tag.optgroup), has(parent, attribute: "disabled") { return false }
        }
        selected.chosen[select] = option
        return true
    }

    /// Whether a select shows several options at once, and so chooses none by itself.
    private func isList(_ select: Int32) -> Bool {
        guard let attribute = find("size", of: select) else { return false }
        let digits = tree.bytes[Int(attribute.valueStart)..<Int(attribute.valueEnd)].drop { $0.isASCIISpace }.prefix {
            $0.isASCIIDigit
        }
        return digits.prefix(9).reduce(0) { $0 * 10 + Int($1) - 0x30 } > 1
    }

    private func has(_ node: Int32, attribute name: String) -> Bool { find(name, of: node) != nil }

    private func find(_ name: String, of node: Int32) -> HTMLAttribute? {
        let item = tree.nodes[Int(node)]
        guard item.kind == .element else { return nil }
        for index in Int(item.start)..<Int(item.end) where attributeIs(tokenizer.attributes[index], name) {
            return tokenizer.attributes[index]
        }
        return nil
    }

    /// Puts copies of an option's children in the place of what a selectedcontent holds.
    ///
    /// A page of selects within options could ask for ever more copies: no more are made than it has nodes of its own.
    private mutating func copyChildren(of option: Int32, into place: Int32) {
        var sources: [(node: Int32, parent: Int32)] = []
        func push(_ parent: Int32, _ target: Int32) {
            var child = tree.nodes[Int(parent)].last
            while child >= 0 {
                sources.append((child, target))
                child = tree.nodes[Int(child)].previous
            }
        }
        while tree.nodes[Int(place)].first >= 0 { detach(tree.nodes[Int(place)].first) }
        push(option, place)
        let bound = tree.nodes.count - selected.copies + 1000
        while let (node, parent) = sources.popLast(), selected.copies < bound {
            var copy = tree.nodes[Int(node)]
            (copy.parent, copy.first, copy.last, copy.next, copy.previous) = (-1, -1, -1, -1, -1)
            let index = appendNode(copy, to: parent)
            selected.copies += 1
            push(node, index)
        }
    }
}
