internal import HTMLParsing
internal import TextPrimitives

/// Where a page may name its authors, the surest place first.
struct PageAuthors {
    let index: PageIndex
    let tree: HTMLTree
    let metadata: PageMetadata
    let blocks: [PageBlock]
    /// The article's blocks, as indexes.
    let body: [Int]
    /// The outlet's name.
    let outlet: String?
    /// The elements that hold the article: what their classes say of side columns and comments is said of the page.
    let holders: Set<Int32>
    /// The nodes of the article element that holds the article; nil when none does.
    private let ownArticle: Range<Int>?
    private static let article = HTMLTag.number("article")

    init(_ index: PageIndex, _ metadata: PageMetadata, _ blocks: [PageBlock], body: [Int], outlet: String?) {
        self.index = index
        tree = index.tree
        self.metadata = metadata
        self.blocks = blocks
        self.body = body
        self.outlet = outlet
        var holders: Set<Int32> = []
        var own: Int?
        var node = body.first.map { Int32(blocks[$0].node) } ?? -1
        while node > 0 {
            holders.insert(node)
            if own == nil, tree.tags[Int(node)] == PageAuthors.article { own = Int(node) }
            node = tree.parents[Int(node)]
        }
        self.holders = holders
        ownArticle = own.map { index.tree.subtree(of: $0) }
    }

    /// Names with the rule and the place that gave them.
    struct Found {
        var names: [String]
        var rule: String
        var node: String
    }

    /// The authors by the surest place that names a person; failing that by the surest that names anybody.
    ///
    /// - Complexity: O(*n*) in nodes and in the bytes of scripts.
    func find() -> Found? { named().map(completed) ?? siteOwner() }

    private func named() -> Found? {
        var anybody: Found?
        /// - Parameter isMarked: Whether the place is meant for an author: then a nickname counts as well.
        func attempt(_ lines: [String], _ rule: String, _ node: String, isMarked: Bool = true) -> Found? {
            var seen: Set<String> = []
            let names = lines.flatMap { AuthorNames.names(in: $0, outlet: outlet) }.filter {
                seen.insert(Folding.fold($0)).inserted
            }
            let isSure = names.contains { name in
                AuthorNames.isPerson(name) && !AuthorNames.isOutlet(name, outlet)
                    || isMarked && !AuthorNames.isDoubtful(name, outlet)
            }
            if isSure {
                return Found(names: names.filter { !AuthorNames.isOutlet($0, outlet) }, rule: rule, node: node)
            }
            if anybody == nil, !names.isEmpty { anybody = Found(names: names, rule: rule, node: node) }
            return nil
        }
        let declared = metadata.declaredNames("author", isOrganisation: false)
        if let found = attempt(declared, "declared by the page's data", "json-ld author") { return found }
        let elements = AuthorElements(self)
        let marked = elements.marked()
        if let found = attempt(marked.related, "link to the author", "rel=author") { return found }
        for name in PageAuthors.metaNames {
            guard let value = metadata.meta[name], !value.hasPrefix("http"), !value.contains("@") else { continue }
            if let found = attempt([value], "declared by the page's head", "meta \(name)") { return found }
        }
        for number in 1...3 {
            guard let label = metadata.meta["twitter:label\(number)"].map(Folding.fold),
                PageAuthors.labels.contains(label),
                let value = metadata.meta["twitter:data\(number)"]
            else { continue }
            if let found = attempt([value], "declared by the page's head", "meta twitter:data\(number)") {
                return found
            }
        }
        if let found = attempt(marked.property, "marked as the author", "itemprop=author") { return found }
        if let found = attempt(marked.card, "marked as the author", "class of an author") { return found }
        if let found = attempt(
            elements.addressed(), "link to an author's page", "address of an author", isMarked: false)
        {
            return found
        }
        let lines = AuthorLines(self)
        if let found = attempt(lines.marked(), "marked as by-line", "element of class byline", isMarked: false) {
            return found
        }
        if let found = attempt(lines.dated(), "name beside the date above the article", "short line", isMarked: false) {
            return found
        }
        if let found = attempt(lines.labelled(), "label of an author", "short line", isMarked: false) { return found }
        if let found = attempt(lines.leading(), "line that begins as a by-line", "short line", isMarked: false) {
            return found
        }
        if let found = attempt(
            lines.bold(), "name alone in bold above or below the article", "short line", isMarked: false)
        {
            return found
        }
        if let found = attempt(lines.script(), "named by the data of the page's script", "script", isMarked: false) {
            return found
        }
        let bodies = metadata.declaredNames("author", isOrganisation: true)
        return anybody ?? attempt(bodies, "declared by the page's data", "json-ld author") ?? anybody
    }

    /// The authors with those that a by-line beside the article names together with them, where one place declares only some.
    private func completed(_ found: Found) -> Found {
        guard (1...3).contains(found.names.count), found.names.allSatisfy(AuthorNames.isPerson) else { return found }
        let known = Set(found.names.map { Folding.fold($0) })
        let wanted = known.map { Array($0.utf8) }
        var lines = PageAuthors.metaNames.compactMap { metadata.meta[$0] }
        if let first = body.first {
            for block in blocks[max(0, first - 8)...min(blocks.count - 1, first + 2)]
            where (4...40).contains(block.words) && !block.endsSentence && !block.isMarkedOut {
                let folded = block.folded
                if wanted.allSatisfy({ UTF8Text.contains(folded, $0) }) {
                    lines.append(String(decoding: block.text, as: UTF8.self))
                }
            }
        }
        for line in lines {
            let names = AuthorNames.names(in: line, outlet: outlet)
            guard names.count > known.count, names.count <= 8, names.allSatisfy(AuthorNames.isPerson),
                known.isSubset(of: names.map { Folding.fold($0) })
            else { continue }
            return Found(names: names, rule: found.rule + ", with those named beside", node: found.node)
        }
        return found
    }

    /// Who a site is named after, when nobody else is named on the page: the name of a person, by its first word.
    private func siteOwner() -> Found? {
        var titles = [outlet].compactMap(\.self)
        if let title = metadata.title {
            for sign in [" | ", " – ", " — ", " - ", " » "] {
                guard let range = title.range(ofLast: sign) else { continue }
                titles.append(String(title[range.upperBound...]))
                break
            }
        }
        for title in titles {
            var words = title.words
            while let first = words.first, AuthorLexicon.shared.has(Folding.fold(String(first)), .degree) {
                words.removeFirst()
            }
            let name = words.joined(separator: " ")
            guard (2...3).contains(words.count), AuthorNames.isPerson(name), AuthorNames.isGivenName(words[0]),
                !words.contains(where: { AuthorLexicon.shared.has(Folding.fold(String($0)), .noname) })
            else { continue }
            return Found(names: [name], rule: "the site bears a person's name", node: "name of the site")
        }
        return nil
    }

    private static let metaNames = PageWords.authorMeta.words
    private static let labels = Set(PageWords.authorLabel.words)

    /// Whether an element belongs to another article, to comments or to the page's frame.
    func isElsewhere(_ node: Int) -> Bool {
        if let ownArticle, !ownArticle.contains(node), isInOtherArticle(node) { return true }
        var current = tree.parents[node]
        var steps = 0
        while current > 0, steps < 30, !holders.contains(current) {
            // The foot of the article itself holds its by-line; that of the page does not.
            let isOwnFoot =
                tree.tags[Int(current)] == PageAuthors.footer && (ownArticle?.contains(Int(current)) ?? false)
            if PageAuthors.frames[Int(tree.tags[Int(current)])], !isOwnFoot { return true }
            // A link around a heading and a by-line leads to another article.
            if tree.tags[Int(current)] == PageAuthors.link, holdsHeading(Int(current)) { return true }
            for name in [HTMLAttributeName.class, .id] {
                guard let (start, end) = tree.attributeRange(Int(current), name), end - start < 200 else { continue }
                let value = tree.bytes[start..<end].map(\.asciiLowercased)
                if PageAuthors.sides.contains(where: { UTF8Text.contains(value, $0) }) { return true }
            }
            current = tree.parents[Int(current)]
            steps += 1
        }
        return false
    }

    private func isInOtherArticle(_ node: Int) -> Bool {
        var current = tree.parents[node]
        while current > 0 {
            if tree.tags[Int(current)] == PageAuthors.article { return !holders.contains(current) }
            current = tree.parents[Int(current)]
        }
        return false
    }

    private func holdsHeading(_ node: Int) -> Bool {
        tree.subtree(of: node).prefix(40).contains { PageAuthors.headings[Int(tree.tags[$0])] }
    }

    static let link = HTMLTag.number("a")
    private static let frames = HTMLTag.flags("nav footer aside figure figcaption")
    private static let footer = HTMLTag.number("footer")
    private static let headings = HTMLTag.flags("h1 h2 h3 h4 h5 h6")
    private static let sides = AuthorLexicon.shared.all(.side).map { Array($0.utf8) }
}
