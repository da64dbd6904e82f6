internal import CByteBlocks
internal import TextPrimitives

/// The pairs of documents that share enough sampled shingles, grouped so that a document's partners come together.
struct CandidatePairs: Sendable {
    /// The least weight of common sampled shingles that makes a pair a candidate, in tenths of a shingle.
    static let leastWeight: Int32 = 20

    /// The weight of a shingle that stands in so many documents, in tenths; one in many says little of two.
    @inline(__always)
    static func weight(_ length: Int) -> Int32 { length <= 6 ? 10 : length <= 20 ? 8 : length <= 64 ? 5 : 3 }

    /// The documents that each document is to be compared with, one document after the other; each pair stands once.
    private(set) var partners: [Int32] = []
    /// Where each document's partners begin; one more than there are documents.
    private(set) var starts: [Int32] = [0]

    /// Finds the pairs.
    ///
    /// - Complexity: O(*n* · *p*) in postings and their length, which is bounded by ``ShingleIndex/longPosting``.
    init(_ index: ShingleIndex, count: Int) {
        starts.reserveCapacity(count + 1)
        CandidatePairs.forEach(index, count: count, atLeast: CandidatePairs.leastWeight) { _, found, _ in
            partners.append(contentsOf: found)
            starts.append(Int32(partners.count))
        }
    }

    /// Counts what each document shares with those before it.
    ///
    /// - Parameters:
    ///   - index: The shingles of the documents, or of some of the hashes only.
    ///   - count: The number of documents.
    ///   - least: The least weight of pairs that are told.
    ///   - body: Takes each document, those before it that share enough with it, ascending, and a column in which the lower eight bits
    ///     at the place of each are the weight, 255 for any that is higher.
    static func forEach(
        _ index: ShingleIndex, count: Int, atLeast least: Int32, _ body: (Int, [Int32], Span<UInt32>) -> Void
    ) {
        index.withColumns { CandidatePairs.count(index, $0, $1, of: count, UInt32(least), body) }
    }

    private static func count(
        _ index: ShingleIndex, _ postings: Span<UInt32>, _ references: Span<UInt32>, of count: Int, _ enough: UInt32,
        _ body: (Int, [Int32], Span<UInt32>) -> Void
    ) {
        // For each document the one that it was last counted for, 24 bits, and the weight that the two share, 8 bits.
        var column = [UInt32](repeating: 0, count: count)
        var found: [Int32] = []
        let longCode = ShingleIndex.longCode
        for document in 0..<count {
            found.removeAll(keepingCapacity: true)
            let mark = UInt32(truncatingIfNeeded: document) << 8
            var sums = column.mutableSpan
            func add(_ other: Int, _ weight: UInt32, _ sums: inout MutableSpan<UInt32>) {
                let known = unsafe sums[unchecked: other]
                let sum = known & ~0xFF == mark ? known & 0xFF : 0
                let next = min(sum &+ weight, 0xFF)
                unsafe sums[unchecked: other] = mark | next
                if next >= enough, sum < enough { found.append(Int32(truncatingIfNeeded: other)) }
            }
            for entry in Int(index.documentStarts[document])..<Int(index.documentStarts[document + 1]) {
                let reference = unsafe references[unchecked: entry]
                // Postings lie anywhere: one that comes soon is asked for now.
                let soon = unsafe references[unchecked: min(entry &+ 16, references.count &- 1)]
                if soon & 63 < longCode {
                    unsafe postings.withUnsafeBufferPointer { column in
                        unsafe cbyteblocks_prefetch(
                            column.baseAddress.map { unsafe $0 + (Int(soon >> 6) << index.shift) })
                    }
                }
                let code = reference & 63
                if code >= longCode {
                    // A long posting links its documents to the first only.
                    add(Int(reference >> 6), code - longCode, &sums)
                    continue
                }
                let place = Int(reference >> 6) << index.shift
                let weight = unsafe postings[unchecked: place]
                for number in 1...Int(code) { add(Int(unsafe postings[unchecked: place &+ number]), weight, &sums) }
            }
            found.sort()
            body(document, found, column.span)
        }
    }

    /// Finds the pairs, with documents numbered by a key instead of their place, which decides who stands for a long posting;
    /// each pair is that of the document with the higher key.
    ///
    /// - Parameters:
    ///   - entries: The entries of all documents; taken.
    ///   - keys: A key of each document, another one for each that has entries.
    /// - Complexity: As that of ``init(_:count:)``, plus O(*n* log *n*) in documents and O(*n*) in entries.
    init(_ entries: inout [UInt64], rankedBy keys: [UInt64]) {
        let order = CandidatePairs.rank(&entries, by: keys)
        let ranked = CandidatePairs(ShingleIndex(entries: &entries, count: keys.count), count: keys.count)
        var pairs: [(Int, Int)] = []
        pairs.reserveCapacity(ranked.partners.count)
        for (rank, document) in order.enumerated() {
            for partner in ranked.partners(of: rank) { pairs.append((document, order[Int(partner)])) }
        }
        self.init(pairs, count: keys.count)
    }

    /// Numbers the documents of entries by their keys.
    ///
    /// - Returns: The documents in the order of their keys.
    /// - Complexity: O(*n* log *n*) in documents and O(*n*) in entries.
    static func rank(_ entries: inout [UInt64], by keys: [UInt64]) -> [Int] {
        let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        var ranks = [UInt32](repeating: 0, count: keys.count)
        for (rank, document) in order.enumerated() { ranks[document] = UInt32(truncatingIfNeeded: rank) }
        for index in entries.indices {
            let entry = entries[index]
            entries[index] = entry & ~0xFF_FFFF | UInt64(ranks[Int(entry & 0xFF_FFFF)])
        }
        return order
    }

    /// Takes pairs that are known.
    ///
    /// - Complexity: O(*p* log *p*) in pairs.
    init(_ pairs: [(Int, Int)], count: Int) {
        let sorted = pairs.sorted { $0 < $1 }
        var next = 0
        for document in 0..<count {
            while next < sorted.count, sorted[next].0 == document {
                partners.append(Int32(sorted[next].1))
                next += 1
            }
            starts.append(Int32(partners.count))
        }
    }

    /// The same pairs, each with the document of the higher key: who is compared with whom then does not hang on the order of
    /// input.
    ///
    /// - Complexity: O(*n* + *p*) in documents and pairs.
    func oriented(by keys: [UInt64]) -> CandidatePairs {
        var result: [(Int, Int)] = []
        result.reserveCapacity(partners.count)
        for document in keys.indices {
            for partner in partners(of: document) {
                let isHigher = keys[document] > keys[Int(partner)]
                result.append(isHigher ? (document, Int(partner)) : (Int(partner), document))
            }
        }
        return CandidatePairs(result, count: keys.count)
    }

    /// The partners of a document.
    func partners(of document: Int) -> ArraySlice<Int32> { partners[Int(starts[document])..<Int(starts[document + 1])] }

    /// All documents with partners, those that hang together one after the other.
    ///
    /// - Complexity: O(*n* + *p*) in documents and pairs.
    func order() -> [Int32] {
        let count = starts.count - 1
        var sets = DisjointSets(count)
        for document in 0..<count { for partner in partners(of: document) { sets.join(document, Int(partner)) } }
        var sizes = [Int32](repeating: 0, count: count + 1)
        for document in 0..<count where starts[document] != starts[document + 1] {
            sizes[sets.find(document) + 1] += 1
        }
        for index in 0..<count { sizes[index + 1] += sizes[index] }
        var result = [Int32](repeating: 0, count: Int(sizes[count]))
        for document in 0..<count where starts[document] != starts[document + 1] {
            let root = sets.find(document)
            result[Int(sizes[root])] = Int32(document)
            sizes[root] += 1
        }
        return result
    }
}
