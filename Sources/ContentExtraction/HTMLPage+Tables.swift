internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// Tables of facts: the days in their cells are those of what the page tells of.
extension HTMLPage {
    private static let cells = HTMLTag.flags("td th")

    /// Whether a block lies in a cell of a table that has other cells: a table that lays out a page has one.
    func isInTable(_ block: PageBlock) -> Bool {
        var node = block.node
        var steps = 0
        while node > 0, steps < 6 {
            if HTMLPage.cells[Int(tree.tags[node])] {
                let row = Int(tree.parents[node])
                return isRowOfFacts(row)
            }
            node = Int(tree.parents[node])
            steps += 1
        }
        return false
    }

    /// Whether a row has two cells or more, of a few words each.
    private func isRowOfFacts(_ row: Int) -> Bool {
        let range = tree.subtree(of: row)
        guard range.count <= 60,
            range.count(where: { HTMLPage.cells[Int(tree.tags[$0])] && Int(tree.parents[$0]) == row }) >= 2
        else { return false }
        let words = range.reduce(0) { sum, node in
            sum
                + (tree.tags[node] == 0
                    ? BlockReader.words(tree.bytes, Int(tree.starts[node]), Int(tree.ends[node])) : 0)
        }
        return words <= 24
    }
}
