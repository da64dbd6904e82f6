public import DocumentModel
public import TextPrimitives

/// What a watch tells of.
public enum WatchRule: String, CaseIterable, Sendable, Hashable {
    /// An event that no page told of before.
    case event
    /// Somebody denies something, in a text that is new.
    case denial
    /// A copy tells something otherwise than the text that it follows, or a page at one address was changed.
    case textChanged = "text-changed"
    /// A denial that answers something else in a copy than in the text that it follows.
    case misplacedDenial = "misplaced-denial"
    /// An event that pages remember returns within seven days.
    case anniversary

    /// The rule in words.
    public var words: String { rawValue.split(separator: "-").joined(separator: " ") }
}

/// How far a watch has looked: what the log held by then, and the day.
public struct WatchMark: Sendable, Hashable {
    /// The number of the last log entry that was looked at.
    public var entries: Int
    /// Its hash, by which it is seen whether the log is still that one.
    public var hash: String
    /// The day of the look (ISO).
    public var day: String

    /// Makes a mark.
    public init(entries: Int, hash: String, day: String) {
        self.entries = entries
        self.hash = hash
        self.day = day
    }

    var json: JSONValue {
        .pairs(["log_entries": .int(entries), "log_hash": .string(hash), "day": .string(day)])
    }

    init?(json: JSONValue?) {
        guard let entries = json?["log_entries"]?.int, entries >= 0, let hash = json?["log_hash"]?.string,
            let day = json?["day"]?.string, CivilDay(iso: day) != nil
        else { return nil }
        self.init(entries: entries, hash: hash, day: day)
    }
}

/// A saved search or a pair with the rules by which something of it is told.
public struct Watch: Sendable, Hashable {
    /// The name.
    public var name: String
    /// Words that the texts must hold; empty for all.
    public var words: String
    /// A pair of states that the pages must name, as `KP-IR`; nil for all.
    public var pair: String?
    /// What is told.
    public var rules: [WatchRule]
    /// When it was made.
    public var since: WatchMark
    /// The last look.
    public var looked: WatchMark

    /// Makes a watch that has not looked yet.
    public init(name: String, words: String, pair: String?, rules: [WatchRule], since: WatchMark) {
        self.name = name
        self.words = words
        self.pair = pair
        self.rules = rules
        self.since = since
        looked = since
    }

    /// What it watches, in words.
    public var scope: String {
        [words.isEmpty ? nil : "“\(words)”", pair].compactMap { $0 }.joined(separator: ", ")
    }

    /// The watch as JSON.
    public var json: JSONValue {
        .pairs([
            "name": .string(name), "search": .optional(words.isEmpty ? nil : words), "pair": .optional(pair),
            "rules": .strings(rules.map(\.rawValue)), "since": since.json, "looked": looked.json,
        ])
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.string, let since = WatchMark(json: json["since"]),
            let looked = WatchMark(json: json["looked"])
        else { return nil }
        self.init(
            name: name, words: json["search"]?.string ?? "", pair: json["pair"]?.string,
            rules: (json["rules"]?.array ?? []).compactMap { $0.string.flatMap(WatchRule.init(rawValue:)) },
            since: since)
        self.looked = looked
    }
}

/// Something that a watch tells.
public struct WatchSignal: Sendable {
    /// What was changed from one text to another, for a diff.
    public struct Change: Sendable {
        /// The short name of the page that is followed, and its text.
        public var origin: (short: String, text: String)
        /// The short name of the page that follows, and its text.
        public var copy: (short: String, text: String)
        /// What is told otherwise, one sentence each.
        public var notes: [String]
    }

    /// The rule that found it.
    public var rule: WatchRule
    /// A name that stays the same at every look.
    public var key: String
    /// The number of the log entry that brought it.
    public var entry: Int
    /// What it is, in one line.
    public var title: String
    /// More of it, in one or two sentences; empty when there is no more.
    public var note: String
    /// The words that it rests on.
    public var quotes: [Quote]
    /// The day that returns, of an anniversary.
    public var day: CivilDay?
    /// What was changed, of a text.
    public var change: Change?
}
