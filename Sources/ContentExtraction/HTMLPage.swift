internal import DocumentModel
internal import HTMLParsing
internal import TemporalTagging
internal import TextPrimitives

/// Reads an article from a page of HTML.
struct HTMLPage {
    private let tree: HTMLTree
    private let metadata: PageMetadata
    private var blocks: [PageBlock]
    private let lines: LineDates
    private var article = Article()
    private var evidence: [DateEvidence] = []

    init(_ page: [UInt8]) {
        tree = HTMLTree(page)
        metadata = PageMetadata(tree)
        lines = LineDates(language: metadata.language)
        blocks = BlockReader.blocks(of: tree)
    }

    /// Reads the page.
    mutating func read(url: String?, captured: String?) -> Article {
        article.url = url ?? metadata.canonical ?? metadata.meta["og:url"]
        article.title = headline()
        article.outlet = metadata.meta["og:site_name"] ?? metadata.declaredNames("publisher").first
        var body = BodySelection(tree, blocks).select(title: article.title)
        if words(body) < 20 {
            let others = BlockReader.forgivingBlocks(of: tree)
            let found = BodySelection(tree, others).select(title: article.title)
            if found.reduce(0, { $0 + others[$1].words }) >= 60 { (blocks, body) = (others, found) }
        }
        guard !body.isEmpty, words(body) >= 20 else {
            article.rejected = blocks.isEmpty ? "empty" : "no article: no run of paragraphs on the page"
            article.language = metadata.language
            // What the page declares of itself stands, whether or not its text can be read.
            dates([])
            judge(captured)
            return article
        }
        compose(body)
        article.language = language()
        authors(body)
        dates(body)
        if let (found, agency, quote) = OpeningDateline.read(article.text) {
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
                (
                    text: String(decoding: blocks[index].text, as: UTF8.self),
                    reason: blocks[index].isMarkedOut
                        ? "marked as page chrome"
                        : blocks[index].linkShare > 0.5 ? "mostly links" : "outside the article"
                ))
        }
        return article
    }

    private func words(_ body: [Int]) -> Int { body.reduce(0) { $0 + blocks[$1].words } }

    /// Settles the dates by all evidence.
    private mutating func judge(_ captured: String?) {
        if let address = article.url { evidence += URLDates.evidence(in: address) }
        let verdict = DateJudge(
            text: article.text, language: article.language, evidence: evidence, capturedByCaller: captured
        ).verdict()
        article.published = verdict.published
        article.captured = verdict.captured
        article.dates = verdict.candidates
    }

    // MARK: Text

    private mutating func compose(_ body: [Int]) {
        var text: [UInt8] = []
        var dateline = true
        for index in body {
            let block = blocks[index]
            // A dateline or by-line alone in the first block is no part of the text.
            // So is a short line of a date behind a kicker.
            if dateline, text.isEmpty || block.words <= 8, isDateline(block) {
                readDateline(block)
                continue
            }
            if block.words >= 12 { dateline = false }
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
        article.provenance.append(
            FieldProvenance(
                field: "text", rule: "container with the most paragraphs",
                node: body.first.map { tree.name(blocks[$0].node) } ?? ""))
    }

    private func isDateline(_ block: PageBlock) -> Bool {
        block.words <= 14 && !block.endsSentence && !timexes(block).isEmpty
    }

    private func timexes(_ block: PageBlock) -> [Timex] {
        let found = lines.dates(block.text)
        if !found.isEmpty {
            return found.map {
                Timex(
                    range: $0.range, type: .date, value: $0.day.iso, edtf: $0.day.iso, bounds: DayBounds($0.day),
                    rule: "line")
            }
        }
        return TemporalTagger.english.tag(block.text, context: TimeContext(usesBackground: false)).timexes.filter {
            $0.anchor == nil && $0.bounds?.length == 1
        }
    }

    private mutating func readDateline(_ block: PageBlock) {
        let words = String(decoding: block.text, as: UTF8.self)
        let role = LineLabels.shared.role(of: Folding.fold(words))?.role
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

    /// The headline: the h1 or declared title on which most places agree.
    private mutating func headline() -> String? {
        var candidates: [(text: String, weight: Double, node: String)] = []
        let h1 = blocks.filter { $0.isHeading && tree.name(heading($0.node)) == "h1" && $0.words >= 2 }
        if h1.count == 1 { candidates.append((String(decoding: h1[0].text, as: UTF8.self), 3, "h1")) }
        for block in h1.prefix(3) where h1.count > 1 {
            candidates.append((String(decoding: block.text, as: UTF8.self), 2, "h1"))
        }
        if let text = metadata.declared("headline") { candidates.append((text, 2.2, "json-ld headline")) }
        if let text = metadata.meta["og:title"] { candidates.append((text, 1.6, "og:title")) }
        if let text = metadata.meta["twitter:title"] { candidates.append((text, 1.2, "twitter:title")) }
        if let text = metadata.title {
            candidates.append((HTMLPage.withoutSite(text, metadata.meta["og:site_name"]), 1.2, "title"))
        }
        for block in blocks
        where block.isHeading && !block.isMarkedOut && ["h2", "h3"].contains(tree.name(heading(block.node)))
            && (block.marks.contains(.article) || h1.isEmpty)
        {
            candidates.append((String(decoding: block.text, as: UTF8.self), 0.6, "heading"))
            if candidates.count > 14 { break }
        }
        var best: (text: String, score: Double, node: String)?
        for candidate in candidates {
            let text = HTMLPage.withoutSite(candidate.text, metadata.meta["og:site_name"]).trimmingSpaces
            let key = Folding.fold(text)
            guard key.utf8.count >= 4 else { continue }
            var score = candidate.weight
            for other in candidates where other.node != candidate.node {
                let folded = Folding.fold(other.text)
                if folded == key {
                    score += other.weight
                } else if folded.hasPrefix(key), key.utf8.count > 15 {
                    score += other.weight * 0.8
                }
            }
            if score > (best?.score ?? 0) { best = (text, score, candidate.node) }
        }
        if let best {
            article.provenance.append(
                FieldProvenance(field: "title", rule: "agreement of headings and declarations", node: best.node))
        }
        return best?.text
    }

    /// The heading that holds a node.
    private func heading(_ node: Int) -> Int {
        var current = node
        while current > 0, !["h1", "h2", "h3", "h4", "h5", "h6"].contains(tree.name(current)) {
            current = Int(tree.parents[current])
        }
        return max(0, current)
    }

    /// A title without the site's name behind a bar or dash.
    static func withoutSite(_ title: String, _ site: String?) -> String {
        for separator in [" | ", " – ", " — ", " - ", " » ", " :: "] {
            guard let range = title.range(ofLast: separator) else { continue }
            let tail = title[range.upperBound...]
            let head = title[..<range.lowerBound]
            let isSite =
                site.map {
                    Folding.fold(String(tail)).contains(Folding.fold($0))
                        || Folding.fold($0).contains(Folding.fold(String(tail)))
                } ?? false
            if isSite
                || (separator == " | " && tail.split(separator: " ").count <= 4
                    && head.split(separator: " ").count >= 3)
            {
                return String(head)
            }
        }
        return title
    }

    private func language() -> String? {
        let guess = LanguageGuess.language(of: article.text)
        let declared = metadata.language?.split(separator: "-").first.map { $0.lowercased() }
        // The declaration is believed when the text does not contradict it.
        if let guess, let declared, guess != declared { return guess }
        return metadata.language.map { $0.split(separator: "_").joined(separator: "-") } ?? guess
    }

    private mutating func authors(_ body: [Int]) {
        let outlet = article.outlet.map(Folding.fold)
        let found = PageAuthors(tree, metadata, blocks, body: body).first { candidate in
            var seen: Set<String> = []
            let names = candidate.names.map { AuthorNames.withoutOutlet($0, outlet) }.flatMap(AuthorNames.split).filter
            {
                Folding.fold($0) != outlet && seen.insert(Folding.fold($0)).inserted
            }
            return names.isEmpty ? nil : (names: names, candidate: candidate)
        }
        guard let found else { return }
        article.authors = found.names
        article.provenance.append(
            FieldProvenance(field: "authors", rule: found.candidate.rule, node: found.candidate.node))
    }

    // MARK: Dates

    private static let publishedNames = [
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
        "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created",
        "dcterms.date", "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime",
        "published_time", "dc.date.created", "article:published", "og:pubdate", "citation_date",
        "citation_publication_date", "rnews:datepublished", "originalpublicationdate", "displaydate",
    ]
    private static let modifiedNames = [
        "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod",
    ]
    private static let timeTag = HTMLTag.number("time")

    private mutating func dates(_ body: [Int]) {
        if let value = metadata.declared("datePublished") {
            add(value, source: "json-ld", hint: .published, weight: 78, name: "datePublished")
        }
        if let value = metadata.declared("dateModified") {
            add(value, source: "json-ld", hint: .modified, weight: 30, name: "dateModified")
        }
        for name in HTMLPage.publishedNames {
            guard let value = metadata.meta[name] else { continue }
            add(
                value, source: "meta", hint: .published,
                weight: name.hasSuffix("published_time") || name == "datepublished" ? 76 : 64, name: name)
        }
        for name in HTMLPage.modifiedNames {
            if let value = metadata.meta[name] { add(value, source: "meta", hint: .modified, weight: 30, name: name) }
        }
        var times = 0
        for node in 0..<tree.count where tree.tags[node] != 0 {
            if let value = tree.attribute(node, "itemprop"), value.lowercased() == "datepublished",
                let date = tree.attribute(node, "datetime") ?? tree.attribute(node, "content")
            {
                add(date, source: "time", hint: .published, weight: 77, name: "itemprop datePublished")
            } else if tree.tags[node] == HTMLPage.timeTag, times < 4, !isInComment(node),
                let date = tree.attribute(node, "datetime")
            {
                add(date, source: "time", hint: .near, weight: times == 0 ? 56 : 30, name: "time")
                times += 1
            }
        }
        markedDates()
        scriptDates()
        openingDate()
        titleDate()
        visibleDates(body)
    }

    private static let commentMarks: Set<String> = ["comment", "comments", "commentlist"]

    /// Whether an element above says that it holds readers' comments.
    private func isInComment(_ node: Int) -> Bool {
        var current = Int(tree.parents[node])
        while current > 0 {
            let names = (tree.attribute(current, "class") ?? "") + " " + (tree.attribute(current, "id") ?? "")
            let words = names.utf8.split { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            if words.contains(where: { HTMLPage.commentMarks.contains(String($0) ?? "") }) { return true }
            current = Int(tree.parents[current])
        }
        return false
    }

    /// Dates in attributes of elements that are marked as dates: `<abbr class="published" title="2017-07-23T17:06:45">`.
    private mutating func markedDates() {
        var found = 0
        for node in 0..<tree.count where tree.tags[node] != 0 && tree.tags[node] != HTMLPage.timeTag && found < 8 {
            guard let range = tree.attributeRange(node, "title") ?? tree.attributeRange(node, "datetime"),
                range.end - range.start >= 8, range.end - range.start <= 60, tree.bytes[range.start].isASCIIDigit,
                let name = tree.attribute(node, "class") ?? tree.attribute(node, "itemprop")
            else { continue }
            let folded = name.lowercased()
            let isModified = folded.contains("updated") || folded.contains("modified")
            guard isModified || folded.contains("publish") || folded.contains("date") || folded.contains("time") else {
                continue
            }
            found += 1
            let value = String(decoding: tree.bytes[range.start..<range.end], as: UTF8.self)
            add(
                value, source: "time", hint: isModified ? .modified : .near, weight: found == 1 ? 57 : 30,
                name: "class \(name)")
        }
    }

    /// The names under which the data of a page's own script give its date, the surest first.
    private static let scriptNames: [(name: String, weight: Int)] = [
        ("datePublished", 54), ("published_at", 50), ("publishedAt", 50), ("publishedDate", 50), ("publishDate", 50),
        ("publicationDate", 50), ("published_time", 50), ("dc:date", 46), ("createdAt", 42), ("created_at", 42),
        ("dateCreated", 42),
    ]

    private static let scriptRoots = ["ublish", "ublica", "reated", "dc:date"].map { Array($0.utf8) }

    /// The first date under such a name in a script: broken declarations and the state of a page that a script draws.
    private mutating func scriptDates() {
        // What has been read as a declaration is no second source.
        if metadata.declared("datePublished") != nil { return }
        for node in 0..<tree.count where tree.tags[node] == HTMLPage.scriptTag {
            guard let raw = tree.rawContents[Int32(node)], raw.end - raw.start > 40 else { continue }
            let script = Array(tree.bytes[Int(raw.start)..<Int(raw.end)])
            // A part of every name: most scripts have none of them.
            guard HTMLPage.scriptRoots.contains(where: { UTF8Text.contains(script, $0) }) else { continue }
            for (name, weight) in HTMLPage.scriptNames {
                guard let place = UTF8Text.index(script, of: Array(name.utf8)) else { continue }
                var offset = place + name.utf8.count
                let limit = min(script.count, offset + 12)
                while offset < limit, !script[offset].isASCIIDigit { offset += 1 }
                guard offset < limit else { continue }
                var end = offset
                while end < min(script.count, offset + 25),
                    script[end].isASCIIDigit || [0x2B, 0x2D, 0x2E, 0x3A, 0x54, 0x5A].contains(script[end])
                { end += 1 }
                let value = UTF8Text.string(script, offset, end)
                guard value.utf8.count >= 10, value.utf8.dropFirst(4).first == UInt8(ascii: "-") else { continue }
                add(value, source: "script", hint: .published, weight: weight, name: name)
                break
            }
        }
    }

    private static let scriptTag = HTMLTag.number("script")

    /// A date in the page's title, as "08.11.2021 | …".
    private mutating func titleDate() {
        guard let title = metadata.title, let found = lines.dates(Array(title.utf8)).first else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(found.day), edtf: found.day.iso, source: "title", evidence: title, hint: .near,
                weight: 38,
                note: "in the page's title"))
    }

    /// A date in the first words of the text, as a dateline of any language: "Bonn, 11 Oktober 2021 –".
    private mutating func openingDate() {
        let opening = Array(article.text.prefix(90))
        guard let found = LineDates(language: article.language ?? metadata.language).dates(opening).first,
            found.range.start <= 45
        else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(found.day), edtf: found.day.iso, source: "dateline",
                evidence: UTF8Text.string(opening, 0, found.range.end), hint: .dateline, weight: 50, note: ""))
    }

    /// Dates on short lines around the article.
    private mutating func visibleDates(_ body: [Int]) {
        guard let first = body.first, let last = body.last else {
            // Without an article only what is marked as its date counts.
            for block in blocks where block.words <= 14 && block.marks.contains(.date) && !block.isMarkedOut {
                guard let date = timexes(block).first, let bounds = date.bounds, let edtf = bounds.edtf else {
                    continue
                }
                evidence.append(
                    DateEvidence(
                        bounds: bounds, edtf: edtf, source: "text",
                        evidence: String(decoding: block.text, as: UTF8.self),
                        hint: .near, weight: 45, note: ""))
                break
            }
            return
        }
        let title = article.title.map(Folding.fold)
        let titleIndex = blocks.indices.last { index in
            index <= first && title != nil && Folding.fold(String(decoding: blocks[index].text, as: UTF8.self)) == title
        }
        // What stands beside the headline, in its element or the next but one above it, is the article's, whatever its class says.
        var head: Set<Int32> = []
        if let titleIndex, blocks[titleIndex].headingNode > 0 {
            let parent = tree.parents[Int(blocks[titleIndex].headingNode)]
            head = [parent]
            if parent > 0 { head.insert(tree.parents[Int(parent)]) }
        }
        func isBesideHeadline(_ block: PageBlock) -> Bool {
            var node = Int32(block.node)
            for _ in 0..<3 where node > 0 {
                if head.contains(node) { return true }
                node = tree.parents[Int(node)]
            }
            return false
        }
        var found = 0
        for index in blocks.indices where blocks[index].words <= 14 && found < 60 && !body.contains(index) {
            let block = blocks[index]
            guard block.text.contains(where: { $0.isASCIIDigit || $0 == 0xDB || $0 == 0xD9 }) else { continue }
            let dates = timexes(block)
            guard let date = dates.first, let bounds = date.bounds, let edtf = bounds.edtf else { continue }
            found += 1
            let words = String(decoding: block.text, as: UTF8.self)
            let role = LineLabels.shared.role(of: Folding.fold(words))?.role
            let isBetween = titleIndex.map { index > $0 && index < first } ?? (index < first && first - index <= 6)
            let isJustAbove = titleIndex.map { index < $0 && $0 - index <= 2 } ?? false
            // Close to the headline and outside the page's frame a date is the article's; the masthead is further off.
            let isClose =
                index < first && (titleIndex ?? first) - index <= 5 && !block.isMarkedOut && block.linkShare < 0.5
            let isMarked = block.marks.contains(.date)
            let hint: DateEvidence.Hint
            var weight = 40
            if role == "modified" {
                hint = .modified
                weight = 30
            } else if role == "other" {
                hint = .teaser
            } else if isBetween || (isMarked && index < first && !block.isMarkedOut) {
                hint = .near
                weight = isMarked ? 66 : 58
            } else if isJustAbove, isMarked {
                hint = .near
                weight = 52
            } else if isClose || index < first && isBesideHeadline(block) {
                hint = .near
                weight = isJustAbove ? 48 : 44
            } else if index < first {
                hint = .masthead
                // Outside the page's frame it may be the article's own, when nothing else is.
                weight = block.isMarkedOut || block.linkShare >= 0.5 ? 0 : 36
            } else if index <= last + 4 && (isMarked || role == "published")
                || role == "published" && index <= last + 12
            {
                hint = .near
                weight = 46
            } else {
                hint = .teaser
            }
            evidence.append(
                DateEvidence(
                    bounds: bounds, edtf: edtf,
                    source: hint == .masthead ? "masthead" : hint == .teaser ? "teaser" : "text", evidence: words,
                    hint: hint, weight: weight, note: ""))
        }
    }

    /// Whether a moment is written in universal time, which readers see as another day near midnight.
    private static func isUniversalTime(_ value: String) -> Bool {
        value.contains("T") && ["Z", "+00:00", "+0000"].contains { value.hasSuffix($0) } || value.hasSuffix("GMT")
    }

    /// A declared date: its day as written, in the zone it is written in.
    private mutating func add(_ value: String, source: String, hint: DateEvidence.Hint, weight: Int, name: String) {
        var day = CivilDay(iso: value)
        if day == nil {
            day =
                TemporalTagger.english.tag(Array(value.utf8), context: TimeContext(usesBackground: false)).timexes.first
            { $0.bounds?.length == 1 && $0.anchor == nil }?.bounds?.from
        }
        if day == nil, value.utf8.count >= 8, let number = Int(value.prefix(8)), number > 19_000_000 {
            day = CivilDay(number / 10_000, number / 100 % 100, number % 100)
        }
        guard let day, (1980...2100).contains(day.year) else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(day), edtf: day.iso, source: source, evidence: "\(name): \(value)", hint: hint,
                weight: weight, note: "", isUniversalTime: HTMLPage.isUniversalTime(value)))
    }
}

extension String {
    /// The parts between a separator.
    func components(_ separator: String) -> [String] {
        var result: [String] = []
        var rest = self[...]
        while let range = String(rest).range(ofFirst: separator) {
            let text = String(rest)
            result.append(String(text[..<range.lowerBound]))
            rest = Substring(String(text[range.upperBound...]))
        }
        result.append(String(rest))
        return result
    }

    /// Where some words first stand.
    func range(ofFirst words: String) -> Range<String.Index>? { ranges(of: words, last: false) }
    /// Where some words last stand.
    func range(ofLast words: String) -> Range<String.Index>? { ranges(of: words, last: true) }

    private func ranges(of words: String, last: Bool) -> Range<String.Index>? {
        let (text, wanted) = (Array(utf8), Array(words.utf8))
        guard !wanted.isEmpty, text.count >= wanted.count else { return nil }
        let starts = Array(0...(text.count - wanted.count))
        for start in last ? starts.reversed() : starts where text[start..<start + wanted.count].elementsEqual(wanted) {
            return utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: start + wanted.count)
        }
        return nil
    }
}
