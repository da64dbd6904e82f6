public import DocumentModel
internal import TextPrimitives

/// A document as the search for equal texts and for candidates needs it, far from its text.
public struct KinSignature: Sendable {
    /// Its id.
    public var id: String
    /// The hash of its words and lines of boilerplate, the same for equal texts.
    public var key: UInt64
    /// The hash of all its lines.
    public var lines: UInt64
    /// The number of its words outside of boilerplate.
    public var words: Int
    /// The number of code points of its text.
    public var codePoints: Int
    /// What its page says.
    public var metadata: ReuseCorpus.Metadata
    /// The hashes of its sampled shingles, 40 bits each, ascending.
    public var shingles: [UInt64]

    /// Makes a signature.
    public init(
        id: String, key: UInt64, lines: UInt64, words: Int, codePoints: Int, metadata: ReuseCorpus.Metadata,
        shingles: [UInt64]
    ) {
        self.id = id
        self.key = key
        self.lines = lines
        self.words = words
        self.codePoints = codePoints
        self.metadata = metadata
        self.shingles = shingles
    }
}

/// Texts with the same words, one of which stands for all where they are compared with others.
public struct KinGroup: Sendable {
    /// The hash of their words and lines of boilerplate.
    public var key: UInt64
    /// The document that stands for them.
    public var representative: Int
    /// The members that links may be made to: all, or of too many the earliest only.
    public var members: [Int]
    /// The number of all members.
    public var size: Int

    /// Makes a group.
    public init(key: UInt64, representative: Int, members: [Int], size: Int) {
        self.key = key
        self.representative = representative
        self.members = members
        self.size = size
    }
}

/// Finds equal texts among signatures: all those of some keys, whatever there is of others.
///
/// - Parameter signatures: The signatures, in the order of their documents.
/// - Returns: The links between equal texts, and every group, also of one document, by its key; documents are told by their place
///   among the signatures.
/// - Complexity: O(*n* log *n*) in signatures.
public func equalTexts(_ signatures: [KinSignature]) -> (links: [KinLink], groups: [KinGroup]) {
    var corpus = ReuseCorpus()
    var groups = EqualTexts(capacity: signatures.count)
    var representatives: [Int] = []
    for (document, signature) in signatures.enumerated() {
        corpus.append(signature.metadata, codePoints: signature.codePoints)
        if groups.add(Int32(document), hash: signature.key, count: signature.words) { representatives.append(document) }
    }
    let replaced = groups.elect(by: signatures.map(\.lines))
    let new = Dictionary(replaced.map { (Int($0.old), Int($0.new)) }) { first, _ in first }
    let judge = PageJudge(corpus, signatures.map(\.id))
    var result: [KinGroup] = []
    for old in representatives {
        let representative = new[old] ?? old
        let size = groups.size(of: representative)
        // Beyond that only the earliest is linked, whatever it is compared with.
        let members =
            size > EqualTexts.pairLimit
            ? [groups.earliest(of: representative, judge)] : groups.members(of: representative).map { Int($0) }
        result.append(
            KinGroup(key: signatures[old].key, representative: representative, members: members, size: size))
    }
    result.sort { $0.key < $1.key }
    return (groups.links(judge), result)
}

/// The shingles of documents that fall into one range of hashes: what two documents share of them.
public struct ShingleRange: Sendable {
    private var keys: [UInt64] = []
    private var entries: [UInt64] = []

    /// The most documents of one range.
    public static let limit = ReuseCorpus.limit

    /// Makes an empty range.
    public init() {}

    /// The number of documents.
    public var count: Int { keys.count }

    /// Adds a document.
    ///
    /// - Parameters:
    ///   - key: The key of its group; each comes once.
    ///   - shingles: Those of its shingles that fall into the range, 40 bits each.
    public mutating func add(_ key: UInt64, _ shingles: some Sequence<UInt64>) {
        let number = UInt64(keys.count)
        keys.append(key)
        for shingle in shingles { entries.append(shingle << 24 | number) }
    }

    /// Calls a function with each document and what those of lower keys share with it; the range is empty then.
    ///
    /// - Parameter body: Takes the key of a document, then the keys and weights of others, in tenths of a shingle, 255 at most.
    /// - Complexity: As that of the whole search, for the shingles of the range.
    public mutating func forEachShare(_ body: (UInt64, [(key: UInt64, weight: UInt8)]) -> Void) {
        let keys = exchange(&self.keys, with: [])
        let order = CandidatePairs.rank(&entries, by: keys)
        let index = ShingleIndex(entries: &entries, count: keys.count)
        var shares: [(key: UInt64, weight: UInt8)] = []
        CandidatePairs.forEach(index, count: keys.count, atLeast: 1) { document, found, column in
            if found.isEmpty { return }
            shares.removeAll(keepingCapacity: true)
            for other in found {
                shares.append((keys[order[Int(other)]], UInt8(truncatingIfNeeded: column[Int(other)] & 0xFF)))
            }
            body(keys[order[document]], shares)
        }
    }

    /// The least weight of two documents over all ranges that makes them candidates.
    public static let leastWeight = Int(CandidatePairs.leastWeight)
}

/// What a comparison of some pairs tells; of short texts only all comparisons together tell which links stay.
public struct KinComparison: Sendable {
    /// Two short texts that are kin by their letters only, while no other is nearer.
    public struct Condition: Sendable {
        /// The key of the one.
        public var first: UInt64
        /// The key of the other.
        public var second: UInt64
        /// How alike they are.
        public var likeness: Double
        /// Makes a condition.
        public init(first: UInt64, second: UInt64, likeness: Double) {
            self.first = first
            self.second = second
            self.likeness = likeness
        }

        /// Whether it holds.
        ///
        /// - Parameter nearest: How alike a text and its nearest are, by the text's key.
        public func holds(_ nearest: (UInt64) -> Double?) -> Bool {
            NearestTexts.isNear(likeness, nearest(first) ?? 0, nearest(second) ?? 0)
        }
    }

    /// The links, with what must hold for those that do not stand by themselves.
    public var links: [(link: KinLink, condition: Condition?)]
    /// How alike each short text and the nearest of those compared here are, by keys, ascending.
    public var nearest: [(key: UInt64, likeness: Double)]
}

extension KinEngine {
    /// Compares pairs of a collection of which only some documents are here.
    ///
    /// - Parameters:
    ///   - pairs: Indexes of representatives, each pair once.
    ///   - groups: The groups that they stand for.
    ///   - boilerplate: What was read of the documents' lines.
    ///   - statistics: The counts of the collection.
    /// - Returns: What the whole run finds of these pairs.
    /// - Complexity: O(*n*) in bytes plus the verification of the pairs.
    public func compare(
        _ pairs: [(Int, Int)], _ groups: [KinGroup], _ boilerplate: Boilerplate, _ statistics: WordStatistics
    ) -> KinComparison {
        var equal = EqualTexts(capacity: corpus.count)
        for group in groups {
            equal.set(
                Int32(group.representative), hash: group.key, group.members.map { Int32($0) }, size: group.size)
        }
        let keys = equal.hashes
        let candidates = CandidatePairs(pairs, count: corpus.count).oriented(by: keys)
        var judge = DirectionJudge(corpus, ids, boilerplate, statistics)
        let (links, nearest) = verify(candidates, equal, boilerplate, &judge)
        var result = KinComparison(
            links: links.map { ($0, nil) }, nearest: nearest.nearest.map { (keys[Int($0.key)], $0.value) })
        result.nearest.sort { $0.key < $1.key }
        for pair in nearest.pairs {
            let condition = KinComparison.Condition(
                first: keys[Int(pair.first)], second: keys[Int(pair.second)], likeness: pair.likeness)
            for index in pair.links { result.links[index].condition = condition }
        }
        return result
    }
}

extension WordStatistics {
    /// Of how many of a collection's documents one is counted.
    public static func share(of count: Int) -> UInt64 { UInt64(max(1, count / sample)) }

    /// Counts the words of the documents of a sample.
    ///
    /// - Parameters:
    ///   - corpus: All documents of the sample, in order; others are left aside.
    ///   - boilerplate: What was read of their lines.
    ///   - count: How many documents the collection has.
    /// - Complexity: O(*n*) in the bytes of the sample.
    public init(sampleOf count: Int, _ corpus: ReuseCorpus, _ boilerplate: Boilerplate) {
        self.init(corpus, boilerplate, 0..<corpus.count, WordStatistics.share(of: count))
    }
}
