internal import ArchivePipeline
internal import DocumentModel
internal import Ledger

/// Words that all views share, so that a count reads the same everywhere.
public enum Wording {
    /// A number with its noun: "1 page", "3 pages", "2 entries".
    public static func count(_ number: Int, _ noun: String) -> String {
        if number == 1 { return "1 \(noun)" }
        let many = Wording.number(number)
        return noun.hasSuffix("ty") || noun.hasSuffix("ry") ? "\(many) \(noun.dropLast())ies" : "\(many) \(noun)s"
    }

    /// A number with a comma between its thousands; years are no numbers of this kind.
    public static func number(_ number: Int) -> String {
        let digits = String(abs(number))
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return (number < 0 ? "−" : "") + result
    }

    /// A date for people: "14–17 May 1989", "2021", "before 14 May 2022", "day not known".
    public static func date(_ edtf: String?) -> String {
        guard let edtf else { return "day not known" }
        // "XXXX-07-14": a day whose year nothing tells.
        if edtf.hasPrefix("XXXX-"), let known = CivilDay(iso: "2000\(edtf.dropFirst(4))") {
            return "\(known.day) \(months[known.month - 1]), year not known"
        }
        guard let bounds = DayBounds(edtf: edtf) else { return "day not known" }
        guard let from = bounds.from else { return bounds.to.map { "until \(day($0))" } ?? "day not known" }
        guard let to = bounds.to else { return "from \(day(from))" }
        if from == to { return day(from) }
        if edtf.utf8.count == 4 { return edtf }
        if edtf.utf8.count == 7, !edtf.contains("X") { return "\(months[from.month - 1]) \(from.year)" }
        if from.year == to.year, from.month == to.month {
            return "\(from.day)–\(to.day) \(months[from.month - 1]) \(from.year)"
        }
        if edtf.utf8.count == 9 { return "\(from.year)–\(to.year)" }
        // A year that both ends share is said once.
        if from.year == to.year {
            return "\(from.day) \(months[from.month - 1]) – \(day(to))"
        }
        return "\(day(from)) – \(day(to))"
    }

    /// When an entry took place, for people; what was only told has the day of its telling: "told on 17 Feb 2017".
    static func date(of entry: DossierEntry) -> String {
        entry.basis == .tense && entry.bounds?.from == nil
            ? entry.told.map { "told on \(day($0))" } ?? date(entry.when) : date(entry.when)
    }

    /// The heading of the entries that are only possible, with their number.
    static func possible(_ number: Int) -> String {
        "Possible: \(count(number, "more entry")), put together from words that stand apart"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func day(_ day: CivilDay) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

    /// The four counts in one line.
    public static func counts(pages: Int, texts: Int, voices: Int, sides: Int) -> String {
        "\(count(pages, "page")) · \(count(texts, "text")) · \(count(voices, "voice")) at most · \(count(sides, "side"))"
    }

    /// An ordinal: 1st, 2nd, 33rd.
    public static func ordinal(_ number: Int) -> String {
        let tail = number % 100
        let suffix =
            (11...13).contains(tail)
            ? "th"
            : ["th", "st", "nd", "rd"].indices.contains(number % 10) && number % 10 > 0 && number % 10 < 4
                ? ["st", "nd", "rd"][number % 10 - 1] : "th"
        return "\(number)\(suffix)"
    }
}
