internal import DocumentModel
internal import HTMLParsing
internal import TemporalTagging
internal import TextPrimitives

/// Dates that attributes, scripts, titles and the first words of a text give.
extension HTMLPage {
    /// Dates in attributes of elements that are marked as dates: `<abbr class="published" title="2017-07-23T17:06:45">`;
    /// and the first date that a `title` labels: `<div title="Date of publication">3 May 2021</div>`.
    mutating func markedDates() {
        var found = 0
        var isLabelled = false
        for node in index.titled where tree.tags[node] != HTMLPage.timeTag && found < 8 {
            guard let range = tree.attributeRange(node, .title) ?? tree.attributeRange(node, .datetime),
                range.end - range.start >= 6, range.end - range.start <= 60
            else { continue }
            guard tree.bytes[range.start].isASCIIDigit else {
                // The titles of links and pictures are many, and no labels.
                if isLabelled || range.end - range.start > 40 || HTMLPage.titled[Int(tree.tags[node])] { continue }
                let label = String(decoding: tree.bytes[range.start..<range.end], as: UTF8.self)
                if LineLabels.shared.role(ofWhole: Array(Folding.fold(label).utf8)) == "published",
                    let text = shortText(node)
                {
                    add(text, source: "time", hint: .near, weight: 50, name: "title \(label)")
                    isLabelled = true
                }
                continue
            }
            guard range.end - range.start >= 8,
                let name = tree.attribute(node, .class) ?? tree.attribute(node, .itemprop)
            else { continue }
            let folded = name.lowercased()
            let isModified = folded.holds("updated") || folded.holds("modified")
            guard isModified || folded.holds("publish") || folded.holds("date") || folded.holds("time") else {
                continue
            }
            found += 1
            let value = String(decoding: tree.bytes[range.start..<range.end], as: UTF8.self)
            add(
                value, source: "time", hint: isModified ? .modified : .near,
                weight: found == 1 ? 57 : 30, name: "class \(name)")
        }
    }

    /// The names under which the data of a page's own script give its date, the surest first.
    private static let scriptNames: [(name: [UInt8], weight: Int)] = [
        ("datePublished", 54), ("published_at", 50), ("publishedAt", 50), ("publishedDate", 50), ("publishDate", 50),
        ("publicationDate", 50), ("published_time", 50), ("dc:date", 46), ("createdAt", 42), ("created_at", 42),
        ("dateCreated", 42),
    ].map { (name: String, weight: Int) in (Array(name.utf8), weight) }

    private static let scriptRoots = ["ubli", "reated", "dc:date"].map { Array($0.utf8) }

    /// The first date under such a name in a script: broken declarations and the state of a page that a script draws.
    mutating func scriptDates() {
        // What has been read as a declaration is no second source.
        if metadata.declared("datePublished") != nil { return }
        let page = tree.bytes
        for node in index.scripts {
            guard let raw = tree.rawContents[Int32(node)], raw.end - raw.start > 40 else { continue }
            let script = Int(raw.start)..<Int(raw.end)
            // A part of every name: most scripts have none of them.
            guard HTMLPage.scriptRoots.contains(where: { UTF8Text.index(page, of: $0, in: script) != nil }) else {
                continue
            }
            for (name, weight) in HTMLPage.scriptNames {
                guard let place = UTF8Text.index(page, of: name, in: script) else { continue }
                var offset = place + name.count
                let limit = min(script.upperBound, offset + 12)
                while offset < limit, !page[offset].isASCIIDigit { offset += 1 }
                guard offset < limit else { continue }
                var end = offset
                while end < min(script.upperBound, offset + 25),
                    page[end].isASCIIDigit || [0x2B, 0x2D, 0x2E, 0x3A, 0x54, 0x5A].contains(page[end])
                { end += 1 }
                let value = UTF8Text.string(page, offset, end)
                guard value.utf8.count >= 10, value.utf8.dropFirst(4).first == UInt8(ascii: "-") else { continue }
                add(
                    value, source: "script", hint: .published, weight: weight,
                    name: String(decoding: name, as: UTF8.self))
                break
            }
        }
    }

    /// A date in the page's title, as "08.11.2021 | …".
    mutating func titleDate() {
        guard let title = metadata.title, let found = lines.dates(Array(title.utf8)).first,
            !HTMLPage.opensRange(Array(title.utf8), found.range.end)
        else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(found.day), edtf: found.day.iso, source: "title", evidence: title, hint: .near,
                weight: 38,
                note: "in the page's title"))
    }

    /// A labelled date in the page's description: "… (published on 3 May 2021)".
    mutating func descriptionDate() {
        guard let words = metadata.meta["description"] ?? metadata.meta["og:description"] else { return }
        let line = Array(words.utf8)
        for found in lines.dates(line) {
            let before = Folding.folded(line, 0, found.range.start)
            guard LineLabels.shared.role(endingWith: before) == "published" else { continue }
            evidence.append(
                DateEvidence(
                    bounds: DayBounds(found.day), edtf: found.day.iso, source: "meta",
                    evidence: "description: \(words)",
                    hint: .near, weight: 40, note: "in the page's description"))
            return
        }
    }

    /// A date in the first words of the text, as a dateline of any language: "Bonn, 11 Oktober 2021 –".
    mutating func openingDate() {
        let opening = Array(article.text.prefix(90))
        guard let found = LineDates(language: article.language ?? metadata.language).dates(opening).first,
            found.range.start <= 45, !HTMLPage.opensRange(opening, found.range.end),
            HTMLPage.opensDateline(opening[..<found.range.start])
        else { return }
        evidence.append(
            DateEvidence(
                bounds: DayBounds(found.day), edtf: found.day.iso, source: "dateline",
                evidence: UTF8Text.string(opening, 0, found.range.end), hint: .dateline, weight: 50, note: ""))
    }

    /// Whether a date goes on as a range of days, "11-12" or "11日～12日": what is told of, not when it is told.
    static func opensRange(_ line: [UInt8], _ end: Int) -> Bool {
        var offset = end
        var isJoined = false
        while offset < line.count, offset < end + 16 {
            let (value, length) = UTF8Text.scalar(in: line, at: offset)
            if isJoined, (0x30...0x39).contains(value) { return true }
            let isJoint = [0x2D, 0x2013, 0x7E, 0x301C, 0xFF5E].contains(value)
            // The sign of the day and the weekday in brackets may stand between.
            guard isJoint || value >= 0x2E80 || value == 0x28 || value == 0x29 else { return false }
            isJoined = isJoint
            offset += length
        }
        return false
    }

    /// Whether the words before a date can open a dateline: a place, an agency, signs and words of three letters, no sentence.
    static func opensDateline(_ words: ArraySlice<UInt8>) -> Bool {
        words.split { !$0.isASCIILetter && $0 < 0x80 }.allSatisfy { word in
            word.count <= 3 || word.first.map { $0.isASCIIUpper || $0 >= 0x80 } ?? true
        }
    }
}
