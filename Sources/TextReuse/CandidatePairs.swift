/// The pairs of documents that share enough sampled shingles, grouped so that a document's partners come together.
struct CandidatePairs: Sendable {
    /// The least weight of common sampled shingles that makes a pair a candidate, in tenths of a shingle.
    static let leastWeight: Int32 = 30

    /// The weight of a shingle that stands in so many documents, in tenths; one in many says little of two.
    @inline(__always)
    static func weight(_ length: Int) -> Int32 { length <= 6 ? 10 : length <= 20 ? 8 : length <= 64 ? 5 : 3 }

    /// The earlier documents that each document is to be compared with, one document after the other.
    private(set) var partners: [Int32] = []
    /// Where each document's partners begin; one more than there are documents.
    private(set) var starts: [Int32] = [0]

    /// Finds the pairs.
    ///
    /// - Complexity: O(*n* · *p*) in postings and their length, which is bounded by ``ShingleIndex/longPosting``.
    init(_ index: ShingleIndex, count: Int) {
        var weights = [Int32](repeating: 0, count: count)
        var touched = [Int32](repeating: 0, count: count)
        var found: [Int32] = []
        starts.reserveCapacity(count + 1)
        let postings = index.postings.span
        let postingStarts = index.postingStarts.span
        let postingsOfDocument = index.postingsOfDocument.span
        for document in 0..<count {
            var used = 0
            found.removeAll(keepingCapacity: true)
            do {
                var weights = weights.mutableSpan
                var touched = touched.mutableSpan
                for entry in Int(index.documentStarts[document])..<Int(index.documentStarts[document + 1]) {
                    let posting = Int(unsafe postingsOfDocument[unchecked: entry])
                    let start = Int(unsafe postingStarts[unchecked: posting])
                    let end = Int(unsafe postingStarts[unchecked: posting + 1])
                    let length = end - start
                    let weight = CandidatePairs.weight(length)
                    // A long posting links its documents to the first only.
                    let last = length > ShingleIndex.longPosting ? start + 1 : end
                    var position = start
                    while position < last {
                        let other = Int(unsafe postings[unchecked: position])
                        if other >= document { break }
                        let sum = unsafe weights[unchecked: other]
                        if sum == 0 {
                            unsafe touched[unchecked: used] = Int32(truncatingIfNeeded: other)
                            used += 1
                        }
                        unsafe weights[unchecked: other] = sum + weight
                        position += 1
                    }
                }
                for slot in 0..<used {
                    let other = touched[slot]
                    if weights[Int(other)] >= CandidatePairs.leastWeight { found.append(other) }
                    weights[Int(other)] = 0
                }
            }
            found.sort()
            partners.append(contentsOf: found)
            starts.append(Int32(partners.count))
        }
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

    /// The partners of a document.
    func partners(of document: Int) -> ArraySlice<Int32> { partners[Int(starts[document])..<Int(starts[document + 1])] }

    /// All documents with partners, those that hang together one after the other.
    ///
    /// - Complexity: O(*n* + *p*) in documents and pairs.
    func order() -> [Int32] {
        let count = starts.count - 1
        var parent = (0..<count).map { Int32($0) }
        func find(_ node: Int32) -> Int32 {
            var node = node
            while parent[Int(node)] != node {
                parent[Int(node)] = parent[Int(parent[Int(node)])]
                node = parent[Int(node)]
            }
            return node
        }
        for document in 0..<count {
            for partner in partners(of: document) {
                let (a, b) = (find(Int32(document)), find(partner))
                if a != b { parent[Int(max(a, b))] = min(a, b) }
            }
        }
        var sizes = [Int32](repeating: 0, count: count + 1)
        for document in 0..<count where starts[document] != starts[document + 1] {
            sizes[Int(find(Int32(document))) + 1] += 1
        }
        for index in 0..<count { sizes[index + 1] += sizes[index] }
        var result = [Int32](repeating: 0, count: Int(sizes[count]))
        for document in 0..<count where starts[document] != starts[document + 1] {
            let root = Int(find(Int32(document)))
            result[Int(sizes[root])] = Int32(document)
            sizes[root] += 1
        }
        return result
    }
}
