internal import DocumentModel
internal import HTMLParsing
internal import TemporalTagging
internal import TextPrimitives

/// Reads an article from a page of HTML.
struct HTMLPage {
    var index: PageIndex { didSet { tree = index.tree } }
    private(set) var tree: HTMLTree
    let metadata: PageMetadata
    var blocks: [PageBlock]
    let lines: LineDates
    var article = Article()
    var evidence: [DateEvidence] = []
    private let known = KnownDates()
    private var yearless: YearlessDay?

    init(_ page: [UInt8]) {
        tree = HTMLTree(page)
        index = PageIndex(tree)
        metadata = PageMetadata(index)
        lines = LineDates(language: metadata.language)
        blocks = BlockReader.blocks(of: index)
    }

    /// Reads the page.
    mutating func read(url: String?, captured: String?) -> Article {
        let saved = SavedPage.note(in: tree.bytes)
        article.url = url ?? saved?.url ?? metadata.canonical ?? metadata.meta["og:url"]
        let captured = captured ?? saved?.captured
        article.title = headline()
        article.outlet = metadata.siteName
        var (body, leads) = BodySelection(index, blocks).select(title: article.title, outlet: article.outlet)
        /// Reads the page another way, when that gives more than a few words.
        func readAgain(_ other: PageIndex, _ others: [PageBlock], isForgiving: Bool = false) {
            let found = BodySelection(other, others, isForgiving: isForgiving).select(
                title: article.title, outlet: article.outlet)
            guard found.body.reduce(0, { $0 + others[$1].words }) >= 60 else { return }
            (index, blocks, body, leads) = (other, others, found.body, found.leads)
        }
        readHidden(&body, &leads)
        if words(body) < 20 { readAgain(index, BlockReader.forgivingBlocks(of: index), isForgiving: true) }
        if words(body) < 20, let opened = openedTemplates() { readAgain(opened, BlockReader.blocks(of: opened)) }
        guard !body.isEmpty, words(body) >= 20 else {
            article.rejected = blocks.isEmpty ? "empty" : "no article: no run of paragraphs on the page"
            article.language = metadata.language
            // A page that shows text of its own may name other addresses for other ends.
            if article.url == nil, words(Array(blocks.indices)) < 20 { article.url = PageRedirection.target(of: tree) }
            // What the page declares of itself stands, whether or not its text can be read.
            authors([])
            dates([], leads: 0)
            judge(captured)
            return article
        }
        compose(body)
        article.language = language()
        authors(Array(body.dropFirst(leads)))
        dates(body, leads: leads)
        if let (found, open, agency, quote) = OpeningDateline.read(article.text) {
            yearless = open
            for date in found {
                guard let bounds = date.bounds, let edtf = bounds.edtf else { continue }
                evidence.append(
                    DateEvidence(
                        bounds: bounds, edtf: edtf, source: "dateline", evidence: quote, hint: .dateline, weight: 55,
                        note: ""))
            }
            if let agency { article.via.append(Via(name: agency, kind: "agency", quote: quote)) }
        }
        judge(captured)
        let chosen = Set(body)
        for index in blocks.indices where !chosen.contains(index) && article.leftOut.count < 400 {
            article.leftOut.append(
                LeftOut(
                    text: String(decoding: blocks[index].text, as: UTF8.self),
                    reason: blocks[index].isMarkedOut
                        ? "marked as page chrome"
                        : blocks[index].linkShare > 0.5 ? "mostly links" : "outside the article"
                ))
        }
        return article
    }

    /// Reads the page with what it hides until a script shows it, where that is a part of the article, or all of it.
    private mutating func readHidden(_ body: inout [Int], _ leads: inout Int) {
        let container = words(body) >= 20 ? body.first.map { Int(tree.parents[blocks[$0].node]) } : nil
        let shown = BlockReader.hiddenText(of: index, in: container)
        guard !shown.isEmpty else { return }
        let others = BlockReader.blocks(of: index, shown: shown)
        let found = BodySelection(index, others).select(title: article.title, outlet: article.outlet)
        let more = found.body.reduce(0) { $0 + others[$1].words }
        // A paragraph or two that a page hides are a note to some readers; a good part of the article is the article.
        guard more >= words(body) + max(40, words(body) * 3 / 10) else { return }
        (blocks, body, leads) = (others, found.body, found.leads)
    }

    /// The page with the templates opened that its scripts would show; nil when it has none.
    ///
    /// The tags around them become white space, so that every byte keeps its place.
    private func openedTemplates() -> PageIndex? {
        var page = tree.bytes
        var isOpened = false
        for (node, content) in tree.rawContents where content.end - content.start >= 300 {
            let name = tree.name(Int(node))
            let type = tree.attribute(Int(node), .type)?.lowercased() ?? ""
            guard name == "noscript" || name == "script" && type.hasPrefix("text/") else { continue }
            let isMarkup = name != "script" || type.contains("template") || type.contains("html")
            guard isMarkup, let open = page[..<Int(content.start)].lastIndex(of: UInt8(ascii: "<")) else { continue }
            for offset in open..<Int(content.start) { page[offset] = 0x20 }
            var offset = Int(content.end)
            while offset < page.count {
                let isLast = page[offset] == UInt8(ascii: ">")
                page[offset] = 0x20
                if isLast { break }
                offset += 1
            }
            isOpened = true
        }
        return isOpened ? PageIndex(HTMLTree(page)) : nil
    }

    private func words(_ body: [Int]) -> Int { body.reduce(0) { $0 + blocks[$1].words } }

    /// Settles the dates by all evidence.
    private mutating func judge(_ captured: String?) {
        if let address = article.url { evidence += URLDates.evidence(in: address) }
        let verdict = DateJudge(
            text: article.text, language: article.language, evidence: evidence, yearless: yearless,
            capturedByCaller: captured
        ).verdict()
        article.published = verdict.published
        article.captured = verdict.captured
        article.dates = verdict.candidates
    }

    // MARK: Text

    private mutating func compose(_ body: [Int]) {
        var text: [UInt8] = []
        text.reserveCapacity(body.reduce(0) { $0 + blocks[$1].text.count + 2 })
        var dateline = true
        var long = 0
        for index in body {
            let block = blocks[index]
            // A dateline or by-line alone in the first block is no part of the text.
            // So is a short line of a date behind a kicker.
            if dateline, text.isEmpty || block.words <= 8 || opensByline(block), isDateline(block) {
                readDateline(block)
                continue
            }
            // Behind the first paragraph, a lead, only what is marked as a date is one: a chronicle has dates as headings.
            if long == 1, block.words <= 12, !block.isHeading, isMarkedAsDate(block), isDateline(block) {
                readDateline(block)
                continue
            }
            if block.words >= 12 {
                dateline = false
                long += 1
            }
            if !text.isEmpty { text.append(contentsOf: [10, 10]) }
            for segment in block.segments {
                article.segments.append(
                    SourceSegment(
                        textStart: text.count + segment.textStart, pageStart: segment.pageStart, length: segment.length)
                )
            }
            text.append(contentsOf: block.text)
        }
        article.text = text
        // Before anything is read from it: what is not kept must be no evidence.
        if text.count > Bounds.textBytes { ArticleText.cut(&article) }
        article.provenance.append(
            FieldProvenance(
                field: "text", rule: "container with the most paragraphs",
                node: body.first.map { tree.name(blocks[$0].node) } ?? ""))
    }

    /// Whether a line begins as a by-line does: "By Ama Owusu, …".
    private func opensByline(_ block: PageBlock) -> Bool {
        var line: [UInt8] = []
        Folding.append(block.text, 0, min(60, block.text.count), to: &line)
        return AuthorLexicon.shared.opensByline(line)
    }

    private func isDateline(_ block: PageBlock) -> Bool {
        block.words <= 14 && !block.endsSentence && !timexes(block).isEmpty
    }

    /// Whether a line, or an element within it, is marked as a date.
    private func isMarkedAsDate(_ block: PageBlock) -> Bool {
        if block.marks.contains(.date) { return true }
        let end = block.segments.last.map { $0.pageStart + $0.length } ?? 0
        for node in block.node..<tree.count {
            if tree.tags[node] == HTMLPage.timeTag { return true }
            if tree.tags[node] == 0, Int(tree.starts[node]) >= end { break }
        }
        return false
    }

    func timexes(_ block: PageBlock) -> [Timex] {
        // A date has figures.
        guard block.hasFigure else { return [] }
        return known.dates(of: block) { self.dates(of: block) }
    }

    private func dates(of block: PageBlock) -> [Timex] {
        let found = lines.dates(block.text)
        if !found.isEmpty {
            return found.map {
                Timex(
                    range: $0.range, type: .date, value: $0.day.iso, edtf: $0.day.iso, bounds: DayBounds($0.day),
                    rule: "line")
            }
        }
        // The day and the year, or all in one number.
        guard HTMLPage.hasSeveralFigures(block.text) else { return [] }
        return TemporalTagger.english.tag(block.text, context: TimeContext(usesBackground: false)).timexes.filter {
            $0.anchor == nil && $0.bounds?.length == 1
        }
    }

    private mutating func readDateline(_ block: PageBlock) {
        let words = String(decoding: block.text, as: UTF8.self)
        let role = LineLabels.shared.role(of: block.folded)?.role
        for date in timexes(block) {
            guard let bounds = date.bounds, let edtf = bounds.edtf else { continue }
            evidence.append(
                DateEvidence(
                    bounds: bounds, edtf: edtf, source: "dateline", evidence: words,
                    hint: role == "modified" ? .near : .dateline, weight: role == "modified" ? 45 : 62,
                    note: role == "modified" ? "marked as an update" : ""))
        }
        if let open = block.text.lastIndex(of: UInt8(ascii: "(")),
            let close = block.text.lastIndex(of: UInt8(ascii: ")")), close > open + 2, close - open < 30
        {
            let name = UTF8Text.string(block.text, open + 1, close)
            if name.utf8.first?.isASCIIUpper ?? false, !name.utf8.contains(where: \.isASCIIDigit) {
                article.via.append(Via(name: name, kind: "agency", quote: words))
            }
        }
    }

    // MARK: Fields

    private func language() -> String? {
        let declared = metadata.language?.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() }
        let guess = LanguageGuess.language(of: article.text, declared: declared)
        // The declaration is believed when the text does not contradict it, and where nothing is known of the language.
        if let guess, let declared, guess != declared, LanguageGuess.languages.contains(declared) { return guess }
        return metadata.language.map { $0.split(separator: "_").joined(separator: "-") } ?? guess
    }

    private mutating func authors(_ body: [Int]) {
        guard let found = PageAuthors(index, metadata, blocks, body: body, outlet: article.outlet).find() else {
            return
        }
        article.authors = found.names
        article.provenance.append(FieldProvenance(field: "authors", rule: found.rule, node: found.node))
    }
}
