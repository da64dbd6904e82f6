internal import ActorCoding
public import DocumentModel
internal import TextPrimitives

/// A word or mark of a text that is compared.
struct DriftWord: Sendable {
    /// Where it stands, in bytes.
    var range: TextRange
    /// Folded; a mark is itself.
    var text: String
    /// What is compared.
    var stem: String
    /// The lemma as the lexicon has it.
    var lemma: String
    var isCapital: Bool
    var isMark: Bool
    /// Whether it stands inside quotation marks.
    var isQuoted: Bool
    /// Whether it lies in a temporal expression.
    var isTimex: Bool

    /// Whether it carries matter of its own.
    var isContent: Bool { !isMark && !DriftLexicon.functionWords.contains(text) }
}

/// A sentence of a text that is compared.
struct DriftSentence: Sendable {
    var range: TextRange
    var paragraph: Int
    var words: [DriftWord]
    var timexes: [Timex]
    /// The weighed stems of the words that carry matter.
    var stems: Set<String>
}

/// A text with what the other stages read in it.
public struct DriftText: Sendable {
    let bytes: [UInt8]
    let claims: [Claim]
    let published: DayBounds?
    let sentences: [DriftSentence]
    let stems: Set<String>
    /// The days that stand outside the compared sentences, in datelines and notes.
    let noted: Set<DayBounds>

    /// Prepares a text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; a title, a dateline and a by-line before the body are left out.
    ///   - claims: Its attributions.
    ///   - timexes: Its temporal expressions.
    ///   - published: When it was published.
    ///   - issued: The day of its first issue elsewhere, where it shows one.
    public init(
        _ bytes: [UInt8], claims: [Claim], timexes: [Timex], published: DayBounds?, issued: DayBounds? = nil
    ) {
        self.bytes = bytes
        self.claims = claims
        self.published = published
        var found: [DriftSentence] = []
        var paragraph = 0
        var last = 0
        for (start, end) in Segmentation.sentences(bytes) {
            if DriftText.isBreak(bytes, last, start) { paragraph += 1 }
            last = end
            let range = TextRange(start, end)
            let within = timexes.filter { range.contains($0.range) }
            let words = DriftText.words(bytes, range, within)
            // Titles, datelines, credits and notes have no stop or no verb: they are not compared.
            guard let sign = words.last?.text, [".", "!", "?", "\"", "”"].contains(sign), words.count >= 4 else {
                continue
            }
            found.append(
                DriftSentence(
                    range: range, paragraph: paragraph, words: words, timexes: within,
                    stems: Set(words.filter(\.isContent).map(\.stem))))
        }
        sentences = found
        stems = found.reduce(into: []) { $0.formUnion($1.stems) }
        let compared = found
        noted = Set(
            timexes.filter { timex in !compared.contains { $0.range.contains(timex.range) } }
                .compactMap { $0.anchor == nil ? $0.bounds : nil } + [issued].compactMap(\.self))
    }

    private static func isBreak(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Bool {
        guard from < to else { return false }
        var feeds = 0
        for offset in from..<to where bytes[offset] == 10 { feeds += 1 }
        return feeds >= 2
    }

    /// Quotation marks that are no straight or curly ones.
    private static let quotationMarks: Set<String> = ["‹", "›", "「", "」", "『", "』", "＂"]

    /// The bytes of a sign between figures that parts thousands, 0 where none stands: a comma, an apostrophe, a space that does not
    /// break, a plain space; three figures and no more follow, and one to three stand before.
    private static func thousandsMark(_ bytes: [UInt8], _ start: Int, _ offset: Int, _ end: Int) -> Int {
        let (value, length) = UTF8Text.scalar(in: bytes, at: offset)
        switch value {
        case 0x20, 0x27, 0xA0, 0x2009, 0x2019, 0x202F: break
        default: return 0
        }
        let next = offset + length
        guard next + 3 <= end, bytes[next..<next + 3].allSatisfy(\.isASCIIDigit),
            next + 3 == end || !(bytes[next + 3].isASCIIDigit || bytes[next + 3].isASCIILetter)
        else { return 0 }
        // The group before has one to three figures, and three behind an earlier mark.
        var figures = 0
        var place = offset
        while place > start, bytes[place - 1].isASCIIDigit {
            place -= 1
            figures += 1
        }
        guard (1...3).contains(figures) else { return 0 }
        let isFirst = place == start
        return isFirst && bytes[place] != UInt8(ascii: "0") || !isFirst && figures == 3 ? length : 0
    }

    /// What an apostrophe cuts off.
    private static let clitics: Set<String> = ["s", "re", "ve", "ll", "d", "m", "t"]

    private static func words(_ bytes: [UInt8], _ range: TextRange, _ timexes: [Timex]) -> [DriftWord] {
        var result: [DriftWord] = []
        var offset = range.start
        var isQuoted = false
        func isLetter(_ offset: Int) -> Bool {
            let byte = bytes[offset]
            if byte.isASCIILetter || byte.isASCIIDigit { return true }
            guard byte >= 0x80 else { return false }
            return !(byte == 0xE2 && offset + 1 < bytes.count && bytes[offset + 1] == 0x80)
                && !(byte == 0xC2 && offset + 1 < bytes.count && bytes[offset + 1] == 0xA0)
        }
        func append(_ folded: String, _ lemma: String, _ place: TextRange, _ isMark: Bool) {
            let value = UTF8Text.scalar(in: bytes, at: offset).value
            result.append(
                DriftWord(
                    range: place, text: folded, stem: isMark ? folded : Stem.of(folded), lemma: lemma,
                    isCapital: !isMark && (Unicode.Scalar(value)?.properties.isUppercase ?? false), isMark: isMark,
                    isQuoted: isQuoted, isTimex: timexes.contains { $0.range.overlaps(place) }))
        }
        /// Whether the letters from here on are what an apostrophe cuts off: "s", "re", "ll".
        func isClitic(_ start: Int) -> Bool {
            var end = start
            while end < range.end, end - start < 3, isLetter(end) { end += 1 }
            return DriftText.clitics.contains(UTF8Text.string(bytes, start, end).lowercased())
        }
        func add(_ end: Int, isMark: Bool) {
            let written = UTF8Text.string(bytes, offset, end)
            let folded = isMark && DriftText.quotationMarks.contains(written) ? "\"" : Folding.fold(written)
            let place = TextRange(offset, end)
            let id = Grammar.english.id(folded)
            let lemma = Grammar.english.verb(id).map { Grammar.english.spelling($0.lemma) } ?? Stem.of(folded)
            if isMark, folded == "\"" {
                // A mark that shows which way it looks needs no counting.
                switch UTF8Text.scalar(in: bytes, at: offset).value {
                case 0xAB, 0x2039, 0x201E, 0x300C, 0x300E: isQuoted = true
                case 0xBB, 0x203A, 0x201D, 0x300D, 0x300F: isQuoted = false
                default: isQuoted.toggle()
                }
            }
            // Single marks quote when they open before a word and close behind one.
            if isMark, folded == "'" {
                let opens =
                    offset == range.start || Segmentation.isSpace(bytes, offset - 1) > 0
                    || bytes[offset - 1] == UInt8(ascii: "(")
                let closes = end >= range.end || !isLetter(end)
                // "Kim ’s visit": a genitive that stands apart opens nothing.
                if opens, !closes, isClitic(end) { return append(folded, lemma, place, isMark) }
                if !isQuoted, opens, !closes { isQuoted = true } else if isQuoted, closes, !opens { isQuoted = false }
            }
            append(folded, lemma, place, isMark)
        }
        while offset < range.end {
            let space = Segmentation.isSpace(bytes, offset)
            if space > 0 {
                offset += space
                continue
            }
            if isLetter(offset) {
                var end = offset
                while end < range.end {
                    if isLetter(end) {
                        end += 1
                    } else if end + 1 < range.end, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ","),
                        bytes[end - 1].isASCIIDigit, bytes[end + 1].isASCIIDigit
                    {
                        end += 1
                    } else if bytes[end - 1].isASCIIDigit, case let mark = thousandsMark(bytes, offset, end, range.end),
                        // The day of a date is no thousand; a duration may begin with the figures behind.
                        mark > 0, !timexes.contains(where: { $0.range.overlaps(TextRange(offset, end)) })
                    {
                        end += mark + 3
                    } else {
                        break
                    }
                }
                add(end, isMark: false)
                offset = end
            } else {
                let length = UTF8Text.scalar(in: bytes, at: offset).length
                // The apostrophe of a genitive or a contraction goes with the letters behind it.
                add(offset + length, isMark: true)
                offset += length
            }
        }
        return DriftText.joinContractions(result)
    }

    /// "n't" and "'s" as words of their own.
    private static func joinContractions(_ words: [DriftWord]) -> [DriftWord] {
        var result: [DriftWord] = []
        var index = 0
        while index < words.count {
            if words[index].text == "'", index + 1 < words.count, let before = result.last,
                before.range.end == words[index].range.start, words[index + 1].range.start == words[index].range.end,
                words[index + 1].text == "s" || words[index + 1].text == "t"
            {
                if words[index + 1].text == "t" {
                    var negation = words[index + 1]
                    negation.text = "not"
                    negation.lemma = "not"
                    negation.stem = "not"
                    result.append(negation)
                }
                index += 2
                continue
            }
            result.append(words[index])
            index += 1
        }
        return result
    }

    /// Whether another text has the same words in the same order, whatever the marks between them.
    func hasWords(of other: DriftText) -> Bool {
        func words(_ text: DriftText) -> [String] {
            text.sentences.flatMap { $0.words.lazy.filter { !$0.isMark }.map(\.text) }
        }
        return words(self) == words(other)
    }

    /// The index of the sentence that holds a place.
    func sentence(at offset: Int) -> Int? { sentences.firstIndex { $0.range.start <= offset && offset < $0.range.end } }
}
