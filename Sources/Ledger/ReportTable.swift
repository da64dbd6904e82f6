internal import DocumentModel
internal import TextPrimitives

/// What of a report decides which others tell of the same event, and which of those tells most, in numbers.
struct Report: Sendable {
    /// Whether it gives a day: not at all, by its tense only, or as a date.
    enum Day: Sendable {
        case none, tense, date
    }

    var document: Int32
    /// Its place among the events of its page.
    var event: Int32
    /// The sentence.
    var range: (start: Int32, end: Int32)
    /// The text that its page carries.
    var text: Int32
    var type: Int32
    /// Parties, kind and what is said of it: only reports of one key can tell of one event.
    var key: Int32
    /// The country of the place, -1 when not told.
    var place: Int32
    var day: Day
    /// The days, with ``Report/open`` for a side that is open.
    var from: Int
    var to: Int
    /// The persons that it names as parties.
    var persons: [Int32]
    /// How many parties are persons.
    var named: Int32
    /// Whether it can happen twice in a month without anybody saying so: meetings, messages, words.
    var isFrequent: Bool
    /// Whether its day is that of the text, whenever a copy was published.
    var hasOwnDay: Bool
    /// The number of the anniversary that it is told for.
    var remembered: Int32?
    var footing: Footing
    /// The report that it is a part of, by its place on the page; -1 when of none.
    var partOf: Int32
    /// What tells it apart among those of a text: in the same sentence, and by its words alone; 0 where one page carries the text.
    var sentenceKey: UInt64
    var wordsKey: UInt64

    static let open = 1 << 40
    /// How many days before its telling an act may lie that is told without a day.
    static let longestReach = 45

    /// The number of days, nil when a side is open.
    var length: Int? { from == -Report.open || to == Report.open ? nil : to - from + 1 }

    /// The first day that it gives, or the last when only that is known.
    var firstDay: Int? { from != -Report.open ? from : to != Report.open ? to : nil }

    func overlaps(_ other: Report) -> Bool { from <= other.to && other.from <= to }

    /// The days that those of another text must touch to tell of the same event; nil when nothing follows from them.
    ///
    /// - Parameter published: The day on which its page was published, if that is known to the day.
    func reach(_ published: Int?) -> ClosedRange<Int>? {
        switch day {
        case .none: return nil
        case .tense: return published.map { $0 - Report.longestReach...$0 }
        case .date: return length == nil || from > to ? nil : from...to
        }
    }
}

/// The reports of a collection in columns: some hundred bytes a report, so that the pages need not be held.
public struct ReportTable: Sendable {
    /// What the ledger needs of a page.
    struct Page: Sendable {
        var text: Int32
        /// -1 when nobody is named.
        var voice: Int32
        /// -1 when not known.
        var side: Int32
        var isRoot: Bool
        /// As in ``LedgerDocument/isHead``.
        var isHead: Bool?
        /// The day of publication, if that is known to the day.
        var published: Int?
        /// The place of its first report.
        var firstReport: Int32
    }

    /// A claim that denies reports of its page.
    struct Denial: Sendable {
        /// The claim as `page#claim`.
        var name: String
        /// The places of the reports in the table.
        var denied: [Int32]
    }

    private(set) var pages: [Page] = []
    private(set) var reports: [Report] = []
    private(set) var denials: [Denial] = []
    private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    /// Makes an empty table.
    public init() {}

    /// Adds a page behind the others.
    ///
    /// - Parameters:
    ///   - document: The page.
    ///   - isAlone: Whether no other page carries its text.
    /// - Complexity: O(*n*) in its events and claims, and in the words of the events' sentences where it is not alone.
    public mutating func append(_ document: LedgerDocument, isAlone: Bool) {
        let first = Int32(reports.count)
        let text = number(document.text)
        pages.append(
            Page(
                text: text, voice: document.voice.map { number($0) } ?? -1,
                side: document.side.map { number($0) } ?? -1, isRoot: document.isRoot,
                isHead: document.isHead,
                published: document.published.flatMap { $0.length == 1 ? $0.from?.number : nil }, firstReport: first))
        let places = Dictionary(document.events.enumerated().map { ($1.id, Int32($0)) }) { _, last in last }
        for (position, event) in document.events.enumerated() {
            reports.append(report(event, position, text, document, isAlone: isAlone))
            if let part = event.partOf, let whole = places[part] { reports[reports.count - 1].partOf = whole }
        }
        for denial in WorldDenial.all(document.id, document.claims) {
            let denied = denial.denied.compactMap { places[$0].map { first + $0 } }
            if !denied.isEmpty { denials.append(Denial(name: denial.claim, denied: denied)) }
        }
    }

    /// Says whose words the text of a page is, where that is known only when all pages are.
    ///
    /// - Parameters:
    ///   - page: The page's index.
    ///   - voice: Whose words they are, nil when nobody is named.
    ///   - side: The side for which it speaks.
    ///   - isRoot: Whether it is the earliest copy held of its text.
    public mutating func set(_ page: Int, voice: String?, side: String?, isRoot: Bool) {
        pages[page].voice = voice.map { number($0) } ?? -1
        pages[page].side = side.map { number($0) } ?? -1
        pages[page].isRoot = isRoot
    }

    private mutating func report(
        _ event: Event, _ position: Int, _ text: Int32, _ document: LedgerDocument, isAlone: Bool
    ) -> Report {
        let range = event.evidence.first ?? event.trigger
        let persons = (event.actors + event.recipients).filter { $0.kind == .person && !$0.id.hasPrefix("office:") }
        let when = event.when
        let type = number(event.type)
        let key = number(ReportTable.key(event))
        let place = event.place?.country.map { number($0) } ?? -1
        let keys = isAlone ? (words: 0, sentence: 0) : CopiedReports.keys(event, document.body)
        return Report(
            document: Int32(pages.count - 1), event: Int32(position), range: (Int32(range.start), Int32(range.end)),
            text: text, type: type, key: key, place: place,
            day: when.map { $0.basis == .tense ? .tense : .date } ?? .none,
            from: when?.bounds.from?.number ?? -Report.open, to: when?.bounds.to?.number ?? Report.open,
            persons: persons.map { number($0.id) },
            named: Int32((event.actors + event.recipients).count { $0.kind.isPerson }),
            isFrequent: ReportTable.frequent.contains(event.root),
            hasOwnDay: when.map { !ReportTable.hanging.contains($0.basis) } ?? false,
            remembered: event.remembered.map { Int32(clamping: $0) }, footing: event.footing, partOf: -1,
            sentenceKey: keys.sentence, wordsKey: keys.words)
    }

    /// Acts that two states repeat within weeks; others – bans, expulsions, accords – are told again and again.
    private static let frequent: Set<Root> = [
        .consult, .support, .accuse, .request, .reject, .threaten, .assault, .agree,
    ]

    /// Days that another day of publication would change.
    private static let hanging: Set<DateBasis> = [.relative, .weekday, .tense, .notStated]

    private static func key(_ event: Event) -> String {
        let parties = event.countries.sorted().joined(separator: "-")
        let direction = event.type == "visit" ? event.actors.first?.country ?? "" : ""
        let told = [.asserted, .planned].contains(event.polarity) ? event.polarity.rawValue : "open"
        return
            "\(parties)|\(EventKey.family(event) == "visit" ? "visit" : event.type)|\(direction)|\(told)\(event.isAgain ? "|again" : "")"
    }

    private mutating func number(_ name: String) -> Int32 {
        if let known = numbers[name] { return known }
        let next = Int32(names.count)
        numbers[name] = next
        names.append(name)
        return next
    }

    /// The place of a report by its page and its place there.
    func place(_ document: Int, _ event: Int) -> Int { Int(pages[document].firstReport) + event }

    /// The sides that are heard.
    var sides: Set<String> { Set(pages.lazy.filter { $0.side >= 0 }.map { names[Int($0.side)] }) }

    /// The four counts of some pages.
    func counts(_ documents: some Sequence<Int>) -> FourCounts {
        let numbers = Set(documents)
        let own = numbers.map { pages[$0] }
        // Pages without a voice count one a text.
        let voices = Set(own.map { $0.voice >= 0 ? Int($0.voice) : -1 - Int($0.text) })
        return FourCounts(
            pages: numbers.count, texts: Set(own.map(\.text)).count, voices: voices.count,
            sides: Set(own.filter { $0.side >= 0 }.map { names[Int($0.side)] }).sorted())
    }
}
