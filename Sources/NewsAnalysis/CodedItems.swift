internal import DocumentModel
internal import TextPrimitives

/// The events and claims of a whole collection, one line an item: `code --ledger`.
struct CodedItems: DocumentCollection {
    private var ledger = LedgerFilter()

    mutating func add(_ line: JSONLine) -> Bool {
        guard line.string("id") != nil, var document = try? Document(line, [.article, .time]) else { return false }
        CodeFilter.apply(&document)
        return ledger.add(document)
    }

    func write(to output: inout [UInt8]) { output += ledger.itemLines() }
}
