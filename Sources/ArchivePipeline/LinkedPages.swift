internal import CorpusStore
internal import DocumentModel
internal import TextPrimitives
internal import TextReuse

/// Articles as a corpus, with the numbers and ids of their pages; ascending by number.
struct LinkedPages {
    private(set) var corpus = ReuseCorpus()
    private(set) var numbers: [Int] = []
    private(set) var ids: [String] = []
    /// The place of each number.
    private(set) var index: [Int: Int] = [:]

    init() {}

    /// Reads some pages.
    init(_ tables: KinTables, _ numbers: some Sequence<Int>) throws {
        try tables.visitArticles(Array(numbers)) { append($0) }
    }

    /// Adds an article.
    mutating func append(_ article: KinArticle) {
        guard let line = try? JSONLine(article.line) else { return }
        let via = line.value("via")?.array.compactMap { $0["name"]?.string } ?? []
        corpus.append(
            Array(article.text.utf8),
            ReuseCorpus.Metadata(edtf: line.string("published"), outlet: line.string("outlet"), via: via))
        index[article.number] = numbers.count
        numbers.append(article.number)
        ids.append(article.id)
    }

    /// A link as the store keeps it.
    func stored(_ link: KinLink) -> StoredLink {
        StoredLink(
            copy: ids[link.copy], origin: ids[link.origin], kind: link.kind.rawValue, score: link.score,
            line: String(decoding: link.json(ids: ids), as: UTF8.self),
            numbers: (numbers[link.copy], numbers[link.origin]), place: KinOrder.place(link))
    }
}
