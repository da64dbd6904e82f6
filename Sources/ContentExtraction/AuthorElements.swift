internal import HTMLParsing
internal import TextPrimitives

/// The elements of a page that are marked as an author's: by a relation, a property, a class, an address.
struct AuthorElements {
    private let authors: PageAuthors
    private let tree: HTMLTree

    init(_ authors: PageAuthors) {
        self.authors = authors
        tree = authors.tree
    }

    /// By-lines by the kind of mark, those of the article's head first.
    struct Marked {
        var related: [String] = []
        var property: [String] = []
        var card: [String] = []
    }

    private static let most = 8

    /// The by-lines of the page.
    ///
    /// - Complexity: O(*n*) in the elements that name authors.
    func marked() -> Marked {
        var found: [(kind: WritableKeyPath<Marked, [String]>, node: Int, lines: [String])] = []
        var counts = [0, 0, 0]
        func take(_ kind: WritableKeyPath<Marked, [String]>, _ number: Int, _ node: Int) {
            guard counts[number] < AuthorElements.most else { return }
            let lines = lines(of: node)
            guard !lines.isEmpty, !authors.isElsewhere(node) else { return }
            counts[number] += 1
            found.append((kind, node, lines))
        }
        for node in authors.index.authored {
            if tree.tags[node] == PageAuthors.link, let rel = tree.attribute(node, .rel),
                rel.lowercased().words.contains("author")
            {
                take(\.related, 0, node)
            }
            if tree.attribute(node, .itemprop, is: "author") { take(\.property, 1, node) }
            if authors.index.isAuthorClass(node) { take(\.card, 2, node) }
        }
        // What stands behind the article names its authors only when nothing before its end does.
        let last = authors.body.last.map { authors.blocks[$0].node } ?? tree.count
        var result = Marked()
        for item in found where item.node <= last { result[keyPath: item.kind] += item.lines }
        for item in found where item.node > last && result[keyPath: item.kind].isEmpty {
            result[keyPath: item.kind] += item.lines
        }
        return result
    }

    /// The by-lines of an element: the names that it marks inside, the texts of its links, or all its words.
    private func lines(of node: Int) -> [String] {
        var named: [String] = []
        var linked: [String] = []
        for inner in tree.subtree(of: node).prefix(60).dropFirst() where tree.tags[inner] > 0 {
            if isName(inner), let text = text(inner, most: 6) ?? tree.attribute(inner, .content), !named.contains(text)
            {
                named.append(text)
            }
            if tree.tags[inner] == PageAuthors.link, let text = text(inner, most: 6), AuthorNames.isPerson(text),
                !linked.contains(text)
            {
                linked.append(text)
            }
        }
        let usable = named.filter { !AuthorNames.names(in: $0, outlet: authors.outlet).isEmpty }
        if !usable.isEmpty { return usable }
        if !linked.isEmpty { return linked }
        if let text = text(node, most: 8) { return [text] }
        // A longer line is taken when it names a person before it says more.
        guard let long = text(node, most: 40), let lead = AuthorNames.names(in: long, outlet: authors.outlet).first,
            AuthorNames.isPerson(lead)
        else { return [] }
        return [lead]
    }

    /// Whether an element inside a by-line marks the name itself.
    private func isName(_ node: Int) -> Bool {
        if tree.attribute(node, .itemprop, is: "name") { return true }
        guard let value = tree.attribute(node, .class) else { return false }
        return value.lowercased().words.contains { name in
            name == "fn" || name == "name" || name.hasSuffix("author-name") || name.hasSuffix("authorname")
                || name.hasSuffix("author__name") || name.hasSuffix("byline-name") || name.hasSuffix("writer-name")
        }
    }

    /// The steps of addresses, each with the slash behind it, by their first byte.
    private static let paths: [[[UInt8]]] = {
        var paths = [[[UInt8]]](repeating: [], count: 256)
        for path in AuthorLexicon.shared.all(.path) {
            let bytes = Array(path.utf8) + [UInt8(ascii: "/")]
            paths[Int(bytes[0])].append(bytes)
        }
        return paths
    }()

    /// The text of the first link to an author's page.
    ///
    /// - Complexity: O(*n*) in nodes and in the bytes of addresses.
    func addressed() -> [String] {
        for node in 0..<tree.count where tree.tags[node] == PageAuthors.link {
            guard let (start, end) = tree.attributeRange(node, .href), hasAuthorPath(start, end),
                let text = text(node, most: 8), !authors.isElsewhere(node)
            else { continue }
            return [text]
        }
        return []
    }

    /// Whether an address has a step such as "/author/".
    private func hasAuthorPath(_ start: Int, _ end: Int) -> Bool {
        let page = tree.bytes
        let bytes = page.span
        let paths = AuthorElements.paths
        var offset = start
        while offset + 1 < end {
            if bytes[offset] == UInt8(ascii: "/") {
                for path in paths[Int(bytes[offset + 1] | 0x20)] where offset + path.count < end {
                    var same = 0
                    while same < path.count, bytes[offset + 1 + same].asciiLowercased == path[same] { same += 1 }
                    if same == path.count { return true }
                }
            }
            offset += 1
        }
        return false
    }

    /// The text of an element when it is of so many words at most; nil when it is longer or has none.
    private func text(_ node: Int, most: Int) -> String? {
        var bytes: [UInt8] = []
        for inner in tree.subtree(of: node).prefix(60) where tree.tags[inner] == 0 {
            bytes += HTMLText.decoded(tree.bytes, Int(tree.starts[inner]), Int(tree.ends[inner]))
            bytes.append(0x20)
            if bytes.count > 400 { return nil }
        }
        let result = PageMetadata.collapsed(bytes)
        let words = result.words.count
        return (1...most).contains(words) ? result : nil
    }
}
