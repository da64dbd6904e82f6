internal import DocumentModel
internal import TextPrimitives

/// Reports of copies that the earliest copy of their text tells in the same words.
///
/// They tell of its events, on its days: "on Tuesday" in a reprint of two weeks later is the Tuesday of the text. A copy adds a page to
/// an event, never an event.
struct CopiedReports {
    /// The report of the earliest copy, by that of a later one; both by their places in the table.
    private var origin: [Int: Int] = [:]

    /// Finds them.
    ///
    /// - Complexity: O(*n*) in reports.
    init(_ table: ReportTable) {
        var byText: [Int32: [Int]] = [:]
        for (index, page) in table.pages.enumerated() { byText[page.text, default: []].append(index) }
        for pages in byText.values where pages.count > 1 {
            guard let root = CopiedReports.root(pages, table) else { continue }
            let first = CopiedReports.reports(of: root, table)
            for page in pages where page != root { join(CopiedReports.reports(of: page, table), first, table) }
        }
    }

    /// The page that others of its text are copies of; nil where it is known to be elsewhere.
    private static func root(_ pages: [Int], _ table: ReportTable) -> Int? {
        if pages.contains(where: { table.pages[$0].isHead != nil }) {
            return pages.first { table.pages[$0].isHead == true }
        }
        return pages.first { table.pages[$0].isRoot && !reports(of: $0, table).isEmpty } ?? pages.first
    }

    private static func reports(of page: Int, _ table: ReportTable) -> Range<Int> {
        let end = page + 1 < table.pages.count ? Int(table.pages[page + 1].firstReport) : table.reports.count
        return Int(table.pages[page].firstReport)..<end
    }

    /// First what stands in the same sentence, then what stands in the same order.
    private mutating func join(_ copies: Range<Int>, _ roots: Range<Int>, _ table: ReportTable) {
        var taken: Set<Int> = []
        for key in [\Report.sentenceKey, \Report.wordsKey] {
            // Backwards, so that the first of a key is the last of its list.
            var open: [UInt64: [Int]] = [:]
            for place in roots.reversed() where !taken.contains(place) {
                open[table.reports[place][keyPath: key], default: []].append(place)
            }
            for place in copies where origin[place] == nil {
                guard let twin = open[table.reports[place][keyPath: key]]?.popLast() else { continue }
                taken.insert(twin)
                origin[place] = twin
            }
        }
    }

    /// What tells a report apart among those of its text: kind, polarity, parties and words, and with them the letters of its sentence.
    static func keys(_ event: Event, _ body: IndexedText) -> (words: UInt64, sentence: UInt64) {
        var bytes = Array(
            "\(event.type)|\(event.polarity.rawValue)|\(event.countries.sorted().joined(separator: "-"))|".utf8)
        bytes += Folding.folded(body.bytes, event.trigger.start, event.trigger.end)
        let words = StableHash.words(bytes, 0, bytes.count)
        bytes.append(UInt8(ascii: "|"))
        if let sentence = event.evidence.first { append(letters: body.quote(sentence), to: &bytes) }
        return (words, StableHash.words(bytes, 0, bytes.count))
    }

    private static func append(letters text: String, to bytes: inout [UInt8]) {
        for scalar in Folding.fold(text).unicodeScalars {
            if scalar.isASCII {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                if byte.isASCIILetter || byte.isASCIIDigit { bytes.append(byte) }
            } else if scalar.properties.isAlphabetic {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }

    /// Whether the earliest copy tells what a report tells.
    func isCopy(_ place: Int) -> Bool { origin[place] != nil }

    /// Puts the reports of copies to those of the earliest ones.
    func join(_ groups: inout [[Int32]]) {
        guard !origin.isEmpty else { return }
        var group: [Int32: Int] = [:]
        for (number, places) in groups.enumerated() { for place in places { group[place] = number } }
        for (copy, first) in origin.sorted(by: { $0.key < $1.key }) {
            guard let number = group[Int32(first)] else { continue }
            groups[number].append(Int32(copy))
            groups[number].sort()
        }
    }
}
