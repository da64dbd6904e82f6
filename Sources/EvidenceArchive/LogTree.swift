internal import TextPrimitives

/// The Merkle tree over a custody log (RFC 6962, section 2.1, with SHA-256): its leaves are the log's lines without their line feeds.
///
/// A leaf is the digest of a zero byte and the line, a node that of a byte 1 and its two halves, so that every proof can be
/// checked with `sha256sum` alone.
public struct LogTree: Sendable {
    /// Digests of whole subtrees: of 1, 2, 4 … leaves each.
    private var levels: [[[UInt8]]] = [[]]

    /// The tree over the whole lines of a log.
    ///
    /// - Throws: ``ArchiveError`` with code `cannotRead`.
    /// - Complexity: O(*n*) in the log's bytes.
    public init(_ log: CustodyLog) throws(ArchiveError) {
        var leaves: [[UInt8]] = []
        try log.visitLines { _, line in leaves.append(LogTree.leaf(line)) }
        self.init(leaves: leaves)
    }

    /// The tree over some lines.
    init(lines: [[UInt8]]) { self.init(leaves: lines.map { LogTree.leaf($0[...]) }) }

    private init(leaves: [[UInt8]]) {
        levels = [leaves]
        while let last = levels.last, last.count > 1 {
            levels.append(
                stride(from: 0, to: last.count - 1, by: 2).map { LogTree.node(last[$0], last[$0 + 1]) })
        }
    }

    /// The number of leaves.
    public var count: Int { levels[0].count }

    static func leaf(_ line: ArraySlice<UInt8>) -> [UInt8] { Digest.bytes([0] + line) }
    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Digest.bytes([1] + left + right) }

    /// The digest of the first leaves, as hexadecimal digits; nil when there are not so many.
    ///
    /// - Complexity: O(log *n*) digests.
    public func root(of entries: Int) -> String? {
        guard entries >= 1, entries <= count else { return nil }
        return Digest.hexadecimal(hash(0, entries))
    }

    /// The largest power of two below a number above 1.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    private func hash(_ first: Int, _ end: Int) -> [UInt8] {
        let count = end - first
        if count & (count - 1) == 0, first % count == 0 {
            return levels[count.trailingZeroBitCount][first / count]
        }
        let half = LogTree.split(count)
        return LogTree.node(hash(first, first + half), hash(first + half, end))
    }

    /// The proof that an entry is in the log as it was at a later one; nil when there are no such entries.
    ///
    /// - Parameters:
    ///   - entry: The entry's number, from 1.
    ///   - line: Its line, without the line feed.
    ///   - entries: The number of the log's last entry.
    public func inclusion(of entry: Int, line: [UInt8], in entries: Int) -> LogProof? {
        guard entry >= 1, entry <= entries, let root = root(of: entries) else { return nil }
        var steps: [LogProof.Step] = []
        func walk(_ first: Int, _ end: Int) {
            guard end - first > 1 else { return }
            let half = first + LogTree.split(end - first)
            if entry - 1 < half {
                walk(first, half)
                steps.append(.init(side: .right, digest: Digest.hexadecimal(hash(half, end))))
            } else {
                walk(half, end)
                steps.append(.init(side: .left, digest: Digest.hexadecimal(hash(first, half))))
            }
        }
        walk(0, entries)
        return LogProof(
            kind: .inclusion(entry: entry, line: line), entries: entries, root: root,
            start: Digest.hexadecimal(levels[0][entry - 1]), steps: steps)
    }

    /// The proof that the log at an entry only goes on what it was at an earlier one; nil when there are no such entries.
    public func consistency(from old: Int, to entries: Int) -> LogProof? {
        guard old <= entries, let before = root(of: old), let root = root(of: entries) else { return nil }
        var steps: [LogProof.Step] = []
        var start: [UInt8] = []
        func walk(_ first: Int, _ end: Int, _ old: Int) {
            if old == end - first {
                start = hash(first, end)
                return
            }
            let half = LogTree.split(end - first)
            if old <= half {
                walk(first, first + half, old)
                steps.append(.init(side: .right, digest: Digest.hexadecimal(hash(first + half, end))))
            } else {
                walk(first + half, end, old - half)
                steps.append(.init(side: .left, digest: Digest.hexadecimal(hash(first, first + half))))
            }
        }
        walk(0, entries, old)
        return LogProof(
            kind: .consistency(entries: old, root: before), entries: entries, root: root,
            start: Digest.hexadecimal(start), steps: steps)
    }
}

/// A proof over the tree of a log, as a file of lines that a third person checks with `sha256sum`.
public struct LogProof: Sendable, Equatable {
    /// What is proven.
    public enum Kind: Sendable, Equatable {
        /// That a line is an entry of the log.
        case inclusion(entry: Int, line: [UInt8])
        /// That the log begins with what it was at an earlier entry.
        case consistency(entries: Int, root: String)
    }
    /// A digest to go on with.
    public struct Step: Sendable, Equatable {
        /// On which side of what is there the digest stands.
        public enum Side: String, Sendable {
            /// Before it; of a log that goes on, in the old and in the new tree.
            case left
            /// Behind it; of a log that goes on, in the new tree only.
            case right
        }
        /// On which side it stands.
        public var side: Side
        /// The digest, as hexadecimal digits.
        public var digest: String
    }
    /// What is proven.
    public var kind: Kind
    /// The number of the log's last entry.
    public var entries: Int
    /// The digest of the tree.
    public var root: String
    /// The digest that the steps begin with.
    public var start: String
    /// The digests to go on with, in order.
    public var steps: [Step]

    private static let inclusionHead = "wirekin proof: an entry is in the log"
    private static let consistencyHead = "wirekin proof: the log goes on"

    /// Whether a file begins as a proof does.
    public static func isProof(_ file: [UInt8]) -> Bool { file.starts(with: "wirekin proof: ".utf8) }

    /// The file.
    public var file: [UInt8] {
        var text: [UInt8] = []
        func add(_ name: String, _ value: some Sequence<UInt8>) {
            text += Array("\(name): ".utf8) + value + [10]
        }
        switch kind {
        case .inclusion(let entry, let line):
            text += Array("\(LogProof.inclusionHead)\nentry: \(entry)\nentries: \(entries)\n".utf8)
            add("line", line)
            add("leaf", start.utf8)
        case .consistency(let old, let root):
            text += Array("\(LogProof.consistencyHead)\nold entries: \(old)\nentries: \(entries)\n".utf8)
            add("old root", root.utf8)
            add("start", start.utf8)
        }
        for step in steps { add(step.side.rawValue, step.digest.utf8) }
        add("root", root.utf8)
        return text
    }

    init(kind: Kind, entries: Int, root: String, start: String, steps: [Step]) {
        (self.kind, self.entries, self.root, self.start, self.steps) = (kind, entries, root, start, steps)
    }

    /// Reads a file; nil when it is not just as ``file`` writes it.
    public init?(_ bytes: [UInt8]) {
        var fields: [(name: String, value: ArraySlice<UInt8>)] = []
        let lines = bytes.split(separator: 10)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex, line[colon + 1] == 0x20
            else { return nil }
            fields.append((String(decoding: line[..<colon], as: UTF8.self), line[(colon + 2)...]))
        }
        func text(_ name: String) -> String? {
            fields.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
        }
        guard let entries = text("entries").flatMap(Int.init), let root = text("root"),
            let start = text("leaf") ?? text("start")
        else { return nil }
        if let entry = text("entry").flatMap(Int.init), let line = fields.first(where: { $0.name == "line" })?.value {
            kind = .inclusion(entry: entry, line: Array(line))
        } else if let old = text("old entries").flatMap(Int.init), let before = text("old root") {
            kind = .consistency(entries: old, root: before)
        } else {
            return nil
        }
        (self.entries, self.root, self.start) = (entries, root, start)
        steps = fields.compactMap { field in
            Step.Side(rawValue: field.name).map {
                Step(side: $0, digest: String(decoding: field.value, as: UTF8.self))
            }
        }
        guard file == bytes else { return nil }
    }

    /// What is wrong with the proof by itself, or nil when it leads to its root.
    ///
    /// - Complexity: O(log *n*) digests.
    public var problem: String? {
        func bytes(_ digits: String) -> [UInt8]? { Digest.bytes(hexadecimal: digits) }
        guard var new = bytes(start), let root = bytes(root) else { return "it holds digests that are none" }
        var old = new
        let (first, isConsistency): (Int, Bool)
        switch kind {
        case .inclusion(let entry, let line):
            if LogTree.leaf(line[...]) != new { return "its line does not give its leaf" }
            (first, isConsistency) = (entry, false)
        case .consistency(let entries, _): (first, isConsistency) = (entries, true)
        }
        guard first >= 1, first <= entries, steps.count <= 128 else { return "it names entries that cannot be" }
        if LogProof.sides(first, entries, isConsistency) != steps.map(\.side) {
            return "its steps are not those of entry \(first) of \(entries)"
        }
        for step in steps {
            guard let digest = bytes(step.digest) else { return "it holds digests that are none" }
            switch step.side {
            case .left:
                new = LogTree.node(digest, new)
                old = LogTree.node(digest, old)
            case .right: new = LogTree.node(new, digest)
            }
        }
        if new != root { return "its steps do not lead to its root" }
        if case .consistency(_, let before) = kind, bytes(before) != old {
            return "its steps do not lead to its old root"
        }
        return nil
    }

    /// The sides of the steps of an entry, or of a log that goes on.
    private static func sides(_ first: Int, _ entries: Int, _ isConsistency: Bool) -> [Step.Side] {
        var sides: [Step.Side] = []
        var (first, count) = (first, entries)
        while isConsistency ? first != count : count > 1 {
            let half = 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
            if first <= half {
                sides.append(.right)
                count = half
            } else {
                sides.append(.left)
                first -= half
                count -= half
            }
        }
        return sides.reversed()
    }
}
