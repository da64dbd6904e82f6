public import CorpusStore

extension Collection {
    /// The numbers of the pages that carry the text of a name; empty when there is none.
    ///
    /// - Parameters:
    ///   - name: A text such as `T3`, or a page that carries it, by its id, short name or digest or what they begin with.
    ///   - store: The store.
    /// - Throws: ``StoreError`` when the database cannot be read.
    public static func numbers(ofText name: String, in store: CorpusStore) throws -> [Int] {
        if let number = textNumber(name) {
            let found = try store.pages(ofText: number)
            if !found.isEmpty { return found.sorted() }
        }
        let pages = try numbers(matching: name, in: store)
        guard pages.count == 1, let text = try store.members(pages).first?.text else { return [] }
        return try store.pages(ofText: text).sorted()
    }

    /// The number of a text's name: 3 of `T3`.
    private static func textNumber(_ name: String) -> Int? {
        guard let first = name.utf8.first, first == UInt8(ascii: "T") || first == UInt8(ascii: "t") else { return nil }
        return Int(name.dropFirst()).flatMap { $0 > 0 && $0 < 1 << 40 ? $0 : nil }
    }
}
