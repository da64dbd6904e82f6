internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// Full dates as the lines around an article write them, in many languages: Gregorian ones, and Solar Hijri ones in Persian.
///
/// The tagger of texts knows the grammar of one language; a date line needs none: a day, a month by name or number and a
/// year of four digits, in one of the orders in use.
struct LineDates: Sendable {
    /// A date with its place in the line.
    struct Found: Sendable {
        var day: CivilDay
        var range: TextRange
    }

    /// The months by the hashes of their folded names: those of all languages, and those that mean a month in some only.
    private static let months: (all: HashIndex, own: [String: HashIndex]) = {
        var all = HashIndex(capacity: 2048)
        var own: [String: HashIndex] = [:]
        for fields in Resource.table("extraction/months.tsv") where fields.count >= 2 {
            guard let month = Int32(fields[0]) else { continue }
            for name in fields[1].words {
                let words = String(name).split(separator: "_").joined(separator: " ")
                let hash = StableHash.of(Array(Folding.fold(words).utf8))
                guard fields.count > 2 else {
                    all.set(hash, month)
                    continue
                }
                for language in fields[2].words {
                    own[String(language), default: HashIndex(capacity: 32)].set(hash, month)
                }
            }
        }
        return (all, own)
    }()

    /// The month that some folded words name, 0 for none.
    private func month(_ folded: [UInt8]) -> Int {
        let hash = StableHash.of(folded)
        let own = ownMonths?.value(hash) ?? -1
        return Int(max(0, own > 0 ? own : months.value(hash)))
    }

    private static let solarMonths: HashIndex = {
        var table = HashIndex(capacity: 64)
        for fields in Resource.rows("extraction/solar-months.tsv", columns: 2) {
            guard let month = Int32(fields[0]) else { continue }
            for name in fields[1].words { table.set(StableHash.of(Array(name.utf8)), month) }
        }
        return table
    }()

    /// Eras with what is added to their years.
    private static let eras: [(words: [UInt8], added: Int)] = Resource.table("extraction/eras.tsv").compactMap {
        fields in
        guard fields.count >= 2, let added = Int(fields[1]) else { return nil }
        return (Array(fields[0].utf8), added)
    }

    /// Whether the month comes first in numbers with slashes.
    let isMonthFirst: Bool
    /// Whether a year such as 1403 is one of the Solar Hijri calendar.
    private let isSolar: Bool
    /// Whether a year such as 2567 counts from the Buddha.
    private let isThai: Bool
    private let months: HashIndex
    /// Names that are months in the language of the page only.
    private let ownMonths: HashIndex?

    /// Prepares for a language.
    ///
    /// - Parameter language: BCP 47; only American English puts the month first.
    init(language: String?) {
        isMonthFirst = language?.lowercased() == "en-us"
        months = LineDates.months.all
        let primary = language?.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() }
        ownMonths = primary.flatMap { LineDates.months.own[$0] }
        isThai = language?.lowercased().hasPrefix("th") ?? false
        isSolar = ["fa", "ps"].contains { language?.lowercased().hasPrefix($0) ?? false }
    }

    private struct Token {
        /// Whether it is the year of an era.
        var isOfEra = false
        /// A number, or -1.
        var number = -1
        var digits = 0
        /// A month by name, or 0.
        var month = 0
        /// Whether the month is one of the Solar Hijri calendar.
        var isSolar = false
        var start: Int
        var end: Int
    }

    /// The dates of a line, in order.
    ///
    /// - Complexity: O(*n*) in bytes.
    func dates(_ line: [UInt8]) -> [Found] {
        guard LineDates.mayHoldDate(line) else { return [] }
        let tokens = tokens(line)
        var result: [Found] = []
        var index = 0
        while index + 2 < tokens.count {
            if let day = day(tokens, index, line) {
                result.append(
                    Found(day: day, range: TextRange(tokens[index].start, tokens[index + 2].end)))
                index += 3
            } else {
                index += 1
            }
        }
        return result
    }

    /// Whether a line can hold a date: a year of four ASCII figures beside a number of one or two, or a sign that may be a
    /// figure of another script or the name of an era.
    ///
    /// - Complexity: O(*n*) in bytes.
    private static func mayHoldDate(_ line: [UInt8]) -> Bool {
        var (hasYear, hasDay, length) = (false, false, 0)
        let bytes = line.span
        for index in bytes.indices {
            let byte = bytes[index]
            if byte.isASCIIDigit {
                length += 1
                continue
            }
            if length > 0 {
                if length == 4 { hasYear = true } else if length <= 2 { hasDay = true }
                length = 0
            }
            // U+0640 and on but for the signs of typography, U+2000 to U+2FFF.
            if byte >= 0xD9, byte != 0xE2 { return true }
        }
        if length == 4 { hasYear = true } else if length == 1 || length == 2 { hasDay = true }
        return hasYear && hasDay
    }

    private func day(_ tokens: [Token], _ index: Int, _ line: [UInt8]) -> CivilDay? {
        let (a, b, c) = (tokens[index], tokens[index + 1], tokens[index + 2])
        // What stands between may be points, dashes, slashes, commas, spaces and short words ("de", "of", "年", "년", "、").
        guard b.start - a.end <= (c.month > 0 && a.digits == 4 ? 14 : 6), c.start - b.end <= 6 else { return nil }
        let countsFromBuddha = isThai || [a, b, c].contains { LineDates.isThai($0, line) }
        func civil(_ year: Token, _ month: Int, _ day: Token) -> CivilDay? {
            guard year.digits == 4, (1...12).contains(month), day.digits <= 2 else { return nil }
            // Thai pages count years from the Buddha.
            let number = countsFromBuddha && (2500...2643).contains(year.number) ? year.number - 543 : year.number
            guard (1980...2100).contains(number) || year.isOfEra else { return nil }
            return CivilDay(number, month, day.number)
        }
        if isSolar || b.isSolar, let day = solar(a, b, c) { return day }
        if b.month > 0, !b.isSolar, a.number > 0, c.number > 0 {
            return a.digits == 4 ? civil(a, b.month, c) : civil(c, b.month, a)
        }
        if a.month > 0, !a.isSolar, b.number > 0, c.number > 0 { return civil(c, a.month, b) }
        // "2019. gada 27. jūlijs", "2019 жылғы 27 шілде"
        if c.month > 0, !c.isSolar, a.digits == 4, b.number > 0 { return civil(a, c.month, b) }
        guard a.number >= 0, b.number > 0, c.number > 0, b.digits <= 2 else { return nil }
        if a.digits == 4 {
            // "2024년 4월" and "(2024)年4月" have signs of several bytes between.
            let isNear = b.start - a.end <= 4 || line[a.end..<b.start].contains { $0 >= 0xE0 }
            return isNear ? civil(a, b.number, c) : nil
        }
        guard c.digits == 4, b.start - a.end <= 2, c.start - b.end <= 2, a.digits <= 2 else { return nil }
        let separator = line[a.end]
        guard separator != 0x20 || line[a.end + 1] == 0x20 else { return nil }
        if separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-") {
            if a.number > 12 { return civil(c, b.number, a) }
            if b.number > 12 || isMonthFirst { return civil(c, a.number, b) }
        }
        return separator == UInt8(ascii: ":") ? nil : civil(c, b.number, a)
    }

    /// Whether a month is named in Thai.
    private static func isThai(_ token: Token, _ line: [UInt8]) -> Bool {
        token.month > 0 && line[token.start] == 0xE0 && token.start + 1 < line.count
            && line[token.start + 1] & 0xFE == 0xB8
    }

    /// "25 اردیبهشت 1403", "1403/02/25".
    private func solar(_ a: Token, _ b: Token, _ c: Token) -> CivilDay? {
        func day(_ year: Token, _ month: Int, _ day: Token) -> CivilDay? {
            guard year.digits == 4, (1300...1499).contains(year.number), day.digits <= 2, day.number > 0 else {
                return nil
            }
            return Calendars.solarHijri(year.number, month, day.number)
        }
        if b.isSolar { return day(c, b.month, a) ?? day(a, b.month, c) }
        guard a.month == 0, b.month == 0, c.month == 0, b.digits <= 2, b.start - a.end <= 2, c.start - b.end <= 2 else {
            return nil
        }
        return day(a, b.number, c) ?? day(c, b.number, a)
    }

    /// The zeros of the digits that date lines are written in (Unicode, general category Nd), ASCII apart.
    private static let zeros: [UInt32] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
        0x1040, 0x17E0, 0x1810, 0xFF10,
    ]

    /// The value and the length of a digit of any script; nil for anything else.
    private static func digit(_ line: [UInt8], _ offset: Int) -> (value: Int, length: Int)? {
        let byte = line[offset]
        if byte.isASCIIDigit { return (Int(byte - 0x30), 1) }
        guard byte >= 0xD9 else { return nil }
        let (value, length) = UTF8Text.scalar(in: line, at: offset)
        guard let zero = zeros.last(where: { $0 <= value }), value - zero < 10 else { return nil }
        return (Int(value - zero), length)
    }

    private static let hanDigits: [[UInt8]] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"].map { Array($0.utf8) }

    /// A number in Han figures before 年, 月 or 日: 一一三, 二〇二四, 十三, 二十; nil for anything else.
    private static func hanNumber(_ line: [UInt8], _ start: Int) -> Token? {
        var token = Token(start: start, end: start)
        token.number = 0
        var offset = start
        var figures: [Int] = []
        while offset + 2 < line.count, figures.count < 5 {
            let rest = line[offset...]
            if let value = hanDigits.firstIndex(where: { rest.starts(with: $0) }) {
                figures.append(value)
            } else if rest.starts(with: "十".utf8) {
                figures.append(10)
            } else {
                break
            }
            offset += 3
        }
        guard !figures.isEmpty, offset + 2 < line.count,
            ["年", "月", "日", "號", "号"].contains(where: { line[offset...].starts(with: $0.utf8) })
        else { return nil }
        if let ten = figures.firstIndex(of: 10) {
            guard ten <= 1, figures.count - ten <= 2 else { return nil }
            token.number = (ten == 1 ? figures[0] : 1) * 10 + (figures.count > ten + 1 ? figures[ten + 1] : 0)
            token.digits = 2
        } else {
            token.number = figures.reduce(0) { $0 * 10 + $1 }
            token.digits = figures.count
        }
        token.end = offset
        return token
    }

    /// The year of an era that begins at an offset: 令和6, 平成元, 주체113; nil for anything else.
    private static func eraYear(_ line: [UInt8], _ start: Int) -> Token? {
        guard let era = eras.first(where: { line[start...].starts(with: $0.words) }) else { return nil }
        var offset = start + era.words.count
        while offset < line.count, line[offset] == 0x20 { offset += 1 }
        var token = Token(start: start, end: offset)
        token.number = 0
        var digits = 0
        while offset < line.count, digits < 4, let (value, length) = digit(line, offset) {
            token.number = token.number * 10 + value
            digits += 1
            offset += length
        }
        if digits == 0 {
            // 元年, the first year; 一一三年, in Han figures.
            if line[offset...].starts(with: "元".utf8) {
                token.number = 1
                offset += 3
            } else if let number = hanNumber(line, offset) {
                token.number = number.number
                offset = number.end
            } else {
                return nil
            }
        }
        token.number += era.added
        token.digits = 4
        token.end = offset
        token.isOfEra = true
        return token.number > 0 ? token : nil
    }

    private static let vietnameseMonth = Array("thang".utf8)
    private static let vietnameseShort = Array("thg".utf8)

    /// The month that a word begins, and where its name ends: "июля", "พ.ค.", "تشرين الأول", "tháng 7"; nil for none.
    private func longMonth(
        _ line: [UInt8], _ start: Int, _ end: Int, _ folded: [UInt8]
    ) -> (month: Int, end: Int)? {
        // Abbreviated words with a point in each: one sign or two, and no blank behind the point.
        if end + 1 < line.count, line[end] == UInt8(ascii: "."), line[end + 1] >= 0x80, end - start <= 12 {
            var last = end + 1
            while last < line.count, line[last] >= 0x80, last - end <= 12 { last += 1 }
            let month = month(Folding.folded(line, start, last))
            if month > 0 { return (month, last) }
        }
        // Names of two words, and of three in Vietnamese.
        if end < line.count, line[end] == 0x20 {
            var last = end
            var found: (Int, Int)?
            for _ in 0..<2 {
                guard last + 1 < line.count, line[last] == 0x20 else { break }
                last += 1
                let first = last
                while last < line.count, line[last].isASCIILetter || line[last] >= 0x80 { last += 1 }
                if last == first { break }
                let month = month(Folding.folded(line, start, last))
                if month > 0 { found = (month, last) }
            }
            if let found { return found }
            if folded == LineDates.vietnameseMonth || folded == LineDates.vietnameseShort, end + 1 < line.count,
                let (value, length) = LineDates.digit(line, end + 1)
            {
                var (number, last) = (value, end + 1 + length)
                if last < line.count, let (value, length) = LineDates.digit(line, last) {
                    (number, last) = (number * 10 + value, last + length)
                }
                let isLonger = last < line.count && LineDates.digit(line, last) != nil
                if (1...12).contains(number), !isLonger { return (number, last) }
            }
        }
        let month = month(folded)
        return month > 0 ? (month, end) : nil
    }

    private func tokens(_ line: [UInt8]) -> [Token] {
        var result: [Token] = []
        var offset = 0
        while offset < line.count {
            let byte = line[offset]
            if byte >= 0xE0, let token = LineDates.eraYear(line, offset) ?? LineDates.hanNumber(line, offset) {
                offset = token.end
                result.append(token)
            } else if LineDates.digit(line, offset) != nil {
                var token = Token(start: offset, end: offset)
                token.number = 0
                while offset < line.count, let (value, length) = LineDates.digit(line, offset) {
                    if token.digits < 9 { token.number = token.number * 10 + value }
                    token.digits += 1
                    offset += length
                }
                token.end = offset
                // English ordinals.
                if offset + 1 < line.count,
                    ["st", "nd", "rd", "th"].contains(UTF8Text.string(line, offset, offset + 2))
                {
                    offset += 2
                    token.end = offset
                }
                result.append(token)
            } else if byte.isASCIILetter || byte >= 0xC3 {
                let start = offset
                while offset < line.count, line[offset].isASCIILetter || line[offset] >= 0x80 {
                    if LineDates.digit(line, offset) != nil { break }
                    // Ideographs and spaces that do not break part words.
                    let (value, length) = UTF8Text.scalar(in: line, at: offset)
                    // Signs that join letters or keep them apart stand within words.
                    let isJoiner = value == 0x200C || value == 0x200D
                    if value == 0xA0 || value == 0x60C || (0x2000...0x206F).contains(value) && !isJoiner
                        || value >= 0x2E80
                    {
                        break
                    }
                    offset += max(1, length)
                }
                if offset == start {
                    offset += UTF8Text.scalar(in: line, at: offset).length
                    continue
                }
                offset = min(offset, line.count)
                let folded = Folding.folded(line, start, offset)
                if let (month, end) = longMonth(line, start, offset, folded) {
                    var token = Token(start: start, end: end)
                    token.month = month
                    result.append(token)
                    offset = end
                } else {
                    let solar = LineDates.solarMonths.value(StableHash.of(folded))
                    if solar > 0 {
                        var token = Token(start: start, end: offset)
                        token.month = Int(solar)
                        token.isSolar = true
                        result.append(token)
                    }
                }
            } else {
                offset += 1
            }
        }
        return result
    }
}
