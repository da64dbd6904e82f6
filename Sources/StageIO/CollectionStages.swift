internal import NewsAnalysis
internal import TextPrimitives

/// The stages that need all documents before they print a line, from standard input to standard output.
public enum CollectionStages {
    /// Runs `ledger`: events of the world, one line each.
    ///
    /// - Returns: 0, or 3 when a line was left out.
    /// - Complexity: That of `LedgerFilter.lines()`.
    public static func ledger() -> Int32 {
        var filter = LedgerFilter()
        let status = CollectionInput.feed { line, _ in filter.add(line) }
        var output: [UInt8] = []
        for line in filter.lines() { output.append(contentsOf: (line.text + "\n").utf8) }
        StandardStreams.write(output)
        return status
    }

    /// Runs `code --ledger`: one line an event or claim; reports of one event carry one `cluster`.
    ///
    /// - Returns: 0, or 3 when a line was left out.
    /// - Complexity: That of `LedgerFilter.itemLines()`, and of coding each document.
    public static func codedItems() -> Int32 {
        var filter = LedgerFilter()
        let status = CollectionInput.feed { line, _ in
            guard let coded = CodeFilter.apply(line), let result = try? JSONLine(coded) else { return false }
            return filter.add(result)
        }
        StandardStreams.write(filter.itemLines())
        return status
    }
}
