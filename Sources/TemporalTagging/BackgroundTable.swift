internal import DocumentModel
internal import TextPrimitives

/// Well-known dates from `background/events.tsv`.
struct BackgroundTable: Sendable {
    /// What a row is good for.
    enum Kind: String, Sendable {
        /// An event that is remembered.
        case event
        /// An event that a text tells of.
        case after
        /// An office in force.
        case office
    }

    /// A row.
    struct Entry: Sendable {
        var id: String
        var kind: Kind
        /// Each group must be met by one of its words.
        var words: [[String]]
        var bounds: DayBounds
        var note: String

        /// Whether a folded sentence holds all the words.
        func fits(_ sentence: String) -> Bool {
            words.allSatisfy { group in group.contains { sentence.contains($0) } }
        }
    }

    /// The rows.
    let entries: [Entry]

    /// The table that is compiled in.
    static let shared = BackgroundTable()

    private init() {
        entries = Resource.table("background/events.tsv").compactMap { fields in
            guard fields.count >= 6, let kind = Kind(rawValue: fields[1]) else { return nil }
            return Entry(
                id: fields[0], kind: kind,
                words: fields[2].split(separator: " ").map { group in
                    group.split(separator: "|").map { String($0.drop { $0 == "(" }) }
                },
                bounds: DayBounds(from: CivilDay(iso: fields[3]), to: CivilDay(iso: fields[4])), note: fields[5])
        }
    }
}
