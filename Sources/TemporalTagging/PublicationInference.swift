internal import DocumentModel
internal import TextPrimitives

/// Bounds the day on which a text was published by what the text says.
///
/// Each constraint gives an interval and a sentence; the intervals are intersected in the order of their strength,
/// and one that would leave nothing is passed over. `notes` of the design: anniversary and event year, era years,
/// "today" beside a date, dates told as past, well-known events and offices.
final class PublicationInference {
    /// One constraint.
    struct Constraint {
        var bounds: DayBounds
        var reason: String
        var range: TextRange?
    }

    private let text: [UInt8]
    private let timexes: [Timex]
    private let background: BackgroundTable.Finding?
    private let context: TimeContext
    /// Cut when the first constraint asks for them: most texts bound nothing.
    private lazy var sentences = Segmentation.sentences(text).map { TextRange($0.start, $0.end) }

    /// Makes an inference.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - timexes: The expressions found in it, in text order.
    ///   - background: What the table of well-known dates has for it; nil for nothing.
    ///   - context: What is known beside the words.
    init(text: [UInt8], timexes: [Timex], background: BackgroundTable.Finding?, context: TimeContext) {
        (self.text, self.timexes, self.background, self.context) = (text, timexes, background, context)
    }

    /// The words with which an expression begins that may name the day or year of publication.
    static let openings: [StaticString] = ["today", "this", "next", "last"]

    /// The bounds, or nil when nothing in the text sets any.
    func bounds() -> PublicationBounds? {
        var constraints: [Constraint] = []
        constraints += namedDay()
        constraints += anniversaries()
        constraints += yearsSaid()
        if let background { constraints += wellKnown(background) }
        guard !constraints.isEmpty else { return nil }
        constraints += pastDates()
        if let notAfter = context.notAfter {
            constraints.append(
                Constraint(
                    bounds: DayBounds(from: nil, to: notAfter),
                    reason: "not after \(notAfter.iso): the copy was made then", range: nil))
        }
        var result = DayBounds(from: nil, to: nil)
        var reasons: [String] = []
        var evidence: [TextRange?] = []
        for constraint in constraints {
            guard let narrowed = result.intersection(constraint.bounds), narrowed != result else { continue }
            result = narrowed
            reasons.append(constraint.reason)
            evidence.append(constraint.range)
        }
        guard result.from != nil || result.to != nil else { return nil }
        return PublicationBounds(bounds: result, reasons: reasons, evidence: evidence)
    }

    private func sentence(of range: TextRange) -> TextRange {
        var low = 0
        var high = sentences.count
        while low < high {
            let middle = (low + high) / 2
            if sentences[middle].end < range.end { low = middle + 1 } else { high = middle }
        }
        return low < sentences.count && sentences[low].contains(range) ? sentences[low] : range
    }

    private func folded(_ range: TextRange) -> String { String(decoding: foldedBytes(range), as: UTF8.self) }

    private func foldedBytes(_ range: TextRange) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.length)
        Folding.append(text, range.start, range.end, to: &bytes)
        return bytes
    }

    private func quote(_ range: TextRange) -> String { UTF8Text.string(text, range.start, range.end) }

    /// "Today, February 16, Juche 104".
    private func namedDay() -> [Constraint] {
        zip(timexes, timexes.dropFirst()).compactMap { first, second in
            guard folded(first.range) == "today", second.range.start - first.range.end <= 3,
                let bounds = second.bounds, second.anchor == nil, bounds.length == 1
            else { return nil }
            let range = first.range.union(second.range)
            return Constraint(bounds: bounds, reason: "“\(quote(range))” names the day", range: range)
        }
    }

    /// "This year" and its kin in a sentence: the offset of the year meant from the year of publication.
    private func yearOffset(in range: TextRange) -> Int? {
        let words = folded(range)
        if words.contains("last year") { return -1 }
        if words.contains("next year") || words.contains("coming year") { return 1 }
        if words.contains("this year") || words.contains("today") || words.contains("this month") { return 0 }
        return nil
    }

    /// An anniversary whose event is dated in the text gives the year of publication.
    private func anniversaries() -> [Constraint] {
        var result: [Constraint] = []
        for timex in timexes.lazy.filter({ $0.anniversary != nil }).prefix(PublicationInference.anniversaryLimit) {
            guard let count = timex.anniversary else { continue }
            let home = sentence(of: timex.range)
            let said = yearOffset(in: home)
            // An event dated in the same sentence, else the dated event elsewhere that shares the most names.
            let beside = expressions(in: home).filter(isDated)
            var year: Int?
            var source = ""
            if let near = beside.first(where: { $0.range.start > timex.range.start }) ?? beside.first {
                year = near.bounds?.from?.year
                source = "“\(quote(near.range))” in the same sentence"
            } else if let (other, shared) = bestMatch(home, dated), shared >= 2 {
                year = other.bounds?.from?.year
                source = "the event dated “\(quote(other.range))”, which shares \(shared) names with it"
            }
            guard let year, said != nil || !source.isEmpty else { continue }
            let isPresent = said != nil || folded(home).contains("mark")
            guard isPresent else { continue }
            let published = year + count - (said ?? 0)
            result.append(
                Constraint(
                    bounds: DayBounds(year: published),
                    reason:
                        "\(year) + \(count) = \(year + count): “\(quote(timex.range))”\(said == -1 ? ", told as last year's" : said == 1 ? ", told as next year's" : "") and \(source)",
                    range: home))
        }
        return result
    }

    /// How many anniversaries of a text are looked at, and how many dated expressions each is held against: a calendar has more, and
    /// tells no more of its own day.
    private static let anniversaryLimit = 64
    private static let datedLimit = 256

    /// The expressions that give a year by themselves, each with the names of its sentence.
    private lazy var dated: [DatedSentence] = timexes.lazy.filter(isDated).prefix(PublicationInference.datedLimit).map {
        DatedSentence(timex: $0, names: capitalised(sentence(of: $0.range)))
    }

    private func isDated(_ timex: Timex) -> Bool {
        timex.anniversary == nil && timex.anchor == nil && timex.bounds?.from?.year == timex.bounds?.to?.year
            && timex.bounds?.from != nil
    }

    /// A dated expression with the names of its sentence.
    private struct DatedSentence {
        var timex: Timex
        var names: Set<String>
    }

    /// The expressions that stand in a range.
    private func expressions(in range: TextRange) -> ArraySlice<Timex> {
        var (low, high) = (0, timexes.count)
        while low < high {
            let middle = (low + high) / 2
            if timexes[middle].range.start < range.start { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < timexes.count, timexes[end].range.end <= range.end { end += 1 }
        return timexes[low..<end]
    }

    /// The dated expression elsewhere whose sentence shares the most capitalised words with a sentence.
    private func bestMatch(_ home: TextRange, _ dated: [DatedSentence]) -> (Timex, Int)? {
        let names = capitalised(home)
        var best: (Timex, Int)?
        var isTied = false
        for item in dated where !home.contains(item.timex.range) {
            let timex = item.timex
            let shared = item.names.intersection(names).count
            if best == nil || shared > (best?.1 ?? 0) {
                best = (timex, shared)
                isTied = false
            } else if shared == best?.1, timex.bounds?.from?.year != best?.0.bounds?.from?.year {
                isTied = true
            }
        }
        return isTied ? nil : best
    }

    private func capitalised(_ range: TextRange) -> Set<String> {
        var result: Set<String> = []
        var offset = range.start
        while offset < range.end {
            guard text[offset].isASCIILetter || text[offset] >= 0x80 else {
                offset += 1
                continue
            }
            let start = offset
            while offset < range.end, text[offset].isASCIILetter || text[offset] >= 0x80,
                !(text[offset] == 0xE2 || text[offset] == 0xC2)
            { offset += 1 }
            if offset == start { offset += 1 }
            if text[start].isASCIIUpper, offset - start > 1, start > range.start {
                result.insert(folded(TextRange(start, offset)))
            }
        }
        return result
    }

    /// "This year is the 70th since 1948", "this 40th year after the 1979 revolution", "next year's 2026 cup".
    private func yearsSaid() -> [Constraint] {
        var result: [Constraint] = []
        for (index, timex) in timexes.enumerated() where timex.anniversary == nil {
            let words = folded(timex.range)
            let offset: Int? =
                words == "this year" || words == "this year's"
                ? 0 : words == "next year" ? 1 : words == "last year" ? -1 : nil
            guard offset != nil || (words.hasPrefix("this ") && words.hasSuffix(" year")) else { continue }
            let home = sentence(of: timex.range)
            if let offset {
                // The year itself beside the words: "this year, 2024", "next year's 2026".
                let next = timexes[(index + 1)...].prefix { $0.range.start - timex.range.end <= 4 }
                if let other = next.first(where: {
                    $0.anchor == nil && $0.anniversary == nil && $0.range.start >= timex.range.end
                        && $0.value.utf8.count == 4 && home.contains($0.range)
                }), let year = Int(other.value), !quote(TextRange(timex.range.end, other.range.start)).contains(".") {
                    let range = timex.range.union(other.range)
                    result.append(
                        Constraint(
                            bounds: DayBounds(year: year - offset), reason: "“\(quote(range))” names the year",
                            range: range))
                }
            }
            if words.hasPrefix("this "), words.hasSuffix(" year"), words.utf8.count > 9 {
                let digits = words.split(separator: " ").compactMap { Int($0.prefix { $0.isNumber }) }.first
                if let count = digits,
                    let other = expressions(in: home).prefix(PublicationInference.anniversaryLimit).first(where: {
                        $0.anchor == nil && $0.value.utf8.count == 4
                    }),
                    let year = Int(other.value)
                {
                    result.append(
                        Constraint(
                            bounds: DayBounds(year: year + count),
                            reason: "\(year) + \(count): “\(quote(timex.range))”", range: home))
                }
            }
        }
        return result
    }

    /// Days told as past bound the publication from below.
    private func pastDates() -> [Constraint] {
        var latest: Timex?
        for timex in timexes where timex.anchor == nil && timex.anniversary == nil && timex.type != .duration {
            guard let from = timex.bounds?.from, from > latest?.bounds?.from ?? CivilDay(number: Int.min),
                !isAhead(timex)
            else { continue }
            latest = timex
        }
        guard let latest, let from = latest.bounds?.from else { return [] }
        return [
            Constraint(
                bounds: DayBounds(from: from, to: nil),
                reason: "not before \(from.iso): “\(quote(latest.range))” is told as past", range: latest.range)
        ]
    }

    private static let aheadPhrases = [
        " will ", " shall ", " planned", " by the end of", " expected", " scheduled", " due ", " until ", " plan ",
    ].map { Array($0.utf8) }

    private func isAhead(_ timex: Timex) -> Bool {
        let words = foldedBytes(sentence(of: timex.range))
        return PublicationInference.aheadPhrases.contains { UTF8Text.contains(words, $0) }
    }

    /// What well-known dates say; every reason names its row.
    private func wellKnown(_ found: BackgroundTable.Finding) -> [Constraint] {
        var result: [Constraint] = []
        let entries = found.entries
        let homes = sentences.map { (sentence: $0, words: found.words(in: $0)) }
        for timex in timexes {
            guard let count = timex.anniversary, !result.contains(where: { $0.range == timex.range }) else { continue }
            let home = sentence(of: timex.range)
            let words = found.words(in: home)
            guard let entry = entries.first(where: { $0.kind == .event && $0.fits(words) }),
                let day = entry.bounds.from, let fallen = CivilDay(day.year + count, day.month, day.day)
            else { continue }
            if yearOffset(in: home) == 0 {
                result.append(
                    Constraint(
                        bounds: DayBounds(year: fallen.year),
                        reason:
                            "\(day.year) + \(count) = \(fallen.year): “\(quote(timex.range))” [background: \(entry.id), \(entry.note)]",
                        range: home))
            } else if !isAhead(timex) {
                result.append(
                    Constraint(
                        bounds: DayBounds(from: fallen, to: nil),
                        reason:
                            "not before \(fallen.iso): “\(quote(timex.range))” [background: \(entry.id), \(entry.note), \(day.iso)]",
                        range: home))
            }
        }
        let (told, offices) = (entries.filter { $0.kind == .after }, entries.filter { $0.kind == .office })
        guard !told.isEmpty || !offices.isEmpty else { return result }
        for (sentence, words) in homes {
            for entry in told where entry.fits(words) {
                guard let from = entry.bounds.from else { continue }
                result.append(
                    Constraint(
                        bounds: DayBounds(from: from, to: nil),
                        reason: "not before \(from.iso): tells of it [background: \(entry.id), \(entry.note)]",
                        range: sentence))
            }
        }
        for (sentence, words) in homes {
            for entry in offices where entry.fits(words) && entry.isHeld(foldedBytes(sentence)) {
                if let from = entry.bounds.from {
                    result.append(
                        Constraint(
                            bounds: DayBounds(from: from, to: nil),
                            reason: "likely not before \(from.iso): “\(entry.phrase)” [background: \(entry.id), weak]",
                            range: sentence))
                }
                if let to = entry.bounds.to {
                    result.append(
                        Constraint(
                            bounds: DayBounds(from: nil, to: to),
                            reason: "likely not after \(to.iso): “\(entry.phrase)” [background: \(entry.id), weak]",
                            range: sentence))
                }
            }
        }
        return result
    }
}
