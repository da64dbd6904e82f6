internal import DocumentModel
internal import TextPrimitives

/// Groups of texts whose words are all the same, found by hash and settled before anything is compared.
struct EqualTexts: Sendable {
    /// The members of each group with more than one, by representative.
    private var members: [Int32: [Int32]] = [:]
    /// The number of words of each grouped representative.
    private var lengths: [Int32: Int] = [:]
    /// The number of members of each group whose members are not all held.
    private var sizes: [Int32: Int] = [:]
    /// The earliest member of each group that was asked for.
    private var heads: [Int32: Int32] = [:]
    private var table: HashIndex
    /// The hash of each document that was added, the same for all of a group.
    private(set) var hashes: [UInt64]
    /// The most members of a group of which every one is linked to every earlier one.
    static let expansionLimit = 8

    /// The most links between the members of two groups of which every one is linked.
    static let pairLimit = expansionLimit * 2

    /// Makes an empty grouping.
    init(capacity: Int) {
        table = HashIndex(capacity: capacity)
        hashes = Array(repeating: 0, count: capacity)
    }

    /// Puts a document into its group.
    ///
    /// - Parameters:
    ///   - words: The words outside boilerplate.
    ///   - lines: A hash of the lines of boilerplate.
    /// - Returns: Whether it is the first of its group.
    /// - Complexity: O(*n*) in words.
    mutating func add(_ document: Int32, _ words: WordBuffer, lines: UInt64) -> Bool {
        add(document, hash: EqualTexts.hash(words, lines: lines), count: words.count)
    }

    /// Puts a document into its group.
    ///
    /// - Parameters:
    ///   - hash: That of ``hash(_:lines:)``.
    ///   - count: The number of its words.
    /// - Returns: As ``add(_:_:lines:)``.
    mutating func add(_ document: Int32, hash: UInt64, count: Int) -> Bool {
        hashes[Int(document)] = hash
        let known = table.value(hash)
        if known >= 0 {
            members[known, default: [known]].append(document)
            lengths[known] = count
            return false
        }
        table.set(hash, document)
        return true
    }

    /// Takes a group that is known.
    ///
    /// - Parameters:
    ///   - representative: The document that stands for it.
    ///   - group: Its members, or the earliest of them where there are too many to be asked for.
    ///   - size: How many there are.
    mutating func set(_ representative: Int32, hash: UInt64, _ group: [Int32], size: Int) {
        hashes[Int(representative)] = hash
        if size < 2 { return }
        sizes[representative] = size
        if group.count == size { members[representative] = group } else { heads[representative] = group.first }
    }

    /// Lets the lowest key say which member of each group stands for it, whatever the order in which they came.
    ///
    /// - Parameter keys: The same for members that differ in nothing.
    /// - Returns: Who stood for a group, and who does instead.
    mutating func elect(by keys: [UInt64]) -> [(old: Int32, new: Int32)] {
        var result: [(old: Int32, new: Int32)] = []
        for (old, group) in members {
            guard let new = group.min(by: { (keys[Int($0)], $0) < (keys[Int($1)], $1) }),
                keys[Int(new)] != keys[Int(old)]
            else { continue }
            result.append((old, new))
        }
        result.sort { $0.old < $1.old }
        for (old, new) in result {
            members[new] = members.removeValue(forKey: old)
            lengths[new] = lengths.removeValue(forKey: old)
        }
        return result
    }

    /// The hash by which documents with the same words and the same lines of boilerplate are known.
    static func hash(_ words: WordBuffer, lines: UInt64) -> UInt64 {
        // Four words at a time in two hashes, which need not wait for each other.
        var (one, two) = (lines ^ UInt64(words.count), 0x9e37_79b9_7f4a_7c15 as UInt64)
        let hashes = words.hashes.span
        var index = 0
        while index + 4 <= words.count {
            unsafe one = step(one, UInt64(hashes[unchecked: index]) << 32 | UInt64(hashes[unchecked: index &+ 1]))
            unsafe two = step(two, UInt64(hashes[unchecked: index &+ 2]) << 32 | UInt64(hashes[unchecked: index &+ 3]))
            index &+= 4
        }
        while index < words.count {
            one = step(one, UInt64(hashes[index]))
            index += 1
        }
        return step(one, two)
    }

    /// A hash with 64 bits more.
    @inline(__always)
    private static func step(_ hash: UInt64, _ bits: UInt64) -> UInt64 {
        let next = (hash ^ bits) &* 0xff51_afd7_ed55_8ccd
        return next ^ next >> 31
    }

    /// The links inside the groups: each member to those that came before it, the nearest first.
    func links(_ judge: PageJudge) -> [KinLink] {
        var result: [KinLink] = []
        for key in members.keys.sorted() {
            guard let group = members[key] else { continue }
            // Only the date can tell texts with the same words apart.
            let order = group.sorted { judge.isBefore(Int($0), Int($1)) }
            for (index, copy) in order.enumerated().dropFirst() {
                // Of a large group each is linked to the first and to the one before it, which for the second are one page.
                let origins =
                    group.count <= EqualTexts.expansionLimit || index == 1
                    ? order[..<index] : [order[0], order[index - 1]]
                for origin in origins {
                    let (isForward, certainty, reasons) = judge.weighEqual(Int(origin), Int(copy))
                    let (later, earlier) = isForward ? (copy, origin) : (origin, copy)
                    result.append(
                        KinLink(
                            copy: Int(later), origin: Int(earlier), kind: .same, score: 1, shared: lengths[key] ?? 0,
                            passages: [
                                SharedPassage(
                                    copy: 0..<Int(judge.corpus.codePointCounts[Int(later)]),
                                    origin: 0..<Int(judge.corpus.codePointCounts[Int(earlier)]))
                            ], direction: reasons, isConfident: certainty))
                }
            }
        }
        return result
    }

    /// The documents that a representative stands for, itself among them.
    func members(of representative: Int) -> [Int32] { members[Int32(representative)] ?? [Int32(representative)] }

    /// How many documents a representative stands for.
    func size(of representative: Int) -> Int {
        sizes[Int32(representative)] ?? members[Int32(representative)]?.count ?? 1
    }

    /// The earliest of the documents that a representative stands for.
    ///
    /// - Complexity: O(*n*) in them when it is asked for the first time, then O(1).
    mutating func earliest(of representative: Int, _ judge: PageJudge) -> Int {
        if let known = heads[Int32(representative)] { return Int(known) }
        let group = members(of: representative)
        let first = group.min { judge.isBefore(Int($0), Int($1)) } ?? Int32(representative)
        heads[Int32(representative)] = first
        return Int(first)
    }
}
