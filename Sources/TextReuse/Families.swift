public import DocumentModel
internal import TextPrimitives

/// A family: texts that are the same or reprints of each other.
public struct TextFamily: Sendable {
    /// The texts of the family, each a group of documents with the same words, the root's first.
    public var texts: [[Int]]
    /// The document that stands at the head: the earliest copy held, as far as the reasons tell.
    public var root: Int
    /// The best link of each other document to the one it follows.
    public var links: [KinLink]

    /// All documents of the family.
    public var documents: [Int] { texts.flatMap { $0 } }
}

/// Builds families from links: joined by `same` and `reprint`, cut at excerpts and rewrites.
public enum Families {
    /// Groups documents.
    ///
    /// - Parameters:
    ///   - count: The number of documents.
    ///   - links: All links.
    /// - Returns: Every document in exactly one family, families in the order of their first document.
    /// - Complexity: O(*n* + *l* log *l*) in documents and links.
    public static func build(count: Int, links: [KinLink]) -> [TextFamily] {
        var (joined, same) = (DisjointSets(count), DisjointSets(count))
        for link in links where link.kind == .same || link.kind == .reprint {
            joined.join(link.copy, link.origin)
            if link.kind == .same { same.join(link.copy, link.origin) }
        }
        var inner: [Int: [KinLink]] = [:]
        for link in links where link.kind == .same || link.kind == .reprint {
            inner[joined.find(link.copy), default: []].append(link)
        }
        var members: [Int: [Int]] = [:]
        for document in 0..<count { members[joined.find(document), default: []].append(document) }
        return members.keys.sorted().map { key in
            family(members[key] ?? [key], inner[key] ?? [], &same)
        }
    }

    private static func family(_ documents: [Int], _ links: [KinLink], _ same: inout DisjointSets) -> TextFamily {
        // The root is the document that follows the fewest others; every other follows its best link.
        var incoming: [Int: Int] = [:]
        for link in links { incoming[link.copy, default: 0] += 1 }
        let root = documents.min { (incoming[$0] ?? 0, $0) < (incoming[$1] ?? 0, $1) } ?? documents[0]
        var best: [Int: KinLink] = [:]
        for link in links where link.copy != root && best[link.copy] == nil { best[link.copy] = link }
        var groups: [Int: [Int]] = [:]
        for document in documents { groups[same.find(document), default: []].append(document) }
        let rootGroup = same.find(root)
        let order = groups.keys.sorted { ($0 == rootGroup ? -1 : $0) < ($1 == rootGroup ? -1 : $1) }
        return TextFamily(
            texts: order.map { key in (groups[key] ?? []).sorted { ($0 == root ? -1 : $0) < ($1 == root ? -1 : $1) } },
            root: root,
            links: documents.compactMap { best[$0] })
    }
}
