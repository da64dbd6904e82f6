internal import TextPrimitives

/// The classes that code recognises: numbers and what is made of them.
extension TimeMatcher {
    /// What a computed class catches at a token, or nil.
    func computed(_ cls: TimeClass, _ index: Int) -> TimeCapture? {
        let token = tokens[index]
        func plain(_ digits: ClosedRange<Int>, _ values: ClosedRange<Int>) -> TimeCapture? {
            guard token.kind == .number, digits.contains(Int(token.digits)), values.contains(Int(token.number)),
                !token.compound, !token.plural, !isGlued(index)
            else { return nil }
            return capture(cls, index, 1, Int(token.number))
        }
        switch cls {
        case .day:
            if token.kind == .word {
                guard let ordinal = ordinal(index), ordinal.value <= 31, isWord(index + ordinal.count, "of") else {
                    return nil
                }
                return capture(cls, index, ordinal.count, ordinal.value)
            }
            return plain(1...2, 1...31)
        case .dayOrdinal:
            guard token.kind == .number, token.ordinal, (1...31).contains(Int(token.number)) else { return nil }
            if let next = tokens[safe: index + 1], next.kind == .word, !next.capital, next.word < 0 { return nil }
            return capture(cls, index, 1, Int(token.number))
        case .year:
            guard !token.ordinal else { return nil }
            return plain(4...4, 1000...2199)
        case .yearNumber:
            guard !token.ordinal else { return nil }
            return plain(1...4, 1...9999)
        case .eraYear: return token.ordinal ? nil : plain(1...3, 1...300)
        case .shortYear: return token.ordinal ? nil : plain(2...2, 0...99)
        case .cardinal: return cardinal(index)
        case .ordinal:
            guard let found = ordinal(index) else { return nil }
            return capture(cls, index, found.count, found.value)
        case .decade: return decade(index)
        case .decadeNumber:
            guard token.kind == .number, token.plural, token.digits == 2 else { return nil }
            return capture(cls, index, 1, Int(token.number))
        case .numericDate: return numericDate(index)
        case .clock: return clock(index)
        case .hour: return token.ordinal ? nil : plain(1...2, 0...24)
        case .military:
            guard !token.ordinal, token.number % 100 < 60 else { return nil }
            guard let found = plain(4...4, 0...2359) else { return nil }
            return capture(cls, index, 1, found.value)
        case .ampm: return ampm(index)
        case .bc: return dotted(index, "bc", -1, cls) ?? dotted(index, "bce", -1, cls)
        case .buddhistEra:
            guard token.capital else { return nil }
            return dotted(index, "be", 1, cls)
        case .month, .clearMonth: return month(cls, index)
        case .capital:
            guard token.kind == .word, token.capital else { return nil }
            return capture(cls, index, 1, 0)
        case .solarYear: return token.ordinal ? nil : plain(4...4, 1200...1500)
        case .hijriYear: return token.ordinal ? nil : plain(3...4, 900...1500)
        case .hijriYearH:
            guard token.kind == .number, !token.compound, (900...1500).contains(Int(token.number)),
                let next = tokens[safe: index + 1], !next.spaced, isWord(index + 1, "h")
            else { return nil }
            return capture(cls, index, 2, Int(token.number))
        case .rocDate: return rocDate(index)
        case .buddhistYear: return token.ordinal ? nil : plain(4...4, 2400...2650)
        case .quarterWord:
            guard isWord(index, "q"), token.capital, let next = tokens[safe: index + 1], next.kind == .number,
                !next.spaced, next.digits == 1, (1...4).contains(Int(next.number))
            else { return nil }
            return capture(cls, index, 2, Int(next.number))
        case .skippedDate:
            var end = index
            while end < tokens.count, end < index + 7, !isSign(end, UInt8(ascii: ")")) { end += 1 }
            guard isSign(end, UInt8(ascii: ")")), end > index else { return nil }
            return capture(cls, index, end - index, 0)
        case .openSign:
            guard isSign(index, UInt8(ascii: "(")) || isSign(index, UInt8(ascii: "[")) else { return nil }
            return capture(cls, index, 1, 0)
        case .closeSign:
            guard isSign(index, UInt8(ascii: ")")) || isSign(index, UInt8(ascii: "]")) else { return nil }
            return capture(cls, index, 1, 0)
        case .farYear:
            guard !token.ordinal, let found = plain(4...5, 2200...99_999) else { return nil }
            return found
        case .countNumber: return token.ordinal ? nil : plain(1...2, 1...99)
        case .quarterYear: return partOfYear(index, UInt8(ascii: "q"), 1...4, cls)
        case .halfYear: return partOfYear(index, UInt8(ascii: "h"), 1...2, cls)
        case .fiscalYear: return fiscalYear(index)
        case .dayWord:
            guard token.kind == .word, let found = ordinal(index), found.value <= 31 else { return nil }
            return capture(cls, index, found.count, found.value)
        case .dayCompound:
            guard token.kind == .word, let found = ordinal(index), found.count > 1, found.value <= 31 else {
                return nil
            }
            return capture(cls, index, found.count, found.value)
        case .decimal:
            guard token.kind == .number, !token.compound, !token.ordinal, token.digits <= 3,
                isSign(index + 1, UInt8(ascii: ".")), !tokens[index + 1].spaced, let part = tokens[safe: index + 2],
                part.kind == .number, !part.spaced, part.digits <= 2, !part.compound,
                index == 0 || token.spaced || tokens[index - 1].kind != .word
            else { return nil }
            return capture(cls, index, 3, Int(token.number), UTF8Text.string(bytes, Int(token.start), Int(part.end)))
        case .roman:
            guard token.kind == .word, token.capital, let value = roman(index) else { return nil }
            return capture(cls, index, 1, value)
        default: return nil
        }
    }

    private func capture(_ cls: TimeClass, _ index: Int, _ count: Int, _ value: Int, _ text: String = "")
        -> TimeCapture
    {
        TimeCapture(cls: cls, token: index, count: count, value: value, text: text)
    }

    /// A part of a year with its year, however they stand together: 2019Q4, 2019-Q4, 4Q 2018, 1Q2017, H1 2020, 2020H1;
    /// the value is the year * 10 + the part.
    private func partOfYear(_ index: Int, _ letter: UInt8, _ parts: ClosedRange<Int>, _ cls: TimeClass) -> TimeCapture?
    {
        func isLetter(_ position: Int) -> Bool {
            guard let token = tokens[safe: position], token.kind == .word, token.end - token.start == 1, token.capital
            else { return false }
            return bytes[Int(token.start)].asciiLowercased == letter
        }
        func number(_ position: Int, _ digits: Int, _ values: ClosedRange<Int>) -> Int? {
            guard let token = tokens[safe: position], token.kind == .number, token.digits == digits, !token.compound,
                !token.ordinal, !token.plural, values.contains(Int(token.number))
            else { return nil }
            return Int(token.number)
        }
        func isFree(_ position: Int) -> Bool { tokens[safe: position].map { $0.spaced || $0.kind == .sign } ?? true }
        if let year = number(index, 4, 1900...2199), isFree(index) {
            let dash = isSign(index + 1, UInt8(ascii: "-")) ? 1 : 0
            if isLetter(index + 1 + dash), let part = number(index + 2 + dash, 1, parts),
                !tokens[index + 2 + dash].spaced,
                !tokens[index + 1 + dash].spaced || dash == 0, isFree(index + 3 + dash)
            {
                return capture(cls, index, 3 + dash, year * 10 + part)
            }
        }
        if let part = number(index, 1, parts), isLetter(index + 1), !tokens[index + 1].spaced,
            let year = number(index + 2, 4, 1900...2199), isFree(index + 3)
        {
            return capture(cls, index, 3, year * 10 + part)
        }
        if isLetter(index), let part = number(index + 1, 1, parts), !tokens[index + 1].spaced,
            let year = number(index + 2, 4, 1900...2199), isFree(index + 3)
        {
            return capture(cls, index, 3, year * 10 + part)
        }
        return nil
    }

    /// FY2024, FY 2024, FY2024-25, FY25; the value is the first year, the text the last.
    private func fiscalYear(_ index: Int) -> TimeCapture? {
        guard isWord(index, "fy"), tokens[index].capital, let first = tokens[safe: index + 1], first.kind == .number,
            !first.compound, !first.ordinal, !first.plural
        else { return nil }
        let year: Int
        if first.digits == 4, (1900...2199).contains(first.number) {
            year = Int(first.number)
        } else if first.digits == 2, !first.spaced {
            year = 2000 + Int(first.number)
        } else {
            return nil
        }
        guard isSign(index + 2, UInt8(ascii: "-")) || isSign(index + 2, UInt8(ascii: "/")), !tokens[index + 2].spaced,
            let second = tokens[safe: index + 3], second.kind == .number, !second.spaced,
            Int(second.number) % 100 == (year + 1) % 100, second.digits == 2 || Int(second.number) == year + 1
        else { return capture(.fiscalYear, index, 2, year) }
        return capture(.fiscalYear, index, 4, year, String(year + 1))
    }

    /// The value of a Roman number up to thirty-nine.
    private func roman(_ index: Int) -> Int? {
        let token = tokens[index]
        guard token.end - token.start <= 7 else { return nil }
        var (total, previous) = (0, 0)
        for offset in Int(token.start)..<Int(token.end) {
            let value: Int
            switch bytes[offset] {
            case UInt8(ascii: "I"): value = 1
            case UInt8(ascii: "V"): value = 5
            case UInt8(ascii: "X"): value = 10
            default: return nil
            }
            total += value
            if previous < value { total -= 2 * previous }
            previous = value
        }
        return (1...39).contains(total) ? total : nil
    }

    /// Whether a number is part of a longer sign: 7:12, 4.82, A350, 12/34, 90-year.
    private func isGlued(_ index: Int) -> Bool {
        let token = tokens[index]
        if let next = tokens[safe: index + 1], !next.spaced {
            if next.kind == .sign, let following = tokens[safe: index + 2], following.kind == .number, !following.spaced
            {
                if next.number == Int32(UInt8(ascii: ".")) || next.number == Int32(UInt8(ascii: ":")) { return true }
                if next.number == Int32(UInt8(ascii: ",")), following.digits == 3 { return true }
            }
            if next.kind == .word, !token.ordinal, !token.plural { return true }
        }
        if index > 0, !token.spaced {
            let previous = tokens[index - 1]
            if previous.kind == .word { return true }
            if previous.kind == .sign, !previous.spaced, index > 1,
                previous.number == Int32(UInt8(ascii: ".")) || previous.number == Int32(UInt8(ascii: ":")),
                tokens[index - 2].kind == .number
            {
                return true
            }
        }
        return false
    }

    private func month(_ cls: TimeClass, _ index: Int) -> TimeCapture? {
        let token = tokens[index]
        guard token.kind == .word, token.word >= 0, token.capital || !lexicon.monthsAreCapital else { return nil }
        guard
            let sense = lexicon.sense(token.word, .month) ?? lexicon.sense(token.word, .monthAbbreviation)
                ?? lexicon.sense(token.word, .shyMonth)
        else { return nil }
        if cls == .clearMonth {
            if lexicon.has(token.word, .shyMonth) || !lexicon.has(token.word, .month) { return nil }
            let hasDot = isAbbreviationDot(index + 1) && token.end - token.start <= 4
            // "Jun" behind a capital is a name's part; a short form of a month has a dot or is led in.
            if token.end - token.start <= 3, lexicon.monthsAreCapital, !hasDot {
                guard let before = tokens[safe: index - 1], before.kind == .word, lexicon.has(before.word, .lead) else {
                    return nil
                }
            }
            return capture(cls, index, hasDot ? 2 : 1, sense.number)
        }
        var count = 1
        if token.end - token.start <= 4, isSign(index + 1, UInt8(ascii: ".")), !tokens[index + 1].spaced,
            let next = tokens[safe: index + 2], next.kind == .number
        {
            count = 2
        }
        return capture(cls, index, count, sense.number)
    }

    /// A cardinal: digits, or words such as "twenty-five".
    private func cardinal(_ index: Int) -> TimeCapture? {
        let token = tokens[index]
        if token.kind == .number {
            guard !token.compound, !token.ordinal, !token.plural, token.digits <= 4 else { return nil }
            if index > 0, !token.spaced, tokens[index - 1].kind == .word { return nil }
            // The figures behind a decimal point are no number of their own.
            if index > 1, !token.spaced, tokens[index - 2].kind == .number, !tokens[index - 1].spaced,
                isSign(index - 1, UInt8(ascii: ".")) || isSign(index - 1, UInt8(ascii: ","))
            {
                return nil
            }
            return capture(.cardinal, index, 1, Int(token.number))
        }
        guard token.kind == .word, let sense = lexicon.sense(token.word, .numberWord) else { return nil }
        if sense.number >= 20, sense.number % 10 == 0 {
            let join = isSign(index + 1, UInt8(ascii: "-")) ? index + 2 : index + 1
            if let unit = tokens[safe: join], unit.kind == .word, let small = lexicon.sense(unit.word, .numberWord),
                small.number < 10
            {
                return capture(.cardinal, index, join - index + 1, sense.number + small.number)
            }
        }
        return capture(.cardinal, index, 1, sense.number)
    }

    /// An ordinal: 33rd, third, thirty-third.
    func ordinal(_ index: Int) -> (value: Int, count: Int)? {
        guard let token = tokens[safe: index] else { return nil }
        if token.kind == .number { return token.ordinal && token.number < 3000 ? (Int(token.number), 1) : nil }
        guard token.kind == .word else { return nil }
        if let sense = lexicon.sense(token.word, .ordinalWord) { return (sense.number, 1) }
        if let tens = lexicon.sense(token.word, .numberWord), tens.number >= 20, tens.number % 10 == 0 {
            let join = isSign(index + 1, UInt8(ascii: "-")) ? index + 2 : index + 1
            if let unit = tokens[safe: join], unit.kind == .word, let small = lexicon.sense(unit.word, .ordinalWord),
                small.number < 10
            {
                return (tens.number + small.number, join - index + 1)
            }
        }
        return nil
    }

    private func decade(_ index: Int) -> TimeCapture? {
        let token = tokens[index]
        if token.kind == .number, token.plural, token.number % 10 == 0,
            token.digits == 4
                || (token.digits == 3 && computed(.bc, index + 1 < tokens.count ? index + 1 : index) != nil)
        {
            return capture(.decade, index, 1, Int(token.number))
        }
        if isSign(index, UInt8(ascii: "'")), let next = tokens[safe: index + 1], next.kind == .number, next.plural,
            next.digits == 2, !next.spaced
        {
            return capture(.decade, index, 2, 1900 + Int(next.number))
        }
        if token.kind == .number, token.plural, token.digits == 2, token.number % 10 == 0, token.number >= 20 {
            return capture(.decade, index, 1, 1900 + Int(token.number))
        }
        if token.kind == .word, let sense = lexicon.sense(token.word, .decadeWord) {
            return capture(.decade, index, 1, sense.number)
        }
        return nil
    }

    /// Dates of numbers: 2024-05-14, 14.05.2024, 2024/05/14, 13/5/2024; with a time behind it, `T` and the time in the text.
    private func numericDate(_ index: Int) -> TimeCapture? {
        guard let first = tokens[safe: index], first.kind == .number, !first.ordinal, !first.plural,
            let sign = tokens[safe: index + 1], sign.kind == .sign, !sign.spaced,
            let second = tokens[safe: index + 2], second.kind == .number, !second.spaced, second.digits <= 2,
            let sign2 = tokens[safe: index + 3], sign2.kind == .sign, sign2.number == sign.number, !sign2.spaced,
            let third = tokens[safe: index + 4], third.kind == .number, !third.spaced,
            [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(UInt8(truncatingIfNeeded: sign.number))
        else { return nil }
        var order: String
        if first.digits == 4, third.digits <= 2 {
            order = "ymd"
        } else if first.digits <= 2, third.digits == 4 || third.digits == 2 {
            order = third.digits == 4 ? "xxy" : "xxs"
        } else {
            return nil
        }
        if order == "ymd", !(1...12).contains(second.number) || !(1...31).contains(third.number) { return nil }
        if order == "xxs", sign.number == Int32(UInt8(ascii: "-")) { return nil }
        // A fourth part makes it an address or a version, and so does the word before two figures for the year.
        if index > 1, !first.spaced, isSign(index - 1, UInt8(truncatingIfNeeded: sign.number)),
            tokens[index - 2].kind == .number
        {
            return nil
        }
        if order == "xxs", let word = tokens[safe: index - 1], word.kind == .word,
            !first.spaced || word.word >= 0 && lexicon.barsAfter[Int(word.word)]
        {
            return nil
        }
        if isSign(index + 5, UInt8(truncatingIfNeeded: sign.number)), tokens[safe: index + 6]?.kind == .number {
            return nil
        }
        var count = 5
        var clockIndex = index + 5
        if isWord(clockIndex, "t"), tokens[clockIndex].spaced == false { clockIndex += 1 }
        if let time = tokens[safe: clockIndex].flatMap({ _ in clock(clockIndex) }) {
            order +=
                "T\(time.value / 100 < 10 ? "0" : "")\(time.value / 100):\(time.value % 100 < 10 ? "0" : "")\(time.value % 100)"
            count = clockIndex + time.count - index
            if isWord(index + count, "z"), !tokens[index + count].spaced { count += 1 }
        }
        let value = (Int(first.number) * 10_000 + Int(second.number)) * 10_000 + Int(third.number)
        return capture(.numericDate, index, count, value, order)
    }

    /// A time of day such as 7:12, 22:41:07, or 10.30 before am or pm; the value is hours * 100 + minutes.
    private func clock(_ index: Int) -> TimeCapture? {
        guard let hour = tokens[safe: index], hour.kind == .number, hour.digits <= 2, hour.number < 25, !hour.ordinal,
            let sign = tokens[safe: index + 1], sign.kind == .sign, !sign.spaced,
            let minute = tokens[safe: index + 2], minute.kind == .number, minute.digits == 2, minute.number < 60,
            !minute.spaced, !minute.ordinal
        else { return nil }
        let isColon = sign.number == Int32(UInt8(ascii: ":"))
        guard isColon || (sign.number == Int32(UInt8(ascii: ".")) && index + 3 < tokens.count && ampm(index + 3) != nil)
        else { return nil }
        var count = 3
        if isSign(index + 3, UInt8(ascii: ":")), let second = tokens[safe: index + 4], second.kind == .number,
            second.digits == 2, !second.spaced
        {
            count = 5
            if isSign(index + 5, UInt8(ascii: ".")), let part = tokens[safe: index + 6], part.kind == .number,
                !part.spaced
            {
                count = 7
            }
        }
        return capture(.clock, index, count, Int(hour.number) * 100 + Int(minute.number))
    }

    private func ampm(_ index: Int) -> TimeCapture? {
        guard let token = tokens[safe: index], token.kind == .word, token.end - token.start <= 2 else { return nil }
        return dotted(index, "am", 0, .ampm) ?? dotted(index, "pm", 12, .ampm)
    }

    /// A sign of letters with or without dots: am, a.m., BC, B.C.
    private func dotted(_ index: Int, _ sign: StaticString, _ value: Int, _ cls: TimeClass) -> TimeCapture? {
        guard let token = tokens[safe: index], token.kind == .word else { return nil }
        if isWord(index, sign) {
            return cls != .ampm && !token.capital ? nil : capture(cls, index, 1, value)
        }
        guard token.end - token.start == 1 else { return nil }
        let count = sign.utf8CodeUnitCount
        let fits = sign.withUTF8Buffer { letters in
            for letter in 0..<count {
                let position = index + 2 * letter
                guard let part = tokens[safe: position], part.kind == .word, part.end - part.start == 1,
                    unsafe bytes[Int(part.start)].asciiLowercased == letters[letter],
                    isSign(position + 1, UInt8(ascii: ".")), !tokens[position + 1].spaced
                else { return false }
            }
            return true
        }
        return fits ? capture(cls, index, 2 * count, value) : nil
    }

    private func rocDate(_ index: Int) -> TimeCapture? {
        guard let year = tokens[safe: index], year.kind == .number, year.digits == 3 || year.digits == 2,
            isSign(index + 1, UInt8(ascii: ".")), let month = tokens[safe: index + 2], month.kind == .number,
            month.digits == 2, !month.spaced, isSign(index + 3, UInt8(ascii: ".")), let day = tokens[safe: index + 4],
            day.kind == .number, day.digits == 2, !day.spaced, (1...12).contains(month.number),
            (1...31).contains(day.number),
            year.digits == 3, year.number < 200
        else { return nil }
        return capture(.rocDate, index, 5, (Int(year.number) * 100 + Int(month.number)) * 100 + Int(day.number))
    }
}
