internal import CorpusStore
internal import DocumentModel
internal import TextReuse

/// Links new pages to those of a collection, and links anew what they change among the old.
///
/// What a page adds may turn lines into boilerplate, which changes the words of the pages that hold them; a page with the words
/// of another joins its links; a shingle that one more page holds may weigh less for all of them. Pages touched in one of
/// these ways are compared again with all that share shingles with them, and no others: what is known of two untouched pages stands.
/// Of short texts the nearest are kin, so that one that comes near another is a reason to look at that one's neighbours too.
struct KinGrowth {
    private let tables: KinTables
    private let background: (Int) -> Int
    private var masked: [UInt64] = []
    private var isMasked: Set<UInt64> = []

    /// - Parameters:
    ///   - tables: The tables, within a transaction.
    ///   - background: Of how many of so many articles words are counted.
    init(_ tables: KinTables, background: @escaping (Int) -> Int) {
        self.tables = tables
        self.background = background
    }

    /// Links the new pages.
    ///
    /// - Returns: False when all pages must be linked anew: nothing is kept of them or by another method, the words are to be
    ///   counted again, or a line is boilerplate no longer; what is in the tables then is to be written anew.
    /// - Throws: A database error.
    mutating func run() throws -> Bool {
        let linked = try tables.linked()
        guard linked > 0,
            try number(.method) == KinEngine.method, let counted = try number(.background),
            let kept = try tables.state(.statistics), let statistics = WordStatistics(kept),
            let lines = try tables.state(.boilerplate)
        else { return false }
        let new = try tables.articles(behind: linked)
        guard background(try tables.pages() + new.count) == counted else { return false }
        let old = KinGrowth.numbers(lines)
        masked = old
        isMasked = Set(old)
        let added = try LinkedPages(tables, new)
        guard let touched = try learn(added) else { return false }
        try tables.setState(.boilerplate, KinGrowth.bytes(masked))
        let changed = try sketch(added, touched, old)
        try link(changed, statistics)
        return true
    }

    /// A state that is kept as digits.
    private func number(_ state: KinState) throws -> Int? {
        try tables.state(state).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    // MARK: Boilerplate

    /// Adds the records of new pages' lines.
    ///
    /// - Returns: The old pages whose boilerplate has changed; nil when that takes a full run to say.
    private mutating func learn(_ added: LinkedPages) throws -> Set<Int>? {
        let boilerplate = Boilerplate(added.corpus, masked: [])
        var records: [UInt64: [KinLine]] = [:]
        for document in 0..<added.corpus.count
        where try boilerplate.isFirst[document] && tables.pages(lines: boilerplate.wholes[document]).isEmpty {
            for record in boilerplate.records(of: document) {
                records[record.line, default: []].append(KinLine(record, page: added.numbers[document]))
            }
        }
        var touched: Set<Int> = []
        for line in records.keys.sorted() {
            let known = try tables.lines(line)
            let all = Set(known).union(records[line] ?? []).sorted { $0.record < $1.record }
            let kept = all.prefix(Boilerplate.recordLimit)
            let isBoilerplate = Boilerplate.isBoilerplate(kept.map(\.record)[...])
            if isMasked.contains(line) != isBoilerplate {
                // Which pages hold the line is known as long as there are few.
                if !isBoilerplate || known.count >= Boilerplate.recordLimit { return nil }
                masked.append(line)
                isMasked.insert(line)
                for record in known {
                    guard let page = try tables.page(record.page) else { continue }
                    touched.formUnion(try tables.pages(lines: page.lines))
                }
            }
            let (before, after) = (Set(known), Set(kept))
            for record in before.subtracting(after) { try tables.remove(record) }
            for record in after.subtracting(before) { try tables.insert(record) }
        }
        masked.sort()
        return touched
    }

    // MARK: Sketches

    /// What of the collection is to be compared again.
    private struct Changed {
        /// Pages whose links are found anew.
        var pages: Set<Int> = []
        /// Those among them that stand for all with the same words.
        var heads: [Int: KinSketch] = [:]
    }

    /// The pages that leave and join a posting.
    private struct Change {
        var removed: [Int] = []
        var added: [Int] = []
        /// Whether one that leaves was short: those that it was near may have another nearest now.
        var leavesShort = false
    }

    /// Writes the sketches of new pages and of those whose words have changed.
    private func sketch(_ added: LinkedPages, _ touched: Set<Int>, _ old: [UInt64]) throws -> Changed {
        // A page that leaves or joins others with the same words changes what stands for them.
        var known = touched
        for page in touched {
            if let words = try tables.page(page)?.words { known.formUnion(try tables.pages(words: words)) }
        }
        func joins(_ pages: LinkedPages) throws {
            let boilerplate = Boilerplate(pages.corpus, masked: masked)
            for document in 0..<pages.corpus.count {
                guard let words = KinSketch(of: document, in: pages.corpus, boilerplate).words else { continue }
                known.formUnion(try tables.pages(words: words))
            }
        }
        try joins(added)
        try joins(LinkedPages(tables, known))
        let pages = try LinkedPages(tables, known.union(added.numbers))
        let now = Boilerplate(pages.corpus, masked: masked)
        let before = Boilerplate(pages.corpus, masked: old)
        var result = Changed(pages: Set(pages.numbers))
        var changes: [UInt64: Change] = [:]
        var seen: Set<UInt64> = []
        var rows: [KinPage] = []
        for (document, number) in pages.numbers.enumerated() {
            let sketch = KinSketch(of: document, in: pages.corpus, now)
            rows.append(KinPage(number: number, lines: now.wholes[document], words: sketch.words))
            var shingles: Set<UInt64> = []
            if let words = sketch.words, seen.insert(words).inserted {
                result.heads[number] = sketch
                shingles = Set(sketch.shingles)
            }
            var previous: Set<UInt64> = []
            var wasShort = false
            if let words = try tables.page(number)?.words, try tables.pages(words: words).first == number {
                let sketch = KinSketch(of: document, in: pages.corpus, before)
                previous = Set(sketch.shingles)
                wasShort = sketch.isShort
            }
            for shingle in previous.subtracting(shingles) {
                changes[shingle, default: Change()].removed.append(number)
                if wasShort { changes[shingle]?.leavesShort = true }
            }
            for shingle in shingles.subtracting(previous) { changes[shingle, default: Change()].added.append(number) }
        }
        for row in rows { try tables.set(row) }
        let affected = try write(changes)
        try add(affected.subtracting(result.pages), to: &result)
        return result
    }

    /// Writes changed postings.
    ///
    /// - Returns: The pages of those that now say another thing of two pages.
    private func write(_ changes: [UInt64: Change]) throws -> Set<Int> {
        var affected: Set<Int> = []
        for shingle in changes.keys.sorted() {
            guard let change = changes[shingle] else { continue }
            let before = try tables.posting(shingle, limit: Posting.limit)
            for page in change.removed { try tables.remove(shingle: shingle, page: page) }
            for page in change.added { try tables.insert(shingle: shingle, page: page) }
            let after = try tables.posting(shingle, limit: Posting.limit)
            if change.leavesShort || Posting(before[...]) != Posting(after[...]) {
                affected.formUnion(before)
                affected.formUnion(try tables.posting(shingle))
            }
        }
        return affected
    }

    /// Adds pages that have not changed, but are to be compared again.
    private func add(_ heads: Set<Int>, to result: inout Changed) throws {
        let pages = try LinkedPages(tables, heads)
        let boilerplate = Boilerplate(pages.corpus, masked: masked)
        for (document, number) in pages.numbers.enumerated() {
            let sketch = KinSketch(of: document, in: pages.corpus, boilerplate)
            result.heads[number] = sketch
            result.pages.formUnion(try sketch.words.map { try tables.pages(words: $0) } ?? [number])
        }
    }

    // MARK: Links

    /// A head and one that it is to be compared with, the later first.
    private struct Pair: Hashable {
        let later: Int
        let earlier: Int

        init(_ one: Int, _ other: Int) { (later, earlier) = (max(one, other), min(one, other)) }
    }

    /// The pairs of heads with all that share enough with them.
    private func pairs(of heads: [Int: KinSketch]) throws -> Set<Pair> {
        var pairs: Set<Pair> = []
        for head in heads.keys.sorted() {
            var count = PartnerCount(of: head)
            for shingle in heads[head]?.shingles ?? [] {
                var documents = try tables.posting(shingle, limit: Posting.limit)
                let posting = Posting(documents[...])
                if documents.count == Posting.limit, posting.isHead(head) { documents = try tables.posting(shingle) }
                count.add(posting, documents)
            }
            for partner in count.partners { pairs.insert(Pair(head, partner)) }
        }
        return pairs
    }

    /// Pairs as indexes of documents.
    private func indexes(_ pairs: Set<Pair>, _ pages: LinkedPages) -> [(Int, Int)] {
        pairs.compactMap { pair in
            guard let later = pages.index[pair.later], let earlier = pages.index[pair.earlier] else { return nil }
            return (later, earlier)
        }
    }

    /// The heads that short ones are near to, themselves not among them.
    private func neighbours(of heads: [Int: KinSketch], _ statistics: WordStatistics) throws -> Set<Int> {
        let near = try pairs(of: heads.filter { $0.value.isShort })
        if near.isEmpty { return [] }
        let pages = try LinkedPages(tables, Set(near.flatMap { [$0.later, $0.earlier] }))
        let found = KinEngine(pages.corpus, ids: pages.ids).near(
            of: indexes(near, pages), masked: masked, statistics: statistics)
        return Set(found.flatMap { [pages.numbers[$0.0], pages.numbers[$0.1]] }).subtracting(heads.keys)
    }

    /// Finds the links of changed pages and writes them in place of those that they had.
    private func link(_ changed: Changed, _ statistics: WordStatistics) throws {
        var changed = changed
        // Whether a short text is another's nearest is known when all that are near either are compared.
        try add(neighbours(of: changed.heads, statistics), to: &changed)
        var compared = changed
        try add(neighbours(of: changed.heads, statistics), to: &compared)
        let pairs = try pairs(of: compared.heads)
        var needed = compared.pages
        for pair in pairs {
            for head in [pair.later, pair.earlier] where !needed.contains(head) {
                needed.formUnion(try tables.page(head)?.words.map { try tables.pages(words: $0) } ?? [head])
            }
        }
        let pages = try LinkedPages(tables, needed)
        let links = KinEngine(pages.corpus, ids: pages.ids).links(
            of: indexes(pairs, pages), masked: masked, statistics: statistics)
        for page in changed.pages.sorted() { try tables.removeLinks(of: page) }
        for link in links
        where changed.pages.contains(pages.numbers[link.copy]) || changed.pages.contains(pages.numbers[link.origin]) {
            try tables.insert(pages.stored(link))
        }
    }

    // MARK: Bytes

    /// Hashes as bytes, the lowest byte first.
    static func bytes(_ hashes: [UInt64]) -> [UInt8] {
        hashes.flatMap { hash in (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * UInt64($0))) } }
    }

    private static func numbers(_ bytes: [UInt8]) -> [UInt64] {
        stride(from: 0, to: bytes.count / 8 * 8, by: 8).map { start in
            (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
        }
    }
}
