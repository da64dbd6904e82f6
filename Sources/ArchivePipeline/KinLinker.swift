public import CorpusStore
internal import DocumentModel
internal import TextReuse

/// Keeps the links of a project's pages up to date.
///
/// A small project is linked anew with every addition. Of a larger one the store keeps what is needed to find the kin of new
/// pages among the old: the records of lines, the sampled shingles, the hashes of equal texts. Then an addition costs in
/// proportion to what is added, and gives the links that a full run over all pages gives. For that the counts of words are
/// those of the first pages of the log, up to the last of the numbers 4,096, 6,144, 8,192, 12,288 … that has been reached: an
/// addition that reaches the next of them is a full run.
public struct KinLinker {
    private let store: CorpusStore
    private let smallest: Int

    /// Makes a linker.
    ///
    /// - Parameters:
    ///   - store: The project's database.
    ///   - smallest: The number of articles from which on they are linked as they come.
    public init(_ store: CorpusStore, smallest: Int = 4_096) {
        self.store = store
        self.smallest = smallest
    }

    /// How links were found.
    public enum Update: Sendable {
        /// There were no new pages.
        case none
        /// In proportion to the new pages.
        case grown
        /// In a full run over all pages.
        case whole
    }

    /// Finds the links of the pages that have come since the last time.
    ///
    /// - Returns: How.
    /// - Throws: ``StoreError`` or a database error; then nothing is changed.
    /// - Complexity: In proportion to the new pages and what they touch; a full run below `smallest` articles and where the
    ///   counts of words are taken anew.
    @discardableResult
    public func update() throws -> Update {
        guard try store.hasUnlinkedPages() else { return .none }
        return try store.changeLinks { tables in
            var growth = KinGrowth(tables, background: background)
            let isGrown = try growth.run()
            if !isGrown { try linkAll(tables) }
            try writeMembers(tables)
            try tables.setLinked(tables.highest())
            return isGrown ? .grown : .whole
        }
    }

    /// Of how many of the first articles words are counted.
    private func background(_ count: Int) -> Int {
        var size = smallest
        if count < size { return count }
        while size * 2 <= count { size *= 2 }
        return size * 3 / 2 <= count ? size * 3 / 2 : size
    }

    /// Finds all links anew, and keeps what finds more of them.
    private func linkAll(_ tables: KinTables) throws {
        var pages = LinkedPages()
        try tables.visitArticles { pages.append($0) }
        let corpus = pages.corpus
        let boilerplate = Boilerplate(corpus)
        let background = background(corpus.count)
        let statistics = WordStatistics(corpus, boilerplate, first: background)
        try tables.removeLinks()
        try tables.forget()
        for link in KinEngine(corpus, ids: pages.ids).links(boilerplate, statistics) {
            try tables.insert(pages.stored(link))
        }
        if corpus.count < smallest { return }
        try tables.setState(.method, Array(String(KinEngine.method).utf8))
        try tables.setState(.background, Array(String(background).utf8))
        try tables.setState(.statistics, statistics.bytes)
        try tables.setState(.boilerplate, KinGrowth.bytes(boilerplate.maskedLines))
        try keepSketches(tables, pages, boilerplate)
        try keepLines(tables, pages, boilerplate)
    }

    /// Writes the hashes and the shingles of all pages, the shingles in their order.
    private func keepSketches(_ tables: KinTables, _ pages: LinkedPages, _ boilerplate: Boilerplate) throws {
        var seen: Set<UInt64> = []
        var entries: [UInt64] = []
        for document in 0..<pages.corpus.count {
            let sketch = KinSketch(of: document, in: pages.corpus, boilerplate)
            try tables.set(
                KinPage(number: pages.numbers[document], lines: boilerplate.wholes[document], words: sketch.words))
            guard let words = sketch.words, seen.insert(words).inserted else { continue }
            for shingle in sketch.shingles { entries.append(shingle << 24 | UInt64(document)) }
        }
        entries.sort()
        for entry in entries {
            try tables.insert(shingle: entry >> 24, page: pages.numbers[Int(entry & 0xFF_FFFF)])
        }
    }

    /// Writes the records of all lines, of each as many as are looked at.
    private func keepLines(_ tables: KinTables, _ pages: LinkedPages, _ boilerplate: Boilerplate) throws {
        var records: [(record: LineRecord, document: Int32)] = []
        for document in 0..<pages.corpus.count where boilerplate.isFirst[document] {
            for record in boilerplate.records(of: document) { records.append((record, Int32(document))) }
        }
        records.sort { $0.record < $1.record }
        var count = 0
        for (index, entry) in records.enumerated() {
            if index > 0, records[index - 1].record == entry.record { continue }
            count = index > 0 && records[index - 1].record.line == entry.record.line ? count + 1 : 1
            if count <= Boilerplate.recordLimit {
                try tables.insert(KinLine(entry.record, page: pages.numbers[Int(entry.document)]))
            }
        }
    }

    /// Writes which text each page carries, where that has changed.
    private func writeMembers(_ tables: KinTables) throws {
        let known = try tables.members()
        let members = try TextMembership.members(
            known.map(\.page), tables.joined(KinKind.same.rawValue, KinKind.reprint.rawValue))
        for (old, new) in zip(known, members) where old != new { try tables.set(new) }
    }
}
