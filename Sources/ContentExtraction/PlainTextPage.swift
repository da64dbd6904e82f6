internal import DocumentModel
internal import TextPrimitives

/// Reads an article from the plain text of a page: chrome, teasers and forms are found without tags.
struct PlainTextPage {
    let page: [UInt8]
    let lines: [PageLine]
    private(set) var article = Article()
    private var evidence: [DateEvidence] = []
    private var yearless: YearlessDay?

    init(_ page: [UInt8]) {
        self.page = page
        lines = PageLine.lines(of: page)
    }

    /// Reads the page.
    ///
    /// - Parameters:
    ///   - url: The page's address, if the caller knows it.
    ///   - captured: The moment of capture, if the caller knows it.
    /// - Returns: The article.
    mutating func read(url: String?, captured: String?) -> Article {
        article.url = url
        guard !lines.isEmpty else {
            article.rejected = "empty"
            article.captured = captured
            return article
        }
        guard let body = bodyLines() else {
            article.rejected = "no article: no run of sentences on the page"
            article.captured = captured
            return article
        }
        let title = titleLine(before: body.lowerBound)
        var authorLines: Set<Int> = []
        readHead(before: body.lowerBound, title: title, authorLines: &authorLines)
        let signature = readTail(after: body.upperBound, authorLines: &authorLines)
        composeText(body)
        if let title {
            article.title = lines[title].parts.map { text($0) }.joined(separator: " ")
            article.provenance.append(
                FieldProvenance(field: "title", rule: "line before the body", node: "line \(title + 1)"))
        }
        article.language = LanguageGuess.language(of: article.text)
        readOpeningDateline()
        for (index, line) in lines.enumerated()
        where !body.contains(index) && index != title && !authorLines.contains(index) {
            if let reason = leftOutReason(index, line, signature: signature, body: body) {
                article.leftOut.append(LeftOut(text: text(line.range), reason: reason))
            }
        }
        if let url { evidence += URLDates.evidence(in: url) }
        let judge = DateJudge(
            text: article.text, language: article.language, evidence: evidence, yearless: yearless,
            capturedByCaller: captured)
        let verdict = judge.verdict()
        article.published = verdict.published
        article.captured = verdict.captured
        article.dates = verdict.candidates
        return article
    }

    private func text(_ range: TextRange) -> String { UTF8Text.string(page, range.start, range.end) }

    // MARK: Body

    /// The best run of lines: sentences count for it, short lines, dates and chrome against it.
    private func bodyLines() -> ClosedRange<Int>? {
        var best: (range: ClosedRange<Int>, score: Int)?
        var start = 0
        var sum = 0
        for (index, line) in lines.enumerated() {
            let value = score(line)
            if sum <= 0 {
                start = index
                sum = 0
            }
            sum += value
            if value > 0, sum > (best?.score ?? 0) { best = (start...index, sum) }
        }
        guard let best, best.score >= 12 else { return nil }
        var range = best.range
        // A first line without a full stop is the headline, not the lead.
        while range.lowerBound < range.upperBound,
            !lines[range.lowerBound].endsSentence || isDateline(lines[range.lowerBound])
        {
            range = range.lowerBound + 1...range.upperBound
        }
        // A last line that is a signature stands behind the article.
        while range.lowerBound < range.upperBound, signatureName(lines[range.upperBound]) != nil {
            range = range.lowerBound...range.upperBound - 1
        }
        return range
    }

    private func isDateline(_ line: PageLine) -> Bool { !line.dates.isEmpty && line.words <= 12 && !line.endsSentence }

    private func score(_ line: PageLine) -> Int {
        if let chrome = line.chrome { return chrome.kind == .drop ? -8 : -60 }
        if line.isDateOnly { return -12 }
        if line.isRepeated { return -line.words }
        if line.endsSentence, line.words >= 4 { return min(line.words, 60) }
        return line.words >= 20 ? line.words / 2 : -6
    }

    private mutating func composeText(_ body: ClosedRange<Int>) {
        var text: [UInt8] = []
        for index in body {
            let line = lines[index]
            if line.chrome != nil || line.isDateOnly || (line.isRepeated && !line.endsSentence) { continue }
            if !text.isEmpty { text += [10, 10] }
            for (number, part) in line.parts.enumerated() {
                if number > 0 { text += WrappedLines.separator(page, after: line.parts[number - 1]) }
                article.segments.append(
                    SourceSegment(textStart: text.count, pageStart: part.start, length: part.length))
                text.append(contentsOf: page[part.start..<part.end])
            }
        }
        article.text = text
        article.provenance.append(
            FieldProvenance(
                field: "text", rule: "best run of sentences",
                node: "lines \(body.lowerBound + 1)–\(body.upperBound + 1)"))
    }

    // MARK: Title

    /// The line that is the headline: near the body, no sentence, no date, more telling than a rubric.
    private func titleLine(before body: Int) -> Int? {
        var best: (index: Int, score: Int)?
        for index in max(0, body - 12)..<body {
            let line = lines[index]
            guard line.chrome == nil, !line.isDateOnly, !isDateline(line), (2...40).contains(line.words),
                !isByline(line), !isDatedByline(line), !line.folded.contains(" | "),
                line.dates.isEmpty || LineLabels.shared.role(of: Array(line.folded.utf8)) == nil
            else { continue }
            var score = min(line.words, 10) * 3 - (body - index)
            if line.words < 3 { score -= 12 }
            if line.endsSentence, line.words > 12 { score -= 25 }
            if lines.contains(where: {
                $0.chrome != nil && $0.folded.hasSuffix(line.folded) && $0.folded != line.folded
            }) {
                score += 30
            }
            if score >= (best?.score ?? 1) { best = (index, score) }
        }
        return best?.index
    }

    // MARK: Head and tail

    private mutating func readHead(before body: Int, title: Int?, authorLines: inout Set<Int>) {
        for index in 0..<body where index != title {
            let line = lines[index]
            let isApart = title.map { index < $0 && lines[index + 1..<$0].contains { $0.chrome != nil } } ?? false
            if line.folded.contains(" | ")
                || LineLabels.shared.role(of: Array(line.folded.utf8)) != nil && !isDatedByline(line)
            {
                readFields(line, index)
                continue
            }
            if !line.dates.isEmpty, line.words <= 14 {
                if isDatedByline(line) {
                    let name = String(byName(line).prefix { $0 != "," })
                    if !article.authors.contains(name) { article.authors.append(name) }
                    article.provenance.append(
                        FieldProvenance(field: "authors", rule: "by-line with a date", node: "line \(index + 1)"))
                }
                if isApart {
                    addDates(line, source: "masthead", hint: .masthead, weight: 10, note: "")
                } else {
                    let isBelow = title.map { index > $0 } ?? true
                    addDates(
                        line, source: isBelow ? "dateline" : "text", hint: isBelow ? .dateline : .near,
                        weight: isBelow ? 60 : 50, note: weekdayNote(line))
                    readAgency(line)
                }
                continue
            }
            if let title, index > title, isByline(line) {
                let name = byName(line)
                if !article.authors.contains(name) { article.authors.append(name) }
                article.provenance.append(
                    FieldProvenance(field: "authors", rule: "line below the title", node: "line \(index + 1)"))
                authorLines.insert(index)
            }
        }
    }

    /// Reads what stands behind the body, a signature, a trailing date, teasers, and returns the signature's lines.
    private mutating func readTail(after body: Int, authorLines: inout Set<Int>) -> Set<Int> {
        var signature: Set<Int> = []
        var sawChrome = false
        var index = body + 1
        while index < lines.count {
            let line = lines[index]
            if line.chrome != nil { sawChrome = true }
            if !sawChrome, index <= body + 3, let name = signatureName(line) {
                signature.insert(index)
                authorLines.insert(index)
                if !article.authors.contains(name) { article.authors.append(name) }
                var quote = text(line.range)
                // A signature that breaks off goes on in the next line.
                if index + 1 < lines.count, !lines[index + 1].isDateOnly, lines[index + 1].chrome == nil,
                    lines[index + 1].words <= 20,
                    !line.endsSentence, signatureName(lines[index + 1]) == nil
                {
                    index += 1
                    signature.insert(index)
                    authorLines.insert(index)
                    quote += " " + text(lines[index].range)
                }
                article.provenance.append(
                    FieldProvenance(field: "authors", rule: "signature behind the body", node: quote))
                article.byline = quote
            } else if !line.dates.isEmpty, line.words <= 14 {
                let isTeaser = sawChrome || !line.isDateOnly
                addDates(
                    line, source: isTeaser ? "teaser" : "text", hint: isTeaser ? .teaser : .trailing, weight: 35,
                    note: isTeaser ? "" : "behind the article")
            }
            index += 1
        }
        return signature
    }

    /// Fields of a line such as "Date: 14/05/2021 | Source: The Courier".
    private mutating func readFields(_ line: PageLine, _ index: Int) {
        var start = line.range.start
        while start < line.range.end {
            var end = start
            while end < line.range.end, page[end] != UInt8(ascii: "|") { end += 1 }
            var first = start
            var last = end
            while first < last, page[first].isASCIISpace { first += 1 }
            while last > first, page[last - 1].isASCIISpace { last -= 1 }
            readField(TextRange(first, last), line, index)
            start = end + 1
        }
    }

    private mutating func readField(_ range: TextRange, _ line: PageLine, _ index: Int) {
        let field = text(range)
        guard let (role, label) = LineLabels.shared.role(of: Array(Folding.fold(field).utf8)) else { return }
        let value = String(decoding: Array(field.utf8).dropFirst(label), as: UTF8.self)
        switch role {
        case "published", "modified":
            for date in line.dates where range.contains(date.range) {
                add(
                    date, source: "dateline", evidence: field, hint: role == "published" ? .published : .modified,
                    weight: role == "published" ? 70 : 45, note: orderNote(date))
            }
            // An update is the only date that some pages show: it stands in when there is no other.
            if role == "modified" {
                for date in line.dates where range.contains(date.range) {
                    add(
                        date, source: "dateline", evidence: field, hint: .near, weight: 30,
                        note: "marked as an update, no other date is shown")
                }
            }
        case "source":
            guard !value.isEmpty else { return }
            article.via.append(Via(name: value, kind: AgencyNames.kind(value), quote: field))
        case "author":
            guard !value.isEmpty, value.utf8.count < 80, line.dates.isEmpty || range.length < line.range.length else {
                return
            }
            article.authors.append(value)
            article.provenance.append(
                FieldProvenance(field: "authors", rule: "labelled field", node: "line \(index + 1)"))
        default: break
        }
    }

    private mutating func addDates(_ line: PageLine, source: String, hint: DateEvidence.Hint, weight: Int, note: String)
    {
        for date in line.dates {
            add(
                date, source: source, evidence: text(line.range), hint: hint, weight: weight,
                note: note.isEmpty ? orderNote(date) : note)
        }
    }

    private mutating func add(
        _ date: Timex, source: String, evidence words: String, hint: DateEvidence.Hint, weight: Int, note: String
    ) {
        guard let bounds = date.bounds, let edtf = bounds.edtf else { return }
        evidence.append(
            DateEvidence(
                bounds: bounds, edtf: edtf, source: source, evidence: words, hint: hint, weight: weight, note: note))
    }

    /// Says how the order of day and month was decided, for numeric dates.
    private func orderNote(_ date: Timex) -> String {
        guard date.rule == "abs.numeric", let day = date.bounds?.from?.day else { return "" }
        let words = text(date.range)
        guard words.utf8.prefix(4).contains(where: { !$0.isASCIIDigit }) else { return "" }
        return day > 12 ? "day first or last: \(day) cannot be a month" : ""
    }

    private func weekdayNote(_ line: PageLine) -> String {
        line.dates.contains { $0.rule.hasPrefix("abs.w") } ? "the weekday agrees" : ""
    }

    /// An agency in brackets behind a dateline: "HAVANA, June 14 (GNA)".
    private mutating func readAgency(_ line: PageLine) {
        let words = Array(page[line.range.start..<line.range.end])
        guard let open = words.lastIndex(of: UInt8(ascii: "(")), let close = words.lastIndex(of: UInt8(ascii: ")")),
            close > open + 2
        else { return }
        let name = String(decoding: words[(open + 1)..<close], as: UTF8.self)
        guard name.utf8.count <= 30, name.utf8.first?.isASCIIUpper == true, !name.utf8.contains(where: \.isASCIIDigit)
        else { return }
        article.via.append(Via(name: name, kind: "agency", quote: text(line.range)))
    }

    /// A dateline that opens the first paragraph: "PYONGYANG, May 14 (KCNA) -- …".
    private mutating func readOpeningDateline() {
        guard let (dates, open, agency, quote) = OpeningDateline.read(article.text) else { return }
        yearless = open
        for date in dates {
            guard let bounds = date.bounds, let edtf = bounds.edtf else { continue }
            evidence.append(
                DateEvidence(
                    bounds: bounds, edtf: edtf, source: "dateline", evidence: quote, hint: .dateline, weight: 55,
                    note: ""))
        }
        if let agency, !article.via.contains(where: { $0.name == agency }) {
            article.via.append(Via(name: agency, kind: "agency", quote: quote))
        }
    }

    // MARK: Names

    /// Whether a line is a name alone, or a name with a count of views.
    private func isByline(_ line: PageLine) -> Bool {
        if line.endsSentence || line.words > 7 { return false }
        if line.folded.hasPrefix("by ") { return true }
        let name = byName(line).words
        guard (2...4).contains(name.count) else { return false }
        return name.allSatisfy { $0.utf8.first.map { $0.isASCIIUpper || $0 >= 0x80 } ?? false }
            && isLowerAfterFirst(name) && nameIsAlone(line)
    }

    /// "By NAME, OUTLET, 14 March 2024".
    private func isDatedByline(_ line: PageLine) -> Bool {
        line.folded.hasPrefix("by ") && line.folded.contains(",") && !line.dates.isEmpty && line.words <= 14
    }

    /// A line that is a name is repeated with a count behind it, or stands directly above the body or a date.
    private func nameIsAlone(_ line: PageLine) -> Bool {
        let name = Folding.fold(byName(line))
        return lines.contains { $0.range != line.range && $0.folded.hasPrefix(name) && $0.chrome?.id == "views" }
            || line.chrome?.id == "views"
    }

    private func isLowerAfterFirst(_ words: [Substring]) -> Bool {
        words.allSatisfy { word in word.utf8.dropFirst().contains { !$0.isASCIIUpper } || word.utf8.count <= 2 }
    }

    private func byName(_ line: PageLine) -> String {
        var words = text(line.range).words.map(String.init)
        if words.first?.lowercased() == "by" { words.removeFirst() }
        if let digits = words.firstIndex(where: { $0.utf8.allSatisfy(\.isASCIIDigit) }) {
            words = Array(words[..<digits])
        }
        return words.joined(separator: " ")
    }

    /// The name in a signature such as "Kim Sung Chan, chairman of …": capitals, a comma, an office in small letters.
    private func signatureName(_ line: PageLine) -> String? {
        guard line.chrome == nil, !line.endsSentence, (3...30).contains(line.words), line.dates.isEmpty else {
            return nil
        }
        let words = text(line.range)
        guard let comma = words.firstIndex(of: ",") else { return nil }
        let name = words[..<comma].words
        let rest = words[words.index(after: comma)...].drop { $0 == " " }
        guard (2...5).contains(name.count), name.allSatisfy({ $0.utf8.first?.isASCIIUpper ?? false }),
            let first = rest.utf8.first, !first.isASCIIUpper, first.isASCIILetter
        else { return nil }
        return name.joined(separator: " ")
    }

    private func leftOutReason(_ index: Int, _ line: PageLine, signature: Set<Int>, body: ClosedRange<Int>) -> String? {
        if signature.contains(index) { return nil }
        if let chrome = line.chrome { return "page chrome (\(chrome.id))" }
        if line.isRepeated { return "stands more than once on the page: a teaser" }
        return index < body.lowerBound ? "before the article" : "behind the article"
    }
}
