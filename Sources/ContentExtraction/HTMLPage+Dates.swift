internal import DocumentModel
internal import HTMLParsing
internal import TemporalTagging
internal import TextPrimitives

/// The dates of a page, with the places that show them; ``DateJudge`` decides between them.
extension HTMLPage {
    static let publishedNames = [
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
        "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created",
        "dcterms.date", "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime",
        "published_time", "dc.date.created", "article:published", "og:pubdate", "citation_date",
        "citation_publication_date", "rnews:datepublished", "originalpublicationdate", "displaydate",
        "article_date_original", "apub:time", "dcterms.issued", "dc.date.published", "date_published", "publish_date",
        "article.created", "article:create_date", "created", "date.created", "og:article:published_time",
        "bt:pubdate", "pubdate_time", "original-publish-date", "ptime", "weibo: article:create_at",
    ]
    static let modifiedNames = [
        "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod",
    ]
    static let timeTag = HTMLTag.number("time")
    static let titled = HTMLTag.flags("a img link iframe button input label option area i svg")

    /// Gathers the evidence of the page's dates: declared, marked, in scripts, in words.
    ///
    /// - Parameters:
    ///   - body: The blocks of the article; none when the page has no article.
    ///   - leads: How many of them are its lead.
    mutating func dates(_ body: [Int], leads: Int) {
        if let value = metadata.declared("datePublished") {
            // A moment that is that of the update to the second was written over by it.
            add(
                value, source: "json-ld", hint: .published, weight: repeatsUpdate(value) ? 40 : 78,
                name: "datePublished")
        }
        if let value = metadata.declared("dateModified") {
            add(value, source: "json-ld", hint: .modified, weight: 30, name: "dateModified")
        }
        for (name, value) in metadata.published {
            let isSure = name.hasSuffix("published_time") || name == "datepublished"
            add(
                value, source: "meta", hint: .published, weight: repeatsUpdate(value) ? 40 : isSure ? 76 : 64,
                name: name)
        }
        for (name, value) in metadata.modified {
            add(value, source: "meta", hint: .modified, weight: 30, name: name)
        }
        var times = 0
        for node in index.dated {
            if tree.attribute(node, .itemprop, is: "datepublished"),
                let date = tree.attribute(node, .datetime) ?? tree.attribute(node, .content)
                    ?? tree.attribute(node, .title) ?? shortText(node)
            {
                add(
                    date, source: "time", hint: .published, weight: repeatsUpdate(date) ? 40 : 77,
                    name: "itemprop datePublished")
            } else if tree.tags[node] == HTMLPage.timeTag, times < 4, !isInComment(node),
                let date = tree.attribute(node, .datetime)
            {
                // A second one behind the article belongs to another.
                if times > 0, let last = body.last, node > blocks[last].node { break }
                let isUpdate = isLabelledAsUpdate(node)
                add(
                    date, source: "time", hint: isUpdate ? .modified : .near, weight: times == 0 && !isUpdate ? 56 : 30,
                    name: "time")
                times += 1
            }
        }
        markedDates()
        scriptDates()
        openingDate()
        titleDate()
        descriptionDate()
        visibleDates(body, leads: leads)
        withoutRepeatedUpdate()
    }

    /// The words of an element that holds little more than a date.
    func shortText(_ node: Int) -> String? {
        var text = ""
        for child in tree.subtree(of: node).prefix(8) where tree.tags[child] == 0 {
            text += UTF8Text.string(tree.bytes, Int(tree.starts[child]), Int(tree.ends[child])) + " "
        }
        return text.utf8.count <= 80 ? text : nil
    }

    private static let commentMarks = ["comment", "comments", "commentlist"].map { Array($0.utf8) }

    /// Whether an element above says that it holds readers' comments.
    private func isInComment(_ node: Int) -> Bool {
        var current = Int(tree.parents[node])
        while current > 0 {
            for name in [HTMLAttributeName.class, .id] {
                guard let (start, end) = tree.attributeRange(current, name) else { continue }
                let words = tree.bytes[start..<end].split {
                    $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
                if words.contains(where: { word in HTMLPage.commentMarks.contains { word.elementsEqual($0) } }) {
                    return true
                }
            }
            current = Int(tree.parents[current])
        }
        return false
    }

    /// Dates on short lines around the article.
    private mutating func visibleDates(_ body: [Int], leads: Int) {
        // The date may stand between the lead and the text.
        guard let first = body.dropFirst(leads).first ?? body.first, let last = body.last else {
            // Without an article only what is marked as its date counts, or stands beside its headline.
            let headings = blocks.filter { $0.isHeading && tree.tags[heading($0.node)] == BlockReader.h1 }
            // A headline of a few words is the name of the site.
            let headline = headings.count == 1 && headings[0].words >= 5 ? headings[0].headingNode : -1
            for block in blocks where block.words <= 14 && !block.isMarkedOut && !block.isHeading {
                let isBeside = headline > 0 && tree.parents[block.node] == tree.parents[Int(headline)]
                guard isBeside || block.marks.contains(.date) else { continue }
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
        let second = body.dropFirst(leads + 1).first ?? first
        let title = article.title.map(Folding.fold)
        let titleIndex = title.flatMap { title in
            blocks[...first].lastIndex { $0.isFolded(as: title) }
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
        let chosen = Set(body)
        labelledDates(chosen, first - 6...last + 12, title: title)
        let authors = article.authors.map { Array(Folding.fold($0).utf8) }.filter { $0.count >= 5 }
        // A line of the author and a date beside or behind the article is its by-line, unless there are more of them.
        let bylines = blocks.indices.filter { index in
            index > first && blocks[index].words <= 10 && hasDigit(blocks[index]) && namesAuthor(blocks[index], authors)
                && !timexes(blocks[index]).isEmpty
        }
        var found = 0
        for index in blocks.indices
        where (blocks[index].words <= 14 || blocks[index].words <= 30 && blocks[index].marks.contains(.byline))
            && found < 60 && !chosen.contains(index)
        {
            let block = blocks[index]
            // The days of a table, an info box, are those of what the page tells of.
            guard hasDigit(block), block.marks.contains(.date) || !isInTable(block) else { continue }
            let dates = timexes(block)
            guard let date = dates.first, let bounds = date.bounds, let edtf = bounds.edtf else { continue }
            found += 1
            let words = String(decoding: block.text, as: UTF8.self)
            let role = role(of: block, at: index, date)
            // In the headline's own element a paragraph, its lead, may come before the date.
            let isUnderHeadline = titleIndex.map { index > $0 } ?? false && index < second && isBesideHeadline(block)
            let isBetween =
                isUnderHeadline
                || (titleIndex.map { index > $0 && index < first } ?? (index < first && first - index <= 6))
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
                // A label beside the headline is meant for readers, a bare "date" in the head for anybody.
                weight = role == "published" ? 68 : isMarked ? 66 : 58
            } else if isJustAbove, isMarked {
                hint = .near
                weight = 52
            } else if isClose || index < first && isBesideHeadline(block) {
                hint = .near
                weight = isJustAbove ? 48 : 44
            } else if index < first, namesAuthor(block, authors) {
                hint = .near
                weight = 50
            } else if index < first {
                hint = .masthead
                // Outside the page's frame it may be the article's own, when nothing else is.
                weight = block.isMarkedOut || block.linkShare >= 0.5 ? 0 : 36
            } else if index <= last + 4 && (isMarked || role == "published")
                || role == "published" && index <= last + 12 || bylines.count == 1 && bylines.first == index
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

    /// What the label of a date says: before it on its line, or alone on the line above.
    private func role(of block: PageBlock, at index: Int, _ date: Timex) -> String? {
        if let role = LineLabels.shared.role(of: block.folded)?.role {
            return role
        }
        let before = Folding.folded(block.text, 0, min(date.range.start, block.text.count))
        if let role = LineLabels.shared.role(endingWith: before) { return role }
        let after = Folding.folded(block.text, min(date.range.end, block.text.count), block.text.count)
        if LineLabels.shared.role(ofWhole: after.trimmingSpaces) == "modified" { return "modified" }
        guard index > 0, block.words <= 5, blocks[index - 1].words <= 4 else { return nil }
        return LineLabels.shared.role(ofWhole: blocks[index - 1].folded)
    }

    /// Whether a short line names an author of the article.
    private func namesAuthor(_ block: PageBlock, _ authors: [[UInt8]]) -> Bool {
        guard block.words <= 14, !authors.isEmpty else { return false }
        let words = block.folded
        return authors.contains { UTF8Text.contains(words, $0) }
    }

    /// Whether a line has a digit, or letters of a script that may have its own.
    private func hasDigit(_ block: PageBlock) -> Bool {
        block.hasFigure
    }

    /// Dates behind a label of publication in longer lines around the article, and at the beginning of lines in it.
    ///
    /// - Parameters:
    ///   - body: The blocks of the article.
    ///   - range: The blocks around it, to the twelfth behind its last.
    ///   - title: The folded headline.
    private mutating func labelledDates(_ body: Set<Int>, _ range: ClosedRange<Int>, title: String?) {
        let title = title.map { Array($0.utf8) } ?? []
        for index in blocks.indices {
            let block = blocks[index]
            // Farther away a line must name the article.
            if !range.contains(index) {
                guard title.count >= 16, (15...120).contains(block.words), block.text.count > title.count,
                    block.text.first.map({ $0.asciiLowercased == title[0] || $0 >= 0x80 }) ?? false,
                    block.folded.starts(with: title)
                else { continue }
            }
            let isInside = body.contains(index)
            // A short line outside is judged by where it stands as well.
            guard isInside ? block.words <= 60 : (15...120).contains(block.words),
                hasDigit(block)
            else { continue }
            let isLast = index >= range.upperBound - 13
            // Within the article the line must begin with a label.
            if isInside, !isLast {
                let opening = Folding.folded(block.text, 0, min(60, block.text.count))
                guard LineLabels.shared.role(of: opening)?.role == "published" else { continue }
            }
            for date in timexes(block) {
                guard let bounds = date.bounds, let edtf = bounds.edtf, date.range.start <= 400 else {
                    continue
                }
                let before = Folding.folded(block.text, 0, date.range.start)
                let isLabelled =
                    LineLabels.shared.role(endingWith: before) == "published"
                    || isLast && block.words <= 5 && role(of: block, at: index, date) == "published"
                // Within the article a label counts at the beginning of a line, or at the end of all.
                let isInPlace = !isInside || isLast || LineLabels.shared.role(of: before)?.role == "published"
                guard isInPlace, isLabelled || (!isInside || isLast) && saysPosted(block, date)
                else { continue }
                evidence.append(
                    DateEvidence(
                        bounds: bounds, edtf: edtf, source: "text",
                        evidence: String(decoding: block.text.prefix(200), as: UTF8.self), hint: .near, weight: 46,
                        note: ""))
                break
            }
        }
    }

    /// Whether a line says behind its only date that something was posted: "… on 3 May at 10:15 by ama was posted".
    private func saysPosted(_ block: PageBlock, _ date: Timex) -> Bool {
        guard timexes(block).count == 1 else { return false }
        let words = Folding.folded(block.text, date.range.end, block.text.count).split(separator: 0x20)
        return words.prefix(6).contains { LineLabels.shared.role(ofWhole: Array($0)) == "posting" }
    }

    /// Whether a moment is written in universal time, which readers see as another day near midnight.
    private static func isUniversalTime(_ value: String) -> Bool {
        value.contains("T") && ["Z", "+00:00", "+0000"].contains { value.hasSuffix($0) } || value.hasSuffix("GMT")
    }

    /// A declared date: its day as written, in the zone it is written in.
    mutating func add(_ value: String, source: String, hint: DateEvidence.Hint, weight: Int, name: String) {
        var day = CivilDay(iso: value)
        if day == nil {
            day =
                TemporalTagger.english.tag(Array(value.utf8), context: TimeContext(usesBackground: false)).timexes.first
            { $0.bounds?.length == 1 && $0.anchor == nil }?.bounds?.from
        }
        if day == nil, value.utf8.count >= 8, let number = Int(value.prefix(8)), number > 19_000_000 {
            day = CivilDay(number / 10_000, number / 100 % 100, number % 100)
        }
        // Months by name and other scripts; figures alone leave the order of day and month open.
        if day == nil, value.utf8.contains(where: { $0.isASCIILetter || $0 >= 0x80 }) {
            day = lines.dates(Array(value.utf8)).first?.day
        }
        guard let day, (1980...2100).contains(day.year) else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(day), edtf: day.iso, source: source, evidence: "\(name): \(value)", hint: hint,
                weight: weight, note: "", isUniversalTime: HTMLPage.isUniversalTime(value),
                secondOfHour: HTMLPage.secondOfHour(value)))
    }

    /// The minutes and seconds of a time such as 17:49:09, in seconds; nil without them, or when both are 0.
    private static func secondOfHour(_ value: String) -> Int? {
        let bytes = Array(value.utf8)
        for index in bytes.indices.dropLast(7) where bytes[index + 2] == 0x3A && bytes[index + 5] == 0x3A {
            let digits = [3, 4, 6, 7].map { Int(bytes[index + $0]) - 0x30 }
            guard digits.allSatisfy((0...9).contains) else { continue }
            let second = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
            return second == 0 ? nil : second
        }
        return nil
    }
}
