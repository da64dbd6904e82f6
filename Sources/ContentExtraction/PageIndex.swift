internal import HTMLParsing
internal import TextPrimitives

/// What the elements of a page say of themselves, gathered in one walk: the marks of their classes, and by kind the elements
/// that the readers of fields ask for, so that each looks at a few and not at all.
final class PageIndex: Sendable {
    /// The page.
    let tree: HTMLTree
    /// The marks of each node by its class, id, role and property.
    private let marksOfNodes: [ClassTokens.Marks]
    /// Elements of the page's head: meta, link, title, html, script.
    let heads: [Int]
    /// Scripts with contents.
    let scripts: [Int]
    /// Elements that give a date: time elements and properties.
    let dated: [Int]
    /// Elements with a title or a moment among their attributes.
    let titled: [Int]
    /// Elements that may name an author by relation, property or class.
    let authored: [Int]
    /// Those of them whose class names an author.
    private let authorClasses: Set<Int>
    /// The headings of the first rank.
    let headlines: [Int]
    /// The article elements.
    let articles: [Int]
    /// Hidden elements of any kind.
    let hidden: [Int]

    /// What the walk makes of a tag.
    private enum Part: UInt8 {
        case none, head, script, time, article, headline, link
    }

    private static let parts: [Part] = {
        var parts = [Part](repeating: .none, count: 256)
        for name in ["meta", "link", "title", "html"] { parts[Int(HTMLTag.number(name))] = .head }
        parts[Int(HTMLTag.number("script"))] = .script
        parts[Int(HTMLTag.number("time"))] = .time
        parts[Int(HTMLTag.number("article"))] = .article
        parts[Int(HTMLTag.number("h1"))] = .headline
        parts[Int(HTMLTag.number("a"))] = .link
        return parts
    }()

    private static let roles: [StaticString] = ["navigation", "complementary", "contentinfo", "search", "banner"]

    /// Walks over a page.
    ///
    /// - Complexity: O(*n*) in nodes and in the bytes of their classes.
    init(_ tree: HTMLTree) {
        self.tree = tree
        let parts = PageIndex.parts
        let tokens = ClassTokens.shared
        let lexicon = AuthorLexicon.shared
        // The same few values stand on most elements: their marks, and a bit beyond them for the class of an author.
        var known = HashIndex(capacity: 256)
        let isAuthor: Int32 = 1 << 8
        func code(_ start: Int, _ end: Int) -> Int32 {
            if start == end { return 0 }
            let hash = StableHash.words(tree.bytes, start, end)
            let found = known.value(hash)
            if found >= 0 { return found }
            var code = Int32(tokens.marks(tree.bytes, start, end).rawValue)
            if end - start < 200, lexicon.marksAuthor(tree.bytes, start, end) { code |= isAuthor }
            known.set(hash, code)
            return code
        }
        var marks = [ClassTokens.Marks](repeating: [], count: tree.count)
        var (heads, scripts, dated, titled, authored) = ([Int](), [Int](), [Int](), [Int](), [Int]())
        var (headlines, articles, hidden) = ([Int](), [Int](), [Int]())
        var authorClasses: Set<Int> = []
        for node in 0..<tree.count {
            let tag = tree.tags[node]
            if tag == 0 { continue }
            let part = parts[Int(tag)]
            switch part {
            case .head: heads.append(node)
            case .script:
                heads.append(node)
                if tree.rawContents[Int32(node)] != nil { scripts.append(node) }
            case .article: articles.append(node)
            case .headline: headlines.append(node)
            default: break
            }
            guard tree.hasAttributes(node) else { continue }
            var found: ClassTokens.Marks = []
            var namesAuthor = false
            var givesDate = part == .time
            if let (start, end) = tree.attributeRange(node, .class) {
                let code = code(start, end)
                found.formUnion(ClassTokens.Marks(rawValue: UInt8(truncatingIfNeeded: code)))
                if code & isAuthor != 0 {
                    namesAuthor = true
                    authorClasses.insert(node)
                }
            }
            if let (start, end) = tree.attributeRange(node, .id) {
                found.formUnion(ClassTokens.Marks(rawValue: UInt8(truncatingIfNeeded: code(start, end))))
            }
            if tree.has(node, .itemprop) {
                if tree.attribute(node, .itemprop, is: "articlebody") { found.insert(.body) }
                if let (start, end) = tree.attributeRange(node, .itemprop), end - start >= 4,
                    tree.bytes[start..<end].starts(with: "date".utf8)
                {
                    found.insert(.date)
                }
                if tree.attribute(node, .itemprop, is: "author") {
                    found.insert(.byline)
                    namesAuthor = true
                }
                givesDate = true
            }
            if tree.has(node, .role), PageIndex.roles.contains(where: { tree.attribute(node, .role, is: $0) }) {
                found.insert(.drop)
            }
            if part == .link, tree.has(node, .rel) { namesAuthor = true }
            if namesAuthor { authored.append(node) }
            if givesDate { dated.append(node) }
            if tree.has(node, .title) || tree.has(node, .datetime) { titled.append(node) }
            if tree.has(node, .hidden) || tree.has(node, .ariaHidden) { hidden.append(node) }
            marks[node] = found
        }
        marksOfNodes = marks
        (self.heads, self.scripts, self.dated, self.titled, self.authored) = (heads, scripts, dated, titled, authored)
        (self.headlines, self.articles, self.hidden, self.authorClasses) = (headlines, articles, hidden, authorClasses)
    }

    /// The marks of an element's class, id, role and property.
    @inline(__always)
    func marks(_ node: Int) -> ClassTokens.Marks { marksOfNodes[node] }

    /// Whether an element's class names an author.
    func isAuthorClass(_ node: Int) -> Bool { authorClasses.contains(node) }

    /// Whether one of some nodes in order lies in a range.
    static func holds(_ nodes: [Int], in range: Range<Int>) -> Bool {
        var (low, high) = (0, nodes.count)
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < nodes.count && nodes[low] < range.upperBound
    }
}
