/// A number in a sentence, with its unit when that is known.
struct Quantity: Sendable {
    /// The value, in the base unit of its dimension when there is one.
    var value: Double
    /// The factor of its unit to the base unit, nil without a unit.
    var unit: Double?
    /// The value as it is written, in the unit that it has.
    var figure: Double

    /// The value if a point parts thousands, as it does in much of the world, where that can be.
    var grouped: Double?
    /// The words that it takes, from the first.
    var words: Int

    private static let small: [String: Double] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
        "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70,
        "eighty": 80, "ninety": 90, "dozen": 12,
    ]
    private static let large: [String: Double] = [
        "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
        "lakh": 100_000, "crore": 10_000_000, "m": 1_000_000, "bn": 1_000_000_000,
    ]

    /// Reads the quantity that begins at a word, nil when none does.
    static func read(_ words: [DriftWord], _ start: Int) -> Quantity? {
        guard start < words.count, !words[start].isMark else { return nil }
        // "a hundred", but not "one of".
        var position = start
        var value = 0.0
        var current = 0.0
        var isNumber = false
        while position < words.count {
            let text = words[position].text
            if let digits = number(text) {
                if isNumber { break }
                current = digits
            } else if let unit = small[text] {
                if text == "one", !isNumber, position + 1 < words.count,
                    ["of", "another", "day"].contains(words[position + 1].text)
                {
                    return nil
                }
                current += unit
            } else if let factor = large[text], isNumber {
                if factor == 100 {
                    current *= 100
                } else {
                    value += current * factor
                    current = 0
                }
            } else if text == "and" || text == "-", isNumber, position + 1 < words.count,
                small[words[position + 1].text] != nil,
                text == "-" || current >= 100 || value > 0
            {
                position += 1
                continue
            } else {
                break
            }
            isNumber = true
            position += 1
        }
        guard isNumber else { return nil }
        value += current
        var result = Quantity(value: value, unit: nil, figure: value, words: position - start)
        if position == start + 1 { result.grouped = thousands(words[start].text) }
        let lexicon = DriftLexicon.english
        if position < words.count,
            let factor = lexicon.factor(words[position].text) ?? lexicon.factor(words[position].stem)
                ?? lexicon.factor(words[position].text.hasSuffix("s") ? String(words[position].text.dropLast()) : "")
        {
            result.value *= factor
            result.grouped = result.grouped.map { $0 * factor }
            result.unit = factor
        }
        return result
    }

    /// Figures with marks in them; a comma, a space or an apostrophe parts thousands when three figures follow each.
    private static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first, first >= 0x30, first <= 0x39 else { return nil }
        var plain: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "'", "\u{2019}", "\u{A0}", "\u{2009}", "\u{202F}": continue
            default: plain.append(contentsOf: String(scalar).utf8)
            }
        }
        let parts = String(decoding: plain, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
        if parts.count > 1, !parts.dropFirst().allSatisfy({ $0.utf8.count == 3 }) {
            return Double(parts.joined(separator: "."))
        }
        let joined = parts.joined()
        // Two points and more part thousands.
        if joined.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 { return thousands(joined) }
        return Double(joined)
    }

    /// What figures mean if their points part thousands: three figures follow each, one to three stand before.
    private static func thousands(_ text: String) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, (1...3).contains(first.utf8.count), first != "0",
            parts.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return Double(parts.joined())
    }

    /// Whether two quantities are one, roundings allowed where one unit was converted to another.
    func isSame(_ other: Quantity) -> Bool {
        if value == other.value || grouped == other.value || value == other.grouped { return true }
        // A unit that is not known, as an abbreviation, is taken for the same.
        guard let unit, let theirs = other.unit else { return figure == other.figure }
        guard unit != theirs else { return false }
        return abs(value - other.value) <= 0.03 * max(abs(value), abs(other.value))
    }
}
