internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// Updates that stand where a publication is told.
extension HTMLPage {
    /// Where the declared publication is the update written over it, the places that show that day show the update.
    mutating func withoutRepeatedUpdate() {
        let declared =
            metadata.published.map(\.value)
            + [metadata.declared("datePublished")].compactMap(\.self)
        let marked = evidence.filter { $0.hint == .published && $0.source == "time" }.map {
            String($0.evidence.words.last ?? "")
        }
        guard let update = (declared + marked).first(where: repeatsUpdate).flatMap(CivilDay.init(iso:)) else { return }
        for index in evidence.indices
        where evidence[index].bounds == DayBounds(update) && evidence[index].hint != .modified {
            evidence[index].hint = .modified
            evidence[index].note = "the moment of the last update"
        }
    }

    /// Whether a declared moment is that of the last update, while another place declares an earlier one.
    func repeatsUpdate(_ value: String) -> Bool {
        guard value.utf8.count >= 16, let day = CivilDay(iso: value) else { return false }
        let updates =
            metadata.modified.map(\.value)
            + [metadata.declared("dateModified")].compactMap(\.self)
        guard updates.contains(where: { $0.prefix(16) == value.prefix(16) }) else { return false }
        let others =
            metadata.published.map(\.value)
            + [metadata.declared("datePublished")].compactMap(\.self)
        return others.contains { CivilDay(iso: $0).map { $0 < day } ?? false }
    }

    /// Whether the words just before an element, in its parent, say that what follows is an update.
    func isLabelledAsUpdate(_ node: Int) -> Bool {
        var before: [UInt8] = []
        var child = tree.firstChildren[Int(tree.parents[node])]
        while child >= 0, Int(child) < node {
            if tree.tags[Int(child)] == 0 {
                before = HTMLText.decoded(tree.bytes, Int(tree.starts[Int(child)]), Int(tree.ends[Int(child)]))
            }
            child = tree.nextSiblings[Int(child)]
        }
        let words = Array(Folding.fold(PageMetadata.collapsed(Array(before.suffix(60)))).utf8)
        return LineLabels.shared.role(endingWith: words) == "modified"
    }
}
