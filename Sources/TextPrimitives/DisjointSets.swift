/// Numbers that are joined into sets, each known by its lowest member.
public struct DisjointSets: Sendable {
    @usableFromInline
    var parent: [Int32]

    /// Makes so many sets of one.
    public init(_ count: Int) { parent = (0..<count).map { Int32(truncatingIfNeeded: $0) } }

    /// The lowest member of the set that a number is in.
    ///
    /// - Complexity: O(log *n*) amortised: paths are halved as they are walked.
    @inlinable
    public mutating func find(_ member: Int) -> Int {
        var node = Int32(truncatingIfNeeded: member)
        while parent[Int(node)] != node {
            parent[Int(node)] = parent[Int(parent[Int(node)])]
            node = parent[Int(node)]
        }
        return Int(node)
    }

    /// Makes one set of two.
    @inlinable
    public mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (find(first), find(second))
        if one != other { parent[max(one, other)] = Int32(truncatingIfNeeded: min(one, other)) }
    }
}
