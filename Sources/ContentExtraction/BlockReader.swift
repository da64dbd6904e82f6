internal import DocumentModel
internal import HTMLParsing
internal import TextPrimitives

/// Cuts a tree into blocks in one walk, without recursion.
struct BlockReader {
    let index: PageIndex
    let tree: HTMLTree
    static let skipped = HTMLTag.flags(
        "script style noscript template iframe svg select button textarea video audio object embed canvas math head dialog figcaption option rt rp rtc"
    )
    static let out = HTMLTag.flags("nav footer aside form menu figure")
    /// The elements that part blocks (HTML standard, section 15.3); all others, unknown ones too, stand in a line.
    static let blockTags = HTMLTag.flags(
        "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search section summary ul xmp table caption colgroup col thead tbody tfoot tr td th"
    )
    private static let unknown: UInt8 = 1

    /// What the walk makes of a tag.
    private struct Kind: OptionSet {
        let rawValue: UInt16
        static let skipped = Kind(rawValue: 1)
        static let out = Kind(rawValue: 2)
        static let block = Kind(rawValue: 4)
        static let heading = Kind(rawValue: 8)
        static let lineBreak = Kind(rawValue: 16)
        static let caption = Kind(rawValue: 32)
        static let article = Kind(rawValue: 64)
        static let link = Kind(rawValue: 128)
        static let unknown = Kind(rawValue: 256)
        static let form = Kind(rawValue: 512)
        static let header = Kind(rawValue: 1024)
        /// The body and the root.
        static let frame = Kind(rawValue: 2048)
    }

    /// The kinds of all tags by number.
    private static let kinds: [Kind] = (0..<256).map { tag in
        var kind: Kind = []
        if skipped[tag] { kind.insert(.skipped) }
        if out[tag] { kind.insert(.out) }
        if blockTags[tag] { kind.insert(.block) }
        if headings[tag] { kind.insert(.heading) }
        for (number, single) in [
            (br, Kind.lineBreak), (figcaption, .caption), (article, .article), (a, .link), (unknown, .unknown),
            (form, .form), (header, .header), (body, .frame), (html, .frame),
        ] where Int(number) == tag { kind.insert(single) }
        return kind
    }

    private static let headings = HTMLTag.flags("h1 h2 h3 h4 h5 h6")
    private static let br = HTMLTag.number("br")
    static let h1 = HTMLTag.number("h1")
    private static let span = HTMLTag.number("span")
    private static let img = HTMLTag.number("img")
    private static let blockquote = HTMLTag.number("blockquote")
    private static let figure = HTMLTag.number("figure")
    private static let figcaption = HTMLTag.number("figcaption")
    private static let form = HTMLTag.number("form")
    static let a = HTMLTag.number("a")
    private static let header = HTMLTag.number("header")
    private static let article = HTMLTag.number("article")
    private static let body = HTMLTag.number("body")
    private static let html = HTMLTag.number("html")

    /// Elements whose marks are passed over: layout wrappers that hold most of the page's paragraphs.
    var wrappers: Set<Int32> = []

    /// Hidden elements that hold a part of the article, which a script would show.
    var shown: Set<Int32> = []

    /// Article elements that lead to other articles.
    private var teasers: Set<Int32> = []

    /// Whether marks of chrome are passed over: for pages on which nothing is left otherwise.
    private let isForgiving: Bool

    init(_ index: PageIndex, isForgiving: Bool = false) {
        self.index = index
        tree = index.tree
        self.isForgiving = isForgiving
    }

    /// The blocks of a page; an element marked as chrome that holds more than half of the paragraphs is a wrapper, and its mark is void.
    ///
    /// - Parameters:
    ///   - index: The page.
    ///   - shown: Hidden elements whose text counts.
    static func blocks(of index: PageIndex, shown: Set<Int32> = []) -> [PageBlock] {
        let tree = index.tree
        var reader = BlockReader(index)
        reader.shown = shown
        var blocks = withoutFalseHeadings(reader.blocks())
        reader.teasers = reader.teasers(among: blocks)
        if !reader.teasers.isEmpty { blocks = withoutFalseHeadings(reader.blocks()) }
        for _ in 0..<4 {
            var total = 0
            var under: [Int32: Int] = [:]
            // Boxes of one class are one: an article may be cut into several.
            var named: [UInt64: (words: Int, nodes: Set<Int32>)] = [:]
            for block in blocks
            where (block.endsSentence && block.words >= 8 || block.words >= 25) && block.linkShare < 0.5 {
                total += block.words
                guard block.outNode >= 0 else { continue }
                under[block.outNode, default: 0] += block.words
                if let (start, end) = tree.attributeRange(Int(block.outNode), .class), end - start <= 200 {
                    let key = StableHash.of(Array(tree.bytes[start..<end]))
                    named[key, default: (0, [])].words += block.words
                    named[key, default: (0, [])].nodes.insert(block.outNode)
                }
            }
            var found = Set(under.filter { $0.value * 2 > total && !reader.isSide($0.key) }.keys)
            for (words, nodes) in named.values where words * 2 > total && !nodes.contains(where: reader.isSide) {
                // Boxes of a side column are many, too: those of the article stand below its headline.
                let parents = Set(nodes.map { tree.parents[Int($0)] })
                guard let parent = parents.first, parents.count == 1, parent > 0, !reader.isSide(parent),
                    reader.holdsHeadline(parent) || reader.holdsHeadline(tree.parents[Int(parent)])
                else { continue }
                found.formUnion(nodes)
            }
            if found.isEmpty { break }
            reader.wrappers.formUnion(found)
            blocks = withoutFalseHeadings(reader.blocks())
        }
        return blocks
    }

    /// Whether an element holds a heading of the first rank.
    private func holdsHeadline(_ node: Int32) -> Bool {
        node > 0 && PageIndex.holds(index.headlines, in: tree.subtree(of: Int(node)))
    }

    /// Whether an element says that it stands beside the article, and has no headline of the first rank: never a wrapper.
    private func isSide(_ node: Int32) -> Bool {
        let node = Int(node)
        guard isNamedSide(node, .id) || isNamedSide(node, .class) || BlockReader.sides[Int(tree.tags[node])] else {
            return false
        }
        // A column behind a headline of the first rank is none of its article, whatever headings it has.
        return !PageIndex.holds(index.headlines, in: tree.subtree(of: node))
            || (index.headlines.first.map { $0 < node } ?? false)
    }

    private static let sides = HTMLTag.flags("nav footer aside")

    private func isNamedSide(_ node: Int, _ name: HTMLAttributeName) -> Bool {
        guard let (start, end) = tree.attributeRange(node, name) else { return false }
        return ClassTokens.shared.isSide(tree.bytes, start, end)
    }

    /// The article elements of a list of articles: three or more with a linked heading, or beside the one of the page's
    /// headline, and no more than a summary.
    private func teasers(among blocks: [PageBlock]) -> Set<Int32> {
        guard index.articles.count >= 3 else { return [] }
        func article(of node: Int) -> Int32? {
            var current = Int32(node)
            while current > 0 {
                if tree.tags[Int(current)] == BlockReader.article { return current }
                current = tree.parents[Int(current)]
            }
            return nil
        }
        var words: [Int32: Int] = [:]
        var linked: Set<Int32> = []
        var headed: Int32?
        for block in blocks {
            guard let home = article(of: block.node) else { continue }
            words[home, default: 0] += block.isHeading ? 0 : block.words
            guard block.isHeading, block.words >= 2 else { continue }
            if tree.tags[Int(block.headingNode)] == BlockReader.h1 {
                headed = headed ?? home
            } else if block.linkShare > 0.8 {
                linked.insert(home)
            }
        }
        // Beside the article of the headline others need no heading of their own.
        let others = headed.map { own in Set(words.keys.filter { $0 != own }) } ?? linked
        let found = others.filter { words[$0] ?? 0 <= 120 }
        return found.count >= 3 ? found : []
    }

    /// The blocks of a page on which nothing is left otherwise: a forum whose posts are marked as comments, a page that
    /// lies in a hidden dialogue that was never closed.
    static func forgivingBlocks(of index: PageIndex) -> [PageBlock] {
        withoutFalseHeadings(BlockReader(index, isForgiving: true).blocks())
    }

    /// A heading with more than sixty words holds an article, not a headline.
    private static func withoutFalseHeadings(_ blocks: [PageBlock]) -> [PageBlock] {
        var words: [Int32: Int] = [:]
        for block in blocks where block.headingNode >= 0 { words[block.headingNode, default: 0] += block.words }
        guard words.contains(where: { $0.value > 60 }) else { return blocks }
        for block in blocks where words[block.headingNode] ?? 0 > 60 { block.isHeading = false }
        return blocks
    }

    private struct Frame {
        var home = BlockHome()
        var inLink = false
        var inArticle = false
        /// Whether it parts blocks.
        var isBlock = true
    }

    /// The blocks of a page, in order.
    ///
    /// - Complexity: O(*n*) in bytes.
    func blocks() -> [PageBlock] {
        var result: [PageBlock] = []
        var buffer = BlockBuffer()
        var home = BlockHome()
        var breaks = 0
        let kinds = BlockReader.kinds
        let hasTeasers = !teasers.isEmpty
        func flush() {
            guard !buffer.text.isEmpty else { return }
            while buffer.text.last == 0x20 { buffer.text.removeLast() }
            if !buffer.text.isEmpty { result.append(PageBlock(buffer, home)) }
            buffer.clear()
        }
        var stack: [(frame: Frame, next: Int32)] = [(Frame(), tree.firstChildren[0])]
        while let top = stack.last {
            guard top.next >= 0 else {
                stack.removeLast()
                if top.frame.isBlock { flush() }
                continue
            }
            let node = Int(top.next)
            stack[stack.count - 1].next = tree.nextSiblings[node]
            let tag = tree.tags[node]
            if tag == 0 {
                if buffer.text.isEmpty { home = top.frame.home }
                buffer.append(tree.bytes, Int(tree.starts[node]), Int(tree.ends[node]), inLink: top.frame.inLink)
                breaks = 0
                continue
            }
            let kind = kinds[Int(tag)]
            if kind.contains(.lineBreak) {
                breaks += 1
                if breaks >= 2 { flush() } else { buffer.space() }
                continue
            }
            // A caption outside a figure captions nothing.
            let isText = kind.contains(.caption) && tree.tags[Int(tree.parents[node])] != BlockReader.figure
            if kind.contains(.skipped), !isText { continue }
            var frame = top.frame
            (frame.home.node, frame.home.tag) = (Int32(node), tag)
            // An anchor without an address is no link.
            if kind.contains(.link), tree.has(node, .href) { frame.inLink = true }
            if kind.contains(.heading), !frame.home.isHeading {
                frame.home.isHeading = true
                frame.home.headingNode = Int32(node)
            }
            if kind.contains(.article) { frame.inArticle = true }
            var isOut =
                kind.contains(.out) && !(isForgiving && kind.contains(.form))
                || (kind.contains(.header) && !frame.inArticle)
            frame.isBlock = kind.contains(.block)
            if frame.isBlock || kind.contains(.link) || kind.contains(.unknown) {
                if isHidden(node) { continue }
                let marks = self.marks(node)
                // What a heading is called tells of its looks: "widget-title" over a part of the article.
                if marks.contains(.drop), !marks.contains(.body), !isForgiving || isSide(Int32(node)),
                    !kind.contains(.heading) || marks.contains(.caption),
                    !kind.contains(.frame),
                    !kind.contains(.article)
                {
                    isOut = true
                }
                frame.home.marks.formUnion(marks)
            } else {
                // A word or two inside a line may be marked as its date or its author, or as the caption of a picture.
                let marks = self.marks(node)
                frame.home.marks.formUnion(marks.intersection([.date, .byline]))
                if marks.contains(.caption) && !isForgiving || isCard(node) {
                    isOut = true
                    frame.isBlock = true
                }
            }
            if hasTeasers, teasers.contains(Int32(node)) { isOut = true }
            // A post that the article quotes is its words, whatever the box around it is called.
            if frame.home.isOut, tag == BlockReader.blockquote, isQuotedPost(node),
                !BlockReader.out[Int(tree.tags[Int(frame.home.outNode)])]
            {
                frame.home.isOut = false
                frame.home.outNode = -1
            }
            if isOut, !frame.home.isOut, !wrappers.contains(Int32(node)) {
                frame.home.isOut = true
                frame.home.outNode = Int32(node)
            }
            if frame.isBlock { flush() }
            stack.append((frame, tree.firstChildren[node]))
        }
        flush()
        return result
    }

    /// Whether an inline element is a card that opens over a name: a picture and two links or more.
    private func isCard(_ node: Int) -> Bool {
        guard tree.tags[node] == BlockReader.span, tree.firstChildren[node] >= 0,
            tree.tags[Int(tree.firstChildren[node])] != 0
        else { return false }
        var (links, pictures) = (0, 0)
        for inner in tree.subtree(of: node).prefix(24) {
            if tree.tags[inner] == BlockReader.a { links += 1 }
            if tree.tags[inner] == BlockReader.img { pictures += 1 }
        }
        return links >= 3 && pictures >= 1
    }

    /// Whether a quotation is a post that another site lends out: its markup asks for the name of the class.
    private func isQuotedPost(_ node: Int) -> Bool {
        tree.attribute(node, .class).map { $0.hasPrefix("twitter-") || $0.hasPrefix("instagram-") } ?? false
    }

    private func isHidden(_ node: Int) -> Bool {
        if !shown.isEmpty, shown.contains(Int32(node)) { return false }
        if tree.has(node, .hidden)
            || !isForgiving && tree.has(node, .ariaHidden) && tree.attribute(node, .ariaHidden, is: "true")
        {
            return true
        }
        guard let (start, end) = tree.attributeRange(node, .style) else { return false }
        return isUndisplayed(start, end)
    }

    private static let display = Array("display".utf8)
    private static let none = Array("none".utf8)

    /// Whether a style holds "display:none", with or without a space.
    private func isUndisplayed(_ start: Int, _ end: Int) -> Bool {
        let bytes = tree.bytes
        func holds(_ word: [UInt8], _ offset: Int) -> Bool {
            guard offset + word.count <= end else { return false }
            for index in word.indices where bytes[offset + index].asciiLowercased != word[index] { return false }
            return true
        }
        var offset = start
        while offset + 12 <= end {
            if bytes[offset] | 0x20 == UInt8(ascii: "d"), holds(BlockReader.display, offset) {
                var next = offset + BlockReader.display.count
                while next < end, bytes[next] == 0x20 || bytes[next] == UInt8(ascii: ":") { next += 1 }
                if holds(BlockReader.none, next) { return true }
            }
            offset += 1
        }
        return false
    }

    /// The marks of an element's class, id and role.
    @inline(__always)
    func marks(_ node: Int) -> ClassTokens.Marks { index.marks(node) }
}
