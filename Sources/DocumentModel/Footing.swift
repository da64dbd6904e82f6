/// What the parties and the day of an event stand on: how sure a row of the ledger is, in words and not in numbers.
public enum Footing: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Words of the text name both sides and give the day.
    case stated
    /// One of the three follows from other words: "he", "the two sides", a day on which it was only told.
    case resolved
    /// Two or three of them do.
    case possible

    /// The footing in the plainest words.
    public var words: String {
        switch self {
        case .stated: "who and when stand in the text"
        case .resolved: "one of who and when follows from other words"
        case .possible: "possible: who or when follow from other words"
        }
    }

    /// The surest first.
    public static func < (left: Footing, right: Footing) -> Bool { left.rank < right.rank }

    private var rank: Int { Footing.allCases.firstIndex(of: self) ?? Footing.allCases.count }
}

extension Event {
    /// Rules that take a state for a party which the grammar does not link to the act.
    private static let loose: Set<String> = ["party.deep", "party.clause"]
    /// The rule that took the last people or body named for "they", which is right as often as not.
    private static let weak = "party.they"

    /// What the event's parties and day stand on.
    ///
    /// A side follows from other words when all its parties do: a pronoun, a definite phrase, a name that the text explains elsewhere.
    /// One phrase that stands for both sides counts once, "they" counts twice. A day follows when it is that of another event or of the telling.
    public var footing: Footing {
        var phrases: Set<TextRange> = []
        for side in sides where side.allSatisfy({ $0.resolvedFrom != nil }) {
            phrases.formUnion(side.compactMap(\.range))
        }
        let isDayTold = when.map { ![.tense, .notStated, .relativeToEvent, .copy].contains($0.basis) } ?? false
        let following =
            phrases.count + (isDayTold ? 0 : 1)
            + (rules.contains { Event.loose.contains($0) } && phrases.isEmpty ? 1 : 0)
            + (rules.contains(Event.weak) ? 1 : 0)
        return following == 0 ? .stated : following == 1 ? .resolved : .possible
    }

    /// The parties of each side; of an act of both, those of each country.
    private var sides: [[Party]] {
        guard isReciprocal else { return [actors, recipients].filter { !$0.isEmpty } }
        var result: [[Party]] = []
        for party in actors + recipients {
            if let index = result.firstIndex(where: { $0[0].country == party.country }) {
                result[index].append(party)
            } else {
                result.append([party])
            }
        }
        return result
    }
}
