internal import DocumentModel
internal import TemporalTagging
internal import TextPrimitives

/// Names of news agencies as pages write them.
enum AgencyNames {
    /// `agency` for names in capitals or with the words of an agency, else `outlet`.
    static func kind(_ name: String) -> String {
        let folded = Folding.fold(name)
        let letters = name.utf8.filter(\.isASCIILetter)
        let isAcronym = letters.count >= 2 && letters.count <= 6 && letters.allSatisfy(\.isASCIIUpper)
        return isAcronym || folded.contains("agency") || folded.contains("press") || folded.contains("reuters")
            ? "agency" : "outlet"
    }
}

/// The dateline that opens an article's first paragraph.
enum OpeningDateline {
    /// Reads "PYONGYANG, May 14 (KCNA) -- …".
    ///
    /// - Parameter text: The article's text.
    /// - Returns: The dates, the day that stands without its year, the agency and the words; nil when the text does not open so.
    static func read(
        _ text: [UInt8]
    ) -> (dates: [Timex], yearless: YearlessDay?, agency: String?, quote: String)? {
        var end = 0
        let limit = min(text.count, 120)
        while end + 2 < limit {
            if text[end] == 10 { return nil }
            let isDash = text[end] == 0xE2 && text[end + 1] == 0x80 && (text[end + 2] == 0x93 || text[end + 2] == 0x94)
            let isDouble = text[end] == UInt8(ascii: "-") && text[end + 1] == UInt8(ascii: "-")
            let isSpaced = end > 0 && text[end - 1] == 0x20 && text[end] == UInt8(ascii: "-") && text[end + 1] == 0x20
            if isDash || isDouble || isSpaced { break }
            end += 1
        }
        guard end + 2 < limit, end >= 4, text[0].isASCIIUpper else { return nil }
        let opening = Array(text[..<end])
        let capitals = opening.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "(") }.filter(\.isASCIILetter)
        let shouts = capitals.count >= 3 && capitals.allSatisfy(\.isASCIIUpper)
        var agency: String?
        if let open = opening.lastIndex(of: UInt8(ascii: "(")), let close = opening.lastIndex(of: UInt8(ascii: ")")),
            close > open + 1
        {
            agency = UTF8Text.string(opening, open + 1, close)
        }
        guard shouts || agency != nil else { return nil }
        let found = TemporalTagger.english.tag(opening).timexes
        let dates = found.filter { $0.anchor == nil && $0.bounds?.length == 1 }
        let quote = UTF8Text.string(text, 0, end).trimmingSpaces
        return (dates, dates.isEmpty ? YearlessDay(found, quote: quote) : nil, agency, quote)
    }
}

/// Dates in addresses.
enum URLDates {
    /// The dates that an address carries: `/2021/06/02/`, `/2021-06-02-`, `/20210602/`, and Unix times of ten digits.
    static func evidence(in url: String) -> [DateEvidence] {
        let bytes = Array(url.utf8)
        var numbers: [(value: Int, start: Int, end: Int)] = []
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset].isASCIIDigit else {
                offset += 1
                continue
            }
            let start = offset
            var value = 0
            while offset < bytes.count, bytes[offset].isASCIIDigit {
                if offset - start < 12 { value = value * 10 + Int(bytes[offset] - 0x30) }
                offset += 1
            }
            numbers.append((value, start, offset))
        }
        func item(_ day: CivilDay, _ range: Range<Int>, _ weight: Int, _ note: String) -> DateEvidence {
            DateEvidence(
                bounds: DayBounds(day), edtf: day.iso, source: "url",
                evidence: String(decoding: bytes[range], as: UTF8.self),
                hint: .published, weight: weight, note: note)
        }
        let years = 1990...2100
        for (index, number) in numbers.enumerated() {
            let digits = number.end - number.start
            if digits == 4, years.contains(number.value), index + 2 < numbers.count {
                let (month, day) = (numbers[index + 1], numbers[index + 2])
                let isClose = month.start == number.end + 1 && day.start == month.end + 1
                if isClose, day.end - day.start == 2 || bytes[safe: day.end] == UInt8(ascii: "/"),
                    let found = CivilDay(number.value, month.value, day.value)
                {
                    return [item(found, number.start..<day.end, 75, "a day in the address")]
                }
            }
            // "/2016/12/": the month is as far as it goes.
            if digits == 4, years.contains(number.value), index + 1 < numbers.count, number.start > 0,
                bytes[number.start - 1] == UInt8(ascii: "/")
            {
                let month = numbers[index + 1]
                if month.start == number.end + 1, bytes[number.end] == UInt8(ascii: "/"), month.end - month.start == 2,
                    (1...12).contains(month.value), bytes[safe: month.end] == UInt8(ascii: "/")
                {
                    let bounds = DayBounds(year: number.value, month: month.value)
                    return [
                        DateEvidence(
                            bounds: bounds, edtf: bounds.edtf ?? "", source: "url",
                            evidence: String(decoding: bytes[number.start..<month.end], as: UTF8.self),
                            hint: .published,
                            weight: 30, note: "a month in the address")
                    ]
                }
            }
            if digits == 8, let found = CivilDay(number.value / 10_000, number.value / 100 % 100, number.value % 100),
                years.contains(found.year)
            {
                return [item(found, number.start..<number.end, 65, "a day in the address")]
            }
            if digits == 10, (1_000_000_000...2_200_000_000).contains(number.value) {
                return [
                    item(
                        CivilDay(number: number.value / 86_400), number.start..<number.end, 45,
                        "a Unix time in the address")
                ]
            }
        }
        return []
    }
}

extension String {
    /// The string without spaces at its ends.
    var trimmingSpaces: String {
        let start = utf8.firstIndex { !$0.isASCIISpace } ?? endIndex
        guard let last = utf8.lastIndex(where: { !$0.isASCIISpace }) else { return "" }
        return String(self[start...last])
    }
}

extension Array {
    /// The element at an index, or nil outside the array.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
