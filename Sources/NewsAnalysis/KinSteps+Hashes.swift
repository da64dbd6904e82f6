internal import DocumentModel
internal import TextPrimitives
internal import TextReuse

/// `kin groups`: equal texts, and the shingles of one of each.
struct KinGroupsStep: StageStep {
    static let name = "kin groups"
    static let abstract =
        "The signatures of a range to groups of equal texts, the links in them, and shingles by ranges."
    static let parameters: [StepParameter] = [.number("RANGES")]

    private let ranges: HashRanges
    private var blocks: RangeBlocks
    private var signatures: [KinSignature] = []

    init(_ values: [StepValue]) throws(StepFault) {
        ranges = HashRanges(count: try values[0].count())
        blocks = RangeBlocks("entries", ranges)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let line = StepLine(bytes, range, "signature", 3), let signature = KinSignature(try line.json(2)) else {
            throw .broken("lines of `kin sign` are expected")
        }
        signatures.append(signature)
    }

    mutating func finish(_ output: inout StepOutput) {
        signatures.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let (links, groups) = equalTexts(signatures)
        let ids = signatures.map(\.id)
        for link in links { output.put(KinLinkLine.bytes(link, nil, ids)) }
        for group in groups {
            output.put(
                Array("group\t\(group.key)\t".utf8)
                    + JSONValue.pairs([
                        "representative": .string(ids[group.representative]),
                        "members": .strings(group.members.map { ids[$0] }), "size": .int(group.size),
                    ]).text.utf8)
            write(signatures[group.representative], &output)
        }
        blocks.finish(&output)
        signatures = []
    }

    /// Writes shingles, those of a range together.
    private mutating func write(_ signature: KinSignature, _ output: inout StepOutput) {
        let shingles = signature.shingles
        var start = 0
        while start < shingles.count {
            let range = ranges.range(of: shingles[start] << 24)
            var end = start + 1
            while end < shingles.count, ranges.range(of: shingles[end] << 24) == range { end += 1 }
            blocks.append(to: range, &output) { bytes in
                RecordReader.append(signature.key, 8, to: &bytes)
                RecordReader.append(UInt64(end - start), 4, to: &bytes)
                for shingle in shingles[start..<end] { RecordReader.append(shingle, 5, to: &bytes) }
            }
            start = end
        }
    }
}

/// A link on its way to the others.
enum KinLinkLine {
    /// The link, its place among those of its copy, and what must hold for it.
    static func bytes(_ link: KinLink, _ condition: KinComparison.Condition?, _ ids: [String]) -> [UInt8] {
        let held = condition.map { "\($0.first) \($0.second) \($0.likeness.bitPattern)" } ?? "-"
        return Array("link\t\(KinOrder.place(link))\t\(held)\t".utf8) + link.json(ids: ids)
    }
}

/// `kin pair`: what documents share of the shingles of a range.
struct KinPairStep: StageStep {
    static let name = "kin pair"
    static let abstract = "The shingles of a range to what two documents share of them, by ranges of one of the two."
    static let parameters: [StepParameter] = [.number("RANGES")]

    private let ranges: HashRanges
    private var blocks: RangeBlocks
    private var shingles = ShingleRange()

    init(_ values: [StepValue]) throws(StepFault) {
        ranges = HashRanges(count: try values[0].count())
        blocks = RangeBlocks("shares", ranges)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        // The groups and links of the step before stand among the same lines.
        if StepLine(bytes, range, "group", 3) != nil || StepLine(bytes, range, "link", 4) != nil { return }
        guard let line = StepLine(bytes, range, "entries", 3) else {
            throw .broken("lines of `kin groups` are expected")
        }
        var reader = try line.records(2)
        var hashes: [UInt64] = []
        while !reader.isAtEnd {
            let key = try reader.number(8)
            let count = Int(try reader.number(4))
            hashes.removeAll(keepingCapacity: true)
            for _ in 0..<count { hashes.append(try reader.number(5)) }
            if shingles.count == ShingleRange.limit {
                throw .broken("more than \(ShingleRange.limit) documents share a range; use more ranges")
            }
            shingles.add(key, hashes)
        }
    }

    mutating func finish(_ output: inout StepOutput) {
        var blocks = exchange(&blocks, with: RangeBlocks("shares", HashRanges(count: 1)))
        var shingles = exchange(&shingles, with: ShingleRange())
        let ranges = ranges
        shingles.forEachShare { key, others in
            blocks.append(to: ranges.range(of: key), &output) { bytes in
                RecordReader.append(key, 8, to: &bytes)
                RecordReader.append(UInt64(others.count), 4, to: &bytes)
                for other in others {
                    RecordReader.append(other.key, 8, to: &bytes)
                    bytes.append(other.weight)
                }
            }
        }
        blocks.finish(&output)
    }
}

/// `kin candidates`: which documents share enough over all ranges of shingles.
struct KinCandidatesStep: StageStep {
    static let name = "kin candidates"
    static let abstract =
        "What documents share, all of a range of one of the two, to the pairs that are to be compared."
    static let parameters: [StepParameter] = []

    private var shares: [(first: UInt64, second: UInt64, weight: UInt8)] = []
    /// Beyond so many they are added up.
    private var limit = 1 << 22

    init(_ values: [StepValue]) {}

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let line = StepLine(bytes, range, "shares", 3) else { throw .broken("lines of `kin pair` are expected") }
        var reader = try line.records(2)
        while !reader.isAtEnd {
            let key = try reader.number(8)
            for _ in 0..<Int(try reader.number(4)) {
                shares.append((key, try reader.number(8), UInt8(truncatingIfNeeded: try reader.number(1))))
            }
        }
        if shares.count > limit {
            addUp()
            limit = max(limit, shares.count * 2)
        }
    }

    /// Leaves one share of each pair.
    private mutating func addUp() {
        shares.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        var kept = 0
        for index in shares.indices {
            let next = shares[index]
            if kept > 0, shares[kept - 1].first == next.first, shares[kept - 1].second == next.second {
                shares[kept - 1].weight = UInt8(min(255, Int(shares[kept - 1].weight) + Int(next.weight)))
            } else {
                shares[kept] = next
                kept += 1
            }
        }
        shares.removeLast(shares.count - kept)
    }

    mutating func finish(_ output: inout StepOutput) {
        addUp()
        for share in shares where Int(share.weight) >= ShingleRange.leastWeight {
            output.put("pair\t\(share.first)\t\(share.second)".utf8)
        }
        shares = []
    }
}

/// `kin buckets`: pairs of documents that hang together, in parts of a size.
struct KinBucketsStep: StageStep {
    static let name = "kin buckets"
    static let abstract = "All pairs to buckets of so many, with what hangs together in one where it fits."
    static let parameters: [StepParameter] = [.number("PAIRS")]

    private let size: Int
    private var pairs: [(first: UInt64, second: UInt64)] = []

    init(_ values: [StepValue]) throws(StepFault) { size = try values[0].count() }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ output: inout StepOutput) throws(StepFault) {
        guard let line = StepLine(bytes, range, "pair", 3) else {
            throw .broken("lines of `kin candidates` are expected")
        }
        pairs.append((try line.number(1), try line.number(2)))
    }

    mutating func finish(_ output: inout StepOutput) {
        pairs.sort { $0 < $1 }
        let components = KinComponents(pairs)
        var order = pairs.indices.map { (components.root(of: pairs[$0].first), $0) }
        order.sort { $0 < $1 }
        for (place, entry) in order.enumerated() {
            let pair = pairs[entry.1]
            output.put("compare\t\(place / size)\t\(pair.first)\t\(pair.second)".utf8)
        }
        pairs = []
    }
}

/// Which documents hang together by pairs.
struct KinComponents: Sendable {
    private let keys: [UInt64]
    private let roots: [Int]

    /// - Complexity: O(*n* log *n*) in pairs.
    init(_ pairs: [(first: UInt64, second: UInt64)]) {
        var all: [UInt64] = []
        all.reserveCapacity(2 * pairs.count)
        for pair in pairs {
            all.append(pair.first)
            all.append(pair.second)
        }
        all.sort()
        var kept: [UInt64] = []
        for key in all where kept.last != key { kept.append(key) }
        var sets = DisjointSets(kept.count)
        for pair in pairs {
            sets.join(KinComponents.index(of: pair.first, kept), KinComponents.index(of: pair.second, kept))
        }
        keys = kept
        roots = kept.indices.map { sets.find($0) }
    }

    private static func index(of key: UInt64, _ keys: [UInt64]) -> Int {
        var (low, high) = (0, keys.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The lowest of those that a document hangs together with.
    func root(of key: UInt64) -> Int { roots[KinComponents.index(of: key, keys)] }
}
